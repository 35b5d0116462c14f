"""S14–S15a: when points may be spent and until when, what pays debts, and what time does to them."""

from tests.ledger.table import check


def test_s14_points_are_pending_for_days_of_24_hours() -> None:
    check("""
        programme time_zone "Europe/Berlin"; earning {"pending_days": 14}; expiry {"kind": "rolling", "months": 1}
        when      ann buys 10.00 at 2026-03-20T12:00
        then      accepted: issued:purchase → pending 10 (lot 1)
        and       lot 1 of ann activates 2026-04-03T12:00
        and       lot 1 of ann expires 2026-05-03T22:00
        and       ann has pending 10
    """)


def test_s14_expiry_counts_from_the_local_day_of_activation() -> None:
    check("""
        programme time_zone "Pacific/Auckland"; expiry {"kind": "rolling", "months": 12, "round": "month_end"}
        when      ann buys 10.00 at 2026-06-30T12:00
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires 2027-07-31T12:00
        when      ann buys 10.00 at 2026-06-30T11:59
        then      accepted: issued:purchase → active 10 (lot 2)
        and       lot 2 of ann expires 2027-06-30T12:00
    """)


def test_s14_the_public_example() -> None:
    check("""
        programme expiry {"kind": "rolling", "months": 12, "round": "month_end"}
        when      ann buys 10.00 at 2020-07-06T15:00
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires 2021-08-01
    """)


def test_s14_points_that_come_late_are_valid_for_some_days_still() -> None:
    check("""
        programme expiry {"kind": "rolling", "days": 60}; max_lateness_days 90; min_validity_days 30
        clock     2026-03-31
        when      ann buys 10.00 at 2026-01-01
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires 2026-05-01
    """)


def test_s14_history_expires_by_its_own_dates() -> None:
    check("""
        programme expiry {"kind": "rolling", "days": 60}; max_lateness_days null; min_validity_days 30
        clock     2026-03-31
        when      ann buys 10.00 at 2026-01-01
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires 2026-03-03
    """)


def test_s14_the_promise_for_late_points_hangs_on_the_terms_at_the_clock() -> None:
    check("""
        programme from 2026-01-01 expiry {"kind": "rolling", "days": 60}; max_lateness_days null
        programme from 2026-03-01 max_lateness_days 365
        clock     2026-03-31
        when      ann buys 10.00 at 2026-01-01
        then      accepted: issued:purchase → active 10 (lot 1)
        and       lot 1 of ann expires 2026-05-01
    """)


def test_s14_a_change_of_policy_touches_no_lot_there_is() -> None:
    check("""
        programme from 2026-01-01 expiry {"kind": "rolling", "days": 60}
        programme from 2026-01-02 expiry {"kind": "none"}
        when      ann buys 10.00 at 2026-01-01
        then      accepted: issued:purchase → active 10 (lot 1)
        when      ann buys 5.00 at 2026-01-03
        then      accepted: issued:purchase → active 5 (lot 2)
        and       lot 1 of ann expires 2026-03-03
        and       lot 2 of ann expires never
    """)


def test_s15_arrears_are_paid_first() -> None:
    check("""
        given ann owes 50
        when  ann buys 20.00
        then  accepted: issued:purchase → active 20 (lot 1); active → arrears 20 (lot 1)
        and   ann has arrears -30
        when  ann buys 80.00
        then  accepted: issued:purchase → active 80 (lot 2); active → arrears 30 (lot 2)
        and   ann has active 50
        and   lot 2 of ann has active 50
    """)


def test_s15_the_answer_of_the_rule_book_earn_80_with_a_debt_of_50() -> None:
    check("""
        given ann owes 50
        when  ann buys 80.00
        then  accepted: issued:purchase → active 80 (lot 1); active → arrears 50 (lot 1)
        and   ann has active 30
    """)


def test_s15_pending_points_pay_when_they_become_active() -> None:
    check("""
        programme earning {"pending_days": 10}
        given     ann owes 15
        when      ann buys 20.00 at 2026-03-01
        then      accepted: issued:purchase → pending 20 (lot 1)
        and       ann has pending 20, arrears -15
        when      activation is due for ann as of 2026-03-12
        then      accepted: pending → active 20 (lot 1) at 2026-03-11; active → arrears 15 (lot 1) at 2026-03-11
        and       ann has active 5
    """)


def test_s15_points_that_expired_on_arrival_pay_nothing() -> None:
    check("""
        clock 2026-03-10
        given ann has 20 pending earned 2026-01-01 activating 2026-03-01 expiring 2026-03-01
        given ann owes 15
        when  ann buys 0.00 at 2026-03-09
        then  accepted: pending → active 20 (lot 1) at 2026-03-01
        and   ann has active 20, arrears -15
    """)


def test_s15a_an_accepted_record_begins_with_what_time_has_done() -> None:
    check("""
        given ann has 20 pending earned 2026-02-01 activating 2026-02-20
        given ann has 30 pending earned 2026-02-01 activating 2026-02-10
        given ann has 40 pending earned 2026-02-01 activating 2026-03-02
        when  ann buys 5.00 at 2026-03-01
        then  accepted: pending → active 30 (lot 2) at 2026-02-10; pending → active 20 (lot 1) at 2026-02-20; \
issued:purchase → active 5 (lot 4)
        and   ann has pending 40, active 55
        when  ann enrols at 2026-03-02
        then  accepted: pending → active 40 (lot 3)
    """)


def test_s15a_what_activates_in_time_pays_and_can_be_spent() -> None:
    check("""
        given ann has 60 pending earned 2026-02-01 activating 2026-03-01
        given ann owes 10
        when  ann redeems 50 at 2026-02-28T23:59:59
        then  rejected ARREARS_OUTSTANDING
        when  ann redeems 51 at 2026-03-01
        then  rejected INSUFFICIENT_POINTS
        and   ann has pending 60, arrears -10
        when  ann redeems 50 at 2026-03-01
        then  accepted: pending → active 60 (lot 1); active → arrears 10 (lot 1); active → redeemed 50 (lot 1)
        and   ann has nothing
    """)


def test_s15a_a_refused_event_settles_nothing() -> None:
    check("""
        given ann has 20 pending earned 2026-02-01 activating 2026-02-20
        when  ann redeems 500 at 2026-03-01
        then  rejected INSUFFICIENT_POINTS
        when  ann buys 5.00 in USD
        then  rejected CURRENCY_MISMATCH
        and   ann has pending 20
    """)


def test_s15a_with_nothing_due_there_is_no_record_and_it_is_not_remembered() -> None:
    check("""
        given ann has 20 pending earned 2026-02-01 activating 2026-02-20
        clock 2026-03-10
        when  activation is due for ann as of 2026-02-19 id e-1
        then  nothing due
        when  expiry is due for ann as of 2026-02-19 id e-2
        then  nothing due
        when  activation is due for ann as of 2026-02-20 id e-1
        then  accepted: pending → active 20 (lot 1)
        when  activation is due for ann as of 2026-02-20 id e-3
        then  nothing due
    """)
