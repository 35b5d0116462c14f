"""The decision: one event, one member, the terms in force, the clock. Pure: it asks for nothing and knows no time.

Each rule is a ladder of guards in the order of semantics (docs/semantics.md), from the most permanent reason to the
most passing; then one line says that from here on it must succeed. Working state is changed below that line only.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast

from schemas.calendar import expires_at, local_date
from schemas.events import Due, Event, PurchaseCompleted
from services.ledger.due import activation_due, expiry_due
from services.ledger.earning import earn
from services.ledger.lots import activate, new_lot, note_next_activation, note_next_expiry, post
from services.ledger.nouns import Case, Decision, Posting, SetAside, Terms
from services.ledger.reasons import Quarantined, Reason
from services.ledger.records import accepted as _accepted
from services.ledger.records import refused as _refused
from services.ledger.redeeming import cancelled, captured, released, requested, reserved
from services.ledger.returning import returned

FUTURE_TOLERANCE = timedelta(minutes=5)
SEE_PENDING_LOTS = frozenset(
    {"member.enrolled", "member.updated", "purchase.completed", "points.granted", "activity.completed"}
)
"""Types that see only lots with a pending part, unless the member has an open hold; others see all open lots."""


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
    member = case.member
    for who in (member, *case.others.values()):
        who.suspensions = case.terms.suspensions
    all_open = case.event.type not in SEE_PENDING_LOTS or member.next_lapse is not None
    decision = _RULES[case.event.type](case)
    if decision.postings:
        note_next_expiry(member, all_open=all_open)
    for other, _ in decision.also:
        note_next_expiry(other, all_open=False)
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


_RULES: dict[str, Callable[[Case], Decision]] = {
    "member.enrolled": _enrolled,
    "purchase.completed": _purchase,
    "purchase.returned": returned,
    "redemption.requested": requested,
    "redemption.reserved": reserved,
    "redemption.captured": captured,
    "redemption.released": released,
    "redemption.cancelled": cancelled,
    "points.activation_due": activation_due,
    "points.expiry_due": expiry_due,
}
