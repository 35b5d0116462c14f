"""What moves points other than purchases and redemptions: adjusting, transferring, merging, closing (S26–S29)."""

from tests.oracle.case import Case
from tests.oracle.days import local_day
from tests.oracle.state import PARTS, Allocated, Lot, Member, Standing
from tests.oracle.tiers import rank


def decide_adjustment(case: Case) -> str | None:
    """S26: a lot more, or points of spendable lots less, never below zero."""
    points = case.event.data["points"]
    if points == 0:
        return "POINTS_OUT_OF_RANGE"
    if points > 0:
        case.issue("adjustment", points, None)
    elif -points > sum(lot.active for lot in case.spendable()):
        return "INSUFFICIENT_POINTS"
    else:
        case.take(case.spendable(), "adjusted", -points)
    return None


def decide_transfer(case: Case) -> str | None:
    """S27: spendable lots to another member, each as a lot of its own with the same origin, partner, and dates."""
    points, terms, other = case.event.data["points"], case.terms["transfer"], case.other
    day = local_day(case.effective_at, case.zone)
    if other is None or other.member.is_closed or other.member is case.member:
        return "RECEIVER_INVALID"
    if points <= 0 or points < terms["min_points"]:
        return "POINTS_OUT_OF_RANGE"
    if case.member.arrears < 0:
        return "ARREARS_OUTSTANDING"
    if points > sum(lot.active for lot in case.spendable()):
        return "INSUFFICIENT_POINTS"
    sent = case.member.transferred_on.get(day, 0) + points
    if terms["points_per_day"] is not None and sent > terms["points_per_day"]:
        return "LIMIT_EXCEEDED"
    case.member.transferred_on[day] = sent
    other.settle()
    for part in case.take(case.spendable(), "transit", points):
        lot = _like(case.member.lot(part.lot_number), other.member)
        other.move(lot, "transit", "active", part.points)
        if not other.is_past(lot, other.effective_at):
            other.move(lot, "active", "arrears", min(-other.member.arrears, part.points))
    return None


def _like(lot: Lot, member: Member) -> Lot:
    """Give a member an empty lot of the same origin, partner, and dates."""
    new = Lot(len(member.lots) + 1, lot.origin, lot.partner_id, lot.earned_at, lot.activates_at, lot.expires_at, 0)
    member.lots.append(new)
    return new


def decide_merge(case: Case) -> str | None:
    """S28: everything to the survivor, lot by lot and part by part; then its spendable lots pay the summed debt."""
    if case.other is None or case.other.member.is_closed or case.other.member is case.member:
        return "RECEIVER_INVALID"
    member, survivor, other = case.member, case.other.member, case.other
    other.settle()
    before = len(survivor.lots)
    for lot in member.lots:
        new = _like(lot, survivor)
        new.expired_before = lot.expired + lot.expired_before
        for part in PARTS:
            amount = getattr(lot, part)
            case.move(lot, part, "transit", amount)
            other.move(new, "transit", part, amount)
    debt = -member.arrears
    case.move(None, "transit", "arrears", debt)
    other.move(None, "arrears", "transit", debt)
    _hand_over(member, survivor, before)
    _keep_higher_tier(case, other)
    other.take(other.spendable(), "arrears", -survivor.arrears)
    member.merged_into = survivor.member_id
    return None


def _hand_over(member: Member, survivor: Member, before: int) -> None:
    """Give the survivor holds, orders, and what counts towards limits; its lots begin after so many it had."""
    for redemption in member.redemptions.values():
        moved = redemption.copy()
        moved.number = len(survivor.redemptions) + 1
        for parts in (moved.held, moved.consumed):
            parts[:] = [Allocated(part.lot_number + before, part.points) for part in parts]
        survivor.redemptions[moved.redemption_id] = moved
    for key, order in member.orders.items():
        order.lot_number = None if order.lot_number is None else order.lot_number + before
        survivor.orders[key] = order
    member.redemptions, member.orders = {}, {}
    for counted in ("times_given", "earned_on", "redeemed_on", "transferred_on"):
        sums = getattr(survivor, counted)
        for what, points in getattr(member, counted).items():
            sums[what] = sums.get(what, 0) + points
    survivor.purchases += member.purchases
    survivor.has_enrolled |= member.has_enrolled


def _keep_higher_tier(case: Case, other: Case) -> None:
    """S28: the survivor keeps the higher tier until its next review."""
    tiers, at = case.terms.get("tiers"), case.effective_at
    for kind in ("reached", "assigned"):
        mine, theirs = getattr(other.member, kind), getattr(case.member, kind)
        if not theirs or (kind == "assigned" and theirs[-1].valid_until and theirs[-1].valid_until <= at):
            continue
        is_over = kind == "assigned" and mine and mine[-1].valid_until and mine[-1].valid_until <= at
        if not mine or is_over or rank(tiers, theirs[-1].tier) > rank(tiers, mine[-1].tier):
            since = max([at, *(one.since for one in mine[-1:])])
            mine.append(Standing(theirs[-1].tier, since, theirs[-1].valid_until))


def decide_closing(case: Case) -> str | None:
    """S29: holds are released, then what is left is forfeited; a debt stays."""
    for hold in sorted(case.member.open_holds, key=lambda hold: (hold.held_until, hold.redemption_id)):
        case.give_back(hold, "released", max(case.effective_at, hold.moved_at))
    for lot in case.member.lots:
        case.move(lot, "pending", "forfeited", lot.pending)
        case.move(lot, "active", "forfeited", lot.active)
    case.member.is_closed = True
    return None


def decide_erasure(case: Case) -> str | None:
    """S29: a member who is closed already is erased all the same."""
    return None if case.member.is_closed else decide_closing(case)
