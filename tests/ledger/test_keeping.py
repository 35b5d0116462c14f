"""What is kept: messages that could not be read, whatever their headers hold; and of a person, a digest only."""

import pytest

from services.ledger.append import without_private
from services.ledger.post import Message, _header, _storable


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (b"", ""),
        (b"urn:till:1", "urn:till:1"),
        (b"\0a", "\\x00a"),
        (b"\xff", "\\xff"),
        ("ä".encode(), "ä"),
    ],
)
def test_what_a_header_holds_becomes_text_that_a_table_can_hold(value: bytes | None, text: str | None) -> None:
    assert _storable(value) == text


def test_an_id_is_looked_for_past_headers_that_hold_none() -> None:
    message = Message(7, b"ann", [("ce_id", None), ("ce_id", b"x" * 513), ("ce_id", b"e\0"), ("ce_id", b"f")], b"{")
    assert _header(message, "ce_id") == "e\\x00"
    assert _header(message, "ce_source") is None


def test_s29_a_record_holds_a_salted_digest_in_place_of_attributes() -> None:
    data = {"segment": "gold", "attributes": {"birth_month": 2, "birth_day": 29}}
    turned = {"attributes": {"birth_day": 29, "birth_month": 2}, "segment": "gold"}
    kept = without_private(data, b"salt")
    assert kept["segment"] == "gold"
    assert set(kept["attributes"]) == {"sha256"}
    assert kept == without_private(turned, b"salt")
    assert kept != without_private(data, b"pepper")
    assert without_private({"segment": "gold"}, b"salt") == {"segment": "gold"}
