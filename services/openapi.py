"""The OpenAPI documents of both services, from their applications and the models of what they take and answer."""

from copy import deepcopy
from types import SimpleNamespace
from typing import Any, cast

from pydantic import TypeAdapter

from schemas.envelope import STRUCTURED, StructuredEvent
from schemas.events import PurchaseCompleted, RedemptionCancelled, RedemptionCaptured, RedemptionReserved
from schemas.examples import EVENT_DATA, MEMBER, attributes_of
from schemas.record import RecordBody
from services.kit.http import JSON_TYPE, PROBLEM_TYPE
from services.ledger import responses as r
from services.ledger.api import BATCH, BATCH_EVENTS_MAX, build
from services.ledger.serving import Services
from services.projector.api import Reads, build_api
from services.projector.audit_api import Audit
from services.projector.finance_api import FinanceReads
from services.projector.responses import BalanceAnswer

Schema = dict[str, Any]
REF = "#/components/schemas/{model}"
VERSION = "1.0.0"
PROBLEM: Schema = {
    "type": "object",
    "description": "Why it was not done (RFC 9457); `reason` is stable, and explained in docs/reasons.md.",
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "reason": {"type": "string"}, "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object", "properties": {
            "path": {"type": "string"}, "detail": {"type": "string"}}}},
    },
    "required": ["type", "title", "status", "reason", "detail"],
}  # fmt: skip
DONE_ONCE = ("201", "200")
ANSWERS: dict[tuple[str, str], tuple[tuple[str, ...], Any]] = {
    ("post", "/v1/events"): (("202",), r.EventsAnswer),
    ("post", "/v1/redemptions"): (DONE_ONCE, r.RedemptionAnswer),
    ("post", "/v1/redemptions/{redemption_id}/capture"): (DONE_ONCE, r.RedemptionAnswer),
    ("post", "/v1/redemptions/{redemption_id}/release"): (DONE_ONCE, r.RedemptionAnswer),
    ("post", "/v1/redemptions/{redemption_id}/cancel"): (DONE_ONCE, r.RedemptionAnswer),
    ("post", "/v1/quotes"): (("200",), r.QuoteAnswer),
    ("get", "/v1/members/{member_id}/balance"): (("200",), BalanceAnswer),
    ("get", "/v1/verdicts"): (("200",), r.VerdictAnswer),
    ("get", "/v1/programmes/{programme}/versions"): (("200",), r.VersionsAnswer),
    ("post", "/v1/proposals"): (("201",), r.ProposalAnswer),
    ("get", "/v1/proposals"): (("200",), r.ProposalsAnswer),
    ("post", "/v1/proposals/{proposal_id}/approve"): (("200",), RecordBody),
    ("post", "/v1/proposals/{proposal_id}/reject"): (("200",), r.ProposalAnswer),
    ("get", "/v1/programmes/{programme}/estimates"): (("200",), r.EstimatesAnswer),
    ("get", "/v1/programmes/{programme}/rates"): (("200",), r.RatesAnswer),
    ("post", "/v1/reports"): (DONE_ONCE, RecordBody),
    ("get", "/v1/quarantine"): (("200",), r.AsidePage),
    ("get", "/v1/quarantine/{number}"): (("200",), r.AsideWhole),
    ("post", "/v1/quarantine/{number}/replay"): (("200",), r.AsideAnswer),
    ("post", "/v1/quarantine/{number}/discard"): (("200",), r.AsideAnswer),
}
"""What the ledger answers to each call, and under which statuses; the second one is a repetition."""


def ledger_openapi() -> Schema:
    """Return the ledger's document."""
    document = build(cast("Services", SimpleNamespace(ready=None)), with_api=True).openapi()
    _complete(document)
    for (method, path), (statuses, model) in ANSWERS.items():
        schema = _component(document, model)
        for status in statuses:
            repeated = status == "200" and statuses is DONE_ONCE
            document["paths"][path][method]["responses"][status] = {
                "description": "The same request again: the same answer." if repeated else "Done.",
                "content": {JSON_TYPE: {"schema": schema}},
            }
    for path, (content, is_required) in _bodies(document).items():
        document["paths"][path]["post"]["requestBody"] = {"required": is_required, "content": content}
    return _sorted(document)


def projector_openapi() -> Schema:
    """Return the projector's document."""
    # The reads themselves, without a database: a document asks nothing of them but what they are called with.
    document = build_api(Reads.__new__(Reads), FinanceReads.__new__(FinanceReads), Audit.__new__(Audit)).openapi()
    _complete(document)
    return _sorted(document)


def _complete(document: Schema) -> None:
    """Say what all operations have in common: the version, who calls, and how they are refused."""
    document["info"] |= {
        "version": VERSION,
        "description": "Fields may be added; none is renamed or removed. Written by `python -m services.documents`.",
    }
    components = document.setdefault("components", {}).setdefault("schemas", {})
    components["Problem"] = deepcopy(PROBLEM)
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    actor = {"name": "X-Actor", "in": "header", "required": False, "schema": {"type": "string", "maxLength": 100},
             "description": "Who calls, while access control is off (POINTS_AUTH=off)."}  # fmt: skip
    problem = {"description": "Refused.", "content": {PROBLEM_TYPE: {"schema": {"$ref": REF.format(model="Problem")}}}}
    for path in document["paths"].values():
        for operation in path.values():
            operation.setdefault("parameters", []).append(deepcopy(actor))
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = deepcopy(problem)


def _component(document: Schema, model: Any) -> Schema:  # noqa: ANN401 - what a TypeAdapter takes
    """Add a model to the components of a document; return the reference to it."""
    schema = TypeAdapter(model).json_schema(mode="serialization", ref_template=REF)
    components = document["components"]["schemas"]
    components.update(schema.pop("$defs", {}))
    if "$ref" in schema:
        return schema
    components[model.__name__] = schema
    return {"$ref": REF.format(model=model.__name__)}


def _fields(document: Schema, model: type, without: str, **more: Schema) -> Schema:
    """Return the body that is the data of an event but for what the call says otherwise."""
    schema = TypeAdapter(model).json_schema(ref_template=REF)
    document["components"]["schemas"].update(schema.pop("$defs", {}))
    fields = {name: field for name, field in schema["properties"].items() if name != without}
    required = [name for name in schema.get("required", []) if name != without]
    return {"type": "object", "properties": {**more, **fields}, "required": required, "additionalProperties": False}


def _bodies(document: Schema) -> dict[str, tuple[Schema, bool]]:
    """Return what is sent to each call that reads its body itself, and whether it has to be."""
    text = {"type": "string", "maxLength": 128}
    redeem = _fields(document, RedemptionReserved, "", member_id=text, hold={"type": "boolean", "default": False})
    redeem["required"] = ["member_id", "redemption_id", "points"]
    instant = {"type": "string", "format": "date-time", "description": "When; by default now."}
    quote = _fields(document, PurchaseCompleted, "order_id", member_id=text, at=instant)
    quote["required"] = ["member_id", *quote["required"]]
    example = EVENT_DATA["redemption.requested"]
    basket = {name: value for name, value in EVENT_DATA["purchase.completed"].items() if name != "order_id"}
    event = _component(document, StructuredEvent)
    sent = {**attributes_of("points.granted"), "data": EVENT_DATA["points.granted"]}
    batch = {"type": "array", "items": event, "maxItems": BATCH_EVENTS_MAX}
    binary = {"type": "object", "description": "The data; the attributes are headers: ce-id, ce-type, …"}
    captured = {name: value for name, value in EVENT_DATA["redemption.captured"].items() if name != "redemption_id"}
    given_back = {name: value for name, value in EVENT_DATA["redemption.cancelled"].items() if name != "redemption_id"}
    one = "/v1/redemptions/{redemption_id}"

    def as_json(schema: Schema, example: Schema) -> Schema:
        return {JSON_TYPE: {"schema": schema, "example": example}}

    return {
        "/v1/events": (
            {
                STRUCTURED: {"schema": event, "example": sent},
                BATCH: {"schema": batch, "example": [sent]},
                JSON_TYPE: {"schema": binary, "example": sent["data"]},
            },
            True,
        ),
        "/v1/redemptions": (as_json(redeem, {"member_id": MEMBER, **example}), True),
        f"{one}/capture": (as_json(_fields(document, RedemptionCaptured, "redemption_id"), captured), False),
        f"{one}/release": (as_json({"type": "object", "additionalProperties": False}, {}), False),
        f"{one}/cancel": (as_json(_fields(document, RedemptionCancelled, "redemption_id"), given_back), True),
        "/v1/quotes": (as_json(quote, {"member_id": MEMBER, **basket}), True),
    }


def _sorted(document: Schema) -> Schema:
    """Return a document in one order, whatever order the routes were made in."""
    document["components"]["schemas"] = dict(sorted(document["components"]["schemas"].items()))
    return document
