"""Kafka clients with every option that matters set, and the few questions asked of a cluster."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError

TIMEOUT_MS = 15_000
MESSAGE_BYTES_MAX = 1_048_576


def reader(bootstrap: str, client_id: str, *, group: str | None = None) -> AIOKafkaConsumer:
    """Return a consumer for `assign`: no group, no commits, no jump when an offset is out of range.

    It waits up to 100 ms for 64 KiB, so that under load a batch is worth its transaction. With `group` it serves to
    publish offsets for lag tools; it never becomes a member.
    """
    return AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        client_id=client_id,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="none",
        check_crcs=True,
        isolation_level="read_uncommitted",
        fetch_min_bytes=65_536,
        fetch_max_wait_ms=100,
        fetch_max_bytes=8 * MESSAGE_BYTES_MAX,
        max_partition_fetch_bytes=MESSAGE_BYTES_MAX,
        request_timeout_ms=TIMEOUT_MS,
        retry_backoff_ms=100,
        metadata_max_age_ms=30_000,
        connections_max_idle_ms=540_000,
    )


@asynccontextmanager
async def reading(bootstrap: str, client_id: str, *, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    """Lend such a consumer, started; it is stopped at the end of the block."""
    consumer = reader(bootstrap, client_id, group=group)
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


def assign_paused(consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> None:
    """Assign partitions of which nothing is fetched before a `seek` and a `resume`.

    An assignment forgets all that the one before had fetched, so who comes and goes is better assigned once for all.
    """
    consumer.assign(partitions)
    for where in partitions:
        consumer.seek(where, 0)  # Without a position of its own the client would look for one.
    consumer.pause(*partitions)


def producer(bootstrap: str, client_id: str) -> AIOKafkaProducer:
    """Return an idempotent producer: acknowledged by all replicas, in order, keys to partitions as Java does it."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        linger_ms=5,
        max_batch_size=262_144,
        max_request_size=MESSAGE_BYTES_MAX,
        request_timeout_ms=TIMEOUT_MS,
        retry_backoff_ms=100,
        metadata_max_age_ms=30_000,
        connections_max_idle_ms=540_000,
    )


def _admin(bootstrap: str) -> AIOKafkaAdminClient:
    return AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=TIMEOUT_MS)


async def cluster_id(bootstrap: str) -> str:
    """Return the identity of the cluster; raise KafkaError when it cannot be reached."""
    admin = _admin(bootstrap)
    await admin.start()
    try:
        return str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()


async def create_topics(bootstrap: str, topics: Sequence[tuple[str, int, dict[str, str]]], replicas: int) -> list[str]:
    """Create the topics (name, partitions, configuration) that are missing; return their names."""
    admin = _admin(bootstrap)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        missing = [topic for topic in topics if topic[0] not in there]
        if missing:
            try:
                await admin.create_topics(
                    [NewTopic(name, partitions, replicas, topic_configs=config) for name, partitions, config in missing]
                )
            except TopicAlreadyExistsError:
                return []  # Somebody else created them this very moment.
        return [name for name, _, _ in missing]
    finally:
        await admin.close()


async def partition_count(bootstrap: str, topic: str) -> int:
    """Return how many partitions a topic has; 0 when there is no such topic."""
    admin = _admin(bootstrap)
    await admin.start()
    try:
        (found,) = await admin.describe_topics([topic])
        return len(found["partitions"])
    finally:
        await admin.close()


def message_digest(record: ConsumerRecord) -> bytes:
    """Return a digest that tells this message from another one at the same offset of a topic made anew."""
    digest = sha256()
    for part in (record.key, *(value for _, value in record.headers), record.value):
        part = part or b""  # Key, value, and each header's value may be missing.
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()


def partition(topic: str, number: int) -> TopicPartition:
    """Return the client's name for a partition."""
    return TopicPartition(topic, number)
