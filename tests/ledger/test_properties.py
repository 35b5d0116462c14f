"""Whatever comes, in whatever batches: nothing is lost or made up (S8, S9), and duplicates change nothing (S4, S5)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cloudevents import decode
from schemas.events import BUSINESS_KEYS, Event
from schemas.programme import ProgrammeVersion
from services.ledger.lots import spendable_lots
from services.ledger.nouns import Member, SetAside
from services.ledger.working import Duplicate, Entry, NothingDue, Parked, Result
from tests.ledger.accounts import Accounts, fold
from tests.ledger.inheriting import SHARD
from tests.ledger.memory import MemoryLedger, parts, version
from tests.ledger.table import executed

START = datetime(2026, 1, 1, tzinfo=UTC)
CLOCK = datetime(2027, 6, 1, tzinfo=UTC)
MEMBERS = ["ann", "bob", "cleo"]
DEBTS = {"bob": 70, "cleo": 1_000_000}  # There are no returns here, which make debts: two members begin with one.
COSTLY = settings(max_examples=75)

RULES: list[dict[str, Any]] = [
    {"rule_id": "welcome", "on": "enrolment", "bonus": 30},
    {"rule_id": "friend", "on": "referral", "bonus": 40, "max_per_member": 1},
    {"rule_id": "survey", "on": "activity", "bonus": 5, "max_per_member": 2},
    {"rule_id": "double", "multiplier": "2", "when": {"skus": ["s"]}},
    {"rule_id": "gold", "bonus": 3, "when": {"tiers": ["gold"]}},
    {"rule_id": "first", "bonus": 7, "max_per_member": 1, "when": {"first_purchase": True}},
]

TIERS: st.SearchStrategy[dict[str, Any] | None] = st.one_of(
    st.none(),
    st.builds(
        lambda metric, window, soft, grace: {
            "metric": metric, "window": window, "soft_landing": soft, "grace_days": grace, "levels": [
                {"tier": "base", "threshold": "1"}, {"tier": "silver", "threshold": "2", "multiplier": "2"},
                {"tier": "gold", "threshold": "90", "multiplier": "3"}]},
        st.sampled_from(["spend", "points_earned", "visits"]),
        st.sampled_from([*({"kind": kind} for kind in ("calendar_year", "anniversary", "lifetime")),
                         {"kind": "rolling", "months": 1}]),
        st.booleans(), st.sampled_from([0, 10]),
    ),
)  # fmt: skip

VERSIONS: st.SearchStrategy[ProgrammeVersion] = st.builds(
    lambda rate, pending_days, expiry, zone, limit, rules, caps, tiers: version(
        earning={"rate": {"points": rate, "per": "0.5"}, "pending_days": pending_days, "rules": rules, "caps": caps},
        expiry=expiry,
        time_zone=zone,
        max_lateness_days=None,
        redemption={"points_per_day": limit},
        tiers=tiers,
    ),
    st.integers(0, 7),
    st.sampled_from([0, 0, 1, 14]),
    st.sampled_from(
        [{"kind": "none"}, {"kind": "rolling", "days": 20}, {"kind": "rolling", "months": 2, "round": "month_end"},
         {"kind": "fixed", "month": 3, "day": 31}]
    ),
    st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati"]),
    st.sampled_from([None, 120]),
    st.sampled_from([[], RULES]),
    st.sampled_from([{}, {"order": 90, "day": 100, "month": 150}]),
    TIERS,
)  # fmt: skip

AMOUNT = st.integers(0, 9_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
LINES = st.lists(st.tuples(AMOUNT, st.booleans()), min_size=1, max_size=3).map(
    lambda lines: [
        {"line_id": str(number), "sku": "s", "quantity": 1, "amount": amount, "earns": earns}
        for number, (amount, earns) in enumerate(lines)
    ]
)
DAY = st.integers(0, 120)
KEY = st.integers(0, 9)
"""Few keys, so that events meet."""
PART = st.one_of(st.builds(dict), st.builds(lambda points: {"points": points}, st.integers(0, 60)))
BACK: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda line: {"lines": [{"line_id": str(line), "quantity": 1}]}, st.integers(0, 2)),
    st.builds(lambda cents: {"amount": f"{cents // 100}.{cents % 100:02}"}, st.integers(1, 5_000)),
)
DATA: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.tuples(st.just("purchase.completed"), st.builds(
        lambda key, lines: {"order_id": f"o-{key}", "currency": "EUR", "lines": lines}, KEY, LINES)),
    st.tuples(st.just("purchase.returned"), st.builds(
        lambda key, number, back: {"order_id": f"o-{key}", "return_id": f"b-{number}", **back}, KEY, KEY, BACK)),
    st.tuples(st.just("redemption.requested"), st.builds(
        lambda key, points: {"redemption_id": f"r-{key}", "points": points}, KEY, st.integers(0, 200))),
    st.tuples(st.just("redemption.reserved"), st.builds(
        lambda key, points, days: {"redemption_id": f"r-{key}", "points": points, "ttl_seconds": days * 86_400},
        KEY, st.integers(0, 100), st.integers(0, 7))),
    st.tuples(st.just("redemption.captured"), st.builds(
        lambda key, part: {"redemption_id": f"r-{key}", **part}, KEY, PART)),
    st.tuples(st.just("redemption.released"), st.builds(lambda key: {"redemption_id": f"r-{key}"}, KEY)),
    st.tuples(st.just("redemption.cancelled"), st.builds(
        lambda key, number, by, part: {
            "redemption_id": f"r-{key}", "cancel_id": f"c-{number}", "initiated_by": by, **part},
        KEY, KEY, st.sampled_from(["member", "merchant"]), PART)),
    st.tuples(st.sampled_from(["points.expiry_due", "points.activation_due"]), st.builds(
        lambda day: {"as_of": (START + timedelta(days=day)).isoformat()}, st.integers(0, 500))),
    st.tuples(st.just("tier.review_due"), st.builds(
        lambda day: {"as_of": (START + timedelta(days=day)).isoformat()}, st.integers(0, 500))),
    st.tuples(st.just("tier.assigned"), st.builds(
        lambda tier, until: {"tier": tier, **until}, st.sampled_from(["silver", "gold", "tin"]),
        st.sampled_from([{}, {"valid_until": "2026-02-15T00:00:00Z"}]))),
    st.tuples(st.just("member.enrolled"), st.sampled_from([{}, *({"referrer_id": other} for other in MEMBERS)])),
    st.tuples(st.just("member.updated"), st.sampled_from([{}, {"segment": "vip"}])),
    st.tuples(st.just("points.granted"), st.builds(
        lambda key, points: {"grant_id": f"g-{key}", "points": points, "origin": "campaign"},
        st.integers(0, 40), st.integers(0, 99))),
    st.tuples(st.just("activity.completed"), st.builds(
        lambda key: {"activity_id": f"a-{key}", "activity": "survey"}, st.integers(0, 40))),
)  # fmt: skip


def sent(data: dict[str, Any], **attributes: str) -> Event:
    """Return an event as it comes off the wire."""
    if attributes["type"] == "tier.assigned":
        at = datetime.fromisoformat(attributes["time"])
        return executed(attributes["id"], attributes["type"], "default", attributes["subject"], data, at)
    headers = [(f"ce_{name}", text.encode()) for name, text in {"specversion": "1.0", **attributes}.items()]
    return decode(None, headers, orjson.dumps(data))


def sent_again(event: Event, event_id: str) -> Event:
    """Return an event as it comes off the wire once more, under its own id or another."""
    return sent(event.raw, id=event_id, source=event.source, type=event.type, time=event.time_text,
                subject=event.member_id)  # fmt: skip


def event_of(number: int, member_id: str, day: int, drawn: tuple[str, dict[str, Any]]) -> Event:
    """Return what was drawn as an event whose id is its number."""
    event_type, data = drawn
    at = START + timedelta(days=day, minutes=number)
    return sent(data, id=f"e-{number}", source="urn:till:1", type=event_type, time=at.isoformat(), subject=member_id)


EVENTS = st.lists(st.tuples(st.sampled_from(MEMBERS), DAY, DATA), min_size=1, max_size=30).map(
    lambda drawn: [event_of(number, *one) for number, one in enumerate(drawn)]
)


def ledger(terms: ProgrammeVersion) -> MemoryLedger:
    """Return a ledger of a programme, with its debtors."""
    made = MemoryLedger()
    made.publish(terms)
    for member_id, debt in DEBTS.items():
        member = made.member(member_id)
        member.status, member.arrears, member.joined_at = "open", -debt, START
    return made


def batches(events: Sequence[Event], cuts: Sequence[int]) -> list[Sequence[Event]]:
    """Cut a stream into batches."""
    places = sorted({0, len(events), *(cut % (len(events) + 1) for cut in cuts)})
    return [events[a:b] for a, b in pairwise(places)]


def told(made: MemoryLedger, result: Result) -> object:
    """Return what a result says, without the objects it is made of."""
    match result:
        case Entry(event=event, decision=decision, balance=balance):
            postings = [
                (p.source, p.target, p.amount, p.unit, p.effective_at, p.lot and p.lot.number)
                for p in decision.postings
            ]
            return (
                event.id,
                decision.reason,
                decision.effective_at,
                postings,
                balance,
                decision.explanation,
                result.tier,
            )
        case Duplicate(record=record):
            return "duplicate", made.records[record.sequence - 1].event.id
        case SetAside(reason=reason, path=path):
            return reason, path
        case NothingDue():
            return "nothing due"
        case Parked():
            return "parked"


def state(made: MemoryLedger) -> list[Member]:
    """Return the members that are more than a lock."""
    return [member for _, member in sorted(made.members.items()) if member.status != "unknown"]


def assert_lots_are_whole(member: Member, accounts: Accounts) -> None:
    """S9: each lot is granted = pending + active + held + taken − given back, and no part is negative."""
    for lot in member.lots:
        moved = {
            a: n for (owner, number, a), n in accounts.lots.items() if (owner, number) == (member.member_id, lot.number)
        }
        gone = sum(
            n for account, n in moved.items() if account not in ("pending", "active", "held") and ":" not in account
        )
        assert accounts.granted[member.member_id, lot.number] == lot.granted
        assert lot.granted == sum(parts(lot).values()) + gone
        assert {name: n for name, n in moved.items() if name in ("pending", "active", "held") and n} == parts(lot)
        assert min(lot.pending, lot.active, lot.held) >= 0


@COSTLY
@given(VERSIONS, EVENTS, st.lists(st.integers(0, 30), max_size=5))
def test_s8_s9_nothing_is_lost_or_made_up(terms: ProgrammeVersion, events: list[Event], cuts: list[int]) -> None:
    made = ledger(terms)
    for batch in batches(events, cuts):
        made.post(batch, CLOCK)
    accounts = fold(made.records)
    assert sum(accounts.total.values()) == 0
    for record in made.records:
        for posting in record.decision.postings:
            assert posting.amount > 0
            assert posting.source != posting.target
            assert posting.unit == "points"
            assert posting.lot is not None
            assert posting.effective_at >= posting.lot.earned_at
    for member in state(made):
        for account in ("pending", "active", "held"):
            assert getattr(member, account) == sum(getattr(lot, account) for lot in member.lots)
            assert getattr(member, account) == accounts.members.get((member.member_id, account), 0)
        repaid = accounts.members.get((member.member_id, "arrears"), 0)
        assert member.arrears == repaid - DEBTS.get(member.member_id, 0) <= 0
        assert_lots_are_whole(member, accounts)


@COSTLY
@given(VERSIONS, EVENTS, st.lists(st.integers(0, 30), max_size=8))
def test_s1_how_a_stream_is_cut_into_batches_changes_nothing(
    terms: ProgrammeVersion, events: list[Event], cuts: list[int]
) -> None:
    whole, cut, single = ledger(terms), ledger(terms), ledger(terms)
    expected = [told(whole, result) for result in whole.post(events, CLOCK)]
    assert [told(cut, result) for batch in batches(events, cuts) for result in cut.post(batch, CLOCK)] == expected
    assert [told(single, result) for event in events for result in single.post([event], CLOCK)] == expected
    assert state(whole) == state(cut) == state(single)
    assert whole.orders == cut.orders == single.orders
    assert [told(whole, record) for record in whole.records] == [told(single, record) for record in single.records]


REPEATS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()), max_size=10)
"""Which of the decided events comes again, how much later, and whether under a new id, as by another channel."""


@COSTLY
@given(VERSIONS, EVENTS, REPEATS, st.lists(st.integers(0, 40), max_size=5))
def test_s4_s5_duplicates_change_nothing(
    terms: ProgrammeVersion, events: list[Event], repeats: list[tuple[int, int, bool]], cuts: list[int]
) -> None:
    plain, noisy = ledger(terms), ledger(terms)
    for event in events:
        plain.post([event], CLOCK)
    stream, copies = list(events), set()
    for number, (chosen, later, renamed) in enumerate(repeats):
        # Due events that found nothing leave nothing behind, and may well find something the next time.
        if record := plain.records[chosen % len(plain.records)] if plain.records else None:
            # Only accepted events take a key: who was refused may try again under another id, and succeed.
            as_another = renamed and record.decision.reason is None and record.event.type in BUSINESS_KEYS
            copy = sent_again(record.event, f"again-{number}" if as_another else record.event.id)
            place = 1 + next(at for at, event in enumerate(stream) if event is record.event)
            stream.insert(place + later % (len(stream) - place + 1), copy)
            copies.add(id(copy))
    results = [result for batch in batches(stream, cuts) for result in noisy.post(batch, CLOCK)]
    for event, result in zip(stream, results, strict=True):
        # A return whose purchase has not come yet waits once more, and is a duplicate when it has.
        assert id(event) not in copies or isinstance(result, Duplicate | Parked)
    assert [told(noisy, record) for record in noisy.records] == [told(plain, record) for record in plain.records]
    assert state(noisy) == state(plain)
    assert noisy.orders == plain.orders


@COSTLY
@given(VERSIONS, EVENTS)
def test_s18_a_redemption_takes_from_the_first_to_expire_and_never_more_than_was_wanted(
    terms: ProgrammeVersion, events: list[Event]
) -> None:
    made = ledger(terms)
    for event in events:
        (result,) = made.post([event], CLOCK)
        if event.type != "redemption.requested" or not isinstance(result, Entry) or result.decision.reason:
            continue
        taken = [posting for posting in result.decision.postings if posting.target == "redeemed"]
        assert sum(posting.amount for posting in taken) == event.data.points  # type: ignore[union-attr]
        lots = [posting.lot for posting in taken if posting.lot]
        assert lots == sorted(lots, key=lambda lot: (lot.expires_at or CLOCK, lot.earned_at, lot.number))
        assert all(lot.activates_at <= event.time and (lot.expires_at or CLOCK) > event.time for lot in lots)
        # Nothing that should have gone before them is left.
        left = spendable_lots(made.members[SHARD, "default", event.member_id], event.time)
        assert all((lot.expires_at or CLOCK) >= (lots[-1].expires_at or CLOCK) for lot in left)
