"""Messages as senders hand them to Kafka: good by default, each with ids of its own."""

import itertools
from dataclasses import dataclass

import orjson

from tests.schemas.messages import Headers, headers

_numbers = itertools.count(1)


@dataclass(slots=True, frozen=True)
class Sent:
    """A message as a sender hands it to Kafka."""

    key: bytes | None
    headers: Headers
    value: bytes | None
    id: str = ""


def unique(name: str) -> str:
    """Return a name that no other test uses: `ann-17`."""
    return f"{name}-{next(_numbers)}"


def event(event_type: str, member_id: str, data: object, **attributes: str | None) -> Sent:
    """Return a binary CloudEvent; its id is new unless given, and `data` goes as it is when it is bytes."""
    chosen = {"id": unique("e"), "type": event_type, "subject": member_id, **attributes}
    value = data if isinstance(data, bytes) else orjson.dumps(data)
    return Sent(member_id.encode(), headers(**chosen), value, chosen["id"] or "")


def purchase(member_id: str, amount: str = "100.00", **attributes: str | None) -> Sent:
    """Return an order of one line; `order_id` and `currency` may be given beside the attributes."""
    order_id, currency = attributes.pop("order_id", None) or unique("o"), attributes.pop("currency", None) or "EUR"
    line = {"line_id": "1", "sku": "beans", "quantity": 1, "amount": amount}
    data = {"order_id": order_id, "currency": currency, "lines": [line]}
    return event("purchase.completed", member_id, data, **attributes)


def redemption(member_id: str, points: int, **attributes: str | None) -> Sent:
    """Return a redemption; `redemption_id` may be given beside the attributes."""
    data = {"redemption_id": attributes.pop("redemption_id", None) or unique("r"), "points": points}
    return event("redemption.requested", member_id, data, **attributes)
