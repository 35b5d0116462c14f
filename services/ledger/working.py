"""What a batch works with: what was gathered under the locks, what was decided so far, and what becomes of an event."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from schemas.digests import salted
from schemas.events import Event
from services.ledger.nouns import Decision, Member, SetAside, Terms
from services.ledger.orders import Order
from services.ledger.programmes import Programmes

MemberKey = tuple[int, str, str]
"""(shard, programme, member id): the order in which members are locked."""


@dataclass(slots=True)
class Position:
    """Where a record is; the sequence of one that is not appended yet is 0."""

    shard: int
    sequence: int = 0


@dataclass(slots=True)
class Taken:
    """An identity that is bound: to which content, and by which record."""

    digest: bytes
    record: Position
    private: "Private | None" = None


@dataclass(slots=True, frozen=True)
class Private:
    """What stands for the private part of an event that was decided: itself, or its digest with the member's salt."""

    salt: bytes
    digest: str

    def is_of(self, private: bytes) -> bool:
        """Tell whether it is the same."""
        return salted(self.salt, private) == self.digest


@dataclass(slots=True)
class Entry:
    """A decided event on its way to being a record: verdict, postings, and the member's balance and tier after it.

    `also` are the records it brings about in the same transaction, right after it: the referrer's (whose `cause` is
    this event, S15b), the receiver's (S27), the survivor's (S28), and those of the returns that waited for this
    purchase (S23). `alias` is the id that the event named, where it is not the member's own any more.
    """

    event: Event
    member: Member
    decision: Decision
    position: Position
    programme_zone: Any
    balance: dict[str, int]
    tier: str | None = None
    alias: str | None = None
    body: bytes = b""
    cause: Event | None = None
    also: "list[Entry]" = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class Duplicate:
    """The same as a record there is already; the first verdict is the answer."""

    record: Position


@dataclass(slots=True, frozen=True)
class NothingDue:
    """A `…_due` event with nothing due: no record, not remembered (S15a)."""


@dataclass(slots=True, frozen=True)
class Parked:
    """A return that waits for its purchase, not yet a record; its event id is bound (S5, S23)."""


@dataclass(slots=True, frozen=True)
class Waiting:
    """A parked event, and until when it waits before it is given up (S23)."""

    event: Event
    give_up_at: datetime


Result = Entry | Duplicate | SetAside | NothingDue | Parked


@dataclass(slots=True)
class Working:
    """What was gathered for a batch, and what it has changed so far; `register` is the position it is decided under."""

    programmes: Programmes
    clock: datetime
    members: dict[MemberKey, Member]
    seen: dict[bytes, Taken]
    business_keys: dict[bytes, Taken]
    orders: dict[bytes, Order] = field(default_factory=dict)
    """By order key, the accepted purchases that returns of this batch, or parked ones, refer to."""
    orders_wanted: frozenset[bytes] = frozenset()
    """The order keys of those returns: a purchase of this batch that has one is kept in `orders`."""
    parked: dict[bytes, list[Waiting]] = field(default_factory=dict)
    """By order key, the returns that wait for a purchase, in order of arrival (S23)."""
    homes: dict[tuple[str, str], MemberKey] = field(default_factory=dict)
    """By (programme, member id), who decides for an id: the member itself, or into whom it was merged (S28)."""
    keys: list[MemberKey] = field(default_factory=list)
    """Of each event of the batch, the member that it is decided for."""
    salts: dict[MemberKey, bytes] = field(default_factory=dict)
    """The salts of members of whom private data are kept, as far as the batch brings more."""
    register: int = 0
    new_parked: list[Waiting] = field(default_factory=list)
    unparked: list[bytes] = field(default_factory=list)
    """The identities of the parked events that were decided in this batch."""
    new_seen: dict[bytes, Taken] = field(default_factory=dict)
    new_business_keys: dict[bytes, Taken] = field(default_factory=dict)

    def named(self, programme: str, member_id: str) -> Member | None:
        """Return who decides for an id, if it was gathered."""
        key = self.homes.get((programme, member_id))
        return None if key is None else self.members.get(key)

    def terms_at(self, programme: str) -> Callable[[datetime], Terms | None]:
        """Return what gives a programme's terms at an instant."""
        return partial(self.programmes.at, programme)
