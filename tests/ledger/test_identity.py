"""S1–S6: time and identity, decided in the order of arrival."""

import pytest

from services.ledger.append import stamped_period
from services.ledger.working import Entry
from tests.ledger.table import check


def test_s1_events_of_a_member_are_decided_one_after_the_other() -> None:
    check("""
        when  ann buys 100.00 at 2026-03-01T10:00
        then  accepted: issued:purchase → active 100 (lot 1)
        when  ann redeems 80 at 2026-03-01T11:00
        then  accepted: active → redeemed 80 (lot 1)
        when  ann redeems 80 at 2026-03-01T12:00
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 20 at 2026-03-01T09:00
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 20 at 2026-03-01T13:00
        then  accepted: active → redeemed 20 (lot 1)
        and   ann has nothing
    """)


def test_s2_an_event_from_the_future_is_set_aside() -> None:
    check("""
        clock 2026-03-01T12:00
        when  ann buys 1.00 at 2026-03-01T12:05
        then  accepted: issued:purchase → active 1 (lot 1)
        when  ann buys 1.00 at 2026-03-01T12:05:01
        then  quarantined IN_FUTURE (time)
        when  activation is due for ann as of 2026-03-01T12:05:01 at 2026-03-01T12:00
        then  quarantined IN_FUTURE (time)
    """)


def test_s2_an_event_that_is_too_old_is_set_aside() -> None:
    check("""
        programme max_lateness_days 30
        clock     2026-03-31T12:00
        when      ann buys 1.00 at 2026-03-01T12:00
        then      accepted: issued:purchase → active 1 (lot 1)
        when      ann buys 1.00 at 2026-03-01T11:59:59
        then      quarantined TOO_LATE (time)
    """)


def test_s2_history_may_be_of_any_age() -> None:
    check("""
        programme max_lateness_days null
        clock     2026-03-31
        when      ann buys 1.00 at 2020-01-01
        then      accepted: issued:purchase → active 1 (lot 1)
    """)


def test_s2_lateness_is_judged_by_the_terms_at_the_clock_all_else_by_those_of_the_event() -> None:
    check("""
        programme from 2026-01-01 max_lateness_days 90; earning {"rate": {"points": 1}}
        programme from 2026-03-01 max_lateness_days 10; earning {"rate": {"points": 5}}
        clock     2026-03-06
        when      ann buys 1.00 at 2026-02-25
        then      accepted: issued:purchase → active 1 (lot 1)
        when      ann buys 1.00 at 2026-02-20
        then      quarantined TOO_LATE (time)
        clock     2026-02-28
        when      ann buys 1.00 at 2026-02-01
        then      accepted: issued:purchase → active 1 (lot 2)
    """)


def test_s2_before_the_first_version_there_are_no_terms() -> None:
    check("""
        programme from 2026-03-01 max_lateness_days null
        when      ann buys 1.00 at 2026-02-28T23:59:59
        then      quarantined NO_PROGRAMME_VERSION (time)
        when      ann buys 1.00 at 2026-03-01
        then      accepted: issued:purchase → active 1 (lot 1)
        when      ann buys 1.00 in club
        then      quarantined UNKNOWN_PROGRAMME (programme)
    """)


def test_s2_a_command_happens_at_the_ledgers_clock() -> None:
    check("""
        clock 2026-03-01
        given ann has 50 active earned 2026-01-01 expiring 2026-03-01
        when  ann redeems 50 over http
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 50 at 2026-02-28T23:59:59
        then  accepted: active → redeemed 50 (lot 1)
    """)


def test_s2_nothing_is_effective_before_its_lot_was_earned() -> None:
    check("""
        clock 2026-03-02
        given ann has 50 active earned 2026-03-01T12:00 activating 2026-02-28
        when  ann redeems 20 at 2026-03-01T10:00
        then  accepted: active → redeemed 20 (lot 1) at 2026-03-01T12:00
    """)


@pytest.mark.parametrize(
    ("closed_through", "period"),
    [(None, "2026-03"), ("2026-02", "2026-03"), ("2026-03", "2026-04"), ("2026-05", "2026-06"), ("2026-12", "2027-01")],
)
def test_s3_the_period_is_the_local_month_of_effect_or_the_earliest_open_one(
    closed_through: str | None, period: str
) -> None:
    table = check("""
        programme time_zone "Europe/Berlin"
        when      ann buys 10.00 at 2026-02-28T23:30
        then      accepted: issued:purchase → active 10 (lot 1)
    """)
    entry = table.result
    assert isinstance(entry, Entry)
    closed = {"default": closed_through} if closed_through else {"another": "2099-12"}
    assert [stamped_period(entry, posting.effective_at, closed) for posting in entry.decision.postings] == [period]


def test_s4_the_same_event_again_is_a_duplicate() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 10.00 as o-1 id e-1
        then  duplicate of e-1
        and   ann has active 10
    """)


def test_s4_the_same_id_from_another_source_is_another_event() -> None:
    check("""
        when  ann buys 10.00 id e-1 from urn:till:1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 10.00 id e-1 from urn:till:2
        then  accepted: issued:purchase → active 10 (lot 2)
    """)


def test_s4_the_same_id_with_another_payload_is_set_aside() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-01
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 20.00 as o-1 id e-1 at 2026-03-01
        then  quarantined EVENT_ID_CONFLICT (id)
        when  bob buys 10.00 as o-1 id e-1 at 2026-03-01
        then  quarantined EVENT_ID_CONFLICT (id)
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-01T00:00:01
        then  quarantined EVENT_ID_CONFLICT (id)
        and   ann has active 10
    """)


def test_s4_identity_comes_before_anything_that_depends_on_the_clock() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-01
        then  accepted: issued:purchase → active 10 (lot 1)
        clock 2029-01-01
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-01
        then  duplicate of e-1
        when  ann buys 11.00 as o-1 id e-1 at 2026-03-01
        then  quarantined EVENT_ID_CONFLICT (id)
    """)


def test_s4_a_command_repeated_later_is_the_same_command() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann redeems 20 as r-1 id e-1 at 2026-03-01T10:00 over http
        then  accepted: active → redeemed 20 (lot 1)
        when  ann redeems 20 as r-1 id e-1 at 2026-03-01T10:05 over http
        then  duplicate of e-1
        when  ann redeems 30 as r-1 id e-1 at 2026-03-01T10:05 over http
        then  quarantined EVENT_ID_CONFLICT (id)
    """)


def test_s5_the_same_order_in_another_event_is_a_duplicate() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-01T10:00
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 10.0 as o-1 id e-2 at 2026-03-01T11:00
        then  duplicate of e-1
        and   ann has active 10
    """)


def test_s5_a_taken_order_with_other_content_is_refused_before_every_guard() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 11.00 as o-1
        then  rejected DUPLICATE_ORDER_ID
        when  bob buys 10.00 as o-1
        then  rejected DUPLICATE_ORDER_ID
        given ann is closed
        when  ann buys 10.00 as o-1 in USD
        then  rejected DUPLICATE_ORDER_ID
        when  ann buys 10.00 as o-1
        then  duplicate of e-1
    """)


def test_s5_order_ids_are_each_sources_own() -> None:
    check("""
        when  ann buys 10.00 as o-1 from urn:till:1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 25.00 as o-1 from urn:till:2
        then  accepted: issued:purchase → active 25 (lot 2)
    """)


def test_s5_redemption_ids_are_the_programmes_by_whatever_channel() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        given bob has 50 active earned 2026-01-01
        when  ann redeems 20 as r-1 id e-1 from urn:till:1 over http
        then  accepted: active → redeemed 20 (lot 1)
        when  ann redeems 20 as r-1 id e-2 from urn:till:2
        then  duplicate of e-1
        when  ann redeems 30 as r-1
        then  rejected DUPLICATE_REDEMPTION_ID
        when  bob redeems 20 as r-1
        then  rejected DUPLICATE_REDEMPTION_ID
        when  nobody redeems 20 as r-1
        then  rejected DUPLICATE_REDEMPTION_ID
        and   ann has active 30
    """)


def test_s5_keys_are_each_programmes_own() -> None:
    check("""
        programme
        programme name club
        when      ann buys 10.00 as o-1
        then      accepted: issued:purchase → active 10 (lot 1)
        when      ann buys 11.00 as o-1 in club
        then      accepted: issued:purchase → active 11 (lot 1)
    """)


def test_s5_a_refused_event_takes_no_key() -> None:
    check("""
        given ann has 50 active earned 2026-01-01
        when  ann redeems 60 as r-1
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 40 as r-1
        then  accepted: active → redeemed 40 (lot 1)
    """)


def test_s5_a_duplicate_by_key_binds_its_event_id_with_its_payload() -> None:
    check("""
        when  ann buys 10.00 as o-1 id e-1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann buys 10.0 as o-1 id e-2
        then  duplicate of e-1
        when  ann buys 10.0 as o-1 id e-2
        then  duplicate of e-1
        when  ann buys 99.00 as o-2 id e-2
        then  quarantined EVENT_ID_CONFLICT (id)
    """)


def test_s5_quarantine_binds_nothing() -> None:
    check("""
        clock 2026-03-01
        when  ann buys 10.00 as o-1 id e-1 at 2026-03-02
        then  quarantined IN_FUTURE (time)
        clock 2026-03-02
        when  ann buys 99.00 as o-1 id e-1 at 2026-03-02
        then  accepted: issued:purchase → active 99 (lot 1)
    """)


def test_s6_a_refusal_is_final_for_its_event() -> None:
    check("""
        when  ann redeems 20 as r-1 id e-1 at 2026-03-01
        then  rejected MEMBER_UNKNOWN
        when  ann buys 50.00 at 2026-03-01
        then  accepted: issued:purchase → active 50 (lot 1)
        when  ann redeems 20 as r-1 id e-1 at 2026-03-01
        then  duplicate of e-1
        when  ann redeems 20 as r-1 id e-9 at 2026-03-01
        then  accepted: active → redeemed 20 (lot 1)
    """)
