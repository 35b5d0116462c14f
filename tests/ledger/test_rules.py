"""S11 to S13: how the rules of a purchase combine, which caps cut, and how it is all split and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ledger.earning import share_out
from services.ledger.working import Entry
from tests.ledger.table import Table, check, earning


def test_s11_a_line_that_does_not_earn_matches_no_rule() -> None:
    check(f"""
        {earning({"bonus": 10, "multiplier": "3"}, excluded_categories=["tobacco"])}
        when  ann buys 5.00 of tobacco + 5.00 unearning
        then  accepted: nothing
        and   the lines match none | none
        and   the rules give nothing
        when  ann buys 5.00 of tobacco + 5.00
        then  accepted: issued:purchase → active 25 (lot 1)
        and   the lines match none | r1
        and   the lines earn 0, 25
    """)


@pytest.mark.parametrize(
    ("stacking", "points"), [("best", "30, 15, 10"), ("multiply", "45, 15, 10"), ("add", "35, 15, 10")]
)
def test_s11_multipliers_of_a_line_combine_by_stacking(stacking: str, points: str) -> None:
    rules = [{"multiplier": "3", "when": {"skus": ["x"]}}, {"multiplier": "1.5", "when": {"categories": ["tea"]}}]
    check(f"""
        {earning(*rules, stacking=stacking)}
        when  ann buys 10.00 of tea sku x + 10.00 of tea + 10.00
        and   the lines earn {points}
        and   the lines match r1, r2 | r2 | none
        and   the rules give r1 x3, r2 x1.5
    """)


@pytest.mark.parametrize(("stacking", "points"), [("best", 4), ("multiply", 1), ("add", 0)])
def test_s11_multipliers_below_one_never_make_less_than_nothing(stacking: str, points: int) -> None:
    assert (
        check(f"""
        {earning({"multiplier": "0.4"}, {"multiplier": "0.3"}, stacking=stacking)}
        when  ann buys 10.00
    """)
        .ledger.member("ann")
        .active
        == points
    )


def test_s11_a_multiplier_is_exact_however_many_there_are() -> None:
    check(f"""
        {earning(*[{"multiplier": "1.0001"}] * 3, stacking="multiply", rate={"points": 10**6, "per": "1"})}
        when  ann buys 100000.00
        then  accepted: issued:purchase → active 100030003000 (lot 1)
        when  ann buys 10.00
        then  accepted: issued:purchase → active 10003000 (lot 2)
    """)


def test_s12_one_floor_for_an_order_with_multipliers_too() -> None:
    check(f"""
        {earning({"multiplier": "1.5", "when": {"skus": ["x"]}})}
        when  ann buys 1.00 sku x + 0.50 + 0.99
        then  accepted: issued:purchase → active 2 (lot 1)
        and   the lines earn 1, 0, 1
    """)


def test_s12_a_bonus_is_given_once_an_order_and_after_the_floor() -> None:
    check(f"""
        {earning({"bonus": 10, "when": {"categories": ["tea"]}})}
        when  ann buys 0.60 of tea + 0.60 of tea
        then  accepted: issued:purchase → active 11 (lot 1)
        when  ann buys 0.60
        then  accepted: nothing
    """)


def test_s12_a_bonus_is_not_multiplied() -> None:
    check(f"""
        {earning({"bonus": 10}, {"multiplier": "2"})}
        when  ann buys 5.00
        then  accepted: issued:purchase → active 20 (lot 1)
    """)


def test_s12_a_cap_of_the_order_cuts_points_and_bonuses_and_never_rejects() -> None:
    check(f"""
        {earning({"bonus": 20, "when": {"skus": ["x"]}}, caps={"order": 15})}
        when  ann buys 5.00 sku x + 5.00
        then  accepted: issued:purchase → active 15 (lot 1)
        and   the lines earn 13, 2
        and   the caps cut order 30 to 15
        when  ann buys 15.00
        then  accepted: issued:purchase → active 15 (lot 2)
        and   the caps cut nothing
    """)


def test_s12_a_cap_of_the_day_leaves_what_room_there_is_on_the_local_day() -> None:
    check("""
        programme earning {"caps": {"day": 50}}; time_zone "Europe/Berlin"
        when  ann buys 40.00 at 2026-03-01T22:00
        then  accepted: issued:purchase → active 40 (lot 1)
        when  ann buys 40.00 at 2026-03-01T22:30
        then  accepted: issued:purchase → active 10 (lot 2)
        and   the caps cut day 40 to 10
        when  ann buys 40.00 at 2026-03-01T22:45
        then  accepted: nothing
        and   the caps cut day 40 to 0
        and   the lines earn 0
        when  bob buys 40.00 at 2026-03-01T22:45
        then  accepted: issued:purchase → active 40 (lot 1)
        when  ann buys 40.00 at 2026-03-01T23:00
        then  accepted: issued:purchase → active 40 (lot 3)
    """)


def test_s12_a_cap_of_the_month_cuts_last() -> None:
    check("""
        programme earning {"caps": {"order": 60, "day": 50, "month": 80}}
        when  ann buys 70.00 at 2026-03-01
        then  accepted: issued:purchase → active 50 (lot 1)
        and   the caps cut order 70 to 60, day 60 to 50
        when  ann buys 70.00 at 2026-03-31T23:59
        then  accepted: issued:purchase → active 30 (lot 2)
        and   the caps cut order 70 to 60, day 60 to 50, month 50 to 30
        when  ann buys 10.00 at 2026-04-01
        then  accepted: issued:purchase → active 10 (lot 3)
    """)


def test_s12_a_cap_below_what_was_earned_before_leaves_no_room_and_takes_nothing() -> None:
    check("""
        programme from 2026-01-01 earning {"caps": {"day": 100}}
        programme from 2026-03-01T12:00 earning {"caps": {"day": 10}}
        when  ann buys 60.00 at 2026-03-01T10:00
        when  ann buys 10.00 at 2026-03-01T13:00
        then  accepted: nothing
        and   the caps cut day 10 to 0
    """)


def test_s12_a_cap_holds_before_an_amount_is_beyond_all_measure() -> None:
    check("""
        programme earning {"rate": {"points": 1000000, "per": "0.0001"}, "caps": {"order": 7}}
        when  ann buys 999999999999.99
        then  accepted: issued:purchase → active 7 (lot 1)
    """)


def test_s13_the_forty_euro_order_with_its_bonuses() -> None:
    rules = [{"bonus": 10, "when": {"skus": ["a"]}}, {"bonus": 20, "when": {"skus": ["b"]}}]
    check(f"""
        {earning(*rules)}
        when  ann buys 10.00 sku a + 10.00 sku b + 20.00 sku c
        then  accepted: issued:purchase → active 70 (lot 1)
        and   the lines earn 20, 30, 20
        and   the lines match r1 | r2 | none
        and   the rules give r1 +10, r2 +20
    """)


def test_s13_a_bonus_is_split_over_the_lines_its_rule_matched_by_what_they_earn() -> None:
    check(f"""
        {earning({"bonus": 10, "when": {"categories": ["tea"]}})}
        when  ann buys 1.00 of tea + 50.00 + 2.00 of tea
        then  accepted: issued:purchase → active 63 (lot 1)
        and   the lines earn 4, 50, 9
        when  ann buys 0.00 of tea + 50.00 + 0.00 of tea + 0.00 of tea
        then  accepted: issued:purchase → active 60 (lot 2)
        and   the lines earn 4, 50, 3, 3
    """)


def test_s13_after_a_cap_the_rest_is_split_again_ties_to_the_earlier_line() -> None:
    check("""
        programme earning {"caps": {"order": 5}}
        when  ann buys 3.00 + 3.00
        and   the lines earn 3, 2
        when  ann buys 10.00 + 20.00 + 30.00
        and   the lines earn 1, 2, 2
    """)


def test_s15b_a_rule_gives_one_member_no_more_often_than_it_says() -> None:
    check(f"""
        {earning({"bonus": 10, "max_per_member": 2, "when": {"categories": ["tea"]}})}
        when  ann buys 1.00 of tea
        when  ann buys 1.00
        when  ann buys 1.00 of tea
        then  accepted: issued:purchase → active 11 (lot 3)
        when  ann buys 1.00 of tea
        then  accepted: issued:purchase → active 1 (lot 4)
        and   the lines match none
        when  bob buys 1.00 of tea
        then  accepted: issued:purchase → active 11 (lot 1)
    """)


def test_s15b_a_rule_that_gave_nothing_is_not_used_up() -> None:
    check(f"""
        {earning({"multiplier": "2", "max_per_member": 1}, {"multiplier": "3", "when": {"skus": ["x"]}})}
        when  ann buys 1.00 sku x
        then  accepted: issued:purchase → active 3 (lot 1)
        when  ann buys 0.10
        then  accepted: nothing
        when  ann buys 1.00
        then  accepted: issued:purchase → active 2 (lot 2)
        when  ann buys 1.00
        then  accepted: issued:purchase → active 1 (lot 3)
    """)


def test_s14_the_points_of_rules_wait_with_the_order() -> None:
    check(f"""
        {earning({"bonus": 10}, pending_days=14)}; expiry {{"kind": "rolling", "days": 10}}
        when  ann buys 1.00 at 2026-03-01 partner p
        then  accepted: issued:purchase → pending 11 (lot 1)
        and   lot 1 of ann activates 2026-03-15
        and   lot 1 of ann is of purchase partner p
    """)


CENTS = st.integers(0, 99_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
BASKET = st.lists(st.tuples(CENTS, st.sampled_from(["", " of tea", " of wine", " unearning"])), min_size=1, max_size=6)
RULES = st.lists(
    st.fixed_dictionaries(
        {"multiplier": st.sampled_from(["0", "0.5", "1", "1.3333", "2"]), "when": st.sampled_from([{}, {
            "categories": ["tea"]}])},
        optional={"bonus": st.integers(1, 500)},
    ),
    max_size=4,
)  # fmt: skip
CAP = st.one_of(st.none(), st.integers(1, 1_500))
CAPS = st.fixed_dictionaries({"order": CAP, "day": CAP, "month": CAP})


@given(RULES, CAPS, st.sampled_from(["best", "multiply", "add"]), st.lists(BASKET, min_size=1, max_size=4))
def test_s12_s13_lines_sum_up_and_no_cap_is_exceeded(
    rules: list[dict[str, object]], caps: dict[str, int | None], stacking: str, baskets: list[list[tuple[str, str]]]
) -> None:
    table = Table()
    table.programme(earning(*rules, stacking=stacking, caps=caps).removeprefix("programme "))
    total = 0
    for basket in baskets:
        table.when("ann buys " + " + ".join(amount + kind for amount, kind in basket))
        assert isinstance(table.result, Entry)
        why = table.result.decision.explanation
        assert why is not None
        points = sum(posting.amount for posting in table.result.decision.postings)
        assert sum(line["points"] for line in why["lines"]) == points <= (caps["order"] or points)
        assert all(line["points"] >= 0 for line in why["lines"])
        assert not any(line["points"] or "rules" in line for line in why["lines"] if not line["eligible"])
        if not rules and "caps" not in why:
            assert points == sum(int(amount.replace(".", "")) for amount, kind in basket if kind != " unearning") // 100
        total += points
    assert total <= min(caps["day"] or total, caps["month"] or total)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_s13_a_bonus_is_shared_out_whole_and_in_proportion(points: int, weights: list[int]) -> None:
    shares = share_out(points, weights)
    assert sum(shares) == points
    whole = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        exact = (points * weight, whole) if whole else (points, len(weights))
        assert abs(share * exact[1] - exact[0]) < exact[1]
    if whole == 0:
        assert shares == sorted(shares, reverse=True)
