"""What happens at a till: orders are paid, and come back."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.values import Currency, Id, Label, Money, Quantity, Strict


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
