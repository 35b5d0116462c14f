"""The nouns of the trade: member, lot, posting, terms, decision. Slotted, in memory, without any I/O."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from schemas.programme import ProgrammeVersion
from services.ledger.reasons import Quarantined, Reason

POINTS = "points"
MEMBER_ACCOUNTS = frozenset({"pending", "active", "held", "arrears"})


@dataclass(slots=True)
class Lot:
    """The points of one earning, with one expiry. `number` counts a member's lots from 1 (S9, S18)."""

    number: int
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    granted: int = 0
    pending: int = 0
    active: int = 0
    held: int = 0
    is_new: bool = False
    changed: bool = False


@dataclass(slots=True)
class Member:
    """A member's working state, in points. It is derived: the fold of the member's postings.

    `status` is `unknown` (only the lock exists), `open`, or `closed`. `lots` holds what the decision at hand may need:
    the open lots when `lots_loaded`, the new ones otherwise. `redeemed_on` is what was redeemed or held on the local
    days that were asked for; `earned`, `redeemed`, `expired` are totals of a lifetime. `next_activation` is the
    earliest `activates_at` of a pending part.
    """

    shard: int
    programme: str
    member_id: str
    status: str = "unknown"
    enrolled: bool = False
    pending: int = 0
    active: int = 0
    held: int = 0
    arrears: int = 0
    earned: int = 0
    redeemed: int = 0
    expired: int = 0
    lots_made: int = 0
    next_activation: datetime | None = None
    lots: list[Lot] = field(default_factory=list)
    redeemed_on: dict[date, int] = field(default_factory=dict)
    changed: bool = False


@dataclass(slots=True)
class Posting:
    """An amount > 0 of a unit that moves from `source` to `target`, effective at an instant (S8)."""

    source: str
    target: str
    amount: int
    lot: Lot | None
    effective_at: datetime
    unit: str = POINTS


@dataclass(slots=True, frozen=True, eq=False)
class Terms:
    """A programme version in force, with what decisions look up made ready: the zone, the excluded as sets."""

    version: ProgrammeVersion
    zone: ZoneInfo
    excluded_categories: frozenset[str]
    excluded_skus: frozenset[str]
    per_scaled: int


@dataclass(slots=True)
class Decision:
    """What the ledger decided: accepted with postings, or rejected with a reason; `None` of either is no decision."""

    effective_at: datetime
    postings: list[Posting]
    reason: Reason | None = None
    explanation: dict[str, Any] | None = None
    nothing_due: bool = False


@dataclass(slots=True, frozen=True)
class SetAside:
    """No decision: the event is quarantined, with the reason and what to do about it."""

    reason: Quarantined
    detail: str
    path: str = ""
