"""Returns: what an order earned is clawed back by what came back of it, never priced by today's rules (S21–S24, L4)."""

from fractions import Fraction
from itertools import chain
from math import floor
from typing import Any, cast

from schemas.calendar import local_date
from schemas.events import PurchaseReturned
from schemas.tiers import Measures
from schemas.values import scaled
from services.ledger.deferral import reversed_so_far
from services.ledger.lots import lot_id, lots_by_number, post, spendable_lots
from services.ledger.nouns import Case, Decision, Member
from services.ledger.orders import Order, OrderLine
from services.ledger.reach import note_next_activation
from services.ledger.reasons import Reason
from services.ledger.tiers import count
from services.ledger.verdicts import accepted, deciding_instant, effective_after, refused


def returned(case: Case) -> Decision:
    """`purchase.returned`: its order's points go back, from where they are to be had (S21, S22)."""
    event, member, order = case.event, case.member, case.order
    wanted = cast("PurchaseReturned", event.data)
    if member.status == "closed":
        return refused(event, Reason.MEMBER_CLOSED)
    if order is None:
        return Decision(event.time, [], parked=True)
    if member.status == "unknown":
        return refused(event, Reason.MEMBER_UNKNOWN)
    if order.member_id != member.member_id:
        return refused(event, Reason.ORDER_OF_OTHER_MEMBER)
    lines = {line.line_id: line for line in order.lines}
    quantities = {line.line_id: line.quantity for line in wanted.lines or ()}
    amount = scaled(wanted.amount) if wanted.amount is not None else 0
    if not quantities.keys() <= lines.keys():
        return refused(event, Reason.LINE_UNKNOWN)
    if _exceeds(order, quantities, amount):
        return refused(event, Reason.RETURN_EXCEEDS_PURCHASE)
    # From here on it must succeed.
    effective_at = effective_after(event, order.effective_at)
    decision = accepted(event, member, deciding_instant(event, effective_at), effective_at)
    before = measures_of(order) if order.counts else Measures()
    for line_id, quantity in quantities.items():
        lines[line_id].returned += quantity
    order.returned_amount += amount
    order.changed = True
    claw = claw_of(order) - order.clawed
    order.clawed += claw
    covered, shortfall = _claw(decision, member, order, claw)
    if order.deferred is not None:
        decision.deferred, decision.estimate = reverse(order), order.estimate
    decision.explanation = {
        "order": _named(order, member),
        "clawed": claw,
        "covered": covered,
        "shortfall": shortfall,
        **_what_came_back(wanted),
    }
    if order.counts and (change := measures_of(order).minus(before)) != Measures():
        count(decision, member, local_date(order.effective_at, case.terms.zone), change)
    return decision


def _what_came_back(wanted: PurchaseReturned) -> dict[str, Any]:
    if wanted.lines is None:
        return {"returned_amount": wanted.amount}
    return {"lines": [{"line_id": line.line_id, "quantity": line.quantity} for line in wanted.lines]}


def _share(line: OrderLine, quantity: int) -> Fraction | int:
    """Return the part of a line's amount that so much of it came to, exactly; mostly it is a whole number."""
    if not line.quantity:
        return 0
    share, rest = divmod(line.amount * quantity, line.quantity)
    return Fraction(line.amount * quantity, line.quantity) if rest else share


def _exceeds(order: Order, quantities: dict[str, int], amount: int) -> bool:
    """Tell whether more would have come back than was bought: of a line, or by lines and amounts together (S21)."""
    after = {line.line_id: line.returned + quantities.get(line.line_id, 0) for line in order.lines}
    if any(after[line.line_id] > line.quantity for line in order.lines):
        return True
    by_lines = sum(_share(line, after[line.line_id]) for line in order.lines)
    return by_lines + order.returned_amount + amount > sum(line.amount for line in order.lines)


def measures_of(order: Order) -> Measures:
    """Return what an order still counts towards a tier: eligible amount less returned, points less claws (S24, S31).

    What came back of the amount is rounded down to 1/10,000, whatever the order of the returns. The visit counts until
    everything paid for came back; of an order that cost nothing, until every line did.
    """
    eligible = _eligible(order)
    spend = eligible - min(eligible, floor(_back(order)))
    return Measures(spend, order.points - order.clawed, 0 if _is_back(order) else 1)


def _is_back(order: Order) -> bool:
    """Tell whether an order has come back wholly."""
    total = sum(line.amount for line in order.lines)
    if total:
        return sum(_share(line, line.returned) for line in order.lines) + order.returned_amount >= total
    bought = [line for line in order.lines if line.quantity]
    return bool(bought) and all(line.returned == line.quantity for line in bought)


def _eligible(order: Order) -> int:
    """Return the amount of an order that was eligible to earn."""
    return sum(line.amount for line in order.lines if line.eligible)


def _back(order: Order) -> Fraction | int:
    """Return how much of the eligible amount has come back so far, by lines and by amount together, exactly."""
    return sum(_share(line, line.returned) for line in order.lines if line.eligible) + order.returned_amount


def claw_of(order: Order) -> int:
    """Return the points that an order gives back for all that has come back of it so far (S21).

    `min(P, Σ floor(line points × quantity returned ÷ quantity) + floor(P × amount returned ÷ eligible amount))`, and
    all of `P` when lines and amounts together have returned all that was eligible. By lines only when nothing was.
    """
    by_lines = sum(line.points * line.returned // line.quantity for line in order.lines if line.quantity)
    eligible = _eligible(order)
    if eligible == 0:
        return min(order.points, by_lines)
    if _back(order) >= eligible:
        return order.points
    return min(order.points, by_lines + order.points * order.returned_amount // eligible)


def reverse(order: Order) -> int:
    """Return, ≤ 0, what the deferred revenue of an order changes by what came back of it last, and note it (L4).

    All that its returns take back so far, less what those before took: halves reverse what the whole would.
    """
    before, eligible = order.reversed, _eligible(order)
    order.reversed = reversed_so_far(order.deferred or 0, _back(order), eligible)
    return before - order.reversed


def _named(order: Order, member: Member) -> dict[str, Any]:
    """Return how a record names an order: with its lot, by which readers know its cohort, whoever paid for the claw."""
    named: dict[str, Any] = {"source": order.source, "order_id": order.order_id}
    if order.lot_number is not None:
        own = lots_by_number(member)[order.lot_number]
        named["lot"] = {"lot_id": lot_id(member.member_id, own), "earned_at": own.earned_at}
        if own.partner_id is not None:
            named["lot"]["partner_id"] = own.partner_id
    return named


def _claw(decision: Decision, member: Member, order: Order, claw: int) -> tuple[int, int]:
    """Post a claw; return what expired points covered of it, and what nobody had (S22).

    Points of the purchase that were posted as expired cover first, each once. Then its own lot gives, even past its
    date, then other spendable lots; what is still missing becomes a debt, or is written off.
    """
    if claw == 0 or order.lot_number is None:
        return 0, 0
    own = lots_by_number(member)[order.lot_number]
    at, postings = decision.effective_at, decision.postings
    covered = min(claw, own.expired_before + own.expired - order.covered)
    order.covered += covered
    left = claw - covered
    others = ((lot, "active") for lot in spendable_lots(member, at))
    for lot, part in chain([(own, "pending"), (own, "active")], others):
        taken = min(left, getattr(lot, part))
        if taken:
            post(postings, member, part, "clawed_back", taken, lot, at)
            left -= taken
        if left == 0:
            break
    note_next_activation(member)
    if left:
        post(postings, member, "arrears" if order.return_policy == "arrears" else "written_off", "clawed_back",
             left, own, at)  # fmt: skip
    return covered, left
