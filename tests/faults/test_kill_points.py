"""Killed (SIGKILL) at every point that the code itself names; afterwards every figure is what it must be."""

import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio

from deploy.processes import free_port
from tests.conftest import Install
from tests.faults.books import check, until_posted
from tests.faults.killing import Lane, Till, feed, listed, named, together
from tests.faults.nursery import Nursery, nursery_of
from tests.faults.shop import SEED, Shop
from tests.installation import Installation, until

LEASE_SECONDS = 1.0
BATCH_EVENTS = 25
BACKLOG_EVENTS = 100
STREAMS = 2
"""The points are shared among streams that run at the same time, each on a ledger of its own: half the waiting."""
STATEMENTS = {
    "ledger": named("services.ledger", "post.sql", "intake.sql", "relay.sql", "answers.sql", "register.sql"),
    "projector": named("services.projector", "project.sql", "balance.sql", "liability.sql"),
}
NOT_ON_A_CALM_DAY = {
    "ledger": {"quarantined_one"},  # asked only about an event that nobody has seen yet
    "projector": {"liability_arrears_add"},  # nobody can owe points before there are returns
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nursery(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    """Fork services from a process that has them loaded."""
    async with nursery_of(tmp_path_factory.mktemp("nursery"), *STATEMENTS) as running:
        yield running


@dataclass(slots=True, frozen=True)
class Points:
    """The kill points of a service: how often each was reached, and which only as it ended."""

    hits: dict[str, int]
    at_the_end: frozenset[str]


def environment(installation: Installation) -> dict[str, str]:
    """Return the settings of services that are killed and come back to the same port."""
    return installation.environment(
        lease_seconds=str(LEASE_SECONDS), batch_events_max=str(BATCH_EVENTS), ledger_port=str(free_port()),
        projector_roles="project",
    )  # fmt: skip


def lane(installation: Installation, nursery: Nursery, service: str, points: Sequence[str], known: Points) -> Lane:
    """Describe a service that is killed at each of these points."""
    return Lane(installation, nursery, service, environment(installation), points, known.at_the_end)


async def busy(shop: Shop, installation: Installation, till: Till, work: Awaitable[object]) -> None:
    """Let customers come by Kafka and HTTP until the work is done."""
    done = False

    async def until_done() -> None:
        nonlocal done
        await work
        done = True

    await together(
        until_done(),
        till.run(lambda: done),
        feed(shop, installation, lambda: done, backlog_events=BACKLOG_EVENTS),
    )


async def points_of_all(
    installation: Installation, nursery: Nursery, http: aiohttp.ClientSession
) -> Mapping[str, Points]:
    """Run the services in peace; return the points they reached, each of them, or fail naming what they did not."""
    shop = Shop(installation, purchases=300, customers=40)
    await shop.open()
    settings = environment(installation)
    listings = {service: installation.log_dir / f"{service}.points" for service in STATEMENTS}
    lives = {
        service: await nursery.begin(
            service, {**settings, "POINTS_CRASH_AT": f"list:{listing}"}, installation.log_dir / f"{service}.log"
        )
        for service, listing in listings.items()
    }
    till = Till(shop, http, settings["POINTS_LEDGER_PORT"], "peace")

    async def everything() -> bool:
        return till.rounds >= 3 and listed(listings["ledger"]).get("kafka_commit:after", 0) >= 2

    await busy(shop, installation, till, until(everything, "the ledger has done each of its works several times", 60))
    await until_posted(installation, views=True)
    await check(installation, shop.expected, views=True)
    found = {}
    for service, life in lives.items():
        lively = set(listed(listings[service]))
        life.send(signal.SIGTERM)
        assert await life.ended() == 0
        hits = listed(listings[service])
        found[service] = Points(hits, frozenset(hits) - lively)
        missing = STATEMENTS[service] - {point.rpartition(":")[0] for point in hits} - NOT_ON_A_CALM_DAY[service]
        assert not missing, f"the stream never makes the {service} say {missing}; let it"
    return found


async def killed_at(lanes: Sequence[Lane], installation: Installation, http: aiohttp.ClientSession) -> None:
    """Send a stream through services that are killed at all their points; check everything when it is through."""
    shop = Shop(installation, purchases=1_200, customers=100)
    await shop.open()
    port = lanes[0].environment["POINTS_LEDGER_PORT"]
    till = Till(shop, http, port, "till")
    await busy(shop, installation, till, together(*(lane.run() for lane in lanes)))
    await until_posted(installation, views=True)
    for lane in lanes:
        await lane.end()
    repeats = await check(installation, shop.expected, views=True)
    print(f"  {sum(shop.expected.events.values())} events, {till.rounds} rounds over HTTP, {repeats} announced again")


async def test_one_stream_killed_again_and_again_at_every_point(
    install: Install, nursery: Nursery, http: aiohttp.ClientSession
) -> None:
    calm, *installations = [await install() for _ in range(1 + STREAMS)]
    known = await points_of_all(calm, nursery, http)
    began = time.monotonic()
    streams = []
    for number, installation in enumerate(installations):
        lanes = []
        for service, points in known.items():
            order = sorted(points.hits)
            random.Random(SEED).shuffle(order)
            lanes.append(lane(installation, nursery, service, order[number::STREAMS], points))
        streams.append(lanes)
    await together(
        *(killed_at(lanes, installation, http) for lanes, installation in zip(streams, installations, strict=True))
    )
    kills = Counter((lane.service, point) for lanes in streams for lane in lanes for point in lane.kills.elements())
    assert kills == Counter((service, point) for service, points in known.items() for point in points.hits)
    odd_ends = [end for lanes in streams for lane in lanes for end in lane.odd_ends]
    print(f"  killed once at each of {len(kills)} points in {time.monotonic() - began:.0f} s; odd ends: {odd_ends}")
