"""The ledger over HTTP: events are published once they are valid, redemptions are decided at the counter."""

import asyncio
from base64 import urlsafe_b64encode
from typing import Any

import aiohttp
import orjson
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from tests.conftest import Install
from tests.installation import event, purchase, redemption, unique, until
from tests.ledger.calls import Counter
from tests.schemas.messages import ATTRIBUTES, LINE

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
SOURCE = ATTRIBUTES["source"]
NAIVE_CURSOR = urlsafe_b64encode(b"2026-03-01T12:00:00 00000000-0000-0000-0000-000000000000").decode()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def counter(install_for_module: Install, http: aiohttp.ClientSession) -> Counter:
    """A ledger with three programmes, shared by the tests of this module; each has members of its own."""
    installation = await install_for_module()
    await installation.publish_programme()
    limited = {"min_points": 10, "block": 5, "points_per_day": 50, "rewards": [{"kind": "cash", "points_per_unit": 2}]}
    await installation.publish_programme(programme="limited", redemption=limited)
    return Counter(installation, await installation.start("ledger"), http)


def structured(member_id: str, **changes: object) -> dict[str, Any]:
    """Return a structured event of a purchase of 19.90."""
    data = {"order_id": unique("o"), "currency": "EUR", "lines": [LINE]}
    return {**ATTRIBUTES, "id": unique("e"), "subject": member_id, "data": data, **changes}


async def earned(counter: Counter, member_id: str, points: int, programme: str = "default") -> str:
    """Give a member points by a purchase; return its event id once it is decided."""
    sent = purchase(member_id, f"{points}.00", programme=programme)
    await counter.installation.publish(sent)
    assert (await counter.verdict(sent.id)).body["verdict"] == "accepted"
    return sent.id


async def published(counter: Counter) -> int:
    """Return how many messages the topic holds."""
    consumer = AIOKafkaConsumer(bootstrap_servers=counter.installation.stack.kafka_bootstrap)
    await consumer.start()
    try:
        partitions = [TopicPartition(counter.installation.topic, n) for n in range(counter.installation.partitions)]
        return sum((await consumer.end_offsets(partitions)).values())
    finally:
        await consumer.stop()


# Events in.


async def test_a_structured_event_is_published_and_decided(counter: Counter) -> None:
    sent = structured(unique("ann"))
    answer = await counter.call("POST", "/v1/events", sent, content_type=f"{STRUCTURED}; charset=utf-8")
    assert (answer.status, answer.body) == (202, {"accepted": 1, "errors": []})
    assert (await counter.verdict(sent["id"])).body["verdict"] == "accepted"
    (record,) = await counter.installation.records(sent["subject"])
    assert record["event"] == {**{name: sent[name] for name in ("source", "id", "type", "time", "data")}}


async def test_a_binary_event_is_published_and_decided(counter: Counter) -> None:
    member_id, event_id = unique("ann"), unique("e")
    attributes = {**ATTRIBUTES, "id": f"{event_id}%20%C3%A9", "subject": member_id, "programme": "limited"}
    data = structured(member_id)["data"]
    answer = await counter.call("POST", "/v1/events", data, **{f"ce_{name}": text for name, text in attributes.items()})
    assert (answer.status, answer.body) == (202, {"accepted": 1, "errors": []})
    assert (await counter.verdict(f"{event_id}%20%C3%A9")).body["id"] == f"{event_id} é"
    (record,) = await counter.installation.records(member_id)
    assert (record["programme"], record["event"]["data"]) == ("limited", data)


async def test_of_a_batch_the_valid_are_published_and_the_others_named(counter: Counter) -> None:
    good, also = structured(unique("ann")), structured(unique("bob"))
    bad = [
        structured("ann", colour="red"),
        7,
        structured("ann", type="purchase.dreamt"),
        structured("ann", data={"order_id": "o", "currency": "EUR", "lines": [{**LINE, "amount": 1.5}]}),
        structured("a@b.org"),
    ]
    answer = await counter.call("POST", "/v1/events", [good, *bad, also], content_type=BATCH)
    assert (answer.status, answer.body["accepted"]) == (202, 2)
    errors = answer.body["errors"]
    assert [(error["index"], error["reason"]) for error in errors] == [
        (1, "INVALID_EVENT"), (2, "INVALID_EVENT"), (3, "UNKNOWN_TYPE"), (4, "INVALID_EVENT"), (5, "INVALID_EVENT")
    ]  # fmt: skip
    assert errors[0]["detail"].startswith("colour: ")
    assert errors[3]["detail"].startswith("data.lines.0.amount: ")
    for sent in (good, also):
        assert (await counter.verdict(sent["id"])).body["verdict"] == "accepted"


async def test_a_batch_holds_a_thousand_events(counter: Counter) -> None:
    member_id = unique("ann")
    batch = [structured(member_id) for _ in range(1_000)]
    answer = await counter.call("POST", "/v1/events", batch, content_type=BATCH)
    assert (answer.status, answer.body) == (202, {"accepted": 1_000, "errors": []})
    await counter.verdict(batch[-1]["id"])
    before = await published(counter)
    answer = await counter.call("POST", "/v1/events", [*batch, structured(member_id)], content_type=BATCH)
    assert answer.refusal() == (422, "INVALID_EVENT")
    assert "1001 events; a batch has at most 1000: split it" in answer.body["detail"]
    assert await published(counter) == before


BAD_EVENTS: list[tuple[str, object, str, int, str]] = [
    ("not JSON", b"{beans", STRUCTURED, 422, "value"),
    ("not an object", b"[1]", STRUCTURED, 422, "value"),
    ("too deep", b'{"a":' * 17 + b"1" + b"}" * 17, STRUCTURED, 422, "value"),
    ("too large", structured("ann", data={"x": "y" * 65_536}), STRUCTURED, 422, "value"),
    ("nothing", b"", STRUCTURED, 422, "value"),
    ("unknown field", structured("ann", colour="red"), STRUCTURED, 422, "colour"),
    ("unknown type", structured("ann", type="purchase.dreamt"), STRUCTURED, 422, "type"),
    ("NaN", b'{"specversion": NaN}', STRUCTURED, 422, "value"),
    ("no offset", structured("ann", time="2026-03-01T12:00:00"), STRUCTURED, 422, "time"),
    ("an id of 10 KB", structured("ann", id="x" * 10_240), STRUCTURED, 422, "id"),
    ("an e-mail address", structured("a@b.org"), STRUCTURED, 422, "subject"),
    ("no attributes", b"{}", "application/json", 422, "specversion"),
    ("a broken batch", b"[{", BATCH, 422, ""),
    ("a batch that is no array", b"{}", BATCH, 422, ""),
    ("text", b"beans", "text/plain", 415, ""),
    ("another XML", b"<x/>", "application/cloudevents+xml", 415, ""),
]


@pytest.mark.parametrize(("content", "kind", "status", "path"), [bad[1:] for bad in BAD_EVENTS],
                         ids=[bad[0] for bad in BAD_EVENTS])  # fmt: skip
async def test_a_bad_event_is_refused_and_nothing_published(
    counter: Counter, content: object, kind: str, status: int, path: str
) -> None:
    before = await published(counter)
    answer = await counter.call("POST", "/v1/events", content, content_type=kind)
    assert answer.refusal()[0] == status
    assert answer.body.get("path", "") == path
    assert await published(counter) == before


async def test_a_body_beyond_all_measure_is_refused_before_it_is_read(counter: Counter) -> None:
    answer = await counter.call("POST", "/v1/events", b" " * 4_194_305, content_type=BATCH)
    assert answer.refusal() == (413, "BODY_TOO_LARGE")


# Verdicts.


async def test_the_verdict_on_a_quarantined_event_says_why(counter: Counter) -> None:
    sent = purchase(unique("ann"), programme="elsewhere")
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert (verdict["verdict"], verdict["reason"]) == ("quarantined", "UNKNOWN_PROGRAMME")
    assert "publish its first version" in verdict["detail"]


async def test_an_id_that_was_decided_keeps_its_verdict_whatever_comes_later(counter: Counter) -> None:
    member_id = unique("ann")
    event_id = await earned(counter, member_id, 5)
    positions = await counter.installation.publish(purchase(member_id, "6.00", id=event_id))
    await counter.installation.until_read(positions)
    verdict = (await counter.verdict(event_id)).body
    assert (verdict["verdict"], verdict["source"], verdict["id"]) == ("accepted", SOURCE, event_id)
    (record,) = await counter.installation.records(member_id)
    assert (verdict["shard"], verdict["sequence"]) == (record["shard"], record["sequence"])
    assert (await counter.installation.quarantined())[-1]["reason"] == "EVENT_ID_CONFLICT"


async def test_the_verdict_on_a_refused_event_is_its_reason(counter: Counter) -> None:
    sent = redemption(unique("nobody"), 5)
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert (verdict["verdict"], verdict["reason"]) == ("rejected", "MEMBER_UNKNOWN")


async def test_an_unseen_event_is_404_and_waiting_hears_of_it_when_it_comes(counter: Counter) -> None:
    sent = purchase(unique("ann"))
    assert (await counter.verdict(sent.id, wait=0)).refusal() == (404, "EVENT_UNSEEN")
    asking = asyncio.create_task(counter.verdict(sent.id))
    await counter.installation.publish(sent)
    assert (await asking).body["verdict"] == "accepted"
    assert (await counter.verdict(sent.id, wait=11)).refusal() == (422, "INVALID_REQUEST")


async def test_a_due_event_with_nothing_due_leaves_no_trace(counter: Counter) -> None:
    member_id = unique("ann")
    await earned(counter, member_id, 5)
    sent = event("points.expiry_due", member_id, {"as_of": "2026-01-01T00:00:00Z"})
    await counter.installation.until_read(await counter.installation.publish(sent))
    assert (await counter.verdict(sent.id, wait=0)).refusal() == (404, "EVENT_UNSEEN")
    assert len(await counter.installation.records(member_id)) == 1


# Redemptions at the counter.


async def test_a_redemption_is_201_and_the_same_again_200_with_the_same_body(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 30)
    await earned(counter, member_id, 40)
    first = await counter.redeem(member_id, 50, redemption_id)
    assert first.status == 201
    assert first.body["status"] == "redeemed"
    assert first.body["allocation"] == [
        {"lot_id": f"{member_id}/1", "points": 30, "expires_at": None},
        {"lot_id": f"{member_id}/2", "points": 20, "expires_at": None},
    ]
    assert first.body["balance"] == {"active": 20, "pending": 0, "held": 0, "arrears": 0}
    again = await counter.redeem(member_id, 50, redemption_id)
    assert (again.status, again.raw) == (200, first.raw)
    # Another client that asks for the very same is told of the record that took the key.
    other = await counter.redeem(member_id, 50, redemption_id, actor="till-2")
    assert (other.status, other.raw) == (200, first.raw)
    assert len(await counter.installation.records(member_id)) == 3


async def test_s5_a_redemption_over_http_and_then_through_kafka_is_a_duplicate(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 30)
    first = await counter.redeem(member_id, 10, redemption_id, store_id=None)
    sent = redemption(member_id, 10, redemption_id=redemption_id)
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert verdict["verdict"] == "duplicate"
    assert verdict["duplicate_of"] == {"source": "urn:client:anonymous", "id": f"default/{redemption_id}/redeem"}
    assert (verdict["shard"], verdict["sequence"]) == (first.body["shard"], first.body["sequence"])
    assert len(await counter.installation.records(member_id)) == 2


async def test_s5_a_redemption_through_kafka_and_then_over_http_is_answered_with_it(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 30)
    sent = redemption(member_id, 10, redemption_id=redemption_id)
    await counter.installation.publish(sent)
    await counter.verdict(sent.id)
    answer = await counter.redeem(member_id, 10, redemption_id)
    assert answer.status == 200
    assert answer.body["balance"]["active"] == 20
    assert len(await counter.installation.records(member_id)) == 2


async def test_s5_another_redemption_under_a_taken_key_is_refused(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 30)
    await counter.redeem(member_id, 10, redemption_id)
    # By the same client it is the same event id with other content, by another one a taken key.
    assert (await counter.redeem(member_id, 11, redemption_id)).refusal() == (409, "EVENT_ID_CONFLICT")
    other = await counter.redeem(member_id, 11, redemption_id, actor="till-2")
    assert other.refusal() == (422, "DUPLICATE_REDEMPTION_ID")
    assert (await counter.redeem(unique("bob"), 10, redemption_id, actor="till-3")).refusal() == (
        422,
        "DUPLICATE_REDEMPTION_ID",
    )


async def test_s6_a_refusal_stays_when_the_member_could_pay_by_now(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 5)
    assert (await counter.redeem(member_id, 10, redemption_id)).refusal() == (422, "INSUFFICIENT_POINTS")
    await earned(counter, member_id, 50)
    assert (await counter.redeem(member_id, 10, redemption_id)).refusal() == (422, "INSUFFICIENT_POINTS")
    assert (await counter.redeem(member_id, 10, unique("r"))).status == 201
    # A refusal takes no key: through another channel the same redemption is new.
    assert (await counter.redeem(member_id, 10, redemption_id, actor="till-2")).status == 201


async def test_the_same_redemption_32_times_at_once_is_posted_once(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await earned(counter, member_id, 100)
    answers = await asyncio.gather(*(counter.redeem(member_id, 60, redemption_id) for _ in range(32)))
    assert sorted(answer.status for answer in answers) == [200] * 31 + [201]
    assert len({answer.raw for answer in answers}) == 1
    assert [record["balance"]["active"] for record in await counter.installation.records(member_id)] == [100, 40]


async def test_32_redemptions_at_once_never_spend_more_than_there_is(counter: Counter) -> None:
    member_id = unique("ann")
    await earned(counter, member_id, 100)
    answers = await asyncio.gather(*(counter.redeem(member_id, 10, unique("r")) for _ in range(32)))
    assert sorted(answer.status for answer in answers) == [201] * 10 + [422] * 22
    assert {answer.refusal()[1] for answer in answers if answer.status == 422} == {"INSUFFICIENT_POINTS"}


@pytest.mark.parametrize(
    ("points", "reward", "reason"),
    [
        (0, None, "POINTS_OUT_OF_RANGE"),
        (-5, None, "POINTS_OUT_OF_RANGE"),
        (5, None, "POINTS_OUT_OF_RANGE"),
        (12, None, "POINTS_OUT_OF_RANGE"),
        (20, {"kind": "cash", "value": "9.00"}, "REWARD_PRICE_MISMATCH"),
        (105, None, "INSUFFICIENT_POINTS"),
        (55, None, "LIMIT_EXCEEDED"),
    ],
)
async def test_s17_each_refusal_is_422_with_its_reason(
    counter: Counter, points: int, reward: dict[str, str] | None, reason: str
) -> None:
    member_id = unique("ann")
    await earned(counter, member_id, 100, "limited")
    body = {"member_id": member_id, "redemption_id": unique("r"), "points": points, "reward": reward}
    answer = await counter.call("POST", "/v1/redemptions?programme=limited", body)
    assert answer.refusal() == (422, reason)


async def test_s17_a_member_nobody_knows_and_a_programme_nobody_knows(counter: Counter) -> None:
    assert (await counter.redeem(unique("nobody"), 10, unique("r"))).refusal() == (422, "MEMBER_UNKNOWN")
    body = {"member_id": "ann", "redemption_id": unique("r"), "points": 10}
    answer = await counter.call("POST", "/v1/redemptions?programme=elsewhere", body)
    assert answer.refusal() == (404, "UNKNOWN_PROGRAMME")


async def test_s17_a_closed_member_and_one_in_arrears_are_refused(
    install: Install, http: aiohttp.ClientSession
) -> None:
    installation = await install()
    await installation.publish_programme()
    counter = Counter(installation, await installation.start("ledger", ledger_roles="api,intake"), http)
    for member_id in ("closed", "owing"):
        await earned(counter, member_id, 50)
    # No event of the narrow way closes a member or leaves a debt; so that the answer is tested, the state is set.
    installation.sound = False
    await installation.fetch("UPDATE ledger.member SET status = 'closed' WHERE member_id = 'closed'")
    await installation.fetch("UPDATE ledger.member SET arrears = -5 WHERE member_id = 'owing'")
    assert (await counter.redeem("closed", 10, "r-1")).refusal() == (422, "MEMBER_CLOSED")
    assert (await counter.redeem("owing", 10, "r-2")).refusal() == (422, "ARREARS_OUTSTANDING")


BAD_REDEMPTIONS: list[tuple[str, object, str]] = [
    ("not JSON", b"{beans", ""),
    ("not an object", b"[]", ""),
    ("nothing", b"", ""),
    ("no member", {"redemption_id": "r", "points": 5}, "member_id"),
    ("a number as the member", {"member_id": 7, "redemption_id": "r", "points": 5}, "member_id"),
    ("an e-mail address", {"member_id": "a@b.org", "redemption_id": "r", "points": 5}, "member_id"),
    ("no redemption_id", {"member_id": "ann", "points": 5}, "redemption_id"),
    ("NUL in it", {"member_id": "ann", "redemption_id": "a\0b", "points": 5}, "redemption_id"),
    ("an object as it", {"member_id": "ann", "redemption_id": {}, "points": 5}, "redemption_id"),
    ("10 KB of it", {"member_id": "ann", "redemption_id": "x" * 10_240, "points": 5}, "redemption_id"),
    ("no points", {"member_id": "ann", "redemption_id": "r"}, "points"),
    ("half a point", {"member_id": "ann", "redemption_id": "r", "points": 0.5}, "points"),
    ("points as text", {"member_id": "ann", "redemption_id": "r", "points": "5"}, "points"),
    ("10^30 points", b'{"member_id": "ann", "redemption_id": "r", "points": 1' + b"0" * 30 + b"}", "points"),
    ("NaN points", b'{"member_id": "ann", "redemption_id": "r", "points": NaN}', ""),
    ("unknown field", {"member_id": "ann", "redemption_id": "r", "points": 5, "colour": "red"}, "colour"),
    ("a hold", {"member_id": "ann", "redemption_id": "r", "points": 5, "hold": True}, "hold"),
    ("a time to live", {"member_id": "ann", "redemption_id": "r", "points": 5, "ttl_seconds": 5}, "ttl_seconds"),
]


@pytest.mark.parametrize(("content", "path"), [bad[1:] for bad in BAD_REDEMPTIONS],
                         ids=[bad[0] for bad in BAD_REDEMPTIONS])  # fmt: skip
async def test_a_bad_redemption_is_refused_where_it_is_bad(counter: Counter, content: object, path: str) -> None:
    records = len(await counter.installation.records())
    answer = await counter.call("POST", "/v1/redemptions", content)
    assert answer.refusal() == (422, "INVALID_EVENT")
    assert answer.body["path"] == path
    assert len(await counter.installation.records()) == records


# Reads, and what every answer has in common.


async def test_the_balance_is_the_ledgers_own_as_of_a_position(counter: Counter) -> None:
    member_id = unique("ann")
    await earned(counter, member_id, 30)
    redeemed = (await counter.redeem(member_id, 10, unique("r"))).body
    answer = await counter.get(f"/v1/members/{member_id}/balance?min_sequence={redeemed['sequence']}")
    balance = answer.body
    assert balance.pop("as_of_sequence") >= redeemed["sequence"]
    assert balance == {
        "active": 20, "pending": 0, "held": 0, "arrears": 0, "spendable": 20, "expiring": [],
        "lifetime": {"earned": 30, "redeemed": 10, "expired": 0},
    }  # fmt: skip


async def test_a_position_that_is_not_reached_is_503_with_when_to_try_again(counter: Counter) -> None:
    member_id = unique("ann")
    await earned(counter, member_id, 30)
    answer = await counter.get(f"/v1/members/{member_id}/balance?min_sequence={10**12}")
    assert answer.refusal() == (503, "NOT_THERE_YET")
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/v1/members/nobody/balance", 404, "MEMBER_UNKNOWN"),
        ("GET", "/v1/members/a%00b/balance", 422, "INVALID_REQUEST"),
        ("GET", "/v1/members/ann/balance?programme=a%00b", 422, "INVALID_REQUEST"),
        ("GET", "/v1/members/ann/balance?programme=", 422, "INVALID_REQUEST"),
        ("POST", "/v1/redemptions?programme=a%00b", 422, "INVALID_REQUEST"),
        ("GET", "/v1/members/ann/balance?min_sequence=x", 422, "INVALID_REQUEST"),
        ("GET", "/v1/verdicts?source=a%00b&id=c", 422, "INVALID_REQUEST"),
        ("GET", "/v1/verdicts?source=a&id=c%0A", 422, "INVALID_REQUEST"),
        ("GET", "/v1/verdicts?source=a", 422, "INVALID_REQUEST"),
        ("GET", "/v1/proposals?cursor=beans", 400, "CURSOR_INVALID"),
        ("GET", f"/v1/proposals?cursor={NAIVE_CURSOR}", 400, "CURSOR_INVALID"),
        ("GET", "/v1/proposals?limit=0", 422, "INVALID_REQUEST"),
        ("GET", "/v1/nothing", 404, "NOT_FOUND"),
        ("DELETE", "/v1/redemptions", 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_what_cannot_be_answered_is_a_problem(
    counter: Counter, method: str, path: str, status: int, reason: str
) -> None:
    assert (await counter.call(method, path)).refusal() == (status, reason)


@pytest.mark.parametrize("actor", ["é", "x" * 101])
async def test_an_actor_that_cannot_be_a_name_is_refused(counter: Counter, actor: str) -> None:
    assert (await counter.redeem("ann", 5, "r", actor=actor)).refusal() == (400, "ACTOR_INVALID")


async def test_an_actor_may_have_a_long_name(counter: Counter) -> None:
    answer = await counter.redeem(unique("nobody"), 5, unique("r"), actor="x" * 100)
    assert answer.refusal() == (422, "MEMBER_UNKNOWN")


async def test_health_readiness_and_metrics(counter: Counter) -> None:
    await earned(counter, unique("ann"), 5)
    assert (await counter.get("/healthz")).body == {"status": "alive"}
    assert (await counter.get("/readyz")).status == 200
    metrics = (await counter.get("/metrics")).raw.decode()
    assert 'points_ledger_events_total{reason="",verdict="accepted"}' in metrics


async def test_without_the_api_role_only_health_is_served(install: Install, http: aiohttp.ClientSession) -> None:
    installation = await install()
    counter = Counter(installation, await installation.start("ledger", ledger_roles="intake"), http)

    async def ready() -> bool:
        return (await counter.get("/readyz")).status == 200

    await until(ready, "the intake has looked after its partitions once")
    assert (await counter.redeem("ann", 5, "r")).refusal() == (404, "NOT_FOUND")
    openapi = orjson.loads((await counter.get("/openapi.json")).raw)
    assert openapi["paths"] == {}
