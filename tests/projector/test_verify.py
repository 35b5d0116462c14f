"""`points verify` counts the views anew in another way, and sees whatever was changed in their tables."""

import re

import pytest

from services.kit.database import Database
from services.projector.verify import KEY_COLUMNS, RECOUNTS, WrongView, verify_views
from services.projector.views import VIEWS
from tests.conftest import Install
from tests.installation import Installation
from tests.projector.ground import pool, projecting, until_caught_up, view_tables, write_records
from tests.projector.trade import Trade, text
from tests.projector.trading import random_trade

TABLES = [(view.name, table) for view in VIEWS for table in re.findall(r"view\.(\w+)_0", view.clear[0].sql)]
CHANGED = {"smallint": "+ 100", "bigint": "+ 1", "numeric": "+ 0.00000001", "text": "|| '~'", "date": "+ 1",
           "timestamp with time zone": "+ interval '1 s'"}  # fmt: skip
"""How a value of a type is changed."""
ONE_TOO_FEW = "DELETE FROM view.SLOT WHERE ctid = (SELECT ctid FROM view.SLOT LIMIT 1)"
ONE_TOO_MANY = """
INSERT INTO view.SLOT SELECT (jsonb_populate_record(t, '{"programme": "stray"}')).* FROM view.SLOT t LIMIT 1
"""
CHANGE = """
UPDATE view.SLOT SET COLUMN = COLUMN CHANGED
WHERE ctid = (SELECT ctid FROM view.SLOT WHERE COLUMN::text <> '-infinity' LIMIT 1)
"""


def further(trade: Trade) -> None:
    """Add what trade may not have: a debt, a hold, a segment, a merge, and a tier."""
    order = trade.buy("deb", 5_000)
    trade.redeem("deb", 50)
    trade.bring_back(order, 5_000)
    at = trade.now
    lot = trade.new_lot("hal", "campaign", "fuel", at)
    lot.reference |= {"expires_at": text(at)}
    trade.activate("hal", "issued:campaign", 50, lot, at)
    trade.record("hal", "points.granted", {"origin": "campaign"}, at)
    trade.post("active", "held", 20, lot, at)
    trade.record("hal", "redemption.reserved", {"redemption_id": "held"}, at, explanation={"held_until": text(at)})
    trade.record("hal", "member.enrolled", {"segment": "vip"}, at)
    trade.record("mia", "member.merged", {}, at, explanation={"merged_into": "hal"})
    standing = {"tier": "gold", "since": text(at), "valid_until": text(at)}
    counted = {"day": "2026-01-05", "spend": "10.00", "points": 10, "visits": 1}
    tier = {"joined": "2026-01-05", "counted": counted, "reached": standing, "assigned": standing}
    trade.record("hal", "purchase.completed", {}, at, explanation={"tier": tier})


@pytest.fixture(scope="module")
async def ground(install_for_module: Install) -> Installation:
    """Some months of trade, and what its source says of a day."""
    installation = await install_for_module(shards=4, topics=False)
    trade = random_trade(5, 200)
    bought = next(record for record in trade.records if record["event"]["type"] == "purchase.completed")
    day = bought["event"]["time"][:10]
    for count in (9, 1):
        said = {"business_date": day, "type": "purchase.completed", "count": count, "amount": "12.50"}
        trade.record("urn:test", "totals.reported", said, trade.now)
    further(trade)
    await write_records(installation, trade.records)
    async with projecting(installation, 37):
        await until_caught_up(installation)
    return installation


@pytest.fixture(scope="module")
async def database(ground: Installation) -> Database:
    """Who verifies."""
    return await pool(ground)


async def verified(database: Database) -> None:
    """Verify the views."""
    assert await verify_views(database, database, lambda _done, _of: None) > 0


async def seen(database: Database, damage: str) -> None:
    """Verify the views, in which something was damaged."""
    await verified(database)
    pytest.fail(f"nobody saw this: {damage}")


async def test_views_that_are_the_fold_of_the_records_are_verified(ground: Installation, database: Database) -> None:
    assert [table for table, rows in (await view_tables(ground)).items() if not rows] == []
    await verified(database)


async def test_every_table_of_every_view_is_compared_and_cleared(ground: Installation) -> None:
    """A table of a view has slots; the catalogue knows of no other way to make one."""
    rows = await ground.fetch(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'view' AND c.relkind = 'p' ORDER BY 1"
    )
    assert [row["relname"] for row in rows] == sorted(KEY_COLUMNS) == sorted(table for _, table in TABLES)
    assert sorted(RECOUNTS) == sorted(view.name for view in VIEWS)


@pytest.mark.parametrize(("view", "table"), TABLES)
async def test_a_row_too_many_one_too_few_and_a_changed_value_are_named(
    ground: Installation, database: Database, view: str, table: str
) -> None:
    columns = await ground.fetch(
        "SELECT column_name AS name, data_type AS type FROM information_schema.columns "
        "WHERE table_schema = 'view' AND table_name = $1 AND column_name NOT IN ('slot', 'kind')", table
    )  # fmt: skip
    changes = [CHANGE.replace("COLUMN", row["name"]).replace("CHANGED", CHANGED[row["type"]]) for row in columns]
    await ground.fetch("CREATE TABLE view.kept AS SELECT * FROM view.SLOT".replace("SLOT", f"{table}_1"))
    for damage in (ONE_TOO_FEW, ONE_TOO_MANY, *changes):
        await ground.fetch(damage.replace("SLOT", f"{table}_1"))
        with pytest.raises(WrongView, match=rf"the view {view}: {table} .*points rebuild {view}"):
            await seen(database, damage)
        await ground.fetch("TRUNCATE view.SLOT".replace("SLOT", f"{table}_1"))
        await ground.fetch("INSERT INTO view.SLOT SELECT * FROM view.kept".replace("SLOT", f"{table}_1"))
    await ground.fetch("DROP TABLE view.kept")
    await verified(database)
