"""The nouns of a purchase that returns look at: the order, its lines, and what came back of it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class OrderLine:
    """A line as it was bought: amount in units of 1/10,000, its share of the points, and what came back of it."""

    line_id: str
    quantity: int
    amount: int
    points: int
    eligible: bool
    returned: int = 0


@dataclass(slots=True)
class CameBack:
    """What came back of an order in one member's time: as `Order` counts it, and quantities by line."""

    lines: dict[str, int] = field(default_factory=dict)
    amount: int = 0
    clawed: int = 0
    covered: int = 0
    reversed: int = 0


@dataclass(slots=True)
class Order:
    """A purchase as far as returns look at it (S21–S24): what its record froze, and what came back so far.

    `points` is all it earned after caps, the lot's number None when that was nothing. `returned_amount` (1/10,000) is
    what came back by amount; `clawed` what was clawed so far, covers included; `covered` what expired points covered.
    `deferred` is its D, None where no estimate was in force, and `reversed` how much of it returns took back so far,
    both in 1/100,000,000 (L2, L4); `estimate` is the number of the estimate. `counts` says that it counted towards a
    tier (S31).
    `earlier` is the part of all that which came back before the order's member was merged into this one (S28).
    """

    programme: str
    source: str
    order_id: str
    member_id: str
    effective_at: datetime
    lot_number: int | None
    points: int
    lines: list[OrderLine]
    return_policy: str
    counts: bool = False
    returned_amount: int = 0
    clawed: int = 0
    covered: int = 0
    deferred: int | None = None
    estimate: int | None = None
    reversed: int = 0
    changed: bool = False
    earlier: CameBack = field(default_factory=CameBack)
