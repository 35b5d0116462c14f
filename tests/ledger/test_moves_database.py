"""Transfers, merges, closings on the real database: two records in one transaction, alias chains, no deadlock."""

import asyncio
from random import Random
from typing import Any

from services.ledger.post import Poster
from tests.installation import Installation, Sent, event, purchase, redemption, unique
from tests.ledger.posting import post, verdicts

MEMBERS = [f"m-{number}" for number in range(12)]


def transfer(sender: str, receiver: str, points: int, **more: str) -> Sent:
    """Return a transfer."""
    data = {"transfer_id": more.pop("transfer_id", unique("t")), "to_member_id": receiver, "points": points}
    return event("points.transferred", sender, data, **more)


def merge(member_id: str, into: str, **more: str) -> Sent:
    """Return a merge."""
    return event("member.merged", member_id, {"into_member_id": into}, **more)


def close(member_id: str, **more: str) -> Sent:
    """Return a closing."""
    return event("member.closed", member_id, {}, **more)


def moved(record: dict[str, Any]) -> list[str]:
    """Write a record's postings."""
    return [
        f"{p['source']} → {p['target']} {p['amount']} ({p['lot']['lot_id'] if 'lot' in p else 'none'})"
        for p in record["postings"]
    ]


async def test_s27_a_transfer_is_two_records_and_nothing_stays_in_transit(ledger: Installation) -> None:
    poster = await ledger.poster()
    for sent in (purchase("ann", "50.00"), purchase("bob", "5.00")):
        await post(poster, sent)
    sent = transfer("ann", "bob", 30)
    (outcome,) = await post(poster, sent)
    assert outcome.verdict == "accepted"
    given, received = (await ledger.records("ann"))[-1], (await ledger.records("bob"))[-1]
    assert moved(given) == ["active → transit 30 (ann/1)"]
    assert moved(received) == ["transit → active 30 (bob/2)"]
    assert received["caused_by"] == {"source": sent_source(given), "id": sent.id}
    assert received["event"]["data"] == {}
    assert received["explanation"]["from_member_id"] == "ann"
    (transit,) = await ledger.fetch("SELECT sum(balance)::int AS points FROM ledger.account WHERE account = 'transit'")
    assert transit["points"] == 0
    assert await verdicts(poster, sent, transfer("bob", "ann", 35), transfer("bob", "ann", 1)) == [
        "duplicate", "accepted", "INSUFFICIENT_POINTS"
    ]  # fmt: skip


def sent_source(record: dict[str, Any]) -> str:
    """Return the source of a record's event."""
    return str(record["event"]["source"])


async def test_s28_a_chain_of_merges_and_what_refers_to_before_it_in_one_batch_or_many(ledger: Installation) -> None:
    whole = []
    for tag in ("x", "y"):
        ann, bob, col = (f"{name}-{tag}" for name in ("ann", "bob", "col"))
        order, first, second = f"o-{tag}", f"r1-{tag}", f"r2-{tag}"
        whole.append([
            purchase(ann, "50.00", order_id=order), purchase(bob, "7.00"), purchase(col, "3.00"),
            redemption(ann, 50, redemption_id=first), purchase(ann, "20.00"),
            event("redemption.reserved", ann, {"redemption_id": second, "points": 15, "ttl_seconds": 600}),
            event("purchase.returned", ann, {"order_id": order, "return_id": unique("b"), "amount": "10.00"}),
            merge(ann, bob),
            event("redemption.cancelled", ann, {"redemption_id": first, "cancel_id": unique("c"), "points": 20}),
            merge(bob, col),
            event("redemption.cancelled", bob, {"redemption_id": first, "cancel_id": unique("c")}),
            event("redemption.captured", ann, {"redemption_id": second, "points": 5}),
            event("purchase.returned", col, {"order_id": order, "return_id": unique("b"), "amount": "40.00"}),
            event("purchase.returned", ann, {"order_id": order, "return_id": unique("b"), "amount": "0.01"}),
            merge(col, ann), merge(ann, "zoe"), redemption(ann, 1), close(bob), redemption(ann, 1),
        ])  # fmt: skip
    one_by_one, together = whole
    poster = await ledger.poster()
    singly = [verdict for sent in one_by_one for verdict in await verdicts(poster, sent)]
    at_once = await verdicts(await ledger.poster(), *together)
    assert singly == at_once
    assert [each for each in at_once if each != "accepted"] == [
        "RETURN_EXCEEDS_PURCHASE", "RECEIVER_INVALID", "RECEIVER_INVALID", "MEMBER_CLOSED"
    ]  # fmt: skip
    col_x, col_y = await ledger.records("col-x"), await ledger.records("col-y")
    assert [[line.replace("-x/", "/") for line in moved(r)] for r in col_x] == [
        [line.replace("-y/", "/") for line in moved(r)] for r in col_y
    ]
    assert [record.get("alias") for record in col_x if record["event"]["type"] == "redemption.captured"] == ["ann-x"]
    state = await ledger.fetch(
        "SELECT member_id, status, merged_into, active, held, arrears FROM ledger.member WHERE member_id LIKE '%-x' "
        "ORDER BY member_id"
    )
    assert [tuple(row) for row in state] == [
        ("ann-x", "merged", "bob-x", 0, 0, 0), ("bob-x", "merged", "col-x", 0, 0, 0), ("col-x", "closed", None, 0, 0, 0)
    ]  # fmt: skip


async def test_s29_holds_are_released_and_points_forfeited(ledger: Installation) -> None:
    poster = await ledger.poster()
    batch = [
        purchase("ann", "50.00"),
        event("redemption.reserved", "ann", {"redemption_id": "r-1", "points": 20, "ttl_seconds": 600}),
        close("ann"), purchase("ann", "5.00"), close("ann"), close("zoe"), transfer("bob", "ann", 1),
        purchase("bob", "5.00"), transfer("bob", "ann", 1),
    ]  # fmt: skip
    assert await verdicts(poster, *batch) == [
        "accepted", "accepted", "accepted", "MEMBER_CLOSED", "MEMBER_CLOSED", "MEMBER_UNKNOWN", "MEMBER_UNKNOWN",
        "accepted", "RECEIVER_INVALID",
    ]  # fmt: skip
    record = next(r for r in await ledger.records("ann") if r["event"]["type"] == "member.closed")
    assert moved(record) == ["held → active 20 (ann/1)", "active → forfeited 50 (ann/1)"]


async def test_s28_merges_while_others_transfer_and_buy_lose_nothing(ledger: Installation) -> None:
    posters = [await ledger.poster() for _ in range(4)]
    await post(posters[0], *(purchase(member, "100.00") for member in MEMBERS))

    async def work(poster: Poster, step: int) -> None:
        random = Random(step)
        for _ in range(8):
            one, other = random.sample(MEMBERS, 2)
            batch = [transfer(one, other, 3), redemption(other, 1), purchase(one, "1.00")]
            if random.random() < 0.3:
                batch.insert(1, merge(one, other))
            await post(poster, *batch)

    await asyncio.gather(*(work(posters[step % 4], step) for step in range(12)))
    rows = await ledger.fetch("SELECT account, sum(balance)::int AS points FROM ledger.account GROUP BY account")
    accounts = {row["account"]: row["points"] for row in rows}
    (row,) = await ledger.fetch("SELECT sum(active)::int AS points FROM ledger.member")
    assert row["points"] == -accounts["issued:purchase"] - accounts["redeemed"]
    assert accounts.get("transit", 0) == 0
