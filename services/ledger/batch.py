"""A batch decided in memory: identity first, then admission, business keys, and the decision of each event, in order.

Pure: everything it knows was gathered under the members' locks; each event sees what the ones before it did.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from schemas.digests import private_part, salted
from schemas.events import BUSINESS_KEYS, OF_NO_MEMBER, Due, Event
from schemas.faults import InvalidEvent
from services.ledger.decide import admit, decide, not_due
from services.ledger.nouns import Case, Decision, Member, SetAside, Terms
from services.ledger.orders import order_key, order_of
from services.ledger.programmes import Programmes
from services.ledger.reasons import Quarantined, Reason
from services.ledger.tiers import tier_after
from services.ledger.wanting import counterpart, others_of
from services.ledger.working import (
    Duplicate,
    Entry,
    MemberKey,
    NothingDue,
    Parked,
    Position,
    Private,
    Result,
    Taken,
    Waiting,
    Working,
)


class DecisionFailed(Exception):  # noqa: N818 - it says what happened
    """The pure part raised at an event: a bug, or numbers beyond all measure. `item` is its place in the batch."""

    def __init__(self, item: int) -> None:
        super().__init__(f"event {item} of the batch could not be decided")
        self.item = item


def decide_batch(
    events: Sequence[Event | InvalidEvent | SetAside], working: Working, keys: Sequence[MemberKey | None]
) -> list[Result]:
    """Decide events in order; return a result for each. Raises DecisionFailed where the pure part raises."""
    results: list[Result] = []
    working.register = working.programmes.sequence
    for item, (event, key) in enumerate(zip(events, keys, strict=True)):
        if isinstance(event, InvalidEvent):
            results.append(SetAside(Quarantined(event.reason), event.detail, event.path))
        elif isinstance(event, SetAside):
            results.append(event)
        else:
            try:
                results.append(_decide_one(event, working, cast("MemberKey", key)))
            except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
                raise DecisionFailed(item) from error
    return results


def _decide_one(event: Event, working: Working, key: MemberKey) -> Result:
    own_key = event.key
    known = working.new_seen.get(own_key) or working.seen.get(own_key)
    if known is not None:
        return Duplicate(known.record) if _is_same(event, known) else _conflict(event)
    if working.parked and (waiting := _waits(event, working)):
        return waiting
    terms = working.programmes.at(event.programme, event.time)
    admission = working.programmes.at(event.programme, working.clock)
    waived = event.is_command or event.admitted_by is not None  # A person admits a replay, whenever it is of (S2).
    if admission and not waived and (aside := admit(event, admission, working.clock)):
        return aside
    if terms is None or admission is None or _began_before(event, working.programmes):
        return _no_terms(event, working.programmes)
    if aside := not_due(event, admission, working.clock):
        return aside
    return _record(event, working, key, terms, admission)


def _is_same(event: Event, known: Taken) -> bool:
    """Tell whether an event is the one that took its id (S4); what is erased of it is not held against it."""
    if known.digest != event.digest:
        return False
    private = private_part(event.type, event.raw)
    return private is None or known.private is None or known.private.is_of(private)


def _taken(event: Event, record: Position) -> Taken:
    """Bind an event id; a random salt serves within the batch, until the record has its own."""
    private = private_part(event.type, event.raw)
    return Taken(event.digest, record, None if private is None else Private(b"", salted(b"", private)))


def _began_before(event: Event, programmes: Programmes) -> bool:
    """Tell whether an event goes back to before the first version though its own time does not (S2)."""
    return isinstance(event.data, Due) and programmes.at(event.programme, min(event.time, event.data.as_of)) is None


def _waits(event: Event, working: Working) -> Parked | SetAside | None:
    """Return what becomes of an event id that is bound by a parked event (S4, S5, S23)."""
    for parked in working.parked.values():
        for waiting in parked:
            if waiting.event.key == event.key:
                return Parked() if waiting.event.digest == event.digest else _conflict(event)
    return None


def _conflict(event: Event) -> SetAside:
    return SetAside(
        Quarantined.EVENT_ID_CONFLICT,
        f"the id {event.id!r} of {event.source!r} was decided with another payload; give a new event a new id",
        "id",
    )


def _record(
    event: Event, working: Working, key: MemberKey, terms: Terms, admission: Terms
) -> Entry | Duplicate | NothingDue | Parked:
    """Decide an admitted event, and bind what its record takes."""
    own_key, member, position = event.key, working.members[key], Position(key[0])
    decision, taken_by = _by_business_key(event, working)
    if taken_by is not None:
        working.new_seen[own_key] = _taken(event, taken_by)
        return Duplicate(taken_by)
    if decision is None:
        decision = decide(_case(event, working, member, terms, admission))
    if decision.nothing_due:
        return NothingDue()
    if decision.parked:
        waiting = Waiting(event, working.clock + timedelta(days=admission.version.park_days))
        working.parked.setdefault(order_key_of(event), []).append(waiting)
        working.new_parked.append(waiting)
        return Parked()
    working.new_seen[own_key] = _taken(event, position)
    if decision.reason is None and (business := event.business_key):
        working.new_business_keys[business] = Taken(event.meaning, position)
    entry = _entry(event, member, decision, position, working)
    entry.alias = event.member_id if event.member_id != member.member_id else None
    for other, consequence in decision.also:
        following = _entry(event, other, consequence, Position(other.shard), working, cause=event)
        named = counterpart(event)
        following.alias = named if named is not None and named != other.member_id else None
        entry.also.append(following)
    if event.type == "purchase.completed" and (working.parked or working.orders_wanted):
        _decide_parked(entry, working)
    return entry


def _entry(
    event: Event, member: Member, decision: Decision, position: Position, working: Working, cause: Event | None = None
) -> Entry:
    """Return a record on its way, with the member's balance and tier after it; what refers to an earlier event may be
    effective under another version than was in force at its own time.
    """
    terms = working.programmes.at(event.programme, decision.effective_at)
    assert terms is not None  # noqa: S101 - there was a version at its own time, which is no later
    balance = {"pending": member.pending, "active": member.active, "held": member.held, "arrears": member.arrears}
    tier = tier_after(member, terms, decision.effective_at)
    if event.type in OF_NO_MEMBER:
        balance, tier = dict.fromkeys(balance, 0), None  # A member may be called as a store is.
    return Entry(event, member, decision, position, terms.zone, balance, tier, cause=cause)


def _case(event: Event, working: Working, member: Member, terms: Terms, admission: Terms) -> Case:
    order = working.orders.get(order_key_of(event)) if event.type == "purchase.returned" else None
    return Case(event, member, terms, admission, working.clock, working.terms_at(event.programme), order,
                others_of(event, member, terms, working))  # fmt: skip


def order_key_of(event: Event) -> bytes:
    """Return the key of the order that a purchase or a return is of (S5, S23)."""
    if event.type == "purchase.completed" and event.business_key is not None:
        return event.business_key  # The same, hashed once.
    return order_key(event.programme, event.source, event.raw["order_id"])


def _decide_parked(purchase: Entry, working: Working) -> None:
    """Decide the returns that waited for a purchase, right after it, in the order of their arrival (S23)."""
    event, decision = purchase.event, purchase.decision
    key = order_key_of(event)
    waiting = working.parked.pop(key, [])
    if decision.reason is None and (waiting or key in working.orders_wanted):
        lots = [posting.lot for posting in decision.postings if posting.source == "issued:purchase"]
        number = lots[0].number if lots and lots[0] else None
        recorded = {"source": event.source, "data": event.raw}
        explanation = decision.explanation or {}
        working.orders[key] = order_of(
            event.programme, purchase.member.member_id, recorded, decision.effective_at, explanation, number,
            (decision.deferred, decision.estimate),
        )  # fmt: skip
    for parked in waiting:
        working.unparked.append(parked.event.key)
        result = _decide_one_parked(parked.event, purchase, working)
        if isinstance(result, Entry):
            purchase.also.append(result)


def _decide_one_parked(event: Event, purchase: Entry, working: Working) -> Entry | Duplicate | NothingDue | Parked:
    """Decide one return whose purchase has come, or was refused; it may be the duplicate of one decided before it."""
    terms = working.programmes.at(event.programme, event.time)
    admission = working.programmes.at(event.programme, working.clock)
    assert terms is not None and admission is not None  # noqa: S101, PT018 - it was admitted before it was parked
    key = working.homes[event.programme, event.member_id]
    if purchase.decision.reason is not None:
        working.new_seen[event.key] = Taken(event.digest, position := Position(key[0]))
        refused = Decision(event.time, [], Reason.ORDER_REJECTED)
        return _entry(event, working.members[key], refused, position, working)
    return _record(event, working, key, terms, admission)


def _by_business_key(event: Event, working: Working) -> tuple[Decision | None, Position | None]:
    """Return the refusal of a key taken by something else, or the record that is the same request (S5)."""
    key = event.business_key
    taken = (working.new_business_keys.get(key) or working.business_keys.get(key)) if key else None
    if taken is None:
        return None, None
    if taken.digest == event.meaning:
        return None, taken.record
    wanted = BUSINESS_KEYS[event.type]
    return (Decision(event.time, [], Reason(f"DUPLICATE_{wanted.kind.upper()}")) if wanted.refuses else None), None


def _no_terms(event: Event, programmes: Programmes) -> SetAside:
    versions = programmes.versions(event.programme)
    if not versions:
        return SetAside(
            Quarantined.UNKNOWN_PROGRAMME,
            f"there is no programme {event.programme!r}; publish its first version, then replay",
            "programme",
        )
    return SetAside(
        Quarantined.NO_PROGRAMME_VERSION,
        f"the first version of {event.programme!r} holds from {versions[0].valid_from.isoformat()}; "
        f"the event is of {event.time.isoformat()}",
        "time",
    )
