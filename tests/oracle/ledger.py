"""The oracle itself: who may be decided, what was decided before, what waits, and what an event causes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.oracle.books import assert_books_balance
from tests.oracle.case import Case
from tests.oracle.days import instant
from tests.oracle.deciding import DECISIONS
from tests.oracle.identity import KEYS, PHASES, Bound, Key, Taken, business_key, meaning, payload
from tests.oracle.rules import give_by_rules
from tests.oracle.state import Event, Member, OracleResult, Order, Redemption, Waiting
from tests.oracle.terms import Programme
from tests.oracle.tiers import tier_after

FUTURE_MAX = timedelta(minutes=5)
OF_A_REDEMPTION = ("redemption.captured", "redemption.released", "redemption.cancelled")
PROPOSED = ("points.adjusted", "tier.assigned", "member.erased")
"""The types that exist as the execution of a proposal only, which is a command (S26)."""
TO = {"points.transferred": "to_member_id", "member.merged": "into_member_id"}
"""What names the other member of an event that has two."""
ENROLLING = ("purchase.completed", "points.granted")
"""The types that make a member known without a word (S10), where the programme lets them."""


class Oracle:
    """A ledger in memory that decides one event at a time. It forgets nothing, and looks everything up by searching."""

    def __init__(self, versions: list[dict[str, Any]]) -> None:
        self.programmes: dict[str, Programme] = {}
        self.members: dict[tuple[str, str], Member] = {}
        self.bound: dict[tuple[str, str], Bound] = {}
        self.taken: dict[Key, Taken] = {}
        self.parked: list[Waiting] = []
        self.merged: list[Member] = []
        self.records: list[OracleResult] = []
        self.books: list[tuple[str, OracleResult]] = []
        self.recorded_at = datetime.min.replace(tzinfo=UTC)
        for version in versions:
            self.publish(version)

    def publish(self, version: dict[str, Any]) -> None:
        """Bring a programme version into the register."""
        self.programmes.setdefault(version["programme"], Programme()).publish(version)

    def post(self, given: dict[str, Any], clock: datetime) -> list[OracleResult]:
        """Decide an event at the clock; return what became of it, and after it of what it caused, in order."""
        self.recorded_at = max(self.recorded_at, clock)
        event = Event.of(given, clock)
        if event.type in PROPOSED and not event.is_command:
            return [_answer(event, "quarantined", "NOT_PERMITTED")]
        if again := self._seen_before(event):
            return [again]
        if reason := self._set_aside(event):
            return [_answer(event, "quarantined", reason)]
        return self._decide(event)

    def give_up_parked(self, clock: datetime) -> list[OracleResult]:
        """S23: set aside the returns that have waited for `park_days`; quarantine binds nothing: their ids are free."""
        self.recorded_at = max(self.recorded_at, clock)
        given_up = []
        for waiting in list(self.parked):
            if self.recorded_at >= waiting.until:
                self.parked.remove(waiting)
                del self.bound[waiting.event.source, waiting.event.id]
                given_up.append(_answer(waiting.event, "quarantined", "PARKED_TOO_LONG"))
        return given_up

    def spendable(self, programme: str, member_id: str, at: datetime) -> int:
        """S16: what a member could spend at an instant, once time has done its part (S15a)."""
        event = Event("", "", "", "", at, programme, member_id, {}, is_command=True)
        member = self.named(programme, member_id)
        assert member is not None
        case = Case(event, member.copy(), self.programmes[programme], max(self.recorded_at, at))
        case.settle()
        return sum(lot.active for lot in case.spendable())

    def check(self) -> None:
        """Raise AssertionError unless the books balance (S8), and lots and members are what was posted (S9)."""
        assert_books_balance(self.members, self.books)

    def named(self, programme: str, member_id: str) -> Member | None:
        """S28: return a member by its id, or the survivor whose alias that is."""
        member = self.members.get((programme, member_id))
        return self.named(programme, member.merged_into) if member and member.merged_into else member

    # Before a decision.

    def _seen_before(self, event: Event) -> OracleResult | None:
        """S4: the same id again is a duplicate, or still parked (S23), or a conflict."""
        bound = self.bound.get((event.source, event.id))
        if bound is None:
            return None
        if bound.payload != payload(event):
            return _answer(event, "quarantined", "EVENT_ID_CONFLICT")
        if bound.is_parked:
            return _answer(event, "parked")
        return replace(_answer(event, "duplicate"), duplicate_of=bound.answered_by)

    def _set_aside(self, event: Event) -> str | None:
        """S2, S25: what is not admitted at this clock; a due event is asked for its `as_of` too."""
        programme, now = self.programmes.get(event.programme), self.recorded_at
        if programme is None:
            return "UNKNOWN_PROGRAMME"
        terms = programme.admitting(now)
        instants = [event.occurred_at, *([event.as_of] if event.as_of else [])]
        if max(instants) > now + FUTURE_MAX:
            return "IN_FUTURE"
        if terms["max_lateness_days"] is not None and min(instants) < now - timedelta(days=terms["max_lateness_days"]):
            return "TOO_LATE"
        if programme.in_force(min(instants)) is None:
            return "NO_PROGRAMME_VERSION"
        window = timedelta(hours=terms["lateness_window_hours"])
        if event.type == "points.expiry_due" and instant(event.data["as_of"]) > now - window:
            return "NOT_DUE"
        return None

    # The decision.

    def _decide(self, event: Event, *, order_rejected: bool = False) -> list[OracleResult]:
        """Go through the guards of all types, in their order, then decide by the type."""
        member = self.named(event.programme, event.member_id)
        if event.is_command and event.type in OF_A_REDEMPTION and not _redeemed(member, event):
            # Over HTTP the member is found by the redemption: without it there is nobody to keep a record of.
            return [_answer(event, "rejected", "REDEMPTION_UNKNOWN")]
        if repeated := self._repeated(event):
            return [repeated]
        if order_rejected:
            return [self._refuse(event, "ORDER_REJECTED")]
        if member and member.is_closed and event.type != "member.erased":
            return self._after_refusal(event, self._refuse(event, "MEMBER_CLOSED"))
        order = self._order(event)
        if event.type == "purchase.returned" and order is None:
            return [self._park(event)]
        effective_at = max([event.occurred_at, *_referred_to(event, member, order)])
        member = member.copy() if member else self._enrolled_silently(event, effective_at)
        if member is None:
            return self._after_refusal(event, self._refuse(event, "MEMBER_UNKNOWN", effective_at))
        case = Case(event, member, self.programmes[event.programme], self.recorded_at, effective_at)
        case.other = self._other(case)
        case.settle()
        if reason := DECISIONS[event.type](case):
            return self._after_refusal(event, self._refuse(event, reason, effective_at))
        if event.as_of and not case.postings and not case.has_noted:
            return [_answer(event, "nothing_due")]
        return [self._accept(case), *self._caused_by(case)]

    def _other(self, case: Case) -> Case | None:
        """S27, S28: return the receiver's or the survivor's side of an event, if there is such a member."""
        event = case.event
        other = self.named(event.programme, event.data[TO[event.type]]) if event.type in TO else None
        if other is None:
            return None
        is_own = other.member_id == case.member.member_id
        return Case(event, case.member if is_own else other.copy(), case.programme, self.recorded_at, case.effective_at)

    def _repeated(self, event: Event) -> OracleResult | None:
        """S5: a taken key with the same content is a duplicate of what took it, with other content a refusal."""
        key = business_key(event)
        taken = self.taken.get(key) if key else None
        if taken is None:
            return None
        if taken.meaning == meaning(event):
            self.bound[event.source, event.id] = Bound(payload(event), taken.by)
            return replace(_answer(event, "duplicate"), duplicate_of=taken.by)
        if event.type in PHASES:
            return None
        return self._refuse(event, f"DUPLICATE_{KEYS[event.type].upper()}")

    def _order(self, event: Event) -> Order | None:
        """Return the accepted order that a return names, whoever's it is."""
        if event.type != "purchase.returned":
            return None
        orders = (order for member in self.members.values() for order in member.orders.values())
        wanted = (event.programme, event.source, event.data["order_id"])
        return next((order for order in orders if (order.programme, order.source, order.order_id) == wanted), None)

    def _enrolled_silently(self, event: Event, effective_at: datetime) -> Member | None:
        """S10: return a new member for an event that may make one, None for any other event of an unknown member."""
        terms = self.programmes[event.programme].in_force(effective_at)
        assert terms is not None
        if event.type == "member.enrolled" or (event.type in ENROLLING and terms["auto_enrol"]):
            return Member(event.programme, event.member_id, joined_at=effective_at)
        return None

    # After it.

    def _accept(self, case: Case) -> OracleResult:
        """Keep what a case did, and bind its event id and business key."""
        event = case.event
        identity = (event.source, event.id)
        self.bound[identity] = Bound(payload(event), identity)
        if key := business_key(event):
            self.taken[key] = Taken(meaning(event), identity)
        return self._keep(case)

    def _keep(self, case: Case) -> OracleResult:
        member = case.member
        self.members[member.programme, member.member_id] = member
        if case.event.type == "member.merged" and member.merged_into:
            self.merged.append(member)
        result = replace(
            _answer(case.event, "accepted"),
            member_id=member.member_id,
            effective_at=case.effective_at,
            postings=case.postings,
            tier=tier_after(member, case.terms.get("tiers"), case.effective_at),
        )
        self.records.append(result)
        self.books.append((member.programme, result))
        return result

    def _refuse(self, event: Event, reason: str, effective_at: datetime | None = None) -> OracleResult:
        """S6: a refusal is final for its event id, takes no key, and settles nothing."""
        identity = (event.source, event.id)
        self.bound[identity] = Bound(payload(event), identity)
        member, at = self.named(event.programme, event.member_id), effective_at or event.occurred_at
        terms = self.programmes[event.programme].in_force(at) or {}
        result = replace(
            _answer(event, "rejected", reason),
            member_id=member.member_id if member else event.member_id,
            effective_at=at,
            tier=tier_after(member, terms.get("tiers"), at) if member else None,
        )
        self.records.append(result)
        return result

    def _park(self, event: Event) -> OracleResult:
        """S23: let a return wait for its purchase; its id is bound meanwhile."""
        identity = (event.source, event.id)
        self.bound[identity] = Bound(payload(event), identity, is_parked=True)
        terms = self.programmes[event.programme].admitting(self.recorded_at)
        self.parked.append(Waiting(event, self.recorded_at + timedelta(days=terms["park_days"])))
        return _answer(event, "parked")

    def _after_refusal(self, event: Event, refused: OracleResult) -> list[OracleResult]:
        """S23: returns that wait for a purchase that is refused are refused with it."""
        if event.type != "purchase.completed":
            return [refused]
        return [refused, *self._decide_parked(event, order_rejected=True)]

    def _caused_by(self, case: Case) -> list[OracleResult]:
        """S15b, S23: after a purchase, the referrer's record, then the returns that waited, in the order they came.

        S27, S28, S29: the other member's; of an erased one those of its aliases.
        """
        if case.other:
            return [self._keep(case.other)]
        if case.event.type == "member.erased":
            return self._erase_aliases(case, case.member.member_id)
        if case.event.type != "purchase.completed":
            return []
        return [*self._reward_referrer(case), *self._decide_parked(case.event)]

    def _reward_referrer(self, cause: Case) -> list[OracleResult]:
        """S15b: at a member's first purchase, its referrer's lots, in a record of the referrer, if there are any."""
        member = cause.member
        referrer = self.named(member.programme, member.referrer_id or "")
        if member.purchases != 1 or referrer is None or referrer.is_closed or referrer.member_id == member.member_id:
            return []
        case = Case(cause.event, referrer.copy(), cause.programme, self.recorded_at, cause.effective_at)
        case.settle()
        return [self._keep(case)] if give_by_rules(case, "referral") else []

    def _erase_aliases(self, cause: Case, survivor_id: str) -> list[OracleResult]:
        """S29: an alias is erased with its survivor, the last one merged first, each with its own aliases after it."""
        results = []
        for member in reversed(self.merged):
            if (member.programme, member.merged_into) == (cause.member.programme, survivor_id):
                alias = Case(cause.event, member, cause.programme, self.recorded_at, cause.effective_at)
                results += [self._keep(alias), *self._erase_aliases(cause, member.member_id)]
        return results

    def _decide_parked(self, purchase: Event, *, order_rejected: bool = False) -> list[OracleResult]:
        wanted = (purchase.programme, purchase.source, purchase.data["order_id"])
        results = []
        for waiting in list(self.parked):
            event = waiting.event
            if (event.programme, event.source, event.data["order_id"]) == wanted:
                self.parked.remove(waiting)
                results += self._decide(event, order_rejected=order_rejected)
        return results


def _answer(event: Event, verdict: str, reason: str | None = None) -> OracleResult:
    return OracleResult(verdict, reason, event.source, event.id, event.member_id)


def _redeemed(member: Member | None, event: Event) -> Redemption | None:
    """Return the member's redemption that a capture, release, or cancel names."""
    if member is None or event.type not in OF_A_REDEMPTION:
        return None
    return member.redemptions.get(event.data["redemption_id"])


def _referred_to(event: Event, member: Member | None, order: Order | None) -> list[datetime]:
    """S2: since when what an event refers to has been so; the event is effective no earlier."""
    redemption = _redeemed(member, event)
    return [order.effective_at] if order else [redemption.moved_at] if redemption else []
