"""What a purchase earns (S10–S13): exact points of each line, one floor, bonuses, caps, and the split over lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, prod
from typing import Any

from tests.oracle.case import Case
from tests.oracle.days import local_day
from tests.oracle.rules import Occasion, Rule, count, holds, selects
from tests.oracle.state import Order, OrderLine
from tests.oracle.terms import Terms
from tests.oracle.tiers import level_multiplier, tier_at, upgrade


@dataclass(frozen=True)
class Matched:
    """A rule that matched, and which lines."""

    rule: Rule
    lines: list[int]


def largest_remainder(total: int, shares: Sequence[Fraction]) -> list[int]:
    """S13: each share's whole part, then one point each by descending fraction, ties to the earlier."""
    points = [floor(share) for share in shares]
    by_fraction = sorted(range(len(shares)), key=lambda at: (points[at] - shares[at], at))
    for at in by_fraction[: total - sum(points)]:
        points[at] += 1
    assert sum(points) == total
    return points


def in_proportion(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Split a total by weights; evenly where all are 0."""
    if not any(weights):
        weights = [Fraction(1)] * len(weights)
    return largest_remainder(total, [total * weight / sum(weights) for weight in weights])


def combined(stacking: str, multipliers: Sequence[Fraction]) -> Fraction:
    """S11: what the multipliers of a line come to; 1 where there are none."""
    if not multipliers:
        return Fraction(1)
    match stacking:
        case "best":
            return max(multipliers)
        case "multiply":
            return prod(multipliers, start=Fraction(1))
        case "add":
            return max(1 + sum((multiplier - 1 for multiplier in multipliers), Fraction(0)), Fraction(0))
    raise ValueError(f"no such stacking: {stacking}")


def is_eligible(line: dict[str, Any], earning: Terms) -> bool:
    """S11: a line earns unless it says not to, or its category or SKU is excluded."""
    return (
        line.get("earns", True)
        and line.get("category") not in earning["excluded_categories"]
        and line["sku"] not in earning["excluded_skus"]
    )


def matching_rules(case: Case, eligible: list[bool]) -> list[Matched]:
    """Return the rules that match at least one line that earns, in their order."""
    data, member = case.event.data, case.member
    occasion = Occasion(
        on="purchase",
        member=member,
        tier=tier_at(member, case.terms.get("tiers"), case.effective_at),
        day=local_day(case.effective_at, case.zone),
        is_first_purchase=member.purchases == 0,
        eligible_amount=sum(
            (Fraction(line["amount"]) for line, earns in zip(data["lines"], eligible, strict=True) if earns),
            Fraction(0),
        ),
        channel=data.get("channel"),
        store_id=data.get("store_id"),
        partner_id=data.get("partner_id"),
    )
    matched = [
        Matched(rule, [at for at, line in enumerate(data["lines"]) if eligible[at] and selects(rule, line)])
        for rule in case.terms["earning"]["rules"]
        if holds(rule, occasion)
    ]
    return [one for one in matched if one.lines]


def exact_points(case: Case, eligible: list[bool], matched: list[Matched]) -> list[Fraction]:
    """S11: amount × rate × multiplier of each line; 0 of one that does not earn."""
    earning = case.terms["earning"]
    rate = Fraction(earning["rate"]["points"]) / Fraction(earning["rate"]["per"])
    of_tier, exact = level_multiplier(case), []
    for at, line in enumerate(case.event.data["lines"]):
        multipliers = [
            Fraction(one.rule["multiplier"]) for one in matched if at in one.lines and one.rule.get("multiplier")
        ] + ([] if of_tier is None else [of_tier])
        exact.append(Fraction(line["amount"]) * rate * combined(earning["stacking"], multipliers) * eligible[at])
    return exact


def gave_something(one: Matched, matched: list[Matched], stacking: str, of_tier: Fraction | None) -> bool:
    """S12: a bonus, or a multiplier that was not beaten by a better one, or the tier's, on every line it matched."""
    if one.rule.get("bonus") or stacking != "best":
        return True
    best = [
        max(
            Fraction(other.rule["multiplier"])
            for other in matched
            if at in other.lines and other.rule.get("multiplier")
        )
        for at in one.lines
    ]
    wins = Fraction(one.rule["multiplier"]) in best
    return wins and (of_tier is None or Fraction(one.rule["multiplier"]) >= of_tier)


def with_bonuses(exact: list[Fraction], matched: list[Matched]) -> list[int]:
    """S12, S13: one floor for the order, split over its lines; each bonus split over the lines its rule matched."""
    points = largest_remainder(floor(sum(exact)), exact)
    for one in matched:
        bonus = in_proportion(one.rule.get("bonus") or 0, [exact[at] for at in one.lines])
        for at, more in zip(one.lines, bonus, strict=True):
            points[at] += more
    return points


def capped(case: Case, total: int) -> int:
    """S12: cut to the room of the order, of the member's local day, and of the local month."""
    caps, day, earned_on = case.terms["earning"]["caps"], local_day(case.effective_at, case.zone), case.member.earned_on
    if caps["order"] is not None:
        total = min(total, caps["order"])
    if caps["day"] is not None:
        total = min(total, max(caps["day"] - earned_on.get(("day", day), 0), 0))
    if caps["month"] is not None:
        total = min(total, max(caps["month"] - earned_on.get(("month", day.replace(day=1)), 0), 0))
    return total


def decide_purchase(case: Case) -> str | None:
    """S10–S14: the order's points are one lot, none for 0 points; what they came from is frozen for its returns."""
    data, terms, member = case.event.data, case.terms, case.member
    if data["currency"] != terms["currency"]:
        return "CURRENCY_MISMATCH"
    eligible = [is_eligible(line, terms["earning"]) for line in data["lines"]]
    matched = matching_rules(case, eligible)
    of_tier = level_multiplier(case)
    points = with_bonuses(exact_points(case, eligible, matched), matched)
    total = capped(case, sum(points))
    if total < sum(points):
        points = in_proportion(total, [Fraction(one) for one in points])
    lot_number = None
    if total:
        lot_number = case.issue("purchase", total, data.get("partner_id"), terms["earning"]["pending_days"]).number
    member.purchases += 1
    for one in matched if total else ():
        if gave_something(one, matched, terms["earning"]["stacking"], of_tier):
            count(one.rule, member)
    day = local_day(case.effective_at, case.zone)
    for cap, since in (("day", day), ("month", day.replace(day=1))):
        if terms["earning"]["caps"][cap] is not None:
            member.earned_on[cap, since] = member.earned_on.get((cap, since), 0) + total
    member.orders[case.event.source, data["order_id"]] = Order(
        programme=member.programme,
        source=case.event.source,
        order_id=data["order_id"],
        effective_at=case.effective_at,
        lines=[
            OrderLine(line["line_id"], line["quantity"], Fraction(line["amount"]), earns, share)
            for line, earns, share in zip(data["lines"], eligible, points, strict=True)
        ],
        lot_number=lot_number,
        return_policy=terms["return_policy"],
        qualifies=bool(terms.get("tiers")),
    )
    upgrade(case)
    return None
