"""The AsyncAPI document is of the code, well formed, and its examples are what the ledger reads and writes."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from pydantic_asyncapi.v3 import AsyncAPI

from schemas.asyncapi import asyncapi, models
from schemas.cloudevents import decode
from schemas.events import APPROVED_TYPES, BY_PROPOSAL, EVENT_TYPES, MODELLED
from schemas.examples import EVENT_DATA, MEMBER
from schemas.faults import InvalidEvent
from schemas.generate import TOPICS
from schemas.record import RecordBody

DOCUMENT = asyncapi()
MESSAGES: dict[str, dict[str, Any]] = DOCUMENT["components"]["messages"]


def references(node: object) -> Iterator[str]:
    """Yield every reference of a document."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(reference: str) -> Any:
    """Return what a reference of the document points to."""
    node: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def test_the_committed_document_is_that_of_the_code() -> None:
    assert json.loads(TOPICS.read_text(encoding="utf-8")) == DOCUMENT, "run `python -m schemas.generate`, and commit"


def test_the_document_is_well_formed() -> None:
    plain = copy.deepcopy(DOCUMENT)
    for message in plain["components"]["messages"].values():
        assert message.pop("bindings")["kafka"].keys() == {"key", "bindingVersion"}  # The library knows none of these.
    AsyncAPI.model_validate(plain)
    assert DOCUMENT["asyncapi"] == "3.0.0"


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))
    assert found
    for reference in found:
        assert resolved(reference)


def test_every_type_is_there_and_what_is_not_decided_says_so() -> None:
    assert MESSAGES.keys() == {*models(), "structured", "record", "quarantined"}
    assert {*EVENT_TYPES, *APPROVED_TYPES, *MODELLED} == models().keys()
    for name in models():
        assert ("not decided yet" in MESSAGES[name]["summary"]) == (name in MODELLED)


@pytest.mark.parametrize("name", MESSAGES)
def test_an_example_is_valid_by_the_document(name: str) -> None:
    message = MESSAGES[name]
    (example,) = message["examples"]
    Draft202012Validator.check_schema(message["payload"]["schema"])
    for schema, value in ((message["payload"]["schema"], example["payload"]), (message["headers"], example["headers"])):
        whole = json.dumps({**schema, "components": DOCUMENT["components"]})
        # The regular expressions are those of ECMA-262; Python's know no classes such as Cc.
        Draft202012Validator(json.loads(whole.replace(r"\\p{Cc}", r"\\x00-\\x1f\\x7f-\\x9f"))).validate(value)


@pytest.mark.parametrize("name", models())
def test_an_example_of_an_event_is_read_by_the_ledger_as_what_it_is(name: str) -> None:
    (example,) = MESSAGES[name]["examples"]
    headers = [(header, value.encode()) for header, value in example["headers"].items()]
    subject = example["headers"]["ce_subject"]
    if name in MODELLED or name in BY_PROPOSAL:
        TypeAdapter(models()[name]).validate_json(orjson.dumps(EVENT_DATA[name]))
        with pytest.raises(InvalidEvent, match="NOT_PERMITTED" if name in BY_PROPOSAL else "UNKNOWN_TYPE"):
            decode(subject.encode(), headers, orjson.dumps(example["payload"]))
    else:
        event = decode(subject.encode(), headers, orjson.dumps(example["payload"]))
        assert (event.type, event.member_id, event.raw) == (name, subject, EVENT_DATA[name])


def test_the_examples_of_the_other_messages_are_real() -> None:
    structured = MESSAGES["structured"]["examples"][0]
    headers = [(header, value.encode()) for header, value in structured["headers"].items()]
    assert decode(MEMBER.encode(), headers, orjson.dumps(structured["payload"])).type == "points.granted"
    TypeAdapter(RecordBody).validate_python(MESSAGES["record"]["examples"][0]["payload"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("value.loaded", {"load_id": "l", "amount": 5.0}),
        ("value.spent", {"spend_id": "s", "amount": "5.00", "colour": "red"}),
        ("value.refunded", {"refund_id": "r", "amount": "5.00"}),
    ],
)
def test_what_is_modelled_is_as_strict_as_what_is_decided(name: str, data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        TypeAdapter(models()[name]).validate_json(orjson.dumps(data))
