"""Rebuild: the same tables from the first record, the old ones serving meanwhile, resumed after a cancel."""

import asyncio
import contextlib

import pytest

from services.projector import rebuild as module
from services.projector.project import take_lease
from services.projector.rebuild import CannotRebuild, rebuild, rebuild_views
from services.projector.views import BALANCE, TIER, VIEWS
from tests.conftest import Install
from tests.installation import LEASE_SECONDS, Installation
from tests.projector.ground import (
    check_books,
    pool,
    projecting,
    settings_of,
    until_caught_up,
    view_tables,
    write_history,
    write_records,
)
from tests.projector.history import History
from tests.projector.test_project import SHARDS, random_history


@pytest.fixture
async def ground(install: Install) -> Installation:
    """A ledger of four shards, without topics."""
    return await install(shards=SHARDS, topics=False)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small histories take several batches."""
    monkeypatch.setattr(module, "RECORDS_AT_ONCE", 20)
    monkeypatch.setattr(module, "SWAP_WITHIN_RECORDS", 10)


async def test_rebuilt_is_incremental_is_the_books(ground: Installation) -> None:
    history = random_history(11)
    await write_history(ground, history)
    async with projecting(ground):
        await until_caught_up(ground)
        incremental = await view_tables(ground)
        seen: list[tuple[int, int]] = []
        for view in VIEWS:
            result = await rebuild(settings_of(ground), view.name, lambda done, total: seen.append((done, total)))
            assert (result.version, result.records, result.resumed) == (2, len(history.records) + 1, False)
        await until_caught_up(ground)
    assert await view_tables(ground) == incremental
    await check_books(ground, history)
    assert seen[0] == (0, len(history.records) + 1)
    assert seen[-1] == (len(history.records) + 1,) * 2


async def test_views_rebuilt_together_are_what_each_is_by_itself(ground: Installation) -> None:
    history = random_history(17)
    await write_history(ground, history)
    names = [view.name for view in VIEWS]
    async with projecting(ground):
        await until_caught_up(ground)
        incremental = await view_tables(ground)
        seen: list[tuple[int, int]] = []
        results = await rebuild_views(settings_of(ground), names, lambda done, total: seen.append((done, total)))
        await until_caught_up(ground)
    every = len(history.records) + 1
    assert [(one.view, one.version, one.records, one.resumed) for one in results] == [
        (name, 2, every, False) for name in names
    ]
    assert (seen[0], seen[-1]) == ((0, every * len(VIEWS)), (every * len(VIEWS),) * 2)
    assert await view_tables(ground) == incremental
    await check_books(ground, history)


async def test_views_rebuilt_together_go_on_where_each_stood(ground: Installation) -> None:
    history = random_history(18)
    await write_history(ground, history)

    def stop_half_way(done: int, total: int) -> None:
        if done > total // 2:
            raise asyncio.CancelledError

    for names in (["balance"], ["balance", "tier"]):
        with contextlib.suppress(asyncio.CancelledError):
            await rebuild_views(settings_of(ground), names, stop_half_way)
    results = await rebuild_views(settings_of(ground), [view.name for view in VIEWS], lambda _done, _total: None)
    assert [one.view for one in results if one.resumed] == ["balance", "tier"]
    await check_books(ground, history)


async def test_of_views_rebuilt_together_none_is_when_another_process_has_one(ground: Installation) -> None:
    await write_history(ground, random_history(15, 20))
    database = await pool(ground)
    async with database.session() as session:
        assert await take_lease(TIER, 2, session, "the other", LEASE_SECONDS)
        with pytest.raises(CannotRebuild, match="another process rebuilds tier"):
            await rebuild_views(settings_of(ground), ["balance", "tier"], lambda _done, _total: None)
        assert await take_lease(BALANCE, 2, session, "who comes next", LEASE_SECONDS)


async def test_the_old_version_serves_until_the_swap_and_its_slot_is_emptied_after(ground: Installation) -> None:
    history = random_history(12)
    await write_history(ground, history)
    async with projecting(ground):
        await until_caught_up(ground)
        before = await view_tables(ground)
        running = asyncio.create_task(rebuild(settings_of(ground), "balance", lambda _done, _total: None))
        while not running.done():
            assert await view_tables(ground) == before
    slots = await ground.fetch("SELECT DISTINCT slot FROM view.balance_member")
    assert [row["slot"] for row in slots] == [0]


async def test_records_that_arrive_during_a_rebuild_are_in_it(ground: Installation) -> None:
    history = random_history(13, 400)
    await write_history(ground, History(SHARDS))
    async with projecting(ground, 11):

        async def arrive() -> None:
            for start in range(0, len(history.records), 40):
                await write_records(ground, history.records[start : start + 40])

        arriving = asyncio.create_task(arrive())
        for view in ("balance", "liability", "balance"):
            await rebuild(settings_of(ground), view, lambda _done, _total: None)
        await arriving
        await until_caught_up(ground)
    await check_books(ground, history)


async def test_a_cancelled_rebuild_goes_on_where_it_stood(ground: Installation) -> None:
    history = random_history(14)
    await write_history(ground, history)

    def stop_half_way(done: int, total: int) -> None:
        if done > total // 2:
            raise asyncio.CancelledError

    async with projecting(ground):
        await until_caught_up(ground)
        with contextlib.suppress(asyncio.CancelledError):
            await rebuild(settings_of(ground), "balance", stop_half_way)
        result = await rebuild(settings_of(ground), "balance", lambda _done, _total: None)
        await until_caught_up(ground)
    assert result.resumed
    assert 0 < result.records < len(history.records) // 2 + 2
    await check_books(ground, history)


async def test_two_rebuilds_of_a_view_at_once_are_refused(ground: Installation) -> None:
    await write_history(ground, random_history(15, 20))
    database = await pool(ground)
    async with database.session() as session:
        assert await take_lease(BALANCE, 2, session, "the other", LEASE_SECONDS)
    with pytest.raises(CannotRebuild, match="another process rebuilds balance"):
        await rebuild(settings_of(ground), "balance", lambda _done, _total: None)


async def test_an_unknown_view_is_refused_with_the_names_there_are(ground: Installation) -> None:
    with pytest.raises(CannotRebuild, match="name one of balance, liability, partners, sources, tier"):
        await rebuild(settings_of(ground), "rank", lambda _done, _total: None)


async def test_a_rebuild_needs_no_projector(ground: Installation) -> None:
    history = random_history(16)
    await write_history(ground, history)
    for view in VIEWS:
        await rebuild(settings_of(ground), view.name, lambda _done, _total: None)
    await check_books(ground, history)
    async with projecting(ground):
        await until_caught_up(ground)
    await check_books(ground, history)
