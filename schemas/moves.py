"""Events in which points or members go elsewhere: adjusted, transferred, merged, closed, erased (S26–S29)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from schemas.values import ID_PATTERN, Id, MemberId, Points, Strict

FreeText = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=ID_PATTERN)]
"""What a person wrote; it may say who, so records hold only a salted digest of it."""


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
