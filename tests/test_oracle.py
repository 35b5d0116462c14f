"""The oracle against the answers of the rule book, and the examples that are easy to get wrong.

It is the oracle that is tested here, so that others can be held against it: no test of the ledger itself is among
these, and none may stand for one: their names begin with `test_oracle`.
"""

import ast
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.state import Member
from tests.oracle.story import Story, at, told

MONTHS_12 = {"kind": "rolling", "months": 12, "round": "month_end"}
DAY_10 = {"kind": "rolling", "days": 10}
NO_LEAST = {"min_validity_days": 0}


def instants(results: list[Any]) -> list[datetime]:
    """Return when the postings of the first result are effective."""
    return [posting.effective_at for posting in results[0].postings]


# The answers of the rule book.


def forty_euros() -> Story:
    """Lines A 10, B 10, C 20 at 1 point a euro, with +10 on A and +20 on B."""
    rules = [
        {"rule_id": "a", "bonus": 10, "when": {"skus": ["A"]}},
        {"rule_id": "b", "bonus": 20, "when": {"skus": ["B"]}},
    ]
    story = Story(earning={"rules": rules})
    lines = [
        {"line_id": sku, "sku": sku, "quantity": 1, "amount": amount}
        for sku, amount in (("A", "10"), ("B", "10"), ("C", "20.00"))
    ]
    story.send("purchase.completed", "2026-03-01", {"order_id": "o", "currency": "EUR", "lines": lines})
    assert [line.points for line in story.ann.orders["urn:till:1", "o"].lines] == [20, 30, 20]
    return story


def test_oracle_answer_the_order_of_40_euros_claws_20_by_line_and_35_by_amount() -> None:
    by_line, by_amount = forty_euros(), forty_euros()
    data = {"order_id": "o", "return_id": "r", "lines": [{"line_id": "C", "quantity": 1}]}
    by_line.send("purchase.returned", "2026-03-02", data)
    by_amount.returns("o", "20", "2026-03-02")
    assert (by_line.ann.active, by_amount.ann.active) == (50, 35)


def test_oracle_answer_a_return_claws_50_not_100() -> None:
    story = Story()
    story.publish("2026-03-02", earning={"rate": {"points": 2}})
    story.buys("o", "50", "2026-03-01")
    assert told(story.returns("o", "50", "2026-03-03")) == ["accepted", "active → clawed_back 50 (1)"]


def test_oracle_answer_any_order_and_any_duplicates_come_to_50() -> None:
    for order in permutations(range(5)):
        ann = delivered_twice(order)
        assert (ann.active, ann.arrears) == (50, 0), order


def delivered_twice(order: tuple[int, ...]) -> Member:
    """Deliver +50, its return, +21, its return, +50, in an order, each twice, and then everything again."""
    story = Story()

    def deliver(number: int) -> None:
        order_id, amount = [("a", "50"), ("a", "50"), ("b", "21"), ("b", "21"), ("c", "50")][number]
        happens = story.returns if number in (1, 3) else story.buys
        happens(order_id, amount, f"2026-03-0{number + 1}", clock="2026-03-09", id=f"e{number}")

    for number in order:
        deliver(number)
        deliver(number)
    for number in range(5):
        deliver(number)
    return story.ann


def test_oracle_answer_a_debt_of_50_is_paid_by_80() -> None:
    story = Story()
    story.buys("o", "50", "2026-03-01")
    story.redeems("r", 50, "2026-03-02")
    assert told(story.returns("o", "50", "2026-03-03")) == ["accepted", "arrears → clawed_back 50 (1)"]
    assert (story.ann.active, story.ann.arrears) == (0, -50)
    assert told(story.buys("p", "80", "2026-03-04"))[1:] == [
        "issued:purchase → active 80 (2)",
        "active → arrears 50 (2)",
    ]
    assert (story.ann.active, story.ann.arrears) == (30, 0)


# Expiry dates.


@pytest.mark.parametrize(
    ("zone", "expiry", "earned", "expires"),
    [
        ("America/New_York", MONTHS_12, "2020-07-06T12:00", "2021-08-01T04:00"),  # Square's example
        ("UTC", {"kind": "rolling", "months": 1}, "2026-01-31", "2026-03-01"),
        ("UTC", {"kind": "rolling", "months": 1}, "2024-01-31", "2024-03-01"),
        ("Europe/Berlin", {"kind": "rolling", "days": 1}, "2026-03-28T11:00", "2026-03-29T22:00"),
        ("Europe/Berlin", {"kind": "rolling", "days": 1}, "2026-03-28T23:30", "2026-03-30T22:00"),
        ("Pacific/Auckland", {**MONTHS_12, "round": "quarter_end"}, "2026-06-30T13:00", "2027-09-30T11:00"),
        ("UTC", {"kind": "rolling", "days": 1, "round": "year_end"}, "2026-12-31", "2028-01-01"),
        ("UTC", {"kind": "fixed", "month": 12, "day": 31}, "2026-12-31T23:59", "2027-01-01"),
        ("UTC", {"kind": "fixed", "month": 12, "day": 31, "min_months": 1}, "2026-12-01", "2028-01-01"),
        ("UTC", {"kind": "fixed", "month": 2, "day": 29}, "2026-01-01", "2026-03-01"),
    ],
)  # fmt: skip
def test_oracle_s14_expiry_dates(zone: str, expiry: dict[str, Any], earned: str, expires: str) -> None:
    story = Story(time_zone=zone, expiry=expiry, max_lateness_days=None)
    story.buys("o", "10", earned)
    assert story.ann.lots[0].expires_at == at(expires)


def test_oracle_s14_what_is_recorded_late_is_valid_for_a_while_but_no_longer_than_it_would_have_been() -> None:
    for least, expires in ((30, "2026-03-31"), (3, "2026-03-24")):
        story = Story(expiry=DAY_10, min_validity_days=least)
        story.buys("o", "10", "2026-03-01", clock="2026-03-20")
        assert story.ann.lots[0].expires_at == at(expires)


# Settling, holds, cancels.


def test_oracle_s15a_settling_comes_first_in_order_of_time_holds_before_lots() -> None:
    story = Story(earning={"pending_days": 2})
    story.send("points.granted", "2026-03-01", {"grant_id": "g", "points": 10, "origin": "goodwill"})
    story.buys("o", "20", "2026-03-01")
    story.reserves("r", 10, "2026-03-02", ttl=86_400)
    story.buys("p", "30", "2026-03-01T12:00", clock="2026-03-02")
    results = story.redeems("s", 60, "2026-03-05")
    assert told(results)[1:4] == ["held → active 10 (1)", "pending → active 20 (2)", "pending → active 30 (3)"]
    assert instants(results)[:4] == [at("2026-03-03"), at("2026-03-03"), at("2026-03-03T12:00"), at("2026-03-05")]


def test_oracle_s19_a_capture_of_a_part_releases_the_rest_and_of_a_lapsed_hold_is_refused() -> None:
    story = Story(expiry=DAY_10, **NO_LEAST)
    story.buys("o", "10", "2026-03-01")
    story.buys("p", "10", "2026-03-05")
    story.reserves("r", 20, "2026-03-06", ttl=86_400 * 7)
    assert told(story.captures("r", "2026-03-12", points=5)) == [
        "accepted",
        "held → redeemed 5 (1)",
        "held → active 5 (1)",
        "active → expired 5 (1)",
        "held → active 10 (2)",
    ]
    story.reserves("s", 10, "2026-03-12", ttl=60)
    assert told(story.captures("s", "2026-03-12T00:01")) == ["rejected HOLD_LAPSED"]
    assert told(story.releases("s", "2026-03-12T00:02")) == ["accepted", "held → active 10 (2)"]
    assert told(story.releases("s", "2026-03-12T00:03")) == ["duplicate"]
    assert told(story.captures("s", "2026-03-12T00:00:30", clock="2026-03-12T00:04")) == ["rejected HOLD_LAPSED"]


def cancelled_late(**data: Any) -> tuple[Story, list[str]]:
    """Redeem 8 of lot 1 and 2 of lot 2, and cancel when lot 1 is past its date."""
    story = Story(expiry=DAY_10, **NO_LEAST)
    story.buys("o", "8", "2026-03-01")
    story.buys("p", "10", "2026-03-05")
    story.redeems("r", 10, "2026-03-06")
    results = story.send(
        "redemption.cancelled", "2026-03-13", {"redemption_id": "r", "cancel_id": "c", **data}, clock="2026-03-13"
    )
    return story, told(results)


def test_oracle_s20_a_cancel_gives_back_the_last_first_and_what_is_past_expires_unless_by_the_merchant() -> None:
    story, lines = cancelled_late()
    assert lines[1:] == ["redeemed → active 2 (2)", "redeemed → active 8 (1)", "active → expired 8 (1)"]
    story, lines = cancelled_late(initiated_by="merchant")
    assert lines[1:] == ["redeemed → active 2 (2)", "redeemed → active 8 (1)"]
    assert story.ann.lots[0].expires_at == at("2026-04-13")
    story, lines = cancelled_late(points=3)
    assert lines[1:] == ["redeemed → active 2 (2)", "redeemed → active 1 (1)", "active → expired 1 (1)"]


# Returns.


def test_oracle_s22_expired_points_cover_once_then_the_own_lot_others_and_a_debt() -> None:
    story = Story(expiry=DAY_10, lateness_window_hours=0, **NO_LEAST)
    story.buys("o", "40", "2026-03-01")
    story.redeems("r", 10, "2026-03-02")
    story.expires("2026-03-12", "2026-03-12")
    story.buys("p", "5", "2026-03-12")
    assert told(story.returns("o", "20", "2026-03-13")) == ["accepted"]
    data = {"order_id": "o", "return_id": "rest", "amount": "20"}
    assert told(story.send("purchase.returned", "2026-03-14", data))[1:] == [
        "active → clawed_back 5 (2)",
        "arrears → clawed_back 5 (1)",
    ]


def test_oracle_s23_a_return_waits_and_is_decided_refused_or_given_up() -> None:
    story = Story()
    assert told(story.returns("o", "10", "2026-03-02", id="r")) == ["parked"]
    assert told(story.returns("o", "10", "2026-03-02", id="r")) == ["parked"]
    results = story.buys("o", "10", "2026-03-01", clock="2026-03-03")
    assert told(results)[2:] == ["accepted", "active → clawed_back 10 (1)"]
    assert told(story.returns("o", "10", "2026-03-02", id="r", clock="2026-03-03")) == ["duplicate"]
    story.returns("p", "10", "2026-03-04")
    lines: list[dict[str, Any]] = [{"line_id": "1", "sku": "s", "quantity": 1, "amount": "10"}]
    foreign = {"order_id": "p", "currency": "USD", "lines": lines}
    refused = story.send("purchase.completed", "2026-03-04", foreign)
    assert told(refused) == ["rejected CURRENCY_MISMATCH", "rejected ORDER_REJECTED"]
    story.returns("q", "10", "2026-03-05")
    assert story.oracle.give_up_parked(at("2026-03-12") - timedelta(seconds=1)) == []
    assert told(story.oracle.give_up_parked(at("2026-03-12"))) == ["quarantined PARKED_TOO_LONG"]


# Expiry.


def test_oracle_s25_a_sweep_waits_for_late_events_expires_at_the_own_instant_and_only_once() -> None:
    story = Story(expiry=DAY_10, **NO_LEAST)
    story.buys("o", "10", "2026-03-01")
    assert told(story.expires("2026-03-12", "2026-03-14T23:59")) == ["quarantined NOT_DUE"]
    assert story.oracle.spendable("default", "ann", at("2026-03-12") - timedelta(seconds=1)) == 10
    assert story.oracle.spendable("default", "ann", at("2026-03-12")) == 0
    late = story.redeems("r", 4, "2026-03-11", clock="2026-03-14")
    assert told(late) == ["accepted", "active → redeemed 4 (1)"]
    swept = story.expires("2026-03-13", "2026-03-16")
    assert told(swept) == ["accepted", "active → expired 6 (1)"]
    assert instants(swept) == [at("2026-03-12")]
    assert told(story.expires("2026-03-14", "2026-03-17")) == ["nothing_due"]


def test_oracle_s30_a_suspension_moves_what_would_expire_in_it() -> None:
    story = Story(expiry=DAY_10, lateness_window_hours=0, **NO_LEAST)
    story.publish("2026-03-11", expiry=DAY_10, lateness_window_hours=0, expiry_suspended=["gold"])
    story.send("member.enrolled", "2026-02-01", {"segment": "gold"})
    story.buys("before", "1", "2026-02-27")
    story.buys("inside", "10", "2026-03-05")
    story.redeems("r", 5, "2026-04-01")
    story.publish("2026-04-10", expiry=DAY_10, lateness_window_hours=0, min_validity_days=3)
    assert story.oracle.spendable("default", "ann", at("2026-04-13T23:59")) == 5
    swept = story.expires("2026-04-14", "2026-04-14")
    assert told(swept)[1:] == ["active → expired 1 (1)", "active → expired 5 (2)"]
    assert instants(swept) == [at("2026-03-10"), at("2026-04-14")]


def test_oracle_shares_no_line_with_what_it_judges() -> None:
    for path in (Path(__file__).parent / "oracle").glob("*.py"):
        imported = [
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        ]
        ours = [name for name in imported if name.split(".")[0] in ("services", "schemas", "deploy")]
        assert not ours, f"{path.name} imports {ours}: write it anew, from the rule book"
        assert all(name.startswith("tests.oracle") for name in imported if name.startswith("tests"))
