"""What every test that needs servers stands on: one broker and one database a run, a ledger of its own a test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer
from hypothesis import HealthCheck, settings

from services.kit.kafka import producer as kafka_producer
from services.ledger.schema import migrate_ledger
from services.projector.schema import migrate_views
from tests.databases import Databases
from tests.installation import Installation, installed
from tests.stack import Stack, stack

__all__ = ["stack"]

# Speed is measured in the benchmark: how long an example takes on a busy machine fails no test.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

Install = Callable[..., Awaitable[Installation]]
"""`install(shards=16, partitions=4, migrated=True, topics=True)` makes a ledger that lives as long as the fixture."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def databases(stack: Stack) -> AsyncIterator[Databases]:
    """Give fresh databases by copying a migrated one."""

    async def migrate(dsn: str, shards: int) -> None:
        await migrate_ledger(dsn, shards)
        await migrate_views(dsn)

    made = Databases(stack.postgres_dsn, migrate)
    if stack.embedded:
        await made.hurry()
    yield made
    await made.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def producer(stack: Stack) -> AsyncIterator[AIOKafkaProducer]:
    """Send to the broker of the run."""
    sender = kafka_producer(stack.kafka_bootstrap, "tests")
    await sender.start()
    yield sender
    await sender.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Call services over HTTP."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as client:
        yield client


def _installer(
    stack: Stack,
    databases: Databases,
    producer: AIOKafkaProducer,
    log_dir: Path,
    made: AsyncExitStack,
) -> Install:
    async def install(**how: int | bool) -> Installation:
        return await made.enter_async_context(installed(stack, databases, producer, log_dir, **how))  # type: ignore[arg-type]

    return install


@pytest_asyncio.fixture(loop_scope="session")
async def install(
    stack: Stack, databases: Databases, producer: AIOKafkaProducer, tmp_path: Path
) -> AsyncIterator[Install]:
    """Make ledgers that live as long as the test, and must verify when it is over."""
    async with AsyncExitStack() as made:
        yield _installer(stack, databases, producer, tmp_path, made)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def install_for_module(
    stack: Stack,
    databases: Databases,
    producer: AIOKafkaProducer,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Install]:
    """Make ledgers that the tests of a module share; their members are their own."""
    async with AsyncExitStack() as made:
        yield _installer(stack, databases, producer, tmp_path_factory.mktemp("module"), made)


@pytest_asyncio.fixture(loop_scope="session")
async def installation(install: Install) -> Installation:
    """One ledger of 16 shards with its topics, of this test alone."""
    return await install()
