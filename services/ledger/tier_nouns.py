"""How a member stands: what the ledger keeps for tiers, as its own working state (S31, S32)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from schemas.tiers import Measures, Span


@dataclass(slots=True, frozen=True)
class Standing:
    """A tier that a member has reached, or was assigned: which, since when, and until when it is kept (S32).

    `tier` is None where a review took the last one away, `until` None where it is kept for ever.
    """

    tier: str | None
    since: datetime
    until: datetime | None


StandingKind = Literal["reached", "assigned"]


@dataclass(slots=True)
class Tiering:
    """What the ledger keeps of a member for tiers (S31, S32): how the member stands, and what counts.

    `past` are standings before the present ones, as far as late purchases ask for them, oldest first; `new_past` those
    that the batch added. `sums` are the measures of the windows that the batch may ask for, as they were before it;
    None where nothing was counted before. `counted` is what the batch adds to local days, and to `FOR_EVER`. `days` are
    all days there are, read only of a member that is merged into another one (S28).
    """

    reached: Standing | None = None
    assigned: Standing | None = None
    past: list[tuple[StandingKind, Standing]] = field(default_factory=list)
    new_past: list[tuple[StandingKind, Standing]] = field(default_factory=list)
    sums: dict[Span, Measures] | None = None
    counted: dict[date, Measures] = field(default_factory=dict)
    days: dict[date, Measures] = field(default_factory=dict)
    changed: bool = False
