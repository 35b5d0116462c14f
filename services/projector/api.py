"""The read API. Every answer is one look at the view, and names the position it reflects."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

import orjson
from fastapi import FastAPI, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from schemas.calendar import Meaning
from schemas.programme import Name, ProgrammeName
from services.kit.auth import BalancesReader, FinanceReader, Operator
from services.kit.clock import Clock
from services.kit.database import Database, Row, load_queries
from services.kit.http import Problem, invalid_request, make_app
from services.kit.shards import shard_of
from services.projector import responses as r
from services.projector.answers import (
    SEQUENCE_PLACE,
    balance_answer,
    cursor_of,
    liability_answer,
    lots_answer,
    projection_answer,
    read_cursor,
    statement_line,
)
from services.projector.members import MemberKey, Members
from services.projector.programmes import Programmes
from services.projector.tail import TimeZones

SQL = load_queries("services.projector", "reads.sql")
WAIT_SECONDS_MAX = 2.0
LOOK_AGAIN_SECONDS = 0.02
BEYOND_ALL = 2**63 - 1
Grouping = Literal["partner", "origin", "cohort"]
T = TypeVar("T")

MemberId = Annotated[Name, Path(description="The member's opaque id.")]
Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class Asked(BaseModel):
    """What every read may ask for; a parameter that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")

    programme: ProgrammeName = "default"


class MemberAsked(Asked):
    """A read of a member."""

    min_sequence: Annotated[int, Field(ge=0, le=BEYOND_ALL, description="Wait until the member's shard is there.")] = 0


class PageAsked(MemberAsked):
    """A read of a list, a page at a time."""

    cursor: Annotated[str, Field(max_length=512, description="`next` of the page before.")] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 50


class LiabilityAsked(Asked):
    """A read of the liability."""

    period: Period
    group_by: Annotated[str, Field(max_length=64, description="Of partner, origin, cohort; by commas.")] = (
        "partner,origin,cohort"
    )
    min_sequence: Annotated[
        str, StringConstraints(pattern=r"^(-?[0-9]{1,4}:[0-9]{1,18}(,-?[0-9]{1,4}:[0-9]{1,18})*)?$"),
        Field(max_length=4_096, description="Wait until these shards are there: `shard:sequence,…`."),
    ] = ""  # fmt: skip


class NothingAsked(BaseModel):
    """A read without parameters."""

    model_config = ConfigDict(extra="forbid")


class Reads:
    """The reads of the projector over both databases; `shards` is the ledger's number of them."""

    def __init__(self, ledger: Database, views: Database, clock: Clock, shards: int) -> None:
        self._ledger = ledger
        self._views = views
        self._clock = clock
        self._shards = shards
        self._members = Members(views)
        self._zones = TimeZones()
        self._programmes = Programmes(ledger)

    async def ready(self) -> None:
        """Return when both databases answer and every view has begun; raise Problem (503) otherwise."""
        async with self._ledger.session() as session:
            await session.fetch(SQL["heads"], [], [])
        async with self._views.session() as session:
            rows = await session.fetch(SQL["positions"])
        if not rows or any(row["version"] is None for row in rows):
            raise _not_begun()

    async def balance(
        self, member_id: MemberId, asked: Annotated[MemberAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's balance, what is spendable now, and what expires when."""
        rows = await self._member(member_id, asked, self._rows)
        meaning = await self._meaning(rows[0], asked)
        return balance_answer(rows, self._clock(), meaning, member_id).response()

    async def lots(
        self, member_id: MemberId, asked: Annotated[PageAsked, Query()], _caller: BalancesReader
    ) -> Response:
        """A member's open lots, in the order they are redeemed."""
        rows = await self._member(member_id, asked, self._rows)
        return lots_answer(rows, await self._meaning(rows[0], asked), asked.cursor, asked.limit).response()

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
            raise _not_reached("the ledger's replica has not yet got every record of this page")
        return r.StatementAnswer(
            lines=[statement_line(orjson.loads(record["body"])) for record in records],
            next=cursor_of(page[-1]) if len(sequences) > len(page) else None,
            as_of_sequence=rows[0]["as_of_sequence"],
        ).response()

    async def liability(self, asked: Annotated[LiabilityAsked, Query()], _caller: FinanceReader) -> Response:
        """The liability in points for a period: a roll-forward that foots, by partner, origin, cohort."""
        groups = _groups(asked.group_by)
        wanted = _wanted(asked.min_sequence)

        async def read() -> dict[str, Any]:
            async with self._views.session() as session:
                flags = ["partner" in groups, "origin" in groups, "cohort" in groups]
                row = await session.row(SQL["liability"], asked.programme, asked.period, *flags)
            if row is None or row["as_of"] is None:
                raise _not_begun()
            return {name: orjson.loads(text) if text else None for name, text in row.items()}

        def reached(found: dict[str, Any]) -> bool:
            return all(found["as_of"].get(shard, 0) >= sequence for shard, sequence in wanted.items())

        found = await _until(read, reached)
        if not found["rows"]:
            async with self._ledger.session() as session:
                if await self._zones.cover(session, {asked.programme}):
                    raise Problem(404, "PROGRAMME_UNKNOWN", f"there is no programme {asked.programme!r}")
        return liability_answer(asked.programme, asked.period, found).response()

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
            raise _not_reached("the ledger's replica has not yet got the register's records")
        return self._programmes.meaning(asked.programme, member["segment"])

    async def _member(
        self, member_id: str, asked: MemberAsked, read: Callable[[MemberKey], Awaitable[list[Row]]]
    ) -> list[Row]:
        """Return the rows of a member's read, once the shard has reached what was asked for; raise Problem."""
        key = (shard_of(member_id, self._shards), asked.programme, member_id)

        def reached(rows: list[Row]) -> bool:
            if not rows:
                raise _not_begun()
            return bool(rows[0]["as_of_sequence"] >= asked.min_sequence)

        rows = await _until(lambda: read(key), reached)
        if rows[0]["member_id"] is None:
            raise Problem(
                404, "MEMBER_UNKNOWN", f"programme {asked.programme!r} has no such member",
                as_of_sequence=rows[0]["as_of_sequence"],
            )  # fmt: skip
        return rows


async def _until(read: Callable[[], Awaitable[T]], reached: Callable[[T], bool]) -> T:
    """Read again and again until what is read has reached a position; raise Problem (503) after two seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + WAIT_SECONDS_MAX
    while True:
        found = await read()
        if reached(found):
            return found
        if loop.time() >= deadline:
            raise _not_reached("the view has not yet reached `min_sequence`")
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


def _not_reached(detail: str) -> Problem:
    return Problem(503, "POSITION_NOT_REACHED", f"{detail}; try again", headers={"Retry-After": "1"})


def _not_begun() -> Problem:
    detail = "the view was not begun: start a projector with the role `project`"
    return Problem(503, "VIEW_NOT_READY", detail, headers={"Retry-After": "1"})


def _groups(text: str) -> set[str]:
    groups = set(text.split(","))
    if unknown := groups - {"partner", "origin", "cohort"}:
        raise invalid_request("query.group_by", f"{min(unknown)!r} is not one of partner, origin, cohort")
    return groups


def _wanted(text: str) -> Mapping[str, int]:
    pairs = (pair.split(":") for pair in text.split(",") if pair)
    return {str(int(shard)): int(sequence) for shard, sequence in pairs}


def build_api(reads: Reads) -> FastAPI:
    """Return the projector's application."""
    app = make_app("Points projector", reads.ready)
    for path, answer, read in (
        ("/v1/members/{member_id:path}/balance", r.BalanceAnswer, reads.balance),
        ("/v1/members/{member_id:path}/lots", r.LotsAnswer, reads.lots),
        ("/v1/members/{member_id:path}/statement", r.StatementAnswer, reads.statement),
        ("/v1/liability", r.LiabilityAnswer, reads.liability),
        ("/v1/projections", r.ProjectionsAnswer, reads.projections),
    ):
        app.add_api_route(path, read, methods=["GET"], response_model=None, responses={200: {"model": answer}})
    return app
