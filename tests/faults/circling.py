"""A process of its own that posts transfers in circles, by the path that every batch takes: one of twenty."""

import asyncio
import os
from random import Random

from schemas.cloudevents import decode
from services.kit.clock import system_clock
from services.kit.crash import KillPoints
from services.kit.database import Database, Query
from services.kit.settings import Settings
from services.ledger.post import Item, Poster
from tests.sending import Sent, event, purchase

MEMBERS = [f"m-{number}" for number in range(16)]
TURNS = 6
POINTS = 7
STEP = "CIRCLING_STEP"
KNOWN = Query("known", "SELECT count(*) AS members FROM ledger.member")


async def main(settings: Settings) -> None:
    """Post batches as soon as all members have points; raise whatever the path lets through, or a refusal."""
    step = int(os.environ[STEP])
    database = await Database.connect(
        settings.ledger_dsn, role="points_ledger", points=KillPoints(None), size=1, freeze_seconds=20,
        application=f"circling-{step}",
    )  # fmt: skip
    poster = Poster(database, system_clock, settings.shards, 1)
    await poster.read_register()
    async with database.session() as session:
        while (row := await session.row(KNOWN)) is None or row["members"] < len(MEMBERS):  # noqa: ASYNC110  # no event
            await asyncio.sleep(0.01)
    random = Random(step)
    for turn in range(TURNS):
        batch = _circle(random, step, turn)
        outcomes = await poster.post([Item(decode(sent.key, sent.headers, sent.value or b"")) for sent in batch])
        assert {outcome.verdict for outcome in outcomes} == {"accepted"}, outcomes
    await database.close()


def _circle(random: Random, step: int, turn: int) -> list[Sent]:
    """Return transfers along a part of a ring of all members; half of the processes go round the other way."""
    at = random.randrange(len(MEMBERS))
    ring = MEMBERS[at:] + MEMBERS[:at]
    ring = ring if step % 2 else ring[::-1]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))[: random.choice((1, 3, 6))]
    batch = []
    for sender, receiver in pairs:
        name = f"{step}-{turn}-{sender}"
        given = {"transfer_id": name, "to_member_id": receiver, "points": POINTS}
        batch.append(event("points.transferred", sender, given, id=name))
    for member in random.sample(MEMBERS, 2) if turn % 3 == 0 else ():
        name = f"{step}-{turn}-{member}-buys"
        batch.append(purchase(member, "1.00", id=name, order_id=name))
    return batch
