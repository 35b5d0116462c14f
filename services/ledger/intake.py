"""The intake: partitions held by lease, read from the offset that Postgres keeps, posted in batches, exactly once.

A partition is read by whoever holds its lease (docs/decisions/0001). What nobody expected ends the process.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from time import monotonic

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from prometheus_client import Counter

from schemas.cloudevents import decode_all
from schemas.faults import InvalidEvent
from services.kit.database import Database, Row, load_queries
from services.kit.kafka import message_digest, partition, partition_count, reading
from services.kit.settings import Settings
from services.ledger.post import Fenced, Item, Message, Poster, Slice
from services.ledger.reasons import Quarantined

SQL = load_queries("services.ledger", "intake.sql")
INVALID = (Quarantined.INVALID_EVENT, Quarantined.UNKNOWN_TYPE, Quarantined.KEY_MISMATCH)
WINDOW = 1_000
BATCHES_AT_ONCE = 2
DECODED_AT_ONCE = 100
BESIDE_COUNTER_MAX = 50
"""Events of a batch while somebody waits at a counter: the loop is theirs again after a few milliseconds."""
EVENTS = Counter("points_ledger_events", "Messages posted, by what became of them.", ("verdict", "reason"))
log = structlog.get_logger()


class IntakeStopped(Exception):  # noqa: N818 - it says what happened
    """The intake must not go on by itself: the message says what an operator has to look at."""


@dataclass(slots=True)
class Held:
    """A partition this process holds: under which epoch, where it stands, what was invalid lately."""

    number: int
    epoch: int
    next_offset: int
    last_message_sha256: bytes | None
    invalid: deque[int] = field(default_factory=deque)
    moved_at: float = field(default_factory=monotonic)
    task: "asyncio.Task[None] | None" = None


def items_of(records: "Sequence[ConsumerRecord[bytes, bytes]]") -> list[Item]:
    """Return messages as items of a batch: valid events, or what is wrong with them."""
    events = decode_all([(record.key or b"", record.headers, record.value) for record in records])
    return [
        Item(event, Message(record.offset, record.key, record.headers, record.value))
        for event, record in zip(events, records, strict=True)
    ]


class Intake:
    """Reads `<prefix>.events` into the ledger, sharing the partitions fairly with the processes beside it."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        poster: Poster,
        owner: str,
        cluster: str,
        counter_busy: Callable[[], bool],
    ) -> None:
        """`counter_busy` tells whether somebody waits at a counter: then batches are small, and one at a time."""
        self._settings = settings
        self._database = database
        self._poster = poster
        self._owner = owner
        self._cluster = cluster
        self._topic = settings.topic("events")
        self._slots = asyncio.Semaphore(BATCHES_AT_ONCE)
        self._turn = asyncio.Lock()
        self._counter_busy = counter_busy
        self.held: dict[int, Held] = {}
        self.partitions = 0
        self.round_at = 0.0

    async def run(self) -> None:
        """Hold and read partitions until cancelled, then hand them back. Raises what must end the process."""
        async with self._client() as watcher:
            await self._register_partitions(watcher)
            try:
                while True:
                    await self._hold_fair_share()
                    self._fail_with_partition()
                    await self._watch(watcher)
                    self.round_at = monotonic()
                    await self._pause(self._settings.lease_seconds / 4)
            finally:
                await asyncio.shield(self._release_all())

    def _client(self) -> AbstractAsyncContextManager[AIOKafkaConsumer]:
        return reading(self._settings.kafka_bootstrap, f"ledger-{self._owner}")

    def stands(self) -> dict[int, int]:
        """Return the next offset of each partition that is held."""
        return {number: held.next_offset for number, held in self.held.items()}

    async def _register_partitions(self, watcher: AIOKafkaConsumer) -> None:
        """Know the topic's partitions; raise IntakeStopped when they are not those this ledger was made for."""
        self.partitions = await partition_count(self._settings.kafka_bootstrap, self._topic)
        if not self.partitions:
            raise IntakeStopped(f"there is no topic {self._topic!r}; run `points topics`")
        if self._settings.shards % self.partitions:
            raise IntakeStopped(
                f"{self._topic!r} has {self.partitions} partitions, which do not divide the {self._settings.shards} "
                "shards: a member's records would not stay in order. Make a topic whose count does."
            )
        numbers = list(range(self.partitions))
        begins = await watcher.beginning_offsets([partition(self._topic, number) for number in numbers])
        async with self._database.session() as session:
            known = [row["cluster_id"] for row in await session.fetch(SQL["inbox_clusters"], self._topic)]
            if any(cluster != self._cluster for cluster in known):
                raise IntakeStopped(
                    f"the offsets of {self._topic!r} in this ledger are of the Kafka cluster {known[0]}, and this is "
                    f"{self._cluster}. Point POINTS_KAFKA_BOOTSTRAP at the former, or choose another topic prefix."
                )
            await session.execute(
                SQL["inbox_add"], self._cluster, self._topic, numbers,
                [begins[partition(self._topic, number)] for number in numbers],
            )  # fmt: skip

    async def _hold_fair_share(self) -> None:
        """Renew what is held; hand back what is more than fair; take what is free and less than fair."""
        where = (self._cluster, self._topic)
        async with self._database.session() as session:
            row = await session.row(SQL["worker_alive"], self._owner, self._settings.lease_seconds)
            await session.execute(SQL["lease_renew"], *where, self._owner, self._settings.lease_seconds)
            await self._drop_lost(await session.fetch(SQL["lease_mine"], *where, self._owner))
            fair = -(-self.partitions // row["alive"]) if row else self.partitions
            for number in sorted(self.held)[fair:]:
                await self._release(self.held[number])
            if len(self.held) >= fair:
                return
            taken = await session.fetch(
                SQL["lease_take"], *where, self._owner, self._settings.lease_seconds, fair - len(self.held)
            )
            for row in taken:
                held = Held(*row)
                offsets = await session.fetch(
                    SQL["invalid_offsets"], *where, held.number, held.next_offset - WINDOW, INVALID
                )
                held.invalid.extend(offset for (offset,) in offsets)
                self.held[held.number] = held
                held.task = asyncio.create_task(self._read(held), name=f"partition-{held.number}")
                log.info("partition_taken", partition=held.number, epoch=held.epoch, offset=held.next_offset)

    async def _drop_lost(self, mine: list[Row]) -> None:
        """Let go of what was taken over while this process was frozen: who waits for a message to be fenced by may
        wait for ever, and believe meanwhile to have a fair share.
        """
        leases = {(row["partition"], row["epoch"]) for row in mine}
        for held in [held for held in self.held.values() if (held.number, held.epoch) not in leases]:
            log.warning("partition_lost", partition=held.number, detail=f"epoch {held.epoch} is over")
            del self.held[held.number]
            await self._end(held)

    async def _read(self, held: Held) -> None:
        """Post a partition's messages from the offset on that the ledger stands at, until cancelled or fenced."""
        where = partition(self._topic, held.number)
        async with self._client() as consumer:
            consumer.assign([where])
            await self._check_continuity(consumer, held)
            consumer.seek(where, held.next_offset)
            while True:
                most = BESIDE_COUNTER_MAX if self._counter_busy() else self._settings.batch_events_max
                batch = await consumer.getmany(where, timeout_ms=1_000, max_records=most)
                if records := batch.get(where):
                    try:
                        async with self._slots, self._turn if self._counter_busy() else nullcontext():
                            await self._post(held, records)
                    except Fenced as fenced:
                        log.warning("partition_lost", partition=held.number, detail=str(fenced))
                        return

    async def _check_continuity(self, consumer: AIOKafkaConsumer, held: Held) -> None:
        """Raise IntakeStopped unless the log goes on where the ledger stopped: no gap, and the same log."""
        where = partition(self._topic, held.number)
        begin = (await consumer.beginning_offsets([where]))[where]
        end = (await consumer.end_offsets([where]))[where]
        if not begin <= held.next_offset <= end:
            raise IntakeStopped(
                f"{self._topic}/{held.number} holds offsets {begin} to {end}, but the ledger stands at "
                f"{held.next_offset}: messages are missing, or the topic was made anew. The intake never jumps; "
                "bring the messages back, or move to another topic prefix."
            )
        if held.last_message_sha256 is None or held.next_offset - 1 < begin:
            return
        consumer.seek(where, held.next_offset - 1)
        records = (await consumer.getmany(where, timeout_ms=10_000, max_records=1)).get(where, [])
        if not records:
            raise IntakeStopped(f"the last message of {self._topic}/{held.number} did not come in 10 s; starting anew")
        if records[0].offset != held.next_offset - 1 or message_digest(records[0]) != held.last_message_sha256:
            raise IntakeStopped(
                f"the message at {self._topic}/{held.number}@{held.next_offset - 1} is not the one that was posted: "
                "the topic was made anew. Move to another topic prefix, so that nothing is taken for done."
            )

    async def _post(self, held: Held, records: "list[ConsumerRecord[bytes, bytes]]") -> None:
        items: list[Item] = []
        for start in range(0, len(records), DECODED_AT_ONCE):
            items += items_of(records[start : start + DECODED_AT_ONCE])
            await asyncio.sleep(0)  # Lets the counter in between.
        self._check_invalid_share(held, items)
        next_offset = records[-1].offset + 1
        outcomes = await self._poster.post(
            items,
            Slice(
                self._cluster, self._topic, held.number, held.epoch, next_offset, message_digest(records[-1]),
                self._settings.lease_seconds,
            ),
        )  # fmt: skip
        held.next_offset = next_offset
        held.moved_at = monotonic()
        for outcome in outcomes:
            EVENTS.labels(outcome.verdict, outcome.reason or "").inc()

    def _check_invalid_share(self, held: Held, items: list[Item]) -> None:
        """Raise IntakeStopped rather than empty a topic into quarantine, before any of this batch is set aside."""
        for item in items:
            if isinstance(item.event, InvalidEvent) and item.message:
                held.invalid.append(item.message.offset)
        last = items[-1].message
        while last and held.invalid and held.invalid[0] <= last.offset - WINDOW:
            held.invalid.popleft()
        if len(held.invalid) > WINDOW * self._settings.invalid_share_max:
            fault = next((item.event for item in reversed(items) if isinstance(item.event, InvalidEvent)), None)
            raise IntakeStopped(
                f"{len(held.invalid)} of the last {WINDOW} messages of {self._topic}/{held.number} are invalid, more "
                f"than POINTS_INVALID_SHARE_MAX={self._settings.invalid_share_max} allows. The last one: {fault}. "
                "Stop that sender; then raise the share for one run to set the rest aside, and go on."
            )

    async def _watch(self, watcher: AIOKafkaConsumer) -> None:
        """Raise IntakeStopped when messages wait and a partition has not moved for long: a hung client or process."""
        silent = [held for held in self.held.values() if monotonic() - held.moved_at > self._settings.stall_seconds]
        if not silent:
            return
        try:
            ends = await watcher.end_offsets([partition(self._topic, held.number) for held in silent])
        except KafkaError:
            return  # The broker is away; that is not a partition standing still.
        for held in silent:
            end = ends[partition(self._topic, held.number)]
            if end > held.next_offset:
                raise IntakeStopped(
                    f"{self._topic}/{held.number} stands at {held.next_offset} of {end} since "
                    f"{self._settings.stall_seconds:.0f} s; starting anew"
                )
            held.moved_at = monotonic()

    async def _pause(self, seconds: float) -> None:
        """Wait for the next round, or for a partition that ends."""
        tasks = [held.task for held in self.held.values() if held.task]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)

    def _fail_with_partition(self) -> None:
        """Drop the partitions that were lost; raise what ended a partition's reading otherwise."""
        for held in list(self.held.values()):
            if held.task and held.task.done():
                del self.held[held.number]
                try:
                    held.task.result()
                except OffsetOutOfRangeError as error:
                    raise IntakeStopped(
                        f"{self._topic}/{held.number}: the ledger's offset is out of the log's range ({error}). "
                        "The intake never jumps; bring the messages back, or move to another topic prefix."
                    ) from error

    async def _release_all(self) -> None:
        """Hand everything back, so that the others need not wait for the leases to end."""
        for held in list(self.held.values()):
            await self._release(held)
        async with self._database.session() as session:
            await session.execute(SQL["worker_gone"], self._owner)

    async def _release(self, held: Held) -> None:
        self.held.pop(held.number, None)
        await self._end(held)
        async with self._database.session() as session:
            await session.execute(SQL["lease_release"], self._cluster, self._topic, held.number, held.epoch)

    async def _end(self, held: Held) -> None:
        if held.task is not None:
            held.task.cancel()
            await asyncio.wait([held.task])
