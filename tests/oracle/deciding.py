"""Which decision is made about which type of event, and the decisions that are a line or two."""

from collections.abc import Callable

from tests.oracle.case import Case
from tests.oracle.days import instant
from tests.oracle.earning import decide_purchase
from tests.oracle.moving import decide_adjustment, decide_closing, decide_erasure, decide_merge, decide_transfer
from tests.oracle.redeeming import decide_cancel, decide_capture, decide_redemption, decide_release
from tests.oracle.returning import decide_return
from tests.oracle.rules import count_birthday, give_by_rules
from tests.oracle.tiers import decide_assignment, decide_review, join

SWEEPER = "urn:points:sweep"


def decide_enrolment(case: Case) -> str | None:
    """S10, S15b: the first one is accepted, even of a member known by a purchase, and gives sign-up points."""
    member, data = case.member, case.event.data
    if member.has_enrolled:
        return "ALREADY_ENROLLED"
    member.has_enrolled = True
    member.update(data)
    member.referrer_id = data.get("referrer_id")
    give_by_rules(case, "enrolment", partner_id=data.get("partner_id"))
    join(case)
    return None


def decide_update(case: Case) -> str | None:
    """Replace what is given."""
    case.member.update(case.event.data)
    return None


def decide_grant(case: Case) -> str | None:
    """S26: make a lot of the origin; an expiry that is given is taken as it is (S14)."""
    data = case.event.data
    if data["points"] <= 0:
        return "POINTS_OUT_OF_RANGE"
    expires_at = instant(data["expires_at"]) if data.get("expires_at") else None
    if expires_at and expires_at <= case.effective_at:
        return "ALREADY_EXPIRED"
    case.issue(data["origin"], data["points"], data.get("partner_id"), expires_at=expires_at)
    if case.event.source == SWEEPER and data["origin"] == "birthday":
        count_birthday(case, data["grant_id"])
    join(case)
    return None


def decide_activity(case: Case) -> str | None:
    """S15b: give what the rules give for it, which may be nothing."""
    give_by_rules(case, "activity", activity=case.event.data["activity"])
    return None


def decide_activation_due(_: Case) -> str | None:
    """S15a: settling was all."""
    return None


def decide_expiry_due(case: Case) -> str | None:
    """S25: expire what is past its date by `as_of`, lot by lot, each at its own date."""
    for lot in case.member.lots:
        expiry = case.expiry_of(lot)
        if expiry and expiry <= case.deciding_at:
            case.move(lot, "pending", "expired", lot.pending, expiry)
            case.move(lot, "active", "expired", lot.active, expiry)
    return None


DECISIONS: dict[str, Callable[[Case], str | None]] = {
    "member.enrolled": decide_enrolment,
    "member.updated": decide_update,
    "purchase.completed": decide_purchase,
    "purchase.returned": decide_return,
    "redemption.requested": decide_redemption,
    "redemption.reserved": decide_redemption,
    "redemption.captured": decide_capture,
    "redemption.released": decide_release,
    "redemption.cancelled": decide_cancel,
    "points.granted": decide_grant,
    "activity.completed": decide_activity,
    "points.activation_due": decide_activation_due,
    "points.expiry_due": decide_expiry_due,
    "points.adjusted": decide_adjustment,
    "points.transferred": decide_transfer,
    "member.merged": decide_merge,
    "member.closed": decide_closing,
    "member.erased": decide_erasure,
    "tier.review_due": decide_review,
    "tier.assigned": decide_assignment,
    # Later: value.loaded, value.spent and value.refunded (S33).
}
"""Each takes a case that is settled (S15a), changes it, and returns the reason when it is refused."""
