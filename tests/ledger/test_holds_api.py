"""Holds over HTTP: held, captured, released, given back; the same outcome through Kafka, and refused with a reason."""

import asyncio
from typing import Any

import pytest

from tests.installation import event, unique, until
from tests.ledger.calls import Answer, Counter


async def hold(counter: Counter, member_id: str, points: int, redemption_id: str, ttl_seconds: int = 600) -> Answer:
    """Hold points, and say that it must succeed."""
    answer = await counter.redeem(member_id, points, redemption_id, hold=True, ttl_seconds=ttl_seconds)
    assert answer.status == 201, answer
    return answer


async def follow(counter: Counter, redemption_id: str, what: str, **body: object) -> Answer:
    """Capture, release, or cancel; `actor` is who calls."""
    actor = body.pop("actor", None)
    assert actor is None or isinstance(actor, str)
    return await counter.call("POST", f"/v1/redemptions/{redemption_id}/{what}", body, actor=actor)


async def held(counter: Counter, points: int = 50, earned: int = 80) -> tuple[str, str]:
    """Return a new member and the id of what is held for them."""
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, earned)
    await hold(counter, member_id, points, redemption_id)
    return member_id, redemption_id


def parts(answer: Answer) -> list[tuple[str, int]]:
    """Return (number of the lot, points) of an allocation."""
    return [(part["lot_id"].rpartition("/")[2], part["points"]) for part in answer.body["allocation"]]


async def test_s19_a_hold_is_captured_in_part_and_given_back(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 30)
    await counter.earned(member_id, 40)
    first = await counter.redeem(member_id, 50, redemption_id, hold=True, ttl_seconds=600)
    assert (first.status, first.body["status"], parts(first)) == (201, "held", [("1", 30), ("2", 20)])
    assert first.body["balance"] == {"active": 20, "pending": 0, "held": 50, "arrears": 0}
    (record,) = [each for each in await counter.installation.records(member_id) if "held" in str(each["postings"])]
    assert record["event"]["id"] == f"default/{redemption_id}/redeem"
    assert first.body["held_until"] == record["explanation"]["held_until"]

    captured = await follow(counter, redemption_id, "capture", points=40)
    assert (captured.status, captured.body["status"], parts(captured)) == (201, "captured", [("1", 30), ("2", 10)])
    assert captured.body["balance"] == {"active": 30, "pending": 0, "held": 0, "arrears": 0}

    some = await follow(counter, redemption_id, "cancel", cancel_id=unique("c"), points=15)
    assert (some.status, some.body["status"], parts(some)) == (201, "cancelled", [("2", 10), ("1", 5)])
    rest_id = unique("c")
    rest = await follow(counter, redemption_id, "cancel", cancel_id=rest_id)
    assert (rest.status, parts(rest), rest.body["balance"]["active"]) == (201, [("1", 25)], 70)
    ids = [each["event"]["id"] for each in await counter.installation.records(member_id)]
    assert f"default/{redemption_id}/capture/40" in ids
    assert f"default/{redemption_id}/cancel/{rest_id}" in ids

    # Each of them again, whatever came after: the same answer.
    again = await counter.redeem(member_id, 50, redemption_id, hold=True, ttl_seconds=600)
    assert (again.status, again.raw) == (200, first.raw)
    again = await follow(counter, redemption_id, "capture", points=40)
    assert (again.status, again.raw) == (200, captured.raw)
    again = await follow(counter, redemption_id, "cancel", actor="till-2", cancel_id=rest_id)
    assert (again.status, again.raw) == (200, rest.raw)
    assert len(await counter.installation.records(member_id)) == len(ids)


async def test_s20_what_was_redeemed_at_once_is_cancelled_too(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r/1")
    await counter.earned(member_id, 30)
    assert (await counter.redeem(member_id, 20, redemption_id)).status == 201
    answer = await follow(counter, redemption_id, "cancel", cancel_id=unique("c"), initiated_by="merchant")
    assert (answer.status, parts(answer), answer.body["balance"]["active"]) == (201, [("1", 20)], 30)
    more = await follow(counter, redemption_id, "cancel", cancel_id=unique("c"))
    assert more.refusal() == (422, "CANCEL_EXCEEDS_REDEEMED")


async def test_s19_all_is_captured_unless_said_otherwise(counter: Counter) -> None:
    _, redemption_id = await held(counter)
    first = await follow(counter, redemption_id, "capture")
    assert (first.status, parts(first)) == (201, [("1", 50)])
    again = await follow(counter, redemption_id, "capture", points=None)
    assert (again.status, again.raw) == (200, first.raw)
    assert (await follow(counter, redemption_id, "capture", points=20)).refusal() == (422, "HOLD_NOT_OPEN")


async def test_s19_released_twice_is_released_once(counter: Counter) -> None:
    member_id, redemption_id = await held(counter)
    first = await counter.call("POST", f"/v1/redemptions/{redemption_id}/release")
    assert (first.status, first.body["status"], parts(first)) == (201, "released", [("1", 50)])
    assert first.body["balance"] == {"active": 80, "pending": 0, "held": 0, "arrears": 0}
    for actor in (None, "till-2"):
        again = await follow(counter, redemption_id, "release", actor=actor)
        assert (again.status, again.raw) == (200, first.raw)
    assert len(await counter.installation.records(member_id)) == 3
    assert (await follow(counter, redemption_id, "capture")).refusal() == (422, "HOLD_NOT_OPEN")
    refused = await follow(counter, redemption_id, "cancel", cancel_id=unique("c"))
    assert refused.refusal() == (422, "CANCEL_EXCEEDS_REDEEMED")


async def test_s19_a_hold_that_ran_out_is_spendable_again_and_cannot_be_captured(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 80)
    await hold(counter, member_id, 50, redemption_id, ttl_seconds=1)

    async def balance() -> tuple[int, int, int]:
        body = (await counter.get(f"/v1/members/{member_id}/balance")).body
        return body["active"], body["held"], body["spendable"]

    async def ran_out() -> bool:
        return await balance() == (30, 50, 80)

    await until(ran_out, "the hold has run out, though nothing was posted")
    assert (await follow(counter, redemption_id, "capture")).refusal() == (422, "HOLD_LAPSED")
    released = await follow(counter, redemption_id, "release")
    # It lapsed before: the record begins with that, and the release gave nothing back itself.
    assert (released.status, released.body["allocation"]) == (201, [])
    assert await balance() == (80, 0, 80)
    assert (await follow(counter, redemption_id, "release")).raw == released.raw


async def test_s15a_a_release_answers_with_its_own_points_not_with_those_that_lapsed_before(counter: Counter) -> None:
    member_id, short, long = unique("ann"), unique("r"), unique("r")
    await counter.earned(member_id, 80)
    await hold(counter, member_id, 20, short, ttl_seconds=1)
    await hold(counter, member_id, 30, long)

    async def ran_out() -> bool:
        return bool((await counter.get(f"/v1/members/{member_id}/balance")).body["spendable"] == 50)

    await until(ran_out, "the short hold has run out")
    released = await follow(counter, long, "release")
    assert (parts(released), released.body["balance"]["active"]) == ([("1", 30)], 80)


async def test_s5_a_capture_over_http_and_then_through_kafka_is_a_duplicate(counter: Counter) -> None:
    member_id, redemption_id = await held(counter)
    first = await follow(counter, redemption_id, "capture", points=30)
    sent = event("redemption.captured", member_id, {"redemption_id": redemption_id, "points": 30})
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert (verdict["verdict"], verdict["sequence"]) == ("duplicate", first.body["sequence"])
    assert verdict["duplicate_of"]["id"] == f"default/{redemption_id}/capture/30"
    assert len(await counter.installation.records(member_id)) == 3


@pytest.mark.parametrize(
    ("what", "event_type", "data", "status"),
    [
        ("capture", "redemption.captured", {"points": 30}, "captured"),
        ("capture", "redemption.captured", {}, "captured"),
        ("release", "redemption.released", {}, "released"),
    ],
)
async def test_s5_what_kafka_did_is_answered_over_http(
    counter: Counter, what: str, event_type: str, data: dict[str, Any], status: str
) -> None:
    member_id, redemption_id = await held(counter)
    sent = event(event_type, member_id, {"redemption_id": redemption_id, **data})
    await counter.installation.publish(sent)
    assert (await counter.verdict(sent.id)).body["verdict"] == "accepted"
    answer = await follow(counter, redemption_id, what, **data)
    assert (answer.status, answer.body["status"], parts(answer)) == (200, status, [("1", data.get("points", 50))])
    assert len(await counter.installation.records(member_id)) == 3


async def test_s5_another_hold_or_redemption_under_a_taken_key_is_refused(counter: Counter) -> None:
    member_id, redemption_id = await held(counter)
    assert (await counter.redeem(member_id, 50, redemption_id)).refusal() == (409, "EVENT_ID_CONFLICT")
    other = await counter.redeem(member_id, 50, redemption_id, actor="till-2")
    assert other.refusal() == (422, "DUPLICATE_REDEMPTION_ID")
    cancel_id = unique("c")
    await follow(counter, redemption_id, "capture")
    assert (await follow(counter, redemption_id, "cancel", cancel_id=cancel_id, points=5)).status == 201
    again = await follow(counter, redemption_id, "cancel", cancel_id=cancel_id, points=6)
    assert again.refusal() == (409, "EVENT_ID_CONFLICT")
    again = await follow(counter, redemption_id, "cancel", actor="till-2", cancel_id=cancel_id, points=6)
    assert again.refusal() == (422, "DUPLICATE_CANCEL_ID")


@pytest.mark.parametrize(("what", "body"), [("capture", {}), ("release", {}), ("cancel", {"cancel_id": "c"})])
async def test_a_redemption_nobody_knows_is_404_and_leaves_no_record(
    counter: Counter, what: str, body: dict[str, str]
) -> None:
    records = len(await counter.installation.records())
    assert (await follow(counter, unique("r"), what, **body)).refusal() == (404, "REDEMPTION_UNKNOWN")
    assert len(await counter.installation.records()) == records


@pytest.mark.parametrize(("ttl_seconds", "reason"), [(0, "TTL_OUT_OF_RANGE"), (604_801, "TTL_OUT_OF_RANGE")])
async def test_s17_a_time_to_live_out_of_range_is_refused(counter: Counter, ttl_seconds: int, reason: str) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 80)
    answer = await counter.redeem(member_id, 5, unique("r"), hold=True, ttl_seconds=ttl_seconds)
    assert answer.refusal() == (422, reason)


@pytest.mark.parametrize("points", [0, -1, 51])
async def test_s19_a_capture_of_more_than_is_held_is_refused(counter: Counter, points: int) -> None:
    _, redemption_id = await held(counter)
    assert (await follow(counter, redemption_id, "capture", points=points)).refusal() == (422, "POINTS_OUT_OF_RANGE")


@pytest.mark.parametrize(
    ("what", "content", "path"),
    [
        ("capture", b"[]", ""),
        ("capture", b"{beans", ""),
        ("capture", {"points": "5"}, "points"),
        ("capture", {"points": True}, "points"),
        ("capture", {"redemption_id": "other"}, "redemption_id"),
        ("capture", {"member_id": "ann"}, "member_id"),
        ("release", {"points": 5}, "points"),
        ("cancel", {}, "cancel_id"),
        ("cancel", {"cancel_id": "c", "initiated_by": "chance"}, "initiated_by"),
        ("cancel", {"cancel_id": "a\0b"}, "cancel_id"),
    ],
)
async def test_a_bad_request_about_a_hold_is_refused_where_it_is_bad(
    counter: Counter, what: str, content: object, path: str
) -> None:
    member_id, redemption_id = await held(counter)
    answer = await counter.call("POST", f"/v1/redemptions/{redemption_id}/{what}", content)
    assert answer.refusal() == (422, "INVALID_EVENT")
    assert answer.body["path"] == path
    assert len(await counter.installation.records(member_id)) == 2


async def test_a_capture_and_a_release_at_once_come_to_one_outcome(counter: Counter) -> None:
    member_id, redemption_id = await held(counter)
    calls = [follow(counter, redemption_id, what) for what in ("capture", "release") for _ in range(8)]
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status for answer in answers) == [200] * 7 + [201] + [422] * 8
    assert {answer.refusal()[1] for answer in answers if answer.status == 422} == {"HOLD_NOT_OPEN"}
    balance = (await counter.get(f"/v1/members/{member_id}/balance")).body
    assert (balance["held"], balance["active"] + balance["lifetime"]["redeemed"]) == (0, 80)
