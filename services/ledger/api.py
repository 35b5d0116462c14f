"""The ledger's HTTP: events in, redemptions decided at the counter, verdicts, balances, proposals."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import Annotated, Any, TypeVar, cast
from urllib.parse import unquote
from uuid import UUID

import orjson
from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from schemas.calendar import parse_instant
from schemas.cloudevents import STRUCTURED, decode
from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.auth import (
    BalancesReader,
    EventsReader,
    EventsWriter,
    ProgrammesReader,
    ProposalParty,
)
from services.kit.http import Problem, json_response, make_app
from services.ledger.executing import EVENT_OF
from services.ledger.publishing import Acknowledgement
from services.ledger.redemptions_api import quotes, redemptions
from services.ledger.register import Refused
from services.ledger.serving import EventIdPart, IdInPath, Programme, Services, parsed, problem

BATCH = "application/cloudevents-batch+json"
BATCH_EVENTS_MAX = 1_000
BODY_BYTES_MAX = 4_194_304
POLL_SECONDS = 0.02
T = TypeVar("T")


class Proposed(BaseModel):
    """A proposal as it comes."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: str
    body: dict[str, Any]


def build(services: Services, *, with_api: bool) -> FastAPI:
    """Return the ledger's application; without the API only health and metrics."""
    app = make_app("Points ledger", services.ready, body_bytes_max=BODY_BYTES_MAX)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(InvalidEvent, _invalid)
    if with_api:
        _events(app, services)
        redemptions(app, services)
        quotes(app, services)
        _reads(app, services)
        _proposals(app, services)
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

    @app.get("/v1/programmes/{programme}/versions")
    async def versions(programme: str, caller: ProgrammesReader) -> Response:  # noqa: ARG001
        """Return the published versions, earliest in force first."""
        known = (await services.register.programmes()).versions(programme)
        return json_response({"versions": [version.model_dump(mode="json", by_alias=True) for version in known]})


def _proposals(app: FastAPI, services: Services) -> None:
    @app.post("/v1/proposals", status_code=201)
    async def propose(proposed: Proposed, caller: ProposalParty, programme: Programme = "default") -> Response:
        """Propose something that another person must approve within seven days."""
        caller.demand(f"propose:{proposed.kind}")
        kind, body = proposed.kind, proposed.body
        if kind in EVENT_OF:
            return json_response(await services.executions.propose(kind, programme, body, caller.actor), 201)
        return json_response(await services.register.propose(kind, body, caller.actor), 201)

    @app.post("/v1/proposals/{proposal_id}/approve")
    async def approve(proposal_id: UUID, caller: ProposalParty) -> Response:
        """Approve and execute: the answer is the record it became, whose verdict may be a refusal."""
        kind = (await services.register.proposal(proposal_id))["kind"]
        caller.demand(f"approve:{kind}")
        office = services.executions if kind in EVENT_OF else services.register
        return Response(await office.approve(proposal_id, caller.actor), media_type="application/json")

    @app.post("/v1/proposals/{proposal_id}/reject")
    async def reject(proposal_id: UUID, caller: ProposalParty) -> Response:
        """Decline a proposal, or withdraw one's own."""
        caller.demand(f"approve:{(await services.register.proposal(proposal_id))['kind']}")
        return json_response(await services.register.reject(proposal_id, caller.actor))

    @app.get("/v1/proposals")
    async def page(
        caller: ProposalParty,  # noqa: ARG001
        cursor: str | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        """Return proposals, newest first."""
        proposals = await services.register.page(_cursor(cursor), limit)
        last = proposals[-1] if len(proposals) == limit else None
        text = f"{last['created_at'].isoformat()} {last['id']}" if last else ""
        return json_response(
            {"proposals": proposals, "next": urlsafe_b64encode(text.encode()).decode() if last else None}
        )


def _cursor(text: str | None) -> tuple[datetime, UUID] | None:
    if text is None:
        return None
    try:
        created_at, _, proposal_id = urlsafe_b64decode(text).decode().partition(" ")
        return parse_instant(created_at), UUID(proposal_id)
    except ValueError:
        raise Problem(400, "CURSOR_INVALID", "send the `next` of the page before, as it was") from None
