"""The journal of a month: the roll-forward as entries of two sides, ready for an ERP (L10). Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from schemas.calendar import next_period
from services.projector.money import MONEY_LINES, shown
from services.projector.report import ACCRUAL_LINES, Report

LIABILITY: Final = "contract_liability"
PROVISION: Final = "reward_provision"
RECEIVABLE: Final = "partners_receivable"
ENTRIES: Final[Mapping[str, tuple[str, str]]] = {
    "deferred": ("sales_revenue", LIABILITY),
    "recognised": (LIABILITY, "points_revenue"),
    "reestimate": ("points_revenue", LIABILITY),
    "reversed": (LIABILITY, "sales_returns"),
    "reversed_earlier": (LIABILITY, "sales_returns_earlier"),
}
"""(debit, credit) of each line of the money; a negative amount changes sides."""
ACCRUAL_ENTRY: Final = ("reward_cost", PROVISION)
FUNDED_ENTRY: Final = (RECEIVABLE, "reward_cost")
"""What partners bear of the accrual is no cost of the programme's (L6)."""


def journal_of(report: Report) -> list[dict[str, Any]]:
    """Return a month's entries, each as its debit and its credit, dated on the month's last day.

    The two sides of an entry balance; the contract liability, and the provision for points of other origins, move from
    the report's opening to its closing. A line of nothing makes no entry.
    """
    total, period = report.total, report.head["period"]
    amounts = dict(zip(MONEY_LINES, total.money or (), strict=False))
    accrual = dict(zip(ACCRUAL_LINES, total.accrual or (), strict=False))
    wanted = [(line, *sides, amounts.get(line, 0)) for line, sides in ENTRIES.items()]
    wanted.append(("accrual", *ACCRUAL_ENTRY, accrual.get("change", 0)))
    funded = sum(int(line["change"].replace(".", "")) for line in report.head["receivable"])
    wanted.append(("funded", *FUNDED_ENTRY, funded))
    last_day = date.fromisoformat(f"{next_period(period)}-01") - timedelta(days=1)
    entries: list[dict[str, Any]] = []
    for line, debit, credit, amount in wanted:
        if amount == 0:
            continue
        if amount < 0:
            debit, credit, amount = credit, debit, -amount
        number = len(entries) // 2 + 1
        for account, sides in ((debit, (amount, 0)), (credit, (0, amount))):
            entries.append(
                {
                    "entry": number,
                    "date": last_day.isoformat(),
                    "line": line,
                    "account": account,
                    "debit": shown(sides[0], report.places),
                    "credit": shown(sides[1], report.places),
                }
            )
    return entries
