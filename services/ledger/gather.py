"""Gather: lock the members of a batch, then read, in new statements, all that its decisions may ask for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import orjson

from schemas.cloudevents import decode_parked
from schemas.digests import private_part
from schemas.events import OF_NO_MEMBER, Event
from services.kit.database import Session, column, load_queries
from services.kit.shards import shard_of
from services.ledger.aliases import read_aliases
from services.ledger.batch import order_key_of
from services.ledger.nouns import Member, Tally
from services.ledger.programmes import Programmes
from services.ledger.recall import read_lots, read_orders, read_redemptions
from services.ledger.tier_rows import read_tiers
from services.ledger.wanting import (
    LotsWanted,
    aliases_of,
    counterpart,
    latest_instant,
    wanted_lots,
    wanted_others,
    wanted_tallies,
)
from services.ledger.working import MemberKey, Position, Private, Taken, Waiting, Working

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


def homes_of(
    named: Iterable[tuple[str, str]], members: dict[MemberKey, Member], shards: int
) -> dict[tuple[str, str], MemberKey]:
    """Return who decides for each (programme, member id): the member, or into whom it was merged (S28).

    Raises FurtherMembers with those that are not locked. A merge is never undone, so what is found under a lock stays.
    """
    homes: dict[tuple[str, str], MemberKey] = {}
    missing: set[MemberKey] = set()
    for programme, member_id in named:
        key = (shard_of(member_id, shards), programme, member_id)
        while (member := members.get(key)) is not None and member.merged_into is not None:
            key = (shard_of(member.merged_into, shards), programme, member.merged_into)
        homes[programme, member_id] = key
        if member is None:
            missing.add(key)
    if missing:
        raise FurtherMembers(missing)
    return homes


async def refresh_programmes(session: Session, programmes: Programmes) -> None:
    """Bring the register this process knows up to the one in the database."""
    head = await session.row(SQL["register_head"])
    await _read_on(session, programmes, head["sequence"] if head else 0)


async def _read_on(session: Session, programmes: Programmes, sequence: int) -> None:
    """Read what the register has beyond what this process knows, if it is that far."""
    if sequence > programmes.sequence:
        rows = await session.fetch(SQL["register_since"], programmes.sequence)
        programmes.fold((row["sequence"], orjson.loads(row["body"])) for row in rows)


async def gather(
    session: Session,
    events: Sequence[Event],
    members: dict[MemberKey, Member],
    programmes: Programmes,
    clock: datetime,
    shards: int,
    first_lots: Mapping[MemberKey, int],
) -> Working:
    """Read for events whose members are locked what their decisions may ask for. Raises FurtherMembers.

    `first_lots` says of how many lots a decision could not do with fewer, where one has asked for more.
    """
    working = Working(programmes=programmes, clock=clock, members=members, seen={}, business_keys={})
    if waiting := await _read_bound(session, events, working):
        working.parked = await _read_parked(session, waiting)
        await _read_bound(session, [one.event for parked in working.parked.values() for one in parked], working)
    every = [*events, *(one.event for parked in working.parked.values() for one in parked)]
    named = {(event.programme, event.member_id) for event in every}
    working.homes = homes_of(named, members, shards)
    owned = [(event, _owner(event, working, shards)) for event in every]
    working.keys = [key for _, key in owned[: len(events)]]
    origins = await read_aliases(session, working)
    erased = {alias for event, key in owned for alias in aliases_of(event, members[key])}
    if not erased <= members.keys():
        raise FurtherMembers(erased)
    others = wanted_others(((event, members[key]) for event, key in owned), programmes)
    working.homes |= homes_of(others.keys() - working.homes.keys(), members, shards)
    await _read_private(session, every, working)
    working.orders_wanted = frozenset(order_key_of(event) for event in every if event.type == "purchase.returned")
    await read_orders(session, working, origins)
    await read_redemptions(session, owned, working, origins)
    await read_lots(session, working, _lots_wanted(owned, working, first_lots))
    asked: list[tuple[MemberKey, Iterable[Tally]]] = [(key, wanted_tallies(event, programmes)) for event, key in owned]
    asked += [(working.homes[other], tallies) for other, tallies in others.items()]
    await _read_tallies(session, asked, working)
    await _read_birthdays(session, working)
    await read_tiers(session, owned, frozenset(working.homes[other] for other in others), working)
    return working


def _owner(event: Event, working: Working, shards: int) -> MemberKey:
    """Return whose row an event is decided under: of who bears the name now, or of a store so called."""
    if event.type in OF_NO_MEMBER:
        return (shard_of(event.member_id, shards), event.programme, event.member_id)
    return working.homes[event.programme, event.member_id]


def _lots_wanted(
    events: Sequence[tuple[Event, MemberKey]], working: Working, first_lots: Mapping[MemberKey, int]
) -> dict[MemberKey, LotsWanted]:
    """Return by member which lots its decisions look at."""
    own: dict[MemberKey, list[Event]] = {key: [] for key in working.members}
    for event, key in events:
        own[key].append(event)
        if event.type == "member.merged" and (named := counterpart(event)) is not None:
            own[working.homes[event.programme, named]].append(event)  # Whose lots may all pay the debt.
    horizon = latest_instant(event for event, _ in events)
    return {
        key: wanted_lots(member, own[key], horizon, first_lots.get(key, 0)) for key, member in working.members.items()
    }


async def _read_bound(session: Session, events: Sequence[Event], working: Working) -> list[bytes]:
    """Read the register, and what is bound by the ids and keys of events; return the ids of returns that wait (S23).

    Those wait for an order of these events, or have an event id of them.
    """
    keys = [event.business_key for event in events if event.business_key]
    orders = [order_key_of(event) for event in events if event.type in HAVE_ORDERS]
    rows = await session.fetch(
        SQL["bound_find"], b"".join(event.key for event in events), len(events), b"".join(keys), len(keys),
        b"".join(orders), len(orders),
    )  # fmt: skip
    parked: set[bytes] = set()
    for what, key, digest, shard, sequence in rows:
        match what:
            case "register":
                await _read_on(session, working.programmes, sequence)
            case "seen":
                working.seen[key] = Taken(digest, Position(shard, sequence))
            case "business_key":
                working.business_keys[key] = Taken(digest, Position(shard, sequence))
            case "parked":
                parked.add(key)
    return sorted(parked)


async def _read_private(session: Session, events: Sequence[Event], working: Working) -> None:
    """Read the salts of members of whom the batch brings private data, and what is known of that already (S4, S29)."""
    private = [event for event in events if private_part(event.type, event.raw) is not None]
    if not private:
        return
    homes = sorted({working.homes[event.programme, event.member_id] for event in private})
    for *key, salt in await session.fetch(SQL["salt_find"], *(column(key[at] for key in homes) for at in range(3))):
        working.salts[key[0], key[1], key[2]] = salt
    if again := [event for event in private if event.key in working.seen]:
        await _read_known_private(session, again, working)


async def _read_known_private(session: Session, events: Sequence[Event], working: Working) -> None:
    """Read of events that come again what their records say of their private part, while its salt is kept (S4, S29)."""
    taken = {event.key: working.seen[event.key] for event in events}
    rows = await session.fetch(
        SQL["private_of_records"],
        [known.record.shard for known in taken.values()],
        [known.record.sequence for known in taken.values()],
    )
    said = {(row["shard"], row["sequence"]): row for row in rows}
    for known in taken.values():
        row = said.get((known.record.shard, known.record.sequence))
        if row is not None:
            known.private = Private(row["salt"], row["attributes"] or row["reason"])


async def _read_parked(session: Session, keys: Sequence[bytes]) -> dict[bytes, list[Waiting]]:
    """Return by order key the returns that wait under these ids, in the order of their arrival (S23)."""
    parked: dict[bytes, list[Waiting]] = {}
    for row in await session.fetch(SQL["parked_find"], keys):
        event = decode_parked(
            source=row["source"], event_id=row["event_id"], event_type=row["type"], time=row["time"],
            programme=row["programme"], member_id=row["member_id"], data=orjson.loads(row["data"]),
        )  # fmt: skip
        event.admitted_by = row["admitted_by"]
        parked.setdefault(row["order_key"], []).append(Waiting(event, row["give_up_at"]))
    return parked


async def _read_tallies(session: Session, asked: Iterable[tuple[MemberKey, Iterable[Tally]]], working: Working) -> None:
    """Read what members did against limits; what their aliases did before they were merged counts too (S28)."""
    wanted: dict[tuple[MemberKey, Tally], MemberKey] = {}
    for key, tallies in asked:
        for tally in tallies:
            wanted[key, tally] = key
            wanted |= {((alias.shard, key[1], alias.member_id), tally): key for alias in working.members[key].aliases}
    if not wanted:
        return
    rows = sorted((*key, *tally) for key, tally in wanted)
    columns = [column(row[at] for row in rows) for at in range(5)]
    for shard, programme, member_id, what, since, amount in await session.fetch(SQL["tally_find"], *columns):
        tallies = working.members[wanted[(shard, programme, member_id), (what, since)]].tallies
        tallies[what, since] = tallies.get((what, since), 0) + amount


async def _read_birthdays(session: Session, working: Working) -> None:
    """Read when members were born, where a rule of their programme may ask for it."""
    keys = sorted(key for key in working.members if working.programmes.asks_birthdays(key[1]))
    if not keys:
        return
    for row in await session.fetch(SQL["birthday_find"], *(column(key[at] for key in keys) for at in range(3))):
        member = working.members[row["shard"], row["programme"], row["member_id"]]
        member.birthday = (row["birth_month"], row["birth_day"])
