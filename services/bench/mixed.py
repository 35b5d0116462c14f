"""A stream as shops send it against the narrow one of the other measurements, in turns.

Seventy in a hundred events are purchases of one to ten lines with twenty rules in force, fourteen are redemptions (half
of them in two phases), eight returns, eight sweeps. Both streams are posted from memory, two batches in flight.
"""

import random
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import orjson

from services.bench.events import SEED, batches, headers_of, pools_of
from services.bench.figures import Figures
from services.bench.place import PARTITIONS, SHARDS, Place
from services.bench.posting import Progress, Timed, check_accepted, lanes_of, measure, post, prepare
from services.ledger.delivery import Message

PROGRAMME = "mixed"
CATEGORIES, SKUS = [f"c{n}" for n in range(12)], [f"s{n:03}" for n in range(200)]
RULES: list[dict[str, Any]] = [
    *({"rule_id": f"category-{n}", "multiplier": f"1.{n + 1}", "when": {"categories": [CATEGORIES[n]]}}
      for n in range(8)),
    *({"rule_id": f"sku-{n}", "bonus": 5, "when": {"skus": SKUS[n::7]}} for n in range(4)),
    *({"rule_id": f"weekday-{n}", "multiplier": "1.5", "when": {"weekdays": [n]}} for n in (2, 6)),
    {"rule_id": "first", "bonus": 50, "when": {"first_purchase": True}},
    {"rule_id": "large", "multiplier": "2", "when": {"min_amount": "150"}},
    {"rule_id": "app", "multiplier": "1.25", "when": {"channels": ["app"]}},
    {"rule_id": "store", "bonus": 3, "when": {"stores": ["store-1", "store-2"]}},
    {"rule_id": "spring", "multiplier": "3", "when": {"from": "1997-03-01", "to": "1997-03-31"}},
    {"rule_id": "welcome", "bonus": 10, "max_per_member": 3},
]  # fmt: skip
VERSION: dict[str, Any] = {
    "programme": PROGRAMME,
    "version": 1,
    "valid_from": "1996-01-01T00:00:00Z",
    "currency": "USD",
    "max_lateness_days": None,
    "earning": {"rules": RULES},
    "expiry": {"kind": "rolling", "months": 12},
}
EVERY_100 = ("redeem",) * 7 + ("hold",) * 4 + ("capture",) * 3 + ("return",) * 8 + ("sweep",) * 8
"""What the events are that are no purchases; a capture comes after its hold, a return after its order."""
GIVEN_AT, AT = b"1996-06-01T12:00:00Z", b"1997-01-07T12:00:00Z"
SPENT_AT = "1997-01-01T00:00:00Z"


class Shoppers:
    """The members of one partition: what they bought and hold, so that what follows has something to refer to."""

    def __init__(self, partition: int, pool: Sequence[str]) -> None:
        self._tag = f"mixed-{partition}"
        self._chance = random.Random(f"{SEED}/{self._tag}")  # noqa: S311 - repeatable, not secret
        self._pool = list(pool)
        self._unswept = list(pool)
        self._orders: list[tuple[str, str]] = []
        self._holds: list[tuple[str, str]] = []
        self._number = 0

    def given(self) -> Iterator[Message]:
        """Yield what each member has before: points for years, and two lots that a sweep will find."""
        for member_id in self._pool:
            for points, expires_at in ((100_000, None), (7, "1996-12-01T00:00:00Z"), (5, "1996-12-20T00:00:00Z")):
                until = {"expires_at": expires_at} if expires_at else {}
                grant_id = self._next("g")
                data = {"grant_id": grant_id, "points": points, "origin": "goodwill", **until}
                yield self._message(grant_id, "points.granted", member_id, data, GIVEN_AT)

    def batches(self, size: int) -> Iterator[list[Message]]:
        """Yield batches of what they do, without end."""
        while True:
            yield [self._event() for _ in range(size)]

    def _event(self) -> Message:
        drawn = self._chance.randrange(100)
        what = EVERY_100[drawn] if drawn < len(EVERY_100) else "buy"
        if what == "capture" and self._holds:
            redemption_id, member_id = self._holds.pop(0)
            data: dict[str, Any] = {"redemption_id": redemption_id, "points": 60}
            return self._message(f"c-{redemption_id}", "redemption.captured", member_id, data)
        if what == "return" and self._orders:
            order_id, member_id = self._orders.pop(self._chance.randrange(len(self._orders)))
            back = [{"line_id": "1", "quantity": 1}]
            data = {"order_id": order_id, "return_id": f"r-{order_id}", "lines": back}
            return self._message(f"r-{order_id}", "purchase.returned", member_id, data)
        if what == "sweep" and self._unswept:
            member_id = self._unswept.pop(self._chance.randrange(len(self._unswept)))
            data = {"as_of": SPENT_AT}
            return self._message(self._next("x"), "points.expiry_due", member_id, data, SPENT_AT.encode())
        member_id, name = self._chance.choice(self._pool), self._next(what[0])
        if what == "redeem":
            data = {"redemption_id": name, "points": 100}
            return self._message(name, "redemption.requested", member_id, data)
        if what in ("hold", "capture"):
            self._holds.append((name, member_id))
            data = {"redemption_id": name, "points": 100, "ttl_seconds": 600}
            return self._message(name, "redemption.reserved", member_id, data)
        self._orders.append((name, member_id))
        return self._message(name, "purchase.completed", member_id, self._basket(name))

    def _basket(self, order_id: str) -> dict[str, Any]:
        chance = self._chance
        lines = [
            {
                "line_id": str(number), "sku": chance.choice(SKUS), "category": chance.choice(CATEGORIES),
                "quantity": 1, "amount": f"{chance.randint(100, 3_000) / 100:.2f}",
            }
            for number in range(1, chance.randint(1, 10) + 1)
        ]  # fmt: skip
        place = {"channel": chance.choice(["store", "web", "app"]), "store_id": f"store-{chance.randint(1, 40)}"}
        return {"order_id": order_id, "currency": "USD", "lines": lines, **place}

    def _next(self, kind: str) -> str:
        self._number += 1
        return f"{self._tag}-{kind}{self._number:07}"

    def _message(self, event_id: str, event_type: str, member_id: str, data: object, at: bytes = AT) -> Message:
        self._number += 1
        headers = headers_of(event_id, event_type.encode(), member_id, at, PROGRAMME)
        return Message(self._number, member_id.encode(), headers, orjson.dumps(data))


async def mixed(
    place: Place, *, rounds: int, batches_a_round: int, size: int, member_count: int, progress: Progress
) -> Figures:
    """Measure the mixed stream beside the narrow one; rates and their ratio are medians of the rounds."""
    narrow = batches(
        "narrow", rounds * batches_a_round, size=size, member_count=member_count, partitions=PARTITIONS, shards=SHARDS
    )
    shoppers = [Shoppers(partition, pool) for partition, pool in pools_of(member_count, PARTITIONS, SHARDS).items()]
    wide = {number: one.batches(size) for number, one in enumerate(shoppers)}
    took = {"narrow": Timed([], []), "mixed": Timed([], [])}
    async with place.site("bench_mixed") as site, site.poster() as poster:
        await site.publish(VERSION)
        for one in shoppers:
            await prepare(poster, list(one.given()), size)
        for number in range(rounds):
            for name, made in (("narrow", narrow), ("mixed", wide)):
                lanes = lanes_of(made, batches_a_round, 2)
                await place.settle()
                outcomes = await measure(took[name], size, [post(poster, lane) for lane in lanes])
                check_accepted(outcomes)
                progress(2 * number + (name == "mixed") + 1, 2 * rounds)
    pairs = zip(took["mixed"].rates, took["narrow"].rates, strict=True)
    return {
        "mixed_events_per_s": median(took["mixed"].rates),
        "narrow_events_per_s": median(took["narrow"].rates),
        "mixed_per_narrow": median(mixed / narrow for mixed, narrow in pairs),
        "mixed_cpu_us_per_event": median(took["mixed"].cpu_us),
        "narrow_cpu_us_per_event": median(took["narrow"].cpu_us),
    }
