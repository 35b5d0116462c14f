"""Redemptions: points are spent at once, or held and then captured or released, and may come back (S16–S20)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from schemas.calendar import DAY, local_date, start_of_day
from schemas.events import (
    RedemptionCancelled,
    RedemptionCaptured,
    RedemptionReleased,
    RedemptionRequested,
    RedemptionReserved,
)
from schemas.values import scaled
from services.ledger.lots import (
    activate,
    arrears_after_settling,
    can_spend,
    due_holds,
    give_back,
    is_past,
    lots_by_number,
    post,
    spendable_points,
    take,
)
from services.ledger.nouns import Case, Decision, Lot, Member, Posting, Redemption, Terms
from services.ledger.reach import note_next_lapse, redemption_order
from services.ledger.reasons import Reason
from services.ledger.verdicts import accepted, deciding_instant, effective_after, not_open, refused


def requested(case: Case) -> Decision:
    """`redemption.requested`: points are spent at once, first to expire first (S16–S18)."""
    event, member = case.event, case.member
    wanted = cast("RedemptionRequested", event.data)
    if reason := _refusal(case, wanted):
        return refused(event, reason)
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    _take(decision, case, wanted, "redeemed")
    return decision


def reserved(case: Case) -> Decision:
    """`redemption.reserved`: points are held for a time, to be captured or released (S19)."""
    event, member = case.event, case.member
    wanted = cast("RedemptionReserved", event.data)
    if reason := _refusal(case, wanted):
        return refused(event, reason)
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    hold = _take(decision, case, wanted, "held")
    hold.held_until, hold.changed = event.time + timedelta(seconds=wanted.ttl_seconds), True
    note_next_lapse(member)
    decision.explanation = {"held_until": hold.held_until, "day": hold.day}
    return decision


def _refusal(case: Case, wanted: RedemptionRequested | RedemptionReserved) -> Reason | None:
    """Return why no points are taken, judged as if settled, or None (S17)."""
    event, member, settings = case.event, case.member, case.terms.version.redemption
    if reason := not_open(member):
        return reason
    if wanted.points <= 0 or wanted.points < settings.min_points or wanted.points % settings.block:
        return Reason.POINTS_OUT_OF_RANGE
    if isinstance(wanted, RedemptionReserved) and not 0 < wanted.ttl_seconds <= settings.ttl_seconds_max:
        return Reason.TTL_OUT_OF_RANGE
    if not _is_priced_right(wanted, case.terms):
        return Reason.REWARD_PRICE_MISMATCH
    if arrears_after_settling(member, event.time) < 0:
        return Reason.ARREARS_OUTSTANDING
    if not can_spend(member, wanted.points, event.time):
        return Reason.INSUFFICIENT_POINTS
    if settings.points_per_day is not None:
        used = _used(member, case.terms, event.time)
        if used + wanted.points > settings.points_per_day:
            return Reason.LIMIT_EXCEEDED
    return None


def _used(member: Member, terms: Terms, at: datetime) -> int:
    """Return what is redeemed or held on the local day of an instant, as if settled (S17)."""
    day = local_date(at, terms.zone)
    lapsing = sum(hold.points for hold in due_holds(member, at) if hold.day == day)
    return member.tallies.get(("redeemed", day), 0) - lapsing


def redeemable(member: Member, terms: Terms, at: datetime) -> int:
    """Return the most points that one redemption could take at an instant, as if settled (S17)."""
    settings = terms.version.redemption
    if member.status != "open" or arrears_after_settling(member, at) < 0:
        return 0
    most = spendable_points(member, at)
    if settings.points_per_day is not None:
        most = min(most, max(0, settings.points_per_day - _used(member, terms, at)))
    most -= most % settings.block
    return most if most >= settings.min_points else 0


def _is_priced_right(wanted: RedemptionRequested | RedemptionReserved, terms: Terms) -> bool:
    """Tell whether the points are value × points per unit, for a reward of a kind that has a price (S17)."""
    if wanted.reward is None:
        return True
    for price in terms.version.redemption.rewards:
        if price.kind == wanted.reward.kind:
            value = scaled(wanted.reward.value or "0")
            return value * price.points_per_unit == wanted.points * scaled("1")
    return True


def _take(decision: Decision, case: Case, wanted: RedemptionRequested | RedemptionReserved, target: str) -> Redemption:
    """Take points from spendable lots (S18), and keep which, so that it is never derived again."""
    member, at = case.member, case.event.time
    allocation = []
    for lot, taken in take(member, wanted.points, at):
        post(decision.postings, member, "active", target, taken, lot, at)
        allocation.append((lot.number, taken))
    day = local_date(at, case.terms.zone)
    member.count("redeemed", day, wanted.points)
    redemption = Redemption(
        redemption_id=wanted.redemption_id,
        state="held" if target == "held" else "redeemed",
        effective_at=at,
        day=day,
        held_until=None,
        allocation=allocation,
    )
    member.redemptions[wanted.redemption_id] = redemption
    return redemption


def captured(case: Case) -> Decision:
    """`redemption.captured`: held points are spent, all or part; the rest is released in the same record (S19)."""
    event, member = case.event, case.member
    wanted = cast("RedemptionCaptured", event.data)
    if reason := not_open(member):
        return refused(event, reason)
    hold = member.redemptions.get(wanted.redemption_id)
    if hold is None:
        return refused(event, Reason.REDEMPTION_UNKNOWN)
    if hold.state not in ("held", "lapsed"):
        return refused(event, Reason.HOLD_NOT_OPEN)
    effective_at = effective_after(event, hold.effective_at)
    at = deciding_instant(event, effective_at)
    if hold.state == "lapsed" or hold.held_until is None or at >= hold.held_until:
        return refused(event, Reason.HOLD_LAPSED)
    points = hold.points if wanted.points is None else wanted.points
    if not 0 < points <= hold.points:
        return refused(event, Reason.POINTS_OUT_OF_RANGE)
    # From here on it must succeed.
    decision = accepted(event, member, at, effective_at)
    redeemed = []
    for lot, held in _in_order(member, hold):
        spent = min(points, held)
        if spent:
            post(decision.postings, member, "held", "redeemed", spent, lot, effective_at)
            redeemed.append((lot.number, spent))
            points -= spent
        if held > spent:
            give_back(decision.postings, member, "held", held - spent, lot, effective_at)
            member.count("redeemed", hold.day, spent - held)
    hold.state, hold.allocation, hold.effective_at, hold.changed = "captured", redeemed, effective_at, True
    note_next_lapse(member)
    return decision


def released(case: Case) -> Decision:
    """`redemption.released`: held points are free again; of a hold that lapsed there is nothing more to post (S19)."""
    event, member = case.event, case.member
    wanted = cast("RedemptionReleased", event.data)
    if reason := not_open(member):
        return refused(event, reason)
    hold = member.redemptions.get(wanted.redemption_id)
    if hold is None:
        return refused(event, Reason.REDEMPTION_UNKNOWN)
    if hold.state not in ("held", "lapsed"):
        return refused(event, Reason.HOLD_NOT_OPEN)
    effective_at = effective_after(event, hold.effective_at)
    # From here on it must succeed.
    decision = accepted(event, member, deciding_instant(event, effective_at), effective_at)
    if hold.state == "held":
        give_up_hold(decision.postings, member, hold, effective_at)
        note_next_lapse(member)
    return decision


def give_up_hold(postings: list[Posting], member: Member, hold: Redemption, effective_at: datetime) -> None:
    """Give all held points back, and the room in the daily limit with them (S17, S19)."""
    for lot, held in _in_order(member, hold):
        give_back(postings, member, "held", held, lot, effective_at)
    member.count("redeemed", hold.day, -hold.points)
    hold.state, hold.effective_at, hold.changed = "released", effective_at, True


def _in_order(member: Member, hold: Redemption) -> list[tuple[Lot, int]]:
    """Return the lots of an allocation and their points, in the order of S18."""
    lots = lots_by_number(member)
    parts = [(lots[number], points) for number, points in hold.allocation]
    return sorted(parts, key=lambda part: redemption_order(part[0]))


def cancelled(case: Case) -> Decision:
    """`redemption.cancelled`: redeemed points come back to their own lots, last consumed first (S20)."""
    event, member = case.event, case.member
    wanted = cast("RedemptionCancelled", event.data)
    if reason := not_open(member):
        return refused(event, reason)
    redemption = member.redemptions.get(wanted.redemption_id)
    if redemption is None:
        return refused(event, Reason.REDEMPTION_UNKNOWN)
    if wanted.points is not None and wanted.points <= 0:
        return refused(event, Reason.POINTS_OUT_OF_RANGE)
    was_redeemed = redemption.state in ("redeemed", "captured")
    left = redemption.points - redemption.cancelled if was_redeemed else 0
    points = left if wanted.points is None else wanted.points
    if left == 0 or points > left:
        return refused(event, Reason.CANCEL_EXCEEDS_REDEEMED)
    # From here on it must succeed.
    effective_at = effective_after(event, redemption.effective_at)
    decision = accepted(event, member, deciding_instant(event, effective_at), effective_at)
    lives_until = _end_of_grace(case, effective_at) if wanted.initiated_by == "merchant" else None
    lots = lots_by_number(member)
    for number, share in _last_consumed(redemption, points):
        _recredit(decision.postings, member, lots[number], share, effective_at, lives_until)
    if redemption.inherited:
        decision.explanation = {"inherited": _as_it_was(redemption)}
    redemption.cancelled += points
    redemption.changed, redemption.inherited = True, False
    return decision


def _as_it_was(redemption: Redemption) -> dict[str, Any]:
    """Return a merged member's redemption as it was until now: from this record on it is the survivor's (S28)."""
    return {
        "state": redemption.state,
        "effective_at": redemption.effective_at,
        "day": redemption.day,
        "held_until": redemption.held_until,
        "allocation": redemption.allocation,
        "cancelled": redemption.cancelled,
    }


def _end_of_grace(case: Case, effective_at: datetime) -> datetime | None:
    """Return until when points live that a merchant's cancel gives back after their expiry; None without grace."""
    terms = case.terms_at(effective_at) or case.terms
    grace = terms.version.redemption.cancel_grace_days
    return start_of_day(local_date(effective_at, terms.zone) + (grace + 1) * DAY, terms.zone) if grace else None


def _last_consumed(redemption: Redemption, points: int) -> Iterator[tuple[int, int]]:
    """Yield (lot number, points) of what comes back next: from the end, beyond what was cancelled before."""
    back = redemption.cancelled
    for number, taken in reversed(redemption.allocation):
        skipped = min(back, taken)
        back -= skipped
        share = min(points, taken - skipped)
        if share:
            yield number, share
        points -= share


def _recredit(
    postings: list[Posting], member: Member, lot: Lot, points: int, at: datetime, lives_until: datetime | None
) -> None:
    """Give points back to their lot; past its expiry they expire, or, by grace, live until another date (S20)."""
    if lives_until is None or not is_past(member, lot, at):
        give_back(postings, member, "redeemed", points, lot, at)
        return
    if lot.active:
        post(postings, member, "active", "expired", lot.active, lot, at)
    lot.expires_at = lives_until
    activate(postings, member, "redeemed", points, lot, at)
