"""The folds say what the books say, however the records are cut into batches; the liability foots."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.record import RecordBody
from services.projector import balance, liability
from services.projector.balance import BalanceDelta, OpenLot, expiring, spendable
from services.projector.liability import ARREARS_LINES, LINES, LiabilityDelta
from tests.projector.books import PROGRAMME
from tests.projector.history import OPERATIONS, History, history_of

SHARDS = 4
ZONES = {PROGRAMME: ZoneInfo("Europe/Berlin")}
OPERATION = st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 3), st.integers(0, 3), st.integers(1, 60))
HISTORIES = st.lists(OPERATION, max_size=80).map(lambda operations: history_of(operations, SHARDS))


def balance_of(records: list[RecordBody]) -> BalanceDelta:
    delta = BalanceDelta()
    balance.fold(records, delta, ZONES)
    return delta


def liability_of(records: list[RecordBody]) -> LiabilityDelta:
    delta = LiabilityDelta()
    liability.fold(records, delta, ZONES)
    return delta


def points_by_line(delta: LiabilityDelta) -> Counter[tuple[str, ...]]:
    """Return the view's figures summed over shards, as the books name them."""
    found: Counter[tuple[str, ...]] = Counter()
    for (_, period, partner, origin, cohort), figures in delta.points.items():
        for line, points in zip(LINES, figures[: len(LINES)], strict=True):
            found[period, partner, origin, cohort, line] += points
    return found


def debts_by_line(delta: LiabilityDelta) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for (_, _, period), figures in delta.arrears.items():
        for line, points in zip(ARREARS_LINES, figures, strict=True):
            found[period, line] += points
    return found


def without_zeros(figures: Counter[Any]) -> dict[Any, int]:
    return {key: points for key, points in figures.items() if points}


@given(HISTORIES)
def test_every_movement_reaches_the_balance(history: History) -> None:
    delta = balance_of(history.records)
    sums = {member_id: figures for (_, _, member_id), figures in delta.members.items()}
    assert sums == {member_id: history.members[member_id].sums for member_id in history.accepted}
    parts = {lot_id: lot.parts for (_, lot_id), lot in delta.lots.items()}
    for member in history.members.values():
        for lot in member.lots:
            assert parts.get(lot.reference["lot_id"], [0, 0, 0]) == [lot.pending, lot.active, lot.held]


@given(HISTORIES)
def test_every_record_of_a_member_is_in_the_statement_refusals_too(history: History) -> None:
    expected = [(body["shard"], PROGRAMME, body["member_id"], body["sequence"]) for body in history.records]
    assert balance_of(history.records).entries == expected


@given(HISTORIES)
def test_every_movement_reaches_its_line_of_the_liability(history: History) -> None:
    delta = liability_of(history.records)
    assert without_zeros(points_by_line(delta)) == without_zeros(history.lines)
    assert without_zeros(debts_by_line(delta)) == without_zeros(history.debts)


@given(HISTORIES)
def test_the_liability_foots_with_the_lots_and_the_arrears_with_the_debts(history: History) -> None:
    delta = liability_of(history.records)
    closing: Counter[tuple[str, str, str]] = Counter()
    for (_, _, partner, origin, cohort), figures in delta.points.items():
        closing[partner, origin, cohort] += liability.net(figures)
    outstanding: Counter[tuple[str, str, str]] = Counter()
    for member in history.members.values():
        for lot in member.lots:
            r = lot.reference
            cohort = history.month(datetime.fromisoformat(r["earned_at"]))
            outstanding[r.get("partner_id", ""), r["origin"], cohort] += lot.pending + lot.active + lot.held
    assert without_zeros(closing) == without_zeros(outstanding)
    debts = sum(liability.net_arrears(figures) for figures in delta.arrears.values())
    assert debts == -sum(member.arrears for member in history.members.values())


@given(HISTORIES, st.data())
@settings(max_examples=50)
def test_any_cut_into_batches_ends_the_same(history: History, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(history.records)))
    first, second = history.records[:cut], history.records[cut:]
    whole = liability_of(history.records)
    sums = points_by_line(liability_of(first))
    sums.update(points_by_line(liability_of(second)))
    assert without_zeros(sums) == without_zeros(points_by_line(whole))
    members: Counter[tuple[object, int]] = Counter()
    for delta in (balance_of(first), balance_of(second)):
        for key, figures in delta.members.items():
            members.update({(key, index): points for index, points in enumerate(figures)})
    expected = {
        (key, index): points
        for key, figures in balance_of(history.records).members.items()
        for index, points in enumerate(figures)
    }
    assert members == expected


@given(HISTORIES, st.data())
@settings(max_examples=50)
def test_holds_and_segments_are_the_books_whatever_the_cut(history: History, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(history.records)))
    holds: set[tuple[object, ...]] = set()
    segments: dict[balance.MemberKey, str] = {}
    for delta in (balance_of(history.records[:cut]), balance_of(history.records[cut:])):
        holds = {h for h in holds if (h[0], h[1]) not in delta.ended and (h[0], h[3]) not in delta.lapsed}
        for key, opened in delta.holds.items():
            for name, hold in opened.items():
                holds |= {(key, name, lot_id, hold.held_until, points) for lot_id, points in hold.allocation}
        segments.update(delta.segments)
    assert {(key[2], lot_id, name, until, n) for key, name, lot_id, until, n in holds} == {  # type: ignore[index]
        (name, *hold) for name, member in history.members.items() for hold in member.open_holds
    }
    named = {member.member_id: member.segment for member in history.members.values() if member.segment}
    assert {key[2]: segment for key, segment in segments.items()} == named


@given(HISTORIES)
def test_every_month_opens_with_what_the_one_before_closed_with(history: History) -> None:
    """Sums up to a month are the points outstanding and the debt as postings of that month and before leave them."""
    delta = liability_of(history.records)
    postings = [posting for body in history.records for posting in body["postings"] if posting["unit"] == "points"]
    for month in sorted({posting["period"] for posting in postings}):
        closing = sum(liability.net(figures) for key, figures in delta.points.items() if key[1] <= month)
        debt = sum(liability.net_arrears(figures) for key, figures in delta.arrears.items() if key[2] <= month)
        parts: Counter[str] = Counter()
        for posting in postings:
            if posting["period"] <= month:
                parts.update({posting["target"]: posting["amount"]})
                parts.subtract({posting["source"]: posting["amount"]})
        assert closing == parts["pending"] + parts["active"] + parts["held"]
        assert debt == -parts["arrears"]


@pytest.mark.parametrize(
    ("source", "target"),
    [("active", "issued:purchase"), ("expired", "active"), ("arrears", "redeemed"), ("forfeited", "clawed_back")],
)
def test_a_posting_that_no_line_takes_is_refused(source: str, target: str) -> None:
    with pytest.raises(ValueError, match=f"{source} → {target}"):
        liability.effect(source, target)


def test_l1_a_cohort_is_the_local_month_earned() -> None:
    assert liability.cohort_of("2026-01-31T23:30:00Z", ZoneInfo("Europe/Berlin")) == "2026-02"
    assert liability.cohort_of("2026-01-31T23:30:00Z", ZoneInfo("UTC")) == "2026-01"
    assert liability.cohort_of("2026-02-01T04:30:00.5Z", ZoneInfo("America/New_York")) == "2026-01"


def test_reports_of_stores_make_nobody_a_member() -> None:
    history = history_of([("issue", 1, 1, 10)], SHARDS)
    history.records[0]["event"]["type"] = "sales.reported"
    delta = balance_of(history.records)
    assert not delta.members
    assert not delta.entries


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def lot(
    number: int, activates: str, expires: str | None, *, pending: int = 0, active: int = 0, held: int = 0
) -> OpenLot:
    at = day(activates)
    return OpenLot(f"m/{number}", "purchase", None, at, at, day(expires) if expires else None, pending, active, held)


@pytest.mark.parametrize(
    ("rule", "lots", "arrears", "points"),
    [
        ("active points are spendable", [lot(1, "2026-01-01", None, active=50)], 0, 50),
        ("not after their expiry, swept or not", [lot(1, "2025-01-01", "2026-03-01", active=50)], 0, 0),
        ("until the instant before", [lot(1, "2025-01-01", "2026-03-01T00:00:01", active=50)], 0, 50),
        ("not while held", [lot(1, "2026-01-01", None, active=20, held=30)], 0, 20),
        ("pending ones once they are due", [lot(1, "2026-03-01", None, pending=50)], 0, 50),
        ("not before", [lot(1, "2026-03-01T00:00:01", None, pending=50)], 0, 0),
        ("what arrives pays a debt first", [lot(1, "2026-02-01", None, pending=50)], -20, 30),
        (
            "what expired on arrival pays nothing",
            [lot(1, "2026-02-01", "2026-02-01", pending=50), lot(2, "2026-02-02", None, pending=30)],
            -20,
            10,
        ),
    ],
)
def test_s16_what_is_spendable(rule: str, lots: list[OpenLot], arrears: int, points: int) -> None:
    assert spendable(lots, arrears, day("2026-03-01")) == points, rule


def held(number: int, expires: str | None, until: str, points: int, *, active: int = 0) -> OpenLot:
    one = lot(number, "2026-01-01", expires, active=active, held=points)
    return replace(one, holds=((day(until), points),))


def later(expires_at: datetime) -> datetime | None:
    """Expiry in 2026 is suspended: until the end of May for dates before, and for ever after."""
    return day("2026-06-01") if expires_at < day("2026-06-01") else None


@pytest.mark.parametrize(
    ("rule", "lots", "arrears", "suspended", "points", "expires"),
    [
        ("a hold that ran out holds nothing", [held(1, "2026-09-01", "2026-03-01", 30, active=5)], 0, False, 35,
         [("2026-09-01", 35)]),
        ("one that runs on does", [held(1, "2026-09-01", "2026-03-01T00:00:01", 30, active=5)], 0, False, 5,
         [("2026-09-01", 5)]),
        ("what it gives back pays a debt", [held(1, "2026-09-01", "2026-02-01", 30)], -20, False, 10,
         [("2026-09-01", 10)]),
        ("unless it is past its expiry", [held(1, "2026-02-01", "2026-02-01", 30),
                                          held(2, None, "2026-02-02", 30)], -20, False, 10, []),
        ("a date in a suspension means a later one", [lot(1, "2026-01-01", "2026-02-01", active=7)], 0, True, 7,
         [("2026-06-01", 7)]),
        ("or none yet", [lot(1, "2026-01-01", "2026-07-01", active=7)], 0, True, 7, []),
        ("for holds too", [held(1, "2026-02-01", "2026-02-15", 30)], -20, True, 10, [("2026-06-01", 10)]),
    ],
)  # fmt: skip
def test_what_is_spendable_and_expires_is_judged_as_if_settled(
    rule: str,
    lots: list[OpenLot],
    arrears: int,
    suspended: bool,  # noqa: FBT001
    points: int,
    expires: list[tuple[str, int]],
) -> None:
    now, means = day("2026-03-01"), later if suspended else None
    assert spendable(lots, arrears, now, means) == points, rule
    assert expiring(lots, now, arrears, means) == [(day(instant), n) for instant, n in expires], rule


def test_expiring_points_are_pending_and_active_soonest_first() -> None:
    lots = [
        lot(1, "2026-01-01", "2026-09-01", active=5, held=9),
        lot(2, "2026-01-01", "2026-06-01", pending=7),
        lot(3, "2026-01-01", "2026-09-01", active=1),
        lot(4, "2026-01-01", None, active=100),
        lot(5, "2026-01-01", "2026-02-01", active=3),
        lot(6, "2026-01-01", "2026-07-01", held=3),
    ]
    assert expiring(lots, day("2026-03-01")) == [(day("2026-06-01"), 7), (day("2026-09-01"), 6)]
