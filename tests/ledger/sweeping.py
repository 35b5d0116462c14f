"""The sweeper as tests work it: on a clock that stands still, and what it sent posted from the topic."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from schemas.cloudevents import decode
from services.kit.crash import KillPoints
from services.kit.settings import Settings
from services.ledger.delivery import Item
from services.ledger.sweep import Sweeper
from services.ledger.sweep_events import SWEEPER
from tests.installation import Installation, Sent, clock_at, purchase, unique
from tests.ledger.posting import post

JUNE = "2026-06-20T10:00:30+00:00"
TEN_DAYS = {"kind": "rolling", "days": 10}
PROGRAMME: Mapping[str, Any] = {
    "programme": "live", "max_lateness_days": 365, "expiry": TEN_DAYS, "min_validity_days": 0,
    "time_zone": "Europe/Berlin", "redemption": {"ttl_seconds_max": 3_600},
}  # fmt: skip


class Broom:
    """A sweeper of this process, on a clock that stands still; each call is a sweep."""

    def __init__(self, installation: Installation, sweeper: Sweeper) -> None:
        self._installation = installation
        self.sweeper = sweeper
        self.epoch = 0

    async def sweep(self) -> int:
        """Sweep once, and return how many events that sent."""
        self.epoch = self.epoch or await self.sweeper.take() or 0
        assert self.epoch, "another sweeper has the lease"
        return await self.sweeper.sweep(self._installation.producer, self.epoch)


async def broom(installation: Installation, clock: str = JUNE, after: Broom | None = None) -> Broom:
    """Return a sweeper with a memory of its own, as after a start; one before it hands over."""
    if after:
        await after.sweeper.release(after.epoch)
    settings = Settings(
        ledger_dsn=installation.dsn, kafka_bootstrap=installation.stack.kafka_bootstrap, auth="off",
        topic_prefix=installation.prefix, lease_seconds=30,
    )  # fmt: skip
    database, points = await installation.database(), KillPoints(None)
    return Broom(installation, Sweeper(settings, database, clock_at(clock), points, unique("broom")))


async def past(installation: Installation, at: str, *sent: Sent) -> None:
    """Let events be posted by a ledger whose clock is at an instant."""
    poster = await installation.poster(clock_at(at))
    for outcome in await post(poster, *sent):
        assert outcome.verdict in ("accepted", "parked"), outcome


async def announced(installation: Installation) -> list[tuple[str, bytes]]:
    """Return (id, data) of all that the sweeper sent, in order of the partitions."""
    return [
        (dict(headers)["ce_id"].decode(), value)
        for headers, value in await messages(installation)
        if dict(headers).get("ce_source") == SWEEPER.encode()
    ]


async def messages(installation: Installation) -> list[tuple[Any, bytes]]:
    """Return (headers, value) of all events there are by now."""
    consumer = AIOKafkaConsumer(bootstrap_servers=installation.stack.kafka_bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        partitions = [TopicPartition(installation.topic, number) for number in range(installation.partitions)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found = []
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                batch = await consumer.getmany(partition, timeout_ms=1_000)
                found += [(one.headers, one.value) for one in batch.get(partition, [])]
        return found
    finally:
        await consumer.stop()


async def deliver(installation: Installation, at: str = JUNE) -> Counter[str]:
    """Post all that is in the topic, in order, by a ledger whose clock is at an instant; return the verdicts."""
    poster = await installation.poster(clock_at(at))
    items = [Item(decode(None, headers, value)) for headers, value in await messages(installation)]
    return Counter(outcome.reason or outcome.verdict for outcome in await poster.post(items))


async def balance(installation: Installation, member_id: str) -> tuple[int, int, int, int]:
    """Return what a member has: pending, active, held, expired."""
    (row,) = await installation.fetch(
        "SELECT pending, active, held, expired FROM ledger.member WHERE member_id = $1", member_id
    )
    return tuple(row)


def bought(member_id: str, at: str, programme: str = "live") -> Sent:
    """Return a purchase of 50 points at an instant."""
    return purchase(member_id, "50.00", time=at, programme=programme)
