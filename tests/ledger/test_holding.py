"""S19: points are held for a time, then captured or released."""

from services.ledger.reasons import Reason
from tests.ledger.table import check, instant


def test_s19_a_hold_is_captured() -> None:
    table = check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        and   ann has active 20, held 30
        when  ann captures r-1 at 2026-03-01T00:00:59
        then  accepted: held → redeemed 30 (lot 1)
        and   ann has active 20
    """)
    explanation = table.ledger.records[0].decision.explanation
    assert explanation == {"held_until": instant("2026-03-01T00:01"), "day": instant("2026-03-01").date()}
    assert table.ledger.member("ann").redeemed == 30


def test_s19_what_is_not_captured_is_released_in_the_same_record() -> None:
    check("""
        given ann has 20 active earned 2026-01-01 expiring 2026-04-01
        given ann has 20 active earned 2026-01-02 expiring 2026-05-01
        given ann has 20 active earned 2026-01-03
        when  ann reserves 50 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 20 (lot 1); active → held 20 (lot 2); active → held 10 (lot 3)
        when  ann captures r-1 25
        then  accepted: held → redeemed 20 (lot 1); held → redeemed 5 (lot 2); held → active 15 (lot 2); \
held → active 10 (lot 3)
        and   ann has active 35
    """)


def test_s19_a_hold_is_released() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-1
        then  accepted: held → active 30 (lot 1)
        and   ann has active 50
    """)


def test_s19_held_points_are_not_spendable_and_others_respect_the_hold() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann redeems 21
        then  rejected INSUFFICIENT_POINTS
        when  ann reserves 21 for 60
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 20
        then  accepted: active → redeemed 20 (lot 1)
        when  ann captures r-1
        then  accepted: held → redeemed 30 (lot 1)
        and   ann has nothing
    """)


def test_s19_held_points_do_not_expire_but_do_so_when_released_past_their_date() -> None:
    check("""
        clock 2026-03-20
        given ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when  ann reserves 30 for 604800 at 2026-03-08 as r-1
        then  accepted: active → held 30 (lot 1)
        when  expiry is due for ann as of 2026-03-11
        then  accepted: active → expired 20 (lot 1) at 2026-03-10
        when  ann releases r-1 at 2026-03-12
        then  accepted: held → active 30 (lot 1); active → expired 30 (lot 1)
        and   ann has nothing
    """)


def test_s19_a_capture_after_the_date_of_the_points_is_honoured_and_its_rest_expires() -> None:
    check("""
        given ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when  ann reserves 50 for 604800 at 2026-03-08 as r-1
        then  accepted: active → held 50 (lot 1)
        when  ann captures r-1 20 at 2026-03-12
        then  accepted: held → redeemed 20 (lot 1); held → active 30 (lot 1); active → expired 30 (lot 1)
    """)


def test_s19_released_points_pay_debts_first() -> None:
    check("""
        programme
        given ann bought 50.00 for 50 on 2026-01-01 as o-1
        when  ann reserves 50 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 50 (lot 1)
        when  ann returns 20.00 of o-1
        then  accepted: arrears → clawed_back 20 (lot 1)
        and   ann has held 50, arrears -20
        when  ann releases r-1
        then  accepted: held → active 50 (lot 1); active → arrears 20 (lot 1)
        and   ann has active 30
    """)


def test_s19_the_guards_of_a_capture_stand_in_order() -> None:
    table = check("""
        clock 2026-03-05
        given closed is closed
        given ann has 90 active earned 2026-01-01
        when  nobody captures r-1 0 at 2026-03-01
        then  rejected MEMBER_UNKNOWN
        when  closed captures r-1 0
        then  rejected MEMBER_CLOSED
        when  ann captures r-1 0
        then  rejected REDEMPTION_UNKNOWN
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann reserves 30 for 600 at 2026-03-01 as r-2
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-2 at 2026-03-01T00:00:01
        then  accepted: held → active 30 (lot 1)
        when  ann captures r-2 0 at 2026-03-02
        then  rejected HOLD_NOT_OPEN
        when  ann captures r-1 0 at 2026-03-01T00:01
        then  rejected HOLD_LAPSED
        when  ann captures r-1 0 at 2026-03-01T00:00:59
        then  rejected POINTS_OUT_OF_RANGE
        when  ann captures r-1 31 at 2026-03-01T00:00:59
        then  rejected POINTS_OUT_OF_RANGE
        when  ann captures r-1 -1 at 2026-03-01T00:00:59
        then  rejected POINTS_OUT_OF_RANGE
        when  ann captures r-1 30 at 2026-03-01T00:00:59
        then  accepted: held → redeemed 30 (lot 1)
    """)
    reasons = [record.decision.reason for record in table.ledger.records if record.decision.reason]
    assert [list(Reason).index(reason) for reason in reasons] == sorted(list(Reason).index(r) for r in reasons)


def test_s19_a_hold_that_was_refused_cannot_be_captured_or_released() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 60 for 60 at 2026-03-01 as r-1
        then  rejected INSUFFICIENT_POINTS
        when  ann captures r-1
        then  rejected REDEMPTION_UNKNOWN
        when  ann releases r-1
        then  rejected REDEMPTION_UNKNOWN
        and   ann has active 50
    """)


def test_s19_a_hold_of_somebody_else_is_unknown() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        given bob is open
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  bob captures r-1
        then  rejected REDEMPTION_UNKNOWN
        when  bob releases r-1
        then  rejected REDEMPTION_UNKNOWN
    """)


def test_s19_a_hold_is_settled_once() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-1 id release
        then  accepted: held → active 30 (lot 1)
        when  ann releases r-1
        then  duplicate of release
        when  ann captures r-1
        then  rejected HOLD_NOT_OPEN
        when  ann reserves 30 for 60 as r-2
        then  accepted: active → held 30 (lot 1)
        when  ann captures r-2 10 id capture
        then  accepted: held → redeemed 10 (lot 1); held → active 20 (lot 1)
        when  ann captures r-2 10
        then  duplicate of capture
        when  ann captures r-2 20
        then  rejected HOLD_NOT_OPEN
        when  ann releases r-2
        then  rejected HOLD_NOT_OPEN
        when  ann redeems 5 as r-3
        then  accepted: active → redeemed 5 (lot 1)
        when  ann captures r-3
        then  rejected HOLD_NOT_OPEN
        when  ann releases r-3
        then  rejected HOLD_NOT_OPEN
        and   ann has active 35
    """)


def test_s19_a_capture_of_a_hold_that_lapsed_is_refused_and_a_release_posts_nothing_more() -> None:
    check("""
        clock 2026-03-02
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann captures r-1 at 2026-03-01T00:01
        then  rejected HOLD_LAPSED
        and   ann has active 20, held 30
        when  ann redeems 50 at 2026-03-01T12:00
        then  accepted: held → active 30 (lot 1) at 2026-03-01T00:01; active → redeemed 50 (lot 1)
        when  ann captures r-1 at 2026-03-01T00:00:30
        then  rejected HOLD_LAPSED
        when  ann releases r-1 at 2026-03-01T00:00:30
        then  accepted: nothing
        and   ann has nothing
    """)


def test_s19_a_release_after_the_time_to_live_posts_the_lapse_only() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-1 at 2026-03-02
        then  accepted: held → active 30 (lot 1) at 2026-03-01T00:01
        and   ann has active 50
    """)


def test_s2_a_capture_is_effective_no_earlier_than_its_hold() -> None:
    table = check("""
        clock 2026-03-02
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01T12:00 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann captures r-1 at 2026-03-01T11:00
        then  accepted: held → redeemed 30 (lot 1)
    """)
    assert table.ledger.records[-1].decision.effective_at == instant("2026-03-01T12:00")


def test_s19_a_command_is_judged_by_the_clock() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1 over http
        then  accepted: active → held 30 (lot 1)
        when  ann captures r-1 at 2026-03-01T00:01 over http
        then  rejected HOLD_LAPSED
    """)


def test_s17_how_long_points_may_be_held() -> None:
    check("""
        programme redemption {"ttl_seconds_max": 60, "rewards": [{"kind": "cash", "points_per_unit": 100}]}
        given     ann has 50 active earned 2026-01-01
        when      ann reserves 0 for 0
        then      rejected POINTS_OUT_OF_RANGE
        when      ann reserves 30 for 0 for cash worth 1.00
        then      rejected TTL_OUT_OF_RANGE
        when      ann reserves 30 for -1
        then      rejected TTL_OUT_OF_RANGE
        when      ann reserves 30 for 61
        then      rejected TTL_OUT_OF_RANGE
        when      ann reserves 30 for 60 for cash worth 1.00
        then      rejected REWARD_PRICE_MISMATCH
        when      ann reserves 30 for 60
        then      accepted: active → held 30 (lot 1)
    """)


def test_s17_the_limit_of_a_day_counts_what_is_held_and_a_release_gives_room_back() -> None:
    check("""
        programme redemption {"points_per_day": 50}
        given     ann has 500 active earned 2026-01-01
        when      ann reserves 30 for 60 at 2026-03-01T12:00 as r-1
        then      accepted: active → held 30 (lot 1)
        when      ann redeems 21
        then      rejected LIMIT_EXCEEDED
        when      ann captures r-1 10
        then      accepted: held → redeemed 10 (lot 1); held → active 20 (lot 1)
        when      ann redeems 41
        then      rejected LIMIT_EXCEEDED
        when      ann reserves 40 for 60 as r-2
        then      accepted: active → held 40 (lot 1)
        when      ann releases r-2
        then      accepted: held → active 40 (lot 1)
        when      ann reserves 40 for 60 as r-3
        then      accepted: active → held 40 (lot 1)
        when      ann redeems 41 at 2026-03-01T12:01
        then      rejected LIMIT_EXCEEDED
        and       ann has active 450, held 40
        when      ann redeems 30
        then      accepted: held → active 40 (lot 1); active → redeemed 30 (lot 1)
        when      ann redeems 10
        then      accepted: active → redeemed 10 (lot 1)
        when      ann redeems 1
        then      rejected LIMIT_EXCEEDED
    """)
