"""Twenty processes that transfer in circles over all shards while a ledger takes batches: nobody waits for ever."""

import asyncio
from itertools import pairwise

from tests.faults.books import until_posted
from tests.faults.circling import MEMBERS, STEP
from tests.faults.killing import begin, together
from tests.faults.nursery import Life, Nursery
from tests.installation import Installation, purchase, until

PROCESSES = 20
STOCK = 1_000
SECONDS = 120.0
"""All twenty and the ledger want the same few members, one after the other; on a busy machine that takes a while."""
CONNECTED = """
SELECT count(DISTINCT application_name) AS processes FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'circling-%'
"""
STANDS = """
SELECT (SELECT sum(balance) FROM ledger.account WHERE account = 'transit') AS transit,
       (SELECT sum(sequence) FROM ledger.shard WHERE shard >= 0)::int AS records
"""
TOTALS = """
SELECT (SELECT sum(active)::int FROM ledger.member) AS points,
       (SELECT -sum(balance)::int FROM ledger.account WHERE account = 'issued:purchase') AS issued,
       (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()) AS deadlocks
"""


async def test_s27_twenty_processes_that_transfer_in_circles_while_batches_run_do_not_deadlock(
    installation: Installation, nursery: Nursery
) -> None:
    await installation.publish_programme()
    ledger = await begin(installation, nursery, "ledger", ledger_roles="intake,relay", lease_seconds="20")
    environment = installation.environment()
    lives = [
        await nursery.begin("circling", {**environment, STEP: str(step)}, installation.log_dir / f"circling-{step}.log")
        for step in range(PROCESSES)
    ]

    async def all_there() -> bool:
        (row,) = await installation.fetch(CONNECTED)
        return bool(row["processes"] == PROCESSES)

    await until(all_there, "every process is there before the first transfer")
    await installation.publish(*(purchase(member, f"{STOCK}.00") for member in MEMBERS))
    samples: list[int] = []
    work = asyncio.gather(*(_ended_well(life) for life in lives))
    await together(work, _read(installation, samples, work), _sell(installation, work))
    await until_posted(installation)
    assert any(before < after for before, after in pairwise(samples)), "it was read while they transferred"
    (row,) = await installation.fetch(TOTALS)
    assert row["points"] == row["issued"]
    assert row["deadlocks"] == 0
    assert ledger.lives()


async def _ended_well(life: Life) -> None:
    assert await life.ended(SECONDS) == 0, life.log.read_text()[-4_000:]


async def _read(installation: Installation, samples: list[int], work: "asyncio.Future[list[None]]") -> None:
    """Read while they transfer: at every commit, what one gave the other has."""
    while not work.done():
        (row,) = await installation.fetch(STANDS)
        assert row["transit"] in (None, 0)
        samples.append(row["records"])


async def _sell(installation: Installation, work: "asyncio.Future[list[None]]") -> None:
    """Let everybody buy by Kafka meanwhile, so that the ledger's batches meet the transfers."""
    while not work.done():
        await installation.publish(*(purchase(member, "1.00") for member in MEMBERS))
        await until_posted(installation, seconds=SECONDS)
