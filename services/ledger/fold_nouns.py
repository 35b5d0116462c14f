"""What the fold makes of records: redemptions, returns, and lots as their words tell of them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.record import lot_number


@dataclass(slots=True)
class Redeemed:
    """A redemption as its records tell of it; `allocation` is [[lot number, points], …]."""

    state: str
    effective_at: datetime
    day: date
    held_until: datetime | None
    allocation: list[list[int]]
    cancelled: int = 0


@dataclass(slots=True)
class Returned:
    """What came back of an order: quantities by line, in units of 1/10,000, in points, and what it reversed (L4)."""

    lines: dict[str, int] = field(default_factory=dict)
    amount: int = 0
    clawed: int = 0
    covered: int = 0
    reversed: Decimal = Decimal(0)


def inherited(state: str, said: dict[str, Any]) -> Redeemed:
    """Return a redemption as a record tells of it that is not its own."""
    until = said["held_until"]
    return Redeemed(
        state, datetime.fromisoformat(said["effective_at"]), date.fromisoformat(said["day"]),
        until and datetime.fromisoformat(until), said["allocation"], said.get("cancelled", 0),
    )  # fmt: skip


def allocation(body: dict[str, Any], source: str, target: str) -> list[list[int]]:
    """Return [[lot number, points], …] of what a record moved between two accounts, in its order."""
    return [
        [number, posting["amount"]]
        for posting in body["postings"]
        if posting["source"] == source and posting["target"] == target and (number := lot_number(posting)) is not None
    ]


def fold_lot(lot: dict[str, Any], said: dict[str, Any]) -> None:
    """Take what a posting says of its lot."""
    lot["origin"], lot["partner_id"] = said["origin"], said.get("partner_id")
    for name in ("earned_at", "activates_at", "expires_at"):
        lot[name] = said[name] and datetime.fromisoformat(said[name])
