"""What auditors read: records by member, order, type, and time, a page at a time; and balances as they were."""

from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
import pytest

from tests.conftest import Install
from tests.installation import Installation, Service, event, purchase, redemption
from tests.projector.ground import until_caught_up

SHARDS = 4


class Audited:
    """A projector over a few records, and whoever asks it."""

    def __init__(self, installation: Installation, projector: Service, http: aiohttp.ClientSession) -> None:
        self.installation = installation
        self._projector = projector
        self._http = http
        self.records: list[dict[str, Any]] = []

    async def get(self, path: str, status: int = 200) -> dict[str, Any]:
        """Return what is answered."""
        async with self._http.get(self._projector.url + path) as response:
            body = orjson.loads(await response.read())
            assert response.status == status, body
            return dict(body)

    async def pages(self, query: str) -> list[dict[str, Any]]:
        """Return the entries of all pages."""
        found: list[dict[str, Any]] = []
        answer = await self.get(f"/v1/entries?{query}")
        while answer["next"] is not None:
            found += answer["entries"]
            answer = await self.get(f"/v1/entries?{query}&cursor={answer['next']}")
        found += answer["entries"]
        return found

    def ours(self, **wanted: str) -> list[dict[str, Any]]:
        """Return the records of members and types."""
        return [
            record for record in self.records
            if wanted.get("member_id") in (None, record["member_id"])
            and wanted.get("type") in (None, record["event"]["type"])
        ]  # fmt: skip


@pytest.fixture(scope="module")
async def audited(install_for_module: Install, http: aiohttp.ClientSession) -> Audited:
    """Ann buys, redeems, and returns; a few others buy."""
    installation = await install_for_module(shards=SHARDS)
    await installation.publish_programme()
    await installation.start("ledger")
    said = {"business_date": "2026-01-10", "type": "purchase.completed", "count": 11, "amount": "145.00"}
    batches = [
        [purchase("ann", "100.00", order_id="first", time="2026-01-10T10:00:00Z", partner=None)]
        + [purchase(f"m-{number}", "5.00", time="2026-01-10T10:00:00Z") for number in range(9)],
        [redemption("ann", 30, time="2026-02-10T10:00:00Z"),
         event("redemption.reserved", "ann", {"redemption_id": "h", "points": 20, "ttl_seconds": 60},
               time="2026-02-11T10:00:00Z")],
        [event("purchase.returned", "ann", {"order_id": "first", "return_id": "r", "amount": "50.00"},
               time="2026-03-10T10:00:00Z"),
         event("totals.reported", "urn:till:7", said, time="2026-01-11T01:00:00Z")],
    ]  # fmt: skip
    for batch in batches:
        await installation.until_read(await installation.publish(*batch))
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    await until_caught_up(installation)
    audited = Audited(installation, projector, http)
    audited.records = [record for record in await installation.records() if record["shard"] >= 0]
    return audited


async def test_a_day_is_reconciled_with_what_its_source_reported(audited: Audited) -> None:
    answer = await audited.get("/v1/reconciliations?date=2026-01-10")
    (row,) = answer["rows"]
    assert row == {
        "source": "urn:till:7", "type": "purchase.completed", "reported": 11, "received": 10, "missing": 1, "extra": 0,
        "late": 10, "reported_amount": "145.00", "received_amount": "145.00", "agrees": False,
    }  # fmt: skip
    assert set(answer["as_of"]) == {str(shard) for shard in range(-1, SHARDS)}
    assert (await audited.get("/v1/reconciliations?date=2026-01-32", 422))["reason"] == "INVALID_REQUEST"


async def test_entries_of_a_time_are_all_records_as_they_are(audited: Audited) -> None:
    assert await audited.pages("since=2020-01-01T00:00:00Z&limit=3") == audited.records
    assert await audited.pages("since=2020-01-01T00:00:00Z&programme=other") == []


async def test_entries_since_an_instant_begin_there_in_every_shard(audited: Audited) -> None:
    instants = sorted(record["recorded_at"] for record in audited.records)
    since, until = instants[len(instants) // 2], instants[-1]
    found = await audited.pages(f"since={quote(since)}&until={quote(until)}&limit=2")
    assert found == [record for record in audited.records if since <= record["recorded_at"] < until]
    assert found


async def test_entries_by_member_type_and_order(audited: Audited) -> None:
    assert await audited.pages("member_id=ann&limit=1") == audited.ours(member_id="ann")
    assert await audited.pages("member_id=ann&type=purchase.returned") == audited.ours(type="purchase.returned")
    of_order = await audited.pages("member_id=ann&order_id=first")
    assert [record["event"]["type"] for record in of_order] == ["purchase.completed", "purchase.returned"]


async def test_entries_without_a_bound_are_refused(audited: Audited) -> None:
    assert (await audited.get("/v1/entries?type=purchase.completed", 422))["reason"] == "INVALID_REQUEST"
    assert (await audited.get("/v1/entries?member_id=ann&cursor=x", 400))["reason"] == "CURSOR_INVALID"


async def test_a_balance_as_of_each_record_is_the_balance_in_it(audited: Audited) -> None:
    mine = audited.ours(member_id="ann")
    for record in {record["recorded_at"]: record for record in mine}.values():
        was = await audited.get(f"/v1/members/ann/balance?as_of={quote(record['recorded_at'])}")
        assert {account: was[account] for account in record["balance"]} == record["balance"]
        assert was["as_of_sequence"] == record["sequence"]
    await audited.get("/v1/members/ann/balance?as_of=2020-01-01T00:00:00Z", 404)


@pytest.mark.parametrize(
    ("instant", "active", "held", "spendable"),
    [("2026-01-31T00:00:00Z", 100, 0, 100), ("2026-02-10T10:00:00Z", 70, 0, 70), ("2026-02-11T10:00:30Z", 50, 20, 50),
     ("2026-06-01T00:00:00Z", 20, 0, 20)],
)  # fmt: skip
async def test_a_balance_by_what_was_effective(
    audited: Audited, instant: str, active: int, held: int, spendable: int
) -> None:
    was = await audited.get(f"/v1/members/ann/balance?effective_as_of={instant}")
    assert (was["active"], was["held"], was["spendable"]) == (active, held, spendable)
