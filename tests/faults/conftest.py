"""What the fault tests share."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.nursery import Nursery, nursery_of


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def nursery(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    """Fork services from a process that has them loaded."""
    async with nursery_of(tmp_path_factory.mktemp("nursery"), "ledger", "projector", "circling") as running:
        yield running
