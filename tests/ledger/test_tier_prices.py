"""S11 and S32: what a tier does for its member, what is assigned by hand, and what a version does not know."""

import pytest

from tests.ledger.table import check, earning
from tests.ledger.test_tiers import HISTORY, tiers

MULTIPLIED = [
    {"tier": "silver", "threshold": "100", "multiplier": "1.5"},
    {"tier": "gold", "threshold": "300", "multiplier": "3"},
]


def test_s11_the_tier_multiplies_from_the_next_purchase_on() -> None:
    check(f"""
        programme {tiers("spend", "calendar_year", *MULTIPLIED)}
        when ann buys 100 at 2026-03-01
        then accepted: issued:purchase → active 100 (lot 1)
        when ann buys 0.66 + 0.01 unearning
        then accepted: nothing
        and  the lines earn 0, 0
        when ann buys 0.67
        then accepted: issued:purchase → active 1 (lot 2)
        when ann buys 200 at 2026-03-02
        then accepted: issued:purchase → active 300 (lot 3)
        when ann buys 200
        then accepted: issued:purchase → active 600 (lot 4)
    """)


@pytest.mark.parametrize(("stacking", "points"), [("best", 20), ("multiply", 30), ("add", 25)])
def test_s11_the_tier_stacks_with_rules(stacking: str, points: int) -> None:
    wine = {"multiplier": "2", "when": {"categories": ["wine"]}}
    check(f"""
        {earning(wine, stacking=stacking)}; {tiers("spend", "calendar_year", *MULTIPLIED)}
        when ann buys 100 at 2026-03-01
        when ann buys 10 of wine + 10
        and  the lines earn {points}, 15
    """)


def test_s11_the_tier_is_the_one_at_the_time_of_a_late_purchase() -> None:
    check(f"""
        programme {tiers("spend", "calendar_year", *MULTIPLIED)}
        when ann buys 100 at 2026-03-05
        when ann buys 200 at 2026-03-10
        and  ann is in gold since 2026-03-10 until 2028-01-01
        clock 2026-03-20
        when ann buys 10 at 2026-03-04
        then accepted: issued:purchase → active 10 (lot 3)
        and  the record says gold
        when ann buys 10 at 2026-03-05
        then accepted: issued:purchase → active 15 (lot 4)
        when ann buys 10 at 2026-03-09T23:59:59
        then accepted: issued:purchase → active 15 (lot 5)
        when ann buys 10 at 2026-03-10
        then accepted: issued:purchase → active 30 (lot 6)
    """)


def test_s11_rules_may_be_for_some_tiers() -> None:
    check(f"""
        {
        earning(
            {"bonus": 5, "when": {"tiers": ["silver"]}},
            {"on": "activity", "bonus": 7, "when": {"tiers": ["silver", "gold"]}},
            {"on": "referral", "bonus": 9, "when": {"tiers": ["gold"]}},
        )
    }; {tiers()}
        when ann does survey at 2026-03-01
        then rejected MEMBER_UNKNOWN
        when ann buys 100
        then accepted: issued:purchase → active 100 (lot 1)
        when ann buys 1
        then accepted: issued:purchase → active 6 (lot 2)
        when ann does survey
        then accepted: issued:engagement → active 7 (lot 3)
        when bob enrols by ann
        when bob buys 1
        and  also nobody
        when ann buys 200
        when cleo enrols by ann
        when cleo buys 1
        and  also ann: issued:referral → active 9 (lot 5)
        when ann buys 1
        then accepted: issued:purchase → active 1 (lot 6)
    """)


def test_s32_a_manual_tier_is_a_floor_until_its_own_date() -> None:
    check(f"""
        programme {tiers("spend", "calendar_year", *MULTIPLIED)}; {HISTORY}
        when ann enrols at 2026-03-01
        when ann is assigned gold until 2026-06-01 at 2026-03-02
        then accepted: nothing
        and  the record says gold
        and  ann is in at least gold since 2026-03-02 until 2026-06-01
        when ann buys 10 at 2026-03-01T23:59:59
        then accepted: issued:purchase → active 10 (lot 1)
        when ann buys 90 at 2026-03-02
        then accepted: issued:purchase → active 270 (lot 2)
        and  the record says gold
        and  ann is in silver since 2026-03-02 until 2028-01-01, at least gold since 2026-03-02 until 2026-06-01
        when ann buys 10 at 2026-05-31T23:59:59
        then accepted: issued:purchase → active 30 (lot 3)
        when ann buys 10 at 2026-06-01
        then accepted: issued:purchase → active 15 (lot 4)
        and  the record says silver
    """)


def test_s32_a_floor_holds_through_reviews_and_may_have_no_end() -> None:
    check(f"""
        programme {tiers()}; {HISTORY}
        when ann buys 300 at 2026-03-01
        when ann is assigned silver at 2026-03-02
        and  the record says gold
        when the tier of ann is due for review as of 2028-01-01
        when the tier of ann is due for review as of 2029-01-01
        and  ann is in at least silver since 2026-03-02 until never
        and  the record says silver
        when ann is assigned silver until 2029-02-01 at 2029-03-01
        and  the record says no tier
    """)


def test_s32_a_late_purchase_finds_the_floor_of_its_time() -> None:
    check(f"""
        programme {tiers("spend", "calendar_year", *MULTIPLIED)}
        when ann enrols at 2026-03-01
        when ann is assigned gold until 2026-03-20 at 2026-03-02
        when ann is assigned silver at 2026-03-10
        clock 2026-03-25
        when ann buys 10 at 2026-03-05
        then accepted: issued:purchase → active 30 (lot 1)
        when ann buys 10 at 2026-03-10
        then accepted: issued:purchase → active 15 (lot 2)
    """)


def test_s32_whom_no_tier_can_be_assigned() -> None:
    check(f"""
        programme {tiers()}
        when ann is assigned tin at 2026-03-01
        then rejected MEMBER_UNKNOWN
        given bob is closed
        when bob is assigned tin
        then rejected MEMBER_CLOSED
        when ann enrols
        when ann is assigned tin
        then rejected TIER_UNKNOWN
        when ann is assigned gold
        then accepted: nothing
    """)
    check("""
        when ann enrols at 2026-03-01
        when ann is assigned gold
        then rejected TIER_UNKNOWN
    """)


def test_s32_who_joins_reaches_a_level_that_asks_for_nothing() -> None:
    base = [{"tier": "basic", "threshold": "0", "multiplier": "2"}, {"tier": "silver", "threshold": "100"}]
    check(f"""
        programme {tiers("spend", "calendar_year", *base)}; {HISTORY}
        when ann enrols at 2026-03-01
        and  ann is in basic since 2026-03-01 until 2028-01-01
        when ann buys 10
        then accepted: issued:purchase → active 20 (lot 1)
        when bob buys 10
        then accepted: issued:purchase → active 10 (lot 1)
        and  bob is in basic since 2026-03-01 until 2028-01-01
        when cleo is granted 1 of goodwill
        and  cleo is in basic since 2026-03-01 until 2028-01-01
        when the tier of ann is due for review as of 2028-01-01
        and  ann is in basic since 2026-03-01 until 2029-01-01
    """)


def test_s32_a_tier_that_a_version_does_not_know_counts_as_none() -> None:
    other = [{"tier": "bronze", "threshold": "50"}, {"tier": "platinum", "threshold": "2000"}]
    check(f"""
        programme from 2026-01-01 {tiers("spend", "calendar_year", *MULTIPLIED)}; {HISTORY}
        programme from 2026-04-01 {HISTORY}
        programme from 2026-05-01 {tiers("spend", "calendar_year", *other)}; {HISTORY}
        when ann buys 100 at 2026-03-01
        when bob buys 100 at 2026-03-01
        and  the record says silver
        when ann buys 10 at 2026-04-01
        then accepted: issued:purchase → active 10 (lot 2)
        and  the record says no tier
        and  ann is in silver since 2026-03-01 until 2028-01-01
        when the tier of ann is due for review as of 2028-01-01
        and  ann is in no tier
        when bob redeems 1 at 2026-05-01
        and  the record says no tier
        when bob buys 1 at 2026-05-01
        and  bob is in bronze since 2026-05-01 until 2028-01-01
        when ann buys 1 at 2026-03-31
        and  ann is in silver since 2028-01-01 until 2028-01-01
    """)


def test_s32_every_record_of_a_member_says_the_tier() -> None:
    check(f"""
        {earning({"on": "referral", "bonus": 9})}; {tiers()}
        when ann buys 100 at 2026-03-01
        when ann redeems 1
        and  the record says silver
        when ann redeems 1000
        then rejected INSUFFICIENT_POINTS
        and  the record says silver
        when ann changes
        and  the record says silver
        when bob enrols by ann
        when bob buys 1
        and  the record says no tier
        and  also ann: issued:referral → active 9 (lot 2)
    """)
