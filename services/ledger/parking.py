"""Parking: returns that came before their purchase wait here, and are given up after a time (S23)."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from services.kit.database import Session, columns_of, load_queries
from services.kit.shards import shard_of
from services.ledger.batch import order_key_of
from services.ledger.delivery import Item, Source
from services.ledger.gather import SQL as POST_SQL
from services.ledger.gather import lock_members
from services.ledger.quarantine import kept_headers
from services.ledger.reasons import Quarantined
from services.ledger.working import Working

SQL = load_queries("services.ledger", "parking.sql")
GIVEN_UP_AT_ONCE = 100


async def park(session: Session, working: Working, shards: int, items: Sequence[Item], source: Source | None) -> None:
    """Keep the returns of a batch whose purchase is not there, each with its message in case it is given up."""
    messages = {id(item.event): item.message for item in items}
    rows = []
    for waiting in working.new_parked:
        event = waiting.event
        if event.key in working.unparked:
            continue  # Its purchase came later in the same batch.
        message = messages.get(id(event))
        kept: dict[str, Any] | None = None
        if message is not None and source is not None:
            kept = {
                "cluster_id": source.cluster_id, "topic": source.topic, "partition": source.partition,
                "offset": message.offset, "key": b64encode(message.key or b"").decode(),
                "headers": kept_headers(message.headers), "value": b64encode(message.value or b"").decode(),
                "replay_of": message.replay_of, "admitted_by": event.admitted_by,
            }  # fmt: skip
        rows.append(
            (event.key, event.digest, order_key_of(event), working.clock, waiting.give_up_at,
             shard_of(event.member_id, shards), event.programme, event.member_id, event.source, event.id, event.type,
             event.time_text, orjson.dumps(event.raw).decode(), orjson.dumps(kept).decode() if kept else None)
        )  # fmt: skip
    if rows:
        await session.execute(POST_SQL["parked_add"], *columns_of(rows, 14))


async def give_up(session: Session, now: datetime) -> int:
    """Set aside, whole, what has waited too long for its purchase; return how many. Inside a transaction.

    The member's row is its lock, as everywhere: a purchase that is being decided this moment is waited for.
    """
    due = await session.fetch(SQL["parked_due"], now, GIVEN_UP_AT_ONCE)
    if not due:
        return 0
    await lock_members(session, sorted({(row["shard"], row["programme"], row["member_id"]) for row in due}))
    gone = await session.fetch(SQL["parked_give_up"], [row["key"] for row in due], Quarantined.PARKED_TOO_LONG)
    return len(gone)
