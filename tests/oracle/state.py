"""What the oracle keeps: members with their lots, orders, and redemptions; and what it answers."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from tests.oracle.days import instant

PARTS = ("pending", "active", "held")
"""The accounts of a member that lie in lots."""


class Posting(NamedTuple):
    """An amount that moves from one account to another, with the lot it names; the debt of a merge names none."""

    source: str
    target: str
    amount: int
    lot_number: int | None
    effective_at: datetime


@dataclass(frozen=True)
class Event:
    """An event as it arrives; a command is decided at the clock, which is its time."""

    source: str
    id: str
    type: str
    time_text: str
    occurred_at: datetime
    programme: str
    member_id: str
    data: dict[str, Any]
    is_command: bool

    @classmethod
    def of(cls, given: dict[str, Any], clock: datetime) -> "Event":
        """Read an event from plain data."""
        is_command = bool(given.get("is_command"))
        return cls(
            source=given["source"],
            id=given["id"],
            type=given["type"],
            time_text=given["time"],
            occurred_at=clock if is_command else instant(given["time"]),
            programme=given["programme"],
            member_id=given["subject"],
            data=given["data"],
            is_command=is_command,
        )

    @property
    def as_of(self) -> datetime | None:
        """The instant up to which a due event looks, None for all others."""
        return instant(self.data["as_of"]) if self.type.endswith("_due") else None


@dataclass(frozen=True)
class Waiting:
    """A return that waits for its purchase, and until when (S23)."""

    event: Event
    until: datetime


@dataclass
class Lot:
    """The points of one earning, and where they are.

    `expired` is what was ever posted as expired, `expired_before` the same of the lot this one was before a merge.
    """

    number: int
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    granted: int
    pending: int = 0
    active: int = 0
    held: int = 0
    expired: int = 0
    expired_before: int = 0


@dataclass(frozen=True)
class Standing:
    """A tier since an instant, and until when it is kept: until it is reviewed, or, by hand, until that date (S32)."""

    tier: str | None
    since: datetime
    valid_until: datetime | None


@dataclass
class Allocated:
    """So many points of one lot."""

    lot_number: int
    points: int


@dataclass
class Redemption:
    """A redemption in one or two phases: what it holds, what it consumed, in the order in which it took it (S18).

    `status` is `open` (held), `lapsed`, `released`, `captured`, or `requested` (one phase, never held). `day` is the
    local day whose limit it counts against. `moved_at` is when its points last moved by an event that named it.
    """

    redemption_id: str
    number: int
    status: str
    effective_at: datetime
    moved_at: datetime
    day: date
    held_until: datetime | None
    held: list[Allocated]
    consumed: list[Allocated] = field(default_factory=list)

    @property
    def points_held(self) -> int:
        """What it holds."""
        return sum(part.points for part in self.held)

    @property
    def points_consumed(self) -> int:
        """What it redeemed and has not given back."""
        return sum(part.points for part in self.consumed)

    def copy(self) -> "Redemption":
        """Return a redemption that shares nothing that can change."""
        return replace(
            self, held=[replace(part) for part in self.held], consumed=[replace(part) for part in self.consumed]
        )


@dataclass
class OrderLine:
    """A line as it was bought, and the points that were its share (S13)."""

    line_id: str
    quantity: int
    amount: Fraction
    eligible: bool
    points: int
    returned: int = 0

    @property
    def fraction_returned(self) -> Fraction:
        """How much of it came back by lines; nothing of a line without quantity ever does."""
        return Fraction(self.returned, self.quantity) if self.quantity else Fraction(0)


@dataclass
class Order:
    """A purchase as it was decided: what later returns go by, whatever the rules are then (S21).

    `qualifies` is whether it counts towards a tier: the version it was decided by has tiers (S31).
    """

    programme: str
    source: str
    order_id: str
    effective_at: datetime
    lines: list[OrderLine]
    lot_number: int | None
    return_policy: str
    amount_returned: Fraction = Fraction(0)
    clawed: int = 0
    covered_by_expired: int = 0
    qualifies: bool = False

    @property
    def points(self) -> int:
        """All points it earned, bonuses included."""
        return sum(line.points for line in self.lines)

    def copy(self) -> "Order":
        """Return an order that shares nothing that can change."""
        return replace(self, lines=[replace(line) for line in self.lines])


@dataclass
class Member:
    """A member of a programme. `has_enrolled` is false while only a purchase or a grant made it known (S10).

    `merged_into` is the survivor of a member that is only another name (S28). `reached` and `assigned` are all
    standings there were, the present one last.
    """

    programme: str
    member_id: str
    has_enrolled: bool = False
    is_closed: bool = False
    merged_into: str | None = None
    joined_at: datetime | None = None
    segment: str | None = None
    attributes: dict[str, int | None] = field(default_factory=dict)
    referrer_id: str | None = None
    pending: int = 0
    active: int = 0
    held: int = 0
    arrears: int = 0
    lots: list[Lot] = field(default_factory=list)
    orders: dict[tuple[str, str], Order] = field(default_factory=dict)
    redemptions: dict[str, Redemption] = field(default_factory=dict)
    purchases: int = 0
    times_given: dict[str, int] = field(default_factory=dict)
    earned_on: dict[tuple[str, date], int] = field(default_factory=dict)
    redeemed_on: dict[date, int] = field(default_factory=dict)
    transferred_on: dict[date, int] = field(default_factory=dict)
    reached: list[Standing] = field(default_factory=list)
    assigned: list[Standing] = field(default_factory=list)

    @property
    def open_holds(self) -> list[Redemption]:
        """The holds that have neither been captured nor given back, oldest first."""
        return [redemption for redemption in self.redemptions.values() if redemption.status == "open"]

    def lot(self, number: int) -> Lot:
        """Return a lot by its number, which counts from 1."""
        return self.lots[number - 1]

    def copy(self) -> "Member":
        """Return a member that shares nothing that can change, to decide on and perhaps to throw away."""
        return replace(
            self,
            lots=[replace(lot) for lot in self.lots],
            orders={key: order.copy() for key, order in self.orders.items()},
            redemptions={key: redemption.copy() for key, redemption in self.redemptions.items()},
            times_given=dict(self.times_given),
            earned_on=dict(self.earned_on),
            redeemed_on=dict(self.redeemed_on),
            transferred_on=dict(self.transferred_on),
            reached=list(self.reached),
            assigned=list(self.assigned),
        )

    def update(self, data: dict[str, Any]) -> None:
        """Replace segment and attributes by those that are given."""
        if data.get("segment") is not None:
            self.segment = data["segment"]
        if data.get("attributes") is not None:
            self.attributes = data["attributes"]


@dataclass(frozen=True)
class OracleResult:
    """What became of an event, or of what it caused; `duplicate_of` is the (source, id) that was decided first."""

    verdict: str
    reason: str | None
    source: str
    event_id: str
    member_id: str
    effective_at: datetime | None = None
    postings: list[Posting] = field(default_factory=list)
    duplicate_of: tuple[str, str] | None = None
    tier: str | None = None
    """What a record is stamped with: the member's tier after it."""
