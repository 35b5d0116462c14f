"""S20: redeemed points come back to where they came from, and no further."""

from services.ledger.reasons import Reason
from tests.ledger.table import check, instant


def test_s20_a_cancel_gives_points_back_last_consumed_first_with_their_own_dates() -> None:
    check("""
        given ann has 20 active earned 2026-01-01 expiring 2026-04-01
        given ann has 30 active earned 2026-01-02 expiring 2026-05-01
        when  ann redeems 40 at 2026-03-01 as r-1
        then  accepted: active → redeemed 20 (lot 1); active → redeemed 20 (lot 2)
        when  ann cancels r-1 at 2026-03-02 as c-1
        then  accepted: redeemed → active 20 (lot 2); redeemed → active 20 (lot 1)
        and   lot 1 of ann expires 2026-04-01
        and   lot 2 of ann expires 2026-05-01
        and   ann has active 50
    """)


def test_s20_several_cancels_go_on_where_the_last_one_stopped() -> None:
    table = check("""
        given ann has 20 active earned 2026-01-01 expiring 2026-04-01
        given ann has 30 active earned 2026-01-02 expiring 2026-05-01
        when  ann redeems 50 at 2026-03-01 as r-1
        then  accepted: active → redeemed 20 (lot 1); active → redeemed 30 (lot 2)
        when  ann cancels r-1 10 as c-1
        then  accepted: redeemed → active 10 (lot 2)
        when  ann cancels r-1 25 as c-2
        then  accepted: redeemed → active 20 (lot 2); redeemed → active 5 (lot 1)
        when  ann cancels r-1 16 as c-3
        then  rejected CANCEL_EXCEEDS_REDEEMED
        when  ann cancels r-1 as c-4
        then  accepted: redeemed → active 15 (lot 1)
        when  ann cancels r-1 as c-5
        then  rejected CANCEL_EXCEEDS_REDEEMED
        and   ann has active 50
    """)
    assert table.ledger.member("ann").redeemed == 0


def test_s18_an_allocation_is_never_derived_again() -> None:
    """Points that would be taken first today are not what was redeemed then."""
    check("""
        given ann has 30 active earned 2026-01-02 expiring 2026-05-01
        when  ann redeems 20 at 2026-03-01 as r-1 id first
        then  accepted: active → redeemed 20 (lot 1)
        given ann has 50 active earned 2026-02-01 expiring 2026-04-01
        when  ann redeems 20 at 2026-03-01 as r-1 id again
        then  duplicate of first
        when  ann cancels r-1 as c-1
        then  accepted: redeemed → active 20 (lot 1)
        and   lot 2 of ann has active 50
    """)


def test_s20_the_same_cancel_again_is_a_duplicate() -> None:
    check("""
        given ann has 30 active earned 2026-01-02
        when  ann redeems 20 at 2026-03-01 as r-1
        then  accepted: active → redeemed 20 (lot 1)
        when  ann cancels r-1 5 as c-1 id cancel
        then  accepted: redeemed → active 5 (lot 1)
        when  ann cancels r-1 5 as c-1
        then  duplicate of cancel
        when  ann cancels r-1 6 as c-1
        then  rejected DUPLICATE_CANCEL_ID
        and   ann has active 15
    """)


def test_s20_what_was_captured_can_be_cancelled_and_nothing_else_of_a_hold() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann reserves 30 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann cancels r-1 10 as c-1
        then  rejected CANCEL_EXCEEDS_REDEEMED
        when  ann captures r-1 20
        then  accepted: held → redeemed 20 (lot 1); held → active 10 (lot 1)
        when  ann cancels r-1 21 as c-1
        then  rejected CANCEL_EXCEEDS_REDEEMED
        when  ann cancels r-1 as c-1
        then  accepted: redeemed → active 20 (lot 1)
        when  ann reserves 30 for 60 at 2026-03-01 as r-2
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-2
        then  accepted: held → active 30 (lot 1)
        when  ann cancels r-2 as c-2
        then  rejected CANCEL_EXCEEDS_REDEEMED
        and   ann has active 50
    """)


def test_s20_the_guards_of_a_cancel_stand_in_order() -> None:
    table = check("""
        given closed is closed
        given ann has 50 active earned 2026-01-01
        when  nobody cancels r-1 0 as c-1
        then  rejected MEMBER_UNKNOWN
        when  closed cancels r-1 0 as c-1
        then  rejected MEMBER_CLOSED
        when  ann cancels r-1 0 as c-1
        then  rejected REDEMPTION_UNKNOWN
        when  ann redeems 10 as r-1
        then  accepted: active → redeemed 10 (lot 1)
        when  ann cancels r-1 0 as c-1
        then  rejected POINTS_OUT_OF_RANGE
        when  ann cancels r-1 -5 as c-1
        then  rejected POINTS_OUT_OF_RANGE
        when  ann cancels r-1 11 as c-1
        then  rejected CANCEL_EXCEEDS_REDEEMED
    """)
    ranks = [list(Reason).index(record.decision.reason) for record in table.ledger.records if record.decision.reason]
    assert ranks == sorted(ranks)


def test_s20_points_past_their_date_come_back_and_expire_at_once() -> None:
    check("""
        given ann has 20 active earned 2026-01-01 expiring 2026-03-10
        given ann has 20 active earned 2026-01-02
        when  ann redeems 25 at 2026-03-01 as r-1
        then  accepted: active → redeemed 20 (lot 1); active → redeemed 5 (lot 2)
        given ann owes 7
        when  ann cancels r-1 at 2026-03-10 as c-1
        then  accepted: redeemed → active 5 (lot 2); active → arrears 5 (lot 2); redeemed → active 20 (lot 1); \
active → expired 20 (lot 1)
        and   ann has active 15, arrears -2
        and   lot 1 of ann expires 2026-03-10
    """)


def test_s20_when_the_merchant_cancels_points_past_their_date_live_on_for_some_days() -> None:
    table = check("""
        programme time_zone "Europe/Berlin"; redemption {"cancel_grace_days": 10}
        given     ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when      ann redeems 30 at 2026-03-01 as r-1
        then      accepted: active → redeemed 30 (lot 1)
        when      ann reserves 5 for 604800 at 2026-03-08 as r-2
        then      accepted: active → held 5 (lot 1)
        when      ann cancels r-1 12 by merchant at 2026-03-11T23:30 as c-1
        then      accepted: active → expired 15 (lot 1); redeemed → active 12 (lot 1)
        and       lot 1 of ann expires 2026-03-22T23:00
        and       ann has active 12, held 5
        when      ann releases r-2 at 2026-03-12
        then      accepted: held → active 5 (lot 1)
        when      ann cancels r-1 by merchant at 2026-03-12 as c-2
        then      accepted: redeemed → active 18 (lot 1)
        and       ann has active 35
    """)
    (cancel,) = [record for record in table.ledger.records if record.event.raw.get("cancel_id") == "c-1"]
    dates = [posting.expires_at for posting in cancel.decision.postings]
    assert dates == [instant("2026-03-10"), instant("2026-03-22T23:00")], "a posting keeps its lot's date of then"


def test_s20_grace_pays_debts_for_its_points_are_alive() -> None:
    check("""
        given ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when  ann redeems 50 at 2026-03-01 as r-1
        then  accepted: active → redeemed 50 (lot 1)
        given ann owes 7
        when  ann cancels r-1 by merchant at 2026-03-11T12:00 as c-1
        then  accepted: redeemed → active 50 (lot 1); active → arrears 7 (lot 1)
        and   lot 1 of ann expires 2026-04-11
    """)


def test_s20_without_grace_the_merchants_cancel_is_like_any_other() -> None:
    check("""
        programme redemption {"cancel_grace_days": 0}
        given     ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when      ann redeems 50 at 2026-03-01 as r-1
        then      accepted: active → redeemed 50 (lot 1)
        when      ann cancels r-1 by merchant at 2026-03-11 as c-1
        then      accepted: redeemed → active 50 (lot 1); active → expired 50 (lot 1)
    """)


def test_s20_the_grace_is_that_in_force_when_the_cancel_is_effective() -> None:
    check("""
        programme from 2026-01-01 redemption {"cancel_grace_days": 0}
        programme from 2026-03-11 redemption {"cancel_grace_days": 1}
        clock     2026-03-12
        given     ann has 50 active earned 2026-01-01 expiring 2026-03-10
        when      ann redeems 50 at 2026-03-01 as r-1
        then      accepted: active → redeemed 50 (lot 1)
        when      ann cancels r-1 10 by merchant at 2026-03-10T23:59 as c-1
        then      accepted: redeemed → active 10 (lot 1); active → expired 10 (lot 1)
        when      ann cancels r-1 10 by merchant at 2026-03-11 as c-2
        then      accepted: redeemed → active 10 (lot 1)
        and       lot 1 of ann expires 2026-03-13
    """)


def test_s2_a_cancel_is_effective_no_earlier_than_its_redemption() -> None:
    table = check("""
        clock 2026-03-02
        given ann has 50 active earned 2026-01-01
        when  ann redeems 30 at 2026-03-01T12:00 as r-1
        then  accepted: active → redeemed 30 (lot 1)
        when  ann cancels r-1 at 2026-03-01T11:00 as c-1
        then  accepted: redeemed → active 30 (lot 1)
    """)
    assert table.ledger.records[-1].decision.effective_at == instant("2026-03-01T12:00")


def test_s17_a_cancel_gives_no_room_back() -> None:
    check("""
        programme redemption {"points_per_day": 50}
        given     ann has 500 active earned 2026-01-01
        when      ann redeems 50 at 2026-03-01 as r-1
        then      accepted: active → redeemed 50 (lot 1)
        when      ann cancels r-1 as c-1
        then      accepted: redeemed → active 50 (lot 1)
        when      ann redeems 1
        then      rejected LIMIT_EXCEEDED
    """)
