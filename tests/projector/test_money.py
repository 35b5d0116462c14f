"""The published examples to the cent, and the arithmetic of the liability in money, rule by rule."""

import json
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.projector.money import (
    MONEY_LINES,
    NOTHING,
    UNIT,
    Estimate,
    Movements,
    Standing,
    accrued,
    age_of,
    remaining,
    roll_forward,
    rounded,
    scaled,
    shown,
)
from tests.projector.books import BEGAN

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "golden_accounting.json").read_text())["cases"]


@pytest.mark.parametrize("case", GOLDEN)
def test_l2_l3_the_published_examples_to_the_cent(case: str) -> None:
    facts = GOLDEN[case]
    price, points = Decimal(facts["price"]), facts["points"]
    alone = points * Decimal(facts["value_per_point"]) * Decimal(facts["expected_redemption_rate"])
    deferred = (price * alone / (price + alone)).quantize(Decimal("1e-8"), ROUND_HALF_EVEN)
    assert shown(rounded(scaled(str(deferred)), places=2), 2) == facts["deferred"]
    before, old_rate = NOTHING, 0
    for number, step in enumerate(facts["steps"]):
        redeemed = before.redeemed + step["redeemed"]
        after = Standing(scaled(str(deferred)), redeemed, points, points - redeemed)
        if step["closing"] == "0.00":
            after = after._replace(outstanding=max(1, after.outstanding))  # R = E alone must bring it to nothing.
        rate = step["expected_total"] * UNIT // points
        moved = Movements(0 if number else after.deferred, 0, 0)
        month = roll_forward(before, after, moved, old_rate, rate)
        figures = dict(zip(MONEY_LINES, [shown(figure, 2) for figure in month.shown(2)], strict=True))
        assert figures["closing"] == step["closing"]
        # The examples count a re-estimate as revenue of the step; here it is a line of its own. Each of their figures
        # is rounded by itself, so theirs do not always foot: 5964.21 − 2982.11 = 2982.11. What is shown here does.
        revenue = month.recognised - Fraction(*month.reestimate)
        assert shown(rounded(*revenue.as_integer_ratio(), places=2), 2) == step["revenue"]
        assert abs(month.shown(2)[2] - month.shown(2)[3] - 100 * Decimal(step["revenue"])) <= 1
        before, old_rate = after, rate


HALF = UNIT // 2


@pytest.mark.parametrize(
    ("rule", "cohort", "rate", "left"),
    [
        ("D − D × R ÷ E", Standing(100 * UNIT, 25, 100, 75), HALF, 50 * UNIT),
        ("E is at least R", Standing(100 * UNIT, 80, 100, 20), HALF, 0),
        ("all of D when no points are left", Standing(100 * UNIT, 25, 100, 0), HALF, 0),
        ("nothing while E is 0", Standing(100 * UNIT, 0, 100, 75), 0, 100 * UNIT),
        ("with rate 0, what is redeemed is all that is expected", Standing(100 * UNIT, 5, 100, 75), 0, 0),
        ("substitution can bring R below 0", Standing(100 * UNIT, -10, 100, 75), HALF, 120 * UNIT),
    ],
)
def test_l3_what_is_not_yet_revenue(rule: str, cohort: Standing, rate: int, left: int) -> None:
    assert Fraction(*remaining(cohort, rate)) == left, rule


def test_l4_the_reestimate_is_by_the_opening_figures_and_recognised_is_the_rest() -> None:
    before = Standing(120 * UNIT, 30, 100, 70)
    after = Standing(150 * UNIT, 45, 130, 85)
    month = roll_forward(before, after, Movements(40 * UNIT, 4 * UNIT, 6 * UNIT), HALF, 3 * UNIT // 4)
    by_hand = 120 * UNIT * 30 * (Fraction(1, 50) - Fraction(1, 75))
    assert Fraction(*month.reestimate) == by_hand
    opening, closing = 120 - 120 * Fraction(30, 50), 150 - 150 * 45 / (Fraction(3, 4) * 130)
    assert month.recognised == (opening + 40 + Fraction(by_hand, UNIT) - 4 - 6 - closing) * UNIT


AMOUNTS = st.integers(0, 10**14)
POINTS = st.integers(0, 10**6)
RATES = st.integers(0, UNIT)
STANDINGS = st.builds(Standing, AMOUNTS, st.integers(-100, 10**6), POINTS, POINTS)


@given(STANDINGS, STANDINGS, st.builds(Movements, AMOUNTS, AMOUNTS, AMOUNTS), RATES, RATES, RATES)
def test_l9_every_shown_row_foots_and_opens_as_the_one_before_closed(
    before: Standing, after: Standing, moved: Movements, old_rate: int, rate: int, next_rate: int
) -> None:
    month = roll_forward(before, after, moved, old_rate, rate)
    opening, deferred, recognised, reestimate, back, earlier, closing = month.shown(2)
    assert closing == opening + deferred - recognised + reestimate - back - earlier
    assert roll_forward(after, after, Movements(0, 0, 0), rate, next_rate).shown(2)[0] == closing
    assert abs(recognised - month.recognised / (UNIT // 100)) <= 3.5


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0.005", "0.01"), ("0.00499999", "0.00"), ("-0.005", "-0.01"), ("-12.345", "-12.35"), ("7", "7.00"),
     ("1000000000.994999", "1000000000.99"), ("-0.004", "0.00")],
)  # fmt: skip
def test_l9_money_is_rounded_half_up_when_shown(amount: str, text: str) -> None:
    assert shown(rounded(scaled(amount), places=2), 2) == text


def test_a_decimal_finer_than_is_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 8"):
        scaled("0.123456789")


@pytest.mark.parametrize(
    ("cohort", "period", "age"), [("2026-01", "2026-01", 0), ("2025-11", "2026-02", 3), ("2026-02", "2026-01", 0)]
)
def test_the_age_of_a_cohort_is_in_whole_months(cohort: str, period: str, age: int) -> None:
    assert age_of(cohort, period) == age


def test_l5_the_rate_is_that_of_the_last_step_reached() -> None:
    steps = [(0, 60), (3, 70), (12, 80)]
    estimate = Estimate(1, BEGAN, steps, UNIT, UNIT, HALF)
    assert [estimate.rate(age) for age in (0, 2, 3, 11, 12, 99)] == [60, 60, 70, 70, 80, 80]


def test_l6_an_accrual_is_outstanding_by_rate_by_cost() -> None:
    assert Fraction(*accrued(250, 6 * UNIT // 10, UNIT // 100)) == UNIT * 3 // 2
