"""Which shard a member's records belong to: by the hash of Kafka's partitioner, so a partition covers whole shards."""

from functools import lru_cache

from aiokafka.partitioner import murmur2


@lru_cache(maxsize=262_144)
def shard_of(member_id: str, shards: int) -> int:
    """Return `(murmur2(member_id) & 0x7fffffff) mod shards`."""
    return int(murmur2(member_id.encode()) & 0x7FFFFFFF) % shards
