"""S32: how a tier is reached, kept, and lowered."""

from datetime import date

import pytest

from schemas.tiers import FOR_EVER, Measures
from services.ledger.merging_tiers import inherit
from services.ledger.nouns import Decision
from services.ledger.tier_nouns import Standing
from services.ledger.tiers import tier_after
from tests.ledger.table import check, earning, instant
from tests.ledger.test_tiers import HISTORY, tiers


def test_s32_an_upgrade_may_skip_levels_and_never_goes_down() -> None:
    check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 1000 at 2026-03-01
        and  ann is in platinum since 2026-03-01 until 2028-01-01
        when ann buys 100 at 2027-03-01
        and  ann is in platinum since 2026-03-01 until 2028-01-01
    """)


def test_s32_reaching_it_again_within_its_time_is_left_to_the_review() -> None:
    check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 300 at 2026-03-01
        when ann buys 300 at 2027-03-01 as o-2
        and  ann is in gold since 2026-03-01 until 2028-01-01
        when ann returns 1 of o-2 at 2027-03-02
        when the tier of ann is due for review as of 2028-01-01
        then accepted: nothing
        and  ann is in silver since 2028-01-01 until 2029-01-01
    """)


def test_s32_an_upgrade_by_an_earlier_purchase_holds_from_the_present_tier_on() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 290 at 2026-03-10
        clock 2026-03-12
        when ann buys 10 at 2026-03-05
        and  ann is in gold since 2026-03-10 until 2028-01-01
    """)


REVIEWS = [
    (300, True, "gold since 2026-03-01 until 2029-01-01"),
    (1000, True, "platinum since 2027-03-01 until 2029-01-01"),
    (100, True, "silver since 2028-01-01 until 2029-01-01"),
    (99, True, "silver since 2028-01-01 until 2029-01-01"),
    (100, False, "silver since 2028-01-01 until 2029-01-01"),
    (99, False, "no tier"),
]
"""What who is in gold spends in the window that ended, whether the landing is soft, and what comes of the review."""


@pytest.mark.parametrize(("spend", "soft", "then"), REVIEWS)
def test_s32_a_review_keeps_or_lowers_by_the_window_that_ended(spend: int, soft: bool, then: str) -> None:  # noqa: FBT001
    check(
        f"""
        programme {tiers(soft_landing=soft)}; {HISTORY}
        when ann buys 300 at 2026-03-01
        when ann buys {spend} at 2027-03-01
        when ann buys 0 at 2028-01-01
        when the tier of ann is due for review as of 2028-01-01
    """
        + ("then nothing due" if spend == 1000 else f"then accepted: nothing\n and ann is in {then}")
    )


def test_s32_a_review_is_one_step_for_each_event() -> None:
    check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 1000 at 2026-03-01
        when ann buys 300 at 2028-05-05
        when the tier of ann is due for review as of 2031-06-01
        and  ann is in gold since 2031-06-01 until 2029-01-01
        when the tier of ann is due for review as of 2031-06-02
        and  ann is in gold since 2031-06-01 until 2030-01-01
        when the tier of ann is due for review as of 2031-06-03
        and  ann is in silver since 2031-06-03 until 2031-01-01
        when the tier of ann is due for review as of 2031-06-04
        and  ann is in no tier
        and  the record says no tier
        when the tier of ann is due for review as of 2031-06-05
        then nothing due
    """)


def test_s32_what_is_not_due_leaves_no_record() -> None:
    check(f"""
        programme {tiers(grace_days=10)}; {HISTORY}; time_zone "Europe/Berlin"
        when the tier of ann is due for review as of 2026-01-01
        then rejected MEMBER_UNKNOWN
        when ann enrols at 2026-01-01
        when the tier of ann is due for review as of 2026-01-02
        then nothing due
        when ann buys 100 at 2026-03-01
        when the tier of ann is due for review as of 2028-01-10T22:59:59
        then nothing due
        when the tier of ann is due for review as of 2028-01-10T23:00
        then accepted: nothing
        and  ann is in no tier
        given bob is closed
        when the tier of bob is due for review as of 2028-01-10
        then rejected MEMBER_CLOSED
    """)


def test_s32_a_review_settles_first() -> None:
    check(f"""
        {earning(pending_days=5)}; {tiers()}; {HISTORY}
        when ann buys 1 at 2026-03-01
        when the tier of ann is due for review as of 2026-03-06
        then accepted: pending → active 1 (lot 1)
    """)


def test_s32_a_review_never_raises() -> None:
    low = [{"tier": "silver", "threshold": "10"}, {"tier": "gold", "threshold": "20"}]
    check(f"""
        programme from 2026-01-01 {tiers()}; {HISTORY}
        programme from 2028-01-01 {tiers("spend", "calendar_year", *low)}; {HISTORY}
        when ann buys 100 at 2026-03-01
        when ann buys 100 at 2027-03-01
        when the tier of ann is due for review as of 2028-01-01
        and  ann is in silver since 2026-03-01 until 2029-01-01
    """)


def test_s32_after_a_change_of_window_the_last_one_that_had_ended_counts() -> None:
    check(f"""
        programme from 2026-01-01 {tiers("spend", "rolling 3")}; {HISTORY}
        programme from 2026-06-01 {tiers()}; {HISTORY}
        when ann buys 100 at 2026-03-10
        and  ann is in silver since 2026-03-10 until 2026-06-11
        when the tier of ann is due for review as of 2026-06-11
        then accepted: nothing
        and  ann is in no tier
    """)


def test_s32_lifetime_is_never_reviewed() -> None:
    check(f"""
        programme {tiers("spend", "lifetime")}; {HISTORY}
        when ann buys 300 at 2026-03-01
        and  ann is in gold since 2026-03-01 until never
        when the tier of ann is due for review as of 2090-01-01
        then nothing due
    """)


def test_s32_grace_is_time_to_earn_it_again() -> None:
    check(f"""
        programme {tiers(grace_days=30)}; {HISTORY}
        when ann buys 300 at 2026-03-01
        when ann buys 299 at 2028-01-01
        when the tier of ann is due for review as of 2028-01-30
        then nothing due
        when ann buys 1 at 2028-01-30
        and  ann is in gold since 2026-03-01 until 2030-01-01
        when the tier of ann is due for review as of 2028-01-31
        then nothing due
    """)


def test_s32_a_late_purchase_mends_what_a_review_took() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 300 at 2026-03-01
        when ann buys 290 at 2027-12-30
        when the tier of ann is due for review as of 2028-01-01
        and  ann is in silver since 2028-01-01 until 2029-01-01
        clock 2028-01-05
        when ann buys 10 at 2027-12-31
        and  ann is in gold since 2028-01-01 until 2029-01-01
    """)


def test_s32_rolling_windows_follow_each_other() -> None:
    check(f"""
        programme {tiers("spend", "rolling 12")}; {HISTORY}
        when ann buys 100 at 2026-03-10T15:00
        and  ann is in silver since 2026-03-10T15:00 until 2027-03-11
        when ann buys 99 at 2026-03-11
        when ann buys 1 at 2027-03-10T23:59:59
        when the tier of ann is due for review as of 2027-03-11
        and  ann is in silver since 2026-03-10T15:00 until 2028-03-11
        when the tier of ann is due for review as of 2028-03-11
        and  ann is in no tier
    """)


def test_s28_the_survivor_keeps_the_higher_tier_until_its_next_review() -> None:
    table = check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 100 at 2026-03-01
        when ann is assigned platinum until 2026-05-01
        when bob buys 300 at 2025-03-01
        when bob is assigned silver
        when cleo enrols at 2026-04-01
    """)
    terms = table.ledger.programmes.at("default", table.at)
    ann, bob, cleo = (table.ledger.member(name) for name in ("ann", "bob", "cleo"))
    assert terms is not None
    for survivor, closing in ((cleo, ann), (cleo, bob), (ann, bob), (ann, cleo)):
        inherit(Decision(instant("2026-04-01"), []), survivor, closing, terms)
    gold = Standing("gold", instant("2026-04-01"), instant("2027-01-01"))
    for member in (ann, cleo):
        assert member.tiering is not None
        assert member.tiering.reached == gold
        assert tier_after(member, terms, instant("2026-04-30")) == "platinum"
        assert tier_after(member, terms, instant("2026-05-01")) == "gold"
    inherit(decision := Decision(instant("2026-06-01"), []), bob, ann, terms)
    assert set((decision.explanation or {})["tier"]) == {"inherited"}, "a floor whose date has come is none"


def test_s28_what_the_other_members_orders_count_counts_for_the_survivor() -> None:
    table = check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 60 at 2026-03-01
        when ann buys 20 at 2026-04-01
        when bob buys 50 at 2026-03-01
    """)
    terms = table.ledger.programmes.at("default", table.at)
    ann, bob = table.ledger.member("ann"), table.ledger.member("bob")
    assert terms is not None
    assert ann.tiering is not None
    assert bob.tiering is not None
    ann.tiering.days, ann.tiering.counted = dict(ann.tiering.counted), {}
    inherit(decision := Decision(instant("2026-05-01"), []), bob, ann, terms)
    assert decision.explanation == {"tier": {"inherited": [
        {"day": date(2026, 3, 1), "spend": "60", "points": 60, "visits": 1},
        {"day": date(2026, 4, 1), "spend": "20", "points": 20, "visits": 1},
    ]}}  # fmt: skip
    assert bob.tiering.counted == {
        date(2026, 3, 1): Measures(1_100_000, 110, 2), date(2026, 4, 1): Measures(200_000, 20, 1),
        FOR_EVER: Measures(1_300_000, 130, 3),
    }  # fmt: skip
    assert bob.tiering.reached is None, "the next purchase reaches what both came to"
