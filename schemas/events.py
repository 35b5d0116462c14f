"""The events the ledger understands: slotted dataclasses that pydantic validates once, at the edge.

The same objects go through the decision, so there is one definition of an event; here is the list of them, and the
modules beside this one have them by family. Money is decimal text, never a float; points are whole numbers; what is
not named here is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from schemas.member_events import (
    Attributes,
    Consent,
    MemberClosed,
    MemberEnrolled,
    MemberErased,
    MemberMerged,
    MemberUpdated,
    TierAssigned,
)
from schemas.points_events import (
    ActivityCompleted,
    Due,
    PointsAdjusted,
    PointsGranted,
    PointsTransferred,
    RedemptionCancelled,
    RedemptionCaptured,
    RedemptionReleased,
    RedemptionRequested,
    RedemptionReserved,
    RewardWanted,
)
from schemas.purchase_events import Line, PurchaseCompleted, PurchaseReturned, ReturnedLine
from schemas.report_events import SalesReported, TotalsReported
from schemas.value_events import ValueLoaded, ValueRefunded, ValueSpent

__all__ = [
    "BUSINESS_KEYS", "BY_PROPOSAL", "EVENT_TYPES", "MODELLED", "OF_NO_MEMBER", "VALIDATORS", "ActivityCompleted",
    "Attributes", "BusinessKey", "Consent", "Due", "Event", "EventData", "Line", "MemberEnrolled", "MemberUpdated",
    "PointsGranted", "PurchaseCompleted", "PurchaseReturned", "RedemptionCancelled", "RedemptionCaptured",
    "RedemptionReleased", "RedemptionRequested", "RedemptionReserved", "ReturnedLine", "RewardWanted", "SalesReported",
    "TierAssigned", "TotalsReported",
]  # fmt: skip

EventData = (
    MemberEnrolled
    | MemberUpdated
    | PurchaseCompleted
    | PurchaseReturned
    | RedemptionRequested
    | RedemptionReserved
    | RedemptionCaptured
    | RedemptionReleased
    | RedemptionCancelled
    | PointsGranted
    | ActivityCompleted
    | PointsTransferred
    | PointsAdjusted
    | MemberMerged
    | MemberClosed
    | MemberErased
    | Due
    | SalesReported
    | TotalsReported
    | TierAssigned
)

EVENT_TYPES: dict[str, type[EventData]] = {
    "member.enrolled": MemberEnrolled,
    "member.updated": MemberUpdated,
    "purchase.completed": PurchaseCompleted,
    "purchase.returned": PurchaseReturned,
    "redemption.requested": RedemptionRequested,
    "redemption.reserved": RedemptionReserved,
    "redemption.captured": RedemptionCaptured,
    "redemption.released": RedemptionReleased,
    "redemption.cancelled": RedemptionCancelled,
    "points.granted": PointsGranted,
    "activity.completed": ActivityCompleted,
    "points.transferred": PointsTransferred,
    "member.merged": MemberMerged,
    "member.closed": MemberClosed,
    "points.activation_due": Due,
    "points.expiry_due": Due,
    "tier.review_due": Due,
    "sales.reported": SalesReported,
    "totals.reported": TotalsReported,
}
"""The types that are decided from a topic; every other type is quarantined `UNKNOWN_TYPE`, but for BY_PROPOSAL."""

APPROVED_TYPES: dict[str, type[EventData]] = {
    "points.adjusted": PointsAdjusted,
    "tier.assigned": TierAssigned,
    "member.erased": MemberErased,
}
"""The types that are decided when a second person approves them (S26)."""

MODELLED: dict[str, type] = {
    "value.loaded": ValueLoaded,
    "value.spent": ValueSpent,
    "value.refunded": ValueRefunded,
}
"""The types whose shape is agreed, and which are not decided yet: they are quarantined `UNKNOWN_TYPE` all the same."""

OF_NO_MEMBER = frozenset({"sales.reported", "totals.reported"})
"""What a store or a source reports of itself, its subject: a record without a posting, whoever else has that name."""

BY_PROPOSAL = frozenset(APPROVED_TYPES)
"""Types that exist only as the execution of a proposal; from a topic they are quarantined `NOT_PERMITTED` (S26)."""

VALIDATORS: dict[str, TypeAdapter[EventData]] = {n: TypeAdapter(m) for n, m in (EVENT_TYPES | APPROVED_TYPES).items()}


@dataclass(slots=True, frozen=True)
class BusinessKey:
    """What of an event is unique for ever: the kind of key, the field with its value, within a source or not (S5).

    With `refuses`, another request under a taken key is rejected `DUPLICATE_<KIND>`; otherwise it meets the guards.
    """

    kind: str
    field: str
    within_source: bool = False
    refuses: bool = True


BUSINESS_KEYS: dict[str, BusinessKey] = {
    "purchase.completed": BusinessKey("order_id", "order_id", within_source=True),
    "purchase.returned": BusinessKey("return_id", "return_id"),
    "redemption.requested": BusinessKey("redemption_id", "redemption_id"),
    "redemption.reserved": BusinessKey("redemption_id", "redemption_id"),
    "redemption.captured": BusinessKey("capture", "redemption_id", refuses=False),
    "redemption.released": BusinessKey("release", "redemption_id", refuses=False),
    "redemption.cancelled": BusinessKey("cancel_id", "cancel_id"),
    "points.granted": BusinessKey("grant_id", "grant_id"),
    "activity.completed": BusinessKey("activity_id", "activity_id"),
    "points.adjusted": BusinessKey("adjustment_id", "adjustment_id"),
    "points.transferred": BusinessKey("transfer_id", "transfer_id"),
}
"""The key that an accepted event of a type takes for ever (S5)."""


@dataclass(slots=True)
class Event:
    """A valid event on its way to a decision.

    `raw` is the data as received, for the record; `digest` is the payload's (S4). A command over HTTP is `is_command`:
    it is decided at the ledger's clock and its time is no part of its payload. `key` and `business_key` are the
    identities it binds (S4, S5); `meaning` is the digest of what it asks for under its business key, empty without one.
    `admitted_by` is who replays it from the quarantine, whatever its time (S2); `approved` are the proposer and the
    approver of what it executes (S26).
    """

    source: str
    id: str
    type: str
    time: datetime
    time_text: str
    programme: str
    member_id: str
    data: EventData
    raw: dict[str, Any]
    digest: bytes
    key: bytes
    business_key: bytes | None
    meaning: bytes
    is_command: bool = False
    admitted_by: str | None = None
    approved: tuple[str, str] | None = None
