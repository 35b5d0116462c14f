"""What a ledger's database keeps, in the oracle's words, and what it has to keep then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson

from schemas.record import lot_number
from services.kit.clock import system_clock
from services.kit.database import Database
from services.kit.shards import shard_of
from services.ledger.register import Register
from tests.installation import Installation
from tests.ledger.histories import Told
from tests.oracle import Oracle
from tests.oracle.histories import History

Streams = dict[tuple[str, str], list[Told]]
"""By (programme, member), the records in their order."""
ACCOUNTS = ("pending", "active", "held", "arrears")


def renamed(whole: History, suffix: str) -> History:
    """Return a history whose programmes and sources are its own, so that many fit into one ledger."""
    versions = [{**version, "programme": version["programme"] + suffix} for version in whole.versions]
    steps = [
        (event and {**event, "programme": event["programme"] + suffix, "source": event["source"] + suffix}, clock)
        for event, clock in whole.steps
    ]
    return History(versions, steps)


async def publish_versions(database: Database, whole: History) -> None:
    """Publish the programmes of a history, by two people."""
    register = Register(database, system_clock, 1)
    for version in whole.versions:
        proposal = await register.propose("programme", version, "pat")
        await register.approve(proposal["id"], "alex")


def told_of(body: dict[str, Any]) -> Told:
    """Return a record in the oracle's words."""
    event, is_accepted = body["event"], body["verdict"] == "accepted"
    postings = tuple(
        (p["source"], p["target"], p["amount"], lot_number(p), datetime.fromisoformat(p["effective_at"]))
        for p in body["postings"]
    )
    effective_at = datetime.fromisoformat(body["effective_at"]) if is_accepted else None
    return Told(
        body["verdict"],
        body.get("reason"),
        event["source"],
        event["id"],
        body["member_id"],
        effective_at,
        postings,
        tier=body.get("tier"),
    )


async def written(ledger: Installation, programmes: set[str]) -> dict[int, list[Told]]:
    """Return the records of programmes by shard, in their order."""
    found = defaultdict[int, list[Told]](list)
    rows = await ledger.fetch("SELECT shard, body FROM ledger.record WHERE shard >= 0 ORDER BY shard, sequence")
    for row in rows:
        if (body := orjson.loads(row["body"]))["programme"] in programmes:
            found[row["shard"]].append(told_of(body))
    return found


async def written_of_members(ledger: Installation) -> Streams:
    """Return all records by member."""
    found = defaultdict[tuple[str, str], list[Told]](list)
    rows = await ledger.fetch("SELECT body FROM ledger.record WHERE shard >= 0 ORDER BY shard, sequence")
    for body in (orjson.loads(row["body"]) for row in rows):
        found[body["programme"], body["member_id"]].append(told_of(body))
    return found


def by_shard(told: Iterable[Told], shards: int) -> dict[int, list[Told]]:
    """Return what became records by the shard of its member."""
    found = defaultdict[int, list[Told]](list)
    for one in told:
        found[shard_of(one.member_id, shards)].append(one)
    return found


def same_records(found: Mapping[Any, list[Told]], wanted: Mapping[Any, list[Told]]) -> None:
    """Compare records one by one, so that the first difference is what a failure shows."""
    assert found.keys() == wanted.keys()
    for where, records in wanted.items():
        for number, (was, told) in enumerate(zip(found[where], records, strict=False)):
            assert was == told, f"{where}, record {number}:\n  the ledger: {was}\n  the oracle: {told}"
        assert len(found[where]) == len(records), where


async def compare_balances(ledger: Installation, oracles: Iterable[Oracle]) -> None:
    """Hold every member's balance, and every return that waits, against what oracles say."""
    wanted, waiting = {}, set()
    for oracle in oracles:
        for who, member in oracle.members.items():
            wanted[who] = tuple(getattr(member, account) for account in ACCOUNTS)
        waiting |= {(one.event.source, one.event.id) for one in oracle.parked}
    programmes = sorted({programme for programme, _ in wanted})
    rows = await ledger.fetch(
        "SELECT programme, member_id, pending, active, held, arrears FROM ledger.member "
        "WHERE programme = ANY($1::text[]) AND status <> 'unknown'",
        programmes,
    )
    assert {(row[0], row[1]): tuple(row)[2:] for row in rows} == wanted
    parked = await ledger.fetch("SELECT source, event_id FROM ledger.parked")
    assert waiting <= {(row["source"], row["event_id"]) for row in parked}
