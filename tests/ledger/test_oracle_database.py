"""The batch path on PostgreSQL against the oracle: whole histories, with 1, 4, and 16 shards, and then verified."""

from collections import defaultdict
from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
import pytest

from schemas.record import lot_number
from services.kit.clock import system_clock
from services.kit.database import Database
from services.kit.shards import shard_of
from services.ledger.parking import give_up
from services.ledger.post import Poster
from services.ledger.register import Register
from services.ledger.verify import verify
from tests.conftest import Install
from tests.installation import Installation
from tests.ledger.histories import Told, batches, received, sent_as
from tests.ledger.posting import Partition, partition
from tests.oracle import Oracle
from tests.oracle.histories import History, history

SEEDS = 8
"""How many histories each number of shards sees in an ordinary run."""


@pytest.mark.parametrize("shards", [1, 4, 16])
async def test_the_database_keeps_what_the_oracle_says(install: Install, shards: int) -> None:
    ledger = await install(shards=shards, topics=False)
    database, reader = await ledger.database(), await ledger.database("points_reader", 2)
    topic = await partition(ledger)
    for seed in range(1000 * shards, 1000 * shards + SEEDS):
        await compare(ledger, database, topic, renamed(history(seed), f"-{seed}"), Random(seed))
        await ledger.fetch("UPDATE ledger.shard SET recorded_at = DEFAULT")  # The next history has a time of its own.
    await verify(reader, lambda _done, _total: None)


def renamed(whole: History, suffix: str) -> History:
    """Return a history whose programmes and sources are its own, so that many fit into one ledger."""
    versions = [{**version, "programme": version["programme"] + suffix} for version in whole.versions]
    steps = [
        (event and {**event, "programme": event["programme"] + suffix, "source": event["source"] + suffix}, clock)
        for event, clock in whole.steps
    ]
    return History(versions, steps)


async def compare(ledger: Installation, database: Database, topic: Partition, whole: History, cuts: Random) -> None:
    """Post a history to both; every answer and every record must be the same, and everything given up set aside."""
    register = Register(database, system_clock, 1)
    for version in whole.versions:
        proposal = await register.propose("programme", version, "pat")
        await register.approve(proposal["id"], "alex")
    clock = datetime.min.replace(tzinfo=UTC)
    poster = Poster(database, lambda: clock, ledger.shards, 1)
    oracle, wanted = Oracle(whole.versions), defaultdict[int, list[Told]](list)
    given_up = []
    for batch in batches(whole, oracle, cuts):
        clock = batch.clock
        given_up += [(told.source, told.event_id) for told in batch.given_up]
        if not batch.events:
            async with database.session() as session, session.transaction("give_up"):
                await give_up(session, clock)
            continue
        outcomes = await topic.post_events(
            poster,
            [(None if one.get("is_command") else sent_as(one), received(one, clock)) for one in batch.events],
        )
        for event, outcome, told in zip(batch.events, outcomes, batch.told, strict=True):
            assert (outcome.verdict, outcome.reason) == (told.verdict, told.reason), (clock, event, outcome)
        for told in batch.records():
            wanted[shard_of(told.member_id, ledger.shards)].append(told)
    written = defaultdict[int, list[Told]](list)
    names = {version["programme"] for version in whole.versions}
    rows = await ledger.fetch("SELECT shard, body FROM ledger.record WHERE shard >= 0 ORDER BY shard, sequence")
    for shard, body in [(row["shard"], orjson.loads(row["body"])) for row in rows]:
        if body["programme"] in names:
            written[shard].append(_told(body))
    assert written == wanted
    sources = {event["source"] for event, _ in whole.steps if event}
    aside = await ledger.fetch("SELECT source, event_id FROM ledger.quarantine WHERE reason = 'PARKED_TOO_LONG'")
    assert sorted(given_up) == sorted((row[0], row[1]) for row in aside if row["source"] in sources)


def _told(body: dict[str, Any]) -> Told:
    """Return a record in the oracle's words."""
    event, is_accepted = body["event"], body["verdict"] == "accepted"
    postings = tuple(
        (p["source"], p["target"], p["amount"], lot_number(p), datetime.fromisoformat(p["effective_at"]))
        for p in body["postings"]
    )
    effective_at = datetime.fromisoformat(body["effective_at"]) if is_accepted else None
    return Told(
        body["verdict"], body.get("reason"), event["source"], event["id"], body["member_id"], effective_at, postings
    )
