"""A ledger that was filled before a migration is worth as much after it.

The `.sql` files are databases as earlier versions of this project left them: four shards, events of every type
that was decided then, the views folded. They are never changed; a release that migrates adds one.
"""

from importlib.resources import files
from pathlib import Path

import asyncpg
import pytest

from services.ledger.schema import ROLES as LEDGER_ROLES
from services.ledger.schema import migrate_ledger
from services.projector.schema import ROLES as PROJECTOR_ROLES
from services.projector.schema import migrate_views
from services.projector.verify import verify_views
from tests.conftest import Install
from tests.installation import Installation, purchase, redemption, until
from tests.projector.ground import projecting, until_caught_up, view_tables, write_records
from tests.projector.trading import random_trade

FILLED = {path.stem: path.read_text() for path in sorted(Path(__file__).parent.glob("after-*.sql"))}
SHARDS = 4


@pytest.mark.parametrize("filled", FILLED)
async def test_a_filled_ledger_is_migrated_and_goes_on(install: Install, filled: str) -> None:
    ledger = await install(shards=SHARDS, migrated=False)
    await _restore(ledger.dsn, FILLED[filled])
    before = await ledger.fetch("SELECT shard, sequence, hash FROM ledger.shard ORDER BY shard")
    members = await ledger.fetch(
        "SELECT member_id, pending, active, held, arrears FROM ledger.member WHERE status = 'open' ORDER BY member_id"
    )
    await migrate_ledger(ledger.dsn, SHARDS)
    await migrate_views(ledger.dsn)
    ledger.sound = True
    await ledger.verify()
    assert await ledger.fetch("SELECT shard, sequence, hash FROM ledger.shard ORDER BY shard") == before
    assert members == await ledger.fetch(
        "SELECT member_id, pending, active, held, arrears FROM ledger.member WHERE status = 'open' ORDER BY member_id"
    )

    await ledger.start("ledger")
    await ledger.start("projector")
    rich = max(members, key=lambda member: member["active"])["member_id"]
    sent = [purchase(rich, "100.00", time="2026-06-01T10:00:00Z"), redemption(rich, 10, time="2026-06-20T10:00:00Z")]
    await ledger.until_read(await ledger.publish(*sent))
    assert [body["verdict"] for body in (await ledger.records(rich))[-2:]] == ["accepted", "accepted"]
    await until(lambda: _views_have_folded_all(ledger), "the views have folded what was there and what came")
    reader = await ledger.database("points_reader", 2)
    await verify_views(reader, reader, lambda _done, _total: None)


async def _restore(dsn: str, dump: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        present = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role in {*LEDGER_ROLES, *PROJECTOR_ROLES} - present:
            await connection.execute('CREATE ROLE "' + role + '" NOLOGIN')
        await connection.execute(dump)
    finally:
        await connection.close()


async def _views_have_folded_all(ledger: Installation) -> bool:
    rows = await ledger.fetch(
        "SELECT v.name, s.shard, s.sequence, b.sequence AS seen FROM ledger.shard s CROSS JOIN view.projection v "
        "LEFT JOIN view.bookmark b ON b.shard = s.shard AND b.name = v.name "
        "AND b.version = v.version"
    )
    return bool(rows) and all(row["seen"] == row["sequence"] for row in rows)


async def test_cohorts_by_shard_are_summed_and_stand_as_they_stood(install: Install) -> None:
    ground = await install(shards=SHARDS, topics=False)
    await write_records(ground, random_trade(5, 200).records)
    async with projecting(ground):
        await until_caught_up(ground)
    before = await view_tables(ground)
    migration = files("services.projector") / "sql" / "migrations" / "0008-standings.sql"
    connection = await asyncpg.connect(ground.dsn)
    try:
        await connection.execute((Path(__file__).parent / "cohorts-by-shard.sql").read_text(encoding="utf-8"))
        async with connection.transaction():
            await connection.execute(migration.read_text(encoding="utf-8").partition("-- migrate: rollback")[0])
    finally:
        await connection.close()
    assert await view_tables(ground) == before
    reader = await ground.database("points_reader", 2)
    await verify_views(reader, reader, lambda _done, _total: None)
