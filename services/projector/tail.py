"""The tail of the ledger: the next records of every shard after a place, complete, read once for all views."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import orjson

from schemas.calendar import zone
from schemas.record import RecordBody
from services.kit.database import Row, Session, load_queries
from services.projector.terms import Known, Terms

SQL = load_queries("services.projector", "project.sql")
BATCHES_KEPT = 2


class Gap(Exception):  # noqa: N818 - it says what happened
    """The ledger's records are not complete, or not those the view was folded from; the message names the place."""


@dataclass(slots=True, frozen=True)
class Place:
    """How far a shard has been folded: the last record's incarnation and sequence; 0 and 0 before the first."""

    incarnation: int
    sequence: int


@dataclass(slots=True, frozen=True)
class Batch:
    """The next records, in order of shard and sequence, and where a view stands once it has them."""

    records: Sequence[RecordBody]
    places: Mapping[int, Place]
    """The shards that move."""
    behind: int
    """How many records these shards have beyond this batch."""
    known: Known
    """The register, as far at least as these records were decided by it."""


def check_succession(places: Mapping[int, Place], rows: Iterable[Row]) -> dict[int, Place]:
    """Return where the shards stand after rows of (shard, sequence, incarnation, …), in order; raise Gap.

    Each sequence is the one before + 1, and no incarnation is older than the one before: completeness is proved.
    """
    moved: dict[int, Place] = {}
    shard, last, age = None, 0, 0
    for row in rows:
        if row[0] != shard:
            if shard is not None:
                moved[shard] = Place(age, last)
            shard = row[0]
            last, age = places[shard].sequence, places[shard].incarnation
        sequence, incarnation = row[1], row[2]
        if sequence != last + 1 or incarnation < age:
            found = "no record" if sequence is None else f"record {sequence} of incarnation {incarnation}"
            raise Gap(
                f"shard {shard}: after record {last} of incarnation {age} came {found}; "
                "the ledger's records are not complete: run `points verify`"
            )
        last, age = sequence, incarnation
    if shard is not None:
        moved[shard] = Place(age, last)
    return moved


def columns_of_places(places: Mapping[int, Place]) -> tuple[list[int], list[int], list[int]]:
    """Return shards, incarnations, sequences, for `unnest`."""
    return (
        list(places),
        [place.incarnation for place in places.values()],
        [place.sequence for place in places.values()],
    )


class TimeZones:
    """The register as folds need it: the time zones of programmes, which never change, and what finance decided."""

    def __init__(self) -> None:
        self.by_programme: dict[str, ZoneInfo] = {}
        self.terms = Terms()
        self._sequence = 0

    async def cover(self, session: Session, programmes: set[str], register: int = 0) -> set[str]:
        """Read on in the register unless all of the programmes, and so much of it, are known.

        Return the programmes that it does not have.
        """
        if programmes <= self.by_programme.keys() and register <= self._sequence:
            return set()
        for row in await session.fetch(SQL["published_since"], self._sequence):
            body: RecordBody = orjson.loads(row["body"])
            if body["event"]["type"] == "programme.published":
                self.by_programme[body["event"]["data"]["programme"]] = zone(body["event"]["data"]["time_zone"])
            self.terms.read(body)
            self._sequence = row["sequence"]
        return programmes - self.by_programme.keys()


class Tail:
    """Reads on from any place. Views that keep step share a batch: whoever comes second to a place finds it parsed."""

    def __init__(self, session: Session, records_max: int) -> None:
        self._session = session
        self._records_max = records_max
        self._turn = asyncio.Lock()
        self._kept: dict[tuple[tuple[int, Place], ...], Batch] = {}
        self._zones = TimeZones()

    async def shards(self) -> int:
        """Return how many shards the ledger has beside the register."""
        async with self._turn:
            row = await self._session.row(SQL["shards"])
        if row is None:
            raise Gap("the ledger was never made ready: run `points migrate`")
        return int(row["shards"])

    async def check_known(self, places: Mapping[int, Place]) -> None:
        """Raise Gap when the ledger does not have the records at these places: it was restored from a backup."""
        async with self._turn:
            rows = await self._session.fetch(SQL["folded_elsewhere"], *columns_of_places(places))
        if rows:
            raise Gap(
                f"shard {rows[0]['shard']}: the ledger has no record {rows[0]['sequence']} of incarnation "
                f"{rows[0]['incarnation']}, which was folded before"
            )

    async def after(self, places: Mapping[int, Place]) -> Batch:
        """Return the next records of all shards after these places; none when there are none. Raises Gap."""
        key = tuple(places.items())
        async with self._turn:
            batch = self._kept.get(key)
            if batch is None:
                batch = await self._read(places)
                if not batch.records:
                    self._kept.clear()  # caught up: nobody needs them, and they are not small
                    return batch
                self._kept[key] = batch
                if len(self._kept) > BATCHES_KEPT:
                    del self._kept[next(iter(self._kept))]
        return batch

    async def _read(self, places: Mapping[int, Place]) -> Batch:
        sequences = [place.sequence for place in places.values()]
        rows = await self._session.fetch(SQL["tail"], list(places), sequences, self._records_max)
        moved = check_succession(places, rows)
        heads = {row[0]: row[4] for row in rows}
        behind = sum(head - moved[shard].sequence for shard, head in heads.items())
        records: list[RecordBody] = [orjson.loads(row[3]) for row in rows]
        programmes = {body["programme"] for body in records}
        register = max((body["register"] for body in records), default=0)
        if missing := await self._zones.cover(self._session, programmes, register):
            raise Gap(f"the register has no version of {', '.join(sorted(missing))}: run `points verify`")
        return Batch(records, moved, behind, Known(self._zones.by_programme, self._zones.terms))
