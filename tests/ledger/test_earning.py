"""S7, S10–S13: what a purchase earns, and how it is split over its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values import scaled
from services.ledger.batch import DecisionFailed
from services.ledger.earning import split
from tests.ledger.table import check


def test_s7_money_is_exact() -> None:
    check("""
        programme earning {"rate": {"points": 1000, "per": "0.0001"}}
        when  ann buys 0.0001 at 2026-03-01
        then  accepted: issued:purchase → active 1000 (lot 1)
        when  ann buys 99999.9999
        then  accepted: issued:purchase → active 999999999000 (lot 2)
    """)
    assert [scaled(text) for text in ("0", "1", "1.5", "19.90", "0.0001")] == [0, 10_000, 15_000, 199_000, 1]


def test_s7_points_beyond_all_measure_are_no_answer() -> None:
    with pytest.raises(DecisionFailed) as caught:
        check("""
            programme earning {"rate": {"points": 1000000, "per": "0.0001"}}
            when  ann buys 999999999999.99
        """)
    assert "beyond all measure" in str(caught.value.__cause__)


def test_s10_the_terms_are_those_in_force_when_it_happened() -> None:
    check("""
        programme from 2026-01-01 earning {"rate": {"points": 1}}
        programme from 2026-03-01T10:00 earning {"rate": {"points": 2}}; expiry {"kind": "rolling", "days": 10}
        clock     2026-03-05
        when      ann buys 10.00 at 2026-03-01T09:59:59
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires never
        when      ann buys 10.00 at 2026-03-01T10:00
        then      accepted: issued:purchase → active 20 (lot 2)
        and       lot 2 of ann expires 2026-03-16
    """)


def test_s10_a_purchase_enrols_silently_and_the_first_enrolment_is_accepted_still() -> None:
    check("""
        when  ann buys 10.00
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann enrols
        then  accepted: nothing
        when  ann enrols
        then  rejected ALREADY_ENROLLED
        given cleo is closed
        when  cleo enrols
        then  rejected MEMBER_CLOSED
        and   ann has active 10
    """)


def test_s10_without_silent_enrolment_an_unknown_member_earns_nothing() -> None:
    check("""
        programme auto_enrol false
        when      ann buys 10.00
        then      rejected MEMBER_UNKNOWN
        when      ann enrols
        then      accepted: nothing
        when      ann buys 10.00
        then      accepted: issued:purchase → active 10 (lot 1)
    """)


def test_s10_any_other_event_of_an_unknown_member_is_refused() -> None:
    check("""
        when  ann redeems 10
        then  rejected MEMBER_UNKNOWN
        when  expiry is due for ann as of 2026-03-01
        then  rejected MEMBER_UNKNOWN
        when  activation is due for ann as of 2026-03-01
        then  rejected MEMBER_UNKNOWN
    """)


def test_s10_a_purchase_in_another_currency_is_refused() -> None:
    check("""
        programme currency "CHF"
        when      ann buys 10.00 in EUR
        then      rejected CURRENCY_MISMATCH
        when      ann buys 10.00 in CHF
        then      accepted: issued:purchase → active 10 (lot 1)
    """)


def test_s10_the_guards_of_a_purchase_stand_in_order() -> None:
    check("""
        programme auto_enrol false
        given     cleo is closed
        when      nobody buys 10.00 in USD
        then      rejected MEMBER_UNKNOWN
        when      cleo buys 10.00 in USD
        then      rejected MEMBER_CLOSED
        given     ann is open
        when      ann buys 10.00 in USD
        then      rejected CURRENCY_MISMATCH
    """)


def test_s11_excluded_lines_earn_nothing() -> None:
    check("""
        programme earning {"excluded_categories": ["tobacco"], "excluded_skus": ["voucher"]}
        when      ann buys 10.00 + 20.00 of tobacco + 30.00 sku voucher + 40.00 unearning + 50.00 of tea
        then      accepted: issued:purchase → active 60 (lot 1)
        and       the lines earn 10, 0, 0, 0, 50
    """)


def test_s11_the_rate_is_so_many_points_for_so_much_money() -> None:
    check("""
        programme earning {"rate": {"points": 3, "per": "2.50"}}
        when      ann buys 10.00
        then      accepted: issued:purchase → active 12 (lot 1)
        when      ann buys 0.84
        then      accepted: issued:purchase → active 1 (lot 2)
        when      ann buys 0.83
        then      accepted: nothing
    """)


def test_s12_an_order_is_floored_once_not_line_by_line() -> None:
    check("""
        when  ann buys 0.50 + 0.50 + 0.99
        then  accepted: issued:purchase → active 1 (lot 1)
        when  ann buys 1.999 + 0.001
        then  accepted: issued:purchase → active 2 (lot 2)
    """)


def test_s13_points_are_split_by_largest_remainder_ties_to_the_earlier_line() -> None:
    check("""
        when  ann buys 1.50 + 1.50 + 1.00
        then  accepted: issued:purchase → active 4 (lot 1)
        and   the lines earn 2, 1, 1
        when  ann buys 1.20 + 1.90 + 1.90
        then  accepted: issued:purchase → active 5 (lot 2)
        and   the lines earn 1, 2, 2
        when  ann buys 0.30 + 0.40 + 0.30
        then  accepted: issued:purchase → active 1 (lot 3)
        and   the lines earn 0, 1, 0
    """)


def test_s13_the_forty_euro_order_without_its_bonuses() -> None:
    check("""
        when  ann buys 10.00 + 10.00 + 20.00
        then  accepted: issued:purchase → active 40 (lot 1)
        and   the lines earn 10, 10, 20
    """)


def test_s13_an_order_without_points_makes_no_lot() -> None:
    table = check("""
        when  ann buys 0.00 + 0.99
        then  accepted: nothing
        and   the lines earn 0, 0
        and   ann has nothing
    """)
    assert table.ledger.member("ann").lots_made == 0


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=40), st.integers(1, 10**6))
def test_s13_a_split_sums_up_and_each_line_is_within_a_point_of_its_exact_share(
    weights: list[int], divisor: int
) -> None:
    points = sum(weights) // divisor
    shares = split(points, weights, divisor)
    assert sum(shares) == points
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * divisor - weight) < divisor
    # Nobody was passed over for a smaller fraction, nor for a later line with the same.
    by_right = sorted(range(len(weights)), key=lambda line: (-(weights[line] % divisor), line))
    rounded_up = [line for line in by_right if shares[line] > weights[line] // divisor]
    assert rounded_up == by_right[: len(rounded_up)]
