"""What a purchase earns: exact arithmetic on scaled integers, one floor per order, split over its lines (S11–S13)."""

from typing import Any

from schemas.events import MONEY_PLACES, Line, PurchaseCompleted
from services.ledger.nouns import Terms

ORDER_POINTS_MAX = 1_000_000_000_000
"""Beyond this an order is a mistake of amounts or rate; so millions of the largest fit into an account (`bigint`)."""


def scaled(money: str) -> int:
    """Return a decimal text of at most 4 places in units of 1/10,000."""
    whole, _, places = money.partition(".")
    return int(whole + places.ljust(MONEY_PLACES, "0"))


def is_eligible(line: Line, terms: Terms) -> bool:
    """Tell whether a line earns at all (S11)."""
    return line.earns and line.category not in terms.excluded_categories and line.sku not in terms.excluded_skus


def split(points: int, weights: list[int], divisor: int) -> list[int]:
    """Split whole points over lines by largest remainder of `weight ÷ divisor`; ties to the earlier line (S13)."""
    if len(weights) == 1:
        return [points]
    shares = [weight // divisor for weight in weights]
    left = points - sum(shares)
    for line in sorted(range(len(weights)), key=lambda line: (-(weights[line] % divisor), line))[:left]:
        shares[line] += 1
    return shares


def earn(purchase: PurchaseCompleted, terms: Terms) -> tuple[int, dict[str, Any]]:
    """Return the points of an order and why: what is frozen on the record and never priced again (S11–S13).

    `p_l = amount × rate` exactly, `P = floor(Σ p_l)`. The explanation holds the version, the rate, the return policy,
    and of each line its points and whether it was eligible. Raises OverflowError above ORDER_POINTS_MAX.
    """
    rate = terms.version.earning.rate
    eligible = [is_eligible(line, terms) for line in purchase.lines]
    weights = [
        scaled(line.amount) * rate.points if earns else 0 for line, earns in zip(purchase.lines, eligible, strict=True)
    ]  # p_l in units of 1 / per_scaled: a common divisor keeps the sum exact.
    points = sum(weights) // terms.per_scaled
    if points > ORDER_POINTS_MAX:
        raise OverflowError(f"an order of {points} points is beyond all measure; check its amounts, and the rate")
    shares = split(points, weights, terms.per_scaled)
    return points, {
        "version": terms.version.version,
        "rate": {"points": rate.points, "per": rate.per},
        "return_policy": terms.version.return_policy,
        "lines": [
            {"line_id": line.line_id, "points": share, "eligible": earns}
            for line, share, earns in zip(purchase.lines, shares, eligible, strict=True)
        ],
    }
