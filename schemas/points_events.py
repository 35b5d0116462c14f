"""What happens to points: they are spent, held, given back, granted, put right, given away, and fall due."""

from dataclasses import dataclass
from typing import Literal

from schemas.values import FreeText, Id, Instant, Label, MemberId, Money, Points, Strict


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
class PointsAdjusted(Strict):
    """`points.adjusted`: what two people put right, up or down; only by an approved proposal (S26)."""

    adjustment_id: Id
    points: Points
    reason: FreeText


@dataclass(slots=True)
class PointsTransferred(Strict):
    """`points.transferred`: a member gives points to another one (S27)."""

    transfer_id: Id
    to_member_id: MemberId
    points: Points


@dataclass(slots=True)
class Due(Strict):
    """`points.activation_due`, `points.expiry_due`: time has come; everything due by `as_of` is posted."""

    as_of: Instant
