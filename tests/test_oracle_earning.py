"""The oracle on who earns what (S10–S15b), and on what counts as the same wish (S4, S5)."""

from typing import Any

import pytest

from tests.oracle.state import OracleResult
from tests.oracle.story import Story, told


def line(number: int, amount: str, **fields: Any) -> dict[str, Any]:
    return {"line_id": str(number), "sku": "s", "quantity": 1, "amount": amount, **fields}


def buys(story: Story, order_id: str, when: str, *lines: dict[str, Any], **data: Any) -> list[OracleResult]:
    order = {"order_id": order_id, "currency": "EUR", "lines": list(lines), **data}
    return story.send("purchase.completed", when, order)


def shares(story: Story, order_id: str) -> list[int]:
    """Return the points of each line of an order."""
    return [one.points for one in story.ann.orders["urn:till:1", order_id].lines]


def test_oracle_s12_s13_one_floor_for_the_order_and_the_largest_fractions_get_what_is_over() -> None:
    story = Story()
    buys(story, "o", "2026-03-01", line(1, "1.50"), line(2, "0.75"), line(3, "0.75"), line(4, "9", earns=False))
    assert shares(story, "o") == [1, 1, 1, 0]


@pytest.mark.parametrize(("stacking", "wine"), [("best", 30), ("multiply", 15), ("add", 25)])
def test_oracle_s11_multipliers_of_a_line(stacking: str, wine: int) -> None:
    rules = [
        {"rule_id": "wine", "multiplier": "3", "when": {"categories": ["wine"]}},
        {"rule_id": "half", "multiplier": "0.5"},
    ]
    story = Story(earning={"rules": rules, "stacking": stacking})
    buys(story, "o", "2026-03-01", line(1, "10", category="wine"), line(2, "10"))
    assert shares(story, "o") == [wine, 5]


def test_oracle_s12_caps_cut_to_the_least_room_and_are_split_anew() -> None:
    story = Story(earning={"caps": {"order": 50, "day": 70, "month": 100}}, time_zone="Europe/Berlin")
    buys(story, "a", "2026-03-01T20:00", line(1, "40"), line(2, "40"), line(3, "20"))
    assert shares(story, "a") == [20, 20, 10]
    buys(story, "b", "2026-03-01T22:59", line(1, "40"))
    story.returns("a", "100", "2026-03-01T22:59:30")
    buys(story, "c", "2026-03-01T23:00", line(1, "2"), line(2, "60"))  # The next day in Berlin.
    assert (shares(story, "b"), shares(story, "c")) == ([20], [1, 29])
    assert told(buys(story, "d", "2026-03-31T21:59", line(1, "5"))) == ["accepted"]
    assert told(buys(story, "e", "2026-03-31T22:00", line(1, "5")))[0] == "accepted"
    assert shares(story, "e") == [5]


def test_oracle_s15b_a_friend_is_worth_a_lot_in_a_second_record_so_often() -> None:
    rules = [
        {"rule_id": "friend", "on": "referral", "bonus": 20, "max_per_member": 1},
        {"rule_id": "hello", "on": "enrolment", "bonus": 5},
    ]
    story = Story(earning={"rules": rules})
    story.send("member.enrolled", "2026-03-01", {"partner_id": "p"})
    for friend in ("bob", "cleo"):
        results = story.send("member.enrolled", "2026-03-01", {"referrer_id": "ann"}, member=friend)
        assert told(results) == ["accepted", "issued:signup → active 5 (1)"]
    first = story.buys("o", "10", "2026-03-02", member="bob")
    assert [(one.member_id, one.event_id) for one in first] == [("bob", "e-4"), ("ann", "e-4")]
    assert told(first)[2:] == ["accepted", "issued:referral → active 20 (2)"]
    assert len(story.buys("p", "10", "2026-03-03", member="bob")) == 1
    assert len(story.buys("q", "10", "2026-03-03", member="cleo")) == 1
    assert [lot.partner_id for lot in story.ann.lots] == ["p", None]


def test_oracle_s10_who_was_enrolled_without_a_word_may_enrol_once() -> None:
    story = Story(earning={"rules": [{"rule_id": "hello", "on": "enrolment", "bonus": 5}]})
    assert told(story.redeems("r", 1, "2026-03-01")) == ["rejected MEMBER_UNKNOWN"]
    assert told(story.buys("o", "1", "2026-03-01"))[0] == "accepted"
    assert told(story.send("member.enrolled", "2026-03-02", {})) == ["accepted", "issued:signup → active 5 (2)"]
    assert told(story.send("member.enrolled", "2026-03-03", {})) == ["rejected ALREADY_ENROLLED"]


@pytest.mark.parametrize(("day", "points"), [("2026-02-28", 11), ("2028-02-28", 1), ("2028-02-29", 11)])
def test_oracle_s15b_who_was_born_on_29_february_has_a_birthday_each_year(day: str, points: int) -> None:
    story = Story(earning={"rules": [{"rule_id": "cake", "bonus": 10, "when": {"birthday": True}}]})
    story.send("member.enrolled", "2026-01-01", {"attributes": {"birth_month": 2, "birth_day": 29}})
    story.buys("o", "1", day)
    assert story.ann.active == points


def test_oracle_s5_the_same_wish_under_another_id_is_a_duplicate_and_another_wish_is_refused() -> None:
    story = Story()
    story.buys("o", "10", "2026-03-01")
    story.redeems("r", 5, "2026-03-02")
    again = {"redemption_id": "r", "points": 5, "reward": None}
    (result,) = story.send("redemption.requested", "2026-03-03", again, is_command=True, id="http")
    assert (result.verdict, result.duplicate_of) == ("duplicate", ("urn:till:1", "e-2"))
    (result,) = story.send("redemption.requested", "2026-03-09", again, is_command=True, id="http")
    assert result.duplicate_of == ("urn:till:1", "e-2")
    assert told(story.redeems("r", 6, "2026-03-04")) == ["rejected DUPLICATE_REDEMPTION_ID"]
    assert told(story.redeems("r", 5, "2026-03-04", member="bob")) == ["rejected DUPLICATE_REDEMPTION_ID"]
    assert told(story.reserves("r", 5, "2026-03-04", ttl=60)) == ["rejected DUPLICATE_REDEMPTION_ID"]
    assert told(story.redeems("s", 5, "2026-03-04", id="e-2")) == ["quarantined EVENT_ID_CONFLICT"]
    assert told(buys(story, "o", "2026-03-05", line(1, "10.0", earns=True, category=None))) == ["duplicate"]
    assert told(buys(story, "o", "2026-03-05", line(1, "10.01"))) == ["rejected DUPLICATE_ORDER_ID"]


def test_oracle_a_command_on_what_is_unknown_leaves_nothing_behind() -> None:
    story = Story()
    story.buys("o", "10", "2026-03-01")
    for _ in range(2):
        assert told(story.releases("r", "2026-03-02", id="c", is_command=True)) == ["rejected REDEMPTION_UNKNOWN"]
    story.reserves("r", 5, "2026-03-02", ttl=60)
    assert told(story.releases("r", "2026-03-02", id="c", is_command=True)) == ["accepted", "held → active 5 (1)"]
