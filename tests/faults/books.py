"""Is the ledger whole? Every figure against the shop's own books, every view against our own fold of the records."""

from collections import Counter
from hashlib import sha256
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.faults.shop import COUNTER, WHISPERED, Expected, Identity
from tests.installation import Installation, until

GENESIS = bytes(32)
REGISTER = -1
ERASED = "member.erased"
WHISPERS = """
SELECT id::text FROM ledger.proposal WHERE position($1 IN body::text) > 0
UNION ALL SELECT id::text FROM ledger.quarantine WHERE convert_from(key, 'UTF8') = ANY($2::text[])
UNION ALL SELECT member_id FROM ledger.member_private WHERE member_id = ANY($2::text[])
UNION ALL SELECT member_id FROM view.balance_member WHERE member_id = ANY($2::text[])
UNION ALL SELECT member_id FROM view.balance_lot WHERE member_id = ANY($2::text[])
UNION ALL SELECT member_id FROM view.balance_entry WHERE member_id = ANY($2::text[])
"""
POSTED = """
SELECT (SELECT coalesce(sum(next_offset), 0) FROM ledger.inbox WHERE topic = $1) AS passed,
       (SELECT bool_and(p.sequence = s.sequence)
        FROM ledger.relay_position p JOIN ledger.shard s USING (shard)) AS relayed,
       (SELECT count(*) > 0 AND bool_and(b.sequence = s.sequence)
        FROM view.bookmark b JOIN ledger.shard s USING (shard)) AS viewed
"""
BALANCES = """
SELECT programme, member_id, pending, active, held, arrears, earned, redeemed, expired FROM view.balance_member
"""
OPEN_LOTS = """
SELECT programme, member_id, sum(pending + active + held)::bigint AS points FROM view.balance_lot GROUP BY 1, 2
"""
LIABILITY = """
SELECT programme, period, sum(issued)::bigint, sum(redeemed)::bigint, sum(expired)::bigint
FROM view.liability_points GROUP BY 1, 2
"""


async def until_posted(installation: Installation, *, views: bool = False, seconds: float = 60.0) -> None:
    """Wait until the ledger has passed every message there is, has relayed every record, and the views have them."""
    ends = await end_offsets(installation, installation.topic)

    async def posted() -> bool:
        (row,) = await installation.fetch(POSTED, installation.topic)
        return bool(row["passed"] >= sum(ends) and row["relayed"] and (row["viewed"] or not views))

    await until(posted, f"{sum(ends)} messages are posted and relayed", seconds)


async def end_offsets(installation: Installation, topic: str) -> list[int]:
    """Return where each partition of a topic ends."""
    consumer = AIOKafkaConsumer(bootstrap_servers=installation.stack.kafka_bootstrap)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(installation.partitions)]
        return list((await consumer.end_offsets(partitions)).values())
    finally:
        await consumer.stop()


async def check(installation: Installation, expected: Expected, *, views: bool = False) -> int:
    """Check everything the ledger holds, all it announced, and the views; return how many announcements were repeats.

    Everything sent must be posted, relayed, and in the views by now (`until_posted`).
    """
    await installation.verify()
    records = await installation.records()
    check_each_once(records, expected)
    check_sequences(records)
    assert len(await installation.quarantined()) == expected.set_aside
    assert _roll_forward(records) == {
        **{period: month[1:4] for period, month in expected.months.items()},
        COUNTER: (expected.issued, expected.redeemed, 0),
    }
    if views:
        await check_views(installation, records)
        await check_erased(installation, records)
    return await check_announced(installation, records)


def check_each_once(records: list[dict[str, Any]], expected: Expected) -> None:
    """Every event has one record, accepted; none has two; and there is no other."""
    members = [record for record in records if record["shard"] != REGISTER]
    seen: Counter[Identity] = Counter((record["event"]["source"], record["event"]["id"]) for record in members)
    assert seen - expected.events == Counter(), "posted twice, or never sent"
    assert expected.events - seen == Counter(), "lost"
    refused = [(record["event"]["id"], record["reason"]) for record in members if record["verdict"] != "accepted"]
    assert refused == [], refused


def check_sequences(records: list[dict[str, Any]]) -> None:
    """The sequences of each shard are 1, 2, 3, …"""
    by_shard: dict[int, list[int]] = {}
    for record in records:
        by_shard.setdefault(record["shard"], []).append(record["sequence"])
    for shard, sequences in by_shard.items():
        assert sequences == list(range(1, len(sequences) + 1)), f"shard {shard}"


def _roll_forward(records: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Fold the records into (issued, redeemed, expired) by period; everything since 1999 is one line."""
    lines: dict[str, list[int]] = {}
    for record in records:
        for posting in record["postings"]:
            line = lines.setdefault(posting["period"] if posting["period"] < "1999" else COUNTER, [0, 0, 0])
            for column, moved in enumerate(
                (
                    posting["source"].startswith("issued:"),
                    posting["target"] == "redeemed",
                    posting["target"] == "expired",
                )
            ):
                line[column] += posting["amount"] if moved else 0
    return {period: (line[0], line[1], line[2]) for period, line in lines.items()}


async def check_erased(installation: Installation, records: list[dict[str, Any]]) -> None:
    """Nothing is left of members who were erased but their records, which do not say who they were."""
    erased = [record["member_id"] for record in records if record["event"]["type"] == ERASED]
    assert [tuple(row) for row in await installation.fetch(WHISPERS, WHISPERED, erased)] == []


async def check_views(installation: Installation, records: list[dict[str, Any]]) -> None:
    """The views are the fold of the records: a member's balance is that of their last record, points are summed."""
    balances: dict[tuple[str, str], dict[str, int]] = {}
    lifetime: Counter[tuple[str, str, str]] = Counter()
    months: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        programme, member = record["programme"], record["member_id"]
        if record["shard"] != REGISTER and record["event"]["type"] != "totals.reported":
            balances[programme, member] = record["balance"]
        if record["event"]["type"] == ERASED:
            del balances[programme, member]
        for posting in record["postings"]:
            moved = "issued" if posting["source"].startswith("issued:") else posting["target"]
            lifetime[programme, member, moved] += posting["amount"]
            if posting["source"] == "redeemed":  # A cancel: a member's lifetime is net of it, the month's line is not.
                lifetime[programme, member, "redeemed"] -= posting["amount"]
            months[programme, posting["period"], moved] += posting["amount"]
    kept = {tuple(row)[:2]: tuple(row)[2:] for row in await installation.fetch(BALANCES)}
    parts, sums = ("pending", "active", "held", "arrears"), ("issued", "redeemed", "expired")
    assert kept == {
        who: (*(balance[part] for part in parts), *(lifetime[*who, moved] for moved in sums))
        for who, balance in balances.items()
    }
    lots = {tuple(row)[:2]: row["points"] for row in await installation.fetch(OPEN_LOTS)}
    held = {who: balance["pending"] + balance["active"] + balance["held"] for who, balance in balances.items()}
    assert lots == {who: points for who, points in held.items() if points}
    liability = {tuple(row)[:2]: tuple(row)[2:] for row in await installation.fetch(LIABILITY)}
    assert liability == {
        where: tuple(months[*where, moved] for moved in sums) for where in {month[:2] for month in months}
    }


async def check_announced(installation: Installation, records: list[dict[str, Any]]) -> int:
    """`<prefix>.entries` holds each record's text, in order, at least once, with the hashes; return the repeats."""
    rows = await installation.fetch("SELECT shard, sequence, hash, body FROM ledger.record")
    kept = {(row["shard"], row["sequence"]): (row["hash"], row["body"].encode()) for row in rows}
    assert len(kept) == len(records)
    heads: dict[int, tuple[int, bytes]] = {}
    repeats = 0
    for message in await read_all(installation, f"{installation.prefix}.entries"):
        record = orjson.loads(message.value)
        shard, sequence = record["shard"], record["sequence"]
        digest, body = kept[shard, sequence]
        headers = dict(message.headers)
        last, previous = heads.get(shard, (0, GENESIS))
        assert (message.value, headers["hash"]) == (body, digest.hex().encode())
        if sequence <= last:
            repeats += 1
            continue
        assert sequence == last + 1, f"shard {shard} skips from {last} to {sequence}"
        place = shard.to_bytes(4, "big", signed=True) + sequence.to_bytes(8, "big", signed=True)
        assert digest == sha256(previous + place + sha256(body).digest()).digest()
        assert headers["previous_hash"] == previous.hex().encode()
        heads[shard] = (sequence, digest)
    assert sum(sequence for sequence, _ in heads.values()) == len(kept), "not everything was announced"
    return repeats


async def read_all(installation: Installation, topic: str) -> list[Any]:
    """Return a topic's messages as they lie there, partition by partition."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=installation.stack.kafka_bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        messages: list[Any] = []
        partitions = [TopicPartition(topic, number) for number in range(installation.partitions)]
        ends = await consumer.end_offsets(partitions)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        while len(messages) < sum(ends.values()):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                messages += batch
        return sorted(messages, key=lambda message: (message.partition, message.offset))
    finally:
        await consumer.stop()
