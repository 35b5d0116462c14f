"""Histories through a real topic and the intake against the oracle: step by step, and in other orders by several."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import groupby, zip_longest
from random import Random
from typing import Any

import pytest

from services.kit.database import Database
from services.kit.kafka import cluster_id
from services.kit.settings import Settings
from services.kit.shards import shard_of
from services.ledger.delivery import Item
from services.ledger.intake import Intake
from services.ledger.parking import give_up
from services.ledger.post import Poster
from tests.conftest import Install
from tests.installation import Installation, Sent, event, unique, until
from tests.ledger.deliveries import Decided, decided, delivered, separated, waves
from tests.ledger.histories import Told, batches, received, seeds
from tests.ledger.keeping import (
    by_shard,
    compare_balances,
    publish_versions,
    renamed,
    same_records,
    written,
    written_of_members,
)
from tests.oracle import Oracle
from tests.oracle.histories import History, history

HISTORIES = 3
"""How many an ordinary run sends step by step, and as many in another order to one process, and to three."""
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""When all histories are over."""


def message(given: dict[str, Any]) -> Sent:
    """Return an event as its sender hands it to Kafka."""
    return event(given["type"], given["subject"], given["data"], id=given["id"], source=given["source"],
                 time=given["time"], programme=given["programme"])  # fmt: skip


class Reading:
    """An intake of this process whose clock the test sets."""

    def __init__(self, ledger: Installation, database: Database) -> None:
        self._ledger = ledger
        self.clock = LATER
        self.database = database
        self.poster = Poster(database, lambda: self.clock, ledger.shards, 1)

    @asynccontextmanager
    async def running(self, database: Database) -> AsyncIterator[None]:
        """Read the topic inside the block."""
        settings = Settings(
            ledger_dsn=self._ledger.dsn, kafka_bootstrap=self._ledger.stack.kafka_bootstrap, auth="off",
            topic_prefix=self._ledger.prefix, shards=self._ledger.shards, lease_seconds=5,
        )  # fmt: skip
        cluster = await cluster_id(settings.kafka_bootstrap)
        task = asyncio.create_task(Intake(settings, database, self.poster, unique("intake"), cluster).run())
        try:
            yield
            assert not task.done(), task.exception()
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def deliver(self, events: list[dict[str, Any]]) -> None:
        """Send events in order, each once all that went to another partition before it is posted; commands at once."""
        for number, run in groupby(events, key=self._way):
            if number is None:
                for one in run:
                    await self.poster.post([Item(received(one, self.clock))])
            else:
                sent = await self._ledger.publish(*map(message, run), partition=number)
                await self._ledger.until_read(sent)

    def _way(self, given: dict[str, Any]) -> int | None:
        return None if given["is_command"] else shard_of(given["subject"], self._ledger.partitions)


async def test_a_topic_read_by_the_intake_comes_to_what_the_oracle_says(install: Install) -> None:
    ledger = await install(shards=8, partitions=4)
    database = await ledger.database()
    reading = Reading(ledger, database)
    async with reading.running(database):
        for seed in seeds(HISTORIES, first=5_000_000):
            whole = renamed(history(seed, further=seed % 2 == 0), f"-{seed}")
            await publish_versions(database, whole)
            await follow(ledger, database, reading, whole, Random(seed))
            await ledger.fetch("UPDATE ledger.shard SET recorded_at = DEFAULT")


async def follow(ledger: Installation, database: Database, reading: Reading, whole: History, cuts: Random) -> None:
    """Send a history as it happens; every record, balance, and message set aside must be as the oracle has it."""
    oracle, wanted, aside = Oracle(whole.versions), list[Told](), list[tuple[str, str, str | None]]()
    for batch in batches(whole, oracle, cuts):
        reading.clock = batch.clock
        if not batch.events:
            async with database.session() as session, session.transaction("give_up"):
                await give_up(session, batch.clock)
        await reading.deliver(batch.events)
        wanted += batch.records()
        aside += [(told.source, told.event_id, told.reason) for told in batch.given_up]
        for given, told in zip(batch.events, batch.told, strict=True):
            if told.verdict == "quarantined" and not given["is_command"]:
                aside.append((told.source, told.event_id, told.reason))
    names = {version["programme"] for version in whole.versions}
    same_records(await written(ledger, names), by_shard(wanted, ledger.shards))
    await compare_balances(ledger, [oracle])
    sources = {source for source, _, _ in aside}
    rows = [tuple(row)[:3] for row in await ledger.fetch("SELECT source, event_id, reason FROM ledger.quarantine")]
    gone = naming_erased(whole, oracle)
    assert sorted(row for row in rows if row[0] in sources and row[:2] not in gone) == sorted(
        row for row in aside if row[:2] not in gone
    )


def naming_erased(whole: History, oracle: Oracle) -> set[tuple[str, str]]:
    """Return the events that name somebody erased, by any name: of what was set aside before, nothing stays (S29)."""
    events = [event for event, _ in whole.steps if event is not None]
    erased = {
        member.member_id
        for event in events
        if event["type"] == "member.erased" and (member := oracle.named(event["programme"], event["subject"]))
    }
    names = {
        name for programme, name in oracle.members if (m := oracle.named(programme, name)) and m.member_id in erased
    }
    return {(one["source"], one["id"]) for one in events if names & {one["subject"], *map(str, one["data"].values())}}


@pytest.mark.parametrize("processes", [1, 3])
async def test_any_legal_order_and_any_repetition_come_to_the_same_by_one_process_or_three(
    install: Install, processes: int
) -> None:
    ledger = await install(shards=8, partitions=8)
    database, chances = await ledger.database(), Random(processes)
    waiting = []
    for seed in seeds(HISTORIES, first=6_000_000 + 100_000 * processes):
        whole = separated(renamed(history(seed), f"-{seed}"), LATER, timeless=True)
        await publish_versions(database, whole)
        waiting.append(decided(whole))
    sent = [message(given) for found in waiting for given in delivered(found, chances)]
    third = len(sent) // 3
    positions = []
    for number in range(3):
        if number < processes:
            await ledger.start("ledger", ledger_roles="intake", clock=LATER.isoformat())
        positions += await ledger.publish(*sent[number * third : (number + 1) * third if number < 2 else None])
    if processes > 1:
        await until(lambda: _shared(ledger, processes), "each process holds its share of the partitions")
        positions += await ledger.publish(*sent)  # All of it once more, by whoever holds what now.
    await ledger.until_read(positions)
    await _came_to(ledger, waiting)


@pytest.mark.parametrize("processes", [1, 3])
async def test_what_members_have_to_do_with_each_other_comes_to_the_same_by_one_process_or_three(
    install: Install, processes: int
) -> None:
    """Transfers, merges, and referrals, each once what it needs is decided; whatever needs nothing of each other at
    once, in any order, and some of it again.
    """
    ledger = await install(shards=16, partitions=8)
    reading, chances = Reading(ledger, await ledger.database()), Random(processes)
    for _ in range(processes):
        await ledger.start("ledger", ledger_roles="intake", clock=LATER.isoformat())
    await until(lambda: _shared(ledger, processes), "each process holds its share of the partitions")
    waiting = []
    for seed in seeds(HISTORIES, first=7_000_000 + 100_000 * processes):
        whole = separated(renamed(history(seed, further=True), f"-{seed}"), LATER, timeless=True, linked=True)
        await publish_versions(reading.database, whole)
        waiting.append(decided(whole))
    again: list[dict[str, Any]] = []
    for wave in zip_longest(*map(waves, waiting), fillvalue=()):
        events = [event for part in wave for event in part]
        chances.shuffle(events)
        sent = [message(given) for given in [*events, *again] if not given["is_command"]]
        commands = (reading.poster.post([Item(received(given, LATER))]) for given in events if given["is_command"])
        posting = asyncio.gather(*commands)
        await ledger.until_read(await ledger.publish(*sent))
        await posting
        ids = {identity for found in waiting for identity in found.again}
        again = chances.sample(known := [one for one in events if (one["source"], one["id"]) in ids], len(known) // 2)
    await _came_to(ledger, waiting)


async def _came_to(ledger: Installation, waiting: list[Decided]) -> None:
    same_records(await written_of_members(ledger), {who: r for found in waiting for who, r in found.records.items()})
    await compare_balances(ledger, [found.oracle for found in waiting])


async def _shared(ledger: Installation, processes: int) -> bool:
    rows = await ledger.fetch("SELECT count(DISTINCT owner) FROM ledger.inbox WHERE leased_until > now()")
    return bool(rows[0][0] == processes)
