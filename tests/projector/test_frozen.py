"""A report that differs is shown beside what was stored, and never takes its place (L8)."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from services.projector.report_output import print_report, write_report
from services.projector.reports import check_report
from services.projector.tail import Gap
from tests.conftest import Install
from tests.projector.ground import pool, projecting, until_caught_up, write_records
from tests.projector.test_report import report_on
from tests.projector.trading import random_trade


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
