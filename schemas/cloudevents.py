"""From the wire to an event: CloudEvents 1.0, binary and structured, validated once; what is wrong, where, and why."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from schemas.calendar import parse_instant
from schemas.depth import json_depth
from schemas.digests import business_key, identity, without_private
from schemas.envelope import Envelope, StructuredEvent
from schemas.events import BY_PROPOSAL, EVENT_TYPES, VALIDATORS, Event, EventData
from schemas.faults import InvalidEvent, from_pydantic
from schemas.values import ID_CHARACTERS_MAX, MemberId

MESSAGE_BYTES_MAX = 65_536
JSON_DEPTH_MAX = 16
JSON = "application/json"
STRUCTURED = "application/cloudevents+json"

_ENVELOPE = TypeAdapter(Envelope)
_STRUCTURED = TypeAdapter(StructuredEvent)
_MEMBER_ID: TypeAdapter[str] = TypeAdapter(MemberId)
_HEADERS = {
    f"ce_{name}": name for name in ("specversion", "id", "source", "type", "time", "subject", "programme", "dataschema")
} | {"content-type": "datacontenttype"}

_REQUIRED = frozenset({"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject"})
_USUAL = _REQUIRED | {"ce_programme", "content-type"}


def payload_digest(event_type: str, programme: str, subject: str, data: dict[str, Any], time: str | None) -> bytes:
    """Return 16 bytes of SHA-256 over the payload as received, sorted and compact (S4); no time for commands.

    What may say who somebody is counts as null; the record's own, salted digest stands for it (S29).
    """
    data = without_private(event_type, data)
    payload = {"type": event_type, "programme": programme, "subject": subject, "data": data}
    if time is not None:
        payload["time"] = time
    return sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).digest()[:16]


def _check_size_and_depth(value: bytes) -> None:
    if not value:
        raise InvalidEvent("INVALID_EVENT", "the message has no value; send the event's data as a JSON object", "value")
    if len(value) > MESSAGE_BYTES_MAX:
        raise InvalidEvent(
            "INVALID_EVENT",
            f"{len(value)} bytes are more than the {MESSAGE_BYTES_MAX} a message may have; split the order",
            "value",
        )
    # Fewer brackets than the limit cannot nest deeper than it, and most events have few.
    if value.count(b"{") + value.count(b"[") > JSON_DEPTH_MAX and (depth := json_depth(value)) > JSON_DEPTH_MAX:
        raise InvalidEvent(
            "INVALID_EVENT", f"JSON nested {depth} deep is over the limit of {JSON_DEPTH_MAX}; flatten it", "value"
        )


def _json_object(value: bytes) -> dict[str, Any]:
    try:
        parsed = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise InvalidEvent("INVALID_EVENT", f"not JSON: {error}; send one JSON object in UTF-8", "value") from None
    if not isinstance(parsed, dict):
        found = type(parsed).__name__
        raise InvalidEvent("INVALID_EVENT", f"a JSON {found} where an object belongs; send one object", "value")
    return parsed


def _binary_attributes(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, value in headers:
        attribute = _HEADERS.get(name)
        if attribute is None:
            if name.startswith("ce_"):
                raise InvalidEvent("INVALID_EVENT", "unknown CloudEvents attribute; remove the header", name)
            continue  # Headers of the transport, such as a trace, are none of ours.
        if attribute in attributes:
            raise InvalidEvent("INVALID_EVENT", "the header is given twice; send it once", name)
        if value is None:
            raise InvalidEvent("INVALID_EVENT", "the header has no value; give it one, or leave it out", name)
        try:
            attributes[attribute] = value.decode()
        except UnicodeDecodeError:
            raise InvalidEvent("INVALID_EVENT", "the header is not UTF-8; encode it so", name) from None
    return attributes


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise InvalidEvent("INVALID_EVENT", str(error), "time") from None


def _check_content_type(content_type: str) -> None:
    if content_type != JSON and content_type.partition(";")[0].strip().lower() != JSON:
        raise InvalidEvent(
            "INVALID_EVENT",
            f"{content_type[:128]!r} where application/json or {STRUCTURED} belongs; send one event as one of them",
            "content-type",
        )


@lru_cache(maxsize=4_096)
def _shared(
    specversion: bytes, source: bytes, event_type: bytes, programme: bytes, content_type: bytes
) -> tuple[str, str, str] | None:
    """Return (source, type, programme) if these attributes, which thousands of events share, are valid; else None."""
    attributes = {"specversion": specversion, "source": source, "type": event_type, "programme": programme}
    try:
        envelope = _ENVELOPE.validate_python(
            {name: text.decode() for name, text in attributes.items()}
            | {"id": "any", "time": "2000-01-01T00:00:00Z", "subject": "any"}
        )
        _check_content_type(content_type.decode())
    except (InvalidEvent, ValidationError, UnicodeDecodeError):
        return None
    return envelope.source, envelope.type, envelope.programme


@lru_cache(maxsize=65_536)
def _subject(text: bytes) -> str | None:
    """Return a member id, of which a stream has many events, if it is valid; else None."""
    try:
        return _MEMBER_ID.validate_python(text.decode())
    except (ValidationError, UnicodeDecodeError):
        return None


def _usual_envelope(headers: Collection[tuple[str, bytes | None]]) -> tuple[Envelope, datetime] | None:
    """Return the envelope of a binary message as most are, and its instant; None leaves the verdict to the model.

    A shortcut, which refuses nothing: what thousands of events share is validated once, and an id of printable ASCII
    within the limit needs no regular expression.
    """
    found = dict(headers)
    if len(found) != len(headers) or not found.keys() <= _USUAL or not found.keys() >= _REQUIRED:
        return None
    own_id, subject, time = found["ce_id"] or b"", _subject(found["ce_subject"] or b""), found["ce_time"] or b""
    shared = _shared(
        found["ce_specversion"] or b"", found["ce_source"] or b"", found["ce_type"] or b"",
        found.get("ce_programme", b"default") or b"", found.get("content-type", b"application/json") or b"",
    )  # fmt: skip
    if not (shared and subject and own_id.isascii() and time.isascii()):
        return None
    text, time_text = own_id.decode(), time.decode()
    if not (text.isprintable() and 0 < len(text) <= ID_CHARACTERS_MAX):
        return None
    try:
        instant = parse_instant(time_text)
    except ValueError:
        return None
    source, event_type, programme = shared
    return Envelope("1.0", text, source, event_type, time_text, subject, programme), instant


def validate_data(
    event_type: str, raw: dict[str, Any], value: bytes | None, prefix: str, *, approved: bool = False
) -> EventData:
    """Return the valid data of an event of that type; raise InvalidEvent. `value` is `raw` as bytes, where it was.

    Types that only two people can bring about are invalid unless `approved` (S26).
    """
    if event_type in BY_PROPOSAL and not approved:
        raise InvalidEvent(
            "NOT_PERMITTED",
            f"{event_type!r} is executed by the ledger when a second person approves it; propose it",
            "type",
        )
    if event_type not in VALIDATORS:
        known = ", ".join(sorted(EVENT_TYPES))
        raise InvalidEvent("UNKNOWN_TYPE", f"the ledger does not decide {event_type!r}; it knows {known}", "type")
    try:
        return VALIDATORS[event_type].validate_json(value if value is not None else orjson.dumps(raw))
    except ValidationError as error:
        raise from_pydantic(error, prefix) from None


def decode(key: bytes | None, headers: Collection[tuple[str, bytes | None]], value: bytes | None) -> Event:
    """Return the event of a message; raise InvalidEvent with reason, detail, and path.

    `key` is the Kafka key, which must equal the subject so that a member's events stay in order; None skips that
    check, for HTTP, where the ledger writes the key itself.
    """
    value = value or b""
    _check_size_and_depth(value)
    raw: dict[str, Any]
    data_bytes: bytes | None
    if usual := _usual_envelope(headers):
        envelope, instant = usual
        raw = _json_object(value)
        _check_key(key, envelope.subject)
        return _event(envelope, instant, raw, validate_data(envelope.type, raw, value, "data"))
    attributes = _binary_attributes(headers)
    try:
        if attributes.get("datacontenttype", "").lower().startswith(STRUCTURED):
            structured = _STRUCTURED.validate_python(_json_object(value))
            envelope = structured
            raw, data_bytes, prefix = structured.data, None, "data"
            _check_content_type(structured.datacontenttype)
        else:
            _check_content_type(attributes.get("datacontenttype", "application/json"))
            envelope = _ENVELOPE.validate_python(attributes)
            raw, data_bytes, prefix = _json_object(value), value, "data"
    except ValidationError as error:
        raise from_pydantic(error, "") from None
    _check_key(key, envelope.subject)
    return _event(envelope, _instant(envelope.time), raw, validate_data(envelope.type, raw, data_bytes, prefix))


def _check_key(key: bytes | None, subject: str) -> None:
    if key is not None and key != subject.encode():
        raise InvalidEvent(
            "KEY_MISMATCH", f"the message's key is not its subject {subject!r}: send the member id as the key", "key"
        )


def _event(envelope: Envelope, instant: datetime, raw: dict[str, Any], data: EventData) -> Event:
    return Event(
        source=envelope.source,
        id=envelope.id,
        type=envelope.type,
        time=instant,
        time_text=envelope.time,
        programme=envelope.programme,
        member_id=envelope.subject,
        data=data,
        raw=raw,
        digest=payload_digest(envelope.type, envelope.programme, envelope.subject, raw, envelope.time),
        key=identity(envelope.source, envelope.id),
        business_key=business_key(envelope.type, envelope.programme, envelope.source, data),
    )


def decode_parked(
    *, source: str, event_id: str, event_type: str, programme: str, member_id: str, time: str, data: dict[str, Any]
) -> Event:
    """Return an event again that was valid when it was parked, from what was kept of it (S23)."""
    envelope = Envelope("1.0", event_id, source, event_type, time, member_id, programme)
    return _event(envelope, parse_instant(time), data, validate_data(event_type, data, None, "data"))


def command(
    *, source: str, event_id: str, event_type: str, programme: str, member_id: str, body: dict[str, Any], at: datetime,
    approved: tuple[str, str] | None = None,
) -> Event:  # fmt: skip
    """Return the event of an HTTP command, which happens at the ledger's clock `at` (S2); raise InvalidEvent.

    `approved` are proposer and approver, where it executes a proposal (S26).
    """
    try:
        _ENVELOPE.validate_python(
            {
                "specversion": "1.0",
                "id": "command",
                "source": source,
                "type": event_type,
                "time": at.isoformat(),
                "subject": member_id,
                "programme": programme,
            }
        )
    except ValidationError as error:
        fault = from_pydantic(error, "")
        path = "member_id" if fault.path == "subject" else fault.path  # as the caller named it
        raise InvalidEvent(fault.reason, fault.detail, path) from None
    data = validate_data(event_type, body, None, "", approved=approved is not None)
    return Event(
        source=source,
        id=event_id,
        type=event_type,
        time=at,
        time_text=at.isoformat().replace("+00:00", "Z"),
        programme=programme,
        member_id=member_id,
        data=data,
        raw=body,
        digest=payload_digest(event_type, programme, member_id, body, None),
        key=identity(source, event_id),
        business_key=business_key(event_type, programme, source, data),
        is_command=True,
        approved=approved,
    )
