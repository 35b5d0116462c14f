"""Identity against a real database (S4–S6): ids and keys are taken once, whoever races, on however many shards."""

import asyncio
from datetime import UTC, datetime

import pytest

from schemas.cloudevents import command
from services.ledger.delivery import Item
from tests.installation import Installation, clock_at, event, purchase, redemption
from tests.ledger.posting import post, verdicts

NOON = "2026-03-02T12:00:00Z"


# S4: an event is itself for ever.


async def test_s4_the_same_id_with_the_same_payload_is_a_duplicate(ledger: Installation) -> None:
    poster = await ledger.poster()
    sent = purchase("ann", "10.00")
    (first,), (again,) = await post(poster, sent), await post(await ledger.poster(), sent)
    assert (first.verdict, again.verdict) == ("accepted", "duplicate")
    assert (again.shard, again.sequence) == (first.shard, first.sequence)
    twice = purchase("ann", "7.00")
    assert await verdicts(poster, twice, twice, sent) == ["accepted", "duplicate", "duplicate"]
    assert len(await ledger.records("ann")) == 2


async def test_s4_the_order_of_json_members_is_no_difference(ledger: Installation) -> None:
    poster = await ledger.poster()
    data = {"redemption_id": "r-1", "points": 5}
    forth, back = (
        event("redemption.requested", "ann", dict(pairs), id="e-1") for pairs in (data.items(), reversed(data.items()))
    )
    assert forth.value != back.value
    assert await verdicts(poster, purchase("ann"), forth, back) == ["accepted", "accepted", "duplicate"]


@pytest.mark.parametrize("change", [{"amount": "10.01"}, {"time": "2026-03-01T12:00:01Z"}, {"programme": "other"}])
async def test_s4_the_same_id_with_another_payload_is_a_conflict(ledger: Installation, change: dict[str, str]) -> None:
    poster = await ledger.poster()
    first = purchase("ann", "10.00", id="e-1", order_id="o-1")
    other = purchase("ann", **{"amount": "10.00", "id": "e-1", "order_id": "o-1", **change})
    assert await verdicts(poster, first) == ["accepted"]
    assert await verdicts(poster, other, first) == ["EVENT_ID_CONFLICT", "duplicate"]
    elsewhere = purchase("bob", "10.00", id="e-1", order_id="o-1")
    assert await verdicts(poster, elsewhere) == ["EVENT_ID_CONFLICT"], "identity knows no shard"


async def test_s4_identity_comes_before_the_clock(ledger: Installation) -> None:
    await ledger.publish_programme(programme="strict", max_lateness_days=30)
    old = purchase("ann", programme="strict", time="2026-03-01T12:00:00Z")
    assert await verdicts(await ledger.poster(clock_at(NOON)), old) == ["accepted"]
    later = await ledger.poster(clock_at("2027-03-02T12:00:00Z"))
    late = purchase("ann", programme="strict", time="2026-03-01T12:00:00Z")
    assert await verdicts(later, old, late) == ["duplicate", "TOO_LATE"]


async def test_s4_one_id_raced_for_two_members_is_decided_once(ledger: Installation) -> None:
    posters = [await ledger.poster(), await ledger.poster()]
    for number in range(10):
        raced = [purchase(member, "10.00", id=f"raced-{number}") for member in ("ann", "bob")]
        both = await asyncio.gather(*(verdicts(p, one) for p, one in zip(posters, raced, strict=True)))
        assert sorted(verdict for (verdict,) in both) == ["EVENT_ID_CONFLICT", "accepted"]


# S5: a key of business is taken once.


async def test_s5_the_same_order_under_another_id_is_a_duplicate(ledger: Installation) -> None:
    poster = await ledger.poster()
    first, again = purchase("ann", "10.50", order_id="o-1"), purchase("ann", "10.5", order_id="o-1")
    assert await verdicts(poster, first, again) == ["accepted", "duplicate"]
    # The duplicate has bound its event id with its payload.
    assert await verdicts(poster, again, purchase("ann", "3.00", id=again.id)) == ["duplicate", "EVENT_ID_CONFLICT"]


async def test_s5_another_order_under_a_taken_id_is_refused(ledger: Installation) -> None:
    poster = await ledger.poster()
    await post(poster, purchase("ann", "10.00", order_id="o-1"))
    others = [purchase("ann", "11.00", order_id="o-1"), purchase("bob", "10.00", order_id="o-1")]
    assert await verdicts(poster, *others) == ["DUPLICATE_ORDER_ID"] * 2
    # An order is known by its source; so is a programme's.
    free = [
        purchase("ann", "11.00", order_id="o-1", source="urn:till:8"),
        purchase("ann", "11.00", order_id="o-1", programme="other"),
    ]
    await ledger.publish_programme(programme="other")
    assert await verdicts(poster, *free) == ["accepted"] * 2


async def test_s5_only_what_was_accepted_takes_its_key(ledger: Installation) -> None:
    poster = await ledger.poster()
    refused = redemption("ann", 5, redemption_id="r-1")
    await post(poster, purchase("bob"))
    assert await verdicts(poster, refused) == ["MEMBER_UNKNOWN"]
    assert await verdicts(poster, redemption("bob", 7, redemption_id="r-1")) == ["accepted"]
    assert await verdicts(poster, redemption("bob", 7, redemption_id="r-1", source="urn:app")) == ["duplicate"]


async def test_s5_one_redemption_id_raced_for_two_members_is_taken_once(ledger: Installation) -> None:
    posters = [await ledger.poster(), await ledger.poster()]
    await post(posters[0], purchase("ann", "500.00"), purchase("bob", "500.00"))
    for number in range(10):
        raced = [redemption(member, 10, redemption_id=f"raced-{number}") for member in ("ann", "bob")]
        both = await asyncio.gather(*(verdicts(p, one) for p, one in zip(posters, raced, strict=True)))
        assert sorted(verdict for (verdict,) in both) == ["DUPLICATE_REDEMPTION_ID", "accepted"]
    (total,) = await ledger.fetch("SELECT sum(active) FROM ledger.member")
    assert total["sum"] == 1000 - 10 * 10


async def test_s5_the_same_redemption_raced_over_both_channels_is_posted_once(ledger: Installation) -> None:
    posters = [await ledger.poster(), await ledger.poster()]
    await post(posters[0], purchase("ann", "500.00"))
    for number in range(10):
        body = {"redemption_id": f"raced-{number}", "points": 10}
        at_counter = command(
            source="urn:client:till", event_id=f"default/raced-{number}/redeem", event_type="redemption.requested",
            programme="default", member_id="ann", body=body, at=datetime.now(UTC),
        )  # fmt: skip
        over_kafka = redemption("ann", 10, redemption_id=f"raced-{number}")
        (first,), (second,) = await asyncio.gather(posters[0].post([Item(at_counter)]), post(posters[1], over_kafka))
        assert {first.verdict, second.verdict} == {"accepted", "duplicate"}
        assert (first.shard, first.sequence) == (second.shard, second.sequence)
    assert (await ledger.records("ann"))[-1]["balance"]["active"] == 400


# S6: a verdict is final.


async def test_s6_a_refused_event_stays_refused(ledger: Installation) -> None:
    poster = await ledger.poster()
    await post(poster, purchase("ann", "5.00"))
    refused = redemption("ann", 10, redemption_id="r-1")
    (first,) = await post(poster, refused)
    assert first.reason == "INSUFFICIENT_POINTS"
    await post(poster, purchase("ann", "50.00"))
    (again,) = await post(poster, refused)
    assert (again.verdict, again.sequence) == ("duplicate", first.sequence)
    assert await verdicts(poster, redemption("ann", 10, redemption_id="r-1")) == ["accepted"]
