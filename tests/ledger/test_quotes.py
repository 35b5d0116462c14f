"""Quotes and balances: what a basket would earn and what could be redeemed, computed when read; nothing is written."""

from typing import Any

import pytest

from tests.installation import event, purchase, unique
from tests.ledger.calls import Answer, Counter

LINES = [{"line_id": "1", "sku": "beans", "quantity": 1, "amount": "19.90"}]


async def quote(counter: Counter, member_id: str, programme: str = "default", **changes: object) -> Answer:
    """Ask what a basket of 19.90 would earn."""
    body = {"member_id": member_id, "currency": "EUR", "lines": LINES, **changes}
    return await counter.call("POST", f"/v1/quotes?programme={programme}", body)


async def rows(counter: Counter) -> list[Any]:
    """Return how many rows there are that a decision could add to."""
    return await counter.installation.fetch(
        "SELECT (SELECT count(*) FROM ledger.record), (SELECT count(*) FROM ledger.member),"
        " (SELECT count(*) FROM ledger.lot), (SELECT count(*) FROM ledger.seen), (SELECT count(*) FROM ledger.tally)"
    )


async def test_a_quote_is_what_the_purchase_then_earns_and_writes_nothing(counter: Counter) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 73)
    before = await rows(counter)
    answer = await quote(counter, member_id)
    assert await rows(counter) == before
    body = answer.body
    assert (answer.status, body["points"], body["spendable"], body["max_redeemable"]) == (200, 19, 73, 73)
    await counter.installation.publish(sent := purchase(member_id, "19.90"))
    await counter.verdict(sent.id)
    first, second = await counter.installation.records(member_id)
    assert body["as_of_sequence"] >= first["sequence"]
    assert body["explanation"] == second["explanation"]
    assert [posting["amount"] for posting in second["postings"]] == [19]


async def test_s17_what_can_be_redeemed_keeps_block_minimum_and_the_room_of_the_day(counter: Counter) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 73, "limited")

    async def most() -> tuple[int, int]:
        body = (await quote(counter, member_id, "limited")).body
        return body["spendable"], body["max_redeemable"]

    assert await most() == (73, 50)
    redeem = {"member_id": member_id, "redemption_id": unique("r"), "points": 30}
    await counter.call("POST", "/v1/redemptions?programme=limited", redeem)
    assert await most() == (43, 20)
    hold = {"member_id": member_id, "redemption_id": unique("r"), "points": 15, "hold": True, "ttl_seconds": 600}
    await counter.call("POST", "/v1/redemptions?programme=limited", hold)
    assert await most() == (28, 0)


async def test_a_newcomers_basket_is_quoted_too(counter: Counter) -> None:
    before = await rows(counter)
    body = (await quote(counter, unique("nobody"))).body
    assert (body["points"], body["spendable"], body["max_redeemable"]) == (19, 0, 0)
    assert await rows(counter) == before


async def test_a_quote_by_rules_at_another_time_for_a_member_who_was_referred(counter: Counter) -> None:
    programme = unique("ruled")
    rules = [
        {"rule_id": "weekend", "multiplier": "2", "when": {"weekdays": [6, 7]}},
        {"rule_id": "friend", "on": "referral", "bonus": 500, "max_per_member": 1},
    ]
    await counter.installation.publish_programme(
        programme=programme, earning={"rules": rules, "caps": {"day": 30}}, expiry={"kind": "none"}
    )
    member_id, referrer_id = unique("ann"), unique("eve")
    await counter.earned(referrer_id, 5, programme)
    sent = event("member.enrolled", member_id, {"referrer_id": referrer_id}, programme=programme)
    await counter.installation.publish(sent)
    assert (await counter.verdict(sent.id)).body["verdict"] == "accepted"
    before = await rows(counter)
    weekday = (await quote(counter, member_id, programme, at="2026-03-04T12:00:00Z")).body
    weekend = (await quote(counter, member_id, programme, at="2026-03-07T12:00:00Z")).body
    assert (weekday["points"], weekend["points"]) == (19, 30)
    assert [rule["rule_id"] for rule in weekend["explanation"]["rules"]] == ["weekend"]
    assert await rows(counter) == before


async def test_s11_a_quote_knows_the_members_tier(counter: Counter) -> None:
    programme, member_id = unique("tiered"), unique("ann")
    levels = [{"tier": "gold", "threshold": "100", "multiplier": "2"}]
    tiers = {"metric": "spend", "window": {"kind": "rolling", "months": 12}, "levels": levels}
    await counter.installation.publish_programme(programme=programme, tiers=tiers)
    assert (await quote(counter, member_id, programme)).body["points"] == 19
    await counter.earned(member_id, 100, programme)
    body = (await quote(counter, member_id, programme)).body
    why = body["explanation"]["tier"]
    assert (body["points"], why["held"], why["multiplier"]) == (39, "gold", "2")
    assert (await counter.installation.records(member_id))[-1]["tier"] == "gold"


async def test_a_basket_that_would_be_refused_has_no_quote(counter: Counter) -> None:
    closed = unique("members-only")
    await counter.installation.publish_programme(programme=closed, auto_enrol=False)
    assert (await quote(counter, unique("nobody"), closed)).refusal() == (422, "MEMBER_UNKNOWN")
    assert (await quote(counter, "ann", currency="USD")).refusal() == (422, "CURRENCY_MISMATCH")
    assert (await quote(counter, "ann", "elsewhere")).refusal() == (404, "UNKNOWN_PROGRAMME")
    early = await quote(counter, "ann", at="1980-01-01T00:00:00Z")
    assert early.refusal() == (422, "NO_PROGRAMME_VERSION")
    beyond = [{**LINES[0], "line_id": line_id, "amount": "999999999999"} for line_id in "12"]
    assert (await quote(counter, "ann", lines=beyond)).refusal() == (500, "INTERNAL_ERROR")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{**LINES[0], "amount": 1}]}, "lines.0.amount"),
        ({"order_id": "o"}, "order_id"),
        ({"at": "soon"}, "at"),
        ({"at": 7}, "at"),
        ({"colour": "red"}, "colour"),
        ({"member_id": None}, "member_id"),
    ],
)
async def test_a_bad_basket_is_refused_where_it_is_bad(counter: Counter, changes: dict[str, Any], path: str) -> None:
    answer = await quote(counter, **{"member_id": "ann", **changes})
    assert answer.refusal() == (422, "INVALID_EVENT")
    assert answer.body["path"] == path


async def test_s30_a_balance_counts_lots_whose_expiry_is_suspended(counter: Counter) -> None:
    programme, member_id = unique("storm"), unique("ann")
    expiry = {"kind": "rolling", "days": 10}
    await counter.installation.publish_programme(programme=programme, expiry=expiry)
    await counter.installation.publish_programme(
        programme=programme, expiry=expiry, version=2, valid_from="1991-01-01T00:00:00Z", expiry_suspended=["*"]
    )
    await counter.earned(member_id, 30, programme)
    body = (await counter.get(f"/v1/members/{member_id}/balance?programme={programme}")).body
    assert (body["active"], body["spendable"], body["expiring"]) == (30, 30, [])
    assert (await quote(counter, member_id, programme)).body["max_redeemable"] == 30


async def test_s23_a_return_before_its_purchase_is_parked_until_it_comes(counter: Counter) -> None:
    member_id, order_id = unique("ann"), unique("o")
    data = {"order_id": order_id, "return_id": unique("t"), "lines": [{"line_id": "1", "quantity": 1}]}
    sent = event("purchase.returned", member_id, data)
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert (verdict["verdict"], "sequence" in verdict) == ("parked", False)
    await counter.installation.publish(bought := purchase(member_id, "30.00", order_id=order_id))
    assert (await counter.verdict(bought.id)).body["verdict"] == "accepted"
    verdict = (await counter.verdict(sent.id)).body
    assert (verdict["verdict"], "sequence" in verdict) == ("accepted", True)
    assert (await counter.get(f"/v1/members/{member_id}/balance")).body["active"] == 0
