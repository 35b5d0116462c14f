"""Over HTTP: redemptions at the counter, idle and while purchases come through Kafka, and reads of balances."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import orjson

from deploy.up import ROOT
from schemas.cloudevents import decode
from services.bench.events import end_of_topic, purchase
from services.bench.figures import Figures
from services.bench.load import counter_members
from services.bench.place import PARTITIONS, SQL, STALL_SECONDS_MAX, BenchError, Place, Site, count_of, started
from services.ledger.delivery import Item

CONNECTIONS = 32
MEMBERS_EACH = 20
LOTS_EACH = 4
INGEST_PER_S = 5_000
INGEST_MEMBERS = 20_000
BATCH = 500
Progress = Callable[[int, int], None]


class Load:
    """A running load: what it prints, line by line."""

    def __init__(self, output: asyncio.StreamReader) -> None:
        self._output = output

    async def line(self) -> dict[str, Any]:
        """Return the next line; raise BenchError when the load failed or ended."""
        text = await self._output.readline()
        line: dict[str, Any] = orjson.loads(text) if text else {"failed": "it ended without a word"}
        if "failed" in line:
            raise BenchError(f"the load was not answered as it should be: {line['failed']}")
        return line


@asynccontextmanager
async def load(work: str, **choices: object) -> AsyncIterator[Load]:
    """Run a load as a process of its own; it ends by itself, or with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.bench.load", orjson.dumps({"work": work, **choices}).decode(),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, limit=1 << 20,
    )  # fmt: skip
    if process.stdout is None:
        raise RuntimeError("the load was started without a pipe")
    try:
        yield Load(process.stdout)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def counter(
    place: Place, site: Site, *, seconds: float, warm_seconds: float, ledger_alone: bool, progress: Progress
) -> Figures:
    """Measure redemptions: everything running as it does by default, and if wanted the ledger without the rest."""
    await _give_points(site)
    figures: Figures = {}
    settings = [("redeem", "intake,relay", True)]
    if ledger_alone:
        settings.insert(0, ("redeem_alone", "intake", False))
    for step, (prefix, roles, with_projector) in enumerate(settings):
        ledger = site.service("ledger", "api")
        beside = [site.service("ledger", roles, called="intake")]
        if with_projector:
            beside.append(site.service("projector", "project,api"))
        async with started(ledger, *beside):
            await _caught_up(site, with_views=with_projector)
            await place.settle()
            work = {"url": ledger.announcement["url"], "seconds": seconds, "warm_seconds": warm_seconds}
            async with _redemptions(f"{prefix}-idle", work) as running:
                await running.line()
                idle = await running.line()
            progress(2 * step + 1, 2 * len(settings))
            loaded, ingested = await _loaded(site, prefix, work)
            progress(2 * step + 2, 2 * len(settings))
        figures |= {
            f"{prefix}_per_s": idle["per_s"],
            f"{prefix}_p50_ms_idle": idle["p50_ms"],
            f"{prefix}_p99_ms_idle": idle["p99_ms"],
            f"{prefix}_max_ms_idle": idle["max_ms"],
            f"{prefix}_per_s_loaded": loaded["per_s"],
            f"{prefix}_p50_ms_loaded": loaded["p50_ms"],
            f"{prefix}_p99_ms_loaded": loaded["p99_ms"],
            f"{prefix}_max_ms_loaded": loaded["max_ms"],
            f"{prefix.replace('redeem', 'ingest')}_events_per_s_loaded": ingested,
        }
    return figures


async def reads(site: Site, members: list[str], *, seconds: float, warm_seconds: float) -> Figures:
    """Measure balances read from the projector while nothing is written."""
    projector = site.service("projector", "project,api")
    async with (
        started(projector),
        load("read", url=projector.announcement["url"], connections=CONNECTIONS, members=members[:5_000],
             seconds=seconds, warm_seconds=warm_seconds) as running,
    ):  # fmt: skip
        await running.line()
        result = await running.line()
    return {"reads_per_s": result["per_s"], "reads_p50_ms": result["p50_ms"], "reads_p99_ms": result["p99_ms"]}


def _redemptions(tag: str, work: dict[str, Any]) -> AbstractAsyncContextManager[Load]:
    return load("redeem", tag=tag, connections=CONNECTIONS, members_each=MEMBERS_EACH, **work)


async def _loaded(site: Site, prefix: str, work: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """Redeem while purchases come at an even pace; return the result, and what the ledger took in a second."""
    seconds = 3 * (work["seconds"] + work["warm_seconds"])  # ample: it is ended when the redemptions are
    async with (
        site.connection() as connection,
        load("ingest", kafka=site.kafka, topic=site.topic, tag=f"{prefix}-pace", per_s=INGEST_PER_S, seconds=seconds,
             members=INGEST_MEMBERS) as pace,
    ):  # fmt: skip
        before = await count_of(connection, SQL["taken_in"])
        await pace.line()
        await _until(site, lambda: count_of(connection, SQL["taken_in"]), before + INGEST_PER_S * work["warm_seconds"])
        async with _redemptions(f"{prefix}-loaded", work) as running:
            await running.line()
            began, first = perf_counter(), await count_of(connection, SQL["taken_in"])
            result = await running.line()
            last, ended = await count_of(connection, SQL["taken_in"]), perf_counter()
    return result, (last - first) / (ended - began)


async def _until(site: Site, number: Callable[[], Awaitable[int]], due: float) -> None:
    """Wait until a count is reached; raise BenchError when it stands still for long."""
    last, moved_at = -1, perf_counter()
    while (reached := await number()) < due:
        if reached != last:
            last, moved_at = reached, perf_counter()
        elif perf_counter() - moved_at > STALL_SECONDS_MAX:
            raise BenchError(f"{reached:,} of {due:,} for {STALL_SECONDS_MAX:.0f} s; the logs are in {site.log_dir}")
        await asyncio.sleep(0.05)


async def _caught_up(site: Site, *, with_views: bool) -> None:
    """Wait until intake, relay, and views have what was sent before: idle means that nothing is left to do."""
    async with site.connection() as connection:
        sent = await end_of_topic(site.kafka, site.topic, PARTITIONS)
        await _until(site, lambda: count_of(connection, SQL["taken_in"]), sent)
        posted = await count_of(connection, SQL["posted"])
        if with_views:
            await _until(site, lambda: count_of(connection, SQL["folded"]), posted)
            await _until(site, lambda: count_of(connection, SQL["relayed"]), posted)


async def _give_points(site: Site) -> None:
    """Give each connection members of its own who can pay, with a few lots each."""
    now = datetime.now(UTC).isoformat().encode()
    owners = [member for connection in range(CONNECTIONS) for member in counter_members(connection, MEMBERS_EACH)]
    wires = [
        purchase(f"give-{number}-{member_id}", member_id, "250000.00", now)
        for number in range(LOTS_EACH)
        for member_id in owners
    ]
    async with site.poster() as poster:
        for start in range(0, len(wires), BATCH):
            outcomes = await poster.post(
                [Item(decode(key, headers, value)) for key, value, headers in wires[start : start + BATCH]]
            )
            if odd := next((outcome for outcome in outcomes if outcome.verdict != "accepted"), None):
                raise BenchError(f"the members of the counter got no points: {odd}")
