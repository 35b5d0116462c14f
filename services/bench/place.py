"""Where the benchmark runs: one embedded stack, and for each measurement a fresh ledger on it."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import psutil

from deploy.demo.till import PROGRAMME_VERSION
from deploy.embedded import EmbeddedStack
from deploy.processes import Child
from deploy.up import command
from services.kit.clock import system_clock
from services.kit.crash import KillPoints
from services.kit.database import Database, Query, load_queries
from services.kit.kafka import create_topics
from services.ledger.post import Poster
from services.ledger.register import Register
from services.ledger.schema import read_constants

SQL = load_queries("services.bench", "bench.sql")
POLL_SECONDS = 0.05
STALL_SECONDS_MAX = 60.0
START_SECONDS_MAX = 60.0
PARTITIONS = 8
MIB = 1024 * 1024


class BenchError(Exception):
    """A measurement cannot be made; the message says what was seen, and where to look."""


@dataclass(frozen=True, slots=True)
class Site:
    """A ledger of its own: a database with one programme and empty tables, and topics under its own prefix."""

    name: str
    dsn: str
    kafka: str
    log_dir: Path
    environment: Mapping[str, str]

    @property
    def topic(self) -> str:
        """The topic of events."""
        return f"{self.name}.events"

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """Lend a superuser's connection, for looking on."""
        connection = await asyncpg.connect(self.dsn)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self, role: str = "points_ledger", *, long_reads: bool = False) -> AsyncIterator[Database]:
        """Lend a pool as the services have it."""
        database = await Database.connect(
            self.dsn, role=role, points=KillPoints(None), size=4, freeze_seconds=None if long_reads else 5.0,
            application="points-bench",
        )  # fmt: skip
        try:
            yield database
        finally:
            await database.close()

    @asynccontextmanager
    async def poster(self) -> AsyncIterator[Poster]:
        """Lend the engine that the ledger's service posts with, in this process."""
        async with self.database() as database:
            constants = await read_constants(database)
            yield Poster(database, system_clock, constants.shards, constants.incarnation)

    @asynccontextmanager
    async def service(self, name: str, roles: str) -> AsyncIterator[Child]:
        """Run a service as a process of its own; it is stopped at the end of the block."""
        environment = {**self.environment, f"POINTS_{name.upper()}_ROLES": roles}
        child = command(name, f"services.{name}", environment=environment, log_dir=self.log_dir)
        await child.start(deadline_seconds=START_SECONDS_MAX)
        try:
            yield child
        finally:
            await child.stop()


class Place:
    """Makes sites: copies of a migrated database whose programme is published."""

    def __init__(self, stack: EmbeddedStack) -> None:
        self._stack = stack
        self._dsn = stack.postgres_dsn

    async def prepare(self) -> None:
        """Migrate the database that the others are copied from, and publish the programme in it."""
        environment = {**os.environ, **self._stack.environment()}
        await command(
            "migrate", "services.cli", "migrate", environment=environment, log_dir=self._stack.log_dir
        ).complete()
        async with self._site("points").database() as database:
            register = Register(database, system_clock, 1)
            proposal = await register.propose("programme", PROGRAMME_VERSION, "marta")
            await register.approve(proposal["id"], "felix")

    def _site(self, name: str) -> Site:
        parts = urlsplit(self._dsn)
        dsn = urlunsplit(parts._replace(path=f"/{name}"))
        environment = {
            **os.environ,
            **self._stack.environment(),
            "POINTS_LEDGER_DSN": dsn,
            "POINTS_TOPIC_PREFIX": name,
            "POINTS_LEDGER_PORT": "0",
            "POINTS_PROJECTOR_PORT": "0",
            "POINTS_PARTITIONS": str(PARTITIONS),
        }
        return Site(name, dsn, self._stack.kafka_bootstrap, self._stack.log_dir / name, environment)

    @asynccontextmanager
    async def site(self, name: str) -> AsyncIterator[Site]:
        """Make a fresh ledger, dropped at the end of the block so that its upkeep disturbs nobody after it."""
        site = self._site(name)
        await self._administer("CREATE DATABASE {} TEMPLATE points", name)
        await create_topics(site.kafka, [(f"{name}.{kind}", PARTITIONS, {}) for kind in ("events", "entries")], 1)
        try:
            yield site
        finally:
            await self._administer("DROP DATABASE {} WITH (FORCE)", name)

    async def settle(self) -> None:
        """Write out what is dirty, so that one measurement does not pay for the one before."""
        await self._administer("CHECKPOINT", "")

    async def _administer(self, statement: str, name: str) -> None:
        parts = urlsplit(self._dsn)
        connection = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
        try:
            await connection.execute(statement.format(f'"{name}"'))
        finally:
            await connection.close()


@dataclass(slots=True)
class Watched:
    """What was seen while records came: (seconds, records, resident bytes of each process), and processor seconds."""

    samples: list[tuple[float, int, list[int]]] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Records a second from the first that was seen to the last."""
        (began, first, _), (ended, last, _) = self.samples[0], self.samples[-1]
        if last <= first:
            raise BenchError("everything was there at the first look: too few events to measure a rate")
        return (last - first) / (ended - began)

    @property
    def records(self) -> int:
        """Records between the first look and the last."""
        return self.samples[-1][1] - self.samples[0][1]


async def watch(
    counts: Callable[[], Awaitable[int]], total: int, processes: Sequence[Child], seen: Callable[[int, int], None]
) -> Watched:
    """Look on until `total` records are there; begins at the first one. Raises BenchError when none comes for long."""
    observed = [psutil.Process(child.pid) for child in processes]
    watched, began, moved_at, last = Watched(), 0.0, perf_counter(), 0
    cpu: list[float] = []
    while last < total:
        await asyncio.sleep(POLL_SECONDS)
        for child in processes:
            if not child.running:
                raise BenchError(f"{child.name} ended while it was measured: {child.last_word()} (log: {child.log})")
        now, count = perf_counter(), await counts()
        if count > last:
            if not watched.samples:
                began, cpu = now, [cpu_of(process) for process in observed]
            last, moved_at = count, now
            seen(min(count, total), total)
        elif now - moved_at > STALL_SECONDS_MAX:
            raise BenchError(f"{last:,} of {total:,} records came, and no more for {STALL_SECONDS_MAX:.0f} s")
        if last:
            watched.samples.append((now - began, count, [process.memory_info().rss for process in observed]))
    watched.cpu_seconds = [cpu_of(process) - before for process, before in zip(observed, cpu, strict=True)]
    return watched


def cpu_of(process: psutil.Process) -> float:
    """Return the processor seconds a process has used; 0 when it has gone."""
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


async def count_of(connection: "asyncpg.Connection[asyncpg.Record]", query: Query) -> int:
    """Return the number that a query of `bench.sql` answers."""
    return int(await connection.fetchval(query.sql) or 0)
