"""The quarantine: what got no verdict is set aside whole, byte for byte, and waits for a person."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any, TypeGuard

import orjson

from schemas.envelope import STRUCTURED
from schemas.events import Event
from services.kit.database import Session, columns_of, load_queries
from services.ledger.delivery import Item, Message, Source
from services.ledger.nouns import SetAside
from services.ledger.working import Result

SQL = load_queries("services.ledger", "quarantine.sql")
CLAIM_CHARACTERS_MAX = 512
Headers = Sequence[tuple[str, bytes | None]]


async def set_aside(session: Session, items: Sequence[Item], results: Sequence[Result], source: Source) -> None:
    """Keep the messages of a batch that got no verdict, inside its transaction."""
    rows: list[tuple[object, ...]] = []
    for item, result in zip(items, results, strict=True):
        if isinstance(result, SetAside) and item.message is not None:
            event, message = item.event, item.message
            known = (event.source, event.id, event.type) if isinstance(event, Event) else claims(message)
            rows.append(
                (result.reason, result.detail, result.path, *known, source.cluster_id, source.topic, source.partition,
                 message.offset, message.key, orjson.dumps(kept_headers(message.headers)).decode(), message.value,
                 message.replay_of)
            )  # fmt: skip
    if rows:
        (numbered,) = await session.fetch(SQL["quarantine_number"], len(rows))
        numbers = range(numbered["last"] - len(rows) + 1, numbered["last"] + 1)
        await session.execute(SQL["quarantine_add"], list(numbers), *columns_of(rows, 14))


def kept_headers(headers: Headers) -> list[list[Any]]:
    """Return headers as JSON that a table can hold, without losing a byte: what is no text is `{"base64": …}`."""
    return [[_kept(name.encode()), _kept(value)] for name, value in headers]


def _kept(value: bytes | None) -> str | dict[str, str] | None:
    if value is None:
        return None
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\0"
    return {"base64": b64encode(value).decode()} if "\0" in text else text


def received_headers(kept: Sequence[Sequence[Any]]) -> list[tuple[str, bytes | None]]:
    """Return headers as they were received."""
    return [((_received(name) or b"").decode(), _received(value)) for name, value in kept]


def _received(kept: Any) -> bytes | None:  # noqa: ANN401 - JSON
    return b64decode(kept["base64"]) if isinstance(kept, dict) else kept.encode() if kept is not None else None


def claims(message: Message) -> tuple[str | None, str | None, str | None]:
    """Return the source, id, and type that a message claims which could not be read; None for what it does not say."""
    said: list[tuple[str, object]] = []
    for name, value in message.headers:
        if name.startswith("ce_") and value is not None:
            said.append((name[3:], value.decode(errors="backslashreplace")))
        elif name == "content-type" and value is not None and value.lower().startswith(STRUCTURED.encode()):
            said += _object(message.value).items()
    first = {name: text.replace("\0", "\\x00") for name, text in reversed(said) if _is_short(text)}
    return first.get("source"), first.get("id"), first.get("type")


def _is_short(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and len(text) <= CLAIM_CHARACTERS_MAX


def _object(value: bytes | None) -> dict[str, Any]:
    try:
        found = orjson.loads(value or b"")
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
