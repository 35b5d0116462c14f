"""What is measured, one phase after the other, and how much of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from rich.progress import Progress, TaskID

from deploy.demo.stream import Message as Wire
from services.bench import closing, counter, finance, keeping, many, recompute, stream
from services.bench.events import history, purchases
from services.bench.figures import Figures
from services.bench.mixed import mixed
from services.bench.place import Place, Site
from services.bench.posting import posting

PHASES = (
    "posting",
    "mixed",
    "heavy",
    "sweep",
    "liability",
    "close",
    "intake",
    "views",
    "reads",
    "rebuild",
    "keeping",
    "counter",
    "verify",
    "memory",
)
ON_VIEWS = frozenset({"reads", "rebuild", "keeping", "counter", "verify"})
"""Phases that work on what `views` has left: it runs before them in any case."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    rounds: int = 5
    batches_a_round: int = 16
    batch_events: int = 500
    members: int = 20_000
    history_events_max: int | None = None
    visits: int = 60
    heavy_bought: int = 10_000
    heavy_left: int = 2_000
    swept_members: int = 3_000
    swept_lots: int = 20
    cohorts: int = 1_000
    closed_records: int = 100_000
    memory_events: int = 200_000
    load_seconds: float = 6.0
    warm_seconds: float = 2.0
    ledger_alone: bool = True


QUICK = Sizes(
    rounds=1, batches_a_round=8, batch_events=100, members=1_000, history_events_max=3_000, memory_events=3_000,
    load_seconds=0.5, warm_seconds=0.2, ledger_alone=False, visits=5, heavy_bought=400, heavy_left=100,
    swept_members=100, swept_lots=5, cohorts=20, closed_records=300,
)  # fmt: skip
MILLION = Sizes(memory_events=1_000_000, closed_records=1_000_000)


@dataclass(slots=True)
class Bench:
    """A run: where, how much, what is chosen, and what was found so far."""

    place: Place
    sizes: Sizes
    chosen: frozenset[str]
    bars: Progress
    figures: Figures

    async def measure(
        self,
        phase: str,
        title: str,
        work: Callable[[Callable[[int, int], None]], Awaitable[Figures]],
        said: str,
    ) -> None:
        """Do one measurement behind a bar, and leave one line: `said`, with its figures filled in."""
        bar = self.bars.add_task(title, total=None)
        began = perf_counter()
        try:
            await self.place.settle()
            found = await work(partial(self._moved, bar))
        finally:
            self.bars.remove_task(bar)
        self.figures |= found
        self.figures[f"{phase}_seconds"] = perf_counter() - began
        self.bars.console.print(
            f"  {title:<44} {said.format(**found)}  [dim]{perf_counter() - began:.0f} s[/]", highlight=False
        )

    def _moved(self, bar: TaskID, done: int, total: int) -> None:
        self.bars.update(bar, completed=done, total=total)


async def phases(run: Bench) -> None:
    """Measure what is chosen, in order. Raises BenchError, Corrupt, WrongView, HistoryError, SetupError."""
    sizes, chosen = run.sizes, run.chosen
    if "posting" in chosen:
        await run.measure(
            "posting", "posting from memory, against its floor",
            lambda progress: posting(
                run.place, rounds=sizes.rounds, batches_a_round=sizes.batches_a_round, size=sizes.batch_events,
                member_count=sizes.members, progress=progress,
            ),
            "{post_events_per_s:,.0f}/s, {post_per_floor:.0%} of the floor",
        )  # fmt: skip
    await _many(run)
    if chosen & {"intake", "views", *ON_VIEWS}:
        events = _events(sizes)
        run.figures["history_events"] = len(events)
        if "intake" in chosen:
            async with run.place.site("bench_intake") as site:
                await run.measure(
                    "intake", f"{len(events):,} events: Kafka → ledger",
                    lambda progress: stream.intake(site, events, progress), "{intake_events_per_s:,.0f}/s",
                )  # fmt: skip
        if chosen & {"views", *ON_VIEWS}:
            async with run.place.site("bench_views") as site:
                await _on_views(run, site, events)
    if "memory" in chosen:
        many = purchases("memory", sizes.memory_events, sizes.members)
        async with run.place.site("bench_memory") as site:
            await run.measure(
                "memory", f"{sizes.memory_events:,} events: the whole way, memory",
                lambda progress: stream.whole(site, many, sizes.memory_events, progress),
                "{whole_events_per_s:,.0f}/s, {rss_growth_mib:+.1f} MiB",
            )  # fmt: skip


async def _many(run: Bench) -> None:
    """Measure what is not narrow: a mixed stream, members with a long history, a sweep of many lots."""
    sizes, chosen = run.sizes, run.chosen
    if "mixed" in chosen:
        await run.measure(
            "mixed", "a mixed stream from memory, against the narrow",
            lambda progress: mixed(
                run.place, rounds=sizes.rounds, batches_a_round=sizes.batches_a_round, size=sizes.batch_events,
                member_count=sizes.members, progress=progress,
            ),
            "{mixed_events_per_s:,.0f}/s, {mixed_per_narrow:.0%} of the narrow",
        )  # fmt: skip
    if "heavy" in chosen:
        await run.measure(
            "heavy", f"members of {sizes.heavy_bought:,} purchases, against new ones",
            lambda progress: many.heavy(
                run.place, rounds=sizes.rounds, visits=sizes.visits, bought=sizes.heavy_bought, left=sizes.heavy_left,
                size=sizes.batch_events, progress=progress,
            ),
            "{heavy_events_per_s:,.0f}/s, {heavy_member_per_light:.0%} of the light",
        )  # fmt: skip
    if "sweep" in chosen:
        await run.measure(
            "sweep", f"{sizes.swept_members * sizes.swept_lots:,} lots expire",
            lambda progress: many.sweep(
                run.place, members=sizes.swept_members, lots_each=sizes.swept_lots, size=sizes.batch_events,
                progress=progress,
            ),
            "{sweep_lots_per_s:,.0f} lots/s",
        )  # fmt: skip
    if "liability" in chosen:
        await run.measure(
            "liability", f"a month's report of {sizes.cohorts:,} × {finance.PARTNERS} cohorts",
            lambda progress: finance.liability(
                run.place, cohorts=sizes.cohorts, times=sizes.rounds, progress=progress
            ),
            "{liability_ms:,.1f} ms",
        )  # fmt: skip
    if "close" in chosen:
        await run.measure(
            "close", f"a month of {sizes.closed_records:,} records is closed",
            lambda progress: closing.close(
                run.place, records=sizes.closed_records, member_count=sizes.members, size=sizes.batch_events,
                progress=progress,
            ),
            "{close_seconds:,.1f} s, {close_s_per_million:,.1f} s a million",
        )  # fmt: skip


async def _on_views(run: Bench, site: Site, events: Sequence[Wire]) -> None:
    """Fill the views, then measure what works on them: reads and verification, then what adds to them."""
    sizes, chosen = run.sizes, run.chosen
    await run.measure(
        "views", f"{len(events):,} events: Kafka → ledger → views",
        lambda progress: stream.views(site, events, progress), "{views_events_per_s:,.0f}/s",
    )  # fmt: skip
    if "reads" in chosen:
        members = sorted({event.key.decode() for event in events})
        await run.measure(
            "reads", "balances over HTTP, 32 connections",
            lambda _: counter.reads(site, members, seconds=sizes.load_seconds, warm_seconds=sizes.warm_seconds),
            "{reads_per_s:,.0f}/s, p99 {reads_p99_ms:.1f} ms",
        )  # fmt: skip
    if "rebuild" in chosen:
        await run.measure(
            "rebuild", "rebuild of all views", lambda progress: recompute.rebuilding(site, progress),
            "{rebuild_all_records_per_s:,.0f}/s",
        )  # fmt: skip
    if "keeping" in chosen:
        await run.measure(
            "keeping", "all views kept up, against three of them",
            lambda progress: keeping.keeping(site, rounds=sizes.rounds, progress=progress),
            "{all_views_records_per_s:,.0f}/s, {all_views_per_three_views:.0%} of three",
        )  # fmt: skip
    if "counter" in chosen:
        await run.measure(
            "counter", "redemptions over HTTP: idle, during ingest",
            lambda progress: counter.counter(
                run.place, site, seconds=sizes.load_seconds, warm_seconds=sizes.warm_seconds,
                ledger_alone=sizes.ledger_alone, progress=progress,
            ),
            "{redeem_per_s:,.0f}/s, p99 {redeem_p99_ms_idle:.0f} and {redeem_p99_ms_loaded:.0f} ms",
        )  # fmt: skip
    if "verify" in chosen:
        await run.measure(
            "verify", "verification: the chain, and everything",
            lambda progress: recompute.verification(site, progress),
            "{verify_records_per_s:,.0f} and {verify_whole_records_per_s:,.0f}/s",
        )  # fmt: skip


def _events(sizes: Sizes) -> list[Wire]:
    """Return the purchase history; for a small run as many made-up purchases, which need no network."""
    if sizes.history_events_max is None:
        return history()
    return list(purchases("history", sizes.history_events_max, sizes.members))
