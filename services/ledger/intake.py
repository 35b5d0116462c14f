"""The intake: partitions held by lease, read from the offset that Postgres keeps, posted in batches, exactly once.

A partition is read by whoever holds its lease (docs/decisions/0001). What nobody expected ends the process.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from time import monotonic

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from prometheus_client import Counter

from schemas.cloudevents import decode_all
from schemas.faults import InvalidEvent
from services.kit.database import Database
from services.kit.kafka import assign_paused, message_digest, partition, partition_count, reading
from services.kit.settings import Settings
from services.ledger.delivery import Fenced, Item, Message
from services.ledger.leases import WINDOW, Held, IntakeStopped, Leases, Slice
from services.ledger.post import Poster

BATCHES_AT_ONCE = 2
DECODED_AT_ONCE = 100
BESIDE_COUNTER_MAX = 50
"""Events of a batch while somebody waits at a counter: the shards, and the loop, are theirs again after a few
milliseconds.
"""
EVENTS = Counter("points_ledger_events", "Messages posted, by what became of them.", ("verdict", "reason"))
log = structlog.get_logger()


def items_of(records: "Sequence[ConsumerRecord[bytes, bytes]]") -> list[Item]:
    """Return messages as items of a batch: valid events, or what is wrong with them."""
    events = decode_all([(record.key or b"", record.headers, record.value) for record in records])
    return [
        Item(event, Message(record.offset, record.key, record.headers, record.value))
        for event, record in zip(events, records, strict=True)
    ]


class Intake:
    """Reads `<prefix>.events` into the ledger, sharing the partitions fairly with the processes beside it."""

    def __init__(self, settings: Settings, database: Database, poster: Poster, owner: str, cluster: str) -> None:
        self._settings = settings
        self._poster = poster
        self._owner = owner
        self._cluster = cluster
        self._topic = settings.topic("events")
        self._leases = Leases(database, owner, settings.lease_seconds, cluster, self._topic)
        self._slots = asyncio.Semaphore(BATCHES_AT_ONCE)
        self._turn = asyncio.Lock()
        self._beside_counter = False
        self.held: dict[int, Held] = {}
        self.partitions = 0
        self.round_at = 0.0

    async def run(self) -> None:
        """Hold and read partitions until cancelled, then hand them back. Raises what must end the process."""
        async with self._client("watch") as watcher, self._client("read") as consumer:
            await self._register_partitions(watcher)
            assign_paused(consumer, self._all())
            try:
                while True:
                    await self._hold_fair_share(consumer)
                    self._fail_with_partition()
                    await self._watch(watcher)
                    self.round_at = monotonic()
                    await self._pause(self._settings.lease_seconds / 4)
            finally:
                await asyncio.shield(self._release_all())

    def _client(self, purpose: str) -> AbstractAsyncContextManager[AIOKafkaConsumer]:
        return reading(self._settings.kafka_bootstrap, f"ledger-{purpose}-{self._owner}")

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
        begins = await watcher.beginning_offsets(self._all())
        await self._leases.register({where.partition: offset for where, offset in begins.items()})

    def _all(self) -> list[TopicPartition]:
        return [partition(self._topic, number) for number in range(self.partitions)]

    async def _hold_fair_share(self, consumer: AIOKafkaConsumer) -> None:
        """Renew what is held; hand back what is more than fair; take what is free and less than fair."""
        alive, mine = await self._leases.renew()
        # Let go of what was taken over while this process was frozen: who waits for a message to be fenced by may wait
        # for ever, and believe meanwhile to have a fair share.
        for held in [held for held in self.held.values() if (held.number, held.epoch) not in mine]:
            log.warning("partition_lost", partition=held.number, detail=f"epoch {held.epoch} is over")
            await self._end(held)
        fair = -(-self.partitions // alive)
        for number in sorted(self.held)[fair:]:
            await self._release(self.held[number])
        if len(self.held) < fair:
            for held in await self._leases.take(fair - len(self.held)):
                self.held[held.number] = held
                held.task = asyncio.create_task(self._read(consumer, held), name=f"partition-{held.number}")
                log.info("partition_taken", partition=held.number, epoch=held.epoch, offset=held.next_offset)

    async def _read(self, consumer: AIOKafkaConsumer, held: Held) -> None:
        """Post a partition's messages from the offset on that the ledger stands at, until cancelled or fenced."""
        where = partition(self._topic, held.number)
        try:
            await self._begin(consumer, held)
            while True:
                most = BESIDE_COUNTER_MAX if self._beside_counter else self._settings.batch_events_max
                batch = await consumer.getmany(where, timeout_ms=1_000, max_records=most)
                if records := batch.get(where):
                    async with self._slots, self._turn if self._beside_counter else nullcontext():
                        await self._post(held, records)
        except Fenced as fenced:
            log.warning("partition_lost", partition=held.number, detail=str(fenced))
        finally:
            consumer.pause(where)

    async def _begin(self, consumer: AIOKafkaConsumer, held: Held) -> None:
        """Read from where the ledger stands; what was read before of this partition is dropped.

        Raises IntakeStopped unless the log goes on where the ledger stopped: no gap, and the same log.
        """
        where = partition(self._topic, held.number)
        begin = (await consumer.beginning_offsets([where]))[where]
        end = (await consumer.end_offsets([where]))[where]
        if not begin <= held.next_offset <= end:
            raise IntakeStopped(
                f"{self._topic}/{held.number} holds offsets {begin} to {end}, but the ledger stands at "
                f"{held.next_offset}: messages are missing, or the topic was made anew. The intake never jumps; "
                "bring the messages back, or move to another topic prefix."
            )
        known = held.last_message_sha256 if held.next_offset > begin else None
        consumer.seek(where, held.next_offset - (known is not None))
        consumer.resume(where)
        if known is None:
            return
        records = (await consumer.getmany(where, timeout_ms=10_000, max_records=1)).get(where, [])
        if not records:
            raise IntakeStopped(f"the last message of {self._topic}/{held.number} did not come in 10 s; starting anew")
        if records[0].offset != held.next_offset - 1 or message_digest(records[0]) != known:
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
        batch = Slice(
            self._cluster, self._topic, held.number, held.epoch, next_offset, message_digest(records[-1]),
            self._settings.lease_seconds,
        )  # fmt: skip
        outcomes = await self._poster.post(items, batch)
        self._beside_counter = batch.counter_busy
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
        for held in list(self.held.values()):
            await self._release(held)
        await self._leases.leave()

    async def _release(self, held: Held) -> None:
        await self._end(held)
        await self._leases.release(held)

    async def _end(self, held: Held) -> None:
        self.held.pop(held.number, None)
        if held.task is not None:
            held.task.cancel()
            await asyncio.wait([held.task])
