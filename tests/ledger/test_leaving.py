"""Closing as text tables: holds are released, points forfeited, and nothing more is accepted but erasure (S29)."""

from tests.ledger.table import check


def test_s29_closing_releases_holds_then_forfeits() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        given      ann has 40 pending earned 2026-02-20 activating 2026-04-01
        when       ann reserves 30 for 3600 at 2026-03-01
        then       accepted: active → held 30 (lot 1)
        when       ann closes at 2026-03-01T00:30
        then       accepted: held → active 30 (lot 1); active → forfeited 50 (lot 1); pending → forfeited 40 (lot 2)
        and        ann has nothing
    """)


def test_s29_a_debt_stays_and_released_points_pay_it_first() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-03-02
        when       ann reserves 50 for 3600 at 2026-03-01T23:30
        then       accepted: active → held 50 (lot 1)
        given      ann owes 70
        when       ann closes at 2026-03-01T23:45
        then       accepted: held → active 50 (lot 1); active → arrears 50 (lot 1)
        and        ann has arrears -20
    """)


def test_s29_holds_that_ran_out_lapse_first_and_what_is_past_its_date_expires() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-03-02
        given      ann has 9 active earned 2026-01-11 expiring 2026-03-02
        when       ann reserves 20 for 60 at 2026-03-01
        then       accepted: active → held 20 (lot 1)
        when       ann reserves 20 for 604800 at 2026-03-01
        then       accepted: active → held 20 (lot 1)
        when       ann closes at 2026-03-05
        then       accepted: held → active 20 (lot 1) at 2026-03-01T00:01; held → active 20 (lot 1); \
                   active → expired 20 (lot 1); active → forfeited 30 (lot 1); active → forfeited 9 (lot 2)
    """)


def test_s29_everything_after_closing_is_refused() -> None:
    check("""
        given      ann bought 50.00 for 50 on 2026-01-10 as o-1
        given      bob is open
        when       ann redeems 20 at 2026-02-01 as r-1
        then       accepted: active → redeemed 20 (lot 1)
        when       ann closes at 2026-03-01
        then       accepted: active → forfeited 30 (lot 1)
        when       ann closes at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann buys 10.00 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann enrols at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann returns 5.00 of o-1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann cancels r-1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann redeems 1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann gives bob 1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann merges into bob at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann is adjusted by 1 at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       expiry is due for ann as of 2026-03-01
        then       rejected MEMBER_CLOSED
        when       zoe closes at 2026-03-01
        then       rejected MEMBER_UNKNOWN
        when       ann is erased at 2026-03-01
        then       accepted: nothing
    """)


def test_s29_erasure_closes_who_is_open_and_is_accepted_again() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        when       zoe is erased at 2026-03-01
        then       rejected MEMBER_UNKNOWN
        when       ann is erased at 2026-03-01
        then       accepted: active → forfeited 50 (lot 1)
        when       ann buys 10.00 at 2026-03-02
        then       rejected MEMBER_CLOSED
        when       ann is erased at 2026-03-02
        then       accepted: nothing
    """)
