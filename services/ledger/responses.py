"""What the ledger's HTTP takes and answers, as the OpenAPI document shows it; a test holds real answers to it."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # pydantic takes the one of `typing` from Python 3.12 on only

from schemas.finance import Estimate, Rates
from schemas.programme import ProgrammeVersion
from schemas.record import Balance, Cause
from services.ledger.reasons import Quarantined

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Kept = str | dict[Literal["base64"], str] | None
"""Bytes as text; what is no text as `{"base64": …}`; what was not there as null."""


class EventFault(TypedDict):
    """What is wrong with one event of a batch."""

    index: int
    reason: str
    detail: str


class EventsAnswer(TypedDict):
    """How many events were published, and what is wrong with the others."""

    accepted: int
    errors: list[EventFault]


class Allocated(TypedDict):
    """How many points of a lot."""

    lot_id: str
    points: int
    expires_at: Instant | None


class RedemptionAnswer(TypedDict):
    """What was done to a redemption, by its record: the same answer for ever."""

    status: Literal["redeemed", "held", "captured", "released", "cancelled"]
    held_until: NotRequired[Instant]
    allocation: list[Allocated]
    balance: Balance
    shard: int
    sequence: int


class QuoteAnswer(TypedDict):
    """What a basket would earn, and how much could be redeemed before it."""

    points: int
    explanation: dict[str, Any] | None
    spendable: int
    max_redeemable: int
    as_of_sequence: int


class VerdictAnswer(TypedDict):
    """What became of an event; the first verdict for ever."""

    source: str
    id: str
    verdict: Literal["accepted", "rejected", "duplicate", "parked", "quarantined"]
    reason: NotRequired[str]
    detail: NotRequired[str]
    duplicate_of: NotRequired[Cause]
    shard: NotRequired[int]
    sequence: NotRequired[int]


class VersionsAnswer(TypedDict):
    """The published versions of a programme, earliest in force first."""

    versions: list[ProgrammeVersion]


class NumberedEstimate(Estimate):
    """An estimate, and its place in the register."""

    estimate: int


class EstimatesAnswer(TypedDict):
    """The estimates of a programme, earliest in force first."""

    estimates: list[NumberedEstimate]


class NumberedRates(Rates):
    """The rates of partners, and their place in the register."""

    rates: int


class RatesAnswer(TypedDict):
    """The rates of partners, earliest in force first."""

    rates: list[NumberedRates]


class ProposalAnswer(TypedDict):
    """What one person proposes, and what another one made of it."""

    id: str
    kind: str
    body: dict[str, Any]
    proposer: str
    status: Literal["open", "approved", "rejected", "ended"]
    created_at: Instant
    ends_at: Instant
    decided_by: NotRequired[str | None]
    decided_at: NotRequired[Instant | None]
    shard: NotRequired[int | None]
    sequence: NotRequired[int | None]


class ProposalsAnswer(TypedDict):
    """A page of proposals, newest first."""

    proposals: list[ProposalAnswer]
    next: str | None


class EventNamed(TypedDict):
    """What a message that was set aside says it is, as far as it can be read."""

    source: str | None
    id: str | None
    type: str | None


class KafkaPosition(TypedDict):
    """Where a message was."""

    cluster_id: str
    topic: str
    partition: int
    offset: int


class AsideDecision(TypedDict):
    """What a person decided: the verdict of a replay, or why it was discarded. `quarantined_as` is its new number."""

    by: str
    at: Instant
    why: NotRequired[str]
    verdict: NotRequired[Literal["accepted", "rejected", "duplicate", "parked", "nothing_due", "quarantined"]]
    reason: NotRequired[str]
    detail: NotRequired[str]
    shard: NotRequired[int]
    sequence: NotRequired[int]
    quarantined_as: NotRequired[int]


class AsideAnswer(TypedDict):
    """A message that was set aside: what is wrong with it, where it was, and what became of it."""

    id: int
    state: Literal["open", "replayed", "discarded"]
    quarantined_at: Instant
    reason: Quarantined
    detail: str
    path: str
    event: EventNamed
    position: KafkaPosition
    replay_of: NotRequired[int]
    decision: NotRequired[AsideDecision]


class ReceivedMessage(TypedDict):
    """A message as it was received."""

    key: Kept
    headers: list[tuple[Kept, Kept]]
    value: Kept


class AsideWhole(AsideAnswer):
    """The same, with the message."""

    message: ReceivedMessage


class AsidePage(TypedDict):
    """A page of what was set aside, newest first."""

    items: list[AsideAnswer]
    next: str | None
