"""What the projector answers. No field has a default: what an answer shows was decided where it is made."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kit.http import JSON_TYPE

InstantText = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""An instant as the record has it: RFC 3339, UTC."""


class Answer(BaseModel):
    """The base of all answers."""

    model_config = ConfigDict(frozen=True)

    def response(self) -> Response:
        """Return the answer as HTTP sends it."""
        return Response(self.__pydantic_serializer__.to_json(self, by_alias=True), media_type=JSON_TYPE)


class Expiring(Answer):
    """So many points expire at that instant, unless they are spent before."""

    expires_at: datetime
    points: int


class Lifetime(Answer):
    """What was ever issued, what was redeemed less what was given back, and what expired, in points."""

    earned: int
    redeemed: int
    expired: int


class BalanceAnswer(Answer):
    """A member's balance in points: `arrears` ≤ 0 is a debt, `spendable` is of now, `expiring` comes soonest first."""

    active: int
    pending: int
    held: int
    arrears: int
    spendable: int
    expiring: list[Expiring]
    lifetime: Lifetime
    as_of_sequence: int


class LotAnswer(Answer):
    """An open lot: the points of one earning, and what is left of them."""

    lot_id: str
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    pending: int
    active: int
    held: int


class LotsAnswer(Answer):
    """Open lots in the order they are redeemed; `next` is the cursor of the page after, null on the last."""

    lots: list[LotAnswer]
    next: str | None
    as_of_sequence: int


class Movement(Answer):
    """One posting: points that moved between two accounts."""

    source: str
    target: str
    amount: int
    unit: str
    effective_at: InstantText
    lot_id: str | None


class AccountsAnswer(Answer):
    """A member's accounts after a record, in points."""

    pending: int
    active: int
    held: int
    arrears: int


class CauseAnswer(Answer):
    """The event of another member that made the ledger write this record."""

    source: str
    id: str


class StatementLine(Answer):
    """One record of a member: when, what, how many points in sum, why, and the balance after it.

    `what` is a word for it, `about` the order, return, redemption, grant, or activity it is about. Movements that are
    effective before the record are what time had done by then: holds that lapsed, points that became active.
    `points` is the change of pending + active + held + arrears together: 0 for what only moves between them.
    """

    sequence: int
    occurred_at: InstantText
    recorded_at: InstantText
    effective_at: InstantText
    what: str
    about: dict[str, str]
    type: str
    source: str
    event_id: str
    caused_by: CauseAnswer | None
    verdict: Literal["accepted", "rejected"]
    reason: str | None
    points: int
    explanation: dict[str, Any] | None
    movements: list[Movement]
    balance: AccountsAnswer


class StatementAnswer(Answer):
    """Records newest first; `next` is the cursor of the page after, null on the last."""

    lines: list[StatementLine]
    next: str | None
    as_of_sequence: int


class RebuildProgress(Answer):
    """A version that is being built beside the one that serves: records folded, of how many."""

    version: int
    records: int
    of: int


class ProjectionAnswer(Answer):
    """Where a view stands against the ledger, by shard (-1 is the register)."""

    view: str
    version: int
    position: dict[int, int]
    head: dict[int, int]
    lag_records: int
    lag_seconds: float
    rebuild: RebuildProgress | None


class ProjectionsAnswer(Answer):
    """All views."""

    views: list[ProjectionAnswer]
