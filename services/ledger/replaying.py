"""The quarantine as an operator works with it: look, replay, discard. A message has one fate, once, for ever.

A replay enters the batch path directly and is decided as if it arrived now, but whenever it is of: who replays it
admits it, and the record says who (S2). What is set aside again is a new message in the quarantine, with a reason of
its own.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson

from schemas.cloudevents import decode
from schemas.faults import InvalidEvent
from services.kit.database import Database, Row, Session, load_queries
from services.ledger.delivery import Item, Message, Outcome
from services.ledger.post import Poster
from services.ledger.proposals import Refused
from services.ledger.quarantine import received_headers

SQL = load_queries("services.ledger", "replaying.sql")
NEWEST = 2**63 - 1

State = Literal["open", "replayed", "discarded", "all"]


class Decided(Exception):  # noqa: N818 - it says what happened
    """Somebody has decided about the message already."""


@dataclass(slots=True, frozen=True)
class Wanted:
    """Which messages a page is of; None leaves a question unasked. `since` is inclusive, `until` is not."""

    state: State = "open"
    reason: str | None = None
    source: str | None = None
    type: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(slots=True, frozen=True)
class Replay:
    """The source of a batch of one message that comes from the quarantine; its fence is that it has no fate yet."""

    cluster_id: str
    topic: str
    partition: int
    number: int
    actor: str

    async def begin(self, session: Session, items: list[Item]) -> None:  # noqa: ARG002
        """Raise Decided when somebody was faster."""
        if await session.row(SQL["fate_one"], self.number):
            raise Decided

    async def end(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Note who replayed it and what it came to; another one who tries at this moment collides, and looks again."""
        (outcome,) = outcomes
        await session.execute(
            SQL["fate_replayed"], self.number, self.actor, outcome.verdict, outcome.reason, outcome.detail or None,
            outcome.shard, outcome.sequence,
        )  # fmt: skip


class Quarantine:
    """What was set aside, and what a person may do about it."""

    def __init__(self, database: Database, poster: Poster) -> None:
        self._database = database
        self._poster = poster

    async def page(self, wanted: Wanted, before: int | None, limit: int) -> list[dict[str, Any]]:
        """Return messages without their payload, newest first; `before` is the number at which the last page ended."""
        asked = (wanted.reason, wanted.source, wanted.type, wanted.since, wanted.until, wanted.state)
        async with self._database.session() as session:
            rows = await session.fetch(SQL["quarantine_page"], NEWEST if before is None else before, *asked, limit)
        return [_shown(row) for row in rows]

    async def show(self, number: int) -> dict[str, Any]:
        """Return a message whole, as it was received; raise Refused when there is none of that number."""
        row = await self._one(number)
        message = {
            "key": _readable(row["key"]),
            "headers": orjson.loads(row["headers"]),
            "value": _readable(row["value"]),
        }
        return _shown(row) | {"message": message}

    async def replay(self, number: int, actor: str) -> dict[str, Any]:
        """Decide a message as if it came now, and return it with what it came to: once, however often it is asked.

        Raises Refused when there is none of that number, or it was discarded.
        """
        row = await self._one(number)
        source = Replay(row["cluster_id"], row["topic"], row["partition"], number, actor)
        try:
            await self._poster.post([_item(row, actor)], source)
        except Decided:
            return await self._with_fate(number, "replayed")
        return _shown(await self._one(number))

    async def discard(self, number: int, actor: str, why: str) -> dict[str, Any]:
        """Let a message go, keeping it with the reason; return it. A second time changes nothing.

        Raises Refused when there is none of that number, or it was replayed.
        """
        await self._one(number)
        async with self._database.session() as session, session.transaction("discard"):
            await session.execute(SQL["fate_discarded"], number, actor, why)
        return await self._with_fate(number, "discarded")

    async def _one(self, number: int) -> Row:
        async with self._database.session() as session:
            row = await session.row(SQL["quarantine_one"], number)
        if row is None:
            raise Refused("QUARANTINE_UNKNOWN", f"nothing of number {number} is in quarantine; list what is")
        return row

    async def _with_fate(self, number: int, fate: str) -> dict[str, Any]:
        row = await self._one(number)
        if row["fate"] != fate:
            raise Refused(
                "QUARANTINE_DECIDED",
                f"number {number} was {row['fate']} by {row['decided_by']} at {row['decided_at'].isoformat()}; "
                "that is final",
            )
        return _shown(row)


def _item(row: Row, actor: str) -> Item:
    """Return a message as the intake would hand it on, admitted by a person."""
    headers = received_headers(orjson.loads(row["headers"]))
    message = Message(row["kafka_offset"], row["key"], headers, row["value"], replay_of=row["id"])
    try:
        event = decode(message.key or b"", headers, message.value)
    except InvalidEvent as fault:
        return Item(fault, message)
    event.admitted_by = actor
    return Item(event, message)


def _shown(row: Row) -> dict[str, Any]:
    """Return a message as it is listed: what is wrong with it, where it was, and what became of it."""
    shown: dict[str, Any] = {
        "id": row["id"],
        "state": row["fate"] or "open",
        "quarantined_at": row["quarantined_at"],
        "reason": row["reason"],
        "detail": row["detail"],
        "path": row["path"],
        "event": {"source": row["source"], "id": row["event_id"], "type": row["type"]},
        "position": {
            "cluster_id": row["cluster_id"],
            "topic": row["topic"],
            "partition": row["partition"],
            "offset": row["kafka_offset"],
        },
    }
    if row["replay_of"] is not None:
        shown["replay_of"] = row["replay_of"]
    if row["fate"] is not None:
        came_to = {
            "verdict": row["verdict"], "reason": row["came_to"], "detail": row["came_detail"], "shard": row["shard"],
            "sequence": row["sequence"], "quarantined_as": row["again"], "why": row["why"],
        }  # fmt: skip
        shown["decision"] = {"by": row["decided_by"], "at": row["decided_at"]} | {
            name: value for name, value in came_to.items() if value is not None
        }
    return shown


def _readable(value: bytes | None) -> str | dict[str, str] | None:
    """Return bytes as text, and what is no text as `{"base64": …}`, so that nothing is lost."""
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode()}
