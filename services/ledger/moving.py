"""Points that two people put right, and points that one member gives another (S26, S27)."""

from typing import cast

from schemas.calendar import local_date
from schemas.points_events import PointsAdjusted, PointsTransferred
from services.ledger.earning import expiry_of
from services.ledger.lots import activate, arrears_after_settling, lot_like, new_lot, post, spendable_points, take
from services.ledger.nouns import Case, Decision, Lot, Member
from services.ledger.reasons import Reason
from services.ledger.verdicts import accepted, not_open, receiver_of, refused


def adjusted(case: Case) -> Decision:
    """`points.adjusted`: a lot more, or points taken as a redemption would, never below zero (S26)."""
    event, member = case.event, case.member
    points = cast("PointsAdjusted", event.data).points
    if reason := not_open(member):
        return refused(event, reason)
    if points == 0:
        return refused(event, Reason.POINTS_OUT_OF_RANGE)
    if -points > spendable_points(member, event.time):
        return refused(event, Reason.INSUFFICIENT_POINTS)
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    if points > 0:
        expires_at = expiry_of(case, local_date(event.time, case.terms.zone))
        lot = new_lot(member, "adjustment", None, event.time, event.time, expires_at, points)
        activate(decision.postings, member, "adjusted", points, lot, event.time)
        return decision
    for lot, taken in take(member, -points, event.time):
        post(decision.postings, member, "active", "adjusted", taken, lot, event.time)
    return decision


def transferred(case: Case) -> Decision:
    """`points.transferred`: spendable points go to another member, with their dates; a record of each (S27)."""
    event, member = case.event, case.member
    wanted = cast("PointsTransferred", event.data)
    receiver = receiver_of(case, wanted.to_member_id)
    if reason := _refusal(case, wanted, receiver):
        return refused(event, reason)
    assert receiver is not None  # noqa: S101 - a guard saw to it
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    taken = list(take(member, wanted.points, event.time))
    for lot, points in taken:
        post(decision.postings, member, "active", "transit", points, lot, event.time)
    member.count("transferred", local_date(event.time, case.terms.zone), wanted.points)
    decision.also.append((receiver, _received(case, wanted, receiver, taken)))
    return decision


def _refusal(case: Case, wanted: PointsTransferred, receiver: Member | None) -> Reason | None:
    """Return why no points are transferred, judged as if settled, or None (S27)."""
    event, member, settings = case.event, case.member, case.terms.version.transfer
    if reason := not_open(member):
        return reason
    if receiver is None:
        return Reason.RECEIVER_INVALID
    if wanted.points <= 0 or wanted.points < settings.min_points:
        return Reason.POINTS_OUT_OF_RANGE
    if arrears_after_settling(member, event.time) < 0:
        return Reason.ARREARS_OUTSTANDING
    if wanted.points > spendable_points(member, event.time):
        return Reason.INSUFFICIENT_POINTS
    if settings.points_per_day is not None:
        given = member.tallies.get(("transferred", local_date(event.time, case.terms.zone)), 0)
        if given + wanted.points > settings.points_per_day:
            return Reason.LIMIT_EXCEEDED
    return None


def _received(case: Case, wanted: PointsTransferred, receiver: Member, taken: list[tuple[Lot, int]]) -> Decision:
    """Credit the other member: a lot for each lot taken from, of the same origin, partner, and dates (S15, S27)."""
    at = case.event.time
    decision = accepted(case.event, receiver, at)
    decision.explanation = {"transfer_id": wanted.transfer_id, "from_member_id": case.member.member_id}
    for given, points in taken:
        lot = lot_like(receiver, given, points)
        activate(decision.postings, receiver, "transit", points, lot, at)
    return decision
