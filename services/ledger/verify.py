"""Verification: the chain, the sums, and the working state, recomputed from the records alone, in one snapshot.

It shares no code with the decisions: accounts are folded from the postings' own words. The first fault is named with
its shard and sequence, and ends the walk: what follows a broken link proves nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from schemas.digests import identity
from schemas.events import BUSINESS_KEYS
from schemas.record import GENESIS, REGISTER_SHARD, chain_hash, lot_number
from services.kit.database import Database, Row, Session, load_queries
from services.ledger.fold import MEMBER_PARTS, NO_MEMBER, Corrupt, Fold
from services.ledger.fold_finance import FinanceFold

SQL = load_queries("services.ledger", "verify.sql")
Progress = Callable[[int, int], None]
"""Called with (records verified, records in all)."""


@dataclass(slots=True)
class Verified:
    """What was found sound."""

    records: int = 0
    postings: int = 0
    members: int = 0
    lots: int = 0
    heads: dict[int, int] = field(default_factory=dict)


async def verify(database: Database, on_progress: Progress, *, chain_only: bool = False) -> Verified:
    """Verify every shard; return the counts of what is sound. Raises Corrupt at the first fault."""
    found = Verified()
    versions: dict[tuple[str, int], dict[str, Any]] = {}  # The register comes first: the programmes, as published.
    async with database.session() as session, session.snapshot():
        heads = await session.fetch(SQL["heads"])
        finance = FinanceFold({head["shard"]: head["sequence"] for head in heads})
        total = sum(head["sequence"] for head in heads)
        for head in heads:
            fold = None if chain_only else Fold(versions)
            await _verify_shard(session, head, fold, finance, found, lambda: on_progress(found.records, total))
            found.heads[head["shard"]] = head["sequence"]
        transit = await session.row(SQL["in_transit"])
        if not chain_only and transit and transit["points"]:
            raise Corrupt(REGISTER_SHARD, None, f"S8: {transit['points']} points are in transit, not 0")
        if not chain_only:
            finance.check_returns()
            closed = {row["programme"]: row["period"] for row in await session.fetch(SQL["closed_months"])}
            _compare_all(REGISTER_SHARD, "the last closed month of", closed, finance.closed_months())
    return found


async def _verify_shard(
    session: Session,
    head: Row,
    fold: Fold | None,
    finance: FinanceFold,
    found: Verified,
    on_chunk: Callable[[], None],
) -> None:
    shard, previous, sequence = head["shard"], GENESIS, 0
    query = SQL["chain"] if fold is None else SQL["records"]
    async for rows in session.chunks(query, shard, read_ahead=fold is None):
        for row in rows:
            sequence += 1
            if row["sequence"] != sequence:
                raise Corrupt(shard, sequence, f"the next record has the sequence {row['sequence']}")
            previous = chain_hash(previous, shard, sequence, row["body"].encode())
            if previous != row["hash"]:
                raise Corrupt(shard, sequence, "its hash is not that of its body and the hash before")
        if fold is not None:
            await _fold_chunk(session, shard, rows, fold, finance, found)
        found.records += len(rows)
        on_chunk()
    if (sequence, previous) != (head["sequence"], head["hash"]):
        raise Corrupt(shard, sequence, f"the chain ends here, but the head is {head['sequence']}")
    if fold is not None:
        await _compare(session, shard, fold, found)


async def _fold_chunk(
    session: Session, shard: int, rows: list[Row], fold: Fold, finance: FinanceFold, found: Verified
) -> None:
    bodies = [orjson.loads(row["body"]) for row in rows]
    first, last = rows[0]["sequence"], rows[-1]["sequence"]
    kept: dict[int, list[Row]] = defaultdict(list)
    for posting in await session.fetch(SQL["postings"], shard, first, last):
        kept[posting["sequence"]].append(posting)
    seen = await _bound(session, "identities", bodies, _event_identity)
    keys = await _bound(session, "business_keys", bodies, _business_identity)
    sales = await _sales(session, bodies)
    for row, body in zip(rows, bodies, strict=True):
        sequence = row["sequence"]
        said = (body["shard"], body["sequence"], body["incarnation"], datetime.fromisoformat(body["recorded_at"]),
                body.get("deferred"), body.get("estimate"))  # fmt: skip
        kept_as = tuple(row[name] for name in ("incarnation", "recorded_at", "deferred", "estimate"))
        if said != (shard, sequence, *kept_as):
            raise Corrupt(shard, sequence, f"its body says {said}, the table {kept_as}")
        if "caused_by" not in body and seen[sequence] != (shard, sequence):
            raise Corrupt(shard, sequence, f"its event id points to {seen[sequence]}: it could be posted twice")
        if keys.get(sequence, (shard, sequence)) != (shard, sequence):
            kind = BUSINESS_KEYS[body["event"]["type"]].kind
            raise Corrupt(shard, sequence, f"its {kind} points to {keys[sequence]}: it could be posted twice")
        _check_postings(shard, sequence, body, kept[sequence])
        if body["event"]["type"] == "programme.published":
            fold.publish(body)
        if shard == REGISTER_SHARD:
            finance.note(sequence, body)
        else:
            fold.add(shard, sequence, body)
            finance.check(shard, sequence, body)
            if _is_return(body):
                finance.returned(shard, sequence, body, sales[_order_identity(body)])
        found.postings += len(body["postings"])


def _event_identity(body: dict[str, Any]) -> bytes:
    return identity(body["event"]["source"], body["event"]["id"])


def _business_identity(body: dict[str, Any]) -> bytes | None:
    """Return the key of business a record has taken (S5), or None."""
    event = body["event"]
    if event["type"] not in BUSINESS_KEYS or body["verdict"] != "accepted" or "caused_by" in body:
        return None
    key = BUSINESS_KEYS[event["type"]]
    return identity(body["programme"], key.kind, event["source"] if key.within_source else "", event["data"][key.field])


def _is_return(body: dict[str, Any]) -> bool:
    return bool(body["event"]["type"] == "purchase.returned" and body["verdict"] == "accepted")


def _order_identity(body: dict[str, Any]) -> bytes:
    """Return the key of business of the order that an accepted return is of (S5)."""
    order = body["explanation"]["order"]
    return identity(body["programme"], "order_id", order["source"], order["order_id"])


async def _sales(session: Session, bodies: list[dict[str, Any]]) -> dict[bytes, dict[str, Any]]:
    """Return by their key of business the records of the sales that returns among these are of (L4)."""
    keys = [_order_identity(body) for body in bodies if _is_return(body)]
    rows = await session.fetch(SQL["sales"], keys) if keys else []
    return {row["key"]: orjson.loads(row["body"]) for row in rows}


async def _bound(
    session: Session, query: str, bodies: list[dict[str, Any]], key_of: Callable[[dict[str, Any]], bytes | None]
) -> dict[int, tuple[int, int] | None]:
    """Return by sequence where the identity of each record points; those without one are not in it."""
    keys = {body["sequence"]: key for body in bodies if (key := key_of(body)) is not None}
    rows = await session.fetch(SQL[query], list(keys.values()))
    points_to = {row["key"]: (row["shard"], row["sequence"]) for row in rows}
    return {sequence: points_to.get(key) for sequence, key in keys.items()}


def _check_postings(shard: int, sequence: int, body: dict[str, Any], kept: list[Row]) -> None:
    """Raise Corrupt unless the posting table says what the record's body says."""
    said = [
        (ordinal, lot_number(posting), posting["amount"], datetime.fromisoformat(posting["effective_at"]),
         posting["source"], posting["target"], posting["unit"], posting["period"])
        for ordinal, posting in enumerate(body["postings"])
    ]  # fmt: skip
    if said != [tuple(row)[1:] for row in kept]:
        raise Corrupt(shard, sequence, f"its body has other postings than the posting table: {said} against {kept}")


async def _compare(session: Session, shard: int, fold: Fold, found: Verified) -> None:
    """Raise Corrupt unless the working state is the fold of the records, and all accounts sum to zero (S8)."""
    folded = fold.working_state()
    members = {tuple(row)[:2]: tuple(row)[2:] for row in await session.fetch(SQL["members"], shard)}
    for who, member in folded.items():
        kept = members.pop(who, NO_MEMBER)
        if kept != member:
            raise Corrupt(shard, None, f"member {who} is kept as {kept}, its records give {member}")
    if members:
        raise Corrupt(shard, None, f"members without any record: {sorted(members)[:3]}")
    lots = {tuple(row)[:3]: tuple(row)[3:] for row in await session.fetch(SQL["lots"], shard)}
    _compare_all(shard, "lot", lots, {which: tuple(lot.values()) for which, lot in fold.lots.items()})
    accounts = {tuple(row)[:3]: row["balance"] for row in await session.fetch(SQL["accounts"], shard)}
    _compare_all(shard, "account", accounts, fold.accounts)
    tallies = {tuple(row)[:4]: row["amount"] for row in await session.fetch(SQL["tallies"], shard)}
    _compare_all(shard, "what counts towards a limit,", tallies, {k: n for k, n in fold.tallies.items() if n})
    kept_redemptions = {
        tuple(row)[:3]: (*tuple(row)[3:-2], orjson.loads(row["allocation"]), row["cancelled"])
        for row in await session.fetch(SQL["redemptions"], shard)
    }
    _compare_all(shard, "redemption", kept_redemptions, fold.kept_redemptions())
    returned = {
        tuple(row)[:4]: (orjson.loads(row["lines"]), *tuple(row)[5:])
        for row in await session.fetch(SQL["returned"], shard)
    }
    _compare_all(shard, "what came back of order", returned, fold.kept_returns())
    await _compare_tiers(session, shard, fold)
    aliases = {tuple(row)[:3]: tuple(row)[3:] for row in await session.fetch(SQL["aliases"], shard)}
    _compare_all(shard, "alias", aliases, fold.aliases)
    total = sum(accounts.values()) + sum(member[part] for member in fold.members.values() for part in MEMBER_PARTS)
    if total != 0:
        raise Corrupt(shard, None, f"S8: all accounts together are {total}, not 0")
    found.members += len(fold.members)
    found.lots += len(fold.lots)


async def _compare_tiers(session: Session, shard: int, fold: Fold) -> None:
    """Raise Corrupt unless members stand, and stood, and count as their records give it (S31, S32)."""
    tiers = {tuple(row)[:2]: tuple(row)[2:] for row in await session.fetch(SQL["tiers"], shard)}
    _compare_all(shard, "the tier of", tiers, fold.tiers.standings())
    past = {tuple(row)[:4]: tuple(row)[4:] for row in await session.fetch(SQL["tiers_were"], shard)}
    _compare_all(shard, "the former tier", past, fold.tiers.was)
    days = {tuple(row)[:3]: tuple(row)[3:] for row in await session.fetch(SQL["qualifying"], shard)}
    _compare_all(shard, "what counts towards the tier,", days, fold.tiers.counted())


def _compare_all(shard: int, what: str, kept: Mapping[Any, object], folded: Mapping[Any, object]) -> None:
    """Raise Corrupt with the first that is kept otherwise than the records give it."""
    if kept != folded:
        odd = next(which for which in {**folded, **kept} if kept.get(which) != folded.get(which))
        raise Corrupt(shard, None, f"{what} {odd} is kept as {kept.get(odd)}, its records give {folded.get(odd)}")
