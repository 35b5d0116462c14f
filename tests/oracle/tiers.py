"""Tiers: what counts towards one, when it is reached, kept, lowered, or assigned (S31, S32, S11, S24)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.case import Case
from tests.oracle.days import DAY, add_months, instant, local_day, start_of_day
from tests.oracle.returning import bought_and_returned
from tests.oracle.state import Member, Order, Standing

Tiers = dict[str, Any]
"""The `tiers` of a programme version."""
Days = tuple[date, date]
"""The first and the last day of a window."""


# What counts (S31).


def spend(order: Order) -> Fraction:
    """The eligible amount less what came back of it."""
    bought, returned = bought_and_returned(order, eligible_only=True)
    return bought - min(bought, returned)


def points_earned(order: Order) -> Fraction:
    """The points of the purchase less its claws."""
    return Fraction(order.points - order.clawed)


def visits(order: Order) -> Fraction:
    """One, unless all of it came back; of an order that cost nothing, all its lines."""
    bought, returned = bought_and_returned(order, eligible_only=False)
    counted = [line for line in order.lines if line.quantity]
    wholly = returned >= bought if bought else bool(counted) and all(l.returned >= l.quantity for l in counted)  # noqa: E741
    return Fraction(0 if wholly else 1)


METRICS: dict[str, Callable[[Order], Fraction]] = {"spend": spend, "points_earned": points_earned, "visits": visits}


def metric(member: Member, tiers: Tiers, days: Days | None, zone: ZoneInfo) -> Fraction:
    """Add up what a member's purchases of a window come to, at the dates of the purchases (S24)."""
    return sum(
        (
            METRICS[tiers["metric"]](order)
            for order in member.orders.values()
            if order.qualifies and (days is None or days[0] <= local_day(order.effective_at, zone) <= days[1])
        ),
        Fraction(0),
    )


# Windows.


def anniversary(joined: date, day: date) -> int:
    """Return how many whole years after somebody joined the year began that a day is in; before it, less than 0."""
    years = day.year - joined.year
    return years if add_months(joined, 12 * years) <= day else years - 1


def window(kind: Tiers, day: date, joined: date) -> Days | None:
    """Return the window that a day is in, or, rolling, that ends with it; None is all time."""
    match kind["kind"]:
        case "calendar_year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "rolling":
            return add_months(day, -kind["months"]) + DAY, day
        case "anniversary":
            year = anniversary(joined, day)
            return add_months(joined, 12 * year), add_months(joined, 12 * (year + 1)) - DAY
    return None


def window_before(kind: Tiers, day: date, joined: date) -> Days:
    """Return the last window that ended before a day."""
    last = day - DAY
    if kind["kind"] != "rolling":
        this = window(kind, day, joined)
        assert this is not None, "a tier of a lifetime is not reviewed"
        last = this[0] - DAY
    before = window(kind, last, joined)
    assert before is not None
    return before


def end_of_next(kind: Tiers, days: Days | None, joined: date, zone: ZoneInfo) -> datetime | None:
    """Return when the window after this one is over (S32: `valid_until`); None is never."""
    if days is None:
        return None
    if kind["kind"] == "rolling":
        return start_of_day(add_months(days[1], kind["months"]) + DAY, zone)
    following = window(kind, days[1] + DAY, joined)
    assert following is not None
    return start_of_day(following[1] + DAY, zone)


# Standings.


def rank(tiers: Tiers | None, tier: str | None) -> int:
    """Return the place of a tier from 1; 0 for none, and for one that this version does not know."""
    names = [level["tier"] for level in (tiers or {"levels": []})["levels"]]
    return names.index(tier) + 1 if tier in names else 0


def earned_level(tiers: Tiers, value: Fraction) -> str | None:
    """Return the highest level whose threshold a metric reaches."""
    reached = [level["tier"] for level in tiers["levels"] if Fraction(level["threshold"]) <= value]
    return reached[-1] if reached else None


def last_since(standings: Iterable[Standing], at: datetime) -> Standing | None:
    """Return the standing at an instant: of the last one that began by then."""
    begun = [standing for standing in standings if standing.since <= at]
    return max(enumerate(begun), key=lambda one: (one[1].since, one[0]))[1] if begun else None


def tier_at(member: Member, tiers: Tiers | None, at: datetime) -> str | None:
    """S11, S32: the tier at an instant, of what was reached and what was assigned the higher one."""
    reached, assigned = last_since(member.reached, at), last_since(member.assigned, at)
    candidates = [reached.tier if reached else None]
    if assigned and (assigned.valid_until is None or at < assigned.valid_until):
        candidates.append(assigned.tier)
    best = max(candidates, key=lambda tier: rank(tiers, tier))
    return best if rank(tiers, best) else None


def tier_after(member: Member, tiers: Tiers | None, at: datetime) -> str | None:
    """S31: what a record is stamped with: the higher of what was reached last, and of what was assigned last and holds.

    Other than `tier_at`, it is what the record knows, also of a record that comes late.
    """
    return tier_at(
        replace(member, reached=[replace(one, since=at) for one in member.reached[-1:]],
                assigned=[replace(one, since=at) for one in member.assigned[-1:]]),
        tiers, at,
    )  # fmt: skip


def level_multiplier(case: Case) -> Fraction | None:
    """S11: the multiplier of the member's tier at `effective_at`, None where it has none."""
    tiers = case.terms.get("tiers")
    tier = tier_at(case.member, tiers, case.effective_at)
    levels = [level for level in (tiers or {"levels": []})["levels"] if level["tier"] == tier]
    return Fraction(levels[0]["multiplier"]) if levels and levels[0].get("multiplier") else None


# What changes them.


def upgrade(case: Case) -> None:
    """S32: after a purchase was counted, the level that the window of its day comes to, if that is higher."""
    tiers, member = case.terms.get("tiers"), case.member
    if tiers:
        days = window(tiers["window"], local_day(case.effective_at, case.zone), _joined(case))
        _reach(case, tiers, days, earned_level(tiers, metric(member, tiers, days, case.zone)))


def join(case: Case) -> None:
    """S32: a level with a threshold of 0 is reached without a purchase, while there is nothing else."""
    tiers, member = case.terms.get("tiers"), case.member
    if tiers and not rank(tiers, member.reached[-1].tier if member.reached else None):
        days = window(tiers["window"], local_day(case.effective_at, case.zone), _joined(case))
        _reach(case, tiers, days, earned_level(tiers, Fraction(0)))


def _reach(case: Case, tiers: Tiers, days: Days | None, level: str | None) -> None:
    member = case.member
    now = member.reached[-1] if member.reached else None
    valid_until = end_of_next(tiers["window"], days, _joined(case), case.zone)
    if rank(tiers, level) > rank(tiers, now.tier if now else None):
        since = max(case.effective_at, now.since) if now else case.effective_at
        member.reached.append(Standing(level, since, valid_until))
    elif level and now and now.tier == level and now.valid_until and case.effective_at >= now.valid_until:
        member.reached.append(Standing(level, now.since, valid_until))


def decide_review(case: Case) -> str | None:
    """S32: by the window that ended, keep the tier, or lower it: by one level at most, or to what was earned."""
    tiers, member, as_of = case.terms.get("tiers"), case.member, case.deciding_at
    now = member.reached[-1] if member.reached else None
    if not tiers or tiers["window"]["kind"] == "lifetime" or not now or now.tier is None or now.valid_until is None:
        return None
    until = local_day(now.valid_until, case.zone)
    if start_of_day(until + tiers["grace_days"] * DAY, case.zone) > as_of:
        return None
    days = window_before(tiers["window"], until, _joined(case))
    earned = earned_level(tiers, metric(member, tiers, days, case.zone))
    valid_until = end_of_next(tiers["window"], days, _joined(case), case.zone)
    place = rank(tiers, now.tier)
    case.has_noted = True
    if place and rank(tiers, earned) >= place:
        member.reached.append(Standing(now.tier, now.since, valid_until))
        return None
    lowered = rank(tiers, earned)
    if tiers["soft_landing"] and place:
        lowered = place - 1
    tier = tiers["levels"][lowered - 1]["tier"] if lowered else None
    member.reached.append(Standing(tier, max(as_of, now.since), valid_until if tier else None))
    return None


def decide_assignment(case: Case) -> str | None:
    """S32: a tier by hand is a floor until its own date."""
    data = case.event.data
    if not rank(case.terms.get("tiers"), data["tier"]):
        return "TIER_UNKNOWN"
    until = instant(data["valid_until"]) if data.get("valid_until") else None
    case.member.assigned.append(Standing(data["tier"], case.effective_at, until))
    return None


def _joined(case: Case) -> date:
    """Return the local day on which the ledger came to know the member."""
    return local_day(case.member.joined_at or case.effective_at, case.zone)
