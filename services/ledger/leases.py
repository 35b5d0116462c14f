"""Leases: which partitions of a topic this process holds, shared fairly with the processes beside it.

A lease that is taken over gets a new epoch, which fences the holder before (docs/decisions/0001).
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from services.kit.database import Database, Session, load_queries
from services.ledger.delivery import Fenced, Item, Outcome
from services.ledger.gather import SQL as POST_SQL
from services.ledger.reasons import Quarantined

SQL = load_queries("services.ledger", "intake.sql")
INVALID = (Quarantined.INVALID_EVENT, Quarantined.UNKNOWN_TYPE, Quarantined.KEY_MISMATCH)
WINDOW = 1_000
"""How many messages back what was invalid is remembered, for the share of it that stops the intake."""


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


@dataclass(slots=True)
class Slice:
    """A run of messages of one partition, and the lease under which they were taken.

    Once it is posted, `counter_busy` tells whether somebody waited at a counter meanwhile, of whatever process.
    """

    cluster_id: str
    topic: str
    partition: int
    epoch: int
    next_offset: int
    last_message_sha256: bytes
    lease_seconds: float
    counter_busy: bool = False

    async def begin(self, session: Session, items: list[Item]) -> None:
        """Pass the fence, and drop from the batch what is posted already; raise Fenced."""
        row = await session.row(POST_SQL["inbox_lock"], self.cluster_id, self.topic, self.partition, self.epoch)
        if row is None:
            raise Fenced(f"{self.topic}/{self.partition} was taken over; epoch {self.epoch} is over")
        self.counter_busy = row["counter_busy"]
        items[:] = [item for item in items if item.message is None or item.message.offset >= row["next_offset"]]

    async def end(self, session: Session, outcomes: Sequence[Outcome]) -> None:  # noqa: ARG002
        """Move the offset, and the lease with it."""
        await session.execute(
            POST_SQL["inbox_advance"], self.cluster_id, self.topic, self.partition, self.epoch, self.next_offset,
            self.last_message_sha256, self.lease_seconds,
        )  # fmt: skip


class Leases:
    """The leases of one topic's partitions, as one process sees them."""

    def __init__(self, database: Database, owner: str, seconds: float, cluster: str, topic: str) -> None:
        self._database = database
        self._owner = owner
        self._seconds = seconds
        self._where = (cluster, topic)

    async def register(self, begins: Mapping[int, int]) -> None:
        """Know the partitions, each with the first offset of its log.

        Raises IntakeStopped when the offsets of a topic of that name are of another Kafka cluster.
        """
        cluster, topic = self._where
        async with self._database.session() as session:
            known = [row["cluster_id"] for row in await session.fetch(SQL["inbox_clusters"], topic)]
            if any(other != cluster for other in known):
                raise IntakeStopped(
                    f"the offsets of {topic!r} in this ledger are of the Kafka cluster {known[0]}, and this is "
                    f"{cluster}. Point POINTS_KAFKA_BOOTSTRAP at the former, or choose another topic prefix."
                )
            await session.execute(SQL["inbox_add"], *self._where, list(begins), list(begins.values()))

    async def renew(self) -> tuple[int, set[tuple[int, int]]]:
        """Renew what is held; return how many processes share the partitions, and (partition, epoch) of what is held.

        That is so by the table, and not by this process's memory: it may have been frozen.
        """
        async with self._database.session() as session:
            row = await session.row(SQL["worker_alive"], self._owner, self._seconds)
            await session.execute(SQL["lease_renew"], *self._where, self._owner, self._seconds)
            mine = await session.fetch(SQL["lease_mine"], *self._where, self._owner)
        return row["alive"] if row else 1, {(each["partition"], each["epoch"]) for each in mine}

    async def take(self, most: int) -> list[Held]:
        """Take so many free partitions, if there are; each under a new epoch."""
        async with self._database.session() as session:
            taken = [
                Held(*row)
                for row in await session.fetch(SQL["lease_take"], *self._where, self._owner, self._seconds, most)
            ]
            for held in taken:
                rows = await session.fetch(
                    SQL["invalid_offsets"], *self._where, held.number, held.next_offset - WINDOW, INVALID
                )
                held.invalid.extend(offset for (offset,) in rows)
        return taken

    async def release(self, held: Held) -> None:
        """Hand a partition back, so that the others need not wait for the lease to end."""
        async with self._database.session() as session:
            await session.execute(SQL["lease_release"], *self._where, held.number, held.epoch)

    async def leave(self) -> None:
        """Be counted no longer among the processes that share the partitions."""
        async with self._database.session() as session:
            await session.execute(SQL["worker_gone"], self._owner)
