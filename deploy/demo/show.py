"""What the demo prints: what the services say beside the figures it must be, within 80 columns."""

from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from deploy.demo.replay import Figures, Month

SHOWN = ("issued", "redeemed", "expired", "closing")  # opening is the line above's closing; it is compared all the same
TICK = Text("✓", style="green")
CROSS = Text("✗", style="bold red")


class Compared(NamedTuple):
    """One figure, as it is and as it must be."""

    name: str
    seen: int
    due: int


def roll_forward(seen: Figures, due: Figures) -> Table:
    """One line a month: what the projector says, then what it must say."""
    table = _table("\nmonth")
    for name in SHOWN:
        table.add_column(f"\n{name}", justify="right")
    for place, name in enumerate(SHOWN):
        # The first of the second four carries their common heading; a table has no cell over several columns.
        table.add_column(f"{'' if place else 'expected'}\n{name}", justify="right", style="dim")
    table.add_column("")
    for period, line in due.months.items():
        is_line = seen.months[period]
        cells = [_cell(getattr(is_line, name), getattr(line, name)) for name in SHOWN]
        table.add_row(period, *cells, *(f"{getattr(line, name):,}" for name in SHOWN), mark(fine=is_line == line))
    return table


def totals(seen: Figures, due: Figures) -> Table:
    """The sums over all months, and the counts."""
    table = _table("altogether")
    table.add_column("is", justify="right", min_width=10)
    table.add_column("expected", justify="right", min_width=10, style="dim")
    table.add_column("")
    for name, is_value, must_be in _sums(seen, due):
        table.add_row(name, _cell(is_value, must_be), f"{must_be:,}", mark(fine=is_value == must_be))
    return table


def differences(seen: Figures, due: Figures) -> list[str]:
    """Every figure that is not the expected one, as a sentence; empty when all are."""
    figures = [
        Compared(f"{period} {name}", is_value, must_be)
        for period in due.months
        for name, is_value, must_be in zip(Month._fields, seen.months[period], due.months[period], strict=True)
    ]
    figures += _sums(seen, due)
    return [f"{name}: {is_value:,}, expected {must_be:,}" for name, is_value, must_be in figures if is_value != must_be]


def check(what: str, *, fine: bool = True) -> Text:
    """A tick or a cross, and what was looked at."""
    return Text.assemble("  ", mark(fine=fine), "  ", what)


def mark(*, fine: bool) -> Text:
    """A tick or a cross."""
    return TICK if fine else CROSS


def _sums(seen: Figures, due: Figures) -> list[Compared]:
    sums = [Compared(f"points {name}", getattr(seen.total, name), getattr(due.total, name)) for name in SHOWN]
    sums.append(Compared("redemptions", seen.redemptions, due.redemptions))
    sums.append(Compared("members", seen.members, due.members))
    return sums


def _table(first_column: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=0, header_style="bold")
    table.add_column(first_column)
    return table


def _cell(seen: int, due: int) -> Text:
    return Text(f"{seen:,}", style="" if seen == due else "bold red")
