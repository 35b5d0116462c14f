"""The whole ledger for other programs: plain-text accounting of a programme, and records and postings as Parquet."""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.calendar import local_date
from schemas.record import RecordBody
from services.kit.database import Database, Row, Session, load_queries
from services.projector.plaintext import Dialect, assertions_of, head_of, transactions_of
from services.projector.tail import Gap, TimeZones

SQL = load_queries("services.projector", "exports.sql")
Progress = Callable[[int, int], None]
"""Called with (records written, records in all)."""

_INSTANT: Final = pa.timestamp("us", tz="UTC")
RECORDS: Final = pa.schema(
    [
        ("shard", pa.int16()), ("sequence", pa.int64()), ("incarnation", pa.int16()), ("recorded_at", _INSTANT),
        ("effective_at", _INSTANT), ("programme", pa.string()), ("member_id", pa.string()), ("source", pa.string()),
        ("event_id", pa.string()), ("type", pa.string()), ("verdict", pa.string()), ("reason", pa.string()),
        ("register", pa.int64()), ("period", pa.string()), ("deferred", pa.decimal128(28, 8)),
        ("estimate", pa.int64()), ("hash", pa.binary(32)), ("body", pa.string()),
    ]
)  # fmt: skip
POSTINGS: Final = pa.schema(
    [
        ("shard", pa.int16()), ("sequence", pa.int64()), ("ordinal", pa.int16()), ("programme", pa.string()),
        ("member_id", pa.string()), ("source", pa.string()), ("target", pa.string()), ("amount", pa.int64()),
        ("unit", pa.string()), ("effective_at", _INSTANT), ("period", pa.string()), ("lot_id", pa.string()),
        ("origin", pa.string()), ("partner_id", pa.string()), ("earned_at", _INSTANT), ("expires_at", _INSTANT),
    ]
)  # fmt: skip


async def _all_records(session: Session, on_progress: Progress) -> AsyncIterator[list[tuple[Row, RecordBody]]]:
    """Yield every record of every shard with its body, some thousands at a time; inside a snapshot."""
    heads = await session.fetch(SQL["heads"])
    total, done = sum(head["sequence"] for head in heads), 0
    on_progress(0, total)
    for head in heads:
        async for rows in session.chunks(SQL["records"], head["shard"], read_ahead=False):
            yield [(row, orjson.loads(row["body"])) for row in rows]
            done += len(rows)
            on_progress(done, total)


async def export_text(
    ledger: Database, dialect: Dialect, programme: str, file: Path, on_progress: Progress
) -> tuple[int, int]:
    """Write a programme's postings and what its accounts must come to; return (transactions' records, accounts).

    The balances at the end are those the ledger keeps, of the same snapshot: who loads the file checks us. Raises Gap
    when there is no such programme.
    """
    written = 0
    async with ledger.session() as session, session.snapshot():
        zones = TimeZones()
        if await zones.cover(session, {programme}):
            raise Gap(f"there is no programme {programme!r}")
        zone = zones.by_programme[programme]
        balances = await _balances(session, programme)
        last = date(1970, 1, 1)
        with file.open("w", encoding="utf-8") as out:
            out.write(head_of(dialect, programme, [(account, unit) for account, unit, _ in balances]))
            async for chunk in _all_records(session, on_progress):
                mine = [body for _, body in chunk if body["programme"] == programme and body["postings"]]
                out.writelines(transactions_of(dialect, body, zone) for body in mine)
                days = [
                    local_date(datetime.fromisoformat(p["effective_at"]), zone) for b in mine for p in b["postings"]
                ]
                last = max([last, *days])
                written += len(mine)
            out.write(assertions_of(dialect, last + timedelta(days=1), balances))
    return written, len(balances)


async def _balances(session: Session, programme: str) -> list[tuple[str, str, int]]:
    """Return (account, unit, balance) as the ledger keeps them; accounts of members in sum."""
    own = await session.fetch(SQL["programme_accounts"], programme)
    members = await session.row(SQL["member_accounts"], programme)
    found = [(row["account"], row["unit"], row["balance"]) for row in own]
    return found + [(account, "points", balance) for account, balance in (members.items() if members else ())]


async def export_parquet(ledger: Database, directory: Path, on_progress: Progress) -> tuple[int, int]:
    """Write `records.parquet` and `postings.parquet` into a directory, streaming; return how many of each."""
    counts = [0, 0]
    async with ledger.session() as session, session.snapshot():
        with (
            pq.ParquetWriter(directory / "records.parquet", RECORDS, compression="zstd") as records,
            pq.ParquetWriter(directory / "postings.parquet", POSTINGS, compression="zstd") as postings,
        ):
            async for chunk in _all_records(session, on_progress):
                moved = [row for _, body in chunk for row in _postings(body)]
                records.write_table(_table([_record(row, body) for row, body in chunk], RECORDS))
                postings.write_table(_table(moved, POSTINGS))
                counts = [counts[0] + len(chunk), counts[1] + len(moved)]
    return counts[0], counts[1]


def _table(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema)


def _record(row: Row, body: RecordBody) -> dict[str, Any]:
    event = body["event"]
    return {
        "shard": row["shard"], "sequence": row["sequence"], "incarnation": row["incarnation"],
        "recorded_at": row["recorded_at"], "effective_at": datetime.fromisoformat(body["effective_at"]),
        "programme": body["programme"], "member_id": body["member_id"], "source": event["source"],
        "event_id": event["id"], "type": event["type"], "verdict": body["verdict"], "reason": body.get("reason"),
        "register": body["register"], "period": body.get("period"),
        "deferred": Decimal(body["deferred"]) if "deferred" in body else None, "estimate": body.get("estimate"),
        "hash": row["hash"], "body": row["body"],
    }  # fmt: skip


def _postings(body: RecordBody) -> Iterable[dict[str, Any]]:
    for ordinal, posting in enumerate(body["postings"]):
        lot = posting.get("lot")
        expires_at = lot["expires_at"] if lot else None
        yield {
            "shard": body["shard"], "sequence": body["sequence"], "ordinal": ordinal, "programme": body["programme"],
            "member_id": body["member_id"], "source": posting["source"], "target": posting["target"],
            "amount": posting["amount"], "unit": posting["unit"],
            "effective_at": datetime.fromisoformat(posting["effective_at"]), "period": posting["period"],
            "lot_id": lot["lot_id"] if lot else None, "origin": lot["origin"] if lot else None,
            "partner_id": lot.get("partner_id") if lot else None,
            "earned_at": datetime.fromisoformat(lot["earned_at"]) if lot else None,
            "expires_at": datetime.fromisoformat(expires_at) if expires_at else None,
        }  # fmt: skip
