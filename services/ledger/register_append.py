"""Append one record to the register, chained, with its identity; under the lock of the register's head."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from schemas.digests import identity
from schemas.record import REGISTER_SHARD
from services.kit.database import Session
from services.ledger.append import Head, chain, set_heads


@dataclass(slots=True, frozen=True)
class RegisterEntry:
    """What a record of the register says: of which programme, the event with its identity, who did it, since when."""

    programme: str
    source: str
    id: str
    type: str
    data: dict[str, Any]
    explanation: dict[str, Any]
    effective_at: datetime


async def append_entry(
    session: Session, head: Head, incarnation: int, clock: datetime, entry: RegisterEntry
) -> tuple[datetime, bytes]:
    """Append an entry; return when it was recorded, and the text of its record. `head` is locked, and moves."""
    recorded_at = head.recorded_at = max(clock, head.recorded_at)
    body = {
        "programme": entry.programme,
        "member_id": "register",
        "incarnation": incarnation,
        "shard": REGISTER_SHARD,
        "sequence": head.sequence + 1,
        "event": {
            "source": entry.source,
            "id": entry.id,
            "type": entry.type,
            "time": recorded_at,
            "data": entry.data,
        },
        "explanation": entry.explanation,
        "recorded_at": recorded_at,
        "effective_at": entry.effective_at,
        "register": head.sequence + 1,
        "verdict": "accepted",
        "postings": [],
        "balance": {"pending": 0, "active": 0, "held": 0, "arrears": 0},
    }
    sequence, digest, text = chain(head, REGISTER_SHARD, body)
    await session.copy(
        "ledger.record",
        ("shard", "incarnation", "sequence", "recorded_at", "hash", "body"),
        [(REGISTER_SHARD, incarnation, sequence, recorded_at, digest, text.decode())],
    )
    await session.copy(
        "ledger.seen",
        ("key", "digest", "shard", "sequence"),
        [(identity(entry.source, entry.id), payload(entry.data), REGISTER_SHARD, sequence)],
    )
    await set_heads(session, {REGISTER_SHARD: head})
    return recorded_at, text


def payload(data: dict[str, Any]) -> bytes:
    """Return the digest of what an entry says."""
    return sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).digest()[:16]
