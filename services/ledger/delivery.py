"""What a batch is made of: events with their messages, where they come from, and what becomes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.database import Session
from services.ledger.nouns import SetAside


@dataclass(slots=True)
class Message:
    """A Kafka message as it came, kept whole if it must be set aside.

    `replay_of` is its number in the quarantine, when it comes from there.
    """

    offset: int
    key: bytes | None
    headers: Sequence[tuple[str, bytes | None]]
    value: bytes | None
    replay_of: int | None = None


@dataclass(slots=True)
class Item:
    """One event of a batch: valid, or why not; and its message, if it came by Kafka."""

    event: Event | InvalidEvent | SetAside
    message: Message | None = None


@dataclass(slots=True)
class Outcome:
    """What became of an event; `body` is the record's text when this batch wrote it."""

    verdict: Literal["accepted", "rejected", "duplicate", "quarantined", "nothing_due", "parked"]
    reason: str | None = None
    detail: str = ""
    shard: int | None = None
    sequence: int | None = None
    body: bytes | None = None


class Source(Protocol):
    """Where the messages of a batch come from, and what else its transaction has to settle there."""

    @property
    def cluster_id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...

    async def begin(self, session: Session, items: list[Item]) -> None:
        """Pass the fence, and drop what is posted already; raise what says that somebody else has done it."""

    async def end(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Note what was done, in the transaction that did it."""


class Fenced(Exception):  # noqa: N818 - it says what happened
    """Another process has taken the partition over; the batch is dropped, nothing of it was posted."""
