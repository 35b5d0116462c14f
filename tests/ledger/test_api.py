"""The ledger over HTTP: events are published once they are valid; verdicts, balances, and problems are told."""

import asyncio
from base64 import urlsafe_b64encode
from typing import Any

import aiohttp
import orjson
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from tests.conftest import Install
from tests.installation import event, purchase, redemption, unique, until
from tests.ledger.calls import Counter
from tests.schemas.messages import ATTRIBUTES, LINE

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
SOURCE = ATTRIBUTES["source"]
NAIVE_CURSOR = urlsafe_b64encode(b'["2026-03-01T12:00:00","00000000-0000-0000-0000-000000000000"]').decode()


def structured(member_id: str, **changes: object) -> dict[str, Any]:
    """Return a structured event of a purchase of 19.90."""
    data = {"order_id": unique("o"), "currency": "EUR", "lines": [LINE]}
    return {**ATTRIBUTES, "id": unique("e"), "subject": member_id, "data": data, **changes}


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
    event_id = await counter.earned(member_id, 5)
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
    await counter.earned(member_id, 5)
    sent = event("points.expiry_due", member_id, {"as_of": "2026-01-01T00:00:00Z"})
    await counter.installation.until_read(await counter.installation.publish(sent))
    assert (await counter.verdict(sent.id, wait=0)).refusal() == (404, "EVENT_UNSEEN")
    assert len(await counter.installation.records(member_id)) == 1


# Reads, and what every answer has in common.


async def test_the_balance_is_the_ledgers_own_as_of_a_position(counter: Counter) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 30)
    redeemed = (await counter.redeem(member_id, 10, unique("r"))).body
    answer = await counter.get(f"/v1/members/{member_id}/balance?min_sequence={redeemed['sequence']}")
    balance = answer.body
    assert balance.pop("as_of_sequence") >= redeemed["sequence"]
    assert balance == {
        "active": 20, "pending": 0, "held": 0, "arrears": 0, "spendable": 20, "expiring": [],
        "lifetime": {"earned": 30, "redeemed": 10, "expired": 0}, "merged_into": None,
    }  # fmt: skip


async def test_a_position_that_is_not_reached_is_503_with_when_to_try_again(counter: Counter) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 30)
    answer = await counter.get(f"/v1/members/{member_id}/balance?min_sequence={10**12}")
    assert answer.refusal() == (503, "NOT_THERE_YET")
    assert answer.headers["Retry-After"] == "1"


async def test_a_cursor_that_is_none_of_ours_says_what_to_send(counter: Counter) -> None:
    for path in ("/v1/proposals", "/v1/quarantine"):
        answer = await counter.get(f"{path}?cursor=beans")
        assert (answer.status, answer.body["errors"][0]["path"]) == (400, "query.cursor")
        assert "send the `next` of the page before" in answer.body["detail"]


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
    await counter.earned(unique("ann"), 5)
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
