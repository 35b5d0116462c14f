"""The one path into the ledger: a batch of messages or commands, one transaction, gather → decide → append."""

import traceback
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Literal

import structlog

from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.clock import Clock
from services.kit.database import RETRIED, Database, Session
from services.kit.shards import shard_of
from services.ledger.append import Appender, ClockBehind, lock_heads
from services.ledger.batch import DecisionFailed, decide_batch
from services.ledger.delivery import Item, Outcome, Source
from services.ledger.erasing import erase
from services.ledger.gather import SQL, FurtherMembers, GatherAgain, gather, lock_members, refresh_programmes
from services.ledger.keep import write_identities, write_members, write_returns
from services.ledger.nouns import Member, SetAside
from services.ledger.parking import park
from services.ledger.programmes import Programmes
from services.ledger.quarantine import set_aside
from services.ledger.reach import MoreLotsNeeded
from services.ledger.reasons import Quarantined
from services.ledger.wanting import counterpart
from services.ledger.working import Duplicate, Entry, MemberKey, NothingDue, Parked, Result, Working

ATTEMPTS_MAX = 5
log = structlog.get_logger()


class Poster:
    """Posts batches; holds what outlives one: the programmes known, the shards, the incarnation."""

    def __init__(self, database: Database, clock: Clock, shards: int, incarnation: int) -> None:
        self._database = database
        self._clock = clock
        self._shards = shards
        self._incarnation = incarnation
        self.programmes = Programmes()

    async def read_register(self) -> None:
        """Know the register before the first batch, which would read all of it with its members locked."""
        async with self._database.session() as session:
            await refresh_programmes(session, self.programmes)

    async def post(self, items: Sequence[Item], source: Source | None = None) -> list[Outcome]:
        """Post a batch in one transaction and return what became of each item, in order.

        Raises Fenced when the partition is another's by now, or what else the source's fence raises; whatever the
        database raises after five attempts.
        """
        items = list(items)
        failed_at: int | None = None
        clock = self._clock()
        attempt = 0
        further: frozenset[MemberKey] = frozenset()
        first_lots: dict[MemberKey, int] = {}
        while True:
            attempt += 1
            try:
                async with self._database.session() as session, session.transaction("post"):
                    return await self._attempt(session, items, source, clock, further, first_lots)
            except FurtherMembers as needed:
                further |= needed.keys  # It only grows, so this ends.
                attempt -= 1
            except MoreLotsNeeded as needed:
                first_lots[needed.key] = needed.first  # It only grows, too.
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
        source: Source | None,
        clock: datetime,
        further: frozenset[MemberKey],
        first_lots: dict[MemberKey, int],
    ) -> list[Outcome]:
        if source is not None:
            await source.begin(session, items)
        keys = {self._key(*named) for item in items for named in _named(item.event)}
        wanted = sorted(keys | further)
        results: list[Result] = []
        cut = _parts(items)
        for start, end in cut:
            members = await lock_members(session, wanted) if wanted else {}
            if len(cut) > 1 and start == 0:
                # The heads come after all members, here too: those of every part are locked before the first.
                await lock_heads(session, {key[0] for key in wanted})
            results += await self._post_part(session, items[start:end], start, members, clock, source, first_lots)
        outcomes = [_outcome(result) for result in results]
        if source is not None:
            await source.end(session, outcomes)
        return outcomes

    async def _post_part(
        self,
        session: Session,
        items: list[Item],
        start: int,
        members: dict[MemberKey, Member],
        clock: datetime,
        source: Source | None,
        first_lots: dict[MemberKey, int],
    ) -> list[Result]:
        """Gather, decide, and write a run of events; the whole batch but for merges."""
        events = [item.event for item in items]
        valid = [event for event in events if isinstance(event, Event)]
        working = await gather(session, valid, members, self.programmes, clock, self._shards, first_lots)
        owners = iter(working.keys)
        keys = [next(owners) if isinstance(event, Event) else None for event in events]
        try:
            results = decide_batch(events, working, keys)
        except DecisionFailed as failure:
            raise DecisionFailed(start + failure.item) from failure.__cause__
        await self._write(session, items, results, working, source)
        return results

    def _key(self, programme: str, member_id: str) -> MemberKey:
        return (shard_of(member_id, self._shards), programme, member_id)

    async def _write(
        self, session: Session, items: list[Item], results: list[Result], working: Working, source: Source | None
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
            await set_aside(session, items, results, source)


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
