"""The intake against whatever a stranger sends: set aside whole, with what, where, and what to do; nothing stops."""

import asyncio
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
import pytest_asyncio

from services.kit.database import Row
from services.ledger.quarantine import received_headers
from tests.conftest import Install
from tests.installation import Installation, Sent, event, purchase, redemption, unique, until
from tests.schemas.messages import ATTRIBUTES, LINE, headers

GOOD = orjson.dumps({"order_id": "o-1", "currency": "EUR", "lines": [LINE]})


def order(**changes: object) -> dict[str, Any]:
    """Return the data of a good order with these fields changed."""
    return {"order_id": unique("o"), "currency": "EUR", "lines": [LINE], **changes}


def bought(data: object, **attributes: str | None) -> Sent:
    """Return a purchase of ann's with that data."""
    return event("purchase.completed", "ann", data, **attributes)


def points(text: str) -> bytes:
    """Return a redemption whose points are that JSON text."""
    return b'{"redemption_id": "r-1", "points": ' + text.encode() + b"}"


def structured(**changes: object) -> Sent:
    """Return a structured event with these members changed."""
    body = {**ATTRIBUTES, "id": unique("e"), "data": order(), **changes}
    return Sent(b"ann", [("content-type", b"application/cloudevents+json")], orjson.dumps(body))


BAD: list[tuple[str, Sent, str, str, str]] = [
    ("not JSON", bought(b"{beans"), "INVALID_EVENT", "value", "send one JSON object"),
    ("not text", bought(b"\xff\xfe\x00"), "INVALID_EVENT", "value", "send one JSON object"),
    ("not an object", bought(b"[1]"), "INVALID_EVENT", "value", "send one object"),
    ("too deep", bought(b'{"a":' * 17 + b"1" + b"}" * 17), "INVALID_EVENT", "value", "flatten it"),
    ("very deep", bought(b"[" * 60_000), "INVALID_EVENT", "value", "flatten it"),
    ("too large", bought(order(store_id="x" * 65_536)), "INVALID_EVENT", "value", "split the order"),
    ("an empty value", Sent(b"ann", headers(), b""), "INVALID_EVENT", "value", "the message has no value"),
    ("no value", Sent(b"ann", headers(), None), "INVALID_EVENT", "value", "the message has no value"),
    ("an unknown type", bought(order(), type="purchase.dreamt"), "UNKNOWN_TYPE", "type", "it knows activity.completed"),
    ("a proposal", event("points.adjusted", "ann", {}), "NOT_PERMITTED", "type", "propose it"),
    ("an unknown field", bought(order(colour="red")), "INVALID_EVENT", "data.colour", "check its spelling"),
    ("an unknown header", bought(order(), colour="red"), "INVALID_EVENT", "ce_colour", "remove the header"),
    ("another's key", Sent(b"bob", headers(), GOOD), "KEY_MISMATCH", "key", "send the member id as the key"),
    ("no key", Sent(None, headers(), GOOD), "KEY_MISMATCH", "key", "send the member id as the key"),
    ("NaN", bought(b'{"order_id": NaN}'), "INVALID_EVENT", "value", "not JSON"),
    ("NaN as points", event("redemption.requested", "ann", points("NaN")), "INVALID_EVENT", "value", "not JSON"),
    ("a float as money", bought(order(lines=[{**LINE, "amount": 19.9}])), "INVALID_EVENT", "data.lines.0.amount",
     'such as "19.90"'),
    ("10^30 points", event("redemption.requested", "ann", points("1" + 30 * "0")), "INVALID_EVENT", "data.points",
     "smaller"),
    ("half a point", event("redemption.requested", "ann", points("0.5")), "INVALID_EVENT", "data.points",
     "without a fraction"),
    ("no offset", bought(order(), time="2026-03-01T12:00:00"), "INVALID_EVENT", "time", "with an offset"),
    ("an id of 10 KB", bought(order(), id="x" * 10_240), "INVALID_EVENT", "id", "shorten it"),
    ("an order id of 10 KB", bought(order(order_id="x" * 10_240)), "INVALID_EVENT", "data.order_id", "shorten it"),
    ("NUL in an id", bought(order(), id="a\0b"), "INVALID_EVENT", "id", "control characters"),
    ("an e-mail address", Sent(b"a@b.org", headers(subject="a@b.org"), GOOD), "INVALID_EVENT", "subject", "opaque"),
    ("no attributes", Sent(b"ann", [], GOOD), "INVALID_EVENT", "specversion", "add it"),
    ("another content type", Sent(b"ann", headers("text/plain"), GOOD), "INVALID_EVENT", "content-type",
     "application/json"),
    ("a batch", Sent(b"ann", headers("application/cloudevents-batch+json"), b"[]"), "INVALID_EVENT", "content-type",
     "send one event"),
    ("a header without a value", Sent(b"ann", [*headers(id=None), ("ce_id", None)], GOOD), "INVALID_EVENT", "ce_id",
     "no value"),
    ("a header that is no text", Sent(b"ann", [*headers(), ("ce_programme", b"\xff")], GOOD), "INVALID_EVENT",
     "ce_programme", "UTF-8"),
    ("a header twice", Sent(b"ann", [*headers(), ("ce_id", b"e-2")], GOOD), "INVALID_EVENT", "ce_id", "send it once"),
    ("structured, no subject", structured(subject=None), "INVALID_EVENT", "subject", "in quotes"),
    ("structured, an unknown field", structured(colour="red"), "INVALID_EVENT", "colour", "remove the field"),
    ("structured, a float", structured(data=order(lines=[{**LINE, "amount": 1.5}])), "INVALID_EVENT",
     "data.lines.0.amount", "in quotes"),
    ("no such programme", bought(order(), programme="elsewhere"), "UNKNOWN_PROGRAMME", "programme",
     "publish its first version"),
    ("before the programme", bought(order(), time="1980-01-01T00:00:00Z"), "NO_PROGRAMME_VERSION", "time",
     "holds from 1990-01-01"),
    ("in the future", bought(order(), time="2900-01-01T00:00:00Z"), "IN_FUTURE", "time", "set the sender's clock"),
    ("not due yet", event("points.expiry_due", "ann", {"as_of": "2900-01-01T00:00:00Z"}), "IN_FUTURE", "time",
     "set the sender's clock"),
]  # fmt: skip


@dataclass
class Poured:
    """What came of all bad messages, each between two good orders, in one topic."""

    installation: Installation
    aside: dict[tuple[int, int], Row]
    positions: list[tuple[int, int]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def poured(install_for_module: Install) -> Poured:
    """Send every bad message between good ones, and wait until the intake has passed them all."""
    installation = await install_for_module()
    await installation.publish_programme()
    await installation.start("ledger", ledger_roles="intake")
    positions = []
    for _, bad, *_ in BAD:
        mixed = [purchase("ann", "1.00"), bad, purchase("ann", "1.00")]
        positions.append((await installation.publish(*mixed, partition=3))[1])
    await installation.until_read([(3, positions[-1][1] + 1)])
    aside = {(row["partition"], row["kafka_offset"]): row for row in await installation.quarantined()}
    return Poured(installation, aside, positions)


@pytest.mark.parametrize("number", range(len(BAD)), ids=[name for name, *_ in BAD])
async def test_a_bad_message_is_set_aside_whole_with_what_where_and_what_to_do(poured: Poured, number: int) -> None:
    _, sent, reason, path, advice = BAD[number]
    row = poured.aside[poured.positions[number]]
    assert (row["reason"], row["path"]) == (reason, path)
    assert advice in row["detail"]
    assert (row["topic"], row["key"]) == (poured.installation.topic, sent.key)
    assert row["value"] == sent.value
    assert received_headers(orjson.loads(row["headers"])) == list(sent.headers)


async def test_nothing_is_lost_and_nothing_stops(poured: Poured) -> None:
    assert set(poured.aside) == set(poured.positions), "exactly the bad ones are set aside"
    last = (await poured.installation.records("ann"))[-1]
    assert last["balance"]["active"] == 2 * len(BAD), "every good order beside them is posted"


@pytest.mark.parametrize("number", [5, 27], ids=["too large", "a header without a value"])
async def test_the_last_message_of_a_batch_may_be_a_bad_one(installation: Installation, number: int) -> None:
    await installation.publish_programme()
    first = await installation.start("ledger", ledger_roles="intake")
    await installation.until_read(await installation.publish(BAD[number][1], partition=0))
    assert await first.stop() == 0
    # The one after it compares what it finds before its offset with what was remembered.
    await installation.start("ledger", ledger_roles="intake")
    await installation.until_read(await installation.publish(purchase("ann", "3.00"), partition=0))
    assert len(await installation.quarantined()) == 1
    assert [record["balance"]["active"] for record in await installation.records("ann")] == [3]


async def test_too_many_invalid_events_stop_the_intake_before_any_is_set_aside(installation: Installation) -> None:
    await installation.publish_programme()
    mixed = [message for _ in range(21) for message in (bought(b"{beans"), purchase("ann", "1.00"))]
    positions = await installation.publish(*mixed, partition=0)
    ledger = installation.service("ledger", ledger_roles="intake", invalid_share_max="0.02")
    ended = await installation.run_to_end(ledger)
    assert ended.code == 2
    assert "ledger cannot start: 21 of the last 1000 messages of" in ended.said
    assert "POINTS_INVALID_SHARE_MAX=0.02" in ended.said
    assert "INVALID_EVENT at value: not JSON" in ended.said
    assert "raise the share for one run" in ended.said
    assert "Traceback" not in ended.said
    assert await installation.quarantined() == []
    assert await installation.records("ann") == []
    # What the message advises works.
    await installation.start("ledger", ledger_roles="intake", invalid_share_max="1")
    await installation.until_read(positions)
    assert len(await installation.quarantined()) == 21
    assert (await installation.records("ann"))[-1]["balance"]["active"] == 21


async def test_the_share_of_invalid_events_is_remembered_over_a_restart(installation: Installation) -> None:
    await installation.publish_programme()
    first = await installation.start("ledger", ledger_roles="intake", invalid_share_max="0.02")
    await installation.until_read(await installation.publish(*[bought(b"{beans") for _ in range(20)], partition=0))
    assert await first.stop() == 0
    await installation.publish(bought(b"{beans"), partition=0)
    again = installation.service("ledger", ledger_roles="intake", invalid_share_max="0.02")
    assert "21 of the last 1000 messages" in (await installation.run_to_end(again)).said
    assert len(await installation.quarantined()) == 20


async def test_an_event_whose_decision_raises_is_set_aside_alone_with_its_traceback(installation: Installation) -> None:
    await installation.publish_programme(earning={"rate": {"points": 1_000_000, "per": "0.0001"}})
    mixed = [purchase("ann", "0.0001"), purchase("ann", "999999999999.00"), purchase("ann", "0.0002")]
    positions = await installation.publish(*mixed, partition=0)
    ledger = await installation.start("ledger", ledger_roles="intake")
    await installation.until_read(positions)
    (aside,) = await installation.quarantined()
    assert (aside["reason"], aside["kafka_offset"]) == ("INTERNAL_ERROR", 1)
    assert "Traceback (most recent call last)" in aside["detail"]
    assert "OverflowError" in aside["detail"]
    assert "mend the cause, then replay" in aside["detail"]
    balances = [record["balance"]["active"] for record in await installation.records("ann")]
    assert balances == [1_000_000, 3_000_000]
    (alarm,) = ledger.logged("decision_failed")
    assert (alarm["level"], alarm["offset"]) == ("error", 1)


async def test_s4_a_message_delivered_twice_is_one_record(installation: Installation) -> None:
    await installation.publish_programme()
    await installation.start("ledger", ledger_roles="intake")
    sent = [purchase("ann", "5.00"), redemption("ann", 2)]
    positions = await installation.publish(*sent, *sent, partition=0)
    positions += await installation.publish(*reversed(sent), partition=0)
    await installation.until_read(positions)
    assert [record["balance"]["active"] for record in await installation.records("ann")] == [5, 3]
    assert await installation.quarantined() == []


async def test_two_processes_share_the_partitions_and_each_event_is_posted_once(installation: Installation) -> None:
    await installation.publish_programme()
    positions = await installation.publish(*[purchase(f"member-{n % 40}", "1.00") for n in range(400)])
    await asyncio.gather(*(installation.start("ledger", ledger_roles="intake") for _ in range(2)))

    async def shared() -> bool:
        held = await installation.fetch(
            "SELECT owner, count(*) FROM ledger.inbox WHERE leased_until > now() GROUP BY owner"
        )
        return sorted(row["count"] for row in held) == [2, 2]

    await until(shared, "two processes hold two of the four partitions each")
    positions += await installation.publish(*[purchase(f"member-{n % 40}", "1.00") for n in range(400)])
    await installation.until_read(positions)
    (found,) = await installation.fetch("SELECT count(*), sum(active) FROM (SELECT active FROM ledger.member) m")
    assert tuple(found) == (40, 800)
