"""Tiers as the ledger and its readers must agree on them: the windows in which they are earned, and what is measured.

Days are local days of the programme, and both ends of a window belong to it (S31, S32).
"""

from datetime import date
from typing import NamedTuple

from schemas.calendar import DAY, add_months
from schemas.programme import Tiers, Window
from schemas.values import MONEY_PLACES, scaled

ONE = 10**MONEY_PLACES


class Span(NamedTuple):
    """One window of time: its first and its last local day."""

    first: date
    last: date


FOR_EVER = date.min
"""The day under which all that a member ever did is summed, beside its own days."""
LIFETIME = Span(FOR_EVER, FOR_EVER)


class Measures(NamedTuple):
    """What counts towards tiers: spend in units of 1/10,000, points of purchases less claws, and visits (S31)."""

    spend: int = 0
    points: int = 0
    visits: int = 0

    def plus(self, other: "Measures") -> "Measures":
        """Return the sum of both."""
        return Measures(self.spend + other.spend, self.points + other.points, self.visits + other.visits)

    def minus(self, other: "Measures") -> "Measures":
        """Return what is left without the other."""
        return Measures(self.spend - other.spend, self.points - other.points, self.visits - other.visits)

    def of(self, metric: str) -> int:
        """Return the measure that a programme's metric names, in units of 1/10,000, as thresholds are."""
        return self.spend if metric == "spend" else ONE * (self.points if metric == "points_earned" else self.visits)


def decimal_text(units: int) -> str:
    """Return a number of units of 1/10,000 as decimal text without trailing zeros."""
    sign, (whole, part) = "-" if units < 0 else "", divmod(abs(units), ONE)
    return f"{sign}{whole}" + (f".{part:0{MONEY_PLACES}}".rstrip("0") if part else "")


def units_of(text: str) -> int:
    """Return a decimal text of at most 4 places in units of 1/10,000."""
    units = scaled(text.removeprefix("-"))
    return -units if text.startswith("-") else units


def level_at(tiers: Tiers, units: int) -> int:
    """Return the place of the highest level that so much of the metric reaches, −1 for none."""
    return sum(units_of(level.threshold) <= units for level in tiers.levels) - 1


def span_at(window: Window, joined_on: date, day: date) -> Span:
    """Return the window that a purchase of a local day counts in (S31).

    `anniversary` goes from the day the member joined to the eve of its anniversary, always counted from that first day:
    who joined on 29 February begins on the 28th in common years. `rolling` ends with the day itself.
    """
    match window.kind:
        case "calendar_year":
            return Span(date(day.year, 1, 1), date(day.year, 12, 31))
        case "anniversary":
            years = day.year - joined_on.year
            if add_months(joined_on, 12 * years) > day:
                years -= 1
            return Span(add_months(joined_on, 12 * years), add_months(joined_on, 12 * (years + 1)) - DAY)
        case "rolling":
            return Span(add_months(day, -(window.months or 0)) + DAY, day)
        case "lifetime":
            return LIFETIME


def span_after(window: Window, joined_on: date, span: Span) -> Span:
    """Return the next window: until its end a tier is kept that was reached in this one (S32)."""
    first = span.last + DAY
    if window.kind == "rolling":
        return Span(first, add_months(span.last, window.months or 0))
    return span_at(window, joined_on, first)


def span_ended(window: Window, joined_on: date, until: date) -> Span:
    """Return the last window that had ended when the local day `until` began: the one a review looks at (S32)."""
    span = span_at(window, joined_on, until - DAY)
    return span if span.last < until else span_at(window, joined_on, span.first - DAY)
