"""The broker, or the database, killed (SIGKILL) under load and started again: no human hand, every figure right."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import aiohttp
import asyncpg
import pytest
import pytest_asyncio

from deploy.embedded import EmbeddedStack
from deploy.processes import free_port
from deploy.supervised import Supervised
from services.kit.database import Query
from services.kit.kafka import producer as kafka_producer
from tests.faults.books import check, until_posted
from tests.faults.killing import Till, feed, posted, together
from tests.faults.shop import Shop
from tests.installation import Installation, until

OUTAGES = 1
EVENTS_BETWEEN = 300


@pytest_asyncio.fixture(loop_scope="session")
async def own_sender(installation: Installation) -> AsyncIterator[Installation]:
    """The installation with a Kafka client of its own: the one of the whole run is not to live through outages."""
    sender = kafka_producer(installation.stack.kafka_bootstrap, "outages")
    await sender.start()
    yield replace(installation, producer=sender)
    await sender.stop()


@contextlib.asynccontextmanager
async def supervised(installation: Installation, name: str, **settings: str) -> AsyncIterator[Supervised]:
    """Run a service inside the block as `points up` does: started again whenever it ends."""
    service = Supervised(installation.service(name, **settings), ready_seconds=60)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def break_again_and_again(
    installation: Installation, kill: Callable[[], Awaitable[None]], start: Callable[[], Awaitable[None]]
) -> None:
    """Kill a server each time some hundred more events were posted, while more are on the way, and start it again."""
    for _ in range(OUTAGES):
        goal = await posted(installation) + EVENTS_BETWEEN

        async def reached(goal: int = goal) -> bool:
            return await posted(installation) >= goal

        await until(reached, f"{goal} events are posted", 60)
        await kill()
        # Whatever else fails meanwhile: the server is that of the whole test run, and must come back.
        await asyncio.shield(start())


def embedded(installation: Installation) -> EmbeddedStack:
    """Return the servers, if they are ours to kill."""
    if installation.stack.embedded is None:
        pytest.skip("these servers are not ours to kill")
    return installation.stack.embedded


async def ride_out(
    installation: Installation, http: aiohttp.ClientSession,
    kill: Callable[[], Awaitable[None]], start: Callable[[], Awaitable[None]],
) -> Supervised:  # fmt: skip
    """Send a stream by Kafka and HTTP through the outages of a server; check everything when it is through."""
    shop = Shop(installation, purchases=1_000, customers=120)
    await shop.open()
    port = str(free_port())
    through = False

    async def outages() -> None:
        nonlocal through
        await break_again_and_again(installation, kill, start)
        through = True

    settings = {"lease_seconds": "1", "batch_events_max": "50", "ledger_port": port}
    async with supervised(installation, "ledger", **settings) as ledger, supervised(installation, "projector"):
        till = Till(shop, http, port, "till")
        await together(
            outages(), till.run(lambda: through), feed(shop, installation, lambda: through, backlog_events=200)
        )
        await until_posted(installation, views=True, seconds=90)
        await check(installation, shop.expected, views=True)
        return ledger


async def test_a_broker_killed_and_restarted_under_load(own_sender: Installation, http: aiohttp.ClientSession) -> None:
    stack = embedded(own_sender)
    died = stack.kafka.child.pid
    await ride_out(own_sender, http, stack.kill_kafka, stack.start_kafka)
    assert stack.kafka.child.pid != died


async def test_a_database_killed_and_restarted_under_load(
    own_sender: Installation, http: aiohttp.ClientSession
) -> None:
    stack = embedded(own_sender)
    ledger = await ride_out(own_sender, http, stack.kill_postgres, stack.start_postgres)
    assert ledger.restarts >= OUTAGES, "a ledger without its database ends, and is started again"


async def test_a_transaction_whose_connection_is_cut_says_so(installation: Installation) -> None:
    database = await installation.database(size=1)

    async def hang() -> None:
        async with database.session() as session, session.transaction("hang"):
            await session.fetch(Query("hang", "SELECT pg_sleep(60)"))

    async def cut() -> bool:
        return bool(
            await installation.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'"
            )
        )

    hanging = asyncio.create_task(hang())
    await until(cut, "the connection is cut")
    with pytest.raises(asyncpg.PostgresError, match="terminating connection"):
        await hanging
