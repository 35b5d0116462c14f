"""Answers from the ledger itself: what became of an event, and what a member has, as of the last commit."""

from datetime import datetime
from typing import Any

import orjson

from schemas.digests import identity
from services.kit.database import Database, load_queries
from services.kit.shards import shard_of
from services.ledger.lots import NEVER, spendable_points
from services.ledger.nouns import Lot, Member
from services.ledger.post import Outcome

SQL = load_queries("services.ledger", "answers.sql")


class Answers:
    """Reads of the ledger's own tables, for the counter and for senders."""

    def __init__(self, database: Database, shards: int) -> None:
        self._database = database
        self._shards = shards

    async def record_of(self, outcome: Outcome) -> dict[str, Any]:
        """Return the record's body that an outcome stands for, read again for a duplicate."""
        if outcome.body is not None:
            return dict(orjson.loads(outcome.body))
        async with self._database.session() as session:
            row = await session.row(SQL["record_at"], outcome.shard, outcome.sequence)
        if row is None:
            raise LookupError(f"no record {outcome.shard}/{outcome.sequence}")
        return dict(orjson.loads(row["body"]))

    async def verdict(self, source: str, event_id: str) -> dict[str, Any] | None:
        """Return the verdict on an event id, the first one for ever; None when it was not seen."""
        answer: dict[str, Any] = {"source": source, "id": event_id}
        async with self._database.session() as session:
            seen = await session.row(SQL["seen_one"], identity(source, event_id))
            if seen is None and await session.row(SQL["parked_one"], identity(source, event_id)):
                return {**answer, "verdict": "parked"}
            if seen is None:
                aside = await session.row(SQL["quarantined_one"], source, event_id)
                return {**answer, "verdict": "quarantined", **dict(aside)} if aside else None
            row = await session.row(SQL["record_at"], seen["shard"], seen["sequence"])
        body = orjson.loads(row["body"]) if row else {}
        answer |= {"verdict": body["verdict"], "shard": seen["shard"], "sequence": seen["sequence"]}
        if (body["event"]["source"], body["event"]["id"]) != (source, event_id):
            answer |= {
                "verdict": "duplicate",
                "duplicate_of": {"source": body["event"]["source"], "id": body["event"]["id"]},
            }
        elif "reason" in body:
            answer["reason"] = body["reason"]
        return answer

    async def balance(self, programme: str, member_id: str, at: datetime) -> tuple[int, dict[str, Any] | None]:
        """Return the shard's head, and the member's balance as of it; None for a member nobody knows."""
        shard = shard_of(member_id, self._shards)
        async with self._database.session() as session:
            row = await session.row(SQL["member_one"], shard, programme, member_id)
        if row is None or row["status"] is None:
            return (row["sequence"] if row else 0), None
        *columns, sequence, lots = row
        member = Member(shard, programme, member_id, *columns)
        member.lots = [Lot(*lot) for lot in lots]
        return sequence, {
            "active": member.active,
            "pending": member.pending,
            "held": member.held,
            "arrears": member.arrears,
            "spendable": spendable_points(member, at),
            "expiring": expiring(member, at),
            "lifetime": {"earned": member.earned, "redeemed": member.redeemed, "expired": member.expired},
            "as_of_sequence": sequence,
        }


def expiring(member: Member, at: datetime) -> list[dict[str, Any]]:
    """Return how many points expire when after `at`, soonest first; those that never expire are not among them."""
    points: dict[datetime, int] = {}
    for lot in member.lots:
        expires_at = lot.expires_at or NEVER
        points[expires_at] = points.get(expires_at, 0) + lot.pending + lot.active
    return [
        {"expires_at": when, "points": points[when]} for when in sorted(points) if at < when < NEVER and points[when]
    ]


def redeemed(record: dict[str, Any]) -> dict[str, Any]:
    """Return a redemption as it was decided, from its record: the same answer years later."""
    return {
        "status": "redeemed",
        "allocation": [
            {
                "lot_id": posting["lot"]["lot_id"],
                "points": posting["amount"],
                "expires_at": posting["lot"]["expires_at"],
            }
            for posting in record["postings"]
            if posting["target"] == "redeemed"
        ],
        "balance": record["balance"],
        "shard": record["shard"],
        "sequence": record["sequence"],
    }
