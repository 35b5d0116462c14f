"""Does a rule hold: its conditions against the member, the local day, and what happened (S11, S15b)."""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas.programme import When
from services.ledger.nouns import EarningRule, Member, Terms


@dataclass(slots=True)
class Occasion:
    """What the conditions of a rule look at; what the occasion does not have is None, and no such condition holds.

    `day` is the local day of `effective_at`, `tier` that of the member at the time, `amount` the sum of an order's
    eligible lines in units of 1/10,000.
    """

    member: Member
    day: date
    partner_id: str | None = None
    channel: str | None = None
    store_id: str | None = None
    amount: int | None = None
    activity: str | None = None
    tier: str | None = None


def holding(terms: Terms, trigger: str, occasion: Occasion) -> Iterator[EarningRule]:
    """Yield a trigger's rules that hold on an occasion, in the order of the programme, whatever they ask of lines."""
    has_lines = occasion.amount is not None
    for rule in _in_season(terms, trigger, occasion.day):
        if rule.max_per_member is not None and _is_used_up(rule, occasion.member):
            continue
        if (has_lines or not rule.asks_of_lines) and (rule.when is None or not rule.asks_of_occasion
                                                      or _holds(rule, rule.when, occasion)):  # fmt: skip
            yield rule


@lru_cache(maxsize=65_536)
def rules_of_line(terms: Terms, category: str | None, sku: str) -> frozenset[EarningRule]:
    """Return the rules that take in a line of an order, whatever else they ask; the same for all orders (S11)."""
    return frozenset(
        rule
        for rule in terms.rules.get("purchase", ())
        if (rule.categories is None or category in rule.categories) and (rule.skus is None or sku in rule.skus)
    )


@lru_cache(maxsize=4_096)
def _in_season(terms: Terms, trigger: str, day: date) -> tuple[EarningRule, ...]:
    """Return the rules of a trigger whose dates take in a local day; the same for all that happens on it."""
    return tuple(rule for rule in terms.rules.get(trigger, ()) if rule.when is None or _in_time(rule.when, day))


def _is_used_up(rule: EarningRule, member: Member) -> bool:
    """Tell whether the member had from this rule all that one member can have."""
    return rule.max_per_member is not None and member.tallies.get(rule.tally, 0) >= rule.max_per_member


def _holds(rule: EarningRule, when: When, occasion: Occasion) -> bool:
    if rule.min_amount is not None and (occasion.amount is None or occasion.amount < rule.min_amount):
        return False
    return (
        (rule.channels is None or occasion.channel in rule.channels)
        and (rule.stores is None or occasion.store_id in rule.stores)
        and (rule.partners is None or occasion.partner_id in rule.partners)
        and (rule.activities is None or occasion.activity in rule.activities)
        and _of_member(rule, when, occasion.member, occasion.day)
        and (rule.tiers is None or occasion.tier in rule.tiers)
    )


def _in_time(when: When, day: date) -> bool:
    return (
        (when.from_ is None or when.from_ <= day)
        and (when.to is None or day <= when.to)
        and (when.weekdays is None or day.isoweekday() in when.weekdays)
        and (when.days_of_month is None or day.day in when.days_of_month)
    )


def _of_member(rule: EarningRule, when: When, member: Member, day: date) -> bool:
    month = member.birthday[0]
    return (
        (when.birth_month is None or when.birth_month == (month == day.month))
        and (when.birthday is None or when.birthday == is_birthday(member.birthday, day))
        and (when.first_purchase is None or when.first_purchase == (member.purchases == 0))
        and (rule.segments is None or member.segment in rule.segments)
    )


def is_birthday(birthday: tuple[int | None, int | None], day: date) -> bool:
    """Tell whether a (month, day) falls on a local day; 29 February counts on the 28th in common years."""
    if birthday == (2, 29) and not isleap(day.year):
        birthday = (2, 28)
    return birthday == (day.month, day.day)
