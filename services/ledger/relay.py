"""The relay: every record, byte for byte and in the order of its shard, to `<prefix>.entries`, at least once.

Its position is a bookmark that moves after the acknowledgements; readers keep the last position of each shard.
"""

import asyncio
from time import monotonic

import orjson
import structlog
from aiokafka import AIOKafkaProducer

from schemas.record import GENESIS
from services.kit.crash import KillPoints
from services.kit.database import Database, Row, Session, load_queries
from services.kit.kafka import producer
from services.kit.settings import Settings
from services.ledger.post import Fenced

SQL = load_queries("services.ledger", "relay.sql")
log = structlog.get_logger()


class Relay:
    """Sends what was appended; stands by while another process does."""

    def __init__(self, settings: Settings, database: Database, points: KillPoints, owner: str) -> None:
        self._settings = settings
        self._database = database
        self._points = points
        self._owner = owner
        self._topic = settings.topic("entries")
        self._positions: dict[int, int] = {}
        self._hashes: dict[int, bytes] = {}

    async def run(self) -> None:
        """Relay until cancelled; raises what must end the process."""
        sender = producer(self._settings.kafka_bootstrap, f"relay-{self._owner}")
        await sender.start()
        epoch = None
        try:
            while True:
                epoch = await self._take()
                if epoch is None:
                    await asyncio.sleep(self._settings.lease_seconds / 2)
                    continue
                await self._relay(sender, epoch)
        finally:
            await sender.stop()
            if epoch is not None:
                await asyncio.shield(self._release(epoch))

    async def _take(self) -> int | None:
        async with self._database.session() as session:
            row = await session.row(SQL["relay_take"], self._owner, self._settings.lease_seconds)
            if row is None:
                return None
            for position in await session.fetch(SQL["relay_positions"]):
                self._positions[position["shard"]] = position["sequence"]
                self._hashes[position["shard"]] = position["hash"] or GENESIS
            return int(row["epoch"])

    async def _release(self, epoch: int) -> None:
        async with self._database.session() as session:
            await session.execute(SQL["relay_release"], epoch)

    async def _relay(self, sender: AIOKafkaProducer, epoch: int) -> None:
        """Send until fenced."""
        renewed_at = monotonic()
        each = max(1, self._settings.tail_records_max // len(self._positions))
        while True:
            async with self._database.session() as session:
                records = await session.fetch(
                    SQL["relay_tail"], list(self._positions), list(self._positions.values()), each
                )
                await self._send(sender, records)
                if records or monotonic() > renewed_at + self._settings.lease_seconds / 3:
                    renewed_at = monotonic()
                    try:
                        await self._advance(session, epoch, records)
                    except Fenced as fenced:
                        log.warning("relay_lost", detail=str(fenced))
                        return
            if len(records) < each:
                await asyncio.sleep(self._settings.poll_ms / 1_000)

    async def _send(self, sender: AIOKafkaProducer, records: list[Row]) -> None:
        acknowledgements = []
        for record in records:
            body = record["body"].encode()
            self._points.reached("produce:before")
            acknowledgements.append(
                await sender.send(
                    self._topic,
                    value=body,
                    key=orjson.loads(body)["member_id"].encode(),
                    headers=[
                        ("content-type", b"application/json"),
                        ("hash", record["hash"].hex().encode()),
                        ("previous_hash", self._hashes[record["shard"]].hex().encode()),
                    ],
                )
            )
            self._points.reached("produce:after")
            self._hashes[record["shard"]] = record["hash"]
        for acknowledgement in acknowledgements:
            await acknowledgement

    async def _advance(self, session: Session, epoch: int, records: list[Row]) -> None:
        """Move the bookmark, or only renew the lease; raise Fenced when another relay has taken over."""
        sent = {record["shard"]: record["sequence"] for record in records}
        async with session.transaction("relay"):
            if not await session.fetch(SQL["relay_fence"], epoch, self._settings.lease_seconds):
                raise Fenced("another relay has taken over")
            if sent:
                await session.execute(SQL["relay_advance"], list(sent), list(sent.values()))
        self._positions.update(sent)
