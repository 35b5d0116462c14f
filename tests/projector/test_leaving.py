"""What transfers, merges, closings, and erasure become in every view (S26–S29)."""

from typing import Any

import aiohttp
import pytest

from services.projector.verify import verify_views
from tests.conftest import Install
from tests.installation import Installation, event, purchase
from tests.projector.ground import pool, until_caught_up, view_tables
from tests.projector.test_moves import Answers, hold

AT = "2026-06-01T10:00:00Z"


@pytest.fixture(scope="module")
async def answers(install_for_module: Install, http: aiohttp.ClientSession) -> Answers:
    """A gives to b; c, who holds, is merged into d; e is closed; f is adjusted; g is merged into h, who is erased."""
    installation = await install_for_module(shards=4)
    await installation.publish_programme()
    ledger = await installation.start("ledger", clock="2026-06-15T12:00:00Z")
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    sent = [
        *(purchase(name, "100.00", time=AT) for name in "abcdefgh"),
        event("points.transferred", "a", {"transfer_id": "t-1", "to_member_id": "b", "points": 30}, time=AT),
        hold("c", 60, 86_400 * 7, AT), hold("e", 10, 86_400, AT),
    ]  # fmt: skip
    await installation.until_read(await installation.publish(*sent))
    await installation.until_read(
        await installation.publish(
            event("member.merged", "c", {"into_member_id": "d"}, time=AT),
            event("member.closed", "e", {}, time=AT),
            event("member.merged", "g", {"into_member_id": "h"}, time=AT),
        )
    )
    for kind, body in (
        ("adjustment", {"member_id": "f", "adjustment_id": "a-1", "points": -15, "reason": "a mistake"}),
        ("erasure", {"member_id": "h"}),
    ):
        url = f"{ledger.url}/v1/proposals"
        async with http.post(url, json={"kind": kind, "body": body}, headers={"X-Actor": "pat"}) as proposed:
            proposal_id = (await proposed.json())["id"]
        async with http.post(f"{url}/{proposal_id}/approve", headers={"X-Actor": "alex"}) as approved:
            assert approved.status == 200, await approved.text()
    await until_caught_up(installation)
    return Answers(installation, projector.url, http)


async def balance(answers: Answers, name: str) -> dict[str, Any]:
    """Return a member's balance."""
    return await answers.get(f"/v1/members/{name}/balance")


async def test_s27_the_statement_shows_a_transfer_to_both(answers: Answers) -> None:
    assert ((await balance(answers, "a"))["spendable"], (await balance(answers, "b"))["spendable"]) == (70, 130)
    given = (await answers.get("/v1/members/a/statement"))["lines"][0]
    received = (await answers.get("/v1/members/b/statement"))["lines"][0]
    assert (given["what"], given["points"], given["about"]) == (
        "transfer", -30, {"transfer_id": "t-1", "to_member_id": "b"}
    )  # fmt: skip
    assert (received["what"], received["points"], received["about"]) == (
        "transfer", 30, {"transfer_id": "t-1", "from_member_id": "a"}
    )  # fmt: skip


async def test_s28_the_balance_of_a_merged_member_is_the_survivors_and_holds_go_on(answers: Answers) -> None:
    merged, survivor = await balance(answers, "c"), await balance(answers, "d")
    assert (merged.pop("merged_into"), survivor.pop("merged_into")) == ("d", None)
    assert merged == survivor
    assert (survivor["active"], survivor["held"]) == (140, 60)
    assert (await answers.get("/v1/members/c/lots")) == (await answers.get("/v1/members/d/lots"))
    holds = (await view_tables(answers.installation))["balance_hold"]
    assert [(row[2], row[3], row[6]) for row in holds] == [("d", "d/2", 60)]


async def test_s29_a_closed_member_has_nothing_and_an_erased_one_is_not_there(answers: Answers) -> None:
    closed = await balance(answers, "e")
    assert [closed[part] for part in ("active", "pending", "held", "arrears")] == [0, 0, 0, 0]
    for name in ("g", "h"):
        async with answers._http.get(f"{answers._url}/v1/members/{name}/balance") as response:
            assert response.status == 404
    for table, rows in (await view_tables(answers.installation)).items():
        if table.startswith("balance"):
            assert not [row for row in rows if row[2] in ("g", "h")], table


async def test_the_liability_foots_with_every_line(answers: Answers) -> None:
    total = (await answers.get("/v1/liability?period=2026-06"))["total"]["points"]
    assert total["forfeited"] == 300
    assert total["transferred"] == 0
    assert (total["adjusted"], total["closing"]) == (-15, 800 - 300 - 15)


async def test_the_views_are_what_the_records_give(answers: Answers) -> None:
    database = await pool(answers.installation)
    assert await verify_views(await _auditor(answers.installation), database, lambda _done, _all: None) > 0


async def _auditor(installation: Installation) -> Any:
    return await installation.database("points_reader", 2)
