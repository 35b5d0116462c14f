"""What sources report of themselves; and stored value, modelled so that senders can build on it, not decided yet."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema

from schemas.values import Id, Label, Money, Strict


def _exists(day: str) -> str:
    """Return a day; raise ValueError when the calendar has none of that name."""
    date.fromisoformat(day)
    return day


Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_exists),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A local day, `YYYY-MM-DD`."""
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


@dataclass(slots=True)
class ValueLoaded(Strict):
    """`value.loaded`: money is put on a card (S33)."""

    load_id: Id
    amount: Money
    payment_reference: Label | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class ValueSpent(Strict):
    """`value.spent`: money of a card pays (S33)."""

    spend_id: Id
    amount: Money
    order_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class ValueRefunded(Strict):
    """`value.refunded`: what a card paid comes back to it, all or part (S33)."""

    refund_id: Id
    spend_id: Id
    amount: Money | None = None


@dataclass(slots=True)
class SalesReported(Strict):
    """`sales.reported`: a store's sales without a member, for comparison; the subject is the store."""

    store_id: Label
    date: Day
    orders: Count
    amount: Money


@dataclass(slots=True)
class TotalsReported(Strict):
    """`totals.reported`: what a source believes it sent, for reconciliation; the subject is the source."""

    business_date: Day
    type: Id
    count: Count
    amount: Money | None = None
