"""What more views cost whoever keeps them up: all of them, against the three without which nothing works."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from statistics import median
from time import perf_counter
from typing import Any

import asyncpg

from services.bench.figures import Figures
from services.bench.place import POLL_SECONDS, SQL, STALL_SECONDS_MAX, BenchError, Site, count_of
from services.bench.posting import Progress
from services.bench.recompute import settings_of
from services.projector.project import Engine
from services.projector.views import BALANCE, LIABILITY, TIER, VIEWS, View

THREE = (BALANCE, LIABILITY, TIER)


async def keeping(site: Site, *, rounds: int, progress: Progress) -> Figures:
    """Measure how fast views that are empty catch up with the ledger: three of them, and all, in turn.

    At the end all views are there again, and have every record.
    """
    rates: dict[int, list[float]] = {len(THREE): [], len(VIEWS): []}
    turns = [views for _ in range(rounds) for views in (THREE, VIEWS)]
    for number, views in enumerate(turns):
        rates[len(views)].append(await _caught_up(site, views))
        progress(number + 1, len(turns))
    three, every = (median(rates[len(views)]) for views in (THREE, VIEWS))
    return {
        "three_views_records_per_s": three,
        "all_views_records_per_s": every,
        "all_views_per_three_views": every / three,
    }


async def _caught_up(site: Site, views: Sequence[View[Any]]) -> float:
    """Empty every view, then let some catch up, in this process; return the records a second, each counted once."""
    names = [view.name for view in views]
    async with site.connection() as connection, site.database("points_projector", size=len(VIEWS) + 1) as database:
        await connection.execute(SQL["forget"].sql)
        for view in VIEWS:
            for clear in view.clear:
                await connection.execute(clear.sql)
        total = await count_of(connection, SQL["heads"])
        began = perf_counter()
        running = asyncio.create_task(Engine(database, database, settings_of(site), "bench").run(views))
        try:
            await _until_folded(connection, names, total, running)
            return total / (perf_counter() - began)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def _until_folded(
    connection: "asyncpg.Connection[asyncpg.Record]", names: list[str], total: int, running: "asyncio.Task[None]"
) -> None:
    """Wait until the views have every record. Raises BenchError when they stand still, or what the engine raises."""
    last, moved_at = -1, perf_counter()
    while last < total:
        if running.done():
            running.result()
        found = int(await connection.fetchval(SQL["folded_by"].sql, names) or 0)
        if found > last:
            last, moved_at = found, perf_counter()
        elif perf_counter() - moved_at > STALL_SECONDS_MAX:
            raise BenchError(f"the views {', '.join(names)} have {last:,} of {total:,} records, and take no more")
        await asyncio.sleep(POLL_SECONDS)
