"""Publishing events to `<prefix>.events`, as binary CloudEvents: for the API, and for the sweeper."""

import asyncio
from typing import Any

import orjson
from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from services.kit.crash import KillPoints

Acknowledgement = asyncio.Future[RecordMetadata]


class Publisher:
    """Hands events to Kafka; `name` is that of the kill points around each."""

    def __init__(self, producer: AIOKafkaProducer, topic: str, points: KillPoints, name: str) -> None:
        self._producer = producer
        self._topic = topic
        self._points = points
        self._name = name

    async def publish(
        self, *, source: str, event_id: str, event_type: str, time: str, programme: str, member_id: str,
        body: dict[str, Any],
    ) -> Acknowledgement:  # fmt: skip
        """Send one event, with the member as its key; await what is returned to know that Kafka has it."""
        attributes = {"specversion": "1.0", "id": event_id, "source": source, "type": event_type, "time": time,
                      "subject": member_id, "programme": programme}  # fmt: skip
        headers = [(f"ce_{name}", value.encode()) for name, value in attributes.items()]
        self._points.reached(f"{self._name}:before")
        acknowledgement: Acknowledgement = await self._producer.send(
            self._topic,
            value=orjson.dumps(body),
            key=member_id.encode(),
            headers=[*headers, ("content-type", b"application/json")],
        )
        self._points.reached(f"{self._name}:after")
        return acknowledgement
