"""Moving points of lots: every change of a balance is a posting, and is made here."""

from collections.abc import Iterator
from datetime import UTC, datetime

from schemas.calendar import is_spendable, spendable
from schemas.events import POINTS_MAX
from services.ledger.nouns import Lot, Member, Posting

NEVER = datetime.max.replace(tzinfo=UTC)


def post(
    postings: list[Posting], member: Member, source: str, target: str, amount: int, lot: Lot, effective_at: datetime
) -> None:
    """Move `amount` > 0 points of a lot between accounts: append the posting and apply it to lot and member.

    Nothing is effective before its lot was earned (S2). Raises ArithmeticError when a part of the lot would become
    negative (S9), a bug, and when the member would have more points than JSON can say exactly.
    """
    postings.append(Posting(source, target, amount, lot, max(effective_at, lot.earned_at)))
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
        case _ if account.startswith("issued:"):
            member.earned -= change


def activate(
    postings: list[Posting], member: Member, source: str, amount: int, lot: Lot, effective_at: datetime
) -> None:
    """Make points active from anywhere; a debt is paid from them first (S15), unless they expired on arrival."""
    post(postings, member, source, "active", amount, lot, effective_at)
    expired = lot.expires_at is not None and lot.expires_at <= effective_at
    if member.arrears < 0 and not expired:
        post(postings, member, "active", "arrears", min(-member.arrears, amount), lot, effective_at)


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


def settle(postings: list[Posting], member: Member, at: datetime) -> None:
    """Post what time has done by `at`: pending parts become active, each at its own instant, in their order (S15a)."""
    if member.next_activation is None or member.next_activation > at:
        return
    due = [lot for lot in member.lots if lot.pending and lot.activates_at <= at]
    for lot in sorted(due, key=lambda lot: (lot.activates_at, lot.number)):
        activate(postings, member, "pending", lot.pending, lot, lot.activates_at)
    note_next_activation(member)


def note_next_activation(member: Member) -> None:
    """Keep the earliest activation of a pending part, so that most decisions need not look at lots at all.

    Every lot of the member that has a pending part is loaded whenever there is one at all.
    """
    member.next_activation = min((lot.activates_at for lot in member.lots if lot.pending), default=None)


def redemption_order(lot: Lot) -> tuple[datetime, datetime, int]:
    """The order in which points are taken: first to expire first, never-expiring last (S18)."""
    return (lot.expires_at or NEVER, lot.earned_at, lot.number)


def spendable_lots(member: Member, at: datetime) -> list[Lot]:
    """Return the lots with points to spend at an instant, in the order they are taken (S16, S18)."""
    return sorted(
        (lot for lot in member.lots if lot.active > 0 and is_spendable(lot.activates_at, lot.expires_at, at)),
        key=redemption_order,
    )


def spendable_points(member: Member, at: datetime) -> int:
    """Return what a member can spend at an instant, as if settled (S15a, S16)."""
    return spendable(member.lots, member.arrears, at)


def arrears_after_settling(member: Member, at: datetime) -> int:
    """Return the debt (≤ 0) that is left once everything due by `at` has become active (S15, S15a)."""
    arriving = sum(
        lot.pending
        for lot in member.lots
        if lot.activates_at <= at and (lot.expires_at is None or lot.expires_at > lot.activates_at)
    )
    return min(0, member.arrears + arriving)


def take(member: Member, points: int, at: datetime) -> Iterator[tuple[Lot, int]]:
    """Yield which lots give how many of `points`, in the order of S18; the caller has made sure there are enough."""
    for lot in spendable_lots(member, at):
        taken = min(points, lot.active)
        yield lot, taken
        points -= taken
        if points == 0:
            return
    raise ArithmeticError(f"{points} more points were to be taken than were spendable")
