"""What closing a month takes: from the proposal over HTTP until the digest of its report is in the register."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import islice
from time import perf_counter
from typing import Any

import aiohttp

from deploy.demo.replay import PROGRAMME
from services.bench.events import WHEN, purchases
from services.bench.figures import Figures
from services.bench.place import POLL_SECONDS, SQL, STALL_SECONDS_MAX, BenchError, Place, count_of, started
from services.bench.posting import Progress, prepare
from services.ledger.delivery import Message

MILLION = 1_000_000
AT_ONCE = 10_000
PERIOD = WHEN[:7].decode()
ESTIMATE = {
    "programme": PROGRAMME,
    "valid_from": "1997-01-01T00:00:00Z",
    "redemption_rate": [{"from_age_months": 0, "rate": "0.60"}],
    "value_per_point": "0.01",
    "cost_per_point": "0.008",
}


async def close(place: Place, *, records: int, member_count: int, size: int, progress: Progress) -> Figures:
    """Measure the close of a month of so many records, by two people, while the projector keeps up with the ledger.

    `close_s_per_million` is what that comes to for a million records, in proportion: of fewer than a million it is too
    much, since the part that does not depend on their number is counted as if it did.
    """
    async with place.site("bench_close") as site:
        await site.decide("estimate", ESTIMATE)
        sales, posted = purchases("close", records, member_count), 0
        async with site.poster() as poster:
            while some := list(islice(sales, AT_ONCE)):
                messages = [Message(posted + at, sale.key, sale.headers, sale.value) for at, sale in enumerate(some)]
                await prepare(poster, messages, size)
                progress(posted := posted + len(some), 2 * records)
        ledger = site.service("ledger", "api")
        async with started(ledger), site.connection() as connection:
            url = ledger.announcement["url"]
            async with started(site.service("projector", "project,api", POINTS_LEDGER_URL=url)):

                async def folded() -> int:
                    return await count_of(connection, SQL["folded"])

                await _reached(folded, records, lambda done: progress(records + done, 2 * records))
                await place.settle()
                began = perf_counter()
                await _close(url)
                await _reached(lambda: count_of(connection, SQL["frozen"]), 1, lambda _: None)
                seconds = perf_counter() - began
    return {
        "close_seconds": seconds,
        "close_records": records,
        "close_s_per_million": seconds * MILLION / min(records, MILLION),
    }


async def _close(url: str) -> None:
    """Propose and approve the close. Raises BenchError when it is refused."""
    proposal = {"kind": "close", "body": {"programme": PROGRAMME, "period": PERIOD}}
    async with aiohttp.ClientSession(url) as session:
        proposed = await _post(session, f"/v1/proposals?programme={PROGRAMME}", proposal, "marta")
        await _post(session, f"/v1/proposals/{proposed['id']}/approve?programme={PROGRAMME}", {}, "felix")


async def _post(session: aiohttp.ClientSession, path: str, body: object, actor: str) -> dict[str, Any]:
    async with session.post(path, json=body, headers={"X-Actor": actor}) as response:
        answer = await response.json(content_type=None)
        if response.status >= 300:
            raise BenchError(f"the close was answered with {response.status}: {answer}")
        return dict(answer)


async def _reached(count: Callable[[], Awaitable[int]], wanted: int, seen: Callable[[int], None]) -> None:
    """Wait until so many are there. Raises BenchError when no more come for long."""
    last, moved_at = -1, perf_counter()
    while last < wanted:
        found = await count()
        if found > last:
            last, moved_at = found, perf_counter()
            seen(found)
        elif perf_counter() - moved_at > STALL_SECONDS_MAX:
            raise BenchError(f"{last:,} of {wanted:,} came, and no more for {STALL_SECONDS_MAX:.0f} s")
        await asyncio.sleep(POLL_SECONDS)
