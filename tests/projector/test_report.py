"""Every month's report against books kept the slow way, over random trade: line by line, and it foots everywhere."""

import re
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import orjson
import pytest

from schemas.calendar import previous_period
from schemas.record import RecordBody
from services.projector import liability
from services.projector.journal import LIABILITY, PROVISION, RECEIVABLE, journal_of
from services.projector.liability import ARREARS_LINES, COLUMNS, LINES, LiabilityDelta, net, net_arrears
from services.projector.money import MONEY_LINES
from services.projector.month import Sums, report_of
from services.projector.report import Report, read_report
from services.projector.terms import Terms
from tests.projector.ledgers import Ledgers
from tests.projector.trade import BEGAN, Order, Trade, text
from tests.projector.trading import random_trade

OUTSTANDING = ("pending", "active", "held")


def sums_of(trade: Trade, period: str) -> Sums:
    """Return what the queries of the liability find, from the pure fold."""
    delta = LiabilityDelta()
    members = [cast("RecordBody", record) for record in trade.records if record["shard"] >= 0]
    liability.fold(members, delta, {trade.programme: trade.tz})
    stands: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * 4)
    later: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * 4)
    now = []
    for (_, month, partner, origin, cohort), row in delta.points.items():
        did, name = dict(zip(COLUMNS, row, strict=True)), (partner, origin, cohort)
        r, n = did["redeemed"] - did["recredited"] + did["substituted"], did["issued"] - did["returned"]
        change = [net(row), r, n, did["deferred"] - did["reversed"] - did["reversed_earlier"]]
        stands[name] = [a + b for a, b in zip(stands[name], change, strict=True)]
        if month > period:
            later[name] = [a + b for a, b in zip(later[name], change, strict=True)]
        if month == period:
            money = [decimal(did[part]) for part in ("deferred", "reversed", "reversed_earlier")]
            now.append((partner or None, origin, cohort, *row[: len(LINES)], *change[:3], *money))
    rows = [
        [(name[0] or None, *name[1:], *sums[:3], decimal(sums[3])) for name, sums in sorted(of.items())]
        for of in (stands, later)
    ]
    given: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for (_, month, partner, origin, cohort, _, version, rule), points in delta.given.items():
        if month <= period:
            given[partner, origin, cohort, version, rule][month == period] += points
    rules = [
        {"partner": partner or None, "origin": origin, "cohort": cohort, "version": version, "rule": rule,
         "before": before, "issued": new}
        for (partner, origin, cohort, version, rule), (before, new) in given.items()
    ]  # fmt: skip
    debts = [0] * len(ARREARS_LINES)
    opening = 0
    for (_, _, month), figures in delta.arrears.items():
        opening += net_arrears(figures) if month < period else 0
        debts = [a + (b if month == period else 0) for a, b in zip(debts, figures, strict=True)]
    sales = sum(amount for (_, _, month), amount in delta.sales.items() if month == period)
    arrears = {"opening": opening, **dict(zip(ARREARS_LINES, debts, strict=True))}
    return Sums({}, rows[0], now, rows[1], rules, arrears, sales)


def decimal(amount: int) -> str:
    """Return an amount in 10⁻⁸ as the database writes it."""
    return f"{Decimal(amount).scaleb(-8):.8f}"


def report_on(trade: Trade, period: str, currency: str = "EUR") -> Report:
    terms = Terms()
    for record in trade.records:
        if record["shard"] == -1:
            terms.read(cast("RecordBody", record))
    return report_of(trade.programme, period, sums_of(trade, period), terms, trade.tz, currency)


def months_of(trade: Trade) -> list[str]:
    return Ledgers(trade.records, trade.zone).months()


TRADES = [(seed, "Europe/Berlin", "arrears") for seed in range(6)] + [
    (6, "America/New_York", "arrears"), (7, "Pacific/Auckland", "write_off"), (8, "Europe/Berlin", "write_off"),
]  # fmt: skip


@pytest.mark.parametrize(("seed", "zone", "policy"), TRADES)
def test_l3_l3a_l4_every_month_is_what_the_slow_books_say(seed: int, zone: str, policy: str) -> None:
    trade = random_trade(seed, zone=zone, policy=policy)
    books = Ledgers(trade.records, trade.zone)
    for month in books.months():
        shown = {
            row["cohort"] and (row["partner"], row["origin"], row["cohort"]): row["money"]
            for row in report_on(trade, month).body()["rows"]
            if row["origin"] == "purchase"
        }
        for cohort in books.cohorts():
            expected = books.money(cohort, month)
            found = shown.get(cohort) or dict.fromkeys(MONEY_LINES, "0.00")
            assert {line: Fraction(amount) for line, amount in found.items()} == expected, (month, cohort)


@pytest.mark.parametrize(("seed", "zone", "policy"), TRADES)
def test_l9_every_report_foots_by_line_by_cohort_and_from_month_to_month(seed: int, zone: str, policy: str) -> None:
    trade = random_trade(seed, zone=zone, policy=policy)
    last: dict[str, Any] = {}
    for month in months_of(trade):
        report = report_on(trade, month)
        body = report.body()
        for figures in [*body["rows"], body["total"]]:
            if money := figures["money"]:
                m = {line: Fraction(amount) for line, amount in money.items()}
                assert m["closing"] == (
                    m["opening"] + m["deferred"] - m["recognised"] + m["reestimate"] - m["reversed"]
                    - m["reversed_earlier"]
                )  # fmt: skip
        for part, lines in (("points", ("opening", *LINES, "closing")), ("money", MONEY_LINES)):
            for line in lines:
                by_row = sum(Fraction(row[part][line]) for row in body["rows"] if row[part])
                assert by_row == Fraction((body["total"][part] or {line: 0})[line])
        for groups in ((), ("partner",), ("origin", "cohort")):
            assert report.body(groups)["total"] == body["total"]
        if last:
            for part in ("points", "money", "accrual"):
                was, now = last["total"][part], body["total"][part]
                assert (was or {"closing": "0.00"})["closing"] == (now or {"opening": "0.00"})["opening"]
            assert last["arrears"]["closing"] == body["arrears"]["opening"]
        last = body
    lots = sum(lot.active for mine in trade.lots.values() for lot in mine)
    assert last["total"]["points"]["closing"] == lots
    assert last["arrears"]["closing"] == sum(trade.debts.values())


def test_a_stored_report_reads_back_as_it_was() -> None:
    report = report_on(random_trade(3), "2026-02")
    again = read_report(report.canonical())
    assert again.canonical() == report.canonical()
    assert again.body(("origin",)) == report.body(("origin",))


@pytest.mark.parametrize("seed", range(3))
def test_l10_the_journal_balances_and_equals_the_roll_forward(seed: int) -> None:
    trade = random_trade(seed)
    for month in months_of(trade):
        report = report_on(trade, month)
        entries, total = journal_of(report), report.body()["total"]
        assert sum(Fraction(e["debit"]) for e in entries) == sum(Fraction(e["credit"]) for e in entries)
        for account, part in ((LIABILITY, "money"), (PROVISION, "accrual")):
            moved = sum(Fraction(e["credit"]) - Fraction(e["debit"]) for e in entries if e["account"] == account)
            figures = total[part] or {"opening": 0, "closing": 0}
            assert moved == Fraction(figures["closing"]) - Fraction(figures["opening"])
        assert {e["date"][:7] for e in entries} <= {month}
        borne = sum(Fraction(line["change"]) for line in report.body()["receivable"])
        assert borne == sum(Fraction(e["debit"]) - Fraction(e["credit"]) for e in entries if e["account"] == RECEIVABLE)


def sold(amount: int = 10_000, partner: str | None = None) -> tuple[Trade, Order]:
    """Return a trade with one sale of 100 points, at an expected rate of 0.5."""
    trade = Trade()
    trade.estimate("0.50")
    return trade, trade.buy("m-1", amount, partner)


def row_of(trade: Trade, month: str, cohort: str = "2026-01") -> dict[str, Any]:
    rows = report_on(trade, month).body()["rows"]
    return dict(next(row["money"] for row in rows if row["origin"] == "purchase" and row["cohort"] == cohort))


def test_l1_only_points_of_purchases_carry_revenue_all_others_accrue_cost() -> None:
    trade, _ = sold()
    trade.grant("m-1", 100, "fuel")
    rows = {row["origin"]: row for row in report_on(trade, "2026-01").body()["rows"]}
    assert (rows["purchase"]["money"]["deferred"], rows["purchase"]["accrual"]) == ("0.50", None)
    assert rows["campaign"]["money"] is None
    assert rows["campaign"]["accrual"] == {"opening": "0.00", "change": "0.40", "closing": "0.40"}


def test_l3a_points_of_others_stand_for_those_of_the_order() -> None:
    trade, first = sold()
    trade.redeem("m-1", 100)
    trade.now += timedelta(days=31)
    trade.buy("m-1", 10_000)
    trade.bring_back(first, 10_000)
    books = Ledgers(trade.records, trade.zone)
    assert row_of(trade, "2026-02")["closing"] == "0.00"
    # The 100 points of February are gone: all of their revenue is recognised, and none is left of January's sale.
    assert row_of(trade, "2026-02", "2026-02")["closing"] == "0.00"
    assert row_of(trade, "2026-02", "2026-02")["recognised"] == "0.50"
    assert books.left((None, "purchase", "2026-01"), "2026-02", Fraction(1, 2)) == 0


def test_l4_a_return_of_an_earlier_month_has_its_own_line() -> None:
    trade, order = sold()
    trade.bring_back(order, 5_000)
    assert (row_of(trade, "2026-01")["reversed"], row_of(trade, "2026-01")["reversed_earlier"]) == ("0.25", "0.00")
    trade.now += timedelta(days=31)
    trade.bring_back(order, 5_000)
    february = row_of(trade, "2026-02")
    assert (february["reversed"], february["reversed_earlier"], february["closing"]) == ("0.00", "0.25", "0.00")


def test_l5_a_later_estimate_is_not_asked_for_a_month_before_it() -> None:
    trade, _ = sold()
    trade.redeem("m-1", 20)
    before = row_of(trade, "2026-01")
    trade.now += timedelta(days=31)
    trade.estimate("0.80")
    assert row_of(trade, "2026-01") == before
    assert row_of(trade, "2026-02")["reestimate"] != "0.00"


def test_l8_an_estimate_that_was_unknown_at_the_closing_changes_nothing_of_the_month() -> None:
    trade, _ = sold()
    trade.redeem("m-1", 20)
    trade.now += timedelta(days=31)
    trade.close()
    closed = row_of(trade, "2026-01")
    trade.estimate("0.90", valid_from=BEGAN + timedelta(days=1))
    assert row_of(trade, "2026-01") == closed
    assert row_of(trade, "2026-02")["opening"] == closed["closing"]


def test_l8_a_closed_month_stays_whatever_arrives_later() -> None:
    trade, order = sold()
    trade.now += timedelta(days=31)
    trade.close()
    closed = report_on(trade, "2026-01").canonical()
    trade.buy("m-2", 5_000, at=BEGAN + timedelta(days=3))
    trade.bring_back(order, 10_000)
    trade.grant("m-1", 70, None)
    assert report_on(trade, "2026-01").canonical() == closed
    assert row_of(trade, "2026-02")["deferred"] == "0.25"  # The late sale: cohort January, booked in February.


def test_l10_the_budget_relates_the_cost_to_the_sales() -> None:
    trade, _ = sold(100_000)
    assert report_on(trade, "2026-01").head["budget"] == {
        "sales": "1000.00", "points": 1000, "gift_cost": "4.00", "operating_cost": "0.80", "cost": "4.80",
        "percent_of_sales": "0.48",
    }  # fmt: skip


def test_l3_there_is_no_money_before_the_first_estimate() -> None:
    trade = Trade()
    trade.buy("m-1", 10_000)
    body = orjson.loads(report_on(trade, "2026-01").canonical())
    assert (body["estimate"], body["total"]["money"], body["total"]["accrual"]) == (None, None, None)
    assert body["total"]["points"]["closing"] == 100


def test_a_return_that_leaves_no_posting_is_booked_in_the_month_it_names() -> None:
    """All was covered by expired points: nothing moves, but the revenue is reversed (L4)."""
    trade, order = sold()
    trade.expire("m-1")
    trade.bring_back(order, 10_000)
    assert not trade.records[-1]["postings"]
    assert re.fullmatch(r"-\d\.\d{8}", trade.records[-1]["deferred"])
    assert row_of(trade, previous_period("2026-02"))["reversed"] == "0.50"
    assert text(trade.now) == trade.records[-1]["recorded_at"]
