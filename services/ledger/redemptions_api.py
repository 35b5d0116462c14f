"""The counter over HTTP: points redeemed, held, captured, released, given back, and what a basket would earn."""

from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from starlette.responses import Response

from schemas.calendar import parse_instant
from schemas.cloudevents import command
from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.auth import Caller, RedemptionsWriter
from services.kit.http import add_quick, json_response
from services.ledger.answers import redemption_answer
from services.ledger.quotes import Unquotable
from services.ledger.serving import IdInPath, Programme, Services, parsed, problem


def redemptions(app: FastAPI, services: Services) -> None:
    """Serve `/v1/redemptions` and what becomes of one."""

    async def redeem(request: Request, caller: RedemptionsWriter, programme: Programme = "default") -> Response:
        """Redeem or hold points now: 201 with the allocation; the same request again is 200 with the same body."""
        body: dict[str, Any] = parsed(await request.body(), dict, "{member_id, redemption_id, points}")
        member_id = body.pop("member_id", None)
        event = command(
            source=_source(caller),
            event_id=f"{programme}/{body.get('redemption_id')}/redeem",
            event_type="redemption.reserved" if _is_hold(body) else "redemption.requested",
            programme=programme,
            member_id=member_id,
            body=body,
            at=services.clock(),
        )
        return await _decided(services, event, None)

    add_quick(app, "/v1/redemptions", redeem, status_code=201)

    async def follow(
        request: Request, caller: Caller, programme: str, redemption_id: str, what: str, fields: str
    ) -> Response:
        """Decide what a caller does with a redemption, for the member whose it is."""
        body: dict[str, Any] = parsed(await request.body() or b"{}", dict, fields)
        if "redemption_id" in body:
            raise InvalidEvent("INVALID_EVENT", "the path says which redemption; leave it out", "redemption_id")
        first = await services.answers.redemption(programme, redemption_id)
        if first is None:
            raise problem("REDEMPTION_UNKNOWN", f"no redemption {redemption_id!r} in programme {programme!r}")
        # A null is as good as nothing, so that one event id has one content.
        body = {name: value for name, value in body.items() if value is not None}
        event_id = {
            "captured": f"capture/{body.get('points', 'all')}",
            "released": "release",
            "cancelled": f"cancel/{body.get('cancel_id')}",
        }
        event = command(
            source=_source(caller),
            event_id=f"{programme}/{redemption_id}/{event_id[what]}",
            event_type=f"redemption.{what}",
            programme=programme,
            member_id=first["member_id"],
            body={"redemption_id": redemption_id, **body},
            at=services.clock(),
        )
        return await _decided(services, event, first)

    # An id may hold slashes: all that stands before the last word of the path is the id.
    @app.post("/v1/redemptions/{redemption_id:path}/capture", status_code=201)
    async def capture(
        request: Request, caller: RedemptionsWriter, redemption_id: IdInPath, programme: Programme = "default"
    ) -> Response:
        """Spend held points, all or part; the rest is free again."""
        return await follow(request, caller, programme, redemption_id, "captured", "{points?}")

    @app.post("/v1/redemptions/{redemption_id:path}/release", status_code=201)
    async def release(
        request: Request, caller: RedemptionsWriter, redemption_id: IdInPath, programme: Programme = "default"
    ) -> Response:
        """Make held points free again."""
        return await follow(request, caller, programme, redemption_id, "released", "{}")

    @app.post("/v1/redemptions/{redemption_id:path}/cancel", status_code=201)
    async def cancel(
        request: Request, caller: RedemptionsWriter, redemption_id: IdInPath, programme: Programme = "default"
    ) -> Response:
        """Give redeemed points back, all or part, to the lots they came from."""
        fields = "{cancel_id, points?, initiated_by?}"
        return await follow(request, caller, programme, redemption_id, "cancelled", fields)


def quotes(app: FastAPI, services: Services) -> None:
    """Serve `/v1/quotes`."""

    @app.post("/v1/quotes")
    async def quote(request: Request, caller: RedemptionsWriter, programme: Programme = "default") -> Response:
        """Return what a basket would earn, and how much could be redeemed before it; nothing is written."""
        fields = "{member_id, currency, lines, channel?, store_id?, partner_id?, at?}"
        body: dict[str, Any] = parsed(await request.body(), dict, fields)
        if "order_id" in body:
            raise InvalidEvent("INVALID_EVENT", "a quote is of no order yet; leave it out", "order_id")
        member_id, now = body.pop("member_id", None), services.clock()
        at = body.pop("at", None)
        try:
            instant = now if at is None else parse_instant(at)
        except (TypeError, ValueError) as error:
            raise InvalidEvent("INVALID_EVENT", f"{error}; send an instant, or leave it out", "at") from None
        # An id that no order has: nothing that waits for an order, and no order, is meant.
        own_id = str(uuid4())
        basket, asking = (
            command(
                source=_source(caller), event_id=f"{programme}/{own_id}/{event_type}", event_type=event_type,
                programme=programme, member_id=member_id, body=data, at=instant,
            )
            for event_type, data in (
                ("purchase.completed", {**body, "order_id": own_id}),
                ("redemption.requested", {"redemption_id": own_id, "points": 1}),
            )
        )  # fmt: skip
        answer = await services.quotes.quote(basket, asking, now)
        if isinstance(answer, Unquotable):
            raise problem(answer.reason, answer.detail)
        return json_response(answer)


def _source(caller: Caller) -> str:
    return f"urn:client:{caller.actor}"


def _is_hold(body: dict[str, Any]) -> bool:
    """Take `hold` out of a body, and tell whether it is a hold; raise InvalidEvent unless it then says how long."""
    hold = body.pop("hold", None)
    if hold is not None and not isinstance(hold, bool):
        raise InvalidEvent("INVALID_EVENT", "true to hold the points, false to redeem them at once", "hold")
    if hold and body.get("ttl_seconds") is None:
        raise InvalidEvent("INVALID_EVENT", "a hold says for how many seconds; give it a time to live", "ttl_seconds")
    if not hold and body.pop("ttl_seconds", None) is not None:
        raise InvalidEvent(
            "INVALID_EVENT", "only a hold has a time to live; send hold: true, or leave it out", "ttl_seconds"
        )
    return bool(hold)


async def _decided(services: Services, event: Event, first: dict[str, Any] | None) -> Response:
    """Submit a command and answer with its record: 201 when it is new, 200 when it was there, or the refusal.

    `first` is the record of the redemption that it is about; None for that one itself.
    """
    outcome = await services.commands.submit(event)
    if outcome.verdict == "quarantined":
        raise problem(outcome.reason or "", outcome.detail)
    record = await services.answers.record_of(outcome)
    if record["verdict"] == "rejected":
        raise problem(record["reason"], f"it was refused; see {record['shard']}/{record['sequence']}")
    return json_response(redemption_answer(record, first), 200 if outcome.verdict == "duplicate" else 201)
