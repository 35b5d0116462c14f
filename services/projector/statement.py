"""A partner's statement of a month: points by day, and what they come to at the rates of their earning (L7). Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.projector.money import exact, rounded, shown
from services.projector.partners import COUNTS
from services.projector.report import ACCRUAL_LINES, Report
from services.projector.terms import Terms

AMOUNTS: Final = ("receivable", "payable", "net")


def statement_of(
    programme: str, partner: str, days: Iterable[Mapping[str, Any]], terms: Terms, places: int
) -> dict[str, Any]:
    """Return {days, total}: each day and version of the rates on a line of its own, rounded there, and their sums.

    Receivable from the partner: points issued under its name less those taken back, at the issue rate. Payable to it:
    points redeemed with it less those given back, at the redemption rate. Net is what it owes.
    """
    versions = {rates.sequence: rates for rates in terms.rates.get(programme, ())}
    lines: list[dict[str, Any]] = []
    points, money = [0] * len(COUNTS), [0] * len(AMOUNTS)
    for day in days:
        version = versions.get(day["rates"])
        issue_rate, redemption_rate = version.partners.get(partner, (0, 0)) if version else (0, 0)
        counts = [day[count] for count in COUNTS]
        issued, returned, redeemed, recredited = counts
        receivable = rounded((issued - returned) * issue_rate, places=places)
        payable = rounded((redeemed - recredited) * redemption_rate, places=places)
        amounts = [receivable, payable, receivable - payable]
        lines.append(
            {
                "day": day["day"],
                "rates": day["rates"] or None,
                "issue_rate": exact(issue_rate),
                "redemption_rate": exact(redemption_rate),
                **dict(zip(COUNTS, counts, strict=True)),
                **_named(amounts, places),
            }
        )
        points = [one + other for one, other in zip(points, counts, strict=True)]
        money = [one + other for one, other in zip(money, amounts, strict=True)]
    total = {**dict(zip(COUNTS, points, strict=True)), **_named(money, places)}
    return {"days": lines, "total": total}


def _named(amounts: Iterable[int], places: int) -> dict[str, str]:
    return {name: shown(amount, places) for name, amount in zip(AMOUNTS, amounts, strict=True)}


def funded_by(report: Report, partner: str) -> dict[str, str]:
    """Return what a partner bears of a month's accrual: {opening, change, closing} (L6)."""
    by_partner = {line["partner"]: line for line in report.head["receivable"]}
    return {line: by_partner.get(partner, {}).get(line, shown(0, report.places)) for line in ACCRUAL_LINES}
