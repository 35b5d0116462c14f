"""The engine of projections: take the lease of a view, fold the tail of every shard, write view and bookmark as one.

Complete by proof: each record must follow the one before it, else the projection stops. Fenced: every write begins
with the lease's row under its epoch, so a process that was frozen past its lease writes nothing when it wakes.
"""

import asyncio
import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import orjson
import structlog
from prometheus_client import Counter, Gauge

from schemas.calendar import zone
from schemas.record import RecordBody
from services.kit.database import RETRIED, Database, Row, Session, load_queries
from services.projector.views import View, slot_of

SQL = load_queries("services.projector", "project.sql")
FOLDED_AT_ONCE = 250
"""Records folded before the loop may serve a read in between."""

log = structlog.get_logger()
records_folded = Counter("points_projection_records", "Records folded into a view.", ["view"])
records_behind = Gauge("points_projection_lag_records", "Records a view has still to fold.", ["view"])


class Fenced(Exception):  # noqa: N818 - it says what happened
    """The lease is another process's by now; nothing was written."""


class Gap(Exception):  # noqa: N818 - it says what happened
    """The ledger's records are not complete, or not those the view was folded from; the message names the place."""


@dataclass(slots=True, frozen=True)
class Place:
    """How far a shard has been folded: the last record's incarnation and sequence; 0 and 0 before the first."""

    incarnation: int
    sequence: int


@dataclass(slots=True, frozen=True)
class Batch:
    """The next records, in order of shard and sequence, and where the view stands once it has them."""

    records: Sequence[RecordBody]
    places: Mapping[int, Place]
    """The shards that move."""
    behind: int
    """How many records these shards have beyond this batch."""


def check_succession(places: Mapping[int, Place], rows: Iterable[Row]) -> dict[int, Place]:
    """Return where the shards stand after rows of (shard, sequence, incarnation), in order; raise Gap (completeness).

    Each sequence is the one before + 1, and no incarnation is older than the one before.
    """
    moved: dict[int, Place] = {}
    for row in rows:
        shard, sequence, incarnation = row["shard"], row["sequence"], row["incarnation"]
        last = moved.get(shard) or places[shard]
        if sequence != last.sequence + 1 or incarnation < last.incarnation:
            found = "no record" if sequence is None else f"record {sequence} of incarnation {incarnation}"
            raise Gap(
                f"shard {shard}: after record {last.sequence} of incarnation {last.incarnation} came {found}; "
                "the ledger's records are not complete: run `points verify`"
            )
        moved[shard] = Place(incarnation, sequence)
    return moved


class Zones:
    """The time zones of all programmes, from the register; a programme's never changes."""

    def __init__(self) -> None:
        self.by_programme: dict[str, ZoneInfo] = {}
        self._sequence = 0

    async def cover(self, session: Session, programmes: set[str]) -> None:
        """Read on in the register until every one of the programmes is known; raise Gap when one is not there."""
        if programmes <= self.by_programme.keys():
            return
        for row in await session.fetch(SQL["published_since"], self._sequence):
            event = orjson.loads(row["body"])["event"]
            if event["type"] == "programme.published":
                self.by_programme[event["data"]["programme"]] = zone(event["data"]["time_zone"])
            self._sequence = row["sequence"]
        if missing := programmes - self.by_programme.keys():
            raise Gap(f"the register has no version of {', '.join(sorted(missing))}: run `points verify`")


class Writer:
    """The one writer of one version of a view, for as long as it holds the lease."""

    def __init__(self, view: View[Any], version: int, epoch: int, lease_seconds: float, records_max: int) -> None:
        self.view = view
        self.version = version
        self._epoch = epoch
        self._lease_seconds = lease_seconds
        self._records_max = records_max
        self._zones = Zones()
        self.places: dict[int, Place] = {}

    async def begin(self, reading: Session, writing: Session) -> None:
        """Read where the view stands; raise Gap when the ledger does not know these records (it was restored)."""
        shards = await reading.row(SQL["shards"])
        if shards is None:
            raise Gap("the ledger has no constants row: run `points migrate`")
        await writing.execute(SQL["bookmark_add"], self.view.name, self.version, shards["shards"])
        rows = await writing.fetch(SQL["bookmarks"], self.view.name, self.version)
        self.places = {row["shard"]: Place(row["incarnation"], row["sequence"]) for row in rows}
        unknown = await reading.fetch(SQL["folded_elsewhere"], *self._columns(self.places))
        if unknown:
            raise Gap(
                f"the view {self.view.name} has folded records that the ledger does not have, first of them "
                f"shard {unknown[0]['shard']}, sequence {unknown[0]['sequence']}, incarnation "
                f"{unknown[0]['incarnation']}; after a restore run `points rebuild {self.view.name}`"
            )

    async def next_batch(self, reading: Session) -> Batch:
        """Return the next records of all shards; none when the view has caught up. Raises Gap."""
        shards = list(self.places)
        sequences = [place.sequence for place in self.places.values()]
        rows = await reading.fetch(SQL["tail"], shards, sequences, self._records_max)
        moved = check_succession(self.places, rows)
        heads = {row["shard"]: row["head"] for row in rows}
        behind = sum(head - moved[shard].sequence for shard, head in heads.items())
        records: list[RecordBody] = [orjson.loads(row["body"]) for row in rows]
        await self._zones.cover(reading, {body["programme"] for body in records})
        return Batch(records, moved, behind)

    async def fold(self, batch: Batch) -> object:
        """Fold a batch into a delta, with room for reads in between."""
        delta = self.view.empty()
        for start in range(0, len(batch.records), FOLDED_AT_ONCE):
            self.view.fold(batch.records[start : start + FOLDED_AT_ONCE], delta, self._zones.by_programme)
            await asyncio.sleep(0)
        return delta

    async def write(self, writing: Session, batch: Batch, delta: object) -> None:
        """Write a batch within a transaction of the caller: the fence, the view, the bookmark. Raises Fenced.

        The caller sets `places` on once the transaction has committed.
        """
        await self.keep(writing)
        await self.view.write(writing, slot_of(self.version), delta)
        await writing.execute(SQL["bookmark_set"], self.view.name, self.version, *self._columns(batch.places))

    async def apply(self, writing: Session, batch: Batch) -> None:
        """Fold and write a batch in one transaction, and go on from there. Raises Fenced."""
        delta = await self.fold(batch)
        async with writing.transaction(f"project_{self.view.name}"):
            await self.write(writing, batch, delta)
        self.places.update(batch.places)
        records_folded.labels(self.view.name).inc(len(batch.records))

    async def keep(self, writing: Session) -> None:
        """Renew the lease; raise Fenced when it is another's."""
        if await writing.row(SQL["lease_keep"], *self._lease(), self._lease_seconds) is None:
            raise Fenced(f"the view {self.view.name} was taken over; epoch {self._epoch} is over")

    async def give_back(self, writing: Session) -> None:
        """Let the next process begin at once; nothing happens when the lease is another's, or the database is gone."""
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await writing.execute(SQL["lease_return"], *self._lease())

    def _lease(self) -> tuple[str, int, int]:
        return (self.view.name, self.version, self._epoch)

    @staticmethod
    def _columns(places: Mapping[int, Place]) -> tuple[list[int], list[int], list[int]]:
        return (
            list(places),
            [place.incarnation for place in places.values()],
            [place.sequence for place in places.values()],
        )


async def take_lease(
    view: View[Any], version: int, writing: Session, owner: str, lease_seconds: float, records_max: int
) -> Writer | None:
    """Take the lease of a version of a view; None while it is another process's."""
    try:
        await writing.execute(SQL["lease_add"], view.name, version)
        row = await writing.row(SQL["lease_take"], view.name, version, owner, lease_seconds)
    except RETRIED:
        return None  # the row is locked by a process that may be frozen; the server ends its session in time
    return Writer(view, version, row["epoch"], lease_seconds, records_max) if row else None


@dataclass(slots=True, frozen=True)
class Engine:
    """What all projections of a process share. `owner` names the process in its leases."""

    ledger: Database
    views: Database
    owner: str
    lease_seconds: float
    poll_seconds: float
    records_max: int

    async def run(self, view: View[Any]) -> None:
        """Keep a view up with the ledger for ever, or stand by while another process does.

        Raises Gap when records are missing, whatever fold, database, or network raise: the process then ends, and is
        started again.
        """
        async with self.ledger.session() as reading, self.views.session() as writing:
            while True:
                version = await self._serving(view, writing)
                writer = await take_lease(view, version, writing, self.owner, self.lease_seconds, self.records_max)
                if writer is None:
                    await asyncio.sleep(self.lease_seconds / 5)
                    continue
                log.info("projection_taken", view=view.name, version=version)
                try:
                    await self._follow(writer, reading, writing)
                except Fenced as fenced:
                    log.warning("projection_fenced", view=view.name, version=version, cause=str(fenced))
                except asyncio.CancelledError:
                    await writer.give_back(writing)
                    raise

    async def _serving(self, view: View[Any], writing: Session) -> int:
        row = await writing.row(SQL["serving"], view.name)
        if row is None:
            raise Gap(f"the view {view.name} is unknown to the database: run `points migrate`")
        return int(row["version"])

    async def _follow(self, writer: Writer, reading: Session, writing: Session) -> None:
        """Fold what there is, wait a little, look again; keep the lease also when nothing happens."""
        loop = asyncio.get_running_loop()
        await writer.begin(reading, writing)
        kept_at = loop.time()
        while True:
            batch = await writer.next_batch(reading)
            if batch.records:
                await writer.apply(writing, batch)
                kept_at = loop.time()
            elif loop.time() - kept_at > self.lease_seconds / 3:
                await writer.keep(writing)
                kept_at = loop.time()
            records_behind.labels(writer.view.name).set(batch.behind)
            if batch.behind == 0:
                await asyncio.sleep(self.poll_seconds)
