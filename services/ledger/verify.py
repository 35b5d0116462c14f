"""Verification: the chain, the sums, and the working state, recomputed from the records alone, in one snapshot.

It shares no code with the decisions: accounts are folded from the postings' own words. The first fault is named with
its shard and sequence, and ends the walk: what follows a broken link proves nothing.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from schemas.events import identity
from schemas.record import GENESIS, REGISTER_SHARD, chain_hash
from services.kit.database import Database, Row, Session, load_queries

SQL = load_queries("services.ledger", "verify.sql")
MEMBER_PARTS = ("pending", "active", "held", "arrears")
Progress = Callable[[int, int], None]
"""Called with (records verified, records in all)."""


class Corrupt(Exception):  # noqa: N818 - it says what happened
    """The ledger is not what its records say: where, and what differs."""

    def __init__(self, shard: int, sequence: int | None, what: str) -> None:
        place = f"shard {shard}" if sequence is None else f"record {shard}/{sequence}"
        super().__init__(f"{place}: {what}")


@dataclass(slots=True)
class Verified:
    """What was found sound."""

    records: int = 0
    postings: int = 0
    members: int = 0
    lots: int = 0
    heads: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Fold:
    """A shard's accounts as its records give them."""

    members: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    lots: dict[tuple[str, str, int], dict[str, int]] = field(default_factory=dict)
    accounts: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))


async def verify(database: Database, on_progress: Progress, *, chain_only: bool = False) -> Verified:
    """Verify every shard; return the counts of what is sound. Raises Corrupt at the first fault."""
    found = Verified()
    async with database.session() as session, session.snapshot():
        heads = await session.fetch(SQL["heads"])
        total = sum(head["sequence"] for head in heads)
        for head in heads:
            fold = None if chain_only or head["shard"] == REGISTER_SHARD else Fold()
            await _verify_shard(session, head, fold, found, lambda: on_progress(found.records, total))
            found.heads[head["shard"]] = head["sequence"]
    return found


async def _verify_shard(
    session: Session, head: Row, fold: Fold | None, found: Verified, on_chunk: Callable[[], None]
) -> None:
    shard, previous, sequence = head["shard"], GENESIS, 0
    async for rows in session.chunks(SQL["chain"], shard, read_ahead=fold is None):
        for row in rows:
            sequence += 1
            if row["sequence"] != sequence:
                raise Corrupt(shard, sequence, f"the next record has the sequence {row['sequence']}")
            previous = chain_hash(previous, shard, sequence, row["body"].encode())
            if previous != row["hash"]:
                raise Corrupt(shard, sequence, "its hash is not that of its body and the hash before")
        if fold is not None:
            await _fold_chunk(session, shard, rows, fold, found)
        found.records += len(rows)
        on_chunk()
    if (sequence, previous) != (head["sequence"], head["hash"]):
        raise Corrupt(shard, sequence, f"the chain ends here, but the head is {head['sequence']}")
    if fold is not None:
        await _compare(session, shard, fold, found)


async def _fold_chunk(session: Session, shard: int, rows: list[Row], fold: Fold, found: Verified) -> None:
    bodies = [orjson.loads(row["body"]) for row in rows]
    first, last = rows[0]["sequence"], rows[-1]["sequence"]
    kept: dict[int, list[Row]] = defaultdict(list)
    for posting in await session.fetch(SQL["postings"], shard, first, last):
        kept[posting["sequence"]].append(posting)
    keys = [identity(body["event"]["source"], body["event"]["id"]) for body in bodies]
    bound = {row["key"]: (row["shard"], row["sequence"]) for row in await session.fetch(SQL["identities"], keys)}
    for row, body, key in zip(rows, bodies, keys, strict=True):
        sequence = row["sequence"]
        if (body["shard"], body["sequence"]) != (shard, sequence):
            raise Corrupt(shard, sequence, f"its body says {body['shard']}/{body['sequence']}")
        if bound.get(key) != (shard, sequence):
            raise Corrupt(shard, sequence, f"its event id points to {bound.get(key)}: it could be posted twice")
        _check_postings(shard, sequence, body, kept[sequence])
        _fold_record(shard, sequence, body, fold)
        found.postings += len(body["postings"])


def _check_postings(shard: int, sequence: int, body: dict[str, Any], kept: list[Row]) -> None:
    """Raise Corrupt unless the posting table says what the record's body says."""
    said = [
        (ordinal, _lot_number(posting), posting["amount"], datetime.fromisoformat(posting["effective_at"]),
         posting["source"], posting["target"], posting["unit"], posting["period"])
        for ordinal, posting in enumerate(body["postings"])
    ]  # fmt: skip
    if said != [tuple(row)[1:] for row in kept]:
        raise Corrupt(shard, sequence, f"its body has other postings than the posting table: {said} against {kept}")


def _lot_number(posting: dict[str, Any]) -> int | None:
    return int(posting["lot"]["lot_id"].rpartition("/")[2]) if "lot" in posting else None


def _fold_record(shard: int, sequence: int, body: dict[str, Any], fold: Fold) -> None:
    """Add a record's postings to the fold (S8, S9); raise Corrupt where they or the balance do not add up."""
    who = (body["programme"], body["member_id"])
    member = fold.members.setdefault(who, dict.fromkeys((*MEMBER_PARTS, "earned", "redeemed", "expired", "lots"), 0))
    for posting in body["postings"]:
        amount, number = posting["amount"], _lot_number(posting)
        lot = None
        if number is not None:
            lot = fold.lots.setdefault((*who, number), dict.fromkeys(("granted", "pending", "active", "held"), 0))
            member["lots"] = max(member["lots"], number)
        for account, change in ((posting["source"], -amount), (posting["target"], amount)):
            if account in MEMBER_PARTS:
                member[account] += change
                if lot is not None and account != "arrears":
                    lot[account] += change
                    if lot[account] < 0:
                        raise Corrupt(shard, sequence, f"S9: {account} of lot {number} becomes {lot[account]}")
                continue
            fold.accounts[who[0], account, posting["unit"]] += change
            if account in ("redeemed", "expired"):
                member[account] += change
            elif account.startswith("issued:"):
                member["earned"] -= change
                if lot is not None:
                    lot["granted"] -= change
    if body["balance"] != {part: member[part] for part in MEMBER_PARTS}:
        raise Corrupt(shard, sequence, f"its balance {body['balance']} is not the sum of the postings, {member}")


async def _compare(session: Session, shard: int, fold: Fold, found: Verified) -> None:
    """Raise Corrupt unless the working state is the fold of the records, and all accounts sum to zero (S8)."""
    members = {(row[0], row[1]): tuple(row)[2:] for row in await session.fetch(SQL["members"], shard)}
    for who, folded in fold.members.items():
        kept = members.pop(who, (0,) * len(folded))
        if kept != tuple(folded.values()):
            raise Corrupt(shard, None, f"member {who} is kept as {kept}, its records give {folded}")
    if members:
        raise Corrupt(shard, None, f"members without any record: {sorted(members)[:3]}")
    lots = {tuple(row)[:3]: tuple(row)[3:] for row in await session.fetch(SQL["lots"], shard)}
    given = {who: tuple(lot.values()) for who, lot in fold.lots.items()}
    if lots != given:
        odd = next(who for who in {**lots, **given} if lots.get(who) != given.get(who))
        raise Corrupt(shard, None, f"lot {odd} is kept as {lots.get(odd)}, its records give {given.get(odd)}")
    accounts = {tuple(row)[:3]: row["balance"] for row in await session.fetch(SQL["accounts"], shard)}
    if accounts != dict(fold.accounts):
        raise Corrupt(shard, None, f"accounts are kept as {accounts}, the records give {dict(fold.accounts)}")
    total = sum(accounts.values()) + sum(member[part] for member in fold.members.values() for part in MEMBER_PARTS)
    if total != 0:
        raise Corrupt(shard, None, f"S8: all accounts together are {total}, not 0")
    for row in await session.fetch(SQL["redeemed_on"], shard):
        redeemed = fold.members[row["programme"], row["member_id"]]["redeemed"]
        if row["points"] != redeemed:
            raise Corrupt(shard, None, f"{row['member_id']} redeemed {redeemed}, by the days {row['points']}")
    found.members += len(fold.members)
    found.lots += len(fold.lots)
