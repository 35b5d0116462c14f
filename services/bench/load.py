"""The load, as processes of their own, so that what makes it does not slow what measures it.

`python -m services.bench.load '<JSON>'` with `work` one of `redeem`, `read`, `ingest`. Prints one JSON line when it has
warmed up and measuring begins, and one with the result.
"""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Any

import aiohttp
import orjson
import uvloop

from deploy.demo.replay import PROGRAMME
from services.bench.events import SEED, purchases
from services.kit.kafka import producer

HEADERS = {"X-Actor": "bench", "content-type": "application/json"}
PACE_SECONDS = 0.01
BLOCK = 100
Call = Callable[[aiohttp.ClientSession, int], Awaitable[None]]


class Failed(Exception):  # noqa: N818 - it says what happened
    """An answer that is not the one due; the load ends, since a rate of refusals would be none."""


@dataclass(slots=True)
class Measured:
    """The seconds that each request took, of those that began after the warm-up and ended within the time.

    On a machine that is busy with something else the time is stretched until there is one answer at least.
    """

    begins_at: float
    ends_at: float
    seconds: list[float] = field(default_factory=list)

    def goes_on(self, now: float) -> bool:
        """Say whether another request is wanted."""
        return now < self.ends_at or not self.seconds

    def note(self, began: float, ended: float) -> None:
        """Take a request in, if it counts."""
        if began >= self.begins_at and (ended <= self.ends_at or not self.seconds):
            self.seconds.append(ended - began)
            self.ends_at = max(self.ends_at, ended)

    def result(self) -> dict[str, float]:
        """Return requests a second, and the times within which half and 99 of 100 were answered."""
        ordered = sorted(self.seconds)
        return {
            "per_s": len(ordered) / (self.ends_at - self.begins_at),
            "p50_ms": 1e3 * ordered[len(ordered) // 2],
            "p99_ms": 1e3 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
            "max_ms": 1e3 * ordered[-1],
        }


def tell(line: dict[str, Any]) -> None:
    """Print a line for the benchmark."""
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()


def counter_members(connection: int, each: int) -> list[str]:
    """Return the members that one connection redeems for; no two connections share one."""
    return [f"bench-c{connection:02}-{number:03}" for number in range(each)]


async def _expect(request: AbstractAsyncContextManager[aiohttp.ClientResponse], status: int) -> None:
    async with request as response:
        body = await response.read()
        if response.status != status:
            raise Failed(f"{response.status} instead of {status}: {body[:300].decode(errors='replace')}")


def redeem(work: dict[str, Any]) -> Call:
    """Return the call of a redemption: each one new, of a member of the connection's own, in turn."""
    numbers = [count() for _ in range(work["connections"])]
    owned = [counter_members(connection, work["members_each"]) for connection in range(work["connections"])]
    url, tag = f"{work['url']}/v1/redemptions?programme={PROGRAMME}", work["tag"]

    async def call(session: aiohttp.ClientSession, connection: int) -> None:
        number = next(numbers[connection])
        member_id = owned[connection][number % len(owned[connection])]
        body = {"member_id": member_id, "redemption_id": f"{tag}-{connection}-{number}", "points": BLOCK}
        await _expect(session.post(url, data=orjson.dumps(body)), 201)

    return call


def read(work: dict[str, Any]) -> Call:
    """Return the call of a balance: of members drawn at random."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    members: list[str] = work["members"]

    async def call(session: aiohttp.ClientSession, connection: int) -> None:  # noqa: ARG001
        url = f"{work['url']}/v1/members/{chance.choice(members)}/balance?programme={PROGRAMME}"
        await _expect(session.get(url), 200)

    return call


async def http(work: dict[str, Any], call: Call) -> dict[str, float]:
    """Keep every connection busy, one request after the other; return what was measured after the warm-up."""
    now = perf_counter()
    begins_at = now + work["warm_seconds"]
    measured = Measured(begins_at, begins_at + work["seconds"])
    connections: int = work["connections"]

    async def one(session: aiohttp.ClientSession, connection: int) -> None:
        while measured.goes_on(began := perf_counter()):
            await call(session, connection)
            measured.note(began, perf_counter())

    async def begin() -> None:
        await asyncio.sleep(work["warm_seconds"])
        tell({"measuring": True})

    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=60)
    timeout = aiohttp.ClientTimeout(total=30)
    async with (
        aiohttp.ClientSession(connector=connector, headers=HEADERS, timeout=timeout) as session,
        asyncio.TaskGroup() as group,
    ):
        group.create_task(begin())
        for connection in range(connections):
            group.create_task(one(session, connection))
    return measured.result()


async def ingest(work: dict[str, Any]) -> dict[str, float]:
    """Send purchases at an even pace; return how many a second were really sent."""
    events = list(purchases(work["tag"], int(work["per_s"] * work["seconds"]), work["members"]))
    client = producer(work["kafka"], "points-bench-pace")
    await client.start()
    tell({"measuring": True})
    sent, began = 0, perf_counter()
    try:
        while sent < len(events):
            due = min(len(events), int((perf_counter() - began) * work["per_s"]))
            for key, value, headers in events[sent:due] if due > sent else ():
                await client.send(work["topic"], value, key, headers=headers)
            sent = due
            await asyncio.sleep(PACE_SECONDS)
        await client.flush()
        return {"per_s": sent / (perf_counter() - began)}
    finally:
        await client.stop()


async def main(work: dict[str, Any]) -> int:
    """Do one kind of work; return the exit code."""
    failed: BaseException | None = None
    try:
        match work["work"]:
            case "redeem":
                tell(await http(work, redeem(work)))
            case "read":
                tell(await http(work, read(work)))
            case _:
                tell(await ingest(work))
    except* (Failed, aiohttp.ClientError, TimeoutError) as several:
        failed = several.exceptions[0]
    if failed is not None:
        tell({"failed": f"{type(failed).__name__}: {failed}"})
    return 0 if failed is None else 1


if __name__ == "__main__":
    sys.exit(uvloop.run(main(orjson.loads(sys.argv[1]))))
