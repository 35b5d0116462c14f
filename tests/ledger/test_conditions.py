"""S11: for which purchases a rule holds."""

import pytest

from services.ledger.working import Entry
from tests.ledger.table import check, earning


def earns(when: dict[str, object], event: str, *, prepared: str = "", zone: str = "UTC") -> int:
    """Return what a purchase earns that gives 1 point, or 11 where the conditions of a rule hold."""
    table = check(f"""
        {earning({"bonus": 10, "when": when})}; time_zone "{zone}"; max_lateness_days null
        {prepared}
        when {event}
    """)
    assert isinstance(table.result, Entry)
    return sum(posting.amount for posting in table.result.decision.postings)


HOLDS = [
    ({"from": "2026-03-01"}, "ann buys 1.00 at 2026-03-01", "ann buys 1.00 at 2026-02-28T23:59:59"),
    ({"to": "2026-03-01"}, "ann buys 1.00 at 2026-03-01T23:59:59", "ann buys 1.00 at 2026-03-02"),
    ({"weekdays": [7]}, "ann buys 1.00 at 2026-03-01", "ann buys 1.00 at 2026-03-02"),
    ({"weekdays": [1, 2]}, "ann buys 1.00 at 2026-03-02", "ann buys 1.00 at 2026-03-01"),
    ({"days_of_month": [1, 15]}, "ann buys 1.00 at 2026-03-15", "ann buys 1.00 at 2026-03-14"),
    ({"first_purchase": True}, "bob buys 1.00", "ann buys 1.00"),
    ({"first_purchase": False}, "ann buys 1.00", "bob buys 1.00"),
    ({"min_amount": "1"}, "ann buys 0.50 + 0.50", "ann buys 0.99 + 5.00 unearning"),
    ({"channels": ["web"]}, "ann buys 1.00 channel web", "ann buys 1.00 channel app"),
    ({"channels": ["web"]}, "ann buys 1.00 channel web", "ann buys 1.00"),
    ({"stores": ["s1", "s2"]}, "ann buys 1.00 store s2", "ann buys 1.00 store s3"),
    ({"partners": ["p"]}, "ann buys 1.00 partner p", "ann buys 1.00 partner q"),
    ({"segments": ["vip"]}, "cleo buys 1.00", "bob buys 1.00"),
    ({"categories": ["tea"]}, "ann buys 1.00 of tea", "ann buys 1.00 of wine"),
    ({"categories": ["tea"]}, "ann buys 1.00 of tea", "ann buys 1.00"),
    ({"skus": ["x"]}, "ann buys 1.00 sku x", "ann buys 1.00 sku y"),
    ({"categories": ["tea"], "skus": ["x"]}, "ann buys 1.00 of tea sku x", "ann buys 0.50 of tea + 0.50 sku x"),
    ({"birth_month": True}, "cleo buys 1.00 at 2026-05-31", "cleo buys 1.00 at 2026-06-01"),
    ({"birth_month": True}, "cleo buys 1.00 at 2026-05-31", "bob buys 1.00 at 2026-05-31"),
    ({"birthday": True}, "cleo buys 1.00 at 2026-05-20", "cleo buys 1.00 at 2026-05-21"),
    ({"birthday": True}, "leap buys 1.00 at 2026-02-28", "leap buys 1.00 at 2026-03-01"),
    ({"birthday": True}, "leap buys 1.00 at 2028-02-29", "leap buys 1.00 at 2028-02-28"),
    ({"channels": ["web"], "stores": ["s1"]}, "ann buys 1.00 channel web store s1", "ann buys 1.00 channel web"),
]
"""Conditions, a purchase for which they hold, and one for which they do not."""

MEMBERS = """
        when ann buys 0.00
        when bob enrols
        when cleo enrols to segment vip born 5-20
        when leap enrols born 2-29
"""


@pytest.mark.parametrize(("when", "holds", "fails"), HOLDS)
def test_s11_a_rule_holds_when_all_its_conditions_do(when: dict[str, object], holds: str, fails: str) -> None:
    assert earns(when, holds, prepared=MEMBERS) == 11
    assert earns(when, fails, prepared=MEMBERS) in (0, 1)


@pytest.mark.parametrize("when", [{"tiers": ["gold"]}, {"activities": ["survey"]}])
def test_s11_what_a_purchase_does_not_have_no_condition_finds(when: dict[str, object]) -> None:
    assert earns(when, "ann buys 1.00") == 1


def test_s11_days_are_those_of_the_programme() -> None:
    when: dict[str, object] = {"from": "2026-03-02", "to": "2026-03-02", "weekdays": [1], "days_of_month": [2]}
    assert earns(when, "ann buys 1.00 at 2026-03-01T23:00", zone="Europe/Berlin") == 11
    assert earns(when, "ann buys 1.00 at 2026-03-02T23:00", zone="Europe/Berlin") == 1
