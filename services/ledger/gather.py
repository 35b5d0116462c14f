"""Gather: lock the members of a batch, then read, in new statements, all that its decisions may ask for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

import orjson

from schemas.events import Event
from services.kit.database import Session, column, load_queries
from services.ledger.batch import MemberKey, Position, Taken, Working, wanted_day
from services.ledger.nouns import Lot, Member
from services.ledger.programmes import Programmes

SQL = load_queries("services.ledger", "post.sql")
NEEDS_LOTS = frozenset({"redemption.requested", "points.expiry_due"})


class GatherAgain(Exception):  # noqa: N818 - it says what happened
    """Somebody else made a member's row just now: lock it in its order."""


async def lock_members(session: Session, keys: Sequence[MemberKey]) -> dict[MemberKey, Member]:
    """Lock the members' rows, sorted, one statement a shard, and make those that are missing, which locks them too.

    Return their working state without lots. Raises GatherAgain when a missing row was made by somebody else
    meanwhile: it would be locked out of order, and only the one order is free of deadlocks.
    """
    by_shard: dict[int, list[MemberKey]] = defaultdict(list)
    for key in keys:
        by_shard[key[0]].append(key)
    members: dict[MemberKey, Member] = {}
    for shard in sorted(by_shard):
        wanted = by_shard[shard]
        rows = await session.fetch(
            SQL["member_lock"], shard, column(key[1] for key in wanted), column(key[2] for key in wanted)
        )
        for row in rows:
            members[shard, row[0], row[1]] = Member(shard, *row)
    if missing := [key for key in keys if key not in members]:
        made = await session.fetch(SQL["member_add"], *(column(key[at] for key in missing) for at in range(3)))
        if len(made) < len(missing):
            raise GatherAgain
        members |= {key: Member(*key) for key in missing}
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
    for row in await session.fetch(SQL["seen_find"], b"".join(event.key for event, _ in events), len(events)):
        working.seen[row["key"]] = Taken(row["digest"], Position(row["shard"], row["sequence"]))
    if keys := [event.business_key for event, _ in events if event.business_key]:
        for row in await session.fetch(SQL["business_key_find"], b"".join(keys), len(keys)):
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
    columns = [column(key[at] for key in keys) for at in range(3)]
    for row in await session.fetch(SQL["lots_open"], *columns, column(wanted[key] for key in keys)):
        shard, programme, member_id, *lot = row
        members[shard, programme, member_id].lots.append(Lot(*lot))


async def _read_limits(
    session: Session,
    events: Sequence[tuple[Event, MemberKey]],
    members: dict[MemberKey, Member],
    programmes: Programmes,
) -> None:
    days: set[tuple[MemberKey, date]] = {
        (key, day) for event, key in events if (day := wanted_day(event, programmes)) is not None
    }
    if not days:
        return
    keys = sorted(days)
    columns = [column(key[at] for key, _ in keys) for at in range(3)]
    for row in await session.fetch(SQL["redeemed_on_find"], *columns, column(day for _, day in keys)):
        members[row["shard"], row["programme"], row["member_id"]].redeemed_on[row["day"]] = row["points"]
