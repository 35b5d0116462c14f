"""A month's report: every cohort's roll-forward in points and in money, what other points will cost, and the budget.

Pure: from the sums of the view and from what finance decided to the figures that are shown. Figures are rounded once,
cohort by cohort; groups and totals are sums of what is shown, so that a report foots however it is grouped, and says
the same when it is frozen (L9). One shape serves a month that is open, computed now, and one that was stored (L8).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add, itemgetter
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from schemas.calendar import previous_period
from services.projector.funding import receivables
from services.projector.liability import ARREARS_LINES, LINES, net, net_arrears
from services.projector.money import (
    MONEY_LINES,
    UNIT,
    Estimate,
    Movements,
    Standing,
    accrued,
    places_of,
    rate_of,
    roll_forward,
    rounded,
    shown,
)
from services.projector.terms import LATEST, Terms

POINTS_LINES: Final = ("opening", *LINES, "closing")
ACCRUAL_LINES: Final = ("opening", "change", "closing")
GROUPS: Final = ("partner", "origin", "cohort")
CARRIES_REVENUE: Final = "purchase"
"""The origin whose lots carry deferred revenue; those of all others accrue cost (L1)."""

_lines = itemgetter(*LINES)

Name = tuple[str | None, str | None, str | None]
"""(partner, origin, cohort)"""


class Row(NamedTuple):
    """A group's figures: points in the order of POINTS_LINES; money in those of MONEY_LINES and ACCRUAL_LINES, in
    the currency's smallest unit.
    """

    name: Name
    points: Sequence[int]
    money: Sequence[int] | None = None
    accrual: Sequence[int] | None = None

    def plus(self, other: "Row", name: Name) -> "Row":
        """Return both together, under another name."""
        return Row(
            name,
            _sum(self.points, other.points) or (),
            _sum(self.money, other.money),
            _sum(self.accrual, other.accrual),
        )

    def body(self, places: int) -> dict[str, Any]:
        """Return the figures as they are shown, money with so many places."""
        return {
            "points": dict(zip(POINTS_LINES, self.points, strict=False)),
            "money": _named(MONEY_LINES, self.money, places),
            "accrual": _named(ACCRUAL_LINES, self.accrual, places),
        }


def _sum(one: Sequence[int] | None, other: Sequence[int] | None) -> Sequence[int] | None:
    return list(map(add, one, other)) if one and other else one or other


def _named(lines: Sequence[str], figures: Sequence[int] | None, places: int) -> dict[str, str] | None:
    if figures is None:
        return None
    return {line: shown(figure, places) for line, figure in zip(lines, figures, strict=False)}


@dataclass(slots=True, frozen=True)
class Report:
    """A programme's month. `head` is all that stands beside the rows and their total; money has so many `places`."""

    head: Mapping[str, Any]
    rows: Sequence[Row]
    places: int

    @property
    def total(self) -> Row:
        """Return the sum of all rows."""
        return _total(self.rows)

    def body(self, groups: Collection[str] = GROUPS) -> dict[str, Any]:
        """Return the report as JSON has it, by some of GROUPS; what is not grouped by is null."""
        rows = self.rows if len(groups) == len(GROUPS) else grouped(self.rows, groups)
        named = [{**dict(zip(GROUPS, row.name, strict=True)), **row.body(self.places)} for row in rows]
        return {**self.head, "rows": named, "total": self.total.body(self.places)}

    def canonical(self) -> bytes:
        """Return the one text of the report, which is stored and whose SHA-256 is frozen (L8)."""
        return orjson.dumps(self.body(), option=orjson.OPT_SORT_KEYS)


def read_report(text: bytes | str) -> Report:
    """Return the report that a canonical text holds."""
    body = orjson.loads(text)
    rows = [
        Row(
            (row["partner"], row["origin"], row["cohort"]),
            [row["points"][line] for line in POINTS_LINES],
            _read(MONEY_LINES, row["money"]),
            _read(ACCRUAL_LINES, row["accrual"]),
        )
        for row in body.pop("rows")
    ]
    del body["total"]
    return Report(body, rows, len(body["budget"]["sales"].partition(".")[2]))


def _read(lines: Sequence[str], figures: Mapping[str, str] | None) -> list[int] | None:
    return None if figures is None else [int(figures[line].replace(".", "")) for line in lines]


def _total(rows: Sequence[Row]) -> Row:
    return Row(
        (None, None, None),
        _column_sums([row.points for row in rows]) or [0] * len(POINTS_LINES),
        _column_sums([row.money for row in rows if row.money is not None]),
        _column_sums([row.accrual for row in rows if row.accrual is not None]),
    )


def _column_sums(rows: Sequence[Sequence[int]]) -> list[int] | None:
    return [sum(column) for column in zip(*rows, strict=True)] if rows else None


def grouped(rows: Iterable[Row], groups: Collection[str]) -> list[Row]:
    """Return rows summed by some of GROUPS, in order of their names."""
    flags = [group in groups for group in GROUPS]
    found: dict[Name, Row] = {}
    for row in rows:
        partner, origin, cohort = (part if flag else None for part, flag in zip(row.name, flags, strict=True))
        name = (partner, origin, cohort)
        found[name] = found[name].plus(row, name) if name in found else Row(name, row.points, row.money, row.accrual)
    return sorted(found.values(), key=lambda row: [part or "" for part in row.name])


def report_of(
    programme: str, period: str, found: Mapping[str, Any], terms: Terms, zone: ZoneInfo, currency: str
) -> Report:
    """Return a period's report from the view's sums.

    `found` is {as_of, rows, given, arrears, sales} as the query `liability` has them. Of the register no more is
    looked at than the view had folded, and for a closed month no more than was there when it was closed.
    """
    known = found["as_of"].get("-1", LATEST)
    old = terms.estimate_at(programme, previous_period(period), zone, known)
    new = terms.estimate_at(programme, period, zone, known)
    cohorts = {sums["cohort"] for sums in found["rows"] or ()}
    rates = {
        cohort: (rate_of(old, cohort, previous_period(period)), rate_of(new, cohort, period)) for cohort in cohorts
    }
    places = places_of(currency)
    rows = [row for sums in found["rows"] or () if (row := _row(sums, rates, (old, new), places)) is not None]
    funded = _receivable(programme, found, terms, (old, new), rates, places)
    debts = found["arrears"]
    closed = terms.closed_through.get(programme, "") >= period
    head = {
        "programme": programme,
        "period": period,
        "currency": currency,
        "status": "closed" if closed else "open",
        "as_of": found["as_of"],
        "estimate": new.sequence if new else None,
        "arrears": {**debts, "closing": debts["opening"] + net_arrears([debts[line] for line in ARREARS_LINES])},
        "budget": budget_of(_total(rows), int(found["sales"]), new, places),
        "receivable": [
            {"partner": partner, **(_named(ACCRUAL_LINES, figures, places) or {})}
            for partner, figures in funded.items()
        ],
    }
    return Report(head, rows, places)


def _receivable(
    programme: str,
    found: Mapping[str, Any],
    terms: Terms,
    estimates: tuple[Estimate | None, Estimate | None],
    rates: Mapping[str, tuple[int, int]],
    places: int,
) -> dict[str, list[int]]:
    """Return what partners owe of the accrual, in the order of ACCRUAL_LINES, by partner (L6)."""
    cohorts = [
        {
            **sums,
            "outstanding": (sums["opening"], sums["opening"] + net(_lines(sums))),
            "issued": (sums["sold_before"], sums["sold_before"] + sums["issued"]),
        }
        for sums in found["rows"] or ()
        if sums["origin"] != CARRIES_REVENUE
    ]
    funding = {version: rules for (whose, version), rules in terms.funding.items() if whose == programme}
    return receivables(cohorts, found["given"] or (), funding, estimates, rates, places)


def _row(
    sums: Mapping[str, Any],
    rates: Mapping[str, tuple[int, int]],
    estimates: tuple[Estimate | None, Estimate | None],
    places: int,
) -> Row | None:
    """Return the figures of one (partner, origin, cohort), at (old, new) rates by cohort; None when there are none."""
    old, new = estimates
    lines = _lines(sums)
    opening = sums["opening"]
    closing = opening + net(lines)
    points = [opening, *lines, closing]
    cohort = sums["cohort"]
    old_rate, new_rate = rates[cohort]
    money = accrual = None
    if sums["origin"] == CARRIES_REVENUE:
        moved = Movements(int(sums["deferred"]), int(sums["reversed"]), int(sums["reversed_earlier"]))
        before = Standing(int(sums["deferred_before"]), sums["redeemed_before"], sums["sold_before"], opening)
        after = Standing(
            before.deferred + moved.deferred - moved.reversed - moved.reversed_earlier,
            before.redeemed + sums["redeemed"] - sums["recredited"] + sums["substituted"],
            before.sold + sums["issued"] - sums["returned"],
            closing,
        )
        if before.deferred or any(moved):
            money = roll_forward(before, after, moved, old_rate, new_rate).shown(places)
        elif new:
            money = [0] * len(MONEY_LINES)
    elif new or old:
        first, last = (
            rounded(*accrued(outstanding, rate, estimate.cost_per_point), places=places) if estimate else 0
            for outstanding, rate, estimate in ((opening, old_rate, old), (closing, new_rate, new))
        )
        accrual = [first, last - first, last]
    if not any(points) and not any(money or ()) and not any(accrual or ()):
        return None
    return Row((sums["partner"], sums["origin"], cohort), points, money, accrual)


def budget_of(total: Row, sales: int, estimate: Estimate | None, places: int) -> dict[str, Any]:
    """Return what the month's points will have cost, against what was sold (L10). `sales` in 10⁻⁸ of the currency.

    Gift cost is what L6 accrues for the points issued in the month, of every origin, at age 0; running the programme
    costs `operating_share` of it.
    """
    points = total.points[POINTS_LINES.index("issued")]
    gifts = operation = 0
    if estimate is not None:
        gifts = rounded(*accrued(points, estimate.rate(0), estimate.cost_per_point), places=places)
        operation = rounded(gifts * estimate.operating_share, 10**places, places=places)
    sold = rounded(sales, places=places)
    return {
        "sales": shown(sold, places),
        "points": points,
        "gift_cost": shown(gifts, places),
        "operating_cost": shown(operation, places),
        "cost": shown(gifts + operation, places),
        "percent_of_sales": shown(rounded((gifts + operation) * 100 * UNIT, sold, places=2), 2) if sold > 0 else None,
    }
