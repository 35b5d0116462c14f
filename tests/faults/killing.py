"""Services that are killed at one point after another, started again each time, while the shop goes on."""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import orjson

from deploy.demo.replay import PROGRAMME, SOURCE
from services.kit.database import load_queries
from tests.faults.nursery import Life, Nursery
from tests.faults.shop import COUNTER_CUSTOMERS, REDEEMED, WHISPERED, Shop, customer, structured
from tests.installation import Installation, until

KILLED = -signal.SIGKILL
WHOLE_SECONDS = 300.0
"""Where many lives end before a commit in a row, it is not the caller's place to lose patience, nor that of a process
which waits for such commits, or for the till, at a point of its own.
"""
ODD_ENDS_MAX = 10
LOG_BYTES = 3_000
ACTOR = "till"
ROUNDS_TO_ERASE = 2
"""Every so many rounds of a till somebody is erased."""
HOLDS = {
    "ledger": "SELECT EXISTS (SELECT FROM ledger.inbox WHERE split_part(owner, '-', 1) = $1) "
    "AND EXISTS (SELECT FROM ledger.relay WHERE split_part(owner, '-', 1) = $1) AS everything",
    "projector": "SELECT count(*) = (SELECT count(*) FROM view.projection) AS everything "
    "FROM view.lease WHERE split_part(owner, '/', 2) = $1",
}
"""Whether a process, named by its id, holds a partition and the relay; every view."""


@dataclass(slots=True)
class Lane:
    """One process after the other: each is to be killed at the next point; the last one lives."""

    installation: Installation
    nursery: Nursery
    name: str
    service: str
    environment: Mapping[str, str]
    points: Sequence[str]
    at_the_end: frozenset[str] = frozenset()
    """The points that a process reaches only when it is asked to end."""
    kills: Counter[str] = field(default_factory=Counter)
    odd_ends: list[tuple[str, int]] = field(default_factory=list)
    """Ends of another kind, such as a connection that the server cut for being slow: started again like the others."""
    life: Life | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a process was killed at every point; then there is one that may live."""
    _point: str | None = None

    async def run(self) -> None:
        """Kill a process at every point, then keep one running until cancelled: whatever ends, another one begins."""
        for point in self.points:
            while (code := await self._live(point)) != KILLED:
                self._note(point, code)
            self.kills[point] += 1
        while True:
            life = await self.begin(None)
            self.done.set()
            self._note("no point", await life.ended(None))

    async def end(self) -> None:
        """Ask the last one to end, and see that it does so in peace."""
        assert self.life is not None
        self.life.send(signal.SIGTERM)
        assert await self.life.ended() == 0

    async def _live(self, point: str) -> int:
        life = await self.begin(point)
        if point.partition("#")[0] in self.at_the_end:
            await until(
                lambda: self._over_or_busy(life), f"{self.service} {life.pid} has much to hand back", WHOLE_SECONDS
            )
            life.send(signal.SIGTERM)
        try:
            return await life.ended(WHOLE_SECONDS)
        except TimeoutError:
            raise AssertionError(f"{point} was not reached within {WHOLE_SECONDS:.0f} s") from None

    def _note(self, point: str, code: int) -> None:
        self.odd_ends.append((point, code))
        assert len(self.odd_ends) <= ODD_ENDS_MAX, f"ended otherwise: {self.odd_ends}"

    async def begin(self, point: str | None) -> Life:
        """Begin a life that is to end at a point, or one that is not."""
        self._point = point
        environment = {**self.environment, **({"POINTS_CRASH_AT": point} if point else {})}
        self.life = await self.nursery.begin(self.service, environment, self._log())
        return self.life

    async def _over_or_busy(self, life: Life) -> bool:
        """Whether a process holds all it can hold, and so has something to hand back; or is over: who has more than a
        fair share of the partitions hands some back in the middle of life, and is killed there.
        """
        if not life.lives():
            return True
        (row,) = await self.installation.fetch(HOLDS[self.service], str(life.pid))
        return bool(row["everything"])

    def stands(self) -> str:
        """Return what it waits for, whether its process lives, and the last words of its log."""
        left = len(self.points) - self.kills.total()
        life = f"{self.life.pid} {'lives' if self.life.lives() else 'is no more'}" if self.life else "none yet"
        last_words = self._log().read_bytes()[-LOG_BYTES:].decode(errors="replace")
        return (
            f"{self.name}: process {life}, to be killed at {self._point or 'no point'}, {left} points left; "
            f"odd ends {self.odd_ends}; its log ends:\n{last_words}"
        )

    def _log(self) -> Path:
        return self.installation.log_dir / f"{self.name}-{self.installation.prefix}.log"


class Till:
    """A counter that calls one ledger over HTTP, and calls again until it is answered."""

    def __init__(self, shop: Shop, http: aiohttp.ClientSession, port: str, name: str) -> None:
        self._shop = shop
        self._http = http
        self._url = f"http://127.0.0.1:{port}"
        self._name = name
        self.rounds = 0
        self._leaver = ""

    async def run(self, done: Callable[[], bool]) -> None:
        """Serve one customer after the other, until `done`; nobody redeems before the shop's stock is posted."""
        for who in range(COUNTER_CUSTOMERS):
            await self._until_answered("GET", f"/v1/members/{customer(who)}/balance", {200}, not_yet=404)
        while not done():
            await self.serve()

    async def serve(self) -> None:
        """Make one call of each kind that the ledger takes."""
        self.rounds += 1
        who, number = self.rounds % COUNTER_CUSTOMERS, f"{self._name}-{self.rounds}"
        source, event_id = f"urn:client:{ACTOR}", f"{PROGRAMME}/{number}/redeem"
        self._shop.book_redeemed(source, event_id)
        body = {"member_id": customer(who), "redemption_id": number, "points": REDEEMED}
        first = await self._until_answered("POST", "/v1/redemptions", {200, 201}, body)
        assert await self._until_answered("POST", "/v1/redemptions", {200}, body) == first
        await self._hold_and_release(who, f"{number}-hold", source)
        bought = self._shop.book_bought(f"http-{number}", who)
        await self._until_answered(
            "POST", "/v1/events", {202}, structured(bought), content_type="application/cloudevents+json"
        )
        await self._until_answered("GET", "/v1/verdicts", {200, 404}, source=SOURCE, id=bought.id)
        await self._until_answered("GET", "/v1/verdicts", {200}, source=source, id=event_id)
        await self._until_answered("GET", f"/v1/members/{customer(who)}/balance", {200})
        for verb in ("approve", "reject"):
            await self._propose(f"{number}-{verb}", verb)
        if self.rounds % ROUNDS_TO_ERASE == 0:
            if self._leaver:
                await self._erase(self._leaver)
            self._leaver = f"{self._name}-leaver-{self.rounds}"
            self._shop.expected.set_aside += 1
            await self._shop.send_leaver(self._leaver)

    async def _hold_and_release(self, who: int, number: str, source: str) -> None:
        """Ask what could be redeemed, hold some points, and let them go."""
        line = {"line_id": "1", "sku": "cd", "quantity": 1, "amount": "9.99"}
        basket = {"member_id": customer(who), "currency": "USD", "lines": [line]}
        await self._until_answered("POST", "/v1/quotes", {200}, basket)
        self._shop.book_held(source, [f"{PROGRAMME}/{number}/redeem", f"{PROGRAMME}/{number}/release"])
        body = {"member_id": customer(who), "redemption_id": number, "points": REDEEMED, "hold": True}
        await self._until_answered("POST", "/v1/redemptions", {200, 201}, {**body, "ttl_seconds": 86_400})
        await self._until_answered("POST", f"/v1/redemptions/{number}/release", {200, 201}, {})

    async def _erase(self, leaver: str) -> None:
        """Let two people erase who joined some rounds ago, with what was proposed about them before."""
        await self._until_answered("GET", f"/v1/members/{leaver}/balance", {200}, not_yet=404)
        whom = {"programme": PROGRAMME, "member_id": leaver}
        adjustment = {**whom, "adjustment_id": leaver, "points": 1, "reason": WHISPERED}
        for kind, body, verb in (("adjustment", adjustment, "reject"), ("erasure", whom, "approve")):
            proposal = await self._until_answered("POST", "/v1/proposals", {201}, {"kind": kind, "body": body})
            proposal_id = orjson.loads(proposal)["id"]
            if kind == "erasure":
                self._shop.expected.events["urn:proposal", proposal_id] += 1
                self._shop.expected.set_aside -= 1
            await self._until_answered("POST", f"/v1/proposals/{proposal_id}/{verb}", {200, 409}, {}, actor="second")

    async def _propose(self, programme: str, verb: str) -> None:
        """Publish a programme of no consequence, or decide not to; once decided, it stays so."""
        version = {
            "programme": programme,
            "version": 1,
            "valid_from": "2020-01-01T00:00:00Z",
            "expiry": {"kind": "none"},
        }
        proposal = await self._until_answered("POST", "/v1/proposals", {201}, {"kind": "programme", "body": version})
        path = f"/v1/proposals/{orjson.loads(proposal)['id']}/{verb}"
        await self._until_answered("POST", path, {200, 409}, {}, actor="second")
        await self._until_answered("GET", "/v1/proposals", {200})
        versions = orjson.loads(await self._until_answered("GET", f"/v1/programmes/{programme}/versions", {200}))
        assert len(versions["versions"]) == (verb == "approve")

    async def _until_answered(
        self, method: str, path: str, due: set[int], body: object = None, *, actor: str = ACTOR,
        content_type: str = "application/json", not_yet: int = 503, **query: str,
    ) -> bytes:  # fmt: skip
        """Return the body of an answer that is due; whoever is not there, or cannot now, is asked again."""
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {"X-Actor": actor, "content-type": content_type}
        query = {"programme": PROGRAMME, **query} if "proposals" not in path else query

        async def answer() -> tuple[int, bytes] | None:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with self._http.request(
                    method, self._url + path, data=content if method == "POST" else None, headers=headers, params=query
                ) as response:
                    if response.status < 500 and response.status != not_yet:
                        return response.status, await response.read()
            return None

        found = await until(answer, f"{method} {path} is answered", WHOLE_SECONDS)
        assert found is not None
        assert found[0] in due, f"{method} {path} answered {found[0]}: {found[1].decode()}"
        return found[1]


async def feed(shop: Shop, installation: Installation, done: Callable[[], bool], *, backlog_events: int) -> None:
    """Keep some messages waiting for the intake until `done`, so that every process finds work; then send the rest."""

    async def wanting() -> bool:
        with contextlib.suppress(OSError, asyncpg.PostgresError):  # The database may be away.
            return len(shop.messages) - await posted(installation) < backlog_events or done()
        return done()

    while not done():
        await until(wanting, "the backlog goes down, or there is no more need of it", WHOLE_SECONDS)
        await shop.send_chunk(10)
    await shop.send_rest()


async def begin(
    installation: Installation, nursery: Nursery, name: str, service: str = "ledger", **settings: str
) -> Life:
    """Begin a service on a port of its own choice; its log is `<name>.log`."""
    return await nursery.begin(service, installation.environment(**settings), installation.log_dir / f"{name}.log")


async def posted(installation: Installation) -> int:
    """Return how many messages the ledger has passed; raises OSError or PostgresError while the database is away."""
    try:
        (row,) = await installation.fetch("SELECT coalesce(sum(next_offset), 0) AS messages FROM ledger.inbox")
    except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        raise ConnectionError("the database went away in the middle of a question") from error
    return int(row["messages"])


def listed(path: Path) -> dict[str, int]:
    """Return the points of a listing with how often each was reached (three stand for more)."""
    hits: dict[str, int] = {}
    for line in path.read_text().splitlines() if path.exists() else ():
        point, _, count = line.partition("#")
        hits[point] = int(count)
    return hits


def named(package: str, *files: str) -> set[str]:
    """Return the names of all statements in a package's SQL files."""
    return {name for file in files for name in load_queries(package, file)}


async def together(*work: Awaitable[Any]) -> None:
    """Do all of it at once; the first failure ends the rest."""
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(_awaited(one))


async def _awaited(work: Awaitable[Any]) -> None:
    await work
