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
from services.ledger.conditions import Occasion, holding, rules_of_line
from services.ledger.nouns import Case, EarningRule, Member, Tally, Terms

ONE: int = 10**MONEY_PLACES
"""A multiplier of 1, in units of 1/10,000."""

NO_RULES: frozenset[EarningRule] = frozenset()
ORDER_POINTS_MAX = 1_000_000_000_000
"""Beyond this an order is a mistake of amounts or rate; so millions of the largest fit into an account (`bigint`)."""


def is_eligible(line: Line, terms: Terms) -> bool:
    """Tell whether a line earns at all (S11)."""
    return line.earns and line.category not in terms.excluded_categories and line.sku not in terms.excluded_skus


def split(points: int, weights: list[int], divisor: int) -> list[int]:
    """Split whole points over lines by largest remainder of `weight ÷ divisor`; ties to the earlier line (S13)."""
    if len(weights) == 1:
        return [points]
    shares, remainders = [], []
    for weight in weights:
        share, remainder = divmod(weight, divisor)
        shares.append(share)
        remainders.append(-remainder)
    if left := points - sum(shares):
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
    in_force = list(holding(terms, "purchase", occasion))
    held = frozenset(in_force)
    matched = [
        held & rules_of_line(terms, line.category, line.sku) if earns else NO_RULES
        for line, earns in zip(purchase.lines, eligible, strict=True)
    ]
    together = [_together(terms, tier, rules) for rules in matched]
    rate, divisor = terms.version.earning.rate.points, terms.per_scaled * _unit(terms)
    weights = [amount * rate * multiplier for amount, (_, multiplier) in zip(amounts, together, strict=True)]
    shares = split(sum(weights) // divisor, weights, divisor)
    matching = NO_RULES.union(*matched)
    gave = [rule for rule in in_force if rule in matching]
    for rule in gave:
        if rule.bonus:
            lines = [at for at, rules in enumerate(matched) if rule in rules]
            for at, share in zip(lines, share_out(rule.bonus, [weights[at] for at in lines]), strict=True):
                shares[at] += share
    points, cuts = _cut(sum(shares), terms, member, day)
    check_measure(points)
    if cuts:
        shares = share_out(points, shares)
    explanation = explained(purchase, terms, eligible, shares)
    for line, (names, _) in zip(explanation["lines"], together, strict=True):
        if names:
            line["rules"] = names
    if gave:
        explanation["rules"] = [dict(rule.gives) for rule in gave]
    if cuts:
        explanation["caps"] = cuts
    took = []
    for at, rule in enumerate(gave):
        if rule.max_per_member is not None and points:
            used = [multiplier for (_, multiplier), rules in zip(together, matched, strict=True) if rule in rules]
            if _gave(rule, used, terms):
                explanation["rules"][at]["counted"] = True  # Towards `max_per_member` (S15b).
                took.append(rule)
    return Earned(points, explanation, took)


@lru_cache(maxsize=65_536)
def _together(terms: Terms, tier: str | None, rules: frozenset[EarningRule]) -> tuple[list[str], int]:
    """Return the ids of rules that match a line together, in the order of the programme, and what the line's amount is
    multiplied by for them and the tier, in units of 1 / `_unit`; the same for all lines that they match (S11).
    """
    in_order = [rule for rule in terms.rules.get("purchase", ()) if rule in rules]
    multipliers = [*_multiplier_of(terms, tier), *(rule.multiplier for rule in in_order if rule.multiplier is not None)]
    multiplier: int
    match terms.version.earning.stacking:
        case "multiply":
            multiplier = prod(multipliers) * (_unit(terms) // ONE ** len(multipliers))
        case "add":
            multiplier = max(0, ONE + sum(multiplier - ONE for multiplier in multipliers))
        case _:
            multiplier = max(multipliers, default=ONE)
    return [rule.rule_id for rule in in_order], multiplier


@lru_cache(maxsize=1_024)
def _unit(terms: Terms) -> int:
    """Return which part of 1 the multipliers of lines are whole numbers of, whichever rules come together on a line."""
    if terms.version.earning.stacking != "multiply":
        return ONE
    most = sum(rule.multiplier is not None for rule in terms.rules.get("purchase", ()))
    return int(ONE ** (most + 1))  # And the tier's.


def _multiplier_of(terms: Terms, tier: str | None) -> list[int]:
    """Return the multiplier of a tier in units of 1/10,000, or nothing where it has none (S11)."""
    multiplier = None if terms.tiers is None or tier is None else terms.tiers.multipliers[terms.tiers.places[tier]]
    return [] if multiplier is None else [multiplier]


def _gave(rule: EarningRule, used: list[int], terms: Terms) -> bool:
    """Tell whether a rule that matched gave anything: a bonus, or a multiplier that no better one put aside."""
    return bool(rule.bonus) or terms.version.earning.stacking != "best" or rule.multiplier in used


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


def expiry_of(case: Case, activated_on: date) -> datetime | None:
    """Return when points that become active on a local day expire, by the policy in force (S14)."""
    timeless = case.admission.version.max_lateness_days is None
    return _expiry(case.terms, activated_on, None if timeless else local_date(case.clock, case.terms.zone))


@lru_cache(maxsize=65_536)
def _expiry(terms: Terms, activated_on: date, recorded_on: date | None) -> datetime | None:
    """Return when points expire that become active on a local day; the same for all of a day's purchases."""
    version = terms.version
    return expires_at(version.expiry, terms.zone, activated_on, recorded_on, version.min_validity_days)
