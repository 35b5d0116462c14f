"""The events the ledger understands: slotted dataclasses that pydantic validates once, at the edge.

The same objects go through the decision, so there is one definition of an event. Money is decimal text, never a
float; points are whole numbers; what is not named here is refused.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.json_schema import WithJsonSchema

from schemas.calendar import parse_instant

POINTS_MAX = 9_007_199_254_740_991
"""2^53 - 1, the largest whole number that every JSON reader keeps exact (RFC 8259, section 6)."""

MONEY_PLACES = 4

ID_CHARACTERS_MAX = 128
ID_PATTERN = r"^[^\p{Cc}]+$"
MONEY_PATTERN = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"

Id = Annotated[str, StringConstraints(min_length=1, max_length=ID_CHARACTERS_MAX, pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(max_length=256)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=ID_PATTERN)]
"""The name of a thing of the sender's, such as a store or an SKU; no control characters, which no database keeps."""
Points = Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX)]
Quantity = Annotated[int, Field(ge=0, le=1_000_000_000)]
Money = Annotated[str, StringConstraints(pattern=MONEY_PATTERN)]
"""An amount ≥ 0 as decimal text with at most 4 places, such as "19.90"; a JSON number is refused (S7)."""
Currency = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)]
Instant = Annotated[datetime, BeforeValidator(parse_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
InstantText = Annotated[
    str,
    AfterValidator(lambda text: parse_instant(text) and text),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An instant that is kept as it was written, for the payload's digest (S4)."""

_SAYS_WHO = re.compile(r"[\s\d().+/_:-]*")


@lru_cache(maxsize=65_536)
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
class MemberUpdated(Strict):
    """`member.updated`: each field that is given replaces what was (S10)."""

    segment: Label | None = None
    consent: Consent | None = None
    attributes: Attributes | None = None


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
class ReturnedLine(Strict):
    """How much of a line came back."""

    line_id: Id
    quantity: Annotated[int, Field(ge=1, le=1_000_000_000)]


def _positive(money: str) -> str:
    """Return an amount of money; raise ValueError for none."""
    if not money.strip("0."):
        raise ValueError("an amount that is returned is more than 0")
    return money


@dataclass(slots=True)
class PurchaseReturned(Strict):
    """`purchase.returned`: lines of an order came back, or an amount of it was refunded (S21–S24)."""

    order_id: Id
    return_id: Id
    lines: Annotated[list[ReturnedLine], Field(min_length=1, max_length=500)] | None = None
    amount: Annotated[Money, AfterValidator(_positive)] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless there is one of the two."""
        if (self.lines is None) == (self.amount is None):
            raise ValueError("give either `lines` or `amount`")
        if self.lines is not None and len({line.line_id for line in self.lines}) != len(self.lines):
            raise ValueError("two lines have the same line_id; add their quantities")


@dataclass(slots=True)
class RedemptionReserved(Strict):
    """`redemption.reserved`: points are held for a time, to be captured or released (S19)."""

    redemption_id: Id
    points: Points
    ttl_seconds: Points
    reward: RewardWanted | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class RedemptionCaptured(Strict):
    """`redemption.captured`: held points are spent, all or part; the rest is released (S19)."""

    redemption_id: Id
    points: Points | None = None


@dataclass(slots=True)
class RedemptionReleased(Strict):
    """`redemption.released`: held points are free again (S19)."""

    redemption_id: Id


@dataclass(slots=True)
class RedemptionCancelled(Strict):
    """`redemption.cancelled`: redeemed points come back, all or part (S20)."""

    redemption_id: Id
    cancel_id: Id
    points: Points | None = None
    initiated_by: Literal["member", "merchant"] = "member"


@dataclass(slots=True)
class PointsGranted(Strict):
    """`points.granted`: a lot of another origin than a purchase (S26)."""

    grant_id: Id
    points: Points
    origin: Literal["signup", "birthday", "referral", "engagement", "campaign", "goodwill", "migration"]
    campaign_id: Label | None = None
    expires_at: Instant | None = None
    partner_id: Id | None = None


@dataclass(slots=True)
class ActivityCompleted(Strict):
    """`activity.completed`: a survey, an app's use, a deed for the community (S15b)."""

    activity_id: Id
    activity: Label


@dataclass(slots=True)
class Due(Strict):
    """`points.activation_due`, `points.expiry_due`: time has come; everything due by `as_of` is posted."""

    as_of: Instant


EventData = (
    MemberEnrolled
    | MemberUpdated
    | PurchaseCompleted
    | PurchaseReturned
    | RedemptionRequested
    | RedemptionReserved
    | RedemptionCaptured
    | RedemptionReleased
    | RedemptionCancelled
    | PointsGranted
    | ActivityCompleted
    | Due
)

EVENT_TYPES: dict[str, type[EventData]] = {
    "member.enrolled": MemberEnrolled,
    "member.updated": MemberUpdated,
    "purchase.completed": PurchaseCompleted,
    "purchase.returned": PurchaseReturned,
    "redemption.requested": RedemptionRequested,
    "redemption.reserved": RedemptionReserved,
    "redemption.captured": RedemptionCaptured,
    "redemption.released": RedemptionReleased,
    "redemption.cancelled": RedemptionCancelled,
    "points.granted": PointsGranted,
    "activity.completed": ActivityCompleted,
    "points.activation_due": Due,
    "points.expiry_due": Due,
}
"""The types that are decided; every other type is quarantined `UNKNOWN_TYPE`."""

VALIDATORS: dict[str, TypeAdapter[EventData]] = {name: TypeAdapter(model) for name, model in EVENT_TYPES.items()}


@dataclass(slots=True, frozen=True)
class BusinessKey:
    """What of an event is unique for ever: the kind of key, the field with its value, within a source or not (S5).

    With `refuses`, another request under a taken key is rejected `DUPLICATE_<KIND>`; otherwise it meets the guards.
    """

    kind: str
    field: str
    within_source: bool = False
    refuses: bool = True


BUSINESS_KEYS: dict[str, BusinessKey] = {
    "purchase.completed": BusinessKey("order_id", "order_id", within_source=True),
    "purchase.returned": BusinessKey("return_id", "return_id"),
    "redemption.requested": BusinessKey("redemption_id", "redemption_id"),
    "redemption.reserved": BusinessKey("redemption_id", "redemption_id"),
    "redemption.captured": BusinessKey("capture", "redemption_id", refuses=False),
    "redemption.released": BusinessKey("release", "redemption_id", refuses=False),
    "redemption.cancelled": BusinessKey("cancel_id", "cancel_id"),
    "points.granted": BusinessKey("grant_id", "grant_id"),
    "activity.completed": BusinessKey("activity_id", "activity_id"),
}
"""The key that an accepted event of a type takes for ever (S5)."""


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
    it is decided at the ledger's clock and its time is no part of its payload. `key` and `business_key` are the
    identities it binds (S4, S5).
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
    key: bytes
    business_key: bytes | None
    is_command: bool = False


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
    return [canonical(item) for item in items]


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
    if "schemas.events." in str(hint):
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


def canonical(data: object) -> list[Any]:
    """Return validated data as a JSON list that is equal exactly when two requests mean the same (S5).

    One value for each field, in the order of the class; absent, null, and the default are all null, and nulls at the
    end are left out, so that a field appended to a class later changes no digest kept today. Decimals lose trailing
    zeros; instants are in UTC.
    """
    kind: type = type(data)
    read, writers = _plan(kind)
    values = list(read(data))
    for at, write in writers:
        if values[at] is not None:
            values[at] = write(values[at])
    while values and values[-1] is None:
        values.pop()
    return values
