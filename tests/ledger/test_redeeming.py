"""S16–S18 and S25: what can be spent, which guard speaks first, which points go, and what lapses."""

import pytest

from services.ledger.lots import post, take
from services.ledger.nouns import Member
from services.ledger.reasons import Kind, Reason, kind_of
from tests.ledger.table import check, instant


def test_s16_a_lot_is_spendable_until_its_date_whether_swept_or_not() -> None:
    check("""
        given ann has 50 active earned 2026-01-01 expiring 2026-03-01
        when  ann redeems 10 at 2026-02-28T23:59:59
        then  accepted: active → redeemed 10 (lot 1)
        when  ann redeems 10 at 2026-03-01
        then  rejected INSUFFICIENT_POINTS
        and   ann has active 40
    """)


def test_s16_a_lot_is_spendable_from_its_activation_on() -> None:
    check("""
        clock 2026-03-02
        given ann has 50 pending earned 2026-02-01 activating 2026-03-01
        when  ann redeems 10 at 2026-02-28T23:59:59
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 10 at 2026-03-01
        then  accepted: pending → active 50 (lot 1); active → redeemed 10 (lot 1)
    """)


def test_s16_a_late_redemption_takes_what_was_spendable_at_its_own_time() -> None:
    check("""
        clock 2026-03-02
        given ann has 50 active earned 2026-01-01 expiring 2026-03-01
        given ann has 90 active earned 2026-02-28T18:00
        when  ann redeems 60 at 2026-02-28T12:00
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 50 at 2026-02-28T12:00
        then  accepted: active → redeemed 50 (lot 1)
    """)


GUARDS = [
    (Reason.MEMBER_UNKNOWN, "nobody"),
    (Reason.MEMBER_CLOSED, "closed"),
    (Reason.POINTS_OUT_OF_RANGE, "debtor"),
    (Reason.REWARD_PRICE_MISMATCH, "debtor"),
    (Reason.ARREARS_OUTSTANDING, "debtor"),
    (Reason.INSUFFICIENT_POINTS, "poor"),
    (Reason.LIMIT_EXCEEDED, "rich"),
]
"""The order of S17 as far as it is built."""


def test_s17_the_guards_of_a_redemption_stand_in_order() -> None:
    """Every request here would also be refused by each guard below its own that can hold of such a member."""
    table = check("""
        programme redemption {"min_points": 100, "block": 10, "points_per_day": 200, "rewards": [\
{"kind": "cash", "points_per_unit": 100}]}
        given closed has 50 active earned 2026-01-01
        given closed is closed
        given closed owes 5
        given closed redeemed 150 on 2026-03-01
        given debtor has 50 active earned 2026-01-01
        given debtor owes 5
        given debtor redeemed 150 on 2026-03-01
        given poor has 50 active earned 2026-01-01
        given poor redeemed 150 on 2026-03-01
        given rich has 500 active earned 2026-01-01
        given rich redeemed 150 on 2026-03-01
        when  nobody redeems 95 for cash worth 3.00
        then  rejected MEMBER_UNKNOWN
        when  closed redeems 95 for cash worth 3.00
        then  rejected MEMBER_CLOSED
        when  debtor redeems 95 for cash worth 3.00
        then  rejected POINTS_OUT_OF_RANGE
        when  debtor redeems 100 for cash worth 3.00
        then  rejected REWARD_PRICE_MISMATCH
        when  debtor redeems 100 for cash worth 1.00
        then  rejected ARREARS_OUTSTANDING
        when  poor redeems 100 for cash worth 1.00
        then  rejected INSUFFICIENT_POINTS
        when  rich redeems 100 for cash worth 1.00
        then  rejected LIMIT_EXCEEDED
    """)
    answered = [(record.decision.reason, record.event.member_id) for record in table.ledger.records]
    assert answered == GUARDS
    ranks = [list(Reason).index(reason) for reason, _ in GUARDS]
    assert ranks == sorted(ranks), "reasons are listed in the order of the guards"


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        (0, "rejected POINTS_OUT_OF_RANGE"),
        (-100, "rejected POINTS_OUT_OF_RANGE"),
        (50, "rejected POINTS_OUT_OF_RANGE"),
        (125, "rejected POINTS_OUT_OF_RANGE"),
        (100, "accepted: active → redeemed 100 (lot 1)"),
        (150, "accepted: active → redeemed 150 (lot 1)"),
    ],
)
def test_s17_points_come_in_blocks_from_a_minimum_on(points: int, verdict: str) -> None:
    check(f"""
        programme redemption {{"min_points": 100, "block": 50}}
        given     ann has 500 active earned 2026-01-01
        when      ann redeems {points}
        then      {verdict}
    """)


def test_s17_by_default_any_whole_number_above_zero_will_do() -> None:
    check("""
        given ann has 500 active earned 2026-01-01
        when  ann redeems 0
        then  rejected POINTS_OUT_OF_RANGE
        when  ann redeems 1
        then  accepted: active → redeemed 1 (lot 1)
    """)


def test_s17_a_reward_with_a_price_costs_exactly_that() -> None:
    check("""
        programme redemption {"rewards": [{"kind": "cash", "points_per_unit": 100}]}
        given     ann has 500 active earned 2026-01-01
        when      ann redeems 149 for cash worth 1.50
        then      rejected REWARD_PRICE_MISMATCH
        when      ann redeems 150 for cash
        then      rejected REWARD_PRICE_MISMATCH
        when      ann redeems 150 for cash worth 1.5000
        then      accepted: active → redeemed 150 (lot 1)
        when      ann redeems 149 for goods worth 1.50
        then      accepted: active → redeemed 149 (lot 1)
        when      ann redeems 1
        then      accepted: active → redeemed 1 (lot 1)
    """)


def test_s17_a_debtor_redeems_nothing_however_many_points_there_are() -> None:
    check("""
        given ann has 500 active earned 2026-01-01
        given ann owes 1
        when  ann redeems 10
        then  rejected ARREARS_OUTSTANDING
    """)


def test_s17_the_limit_of_a_day_is_that_of_the_local_day() -> None:
    check("""
        programme time_zone "Europe/Berlin"; redemption {"points_per_day": 100}
        given     ann has 500 active earned 2026-01-01
        when      ann redeems 60 at 2026-03-01T12:00
        then      accepted: active → redeemed 60 (lot 1)
        when      ann redeems 41 at 2026-03-01T22:59
        then      rejected LIMIT_EXCEEDED
        when      ann redeems 41 at 2026-03-01T23:00
        then      accepted: active → redeemed 41 (lot 1)
        when      ann redeems 40 at 2026-03-01T22:59
        then      accepted: active → redeemed 40 (lot 1)
        when      ann redeems 1 at 2026-03-01T22:59
        then      rejected LIMIT_EXCEEDED
    """)


def test_s18_points_that_expire_first_go_first_and_those_that_never_do_go_last() -> None:
    check("""
        given ann has 10 active earned 2026-01-01
        given ann has 10 active earned 2026-01-02 expiring 2026-06-01
        given ann has 10 active earned 2026-01-03 expiring 2026-05-01
        when  ann redeems 25 at 2026-03-01
        then  accepted: active → redeemed 10 (lot 3); active → redeemed 10 (lot 2); active → redeemed 5 (lot 1)
        and   lot 1 of ann has active 5
    """)


def test_s18_of_the_same_expiry_the_earlier_earned_go_first_then_the_lower_number() -> None:
    check("""
        given ann has 10 active earned 2026-01-03 expiring 2026-06-01
        given ann has 10 active earned 2026-01-01 expiring 2026-06-01
        given ann has 10 active earned 2026-01-03 expiring 2026-06-01
        when  ann redeems 25 at 2026-03-01
        then  accepted: active → redeemed 10 (lot 2); active → redeemed 10 (lot 1); active → redeemed 5 (lot 3)
    """)


def test_s18_lapsed_lots_are_passed_over() -> None:
    check("""
        given ann has 10 active earned 2026-01-01 expiring 2026-02-01
        given ann has 10 active earned 2026-01-02 expiring 2026-06-01
        when  ann redeems 10 at 2026-03-01
        then  accepted: active → redeemed 10 (lot 2)
        and   ann has active 10
    """)


def test_s18_taking_more_than_there_is_is_a_bug_not_an_answer() -> None:
    with pytest.raises(ArithmeticError, match="10 more points"):
        list(take(Member(0, "default", "ann"), 10, instant("2026-03-01")))


def test_s9_a_part_below_zero_is_a_bug_not_an_answer() -> None:
    member = check("given ann has 10 active earned 2026-01-01").ledger.member("ann")
    with pytest.raises(ArithmeticError, match="S9"):
        post([], member, "active", "redeemed", 11, member.lots[0], instant("2026-03-01"))


def test_s25_expiry_takes_what_is_past_its_date_effective_at_that_date() -> None:
    check("""
        programme lateness_window_hours 72
        given     ann has 10 active earned 2026-01-01 expiring 2026-03-01
        given     ann has 20 active earned 2026-01-02 expiring 2026-02-01
        given     ann has 30 active earned 2026-01-03 expiring 2026-03-01T00:00:01
        given     ann has 40 active earned 2026-01-03
        when      expiry is due for ann as of 2026-03-01
        then      accepted: active → expired 10 (lot 1); active → expired 20 (lot 2) at 2026-02-01
        and       ann has active 70
    """)


def test_s25_pending_parts_past_their_date_expire_too() -> None:
    check("""
        given ann has 10 pending earned 2026-01-01 activating 2026-03-05 expiring 2026-03-01
        when  expiry is due for ann as of 2026-03-02
        then  accepted: pending → expired 10 (lot 1) at 2026-03-01
        and   ann has nothing
    """)


def test_s25_what_became_active_and_lapsed_since_is_settled_first() -> None:
    check("""
        given ann has 10 pending earned 2026-01-01 activating 2026-02-01 expiring 2026-03-01
        given ann owes 4
        when  expiry is due for ann as of 2026-03-02
        then  accepted: pending → active 10 (lot 1) at 2026-02-01; active → arrears 4 (lot 1) at 2026-02-01; \
active → expired 6 (lot 1) at 2026-03-01
        and   ann has nothing
    """)


def test_s25_sweeping_twice_does_nothing() -> None:
    check("""
        clock 2026-03-31
        given ann has 10 active earned 2026-01-01 expiring 2026-03-01
        when  expiry is due for ann as of 2026-03-02 id sweep from urn:points:sweep
        then  accepted: active → expired 10 (lot 1) at 2026-03-01
        when  expiry is due for ann as of 2026-03-02 id sweep from urn:points:sweep
        then  duplicate of sweep
        when  expiry is due for ann as of 2026-03-03 id again from urn:points:sweep
        then  nothing due
    """)


def test_s25_expiry_waits_for_late_redemptions() -> None:
    check("""
        programme lateness_window_hours 48
        clock     2026-03-03T12:00
        given     ann has 10 active earned 2026-01-01 expiring 2026-03-01
        when      expiry is due for ann as of 2026-03-01T12:00:01
        then      quarantined NOT_DUE (data.as_of)
        when      ann redeems 4 at 2026-02-28
        then      accepted: active → redeemed 4 (lot 1)
        when      expiry is due for ann as of 2026-03-01T12:00
        then      accepted: active → expired 6 (lot 1) at 2026-03-01
    """)


def test_s25_how_long_expiry_waits_is_said_by_the_terms_at_the_clock() -> None:
    check("""
        programme from 2026-01-01 lateness_window_hours 0
        programme from 2026-03-02 lateness_window_hours 72
        clock     2026-03-03
        given     ann has 10 active earned 2026-01-01 expiring 2026-03-01
        when      expiry is due for ann as of 2026-03-01
        then      quarantined NOT_DUE (data.as_of)
    """)


def test_s25_expiry_of_a_closed_member_is_refused() -> None:
    check("""
        given ann is closed
        when  expiry is due for ann as of 2026-03-01
        then  rejected MEMBER_CLOSED
        when  activation is due for ann as of 2026-03-01
        then  rejected MEMBER_CLOSED
    """)


def test_every_reason_is_of_some_kind() -> None:
    assert {kind_of(reason) for reason in Reason} == set(Kind)
