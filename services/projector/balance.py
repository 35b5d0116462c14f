"""The balance view as a pure fold: what each member has, which lots and holds are open, where the records are.

What a posting does follows from its source and its target alone; only for holds and segments is the event's type asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from schemas import calendar
from schemas.calendar import Meaning
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


@dataclass(slots=True, frozen=True)
class Hold:
    """Points that are held until an instant: how many of which lot (S19)."""

    held_until: datetime
    allocation: list[tuple[str, int]]


@dataclass(slots=True)
class BalanceDelta:
    """What records change: each of MEMBER_SUMS by member, lots by (member, lot id), and the records' places.

    `segments` are those last named. `holds` are opened and still open, by member and redemption id; of those that were
    open before, `ended` are over by their id, `lapsed` by the instant their time ran out. A member is there as soon as
    one record of theirs was accepted, even when it moved nothing. `merged` says into whom; of `cleared` members all
    holds of before are over; of `erased` ones everything of before goes, before the rest is added.
    """

    members: dict[MemberKey, list[int]] = field(default_factory=dict)
    lots: dict[tuple[MemberKey, str], LotChange] = field(default_factory=dict)
    entries: list[tuple[int, str, str, int]] = field(default_factory=list)
    segments: dict[MemberKey, str] = field(default_factory=dict)
    holds: dict[MemberKey, dict[str, Hold]] = field(default_factory=dict)
    ended: set[tuple[MemberKey, str]] = field(default_factory=set)
    lapsed: set[tuple[MemberKey, datetime]] = field(default_factory=set)
    merged: dict[MemberKey, str] = field(default_factory=dict)
    cleared: set[MemberKey] = field(default_factory=set)
    erased: set[MemberKey] = field(default_factory=set)


@dataclass(slots=True, frozen=True)
class OpenLot:
    """A lot with something left, as a read finds it; `holds` are (until when, points) of the open holds on it."""

    lot_id: str
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    pending: int
    active: int
    held: int
    holds: tuple[tuple[datetime, int], ...] = ()


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
        _follow(body, key, delta)
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
        if body["event"]["type"] == "member.erased":
            _erase(key, delta)


def _erase(key: MemberKey, delta: BalanceDelta) -> None:
    """Forget a member: what these records added, and, by being named, what is in the view (S29)."""
    delta.erased.add(key)
    delta.entries = [entry for entry in delta.entries if entry[:3] != key]
    delta.lots = {lot_key: lot for lot_key, lot in delta.lots.items() if lot_key[0] != key}
    for of_members in (delta.members, delta.segments, delta.holds, delta.merged):
        of_members.pop(key, None)


def _follow(body: RecordBody, key: MemberKey, delta: BalanceDelta) -> None:
    """Follow holds from record to record, and the member's segment (S19, S30).

    Any record may begin with holds that lapsed: their points came back just when their time ran out (S15a).
    """
    opened = delta.holds.get(key, {})
    for posting in body["postings"]:
        if posting["source"] == "held" and posting["target"] == "active":
            held_until = datetime.fromisoformat(posting["effective_at"])
            delta.lapsed.add((key, held_until))
            for redemption_id in [name for name, hold in opened.items() if hold.held_until == held_until]:
                del opened[redemption_id]
    if "caused_by" in body:
        if "merged" in (why := body.get("explanation", {})):
            _take_over_holds(why["holds"], key, delta)
        return
    data = body["event"]["data"]
    match body["event"]["type"]:
        case "member.closed" | "member.erased" | "member.merged" as kind:
            delta.holds.pop(key, None)
            delta.cleared.add(key)
            if kind == "member.merged":
                delta.merged[key] = body["explanation"]["merged_into"]
        case "member.enrolled" | "member.updated" if data.get("segment"):
            delta.segments[key] = data["segment"]
        case "redemption.captured" | "redemption.released":
            if opened.pop(data["redemption_id"], None) is None:
                delta.ended.add((key, data["redemption_id"]))
        case "redemption.reserved":
            delta.holds.setdefault(key, {})[data["redemption_id"]] = Hold(
                datetime.fromisoformat(body["explanation"]["held_until"]),
                [
                    (posting["lot"]["lot_id"], posting["amount"])
                    for posting in body["postings"]
                    if posting["source"] == "active" and posting["target"] == "held"
                ],
            )


def _take_over_holds(holds: list[dict[str, Any]], key: MemberKey, delta: BalanceDelta) -> None:
    """Open the holds that came with a member who was merged into this one (S28)."""
    for hold in holds:
        delta.holds.setdefault(key, {})[hold["redemption_id"]] = Hold(
            datetime.fromisoformat(hold["held_until"]),
            [(f"{key[2]}/{number}", points) for number, points in hold["allocation"]],
        )


def _number(lot: OpenLot) -> int:
    """Return the member's number of a lot, the last part of its id."""
    number = lot.lot_id.rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def _end(lot: OpenLot, means: Meaning | None) -> datetime | None:
    """Return when a lot expires: its frozen date, or what that means while expiry is suspended (S30)."""
    return lot.expires_at if lot.expires_at is None or means is None else means(lot.expires_at)


def lot_order(lot: OpenLot, means: Meaning | None = None) -> tuple[bool, float, datetime, int, str]:
    """The order in which lots are redeemed and shown: first to expire first, never-expiring last (S18, S30)."""
    expires = _end(lot, means)
    return (
        expires is None,
        expires.timestamp() if expires else 0.0,
        lot.earned_at,
        _number(lot),
        lot.lot_id,
    )


def _lapsing(numbered: Iterable[OpenLot], at: datetime) -> list[tuple[datetime, OpenLot, int]]:
    """Return (until when, lot, points) of holds whose time has run out, in order of time and lot."""
    lapsing = [(until, lot, points) for lot in numbered for until, points in lot.holds if until <= at]
    return sorted(lapsing, key=itemgetter(0))


def spendable(lots: Iterable[OpenLot], arrears: int, at: datetime, means: Meaning | None = None) -> int:
    """Return the points that can be spent at an instant, by the same rule as the ledger decides (S15a, S16)."""
    numbered = sorted(lots, key=_number)
    return calendar.settled(numbered, arrears, at, _lapsing(numbered, at), means)[0]


def expiring(
    lots: Iterable[OpenLot], at: datetime, arrears: int = 0, means: Meaning | None = None
) -> list[tuple[datetime, int]]:
    """Return how many points expire at which instant after `at`, soonest first: pending and active ones.

    As if settled: holds whose time has run out hold nothing any more, and what has arrived by now paid the debt first.
    """
    numbered = sorted(lots, key=_number)
    left = {lot.lot_id: lot.pending + lot.active for lot in numbered}
    arrived = [(*arrival, 1) for arrival in _lapsing(numbered, at)]
    arrived += [(lot.activates_at, lot, lot.pending, 0) for lot in numbered if lot.pending and lot.activates_at <= at]
    debt = -arrears
    for instant, lot, points, was_held in sorted(arrived, key=itemgetter(0)):  # Holds come first on a tie, then by lot.
        end = _end(lot, means)
        repaid = min(debt, points) if end is None or instant < end else 0
        debt -= repaid
        left[lot.lot_id] += points * was_held - repaid
    totals: dict[datetime, int] = {}
    for lot in numbered:
        end = _end(lot, means)
        if end is not None and end > at and left[lot.lot_id]:
            totals[end] = totals.get(end, 0) + left[lot.lot_id]
    return sorted(totals.items())
