"""What partners bear of the accrual: the shares by which they fund the rules that gave its points (L6). Pure.

A redemption does not say which rule its points were from; their cohort does say what rules gave in it. So the points
that a cohort has left are taken to be of its rules as they were issued, as revenue is taken to be of a whole cohort
(L3): a transfer or a merge moves points within a cohort, and who funds them stays.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from services.projector.money import UNIT, Estimate, accrued, rounded

Name = tuple[str | None, str, str]
"""(partner, origin, cohort)"""
Shares = Mapping[str, Mapping[str, int]]
"""What partners bear of a rule's cost, in units of 10⁻⁸, by rule and partner."""


def receivables(
    cohorts: Iterable[Mapping[str, Any]],
    given: Iterable[Mapping[str, Any]],
    funding: Mapping[int, Shares],
    estimates: tuple[Estimate | None, Estimate | None],
    rates: Mapping[str, tuple[int, int]],
    places: int,
) -> dict[str, list[int]]:
    """Return by partner what it owes of the accrual: [opening, change, closing], in order of partners.

    `cohorts` are rows of the month with `outstanding`, the points left before it and after it, and `issued`, what had
    been issued by then. `given` are what rules gave: {partner, origin, cohort, version, rule, before, issued}.
    `funding` is by version; `estimates` and `rates`, these by cohort, are of the month before and of this one. Rounded
    once, cohort by cohort (L9).
    """
    weights: dict[Name, dict[str, list[int]]] = {}
    for part in given:
        for who, share in funding.get(part["version"], {}).get(part["rule"], {}).items():
            name = (part["partner"], part["origin"], part["cohort"])
            weight = weights.setdefault(name, {}).setdefault(who, [0, 0])
            weight[0] += part["before"] * share
            weight[1] += (part["before"] + part["issued"]) * share
    found: dict[str, list[int]] = {}
    for cohort in cohorts:
        name, ages = (cohort["partner"], cohort["origin"], cohort["cohort"]), rates[cohort["cohort"]]
        for who, weight in weights.get(name, {}).items():
            opening, closing = (
                _part(cohort["outstanding"][at], cohort["issued"][at], weight[at], ages[at], estimates[at], places)
                for at in (0, 1)
            )
            sums = found.setdefault(who, [0, 0, 0])
            sums[:] = [sums[0] + opening, sums[1] + closing - opening, sums[2] + closing]
    return dict(sorted(found.items()))


def _part(outstanding: int, issued: int, weight: int, rate: int, estimate: Estimate | None, places: int) -> int:
    """Return what of a cohort's accrual a partner bears, `weight` ÷ `issued` being its share of a point."""
    if estimate is None or weight == 0:
        return 0
    amount, unit = accrued(outstanding, rate, estimate.cost_per_point)
    return rounded(amount * weight, unit * issued * UNIT, places=places)
