"""The nouns of the trade: member, lot, posting, terms, decision. Slotted, in memory, without any I/O."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from schemas.calendar import Suspensions
from schemas.events import Event
from schemas.programme import ProgrammeVersion, Tiers, When
from services.ledger.deferral import Valuation, Valuations
from services.ledger.orders import Order
from services.ledger.reasons import Quarantined, Reason
from services.ledger.tier_nouns import Tiering

POINTS = "points"
MEMBER_ACCOUNTS = frozenset({"pending", "active", "held", "arrears"})

Tally = tuple[str, date]
"""What is counted towards a limit, and the first local day that it is counted for."""


@dataclass(slots=True)
class Lot:
    """The points of one earning, with one expiry. `number` counts a member's lots from 1 (S9, S18).

    `expires_at` is the date frozen on the lot; what it means during a suspension is another question (S30). `expired`
    is what was posted as expired from it, which covers claws of its purchase (S22).
    """

    number: int
    origin: str
    partner_id: str | None
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    granted: int = 0
    pending: int = 0
    active: int = 0
    held: int = 0
    expired: int = 0
    is_new: bool = False
    changed: bool = False
    expired_before: int = 0
    """What of it expired while it was a merged member's, which covers claws too (S22, S28)."""


@dataclass(slots=True, frozen=True)
class LotsRead:
    """How far a member's lots were read; beside these only lots that an order or a redemption names.

    `first` is how many open ones (pending or active points) were asked for, in the order of S18; `order` is the place
    of the last of them, `activation` when the last of the pending parts that were read becomes active; None where
    nothing was read.
    """

    first: int
    order: tuple[datetime, datetime, int] | None = None
    activation: datetime | None = None


@dataclass(slots=True)
class Redemption:
    """A redemption as far as it can still change: held points, or points that a cancel may give back (S19, S20).

    `allocation` is (lot number, points) in the order they were taken: what is held while `held`, what was redeemed
    otherwise; it is never derived again. `day` is the local day it counts for in the daily limit, `effective_at` that
    of its last step other than a cancel, before which nothing that refers to it is effective (S2). One that was
    requested and never cancelled is not kept apart: its record says all (`changed` stays false). One of a merged member
    is `inherited` until the survivor changes it; a hold itself moves on with the merge (S28).
    """

    redemption_id: str
    state: Literal["redeemed", "held", "captured", "released", "lapsed", "moved"]
    effective_at: datetime
    day: date
    held_until: datetime | None
    allocation: list[tuple[int, int]]
    cancelled: int = 0
    changed: bool = False
    inherited: bool = False

    @property
    def points(self) -> int:
        """The points of the allocation."""
        return sum(points for _, points in self.allocation)


@dataclass(slots=True, frozen=True)
class Alias:
    """A member that was merged into another one: its lot n is the survivor's lot `lots_after` + n (S28).

    `lots` is how many lots it had made. A survivor that is merged itself hands its aliases on; `place` counts them, the
    last member that was merged first.
    """

    shard: int
    member_id: str
    lots_after: int
    lots: int
    place: int
    is_new: bool = False


@dataclass(slots=True)
class Member:
    """A member's working state, in points. It is derived: the fold of the member's records.

    `status` is `unknown` (only the lock exists), `open`, `closed`, or `merged`, then into `merged_into`: no decision is
    about such a member any more. `aliases` are those merged into this one, of whom there are `merges`. `purchases`
    counts accepted ones. `earned`, `redeemed`, `expired` are totals of a lifetime. `next_activation` is the earliest
    `activates_at` of a pending part, `next_lapse` the earliest `held_until` of an open hold, `next_expiry` the earliest
    frozen `expires_at` of a lot with a pending or active part; each None when there is none. `joined_at` is when the
    record was effective that made the member known. `birthday` is (month, day), either None where unknown, and known
    only where a rule may ask for it.

    `lots` and `redemptions` hold what the decision at hand may need; `read` tells how far the lots go, None that they
    are all there. `tallies` is what counts towards limits, by (what, since): read for what the batch may ask; `counted`
    is what the batch adds to them. `tiering` is None as long as nothing is kept for tiers. `suspensions` are those of
    the programme, where it has any: they tell what the dates of the lots mean (S30); `decide` puts them there.
    """

    shard: int
    programme: str
    member_id: str
    status: str = "unknown"
    enrolled: bool = False
    pending: int = 0
    active: int = 0
    held: int = 0
    arrears: int = 0
    earned: int = 0
    redeemed: int = 0
    expired: int = 0
    lots_made: int = 0
    next_activation: datetime | None = None
    next_lapse: datetime | None = None
    next_expiry: datetime | None = None
    purchases: int = 0
    segment: str | None = None
    referrer_id: str | None = None
    joined_at: datetime | None = None
    merged_into: str | None = None
    merges: int = 0
    birthday: tuple[int | None, int | None] = (None, None)
    lots: list[Lot] = field(default_factory=list)
    read: LotsRead | None = None
    redemptions: dict[str, Redemption] = field(default_factory=dict)
    tallies: dict[Tally, int] = field(default_factory=dict)
    counted: dict[Tally, int] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    changed: bool = False
    tiering: Tiering | None = None
    suspensions: Suspensions | None = field(default=None, compare=False)

    def count(self, what: str, since: date, amount: int) -> None:
        """Add to what counts towards a limit: `what` since a local day (S12, S15b, S17)."""
        tally = (what, since)
        self.tallies[tally] = self.tallies.get(tally, 0) + amount
        self.counted[tally] = self.counted.get(tally, 0) + amount
        self.changed = True


@dataclass(slots=True)
class Posting:
    """An amount > 0 of a unit that moves from `source` to `target`, effective at an instant (S8).

    `expires_at` is the date of the lot at that moment: a cancel by the merchant may give the lot another (S20).
    """

    source: str
    target: str
    amount: int
    lot: Lot | None
    effective_at: datetime
    unit: str = POINTS
    expires_at: datetime | None = None


@dataclass(slots=True, frozen=True, eq=False)
class EarningRule:
    """A rule made ready: decimals in units of 1/10,000, the names of its conditions as sets, None where not given.

    `tally` is what counts towards `max_per_member`, whatever the day (S15b). `asks_of_lines` says that there are
    conditions of lines, `asks_of_occasion` that there are others beside those and the dates; `gives` is what the record
    says that the rule gives.
    """

    rule_id: str
    tally: Tally
    multiplier: int | None
    bonus: int
    max_per_member: int | None
    when: When | None
    min_amount: int | None
    categories: frozenset[str] | None
    skus: frozenset[str] | None
    channels: frozenset[str] | None
    stores: frozenset[str] | None
    partners: frozenset[str] | None
    tiers: frozenset[str] | None
    segments: frozenset[str] | None
    activities: frozenset[str] | None
    asks_of_lines: bool
    asks_of_occasion: bool
    gives: Mapping[str, Any]


@dataclass(slots=True, frozen=True, eq=False)
class TierTerms:
    """The tiers of a version made ready: the place of each level by its name, and multipliers in units of 1/10,000."""

    tiers: Tiers
    places: Mapping[str, int]
    multipliers: tuple[int | None, ...]


@dataclass(slots=True, frozen=True, eq=False)
class Terms:
    """A programme version in force, with what decisions look up made ready: the zone, the excluded as sets.

    `rules` are by what triggers them, none for most triggers. `is_plain` says that no rule, cap, or tier changes what a
    purchase earns. `tiers` is None where the version has none. `suspensions` are those of all versions of the
    programme, `valuations` all its estimates; each None when there are none.
    """

    version: ProgrammeVersion
    zone: ZoneInfo
    excluded_categories: frozenset[str]
    excluded_skus: frozenset[str]
    per_scaled: int
    rules: Mapping[str, tuple[EarningRule, ...]]
    is_plain: bool
    tiers: TierTerms | None = None
    suspensions: Suspensions | None = None
    valuations: Valuations | None = None

    def valued_at(self, instant: datetime) -> Valuation | None:
        """Return what the estimate in force at an instant says of a point, None where there is none (L2)."""
        return self.valuations.at(instant) if self.valuations is not None else None


@dataclass(slots=True)
class Decision:
    """What the ledger decided: accepted with postings, or rejected with a reason.

    `deferred` is the revenue that a sale defers, in 1/100,000,000, or below zero what a return reverses of it, by the
    estimate of that number (L2, L4). With `nothing_due` or `parked` there is no record. `also` are decisions of other
    members in the same transaction, such as the referrer's, each a record that names this event as its cause (S15b).
    """

    effective_at: datetime
    postings: list[Posting]
    reason: Reason | None = None
    explanation: dict[str, Any] | None = None
    nothing_due: bool = False
    parked: bool = False
    deferred: int | None = None
    estimate: int | None = None
    also: "list[tuple[Member, Decision]]" = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class SetAside:
    """No decision: the event is quarantined, with the reason and what to do about it."""

    reason: Quarantined
    detail: str
    path: str = ""


@dataclass(slots=True)
class Case:
    """All that a decision may look at: the event, the member, the terms, the clock, and what the event refers to.

    `terms` are those in force when the event happened, `admission` those at the clock, and `terms_at` gives them at
    another instant. `order` is that of a return, None when no such purchase was accepted. `others` are further members
    whose rows are locked for this event, by the id that names them, be it an alias of theirs: the referrer, who
    receives a transfer, into whom one is merged, an erased member's aliases.
    """

    event: Event
    member: Member
    terms: Terms
    admission: Terms
    clock: datetime
    terms_at: Callable[[datetime], Terms | None]
    order: Order | None = None
    others: Mapping[str, Member] = field(default_factory=dict)
