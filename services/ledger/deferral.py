"""Deferral: which part of a sale's price waits for the points it earned, exact on scaled integers (L2, L4).

The price of a sale is shared out between the goods and the points by what each is worth alone (IFRS 15 B39–B43,
ASC 606-10-55-41 to 45). The share of the points, D, is frozen on the record with the number of the estimate that it
was computed by; a return takes back its part of D, and no later estimate changes either.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from schemas.finance import Estimate
from schemas.values import scaled

PLACES = 8
UNIT: int = 10**PLACES
"""Deferred revenue is in units of 1/100,000,000, which every record writes out in full."""

_WORTH = UNIT * UNIT
"""Value per point × redemption rate, each of 8 places at most, is a whole number of these parts."""
_PRICE = _WORTH // 10_000
"""Prices are in units of 1/10,000."""


@dataclass(slots=True, frozen=True)
class Valuation:
    """An estimate made ready: what one point of a sale is worth on that day, in units of 10^-16; and its number."""

    number: int
    worth: int


class Valuations:
    """A programme's estimates: which of them is in force at an instant (L5)."""

    def __init__(self, estimates: Iterable[tuple[int, Estimate]]) -> None:
        ordered = sorted(estimates, key=lambda numbered: numbered[1].valid_from)
        self._starts = [estimate.valid_from for _, estimate in ordered]
        self._valuations = [valuation_of(number, estimate) for number, estimate in ordered]

    def at(self, instant: datetime) -> Valuation | None:
        """Return the one in force at an instant, or None before the first."""
        if instant >= self._starts[-1]:
            return self._valuations[-1]
        position = bisect_right(self._starts, instant)
        return self._valuations[position - 1] if position else None


def valuation_of(number: int, estimate: Estimate) -> Valuation:
    """Return an estimate made ready for sales."""
    return Valuation(number, units_of(estimate.value_per_point) * units_of(estimate.redemption_rate[0].rate))


def units_of(text: str) -> int:
    """Return decimal text of at most 8 places in units of 1/100,000,000."""
    return scaled(text, PLACES)


def text_of(units: int) -> str:
    """Return units of 1/100,000,000 as decimal text with all 8 places."""
    whole, places = divmod(abs(units), UNIT)
    return f"{'-' if units < 0 else ''}{whole}.{places:0{PLACES}}"


def deferred(price: int, points: int, worth: int) -> int:
    """Return D, the part of a price (in 1/10,000) that points defer, in 1/100,000,000, rounded half to even (L2).

    `D = price × S / (price_goods + S)` with `S = points × worth`, where the goods alone are worth their price.
    """
    alone = points * worth
    scaled = price * _PRICE
    if not scaled:
        return 0
    divisor = (scaled + alone) * UNIT  # S and price are in units of 10^-16, D is in units of 10^-8.
    whole, rest = divmod(scaled * alone, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole & 1))


def reversed_so_far(deferred: int, back: Fraction | int, eligible: int) -> int:
    """Return what all returns of an order together take back of its D, rounded half to even (L4).

    `back` of the `eligible` amount (both in 1/10,000) came back, by lines with their amounts or by amount; all of it at
    the most. An order with nothing eligible defers for a bonus alone, and a return takes back nothing.
    """
    if not eligible:
        return 0
    share = min(Fraction(1), Fraction(back, eligible))
    return round(deferred * share)
