"""A member of many years: what a decision reads is what it takes, however many open lots there are."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from schemas.cloudevents import decode
from schemas.events import Event
from schemas.faults import InvalidEvent
from services.kit.clock import system_clock
from services.kit.database import Database, Query
from services.kit.shards import shard_of
from services.ledger.answers import Answers
from services.ledger.delivery import Item
from services.ledger.gather import gather, lock_members
from services.ledger.nouns import Member
from services.ledger.post import Poster
from services.ledger.programmes import Programmes
from services.ledger.quotes import Quotes
from tests.conftest import Install
from tests.installation import Installation, Sent, event, purchase, redemption
from tests.ledger.posting import post, verdicts

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
LOTS, SPENT = 2_500, 500
NOW = "2024-06-01T00:00:00Z"
FEW = 24
"""More than any decision below reads; far fewer than there are."""
FETCHED = Query("lots_fetched", "SELECT idx_tup_fetch + seq_tup_read AS n FROM pg_stat_xact_user_tables "
                                "WHERE schemaname = 'ledger' AND relname = 'lot'")  # fmt: skip


def at(hour: int) -> str:
    """Return when the purchase of that number was."""
    return f"{FIRST + timedelta(hours=hour):%Y-%m-%dT%H:%M:%SZ}"


async def buy(poster: Poster, member_id: str, amounts: list[str]) -> None:
    """Make one purchase an hour, each a lot with a date of its own."""
    for start in range(0, len(amounts), 500):
        batch = list(enumerate(amounts))[start : start + 500]
        sent = [purchase(member_id, amount, time=at(hour), order_id=f"{member_id}-{hour}") for hour, amount in batch]
        assert set(await verdicts(poster, *sent)) == {"accepted"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def of_some_shards(install_for_module: Install) -> Installation:
    """A ledger of four shards: how many there are says nothing about lots."""
    return await install_for_module(shards=4, topics=False)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def loyal(install_for_module: Install) -> Installation:
    """A ledger in which `heavy` has 2,000 open lots, and held, redeemed, and returned before."""
    installation = await install_for_module(shards=4, topics=False)
    await installation.publish_programme(expiry={"kind": "rolling", "months": 12})
    poster = await installation.poster()
    await buy(poster, "heavy", ["10.00"] * LOTS)
    before = [
        redemption("heavy", 10 * SPENT - 20, time=NOW), redemption("heavy", 10, redemption_id="old", time=NOW),
        event("redemption.reserved", "heavy", {"redemption_id": "held", "points": 15, "ttl_seconds": 600}, time=NOW),
    ]  # fmt: skip
    assert set(await verdicts(poster, *before)) == {"accepted"}
    await installation.fetch("VACUUM ANALYZE")
    return installation


ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "redeem": ("redemption.requested", {"redemption_id": "new", "points": 25}),
    "reserve": ("redemption.reserved", {"redemption_id": "new", "points": 25, "ttl_seconds": 60}),
    "redeem more than there is": ("redemption.requested", {"redemption_id": "new", "points": 10 * LOTS}),
    "capture": ("redemption.captured", {"redemption_id": "held", "points": 5}),
    "release": ("redemption.released", {"redemption_id": "held"}),
    "cancel": ("redemption.cancelled", {"redemption_id": "old", "cancel_id": "c"}),
    "return": ("purchase.returned", {"order_id": "heavy-2000", "return_id": "r", "amount": "10.00"}),
    "return of what was spent": ("purchase.returned", {"order_id": "heavy-3", "return_id": "r", "amount": "10.00"}),
    "buy": ("purchase.completed", {"order_id": "new", "currency": "EUR", "lines": [
        {"line_id": "1", "sku": "s", "quantity": 1, "amount": "1.00"}]}),
    "grant": ("points.granted", {"grant_id": "g", "points": 5, "origin": "goodwill"}),
    "activation": ("points.activation_due", {"as_of": NOW}),
    "expiry of nothing": ("points.expiry_due", {"as_of": NOW}),
    "expiry of some": ("points.expiry_due", {"as_of": "2025-01-22T00:00:00Z"}),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
async def test_a_decision_reads_few_of_two_thousand_open_lots(loyal: Installation, what: str) -> None:
    event_type, data = ASKED[what]
    time = data.get("as_of", NOW)
    member, fetched = await gathered(await loyal.database(), loyal, event(event_type, "heavy", data, time=time))
    assert len(member.lots) < FEW
    assert fetched < 2 * FEW


async def gathered(database: Database, ledger: Installation, sent: Sent) -> tuple[Member, int]:
    """Return the member as gathered for an event, and how many rows of lots were looked at for it."""
    asked = decode(sent.key, sent.headers, sent.value or b"")
    assert isinstance(asked, Event)
    key = (shard_of(asked.member_id, ledger.shards), asked.programme, asked.member_id)
    async with database.session() as session, session.transaction("look"):
        before = await session.row(FETCHED)
        members = await lock_members(session, [key])
        await gather(session, [asked], members, Programmes(), system_clock(), ledger.shards, {})
        after = await session.row(FETCHED)
    return members[key], (after["n"] if after else 0) - (before["n"] if before else 0)


async def test_a_balance_and_a_quote_sum_lots_that_nothing_tells_apart(loyal: Installation) -> None:
    database = await loyal.database()
    programmes = Programmes()
    _, balance = await Answers(database, loyal.shards, programmes).balance(
        "default", "heavy", FIRST + timedelta(hours=LOTS)
    )
    assert balance is not None
    assert (balance["active"], balance["spendable"]) == (19_995, 19_995)
    assert sum(each["points"] for each in balance["expiring"]) == 19_995
    basket, asking = (decode(one.key, one.headers, one.value or b"") for one in
                      (purchase("heavy", time=at(LOTS)), redemption("heavy", 1, time=at(LOTS))))  # fmt: skip
    assert isinstance(basket, Event)
    assert isinstance(asking, Event)
    quote = await Quotes(database, loyal.shards, programmes).quote(basket, asking, system_clock())
    assert isinstance(quote, dict)
    assert (quote["spendable"], quote["max_redeemable"]) == (19_995, 19_995)


async def test_s18_more_lots_are_read_until_they_do_and_are_taken_in_order(ledger: Installation) -> None:
    poster = await ledger.poster()
    # By the average 900 points are in one lot; they are in 900, so more are needed again and again.
    await buy(poster, "ann", ["1.00"] * 1_000 + ["1000.00"] * 100)
    assert await verdicts(poster, redemption("ann", 900, time=NOW)) == ["accepted"]
    taken = (await ledger.records("ann"))[-1]["postings"]
    assert [each["lot"]["lot_id"] for each in taken] == [f"ann/{number}" for number in range(1, 901)]
    # A batch of many redemptions, each of which begins where the one before it ended.
    assert await verdicts(poster, *(redemption("ann", 45, time=NOW) for _ in range(3))) == ["accepted"] * 3
    taken = [each["lot"]["lot_id"] for record in (await ledger.records("ann"))[-3:] for each in record["postings"]]
    assert taken == [f"ann/{number}" for number in [*range(901, 1_001), 1_001]]


async def test_s17_what_only_expired_lots_could_pay_is_refused_exactly(ledger: Installation) -> None:
    await ledger.publish_programme(version=2, valid_from="2020-01-01T00:00:00Z", expiry={"kind": "rolling", "days": 10})
    poster = await ledger.poster()
    await buy(poster, "ann", ["1.00"] * 600)
    late = f"{FIRST + timedelta(days=33, hours=1):%Y-%m-%dT%H:%M:%SZ}"  # Lots of the last two days are left.
    assert await verdicts(poster, redemption("ann", 600, time=late)) == ["INSUFFICIENT_POINTS"]
    _, balance = await Answers(await ledger.database(), ledger.shards, Programmes()).balance(
        "default", "ann", datetime.fromisoformat(late)
    )
    assert balance is not None
    left = balance["spendable"]
    assert 0 < left < 600
    assert await verdicts(poster, redemption("ann", left + 1, time=late), redemption("ann", left, time=late)) == [
        "INSUFFICIENT_POINTS", "accepted",
    ]  # fmt: skip


async def test_s16_a_late_redemption_does_not_see_lots_that_were_earned_after_it(ledger: Installation) -> None:
    poster = await ledger.poster()
    await buy(poster, "ann", ["1.00"] * 300)
    early = at(199)
    assert await verdicts(poster, redemption("ann", 201, time=early), redemption("ann", 200, time=early)) == [
        "INSUFFICIENT_POINTS", "accepted",
    ]  # fmt: skip


async def test_s22_a_claw_goes_on_through_as_many_lots_as_it_takes_and_then_into_debt(ledger: Installation) -> None:
    poster = await ledger.poster()
    big = purchase("ann", "500.00", order_id="big", time=at(0))
    assert await verdicts(poster, big, redemption("ann", 500, time=at(1))) == ["accepted", "accepted"]
    await buy(poster, "ann", ["1.00"] * 300)
    back = event("purchase.returned", "ann", {"order_id": "big", "return_id": "all", "amount": "500.00"}, time=NOW)
    assert await verdicts(poster, back) == ["accepted"]
    record = (await ledger.records("ann"))[-1]
    assert record["balance"] == {"pending": 0, "active": 0, "held": 0, "arrears": -200}
    assert len(record["postings"]) == 301


async def test_s25_a_sweep_reads_what_is_due_and_the_next(ledger: Installation) -> None:
    await ledger.publish_programme(version=2, valid_from="2020-01-01T00:00:00Z", expiry={"kind": "rolling", "days": 10})
    poster = await ledger.poster()
    await buy(poster, "ann", ["1.00"] * 600)
    as_of = f"{FIRST + timedelta(days=14):%Y-%m-%dT%H:%M:%SZ}"
    sweep = event("points.expiry_due", "ann", {"as_of": as_of}, time=as_of)
    member, fetched = await gathered(await ledger.database(), ledger, sweep)
    due = sum(lot.expires_at is not None and lot.expires_at <= datetime.fromisoformat(as_of) for lot in member.lots)
    assert 48 <= due < len(member.lots) < due + FEW
    assert fetched < 2 * due + FEW
    assert await verdicts(poster, sweep) == ["accepted"]
    assert len((await ledger.records("ann"))[-1]["postings"]) == due


async def test_s15a_a_purchase_settles_what_is_due_and_reads_the_next_pending_lot_only(ledger: Installation) -> None:
    await ledger.publish_programme(version=2, valid_from="2020-01-01T00:00:00Z", earning={"pending_days": 14})
    poster = await ledger.poster(lambda: FIRST + timedelta(days=40))
    await buy(poster, "ann", ["1.00"] * 960)  # Forty days; the first 26 days' are due.
    assert (await ledger.records("ann"))[-1]["balance"]["pending"] == 14 * 24
    clock = FIRST + timedelta(days=40)
    asked = purchase("ann", "1.00", time=f"{clock:%Y-%m-%dT%H:%M:%SZ}")
    member, fetched = await gathered(await ledger.database(), ledger, asked)
    assert len(member.lots) < FEW
    assert fetched < FEW
    assert await verdicts(poster, asked) == ["accepted"]


async def test_s1_two_writers_that_need_more_lots_each_see_what_the_other_took(ledger: Installation) -> None:
    posters = [await ledger.poster(), await ledger.poster()]
    await buy(posters[0], "ann", ["1.00"] * 1_200 + ["1000.00"] * 100)

    async def spend(poster: Poster) -> list[str]:
        return [verdict for _ in range(8) for verdict in await verdicts(poster, redemption("ann", 70, time=NOW))]

    both = await asyncio.gather(*(spend(poster) for poster in posters))
    assert [*both[0], *both[1]] == ["accepted"] * 16
    taken = [each["lot"]["lot_id"] for record in (await ledger.records("ann"))[-16:] for each in record["postings"]]
    assert taken == [f"ann/{number}" for number in range(1, 16 * 70 + 1)]


async def test_a_batch_of_nothing_that_can_be_read_needs_no_lots(ledger: Installation) -> None:
    poster = await ledger.poster()
    outcomes = await poster.post([Item(InvalidEvent("INVALID_EVENT", "of no use", "data"))])
    assert [outcome.reason for outcome in outcomes] == ["INVALID_EVENT"]


async def test_a_batch_of_many_members_is_gathered_again_for_the_one_that_needs_more(ledger: Installation) -> None:
    poster = await ledger.poster()
    await buy(poster, "ann", ["1.00"] * 100 + ["1000.00"] * 10)
    sent = [purchase("ben", "50.00"), redemption("ann", 90, time=NOW), redemption("ben", 20), purchase("eve")]
    outcomes = await post(poster, *sent)
    assert [outcome.verdict for outcome in outcomes] == ["accepted"] * 4
