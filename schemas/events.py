"""The events the ledger understands: slotted dataclasses that pydantic validates once, at the edge.

The same objects go through the decision, so there is one definition of an event. Money is decimal text, never a
float; points are whole numbers; what is not named here is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.json_schema import WithJsonSchema

from schemas.calendar import parse_instant

POINTS_MAX = 9_007_199_254_740_991
"""2^53 - 1, the largest whole number that every JSON reader keeps exact (RFC 8259, section 6)."""

MONEY_PLACES = 4

ID_PATTERN = r"^[^\p{Cc}]+$"
MONEY_PATTERN = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"

Id = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(max_length=256)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=ID_PATTERN)]
"""The name of a thing of the sender's, such as a store or an SKU; no control characters, which no database keeps."""
Points = Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX)]
Quantity = Annotated[int, Field(ge=0, le=1_000_000_000)]
Money = Annotated[str, StringConstraints(pattern=MONEY_PATTERN)]
"""An amount ≥ 0 as decimal text with at most 4 places, such as "19.90"; a JSON number is refused (S7)."""
Currency = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)]
Instant = Annotated[
    datetime, BeforeValidator(parse_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
InstantText = Annotated[
    str,
    AfterValidator(lambda text: parse_instant(text) and text),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An instant that is kept as it was written, for the payload's digest (S4)."""

_SAYS_WHO = re.compile(r"[\s\d().+/_:-]*")


def _opaque(member_id: str) -> str:
    """Return an id that says nothing of the person; raise ValueError for an e-mail address or a phone number (S29)."""
    if "@" in member_id or (_SAYS_WHO.fullmatch(member_id) and sum(map(str.isdigit, member_id)) >= 9):
        raise ValueError("a member id must be opaque: not an e-mail address, a telephone or a card number")
    return member_id


MemberId = Annotated[Id, AfterValidator(_opaque)]


class Strict:
    """Validation of an event's data: no conversion, no field beside the named ones."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)


@dataclass(slots=True)
class Consent(Strict):
    """What a member agreed to."""

    notices: bool | None = None


@dataclass(slots=True)
class Attributes(Strict):
    """What is known of the person; kept apart from the records, which hold only a salted digest of it."""

    birth_month: Annotated[int, Field(ge=1, le=12)] | None = None
    birth_day: Annotated[int, Field(ge=1, le=31)] | None = None


@dataclass(slots=True)
class MemberEnrolled(Strict):
    """`member.enrolled`: a person joins the programme."""

    segment: Label | None = None
    consent: Consent | None = None
    attributes: Attributes | None = None
    referrer_id: MemberId | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class Line(Strict):
    """One line of an order; `amount` is the line's total, paid in money, after discounts and points (S10)."""

    line_id: Id
    sku: Label
    quantity: Quantity
    amount: Money
    category: Label | None = None
    cost: Money | None = None
    earns: bool = True


def _line_ids_differ(lines: list[Line]) -> list[Line]:
    """Return the lines; raise ValueError when two have the same id: a return could not tell them apart."""
    if len(lines) > 1 and len({line.line_id for line in lines}) != len(lines):
        raise ValueError("two lines have the same line_id")
    return lines


@dataclass(slots=True)
class PurchaseCompleted(Strict):
    """`purchase.completed`: an order that was paid."""

    order_id: Id
    currency: Currency
    lines: Annotated[list[Line], Field(min_length=1, max_length=500), AfterValidator(_line_ids_differ)]
    channel: Label | None = None
    store_id: Label | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class RewardWanted(Strict):
    """What the points are spent on."""

    kind: Literal["goods", "cash", "discount", "partner"]
    sku: Label | None = None
    value: Money | None = None


@dataclass(slots=True)
class RedemptionRequested(Strict):
    """`redemption.requested`: points are spent at once."""

    redemption_id: Id
    points: Points
    reward: RewardWanted | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class Due(Strict):
    """`points.activation_due`, `points.expiry_due`: time has come; everything due by `as_of` is posted."""

    as_of: Instant


EventData = MemberEnrolled | PurchaseCompleted | RedemptionRequested | Due

EVENT_TYPES: dict[str, type[EventData]] = {
    "member.enrolled": MemberEnrolled,
    "purchase.completed": PurchaseCompleted,
    "redemption.requested": RedemptionRequested,
    "points.activation_due": Due,
    "points.expiry_due": Due,
}
"""The types that are decided; every other type is quarantined `UNKNOWN_TYPE`."""

VALIDATORS: dict[str, TypeAdapter[EventData]] = {name: TypeAdapter(model) for name, model in EVENT_TYPES.items()}

BUSINESS_KEYS: dict[str, tuple[str, bool]] = {
    "purchase.completed": ("order_id", True),
    "redemption.requested": ("redemption_id", False),
}
"""The field whose value an accepted event takes for ever, and whether it is unique only within its source (S5)."""


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
    subject: MemberId
    programme: Id = "default"
    datacontenttype: Annotated[str, StringConstraints(max_length=128)] = "application/json"
    dataschema: Text | None = None


@dataclass(slots=True)
class StructuredEvent(Envelope):
    """A CloudEvents 1.0 event in structured mode: the attributes and the data in one JSON object."""

    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Event:
    """A valid event on its way to a decision.

    `raw` is the data as received, for the record; `digest` is the payload's (S4). A command over HTTP is `is_command`:
    it is decided at the ledger's clock and its time is no part of its payload.
    """

    source: str
    id: str
    type: str
    time: datetime
    time_text: str
    programme: str
    member_id: str
    data: EventData
    raw: dict[str, Any]
    digest: bytes
    is_command: bool = False


def _canonical_money(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _canonical_instant(instant: datetime) -> str:
    return instant.isoformat()


def _canonical_list(items: list[Any]) -> list[Any]:
    return [canonical(item) for item in items]


def _same(value: object) -> object:
    return value


def _plan(model: type) -> list[tuple[str, Any, Callable[[Any], Any]]]:
    """Return (name, default, how to write it canonically) of each field of a dataclass."""
    plan: list[tuple[str, Any, Callable[[Any], Any]]] = []
    for name, hint in get_type_hints(model, include_extras=True).items():
        if name not in model.__dataclass_fields__:  # type: ignore[attr-defined]
            continue
        write: Callable[[Any], Any] = _same
        if hint is Money or hint == Money | None:
            write = _canonical_money
        elif hint == Instant or hint == Instant | None:
            write = _canonical_instant
        elif "list[" in str(hint):
            write = _canonical_list
        elif "schemas.events." in str(hint):
            write = canonical
        plan.append((name, next(f.default for f in fields(model) if f.name == name), write))
    return plan


_PLANS: dict[type, list[tuple[str, Any, Callable[[Any], Any]]]] = {}


def canonical(data: object) -> dict[str, Any]:
    """Return validated data as JSON values that are equal exactly when two requests mean the same (S5).

    A field that is absent, null, or at its default is left out, so that a field added later changes no digest kept
    today; decimals lose trailing zeros; instants are in UTC.
    """
    plan = _PLANS.get(type(data))
    if plan is None:
        plan = _PLANS[type(data)] = _plan(type(data))
    written: dict[str, Any] = {}
    for name, default, write in plan:
        value = getattr(data, name)
        if value is not None and value != default:
            written[name] = write(value)
    return written
