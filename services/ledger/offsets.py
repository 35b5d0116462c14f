"""The intake's offsets, committed to Kafka after the database, so that its tools show the lag. Nothing reads them."""

import asyncio
from collections.abc import Callable, Mapping

import structlog
from aiokafka.errors import KafkaError

from services.kit.crash import KillPoints
from services.kit.kafka import assign_paused, partition, reading
from services.kit.settings import Settings

PAUSE_SECONDS = 1
log = structlog.get_logger()


async def publish_offsets(
    settings: Settings, points: KillPoints, owner: str, stands: Callable[[], Mapping[int, int]]
) -> None:
    """Commit what `stands` says of each partition, as the group `<prefix>-ledger`, until cancelled."""
    topic = settings.topic("events")
    async with reading(settings.kafka_bootstrap, f"ledger-{owner}", group=f"{settings.topic_prefix}-ledger") as client:
        published: dict[int, int] = {}
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            moved = {number: offset for number, offset in stands().items() if offset != published.get(number)}
            if not moved:
                continue
            assign_paused(client, [partition(topic, number) for number in moved])
            points.reached("kafka_commit:before")
            try:
                await client.commit({partition(topic, number): offset for number, offset in moved.items()})
            except KafkaError as error:
                log.warning("offsets_not_published", cause=repr(error))
                continue
            points.reached("kafka_commit:after")
            published.update(moved)
