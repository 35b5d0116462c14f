"""S22: from where a claw comes: expired points cover it, then the own lot, then others, then a debt."""

from tests.ledger.table import check


def test_s22_expired_points_count_as_clawed_each_once() -> None:
    check("""
        given ann bought 30.00 for 30 on 2026-01-01 expiring 2026-03-01 as o-1
        given ann has 100 active earned 2026-01-01
        when  ann redeems 10 at 2026-02-01 as r-1
        then  accepted: active → redeemed 10 (lot 1)
        when  expiry is due for ann as of 2026-03-01
        then  accepted: active → expired 20 (lot 1)
        when  ann returns 15.00 of o-1 at 2026-03-02
        then  accepted: nothing
        and   the claw is 15, covered 15, shortfall 0
        when  ann returns 15.00 of o-1
        then  accepted: active → clawed_back 10 (lot 2)
        and   the claw is 15, covered 5, shortfall 0
        and   ann has active 90
    """)


def test_s22_points_that_a_cancel_gave_back_and_expired_cover_too() -> None:
    check("""
        given ann bought 30.00 for 30 on 2026-01-01 expiring 2026-03-01 as o-1
        when  ann redeems 30 at 2026-02-01 as r-1
        then  accepted: active → redeemed 30 (lot 1)
        when  ann cancels r-1 at 2026-03-02 as c-1
        then  accepted: redeemed → active 30 (lot 1); active → expired 30 (lot 1)
        when  ann returns 30.00 of o-1
        then  accepted: nothing
        and   the claw is 30, covered 30, shortfall 0
    """)


def test_s22_the_own_lot_gives_first_even_past_its_date_then_the_others_in_order() -> None:
    check("""
        given ann has 5 active earned 2026-01-01 expiring 2026-03-02
        given ann has 5 active earned 2026-01-01 expiring 2026-02-20
        given ann bought 30.00 for 30 on 2026-01-02 expiring 2026-02-25 as o-1
        given ann has 100 active earned 2026-01-01
        when  ann redeems 20 at 2026-01-10
        then  accepted: active → redeemed 5 (lot 2); active → redeemed 15 (lot 3)
        when  ann returns 30.00 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 15 (lot 3); active → clawed_back 5 (lot 1); active → clawed_back 10 (lot 4)
        and   ann has active 90
    """)


def test_s22_what_is_pending_goes_before_what_is_active() -> None:
    check("""
        programme earning {"pending_days": 14}
        when      ann buys 30.00 at 2026-03-01 as o-1
        then      accepted: issued:purchase → pending 30 (lot 1)
        when      ann returns 10.00 of o-1 at 2026-03-02
        then      accepted: pending → clawed_back 10 (lot 1)
        when      ann returns 10.00 of o-1 at 2026-03-15
        then      accepted: pending → active 20 (lot 1); active → clawed_back 10 (lot 1)
        and       ann has active 10
    """)


def test_s22_a_shortfall_is_a_debt_that_later_points_pay() -> None:
    check("""
        when  ann buys 50.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 50 (lot 1)
        when  ann redeems 50
        then  accepted: active → redeemed 50 (lot 1)
        when  ann returns 50.00 of o-1
        then  accepted: arrears → clawed_back 50 (lot 1)
        and   the claw is 50, covered 0, shortfall 50
        and   ann has arrears -50
        when  ann buys 80.00
        then  accepted: issued:purchase → active 80 (lot 2); active → arrears 50 (lot 2)
        and   ann has active 30
    """)


def test_s22_or_it_is_written_off_as_the_purchase_froze_it() -> None:
    check("""
        programme from 2026-01-01 return_policy "write_off"
        programme from 2026-03-02 return_policy "arrears"
        when      ann buys 50.00 at 2026-03-01 as o-1
        then      accepted: issued:purchase → active 50 (lot 1)
        when      ann redeems 20
        then      accepted: active → redeemed 20 (lot 1)
        when      ann returns 50.00 of o-1 at 2026-03-03
        then      accepted: active → clawed_back 30 (lot 1); written_off → clawed_back 20 (lot 1)
        and       ann has nothing
    """)


def test_s22_holds_are_not_broken() -> None:
    check("""
        given ann bought 50.00 for 50 on 2026-01-01 as o-1
        when  ann reserves 40 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 40 (lot 1)
        when  ann returns 50.00 of o-1
        then  accepted: active → clawed_back 10 (lot 1); arrears → clawed_back 40 (lot 1)
        when  ann captures r-1
        then  accepted: held → redeemed 40 (lot 1)
        and   ann has arrears -40
    """)
