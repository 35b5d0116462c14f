"""What is kept: messages that could not be read, whatever their headers hold; and of a person, a digest only."""

import pytest

from schemas.cloudevents import payload_digest
from schemas.digests import private_part, salted, without_private
from services.ledger.delivery import Message
from services.ledger.quarantine import claims, kept_headers, received_headers


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (b"", ""),
        (b"urn:till:1", "urn:till:1"),
        (b"\0a", {"base64": "AGE="}),
        (b"\xff", {"base64": "/w=="}),
        (b"\\xff", "\\xff"),
        ("ä".encode(), "ä"),
    ],
)
def test_what_a_header_holds_is_kept_without_losing_a_byte(value: bytes | None, kept: object) -> None:
    assert kept_headers([("ce_id", value)]) == [["ce_id", kept]]
    assert received_headers([["ce_id", kept]]) == [("ce_id", value)]


def test_a_headers_name_may_hold_anything() -> None:
    headers = [("a\0b", b"1"), ("", None)]
    assert received_headers(kept_headers(headers)) == headers


def test_an_id_is_looked_for_past_headers_that_hold_none() -> None:
    message = Message(7, b"ann", [("ce_id", None), ("ce_id", b"x" * 513), ("ce_id", b"e\0"), ("ce_id", b"f")], b"{")
    assert claims(message) == (None, "e\\x00", None)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b'{"id": "e", "source": "s", "type": "t", "more": {}}', ("s", "e", "t")),
        (b'{"id": 7, "source": null}', (None, None, None)),
        (b"[1]", (None, None, None)),
        (b"{beans", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_an_id_is_looked_for_in_a_structured_event(value: bytes | None, said: tuple[str | None, ...]) -> None:
    structured = [("content-type", b"Application/CloudEvents+JSON; charset=utf-8")]
    assert claims(Message(7, b"ann", structured, value)) == said


def test_s29_what_may_say_who_somebody_is_gives_way_to_a_salted_digest() -> None:
    data = {"segment": "gold", "attributes": {"birth_month": 2, "birth_day": 29}}
    turned = {"attributes": {"birth_day": 29, "birth_month": 2}, "segment": "gold"}
    private = private_part("member.enrolled", data)
    assert private is not None
    assert private == private_part("member.enrolled", turned)
    assert salted(b"salt", private) != salted(b"pepper", private)
    kept = without_private("member.enrolled", data, {"sha256": salted(b"salt", private)})
    assert kept == {"segment": "gold", "attributes": {"sha256": salted(b"salt", private)}}
    assert private_part("member.enrolled", {"segment": "gold"}) is None
    assert without_private("member.enrolled", {"segment": "gold"}, "x") == {"segment": "gold"}
    assert private_part("member.closed", {"reason": "moved away"}) == b'"moved away"'


def test_s29_the_payload_digest_that_is_kept_for_ever_covers_no_birthday() -> None:
    first, other = (
        payload_digest("member.enrolled", "default", "ann", {"attributes": {"birth_day": day}}, "2026-03-01T00:00:00Z")
        for day in (1, 2)
    )
    assert first == other
