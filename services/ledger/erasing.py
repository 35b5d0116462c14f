"""Erasure: what says who a member was is deleted, in the transaction that records it; records stay (S29)."""

import orjson

from services.kit.database import Row, Session, load_queries
from services.ledger.working import Entry

SQL = load_queries("services.ledger", "erasing.sql")


async def erase(session: Session, entry: Entry) -> None:
    """Delete what is kept beside the records of an erased member, and of those who were merged into it.

    Attributes and texts with their salt, without which the digests in the records say nothing; returns that wait for a
    purchase; messages that were set aside, with what was decided about them; what proposals said of the member.
    """
    for one in (entry, *entry.also):
        member = one.member
        key = (member.shard, member.programme, member.member_id)
        await session.execute(SQL["private_erase"], *key)
        await session.execute(SQL["parked_erase"], *key)
        await session.execute(SQL["proposals_erase"], member.programme, member.member_id)
        named = orjson.dumps(member.member_id)
        rows = await session.fetch(SQL["quarantine_naming"], member.member_id.encode(), named)
        if gone := [row["id"] for row in rows if _is_of_programme(row, member.programme)]:
            await session.execute(SQL["quarantine_erase"], gone)


def _is_of_programme(row: Row, programme: str) -> bool:
    """Tell whether a message may be of a programme: as it says, by header or body; one that no one can read is."""
    stated = [value for name, value in orjson.loads(row["headers"]) if name == "ce_programme"]
    if stated:
        return programme in stated
    try:
        body = orjson.loads(row["value"] or b"")
    except orjson.JSONDecodeError:
        return True
    stands = body.get("programme") if isinstance(body, dict) else None
    return (stands if isinstance(stands, str) else "default") == programme
