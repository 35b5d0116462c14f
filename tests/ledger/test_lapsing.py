"""S15a: holds lapse by themselves, and what is decided is judged as if they had."""

from tests.ledger.table import check


def test_s15a_a_refused_event_settles_no_hold_though_it_is_judged_as_if_settled() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 50 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 50 (lot 1)
        when  ann redeems 51 at 2026-03-02
        then  rejected INSUFFICIENT_POINTS
        and   ann has held 50
        and   ann can spend 50
        when  ann redeems 50
        then  accepted: held → active 50 (lot 1) at 2026-03-01T00:01; active → redeemed 50 (lot 1)
    """)


def test_s15a_a_lapsed_hold_pays_the_debt_before_it_is_judged() -> None:
    check("""
        given ann bought 50.00 for 50 on 2026-01-01 as o-1
        when  ann reserves 50 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 50 (lot 1)
        when  ann returns 20.00 of o-1
        then  accepted: arrears → clawed_back 20 (lot 1)
        when  ann redeems 1
        then  rejected ARREARS_OUTSTANDING
        when  ann redeems 30 at 2026-03-02
        then  accepted: held → active 50 (lot 1) at 2026-03-01T00:01; \
active → arrears 20 (lot 1) at 2026-03-01T00:01; active → redeemed 30 (lot 1)
    """)


def test_s15a_a_hold_that_lapses_past_the_date_of_its_points_pays_nothing() -> None:
    check("""
        given ann has 50 active earned 2026-01-01 expiring 2026-03-02
        when  ann reserves 50 for 172800 at 2026-03-01 as r-1
        then  accepted: active → held 50 (lot 1)
        given ann owes 5
        when  ann redeems 1 at 2026-03-04
        then  rejected ARREARS_OUTSTANDING
        when  activation is due for ann as of 2026-03-04
        then  accepted: held → active 50 (lot 1) at 2026-03-03; active → expired 50 (lot 1) at 2026-03-03
        and   ann has arrears -5
    """)


def test_s15a_time_does_its_work_in_the_order_of_the_instants_holds_first() -> None:
    check("""
        given ann has 10 active earned 2026-01-03
        given ann has 20 pending earned 2026-01-01 activating 2026-03-03
        given ann has 30 pending earned 2026-01-02 activating 2026-03-02
        when  ann reserves 10 for 172800 at 2026-03-01 as r-1
        then  accepted: active → held 10 (lot 1)
        when  activation is due for ann as of 2026-03-04
        then  accepted: pending → active 30 (lot 3) at 2026-03-02; held → active 10 (lot 1) at 2026-03-03; \
pending → active 20 (lot 2) at 2026-03-03
        when  activation is due for ann as of 2026-03-04
        then  nothing due
    """)


def test_s15a_a_purchase_settles_a_hold_too() -> None:
    check("""
        given ann has 10 active earned 2026-01-03
        when  ann reserves 10 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 10 (lot 1)
        when  ann buys 5.00 at 2026-03-02
        then  accepted: held → active 10 (lot 1) at 2026-03-01T00:01; issued:purchase → active 5 (lot 2)
    """)
