"""Gather: lock the members of a batch, then read, in new statements, all that its decisions may ask for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import orjson

from schemas.events import EVENT_TYPES, Event
from services.kit.database import Session, load_queries
from services.ledger.batch import MemberKey, Position, Taken, Working, wanted_tallies
from services.ledger.decide import SEE_PENDING_LOTS
from services.ledger.nouns import Lot, Member, Tally
from services.ledger.programmes import Programmes

SQL = load_queries("services.ledger", "post.sql")
NEEDS_LOTS = frozenset(EVENT_TYPES) - SEE_PENDING_LOTS


async def lock_members(session: Session, keys: Sequence[MemberKey]) -> dict[MemberKey, Member]:
    """Make and lock the members' rows, sorted, one statement a shard; return their working state without lots."""
    await session.execute(SQL["member_add"], *([key[column] for key in keys] for column in range(3)))
    by_shard: dict[int, list[MemberKey]] = defaultdict(list)
    for key in keys:
        by_shard[key[0]].append(key)
    members: dict[MemberKey, Member] = {}
    for shard in sorted(by_shard):
        wanted = by_shard[shard]
        rows = await session.fetch(SQL["member_lock"], shard, [key[1] for key in wanted], [key[2] for key in wanted])
        for row in rows:
            members[shard, row["programme"], row["member_id"]] = Member(shard, *row)
    return members


async def refresh_programmes(session: Session, programmes: Programmes) -> None:
    """Bring the register this process knows up to the one in the database."""
    head = await session.row(SQL["register_head"])
    if head is not None and head["sequence"] > programmes.sequence:
        rows = await session.fetch(SQL["register_since"], programmes.sequence)
        programmes.fold((row["sequence"], orjson.loads(row["body"])) for row in rows)


async def gather(
    session: Session,
    events: Sequence[tuple[Event, MemberKey]],
    members: dict[MemberKey, Member],
    programmes: Programmes,
    clock: datetime,
) -> Working:
    """Read identities, keys, lots, and limits for events whose members are locked."""
    await refresh_programmes(session, programmes)
    working = Working(programmes=programmes, clock=clock, members=members, seen={}, business_keys={})
    for row in await session.fetch(SQL["seen_find"], [event.key for event, _ in events]):
        working.seen[row["key"]] = Taken(row["digest"], Position(row["shard"], row["sequence"]))
    if keys := [event.business_key for event, _ in events if event.business_key]:
        for row in await session.fetch(SQL["business_key_find"], keys):
            working.business_keys[row["key"]] = Taken(row["digest"], Position(row["shard"], row["sequence"]))
    await _read_lots(session, events, members)
    await _read_limits(session, events, members, programmes)
    return working


async def _read_lots(
    session: Session, events: Sequence[tuple[Event, MemberKey]], members: dict[MemberKey, Member]
) -> None:
    """Read lots for the members whose decisions look at them: not for a purchase, however many lots there are."""
    wanted = {key: False for key, member in members.items() if member.next_activation is not None}
    wanted.update({key: True for event, key in events if event.type in NEEDS_LOTS})
    if not wanted:
        return
    keys = sorted(wanted)
    columns = [[key[column] for key in keys] for column in range(3)]
    for row in await session.fetch(SQL["lots_open"], *columns, [wanted[key] for key in keys]):
        shard, programme, member_id, *lot = row
        members[shard, programme, member_id].lots.append(Lot(*lot))


async def _read_limits(
    session: Session,
    events: Sequence[tuple[Event, MemberKey]],
    members: dict[MemberKey, Member],
    programmes: Programmes,
) -> None:
    tallies: set[tuple[MemberKey, Tally]] = {
        (key, tally) for event, key in events for tally in wanted_tallies(event, programmes)
    }
    if not tallies:
        return
    wanted = sorted((*key, *tally) for key, tally in tallies)
    columns = [[row[column] for row in wanted] for column in range(5)]
    for shard, programme, member_id, what, since, amount in await session.fetch(SQL["tally_find"], *columns):
        members[shard, programme, member_id].tallies[what, since] = amount
