"""Moving points of lots: every change of a balance is a posting, and is made here."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from schemas.calendar import is_spendable, settled
from schemas.values import POINTS_MAX
from services.ledger.nouns import Lot, Member, Posting, Redemption
from services.ledger.reach import (
    FIRST,
    every_lot,
    more_lots,
    note_next_activation,
    note_next_lapse,
    redemption_order,
    see_due,
    unread,
)


def post(
    postings: list[Posting], member: Member, source: str, target: str, amount: int, lot: Lot, effective_at: datetime
) -> None:
    """Move `amount` > 0 points of a lot between accounts: append the posting and apply it to lot and member.

    Nothing is effective before its lot was earned (S2). Raises ArithmeticError when a part of the lot would become
    negative (S9), a bug, and when the member would have more points than JSON can say exactly.
    """
    effective_at = max(effective_at, lot.earned_at)
    postings.append(Posting(source, target, amount, lot, effective_at, expires_at=lot.expires_at))
    _apply(member, lot, source, -amount)
    _apply(member, lot, target, amount)
    member.changed = lot.changed = True
    if member.active + member.pending > POINTS_MAX:
        raise OverflowError(
            f"{member.active + member.pending} points of one member are beyond the largest exact number"
        )
    if lot.pending < 0 or lot.active < 0 or lot.held < 0:
        raise ArithmeticError(f"S9: a part of lot {lot.number} would be negative after {source} → {target} {amount}")


def _apply(member: Member, lot: Lot, account: str, change: int) -> None:
    """Change one account, and the lot's part where the account has lots."""
    match account:
        case "active":
            member.active += change
            lot.active += change
        case "pending":
            member.pending += change
            lot.pending += change
        case "held":
            member.held += change
            lot.held += change
        case "arrears":
            member.arrears += change
        case "redeemed":
            member.redeemed += change
        case "expired":
            member.expired += change
            lot.expired += change
        case _ if account.startswith("issued:"):
            member.earned -= change


def lot_id(member_id: str, lot: Lot) -> str:
    """Return the name of a lot in records and answers."""
    return f"{member_id}/{lot.number}"


def ends_at(member: Member, lot: Lot) -> datetime | None:
    """Return what the frozen expiry of a lot means: moved when it falls into a suspension, None = never (S30)."""
    if member.suspensions is None or lot.expires_at is None:
        return lot.expires_at
    return member.suspensions.means(member.segment, lot.expires_at)


def is_past(member: Member, lot: Lot, at: datetime) -> bool:
    """Tell whether a lot is past its expiry at an instant."""
    end = ends_at(member, lot)
    return end is not None and end <= at


def activate(
    postings: list[Posting], member: Member, source: str, amount: int, lot: Lot, effective_at: datetime
) -> None:
    """Make points active from anywhere; a debt is paid from them first (S15), unless they expired on arrival."""
    post(postings, member, source, "active", amount, lot, effective_at)
    if member.arrears < 0 and not is_past(member, lot, effective_at):
        post(postings, member, "active", "arrears", min(-member.arrears, amount), lot, effective_at)


def give_back(
    postings: list[Posting], member: Member, source: str, amount: int, lot: Lot, effective_at: datetime
) -> None:
    """Make points active that were held or redeemed; those of a lot past its expiry expire at once (S19, S20)."""
    activate(postings, member, source, amount, lot, effective_at)
    if is_past(member, lot, effective_at):
        post(postings, member, "active", "expired", amount, lot, effective_at)


def new_lot(
    member: Member,
    origin: str,
    partner_id: str | None,
    earned_at: datetime,
    activates_at: datetime,
    expires_at: datetime | None,
    points: int,
) -> Lot:
    """Return the member's next lot, empty as yet; the caller posts its points."""
    member.lots_made += 1
    lot = Lot(
        number=member.lots_made,
        origin=origin,
        partner_id=partner_id,
        earned_at=earned_at,
        activates_at=activates_at,
        expires_at=expires_at,
        granted=points,
        is_new=True,
    )
    member.lots.append(lot)
    return lot


def lot_like(member: Member, given: Lot, points: int) -> Lot:
    """Return the member's next lot, of the origin, partner, and dates of another member's (S27, S28)."""
    return new_lot(
        member, given.origin, given.partner_id, given.earned_at, given.activates_at, given.expires_at, points
    )


def settle(postings: list[Posting], member: Member, at: datetime) -> None:
    """Post what time has done by `at`: holds lapse, pending parts become active, each at its own instant (S15a).

    In the order of the instants, holds first on a tie, then by the number of the lot.
    """
    see_due(member, at)
    lapsed = due_holds(member, at)
    if not lapsed and (member.next_activation is None or member.next_activation > at):
        return
    due = [(held_until, 0, lot.number, "held", points, lot) for held_until, lot, points in _parts(member, lapsed)]
    if member.next_activation is not None and member.next_activation <= at:
        due += [
            (lot.activates_at, 1, lot.number, "pending", lot.pending, lot)
            for lot in member.lots
            if lot.pending and lot.activates_at <= at
        ]
    for instant, _, _, part, points, lot in sorted(due, key=lambda each: each[:3]):
        if part == "held":
            give_back(postings, member, part, points, lot, instant)
        else:
            activate(postings, member, part, points, lot, instant)
    for hold in lapsed:
        hold.state, hold.changed = "lapsed", True
        member.count("redeemed", hold.day, -hold.points)
    if due:
        note_next_activation(member)
        note_next_lapse(member)


def due_holds(member: Member, at: datetime) -> list[Redemption]:
    """Return the open holds whose time to live has run out by `at` (S15a)."""
    if member.next_lapse is None or member.next_lapse > at:
        return []
    holds = sorted(member.redemptions.values(), key=lambda hold: hold.redemption_id)
    return [hold for hold in holds if hold.state == "held" and hold.held_until is not None and hold.held_until <= at]


def spendable_lots(member: Member, at: datetime) -> Iterator[Lot]:
    """Yield the lots with points to spend at an instant, in the order they are taken (S16, S18).

    Raises MoreLotsNeeded where the next one may be a lot that was not read: take no more of them than are needed.
    """
    end = (member.read and member.read.order) or (FIRST, FIRST, 0)
    are_more = unread(member, "active") > 0
    for lot in sorted((lot for lot in member.lots if lot.active > 0), key=redemption_order):
        if are_more and redemption_order(lot) > end:
            raise more_lots(member)
        if is_spendable(lot.activates_at, ends_at(member, lot), at):
            yield lot
    if are_more:
        raise more_lots(member)


def spendable_points(member: Member, at: datetime) -> int:
    """Return what a member can spend at an instant, as if settled (S15a, S16). Raises MoreLotsNeeded."""
    every_lot(member)
    return _as_if_settled(member, at)[0]


def can_spend(member: Member, points: int, at: datetime) -> bool:
    """Tell whether a member can spend so much at an instant, as if settled, and owes nothing (S16, S17).

    What was read may give it already; or all that was not would not do. Raises MoreLotsNeeded otherwise.
    """
    known = _as_if_settled(member, at)[0]
    if known < points <= known + unread(member, "active"):
        raise more_lots(member)
    return points <= known


def arrears_after_settling(member: Member, at: datetime) -> int:
    """Return the debt (≤ 0) that is left once everything due by `at` has become active (S15, S15a)."""
    return _as_if_settled(member, at)[1]


def _as_if_settled(member: Member, at: datetime) -> tuple[int, int]:
    """Return what lots that were read give, and the debt that is left, on which the others have no influence."""
    see_due(member, at)
    means = partial(member.suspensions.means, member.segment) if member.suspensions else None
    numbered = sorted(member.lots, key=lambda lot: lot.number)
    return settled(numbered, member.arrears, at, _parts(member, due_holds(member, at)), means)


def _parts(member: Member, holds: Sequence[Redemption]) -> list[tuple[datetime, Lot, int]]:
    """Return (until when, lot, points) of everything that lapses, in order of time and lot."""
    if not holds:
        return []
    lots = lots_by_number(member)
    parts = [
        (hold.held_until, lots[number], points)
        for hold in holds
        if hold.held_until is not None
        for number, points in hold.allocation
    ]
    return sorted(parts, key=lambda part: (part[0], part[1].number))


def lots_by_number(member: Member) -> dict[int, Lot]:
    """Return the loaded lots of a member by their numbers."""
    return {lot.number: lot for lot in member.lots}


def take(member: Member, points: int, at: datetime) -> Iterator[tuple[Lot, int]]:
    """Yield which lots give how many of `points`, in the order of S18; the caller has made sure there are enough."""
    for lot in spendable_lots(member, at):
        taken = min(points, lot.active)
        yield lot, taken
        points -= taken
        if points == 0:
            return
    raise ArithmeticError(f"{points} more points were to be taken than were spendable")
