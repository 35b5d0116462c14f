"""What stores and sources report of themselves, to be compared with what the ledger has: of no member."""

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
