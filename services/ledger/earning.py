"""What a purchase earns: exact arithmetic on scaled integers, one floor per order, split over its lines (S11–S13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import prod
from typing import Any

from schemas.calendar import expires_at, local_date
from schemas.events import Line, PurchaseCompleted
from schemas.values import MONEY_PLACES, scaled
from services.ledger.conditions import Occasion, holding, lines_of
from services.ledger.nouns import Case, EarningRule, Member, Tally, Terms

ONE = 10**MONEY_PLACES
"""A multiplier of 1, in units of 1/10,000."""

ORDER_POINTS_MAX = 1_000_000_000_000
"""Beyond this an order is a mistake of amounts or rate; so millions of the largest fit into an account (`bigint`)."""


def is_eligible(line: Line, terms: Terms) -> bool:
    """Tell whether a line earns at all (S11)."""
    return line.earns and line.category not in terms.excluded_categories and line.sku not in terms.excluded_skus


def split(points: int, weights: list[int], divisor: int) -> list[int]:
    """Split whole points over lines by largest remainder of `weight ÷ divisor`; ties to the earlier line (S13)."""
    if len(weights) == 1:
        return [points]
    shares = [weight // divisor for weight in weights]
    if left := points - sum(shares):
        remainders = [-(weight % divisor) for weight in weights]
        for line in sorted(range(len(weights)), key=remainders.__getitem__)[:left]:
            shares[line] += 1
    return shares


def share_out(points: int, weights: Sequence[int]) -> list[int]:
    """Split whole points in proportion to weights, evenly if all are 0, by largest remainder (S13)."""
    if len(weights) == 1:
        return [points]
    total = sum(weights)
    if total == 0:
        return split(points, [points] * len(weights), len(weights))
    return split(points, [points * weight for weight in weights], total)


@dataclass(slots=True)
class Earned:
    """What an order earns after caps, why, and the rules with `max_per_member` of which it took something."""

    points: int
    explanation: dict[str, Any]
    rules: Sequence[EarningRule] = ()


def earn(purchase: PurchaseCompleted, terms: Terms) -> Earned:
    """Return what an order earns where no rule and no cap has a say, and why (S11–S13).

    The explanation is frozen on the record, and nothing in it is priced again: the version, the rate, the return
    policy, and of each line its points and whether it was eligible. Raises OverflowError above ORDER_POINTS_MAX.
    """
    eligible = [is_eligible(line, terms) for line in purchase.lines]
    rate = terms.version.earning.rate.points
    weights = [
        scaled(line.amount) * rate if earns else 0 for line, earns in zip(purchase.lines, eligible, strict=True)
    ]  # p_l in units of 1 / per_scaled: a common divisor keeps the sum exact.
    points = sum(weights) // terms.per_scaled
    check_measure(points)
    return Earned(points, explained(purchase, terms, eligible, split(points, weights, terms.per_scaled)))


def check_measure(points: int) -> None:
    """Raise OverflowError when an order earns more than any real one."""
    if points > ORDER_POINTS_MAX:
        raise OverflowError(f"an order of {points} points is beyond all measure; check its amounts, and the rate")


def explained(
    purchase: PurchaseCompleted, terms: Terms, eligible: Sequence[bool], shares: Sequence[int]
) -> dict[str, Any]:
    """Return what every purchase freezes, with rules or without."""
    rate = terms.version.earning.rate
    return {
        "version": terms.version.version,
        "rate": {"points": rate.points, "per": rate.per},
        "return_policy": terms.version.return_policy,
        "lines": [
            {"line_id": line.line_id, "points": share, "eligible": earns}
            for line, share, earns in zip(purchase.lines, shares, eligible, strict=True)
        ],
    }


def earn_by_rules(
    purchase: PurchaseCompleted, terms: Terms, member: Member, day: date, tier: str | None = None
) -> Earned:
    """Return what an order of a local day earns by rules, tier, and caps, and why (S11–S13).

    The explanation also has the ids of the rules that matched on each line, what each of them gives, and the caps that
    cut, from what to what. Raises OverflowError above ORDER_POINTS_MAX.
    """
    eligible = [is_eligible(line, terms) for line in purchase.lines]
    amounts = [scaled(line.amount) if earns else 0 for line, earns in zip(purchase.lines, eligible, strict=True)]
    occasion = Occasion(
        member, day, purchase.partner_id, purchase.channel, purchase.store_id, sum(amounts), tier=tier
    )  # fmt: skip
    earning = [(at, line) for at, line in enumerate(purchase.lines) if eligible[at]]
    matched: list[tuple[EarningRule, list[int]]] = []
    names: list[list[str]] = [[] for _ in purchase.lines]
    multipliers: list[list[int]] = [[] for _ in purchase.lines]
    for rule in holding(terms.rules.get("purchase", ()), occasion):
        if lines := lines_of(rule, earning):
            matched.append((rule, lines))
            for at in lines:
                names[at].append(rule.rule_id)
            if rule.multiplier is not None:
                for at in lines:
                    multipliers[at].append(rule.multiplier)
    stacking = terms.version.earning.stacking
    of_tier = _multiplier_of(terms, tier)
    factors = [_combined([*of_tier, *of_line], stacking) for of_line in multipliers]
    weights, divisor = _exact(amounts, factors, terms)
    shares = split(sum(weights) // divisor, weights, divisor)
    for rule, lines in matched:
        if rule.bonus:
            for at, share in zip(lines, share_out(rule.bonus, [weights[at] for at in lines]), strict=True):
                shares[at] += share
    uncapped = sum(shares)
    points, cuts = _cut(uncapped, terms, member, day)
    check_measure(points)
    if cuts:
        shares = share_out(points, shares)
    explanation = explained(purchase, terms, eligible, shares)
    for line, rules in zip(explanation["lines"], names, strict=True):
        if rules:
            line["rules"] = rules
    if matched:
        explanation["rules"] = [dict(rule.gives) for rule, _ in matched]
    if cuts:
        explanation["caps"] = cuts
    took = []
    for at, (rule, lines) in enumerate(matched):
        if rule.max_per_member is not None and points and _gave(rule, [factors[line] for line in lines], stacking):
            explanation["rules"][at]["counted"] = True  # Towards `max_per_member` (S15b).
            took.append(rule)
    return Earned(points, explanation, took)


def _multiplier_of(terms: Terms, tier: str | None) -> list[int]:
    """Return the multiplier of a tier in units of 1/10,000, or nothing where it has none (S11)."""
    multiplier = None if terms.tiers is None or tier is None else terms.tiers.multipliers[terms.tiers.places[tier]]
    return [] if multiplier is None else [multiplier]


def _combined(multipliers: list[int], stacking: str) -> tuple[int, int]:
    """Return the multiplier of a line as (number, how many times it is in units of 1/10,000) (S11)."""
    if not multipliers:
        return 1, 0
    match stacking:
        case "multiply":
            return prod(multipliers), len(multipliers)
        case "add":
            return max(0, ONE + sum(multiplier - ONE for multiplier in multipliers)), 1
        case _:
            return max(multipliers), 1


def _exact(amounts: list[int], factors: list[tuple[int, int]], terms: Terms) -> tuple[list[int], int]:
    """Return p_l of each line in units of 1 / divisor, and the divisor that they have in common."""
    rate = terms.version.earning.rate.points
    finest = max(power for _, power in factors)
    weights = [
        amount * rate * factor * ONE ** (finest - power)
        for amount, (factor, power) in zip(amounts, factors, strict=True)
    ]
    return weights, int(terms.per_scaled * ONE**finest)


def _gave(rule: EarningRule, factors: list[tuple[int, int]], stacking: str) -> bool:
    """Tell whether a rule that matched gave anything: a bonus, or a multiplier that no better one put aside."""
    if rule.bonus or stacking != "best":
        return True
    return any(factor == rule.multiplier for factor, _ in factors)


def capped_tallies(terms: Terms, day: date) -> list[tuple[str, int, Tally]]:
    """Return the caps over more than one order that a version has: (name, most points, what counts) (S12)."""
    caps = terms.version.earning.caps
    found: list[tuple[str, int, Tally]] = []
    if caps.day is not None:
        found.append(("day", caps.day, ("earned", day)))
    if caps.month is not None:
        found.append(("month", caps.month, ("earned_month", day.replace(day=1))))
    return found


def _cut(points: int, terms: Terms, member: Member, day: date) -> tuple[int, list[dict[str, Any]]]:
    """Return what caps leave of the points of an order, and those that cut: order, day, month (S12)."""
    rooms = [(name, max(0, most - member.tallies.get(tally, 0))) for name, most, tally in capped_tallies(terms, day)]
    if (most := terms.version.earning.caps.order) is not None:
        rooms.insert(0, ("order", most))
    cuts: list[dict[str, Any]] = []
    for name, room in rooms:
        if points > room:
            cuts.append({"cap": name, "from": points, "to": room})
            points = room
    return points, cuts


def expiry_of(case: Case, activates_at: datetime) -> datetime | None:
    """Return when points that become active at an instant expire, by the policy in force (S14)."""
    zone = case.terms.zone
    timeless = case.admission.version.max_lateness_days is None
    return _expiry(case.terms, local_date(activates_at, zone), None if timeless else local_date(case.clock, zone))


@lru_cache(maxsize=65_536)
def _expiry(terms: Terms, activated_on: date, recorded_on: date | None) -> datetime | None:
    """Return when points expire that become active on a local day; the same for all of a day's purchases."""
    version = terms.version
    return expires_at(version.expiry, terms.zone, activated_on, recorded_on, version.min_validity_days)
