"""Where going on would be wrong the intake stops: it says why and what to do, and posts nothing, as often as tried."""

import signal

import psutil
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from services.kit.kafka import create_topics, partition_count
from tests.faults.books import until_posted
from tests.faults.killing import begin
from tests.faults.nursery import Life, Nursery
from tests.installation import Installation, Sent, delete_topics, purchase, until

CANNOT_START = 2
SETTINGS = {"lease_seconds": "1", "ledger_roles": "intake,relay"}
MEMBERS = [f"member-{number}" for number in range(24)]
"""Enough of them that every partition has some."""


@pytest_asyncio.fixture(loop_scope="session")
async def bought(installation: Installation, nursery: Nursery) -> Installation:
    """A ledger that has posted two purchases of everybody, and whose process has ended in peace."""
    await installation.publish_programme()
    await installation.publish(*purchases(), *purchases())
    life = await begin(installation, nursery, "ledger", **SETTINGS)
    await until_posted(installation)
    life.send(signal.SIGTERM)
    assert await life.ended() == 0
    return installation


def purchases() -> list[Sent]:
    """Return a new purchase of every member."""
    return [purchase(member) for member in MEMBERS]


async def assert_stops(installation: Installation, nursery: Nursery, message: str) -> None:
    """A ledger ends by itself with this message, and again when it is started again; nothing is posted."""
    before = await installation.records()
    for _ in range(2):
        life = await begin(installation, nursery, "ledger", **SETTINGS)
        said = life.log.stat().st_size if life.log.exists() else 0
        assert await life.ended() == CANNOT_START
        assert message in life.log.read_text()[said:]
    assert await installation.records() == before


async def make_anew(installation: Installation, topic: str) -> None:
    """Delete a topic, and create it again with the same name."""
    await delete_topics(installation.stack.kafka_bootstrap, [topic])

    async def gone() -> bool:
        return await partition_count(installation.stack.kafka_bootstrap, topic) == 0

    await until(gone, f"{topic} is deleted")
    await create_topics(installation.stack.kafka_bootstrap, [(topic, installation.partitions, {})], 1)


async def forget(installation: Installation) -> None:
    """Let the broker drop every message there is, as its retention does after two weeks."""
    consumer = AIOKafkaConsumer(bootstrap_servers=installation.stack.kafka_bootstrap)
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.stack.kafka_bootstrap)
    await consumer.start()
    await admin.start()
    try:
        partitions = [TopicPartition(installation.topic, number) for number in range(installation.partitions)]
        ends = await consumer.end_offsets(partitions)
        await admin.delete_records({where: RecordsToDelete(before_offset=end) for where, end in ends.items()})
    finally:
        await admin.close()
        await consumer.stop()


async def test_a_topic_made_anew_and_empty_stops_the_intake(bought: Installation, nursery: Nursery) -> None:
    await make_anew(bought, bought.topic)
    await assert_stops(bought, nursery, "messages are missing, or the topic was made anew. The intake never jumps")


async def test_a_topic_made_anew_with_more_messages_than_before_stops_the_intake(
    bought: Installation, nursery: Nursery
) -> None:
    await make_anew(bought, bought.topic)
    await bought.publish(*purchases(), *purchases(), *purchases())
    await assert_stops(bought, nursery, "is not the one that was posted: the topic was made anew")


async def test_messages_that_were_dropped_unread_stop_the_intake(bought: Installation, nursery: Nursery) -> None:
    await bought.publish(*purchases())
    await forget(bought)
    await assert_stops(bought, nursery, "but the ledger stands at")


async def test_messages_that_are_dropped_under_a_reader_stop_it(bought: Installation, nursery: Nursery) -> None:
    life = await begin(bought, nursery, "ledger", **SETTINGS)
    await until_posted(bought)

    async def reading() -> bool:
        (row,) = await bought.fetch("SELECT bool_and(leased_until > clock_timestamp()) AS all_held FROM ledger.inbox")
        return bool(row["all_held"])

    await until(reading, "the ledger holds every partition")
    life.send(signal.SIGSTOP)
    await until(lambda: stopped(life), "the ledger is frozen")
    before = await bought.records()
    await bought.publish(*purchases())
    await forget(bought)
    life.send(signal.SIGCONT)
    assert await life.ended() == CANNOT_START
    said = life.log.read_text()
    assert "is out of the log's range" in said or "but the ledger stands at" in said
    assert await bought.records() == before


async def stopped(life: Life) -> bool:
    """Whether a process is frozen."""
    return psutil.Process(life.pid).status() == psutil.STATUS_STOPPED


async def test_messages_that_were_posted_may_be_dropped(bought: Installation, nursery: Nursery) -> None:
    await forget(bought)
    await bought.publish(*purchases())
    life = await begin(bought, nursery, "ledger", **SETTINGS)
    await until_posted(bought)
    assert len(await bought.records()) == 1 + 3 * len(MEMBERS)
    life.send(signal.SIGTERM)
    assert await life.ended() == 0


async def test_another_cluster_stops_the_intake(bought: Installation, nursery: Nursery) -> None:
    await bought.fetch("UPDATE ledger.inbox SET cluster_id = 'the-cluster-before'")
    await bought.publish(*purchases())
    await assert_stops(bought, nursery, "in this ledger are of the Kafka cluster the-cluster-before, and this is")


async def test_a_topic_that_is_not_there_stops_the_intake(bought: Installation, nursery: Nursery) -> None:
    await delete_topics(bought.stack.kafka_bootstrap, [bought.topic])
    await assert_stops(bought, nursery, f"there is no topic '{bought.topic}'; run `points topics`")
    await create_topics(bought.stack.kafka_bootstrap, [(bought.topic, 3, {})], 1)
    await assert_stops(bought, nursery, "has 3 partitions, which do not divide the 16 shards")
    await make_anew(bought, bought.topic)
