"""The liability in money: what the points of a cohort are still worth to the books (L3, L3a, L4, L6, L9). Exact.

Whole numbers all the way: money in units of 10⁻⁸, rates in units of 10⁻⁸, and one division at the end, on totals over
all shards. What is shown is rounded half up to the currency's smallest unit once, cohort by cohort; every sum of shown
figures is a sum of those, so that a report foots however it is grouped.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from operator import itemgetter
from typing import Final, NamedTuple

PLACES: Final = 8
UNIT: Final = 10**PLACES
"""One unit of the currency, and a rate of 1."""
PLACES_OF: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
         "XPF"), 0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip
"""How many decimal places the smallest unit of a currency has, where they are not two (ISO 4217)."""

MONEY_LINES: Final = ("opening", "deferred", "recognised", "reestimate", "reversed", "reversed_earlier", "closing")
"""closing = opening + deferred − recognised + reestimate − reversed − reversed_earlier (L4)."""


def scaled(text: str) -> int:
    """Return a decimal text, perhaps negative, in units of 10⁻⁸; raise ValueError for more than 8 places."""
    sign = -1 if text.startswith("-") else 1
    whole, _, places = text.removeprefix("-").partition(".")
    if len(places) > PLACES:
        raise ValueError(f"{text} has more than {PLACES} decimal places")
    return sign * int(whole + places.ljust(PLACES, "0"))


def places_of(currency: str) -> int:
    """Return how many decimal places amounts of a currency are shown with."""
    return PLACES_OF.get(currency, 2)


def rounded(numerator: int, denominator: int = 1, *, places: int) -> int:
    """Return `numerator ÷ denominator` units of 10⁻⁸ in units of so many places: half up, away from zero (L9)."""
    smallest: int = UNIT // 10**places
    divisor = denominator * smallest
    size = (2 * abs(numerator) + divisor) // (2 * divisor)
    return size if numerator >= 0 else -size


def shown(amount: int, places: int) -> str:
    """Return an amount in units of so many places as decimal text; without a point when there are none."""
    if amount < 0:
        return f"-{shown(-amount, places)}"
    text = str(amount).zfill(places + 1)
    return f"{text[:-places]}.{text[-places:]}" if places else text


def exact(amount: int) -> str:
    """Return units of 10⁻⁸ as decimal text with all its places, two at least; not for sums of what is shown."""
    whole, rest = divmod(abs(amount), UNIT)
    text = f"{whole}.{f'{rest:0{PLACES}}'.rstrip('0'):0<2}"
    return f"-{text}" if amount < 0 else text


def age_of(cohort: str, period: str) -> int:
    """Return how many months a period is after a cohort's, both `YYYY-MM`; 0 in its own month."""
    return max(0, 12 * (int(period[:4]) - int(cohort[:4])) + int(period[5:]) - int(cohort[5:]))


@dataclass(slots=True, frozen=True)
class Estimate:
    """What finance expects, as approved: rates by age in months, and what a point is worth and costs (L5).

    Rates and money in units of 10⁻⁸. `sequence`, its place in the register, is its number; `redemption_rate` is in
    order of age, from 0 on.
    """

    sequence: int
    valid_from: datetime
    redemption_rate: Sequence[tuple[int, int]]
    value_per_point: int
    cost_per_point: int
    operating_share: int

    def rate(self, age: int) -> int:
        """Return the expected redemption rate of a cohort of that age; that of the youngest for a younger one."""
        at = bisect_right(self.redemption_rate, age, key=itemgetter(0))
        return self.redemption_rate[max(0, at - 1)][1]


def rate_of(estimate: Estimate | None, cohort: str, period: str) -> int:
    """Return the rate for a cohort at the end of a period; 0 where nothing is expected yet."""
    return estimate.rate(age_of(cohort, period)) if estimate else 0


class Standing(NamedTuple):
    """A cohort at an instant: what was deferred less what was reversed, R, N, and the points that are left.

    `redeemed` is R: redeemed − re-credited ± substitution (L3a). `sold` is N: issued − all claws of its purchases.
    """

    deferred: int
    redeemed: int
    sold: int
    outstanding: int


NOTHING: Final = Standing(0, 0, 0, 0)
Ratio = tuple[int, int]
"""An exact amount: numerator and positive denominator, of units of 10⁻⁸."""


def remaining(cohort: Standing, rate: int) -> Ratio:
    """Return what of a cohort's money is not yet revenue: D − D × R ÷ E, with E = max(R, rate × N) (L3).

    Nothing when it has no points left: all of D is revenue then. All of D when none is expected to be redeemed.
    """
    deferred, redeemed, sold, outstanding = cohort
    if outstanding == 0:
        return 0, 1
    redeemed *= UNIT
    expected = max(redeemed, rate * sold)
    if expected <= 0:
        return deferred, 1
    return deferred * (expected - redeemed), expected


class Movements(NamedTuple):
    """What a period did to a cohort, beside R and N: new deferrals, and returns of this month's and earlier sales."""

    deferred: int
    reversed: int
    reversed_earlier: int


class RollForward(NamedTuple):
    """A cohort's month, exact: the lines of L4 but `recognised`, which is what is left of them."""

    opening: Ratio
    moved: Movements
    reestimate: Ratio
    closing: Ratio

    @property
    def recognised(self) -> Fraction:
        """Return the revenue of the month, in units of 10⁻⁸."""
        exact = Fraction(*self.opening) + Fraction(*self.reestimate) - Fraction(*self.closing)
        return exact + self.moved.deferred - self.moved.reversed - self.moved.reversed_earlier

    def shown(self, places: int) -> list[int]:
        """Return the figures in the order of MONEY_LINES, in units of so many places; `recognised` takes the rounding,
        so they foot.
        """
        opening, closing = rounded(*self.opening, places=places), rounded(*self.closing, places=places)
        reestimate = rounded(*self.reestimate, places=places) if self.reestimate[0] else 0
        deferred, back, earlier = [rounded(amount, places=places) if amount else 0 for amount in self.moved]
        recognised = opening + deferred + reestimate - back - earlier - closing
        return [opening, deferred, recognised, reestimate, back, earlier, closing]


def roll_forward(before: Standing, after: Standing, moved: Movements, old_rate: int, new_rate: int) -> RollForward:
    """Return a cohort's month: first the re-estimate of what was there, then returns and new sales (L4).

    `old_rate` is that of the month before, at its age then; `new_rate` is this month's. The re-estimate is
    D × R × (1 ÷ E_old − 1 ÷ E_new) as it adds to the liability, with D, R, and N as the month found them.
    """
    opening, reestimate = remaining(before, old_rate), (0, 1)
    if new_rate != old_rate:
        anew = remaining(before, new_rate)
        reestimate = (anew[0] * opening[1] - opening[0] * anew[1], anew[1] * opening[1])
    return RollForward(opening, moved, reestimate, remaining(after, new_rate))


def accrued(outstanding: int, rate: int, cost_per_point: int) -> Ratio:
    """Return what points of another origin than a purchase will cost: outstanding × rate × cost of a point (L6)."""
    return outstanding * rate * cost_per_point, UNIT
