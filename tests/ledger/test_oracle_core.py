"""The pure decisions against the oracle: whole histories, cut into batches at random, posted to both."""

from collections import defaultdict
from datetime import UTC, datetime
from operator import attrgetter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cloudevents import decode
from schemas.programme import ProgrammeVersion
from services.ledger.nouns import Member, SetAside
from services.ledger.working import Duplicate, Entry, NothingDue, Parked, Position, Result
from tests.installation import event as message
from tests.installation import purchase
from tests.ledger.deliveries import cut, decided, delivered, separated
from tests.ledger.histories import MANY, Given, Told, batches, received, seeds
from tests.ledger.memory import MemoryLedger, version
from tests.oracle import Oracle
from tests.oracle.histories import History, histories, history
from tests.oracle.state import Member as OracleMember

HISTORIES, CHUNK = 120, 20
"""How many an ordinary run compares, so many in a test."""


@pytest.mark.parametrize("first", seeds(HISTORIES)[::CHUNK])
def test_the_core_decides_as_the_oracle_does(first: int) -> None:
    ledgers = [compare(history(seed), Random(seed)) for seed in range(first, first + CHUNK)]
    assert sum(ledger.asked_again for ledger in ledgers) > CHUNK, "decisions were given all they needed at once"


@pytest.mark.parametrize("first", seeds(HISTORIES, first=10_000)[::CHUNK])
def test_the_core_decides_tiers_and_moves_as_the_oracle_does(first: int) -> None:
    for seed in range(first, first + CHUNK):
        compare(history(seed, 60, further=True), Random(seed))


@settings(max_examples=25 * MANY)
@given(histories(further=True), st.integers(0, 9))
def test_the_core_decides_a_part_of_a_further_history_as_the_oracle_does(whole: History, cuts: int) -> None:
    compare(whole, Random(cuts))


@settings(max_examples=25 * MANY)
@given(histories(), st.integers(0, 9))
def test_the_core_decides_a_part_of_a_history_as_the_oracle_does(whole: History, cuts: int) -> None:
    compare(whole, Random(cuts))


@pytest.mark.parametrize("seed", seeds(20))
def test_other_batch_cuts_come_to_the_same(seed: int) -> None:
    oracle = Oracle(history(seed).versions)
    decided = list(batches(history(seed), oracle, Random(seed)))
    one_by_one = _ledger(history(seed))
    for batch in decided:
        for event in batch.events:
            one_by_one.post([received(event, batch.clock)], batch.clock)
        if batch.given_up or not batch.events:
            one_by_one.give_up(batch.clock)
    assert [_record(entry) for entry in one_by_one.records] == [told for batch in decided for told in batch.records()]
    _compare_state(one_by_one, oracle)


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("first", seeds(60)[::CHUNK])
def test_any_legal_order_any_repetition_and_any_batches_come_to_the_same(first: int, linked: bool) -> None:  # noqa: FBT001
    for seed in range(first, first + CHUNK):
        drawn = history(seed, further=linked or seed % 2 == 0)
        whole, chances = separated(drawn, linked=linked), Random(seed)
        wanted = decided(whole)
        for _ in range(2):
            ledger = _ledger(whole)
            for batch in cut(delivered(wanted, chances), chances):
                ledger.post([received(event, whole.steps[0][1]) for event in batch], whole.steps[0][1])
            found = defaultdict[tuple[str, str], list[Told]](list)
            for entry in ledger.records:
                found[entry.event.programme, entry.member.member_id].append(_record(entry))
            assert found.keys() == wanted.records.keys()
            for who, records in wanted.records.items():
                _same(found[who], records, (seed, who))
            _compare_state(ledger, wanted.oracle)


@settings(max_examples=40 * MANY)
@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 99), st.integers(0, 2)), min_size=1, max_size=6), st.data()
)
def test_purchases_and_their_returns_in_any_order_at_all_come_to_the_same(
    orders: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """Each order is of so many euros, of which so many come back, in at most two parts."""
    sent = []
    for number, (amount, back, parts) in enumerate(orders):
        sent.append(purchase("ann", f"{amount}.00", order_id=f"o-{number}", id=f"buy-{number}"))
        for part in range(parts if min(back, amount) else 0):
            share = {"order_id": f"o-{number}", "return_id": f"r-{number}-{part}", "amount": f"{min(back, amount) / 2}"}
            sent.append(message("purchase.returned", "ann", share, id=f"back-{number}-{part}"))
    stands = set()
    for order in (sent, data.draw(st.permutations(sent)) + data.draw(st.permutations(sent))):
        ledger = MemoryLedger()
        ledger.publish(version(earning={"rate": {"points": 3}}))
        for one in order:
            ledger.post([decode(one.key, one.headers, one.value or b"")], datetime(2026, 3, 2, tzinfo=UTC))
        ann = ledger.member("ann")
        stands.add((ann.active, ann.arrears, ann.purchases))
        assert not any(ledger.parked.values())
    assert len(stands) == 1, stands


def compare(whole: History, cuts: Random) -> MemoryLedger:
    """Post a history to both; all that comes of it must be the same, and all that is kept in the end: return it."""
    oracle, ledger = Oracle(whole.versions), _ledger(whole)
    for batch in batches(whole, oracle, cuts):
        if not batch.events:
            assert sorted(_identity(event) for event in ledger.give_up(batch.clock)) == sorted(
                (told.source, told.event_id) for told in batch.given_up
            )
            continue
        known = len(ledger.records)
        results = ledger.post([received(event, batch.clock) for event in batch.events], batch.clock)
        for event, result, told, caused in zip(batch.events, results, batch.told, batch.caused, strict=True):
            _same(_told(event, result, ledger), told, (batch.clock, event))
            also = result.also if isinstance(result, Entry) else []
            _same([_record(entry) for entry in also], caused, (batch.clock, event))
        _same([_record(entry) for entry in ledger.records[known:]], batch.records(), batch.clock)
        _compare_state(ledger, oracle)
    oracle.check()
    return ledger


def _ledger(whole: History) -> MemoryLedger:
    ledger = MemoryLedger()
    ledger.publish(*(ProgrammeVersion.model_validate(version) for version in whole.versions))
    return ledger


def _identity(event: object) -> tuple[str, str]:
    return event.source, event.id  # type: ignore[attr-defined]


def _told(event: Given, result: Result, ledger: MemoryLedger) -> Told:
    """Return what became of an event in the oracle's words."""
    source, event_id, member_id = event["source"], event["id"], event["subject"]
    match result:
        case Entry():
            return _record(result)
        case Duplicate(record=Position(sequence=sequence)):
            first = _identity(ledger.records[sequence - 1].event)
            return Told("duplicate", None, source, event_id, member_id, duplicate_of=first)
        case SetAside(reason=reason):
            return Told("quarantined", reason, source, event_id, member_id)
        case NothingDue():
            return Told("nothing_due", None, source, event_id, member_id)
        case Parked():
            return Told("parked", None, source, event_id, member_id)


def _record(entry: Entry) -> Told:
    event, decision = entry.event, entry.decision
    postings = tuple(
        (p.source, p.target, p.amount, p.lot.number if p.lot else None, p.effective_at) for p in decision.postings
    )
    refused = decision.reason is not None
    return Told(
        "rejected" if refused else "accepted", decision.reason, event.source, event.id, entry.member.member_id,
        None if refused else decision.effective_at, postings, tier=entry.tier,
    )  # fmt: skip


STATES = {"open": "held", "requested": "redeemed"}


def _compare_state(ledger: MemoryLedger, oracle: Oracle) -> None:
    """Members, lots, and holds must be the same; what was of a member that was merged may still be told there."""
    known = {key[1:]: member for key, member in ledger.members.items() if member.status != "unknown"}
    assert known.keys() == oracle.members.keys()
    for who, member in known.items():
        wanted = oracle.members[who]
        accounts = attrgetter("pending", "active", "held", "arrears")
        _same(accounts(member), accounts(wanted), who)
        _same([_lot(lot) for lot in member.lots if lot.granted], [_lot(lot) for lot in wanted.lots if lot.granted], who)
        if wanted.merged_into is None:
            _compare_redemptions(member, wanted)
            _compare_standings(member, wanted)


def _compare_redemptions(member: Member, wanted: OracleMember) -> None:
    kept = {name: each.state for name, each in member.redemptions.items()}
    told = {name: STATES.get(each.status, each.status) for name, each in wanted.redemptions.items()}
    _same(kept, {name: told[name] for name in kept}, wanted.member_id)
    held = {name: each.allocation for name, each in member.redemptions.items() if each.state == "held"}
    open_holds = {hold.redemption_id: [(p.lot_number, p.points) for p in hold.held] for hold in wanted.open_holds}
    _same(held, {name: open_holds[name] for name in held}, wanted.member_id)


def _compare_standings(member: Member, wanted: OracleMember) -> None:
    tiering = member.tiering
    for kept, standings in (
        (tiering and tiering.reached, wanted.reached),
        (tiering and tiering.assigned, wanted.assigned),
    ):
        found = kept and (kept.tier, kept.since, kept.until)
        said = (standings[-1].tier, standings[-1].since, standings[-1].valid_until) if standings else None
        _same(found, said, wanted.member_id)


def _same(found: object, wanted: object, where: object) -> None:
    assert found == wanted, f"{where}\n  the ledger: {found}\n  the oracle: {wanted}"


_lot = attrgetter("number", "origin", "partner_id", "earned_at", "activates_at", "expires_at", "granted", "pending",
                  "active", "held", "expired")  # fmt: skip
