"""Recall: orders, redemptions, and lots as their records and the working state have them, for the decisions at hand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from schemas.calendar import local_date
from schemas.digests import identity
from schemas.events import Event
from schemas.record import lot_number
from services.kit.database import Session, column, columns, load_queries
from services.ledger.aliases import Origins, read_inherited_lots
from services.ledger.deferral import units_of
from services.ledger.nouns import Alias, Lot, LotsRead, Member, Redemption
from services.ledger.orders import CameBack, Order, order_key, order_of
from services.ledger.reach import redemption_order
from services.ledger.wanting import LotsWanted
from services.ledger.working import MemberKey, Working

SQL = load_queries("services.ledger", "recall.sql")
NO_LOTS_READ = LotsRead(0)
NAME_REDEMPTIONS = frozenset({"redemption.captured", "redemption.released", "redemption.cancelled"})


def order_of_record(body: dict[str, Any]) -> Order:
    """Return the order that an accepted purchase's record froze, without what came back of it since (S21)."""
    numbers = [lot_number(posting) for posting in body["postings"] if posting["source"] == "issued:purchase"]
    return order_of(
        body["programme"], body["member_id"], body["event"], datetime.fromisoformat(body["effective_at"]),
        body["explanation"], numbers[0] if numbers else None,
        (units_of(body["deferred"]), body["estimate"]) if "deferred" in body else (None, None),
    )  # fmt: skip


def redemption_of_record(body: dict[str, Any], day: date) -> Redemption:
    """Return what an accepted `redemption.requested` took, from its record: never derived again (S18)."""
    return Redemption(
        redemption_id=body["event"]["data"]["redemption_id"],
        state="redeemed",
        effective_at=datetime.fromisoformat(body["effective_at"]),
        day=day,
        held_until=None,
        allocation=[
            (number, posting["amount"])
            for posting in body["postings"]
            if posting["target"] == "redeemed" and (number := lot_number(posting)) is not None
        ],
    )


def redemption_of_row(kept: Sequence[Any]) -> Redemption:
    """Return a redemption as it is kept: (id, state, effective_at, day, held_until, allocation as JSON, cancelled)."""
    redemption_id, state, effective_at, day, held_until, allocation, cancelled = kept
    parts = [(number, points) for number, points in orjson.loads(allocation)]
    return Redemption(redemption_id, state, effective_at, day, held_until, parts, cancelled)


async def _recorded(session: Session, keys: Sequence[bytes]) -> list[dict[str, Any]]:
    """Return the bodies of the records that took these keys of business."""
    rows = await session.fetch(SQL["records_of_keys"], b"".join(keys), len(keys)) if keys else []
    return [orjson.loads(row["body"]) for row in rows]


async def read_orders(session: Session, working: Working, origins: Origins) -> None:
    """Read the orders that returns of the batch refer to, with what came back of them so far (S21, S22).

    An order of a merged member is its survivor's; what came back of it before stays under the merged id (S28).
    """
    wanted = []
    by_who = {key[1:]: member for key, member in working.members.items()}
    for body in await _recorded(session, sorted(working.orders_wanted)):
        order, shard = order_of_record(body), body["shard"]
        working.orders[order_key(order.programme, order.source, order.order_id)] = order
        if origin := origins.get((order.programme, order.member_id)):
            survivor, alias = origin
            order.member_id, shard = survivor.member_id, survivor.shard
            if order.lot_number is not None:
                order.lot_number += alias.lots_after
        owner = by_who.get((order.programme, order.member_id))
        places = [(alias.shard, alias.member_id) for alias in (owner.aliases if owner else ())]
        wanted += [
            (shard_of_place, order.programme, name, order.source, order.order_id)
            for shard_of_place, name in [(shard, order.member_id), *places]
        ]
    if not wanted:
        return
    for row in await session.fetch(SQL["returned_find"], *(column(row[at] for row in wanted) for at in range(5))):
        order = working.orders[order_key(row["programme"], row["source"], row["order_id"])]
        back = CameBack(
            orjson.loads(row["lines"]), row["returned_amount"], row["clawed"], row["covered"], units_of(row["reversed"])
        )
        _add_back(order, back, earlier=row["member_id"] != order.member_id)


def _add_back(order: Order, back: CameBack, *, earlier: bool) -> None:
    """Add to an order what came back of it in one member's time."""
    for line in order.lines:
        line.returned += back.lines.get(line.line_id, 0)
    order.returned_amount += back.amount
    order.clawed += back.clawed
    order.covered += back.covered
    order.reversed += back.reversed
    if earlier:
        sums, lines = order.earlier, order.earlier.lines
        for line_id, quantity in back.lines.items():
            lines[line_id] = lines.get(line_id, 0) + quantity
        sums.amount, sums.clawed = sums.amount + back.amount, sums.clawed + back.clawed
        sums.covered, sums.reversed = sums.covered + back.covered, sums.reversed + back.reversed


async def read_redemptions(
    session: Session, events: Iterable[tuple[Event, MemberKey]], working: Working, origins: Origins
) -> None:
    """Read the open holds of members who have one, and the redemptions that events name (S19, S20).

    One of a merged member is found under its survivor's id once the survivor has changed it, under its own before.
    """
    named = {(key, event.raw["redemption_id"]) for event, key in events if event.type in NAME_REDEMPTIONS}
    holding = sorted(key for key, member in working.members.items() if member.next_lapse is not None)
    if not named and not holding:
        return
    wanted = {(*key, redemption_id) for key, redemption_id in named}
    wanted |= {
        (alias.shard, key[1], alias.member_id, redemption_id)
        for key, redemption_id in named
        for alias in working.members[key].aliases
    }
    rows = await session.fetch(
        SQL["redemptions_find"],
        *(column(row[at] for row in sorted(wanted)) for at in range(4)),
        *(column(key[at] for key in holding) for at in range(3)),
    )
    inherited = []
    for shard, programme, member_id, *kept in rows:
        redemption = redemption_of_row(kept)
        if origin := origins.get((programme, member_id)):
            inherited.append((origin[1].place, origin, redemption))
        else:
            working.members[shard, programme, member_id].redemptions[redemption.redemption_id] = redemption
    for _, origin, redemption in sorted(inherited, key=lambda each: each[0]):
        if redemption.state != "moved":
            _inherit(origin, redemption)
    await _read_unkept(session, named, working, origins)


def _inherit(origin: tuple[Member, Alias], redemption: Redemption) -> None:
    """Make a merged member's redemption its survivor's, with the lots as they are numbered there (S28)."""
    survivor, alias = origin
    redemption.allocation = [(alias.lots_after + number, points) for number, points in redemption.allocation]
    redemption.inherited = True
    survivor.redemptions.setdefault(redemption.redemption_id, redemption)


async def _read_unkept(
    session: Session, named: Iterable[tuple[MemberKey, str]], working: Working, origins: Origins
) -> None:
    """Read from their records the redemptions that were never held and never cancelled."""
    unkept = sorted(
        identity(key[1], "redemption_id", "", redemption_id)
        for key, redemption_id in named
        if redemption_id not in working.members[key].redemptions
    )
    by_who = {key[1:]: member for key, member in working.members.items()}
    for body in await _recorded(session, unkept):
        who = (body["programme"], body["member_id"])
        origin, effective_at = origins.get(who), datetime.fromisoformat(body["effective_at"])
        member = origin[0] if origin else by_who.get(who)
        terms = working.programmes.at(body["programme"], effective_at)
        if body["event"]["type"] == "redemption.requested" and member is not None and terms is not None:
            redemption = redemption_of_record(body, local_date(effective_at, terms.zone))
            if origin:
                _inherit(origin, redemption)
            else:
                member.redemptions[redemption.redemption_id] = redemption


async def read_lots(session: Session, working: Working, wanted: Mapping[MemberKey, LotsWanted]) -> None:
    """Read the lots that decisions look at: of each member what is wanted, and those of orders and redemptions read.

    Not for a purchase, however many lots there are; and of the open ones no more than a decision is likely to take.
    """
    members = working.members
    found: dict[MemberKey, dict[int, Lot]] = defaultdict(dict)
    order: dict[MemberKey, tuple[datetime, datetime, int]] = {}
    activation: dict[MemberKey, datetime] = {}
    for key, lot in await _read(
        session, "lots_first", [(*key, w.first, w.expired_by) for key, w in sorted(wanted.items()) if w.first]
    ):
        found[key][lot.number] = lot
        order[key] = max(redemption_order(lot), order.get(key, redemption_order(lot)))
    for key, lot in await _read(
        session, "lots_pending", [(*key, w.active_by) for key, w in sorted(wanted.items()) if w.active_by]
    ):
        found[key].setdefault(lot.number, lot)
        activation[key] = max(lot.activates_at, activation.get(key, lot.activates_at))
    named = _lots_named(working)
    closed = sorted(row for row in named if row[3] not in found[row[0], row[1], row[2]])
    for key, lot in await _read(session, "lots_numbered", closed):
        found[key][lot.number] = lot
    inherited = [row for row in named if members[row[0], row[1], row[2]].aliases]
    if inherited:
        await read_inherited_lots(session, working, inherited, found)
    for member in members.values():
        member.read = NO_LOTS_READ
    for key in found.keys() | {key for key, lots in wanted.items() if lots.first}:
        member = members[key]
        member.lots = [lot for _, lot in sorted(found[key].items())]
        member.read = LotsRead(wanted[key].first, order.get(key), activation.get(key))


async def _read(session: Session, query: str, rows: Sequence[tuple[object, ...]]) -> list[tuple[MemberKey, Lot]]:
    """Return the lots that a query finds, each with its member."""
    if not rows:
        return []
    found = await session.fetch(SQL[query], *columns(rows))
    return [((shard, programme, member_id), Lot(*lot)) for shard, programme, member_id, *lot in found]


def _lots_named(working: Working) -> set[tuple[int, str, str, int]]:
    """Return the lots of orders and redemptions."""
    named = {
        (*key, number)
        for key, member in working.members.items()
        for redemption in member.redemptions.values()
        for number, _ in redemption.allocation
    }
    keys = {key[1:]: key for key in working.members}
    for order in working.orders.values():
        if order.lot_number is not None and (key := keys.get((order.programme, order.member_id))):
            named.add((*key, order.lot_number))
    return named
