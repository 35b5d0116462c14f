"""Tables for people who work in spreadsheets: CSV, and XLSX with real types, totals as formulas, a frozen header."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range

from services.projector.money import MONEY_LINES, shown
from services.projector.report import ACCRUAL_LINES, GROUPS, POINTS_LINES, Report, Row

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WOULD_RUN: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, in a text from outside."""

Cell = str | int | None
NO_MONEY: Final[Sequence[Cell]] = [None] * len(MONEY_LINES)
NO_ACCRUAL: Final[Sequence[Cell]] = [None] * len(ACCRUAL_LINES)


@dataclass(slots=True, frozen=True)
class Table:
    """A table under one title: texts, then whole numbers, then money in units of so many `places`."""

    title: str
    texts: Sequence[str]
    numbers: Sequence[str]
    money: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    places: int

    @property
    def columns(self) -> list[str]:
        """Return the names of all columns."""
        return [*self.texts, *self.numbers, *self.money]


def liability_table(report: Report, rows: Sequence[Row]) -> Table:
    """Return a month's report as a table, in rows of its own grouping."""
    money = [f"money_{line}" for line in MONEY_LINES] + [f"accrual_{line}" for line in ACCRUAL_LINES]
    return Table(
        report.head["period"],
        GROUPS,
        [f"points_{line}" for line in POINTS_LINES],
        money,
        [
            [*row.name, *row.points, *(row.money or NO_MONEY), *(row.accrual or NO_ACCRUAL)]
            for row in rows
        ],
        report.places,
    )  # fmt: skip


def table_of(
    title: str, texts: Sequence[str], money: Sequence[str], bodies: Sequence[Mapping[str, Any]], places: int
) -> Table:
    """Return objects with texts, and money as text, as a table."""
    rows: list[list[Cell]] = [
        [*(str(body[name]) for name in texts), *(int(body[name].replace(".", "")) for name in money)] for body in bodies
    ]
    return Table(title, texts, (), money, rows, places)


def to_csv(table: Table) -> bytes:
    """Return a table as CSV in UTF-8, the header first, money with the places of its currency."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    first_money = len(table.texts) + len(table.numbers)
    for row in table.rows:
        writer.writerow(
            [
                "" if cell is None else _harmless(cell) if isinstance(cell, str)
                else shown(cell, table.places) if column >= first_money else cell
                for column, cell in enumerate(row)
            ]
        )  # fmt: skip
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_WOULD_RUN) else text


def to_xlsx(table: Table) -> bytes:
    """Return a table as a workbook of one sheet; the sums in its last row are formulas."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(table.title)
        head = book.add_format({"bold": True, "bottom": 1})
        whole = book.add_format({"num_format": "#,##0"})
        unit, places = 10**table.places, "#,##0" + ("." + "0" * table.places if table.places else "")
        money = book.add_format({"num_format": places})
        sums = {False: book.add_format({"num_format": "#,##0", "bold": True, "top": 1}),
                True: book.add_format({"num_format": places, "bold": True, "top": 1})}  # fmt: skip
        sheet.write_row(0, 0, table.columns, head)
        sheet.freeze_panes(1, len(table.texts))
        sheet.set_column(0, len(table.columns) - 1, 16)
        first_money = len(table.texts) + len(table.numbers)
        for at, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None and column >= first_money:
                    sheet.write_number(at, column, cell / unit, money)
                elif cell is not None:
                    sheet.write_number(at, column, cell, whole)
        last = len(table.rows)
        sheet.write_string(last + 1, 0, "total", head)
        for column in range(len(table.texts), len(table.columns)):
            is_money = column >= first_money
            values = [cell for row in table.rows if isinstance(cell := row[column], int)]
            value = sum(values) / unit if is_money else sum(values)
            formula = f"=SUM({xl_range(1, column, max(last, 1), column)})"
            sheet.write_formula(last + 1, column, formula, sums[is_money], value)
    return out.getvalue()
