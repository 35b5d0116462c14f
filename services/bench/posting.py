"""Posting from memory against its floor, in turns, so that both meet the machine in the same mood.

A round posts batches of purchases (decode → Poster.post), reads the rows back that this wrote, and lets the floor write
the very same rows into a second database: the same locks, COPY for what is appended, one UPDATE for the members, and
neither decoding nor reading nor deciding. Both run with one writer, and with two, as the intake has two batches in
flight; each is compared with its own number of writers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from statistics import median
from time import perf_counter, process_time
from typing import Any

import asyncpg

from deploy.demo.replay import PROGRAMME
from schemas.cloudevents import decode_all
from services.bench.events import batches
from services.bench.figures import Figures
from services.bench.place import PARTITIONS, SHARDS, BenchError, Place, Site
from services.kit.database import Database, load_queries
from services.kit.shards import shard_of
from services.ledger.delivery import Item, Message, Outcome
from services.ledger.post import Poster

SQL = load_queries("services.bench", "floor.sql")
Progress = Callable[[int, int], None]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one batch wrote: by table its columns and rows in key order, and the members' sums."""

    tables: dict[str, tuple[list[str], list[Row]]]
    members: list[Row]

    @property
    def shards(self) -> list[int]:
        """The shards that the batch writes to, ascending."""
        return sorted({member[0] for member in self.members})


@dataclass(slots=True)
class Timed:
    """Events a second of each round, and the processor time of this process for an event."""

    rates: list[float]
    cpu_us: list[float]


async def posting(
    place: Place, *, rounds: int, batches_a_round: int, size: int, member_count: int, progress: Progress
) -> Figures:
    """Measure posting and floor, with one writer and with two; rates are the median of the rounds."""
    made = batches(
        "post", rounds * batches_a_round, size=size, member_count=member_count, partitions=PARTITIONS, shards=SHARDS
    )
    took: dict[str, Timed] = {f"{kind}_{writers}": Timed([], []) for kind in ("post", "floor") for writers in (1, 2)}
    async with (
        place.site("bench_post") as engine, place.site("bench_floor") as bare,
        engine.poster() as poster, bare.database() as floor, engine.connection() as reading,
    ):  # fmt: skip
        await reading.execute("SET enable_nestloop = off")  # the rows of a whole round: read by scan
        for number in range(rounds):
            for writers in (1, 2):
                lanes = lanes_of(made, batches_a_round, writers)
                messages = [batch for lane in lanes for batch in lane]
                await place.settle()
                outcomes = await measure(took[f"post_{writers}"], size, [post(poster, lane) for lane in lanes])
                rows = [
                    await _read_back(reading, batch, found) for batch, found in zip(messages, outcomes, strict=True)
                ]
                await place.settle()
                await measure(
                    took[f"floor_{writers}"], size,
                    [_write(floor, lane) for lane in (rows[: len(lanes[0])], rows[len(lanes[0]) :]) if lane],
                )  # fmt: skip
                progress(2 * number + writers, 2 * rounds)
        await _check_same(engine, bare)
    return _figures(took)


def _figures(took: dict[str, Timed]) -> Figures:
    rate = {name: median(timed.rates) for name, timed in took.items()}
    return {
        "post_events_per_s": rate["post_2"],
        "floor_events_per_s": rate["floor_2"],
        "post_per_floor": _ratio(took, 2),
        "post_1_events_per_s": rate["post_1"],
        "floor_1_events_per_s": rate["floor_1"],
        "post_1_per_floor_1": _ratio(took, 1),
        "post_cpu_us_per_event": median(took["post_2"].cpu_us),
        "floor_cpu_us_per_event": median(took["floor_2"].cpu_us),
    }


def _ratio(took: dict[str, Timed], writers: int) -> float:
    """Return the median over the rounds of posting against the floor of the same round."""
    pairs = zip(took[f"post_{writers}"].rates, took[f"floor_{writers}"].rates, strict=True)
    return median(post / floor for post, floor in pairs)


def lanes_of(made: dict[int, Iterator[list[Message]]], count: int, writers: int) -> list[list[list[Message]]]:
    """Return the next batches, in turn of the partitions, which are shared out among the writers."""
    turns = [number % len(made) for number in range(count)]
    partitions = sorted(made)
    return [[next(made[partitions[turn]]) for turn in turns if turn % writers == writer] for writer in range(writers)]


async def measure(timed: Timed, size: int, lanes: Sequence[Awaitable[list[list[Outcome]]]]) -> list[list[Outcome]]:
    """Run the lanes at once; note rate and processor time; return the outcomes of the batches, lane by lane."""
    began, cpu = perf_counter(), process_time()
    done = await asyncio.gather(*lanes)
    seconds, cpu = perf_counter() - began, process_time() - cpu
    outcomes = [batch for lane in done for batch in lane]
    events = len(outcomes) * size
    timed.rates.append(events / seconds)
    timed.cpu_us.append(1e6 * cpu / events)
    return outcomes


async def post(poster: Poster, lane: list[list[Message]]) -> list[list[Outcome]]:
    """Decode and post batches, one after the other; return their outcomes."""
    done = []
    for batch in lane:
        events = decode_all([(message.key, message.headers, message.value) for message in batch])
        items = [Item(event, message) for event, message in zip(events, batch, strict=True)]
        done.append(await poster.post(items))
    return done


async def _write(database: Database, lane: list[Rows]) -> list[list[Outcome]]:
    """Write the rows of each batch in a transaction of its own."""
    async with database.session() as session:
        for rows in lane:
            async with session.transaction("floor"):
                keys = [member[:3] for member in rows.members]
                await session.execute(SQL["add_members"], *_columns(keys))
                for shard, group in groupby(keys, key=itemgetter(0)):
                    _, programmes, member_ids = _columns(list(group))
                    await session.fetch(SQL["lock_members"], shard, programmes, member_ids)
                await session.fetch(SQL["lock_heads"], rows.shards)
                for name, (columns, values) in rows.tables.items():
                    await session.copy(f"ledger.{name}", columns, values)
                await session.execute(SQL["set_members"], *_columns(rows.members))
    return [[] for _ in lane]


async def prepare(poster: Poster, messages: Sequence[Message], size: int) -> None:
    """Post what is there before anything is measured. Raises BenchError unless all of it is accepted."""
    lanes = [messages[start : start + size] for start in range(0, len(messages), size)]
    check_accepted(await post(poster, [list(lane) for lane in lanes]))


def check_accepted(batches: Sequence[Sequence[Outcome]]) -> None:
    """Raise BenchError when an event was refused or set aside: a rate of refusals would be none."""
    for outcome in (outcome for batch in batches for outcome in batch):
        if outcome.verdict != "accepted":
            raise BenchError(f"an event of the benchmark was not accepted: {outcome}")


def _columns(rows: Sequence[Row]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


async def _read_back(
    connection: "asyncpg.Connection[asyncpg.Record]", batch: list[Message], outcomes: list[Outcome]
) -> Rows:
    """Return the rows that a batch wrote. Raises BenchError when an event was not accepted."""
    check_accepted([outcomes])
    positions = [[outcome.shard for outcome in outcomes], [outcome.sequence for outcome in outcomes]]
    tables = {}
    for table, query in (
        ("record", "read_records"), ("posting", "read_postings"), ("seen", "read_seen"),
        ("business_key", "read_business_keys"),
    ):  # fmt: skip
        tables[table] = _table(await connection.fetch(SQL[query].sql, *positions))
    owner = {
        (outcome.shard, outcome.sequence): (message.key or b"").decode()
        for message, outcome in zip(batch, outcomes, strict=True)
    }
    names, postings = tables["posting"]
    lots = [
        (row[names.index("shard")], PROGRAMME, owner[row[names.index("shard")], row[names.index("sequence")]],
         row[names.index("lot")])
        for row in postings
    ]  # fmt: skip
    tables["lot"] = _table(await connection.fetch(SQL["read_lots"].sql, *_columns(lots)))
    keys = sorted({(shard_of(member_id, SHARDS), PROGRAMME, member_id) for member_id in owner.values()})
    members = await connection.fetch(SQL["read_members"].sql, *_columns(keys))
    return Rows(tables, [tuple(row) for row in members])


def _table(rows: "list[asyncpg.Record]") -> tuple[list[str], list[Row]]:
    return list(rows[0].keys()), [tuple(row) for row in rows]


async def _check_same(engine: Site, bare: Site) -> None:
    """Raise BenchError unless both databases hold the same rows: else the ratio would compare different work."""
    counts = []
    for site in (engine, bare):
        async with site.connection() as connection:
            counts.append(dict(await connection.fetchrow(SQL["written"].sql) or {}))
    if counts[0] != counts[1]:
        raise BenchError(f"posting and its floor wrote different rows: {counts[0]} against {counts[1]}")
