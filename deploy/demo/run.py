"""`points demo`: everything started, eighteen months of purchases through the whole way, and every figure compared."""

import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.demo import cdnow, show, till
from deploy.demo.replay import PROGRAMME, Event, Figures, expected, replay
from deploy.demo.stream import STALL_SECONDS_MAX, DemoError, announced, send
from deploy.demo.till import Api
from deploy.processes import SetupError
from deploy.up import ROOT, running

EVENTS, ENTRIES = "loyalty.events", "loyalty.entries"
POLL_SECONDS = 0.1
VERIFY_SECONDS_MAX = 300


@dataclass(frozen=True, slots=True)
class Place:
    """Where the running stack is: addresses, and the environment its own commands need."""

    kafka: str
    ledger: str
    projector: str
    environment: Mapping[str, str]
    data_dir: Path


async def demo(*, redemptions: bool, keep: bool, data_dir: Path | None = None, console: Console | None = None) -> int:
    """Run the demo and return its exit code: 0 when every figure is the expected one, 1 otherwise, with the reason.

    With `keep` the stack stays up, with its data in `data_dir` (by default a new temporary one), until Ctrl-C.
    """
    console = console or Console()
    try:
        history = replay(await asyncio.to_thread(cdnow.history), redemptions=redemptions)
        async with stack(data_dir, keep=keep) as place:
            code = await drive(place, history.events, expected(redemptions=redemptions), console)
            if keep:
                where_to_look(place, console)
                await until_interrupted()
            return code
    except (cdnow.HistoryError, DemoError, SetupError) as error:
        reason = str(error)
    except (aiohttp.ClientError, KafkaError, TimeoutError) as error:
        # A service or the broker that does not answer: which one is in the error, why is in its log.
        reason = f"{type(error).__name__}: {error}"
    console.print("\n[bold red]The demo stopped.[/]", escape(reason), highlight=False, soft_wrap=True)
    return 1


@asynccontextmanager
async def stack(data_dir: Path | None, *, keep: bool) -> AsyncIterator[Place]:
    """Broker, database, and both services, on ports that were free."""
    directory = data_dir or Path(tempfile.mkdtemp(prefix="points-demo-"))
    async with running(directory, auth="off", ledger_port=0, projector_port=0, keep=keep) as up:
        yield Place(up.kafka, up.ledger, up.projector, up.environment, up.stack.data_dir)


async def drive(place: Place, events: list[Event], due: Figures, console: Console) -> int:
    """Everything the demo shows on a running stack; the exit code. Raises DemoError."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        ledger, projector = Api(session, place.ledger), Api(session, place.projector)
        await till.publish_programme(ledger)
        console.print(f"\n[bold]Eighteen months of a shop[/]: {len(events):,} events of {due.members:,} members\n")
        seconds = await stream(place, projector, events, console)
        log = await announced(place.kafka, ENTRIES, len(events))
        months = {period: await till.month(projector, period) for period in due.months}
        seen = Figures(months, log.redemptions, len(log.members))
        console.print()
        console.print(show.roll_forward(seen, due))
        console.print()
        console.print(show.totals(seen, due))
        console.print()
        whole = f"{log.records:,} records on {ENTRIES}: no gap, chain whole, {len(log.refused)} refused"
        console.print(show.check(whole, fine=not log.refused))
        for step in await till.counter(ledger, projector):
            console.print(show.check(step))
    verified, word = await verify(place)
    console.print(show.check(f"points verify: {word}", fine=verified))
    rate = f"{len(events) / seconds:,.0f} events/s"
    console.print(f"\n  {rate} from Kafka through the ledger into all views ({seconds:.1f} s)")
    faults = show.differences(seen, due) + log.refused
    return conclude(faults if verified else [*faults, f"points verify: {word}"], console)


def conclude(faults: list[str], console: Console) -> int:
    """The last line, and the exit code it stands for."""
    if not faults:
        console.print("\n[bold green]Every figure is the expected one.[/]")
        return 0
    console.print(f"\n[bold red]Not as expected ({len(faults)}):[/]")
    for fault in faults[:20]:
        console.print(f"  {fault}", highlight=False, markup=False, soft_wrap=True)
    return 1


async def stream(place: Place, projector: Api, events: list[Event], console: Console) -> float:
    """Send all events while watching the views take them in; the seconds until they all had them. Raises DemoError."""
    columns = (
        TextColumn("  {task.description:<24}"),
        BarColumn(30),
        TextColumn("{task.completed:>9,.0f} of {task.total:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        into_kafka = progress.add_task("sent to Kafka", total=len(events))
        into_views = progress.add_task("posted, and in all views", total=len(events))
        start = time.monotonic()
        watching = asyncio.create_task(
            arrived(projector, len(events), lambda records: progress.update(into_views, completed=records))
        )
        try:
            await send(place.kafka, EVENTS, events, lambda more: progress.advance(into_kafka, more))
            await watching
        finally:
            watching.cancel()
        return time.monotonic() - start


async def arrived(projector: Api, records: int, seen: Callable[[int], None]) -> None:
    """Return once every view has taken in `records` records; `seen` hears how many the slower one has.

    Raises DemoError when none comes for STALL_SECONDS_MAX seconds. A projector that does not answer is being restarted.
    """
    views: dict[str, int] = {}
    slowest, moved_at = -1, time.monotonic()
    while slowest < records:
        with suppress(aiohttp.ClientConnectionError):
            views = await till.records_in_views(projector)
        at = min(views.values(), default=0)
        if at != slowest:
            slowest, moved_at = at, time.monotonic()
            seen(min(at, records))
        elif time.monotonic() - moved_at > STALL_SECONDS_MAX:
            state = ", ".join(f"{view} {count:,}" for view, count in views.items()) or "no view answered"
            raise DemoError(
                f"Of {records:,} records the views have: {state}; no more came for {STALL_SECONDS_MAX:.0f} s.\n"
                "A quarantined event leaves no record. With --keep the services' logs stay in the data directory."
            )
        await asyncio.sleep(POLL_SECONDS)


async def verify(place: Place) -> tuple[bool, str]:
    """Whether `points verify` finds the ledger sound, and its last word."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.cli",
        "verify",
        cwd=ROOT,
        env=place.environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), VERIFY_SECONDS_MAX)
    except TimeoutError:
        process.kill()
        await process.wait()
        return False, f"not done within {VERIFY_SECONDS_MAX} s"
    lines = output.decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return process.returncode == 0, said[-1] if said else f"ended with code {process.returncode}, without a word"


def where_to_look(place: Place, console: Console) -> None:
    """Addresses and first calls, for the person who keeps the stack up."""
    query = f"programme={PROGRAMME}"
    calls = [
        f"{place.projector}/v1/liability?{query}&period=1998-06",
        f"{place.projector}/v1/members/{till.MEMBER}/balance?{query}",
        f"{place.projector}/v1/members/{till.MEMBER}/statement?{query}",
        f"{place.projector}/v1/projections",
        f"{place.ledger}/v1/programmes/{PROGRAMME}/versions",
    ]
    console.print("\n[bold]It all stays up until Ctrl-C.[/] Look around:\n")
    for call in calls:
        # Whole lines, never folded: they are there to be copied.
        console.print(f"  curl -s '{call}'", highlight=False, soft_wrap=True)
    console.print(f"\n  ledger {place.ledger}/docs   projector {place.projector}/docs", soft_wrap=True)
    console.print(f"  Kafka {place.kafka}   data and logs {place.data_dir}", highlight=False, soft_wrap=True)


async def until_interrupted() -> None:
    """Wait for Ctrl-C, or for SIGTERM."""
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupted.set)
    await interrupted.wait()
