"""The balance view as a pure fold: what each member has, which lots are open, where the member's records are.

The fold knows no event types. What a posting does follows from its source and its target alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from schemas import calendar
from schemas.record import REGISTER_SHARD, LotReference, RecordBody

MEMBER_SUMS = ("pending", "active", "held", "arrears", "earned", "redeemed", "expired")
LOT_PARTS = ("pending", "active", "held")
NOT_OF_A_MEMBER = frozenset({"sales.reported", "totals.reported"})
"""Reports whose subject is a store or a source: they make nobody a member."""

MemberKey = tuple[int, str, str]
"""(shard, programme, member id)"""
Change = tuple[int, int]
"""(index of the sum or part, +1 or −1)"""


@dataclass(slots=True)
class LotChange:
    """What happened to a lot: its reference as last named, and the change of each of LOT_PARTS.

    `made`: its points were issued, which happens in one record and never again, so the lot is new. `gave`: a part of
    it became less, so it may have nothing left.
    """

    reference: LotReference
    parts: list[int] = field(default_factory=lambda: [0, 0, 0])
    made: bool = False
    gave: bool = False


@dataclass(slots=True)
class BalanceDelta:
    """What records change: each of MEMBER_SUMS by member, lots by (member, lot id), and the records' places.

    A member is there as soon as one record of theirs was accepted, even when it moved nothing.
    """

    members: dict[MemberKey, list[int]] = field(default_factory=dict)
    lots: dict[tuple[MemberKey, str], LotChange] = field(default_factory=dict)
    entries: list[tuple[int, str, str, int]] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class OpenLot:
    """A lot with something left, as a read finds it."""

    lot_id: str
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    pending: int
    active: int
    held: int


@lru_cache(maxsize=1_024)
def effect(source: str, target: str) -> tuple[tuple[Change, ...], tuple[Change, ...], bool]:
    """Return which sums of the member and which parts of the lot a posting changes, and whether it makes the lot.

    Earned is what was issued, redeemed is net of what was given back, expired is what lapsed.
    """
    moves = ((source, -1), (target, 1))
    sums = [(MEMBER_SUMS.index(account), sign) for account, sign in moves if account in MEMBER_SUMS[:4]]
    issues = source.startswith("issued:")
    if issues:
        sums.append((MEMBER_SUMS.index("earned"), 1))
    sums += [(MEMBER_SUMS.index(account), sign) for account, sign in moves if account in ("redeemed", "expired")]
    parts = [(LOT_PARTS.index(account), sign) for account, sign in moves if account in LOT_PARTS]
    return tuple(sums), tuple(parts), issues


def fold(records: Iterable[RecordBody], delta: BalanceDelta, _zones: Mapping[str, ZoneInfo]) -> None:
    """Add what records did to `delta`. Sums commute, so any way of cutting the records into batches ends the same."""
    for body in records:
        shard = body["shard"]
        if shard == REGISTER_SHARD or body["event"]["type"] in NOT_OF_A_MEMBER:
            continue
        key = (shard, body["programme"], body["member_id"])
        delta.entries.append((*key, body["sequence"]))
        if body["verdict"] != "accepted":
            continue
        member = delta.members.get(key)
        if member is None:
            member = delta.members[key] = [0] * len(MEMBER_SUMS)
        for posting in body["postings"]:
            if posting["unit"] != "points":
                continue
            amount = posting["amount"]
            sums, parts, makes = effect(posting["source"], posting["target"])
            for index, sign in sums:
                member[index] += sign * amount
            reference = posting.get("lot")
            if parts and reference is not None:
                lot_key = (key, reference["lot_id"])
                lot = delta.lots.get(lot_key)
                if lot is None:
                    lot = delta.lots[lot_key] = LotChange(reference, made=makes)
                lot.reference = reference
                for index, sign in parts:
                    lot.parts[index] += sign * amount
                    if sign < 0:
                        lot.gave = True


def _number(lot: OpenLot) -> int:
    """Return the member's number of a lot, the last part of its id."""
    number = lot.lot_id.rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def lot_order(lot: OpenLot) -> tuple[bool, float, datetime, int, str]:
    """The order in which lots are redeemed and shown: first to expire first, never-expiring last (S18)."""
    expires = lot.expires_at
    return (
        expires is None,
        expires.timestamp() if expires else 0.0,
        lot.earned_at,
        _number(lot),
        lot.lot_id,
    )


def spendable(lots: Iterable[OpenLot], arrears: int, at: datetime) -> int:
    """Return the points that can be spent at an instant, by the same rule as the ledger decides (S15a, S16)."""
    numbered = sorted(lots, key=_number)
    return calendar.spendable(numbered, arrears, at)


def expiring(lots: Iterable[OpenLot], at: datetime) -> list[tuple[datetime, int]]:
    """Return how many pending and active points expire at which instant after `at`, soonest first. Held ones do not."""
    points: dict[datetime, int] = {}
    for lot in lots:
        if lot.expires_at is not None and lot.expires_at > at and lot.pending + lot.active > 0:
            points[lot.expires_at] = points.get(lot.expires_at, 0) + lot.pending + lot.active
    return sorted(points.items())
