"""A process of its own that posts transfers in circles, by the path that every batch takes: one of twenty."""

import os
from random import Random

from schemas.cloudevents import decode
from services.kit.clock import system_clock
from services.kit.crash import KillPoints
from services.kit.database import Database, Query
from services.kit.settings import Settings
from services.ledger.delivery import Item
from services.ledger.post import Poster
from tests.installation import until
from tests.sending import Sent, event, purchase

MEMBERS = [f"m-{number}" for number in range(24)]
TURNS = 4
POINTS = 7
STEP = "CIRCLING_STEP"
KNOWN = Query("known", "SELECT count(*) AS members FROM ledger.member WHERE member_id LIKE 'm-%'")


async def main(settings: Settings) -> None:
    """Post batches as soon as all members have points; raise whatever the path lets through, or a refusal.

    The first batch is of members of its own: a new session plans every statement, which nobody else should wait for.
    """
    step = int(os.environ[STEP])
    database = await Database.connect(
        settings.ledger_dsn, role="points_ledger", points=KillPoints(None), size=1, freeze_seconds=20,
        application=f"circling-{step}",
    )  # fmt: skip
    poster = Poster(database, system_clock, settings.shards, 1)
    await poster.read_register()

    async def post(*batch: Sent) -> None:
        outcomes = await poster.post([Item(decode(sent.key, sent.headers, sent.value or b"")) for sent in batch])
        assert {outcome.verdict for outcome in outcomes} == {"accepted"}, outcomes

    async def all_known() -> bool:
        async with database.session() as session:
            row = await session.row(KNOWN)
        return row is not None and row["members"] == len(MEMBERS)

    one, other = (_bought(f"{name}-of-{step}") for name in ("one", "other"))
    await post(one, other, _given(f"{step}", f"one-of-{step}", f"other-of-{step}", 1))
    await until(all_known, "all members have points", 120)
    random = Random(step)
    for turn in range(TURNS):
        await post(*_circle(random, step, turn))
    await database.close()


def _circle(random: Random, step: int, turn: int) -> list[Sent]:
    """Return transfers along a part of a ring of all members; half of the processes go round the other way."""
    at = random.randrange(len(MEMBERS))
    ring = MEMBERS[at:] + MEMBERS[:at]
    ring = ring if step % 2 else ring[::-1]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))[: random.choice((1, 2, 4))]
    batch = [_given(f"{step}-{turn}-{sender}", sender, receiver, POINTS) for sender, receiver in pairs]
    if turn % 3 == 0:
        batch += [_bought(member, f"{step}-{turn}-{member}") for member in random.sample(MEMBERS, 2)]
    return batch


def _given(name: str, sender: str, receiver: str, points: int) -> Sent:
    data = {"transfer_id": name, "to_member_id": receiver, "points": points}
    return event("points.transferred", sender, data, id=f"{name}-gives")


def _bought(member: str, name: str = "") -> Sent:
    return purchase(member, "1.00", id=f"{name or member}-buys", order_id=name or member)
