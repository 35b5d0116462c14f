"""Programmes by chance: one to three dated versions that differ in all that may differ, in time zones that shift."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

Version = dict[str, Any]
Settings = dict[str, Any]

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"]

STARTS = [
    datetime(2023, 12, 29, 9, tzinfo=UTC),  # the end of a year
    datetime(2024, 2, 27, 22, tzinfo=UTC),  # 29 February
    datetime(2024, 3, 8, 12, tzinfo=UTC),  # New York's clocks go forward on 10 March
    datetime(2024, 3, 29, 23, tzinfo=UTC),  # Berlin's on the 31st; Auckland's go back on 7 April
    datetime(2024, 10, 25, 6, tzinfo=UTC),  # Berlin's go back on the 27th, New York's on 3 November
    datetime(2025, 1, 30, 18, tzinfo=UTC),  # a February without a 29th
]

OF_A_PURCHASE: list[Settings] = [
    {"weekdays": [6, 7]},
    {"days_of_month": [1, 10, 28, 29, 31]},
    {"first_purchase": True},
    {"first_purchase": False},
    {"min_amount": "20"},
    {"categories": ["wine"]},
    {"skus": ["s1", "s9"]},
    {"channels": ["web"]},
    {"stores": ["st-1"]},
    {"partners": ["p-1"]},
    {"tiers": ["platinum"]},
]
OF_A_MEMBER: list[Settings] = [
    {"segments": ["gold"]},
    {"birth_month": True},
    {"birthday": True},
    {"from": "2024-01-01", "to": "2024-03-31"},
    {"from": "2024-02-29"},
    {"weekdays": [1, 2, 3]},
]
OUT_OF_PLACE: list[Settings] = [{"min_amount": "1"}, {"categories": ["wine"]}, {"stores": ["st-1"]}]
"""Conditions that are strange on a rule without a purchase: they do not hold there."""


def _some(chances: Random, percent: int, **settings: list[Any]) -> Settings:
    """Draw optional settings, each so often."""
    return {name: chances.choice(values) for name, values in settings.items() if chances.randrange(100) < percent}


def _when(chances: Random, conditions: list[Settings]) -> Settings:
    """Draw no condition, one, or two at once."""
    when: Settings = {}
    for _ in range(chances.choice([0, 0, 1, 1, 1, 2])):
        when |= chances.choice(conditions)
    return {"when": when} if when else {}


def purchase_rule(chances: Random) -> Settings:
    """Draw a rule on purchases: a multiplier, a bonus, or both."""
    gives = chances.choice(["multiplier", "bonus", "both"])
    rule: Settings = {"on": "purchase"} if chances.random() < 0.5 else {}
    if gives != "bonus":
        rule["multiplier"] = chances.choice(["2", "3", "1.5", "0.5", "0"])
    if gives != "multiplier":
        rule["bonus"] = chances.choice([1, 7, 20, 100])
    return rule | _some(chances, 30, max_per_member=[1, 2]) | _when(chances, OF_A_PURCHASE + OF_A_MEMBER)


def other_rule(chances: Random) -> Settings:
    """Draw a rule on another occasion."""
    on = chances.choice(["enrolment", "referral", "referral", "activity", "birthday"])
    rule = {"on": on, "bonus": chances.choice([5, 20, 50])} | _some(chances, 50, max_per_member=[1, 2])
    if on == "activity" and chances.random() < 0.5:
        return rule | {"when": {"activities": ["survey"]}}
    if chances.random() < 0.6:
        return rule
    return rule | _when(chances, OUT_OF_PLACE if chances.random() < 0.2 else OF_A_MEMBER)


def earning(chances: Random) -> Settings:
    """Draw what purchases and other occasions give."""
    makers = [purchase_rule] * chances.choice([0, 1, 1, 2, 3]) + [other_rule] * chances.choice([0, 1, 2, 3])
    chances.shuffle(makers)
    rules = [{"rule_id": f"rule-{number}", **make(chances)} for number, make in enumerate(makers)]
    rate = {"points": chances.choice([1, 1, 2, 3])} | _some(chances, 40, per=["1", "0.5", "3", "10"])
    caps = _some(chances, 15, order=[30, 100], day=[40, 120], month=[90, 300])
    return {"rate": rate, "rules": rules, "caps": caps} | _some(
        chances,
        50,
        stacking=["best", "multiply", "add"],
        pending_days=[0, 1, 3, 14],
        excluded_categories=[["tobacco"]],
        excluded_skus=[["s9"]],
    )


def expiry(chances: Random) -> Settings:
    """Draw an expiry policy, mostly one that ends within the history."""
    match chances.choice(["days", "months", "months", "fixed", "none"]):
        case "days":
            policy = {"kind": "rolling", "days": chances.choice([1, 5, 10, 30])}
            return policy | _some(chances, 30, round=["none", "month_end"])
        case "months":
            policy = {"kind": "rolling", "months": chances.choice([1, 1, 2, 12])}
            return policy | _some(chances, 50, round=["none", "month_end", "quarter_end", "year_end"])
        case "fixed":
            day = chances.choice([(2, 29), (3, 31), (12, 31), (11, 5), (4, 7)])
            return {"kind": "fixed", "month": day[0], "day": day[1]} | _some(chances, 50, min_months=[0, 1])
    return {"kind": "none"}


def redemption(chances: Random) -> Settings:
    """Draw how points may be redeemed."""
    return _some(
        chances,
        40,
        min_points=[1, 5],
        block=[1, 5],
        points_per_day=[60, 200],
        ttl_seconds_max=[604_800, 172_800],
        cancel_grace_days=[30, 2, 0],
        rewards=[[{"kind": "cash", "points_per_unit": 2}]],
    )


def transfer(chances: Random) -> Settings:
    """Draw how points may be given to others."""
    return _some(chances, 40, min_points=[1, 5], points_per_day=[30, 100])


def tiers(chances: Random) -> Settings | None:
    """Draw tiers, mostly of windows that end within the history; or none."""
    if chances.random() < 0.2:
        return None
    metric = chances.choice(["spend", "points_earned", "visits"])
    kinds: list[Settings] = [{"kind": "calendar_year"}, {"kind": "anniversary"}, {"kind": "lifetime"}]
    window = chances.choice([*kinds, *({"kind": "rolling", "months": months} for months in (1, 1, 2, 12))])
    steps = [("0", "1", "3", "5") if metric == "visits" else ("0", "20", "66.67", "150")][0]
    names = chances.choice([["silver", "gold", "platinum"], ["base", "silver", "gold", "platinum"], ["gold"]])
    thresholds = steps[-len(names) :]
    levels = [
        {"tier": name, "threshold": threshold} | _some(chances, 60, multiplier=["2", "1.5", "0.5", "3"])
        for name, threshold in zip(names, thresholds, strict=True)
    ]
    return {"metric": metric, "window": window, "levels": levels} | _some(
        chances, 50, soft_landing=[True, False], grace_days=[0, 1, 20]
    )


FURTHER_PARTS: dict[str, Callable[[Random], Any]] = {"transfer": transfer, "tiers": tiers}
PARTS: dict[str, Callable[[Random], Any]] = {
    "earning": earning,
    "expiry": expiry,
    "redemption": redemption,
    "max_lateness_days": lambda chances: chances.choice([None, 30, 30]),
    "park_days": lambda chances: chances.choice([7, 7, 1]),
    "auto_enrol": lambda chances: chances.random() < 0.85,
    "min_validity_days": lambda chances: chances.choice([30, 2, 0]),
    "expiry_suspended": lambda chances: chances.choice([[], [], [], ["gold"], ["*"]]),
    "return_policy": lambda chances: chances.choice(["arrears", "arrears", "write_off"]),
}
"""What may differ from version to version."""


def programme_versions(chances: Random, name: str, start: datetime, *, further: bool = False) -> list[Version]:
    """Return a programme's versions: the first in force some time before `start`, the others in the weeks after.

    With `further` they have tiers and transfers.
    """
    parts = PARTS | FURTHER_PARTS if further else PARTS
    fixed = {
        "programme": name,
        "time_zone": chances.choice(ZONES),
        "currency": "EUR",
        "lateness_window_hours": chances.choice([72, 24, 0]),
    }
    days = [-chances.choice([400, 400, 400, 1]), *sorted(chances.sample(range(1, 60), chances.choice([0, 1, 2])))]
    return [
        {
            **fixed,
            "version": number,
            "valid_from": (start + timedelta(days=day)).isoformat(),
            **{setting: make(chances) for setting, make in parts.items()},
        }
        for number, day in enumerate(days, 1)
    ]
