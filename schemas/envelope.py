"""The envelope of CloudEvents 1.0: what is said of an event beside its data, and how it is read from headers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError

from schemas.calendar import parse_instant
from schemas.faults import InvalidEvent
from schemas.values import ID_CHARACTERS_MAX, Id, InstantText, MemberId, Strict, Text

JSON = "application/json"
STRUCTURED = "application/cloudevents+json"


@dataclass(slots=True)
class Envelope(Strict):
    """The CloudEvents 1.0 attributes of an event, as in the headers of a binary message (without `ce_`)."""

    # The attributes come as a mapping of text, which strict validation would take for a foreign object.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    specversion: Literal["1.0"]
    id: Id
    source: Id
    type: Id
    time: InstantText
    subject: Id
    programme: Id = "default"
    datacontenttype: Annotated[str, StringConstraints(max_length=128)] = "application/json"
    dataschema: Text | None = None


@dataclass(slots=True)
class StructuredEvent(Envelope):
    """A CloudEvents 1.0 event in structured mode: the attributes and the data in one JSON object."""

    data: dict[str, Any] = field(default_factory=dict)


ENVELOPE = TypeAdapter(Envelope)
STRUCTURED_EVENT = TypeAdapter(StructuredEvent)
_MEMBER_ID: TypeAdapter[str] = TypeAdapter(MemberId)
_HEADERS = {
    f"ce_{name}": name for name in ("specversion", "id", "source", "type", "time", "subject", "programme", "dataschema")
} | {"content-type": "datacontenttype"}
_SHARED = frozenset({"ce_specversion", "ce_source", "ce_type", "ce_programme", "content-type"})


def attributes_of(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Return the attributes of a binary message by their names; raise InvalidEvent. What they hold is not looked at."""
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


def check_content_type(content_type: str) -> None:
    """Raise InvalidEvent unless the data are JSON."""
    if content_type != JSON and content_type.partition(";")[0].strip().lower() != JSON:
        raise InvalidEvent(
            "INVALID_EVENT",
            f"{content_type[:128]!r} where application/json or {STRUCTURED} belongs; send one event as one of them",
            "content-type",
        )


@lru_cache(maxsize=4_096)
def _shared(headers: tuple[tuple[str, bytes | None], ...]) -> tuple[str, str, str] | None:
    """Return (source, type, programme) if these headers, which thousands of events share, are valid; else None."""
    if not {name for name, _ in headers} <= _SHARED:
        return None
    any_event = {"id": "any", "time": "2000-01-01T00:00:00Z", "subject": "any"}
    try:
        envelope = ENVELOPE.validate_python(attributes_of(headers) | any_event)
        check_content_type(envelope.datacontenttype)
    except (InvalidEvent, ValidationError):
        return None
    return envelope.source, envelope.type, envelope.programme


@lru_cache(maxsize=65_536)
def _subject(text: bytes) -> str | None:
    """Return a member id, of which a stream has many events, if it is valid; else None."""
    try:
        return _MEMBER_ID.validate_python(text.decode())
    except (ValidationError, UnicodeDecodeError):
        return None


def usual_envelope(headers: Collection[tuple[str, bytes | None]]) -> tuple[Envelope, datetime] | None:
    """Return the envelope of a binary message as most are, and its instant; None leaves the verdict to the model.

    A shortcut, which refuses nothing: what thousands of events share is validated once, and an id of printable ASCII
    within the limit needs no regular expression.
    """
    found = dict(headers)
    if len(found) != len(headers):
        return None
    own_id, time, subject = (
        found.pop("ce_id", b""),
        found.pop("ce_time", b""),
        _subject(found.pop("ce_subject", None) or b""),
    )
    shared = _shared(tuple(found.items()))
    if not (shared and subject and own_id and time and own_id.isascii() and time.isascii()):
        return None
    text, time_text = own_id.decode(), time.decode()
    if not text.isprintable() or len(text) > ID_CHARACTERS_MAX:
        return None
    try:
        instant = parse_instant(time_text)
    except ValueError:
        return None
    source, event_type, programme = shared
    return Envelope("1.0", text, source, event_type, time_text, subject, programme), instant
