"""What a return claws (S21), and from where (S22)."""

from collections import Counter
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle.case import Case
from tests.oracle.state import Order


def bought_and_returned(order: Order, *, eligible_only: bool) -> tuple[Fraction, Fraction]:
    """Return the amount of an order, and how much of it came back, by lines and by amount together."""
    lines = [line for line in order.lines if line.eligible or not eligible_only]
    bought = sum((line.amount for line in lines), Fraction(0))
    by_lines = sum((line.amount * line.fraction_returned for line in lines), Fraction(0))
    return bought, by_lines + order.amount_returned


def cumulative_claw(order: Order) -> int:
    """S21: what all returns of an order so far take of its points."""
    eligible, returned = bought_and_returned(order, eligible_only=True)
    claw = sum(floor(line.points * line.fraction_returned) for line in order.lines)
    if eligible:
        claw += floor(order.points * order.amount_returned / eligible)
        if returned >= eligible:
            return order.points
    return min(order.points, claw)


def decide_return(case: Case) -> str | None:
    """S21: claw the difference to what was clawed before, at the terms of the purchase."""
    data = case.event.data
    order = case.member.orders.get((case.event.source, data["order_id"]))
    if order is None:
        return "ORDER_OF_OTHER_MEMBER"  # It is known, or the return would be parked (S23).
    if reason := _note_return(order, data):
        return reason
    claw = cumulative_claw(order)
    _claw(case, order, claw - order.clawed)
    order.clawed = claw
    return None


def _note_return(order: Order, data: dict[str, Any]) -> str | None:
    """Add what comes back to what came back before; or return why it cannot."""
    lines = {line.line_id: line for line in order.lines}
    quantities: Counter[str] = Counter()
    for line in data.get("lines") or []:
        quantities[line["line_id"]] += line["quantity"]
    if any(line_id not in lines for line_id in quantities):
        return "LINE_UNKNOWN"
    for line_id, quantity in quantities.items():
        lines[line_id].returned += quantity
    order.amount_returned += Fraction(data.get("amount") or 0)
    bought, returned = bought_and_returned(order, eligible_only=False)
    if returned > bought or any(line.returned > line.quantity for line in order.lines):
        return "RETURN_EXCEEDS_PURCHASE"
    return None


def _claw(case: Case, order: Order, points: int) -> None:
    """S22: expired points of the purchase first, without a posting; its own lot; other spendable lots; a shortfall."""
    if points == 0:
        return
    assert order.lot_number is not None, "an order without points claws none"
    own = case.member.lot(order.lot_number)
    covered = min(points, own.expired + own.expired_before - order.covered_by_expired)
    order.covered_by_expired += covered
    points -= covered
    for part in ("pending", "active"):
        amount = min(points, getattr(own, part))
        case.move(own, part, "clawed_back", amount)
        points -= amount
    others = [lot for lot in case.spendable() if lot is not own]
    points -= sum(part.points for part in case.take(others, "clawed_back", points))
    case.move(own, "arrears" if order.return_policy == "arrears" else "written_off", "clawed_back", points)
