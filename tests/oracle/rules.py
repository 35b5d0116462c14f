"""When a rule of earning holds (S15b and the conditions of `when`), and the lots that rules give without a purchase."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.case import Case
from tests.oracle.days import is_birthday, local_day
from tests.oracle.state import Member
from tests.oracle.tiers import tier_at

Rule = dict[str, Any]


@dataclass(frozen=True)
class Occasion:
    """What conditions are about. What an occasion does not have is None, and a condition on it does not hold."""

    on: str
    member: Member
    day: date
    tier: str | None
    is_first_purchase: bool | None = None
    eligible_amount: Fraction | None = None
    channel: str | None = None
    store_id: str | None = None
    partner_id: str | None = None
    activity: str | None = None


def _birth_month(wanted: object, it: Occasion) -> bool:
    return (it.member.attributes.get("birth_month") == it.day.month) is wanted


def _birthday(wanted: object, it: Occasion) -> bool:
    born = it.member.attributes
    return is_birthday(it.day, born.get("birth_month"), born.get("birth_day")) is wanted


CONDITIONS: dict[str, Callable[[Any, Occasion], bool]] = {
    "from": lambda wanted, it: it.day >= date.fromisoformat(wanted),
    "to": lambda wanted, it: it.day <= date.fromisoformat(wanted),
    "weekdays": lambda wanted, it: it.day.isoweekday() in wanted,
    "days_of_month": lambda wanted, it: it.day.day in wanted,
    "birth_month": _birth_month,
    "birthday": _birthday,
    "first_purchase": lambda wanted, it: it.is_first_purchase is not None and it.is_first_purchase == wanted,
    "min_amount": lambda wanted, it: it.eligible_amount is not None and it.eligible_amount >= Fraction(wanted),
    "categories": lambda _, it: it.on == "purchase",  # These two choose lines, see `selects`.
    "skus": lambda _, it: it.on == "purchase",
    "channels": lambda wanted, it: it.channel in wanted,
    "stores": lambda wanted, it: it.store_id in wanted,
    "partners": lambda wanted, it: it.partner_id in wanted,
    "tiers": lambda wanted, it: it.tier in wanted,
    "segments": lambda wanted, it: it.member.segment in wanted,
    "activities": lambda wanted, it: it.activity in wanted,
}


def conditions(rule: Rule) -> dict[str, Any]:
    """Return the conditions that a rule states."""
    return {name: wanted for name, wanted in (rule.get("when") or {}).items() if wanted is not None}


def holds(rule: Rule, it: Occasion) -> bool:
    """Tell whether a rule is for this occasion, has not given the member all it may, and all its conditions hold."""
    limit = rule.get("max_per_member")
    return (
        rule.get("on", "purchase") == it.on
        and (limit is None or it.member.times_given.get(rule["rule_id"], 0) < limit)
        and all(CONDITIONS[name](wanted, it) for name, wanted in conditions(rule).items())
    )


def selects(rule: Rule, line: dict[str, Any]) -> bool:
    """Tell whether a rule is about a line: of its categories, and of its SKUs, where it names any."""
    wanted = conditions(rule)
    return line.get("category") in wanted.get("categories", [line.get("category")]) and line["sku"] in wanted.get(
        "skus", [line["sku"]]
    )


def count(rule: Rule, member: Member) -> None:
    """Note that a rule gave a member something, while it has a limit (`max_per_member`)."""
    if rule.get("max_per_member") is None:
        return
    member.times_given[rule["rule_id"]] = member.times_given.get(rule["rule_id"], 0) + 1


ORIGINS = {"enrolment": "signup", "referral": "referral", "activity": "engagement"}


def give_by_rules(case: Case, on: str, partner_id: str | None = None, activity: str | None = None) -> int:
    """S15b: make one lot for each rule of this trigger that holds, in the order of the rules; return how many."""
    day = local_day(case.effective_at, case.zone)
    tier = tier_at(case.member, case.terms.get("tiers"), case.effective_at)
    occasion = Occasion(on, case.member, day, tier, partner_id=partner_id, activity=activity)
    given = [rule for rule in case.terms["earning"]["rules"] if rule.get("bonus") and holds(rule, occasion)]
    for rule in given:
        case.issue(ORIGINS[on], rule["bonus"], partner_id)
        count(rule, case.member)
    return len(given)


def count_birthday(case: Case, grant_id: str) -> None:
    """S15b: the sweeper's grant names, by its id, the rule that gave it: it counts like any other of that rule."""
    member, year = case.member, local_day(case.effective_at, case.zone).year
    for rule in case.terms["earning"]["rules"]:
        named = f"{member.programme}/birthday/{rule['rule_id']}/{case.event.member_id}/{year}"
        if rule.get("on") == "birthday" and grant_id == named:
            count(rule, member)
