"""The one path into the ledger: a batch of messages or commands, one transaction, gather → decide → append."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal, Protocol

import orjson
import structlog

from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.clock import Clock
from services.kit.database import RETRIED, Database, Session, columns_of
from services.kit.shards import shard_of
from services.ledger.append import Appender, ClockBehind, lock_heads
from services.ledger.batch import DecisionFailed, decide_batch
from services.ledger.erasing import erase
from services.ledger.gather import SQL, FurtherMembers, GatherAgain, gather, lock_members
from services.ledger.keep import write_identities, write_members, write_returns
from services.ledger.nouns import Member, SetAside
from services.ledger.parking import park
from services.ledger.programmes import Programmes
from services.ledger.reasons import Quarantined
from services.ledger.wanting import counterpart
from services.ledger.working import Duplicate, Entry, MemberKey, NothingDue, Parked, Result, Working

ATTEMPTS_MAX = 5
log = structlog.get_logger()


class Fenced(Exception):  # noqa: N818 - it says what happened
    """Another process has taken the partition over; the batch is dropped, nothing of it was posted."""


@dataclass(slots=True)
class Message:
    """A Kafka message as it came, kept whole if it must be set aside."""

    offset: int
    key: bytes | None
    headers: Sequence[tuple[str, bytes | None]]
    value: bytes | None


@dataclass(slots=True)
class Item:
    """One event of a batch: valid, or why not; and its message, if it came by Kafka."""

    event: Event | InvalidEvent | SetAside
    message: Message | None = None


@dataclass(slots=True, frozen=True)
class Slice:
    """A run of messages of one partition, and the lease under which they were taken."""

    cluster_id: str
    topic: str
    partition: int
    epoch: int
    next_offset: int
    last_message_sha256: bytes
    lease_seconds: float


@dataclass(slots=True)
class Outcome:
    """What became of an event; `body` is the record's text when this batch wrote it."""

    verdict: Literal["accepted", "rejected", "duplicate", "quarantined", "nothing_due", "parked"]
    reason: str | None = None
    detail: str = ""
    shard: int | None = None
    sequence: int | None = None
    body: bytes | None = None


class Alongside(Protocol):
    """What commits with a batch: the approval that it executes."""

    async def begin(self, session: Session) -> None:
        """Lock what it is about, before any member."""

    async def end(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of it; what it raises undoes the batch."""


class Poster:
    """Posts batches; holds what outlives one: the programmes known, the shards, the incarnation."""

    def __init__(self, database: Database, clock: Clock, shards: int, incarnation: int) -> None:
        self._database = database
        self._clock = clock
        self._shards = shards
        self._incarnation = incarnation
        self.programmes = Programmes()

    async def post(
        self, items: Sequence[Item], source: Slice | None = None, alongside: Alongside | None = None
    ) -> list[Outcome]:
        """Post a batch in one transaction and return what became of each item, in order.

        Raises Fenced when the partition is another's by now; whatever `alongside` raises; whatever the database raises
        after five attempts.
        """
        items = list(items)
        failed_at: int | None = None
        clock = self._clock()
        attempt = 0
        further: frozenset[MemberKey] = frozenset()
        while True:
            attempt += 1
            try:
                async with self._database.session() as session, session.transaction("post"):
                    if alongside is not None:
                        await alongside.begin(session)
                    outcomes = await self._attempt(session, items, source, clock, further)
                    if alongside is not None:
                        await alongside.end(session, outcomes)
                    return outcomes
            except FurtherMembers as needed:
                further |= needed.keys  # It only grows, so this ends.
                attempt -= 1
            except (*RETRIED, GatherAgain) as error:
                if attempt >= ATTEMPTS_MAX:
                    raise
                log.info("batch_retried", attempt=attempt, cause=type(error).__name__)
            except ClockBehind as error:
                clock = max(clock, error.recorded_at)
            except DecisionFailed as failure:
                if failure.item == failed_at:
                    items[failure.item] = _internal_error(items[failure.item], failure)
                failed_at = failure.item

    async def _attempt(
        self,
        session: Session,
        items: list[Item],
        source: Slice | None,
        clock: datetime,
        further: frozenset[MemberKey],
    ) -> list[Outcome]:
        if source is not None:
            await self._skip_posted(session, items, source)
        keys = {self._key(*named) for item in items for named in _named(item.event)}
        wanted = sorted(keys | further)
        results: list[Result] = []
        cut = _parts(items)
        for start, end in cut:
            members = await lock_members(session, wanted) if wanted else {}
            if len(cut) > 1 and start == 0:
                # The heads come after all members, here too: those of every part are locked before the first.
                await lock_heads(session, {key[0] for key in wanted})
            results += await self._post_part(session, items[start:end], start, members, clock, source)
        if source is not None:
            await session.execute(
                SQL["inbox_advance"], source.cluster_id, source.topic, source.partition, source.epoch,
                source.next_offset, source.last_message_sha256, source.lease_seconds,
            )  # fmt: skip
        return [_outcome(result) for result in results]

    async def _post_part(
        self,
        session: Session,
        items: list[Item],
        start: int,
        members: dict[MemberKey, Member],
        clock: datetime,
        source: Slice | None,
    ) -> list[Result]:
        """Gather, decide, and write a run of events; the whole batch but for merges."""
        events = [item.event for item in items]
        valid = [event for event in events if isinstance(event, Event)]
        working = await gather(session, valid, members, self.programmes, clock, self._shards)
        keys = [
            working.homes[event.programme, event.member_id] if isinstance(event, Event) else None for event in events
        ]
        try:
            results = decide_batch(events, working, keys)
        except DecisionFailed as failure:
            raise DecisionFailed(start + failure.item) from failure.__cause__
        await self._write(session, items, results, working, source)
        return results

    def _key(self, programme: str, member_id: str) -> MemberKey:
        return (shard_of(member_id, self._shards), programme, member_id)

    async def _skip_posted(self, session: Session, items: list[Item], source: Slice) -> None:
        """Pass the fence, and drop from the batch what is posted already; raise Fenced."""
        row = await session.row(SQL["inbox_lock"], source.cluster_id, source.topic, source.partition, source.epoch)
        if row is None:
            raise Fenced(f"{source.topic}/{source.partition} was taken over; epoch {source.epoch} is over")
        items[:] = [item for item in items if item.message is None or item.message.offset >= row["next_offset"]]

    async def _write(
        self, session: Session, items: list[Item], results: list[Result], working: Working, source: Slice | None
    ) -> None:
        entries = [entry for result in results if isinstance(result, Entry) for entry in (result, *result.also)]
        if entries:
            heads = await lock_heads(session, {entry.position.shard for entry in entries})
            closed = {row["programme"]: row["period"] for row in await session.fetch(SQL["closed_months"])}
            appender = Appender(heads, closed, self._incarnation, working)
            for entry in entries:
                appender.append(entry)
            await appender.write(session)
            await write_members(session, working)
            await write_returns(session, working)
            for entry in entries:
                if entry.event.type == "member.erased" and entry.decision.reason is None and entry.cause is None:
                    await erase(session, entry)
        await write_identities(session, working)
        if working.new_parked:
            await park(session, working, self._shards, items, source)
        if source is not None:
            await _quarantine(session, items, results, source)


def _named(event: Event | InvalidEvent | SetAside) -> list[tuple[str, str]]:
    """Return (programme, member id) of all whom an event names, to be locked with the others in the one order."""
    if not isinstance(event, Event):
        return []
    other = counterpart(event)
    names = [event.member_id] if other is None else [event.member_id, other]
    return [(event.programme, name) for name in names]


def _parts(items: list[Item]) -> list[tuple[int, int]]:
    """Return the runs of a batch that are gathered apart, each (start, end): a merge ends one (S28).

    What comes after a merge looks at much that was the merged member's, so it is read anew from what the merge wrote.
    """
    ends = [
        at + 1 for at, item in enumerate(items) if isinstance(item.event, Event) and item.event.type == "member.merged"
    ]
    cuts = [0, *ends, len(items)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


async def _quarantine(session: Session, items: list[Item], results: list[Result], source: Slice) -> None:
    rows = []
    for item, result in zip(items, results, strict=True):
        if isinstance(result, SetAside) and item.message is not None:
            event = item.event if isinstance(item.event, Event) else None
            headers = [[_storable(name.encode()), _storable(value)] for name, value in item.message.headers]
            rows.append(
                (result.reason, result.detail, result.path,
                 event.source if event else _header(item.message, "ce_source"),
                 event.id if event else _header(item.message, "ce_id"),
                 source.cluster_id, source.topic, source.partition, item.message.offset, item.message.key,
                 orjson.dumps(headers).decode(), item.message.value)
            )  # fmt: skip
    if rows:
        await session.execute(SQL["quarantine_add"], *columns_of(rows, 12))


def _header(message: Message, name: str) -> str | None:
    """Return a header of a message that could not be read, unless it is too long to be an id."""
    for key, value in message.headers:
        if key == name and value is not None and len(value) <= 512:
            return _storable(value)
    return None


def _storable(value: bytes | None) -> str | None:
    """Return bytes as text that a table can hold: what is no text, and NUL, is written as an escape."""
    return None if value is None else value.decode(errors="backslashreplace").replace("\0", "\\x00")


def _internal_error(item: Item, failure: DecisionFailed) -> Item:
    """Set aside an event whose decision raised twice, with the traceback for whoever mends it; and say it loudly."""
    cause = failure.__cause__
    trace = "".join(traceback.format_exception(cause)) if cause else ""
    log.error("decision_failed", cause=repr(cause), offset=item.message.offset if item.message else None)
    return Item(
        SetAside(Quarantined.INTERNAL_ERROR, f"the decision raised; mend the cause, then replay\n{trace}"), item.message
    )


def _outcome(result: Result) -> Outcome:
    match result:
        case Entry(decision=decision, position=position, body=body):
            verdict: Literal["accepted", "rejected"] = "accepted" if decision.reason is None else "rejected"
            return Outcome(verdict, decision.reason, "", position.shard, position.sequence, body)
        case Duplicate(record=record):
            return Outcome("duplicate", shard=record.shard, sequence=record.sequence)
        case SetAside(reason=reason, detail=detail):
            return Outcome("quarantined", reason, detail)
        case NothingDue():
            return Outcome("nothing_due")
        case Parked():
            return Outcome("parked")
