"""The quarantine as an operator meets it: over HTTP, at the shell, and as copies on a topic; killed in between, too."""

import asyncio
import sys
from typing import Any

import orjson
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from services.kit.kafka import MESSAGE_BYTES_MAX
from tests.conftest import Install
from tests.installation import DEADLINE_SECONDS, ROOT, Ended, Installation, Sent, Service, event, purchase, unique
from tests.ledger.calls import Counter

PAST = "2020-01-01T12:00:00Z"
NEITHER_KEY_NOR_VALUE = """
WITH head AS (UPDATE ledger.quarantine_head SET last = last + 1 RETURNING last)
INSERT INTO ledger.quarantine (id, reason, detail, path, cluster_id, topic, partition, kafka_offset, headers)
SELECT last, 'INVALID_EVENT', '', '', '', '', 0, 99, '[]' FROM head
"""
"""A message that other clients can send, and ours cannot."""
Copy = tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]


def late(member_id: str, **attributes: str) -> Sent:
    """Return a purchase that is too late for its programme."""
    return purchase(member_id, "10.00", programme="strict", time=PAST, **attributes)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def strict(counter: Counter) -> Counter:
    """A ledger with a programme that does not take history of any age."""
    await counter.installation.publish_programme(programme="strict", max_lateness_days=30)
    return counter


async def aside(counter: Counter, *sent: Sent) -> list[int]:
    """Send messages that are set aside; return their numbers, in order."""
    await counter.installation.until_read(await counter.installation.publish(*sent))
    numbers = {row["event_id"]: row["id"] for row in await counter.installation.quarantined()}
    return [numbers[one.id] for one in sent]


# Over HTTP.


async def test_a_message_is_shown_whole_with_what_is_wrong_and_where_it_was(strict: Counter) -> None:
    sent = late(unique("ann"))
    sent = Sent(sent.key, [*sent.headers, ("trace", b"\xff")], sent.value, sent.id)
    ((partition, offset),) = await strict.installation.publish(sent)
    await strict.installation.until_read([(partition, offset)])
    (number,) = [r["id"] for r in await strict.installation.quarantined() if r["event_id"] == sent.id]
    shown = (await strict.get(f"/v1/quarantine/{number}")).body
    assert (shown["id"], shown["state"], shown["reason"], shown["path"]) == (number, "open", "TOO_LATE", "time")
    assert "max_lateness_days = 30" in shown["detail"]
    assert shown["event"] == {"source": "urn:till:7", "id": sent.id, "type": "purchase.completed"}
    place = shown["position"]
    assert (place["topic"], place["partition"], place["offset"]) == (strict.installation.topic, partition, offset)
    assert place["cluster_id"]
    assert sent.key is not None
    assert sent.value is not None
    headers = [[name, (value or b"").decode()] for name, value in sent.headers[:-1]]
    assert shown["message"] == {
        "key": sent.key.decode(), "headers": [*headers, ["trace", {"base64": "/w=="}]], "value": sent.value.decode(),
    }  # fmt: skip


async def test_pages_by_an_opaque_cursor_hold_everything_once(strict: Counter) -> None:
    source = unique("urn:pages")
    numbers = await aside(strict, *(late(unique("ann"), source=source) for _ in range(5)))
    found, cursor = [], ""
    while True:
        page = (await strict.get(f"/v1/quarantine?source={source}&reason=TOO_LATE&limit=2{cursor}")).body
        found += [item["id"] for item in page["items"]]
        assert all("message" not in item for item in page["items"]), "a list shows no payload"
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == sorted(numbers, reverse=True)
    since, until = "since=2100-01-01T00:00:00Z", "until=2001-01-01T00:00:00%2B02:00"
    for nothing in ("state=discarded", "type=points.granted", "reason=NOT_DUE", since, until):
        assert (await strict.get(f"/v1/quarantine?source={source}&{nothing}")).body == {"items": [], "next": None}


WRONG = [
    ("?limit=201", 422, "INVALID_REQUEST"),
    ("?reason=BEANS", 422, "INVALID_REQUEST"),
    ("?state=lost", 422, "INVALID_REQUEST"),
    ("?since=yesterday", 422, "INVALID_REQUEST"),
    ("?since=2026-03-01T12:00:00", 422, "INVALID_REQUEST"),
    ("?source=%00", 422, "INVALID_REQUEST"),
    ("?cursor=beans", 400, "CURSOR_INVALID"),
    ("/0", 422, "INVALID_REQUEST"),
    ("/beans", 422, "INVALID_REQUEST"),
    ("/9223372036854775808", 422, "INVALID_REQUEST"),
    ("/9223372036854775807", 404, "QUARANTINE_UNKNOWN"),
]


@pytest.mark.parametrize(("path", "status", "reason"), WRONG, ids=[path for path, *_ in WRONG])
async def test_what_is_asked_wrongly_gets_a_clear_answer(counter: Counter, path: str, status: int, reason: str) -> None:
    assert (await counter.get(f"/v1/quarantine{path}")).refusal() == (status, reason)


async def test_s2_a_replay_is_decided_once_and_says_who_admitted_it(strict: Counter) -> None:
    member_id = unique("ann")
    (number,) = await aside(strict, late(member_id))
    answers = await asyncio.gather(
        *(strict.call("POST", f"/v1/quarantine/{number}/replay", actor=f"olga-{n}") for n in range(5))
    )
    assert {(answer.status, answer.raw) for answer in answers} == {(200, answers[0].raw)}
    decision = answers[0].body["decision"]
    (record,) = await strict.installation.records(member_id)
    assert (answers[0].body["state"], decision["verdict"]) == ("replayed", "accepted")
    assert record["admitted_by"] == decision["by"]
    assert (record["shard"], record["sequence"]) == (decision["shard"], decision["sequence"])
    refused = await strict.call("POST", f"/v1/quarantine/{number}/discard", {"reason": "late"})
    assert refused.refusal() == (409, "QUARANTINE_DECIDED")


async def test_what_is_still_wrong_is_set_aside_again_and_the_verdict_says_why(strict: Counter) -> None:
    sent = event("purchase.dreamt", unique("ann"), {})
    (number,) = await aside(strict, sent)
    answer = (await strict.call("POST", f"/v1/quarantine/{number}/replay", actor="olga")).body
    decision = answer["decision"]
    assert (decision["verdict"], decision["reason"]) == ("quarantined", "UNKNOWN_TYPE")
    again = (await strict.get(f"/v1/quarantine/{decision['quarantined_as']}")).body
    assert (again["replay_of"], again["state"]) == (number, "open")
    assert (await strict.verdict(sent.id, wait=0)).body["verdict"] == "quarantined"


async def test_a_discard_needs_a_reason_and_keeps_it(strict: Counter) -> None:
    (number,) = await aside(strict, late(unique("ann")))
    path = f"/v1/quarantine/{number}/discard"
    for bad in ({}, {"reason": " "}, {"reason": ""}, {"reason": 7}, {"reason": "a\0"}, {"reason": "x", "more": 1}):
        assert (await strict.call("POST", path, bad)).refusal() == (422, "INVALID_REQUEST"), bad
    first = await strict.call("POST", path, {"reason": "a test of the till"}, actor="olga")
    assert (first.status, first.body["state"]) == (200, "discarded")
    assert first.body["decision"]["why"] == "a test of the till"
    assert (await strict.call("POST", path, {"reason": "another"}, actor="oskar")).body == first.body
    refused = await strict.call("POST", f"/v1/quarantine/{number}/replay")
    assert refused.refusal() == (409, "QUARANTINE_DECIDED")
    assert (await strict.call("POST", "/v1/quarantine/999999/replay")).refusal() == (404, "QUARANTINE_UNKNOWN")


# At the shell.


async def points(installation: Installation, *arguments: str, **settings: str) -> Ended:
    """Run `points quarantine` to its end."""
    log = installation.log_dir / f"{unique('points')}.log"
    environment = {**installation.environment(**settings), "COLUMNS": "200", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "services.cli", "quarantine", *arguments]
    service = Service("points", command, log=log, env=environment, cwd=ROOT)
    installation.services.append(service)
    return await installation.run_to_end(service)


async def test_points_quarantine_lists_shows_replays_and_discards(strict: Counter) -> None:
    here, member_id, source = strict.installation, unique("ann"), unique("urn:shell")
    sent, other = late(member_id, source=source), late(member_id, source=source)
    number, second = await aside(strict, sent, other)
    listed = await points(here, "list", "--source", source, "--reason", "TOO_LATE", "--since", PAST)
    assert listed.code == 0, listed.said
    assert listed.said.index(f"{source} {other.id}") < listed.said.index(f"{source} {sent.id}")
    shown = await points(here, "show", str(number))
    for said in (f"Number {number}: TOO_LATE, open", "max_lateness_days = 30", "header   ce_id: ", '"order_id":'):
        assert said in shown.said
    replayed = await points(here, "replay", str(number), "--actor", "olga")
    assert replayed.code == 0, replayed.said
    assert "replayed by olga: verdict accepted; record " in replayed.said
    assert (await here.records(member_id))[0]["admitted_by"] == "olga"
    discarded = await points(here, "discard", str(second), "--reason", "twice", "--actor", "oskar", "--json")
    decision: dict[str, Any] = orjson.loads(discarded.said)["decision"]
    assert (decision["by"], decision["why"]) == ("oskar", "twice")
    refused = await points(here, "replay", str(second))
    assert (refused.code, "points: QUARANTINE_DECIDED" in refused.said) == (2, True)
    assert "Nothing is open" in (await points(here, "list", "--source", source)).said


async def test_points_quarantine_replay_ends_with_1_when_it_is_set_aside_again(strict: Counter) -> None:
    (number,) = await aside(strict, event("purchase.dreamt", unique("ann"), {}))
    again = await points(strict.installation, "replay", str(number), "--actor", "olga")
    assert again.code == 1
    assert "verdict quarantined; reason UNKNOWN_TYPE" in again.said
    assert "now number" in again.said


SHELL = [
    (("show", "999999"), "QUARANTINE_UNKNOWN: nothing of number 999999"),
    (("list", "--since", "yesterday"), "an instant is RFC 3339 text with an offset"),
    (("list", "--state", "lost"), "one of open, replayed, discarded, all"),
    (("discard", "1", "--reason", " "), "say why"),
    (("discard", "1"), "Missing option '--reason'"),
]


@pytest.mark.parametrize(("arguments", "said"), SHELL, ids=[" ".join(arguments) for arguments, _ in SHELL])
async def test_a_command_that_cannot_be_done_says_why(counter: Counter, arguments: tuple[str, ...], said: str) -> None:
    wrong = await points(counter.installation, *arguments)
    assert wrong.code == 2
    assert said in wrong.said
    assert "Traceback" not in wrong.said


@pytest.mark.parametrize("point", ["fate_replayed:before", "post_commit:before", "post_commit:after"])
async def test_killed_in_a_replay_it_is_decided_exactly_once(strict: Counter, point: str) -> None:
    member_id = unique("ann")
    (number,) = await aside(strict, late(member_id))
    killed = await points(strict.installation, "replay", str(number), "--actor", "olga", crash_at=point)
    assert killed.code == 137, killed.said
    assert len(await strict.installation.records(member_id)) == (point == "post_commit:after")
    again = (await strict.call("POST", f"/v1/quarantine/{number}/replay", actor="oskar")).body["decision"]
    assert (again["verdict"], again["by"]) == ("accepted", "olga" if point == "post_commit:after" else "oskar")
    assert len(await strict.installation.records(member_id)) == 1


# On the topic.


async def copies(installation: Installation, count: int) -> list[Copy]:
    """Return (key, value, headers) of the first so many messages of the topic of copies."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=installation.stack.kafka_bootstrap, auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 * MESSAGE_BYTES_MAX,
    )  # fmt: skip
    await consumer.start()
    try:
        topic = f"{installation.prefix}.quarantine"
        consumer.assign([TopicPartition(topic, number) for number in range(installation.partitions)])
        found: list[Copy] = []
        async with asyncio.timeout(DEADLINE_SECONDS):
            while len(found) < count:
                batches = await consumer.getmany(timeout_ms=1_000)
                found += [(m.key, m.value, list(m.headers)) for batch in batches.values() for m in batch]
        return found
    finally:
        await consumer.stop()


async def test_every_message_set_aside_is_copied_whole_with_why_and_where(install: Install) -> None:
    here = await install(shards=4, partitions=1)
    await here.publish_programme()
    bad = [
        Sent(b"\xff", [("ce_id", b"\xff\0"), ("reason", b"own"), ("ce_type", None)], b"{beans"),
        Sent(None, [], b""),
        event("purchase.dreamt", "ann", {}),
        Sent(b"ann", [("ce_id", b"large")], b"x" * (MESSAGE_BYTES_MAX - 500)),
    ]
    await here.start("ledger", ledger_roles="intake,relay", invalid_share_max="1")
    await here.until_read(await here.publish(*bad, partition=0))
    rows = await here.quarantined()
    await here.fetch(NEITHER_KEY_NOR_VALUE)
    found = sorted(await copies(here, 5), key=lambda copy: int(dict(copy[2])["quarantine_id"] or 0))
    assert found.pop()[:2] == (None, b"")
    for sent, row, (key, value, headers) in zip(bad, rows, found, strict=True):
        ours = [("quarantine_id", str(row["id"])), ("reason", row["reason"]), ("detail", row["detail"]),
                ("path", row["path"]), ("topic", here.topic), ("partition", "0"),
                ("offset", str(row["kafka_offset"]))]  # fmt: skip
        assert [(name, (text or b"").decode()) for name, text in headers[:7]] == ours
        if sent is bad[3]:
            assert (key, value, headers[7:]) == (None, b"", [("left_out", b"points quarantine show 4")])
        else:
            assert (key, value, headers[7:]) == (sent.key, sent.value, list(sent.headers))


async def test_a_relay_that_is_killed_copies_again_and_skips_nothing(install: Install) -> None:
    here = await install(shards=4, partitions=1)
    await here.publish_programme()
    await here.start("ledger", ledger_roles="intake", invalid_share_max="1")
    await here.until_read(await here.publish(*(event("purchase.dreamt", "ann", {}) for _ in range(5)), partition=0))
    for point in ("produce_copy:after#3", "quarantine_copied:before", "relay_commit:after"):
        killed = await here.run_to_end(here.service("ledger", ledger_roles="relay", crash_at=point))
        assert killed.code == 137, killed.said
    await here.start("ledger", ledger_roles="relay")
    await here.until_read(await here.publish(event("purchase.dreamt", "ann", {}), partition=0))

    numbers: list[int] = []
    count = 6
    while 6 not in numbers:
        numbers = [int(dict(headers)["quarantine_id"] or 0) for _, _, headers in await copies(here, count)]
        count = len(numbers) + 1
    firsts = list(dict.fromkeys(numbers))
    assert firsts == [1, 2, 3, 4, 5, 6], "in order, and at least once"
    (row,) = await here.fetch("SELECT quarantine_copied FROM ledger.relay")
    assert row[0] in (5, 6)


async def test_a_relay_without_its_topic_says_what_to_do(install: Install) -> None:
    here = await install(topics=False)
    ended = await here.run_to_end(here.service("ledger", ledger_roles="relay"))
    assert ended.code == 2
    assert "there is no topic" in ended.said
    assert "run `points topics`" in ended.said
