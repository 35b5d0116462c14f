"""A closed month over HTTP: stored once, read byte for byte, its digest in the register; and nothing moves it (L8)."""

import hashlib
from io import BytesIO
from typing import Any

import aiohttp
import asyncpg
import openpyxl
import orjson
import pytest

from services.projector.rebuild import rebuild
from services.projector.spreadsheets import XLSX_TYPE
from services.projector.statement import funded_by
from tests.conftest import Install
from tests.installation import Installation, Service, event, purchase, until
from tests.projector.ground import settings_of, until_caught_up, write_records
from tests.projector.test_partners import statement
from tests.projector.test_report import months_of, report_on
from tests.projector.trade import Trade
from tests.projector.trading import random_trade


class Finance:
    """A projector over a trade, and whoever asks it."""

    def __init__(
        self, trade: Trade, installation: Installation, projector: Service, http: aiohttp.ClientSession
    ) -> None:
        self.trade = trade
        self.installation = installation
        self._projector = projector
        self._http = http

    async def ask(self, path: str, **headers: str) -> tuple[int, bytes, str]:
        """Return status, body, and type of a GET."""
        async with self._http.get(self._projector.url + path, headers=headers) as response:
            return response.status, await response.read(), response.content_type

    async def get(self, path: str) -> dict[str, Any]:
        """Return what is answered with 200."""
        status, body, _ = await self.ask(path)
        assert status == 200, body
        return dict(orjson.loads(body))

    async def stored(self, period: str) -> bytes:
        """Return the text that was stored of a month, once it was."""

        async def there() -> list[Any]:
            return await self.installation.fetch("SELECT body FROM view.report WHERE period = $1", period)

        return str((await until(there, f"the report of {period} is stored"))[0]["body"]).encode()


@pytest.fixture(scope="module")
async def finance(install_for_module: Install, http: aiohttp.ClientSession) -> Finance:
    """Some months of trade, with records written by hand; no ledger is there to take a digest."""
    installation = await install_for_module(shards=4, topics=False)
    trade = random_trade(2, 200)
    await write_records(installation, trade.records)
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    await until_caught_up(installation)
    return Finance(trade, installation, projector, http)


async def test_the_answer_is_the_report_of_the_pure_fold(finance: Finance) -> None:
    for month in months_of(finance.trade):
        answer = await finance.get(f"/v1/liability?period={month}")
        expected = report_on(finance.trade, month).body()
        assert {**answer, "as_of": {}} == expected
        by_partner = await finance.get(f"/v1/liability?period={month}&group_by=partner")
        assert by_partner["total"] == answer["total"]
        assert {row["origin"] for row in by_partner["rows"]} == {None}


async def test_l8_a_closed_month_is_read_as_it_was_stored_as_of_its_cut(finance: Finance) -> None:
    closes = [record for record in finance.trade.records if record["event"]["type"] == "period.closed"]
    assert len(closes) > 1
    for record in closes:
        data = record["event"]["data"]
        stored = await finance.stored(data["period"])
        _, body, _ = await finance.ask(f"/v1/liability?period={data['period']}")
        assert body == stored
        answer = orjson.loads(body)
        assert (answer["status"], answer["as_of"]) == ("closed", data["cut"])


async def test_l8_nobody_changes_a_stored_report_and_a_rebuild_leaves_it(finance: Finance) -> None:
    closed = next(r["event"]["data"]["period"] for r in finance.trade.records if r["event"]["type"] == "period.closed")
    stored = await finance.stored(closed)
    for sql in ("UPDATE view.report SET body = ''", "DELETE FROM view.report", "TRUNCATE view.report"):
        with pytest.raises(asyncpg.RestrictViolationError, match="frozen"):
            await finance.installation.fetch(sql)
    await rebuild(settings_of(finance.installation), "liability", lambda _done, _total: None)
    assert await finance.stored(closed) == stored
    assert (await finance.ask(f"/v1/liability?period={closed}"))[1] == stored


async def test_the_report_as_csv_and_as_a_workbook_says_what_the_json_says(finance: Finance) -> None:
    month = months_of(finance.trade)[-1]
    answer = await finance.get(f"/v1/liability?period={month}")
    status, text, kind = await finance.ask(f"/v1/liability?period={month}", Accept="text/csv")
    assert (status, kind) == (200, "text/csv")
    lines = text.decode().splitlines()
    assert len(lines) == 1 + len(answer["rows"])
    assert lines[0].startswith("partner,origin,cohort,points_opening,")
    status, content, kind = await finance.ask(f"/v1/liability?period={month}&format=xlsx")
    assert (status, kind) == (200, XLSX_TYPE)
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)[month]
    formulas = openpyxl.load_workbook(BytesIO(content))[month]
    header = [cell.value for cell in values[1]]
    at, total = header.index("money_closing"), len(answer["rows"]) + 2
    assert f"{values.cell(total, at + 1).value:.2f}" == answer["total"]["money"]["closing"]
    assert str(formulas.cell(total, at + 1).value).startswith("=SUM(")
    assert formulas.freeze_panes == "D2"


async def test_l10_journal_and_budget_are_of_the_same_report(finance: Finance) -> None:
    for month in months_of(finance.trade):
        report = await finance.get(f"/v1/liability?period={month}")
        journal = await finance.get(f"/v1/liability/journal?period={month}")
        assert {entry["line"]: entry["debit"] for entry in journal["entries"][::2]}.get("deferred", "0.00") == (
            report["total"]["money"] or {"deferred": "0.00"}
        )["deferred"]
        budget = await finance.get(f"/v1/liability/budget?period={month}")
        assert {name: budget[name] for name in report["budget"]} == report["budget"]
    status, text, kind = await finance.ask(f"/v1/liability/journal?period={month}&format=csv")
    assert (status, kind, text.splitlines()[0]) == (200, "text/csv", b"entry,date,line,account,debit,credit")


async def test_l7_a_statement_over_http_is_that_of_the_pure_fold(finance: Finance) -> None:
    for month in months_of(finance.trade):
        answer = await finance.get(f"/v1/partners/fuel/statement?period={month}")
        expected = statement(finance.trade, month)
        assert (answer["days"], answer["total"]) == (expected["days"], expected["total"])
        assert answer["funded"] == funded_by(report_on(finance.trade, month), "fuel")
    assert answer["funded"]["opening"] != "0.00"
    status, text, kind = await finance.ask(f"/v1/partners/fuel/statement?period={month}&format=csv")
    assert (status, kind, text[:4]) == (200, "text/csv", b"day,")


async def test_the_forecast_has_all_points_outstanding(finance: Finance) -> None:
    forecast = await finance.get("/v1/liability/forecast")
    left = sum(lot.active for lots in finance.trade.lots.values() for lot in lots)
    assert sum(month["points"] for month in forecast["months"]) == left
    assert all(0 <= month["expected_redemption"] <= month["points"] for month in forecast["months"])


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/v1/liability?period=2026-13", 422, "INVALID_REQUEST"),
        ("/v1/liability?period=2026-01&format=pdf", 422, "INVALID_REQUEST"),
        ("/v1/liability?period=2026-01&group_by=member", 422, "INVALID_REQUEST"),
        ("/v1/liability/journal?period=2026-01&programme=nowhere", 404, "PROGRAMME_UNKNOWN"),
        ("/v1/liability/forecast?programme=nowhere", 404, "PROGRAMME_UNKNOWN"),
    ],
)
async def test_what_cannot_be_answered_says_why(finance: Finance, path: str, status: int, reason: str) -> None:
    answered, body, _ = await finance.ask(path)
    assert (answered, orjson.loads(body)["reason"]) == (status, reason)


async def test_l8_the_digest_of_a_closed_month_comes_into_the_register(
    install: Install, http: aiohttp.ClientSession
) -> None:
    """The ledger's own records, closed by two people; late events after it, and a rebuild, change nothing."""
    installation = await install(shards=4)
    welcome = {"rule_id": "welcome", "on": "enrolment", "bonus": 100,
               "funded_by": [{"partner_id": "fuel", "share": "0.5"}]}  # fmt: skip
    await installation.publish_programme(earning={"rate": {"points": 1, "per": "1"}, "rules": [welcome]})
    ledger = await installation.start("ledger")

    async def post(path: str, body: object, actor: str) -> dict[str, Any]:
        async with http.post(ledger.url + path, json=body, headers={"X-Actor": actor}) as response:
            answer = await response.json(content_type=None)
            assert response.status < 300, answer
            return dict(answer)

    async def approved(kind: str, body: object) -> dict[str, Any]:
        proposal = await post("/v1/proposals", {"kind": kind, "body": body}, "pat")
        return await post(f"/v1/proposals/{proposal['id']}/approve", {}, "alex")

    await approved(
        "estimate",
        {"valid_from": "2026-01-01T00:00:00Z", "value_per_point": "0.01", "cost_per_point": "0.008",
         "redemption_rate": [{"from_age_months": 0, "rate": "0.60"}]},
    )  # fmt: skip
    sent = [
        event("member.enrolled", "ann", {}, time="2026-01-09T10:00:00Z"),
        purchase("ann", "1000.00", order_id="first", time="2026-01-10T10:00:00Z", partner=None),
    ]
    await installation.until_read(await installation.publish(*sent))
    await approved("close", {"period": "2026-01"})
    late = [purchase("bob", "500.00", time="2026-01-20T10:00:00Z", partner=None)]
    await installation.until_read(await installation.publish(*late))
    projector = await installation.start("projector", ledger_url=ledger.url, clock="2026-06-15T12:00:00Z")

    async def frozen() -> list[dict[str, Any]]:
        return [record for record in await installation.records() if record["event"]["type"] == "report.frozen"]

    (record,) = await until(frozen, "the digest is in the register")
    finance = Finance(Trade(), installation, projector, http)
    _, body, _ = await finance.ask("/v1/liability?period=2026-01")
    assert record["event"]["data"]["sha256"] == hashlib.sha256(body).hexdigest()
    answer = orjson.loads(body)
    assert answer["status"] == "closed"
    # 1,000 points × 0.01 × 0.60 = 6; 1000 × 6 ÷ 1006 = 5.96.
    assert answer["total"]["money"] == {
        "opening": "0.00", "deferred": "5.96", "recognised": "0.00", "reestimate": "0.00", "reversed": "0.00",
        "reversed_earlier": "0.00", "closing": "5.96",
    }  # fmt: skip
    # 100 points × 0.60 × 0.008 = 0.48, of which half is the partner's (L6).
    of_fuel = {"opening": "0.00", "change": "0.24", "closing": "0.24"}
    assert answer["receivable"] == [{"partner": "fuel", **of_fuel}]
    assert (await finance.get("/v1/partners/fuel/statement?period=2026-01"))["funded"] == of_fuel
    february = await finance.get("/v1/liability?period=2026-02")
    assert (february["total"]["money"]["opening"], february["total"]["money"]["deferred"]) == ("5.96", "2.98")
    await rebuild(settings_of(installation), "liability", lambda _done, _total: None)
    assert (await finance.ask("/v1/liability?period=2026-01"))[1] == body
    assert len(await frozen()) == 1
