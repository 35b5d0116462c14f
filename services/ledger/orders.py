"""An order as returns see it, made from what its record froze, whether that was written years ago or a moment ago."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from schemas.digests import identity
from schemas.values import scaled


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


def order_key(programme: str, source: str, order_id: str) -> bytes:
    """Return the key of business under which a purchase is known (S5)."""
    return identity(programme, "order_id", source, order_id)


def order_of(
    programme: str,
    member_id: str,
    event: Mapping[str, Any],
    effective_at: datetime,
    explanation: Mapping[str, Any],
    lot_number: int | None,
    deferral: tuple[int | None, int | None],
) -> Order:
    """Return an accepted purchase as its returns see it: `event` is {source, data} as recorded (S13, S21).

    `deferral` is what it deferred, in 1/100,000,000, and the number of the estimate (L2).
    """
    bought = {line["line_id"]: line for line in event["data"]["lines"]}
    lines = [
        OrderLine(
            line_id=line["line_id"],
            quantity=bought[line["line_id"]]["quantity"],
            amount=scaled(bought[line["line_id"]]["amount"]),
            points=line["points"],
            eligible=line["eligible"],
        )
        for line in explanation["lines"]
    ]
    return Order(
        programme=programme,
        source=event["source"],
        order_id=event["data"]["order_id"],
        member_id=member_id,
        effective_at=effective_at,
        lot_number=lot_number,
        points=sum(line.points for line in lines),
        lines=lines,
        return_policy=explanation["return_policy"],
        counts="counted" in explanation.get("tier", ()),
        deferred=deferral[0],
        estimate=deferral[1],
    )
