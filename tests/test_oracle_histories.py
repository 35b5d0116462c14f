"""The oracle over whole histories, and the histories themselves: valid, and such that everything happens in them."""

from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from schemas.cloudevents import validate_data
from schemas.events import EVENT_TYPES
from schemas.programme import ProgrammeVersion
from tests.oracle import Oracle
from tests.oracle.days import DAY, instant, start_of_day
from tests.oracle.deciding import DECISIONS
from tests.oracle.histories import History, histories, history, replay
from tests.oracle.state import OracleResult

SEEDS = range(360)
LEAST = 8
"""How often each thing happens at least in the histories of these seeds."""

COSTLY = settings(max_examples=75)

VERDICTS = {"accepted", "rejected", "duplicate", "quarantined", "parked", "nothing_due"}
QUARANTINE = {
    "EVENT_ID_CONFLICT", "IN_FUTURE", "NOT_DUE", "NO_PROGRAMME_VERSION", "PARKED_TOO_LONG", "TOO_LATE",
    "UNKNOWN_PROGRAMME",
}  # fmt: skip
REFUSALS = {
    "ALREADY_ENROLLED", "ALREADY_EXPIRED", "ARREARS_OUTSTANDING", "CANCEL_EXCEEDS_REDEEMED", "CURRENCY_MISMATCH",
    "DUPLICATE_ACTIVITY_ID", "DUPLICATE_CANCEL_ID", "DUPLICATE_GRANT_ID", "DUPLICATE_ORDER_ID",
    "DUPLICATE_REDEMPTION_ID", "DUPLICATE_RETURN_ID", "HOLD_LAPSED", "HOLD_NOT_OPEN", "INSUFFICIENT_POINTS",
    "LIMIT_EXCEEDED", "LINE_UNKNOWN", "MEMBER_UNKNOWN", "ORDER_OF_OTHER_MEMBER", "ORDER_REJECTED",
    "POINTS_OUT_OF_RANGE", "REDEMPTION_UNKNOWN", "RETURN_EXCEEDS_PURCHASE", "REWARD_PRICE_MISMATCH",
    "TTL_OUT_OF_RANGE",
}  # fmt: skip
POSTINGS = {
    "issued:purchase → pending", "issued:purchase → active", "issued:signup → active", "issued:referral → active",
    "issued:engagement → active", "issued:birthday → active", "issued:goodwill → active", "pending → active",
    "pending → clawed_back", "active → held", "active → redeemed", "active → expired", "active → clawed_back",
    "active → arrears", "held → active", "held → redeemed", "redeemed → active", "arrears → clawed_back",
    "written_off → clawed_back",
}  # fmt: skip
FURTHER = {
    "points.adjusted", "points.transferred", "member.merged", "member.closed", "member.erased", "tier.review_due",
    "tier.assigned",
}  # fmt: skip
"""The types of the further histories, see tests/test_oracle_further.py."""
TURNS = {
    "a lapse", "points that expire on arrival", "days of grace", "a return covered by expired points",
    "a return decided after its purchase", "a moved expiry", "a capture of a part",
    "a wish repeated by another channel", "a referrer's record",
}  # fmt: skip
"""What needs several events to come about."""


of_seed = cache(history)


@cache
def told_of_all() -> Counter[str]:
    """Return how often everything happened in the histories of the seeds."""
    told: Counter[str] = Counter()
    for seed in SEEDS:
        lived = of_seed(seed)
        oracle = Oracle(lived.versions)
        for event, clock in lived.steps:
            dated = expiries(oracle)
            results = replay(oracle, [(event, clock)])
            told.update(one for result in results for one in said(result))
            if event is not None:
                told.update([f"{results[0].verdict} {event['type']}", *turns(results)])
            told.update("days of grace" for lot, expiry in expiries(oracle).items() if dated.get(lot, expiry) != expiry)
        told.update(traces(oracle))
        oracle.check()
    return told


def said(result: OracleResult) -> list[str]:
    """Return what a result says by itself."""
    reason = [result.reason] if result.reason else []
    return [result.verdict, *reason, *(f"{one.source} → {one.target}" for one in result.postings)]


def turns(results: list[OracleResult]) -> list[str]:
    """Return the turns that one event's results show."""
    first, found = results[0], []
    moves = [(one.source, one.target) for one in first.postings]
    for before, after in pairwise(first.postings):
        arrives = (before.target, before.lot_number) == (after.source, after.lot_number)
        if arrives and after[:2] == ("active", "expired"):
            found.append("points that expire on arrival")
    if ("held", "redeemed") in moves and ("held", "active") in moves:
        found.append("a capture of a part")
    if first.duplicate_of and first.duplicate_of[0] != first.source:
        found.append("a wish repeated by another channel")
    for later in results[1:]:
        is_own = later.event_id == first.event_id
        found.append("a referrer's record" if is_own else "a return decided after its purchase")
    return found


def traces(oracle: Oracle) -> list[str]:
    """Return the turns that a history has left behind in its members."""
    found = []
    for (programme, _), member in oracle.members.items():
        expiry_of = oracle.programmes[programme].expiry_of
        found += ["a lapse" for one in member.redemptions.values() if one.status == "lapsed"]
        found += ["a return covered by expired points" for one in member.orders.values() if one.covered_by_expired]
        found += [
            "a moved expiry" for lot in member.lots if expiry_of(lot.expires_at, member.segment) != lot.expires_at
        ]
    return found


def expiries(oracle: Oracle) -> dict[tuple[str, str, int], datetime | None]:
    """Return the frozen expiry of every lot."""
    return {(*key, lot.number): lot.expires_at for key, member in oracle.members.items() for lot in member.lots}


def test_histories_reach_every_verdict_reason_posting_and_turn() -> None:
    told = told_of_all()
    types = {f"accepted {name}" for name in DECISIONS.keys() - FURTHER}
    wanted = VERDICTS | QUARANTINE | REFUSALS | POSTINGS | TURNS | types
    rare = {one: told[one] for one in sorted(wanted) if told[one] < LEAST}
    assert not rare, f"these happen less than {LEAST} times in {len(SEEDS)} histories: {rare}"
    reasons = {one for one in told if one.isupper()}
    assert reasons == QUARANTINE | REFUSALS, "a reason that this page does not know"


def test_histories_are_of_valid_programmes_and_valid_events() -> None:
    for seed in SEEDS[:60]:
        lived = of_seed(seed)
        for version in lived.versions:
            ProgrammeVersion.model_validate(version)
        for event, _ in lived.steps:
            if event is not None and event["type"] in EVENT_TYPES:
                validate_data(event["type"], event["data"], None, "data")


def test_histories_are_at_month_ends_leap_days_and_shifts_of_clocks() -> None:
    days: Counter[str] = Counter()
    for seed in SEEDS:
        lived = of_seed(seed)
        zone = ZoneInfo(lived.versions[0]["time_zone"])
        for event, _ in lived.steps:
            if event is not None:
                local = instant(event["time"]).astimezone(zone)
                midnight, next_day = start_of_day(local.date(), zone), start_of_day(local.date() + DAY, zone)
                days["a shift"] += next_day - midnight != DAY
                days["a month's end"] += (local + DAY).day == 1
                days["29 February"] += (local.month, local.day) == (2, 29)
                days["midnight"] += midnight == local
    assert min(days.values()) >= LEAST, days
    assert len(days) == 4


@COSTLY
@given(histories())
def test_oracle_s8_s9_the_books_balance_after_every_event(lived: History) -> None:
    oracle = Oracle(lived.versions)
    for step in lived.steps:
        replay(oracle, [step])
        oracle.check()


@COSTLY
@given(histories())
def test_oracle_s4_s6_what_comes_again_at_once_changes_nothing(lived: History) -> None:
    once, twice = Oracle(lived.versions), Oracle(lived.versions)
    for event, clock in lived.steps:
        replay(once, [(event, clock)])
        replay(twice, [(event, clock), (event, clock)])
        assert twice.members == once.members
        assert twice.records == once.records
