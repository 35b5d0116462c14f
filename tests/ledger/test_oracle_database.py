"""The batch path on PostgreSQL against the oracle: whole histories, with 1, 4, and 16 shards, and then verified."""

from datetime import UTC, datetime
from random import Random

import pytest

from services.kit.database import Database
from services.ledger.parking import give_up
from services.ledger.post import Poster
from services.ledger.verify import verify
from tests.conftest import Install
from tests.installation import Installation
from tests.ledger.deliveries import cut, decided, delivered, separated
from tests.ledger.histories import Told, batches, received, seeds, sent_as
from tests.ledger.keeping import (
    by_shard,
    compare_balances,
    publish_versions,
    renamed,
    same_records,
    written,
    written_of_members,
)
from tests.ledger.posting import Partition, partition
from tests.oracle import Oracle
from tests.oracle.histories import History, history

HISTORIES = 8
"""How many each number of shards sees in an ordinary run."""
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""When all histories are over."""


@pytest.mark.parametrize("shards", [1, 4, 16])
async def test_the_database_keeps_what_the_oracle_says(install: Install, shards: int) -> None:
    ledger = await install(shards=shards, topics=False)
    database, reader = await ledger.database(), await ledger.database("points_reader", 2)
    topic = await partition(ledger)
    for seed in seeds(HISTORIES, first=100_000 * shards):
        whole = renamed(history(seed, further=seed % 2 == 0), f"-{seed}")
        await compare(ledger, database, topic, whole, Random(seed))
        await ledger.fetch("UPDATE ledger.shard SET recorded_at = DEFAULT")  # The next history has a time of its own.
    await verify(reader, lambda _done, _total: None)


async def compare(ledger: Installation, database: Database, topic: Partition, whole: History, cuts: Random) -> None:
    """Post a history to both; every answer, record, and balance must be the same, and everything given up set aside."""
    await publish_versions(database, whole)
    clock = datetime.min.replace(tzinfo=UTC)
    poster = Poster(database, lambda: clock, ledger.shards, 1)
    oracle = Oracle(whole.versions)
    wanted: list[Told] = []
    given_up = []
    for batch in batches(whole, oracle, cuts):
        clock = batch.clock
        given_up += [(told.source, told.event_id) for told in batch.given_up]
        if not batch.events:
            async with database.session() as session, session.transaction("give_up"):
                await give_up(session, clock)
            continue
        outcomes = await topic.post_events(
            poster,
            [(None if one.get("is_command") else sent_as(one), received(one, clock)) for one in batch.events],
        )
        for event, outcome, told in zip(batch.events, outcomes, batch.told, strict=True):
            assert (outcome.verdict, outcome.reason) == (told.verdict, told.reason), (clock, event, outcome)
        wanted += batch.records()
    names = {version["programme"] for version in whole.versions}
    same_records(await written(ledger, names), by_shard(wanted, ledger.shards))
    await compare_balances(ledger, [oracle])
    sources = {event["source"] for event, _ in whole.steps if event}
    aside = await ledger.fetch("SELECT source, event_id FROM ledger.quarantine WHERE reason = 'PARKED_TOO_LONG'")
    assert sorted(given_up) == sorted((row[0], row[1]) for row in aside if row["source"] in sources)


@pytest.mark.parametrize("shards", [1, 4, 16])
async def test_any_legal_order_of_what_members_have_to_do_with_each_other_comes_to_the_same(
    install: Install, shards: int
) -> None:
    """With transfers, merges, and referrals, and some of it again."""
    ledger = await install(shards=shards, topics=False)
    database, topic, chances = await ledger.database(), await partition(ledger), Random(shards)
    waiting = []
    for seed in seeds(HISTORIES, first=300_000 + 10_000 * shards):
        whole = separated(renamed(history(seed, further=True), f"-{seed}"), LATER, timeless=True, linked=True)
        await publish_versions(database, whole)
        waiting.append(found := decided(whole))
        poster = Poster(database, lambda: LATER, shards, 1)
        for batch in cut(delivered(found, chances), chances):
            await topic.post_events(
                poster, [(None if one["is_command"] else sent_as(one), received(one, LATER)) for one in batch]
            )
    same_records(await written_of_members(ledger), {who: r for found in waiting for who, r in found.records.items()})
    await compare_balances(ledger, [found.oracle for found in waiting])
