"""Bugs that good projects of this kind have had, each in plain words, and that ours does not have it."""

import asyncio
from typing import Any

import orjson

from schemas.cloudevents import command
from services.ledger.delivery import Item
from tests.installation import Installation, clock_at, event, purchase, redemption
from tests.ledger.posting import verdicts
from tests.ledger.table import check, earning

AT = "2026-03-01T12:00:00Z"
CLOCK = clock_at("2026-03-02T12:00:00+00:00")


def test_points_come_back_from_a_cancel_with_the_expiry_they_had() -> None:
    """The bug: redeemed points that are restored become a new grant without an expiry, and live for ever."""
    check("""
        programme  redemption {"cancel_grace_days": 0}
        given ann has 50 active earned 2026-01-01 expiring 2026-06-01
        when  ann redeems 50 at 2026-03-01 as r-1
        then  accepted: active → redeemed 50 (lot 1)
        when  ann cancels r-1 at 2026-03-02
        then  accepted: redeemed → active 50 (lot 1)
        when  ann redeems 1 at 2026-06-01
        then  rejected INSUFFICIENT_POINTS
    """)


def test_a_cancel_gives_back_the_stored_allocation_whatever_came_since() -> None:
    """The bug: on a replay the lots of a redemption are chosen anew, and others get the points back."""
    check("""
        given ann has 10 active earned 2026-01-10 expiring 2026-12-01
        when  ann redeems 10 at 2026-03-01 as r-1 id e-redeem
        then  accepted: active → redeemed 10 (lot 1)
        when  ann is granted 10 of goodwill expiring 2026-04-01 at 2026-03-01
        then  accepted: issued:goodwill → active 10 (lot 2)
        when  ann redeems 10 at 2026-03-01 as r-1 id e-redeem
        then  duplicate of e-redeem
        when  ann cancels r-1 at 2026-03-02
        then  accepted: redeemed → active 10 (lot 1)
    """)


def test_a_return_is_priced_by_what_the_purchase_froze() -> None:
    """The bug: a refund takes points by today's rate and campaigns, not by those of the day of the purchase."""
    check(f"""
        {earning({"multiplier": "3"})}
        programme from 2026-03-05 earning {{"rate": {{"points": 2}}}}
        when  ann buys 50.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 150 (lot 1)
        when  ann returns 50.00 of o-1 at 2026-03-06
        then  accepted: active → clawed_back 150 (lot 1)
    """)


async def test_what_one_session_holds_no_other_session_spends(ledger: Installation) -> None:
    """The bug: each session counts only its own holds, and the same points are promised twice."""
    posters = [await ledger.poster(CLOCK) for _ in range(4)]
    assert await verdicts(posters[0], purchase("ann", "100.00", time=AT)) == ["accepted"]
    wishes = [
        event("redemption.reserved", "ann", {"redemption_id": f"hold-{n}", "points": 60, "ttl_seconds": 600}, time=AT)
        for n in range(4)
    ]
    came = await asyncio.gather(*(verdicts(poster, wish) for poster, wish in zip(posters, wishes, strict=True)))
    assert sorted(came) == [["INSUFFICIENT_POINTS"]] * 3 + [["accepted"]]


def test_a_hold_that_was_refused_can_not_be_captured() -> None:
    """The bug: a rejected hold leaves an entry behind, and its capture spends points that were never set aside."""
    check("""
        given ann has 50 active earned 2026-01-10
        when  ann reserves 80 for 600 as r-1
        then  rejected INSUFFICIENT_POINTS
        when  ann captures r-1
        then  rejected REDEMPTION_UNKNOWN
        when  ann releases r-1
        then  rejected REDEMPTION_UNKNOWN
        and   ann has active 50
    """)


def test_a_hold_is_released_once() -> None:
    """The bug: a hold that is voided twice gives its points back twice."""
    check("""
        given ann has 50 active earned 2026-01-10
        when  ann reserves 30 for 600 as r-1
        then  accepted: active → held 30 (lot 1)
        when  ann releases r-1 id e-first
        then  accepted: held → active 30 (lot 1)
        when  ann releases r-1 id e-second
        then  duplicate of e-first
        when  ann captures r-1
        then  rejected HOLD_NOT_OPEN
        and   ann has active 50
    """)


async def test_paying_with_points_twice_pays_once_by_whatever_channel(ledger: Installation) -> None:
    """The bug: a till that hears nothing asks again, and the points are taken twice."""
    poster = await ledger.poster(CLOCK)
    await verdicts(poster, purchase("ann", "100.00", time=AT))
    body: dict[str, Any] = {"redemption_id": "r-1", "points": 40}
    wish = command(source="urn:client:till", event_id="default/r-1/redeem", event_type="redemption.requested",
                   programme="default", member_id="ann", body=body, at=CLOCK())  # fmt: skip
    again = redemption("ann", 40, redemption_id="r-1", time=AT)
    came = await asyncio.gather(poster.post([Item(wish)]), poster.post([Item(wish)]), verdicts(poster, again, again))
    told = [outcome.verdict for outcomes in came[:2] for outcome in outcomes] + came[2]
    assert sorted(told) == ["accepted", "duplicate", "duplicate", "duplicate"]
    assert [tuple(row) for row in await ledger.fetch("SELECT active, redeemed FROM ledger.member")] == [(60, 40)]


def test_when_points_expire_what_was_taken_from_them_stays_explained() -> None:
    """The bug: a credit vanishes from the sum when it expires while its debits stay, and the balance turns negative."""
    check("""
        given ann has 100 active earned 2026-01-01 expiring 2026-04-01
        given ann has 30 active earned 2026-01-02
        when  ann redeems 70 at 2026-03-01
        then  accepted: active → redeemed 70 (lot 1)
        when  expiry is due for ann as of 2026-04-01
        then  accepted: active → expired 30 (lot 1)
        and   ann has active 30
        when  ann redeems 30 at 2026-04-02
        then  accepted: active → redeemed 30 (lot 2)
        and   ann has nothing
    """)


def test_points_live_to_the_end_of_the_day_and_the_month_they_were_promised() -> None:
    """The bug: expiry is rounded down, and points lapse before the date that was promised."""
    check("""
        programme  time_zone "Europe/Berlin"; expiry {"kind": "rolling", "months": 1, "round": "month_end"}
        when  ann buys 10.00 at 2026-01-31T22:30
        then  accepted: issued:purchase → active 10 (lot 1)
        when  ann redeems 4 at 2026-02-28T22:59:59
        then  accepted: active → redeemed 4 (lot 1)
        when  ann redeems 1 at 2026-02-28T23:00
        then  rejected INSUFFICIENT_POINTS
    """)


async def test_cancels_in_the_same_instant_give_back_once(ledger: Installation) -> None:
    """The bug: two rollbacks of one redemption in the same millisecond both see it whole, and both give it back."""
    posters = [await ledger.poster(CLOCK) for _ in range(4)]
    await verdicts(posters[0], purchase("ann", "100.00", time=AT), redemption("ann", 80, redemption_id="r-1", time=AT))
    cancels = [
        event("redemption.cancelled", "ann", {"redemption_id": "r-1", "cancel_id": f"c-{n}", "points": 50}, time=AT)
        for n in range(4)
    ]
    came = await asyncio.gather(*(verdicts(poster, one) for poster, one in zip(posters, cancels, strict=True)))
    assert sorted(came) == [["CANCEL_EXCEEDS_REDEEMED"]] * 3 + [["accepted"]]
    assert [row[0] for row in await ledger.fetch("SELECT active FROM ledger.member")] == [70]


async def test_a_key_is_taken_for_ever(ledger: Installation) -> None:
    """The bug: idempotency keys are forgotten after 24 hours, and a message that comes again later counts again."""
    first = await ledger.poster(CLOCK)
    sent = [purchase("ann", "10.00", time=AT, order_id="o-1"), redemption("ann", 5, redemption_id="r-1", time=AT)]
    assert await verdicts(first, *sent) == ["accepted", "accepted"]
    years_later = await ledger.poster(clock_at("2036-03-02T12:00:00+00:00"))
    assert await verdicts(years_later, *sent) == ["duplicate", "duplicate"]
    under_other_ids = [
        purchase("ann", "10.00", time=AT, order_id="o-1"), redemption("ann", 5, redemption_id="r-1", time=AT)
    ]  # fmt: skip
    assert await verdicts(years_later, *under_other_ids) == ["duplicate", "duplicate"]


async def test_what_comes_late_changes_no_record_that_is_there(ledger: Installation) -> None:
    """The bug: an entry of an earlier date rewrites the balances of all rows after it, and what was told is not so."""
    poster = await ledger.poster(CLOCK)
    late = "2026-02-01T12:00:00Z"
    await verdicts(poster, purchase("ann", "10.00", time=AT), redemption("ann", 5, time=AT))
    before = await ledger.fetch("SELECT shard, sequence, hash, body FROM ledger.record ORDER BY shard, sequence")
    assert await verdicts(poster, purchase("ann", "7.00", time=late)) == ["accepted"]
    after = await ledger.fetch("SELECT shard, sequence, hash, body FROM ledger.record ORDER BY shard, sequence")
    assert after[: len(before)] == before
    told = orjson.loads(after[-1]["body"])
    assert (told["effective_at"], told["balance"]["active"]) == ("2026-02-01T12:00:00Z", 12)


def test_a_late_redemption_is_judged_by_what_there_is_not_by_what_there_was() -> None:
    """The bug again, in a decision: what comes late spends points that were spent after its date."""
    check("""
        clock 2026-03-10
        given ann has 50 active earned 2026-01-10
        when  ann redeems 40 at 2026-03-05
        then  accepted: active → redeemed 40 (lot 1)
        when  ann redeems 40 at 2026-03-01
        then  rejected INSUFFICIENT_POINTS
    """)
