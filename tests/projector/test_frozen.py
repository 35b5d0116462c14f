"""A report that differs is shown beside what was stored, and never takes its place (L8)."""

import asyncio
import contextlib
import hashlib
from pathlib import Path

import openpyxl
import orjson
import pytest
from rich.console import Console

from services.projector.month import Sums
from services.projector.project import Engine
from services.projector.report_output import print_report, write_report
from services.projector.reports import Reports, at_the_cut, check_report
from services.projector.tail import Gap
from services.projector.terms import Close
from services.projector.views import LIABILITY
from tests.conftest import Install
from tests.installation import until
from tests.projector.ground import pool, projecting, settings_of, until_caught_up, write_records
from tests.projector.test_report import report_on
from tests.projector.trading import random_trade

CLOSE = Close("2026-01", {0: 7, -1: 4, 1: 9}, 5)


async def test_l8_a_stored_report_that_the_records_contradict_is_shown_and_said_to_differ(
    install: Install, tmp_path: Path
) -> None:
    ground = await install(shards=4, topics=False)
    trade = random_trade(2, 200)
    month = trade.closed
    await write_records(ground, trade.records)
    false = report_on(trade, month).canonical().replace(b'"status":"closed"', b'"status":"closed","told":"by hand"')
    add = "INSERT INTO view.report (programme, period, sha256, body) VALUES ('default', $1, $2, $3)"
    await ground.fetch(add, month, hashlib.sha256(b"another").digest(), false.decode())
    async with projecting(ground):
        await until_caught_up(ground)
    database = await pool(ground)
    checked = await check_report(database, database, "default", month)
    assert checked.report.canonical() == false
    assert checked.faults == [
        "the stored report is not the text that its digest was taken of",
        "the records give other figures now than were stored",
    ]
    before = await check_report(database, database, "default", "2026-01")
    assert before.faults == []
    assert {**before.report.body(), "as_of": {}} == report_on(trade, "2026-01").body()
    with pytest.raises(Gap, match="no programme 'nowhere'"):
        await check_report(database, database, "nowhere", month)

    console = Console(record=True, width=100)
    print_report(before.report, console)
    total = before.report.body()["total"]
    printed = console.export_text()
    assert total["money"]["closing"] in printed
    assert f"{total['points']['closing']:,}" in printed
    write_report(before.report, tmp_path / "january.xlsx")
    assert openpyxl.load_workbook(tmp_path / "january.xlsx").sheetnames == ["2026-01"]
    with pytest.raises(ValueError, match="ends neither in"):
        write_report(before.report, tmp_path / "january.pdf")


@pytest.mark.parametrize("as_of", [{"-1": 4, "0": 7, "1": 9}, {"-1": 5, "0": 70, "1": 90}])
def test_l8_a_passed_cut_is_what_a_report_is_as_of(as_of: dict[str, int]) -> None:
    found = at_the_cut(Sums(as_of, [], [], [], [], {}, 0), CLOSE)
    assert found is not None
    assert found.as_of == {"-1": 4, "0": 7, "1": 9}


@pytest.mark.parametrize("as_of", [{"-1": 3, "0": 7, "1": 9}, {"-1": 4, "0": 7, "1": 8}, {"-1": 4, "0": 7}])
def test_l8_every_shard_and_the_register_must_have_passed_the_cut(as_of: dict[str, int]) -> None:
    assert at_the_cut(Sums(as_of, [], [], [], [], {}, 0), CLOSE) is None


async def test_l8_a_report_waits_for_no_other_view_than_the_one_it_is_made_of(install: Install) -> None:
    ground = await install(shards=4, topics=False)
    trade = random_trade(2, 200)
    await write_records(ground, trade.records)
    database = await pool(ground)
    settings = settings_of(ground)
    engine, reports = Engine(database, database, settings, "test"), Reports(database, database, settings)
    running = asyncio.gather(engine.run([LIABILITY]), reports.run())
    try:
        stored = "SELECT body FROM view.report WHERE period = $1"
        (row,) = await until(lambda: ground.fetch(stored, trade.closed), "the report is stored")
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
    assert {**orjson.loads(row["body"]), "as_of": {}} == report_on(trade, trade.closed).body()
    assert [row["name"] for row in await ground.fetch("SELECT DISTINCT name FROM view.bookmark")] == ["liability"]
