"""An order as returns see it: made from what its record froze, whether that was written years ago or a moment ago."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from schemas.digests import identity
from services.ledger.earning import scaled
from services.ledger.nouns import Order, OrderLine


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
