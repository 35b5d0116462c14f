"""The read API. Every answer is one look at the view, and names the position it reflects."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import FastAPI, Path, Query
from pydantic import AwareDatetime, Field
from starlette.responses import Response

from schemas.calendar import Meaning
from schemas.programme import Name
from schemas.record import RecordBody
from services.kit.auth import BalancesReader, Operator
from services.kit.clock import Clock
from services.kit.cursors import cursor_of, read_cursor
from services.kit.database import Database, Row, load_queries
from services.kit.http import Problem, make_app
from services.kit.shards import shard_of
from services.projector import responses as r
from services.projector.answers import (
    SEQUENCE_PLACE,
    balance_answer,
    lots_answer,
    projection_answer,
    statement_line,
)
from services.projector.audit_api import Audit, add_audit
from services.projector.finance_api import FinanceReads, add_finance
from services.projector.members import MemberKey, Members
from services.projector.parameters import BEYOND_ALL, Asked, NothingAsked, not_begun, not_reached, until
from services.projector.past_balance import balance_then
from services.projector.programmes import Programmes
from services.projector.tier_reads import TierAnswer, TierReads

SQL = load_queries("services.projector", "reads.sql")
HISTORY_MAX = 1_000_000
RECORDS_AT_ONCE = 1_000
Found = TypeVar("Found", Row, Mapping[str, Any])
MemberId = Annotated[Name, Path(description="The member's opaque id.")]


class MemberAsked(Asked):
    """A read of a member."""

    min_sequence: Annotated[int, Field(ge=0, le=BEYOND_ALL, description="Wait until the member's shard is there.")] = 0


class BalanceAsked(MemberAsked):
    """A read of a balance, now or as it was."""

    as_of: Annotated[AwareDatetime | None, Field(description="By what was recorded by then.")] = None
    effective_as_of: Annotated[AwareDatetime | None, Field(description="By what was effective by then.")] = None


class PageAsked(MemberAsked):
    """A read of a list, a page at a time."""

    cursor: Annotated[str, Field(max_length=512, description="`next` of the page before.")] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 50


class Reads:
    """The reads of the projector over both databases; `shards` is the ledger's number of them."""

    def __init__(self, ledger: Database, views: Database, clock: Clock, shards: int) -> None:
        self._ledger = ledger
        self._views = views
        self._clock = clock
        self._shards = shards
        self._members = Members(views)
        self._programmes = Programmes(ledger)
        self._tiers = TierReads(views, self._programmes, clock)

    async def ready(self) -> None:
        """Return when both databases answer and every view has begun; raise Problem (503) otherwise."""
        async with self._ledger.session() as session:
            await session.fetch(SQL["heads"], [], [])
        async with self._views.session() as session:
            rows = await session.fetch(SQL["positions"])
        if not rows or any(row["version"] is None for row in rows):
            raise not_begun()

    async def balance(
        self, member_id: MemberId, asked: Annotated[BalanceAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's balance, what is spendable, and what expires when: now, or at an instant."""
        rows = await self._member(member_id, asked, self._rows)
        if asked.as_of is not None or asked.effective_as_of is not None:
            return await self._balance_then(member_id, asked, rows[0])
        return balance_answer(rows, self._clock(), await self._meaning(rows[0], asked), member_id).response()

    async def _balance_then(self, member_id: str, asked: BalanceAsked, member: Row) -> Response:
        """Answer from the member's records alone; raise Problem (404) when there was none by then."""
        key = (shard_of(member_id, self._shards), asked.programme, member_id)
        async with self._views.session() as session:
            entries = await session.fetch(SQL["member_entries"], *key, BEYOND_ALL, HISTORY_MAX)
        places = sorted(row["sequence"] for row in entries if row["sequence"] is not None)
        bodies: list[RecordBody] = []
        async with self._ledger.session() as session:
            for start in range(0, len(places), RECORDS_AT_ONCE):
                records = await session.fetch(SQL["records"], key[0], places[start : start + RECORDS_AT_ONCE])
                bodies += [orjson.loads(record["body"]) for record in reversed(records)]
        rows = balance_then(bodies, key, asked.as_of, asked.effective_as_of)
        if not rows:
            raise Problem(404, "MEMBER_UNKNOWN", "there was no such member at that instant")
        at = asked.effective_as_of or asked.as_of or self._clock()
        meaning = await self._meaning(member, asked)
        return balance_answer(rows, at, meaning, member_id).response()

    async def lots(
        self, member_id: MemberId, asked: Annotated[PageAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's open lots, in the order they are redeemed."""
        rows = await self._member(member_id, asked, self._rows)
        return lots_answer(rows, await self._meaning(rows[0], asked), asked.cursor, asked.limit).response()

    async def tier(
        self, member_id: MemberId, asked: Annotated[MemberAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's tier of now, what it gives, what counts today, and what is missing to the next level."""
        (found,) = await self._member(member_id, asked, self._tiers.rows)
        answer: TierAnswer | None = found["answer"]
        if answer is None:
            raise not_reached("the ledger's replica has not yet got the register's records")
        return answer.response()

    async def statement(
        self, member_id: MemberId, asked: Annotated[PageAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's records, newest first."""
        before = read_cursor(asked.cursor, SEQUENCE_PLACE) if asked.cursor else BEYOND_ALL

        async def entries(key: MemberKey) -> list[Row]:
            async with self._views.session() as session:
                return await session.fetch(SQL["member_entries"], *key, before, asked.limit + 1)

        rows = await self._member(member_id, asked, entries)
        sequences = [row["sequence"] for row in rows if row["sequence"] is not None]
        page = sequences[: asked.limit]
        async with self._ledger.session() as session:
            records = await session.fetch(SQL["records"], shard_of(member_id, self._shards), page)
        if len(records) != len(page):
            raise not_reached("the ledger's replica has not yet got every record of this page")
        return r.StatementAnswer(
            lines=[statement_line(orjson.loads(record["body"])) for record in records],
            next=cursor_of(page[-1]) if len(sequences) > len(page) else None,
            as_of_sequence=rows[0]["as_of_sequence"],
        ).response()

    async def projections(self, _asked: Annotated[NothingAsked, Query()], _caller: Operator) -> Response:
        """Where each view stands, against the ledger's heads."""
        async with self._views.session() as session:
            rows = await session.fetch(SQL["positions"])
        views = []
        now = self._clock()
        for name in dict.fromkeys(row["name"] for row in rows):
            mine = [row for row in rows if row["name"] == name]
            at = {row["shard"]: row["sequence"] for row in mine if row["version"] == row["serving"]}
            async with self._ledger.session() as session:
                heads = await session.fetch(SQL["heads"], list(at), list(at.values()))
            views.append(projection_answer(mine, at, heads, now))
        return r.ProjectionsAnswer(views=views).response()

    async def _rows(self, key: MemberKey) -> list[Row]:
        """Return a member's rows, or, of one that was merged, the survivor's (S28)."""
        rows = await self._members.rows(key)
        while rows and (into := rows[0]["merged_into"]) is not None:
            rows = await self._members.rows((shard_of(into, self._shards), key[1], into))
        return rows

    async def _meaning(self, member: Row, asked: MemberAsked) -> Meaning | None:
        """Return what dates of expiry mean for a member, by the register as the view has it; raise Problem (503)."""
        if not await self._programmes.reach(member["register"]):
            raise not_reached("the ledger's replica has not yet got the register's records")
        return self._programmes.meaning(asked.programme, member["segment"])

    async def _member(
        self, member_id: str, asked: MemberAsked, read: Callable[[MemberKey], Awaitable[list[Found]]]
    ) -> list[Found]:
        """Return the rows of a member's read, once the shard has reached what was asked for; raise Problem."""
        key = (shard_of(member_id, self._shards), asked.programme, member_id)

        def reached(rows: list[Found]) -> bool:
            if not rows:
                raise not_begun()
            return bool(rows[0]["as_of_sequence"] >= asked.min_sequence)

        rows = await until(lambda: read(key), reached)
        if rows[0]["member_id"] is None:
            raise Problem(
                404, "MEMBER_UNKNOWN", f"programme {asked.programme!r} has no such member",
                as_of_sequence=rows[0]["as_of_sequence"],
            )  # fmt: skip
        return rows


def build_api(reads: Reads, finance: FinanceReads, audit: Audit) -> FastAPI:
    """Return the projector's application."""
    app = make_app("Points projector", reads.ready)
    for path, answer, read in (
        ("/v1/members/{member_id:path}/balance", r.BalanceAnswer, reads.balance),
        ("/v1/members/{member_id:path}/lots", r.LotsAnswer, reads.lots),
        ("/v1/members/{member_id:path}/tier", TierAnswer, reads.tier),
        ("/v1/members/{member_id:path}/statement", r.StatementAnswer, reads.statement),
        ("/v1/projections", r.ProjectionsAnswer, reads.projections),
    ):
        app.add_api_route(path, read, methods=["GET"], response_model=None, responses={200: {"model": answer}})
    add_finance(app, finance)
    add_audit(app, audit)
    return app
