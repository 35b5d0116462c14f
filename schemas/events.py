"""The events the ledger understands: slotted dataclasses that pydantic validates once, at the edge.

The same objects go through the decision, so there is one definition of an event. Money is decimal text, never a
float; points are whole numbers; what is not named here is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from schemas.values import Currency, Id, Instant, Label, MemberId, Money, Points, Quantity, Strict


@dataclass(slots=True)
class Consent(Strict):
    """What a member agreed to."""

    notices: bool | None = None


@dataclass(slots=True)
class Attributes(Strict):
    """What is known of the person; kept apart from the records, which hold only a salted digest of it."""

    birth_month: Annotated[int, Field(ge=1, le=12)] | None = None
    birth_day: Annotated[int, Field(ge=1, le=31)] | None = None


@dataclass(slots=True)
class MemberEnrolled(Strict):
    """`member.enrolled`: a person joins the programme."""

    segment: Label | None = None
    consent: Consent | None = None
    attributes: Attributes | None = None
    referrer_id: MemberId | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class MemberUpdated(Strict):
    """`member.updated`: each field that is given replaces what was (S10)."""

    segment: Label | None = None
    consent: Consent | None = None
    attributes: Attributes | None = None


@dataclass(slots=True)
class Line(Strict):
    """One line of an order; `amount` is the line's total, paid in money, after discounts and points (S10)."""

    line_id: Id
    sku: Label
    quantity: Quantity
    amount: Money
    category: Label | None = None
    cost: Money | None = None
    earns: bool = True


def _line_ids_differ(lines: list[Line]) -> list[Line]:
    """Return the lines; raise ValueError when two have the same id: a return could not tell them apart."""
    if len(lines) > 1 and len({line.line_id for line in lines}) != len(lines):
        raise ValueError("two lines have the same line_id")
    return lines


@dataclass(slots=True)
class PurchaseCompleted(Strict):
    """`purchase.completed`: an order that was paid."""

    order_id: Id
    currency: Currency
    lines: Annotated[list[Line], Field(min_length=1, max_length=500), AfterValidator(_line_ids_differ)]
    channel: Label | None = None
    store_id: Label | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class RewardWanted(Strict):
    """What the points are spent on."""

    kind: Literal["goods", "cash", "discount", "partner"]
    sku: Label | None = None
    value: Money | None = None


@dataclass(slots=True)
class RedemptionRequested(Strict):
    """`redemption.requested`: points are spent at once."""

    redemption_id: Id
    points: Points
    reward: RewardWanted | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class ReturnedLine(Strict):
    """How much of a line came back."""

    line_id: Id
    quantity: Annotated[int, Field(ge=1, le=1_000_000_000)]


def _positive(money: str) -> str:
    """Return an amount of money; raise ValueError for none."""
    if not money.strip("0."):
        raise ValueError("an amount that is returned is more than 0")
    return money


@dataclass(slots=True)
class PurchaseReturned(Strict):
    """`purchase.returned`: lines of an order came back, or an amount of it was refunded (S21–S24)."""

    order_id: Id
    return_id: Id
    lines: Annotated[list[ReturnedLine], Field(min_length=1, max_length=500)] | None = None
    amount: Annotated[Money, AfterValidator(_positive)] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless there is one of the two."""
        if (self.lines is None) == (self.amount is None):
            raise ValueError("give either `lines` or `amount`")
        if self.lines is not None and len({line.line_id for line in self.lines}) != len(self.lines):
            raise ValueError("two lines have the same line_id; add their quantities")


@dataclass(slots=True)
class RedemptionReserved(Strict):
    """`redemption.reserved`: points are held for a time, to be captured or released (S19)."""

    redemption_id: Id
    points: Points
    ttl_seconds: Points
    reward: RewardWanted | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class RedemptionCaptured(Strict):
    """`redemption.captured`: held points are spent, all or part; the rest is released (S19)."""

    redemption_id: Id
    points: Points | None = None


@dataclass(slots=True)
class RedemptionReleased(Strict):
    """`redemption.released`: held points are free again (S19)."""

    redemption_id: Id


@dataclass(slots=True)
class RedemptionCancelled(Strict):
    """`redemption.cancelled`: redeemed points come back, all or part (S20)."""

    redemption_id: Id
    cancel_id: Id
    points: Points | None = None
    initiated_by: Literal["member", "merchant"] = "member"


@dataclass(slots=True)
class PointsGranted(Strict):
    """`points.granted`: a lot of another origin than a purchase (S26)."""

    grant_id: Id
    points: Points
    origin: Literal["signup", "birthday", "referral", "engagement", "campaign", "goodwill", "migration"]
    campaign_id: Label | None = None
    expires_at: Instant | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class ActivityCompleted(Strict):
    """`activity.completed`: a survey, an app's use, a deed for the community (S15b)."""

    activity_id: Id
    activity: Label


@dataclass(slots=True)
class Due(Strict):
    """`points.activation_due`, `points.expiry_due`: time has come; everything due by `as_of` is posted."""

    as_of: Instant


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
    | Due
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
    "points.activation_due": Due,
    "points.expiry_due": Due,
}
"""The types that are decided; every other type is quarantined `UNKNOWN_TYPE`."""

BY_PROPOSAL = frozenset({"points.adjusted", "tier.assigned", "member.erased"})
"""Types that exist only as the execution of a proposal; from a topic they are quarantined `NOT_PERMITTED` (S26)."""

VALIDATORS: dict[str, TypeAdapter[EventData]] = {name: TypeAdapter(model) for name, model in EVENT_TYPES.items()}


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
}
"""The key that an accepted event of a type takes for ever (S5)."""


@dataclass(slots=True)
class Event:
    """A valid event on its way to a decision.

    `raw` is the data as received, for the record; `digest` is the payload's (S4). A command over HTTP is `is_command`:
    it is decided at the ledger's clock and its time is no part of its payload. `key` and `business_key` are the
    identities it binds (S4, S5); `meaning` is the digest of what it asks for under its business key, empty without one.
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
