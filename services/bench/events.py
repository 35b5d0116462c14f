"""What is sent: purchases made by a seeded generator, and the purchase history of the demo, as Kafka messages."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import orjson

from deploy.demo import cdnow
from deploy.demo.replay import PROGRAMME, replay
from deploy.demo.stream import Message as Wire
from deploy.demo.stream import wire
from services.kit.kafka import partition, producer, reader
from services.kit.shards import shard_of
from services.ledger.delivery import Message

SEED = 19_970_101
SOURCE = "urn:bench:pos"
WHEN = b"1997-01-01T12:00:00Z"
CHUNK = 4_000
Headers = list[tuple[str, bytes]]


def headers_of(event_id: str, event_type: bytes, member_id: str, at: bytes, programme: str = PROGRAMME) -> Headers:
    """Return the CloudEvents attributes of one event of the benchmark."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", SOURCE.encode()),
        ("ce_type", event_type),
        ("ce_time", at),
        ("ce_subject", member_id.encode()),
        ("ce_programme", programme.encode()),
        ("content-type", b"application/json"),
    ]


def purchase(order_id: str, member_id: str, amount: str, at: bytes = WHEN) -> Wire:
    """Return a purchase of one line, as narrow as those of the purchase history."""
    line = {"line_id": "1", "sku": "cd", "quantity": 1, "amount": amount}
    value = orjson.dumps({"order_id": order_id, "currency": "USD", "lines": [line]})
    return Wire(member_id.encode(), value, headers_of(order_id, b"purchase.completed", member_id, at))


def members(count: int) -> list[str]:
    """Return the ids of the members who buy."""
    return [f"bench-m{number:06}" for number in range(count)]


def purchases(tag: str, count: int, member_count: int) -> Iterator[Wire]:
    """Yield purchases of members drawn at random, the same for the same arguments; a million need not be held."""
    chance = random.Random(f"{SEED}/{tag}")  # noqa: S311 - repeatable, not secret
    buyers = members(member_count)
    for number in range(count):
        yield purchase(f"{tag}-{number:07}", chance.choice(buyers), f"{chance.randint(500, 9_999) / 100:.2f}")


def history() -> list[Wire]:
    """Return the purchase history of the demo, with redemptions and expiries: some 100,000 events.

    Raises deploy.demo.cdnow.HistoryError when it is not in the cache and cannot be fetched.
    """
    return [wire(event) for event in replay(cdnow.history(), redemptions=True).events]


def batches(
    tag: str, per_partition: int, *, size: int, member_count: int, partitions: int, shards: int
) -> dict[int, Iterator[list[Message]]]:
    """Return for each partition an iterator over so many full batches of purchases of its members."""
    pools = pools_of(member_count, partitions, shards)
    return {number: _batches_of(f"{tag}-{number}", pool, per_partition, size) for number, pool in pools.items()}


def pools_of(member_count: int, partitions: int, shards: int) -> dict[int, list[str]]:
    """Return by partition the members whose events are in it."""
    pools: dict[int, list[str]] = defaultdict(list)
    for member_id in members(member_count):
        pools[shard_of(member_id, shards) % partitions].append(member_id)
    return dict(sorted(pools.items()))


def _batches_of(tag: str, pool: Sequence[str], count: int, size: int) -> Iterator[list[Message]]:
    chance = random.Random(f"{SEED}/{tag}")  # noqa: S311 - repeatable, not secret
    for start in range(0, count * size, size):
        batch = []
        for offset in range(start, start + size):
            amount = f"{chance.randint(500, 9_999) / 100:.2f}"
            key, value, headers = purchase(f"{tag}-{offset:07}", chance.choice(pool), amount)
            batch.append(Message(offset, key, headers, value))
        yield batch


async def fill(bootstrap: str, topic: str, events: Iterable[Wire], sent: Callable[[int], None]) -> None:
    """Send events in order; `sent` hears how many the broker has in all."""
    client = producer(bootstrap, "points-bench")
    await client.start()
    try:
        coming, done = iter(events), 0
        while chunk := list(islice(coming, CHUNK)):
            waiting = [await client.send(topic, value, key, headers=headers) for key, value, headers in chunk]
            await client.flush()
            for message in waiting:
                message.result()
            done += len(chunk)
            sent(done)
    finally:
        await client.stop()


async def end_of_topic(bootstrap: str, topic: str, partitions: int) -> int:
    """Return how many messages a topic has been sent, in all its partitions."""
    client = reader(bootstrap, "points-bench")
    await client.start()
    try:
        ends = await client.end_offsets([partition(topic, number) for number in range(partitions)])
        return int(sum(ends.values()))
    finally:
        await client.stop()
