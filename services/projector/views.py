"""The views there are: each is a pure fold and the few statements that add what it found to the view's tables."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from decimal import Context, Decimal
from operator import itemgetter
from typing import Any, Generic, TypeVar

from schemas.record import RecordBody
from services.kit.database import Query, Session, load_queries
from services.projector import balance, liability, partners, sources, tiers
from services.projector.balance import BalanceDelta, LotChange, MemberKey
from services.projector.liability import DEFERRED, LiabilityDelta
from services.projector.money import PLACES
from services.projector.partners import REDEEMED, PartnersDelta
from services.projector.sources import SourcesDelta
from services.projector.terms import Known
from services.projector.tiers import TierDelta

Delta = TypeVar("Delta")

LOT_COLUMNS = (
    "slot", "shard", "programme", "member_id", "lot_id", "origin", "partner_id", "earned_at", "activates_at",
    "expires_at", "pending", "active", "held",
)  # fmt: skip

HOLD_COLUMNS = ("slot", "shard", "programme", "member_id", "lot_id", "redemption_id", "held_until", "points")

TIER_CHANGE_COLUMNS = (
    "slot", "shard", "programme", "member_id", "sequence", "kind", "tier", "since", "valid_until",
)  # fmt: skip
EXACT = Context(prec=60)
"""More digits than any sum has: nothing is rounded on its way into the database."""

instant = datetime.fromisoformat
_BALANCE = load_queries("services.projector", "balance.sql")
_PARTNERS = load_queries("services.projector", "partners.sql")
_SOURCES = load_queries("services.projector", "sources.sql")
_LIABILITY = load_queries("services.projector", "liability.sql")
_TIER = load_queries("services.projector", "tier.sql")


@dataclass(slots=True, frozen=True)
class View(Generic[Delta]):
    """A projection: `fold` is pure, `write` adds its delta to the slot of a version, `empty` is nothing changed."""

    name: str
    empty: Callable[[], Delta]
    fold: Callable[[Iterable[RecordBody], Delta, Known], None]
    write: Callable[[Session, int, Delta], Awaitable[None]]
    clear: tuple[Query, Query]
    """What empties slot 0, and slot 1."""


def slot_of(version: int) -> int:
    """Return the slot, 0 or 1, whose tables hold a version."""
    return version % 2


def columns_of(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Turn rows, one at least, into columns, for `unnest`."""
    return [list(column) for column in zip(*rows, strict=True)]


async def _write_balance(session: Session, slot: int, delta: BalanceDelta) -> None:
    if delta.erased:
        for what in ("entry", "lot", "hold", "alias", "member"):
            await session.execute(_BALANCE[f"balance_{what}_erase"], slot, *columns_of(sorted(delta.erased)))
    if cleared := delta.cleared - delta.erased:
        await session.execute(_BALANCE["balance_hold_erase"], slot, *columns_of(sorted(cleared)))
    if delta.merged:
        merged = [(slot, *key, into) for key, into in delta.merged.items()]
        await session.copy("view.balance_alias", ("slot", "shard", "programme", "member_id", "merged_into"), merged)
    if delta.entries:
        await session.copy(
            "view.balance_entry",
            ("slot", "shard", "programme", "member_id", "sequence"),
            [(slot, *entry) for entry in delta.entries],
        )
    if delta.members:
        members = [(*key, *sums, delta.segments.get(key, "")) for key, sums in sorted(delta.members.items())]
        await session.execute(_BALANCE["balance_member_add"], slot, *columns_of(members))
    await _write_lots(session, slot, delta.lots)
    await _write_holds(session, slot, delta)


async def _write_lots(session: Session, slot: int, changes: Mapping[tuple[MemberKey, str], LotChange]) -> None:
    """New lots by COPY, the others by upsert; those that gave all are deleted, and never written if they are new."""
    made, changed, gave = [], [], []
    for (key, lot_id), lot in changes.items():
        reference = lot.reference
        expires_at = reference["expires_at"]
        row = (
            *key, lot_id, reference["origin"], reference.get("partner_id"), instant(reference["earned_at"]),
            instant(reference["activates_at"]), instant(expires_at) if expires_at else None, *lot.parts,
        )  # fmt: skip
        if not lot.made:
            changed.append(row)
            if lot.gave:
                gave.append((*key, lot_id))
        elif any(lot.parts):
            made.append((slot, *row))
    if made:
        await session.copy("view.balance_lot", LOT_COLUMNS, made)
    if changed:
        changed.sort(key=itemgetter(0, 1, 2, 3))
        await session.execute(_BALANCE["balance_lot_add"], slot, *columns_of(changed))
    if gave:
        await session.execute(_BALANCE["balance_lot_close"], slot, *columns_of(sorted(gave)))


async def _write_holds(session: Session, slot: int, delta: BalanceDelta) -> None:
    """First what is over of the holds of before, then the new ones: one of them may end when another one ended."""
    if delta.ended:
        ended = sorted((*key, redemption_id) for key, redemption_id in delta.ended)
        await session.execute(_BALANCE["balance_hold_end"], slot, *columns_of(ended))
    if delta.lapsed:
        lapsed = sorted((*key, held_until) for key, held_until in delta.lapsed)
        await session.execute(_BALANCE["balance_hold_lapse"], slot, *columns_of(lapsed))
    opened = [
        (slot, *key, lot_id, redemption_id, hold.held_until, points)
        for key, holds in delta.holds.items()
        for redemption_id, hold in holds.items()
        for lot_id, points in hold.allocation
    ]
    if opened:
        await session.copy("view.balance_hold", HOLD_COLUMNS, opened)


async def _write_liability(session: Session, slot: int, delta: LiabilityDelta) -> None:
    if delta.points:
        rows = [(*key, *row[:DEFERRED], *map(money, row[DEFERRED:])) for key, row in sorted(delta.points.items())]
        await session.execute(_LIABILITY["liability_points_add"], slot, *columns_of(rows))
    if delta.arrears:
        debts = [(*key, *lines) for key, lines in sorted(delta.arrears.items())]
        await session.execute(_LIABILITY["liability_arrears_add"], slot, *columns_of(debts))
    if delta.sales:
        sales = [(*key, money(amount)) for key, amount in sorted(delta.sales.items())]
        await session.execute(_LIABILITY["liability_sales_add"], slot, *columns_of(sales))
    if delta.given:
        given = [(*key, points) for key, points in sorted(delta.given.items())]
        await session.execute(_LIABILITY["liability_given_add"], slot, *columns_of(given))


async def _write_partners(session: Session, slot: int, delta: PartnersDelta) -> None:
    if delta.days:
        days = [(*key, *counts) for key, counts in sorted(delta.days.items())]
        await session.execute(_PARTNERS["partners_day_add"], slot, *columns_of(days))
    if delta.settlements:
        settled = [(*key, *counts[REDEEMED:]) for key, counts in sorted(delta.settlements.items())]
        await session.execute(_PARTNERS["partners_settlement_add"], slot, *columns_of(settled))
    if delta.redemptions:
        begun = [(*key, partner) for key, partner in sorted(delta.redemptions.items())]
        await session.execute(_PARTNERS["partners_redemption_add"], slot, *columns_of(begun))


async def _write_sources(session: Session, slot: int, delta: SourcesDelta) -> None:
    if delta.received:
        received = [(*key, *counts[:2], money(counts[2])) for key, counts in sorted(delta.received.items())]
        await session.execute(_SOURCES["sources_received_add"], slot, *columns_of(received))
    if delta.reported:
        reported = [
            (*key, sequence, count, None if amount is None else money(amount))
            for key, (sequence, count, amount) in sorted(delta.reported.items())
        ]
        await session.execute(_SOURCES["sources_reported_set"], slot, *columns_of(reported))


def money(amount: int) -> Decimal:
    """Return an amount in 10⁻⁸ of the currency as the database keeps it, exactly."""
    return Decimal(amount).scaleb(-PLACES, EXACT)


async def _write_tier(session: Session, slot: int, delta: TierDelta) -> None:
    rows = []
    for key in sorted(delta.standings.keys() | delta.joined.keys()):
        standings = delta.standings.get(key, {})
        stands = [astuple(standings[kind]) if kind in standings else (None, None, None) for kind in tiers.KINDS]
        rows.append((*key, delta.joined.get(key), *stands[0], *stands[1]))
    if rows:
        await session.execute(_TIER["tier_member_set"], slot, *columns_of(rows))
    if delta.changes:
        await session.copy("view.tier_change", TIER_CHANGE_COLUMNS, [(slot, *change) for change in delta.changes])
    if delta.days:
        days = sorted((*key, day, *measures) for (key, day), measures in delta.days.items())
        await session.execute(_TIER["tier_day_add"], slot, *columns_of(days))


BALANCE = View(
    "balance",
    BalanceDelta,
    lambda records, delta, known: balance.fold(records, delta, known.zones),
    _write_balance,
    (
        Query(
            "balance_clear",
            "TRUNCATE view.balance_member_0, view.balance_lot_0, view.balance_entry_0, view.balance_hold_0, "
            "view.balance_alias_0",
        ),
        Query(
            "balance_clear",
            "TRUNCATE view.balance_member_1, view.balance_lot_1, view.balance_entry_1, view.balance_hold_1, "
            "view.balance_alias_1",
        ),
    ),
)
LIABILITY = View(
    "liability",
    LiabilityDelta,
    lambda records, delta, known: liability.fold(records, delta, known.zones),
    _write_liability,
    (
        Query(
            "liability_clear",
            "TRUNCATE view.liability_points_0, view.liability_standing_0, view.liability_arrears_0, "
            "view.liability_sales_0, view.liability_given_0",
        ),
        Query(
            "liability_clear",
            "TRUNCATE view.liability_points_1, view.liability_standing_1, view.liability_arrears_1, "
            "view.liability_sales_1, view.liability_given_1",
        ),
    ),
)
PARTNERS = View(
    "partners",
    PartnersDelta,
    partners.fold,
    _write_partners,
    (
        Query(
            "partners_clear",
            "TRUNCATE view.partners_day_0, view.partners_settlement_0, view.partners_redemption_0",
        ),
        Query(
            "partners_clear",
            "TRUNCATE view.partners_day_1, view.partners_settlement_1, view.partners_redemption_1",
        ),
    ),
)
TIER = View(
    "tier",
    TierDelta,
    lambda records, delta, _known: tiers.fold(records, delta),
    _write_tier,
    (
        Query("tier_clear", "TRUNCATE view.tier_member_0, view.tier_change_0, view.tier_day_0"),
        Query("tier_clear", "TRUNCATE view.tier_member_1, view.tier_change_1, view.tier_day_1"),
    ),
)
SOURCES = View(
    "sources",
    SourcesDelta,
    sources.fold,
    _write_sources,
    (
        Query("sources_clear", "TRUNCATE view.sources_received_0, view.sources_reported_0"),
        Query("sources_clear", "TRUNCATE view.sources_received_1, view.sources_reported_1"),
    ),
)
VIEWS: tuple[View[Any], ...] = (BALANCE, LIABILITY, PARTNERS, SOURCES, TIER)
