"""The decision: one event, one member, the terms in force, the clock. Pure: it asks for nothing and knows no time.

Each rule is a ladder of guards in the order of semantics (docs/semantics.md), from the most permanent reason to the
most passing; then one line says that from here on it must succeed. Working state is changed below that line only.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import cast

from schemas.calendar import expires_at, local_date
from schemas.events import Due, Event, PurchaseCompleted, RedemptionRequested
from services.ledger.earning import earn, scaled
from services.ledger.lots import (
    activate,
    arrears_after_settling,
    new_lot,
    note_next_activation,
    post,
    settle,
    spendable_points,
    take,
)
from services.ledger.nouns import Case, Decision, Member, Posting, SetAside, Terms
from services.ledger.reasons import Quarantined, Reason

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


def _refused(event: Event, reason: Reason) -> Decision:
    return Decision(event.time, [], reason)


def _accepted(event: Event, member: Member, at: datetime) -> Decision:
    """Begin an accepted record with what time has done by the deciding instant (S15a)."""
    decision = Decision(event.time, [])
    settle(decision.postings, member, at)
    return decision


def _enrolled(case: Case) -> Decision:
    """`member.enrolled`: the first is accepted, also after a silent enrolment; the next is not (S10)."""
    event, member = case.event, case.member
    if member.status == "closed":
        return _refused(event, Reason.MEMBER_CLOSED)
    if member.enrolled:
        return _refused(event, Reason.ALREADY_ENROLLED)
    # From here on it must succeed.
    member.status, member.enrolled, member.changed = "open", True, True
    return _accepted(event, member, event.time)


def _purchase(case: Case) -> Decision:
    """`purchase.completed`: its points are one lot, pending or active at once (S10–S15)."""
    event, member, terms = case.event, case.member, case.terms
    purchase = cast("PurchaseCompleted", event.data)
    if member.status == "unknown" and not terms.version.auto_enrol:
        return _refused(event, Reason.MEMBER_UNKNOWN)
    if member.status == "closed":
        return _refused(event, Reason.MEMBER_CLOSED)
    if purchase.currency != terms.version.currency:
        return _refused(event, Reason.CURRENCY_MISMATCH)
    points, explanation = earn(purchase, terms)
    # From here on it must succeed.
    member.status, member.changed = "open", True
    decision = _accepted(event, member, event.time)
    decision.explanation = explanation
    if points:
        _add_purchase_lot(decision.postings, case, points)
    return decision


def _add_purchase_lot(postings: list[Posting], case: Case, points: int) -> None:
    """Post the points of an order: pending until `activates_at`, or active at once (S14, S15)."""
    event, member, terms = case.event, case.member, case.terms
    pending_days = terms.version.earning.pending_days
    activates_at = event.time + timedelta(days=pending_days)
    lot = new_lot(
        member,
        "purchase",
        cast("PurchaseCompleted", event.data).partner_id,
        event.time,
        activates_at,
        _expiry(
            terms,
            local_date(activates_at, terms.zone),
            None if case.admission.version.max_lateness_days is None else local_date(case.clock, terms.zone),
        ),
        points,
    )
    if pending_days:
        post(postings, member, "issued:purchase", "pending", points, lot, event.time)
        note_next_activation(member)
    else:
        activate(postings, member, "issued:purchase", points, lot, event.time)


@lru_cache(maxsize=65_536)
def _expiry(terms: Terms, activated_on: date, recorded_on: date | None) -> datetime | None:
    """Return when points expire that become active on a local day (S14); the same for all of a day's purchases."""
    version = terms.version
    return expires_at(version.expiry, terms.zone, activated_on, recorded_on, version.min_validity_days)


def _redemption(case: Case) -> Decision:
    """`redemption.requested`: points are spent at once, first to expire first (S16–S18)."""
    event, member, terms = case.event, case.member, case.terms
    wanted = cast("RedemptionRequested", event.data)
    settings = terms.version.redemption
    day = local_date(event.time, terms.zone)
    if member.status == "unknown":
        return _refused(event, Reason.MEMBER_UNKNOWN)
    if member.status == "closed":
        return _refused(event, Reason.MEMBER_CLOSED)
    if wanted.points <= 0 or wanted.points < settings.min_points or wanted.points % settings.block:
        return _refused(event, Reason.POINTS_OUT_OF_RANGE)
    if not _is_priced_right(wanted, terms):
        return _refused(event, Reason.REWARD_PRICE_MISMATCH)
    if arrears_after_settling(member, event.time) < 0:
        return _refused(event, Reason.ARREARS_OUTSTANDING)
    if wanted.points > spendable_points(member, event.time):
        return _refused(event, Reason.INSUFFICIENT_POINTS)
    used = member.tallies.get(("redeemed", day), 0)
    if settings.points_per_day is not None and used + wanted.points > settings.points_per_day:
        return _refused(event, Reason.LIMIT_EXCEEDED)
    # From here on it must succeed.
    decision = _accepted(event, member, event.time)
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
        return _refused(event, Reason.MEMBER_UNKNOWN)
    if member.status == "closed":
        return _refused(event, Reason.MEMBER_CLOSED)
    # From here on it must succeed.
    decision = _accepted(event, member, as_of)
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
    "member.enrolled": _enrolled,
    "purchase.completed": _purchase,
    "redemption.requested": _redemption,
    "points.activation_due": partial(_due, _nothing_more),
    "points.expiry_due": partial(_due, _expire),
}
