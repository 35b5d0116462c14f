"""The run: one measurement after the other on one embedded stack, then the table, the JSON, the page of the docs."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from deploy.demo.cdnow import HistoryError
from deploy.demo.stream import Message as Wire
from deploy.embedded import EmbeddedStack
from deploy.processes import SetupError
from deploy.up import ROOT
from services.bench import counter, decisions, finance, many, recompute, stream
from services.bench.events import history, purchases
from services.bench.figures import Figures, machine, missed, table, write_docs, write_json
from services.bench.mixed import mixed
from services.bench.place import BenchError, Place, Site
from services.bench.posting import posting
from services.kit.startup import settle_memory
from services.ledger.fold import Corrupt
from services.projector.verify import WrongView

PAGE = ROOT / "docs" / "performance.md"
PHASES = (
    "posting",
    "mixed",
    "heavy",
    "sweep",
    "liability",
    "intake",
    "views",
    "reads",
    "rebuild",
    "counter",
    "verify",
    "memory",
)
ON_VIEWS = frozenset({"reads", "rebuild", "counter", "verify"})
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
    memory_events: int = 200_000
    load_seconds: float = 6.0
    warm_seconds: float = 2.0
    ledger_alone: bool = True


QUICK = Sizes(
    rounds=1, batches_a_round=8, batch_events=100, members=1_000, history_events_max=3_000, memory_events=3_000,
    load_seconds=0.5, warm_seconds=0.2, ledger_alone=False, visits=5, heavy_bought=400, heavy_left=100,
    swept_members=100, swept_lots=5, cohorts=20,
)  # fmt: skip
MILLION = 1_000_000


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


async def bench(
    *, quick: bool, only: Sequence[str], million: bool, to_docs: bool, out: Path, console: Console | None = None
) -> int:
    """Measure, show, and write; return the exit code: 0 when every target was met, 1 otherwise.

    `only` names phases of PHASES. Raises ValueError for an unknown one, and for a page of the docs from part of a run.
    """
    console = console or Console()
    if unknown := set(only) - set(PHASES):
        raise ValueError(f"there is no phase {', '.join(sorted(unknown))}; there are {', '.join(PHASES)}")
    if to_docs and (quick or only):
        raise ValueError("the docs take a whole run only: leave out --quick and --only")
    sizes = QUICK if quick else Sizes(memory_events=MILLION) if million else Sizes()
    began = perf_counter()
    figures: Figures = {}
    try:
        async with _stack() as place:
            settle_memory()  # as the services do: what is measured in this process is measured under their conditions
            with progress_bars(console) as bars:
                await phases(Bench(place, sizes, frozenset(only or PHASES), bars, figures))
    except (BenchError, Corrupt, WrongView, HistoryError, SetupError) as error:
        console.print("[bold red]The benchmark stopped.[/]", escape(str(error)), highlight=False, soft_wrap=True)
        return 1
    figures["seconds"] = perf_counter() - began
    about = {**machine(), "quick": int(quick)}
    console.print()
    console.print(table(figures))
    write_json(out, figures, about)
    console.print(f"  all figures: {out}", highlight=False, soft_wrap=True)
    if to_docs:
        write_docs(PAGE, figures, about)
    if quick:
        return 0  # Sizes this small say that everything can be measured, and nothing about speed.
    for sentence in missed(figures):
        console.print(f"  [red]missed[/] {escape(sentence)}", highlight=False, soft_wrap=True)
    return 1 if missed(figures) else 0


async def trials(*, out: Path, console: Console | None = None) -> int:
    """Make the trials behind decisions, show them, and write them; return the exit code."""
    console = console or Console()
    async with _stack() as place, place.site("bench_trials") as site:
        figures = await decisions.decisions(site)
    console.print(decisions.table(figures))
    write_json(out, figures, machine())
    return 0


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
            "{rebuild_balance_records_per_s:,.0f} and {rebuild_liability_records_per_s:,.0f}/s",
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


@asynccontextmanager
async def _stack() -> AsyncIterator[Place]:
    async with AsyncExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="points-bench-"))
        embedded = await stack.enter_async_context(EmbeddedStack(Path(scratch) / "stack", keep=False))
        place = Place(embedded.postgres_dsn, embedded.kafka_bootstrap, embedded.log_dir)
        await place.prepare()
        yield place


@contextmanager
def progress_bars(console: Console) -> Iterator[Progress]:
    """Show a bar for the measurement at hand, gone when it is done."""
    columns = (TextColumn("  {task.description:<44}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        yield bars
