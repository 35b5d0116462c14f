"""Keep: write the working state that a batch changed, and bind the identities of its events to their records."""

from collections.abc import Mapping

import orjson

from services.kit.database import Session, column, columns_of
from services.ledger.aliases import SQL as ALIASES
from services.ledger.deferral import text_of
from services.ledger.gather import SQL
from services.ledger.nouns import Lot, Member
from services.ledger.orders import Order
from services.ledger.tier_rows import write_tiers
from services.ledger.working import MemberKey, Taken, Working


async def write_identities(session: Session, working: Working) -> None:
    """Bind the batch's event ids and business keys to their records (S4, S5)."""
    if working.new_seen:
        await session.execute(
            SQL["identities_add"], *_bound_columns(working.new_seen), *_bound_columns(working.new_business_keys)
        )


def _bound_columns(bound: Mapping[bytes, Taken]) -> tuple[bytes, bytes, str, str]:
    """Return keys, digests, and the shards and sequences of the records, as `identities_add` takes them."""
    rows = sorted(bound.items())
    return (
        b"".join(key for key, _ in rows),
        b"".join(taken.digest for _, taken in rows),
        column(taken.record.shard for _, taken in rows),
        column(taken.record.sequence for _, taken in rows),
    )


async def write_members(session: Session, working: Working) -> None:
    """Write what the batch changed of members: their sums, lots, aliases, tallies, and redemptions."""
    changed = [(key, member) for key, member in sorted(working.members.items()) if member.changed]
    if not changed:
        return
    members = [
        (*key, m.status, m.enrolled, m.pending, m.active, m.held, m.arrears, m.earned, m.redeemed, m.expired,
         m.lots_made, m.next_activation, m.next_lapse, m.next_expiry, m.purchases, m.segment, m.referrer_id,
         m.joined_at, m.merged_into, m.merges)
        for key, m in changed
    ]  # fmt: skip
    await session.execute(SQL["member_update"], *map(column, zip(*members, strict=True)))
    lots = [(key, lot) for key, member in changed for lot in member.lots]
    if new := [(*key, *lot_columns(lot)) for key, lot in lots if lot.is_new and lot.changed]:
        await session.copy("ledger.lot", LOT_COLUMNS, new)
    if old := [
        (*key, lot.number, lot.expires_at, lot.pending, lot.active, lot.held, lot.expired)
        for key, lot in lots
        if lot.changed and not lot.is_new
    ]:
        await session.execute(SQL["lot_update"], *map(column, zip(*old, strict=True)))
    await _write_redemptions(session, changed)
    if aliases := [
        (*key, alias.member_id, alias.shard, alias.lots_after, alias.lots, alias.place)
        for key, member in changed
        for alias in member.aliases
        if alias.is_new
    ]:
        await session.execute(ALIASES["alias_set"], *columns_of(aliases, 8))
    if counted := [(*key, *tally, n) for key, member in changed for tally, n in sorted(member.counted.items())]:
        await session.execute(SQL["tally_add"], *map(column, zip(*counted, strict=True)))
    await write_tiers(session, changed)


async def _write_redemptions(session: Session, changed: list[tuple[MemberKey, Member]]) -> None:
    rows = [
        (*key, r.redemption_id, r.state, r.effective_at, r.day, r.held_until, orjson.dumps(r.allocation).decode(),
         r.cancelled)
        for key, member in changed
        for _, r in sorted(member.redemptions.items())
        if r.changed
    ]  # fmt: skip
    if rows:
        await session.execute(SQL["redemption_set"], *columns_of(rows, 10))


async def write_returns(session: Session, working: Working) -> None:
    """Write what came back of orders, and drop from the parked what was decided (S21, S23, L4)."""
    shards = {key[1:]: key[0] for key in working.members}
    orders = [
        (shards[order.programme, order.member_id], order.programme, order.member_id, order.source, order.order_id,
         orjson.dumps(_lines_back(order)).decode(), order.returned_amount - order.earlier.amount,
         order.clawed - order.earlier.clawed, order.covered - order.earlier.covered,
         text_of(order.reversed - order.earlier.reversed))
        for _, order in sorted(working.orders.items())
        if order.changed
    ]  # fmt: skip
    if orders:
        await session.execute(SQL["returned_set"], *columns_of(sorted(orders), 10))
    if working.unparked:
        await session.execute(SQL["parked_drop"], working.unparked)


def _lines_back(order: Order) -> dict[str, int]:
    """Return how much of each line came back in this member's time."""
    back = {line.line_id: line.returned - order.earlier.lines.get(line.line_id, 0) for line in order.lines}
    return {line_id: quantity for line_id, quantity in back.items() if quantity}


LOT_COLUMNS = (
    "shard", "programme", "member_id", "number", "origin", "partner_id", "earned_at", "activates_at", "expires_at",
    "granted", "pending", "active", "held", "expired",
)  # fmt: skip


def lot_columns(lot: Lot) -> tuple[object, ...]:
    """Return the columns of a lot after those of its member."""
    return (
        lot.number, lot.origin, lot.partner_id, lot.earned_at, lot.activates_at, lot.expires_at,
        lot.granted, lot.pending, lot.active, lot.held, lot.expired,
    )  # fmt: skip
