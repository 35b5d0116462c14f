"""Who bears what of the accrual: the shares of whoever funds the rules that gave the points (L6)."""

from datetime import timedelta
from fractions import Fraction

import pytest

from services.projector.statement import funded_by
from tests.projector.ledgers import Ledgers
from tests.projector.test_report import TRADES, report_on, sold
from tests.projector.trading import random_trade


@pytest.mark.parametrize(("seed", "zone", "policy"), TRADES)
def test_l6_every_month_partners_owe_what_the_slow_books_say(seed: int, zone: str, policy: str) -> None:
    trade = random_trade(seed, zone=zone, policy=policy)
    books = Ledgers(trade.records, trade.zone)
    opening = {"fuel": Fraction(0), "books": Fraction(0)}
    for month in books.months():
        report = report_on(trade, month)
        for partner in opening:
            shown, expected = funded_by(report, partner), books.owed(partner, month)
            assert Fraction(shown["closing"]) == expected, (month, partner)
            assert Fraction(shown["opening"]) == opening[partner]
            assert Fraction(shown["opening"]) + Fraction(shown["change"]) == expected
            opening[partner] = expected
    assert all(opening.values())


def test_l6_partners_owe_their_shares_of_the_rules_that_they_fund() -> None:
    trade, _ = sold()
    trade.reward("m-1", 1, "survey", "app")  # 30 points, half of them fuel's and a third books', and 20 of nobody.
    assert report_on(trade, "2026-01").body()["receivable"] == [
        {"partner": "books", "opening": "0.00", "change": "0.04", "closing": "0.04"},
        {"partner": "fuel", "opening": "0.00", "change": "0.06", "closing": "0.06"},
    ]
    trade.reward("m-2", 2, "survey")  # 35 points, all of them books'.
    assert funded_by(report_on(trade, "2026-01"), "books")["closing"] == "0.18"
    trade.give("m-2", "m-3", 35)  # Whoever has them, they are of their cohort.
    assert funded_by(report_on(trade, "2026-01"), "books")["closing"] == "0.18"
    trade.now += timedelta(days=31)
    trade.take("m-3", "redeemed", 35, "redemption.requested", {"redemption_id": "r"})
    assert funded_by(report_on(trade, "2026-02"), "books") == {"opening": "0.18", "change": "-0.07", "closing": "0.11"}


def test_l6_where_nobody_funds_a_rule_nobody_owes() -> None:
    trade, _ = sold()
    trade.grant("m-1", 100, "fuel")
    assert report_on(trade, "2026-01").body()["receivable"] == []


def test_l6_a_record_with_more_rules_than_lots_is_not_folded() -> None:
    trade, _ = sold()
    trade.reward("m-1", 1, "survey", "app")
    trade.records[-1]["postings"].pop()
    with pytest.raises(ValueError, match="zip"):
        report_on(trade, "2026-01")
