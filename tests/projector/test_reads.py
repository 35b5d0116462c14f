"""The read API over HTTP, against real processes: shapes, positions, waiting, pages, refusals."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from yarl import URL

from schemas.record import REGISTER_SHARD
from services.kit.shards import shard_of
from tests.conftest import Install
from tests.installation import Installation, Service, event, purchase, redemption, until
from tests.projector.ground import until_caught_up

SHARDS = 4


@dataclass(slots=True)
class Reads:
    """A projector that has folded a few members, and whoever asks it."""

    installation: Installation
    projector: Service
    http: aiohttp.ClientSession

    async def ask(self, path: str, **headers: str) -> tuple[int, dict[str, Any], aiohttp.ClientResponse]:
        """Return status, body, and the response of a GET; the path goes as written."""
        url = URL(self.projector.url + path, encoded=True)
        async with self.http.get(url, headers=headers) as response:
            return response.status, await response.json(content_type=None), response

    async def get(self, path: str) -> dict[str, Any]:
        """Return what is answered with 200."""
        status, body, _ = await self.ask(path)
        assert status == 200, body
        return body

    async def refused(self, path: str, **headers: str) -> tuple[int, str, dict[str, Any]]:
        """Return status, reason, and body of a problem."""
        status, body, response = await self.ask(path, **headers)
        assert response.content_type == "application/problem+json"
        assert (body["status"], bool(body["title"]), bool(body["detail"])) == (status, True, True)
        return status, body["reason"], body

    async def sequence_of(self, member_id: str) -> int:
        """Return the sequence of the member's last record."""
        return int((await self.installation.records(member_id))[-1]["sequence"])


@pytest.fixture(scope="module")
async def reads(install_for_module: Install, http: aiohttp.ClientSession) -> Reads:
    """Ann bought thrice and redeemed once; Bob's points will expire; Eve/2 was refused."""
    installation = await install_for_module(shards=SHARDS)
    await installation.publish_programme()
    await installation.publish_programme(
        programme="club", time_zone="Europe/Berlin", expiry={"kind": "rolling", "months": 12, "round": "month_end"}
    )
    await installation.start("ledger")
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    sent = [
        purchase("ann", "100.00", time="2026-01-10T10:00:00Z", partner=None),
        purchase("ann", "50.00", time="2026-02-10T10:00:00Z"),
        redemption("ann", 120, time="2026-02-20T10:00:00Z"),
        purchase("ann", "7.00", time="2026-03-10T10:00:00Z"),
        purchase("bob", "30.00", time="2025-12-31T23:30:00Z", programme="club"),
        purchase("bob", "40.00", time="2025-03-01T10:00:00Z", programme="club"),
        redemption("eve/2", 5, time="2026-03-10T10:00:00Z"),
        event("member.enrolled", "new", {}, time="2026-03-10T10:00:00Z"),
    ]
    await installation.until_read(await installation.publish(*sent))
    await until_caught_up(installation)
    return Reads(installation, projector, http)


async def test_a_balance_names_every_account_and_its_position(reads: Reads) -> None:
    assert await reads.get("/v1/members/ann/balance") == {
        "active": 37, "pending": 0, "held": 0, "arrears": 0, "spendable": 37, "expiring": [],
        "lifetime": {"earned": 157, "redeemed": 120, "expired": 0}, "merged_into": None,
        "as_of_sequence": await head(reads, "ann"),
    }  # fmt: skip


async def head(reads: Reads, member_id: str) -> int:
    sql, shard = "SELECT sequence FROM ledger.shard WHERE shard = $1", shard_of(member_id, SHARDS)
    rows = await reads.installation.fetch(sql, shard)
    return int(rows[0]["sequence"])


async def test_many_who_ask_at_once_each_get_their_own_answer(reads: Reads) -> None:
    paths = {"/v1/members/ann/balance": 37, "/v1/members/bob/balance?programme=club": 70, "/v1/members/new/balance": 0,
             "/v1/members/bob/balance": None}  # fmt: skip
    asked = list(paths) * 100
    answers = await asyncio.gather(*map(reads.ask, asked))
    assert [body.get("active") for _, body, _ in answers] == [paths[path] for path in asked]


async def test_reads_go_on_when_the_database_has_cut_the_connections(reads: Reads) -> None:
    cut = await reads.installation.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'projector/points_reader'"
    )
    assert cut

    async def answered() -> bool:
        status, body, _ = await reads.ask("/v1/members/ann/balance")
        assert status == 200 or (status, body["reason"]) == (503, "UNAVAILABLE")
        return status == 200

    await until(answered, "a balance is read again")


async def test_s16_points_past_their_expiry_are_not_spendable_though_not_yet_swept(reads: Reads) -> None:
    balance = await reads.get("/v1/members/bob/balance?programme=club")
    assert (balance["active"], balance["spendable"]) == (70, 30)
    assert balance["expiring"] == [{"expires_at": "2027-01-31T23:00:00Z", "points": 30}]


async def test_one_who_enrolled_and_did_nothing_has_nothing(reads: Reads) -> None:
    balance = await reads.get("/v1/members/new/balance")
    assert (balance["active"], balance["lifetime"]) == (0, {"earned": 0, "redeemed": 0, "expired": 0})


@pytest.mark.parametrize("read", ["balance", "lots", "statement"])
async def test_an_unknown_member_is_not_found_nor_one_who_was_only_refused(reads: Reads, read: str) -> None:
    for member in ("nobody", "eve/2", "eve%2F2"):
        status, reason, body = await reads.refused(f"/v1/members/{member}/{read}")
        assert (status, reason) == (404, "MEMBER_UNKNOWN")
        assert body["as_of_sequence"] >= 0
    assert (await reads.refused(f"/v1/members/ann/{read}?programme=club"))[:2] == (404, "MEMBER_UNKNOWN")


async def test_the_statement_is_newest_first_with_the_balance_after(reads: Reads) -> None:
    statement = await reads.get("/v1/members/ann/statement")
    lines = statement["lines"]
    assert [line["points"] for line in lines] == [7, -120, 50, 100]
    assert [line["balance"]["active"] for line in lines] == [37, 30, 150, 100]
    assert [line["sequence"] for line in lines] == sorted((line["sequence"] for line in lines), reverse=True)
    assert statement["next"] is None
    newest = lines[0]
    assert (newest["type"], newest["verdict"], newest["reason"]) == ("purchase.completed", "accepted", None)
    assert newest["occurred_at"] == "2026-03-10T10:00:00Z"
    assert newest["explanation"]["lines"]
    assert newest["movements"][0] | {"effective_at": ""} == {
        "source": "issued:purchase", "target": "active", "amount": 7, "unit": "points", "effective_at": "",
        "lot_id": "ann/3",
    }  # fmt: skip


async def test_pages_follow_each_other_without_gap_or_repeat(reads: Reads) -> None:
    for path, key, name in (("statement", "lines", "sequence"), ("lots", "lots", "lot_id")):
        whole = [item[name] for item in (await reads.get(f"/v1/members/ann/{path}"))[key]]
        seen, cursor = [], ""
        while True:
            page = await reads.get(f"/v1/members/ann/{path}?limit=1{cursor}")
            assert len(page[key]) == 1
            seen.append(page[key][0][name])
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert seen == whole


async def test_lots_are_open_ones_in_the_order_they_are_redeemed(reads: Reads) -> None:
    lots = (await reads.get("/v1/members/bob/lots?programme=club"))["lots"]
    assert [(lot["lot_id"], lot["expires_at"], lot["active"]) for lot in lots] == [
        ("bob/2", "2026-03-31T22:00:00Z", 40),
        ("bob/1", "2027-01-31T23:00:00Z", 30),
    ]
    assert [lot["lot_id"] for lot in (await reads.get("/v1/members/ann/lots"))["lots"]] == ["ann/2", "ann/3"]


async def test_l1_the_liability_foots_by_local_month_and_cohort(reads: Reads) -> None:
    report = await reads.get("/v1/liability?programme=club&period=2026-01&group_by=cohort")
    assert report["status"] == "open"
    assert [(row["partner"], row["origin"], row["cohort"]) for row in report["rows"]] == [
        (None, None, "2025-03"), (None, None, "2026-01"),
    ]  # fmt: skip
    opening, issued, closing = (report["total"]["points"][name] for name in ("opening", "issued", "closing"))
    assert (opening, issued, closing) == (40, 30, 70)
    assert report["arrears"] == {"opening": 0, "shortfalls": 0, "repaid": 0, "written_off": 0, "closing": 0}
    assert set(report["as_of"]) == {str(shard) for shard in range(REGISTER_SHARD, SHARDS)}


async def test_a_month_opens_with_what_the_one_before_closed_with(reads: Reads) -> None:
    closing = 0
    for period, issued, redeemed in (("2026-01", 100, 0), ("2026-02", 50, 120), ("2026-03", 7, 0), ("2026-04", 0, 0)):
        points = (await reads.get(f"/v1/liability?period={period}"))["total"]["points"]
        assert (points["opening"], points["issued"], points["redeemed"]) == (closing, issued, redeemed)
        closing = points["closing"]
    assert closing == 37


async def test_rows_without_points_or_movements_are_left_out(reads: Reads) -> None:
    report = await reads.get("/v1/liability?period=2026-04")
    assert [row["cohort"] for row in report["rows"]] == ["2026-02", "2026-03"]


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/v1/liability", "query.period"),
        ("/v1/liability?period=2026-13", "query.period"),
        ("/v1/liability?period=2026-1", "query.period"),
        ("/v1/liability?period=2026-01&group_by=colour", "query.group_by"),
        ("/v1/liability?period=2026-01&min_sequence=x", "query.min_sequence"),
        ("/v1/liability?period=2026-01&programme=NO%20NAME", "query.programme"),
        ("/v1/members/ann/balance?min_sequence=-1", "query.min_sequence"),
        ("/v1/members/ann/balance?min_sequence=99999999999999999999", "query.min_sequence"),
        ("/v1/members/ann/balance?as_of=2026-01-01", "query.as_of"),
        ("/v1/members/a%00n/balance", "path.member_id"),
        ("/v1/members/" + "x" * 129 + "/balance", "path.member_id"),
        ("/v1/members/ann/statement?limit=0", "query.limit"),
        ("/v1/members/ann/statement?limit=501", "query.limit"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_its_path(reads: Reads, path: str, fault: str) -> None:
    status, reason, body = await reads.refused(path)
    assert (status, reason, body["errors"][0]["path"]) == (422, "INVALID_REQUEST", fault)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/members/ann/statement?cursor=nonsense",
        "/v1/members/ann/statement?cursor=WzFd",
        "/v1/members/ann/lots?cursor=MQ",
        "/v1/members/ann/lots?cursor=WzFd",
        "/v1/members/ann/lots?cursor=W1tdXQ",
        "/v1/members/ann/statement?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
    ],
)
async def test_a_cursor_that_is_none_of_ours_is_refused_as_the_ledger_does(reads: Reads, path: str) -> None:
    status, reason, body = await reads.refused(path)
    assert (status, reason, body["errors"][0]["path"]) == (400, "CURSOR_INVALID", "query.cursor")


async def test_other_refusals_are_problems_too(reads: Reads) -> None:
    unknown = await reads.refused("/v1/liability?period=2026-01&programme=none")
    assert unknown[:2] == (404, "PROGRAMME_UNKNOWN")
    assert (await reads.refused("/v1/nothing"))[:2] == (404, "NOT_FOUND")
    assert (await reads.refused("/v1/members/ann/balance", **{"X-Actor": "x" * 129}))[:2] == (400, "ACTOR_INVALID")


async def test_min_sequence_waits_for_what_was_just_written(reads: Reads) -> None:
    await reads.installation.until_read(
        await reads.installation.publish(purchase("zoe", "5.00", time="2026-03-10T10:00:00Z"))
    )
    wanted = await reads.sequence_of("zoe")
    balance = await reads.get(f"/v1/members/zoe/balance?min_sequence={wanted}")
    assert balance["active"] == 5
    assert balance["as_of_sequence"] >= wanted
    shard = shard_of("zoe", SHARDS)
    report = await reads.get(f"/v1/liability?period=2026-03&min_sequence={shard}:{wanted}")
    assert report["as_of"][str(shard)] >= wanted


async def test_min_sequence_that_is_not_reached_in_two_seconds_says_when_to_ask_again(reads: Reads) -> None:
    for path in ("/v1/members/ann/balance?min_sequence=999999", "/v1/liability?period=2026-01&min_sequence=0:999999"):
        status, body, response = await reads.ask(path)
        assert (status, body["reason"], response.headers["Retry-After"]) == (503, "POSITION_NOT_REACHED", "1")


async def test_projections_say_where_each_view_stands(reads: Reads) -> None:
    async def at_the_heads() -> list[dict[str, Any]]:
        views: list[dict[str, Any]] = (await reads.get("/v1/projections"))["views"]
        return views if all(view["position"] == view["head"] for view in views) else []

    views = await until(at_the_heads, "every view stands at the heads")
    assert [view["view"] for view in views] == ["balance", "liability", "partners", "sources", "tier"]
    for view in views:
        assert set(view) == {"view", "version", "position", "head", "lag_records", "lag_seconds", "rebuild"}
        assert (view["version"], view["lag_records"], view["lag_seconds"], view["rebuild"]) == (1, 0, 0.0, None)
        assert set(view["position"]) == {str(shard) for shard in range(REGISTER_SHARD, SHARDS)}


async def test_health_readiness_and_metrics(reads: Reads) -> None:
    assert await reads.get("/healthz") == {"status": "alive"}
    assert await reads.get("/readyz") == {"status": "ready"}
    async with reads.http.get(f"{reads.projector.url}/metrics") as response:
        assert 'points_projection_records_total{view="balance"}' in await response.text()


async def test_the_openapi_document_names_every_answer(reads: Reads) -> None:
    document = await reads.get("/openapi.json")
    for path, operations in document["paths"].items():
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert schema["$ref"].endswith("Answer"), path
    answers = [schema for name, schema in document["components"]["schemas"].items() if name.endswith("Answer")]
    assert all(set(schema["required"]) == set(schema["properties"]) for schema in answers)
