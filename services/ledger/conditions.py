"""Does a rule hold: its conditions against the member, the local day, and what happened (S11, S15b)."""

from calendar import isleap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.events import Line
from schemas.programme import When
from services.ledger.nouns import EarningRule, Member


@dataclass(slots=True, frozen=True)
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


def holding(rules: Iterable[EarningRule], occasion: Occasion) -> Iterator[EarningRule]:
    """Yield the rules that hold on an occasion, in the order of the programme; which lines they match is not asked."""
    has_lines = occasion.amount is not None
    for rule in rules:
        if rule.max_per_member is not None and _is_used_up(rule, occasion.member):
            continue
        if rule.when is None or (rule.asks_lines_only and has_lines) or _holds(rule, rule.when, occasion):
            yield rule


def lines_of(rule: EarningRule, lines: Sequence[tuple[int, Line]]) -> list[int]:
    """Return the places of those lines, of the eligible ones, that a rule that holds takes in (S11)."""
    categories, skus = rule.categories, rule.skus
    if categories is None:
        return [at for at, line in lines if skus is None or line.sku in skus]
    return [at for at, line in lines if line.category in categories and (skus is None or line.sku in skus)]


def _is_used_up(rule: EarningRule, member: Member) -> bool:
    """Tell whether the member had from this rule all that one member can have."""
    return rule.max_per_member is not None and member.tallies.get(rule.tally, 0) >= rule.max_per_member


def _holds(rule: EarningRule, when: When, occasion: Occasion) -> bool:
    if occasion.amount is None and (rule.categories is not None or rule.skus is not None):
        return False  # It speaks of lines, and there are none.
    if rule.min_amount is not None and (occasion.amount is None or occasion.amount < rule.min_amount):
        return False
    return (
        (rule.channels is None or occasion.channel in rule.channels)
        and (rule.stores is None or occasion.store_id in rule.stores)
        and (rule.partners is None or occasion.partner_id in rule.partners)
        and (rule.activities is None or occasion.activity in rule.activities)
        and _in_time(when, occasion.day)
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
