"""L9: money is shown with the places of its currency's smallest unit, JPY none and KWD three, on every way out."""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from services.projector.journal import journal_of
from services.projector.money import exact, rounded, scaled, shown
from services.projector.plaintext import amount_of
from services.projector.report import Report, read_report
from services.projector.report_output import print_report
from services.projector.sources import compared
from services.projector.spreadsheets import liability_table, table_of, to_csv, to_xlsx
from tests.projector.ledgers import Ledgers
from tests.projector.test_partners import statement
from tests.projector.test_report import report_on
from tests.projector.trading import random_trade

PLACES = [("JPY", 0), ("KWD", 3), ("EUR", 2)]


def money_in(part: object) -> Iterator[str]:
    """Yield every amount of money of a report."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("money", "accrual", "receivable", "sales", "gift_cost", "operating_cost", "cost"):
                found = value if isinstance(value, list) else [value]
                for one in found:
                    yield from (one.values() if isinstance(one, dict) else [one] if one is not None else [])
            else:
                yield from money_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from money_in(value)


def a_report(currency: str) -> Report:
    """Return the report of a month of some trade."""
    trade = random_trade(2, 200)
    return report_on(trade, Ledgers(trade.records, trade.zone).months()[4], currency)


@pytest.mark.parametrize(("currency", "places"), PLACES)
def test_l9_a_report_rounds_to_the_smallest_unit_and_foots(currency: str, places: int) -> None:
    trade = random_trade(3)
    books = Ledgers(trade.records, trade.zone, places)
    for month in books.months():
        body = report_on(trade, month, currency).body()
        for text in money_in(body):
            assert len(text.partition(".")[2]) == (0 if text.isalpha() else places), text
        for row in body["rows"]:
            if row["origin"] == "purchase" and row["money"]:
                cohort = (row["partner"], row["origin"], row["cohort"])
                assert {line: Fraction(text) for line, text in row["money"].items()} == books.money(cohort, month)


@pytest.mark.parametrize(("currency", "places"), PLACES)
def test_l8_a_stored_report_is_read_back_as_it_was(currency: str, places: int) -> None:
    report = a_report(currency)
    again = read_report(report.canonical())
    assert (again.canonical(), again.places) == (report.canonical(), places)


@pytest.mark.parametrize(("currency", "places"), PLACES)
def test_l9_csv_workbook_journal_and_terminal_say_the_same(currency: str, places: int) -> None:
    report = a_report(currency)
    closing = report.body()["total"]["money"]["closing"]
    assert Fraction(closing) > 0
    table = liability_table(report, report.rows)
    at = table.columns.index("money_closing")
    rows = [line.split(",") for line in to_csv(table).decode().splitlines()[1:]]
    assert sum(Fraction(row[at]) for row in rows if row[at]) == Fraction(closing)
    assert {len(row[at].partition(".")[2]) for row in rows if row[at]} == {places}
    sheet: Any = openpyxl.load_workbook(BytesIO(to_xlsx(table)), data_only=True).active
    cell = sheet.cell(len(rows) + 2, at + 1)
    assert f"{cell.value:.{places}f}" == closing
    assert cell.number_format == {"JPY": "#,##0", "KWD": "#,##0.000", "EUR": "#,##0.00"}[currency]
    entries = journal_of(report)
    assert {len(entry["debit"].partition(".")[2]) for entry in entries} == {places}
    assert to_csv(table_of("2026-02", ("line",), ("debit", "credit"), entries, places)).decode().splitlines()[1:] == [
        f"{entry['line']},{entry['debit']},{entry['credit']}" for entry in entries
    ]
    console = Console(record=True, width=120)
    print_report(report, console)
    assert closing in console.export_text()


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        ("1234.5", 0, "1235"), ("-0.5", 0, "-1"), ("0.4", 0, "0"), ("1.2345", 3, "1.235"), ("-0.0005", 3, "-0.001"),
        ("0.001", 3, "0.001"), ("7", 3, "7.000"),
    ],
)  # fmt: skip
def test_l9_half_a_smallest_unit_is_rounded_away_from_zero(amount: str, places: int, text: str) -> None:
    assert shown(rounded(scaled(amount), places=places), places) == text


def test_what_sources_sent_is_told_exactly() -> None:
    row = {"source": "s", "type": "purchase.completed", "reported": 1, "received": 1, "late": 0}
    (told,) = compared([{**row, "reported_amount": str(scaled("1.234")), "received_amount": str(scaled("1.2345"))}])
    assert (told["reported_amount"], told["received_amount"], told["agrees"]) == ("1.234", "1.2345", False)
    assert exact(scaled("-5")) == "-5.00"


def test_l7_a_statement_of_a_partner_has_the_places_of_its_currency() -> None:
    trade = random_trade(2, 200)
    month = Ledgers(trade.records, trade.zone).months()[0]
    for places in (0, 3):
        said = statement(trade, month, places=places)
        assert {len(day["receivable"].partition(".")[2]) for day in [*said["days"], said["total"]]} == {places}


def test_s7_minor_units_are_written_with_the_places_of_their_currency() -> None:
    assert [amount_of(-1_234, f"money:{currency}") for currency, _ in PLACES] == [
        "-1234 JPY",
        "-1.234 KWD",
        "-12.34 EUR",
    ]
