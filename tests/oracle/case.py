"""One event as it is decided for one member: what it moves, and what time has done before it (S15, S15a, S16)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.days import end_of_day_after, last_valid_day, local_day, start_of_day
from tests.oracle.state import PARTS, Allocated, Event, Lot, Member, Posting, Redemption
from tests.oracle.terms import Programme, Terms


def in_s18_order(lot: Lot) -> tuple[object, ...]:
    """S18: by the frozen expiry, never-expiring last, then by when it was earned, then by number."""
    return (lot.expires_at is None, lot.expires_at or lot.earned_at, lot.earned_at, lot.number)


class Case:
    """A member, who is a copy that is thrown away when the event is refused, and what the event does to it."""

    def __init__(
        self,
        event: Event,
        member: Member,
        programme: Programme,
        recorded_at: datetime,
        effective_at: datetime | None = None,
    ) -> None:
        self.event = event
        self.member = member
        self.programme = programme
        self.recorded_at = recorded_at
        self.effective_at = effective_at or event.occurred_at
        terms = programme.in_force(self.effective_at)
        assert terms is not None, "an event from before the first version is not admitted"
        self.terms: Terms = terms
        self.postings: list[Posting] = []
        self.other: Case | None = None
        """The other side of a transfer or a merge, if there is such a member; the member itself is another's too."""
        self.has_noted = False
        """Whether there is something to keep beside postings: a due event without either leaves no record."""

    @property
    def deciding_at(self) -> datetime:
        """S2: the deciding instant t."""
        if self.event.is_command:
            return self.event.occurred_at
        return self.event.as_of or self.effective_at

    @property
    def zone(self) -> ZoneInfo:
        """The programme's time zone."""
        return self.programme.zone

    # Moving points.

    def move(self, lot: Lot | None, source: str, target: str, amount: int, at: datetime | None = None) -> None:
        """Post an amount, no earlier than its lot was earned (S2), and change what it changes; 0 is no posting (S8)."""
        if amount == 0:
            return
        at = max(at or self.effective_at, lot.earned_at) if lot else self.effective_at
        self.postings.append(Posting(source, target, amount, lot.number if lot else None, at))
        for account, change in ((source, -amount), (target, amount)):
            if lot and account in PARTS:
                setattr(lot, account, getattr(lot, account) + change)
                setattr(self.member, account, getattr(self.member, account) + change)
            elif account == "arrears":
                self.member.arrears += change
        if lot and target == "expired":
            lot.expired += amount
        if lot and (source.startswith("issued:") or source == "adjusted" or (source == "transit" and target in PARTS)):
            lot.granted += amount

    def arrive(self, lot: Lot, source: str, amount: int, at: datetime | None = None) -> None:
        """S15: points become active, and pay what is owed; those past their expiry expire at once and pay nothing."""
        at = at or self.effective_at
        self.move(lot, source, "active", amount, at)
        if self.is_past(lot, at):
            self.move(lot, "active", "expired", amount, at)
        else:
            self.move(lot, "active", "arrears", min(-self.member.arrears, amount), at)

    def issue(
        self,
        origin: str,
        points: int,
        partner_id: str | None,
        pending_days: int = 0,
        expires_at: datetime | None = None,
    ) -> Lot:
        """S14: make a lot, pending for so many days of 24 hours, with the expiry of the policy unless one is given."""
        activates_at = self.effective_at + timedelta(days=pending_days)
        lot = Lot(
            number=len(self.member.lots) + 1,
            origin=origin,
            partner_id=partner_id,
            earned_at=self.effective_at,
            activates_at=activates_at,
            expires_at=expires_at or self._expiry(activates_at),
            granted=0,
        )
        self.member.lots.append(lot)
        source = "adjusted" if origin == "adjustment" else f"issued:{origin}"
        if activates_at > self.effective_at:
            self.move(lot, source, "pending", points)
        else:
            self.arrive(lot, source, points)
        return lot

    def _expiry(self, activates_at: datetime) -> datetime | None:
        """S14: from the policy, but not before the least validity counted from the day of recording."""
        activated = local_day(activates_at, self.zone)
        last = last_valid_day(self.terms["expiry"], activated)
        if last is None:
            return None
        expires_at = end_of_day_after(start_of_day(last, self.zone), 0, self.zone)
        if self.programme.admitting(self.recorded_at)["max_lateness_days"] is None:
            return expires_at
        least = min(self.terms["min_validity_days"], (last - activated).days)
        return max(expires_at, end_of_day_after(self.recorded_at, least, self.zone))

    # What can be spent.

    def expiry_of(self, lot: Lot) -> datetime | None:
        """S30: when a lot expires, suspensions considered; None is never."""
        return self.programme.expiry_of(lot.expires_at, self.member.segment)

    def is_past(self, lot: Lot, at: datetime) -> bool:
        """Tell whether a lot is past its expiry at an instant."""
        expiry = self.expiry_of(lot)
        return expiry is not None and expiry <= at

    def spendable(self) -> list[Lot]:
        """S16, S18: the lots that can be spent at t, in the order in which they are; S18 goes by the frozen expiry."""
        at = self.deciding_at
        lots = [lot for lot in self.member.lots if lot.active and lot.activates_at <= at and not self.is_past(lot, at)]
        return sorted(lots, key=in_s18_order)

    def in_order(self, parts: Iterable[Allocated]) -> list[Allocated]:
        """Return parts of lots in the order of S18."""
        return sorted(parts, key=lambda part: in_s18_order(self.member.lot(part.lot_number)))

    def take(self, lots: Iterable[Lot], target: str, points: int) -> list[Allocated]:
        """Move up to so many active points of these lots, in their order; return which were taken."""
        taken = []
        for lot in lots:
            amount = min(points, lot.active)
            if amount:
                self.move(lot, "active", target, amount)
                taken.append(Allocated(lot.number, amount))
                points -= amount
        return taken

    # What time has done.

    def settle(self) -> None:
        """S15a: holds that ran out by t and pending parts due by t, each at its own instant, holds first on a tie."""
        at, member = self.deciding_at, self.member
        lapsed = [hold for hold in member.open_holds if hold.held_until and hold.held_until <= at]
        due = [
            (hold.held_until or at, "held", part.lot_number, hold.redemption_id, part.points)
            for hold in lapsed
            for part in hold.held
        ]
        due += [
            (lot.activates_at, "pending", lot.number, "", lot.pending)
            for lot in member.lots
            if lot.pending and lot.activates_at <= at
        ]
        for instant, source, number, _, points in sorted(due):
            self.arrive(member.lot(number), source, points, instant)
        for hold in lapsed:
            self._end(hold, "lapsed")

    def give_back(self, hold: Redemption, status: str, at: datetime | None = None) -> None:
        """S19: what is still held returns, in the order of S18."""
        for part in self.in_order(hold.held):
            self.arrive(self.member.lot(part.lot_number), "held", part.points, at)
        self._end(hold, status)
        hold.moved_at = self.effective_at

    def _end(self, hold: Redemption, status: str) -> None:
        """S17: what comes back gives its day room for as much."""
        self.member.redeemed_on[hold.day] -= hold.points_held
        hold.held, hold.status = [], status
