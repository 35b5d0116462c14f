"""The ledger's HTTP: events in, redemptions decided at the counter, verdicts, balances; proposals are beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Annotated, Any, TypeVar, cast
from urllib.parse import unquote

import orjson
from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from schemas.cloudevents import decode
from schemas.envelope import STRUCTURED
from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.auth import (
    BalancesReader,
    EventsReader,
    EventsWriter,
)
from services.kit.http import Problem, json_response, make_app
from services.ledger.proposals import Refused
from services.ledger.publishing import Acknowledgement
from services.ledger.quarantine_api import quarantine
from services.ledger.redemptions_api import quotes, redemptions
from services.ledger.register_api import finance, proposals
from services.ledger.serving import EventIdPart, IdInPath, Programme, Services, parsed, problem

BATCH = "application/cloudevents-batch+json"
BATCH_EVENTS_MAX = 1_000
BODY_BYTES_MAX = 4_194_304
POLL_SECONDS = 0.02
T = TypeVar("T")


def build(services: Services, *, with_api: bool) -> FastAPI:
    """Return the ledger's application; without the API only health and metrics."""
    app = make_app("Points ledger", services.ready, body_bytes_max=BODY_BYTES_MAX)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(InvalidEvent, _invalid)
    if with_api:
        redemptions(app, services)
        _events(app, services)
        quotes(app, services)
        _reads(app, services)
        proposals(app, services)
        finance(app, services)
        quarantine(app, services)
    return app


async def _refused(_request: Request, error: Exception) -> Response:
    error = cast("Refused", error)
    errors = [{"path": fault.path, "detail": fault.detail} for fault in error.faults]
    members: dict[str, Any] = {"errors": errors} if errors else {}
    return problem(error.reason, error.detail, **members).response()


async def _invalid(_request: Request, error: Exception) -> Response:
    error = cast("InvalidEvent", error)
    return problem(error.reason, error.detail, path=error.path).response()


async def _until(found: Callable[[], Awaitable[T | None]], seconds: float) -> T | None:
    """Return the first answer that is not None, or None after so many seconds."""
    deadline = monotonic() + seconds
    # Another process may be the one that commits, so the table is asked: there is no event to wait for.
    while (answer := await found()) is None and monotonic() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(POLL_SECONDS)
    return answer


def _events(app: FastAPI, services: Services) -> None:
    async def publish(event: Event) -> Acknowledgement:
        return await services.publisher.publish(
            source=event.source, event_id=event.id, event_type=event.type, time=event.time_text,
            programme=event.programme, member_id=event.member_id, body=event.raw,
        )  # fmt: skip

    def decoded(request: Request, body: bytes) -> Event:
        content_type = request.headers.get("content-type", "")
        kind = content_type.partition(";")[0].strip().lower()
        if kind not in (STRUCTURED, "application/json"):
            raise Problem(
                415, "CONTENT_TYPE_UNSUPPORTED", f"send {STRUCTURED}, {BATCH}, or application/json with ce-… headers"
            )
        headers = [
            (f"ce_{name[3:]}", unquote(value).encode()) for name, value in request.headers.items() if name[:3] == "ce-"
        ]
        return decode(None, [*headers, ("content-type", content_type.encode())], body)

    @app.post("/v1/events", status_code=202)
    async def post_events(request: Request, caller: EventsWriter) -> Response:  # noqa: ARG001
        """Take one CloudEvent, or a batch of at most 1,000, and publish what is valid; 202 once Kafka has it."""
        body = await request.body()
        if not request.headers.get("content-type", "").lower().startswith(BATCH):
            await (await publish(decoded(request, body)))
            return json_response({"accepted": 1, "errors": []}, 202)
        batch: list[Any] = parsed(body, list, "an array of events")
        if len(batch) > BATCH_EVENTS_MAX:
            raise InvalidEvent(
                "INVALID_EVENT", f"{len(batch)} events; a batch has at most {BATCH_EVENTS_MAX}: split it"
            )
        errors, waiting = [], []
        for index, event in enumerate(batch):
            try:
                one = decode(None, [("content-type", STRUCTURED.encode())], orjson.dumps(event))
                waiting.append(await publish(one))
            except InvalidEvent as fault:
                errors.append({"index": index, "reason": fault.reason, "detail": f"{fault.path}: {fault.detail}"})
        await asyncio.gather(*waiting)
        return json_response({"accepted": len(waiting), "errors": errors}, 202)


def _reads(app: FastAPI, services: Services) -> None:
    @app.get("/v1/members/{member_id}/balance")
    async def balance(
        member_id: IdInPath,
        caller: BalancesReader,  # noqa: ARG001
        programme: Programme = "default",
        min_sequence: int = 0,
    ) -> Response:
        """Return a member's balance as the ledger itself has it now."""

        async def found() -> dict[str, Any] | None:
            sequence, answer = await services.answers.balance(programme, member_id, services.clock())
            if sequence < min_sequence:
                return None
            if answer is None:
                raise Problem(404, "MEMBER_UNKNOWN", f"no member {member_id!r} in programme {programme!r}")
            return answer

        answer = await _until(found, 2)
        if answer is None:
            raise Problem(503, "NOT_THERE_YET", f"position {min_sequence} is not reached", headers={"Retry-After": "1"})
        return json_response(answer)

    @app.get("/v1/verdicts")
    async def verdict(
        caller: EventsReader,  # noqa: ARG001
        source: EventIdPart,
        id: EventIdPart,  # noqa: A002 - the contract's name
        wait: Annotated[float, Query(ge=0, le=10)] = 0,
    ) -> Response:
        """Return what became of an event; 404 when it was not seen within `wait` seconds."""
        answer = await _until(lambda: services.answers.verdict(source, id), wait)
        if answer is None:
            raise Problem(
                404, "EVENT_UNSEEN", "no such event was decided or set aside (a due event with nothing due is not kept)"
            )
        return json_response(answer)
