"""Kafka as the demo uses it: the wire format of the contract, and a reader that misses no fault in what comes back."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from deploy.demo.replay import Event
from deploy.demo.stream import Announced, DemoError, wire

Headers = list[tuple[str, bytes]]


def test_an_event_goes_out_in_binary_mode_keyed_by_its_member() -> None:
    at = datetime(1997, 2, 1, tzinfo=UTC)
    event = Event("cdnow-00001", "cdnow-00001/1997-02-01/expiry", "points.expiry_due", at, {"as_of": "x"})
    key, value, headers = wire(event)
    assert (key, json.loads(value)) == (b"cdnow-00001", {"as_of": "x"})
    assert len(headers) == len(dict(headers))
    assert dict(headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"cdnow-00001/1997-02-01/expiry",
        "ce_source": b"urn:demo:cdnow",
        "ce_type": b"points.expiry_due",
        "ce_time": b"1997-02-01T00:00:00Z",
        "ce_subject": b"cdnow-00001",
        "ce_programme": b"cdnow",
        "content-type": b"application/json",
    }


def test_records_are_counted_once_and_the_registers_not_at_all() -> None:
    log = Announced()
    redeemed, bought = chained([body(1, "redemption.requested", "anna"), body(2, "purchase.completed", "anna")])
    (published,) = chained([body(1, "programme.published", "register", shard=-1)], shard=-1)
    for message in (published, redeemed, bought, redeemed):
        log.read(*message)
    assert (log.records, log.redemptions, log.members, log.refused) == (2, 1, {"anna"}, [])


def test_a_refused_record_is_named_and_is_no_redemption() -> None:
    log = Announced()
    (message,) = chained([body(1, "redemption.requested", "anna", verdict="rejected", reason="INSUFFICIENT_POINTS")])
    log.read(*message)
    assert (log.redemptions, log.refused) == (0, ["event-1: rejected INSUFFICIENT_POINTS"])


def test_a_gap_in_a_shard_is_found() -> None:
    first, _, third = chained([body(number, "purchase.completed", "anna") for number in (1, 2, 3)])
    log = Announced()
    log.read(*first)
    with pytest.raises(DemoError, match="skips from sequence 1 to 3 of shard 5"):
        log.read(*third)


def test_a_changed_body_breaks_the_chain() -> None:
    ((text, headers),) = chained([body(1, "purchase.completed", "anna")])
    with pytest.raises(DemoError, match="hash of record 1 of shard 5"):
        Announced().read(text.replace(b"anna", b"otto"), headers)


def body(
    sequence: int, kind: str, member: str, *, shard: int = 5, verdict: str = "accepted", reason: str | None = None
) -> bytes:
    """A record's text with what a reader needs of it."""
    record = {"member_id": member, "shard": shard, "sequence": sequence, "verdict": verdict, "reason": reason}
    return json.dumps({**record, "event": {"id": f"event-{sequence}", "type": kind}}).encode()


def chained(bodies: list[bytes], *, shard: int = 5) -> list[tuple[bytes, Headers]]:
    """The messages of one shard's records from its first, each with the hash of the contract."""
    messages, previous = [], bytes(32)
    for sequence, text in enumerate(bodies, start=1):
        place = shard.to_bytes(4, "big", signed=True) + sequence.to_bytes(8, "big", signed=True)
        previous = hashlib.sha256(previous + place + hashlib.sha256(text).digest()).digest()
        messages.append((text, [("hash", previous.hex().encode())]))
    return messages
