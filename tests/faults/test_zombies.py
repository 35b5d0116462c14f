"""A process frozen (SIGSTOP) past its takeover and woken again: it posts nothing, and the work goes on meanwhile."""

import signal

import psutil
import pytest

from tests.faults.books import check, until_posted
from tests.faults.killing import begin
from tests.faults.nursery import Life, Nursery
from tests.faults.shop import Shop
from tests.installation import Installation, until

SETTINGS = {"lease_seconds": "0.5", "batch_events_max": "20"}
"""Partitions are taken over half a second after the last sign of life."""
MOMENTS = [
    ("inbox_lock:after#2", "with the partition's row locked"),
    ("post_commit:before#2", "with everything written, one word before the commit"),
    ("post_commit:after#2", "with a commit it has not heard of"),
    ("relay_commit:before#3", "with announcements that are not marked as made"),
]
MORE_MOMENTS = [
    ("lease_take:after", "having just taken partitions"),
    ("member_lock:after#2", "with members locked"),
    ("heads_lock:after#2", "with shards locked"),
    ("copy_record:after#2", "with records written"),
    ("produce:after#40", "between two announcements"),
]


async def frozen(life: Life) -> bool:
    """Whether a process has been stopped."""
    return psutil.Process(life.pid).status() == psutil.STATUS_STOPPED


async def epochs(installation: Installation) -> dict[int, int]:
    """Return the epoch of each partition, and of the relay under -1."""
    rows = await installation.fetch(
        "SELECT partition, epoch FROM ledger.inbox UNION ALL SELECT -1, epoch FROM ledger.relay"
    )
    return {row["partition"]: row["epoch"] for row in rows}


async def heads(installation: Installation) -> list[tuple[int, int]]:
    """Return how many records each shard has."""
    rows = await installation.fetch("SELECT shard, sequence FROM ledger.shard ORDER BY shard")
    return [(row["shard"], row["sequence"]) for row in rows]


async def until_it_has_understood(installation: Installation, zombie: Life) -> None:
    """Wait until a woken process has ended, or has looked after its partitions again."""

    async def understood() -> bool:
        if not psutil.pid_exists(zombie.pid) or psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE:
            return True
        (row,) = await installation.fetch(
            "SELECT count(*) AS alive FROM ledger.worker WHERE owner LIKE $1 AND alive_until > clock_timestamp()",
            f"{zombie.pid}-%",
        )
        return bool(row["alive"])

    await until(understood, "the woken process ends, or is back at work")


@pytest.mark.parametrize(
    ("moment", "where"),
    [*MOMENTS, *(pytest.param(*moment, marks=pytest.mark.faults) for moment in MORE_MOMENTS)],
)
async def test_a_process_frozen_past_its_takeover_posts_nothing_when_woken(
    installation: Installation, nursery: Nursery, moment: str, where: str
) -> None:
    shop = Shop(installation, purchases=300, customers=60)
    await shop.open()
    await shop.send_rest()
    zombie = await begin(installation, nursery, "zombie", **SETTINGS, crash_at=f"stop:{moment}")
    await until(lambda: frozen(zombie), f"the process freezes {where}")
    before = await epochs(installation)
    heir = await begin(installation, nursery, "heir", **SETTINGS)
    await until_posted(installation)
    taken_over = await epochs(installation)
    assert all(taken_over[place] > before[place] for place in before), "everything was taken over"
    posted = await heads(installation)

    zombie.send(signal.SIGCONT)
    await until_it_has_understood(installation, zombie)
    assert await heads(installation) == posted, "the zombie posted"
    await shop.send_chunk(0)
    await until_posted(installation)
    await check(installation, shop.expected)
    heir.send(signal.SIGTERM)
    assert await heir.ended() == 0


async def test_partitions_of_a_woken_process_find_a_reader_also_when_nothing_is_sent(
    installation: Installation, nursery: Nursery
) -> None:
    """Two that both believe to hold the same half would leave the other half to nobody."""
    shop = Shop(installation, purchases=200, customers=60)
    await shop.open()
    first = await begin(installation, nursery, "first", **SETTINGS)
    await until_posted(installation)
    first.send(signal.SIGSTOP)
    before = await epochs(installation)
    second = await begin(installation, nursery, "second", **SETTINGS)

    async def taken_over() -> bool:
        now = await epochs(installation)
        return all(now[place] > epoch for place, epoch in before.items())

    await until(taken_over, "the second takes everything over")
    first.send(signal.SIGCONT)

    async def shared() -> bool:
        rows = await installation.fetch(
            "SELECT split_part(owner, '-', 1) AS pid, count(*) AS held FROM ledger.inbox "
            "WHERE leased_until > clock_timestamp() GROUP BY 1 ORDER BY 2"
        )
        return [row["held"] for row in rows] == [2, 2]

    await until(shared, "each of the two holds two of the four partitions")
    await shop.send_rest()
    await until_posted(installation)
    await check(installation, shop.expected)
    for life in (first, second):
        life.send(signal.SIGTERM)
        assert await life.ended() == 0


@pytest.mark.parametrize("moment", ["lease_keep:after#2", "project_balance_commit:before#2", "bookmark_set:before#2"])
async def test_a_projector_frozen_past_its_takeover_writes_nothing_when_woken(
    installation: Installation, nursery: Nursery, moment: str
) -> None:
    shop = Shop(installation, purchases=300, customers=60)
    await shop.open()
    await shop.send_rest()
    zombie = await begin(installation, nursery, "zombie", "projector", crash_at=f"stop:{moment}", **SETTINGS)
    ledger = await begin(installation, nursery, "ledger", **SETTINGS)
    await until(lambda: frozen(zombie), f"the projector freezes at {moment}")
    heir = await begin(installation, nursery, "heir", "projector", **SETTINGS)
    await until_posted(installation, views=True)
    leases = "SELECT name, owner, epoch FROM view.lease ORDER BY name"
    taken_over = await installation.fetch(leases)
    assert {row["owner"].split("/")[1] for row in taken_over} == {str(heir.pid)}

    zombie.send(signal.SIGCONT)
    assert await zombie.ended() != 0, "the server has ended the frozen session, and the process ends with it"
    assert await installation.fetch(leases) == taken_over
    await shop.send_chunk(0)
    await until_posted(installation, views=True)
    await check(installation, shop.expected, views=True)
    for life in (heir, ledger):
        life.send(signal.SIGTERM)
        assert await life.ended() == 0
