"""`points verify` counts the views anew in another way, and sees whatever was changed in their tables."""

import pytest

from services.projector.rebuild import rebuild
from services.projector.verify import WrongView, verify_views
from tests.conftest import Install
from tests.installation import Installation
from tests.projector.ground import pool, projecting, settings_of, until_caught_up, view_tables, write_records
from tests.projector.trading import random_trade


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
    await write_records(installation, trade.records)
    async with projecting(installation, 37):
        await until_caught_up(installation)
    return installation


async def verified(installation: Installation) -> None:
    """Verify the views."""
    database = await pool(installation)
    assert await verify_views(database, database, lambda _done, _of: None) > 0


async def test_views_that_are_the_fold_of_the_records_are_verified(ground: Installation) -> None:
    tables = await view_tables(ground)
    of_finance = ("liability_given", "partners_day", "partners_settlement", "partners_redemption", "sources_received",
                  "sources_reported")  # fmt: skip
    assert all(tables[table] for table in of_finance)
    await verified(ground)


@pytest.mark.parametrize(
    ("view", "what", "damage"),
    [
        ("liability", "cohort", "UPDATE view.liability_points SET returned = returned + 1"),
        ("liability", "cohort", "UPDATE view.liability_points SET deferred = deferred + 0.00000001"),
        ("liability", "standing", "UPDATE view.liability_standing SET sold = sold + 1"),
        ("liability", "standing", "UPDATE view.liability_standing SET deferred = deferred + 0.00000001"),
        ("liability", "standing", "DELETE FROM view.liability_standing WHERE outstanding = 0"),
        ("liability", "rule", "UPDATE view.liability_given SET points = points + 1"),
        ("liability", "rule", "DELETE FROM view.liability_given"),
        ("partners", "day", "UPDATE view.partners_day SET issued = issued + 1"),
        ("partners", "day", "UPDATE view.partners_day SET returned = returned + 1"),
        ("partners", "day", "UPDATE view.partners_day SET rates = rates + 1"),
        ("partners", "day", "UPDATE view.partners_settlement SET recredited = recredited + 1"),
        ("partners", "day", "DELETE FROM view.partners_redemption"),
        ("sources", "day", "UPDATE view.sources_received SET received = received + 1"),
        ("sources", "day", "UPDATE view.sources_received SET late = late + 1"),
        ("sources", "day", "UPDATE view.sources_received SET amount = amount + 0.01"),
        ("sources", "report", "UPDATE view.sources_reported SET reported = 9"),
        ("sources", "report", "DELETE FROM view.sources_reported"),
    ],
)
async def test_a_table_that_was_tampered_with_is_named(ground: Installation, view: str, what: str, damage: str) -> None:
    await ground.fetch(damage)
    with pytest.raises(WrongView, match=rf"the view {view}(, shard \d)?: {what} .*points rebuild {view}"):
        await verified(ground)
    await rebuild(settings_of(ground), view, lambda _done, _total: None)
    await verified(ground)
