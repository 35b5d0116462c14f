"""The relay: every record byte for byte and in order, with all that anyone needs to check the chain."""

import asyncio
from hashlib import sha256

import orjson
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from tests.installation import DEADLINE_SECONDS, Installation, purchase, redemption


async def entries(installation: Installation, count: int) -> list[tuple[bytes, bytes, dict[str, str]]]:
    """Return (key, value, headers) of the first so many messages of the topic `entries`."""
    consumer = AIOKafkaConsumer(bootstrap_servers=installation.stack.kafka_bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        topic = f"{installation.prefix}.entries"
        consumer.assign([TopicPartition(topic, number) for number in range(installation.partitions)])
        found: list[tuple[bytes, bytes, dict[str, str]]] = []
        async with asyncio.timeout(DEADLINE_SECONDS):
            while len(found) < count:
                batches = await consumer.getmany(timeout_ms=1_000)
                found += [
                    (m.key, m.value, {name: value.decode() for name, value in m.headers})
                    for batch in batches.values()
                    for m in batch
                ]
        return found
    finally:
        await consumer.stop()


async def test_anyone_can_check_the_chain_from_what_is_relayed(installation: Installation) -> None:
    await installation.publish_programme()
    sent = [event for n in range(20) for event in (purchase(f"m-{n}", "50.00"), redemption(f"m-{n}", 7))]
    await installation.start("ledger", ledger_roles="intake,relay")
    await installation.until_read(await installation.publish(*sent))
    found = await entries(installation, 41)

    # The ten lines of the contract: position, previous hash, and body give the hash.
    heads: dict[int, tuple[int, str]] = {}
    for key, value, headers in found:
        body = orjson.loads(value)
        shard, sequence = body["shard"], body["sequence"]
        assert key.decode() == body["member_id"]
        assert (sequence - 1, headers["previous_hash"]) == heads.get(shard, (0, "00" * 32))
        position = shard.to_bytes(4, "big", signed=True) + sequence.to_bytes(8, "big", signed=True)
        linked = sha256(bytes.fromhex(headers["previous_hash"]) + position + sha256(value).digest()).hexdigest()
        assert linked == headers["hash"]
        heads[shard] = (sequence, linked)

    kept = await installation.fetch("SELECT shard, sequence, encode(hash, 'hex') FROM ledger.shard WHERE sequence > 0")
    assert heads == {shard: (sequence, digest) for shard, sequence, digest in map(tuple, kept)}
    bodies = await installation.fetch("SELECT body FROM ledger.record")
    assert sorted(value for _, value, _ in found) == sorted(row["body"].encode() for row in bodies)
