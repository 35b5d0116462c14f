"""The OpenAPI documents are well formed, their examples are taken, and what the ledger answers is what they say."""

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from services.documents import documents
from tests.installation import PROGRAMME, purchase, unique
from tests.ledger.calls import Answer, Counter

# The fixture: a ledger process that tests call.
from tests.ledger.conftest import counter

__all__ = ["counter"]

DOCUMENTS = {
    # The regular expressions are those of ECMA-262; Python's know no classes such as Cc.
    name.rpartition("/")[2].removesuffix(".json"): json.loads(text.replace(r"\\p{Cc}", r"\\x00-\\x1f\\x7f-\\x9f"))
    for name, text in documents().items()
    if name.startswith("schemas/openapi/")
}
LEDGER = DOCUMENTS["ledger"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_well_formed(name: str) -> None:
    validate(DOCUMENTS[name])
    for path in DOCUMENTS[name]["paths"].values():
        for operation in path.values():
            assert operation["description"]
            assert operation["responses"]["default"]["content"]["application/problem+json"]


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "components": LEDGER["components"]})


def check(schema: dict[str, Any], value: object) -> None:
    """Fail unless a value is what a schema of the document says."""
    _validator(json.dumps(schema)).validate(value)


def test_the_examples_of_bodies_are_valid() -> None:
    found = 0
    for path in LEDGER["paths"].values():
        for operation in path.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "example" in content:
                    check(content["schema"], content["example"])
                    found += 1
    assert found >= 8


class Caller:
    """Calls the ledger as the document says, and holds each answer to it."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    async def __call__(
        self, method: str, path: str, content: object = None, query: str = "", content_type: str | None = None,
        actor: str = "olga", **places: object,
    ) -> Answer:  # fmt: skip
        """Make a call to a path of the document; fail when the answer is not of the document."""
        kind = {"content_type": content_type} if content_type else {}
        answer = await self.counter.call(method.upper(), path.format(**places) + query, content, actor=actor, **kind)
        response = LEDGER["paths"][path][method]["responses"].get(str(answer.status))
        assert response is not None, f"{method} {path}: {answer.status} {answer.raw!r} is not in the document"
        check(response["content"]["application/json"]["schema"], answer.body)
        return answer


@pytest.fixture
def call(counter: Counter) -> Caller:
    """Call the ledger."""
    return Caller(counter)


async def test_what_the_ledger_answers_is_what_the_document_says(call: Caller) -> None:
    example = LEDGER["paths"]["/v1/events"]["post"]["requestBody"]["content"]
    structured = "application/cloudevents+json"
    assert (await call("post", "/v1/events", example[structured]["example"], content_type=structured)).status == 202
    member_id, batch = unique("ann"), "application/cloudevents-batch+json"
    await call("post", "/v1/events", [example[structured]["example"], 7], content_type=batch)

    earned = await call.counter.earned(member_id, 500)
    seen = {"query": f"?source=urn:till:7&id={earned}"}
    assert (await call("get", "/v1/verdicts", **seen)).body["verdict"] == "accepted"
    await call("get", "/v1/members/{member_id}/balance", member_id=member_id)

    redemption, hold = {"member_id": member_id, "redemption_id": unique("r"), "points": 50}, unique("hold")
    assert (await call("post", "/v1/redemptions", redemption)).status == 201
    assert (await call("post", "/v1/redemptions", redemption)).status == 200
    held = {"member_id": member_id, "redemption_id": hold, "points": 50, "hold": True, "ttl_seconds": 60}
    assert (await call("post", "/v1/redemptions", held)).body["status"] == "held"
    one = "/v1/redemptions/{redemption_id}"
    await call("post", f"{one}/capture", {"points": 40}, redemption_id=hold)
    await call("post", f"{one}/cancel", {"cancel_id": unique("c")}, redemption_id=redemption["redemption_id"])
    await call("post", "/v1/redemptions", {**held, "redemption_id": (another := unique("hold"))})
    await call("post", f"{one}/release", {}, redemption_id=another)
    quote = LEDGER["paths"]["/v1/quotes"]["post"]["requestBody"]["content"]["application/json"]["example"]
    await call("post", "/v1/quotes", {**quote, "member_id": member_id})


async def test_what_two_people_decide_is_answered_as_the_document_says(call: Caller) -> None:
    body = {**PROGRAMME, "programme": "documented"}
    proposal = (await call("post", "/v1/proposals", {"kind": "programme", "body": body})).body["id"]
    other = (await call("post", "/v1/proposals", {"kind": "programme", "body": body})).body["id"]
    await call("post", "/v1/proposals/{proposal_id}/approve", proposal_id=proposal, actor="oskar")
    await call("post", "/v1/proposals/{proposal_id}/reject", proposal_id=other, actor="oskar")
    await call("get", "/v1/proposals")
    await call("get", "/v1/programmes/{programme}/versions", programme="documented")


async def test_what_was_set_aside_is_answered_as_the_document_says(call: Caller) -> None:
    here = call.counter.installation
    await here.publish_programme(programme="strict", max_lateness_days=30)
    late = [purchase("ann", programme="strict", time="2020-01-01T00:00:00Z") for _ in range(2)]
    await here.until_read(await here.publish(*late, *(purchase("ann", programme="unheard") for _ in range(2))))
    first, second, third, fourth = [row["id"] for row in await here.quarantined()][-4:]
    await call("get", "/v1/quarantine", query="?limit=2")
    await call("post", "/v1/quarantine/{number}/replay", number=first)
    await call("post", "/v1/quarantine/{number}/replay", number=third)
    await call("post", "/v1/quarantine/{number}/discard", {"reason": "a test"}, number=second)
    for number in (first, second, third, fourth, fourth + 1):
        await call("get", "/v1/quarantine/{number}", number=number)
    assert len((await call("get", "/v1/quarantine", query="?state=all&limit=200")).body["items"]) >= 5
