"""The engine against the real database: complete or stopped, once or not at all, one writer at a time."""

import asyncio
import random
import signal

import pytest

from services.projector.project import Fenced
from services.projector.tail import Gap
from services.projector.views import BALANCE, LIABILITY, VIEWS
from tests.conftest import Install
from tests.installation import LEASE_SECONDS, Installation, purchase, redemption, until
from tests.projector.ground import (
    check_books,
    projecting,
    until_caught_up,
    view_tables,
    write_history,
    write_records,
    writer_of,
)
from tests.projector.history import OPERATIONS, History, history_of, published

SHARDS = 4


@pytest.fixture
async def ground(install: Install) -> Installation:
    """A ledger of four shards, without topics."""
    return await install(shards=SHARDS, topics=False)


def random_history(seed: int, length: int = 200) -> History:
    """Return a history of every operation there is; the seed names it."""
    chance = random.Random(seed)
    operations = [
        (chance.choice(OPERATIONS), chance.randrange(6), chance.randrange(6), chance.randint(1, 60))
        for _ in range(length)
    ]
    return history_of(operations, SHARDS)


@pytest.mark.parametrize(("seed", "records_max"), [(1, 2_000), (2, 1), (3, 17)])
async def test_the_tables_are_the_books_whatever_the_batch(ground: Installation, seed: int, records_max: int) -> None:
    history = random_history(seed)
    await write_history(ground, history)
    async with projecting(ground, records_max):
        await until_caught_up(ground)
    await check_books(ground, history)


async def test_records_that_come_later_are_folded_too(ground: Installation) -> None:
    history = random_history(4)
    await write_records(ground, [published("Europe/Berlin")])
    async with projecting(ground, 10):
        for start in range(0, len(history.records), 50):
            await write_records(ground, history.records[start : start + 50])
            await until_caught_up(ground)
    await check_books(ground, history)


async def test_a_missing_record_stops_the_projection_and_names_the_place(ground: Installation) -> None:
    history = history_of([("issue", 1, 1, 10)] * 5, SHARDS)
    shard = history.records[0]["shard"]
    await write_records(ground, [published("UTC"), *history.records[:2], *history.records[3:]])
    async with projecting(ground) as running:
        with pytest.raises(Gap, match=f"shard {shard}: after record 2 of incarnation 1 came record 4"):
            await running
    assert not (await view_tables(ground))["balance_entry"]


async def test_a_head_without_its_record_stops_the_projection(ground: Installation) -> None:
    await write_records(ground, [published("UTC")])
    await ground.fetch("UPDATE ledger.shard SET sequence = 3 WHERE shard = 2")
    async with projecting(ground) as running:
        with pytest.raises(Gap, match="shard 2: after record 0 of incarnation 0 came no record"):
            await running


async def test_an_older_incarnation_stops_the_projection(ground: Installation) -> None:
    history = history_of([("issue", 1, 1, 10)] * 2, SHARDS)
    history.records[0]["incarnation"] = 2
    await write_history(ground, history)
    async with projecting(ground) as running:
        with pytest.raises(Gap, match="after record 1 of incarnation 2 came record 2 of incarnation 1"):
            await running


async def test_a_view_that_folded_what_the_ledger_lost_says_to_rebuild(ground: Installation) -> None:
    await write_history(ground, random_history(5, 20))
    async with projecting(ground):
        await until_caught_up(ground)
    await ground.fetch("UPDATE view.bookmark SET incarnation = 7 WHERE name = 'balance' AND sequence > 0")
    async with projecting(ground) as running:
        with pytest.raises(Gap, match="run `points rebuild balance`"):
            await running


async def test_a_frozen_writer_that_wakes_after_its_lease_writes_nothing(ground: Installation) -> None:
    history = random_history(6, 40)
    await write_history(ground, history)
    async with writer_of(ground, BALANCE) as (zombie, tail, session):
        batch = await tail.after(zombie.places)
        await ground.fetch("UPDATE view.lease SET leased_until = '-infinity'")
        async with projecting(ground):
            await until_caught_up(ground)
            before = await view_tables(ground)
            with pytest.raises(Fenced):
                await zombie.apply(session, batch)
    assert await view_tables(ground) == before
    await check_books(ground, history)


async def test_one_that_stands_by_takes_over_when_the_other_ends(ground: Installation) -> None:
    history = random_history(7, 40)
    await write_history(ground, history)
    async with projecting(ground) as first:
        await until_caught_up(ground)
        async with projecting(ground):
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            more = history_of([("issue", 9, 9, 10)], SHARDS)
            more.records[0]["sequence"] += sum(r["shard"] == more.records[0]["shard"] for r in history.records)
            await write_records(ground, more.records)
            await until_caught_up(ground)


async def test_both_views_keep_their_own_bookmark(ground: Installation) -> None:
    history = random_history(8, 60)
    await write_history(ground, history)
    async with writer_of(ground, LIABILITY) as (ahead, tail, session):
        await ahead.apply(session, await tail.after(ahead.places))
        await ahead.give_back(session)
    async with projecting(ground, 13):
        await until_caught_up(ground)
    await check_books(ground, history)


async def test_the_projector_may_not_write_the_ledger_nor_a_reader_the_views(ground: Installation) -> None:
    sql = """
    SELECT has_table_privilege('points_projector', 'ledger.record', 'SELECT') AS reads,
           has_table_privilege('points_projector', 'ledger.record', 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes,
           has_table_privilege('points_projector', 'ledger.member', 'SELECT') AS looks,
           has_table_privilege('points_reader', 'view.balance_member', 'SELECT') AS shows,
           has_table_privilege('points_reader', 'view.balance_member', 'INSERT, UPDATE, DELETE, TRUNCATE') AS changes
    """
    (row,) = await ground.fetch(sql)
    assert dict(row) == {"reads": True, "writes": False, "looks": False, "shows": True, "changes": False}


@pytest.mark.parametrize("point", ["bookmark_set:after", "copy_balance_entry:before", "project_liability_commit:after"])
async def test_a_process_frozen_in_a_write_is_followed_by_another_and_posts_nothing(
    install: Install, point: str
) -> None:
    installation = await install(shards=SHARDS)
    await installation.publish_programme()
    await installation.start("ledger")
    frozen = await installation.start("projector", crash_at=f"stop:{point}")
    await installation.until_read(await installation.publish(*(purchase(f"frozen-{n}") for n in range(20))))
    successor = await installation.start("projector")
    await until_caught_up(installation)
    await installation.until_read(await installation.publish(*(redemption(f"frozen-{n}", 30) for n in range(20))))
    await until_caught_up(installation)
    # Awake, it may end at once, its session cut, or stand by; it must only not write.
    installation.services.remove(frozen)
    installation.resources.push_async_callback(frozen.stop)
    frozen.send(signal.SIGCONT)
    await installation.until_read(await installation.publish(*(purchase(f"frozen-{n}") for n in range(20))))
    await until_caught_up(installation)
    (total,) = await installation.fetch(
        "SELECT count(*) AS members, sum(active)::bigint AS active FROM view.balance_member"
    )
    assert (total["members"], total["active"]) == (20, 20 * 170)
    assert successor.logged("projection_taken")


async def test_a_dead_process_is_followed_within_its_lease(install: Install) -> None:
    installation = await install(shards=SHARDS)
    await installation.publish_programme()
    await installation.start("ledger")
    dead = await installation.start("projector")
    await installation.start("projector")
    await installation.until_read(await installation.publish(purchase("dead-1")))
    await until_caught_up(installation)
    await dead.kill()
    installation.services.remove(dead)
    began = asyncio.get_running_loop().time()

    async def taken() -> bool:
        rows = await installation.fetch("SELECT 1 FROM view.lease WHERE epoch > 1 AND leased_until > now()")
        return len(rows) == len(VIEWS)

    await until(taken, "all leases are the other process's")
    assert asyncio.get_running_loop().time() - began < 2 * LEASE_SECONDS + 1
    await installation.until_read(await installation.publish(purchase("dead-1")))
    await until_caught_up(installation)
