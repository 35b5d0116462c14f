"""The decision: one event, one member, the terms in force, the clock. Pure: it asks for nothing and knows no time.

Each rule is a ladder of guards in the order of semantics (docs/semantics.md), from the most permanent reason to the
most passing; then one line says that from here on it must succeed. Working state is changed below that line only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from schemas.calendar import local_date
from schemas.events import Due, Event, RedemptionRequested
from services.ledger.earning import scaled
from services.ledger.granting import done, enrolled, granted, updated
from services.ledger.lots import arrears_after_settling, note_next_activation, post, spendable_points, take
from services.ledger.nouns import Case, Decision, Member, Posting, SetAside, Terms
from services.ledger.purchasing import purchase
from services.ledger.reasons import Quarantined, Reason
from services.ledger.verdicts import accepted, refused

FUTURE_TOLERANCE = timedelta(minutes=5)


def admit(event: Event, admission: Terms, clock: datetime) -> SetAside | None:
    """Return why an event is set aside for its time, or None (S2, S25). `admission` are the terms at the clock."""
    latest = max(event.time, event.data.as_of) if isinstance(event.data, Due) else event.time
    if latest > clock + FUTURE_TOLERANCE:
        return SetAside(
            Quarantined.IN_FUTURE,
            f"{latest.isoformat()} is more than 5 minutes after the ledger's clock {clock.isoformat()}; "
            "set the sender's clock, then replay",
            "time",
        )
    lateness = admission.version.max_lateness_days
    if lateness is not None and event.time < clock - timedelta(days=lateness):
        return SetAside(
            Quarantined.TOO_LATE,
            f"{event.time.isoformat()} is more than max_lateness_days = {lateness} days ago; "
            "replay it to admit it, which records who did",
            "time",
        )
    if event.type == "points.expiry_due":
        due_by = clock - timedelta(hours=admission.version.lateness_window_hours)
        if cast("Due", event.data).as_of > due_by:
            return SetAside(
                Quarantined.NOT_DUE,
                f"expiry waits for late redemptions: as_of may be {due_by.isoformat()} at the latest",
                "data.as_of",
            )
    return None


def decide(case: Case) -> Decision:
    """Decide an admitted event whose business key is free, and apply the decision to the member's working state.

    Raises ArithmeticError when the arithmetic would leave what is exact, which is a bug or a programme beyond all
    measure.
    """
    return _RULES[case.event.type](case)


def _redemption(case: Case) -> Decision:
    """`redemption.requested`: points are spent at once, first to expire first (S16–S18)."""
    event, member, terms = case.event, case.member, case.terms
    wanted = cast("RedemptionRequested", event.data)
    settings = terms.version.redemption
    day = local_date(event.time, terms.zone)
    if member.status == "unknown":
        return refused(event, Reason.MEMBER_UNKNOWN)
    if member.status == "closed":
        return refused(event, Reason.MEMBER_CLOSED)
    if wanted.points <= 0 or wanted.points < settings.min_points or wanted.points % settings.block:
        return refused(event, Reason.POINTS_OUT_OF_RANGE)
    if not _is_priced_right(wanted, terms):
        return refused(event, Reason.REWARD_PRICE_MISMATCH)
    if arrears_after_settling(member, event.time) < 0:
        return refused(event, Reason.ARREARS_OUTSTANDING)
    if wanted.points > spendable_points(member, event.time):
        return refused(event, Reason.INSUFFICIENT_POINTS)
    used = member.tallies.get(("redeemed", day), 0)
    if settings.points_per_day is not None and used + wanted.points > settings.points_per_day:
        return refused(event, Reason.LIMIT_EXCEEDED)
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    for lot, taken in take(member, wanted.points, event.time):
        post(decision.postings, member, "active", "redeemed", taken, lot, event.time)
    member.count("redeemed", day, wanted.points)
    return decision


def _is_priced_right(wanted: RedemptionRequested, terms: Terms) -> bool:
    """Tell whether the points are value × points per unit, for a reward of a kind that has a price (S17)."""
    if wanted.reward is None:
        return True
    for price in terms.version.redemption.rewards:
        if price.kind == wanted.reward.kind:
            value = scaled(wanted.reward.value or "0")
            return value * price.points_per_unit == wanted.points * scaled("1")
    return True


def _due(apply: Callable[[list[Posting], Member, datetime], None], case: Case) -> Decision:
    """`points.…_due`: what time has done by `as_of`; with nothing due there is no record (S15a, S25)."""
    event, member = case.event, case.member
    as_of = cast("Due", event.data).as_of
    if member.status == "unknown":
        return refused(event, Reason.MEMBER_UNKNOWN)
    if member.status == "closed":
        return refused(event, Reason.MEMBER_CLOSED)
    # From here on it must succeed.
    decision = accepted(event, member, as_of)
    apply(decision.postings, member, as_of)
    decision.nothing_due = not decision.postings
    return decision


def _expire(postings: list[Posting], member: Member, as_of: datetime) -> None:
    """Expire the pending and active parts of lots past their date, each effective at that date (S25)."""
    for lot in sorted(member.lots, key=lambda lot: lot.number):
        if lot.expires_at is not None and lot.expires_at <= as_of:
            for part, points in (("pending", lot.pending), ("active", lot.active)):
                if points:
                    post(postings, member, part, "expired", points, lot, lot.expires_at)
    note_next_activation(member)


def _nothing_more(_postings: list[Posting], _member: Member, _as_of: datetime) -> None:
    """Activation is settling, which has been done (S15a)."""


_RULES: dict[str, Callable[[Case], Decision]] = {
    "member.enrolled": enrolled,
    "member.updated": updated,
    "purchase.completed": purchase,
    "points.granted": granted,
    "activity.completed": done,
    "redemption.requested": _redemption,
    "points.activation_due": partial(_due, _nothing_more),
    "points.expiry_due": partial(_due, _expire),
}
