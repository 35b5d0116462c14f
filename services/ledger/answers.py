"""Answers from the ledger itself: what became of an event, and what a member has, as of the last commit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from schemas.digests import identity
from schemas.events import BUSINESS_KEYS
from services.kit.database import Database, Session, load_queries
from services.kit.shards import shard_of
from services.ledger.delivery import Outcome
from services.ledger.gather import refresh_programmes
from services.ledger.lots import ends_at, spendable_points
from services.ledger.nouns import Lot, Member
from services.ledger.programmes import Programmes
from services.ledger.reach import NEVER
from services.ledger.recall import redemption_of_row
from services.ledger.working import MemberKey

SQL = load_queries("services.ledger", "answers.sql")
MOVES = {
    "redemption.requested": ("redeemed", "active", "redeemed"),
    "redemption.reserved": ("held", "active", "held"),
    "redemption.captured": ("captured", "held", "redeemed"),
    "redemption.released": ("released", "held", "active"),
    "redemption.cancelled": ("cancelled", "redeemed", "active"),
}
"""By the type of a command: the status it is answered with, and the accounts between which its points moved."""


class Answers:
    """Reads of the ledger's own tables, for the counter and for senders."""

    def __init__(self, database: Database, shards: int, programmes: Programmes) -> None:
        self._database = database
        self._shards = shards
        self._programmes = programmes

    async def record_of(self, outcome: Outcome) -> dict[str, Any]:
        """Return the record's body that an outcome stands for, read again for a duplicate."""
        if outcome.body is not None:
            return dict(orjson.loads(outcome.body))
        async with self._database.session() as session:
            row = await session.row(SQL["record_at"], outcome.shard, outcome.sequence)
        if row is None:
            raise LookupError(f"no record {outcome.shard}/{outcome.sequence}")
        return dict(orjson.loads(row["body"]))

    async def redemption(self, programme: str, redemption_id: str) -> dict[str, Any] | None:
        """Return the body of the record that redeemed or held under an id, or None (S5)."""
        kind = BUSINESS_KEYS["redemption.requested"].kind
        async with self._database.session() as session:
            row = await session.row(SQL["record_of_key"], identity(programme, kind, "", redemption_id))
        return dict(orjson.loads(row["body"])) if row else None

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
        """Return the shard's head, and the member's balance as of it; None for a member nobody knows.

        That of a merged member is the survivor's, and says whose (S28).
        """
        asked = member_id
        async with self._database.session() as session:
            await refresh_programmes(session, self._programmes)
            while True:
                shard = shard_of(member_id, self._shards)
                sequence, member = await summed_member(session, (shard, programme, member_id), at)
                if member is None or member.merged_into is None:
                    break
                member_id = member.merged_into
        if member is None:
            return sequence, None
        terms = self._programmes.at(programme, at)
        member.suspensions = terms.suspensions if terms else None
        return sequence, {
            "active": member.active,
            "pending": member.pending,
            "held": member.held,
            "arrears": member.arrears,
            "spendable": spendable_points(member, at),
            "expiring": expiring(member, at),
            "lifetime": {"earned": member.earned, "redeemed": member.redeemed, "expired": member.expired},
            "merged_into": member_id if member_id != asked else None,
            "as_of_sequence": sequence,
        }


async def summed_member(session: Session, key: MemberKey, at: datetime) -> tuple[int, Member | None]:
    """Return the shard's head, and a member as of it to be judged at `at`; None for one nobody knows.

    Its lots are in sum, as far as nothing tells them apart at that instant: to look at, not to take from.
    """
    row = await session.row(SQL["member_one"], *key, at)
    if row is None or row["status"] is None:
        return (row["sequence"] if row else 0), None
    *columns, sequence, lots, holds = row
    member = Member(*key, *columns)
    member.lots = [Lot(*lot) for lot in lots]
    for kept in holds:
        hold = redemption_of_row(kept)
        member.redemptions[hold.redemption_id] = hold
    return sequence, member


def expiring(member: Member, at: datetime) -> list[dict[str, Any]]:
    """Return how many points expire when after `at`, soonest first; those that never expire are not among them."""
    points: dict[datetime, int] = {}
    for lot in member.lots:
        expires_at = ends_at(member, lot) or NEVER
        points[expires_at] = points.get(expires_at, 0) + lot.pending + lot.active
    return [
        {"expires_at": when, "points": points[when]} for when in sorted(points) if at < when < NEVER and points[when]
    ]


def redemption_answer(record: dict[str, Any], first: dict[str, Any] | None) -> dict[str, Any]:
    """Return what a command did with a redemption, from its record: the same answer years later.

    `first` is the record of the redemption that it is about; None for that one itself.
    """
    event_type = record["event"]["type"]
    status, source, target = MOVES[event_type]
    moved = [each for each in record["postings"] if each["source"] == source and each["target"] == target]
    if event_type == "redemption.released" and first is not None:
        moved = _of_this_release(moved, record, first)
    answer: dict[str, Any] = {"status": status}
    if status == "held":
        answer["held_until"] = record["explanation"]["held_until"]
    return answer | {
        "allocation": [
            {"lot_id": each["lot"]["lot_id"], "points": each["amount"], "expires_at": each["lot"]["expires_at"]}
            for each in moved
        ],
        "balance": record["balance"],
        "shard": record["shard"],
        "sequence": record["sequence"],
    }


def _of_this_release(
    moved: list[dict[str, Any]], record: dict[str, Any], first: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return what a release gave back itself: not what lapsed before it, in the same record (S15a).

    It gives back all that was held, last of all; or nothing, when the hold itself had lapsed (S19).
    """
    held = sorted(_parts(each for each in first["postings"] if each["target"] == "held"))
    last = [each for each in moved if each["effective_at"] == record["effective_at"]][-len(held) :]
    gave = sorted(_parts(last))
    if record["member_id"] != first["member_id"]:
        # The member was merged meanwhile: the same points, of lots with other numbers (S28).
        gave, held = [("", n) for _, n in gave], [("", n) for _, n in held]
    return last if sorted(gave) == sorted(held) else []


def _parts(postings: Iterable[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(each["lot"]["lot_id"], each["amount"]) for each in postings]
