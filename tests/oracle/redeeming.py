"""Redemption in one phase and in two (S16–S19), and what cancelling gives back (S20)."""

from datetime import timedelta
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.days import end_of_day_after, local_day
from tests.oracle.state import Allocated, Lot, Redemption


def redemption_refused(case: Case) -> str | None:
    """S17: the guards, in their order."""
    data, terms = case.event.data, case.terms["redemption"]
    points, reward = data["points"], data.get("reward") or {}
    if points <= 0 or points < terms["min_points"] or points % terms["block"]:
        return "POINTS_OUT_OF_RANGE"
    if "ttl_seconds" in data and not 0 < data["ttl_seconds"] <= terms["ttl_seconds_max"]:
        return "TTL_OUT_OF_RANGE"
    if reward.get("value") is not None:
        prices = [one["points_per_unit"] for one in terms["rewards"] if one["kind"] == reward["kind"]]
        if any(points != Fraction(reward["value"]) * price for price in prices):
            return "REWARD_PRICE_MISMATCH"
    if case.member.arrears < 0:
        return "ARREARS_OUTSTANDING"
    if points > sum(lot.active for lot in case.spendable()):
        return "INSUFFICIENT_POINTS"
    limit, day = terms["points_per_day"], local_day(case.effective_at, case.zone)
    if limit is not None and case.member.redeemed_on.get(day, 0) + points > limit:
        return "LIMIT_EXCEEDED"
    return None


def decide_redemption(case: Case) -> str | None:
    """S18, S19: take from spendable lots, to `redeemed`, or to `held` for a time."""
    if reason := redemption_refused(case):
        return reason
    data, member = case.event.data, case.member
    is_hold = case.event.type == "redemption.reserved"
    taken = case.take(case.spendable(), "held" if is_hold else "redeemed", data["points"])
    day = local_day(case.effective_at, case.zone)
    member.redeemed_on[day] = member.redeemed_on.get(day, 0) + data["points"]
    member.redemptions[data["redemption_id"]] = Redemption(
        redemption_id=data["redemption_id"],
        number=len(member.redemptions) + 1,
        status="open" if is_hold else "requested",
        effective_at=case.effective_at,
        moved_at=case.effective_at,
        day=day,
        held_until=case.effective_at + timedelta(seconds=data["ttl_seconds"]) if is_hold else None,
        held=taken if is_hold else [],
        consumed=[] if is_hold else taken,
    )
    return None


def decide_capture(case: Case) -> str | None:
    """S19: all or part of what is held is redeemed, in the order it was taken; the rest goes back."""
    data, hold = case.event.data, case.member.redemptions.get(case.event.data["redemption_id"])
    if hold is None:
        return "REDEMPTION_UNKNOWN"
    if hold.status not in ("open", "lapsed"):
        return "HOLD_NOT_OPEN"
    if hold.status == "lapsed" or (hold.held_until and case.deciding_at >= hold.held_until):
        return "HOLD_LAPSED"
    points = hold.points_held if data.get("points") is None else data["points"]
    if not 0 < points <= hold.points_held:
        return "POINTS_OUT_OF_RANGE"
    rest = []
    for part in case.in_order(hold.held):
        amount = min(points, part.points)
        points -= amount
        if amount:
            case.move(case.member.lot(part.lot_number), "held", "redeemed", amount)
            hold.consumed.append(Allocated(part.lot_number, amount))
        if amount < part.points:
            rest.append(Allocated(part.lot_number, part.points - amount))
    hold.held = rest
    case.give_back(hold, "captured")
    return None


def decide_release(case: Case) -> str | None:
    """S19: what is held goes back; of a hold that lapsed there is nothing more to post."""
    hold = case.member.redemptions.get(case.event.data["redemption_id"])
    if hold is None:
        return "REDEMPTION_UNKNOWN"
    if hold.status not in ("open", "lapsed"):
        return "HOLD_NOT_OPEN"
    if hold.status == "open":
        case.give_back(hold, "released")
    return None


def decide_cancel(case: Case) -> str | None:
    """S20: give back to the lots that were consumed, the last first, never more than was redeemed in all."""
    data, redemption = case.event.data, case.member.redemptions.get(case.event.data["redemption_id"])
    if redemption is None:
        return "REDEMPTION_UNKNOWN"
    wanted = data.get("points")
    if wanted is not None and wanted <= 0:
        return "POINTS_OUT_OF_RANGE"
    points = redemption.points_consumed if wanted is None else wanted
    if points == 0 or points > redemption.points_consumed:
        return "CANCEL_EXCEEDS_REDEEMED"
    while points:
        last = redemption.consumed[-1]
        amount = min(points, last.points)
        _recredit(case, case.member.lot(last.lot_number), amount)
        points -= amount
        last.points -= amount
        if not last.points:
            redemption.consumed.pop()
    return None


def _recredit(case: Case, lot: Lot, amount: int) -> None:
    """S20: with the lot's own expiry, or, past it and by the merchant's doing, with days of grace for what returns."""
    grace_days = case.terms["redemption"]["cancel_grace_days"]
    if case.is_past(lot, case.effective_at) and case.event.data.get("initiated_by") == "merchant" and grace_days > 0:
        case.move(lot, "active", "expired", lot.active)
        lot.expires_at = end_of_day_after(case.effective_at, grace_days, case.zone)
    case.arrive(lot, "redeemed", amount)
