"""What happens to members: they enrol, change, get a tier, become one with another, leave, and are forgotten."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from schemas.values import FreeText, Id, Instant, Label, MemberId, Strict


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
class TierAssigned(Strict):
    """`tier.assigned`: a tier by hand, a floor until its own date, for ever without one; executes a proposal (S32)."""

    tier: Label
    valid_until: Instant | None = None


@dataclass(slots=True)
class MemberMerged(Strict):
    """`member.merged`: two ids are one person; the event's subject goes on as an alias of the other (S28)."""

    into_member_id: MemberId


@dataclass(slots=True)
class MemberClosed(Strict):
    """`member.closed`: a member leaves; the points are forfeited (S29)."""

    reason: FreeText | None = None


@dataclass(slots=True)
class MemberErased(Strict):
    """`member.erased`: nothing is kept that says who a member was; only by an approved proposal (S29)."""
