"""One ledger of a test's own: a fresh database, fresh topics, and the processes that run on them.

Nothing here stands in for our code: services are real processes, events go through the real broker, and what a test
wants to know it asks the real database.
"""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
import orjson
from aiokafka import AIOKafkaProducer

from deploy.processes import Child, SetupError
from services.kit.clock import Clock, system_clock
from services.kit.crash import KillPoints
from services.kit.database import Database, Row
from services.kit.kafka import create_topics
from services.ledger.post import Poster
from services.ledger.register import Register
from services.ledger.verify import Verified, verify
from tests.databases import Databases, delete_topics
from tests.sending import Sent, event, purchase, redemption, unique
from tests.stack import Stack

__all__ = [
    "Databases", "Ended", "Installation", "Sent", "Service", "clock_at", "delete_topics", "event", "installed",
    "purchase", "redemption", "unique", "until",
]  # fmt: skip

ROOT = Path(__file__).parents[1]
DEADLINE_SECONDS = 30.0
LEASE_SECONDS = 2.0
PROGRAMME: dict[str, Any] = {
    "programme": "default",
    "version": 1,
    "valid_from": "1990-01-01T00:00:00Z",
    "max_lateness_days": None,
    "expiry": {"kind": "none"},
}
"""A programme that takes history of any age, and whose points never expire."""

EMPTY = """
TRUNCATE ledger.record, ledger.posting, ledger.seen, ledger.business_key, ledger.member, ledger.lot,
    ledger.tally, ledger.redemption,
    ledger.returned, ledger.parked, ledger.account, ledger.member_private, ledger.closed_through, ledger.quarantine,
    ledger.quarantine_fate, ledger.proposal, ledger.swept, ledger.tier, ledger.tier_was, ledger.qualifying;
UPDATE ledger.shard SET (sequence, hash, recorded_at) = (DEFAULT, DEFAULT, DEFAULT);
UPDATE ledger.relay_position SET sequence = 0;
UPDATE ledger.relay SET quarantine_copied = 0;
UPDATE ledger.quarantine_head SET last = 0;
"""

T = TypeVar("T")


async def until(found: Callable[[], Awaitable[T]], what: str, seconds: float = DEADLINE_SECONDS) -> T:
    """Return the first answer that is true; fail, naming what was waited for and the last answer, at the deadline."""
    deadline = time.monotonic() + seconds
    while not (answer := await found()):
        assert time.monotonic() < deadline, f"not so after {seconds:.0f} s: {what}; the last answer was {answer!r}"
        await asyncio.sleep(0.01)
    return answer


@dataclass(slots=True, frozen=True)
class Ended:
    """How a process ended: its exit code, and all it said on stdout and stderr."""

    code: int
    said: str


class Service(Child):
    """A service as a process of its own; it dies with the test."""

    @property
    def url(self) -> str:
        """Return where it listens."""
        return str(self.announcement["url"])

    def logged(self, what: str) -> list[dict[str, Any]]:
        """Return the log lines whose event is `what`."""
        lines = (line for line in self.log.read_bytes().splitlines() if line.startswith(b"{"))
        return [line for line in map(orjson.loads, lines) if line.get("event") == what]


@dataclass
class Installation:
    """A ledger: where it lives, its settings, and the processes a test has started on it."""

    stack: Stack
    producer: AIOKafkaProducer
    dsn: str
    prefix: str
    shards: int
    partitions: int
    log_dir: Path
    sound: bool = True
    """Whether it must verify when the test is over; a test that tampers says no."""
    services: list[Service] = field(default_factory=list)
    resources: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def topic(self) -> str:
        """Return the topic that events go to."""
        return f"{self.prefix}.events"

    def environment(self, **settings: str) -> dict[str, str]:
        """Return a process's whole environment; `shards="4"` is `POINTS_SHARDS=4`."""
        outer = {name: value for name, value in os.environ.items() if not name.startswith("POINTS_")}
        chosen = {
            "POINTS_LEDGER_DSN": self.dsn,
            "POINTS_TOPIC_PREFIX": self.prefix,
            "POINTS_SHARDS": str(self.shards),
            "POINTS_PARTITIONS": str(self.partitions),
            "POINTS_LEDGER_PORT": "0",
            "POINTS_PROJECTOR_PORT": "0",
            "POINTS_LEASE_SECONDS": str(LEASE_SECONDS),
            **{f"POINTS_{name.upper()}": value for name, value in settings.items()},
        }
        return {**outer, **self.stack.environment(), **chosen}

    def service(self, name: str, **settings: str) -> Service:
        """Describe a process of a service (`ledger`, `projector`); it is stopped when the test ends."""
        log = self.log_dir / f"{unique(name)}.log"
        command = [sys.executable, "-m", f"services.{name}"]
        service = Service(name, command, log=log, env=self.environment(**settings), cwd=ROOT)
        self.services.append(service)
        return service

    async def start(self, name: str, **settings: str) -> Service:
        """Start a process of a service and return it once it is ready."""
        service = self.service(name, **settings)
        await service.start(deadline_seconds=60)
        return service

    async def run_to_end(self, service: Service, seconds: float = DEADLINE_SECONDS) -> Ended:
        """Run a process that is expected to end by itself, within the deadline."""
        with contextlib.suppress(SetupError):  # it ended before it was ready, as such a process may
            await service.start(deadline_seconds=seconds)
        async with asyncio.timeout(seconds):
            code = await service.wait()
        self.services.remove(service)
        return Ended(code, service.log.read_text())

    async def publish(self, *messages: Sent, partition: int | None = None) -> list[tuple[int, int]]:
        """Send messages in order; return (partition, offset) of each once the broker has them."""
        waiting = [
            await self.producer.send(
                self.topic, sent.value, sent.key, partition=partition, headers=[(n, v) for n, v in sent.headers]
            )
            for sent in messages
        ]
        return [(metadata.partition, metadata.offset) for metadata in [await one for one in waiting]]

    async def database(self, role: str = "points_ledger", size: int = 4) -> Database:
        """Open a pool under a role, closed when the test ends."""
        database = await Database.connect(
            self.dsn, role=role, points=KillPoints(None), size=size,
            freeze_seconds=10 if role == "points_ledger" else None, application="test",
        )  # fmt: skip
        self.resources.push_async_callback(database.close)
        return database

    async def poster(self, clock: Clock = system_clock) -> Poster:
        """Return the batch path itself, on a pool of its own: what one process would be."""
        return Poster(await self.database(), clock, self.shards, 1)

    async def publish_programme(self, **settings: object) -> dict[str, Any]:
        """Publish a programme version by two people; return the record's body."""
        return await self.decided("programme", {**PROGRAMME, **settings})

    async def decided(self, kind: str, body: dict[str, Any], clock: Clock = system_clock) -> dict[str, Any]:
        """Let one person propose and another approve; return the record's body. Raises Refused."""
        register = Register(await self.database(size=1), clock, 1)
        proposal = await register.propose(kind, body, "pat")
        return dict(orjson.loads(await register.approve(proposal["id"], "alex")))

    async def fetch(self, sql: str, *args: object) -> list[Row]:
        """Return rows, read as the superuser."""
        connection = await asyncpg.connect(self.dsn)
        try:
            return list(await connection.fetch(sql, *args))
        finally:
            await connection.close()

    async def records(self, member_id: str | None = None) -> list[dict[str, Any]]:
        """Return the records' bodies by shard and sequence, the register's too; or those of one member."""
        rows = await self.fetch("SELECT body FROM ledger.record ORDER BY shard, sequence")
        bodies = [orjson.loads(row["body"]) for row in rows]
        return [body for body in bodies if member_id is None or body["member_id"] == member_id]

    async def close(self) -> None:
        """End the processes, verify if it must be sound, and let go of every connection."""
        try:
            for service in self.services:
                await service.stop()
            if self.sound:
                await self.verify()
        finally:
            for service in self.services:
                await service.stop()
            await self.resources.aclose()
            self.services, self.resources = [], AsyncExitStack()

    async def empty(self) -> None:
        """Make the ledger as it was when it was created, the forbidding triggers aside: much faster than a new one."""
        connection = await asyncpg.connect(self.dsn, server_settings={"session_replication_role": "replica"})
        try:
            await connection.execute(EMPTY)
        finally:
            await connection.close()

    async def quarantined(self) -> list[Row]:
        """Return what was set aside, in order."""
        return await self.fetch("SELECT * FROM ledger.quarantine ORDER BY id")

    async def until_read(self, positions: Iterable[tuple[int, int]]) -> None:
        """Wait until the intake has passed these messages, whatever became of them."""
        wanted: dict[int, int] = {}
        for partition, offset in positions:
            wanted[partition] = max(wanted.get(partition, 0), offset + 1)

        async def passed() -> bool:
            rows = await self.fetch("SELECT partition, next_offset FROM ledger.inbox WHERE topic = $1", self.topic)
            stands = {row["partition"]: row["next_offset"] for row in rows}
            self._fail_with_services()
            return all(stands.get(partition, 0) >= offset for partition, offset in wanted.items())

        await until(passed, f"the intake has passed {wanted}")

    async def verify(self) -> Verified:
        """Verify chain, sums, and working state whole; raises Corrupt."""
        return await verify(await self.database("points_reader", 2), lambda _done, _total: None)

    def _fail_with_services(self) -> None:
        for service in self.services:
            assert service.returncode in (None, 0, 137), f"{service.name} ended:\n{service.log.read_text()[-4_000:]}"


@asynccontextmanager
async def installed(
    stack: Stack, databases: Databases, producer: AIOKafkaProducer, log_dir: Path, *,
    shards: int = 16, partitions: int = 4, migrated: bool = True, topics: bool = True,
) -> AsyncIterator[Installation]:  # fmt: skip
    """Make an installation; afterwards stop its processes, verify it whole, and remove it."""
    prefix = f"t{uuid4().hex[:12]}"
    partitions = min(partitions, shards)
    names = [f"{prefix}.events", f"{prefix}.entries", f"{prefix}.quarantine"]
    async with databases.fresh(shards, migrated=migrated) as dsn:
        if topics:
            await create_topics(stack.kafka_bootstrap, [(name, partitions, {}) for name in names], 1)
        installation = Installation(stack, producer, dsn, prefix, shards, partitions, log_dir, sound=migrated)
        try:
            yield installation
            await installation.close()
        finally:
            installation.sound = False
            await installation.close()
            if topics:
                await delete_topics(stack.kafka_bootstrap, names)


def clock_at(text: str) -> Clock:
    """Return a clock that stands still."""
    instant = datetime.fromisoformat(text).astimezone(UTC)
    return lambda: instant
