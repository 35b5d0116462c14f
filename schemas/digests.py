"""What stands for an event for ever: its identity, the key of business it takes, and what a request means (S4, S5)."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import orjson

from schemas.events import BUSINESS_KEYS, EventData
from schemas.points_events import PointsAdjusted
from schemas.values import Instant, Money

PRIVATE_FIELD = {
    "member.enrolled": "attributes",
    "member.updated": "attributes",
    "member.closed": "reason",
    "points.adjusted": "reason",
}
"""By the type of an event, the field that may say who somebody is (S29).

No digest that is kept for ever covers it: there are so few birthdays that one could be guessed from its digest. Records
hold a salted digest of it instead, whose salt goes with the person.
"""


def private_part(event_type: str, data: dict[str, Any]) -> bytes | None:
    """Return what of an event's data, as received, may say who somebody is; None where there is nothing."""
    if event_type not in PRIVATE_FIELD or (value := data.get(PRIVATE_FIELD[event_type])) is None:
        return None
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def without_private(event_type: str, data: dict[str, Any], instead: object = None) -> dict[str, Any]:
    """Return an event's data with `instead` in the place of what may say who somebody is."""
    name = PRIVATE_FIELD.get(event_type, "")
    return {**data, name: instead} if data.get(name) is not None else data


def salted(salt: bytes, private: bytes) -> str:
    """Return the digest that a record holds of what is private; nobody can make it without the salt."""
    return sha256(salt + private).hexdigest()


def identity(*parts: str) -> bytes:
    """Return 16 bytes that stand for a tuple of ids, which hold no control characters, for ever (S4, S5)."""
    return sha256("\0".join(parts).encode()).digest()[:16]


def business_key(event_type: str, programme: str, source: str, data: EventData) -> bytes | None:
    """Return the key of business an event wants to take, or None (S5)."""
    wanted = BUSINESS_KEYS.get(event_type)
    if wanted is None:
        return None
    return identity(programme, wanted.kind, source if wanted.within_source else "", getattr(data, wanted.field))


def _canonical_money(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _canonical_list(items: list[Any]) -> list[Any]:
    if not items:
        return []
    kind: type = type(items[0])  # The same for all of them.
    read, writers = _plan(kind)
    return [_written(read(item), writers) for item in items]


def _unless(default: object) -> Callable[[Any], Any]:
    return lambda value: None if value == default else value


def _writer(hint: object, default: object) -> Callable[[Any], Any] | None:
    """Return how to write a field canonically, or None where its value is canonical as it is."""
    if hint == Money or hint == Money | None:
        return _canonical_money
    if hint == Instant or hint == Instant | None:
        return datetime.isoformat
    if "list[" in str(hint):
        return _canonical_list
    if any(isinstance(part, type) and is_dataclass(part) for part in (hint, *get_args(hint))):
        return canonical
    return None if default in (None, MISSING) else _unless(default)


@cache
def _plan(model: type) -> tuple[Callable[[Any], tuple[Any, ...]], list[tuple[int, Callable[[Any], Any]]]]:
    """Return what reads all fields of a dataclass, and which of them have to be written otherwise."""
    hints = get_type_hints(model, include_extras=True)
    members = fields(model)
    read = attrgetter(*(member.name for member in members))
    writers = [(at, _writer(hints[member.name], member.default)) for at, member in enumerate(members)]
    return (
        read if len(members) > 1 else lambda data: (read(data),),
        [(at, writer) for at, writer in writers if writer is not None],
    )


def meaning(event_type: str, member_id: str, data: EventData) -> bytes:
    """Return the digest of what a request means: member, type, and validated data (S5).

    What may say who somebody is has no part in it: the digest is kept for ever (S29).
    """
    if isinstance(data, PointsAdjusted):
        data = replace(data, reason="")
    return sha256(orjson.dumps([event_type, member_id, canonical(data)])).digest()[:16]


def canonical(data: object) -> list[Any]:
    """Return validated data as a JSON list that is equal exactly when two requests mean the same (S5).

    One value for each field, in the order of the class; absent, null, and the default are all null, and nulls at the
    end are left out, so that a field appended to a class later changes no digest kept today. Decimals lose trailing
    zeros; instants are in UTC.
    """
    kind: type = type(data)
    read, writers = _plan(kind)
    return _written(read(data), writers)


def _written(fields_read: tuple[Any, ...], writers: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(fields_read)
    for at, write in writers:
        if values[at] is not None:
            values[at] = write(values[at])
    while values and values[-1] is None:
        values.pop()
    return values
