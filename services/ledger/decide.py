"""The decision: one event, one member, the terms in force, the clock. Pure: it asks for nothing and knows no time.

Each rule is a ladder of guards in the order of semantics (docs/semantics.md), from the most permanent reason to the
most passing; then one line says that from here on it must succeed. Working state is changed below that line only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from schemas.events import Due, Event
from services.ledger.due import activation_due, expiry_due
from services.ledger.granting import done, enrolled, granted, updated
from services.ledger.leaving import closed, erased
from services.ledger.merging import merged
from services.ledger.moving import adjusted, transferred
from services.ledger.nouns import Case, Decision, SetAside, Terms
from services.ledger.purchasing import purchase
from services.ledger.reach import note_next_expiry
from services.ledger.reasons import Quarantined
from services.ledger.redeeming import cancelled, captured, released, requested, reserved
from services.ledger.returning import returned
from services.ledger.tiers import assigned, reviewed

FUTURE_TOLERANCE = timedelta(minutes=5)


def admit(event: Event, admission: Terms, clock: datetime) -> SetAside | None:
    """Return why an event is set aside for its time, or None (S2). `admission` are the terms at the clock."""
    latest = earliest = event.time
    if isinstance(event.data, Due):
        latest, earliest = max(event.time, event.data.as_of), min(event.time, event.data.as_of)
    if latest > clock + FUTURE_TOLERANCE:
        return SetAside(
            Quarantined.IN_FUTURE,
            f"{latest.isoformat()} is more than 5 minutes after the ledger's clock {clock.isoformat()}; "
            "set the sender's clock, then replay",
            "time",
        )
    lateness = admission.version.max_lateness_days
    if lateness is not None and earliest < clock - timedelta(days=lateness):
        return SetAside(
            Quarantined.TOO_LATE,
            f"{earliest.isoformat()} is more than max_lateness_days = {lateness} days ago; "
            "replay it to admit it, which records who did",
            "time",
        )
    return None


def not_due(event: Event, admission: Terms, clock: datetime) -> SetAside | None:
    """Return why an expiry is set aside that comes before late redemptions had their time, or None (S25)."""
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

    Raises MoreLotsNeeded when it takes more of a member's lots than were read; ArithmeticError when the arithmetic
    would leave what is exact, which is a bug or a programme beyond all measure.
    """
    member = case.member
    for who in (member, *case.others.values()):
        who.suspensions = case.terms.suspensions
    decision = _RULES[case.event.type](case)
    if decision.postings:
        note_next_expiry(member)
    for other, _ in decision.also:
        note_next_expiry(other)
    return decision


def _reported(case: Case) -> Decision:
    """`sales.reported`, `totals.reported`: what a store or a source says of itself, for whoever compares it with us.

    It is of no member, so no guard applies, and nothing is settled.
    """
    return Decision(case.event.time, [])


_RULES: dict[str, Callable[[Case], Decision]] = {
    "member.enrolled": enrolled,
    "member.updated": updated,
    "purchase.completed": purchase,
    "purchase.returned": returned,
    "redemption.requested": requested,
    "redemption.reserved": reserved,
    "redemption.captured": captured,
    "redemption.released": released,
    "redemption.cancelled": cancelled,
    "points.granted": granted,
    "activity.completed": done,
    "points.adjusted": adjusted,
    "points.transferred": transferred,
    "member.merged": merged,
    "member.closed": closed,
    "member.erased": erased,
    "points.activation_due": activation_due,
    "points.expiry_due": expiry_due,
    "sales.reported": _reported,
    "totals.reported": _reported,
    "tier.review_due": reviewed,
    "tier.assigned": assigned,
}
