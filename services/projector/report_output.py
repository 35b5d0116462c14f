"""A month's report on a terminal, and as a file: what `points report` shows."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.projector.money import MONEY_LINES, shown
from services.projector.report import ACCRUAL_LINES, POINTS_LINES, Report, Row
from services.projector.spreadsheets import liability_table, to_csv, to_xlsx


def write_report(report: Report, file: Path) -> None:
    """Write a report as CSV or as a workbook, by the file's ending; raise ValueError for any other."""
    writers = {".csv": to_csv, ".xlsx": to_xlsx}
    if file.suffix not in writers:
        raise ValueError(f"{file} ends neither in .csv nor in .xlsx; name it so")
    file.write_bytes(writers[file.suffix](liability_table(report, report.rows)))


def print_report(report: Report, out: Console) -> None:
    """Print totals, one line of the roll-forward below the other."""
    head, total = report.head, report.total
    table = Table(title=f"{head['programme']} {head['period']}, {head['status']}", title_justify="left")
    table.add_column("")
    for column in ("points", f"money, {head['currency']}", "accrual"):
        table.add_column(column, justify="right")
    for line in dict.fromkeys((*POINTS_LINES[:-1], *MONEY_LINES[:-1], *ACCRUAL_LINES)):
        table.add_row(line, *_cells(total, line, report.places))
    out.print(table)
    arrears = head["arrears"]
    out.print(f"Arrears: {arrears['opening']:,} at the opening, {arrears['closing']:,} at the closing.")


def _cells(row: Row, line: str, places: int) -> list[str]:
    points = dict(zip(POINTS_LINES, row.points, strict=True))
    cells = [f"{points[line]:,}" if line in points else ""]
    for lines, figures in ((MONEY_LINES, row.money), (ACCRUAL_LINES, row.accrual)):
        found = dict(zip(lines, figures or (), strict=False))
        cells.append(shown(found[line], places) if line in found else "")
    return cells
