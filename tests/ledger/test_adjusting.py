"""Adjustments as text tables: a lot more, or points taken as a redemption would, never below zero (S26)."""

from tests.ledger.table import check


def test_s26_an_adjustment_up_is_a_lot_that_lives_by_the_policy() -> None:
    check("""
        programme  expiry {"kind": "rolling", "months": 12}
        given      ann has 50 active earned 2026-01-10
        when       ann is adjusted by 30 at 2026-03-01T10:00
        then       accepted: adjusted → active 30 (lot 2)
        and        lot 2 of ann is of adjustment partner None
        and        lot 2 of ann expires 2027-03-02
        and        ann has active 80
    """)


def test_s26_an_adjustment_up_pays_the_debt_first() -> None:
    check("""
        given      ann is open
        given      ann owes 20
        when       ann is adjusted by 30 at 2026-03-01
        then       accepted: adjusted → active 30 (lot 1); active → arrears 20 (lot 1)
    """)


def test_s26_an_adjustment_down_takes_in_the_order_of_redemption_after_settling() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-09-01
        given      ann has 40 pending earned 2026-01-10 activating 2026-02-01 expiring 2026-06-01
        when       ann is adjusted by -60 at 2026-03-01
        then       accepted: pending → active 40 (lot 2) at 2026-02-01; active → adjusted 40 (lot 2); \
                   active → adjusted 20 (lot 1)
        and        ann has active 30
    """)


def test_s26_an_adjustment_never_goes_below_zero_and_is_never_nothing() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-06-01
        given      bob is closed
        when       zoe is adjusted by 5 at 2026-03-01
        then       rejected MEMBER_UNKNOWN
        when       bob is adjusted by 5 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann is adjusted by 0 at 2026-03-01
        then       rejected POINTS_OUT_OF_RANGE
        when       ann is adjusted by -51 at 2026-03-01
        then       rejected INSUFFICIENT_POINTS
        when       ann is adjusted by -50 at 2026-06-01
        then       rejected INSUFFICIENT_POINTS
        when       ann is adjusted by -50 at 2026-05-31
        then       accepted: active → adjusted 50 (lot 1)
    """)


def test_s5_an_adjustment_id_is_taken_once_whatever_reason_is_given() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        when       ann is adjusted by -5 because thanks at 2026-03-01 as a-1 id p-1
        then       accepted: active → adjusted 5 (lot 1)
        when       ann is adjusted by -5 because sorry at 2026-03-01 as a-1 id p-2
        then       duplicate of p-1
        when       ann is adjusted by -6 at 2026-03-01 as a-1
        then       rejected DUPLICATE_ADJUSTMENT_ID
    """)
