"""The way through Kafka: into the ledger, into every view, and round again to Kafka, each from a full topic."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

import asyncpg

from deploy.demo.stream import Message as Wire
from services.bench.events import fill
from services.bench.figures import Figures
from services.bench.place import MIB, SQL, BenchError, Site, Watched, count_of, watched

Progress = Callable[[int, int], None]


async def intake(site: Site, events: Sequence[Wire], progress: Progress) -> Figures:
    """Measure Kafka → ledger with one ledger process, and the room the records take."""
    figures = await _filled(site, events, len(events), progress)
    ledger = site.service("ledger", "intake,api")
    async with site.connection() as connection:
        seen = await watched([ledger], lambda: count_of(connection, SQL["posted"]), len(events), progress)
        await _check_records(connection, len(events))
        return {
            **figures,
            "intake_events_per_s": seen.rate,
            "intake_ledger_cpu_us_per_event": 1e6 * seen.cpu_seconds[0] / seen.records,
            "intake_rss_growth_mib_ledger": memory_of(seen, ("ledger",), len(events))["rss_growth_mib"],
            **await _room(connection),
        }


async def views(site: Site, events: Sequence[Wire], progress: Progress) -> Figures:
    """Measure Kafka → ledger → all views, with one process of each service."""
    await _filled(site, events, len(events), progress)
    ledger, projector = site.service("ledger", "intake,api"), site.service("projector", "project,api")
    async with site.connection() as connection:
        seen = await watched([ledger, projector], lambda: count_of(connection, SQL["folded"]), len(events), progress)
        await _check_records(connection, len(events))
    return {
        "views_events_per_s": seen.rate,
        "views_ledger_cpu_us_per_event": 1e6 * seen.cpu_seconds[0] / seen.records,
        "views_projector_cpu_us_per_event": 1e6 * seen.cpu_seconds[1] / seen.records,
    }


async def whole(site: Site, events: Iterable[Wire], total: int, progress: Progress) -> Figures:
    """Measure the services as they run by default, relay included, and what memory they take over many events."""
    await _filled(site, events, total, progress)
    ledger, projector = site.service("ledger", "intake,api,relay"), site.service("projector", "project,api")
    async with site.connection() as connection:

        async def done() -> int:
            return min(await count_of(connection, SQL["folded"]), await count_of(connection, SQL["relayed"]))

        seen = await watched([ledger, projector], done, total, progress)
        await _check_records(connection, total)
    return {"whole_events_per_s": seen.rate, **memory_of(seen, ("ledger", "projector"), total)}


def memory_of(seen: Watched, names: Sequence[str], total: int) -> Figures:
    """Return what each process held at the start, after each tenth of the events, and how much it grew from 20 % on.

    The first fifth is left out: that is when caches and pools fill.
    """
    figures: Figures = {"memory_events": total}
    growth = []
    for index, name in enumerate(names):
        at = {
            tenth: next(rss[index] for _, count, rss in seen.samples if count >= total * tenth / 10)
            for tenth in range(11)
        }
        figures |= {f"rss_mib_{name}_at_{10 * tenth}_percent": rss / MIB for tenth, rss in at.items()}
        figures[f"rss_mib_{name}"] = at[10] / MIB
        figures[f"rss_growth_mib_{name}"] = (at[10] - at[2]) / MIB
        growth.append(figures[f"rss_growth_mib_{name}"])
    return {**figures, "rss_growth_mib": max(growth)}


async def _filled(site: Site, events: Iterable[Wire], total: int, progress: Progress) -> Figures:
    """Fill the topic before anything reads it; the rate is the producer's and broker's own."""
    began = perf_counter()
    await fill(site.kafka, site.topic, events, lambda done: progress(done, total))
    return {"produce_events_per_s": total / (perf_counter() - began)}


async def _check_records(connection: "asyncpg.Connection[asyncpg.Record]", due: int) -> None:
    """Raise BenchError unless each event became a record: a rate of refusals would be none."""
    rejected = await connection.fetchval(SQL["rejected"].sql)
    aside = await connection.fetchval(SQL["set_aside"].sql)
    posted = await count_of(connection, SQL["posted"])
    if rejected or aside or posted != due:
        raise BenchError(f"of {due:,} events {posted:,} became records, {rejected} rejected; {aside} set aside")


async def _room(connection: "asyncpg.Connection[asyncpg.Record]") -> Figures:
    """Return bytes for an event, in all and by table, indexes included."""
    counts = await connection.fetchrow(SQL["row_counts"].sql)
    if counts is None:
        raise BenchError("no records to weigh")
    events = counts["records"]
    sizes = {row["name"]: row["bytes"] / events for row in await connection.fetch(SQL["sizes"].sql)}
    return {
        "bytes_per_event": sum(sizes.values()),
        "bytes_per_event_body_text": counts["body_bytes"],
        **{f"bytes_per_event_{name}": size for name, size in sizes.items() if size >= 1},
    }
