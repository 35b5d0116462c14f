"""Where the benchmark runs: one embedded stack, and for each measurement a fresh ledger on it."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import psutil

from deploy.demo.till import PROGRAMME_VERSION
from deploy.embedded import environment as embedded_environment
from deploy.processes import Child, side_by_side
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
PARTITIONS, SHARDS = 8, 16
TOPICS = ("events", "entries", "quarantine")
TEMPLATE = "bench_template"
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
    async def database(
        self, role: str = "points_ledger", *, long_reads: bool = False, size: int = 4
    ) -> AsyncIterator[Database]:
        """Lend a pool as the services have it."""
        database = await Database.connect(
            self.dsn, role=role, points=KillPoints(None), size=size, freeze_seconds=None if long_reads else 5.0,
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

    async def publish(self, version: Mapping[str, Any]) -> None:
        """Publish a programme version, as two people do."""
        await self.decide("programme", version)

    async def decide(self, kind: str, body: Mapping[str, Any]) -> None:
        """Have something in the register, as two people do."""
        async with self.database() as database:
            register = Register(database, system_clock, 1)
            proposal = await register.propose(kind, dict(body), "marta")
            await register.approve(proposal["id"], "felix")

    def service(self, name: str, roles: str, *, called: str | None = None, **settings: str) -> Child:
        """Describe a service as a process of its own, and of its own name if there are two; `started` runs it.

        `settings` are variables of its own.
        """
        environment = {**self.environment, f"POINTS_{name.upper()}_ROLES": roles, **settings}
        return command(called or name, f"services.{name}", environment=environment, log_dir=self.log_dir)


@asynccontextmanager
async def started(*services: Child) -> AsyncIterator[None]:
    """Run services, started side by side, until the end of the block. Raises SetupError when one does not start."""
    try:
        await side_by_side(*(partial(child.start, deadline_seconds=START_SECONDS_MAX) for child in services))
        yield
    finally:
        await side_by_side(*(child.stop for child in services))


class Place:
    """Makes sites on a database server and a broker: copies of a migrated database whose programme is published."""

    def __init__(self, postgres_dsn: str, kafka: str, log_dir: Path) -> None:
        self._dsn = postgres_dsn
        self._kafka = kafka
        self._log_dir = log_dir

    async def prepare(self) -> None:
        """Make the database that the others are copied from: migrated, its programme published."""
        template = self._site(TEMPLATE)
        await self._administer("CREATE DATABASE {}", TEMPLATE)
        await command(
            "migrate", "services.cli", "migrate", environment=template.environment, log_dir=template.log_dir
        ).complete()
        await template.publish(PROGRAMME_VERSION)

    async def clear(self) -> None:
        """Drop what `prepare` made."""
        await self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", TEMPLATE)

    def _site(self, name: str) -> Site:
        dsn = self._dsn_of(name)
        environment = {
            **os.environ,
            **embedded_environment(dsn, self._kafka),
            "POINTS_VIEW_DSN": dsn,
            "POINTS_OWNER_DSN": dsn,
            "POINTS_TOPIC_PREFIX": name,
            "POINTS_LEDGER_PORT": "0",
            "POINTS_PROJECTOR_PORT": "0",
            "POINTS_PARTITIONS": str(PARTITIONS),
            "POINTS_SHARDS": str(SHARDS),
        }
        return Site(name, dsn, self._kafka, self._log_dir / name, environment)

    def _dsn_of(self, database: str) -> str:
        return urlunsplit(urlsplit(self._dsn)._replace(path=f"/{database}"))

    @asynccontextmanager
    async def site(self, name: str) -> AsyncIterator[Site]:
        """Make a fresh ledger, dropped at the end of the block so that its upkeep disturbs nobody after it."""
        site = self._site(name)
        await self._administer(f"CREATE DATABASE {{}} TEMPLATE {TEMPLATE}", name)
        await create_topics(site.kafka, [(f"{name}.{kind}", PARTITIONS, {}) for kind in TOPICS], 1)
        try:
            yield site
        finally:
            await self._administer("DROP DATABASE {} WITH (FORCE)", name)

    async def settle(self) -> None:
        """Write out what is dirty, so that one measurement does not pay for the one before."""
        await self._administer("CHECKPOINT", "")

    async def _administer(self, statement: str, name: str) -> None:
        connection = await asyncpg.connect(self._dsn_of("postgres"))
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


async def watched(
    services: Sequence[Child], counts: Callable[[], Awaitable[int]], total: int, seen: Callable[[int, int], None]
) -> Watched:
    """Run services until `total` records are there, looking on from before they start.

    Raises SetupError when one does not start; BenchError when one ends, or no record comes for long.
    """
    looking = asyncio.create_task(_watch(services, counts, total, seen))
    try:
        async with started(*services):
            return await looking
    finally:
        looking.cancel()


async def _watch(
    services: Sequence[Child], counts: Callable[[], Awaitable[int]], total: int, seen: Callable[[int, int], None]
) -> Watched:
    """Look on; what is kept begins with the first record. Raises BenchError when none comes for long."""
    watched, began, moved_at, last = Watched(), 0.0, perf_counter(), 0
    cpu: list[float] = []
    while last < total:
        await asyncio.sleep(POLL_SECONDS)
        for child in services:
            if child.returncode is not None:
                raise BenchError(f"{child.name} ended while it was measured: {child.last_word()} (log: {child.log})")
        now, count = perf_counter(), await counts()
        if count > last:
            if not last:
                began, cpu = now, [cpu_of(child) for child in services]
            last, moved_at = count, now
            seen(min(count, total), total)
        elif now - moved_at > STALL_SECONDS_MAX:
            raise BenchError(f"{last:,} of {total:,} records came, and no more for {STALL_SECONDS_MAX:.0f} s")
        if last:
            watched.samples.append((now - began, count, [resident(child) for child in services]))
    watched.cpu_seconds = [cpu_of(child) - before for child, before in zip(services, cpu, strict=True)]
    return watched


def cpu_of(child: Child) -> float:
    """Return the processor seconds a service has used; 0 when it has not begun, or has gone."""
    with suppress(psutil.NoSuchProcess, RuntimeError):
        times = psutil.Process(child.pid).cpu_times()
        return float(times.user + times.system)
    return 0.0


def resident(child: Child) -> int:
    """Return the bytes a service holds in memory; 0 when it has not begun, or has gone."""
    with suppress(psutil.NoSuchProcess, RuntimeError):
        return int(psutil.Process(child.pid).memory_info().rss)
    return 0


async def count_of(connection: "asyncpg.Connection[asyncpg.Record]", query: Query) -> int:
    """Return the number that a query of `bench.sql` answers."""
    return int(await connection.fetchval(query.sql) or 0)
