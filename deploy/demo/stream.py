"""Kafka as an outsider sees it: events into `loyalty.events`, and the records that come out on `loyalty.entries`."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner

from deploy.demo.replay import PROGRAMME, SOURCE, Event, rfc3339

CHUNK_EVENTS = 4_000
STALL_SECONDS_MAX = 60.0
REGISTER_SHARD = -1
GENESIS = bytes(32)
SAME_FOR_ALL = [
    ("ce_specversion", b"1.0"),
    ("ce_source", SOURCE.encode()),
    ("ce_programme", PROGRAMME.encode()),
    ("content-type", b"application/json"),
]


class DemoError(Exception):
    """The demo cannot show what it is for; the message says what was seen, what was due, and where to look."""


class Message(NamedTuple):
    """One event as it lies in Kafka."""

    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


def wire(event: Event) -> Message:
    """The event in CloudEvents binary mode: attributes as headers, `data` as the value, keyed by the member."""
    headers = [
        *SAME_FOR_ALL,
        ("ce_id", event.id.encode()),
        ("ce_type", event.type.encode()),
        ("ce_time", rfc3339(event.time).encode()),
        ("ce_subject", event.subject.encode()),
    ]
    return Message(event.subject.encode(), orjson.dumps(event.data), headers)


async def send(bootstrap: str, topic: str, events: Sequence[Event], sent: Callable[[int], None]) -> None:
    """All events, in order, each once; `sent` hears how many more the broker has acknowledged.

    Idempotent, because a retried batch must neither double nor overtake: a member's events would change their order.
    The partitioner is Kafka's own murmur2, which keeps a member in one partition and is the contract's.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        client_id="points-demo",
        enable_idempotence=True,
        acks="all",
        linger_ms=10,
        max_batch_size=262_144,
        partitioner=DefaultPartitioner(),
        request_timeout_ms=30_000,
    )
    await producer.start()
    try:
        for start in range(0, len(events), CHUNK_EVENTS):
            chunk = events[start : start + CHUNK_EVENTS]
            acknowledged = []
            for event in chunk:
                key, value, headers = wire(event)
                acknowledged.append(await producer.send(topic, key=key, value=value, headers=headers))
            # One wait for the chunk: a callback for each of its messages would cost as much as sending them.
            await producer.flush()
            for message in acknowledged:
                message.result()
            sent(len(chunk))
    finally:
        await producer.stop()


@dataclass(slots=True)
class Announced:
    """What the records on `loyalty.entries` say, read as any downstream system would: in order, each once."""

    records: int = 0
    redemptions: int = 0
    refused: list[str] = field(default_factory=list)
    members: set[str] = field(default_factory=set)
    heads: dict[int, tuple[int, bytes]] = field(default_factory=dict)

    def read(self, body: bytes, headers: Sequence[tuple[str, bytes]]) -> None:
        """Take one message in. Raises DemoError at a gap in a shard's sequence, or where the chain of hashes breaks.

        A record seen before is skipped: what is relayed may be relayed again, never out of order.
        """
        record: dict[str, Any] = orjson.loads(body)
        shard, sequence = record["shard"], record["sequence"]
        last, previous_hash = self.heads.get(shard, (0, GENESIS))
        if sequence <= last:
            return
        if sequence != last + 1:
            raise DemoError(f"loyalty.entries skips from sequence {last} to {sequence} of shard {shard}.")
        place = shard.to_bytes(4, "big", signed=True) + sequence.to_bytes(8, "big", signed=True)
        digest = hashlib.sha256(previous_hash + place + hashlib.sha256(body).digest()).digest()
        if dict(headers).get("hash") != digest.hex().encode():
            raise DemoError(f"The hash of record {sequence} of shard {shard} is not that of its body and predecessor.")
        self.heads[shard] = (sequence, digest)
        if shard != REGISTER_SHARD:
            self._count(record)

    def _count(self, record: dict[str, Any]) -> None:
        self.records += 1
        self.members.add(record["member_id"])
        if record["verdict"] != "accepted":
            self.refused.append(f"{record['event']['id']}: {record['verdict']} {record.get('reason', '')}")
        elif record["event"]["type"] == "redemption.requested":
            self.redemptions += 1


async def announced(bootstrap: str, topic: str, records: int) -> Announced:
    """What `topic` has announced, once it holds `records` records of members.

    Raises DemoError when no further one comes for STALL_SECONDS_MAX seconds.
    """
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        client_id="points-demo",
        group_id=None,  # no group: every partition is ours, and nobody has to agree
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 * 1024 * 1024,
    )
    await consumer.start()
    try:
        seen = Announced()
        moved_at = time.monotonic()
        while seen.records < records:
            batches = await consumer.getmany(timeout_ms=200)
            if batches:
                moved_at = time.monotonic()
            elif time.monotonic() - moved_at > STALL_SECONDS_MAX:
                held = f"{seen.records:,} of {records:,} records"
                raise DemoError(f"{topic} holds {held} and got no more for {STALL_SECONDS_MAX:.0f} s.")
            for batch in batches.values():
                for message in batch:
                    seen.read(message.value, message.headers)
        return seen
    finally:
        await consumer.stop()
