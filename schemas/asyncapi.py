"""The AsyncAPI 3.0 document of the topics, made from the models: what goes in, what comes out, with which key."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from schemas.envelope import Envelope, StructuredEvent
from schemas.events import BY_PROPOSAL, EVENT_TYPES, MODELLED
from schemas.examples import EVENT_DATA, MEMBER, RECORD, attributes_of
from schemas.record import RecordBody

Document = dict[str, Any]

NOT_DECIDED = "Modelled, not decided yet: set aside as UNKNOWN_TYPE."
EXECUTED = "Executed by the ledger when a second person approves it; from a topic set aside as NOT_PERMITTED."
VERSION = "1.0.0"
KAFKA = "0.5.0"
"""The version of AsyncAPI's bindings of Kafka."""
DAYS_14 = 14 * 24 * 3_600_000
REF = "#/components/schemas/{model}"
DIALECT = "application/schema+json;version=draft-2020-12"
KEY = {"type": "string", "description": "The subject, a member's id as a rule; hashed by murmur2, as Java does."}
HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def models() -> dict[str, type]:
    """Return the model of the data of each type of event, in the order of the contract."""
    return {**EVENT_TYPES, **MODELLED}


def asyncapi() -> Document:
    """Return the document."""
    wanted: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (name, "validation", TypeAdapter(model)) for name, model in models().items()
    ]
    wanted += [
        ("binary", "validation", TypeAdapter(Envelope)), ("structured", "validation", TypeAdapter(StructuredEvent)),
        ("record", "validation", TypeAdapter(RecordBody)),
    ]  # fmt: skip
    made, shared = TypeAdapter.json_schemas(wanted, ref_template=REF)
    roots = {name: schema for (name, _), schema in made.items()}
    names = list(models())
    return {
        "asyncapi": "3.0.0",
        "id": "urn:points-ledger",
        "info": {
            "title": "Points ledger: topics",
            "version": VERSION,
            "description": "Names carry the prefix of POINTS_TOPIC_PREFIX, `loyalty` by default. Fields may be added; "
            "none is renamed or removed. Written by `python -m schemas.generate`.",
        },
        "defaultContentType": "application/json",
        "channels": _channels(names),
        "operations": _operations(names),
        "components": {
            "messages": {**{name: _event(name, roots[name]) for name in names}, **_ours(roots)},
            "schemas": shared.get("$defs", {}),
        },
    }


def _channels(names: list[str]) -> Document:
    def channel(name: str, description: str, messages: list[str], retention_ms: int) -> Document:
        return {
            "address": f"loyalty.{name}",
            "description": description,
            "messages": {message: {"$ref": f"#/components/messages/{message}"} for message in messages},
            "bindings": {
                "kafka": {
                    "topic": f"loyalty.{name}",
                    "topicConfiguration": {"cleanup.policy": ["delete"], "retention.ms": retention_ms},
                    "bindingVersion": KAFKA,
                }
            },
        }

    return {
        "events": channel(
            "events", "Events in. The partitions are a power of two that divides the shards.", [*names, "structured"],
            DAYS_14,
        ),
        "entries": channel("entries", "Every record, in the order of its shard, at least once.", ["record"], -1),
        "quarantine": channel(
            "quarantine", "A copy of each message that was set aside, in the order of their numbers, at least once.",
            ["quarantined"], DAYS_14,
        ),
    }  # fmt: skip


def _operations(names: list[str]) -> Document:
    def operation(action: str, channel: str, summary: str, messages: list[str]) -> Document:
        return {
            "action": action,
            "channel": {"$ref": f"#/channels/{channel}"},
            "summary": summary,
            "messages": [{"$ref": f"#/channels/{channel}/messages/{message}"} for message in messages],
        }

    return {
        "decide": operation("receive", "events", "The ledger decides each event once.", [*names, "structured"]),
        "relay": operation("send", "entries", "The ledger relays every record.", ["record"]),
        "copy": operation("send", "quarantine", "The ledger copies what it set aside.", ["quarantined"]),
    }


def _message(title: str, summary: str, headers: Document, payload: Document, key: Document) -> Document:
    return {
        "name": title,
        "title": title,
        "summary": summary,
        "contentType": "application/json",
        "headers": headers,
        "payload": {"schemaFormat": DIALECT, "schema": payload},
        "bindings": {"kafka": {"key": key, "bindingVersion": KAFKA}},
    }


def _headers(properties: Document, required: list[str]) -> Document:
    return {"type": "object", "properties": properties, "required": required}


def _event(name: str, payload: Document) -> Document:
    """Return the message of an event in binary mode."""
    model = models()[name]
    summary = (model.__doc__ or name).partition("\n")[0]
    if name in MODELLED:
        summary += f" {NOT_DECIDED}"
    elif name in BY_PROPOSAL:
        summary += f" {EXECUTED}"
    text = {"type": "string"}
    properties = {f"ce_{attribute}": text for attribute in attributes_of(name)}
    properties |= {
        "ce_specversion": {"const": "1.0"}, "ce_type": {"const": name},
        "ce_time": {"type": "string", "format": "date-time"},
        "ce_programme": {"type": "string", "default": "default"}, "content-type": {"const": "application/json"},
    }  # fmt: skip
    headers = _headers(properties, [f"ce_{attribute}" for attribute in attributes_of(name)])
    message = _message(name, summary, headers, payload, KEY)
    example = {f"ce_{attribute}": value for attribute, value in attributes_of(name).items()}
    return message | {"examples": [{"name": name, "headers": example, "payload": EVENT_DATA[name]}]}


def _ours(roots: dict[str, Document]) -> Document:
    """Return the other messages: a structured event, a record, and the copy of what was set aside."""
    structured = _message(
        "structured", "Any event in structured mode: attributes and data in one object.",
        _headers({"content-type": {"const": "application/cloudevents+json"}}, ["content-type"]), roots["structured"],
        KEY,
    )  # fmt: skip
    granted = {**attributes_of("points.granted"), "data": EVENT_DATA["points.granted"]}
    structured |= {
        "contentType": "application/cloudevents+json",
        "examples": [
            {"name": "granted", "headers": {"content-type": "application/cloudevents+json"}, "payload": granted}
        ],
    }
    record = _message(
        "record", "One decided event: verdict, postings, balance; the body byte for byte as it was hashed.",
        _headers({"hash": HEX, "previous_hash": HEX, "content-type": {"const": "application/json"}},
                 ["hash", "previous_hash"]),
        roots["record"], {"type": "string", "description": f"The member id, such as {MEMBER}; `register` of its own."},
    )  # fmt: skip
    example = {"hash": "ab" * 32, "previous_hash": "00" * 32, "content-type": "application/json"}
    record |= {"examples": [{"name": "granted", "headers": example, "payload": RECORD}]}
    number = {"type": "string", "pattern": "^[0-9]+$"}
    text = {"type": "string"}
    first = {"quarantine_id": number, "reason": text, "detail": text, "path": text, "topic": text,
             "partition": number, "offset": number}  # fmt: skip
    also = {
        "replay_of": {**number, "description": "The number it had before it was replayed and set aside again."},
        "left_out": {"type": "string", "description": "The message was too large to be copied: read it in the ledger."},
    }
    copy = _message(
        "quarantined", "A message that was set aside, as it was received; its own headers follow ours.",
        _headers({**first, **also}, list(first)), {"description": "Whatever was received, if it was JSON or not."},
        {"type": "string", "description": "As received."},
    )  # fmt: skip
    said = {"quarantine_id": "7", "reason": "UNKNOWN_PROGRAMME", "path": "programme", "topic": "loyalty.events",
            "detail": "there is no programme 'winter'; publish its first version, then replay", "partition": "3",
            "offset": "1042"}  # fmt: skip
    copy |= {"examples": [{"name": "no programme", "headers": said, "payload": EVENT_DATA["purchase.completed"]}]}
    return {"structured": structured, "record": record, "quarantined": copy}
