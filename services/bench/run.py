"""The run: one measurement after the other on one embedded stack, then the table, the JSON, the page of the docs."""

import logging
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from time import perf_counter

import structlog
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.demo.cdnow import HistoryError
from deploy.embedded import EmbeddedStack
from deploy.processes import SetupError
from deploy.up import ROOT
from services.bench import decisions
from services.bench.figures import Figures, machine, missed, table, write_docs, write_json
from services.bench.phases import MILLION, PHASES, QUICK, Bench, Sizes, phases
from services.bench.place import BenchError, Place
from services.kit.startup import settle_memory
from services.ledger.fold import Corrupt
from services.projector.verify import WrongView

PAGE = ROOT / "docs" / "performance.md"


async def bench(
    *, quick: bool, only: Sequence[str], million: bool, to_docs: bool, out: Path, console: Console | None = None
) -> int:
    """Measure, show, and write; return the exit code: 0 when every target was met, 1 otherwise.

    `only` names phases of PHASES. Raises ValueError for an unknown one, and for a page of the docs from part of a run.
    """
    console = console or Console()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # nothing amid the lines
    if unknown := set(only) - set(PHASES):
        raise ValueError(f"there is no phase {', '.join(sorted(unknown))}; there are {', '.join(PHASES)}")
    if to_docs and (quick or only):
        raise ValueError("the docs take a whole run only: leave out --quick and --only")
    sizes = QUICK if quick else MILLION if million else Sizes()
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
