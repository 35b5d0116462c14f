"""Records as auditors read them: of a member, of an order, of a type, of a time; with their postings, as they are."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self

import orjson
from fastapi import FastAPI, Query
from pydantic import AwareDatetime, Field, TypeAdapter, model_validator
from starlette.responses import Response

from schemas.programme import Name
from schemas.record import RecordBody
from services.kit.auth import FinanceReader
from services.kit.cursors import cursor_of, read_cursor
from services.kit.database import Database, Row, Session, load_queries
from services.kit.http import JSON_TYPE
from services.kit.shards import shard_of
from services.projector import finance_responses as r
from services.projector.parameters import Asked, not_begun
from services.projector.sources import compared

SQL = load_queries("services.projector", "audit.sql")
SOURCES = load_queries("services.projector", "sources.sql")
READ_AT_ONCE = 500
READ_MAX = 5_000
"""A page ends after so many records were looked at, whatever was found among them."""

PLACE: TypeAdapter[tuple[int, int]] = TypeAdapter(
    tuple[Annotated[int, Field(ge=0, le=32_767)], Annotated[int, Field(ge=0, lt=2**63)]]
)
"""(shard, sequence) of the last record that was looked at."""


class EntriesAsked(Asked):
    """A read of records; by member, or by a time of recording: not of everything there is."""

    member_id: Name | None = None
    order_id: Name | None = None
    type: Annotated[str, Field(max_length=64)] | None = None
    since: Annotated[AwareDatetime | None, Field(description="Recorded at this instant or later.")] = None
    until: Annotated[AwareDatetime | None, Field(description="Recorded before this instant.")] = None
    cursor: Annotated[str, Field(max_length=512, description="`next` of the page before.")] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.member_id is None and self.since is None:
            raise ValueError("name a `member_id`, or an instant `since` when; all records are in `points export`")
        return self


class DateAsked(Asked):
    """A read of a local day."""

    date: date


class Audit:
    """Reads records straight from the ledger, whose words they are, and reconciliations from the view."""

    def __init__(self, ledger: Database, views: Database, shards: int) -> None:
        self._ledger = ledger
        self._views = views
        self._shards = shards

    async def entries(self, asked: Annotated[EntriesAsked, Query()], _caller: FinanceReader) -> Response:
        """Records with their postings, in order of shard and sequence."""
        shards = range(self._shards) if asked.member_id is None else [shard_of(asked.member_id, self._shards)]
        shard, sequence = read_cursor(asked.cursor, PLACE) if asked.cursor else (shards[0], 0)
        found: list[bytes] = []
        looked_at, place = 0, (shard, sequence)
        async with self._ledger.session() as session:
            if asked.since is not None and not asked.cursor:
                sequence = await _first_since(session, shard, asked.since)
            while shard in shards and len(found) < asked.limit and looked_at < READ_MAX:
                rows = await session.fetch(SQL["records_after"], shard, sequence, READ_AT_ONCE)
                taken = _take(rows, asked, asked.limit - len(found))
                found += [body for _, body in taken]
                looked_at += len(rows)
                full = len(found) == asked.limit
                if rows:
                    sequence = taken[-1][0] if full else rows[-1]["sequence"]
                    place = (shard, sequence)
                over = len(rows) < READ_AT_ONCE or (asked.until is not None and rows[-1]["recorded_at"] >= asked.until)
                if over and not full:
                    shard, sequence = shard + 1, 0
                    place = (shard, sequence)
                    if asked.since is not None and shard in shards:
                        sequence = await _first_since(session, shard, asked.since)
                        place = (shard, sequence)
        more = cursor_of(place) if shard in shards else None
        text = b'{"entries":[' + b",".join(found) + b'],"next":' + orjson.dumps(more) + b"}"
        return Response(text, media_type=JSON_TYPE)

    async def reconciliations(self, asked: Annotated[DateAsked, Query()], _caller: FinanceReader) -> Response:
        """What each source said it sent of a local day, against what the ledger has: missing, extra, late."""
        async with self._views.session() as session:
            row = await session.row(SOURCES["reconciliation"], asked.programme, asked.date.isoformat())
        if row is None or row["as_of"] is None:
            raise not_begun()
        body = {
            "programme": asked.programme,
            "date": asked.date.isoformat(),
            "as_of": orjson.loads(row["as_of"]),
            "rows": compared(orjson.loads(row["rows"] or "[]")),
        }
        return Response(orjson.dumps(body), media_type=JSON_TYPE)


def _take(rows: Sequence[Row], asked: EntriesAsked, limit: int) -> list[tuple[int, bytes]]:
    """Return (sequence, text) of the rows that are asked for, the first of them."""
    taken: list[tuple[int, bytes]] = []
    for row in rows:
        body: RecordBody = orjson.loads(row["body"])
        if len(taken) == limit:
            break
        if _is_asked_for(body, row["recorded_at"], asked):
            taken.append((row["sequence"], row["body"].encode()))
    return taken


def _is_asked_for(body: RecordBody, recorded_at: datetime, asked: EntriesAsked) -> bool:
    event = body["event"]
    order = (body.get("explanation") or {}).get("order", {})
    return (
        body["programme"] == asked.programme
        and asked.member_id in (None, body["member_id"])
        and asked.type in (None, event["type"])
        and asked.order_id in (None, event["data"].get("order_id"), order.get("order_id"))
        and (asked.since is None or recorded_at >= asked.since)
        and (asked.until is None or recorded_at < asked.until)
    )


async def _first_since(session: Session, shard: int, since: datetime) -> int:
    """Return the sequence before the first record of a shard that was recorded at an instant or later.

    Records of a shard are recorded in order (S2), so it is found by halving.
    """
    head = await session.row(SQL["head"], shard)
    low, high = 0, int(head["sequence"]) if head else 0
    while low < high:
        middle = (low + high + 1) // 2
        there = await session.row(SQL["recorded_at"], shard, middle)
        if there is not None and there["recorded_at"] < since:
            low = middle
        else:
            high = middle - 1
    return low


def add_audit(app: FastAPI, audit: Audit) -> None:
    """Add the reads of auditors to the projector's application."""
    for path, answer, read in (
        ("/v1/entries", r.EntriesAnswer, audit.entries),
        ("/v1/reconciliations", r.ReconciliationAnswer, audit.reconciliations),
    ):
        app.add_api_route(path, read, methods=["GET"], response_model=None, responses={200: {"model": answer}})
