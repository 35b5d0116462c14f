"""What is digested is kept for ever, so what it is digested from may never change: here it stands, letter by letter."""

from hashlib import sha256

import pytest

from schemas.events import Event
from schemas.record import GENESIS, chain_hash
from tests.schemas.messages import LINE, PURCHASE, REDEMPTION, binary

FULL_PURCHASE = binary(
    {
        **PURCHASE,
        "lines": [
            {**LINE, "category": "food", "cost": "5.50", "earns": False},
            {**LINE, "line_id": "2", "earns": True},
        ],
        "channel": "web",
        "store_id": "s-1",
        "partner_id": "p-1",
    }
)
FULL_REDEMPTION = binary(
    {
        **REDEMPTION,
        "reward": {"kind": "cash", "sku": "c", "value": "1.50"},
        "partner_id": "p-1",
        "store_id": "s-1",
    },
    type="redemption.requested",
)


def digest(text: str) -> str:
    """Return the 16 bytes that are kept of a text."""
    return sha256(text.encode()).digest()[:16].hex()


def test_s4_what_an_event_is_known_by() -> None:
    assert binary().key.hex() == digest("urn:till:7\0e-1")


def test_s4_what_a_payload_is_digested_from() -> None:
    assert binary().digest.hex() == digest(
        '{"data":{"currency":"EUR","lines":[{"amount":"19.90","line_id":"1","quantity":1,"sku":"beans"}],'
        '"order_id":"o-1"},"programme":"default","subject":"ann","time":"2026-03-01T12:00:00Z",'
        '"type":"purchase.completed"}'
    )


@pytest.mark.parametrize(
    ("event", "text"),
    [(binary(), "default\0order_id\0urn:till:7\0o-1"), (FULL_REDEMPTION, "default\0redemption_id\0\0r-1")],
)
def test_s5_what_a_key_of_business_is_known_by(event: Event, text: str) -> None:
    assert event.business_key is not None
    assert event.business_key.hex() == digest(text)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (binary(), '["purchase.completed","ann",["o-1","EUR",[["1","beans",1,"19.9"]]]]'),
        (
            FULL_PURCHASE,
            '["purchase.completed","ann",["o-1","EUR",[["1","beans",1,"19.9","food","5.5",false],'
            '["2","beans",1,"19.9"]],"web","s-1","p-1"]]',
        ),
        (FULL_REDEMPTION, '["redemption.requested","ann",["r-1",100,["cash","c","1.5"],"p-1","s-1"]]'),
    ],
)
def test_s5_what_a_request_means_is_digested_from_its_fields_in_their_order(event: Event, text: str) -> None:
    """A new field goes to the end of its class; in the middle it would change what is kept of every request."""
    assert event.meaning.hex() == digest(text)


def test_what_the_chain_is_made_of() -> None:
    body = b'{"programme":"default"}'
    second = chain_hash(chain_hash(GENESIS, 3, 1, body), 3, 2, body)
    first = sha256(bytes(32) + bytes.fromhex("000000030000000000000001") + sha256(body).digest()).digest()
    assert second == sha256(first + bytes.fromhex("000000030000000000000002") + sha256(body).digest()).digest()
    assert chain_hash(GENESIS, -1, 1, body)[:4] == sha256(
        bytes(32) + b"\xff\xff\xff\xff" + (1).to_bytes(8, "big") + sha256(body).digest()
    ).digest()[:4]  # fmt: skip
