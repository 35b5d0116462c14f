"""A ledger whose records a test writes itself, projections over it in this process, and what their tables then say."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import orjson

from schemas.record import RecordBody
from services.kit.crash import KillPoints
from services.kit.database import Database
from services.kit.settings import Settings
from services.projector.liability import ARREARS_LINES, LINES
from services.projector.project import Engine, Writer, take_lease
from services.projector.tail import Tail
from services.projector.views import VIEWS, View
from tests.installation import LEASE_SECONDS, Installation, until
from tests.projector.books import text
from tests.projector.history import History, published

SERVING = "(SELECT version % 2 FROM view.projection WHERE name = '{}')"


def settings_of(installation: Installation, records_max: int = 2_000) -> Settings:
    """Return the settings of a projector, or of a rebuild, on an installation."""
    return Settings(
        ledger_dsn=installation.dsn, kafka_bootstrap="unused", auth="off", lease_seconds=LEASE_SECONDS, poll_ms=5,
        tail_records_max=records_max, projector_port=0,
    )  # fmt: skip


async def pool(installation: Installation) -> Database:
    """Open a pool as the projector does, closed when the test ends."""
    database = await Database.connect(
        installation.dsn, role="points_projector", points=KillPoints(None), size=len(VIEWS) + 2,
        freeze_seconds=LEASE_SECONDS, application="test",
    )  # fmt: skip
    installation.resources.push_async_callback(database.close)
    return database


async def write_records(installation: Installation, records: Sequence[RecordBody | dict[str, Any]]) -> None:
    """Append records as they are, the chain left out: what a projection reads, not what the ledger would decide."""
    installation.sound = False
    connection = await asyncpg.connect(installation.dsn)
    try:
        async with connection.transaction():
            await connection.executemany(
                "INSERT INTO ledger.record (shard, incarnation, sequence, recorded_at, hash, body) "
                "VALUES ($1, $2, $3, now(), sha256('none'), $4)",
                [(r["shard"], r["incarnation"], r["sequence"], orjson.dumps(r).decode()) for r in records],
            )
            await connection.execute(
                "UPDATE ledger.shard s SET sequence = h.sequence, recorded_at = now() FROM "
                "(SELECT shard, max(sequence) AS sequence FROM ledger.record GROUP BY shard) h WHERE h.shard = s.shard"
            )
    finally:
        await connection.close()


async def write_history(installation: Installation, history: History) -> None:
    """Append a history, its programme first."""
    await write_records(installation, [published(str(history.zone)), *history.records])


@contextlib.asynccontextmanager
async def projecting(installation: Installation, records_max: int = 2_000) -> AsyncIterator[asyncio.Task[None]]:
    """Keep the views up inside the block, in this process."""
    database = await pool(installation)
    engine = Engine(database, database, settings_of(installation, records_max), "test")
    running = asyncio.create_task(engine.run(VIEWS))
    try:
        yield running
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await running


async def until_caught_up(installation: Installation) -> None:
    """Wait until every view stands at the ledger's heads."""
    sql = """
    SELECT p.name FROM view.projection p CROSS JOIN ledger.shard s
    LEFT JOIN view.bookmark b ON b.name = p.name AND b.version = p.version AND b.shard = s.shard
    WHERE b.sequence IS DISTINCT FROM s.sequence LIMIT 1
    """

    async def caught_up() -> bool:
        return not await installation.fetch(sql)

    await until(caught_up, "every view stands at the ledger's heads")


@contextlib.asynccontextmanager
async def writer_of(installation: Installation, view: View[Any]) -> AsyncIterator[tuple[Writer, Tail, Any]]:
    """Take the lease of what serves and give the writer, its tail, and its session, to be moved step by step."""
    database = await pool(installation)
    async with database.session() as reading, database.session() as writing:
        writer = await take_lease(view, 1, writing, "test", LEASE_SECONDS)
        assert writer is not None
        tail = Tail(reading, 2_000)
        await writer.begin(tail, writing)
        yield writer, tail, writing


async def view_tables(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of what serves, sorted, the slot left out: two that are equal show the same."""
    tables = {
        "balance_member": "balance", "balance_lot": "balance", "balance_entry": "balance", "balance_hold": "balance",
        "balance_alias": "balance",
        "liability_points": "liability", "liability_standing": "liability", "liability_arrears": "liability",
        "liability_sales": "liability", "liability_given": "liability",
        "partners_day": "partners", "partners_settlement": "partners", "partners_redemption": "partners",
        "tier_member": "tier", "tier_change": "tier", "tier_day": "tier",
        "sources_received": "sources", "sources_reported": "sources",
    }  # fmt: skip
    found = {}
    for table, view in tables.items():
        rows = await installation.fetch(f"SELECT * FROM view.{table} WHERE slot = {SERVING.format(view)}")  # noqa: S608
        found[table] = sorted((tuple(row.values())[1:] for row in rows), key=repr)
    return found


async def check_books(installation: Installation, history: History) -> None:
    """Compare the tables of what serves with the books of the history."""
    tables = await view_tables(installation)
    members = {row[2]: list(row[3:]) for row in tables["balance_member"]}
    assert members == {name: [*history.members[name].sums, history.members[name].segment] for name in history.accepted}
    lots = {row[3]: [text(row[8]), *row[9:]] for row in tables["balance_lot"]}
    assert lots == {
        lot.reference["lot_id"]: [lot.reference["expires_at"], lot.pending, lot.active, lot.held]
        for member in history.members.values()
        for lot in member.lots
        if lot.pending or lot.active or lot.held
    }
    holds = {(row[2], *row[3:]) for row in tables["balance_hold"]}
    assert holds == {(name, *hold) for name, member in history.members.items() for hold in member.open_holds}
    assert len(tables["balance_entry"]) == len(history.records)
    lines: Counter[tuple[str, ...]] = Counter()
    for _programme, period, partner, origin, cohort, *figures in tables["liability_points"]:
        lines.update(
            {(period, partner, origin, cohort, line): n for line, n in zip(LINES, figures[: len(LINES)], strict=True)}
        )
    assert {key: n for key, n in lines.items() if n} == {key: n for key, n in history.lines.items() if n}
    debts: Counter[tuple[str, ...]] = Counter()
    for _programme, _shard, period, *figures in tables["liability_arrears"]:
        debts.update({(period, line): n for line, n in zip(ARREARS_LINES, figures, strict=True)})
    assert {key: n for key, n in debts.items() if n} == {key: n for key, n in history.debts.items() if n}
