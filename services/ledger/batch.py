"""A batch decided in memory: identity first, then admission, business keys, and the decision of each event, in order.

Pure: everything it knows was gathered under the members' locks; each event sees what the ones before it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, cast

import orjson

from schemas.calendar import local_date
from schemas.cloudevents import InvalidEvent
from schemas.events import BUSINESS_KEYS, Event, canonical
from services.ledger.decide import admit, decide
from services.ledger.nouns import Decision, Member, SetAside
from services.ledger.programmes import Programmes
from services.ledger.reasons import Quarantined, Reason

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


@dataclass(slots=True)
class Entry:
    """A decided event on its way to being a record: verdict, postings, and the member's balance after it."""

    event: Event
    member: Member
    decision: Decision
    position: Position
    programme_zone: Any
    balance: dict[str, int]
    body: bytes = b""


@dataclass(slots=True, frozen=True)
class Duplicate:
    """The same as a record there is already; the first verdict is the answer."""

    record: Position


@dataclass(slots=True, frozen=True)
class NothingDue:
    """A `…_due` event with nothing due: no record, not remembered (S15a)."""


Result = Entry | Duplicate | SetAside | NothingDue


@dataclass(slots=True)
class Working:
    """What was gathered for a batch, and what it has changed so far; `register` is the position it is decided under."""

    programmes: Programmes
    clock: datetime
    members: dict[MemberKey, Member]
    seen: dict[bytes, Taken]
    business_keys: dict[bytes, Taken]
    register: int = 0
    new_seen: dict[bytes, Taken] = field(default_factory=dict)
    new_business_keys: dict[bytes, Taken] = field(default_factory=dict)


class DecisionFailed(Exception):  # noqa: N818 - it says what happened
    """The pure part raised at an event: a bug, or numbers beyond all measure. `item` is its place in the batch."""

    def __init__(self, item: int) -> None:
        super().__init__(f"event {item} of the batch could not be decided")
        self.item = item


def business_digest(event: Event) -> bytes:
    """Return the digest of what a request means: member, type, and validated data (S5)."""
    meaning = [event.type, event.member_id, canonical(event.data)]
    return sha256(orjson.dumps(meaning)).digest()[:16]


def wanted_day(event: Event, programmes: Programmes) -> date | None:
    """Return the local day whose redemptions the decision will ask for, where there is a limit to keep (S17)."""
    if event.type != "redemption.requested":
        return None
    terms = programmes.at(event.programme, event.time)
    return local_date(event.time, terms.zone) if terms else None


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
        if known.digest == event.digest:
            return Duplicate(known.record)
        return SetAside(
            Quarantined.EVENT_ID_CONFLICT,
            f"the id {event.id!r} of {event.source!r} was decided with another payload; give a new event a new id",
            "id",
        )
    terms = working.programmes.at(event.programme, event.time)
    admission = working.programmes.at(event.programme, working.clock)
    if terms is None or admission is None:
        return _no_terms(event, working.programmes)
    if not event.is_command and (aside := admit(event, admission, working.clock)):
        return aside
    member = working.members[key]
    position = Position(key[0])
    decision, taken_by = _by_business_key(event, working)
    if taken_by is not None:
        working.new_seen[own_key] = Taken(event.digest, taken_by)
        return Duplicate(taken_by)
    if decision is None:
        decision = decide(event, member, terms, admission, working.clock)
    if decision.nothing_due:
        return NothingDue()
    working.new_seen[own_key] = Taken(event.digest, position)
    if decision.reason is None and (business := event.business_key):
        working.new_business_keys[business] = Taken(business_digest(event), position)
    balance = {
        "pending": member.pending,
        "active": member.active,
        "held": member.held,
        "arrears": member.arrears,
    }
    return Entry(event, member, decision, position, terms.zone, balance)


def _by_business_key(event: Event, working: Working) -> tuple[Decision | None, Position | None]:
    """Return the refusal of a key taken by something else, or the record that is the same request (S5)."""
    key = event.business_key
    taken = (working.new_business_keys.get(key) or working.business_keys.get(key)) if key else None
    if taken is None:
        return None, None
    if taken.digest == business_digest(event):
        return None, taken.record
    return Decision(event.time, [], Reason(f"DUPLICATE_{BUSINESS_KEYS[event.type][0].upper()}")), None


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
