"""Messages as a till sends them, good by default; a test says only what is different about its own."""

from typing import Any

import orjson

from schemas.cloudevents import decode
from schemas.envelope import STRUCTURED
from schemas.events import Event
from schemas.faults import InvalidEvent

ATTRIBUTES: dict[str, str] = {
    "specversion": "1.0",
    "id": "e-1",
    "source": "urn:till:7",
    "type": "purchase.completed",
    "time": "2026-03-01T12:00:00Z",
    "subject": "ann",
}
LINE: dict[str, Any] = {"line_id": "1", "sku": "beans", "quantity": 1, "amount": "19.90"}
PURCHASE: dict[str, Any] = {"order_id": "o-1", "currency": "EUR", "lines": [LINE]}
REDEMPTION: dict[str, Any] = {"redemption_id": "r-1", "points": 100}

Headers = list[tuple[str, bytes | None]]


def headers(content_type: str | None = "application/json", **attributes: str | None) -> Headers:
    """Return the headers of a binary message; an attribute that is None is left out."""
    chosen = {**ATTRIBUTES, **attributes}
    written: Headers = [(f"ce_{name}", value.encode()) for name, value in chosen.items() if value is not None]
    return written if content_type is None else [*written, ("content-type", content_type.encode())]


def binary(data: object = PURCHASE, **attributes: str | None) -> Event:
    """Decode a binary message with that data, keyed by its subject."""
    subject = {**ATTRIBUTES, **attributes}["subject"] or ""
    value = data if isinstance(data, bytes) else orjson.dumps(data)
    return decode(subject.encode(), headers(None, **attributes), value)


def structured(data: object = PURCHASE, key: bytes | None = None, **attributes: object) -> Event:
    """Decode a structured message with that data."""
    event = {**ATTRIBUTES, "data": data, **attributes}
    return decode(key, [("content-type", STRUCTURED.encode())], orjson.dumps(event))


def refusal(key: bytes | None, message_headers: Headers, value: bytes | None) -> InvalidEvent:
    """Decode what must not be decoded; return why."""
    try:
        event = decode(key, message_headers, value)
    except InvalidEvent as fault:
        return fault
    raise AssertionError(f"decoded as {event.data}")
