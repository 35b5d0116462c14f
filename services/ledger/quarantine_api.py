"""The quarantine over HTTP, for who operates the ledger."""

from typing import Annotated, Any

from fastapi import FastAPI, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter
from starlette.responses import Response

from schemas.values import ID_PATTERN
from services.kit.auth import Operator
from services.kit.cursors import cursor_of, read_cursor
from services.kit.http import json_response
from services.ledger.reasons import Quarantined
from services.ledger.replaying import NEWEST, State, Wanted
from services.ledger.serving import EventIdPart, Services

Number = Annotated[int, Path(ge=1, le=NEWEST)]
NUMBER: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=1, le=NEWEST)])
"""A place in the list: the number at which a page ended."""
TypeName = Annotated[str, Query(max_length=128, pattern=ID_PATTERN)]


class Discarded(BaseModel):
    """Why a message is let go, for whoever asks one day."""

    model_config = ConfigDict(extra="forbid", strict=True)
    reason: Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]


def quarantine(app: FastAPI, services: Services) -> None:
    """Serve `/v1/quarantine`."""

    @app.get("/v1/quarantine")
    async def page(
        caller: Operator,  # noqa: ARG001
        state: State = "open",
        reason: Quarantined | None = None,
        source: EventIdPart | None = None,
        type: TypeName | None = None,  # noqa: A002 - the contract's name
        since: AwareDatetime | None = None,
        until: AwareDatetime | None = None,
        cursor: str | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        """Return what was set aside, newest first, without the payloads. By default what nobody has decided yet."""
        before = None if cursor is None else read_cursor(cursor, NUMBER)
        wanted = Wanted(state, reason, source, type, since, until)
        items = await services.quarantine.page(wanted, before, limit)
        following = cursor_of(items[-1]["id"]) if len(items) == limit else None
        return json_response({"items": items, "next": following})

    @app.get("/v1/quarantine/{number}")
    async def show(number: Number, caller: Operator) -> Response:  # noqa: ARG001
        """Return one message whole: what is wrong with it, where it was, its key, headers, and payload."""
        return json_response(await services.quarantine.show(number))

    @app.post("/v1/quarantine/{number}/replay")
    async def replay(number: Number, caller: Operator) -> Response:
        """Decide it as if it came now, whenever it is of; once, however often it is asked. The answer says how."""
        return json_response(await services.quarantine.replay(number, caller.actor))

    @app.post("/v1/quarantine/{number}/discard")
    async def discard(number: Number, body: Discarded, caller: Operator) -> Response:
        """Let it go, with a reason; it is kept."""
        answer: dict[str, Any] = await services.quarantine.discard(number, caller.actor, body.reason.strip())
        return json_response(answer)
