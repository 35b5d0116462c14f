"""Delivered twice, read by two, decided beside each other: one record each, and nobody who can pay is refused."""

import asyncio
import random
import signal

import aiohttp
import orjson

from tests.faults.books import check, until_posted
from tests.faults.killing import begin
from tests.faults.nursery import Life, Nursery
from tests.faults.shop import SEED, Shop
from tests.installation import Installation, Service, purchase, redemption, until

TAKEOVERS = 6
MEMBERS = 8
ROUNDS = 12


async def end(life: Life) -> None:
    """Ask a ledger to end, which it does in peace."""
    life.send(signal.SIGTERM)
    assert await life.ended() == 0


async def test_every_event_delivered_twice_in_other_batches_is_one_record(
    installation: Installation, nursery: Nursery
) -> None:
    shop = Shop(installation, purchases=400, customers=60)
    await shop.open()
    first = await begin(installation, nursery, "first", batch_events_max="64")
    for _ in range(3):
        await shop.send_chunk(100)
    await until_posted(installation)
    records = await installation.records()
    await end(first)

    again = shop.messages[:]
    await installation.publish(*again)  # the whole log a second time, cut otherwise
    await installation.publish(*(message for message in again for _ in range(2)))  # and each twice in one batch
    shop.expected.set_aside *= 4
    second = await begin(installation, nursery, "second", batch_events_max="7")
    await until_posted(installation)
    assert await installation.records() == records
    await end(second)

    third = await begin(installation, nursery, "third", batch_events_max="500")
    await shop.send_rest()
    await installation.publish(*shop.messages[len(again) :])
    await until_posted(installation)
    await check(installation, shop.expected)
    await end(third)


async def test_partitions_taken_over_while_batches_are_in_flight(installation: Installation, nursery: Nursery) -> None:
    shop = Shop(installation, purchases=1_000, customers=100)
    await shop.open()
    settings = {"lease_seconds": "2", "batch_events_max": "10"}
    pair = [await begin(installation, nursery, name, **settings) for name in ("left", "right")]
    await until_posted(installation)
    await shop.send_rest()
    chance = random.Random(SEED)
    for _ in range(TAKEOVERS):
        number = chance.randrange(installation.partitions)
        # What a holder looks like that has been silent for too long, though it is at work.
        (before,) = await installation.fetch(
            "UPDATE ledger.inbox SET leased_until = '-infinity', owner = 'nobody' WHERE partition = $1 "
            "RETURNING epoch, next_offset",
            number,
        )

        async def taken(number: int = number, epoch: int = before["epoch"]) -> bool:
            (now,) = await installation.fetch("SELECT epoch FROM ledger.inbox WHERE partition = $1", number)
            return bool(now["epoch"] > epoch)

        await until(taken, f"partition {number} is taken over")
    await until_posted(installation)
    fenced = sum(life.log.read_text().count('"event":"partition_lost"') for life in pair)
    assert fenced >= TAKEOVERS // 2, "holders had to let go"
    await check(installation, shop.expected)
    for life in pair:
        await end(life)


async def test_nobody_who_can_pay_is_refused_while_kafka_and_http_race_for_the_same_members(
    installation: Installation, http: aiohttp.ClientSession
) -> None:
    """Each member buys by Kafka for 100, and at once redeems 100 at the counter, while Kafka redeems their stock."""
    await installation.publish_programme()
    ledgers = [await installation.start("ledger", batch_events_max="20") for _ in range(2)]
    members = [f"racer-{number}" for number in range(MEMBERS)]
    stock = [purchase(member, f"{100 * ROUNDS}.00") for member in members]
    await installation.until_read(await installation.publish(*stock))

    async def race(member: str, ledger: Service) -> None:
        for number in range(ROUNDS):
            bought = purchase(member)
            await installation.publish(bought, redemption(member, 100), purchase(member, "0.00"))
            query = {"source": "urn:till:7", "id": bought.id, "wait": "10"}
            async with http.get(f"{ledger.url}/v1/verdicts", params=query) as answer:
                assert (await answer.json())["verdict"] == "accepted"
            body = {"member_id": member, "redemption_id": f"{member}/{number}", "points": 100}
            async with http.post(f"{ledger.url}/v1/redemptions", data=orjson.dumps(body)) as answer:
                assert answer.status == 201, await answer.text()

    await asyncio.gather(*(race(member, ledgers[number % 2]) for number, member in enumerate(members)))
    await until_posted(installation)
    records = [record for record in await installation.records() if record["member_id"] in members]
    assert [record for record in records if record["verdict"] != "accepted"] == []
    assert len(records) == MEMBERS * (1 + 4 * ROUNDS)
    rows = await installation.fetch("SELECT member_id, active, earned, redeemed FROM ledger.member ORDER BY member_id")
    assert [tuple(row) for row in rows] == [(member, 0, 200 * ROUNDS, 200 * ROUNDS) for member in members]
