"""Tiers on PostgreSQL: in any batches, records say what a memory would decide, and verification proves the rest."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import orjson
import pytest

from schemas.cloudevents import decode
from schemas.events import Event
from services.ledger.delivery import Item
from services.ledger.fold import Corrupt
from services.ledger.working import Entry
from tests.conftest import Install
from tests.installation import Installation, event
from tests.ledger.memory import MemoryLedger, version
from tests.ledger.table import executed

CLOCK = datetime(2028, 6, 1, tzinfo=UTC)
LEVELS = [
    {"tier": "base", "threshold": "1"},
    {"tier": "silver", "threshold": "150", "multiplier": "2"},
    {"tier": "gold", "threshold": "300", "multiplier": "3"},
]
WINDOWS = [{"kind": "calendar_year"}, {"kind": "anniversary"}, {"kind": "rolling", "months": 3}, {"kind": "lifetime"}]
FIRST = {"programme": "tiered", "version": 1, "valid_from": "2020-01-01T00:00:00Z", "max_lateness_days": None}
EARNING = {"rules": [
    {"rule_id": "r", "bonus": 1, "when": {"tiers": ["gold"]}},
    {"rule_id": "f", "on": "referral", "bonus": 5, "when": {"tiers": ["silver"]}}]}  # fmt: skip


def versions(chance: Random) -> list[dict[str, Any]]:
    """Return three versions of a programme, each with tiers of its own, the second perhaps with none."""
    made = []
    for number, start in enumerate(("2020-01-01", "2026-07-01", "2027-01-01"), 1):
        tiers = {
            "metric": chance.choice(["spend", "points_earned", "visits"]), "window": chance.choice(WINDOWS),
            "levels": LEVELS[: chance.randint(1, 3)], "soft_landing": chance.random() < 0.5,
            "grace_days": chance.choice([0, 20]),
        }  # fmt: skip
        made.append({**FIRST, "version": number, "valid_from": f"{start}T00:00:00Z", "earning": EARNING,
                     "expiry": {"kind": "none"}, "time_zone": "America/New_York",
                     "tiers": None if number == 2 and chance.random() < 0.3 else tiers})  # fmt: skip
    return made


def story(chance: Random, members: list[str]) -> Iterator[Event]:
    """Tell of purchases in some order of time, late ones too, of returns, reviews, and tiers assigned by hand."""
    orders: list[tuple[str, str]] = []
    for number in range(60):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number * 12 - chance.choice([0, 0, 0, 30, 90]), hours=3)
        member, time = chance.choice(members), at.isoformat()
        kind = chance.choices(["buy", "return", "review", "assign", "enrol", "redeem"], [8, 2, 3, 1, 1, 1])[0]
        if kind == "assign":
            until = {"valid_until": (at + timedelta(days=40)).isoformat()} if chance.random() < 0.7 else {}
            data = {"tier": chance.choice(["silver", "gold"]), **until}
            yield executed(f"p-{number}-{members[0]}", "tier.assigned", "tiered", member, data, at)
            continue
        if kind == "return" and orders:
            member, order = orders.pop(chance.randrange(len(orders)))
            data = {"order_id": order, "return_id": f"b-{order}", "amount": str(chance.choice([1, 10, 40]))}
            yield told("purchase.returned", member, data, time)
        elif kind == "review":
            yield told("tier.review_due", member, {"as_of": time}, time)
        elif kind == "enrol":
            yield told("member.enrolled", member, {"referrer_id": chance.choice(members)}, time)
        elif kind == "redeem":
            yield told("redemption.requested", member, {"redemption_id": f"r-{number}-{members[0]}", "points": 5}, time)
        else:
            order = f"o-{number}-{members[0]}"
            orders.append((member, order))
            line = {"line_id": "1", "sku": "s", "quantity": 3, "amount": str(chance.choice([40, 75, 160, 320]))}
            yield told("purchase.completed", member, {"order_id": order, "currency": "EUR", "lines": [line]}, time)


def told(event_type: str, member: str, data: dict[str, Any], time: str) -> Event:
    """Return an event as it comes off the wire."""
    sent = event(event_type, member, data, time=time, programme="tiered")
    return decode(sent.key, sent.headers, sent.value)


@pytest.mark.parametrize("seed", range(4))
async def test_s32_the_database_keeps_what_the_decisions_say(ledger: Installation, seed: int) -> None:
    chance = Random(100 * ledger.shards + seed)
    memory, poster = MemoryLedger(), await ledger.poster(lambda: CLOCK)
    for settings in versions(chance):
        await ledger.publish_programme(**settings)
        memory.publish(version(**settings))
    stream = list(story(chance, [f"{name}-{seed}" for name in ("ann", "bob", "cleo")]))
    while stream:
        batch = [stream.pop(0) for _ in range(min(len(stream), chance.choice([1, 3, 9])))]
        await poster.post([Item(one) for one in batch])
        memory.post(batch, CLOCK)
    expected: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for entry in memory.records:
        expected[entry.member.member_id].append(said(entry))
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for body in await ledger.records():
        if body["programme"] == "tiered" and body["member_id"] != "register":
            why = body.get("explanation", {}).get("tier")
            found[body["member_id"]].append((body["event"]["id"], body["verdict"], body.get("tier"), why))
    assert found == expected
    assert any("reached" in (record[3] or {}) for records in found.values() for record in records)


def said(entry: Entry) -> tuple[Any, ...]:
    """Return what a record says of tiers, as JSON has it."""
    why = (entry.decision.explanation or {}).get("tier")
    text = orjson.dumps(why, option=orjson.OPT_UTC_Z)
    return entry.event.id, "rejected" if entry.decision.reason else "accepted", entry.tier, orjson.loads(text)


BROKEN = [
    (
        "UPDATE ledger.tier SET valid_until = valid_until + interval '1 day'",
        "UPDATE ledger.tier SET valid_until = valid_until - interval '1 day'",
    ),
    (
        "UPDATE ledger.tier_was SET tier = 'gold'",
        "UPDATE ledger.tier_was SET tier = 'silver'",
    ),
    (
        "UPDATE ledger.qualifying SET visits = visits + 1",
        "UPDATE ledger.qualifying SET visits = visits - 1",
    ),
    (
        "UPDATE ledger.member SET joined_at = joined_at + interval '1 day'",
        "UPDATE ledger.member SET joined_at = joined_at - interval '1 day'",
    ),
]
"""What is done to the working state, and how it is mended."""


async def test_s32_verification_finds_a_tier_that_is_kept_otherwise(install: Install) -> None:
    ledger = await install(shards=1, topics=False)
    tiers = {"metric": "spend", "window": WINDOWS[0], "levels": LEVELS}
    await ledger.publish_programme(programme="tiered", max_lateness_days=None, tiers=tiers)
    poster = await ledger.poster(lambda: CLOCK)
    line = {"line_id": "1", "sku": "s", "quantity": 1, "amount": "160"}
    for day in (1, 2):
        data = {"order_id": f"o-{day}", "currency": "EUR", "lines": [line]}
        await poster.post([Item(told("purchase.completed", "ann", data, f"2026-03-0{day}T00:00:00Z"))])
    await ledger.verify()
    for damage, mend in BROKEN:
        await ledger.fetch(damage)
        with pytest.raises(Corrupt):
            await ledger.verify()
        await ledger.fetch(mend)
    await ledger.verify()
