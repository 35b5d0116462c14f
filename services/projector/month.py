"""A month's report, made from the sums of the view and from what finance decided. Pure.

How a cohort stands by now, less what later months and this one did to it, is how this month found it; so a month costs
the same however many came before. Figures are rounded once, cohort by cohort (L9).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from schemas.calendar import previous_period
from services.projector.funding import receivables
from services.projector.liability import ARREARS_LINES, LINES, net_arrears
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
from services.projector.report import ACCRUAL_LINES, POINTS_LINES, Name, Report, Row, named, total_of
from services.projector.terms import LATEST, Terms

CARRIES_REVENUE: Final = "purchase"
"""The origin whose lots carry deferred revenue; those of all others accrue cost (L1)."""
ISSUED: Final = LINES.index("issued")

Rates = tuple[int, int]
"""The rates expected for a cohort at the end of the month before, and of this one."""


@dataclass(slots=True, frozen=True)
class Sums:
    """What the view says of a programme's month, all of one moment. Money is decimal text of 8 places.

    `standings` are (partner, origin, cohort, outstanding, R, N, deferred) of every cohort by now, in order; `later` is
    what the months after this one did to them, likewise. `month` is what this one did: (partner, origin, cohort, each
    of LINES, what they come to in outstanding, R, and N, deferred, reversed, reversed earlier). `given` are what rules
    gave, as `receivables` takes them; `arrears` the opening and each of ARREARS_LINES; `sales` are in 10⁻⁸.
    """

    as_of: Mapping[str, int]
    standings: Sequence[Sequence[Any]]
    month: Sequence[Sequence[Any]]
    later: Sequence[Sequence[Any]]
    given: Sequence[Mapping[str, Any]]
    arrears: Mapping[str, int]
    sales: int


class Cohort(NamedTuple):
    """A cohort as the month left it, and what the month did to it."""

    name: Name
    after: Standing
    lines: Sequence[int]
    change: Sequence[int]
    """In outstanding, R, and N."""
    moved: Movements

    @property
    def opening(self) -> int:
        """Return the points that were outstanding before the month."""
        return self.after.outstanding - self.change[0]


_UNMOVED: Final = Movements(0, 0, 0)
_NO_MONEY: Final = ("0.00000000",) * len(_UNMOVED)
_STILL: Final = ((0,) * len(LINES), (0, 0, 0), _UNMOVED)


def report_of(programme: str, period: str, found: Sums, terms: Terms, zone: ZoneInfo, currency: str) -> Report:
    """Return a period's report from the view's sums.

    Of the register no more is looked at than the view had folded, and for a closed month no more than was there when
    it was closed.
    """
    known = found.as_of.get("-1", LATEST)
    old = terms.estimate_at(programme, previous_period(period), zone, known)
    new = terms.estimate_at(programme, period, zone, known)
    rates = {
        cohort: (rate_of(old, cohort, previous_period(period)), rate_of(new, cohort, period))
        for cohort in {standing[2] for standing in found.standings}
    }
    of_rules = {(part["partner"], part["origin"], part["cohort"]) for part in found.given}
    places = places_of(currency)
    rows, with_rules = [], []
    for cohort in cohorts_of(found):
        if (row := _row(cohort, rates, (old, new), places)) is not None:
            rows.append(row)
        if cohort.name in of_rules:
            with_rules.append(cohort)
    total = total_of(rows)
    funded = _receivable(programme, with_rules, found.given, terms, (old, new), rates, places)
    debts = found.arrears
    closed = terms.closed_through.get(programme, "") >= period
    head = {
        "programme": programme,
        "period": period,
        "currency": currency,
        "status": "closed" if closed else "open",
        "as_of": found.as_of,
        "estimate": new.sequence if new else None,
        "arrears": {**debts, "closing": debts["opening"] + net_arrears([debts[line] for line in ARREARS_LINES])},
        "budget": budget_of(total, found.sales, new, places),
        "receivable": [
            {"partner": partner, **(named(ACCRUAL_LINES, figures, places) or {})} for partner, figures in funded.items()
        ],
    }
    return Report(head, rows, total, places)


def cohorts_of(found: Sums) -> Iterator[Cohort]:
    """Yield every cohort as the month left it, in order of the names."""
    month = {(did[0], did[1], did[2]): did for did in found.month}
    later = {(did[0], did[1], did[2]): did for did in found.later}
    for partner, origin, cohort, outstanding, redeemed, sold, deferred in found.standings:
        name = (partner, origin, cohort)
        after = Standing(_units(deferred), redeemed, sold, outstanding)
        if name in later:
            *_, points, r, n, back = later[name]
            after = Standing(after.deferred - _units(back), redeemed - r, sold - n, outstanding - points)
        if (did := month.get(name)) is None:
            yield Cohort(name, after, *_STILL)
        else:
            _, _, _, *lines, points, r, n, sold_for, back, back_of_before = did
            yield Cohort(name, after, lines, (points, r, n), _moved(sold_for, back, back_of_before))


def _moved(*texts: str) -> Movements:
    return _UNMOVED if texts == _NO_MONEY else Movements(*map(_units, texts))


def _units(text: str) -> int:
    """Return decimal text of 8 places, as the database writes it, in 10⁻⁸."""
    return int(text.replace(".", ""))


def _row(
    cohort: Cohort, rates: Mapping[str | None, Rates], estimates: tuple[Estimate | None, Estimate | None], places: int
) -> Row | None:
    """Return the figures of a cohort, at the rates by month of earning; None when there are none."""
    old, new = estimates
    name, after, lines, change, moved = cohort
    closing = after.outstanding
    opening = closing - change[0]
    points = (opening, *lines, closing)
    old_rate, new_rate = rates[name[2]]
    money = accrual = None
    if name[1] == CARRIES_REVENUE:
        deferred = after.deferred - moved.deferred + moved.reversed + moved.reversed_earlier
        if deferred or any(moved):
            before = Standing(deferred, after.redeemed - change[1], after.sold - change[2], opening)
            money = roll_forward(before, after, moved, old_rate, new_rate).shown(places)
        elif new:
            money = [0] * len(MONEY_LINES)
    elif new or old:
        first = rounded(*accrued(opening, old_rate, old.cost_per_point), places=places) if old else 0
        last = rounded(*accrued(closing, new_rate, new.cost_per_point), places=places) if new else 0
        accrual = [first, last - first, last]
    if any(points) or any(money or ()) or any(accrual or ()):
        return Row(name, points, money, accrual)
    return None


def _receivable(
    programme: str,
    cohorts: Sequence[Cohort],
    given: Sequence[Mapping[str, Any]],
    terms: Terms,
    estimates: tuple[Estimate | None, Estimate | None],
    rates: Mapping[str, Rates],
    places: int,
) -> dict[str, list[int]]:
    """Return what partners owe of the accrual, in the order of ACCRUAL_LINES, by partner (L6)."""
    accruing = [
        {
            "partner": cohort.name[0],
            "origin": cohort.name[1],
            "cohort": cohort.name[2],
            "outstanding": (cohort.opening, cohort.after.outstanding),
            "issued": (cohort.after.sold - cohort.lines[ISSUED], cohort.after.sold),
        }
        for cohort in cohorts
        if cohort.name[1] != CARRIES_REVENUE
    ]
    funding = {version: rules for (whose, version), rules in terms.funding.items() if whose == programme}
    return receivables(accruing, given, funding, estimates, rates, places)


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
