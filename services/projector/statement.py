"""A partner's statement of a month: points by day, and what they come to at the rates of their earning (L7). Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.projector.money import PLACES, cents, shown
from services.projector.partners import COUNTS
from services.projector.report import ACCRUAL_LINES, Report
from services.projector.terms import Terms

AMOUNTS: Final = ("receivable", "payable", "net")


def statement_of(programme: str, partner: str, days: Iterable[Mapping[str, Any]], terms: Terms) -> dict[str, Any]:
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
        receivable, payable = cents((issued - returned) * issue_rate), cents((redeemed - recredited) * redemption_rate)
        amounts = [receivable, payable, receivable - payable]
        lines.append(
            {
                "day": day["day"],
                "rates": day["rates"] or None,
                "issue_rate": _rate(issue_rate),
                "redemption_rate": _rate(redemption_rate),
                **dict(zip(COUNTS, counts, strict=True)),
                **dict(zip(AMOUNTS, map(shown, amounts), strict=True)),
            }
        )
        points = [one + other for one, other in zip(points, counts, strict=True)]
        money = [one + other for one, other in zip(money, amounts, strict=True)]
    total = {**dict(zip(COUNTS, points, strict=True)), **dict(zip(AMOUNTS, map(shown, money), strict=True))}
    return {"days": lines, "total": total}


def funded_by(report: Report, partner: str) -> dict[str, str]:
    """Return what a partner bears of a month's accrual: {opening, change, closing} (L6)."""
    by_partner = {line["partner"]: line for line in report.head["receivable"]}
    return {line: by_partner.get(partner, {}).get(line, shown(0)) for line in ACCRUAL_LINES}


def _rate(rate: int) -> str:
    """Return a rate as decimal text, two places at least."""
    whole, places = divmod(rate, 10**PLACES)
    text = f"{places:0{PLACES}}".rstrip("0")
    return f"{whole}.{text:0<2}"
