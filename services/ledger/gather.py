"""Gather: lock the members of a batch, then read, in new statements, all that its decisions may ask for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import orjson

from schemas.cloudevents import decode_parked
from schemas.events import Event
from services.kit.database import Session, column, load_queries
from services.kit.shards import shard_of
from services.ledger.batch import order_key_of
from services.ledger.nouns import Member, Tally
from services.ledger.programmes import Programmes
from services.ledger.recall import read_lots, read_orders, read_redemptions
from services.ledger.tier_rows import read_tiers
from services.ledger.wanting import LotsWanted, latest_instant, wanted_lots, wanted_others, wanted_tallies
from services.ledger.working import MemberKey, Position, Taken, Waiting, Working

SQL = load_queries("services.ledger", "post.sql")
HAVE_ORDERS = frozenset({"purchase.completed", "purchase.returned"})


class GatherAgain(Exception):  # noqa: N818 - it says what happened
    """Somebody else made a member's row just now: lock it in its order."""


class FurtherMembers(Exception):  # noqa: N818 - it says what happened
    """Decisions need members that are not locked, such as a referrer: gather again, and lock them in their order."""

    def __init__(self, keys: Iterable[MemberKey]) -> None:
        self.keys = frozenset(keys)
        super().__init__(f"{len(self.keys)} more members are needed")


async def lock_members(session: Session, keys: Sequence[MemberKey]) -> dict[MemberKey, Member]:
    """Lock the members' rows, sorted, and make those that are missing, which locks them too.

    Return their working state without lots. Raises GatherAgain when a missing row was made by somebody else
    meanwhile: it would be locked out of order, and only the one order is free of deadlocks.
    """
    rows = await session.fetch(SQL["member_lock"], *(column(key[at] for key in keys) for at in range(3)))
    members: dict[MemberKey, Member] = {(row[0], row[1], row[2]): Member(*row) for row in rows}
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
    shards: int,
    first_lots: Mapping[MemberKey, int],
) -> Working:
    """Read for events whose members are locked what their decisions may ask for. Raises FurtherMembers.

    `first_lots` says of how many lots a decision could not do with fewer, where one has asked for more.
    """
    await refresh_programmes(session, programmes)
    working = Working(programmes=programmes, clock=clock, members=members, seen={}, business_keys={})
    working.parked = await _read_parked(session, events)
    waiting = [
        (one.event, (shard_of(one.event.member_id, shards), one.event.programme, one.event.member_id))
        for parked in working.parked.values()
        for one in parked
    ]
    others = {
        (shard_of(member_id, shards), programme, member_id): tallies
        for (programme, member_id), tallies in wanted_others(
            ((event, members[key]) for event, key in events), programmes
        ).items()
    }
    needed = {key for _, key in waiting} | others.keys()
    if not needed <= members.keys():
        raise FurtherMembers(needed)
    every = [*events, *waiting]
    await _read_identities(session, every, working)
    working.orders_wanted = frozenset(order_key_of(event) for event, _ in every if event.type == "purchase.returned")
    await read_orders(session, working)
    await read_redemptions(session, every, working)
    await read_lots(session, working, _lots_wanted(every, working, first_lots))
    await _read_tallies(session, every, others, working)
    await _read_birthdays(session, working)
    await read_tiers(session, every, frozenset(others), working)
    return working


def _lots_wanted(
    events: Sequence[tuple[Event, MemberKey]], working: Working, first_lots: Mapping[MemberKey, int]
) -> dict[MemberKey, LotsWanted]:
    """Return by member which lots its decisions look at."""
    own: dict[MemberKey, list[Event]] = {key: [] for key in working.members}
    for event, key in events:
        own[key].append(event)
    horizon = latest_instant(event for event, _ in events)
    return {
        key: wanted_lots(member, own[key], horizon, first_lots.get(key, 0)) for key, member in working.members.items()
    }


async def _read_identities(session: Session, events: Sequence[tuple[Event, MemberKey]], working: Working) -> None:
    for row in await session.fetch(SQL["seen_find"], b"".join(event.key for event, _ in events), len(events)):
        working.seen[row["key"]] = Taken(row["digest"], Position(row["shard"], row["sequence"]))
    if keys := [event.business_key for event, _ in events if event.business_key]:
        for row in await session.fetch(SQL["business_key_find"], b"".join(keys), len(keys)):
            working.business_keys[row["key"]] = Taken(row["digest"], Position(row["shard"], row["sequence"]))


async def _read_parked(session: Session, events: Sequence[tuple[Event, MemberKey]]) -> dict[bytes, list[Waiting]]:
    """Return by order key the returns that wait for an order of this batch, or have an event id of it (S23)."""
    orders = [order_key_of(event) for event, _ in events if event.type in HAVE_ORDERS]
    ids = [event.key for event, _ in events]
    parked: dict[bytes, list[Waiting]] = {}
    for row in await session.fetch(SQL["parked_find"], b"".join(orders), len(orders), b"".join(ids), len(ids)):
        event = decode_parked(
            source=row["source"], event_id=row["event_id"], event_type=row["type"], time=row["time"],
            programme=row["programme"], member_id=row["member_id"], data=orjson.loads(row["data"]),
        )  # fmt: skip
        event.admitted_by = row["admitted_by"]
        parked.setdefault(row["order_key"], []).append(Waiting(event, row["give_up_at"]))
    return parked


async def _read_tallies(
    session: Session,
    events: Sequence[tuple[Event, MemberKey]],
    others: dict[MemberKey, frozenset[Tally]],
    working: Working,
) -> None:
    tallies = {(key, tally) for event, key in events for tally in wanted_tallies(event, working.programmes)}
    tallies |= {(key, tally) for key, wanted in others.items() for tally in wanted}
    if not tallies:
        return
    wanted = sorted((*key, *tally) for key, tally in tallies)
    columns = [column(row[at] for row in wanted) for at in range(5)]
    for shard, programme, member_id, what, since, amount in await session.fetch(SQL["tally_find"], *columns):
        working.members[shard, programme, member_id].tallies[what, since] = amount


async def _read_birthdays(session: Session, working: Working) -> None:
    """Read when members were born, where a rule of their programme may ask for it."""
    keys = sorted(key for key in working.members if working.programmes.asks_birthdays(key[1]))
    if not keys:
        return
    for row in await session.fetch(SQL["birthday_find"], *(column(key[at] for key in keys) for at in range(3))):
        member = working.members[row["shard"], row["programme"], row["member_id"]]
        member.birthday = (row["birth_month"], row["birth_day"])
