"""What the tests of the ledger's HTTP, and those of the batch path, share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.conftest import Install
from tests.installation import Installation
from tests.ledger.calls import Counter


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def counter(install_for_module: Install, http: aiohttp.ClientSession) -> Counter:
    """A ledger with three programmes, shared by the tests of this module; each has members of its own."""
    installation = await install_for_module()
    await installation.publish_programme()
    limited = {"min_points": 10, "block": 5, "points_per_day": 50, "rewards": [{"kind": "cash", "points_per_unit": 2}]}
    await installation.publish_programme(programme="limited", redemption=limited)
    return Counter(installation, await installation.start("ledger"), http)


@pytest_asyncio.fixture(scope="module", params=[1, 4, 16], ids=["1", "4", "16"], loop_scope="session")
async def of_some_shards(install_for_module: Install, request: pytest.FixtureRequest) -> Installation:
    """A ledger without topics and processes, with each number of shards."""
    return await install_for_module(shards=request.param, topics=False)


@pytest_asyncio.fixture(loop_scope="session")
async def ledger(of_some_shards: Installation) -> AsyncIterator[Installation]:
    """The ledger as new, with one programme: the batch path alone, verified after each test."""
    await of_some_shards.publish_programme()
    yield of_some_shards
    await of_some_shards.close()
    await of_some_shards.empty()
