"""The relay: every record, byte for byte and in the order of its shard, to `<prefix>.entries`, at least once.

And a copy of every message that was set aside, in the order of their numbers, to `<prefix>.quarantine`. Its positions
are bookmarks that move after the acknowledgements; readers keep the last position of each shard.
"""

import asyncio
from time import monotonic

import orjson
import structlog
from aiokafka import AIOKafkaProducer

from schemas.record import GENESIS
from services.kit.crash import KillPoints
from services.kit.database import Database, Row, Session, load_queries
from services.kit.kafka import MESSAGE_BYTES_MAX, partition_count, producer
from services.kit.settings import Settings
from services.kit.startup import CannotStart
from services.ledger.delivery import Fenced
from services.ledger.quarantine import SQL as QUARANTINE_SQL
from services.ledger.quarantine import received_headers

SQL = load_queries("services.ledger", "relay.sql")
COPIED_AT_ONCE = 100
DETAIL_BYTES_MAX = 16_384
OVERHEAD_BYTES = 1_024
"""What a message takes beside its key, headers, and value, amply."""
Headers = list[tuple[str, bytes | None]]
log = structlog.get_logger()


class Relay:
    """Sends what was appended; stands by while another process does."""

    def __init__(self, settings: Settings, database: Database, points: KillPoints, owner: str) -> None:
        self._settings = settings
        self._database = database
        self._points = points
        self._owner = owner
        self._topic = settings.topic("entries")
        self._copies = settings.topic("quarantine")
        self._positions: dict[int, int] = {}
        self._copied = 0
        self._hashes: dict[int, bytes] = {}

    async def run(self) -> None:
        """Relay until cancelled; raises what must end the process."""
        for topic in (self._topic, self._copies):
            if not await partition_count(self._settings.kafka_bootstrap, topic):
                raise CannotStart(f"there is no topic {topic!r}; run `points topics`")
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
            self._copied = row["quarantine_copied"]
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
                aside = await session.fetch(QUARANTINE_SQL["quarantine_tail"], self._copied, COPIED_AT_ONCE)
                await self._copy(sender, aside)
                if records or aside or monotonic() > renewed_at + self._settings.lease_seconds / 3:
                    renewed_at = monotonic()
                    try:
                        await self._advance(session, epoch, records, aside)
                    except Fenced as fenced:
                        log.warning("relay_lost", detail=str(fenced))
                        return
            if len(records) < each and len(aside) < COPIED_AT_ONCE:
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

    async def _copy(self, sender: AIOKafkaProducer, aside: list[Row]) -> None:
        acknowledgements = []
        for row in aside:
            key, value, headers = copy_of(row)
            self._points.reached("produce_copy:before")
            acknowledgements.append(await sender.send(self._copies, value=value, key=key, headers=headers))
            self._points.reached("produce_copy:after")
        for acknowledgement in acknowledgements:
            await acknowledgement

    async def _advance(self, session: Session, epoch: int, records: list[Row], aside: list[Row]) -> None:
        """Move the bookmarks, or only renew the lease; raise Fenced when another relay has taken over."""
        sent = {record["shard"]: record["sequence"] for record in records}
        async with session.transaction("relay"):
            if not await session.fetch(SQL["relay_fence"], epoch, self._settings.lease_seconds):
                raise Fenced("another relay has taken over")
            if sent:
                await session.execute(SQL["relay_advance"], list(sent), list(sent.values()))
            if aside:
                await session.execute(QUARANTINE_SQL["quarantine_copied"], epoch, aside[-1]["id"])
        self._positions.update(sent)
        if aside:
            self._copied = aside[-1]["id"]


def copy_of(row: Row) -> tuple[bytes | None, bytes | None, Headers]:
    """Return (key, value, headers) of the copy of a message that was set aside.

    The first headers say why, and where it was; those that it came with follow. A message so large that there is no
    room for that is left out, and the header `left_out` says so. The client sends no message without key and value:
    then the value is empty.
    """
    ours = {
        "quarantine_id": str(row["id"]), "reason": row["reason"], "detail": row["detail"], "path": row["path"],
        "topic": row["topic"], "partition": str(row["partition"]), "offset": str(row["kafka_offset"]),
    }  # fmt: skip
    if row["replay_of"] is not None:
        ours["replay_of"] = str(row["replay_of"])
    said: Headers = [(name, text.encode()[:DETAIL_BYTES_MAX]) for name, text in ours.items()]
    came: Headers = received_headers(orjson.loads(row["headers"]))
    size = len(row["key"] or b"") + len(row["value"] or b"")
    size += sum(len(name.encode()) + len(value or b"") + 10 for name, value in (*said, *came))
    if size > MESSAGE_BYTES_MAX - OVERHEAD_BYTES:
        return None, b"", [*said, ("left_out", f"points quarantine show {row['id']}".encode())]
    return row["key"], b"" if row["key"] is row["value"] is None else row["value"], [*said, *came]
