"""S31, and of S24 what is about tiers: what counts, on which day, in which window."""

import json

import pytest

from tests.ledger.table import check, earning

LEVELS = [
    {"tier": "silver", "threshold": "100"},
    {"tier": "gold", "threshold": "300"},
    {"tier": "platinum", "threshold": "1000"},
]


def tiers(metric: str = "spend", kind: str = "calendar_year", *levels: dict[str, str], **settings: object) -> str:
    """Return the setting of a table that has tiers: silver at 100, gold at 300, platinum at 1000, or these levels."""
    window = (
        {"kind": "rolling", "months": int(kind.partition(" ")[2])} if kind.startswith("rolling") else {"kind": kind}
    )
    return "tiers " + json.dumps({"metric": metric, "window": window, "levels": levels or LEVELS, **settings})


HISTORY = "max_lateness_days null"


def test_s31_spend_is_the_eligible_amount() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 60.50 + 500 unearning at 2026-03-01T10:00
        when ann buys 39.4999
        then accepted: issued:purchase → active 39 (lot 2)
        and  ann counts 99.9999, 99 points, 2 visits on 2026-03-01
        and  ann is in no tier
        and  the record says no tier
        when ann buys 0.0001
        and  ann is in silver since 2026-03-01T10:00 until 2028-01-01
        and  the record says silver
    """)


def test_s31_points_earned_are_those_of_purchases_alone() -> None:
    check(f"""
        {earning({"bonus": 40}, {"on": "enrolment", "bonus": 1000})}; {tiers("points_earned")}
        when ann enrols at 2026-03-01
        when ann is granted 500 of goodwill
        and  ann is in no tier
        when ann buys 59.99
        and  ann counts 59.99, 99 points, 1 visits on 2026-03-01
        and  ann is in no tier
        when ann buys 0
        and  ann is in silver since 2026-03-01 until 2028-01-01
    """)


def test_s31_visits_are_purchases_whatever_they_cost() -> None:
    check(f"""
        programme {tiers("visits", "calendar_year", {"tier": "regular", "threshold": "3"})}
        when ann buys 0 at 2026-03-01
        when ann buys 10
        and  ann is in no tier
        when ann buys 5 unearning
        and  ann counts 10, 10 points, 3 visits on 2026-03-01
        and  ann is in regular since 2026-03-01 until 2028-01-01
    """)


def test_s31_redemption_and_expiry_do_not_touch_the_metric() -> None:
    check(f"""
        programme {tiers("points_earned")}; expiry {{"kind": "rolling", "days": 10}}
        when ann buys 90 at 2026-03-01
        when ann redeems 50
        when expiry is due for ann as of 2026-03-20
        then accepted: active → expired 40 (lot 1) at 2026-03-12
        when ann buys 10 at 2026-03-20
        and  ann is in silver since 2026-03-20 until 2028-01-01
        and  ann counts 90, 90 points, 1 visits on 2026-03-01
    """)


def test_s31_what_was_bought_before_there_were_tiers_does_not_count() -> None:
    check(f"""
        programme from 2026-01-01 {HISTORY}
        programme from 2026-02-01 {HISTORY}; {tiers()}
        when ann buys 100 at 2026-01-31T23:59:59
        when ann buys 99 at 2026-02-01
        and  ann is in no tier
        when ann buys 1 at 2026-01-15
        and  ann is in no tier
        when ann buys 1 at 2026-02-01
        and  ann is in silver since 2026-02-01 until 2028-01-01
    """)


def test_s31_a_later_version_may_ask_for_another_metric_or_window() -> None:
    check(f"""
        programme from 2026-01-01 {tiers("visits")}; {HISTORY}
        programme from 2026-06-01 {tiers("spend", "rolling 3")}; {HISTORY}
        programme from 2026-07-01 {tiers("points_earned", "lifetime")}; {HISTORY}
        when ann buys 60 at 2026-02-28
        when ann buys 60 at 2026-03-02
        when ann buys 39.99 at 2026-06-01
        and  ann is in no tier
        when ann buys 0.01 at 2026-06-01
        and  ann is in silver since 2026-06-01 until 2026-09-02
        when ann buys 141 at 2026-07-01
        and  ann is in gold since 2026-07-01 until never
    """)


WINDOWS = [
    ("calendar_year", "2026-12-31T23:59:59", "2027-01-01", "2028-01-01"),
    ("anniversary", "2027-02-27T23:59:59", "2027-02-28", "2028-02-28"),
    ("rolling 1", "2026-03-27T23:59:59", "2026-03-28", "2026-04-28"),
    ("rolling 12", "2027-02-27T23:59:59", "2027-02-28", "2028-02-28"),
    ("lifetime", "2035-01-01", None, "never"),
]
"""A window, an instant in that of 2026-02-28, one that is not, and until when is kept what is reached at the first."""


@pytest.mark.parametrize(("kind", "within", "after", "until"), WINDOWS)
def test_s31_windows_are_local_days(kind: str, within: str, after: str | None, until: str) -> None:
    start = f"""
        programme {tiers("spend", kind)}; {HISTORY}
        when bob enrols at 2026-02-28
        when bob buys 99 at 2026-02-28
    """
    check(f"""{start}
        when bob buys 1 at {within}
        and  bob is in silver since {within} until {until}
    """)
    if after is not None:
        check(f"""{start}
        when bob buys 1 at {after}
        and  bob is in no tier
    """)


def test_s31_days_are_those_of_the_programme() -> None:
    check(f"""
        programme {tiers()}; {HISTORY}; time_zone "America/New_York"
        when ann buys 100 at 2027-01-01T04:59:59
        and  ann counts 100, 100 points, 1 visits on 2026-12-31
        and  ann is in silver since 2027-01-01T04:59:59 until 2028-01-01T05:00
    """)


def test_s31_anniversaries_are_counted_from_the_day_the_member_became_known() -> None:
    check(f"""
        programme {tiers("spend", "anniversary")}; {HISTORY}
        when ann buys 50 at 2024-02-29T12:00
        when ann enrols at 2024-06-01
        when ann buys 50 at 2025-02-27
        and  ann is in silver since 2025-02-27 until 2026-02-28
        when bob is granted 1 of goodwill at 2026-05-05
        when bob buys 60 at 2026-05-04
        when bob buys 60 at 2026-05-05
        and  bob is in no tier
        when bob buys 60 at 2026-05-04
        and  bob is in silver since 2026-05-04 until 2027-05-05
    """)


def test_s31_a_late_purchase_counts_in_the_window_in_which_it_happened() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 80 at 2026-12-30
        when ann buys 10 at 2027-01-02
        clock 2027-01-20
        when ann buys 20 at 2026-12-31
        and  ann counts 20, 20 points, 1 visits on 2026-12-31
        and  ann is in silver since 2026-12-31 until 2028-01-01
    """)


def test_s24_a_return_lowers_the_metric_at_the_date_of_the_purchase() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 60 x3 + 39.99 at 2026-12-30 as o-1
        and  ann counts 99.99, 99 points, 1 visits on 2026-12-30
        when ann returns line 1 x1 of o-1 at 2027-01-05 as b-1
        and  ann counts 79.99, 79 points, 1 visits on 2026-12-30
        and  ann counts 0, 0 points, 0 visits on 2027-01-05
        when ann returns 39.99 of o-1 as b-2
        and  ann counts 40, 40 points, 1 visits on 2026-12-30
        when ann returns line 1 x2 of o-1 as b-3
        and  ann counts 0, 0 points, 0 visits on 2026-12-30
    """)


def test_s24_a_return_never_takes_the_tier_nor_reprices() -> None:
    silver = {"tier": "silver", "threshold": "100", "multiplier": "2"}
    check(f"""
        programme {tiers("spend", "calendar_year", silver)}; {HISTORY}
        when ann buys 100 at 2026-03-01 as o-1
        when ann buys 10 at 2026-03-02
        then accepted: issued:purchase → active 20 (lot 2)
        when ann returns 100 of o-1 at 2026-03-03
        then accepted: active → clawed_back 100 (lot 1)
        and  ann is in silver since 2026-03-01 until 2028-01-01
        and  the record says silver
        when ann buys 10 at 2026-03-04
        then accepted: issued:purchase → active 20 (lot 3)
        when the tier of ann is due for review as of 2028-01-01
        then accepted: nothing
        and  ann is in no tier
    """)


def test_s24_parts_of_an_amount_are_dropped_once() -> None:
    check(f"""
        programme {tiers()}
        when ann buys 10 x3 at 2026-03-01 as o-1
        when ann returns line 1 x1 of o-1 as b-1
        and  ann counts 6.6667, 7 points, 1 visits on 2026-03-01
        when ann returns line 1 x1 of o-1 as b-2
        and  ann counts 3.3334, 4 points, 1 visits on 2026-03-01
        when ann returns line 1 x1 of o-1 as b-3
        and  ann counts 0, 0 points, 0 visits on 2026-03-01
    """)


def test_s24_a_visit_counts_until_all_that_was_paid_for_came_back() -> None:
    check(f"""
        programme {tiers("visits")}
        when ann buys 10 + 5 unearning + 0 at 2026-03-01 as o-1
        when ann returns line 1 of o-1 as b-1
        and  ann counts 0, 0 points, 1 visits on 2026-03-01
        when ann returns line 2 of o-1 as b-2
        and  ann counts 0, 0 points, 0 visits on 2026-03-01
        when ann buys 0 x2 at 2026-03-02 as o-2
        when ann returns line 1 x1 of o-2 as b-3
        and  ann counts 0, 0 points, 1 visits on 2026-03-02
        when ann returns line 1 x1 of o-2 as b-4
        and  ann counts 0, 0 points, 0 visits on 2026-03-02
    """)


def test_s24_a_return_of_what_never_counted_takes_nothing_off() -> None:
    check(f"""
        programme from 2026-01-01 {HISTORY}
        programme from 2026-02-01 {HISTORY}; {tiers()}
        when ann buys 50 at 2026-01-31 as o-1
        when ann returns 50 of o-1 at 2026-02-02
        and  ann counts 0, 0 points, 0 visits on 2026-01-31
    """)
