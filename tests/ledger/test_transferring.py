"""Transfers as text tables: spendable points go to another member with their dates, in two records (S27)."""

from tests.ledger.table import check


def test_s27_points_keep_their_dates_and_their_order() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-09-01
        given      ann has 40 active earned 2026-01-12 expiring 2026-06-01
        given      bob has 7 active earned 2026-01-01
        when       ann gives bob 60 at 2026-03-01
        then       accepted: active → transit 40 (lot 2); active → transit 20 (lot 1)
        and        also bob: transit → active 40 (lot 2); transit → active 20 (lot 3)
        and        lot 2 of bob expires 2026-06-01
        and        lot 2 of bob was earned 2026-01-12
        and        lot 2 of bob is of purchase partner None
        and        lot 3 of bob expires 2026-09-01
        and        ann has active 30
        and        bob has active 67
    """)


def test_s27_both_records_settle_first_and_the_receivers_debt_is_paid() -> None:
    check("""
        given      ann has 50 pending earned 2026-01-10 activating 2026-02-01
        given      bob has 5 pending earned 2026-01-10 activating 2026-02-10
        given      bob owes 30
        when       ann gives bob 50 at 2026-03-01
        then       accepted: pending → active 50 (lot 1) at 2026-02-01; active → transit 50 (lot 1)
        and        also bob: pending → active 5 (lot 1) at 2026-02-10; active → arrears 5 (lot 1) at 2026-02-10; \
                   transit → active 50 (lot 2); active → arrears 25 (lot 2)
        and        bob has active 25
    """)


def test_s27_pending_and_held_points_stay() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        given      ann has 40 pending earned 2026-02-20 activating 2026-04-01
        given      bob is open
        when       ann reserves 30 for 3600 at 2026-03-01
        then       accepted: active → held 30 (lot 1)
        when       ann gives bob 21 at 2026-03-01
        then       rejected INSUFFICIENT_POINTS
        when       ann gives bob 20 at 2026-03-01
        then       accepted: active → transit 20 (lot 1)
        and        ann has pending 40, held 30
    """)


def test_s27_the_guards_speak_in_their_order() -> None:
    check("""
        programme  transfer {"min_points": 10, "points_per_day": 50}
        given      ann has 100 active earned 2026-01-10
        given      bob is open
        given      col is closed
        given      dan has 40 active earned 2026-01-10
        given      dan owes 5
        when       zoe gives ann 1 at 2026-03-01
        then       rejected MEMBER_UNKNOWN
        when       col gives ann 1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann gives zoe 1 at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann gives col 1 at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann gives ann 1 at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann gives bob 9 at 2026-03-01
        then       rejected POINTS_OUT_OF_RANGE
        when       ann gives bob -10 at 2026-03-01
        then       rejected POINTS_OUT_OF_RANGE
        when       dan gives bob 41 at 2026-03-01
        then       rejected ARREARS_OUTSTANDING
        when       ann gives bob 101 at 2026-03-01
        then       rejected INSUFFICIENT_POINTS
        when       ann gives bob 51 at 2026-03-01
        then       rejected LIMIT_EXCEEDED
        when       ann gives bob 30 at 2026-03-01 as t-1
        then       accepted: active → transit 30 (lot 1)
        when       ann gives bob 21 at 2026-03-01T23:59
        then       rejected LIMIT_EXCEEDED
        when       ann gives bob 21 at 2026-03-02
        then       accepted: active → transit 21 (lot 1)
        when       ann gives bob 31 at 2026-03-02 as t-1
        then       rejected DUPLICATE_TRANSFER_ID
    """)


def test_s27_points_that_are_past_their_date_are_not_transferred() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-03-01
        given      bob is open
        when       ann gives bob 1 at 2026-03-01
        then       rejected INSUFFICIENT_POINTS
    """)


def test_s22_a_return_claws_what_its_member_has_left_not_what_was_given_away() -> None:
    check("""
        given      ann bought 50.00 for 50 on 2026-01-10 as o-1
        given      bob is open
        when       ann gives bob 50 at 2026-03-01
        then       accepted: active → transit 50 (lot 1)
        when       ann returns line 1 of o-1 at 2026-03-02
        then       accepted: arrears → clawed_back 50 (lot 1)
        and        ann has arrears -50
        and        bob has active 50
    """)
