"""What the ledger's own records of holds, returns, cancels, grants, and referrals become in every view."""

from typing import Any

import aiohttp
import pytest

from services.projector.verify import verify_views
from tests.conftest import Install
from tests.installation import Installation, event, purchase, redemption
from tests.projector.ground import pool, until_caught_up

EXPIRY = {"kind": "rolling", "days": 30}
RULES = {"rules": [{"rule_id": "friends", "on": "referral", "bonus": 50}]}


def hold(member_id: str, points: int, ttl_seconds: int, time: str) -> Any:
    """Return a reservation named after the member."""
    data = {"redemption_id": f"hold-{member_id}", "points": points, "ttl_seconds": ttl_seconds}
    return event("redemption.reserved", member_id, data, time=time)


class Answers:
    """Asks the projector."""

    def __init__(self, installation: Installation, url: str, http: aiohttp.ClientSession) -> None:
        self.installation = installation
        self._url = url
        self._http = http

    async def get(self, path: str) -> dict[str, Any]:
        """Return what is answered with 200."""
        async with self._http.get(self._url + path) as response:
            body: dict[str, Any] = await response.json(content_type=None)
            assert response.status == 200, body
            return body


@pytest.fixture(scope="module")
async def answers(install_for_module: Install, http: aiohttp.ClientSession) -> Answers:
    """Each member does one thing; it is noon of 15 June, and expiry is suspended in the storm since May."""
    installation = await install_for_module(shards=4)
    await installation.publish_programme(expiry=EXPIRY, earning=RULES)
    await installation.publish_programme(
        version=2, valid_from="2026-05-01T00:00:00Z", expiry=EXPIRY, earning=RULES, expiry_suspended=["storm"]
    )
    await installation.start("ledger")
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    may, june = "2026-04-15T10:00:00Z", "2026-06-01T10:00:00Z"
    first = [
        event("member.enrolled", "stormy", {"segment": "calm"}, time=may),
        event("member.updated", "stormy", {"segment": "storm"}, time=may),
        purchase("stormy", "100.00", time=may),
        purchase("calm", "100.00", time=may),
        *(purchase(member, "100.00", time=june) for member in ("lapsed", "open", "captured", "released")),
        hold("lapsed", 60, 86_400, "2026-06-10T10:00:00Z"),
        hold("open", 60, 86_400, "2026-06-15T10:00:00Z"),
        hold("captured", 60, 86_400, "2026-06-15T10:00:00Z"),
        hold("released", 60, 86_400, "2026-06-15T10:00:00Z"),
        event("redemption.captured", "captured", {"redemption_id": "hold-captured", "points": 25},
              time="2026-06-15T11:00:00Z"),
        event("redemption.released", "released", {"redemption_id": "hold-released"}, time="2026-06-15T11:00:00Z"),
        purchase("graced", "100.00", time="2026-03-01T10:00:00Z"),
        redemption("graced", 80, redemption_id="graced", time="2026-03-10T10:00:00Z"),
        event("redemption.cancelled", "graced",
              {"redemption_id": "graced", "cancel_id": "graced", "points": 50, "initiated_by": "merchant"},
              time="2026-06-10T10:00:00Z"),
        purchase("back", "100.00", order_id="back", time="2026-03-01T10:00:00Z"),
        redemption("back", 100, redemption_id="back", time="2026-03-10T10:00:00Z"),
        event("redemption.cancelled", "back", {"redemption_id": "back", "cancel_id": "back", "points": 30},
              time="2026-03-11T10:00:00Z"),
        event("purchase.returned", "back", {"order_id": "back", "return_id": "back", "amount": "100.00"},
              time="2026-03-20T10:00:00Z"),
        event("points.granted", "back", {"grant_id": "back", "points": 90, "origin": "campaign"},
              time="2026-06-05T10:00:00Z"),
        event("member.enrolled", "friend", {}, time=may),
    ]  # fmt: skip
    await installation.until_read(await installation.publish(*first))
    referred = [
        event("member.enrolled", "new", {"referrer_id": "friend"}, time=june),
        purchase("new", "10.00", time=june),
    ]
    await installation.until_read(await installation.publish(*referred))
    await until_caught_up(installation)
    return Answers(installation, projector.url, http)


END_OF_JUNE = "2026-07-02T00:00:00Z"


@pytest.mark.parametrize(
    ("member", "active", "held", "arrears", "spendable", "expiring"),
    [
        ("stormy", 100, 0, 0, 100, []),
        ("calm", 100, 0, 0, 0, []),
        ("lapsed", 40, 60, 0, 100, [(END_OF_JUNE, 100)]),
        ("open", 40, 60, 0, 40, [(END_OF_JUNE, 40)]),
        ("captured", 75, 0, 0, 75, [(END_OF_JUNE, 75)]),
        ("released", 100, 0, 0, 100, [(END_OF_JUNE, 100)]),
        ("graced", 50, 0, 0, 50, [("2026-07-11T00:00:00Z", 50)]),
        ("back", 20, 0, 0, 20, [("2026-07-06T00:00:00Z", 20)]),
        ("friend", 50, 0, 0, 50, [(END_OF_JUNE, 50)]),
    ],
)
async def test_a_balance_is_read_as_the_ledger_would_decide(
    answers: Answers, member: str, active: int, held: int, arrears: int, spendable: int, expiring: list[Any]
) -> None:
    balance = await answers.get(f"/v1/members/{member}/balance")
    found = [balance[name] for name in ("active", "held", "arrears", "spendable")]
    assert found == [active, held, arrears, spendable]
    assert [(each["expires_at"], each["points"]) for each in balance["expiring"]] == expiring


async def test_s20_lifetime_redeemed_is_net_of_cancels_and_what_the_lot_still_had_expired(answers: Answers) -> None:
    lifetime = (await answers.get("/v1/members/graced/balance"))["lifetime"]
    assert lifetime == {"earned": 100, "redeemed": 30, "expired": 20}
    (lot,) = (await answers.get("/v1/members/graced/lots"))["lots"]
    assert (lot["lot_id"], lot["active"], lot["expires_at"]) == ("graced/1", 50, "2026-07-11T00:00:00Z")


async def test_the_tables_are_the_fold_of_the_ledgers_records(answers: Answers) -> None:
    database = await pool(answers.installation)
    assert await verify_views(database, database, lambda _done, _of: None) > 0


async def test_every_report_foots_and_opens_with_what_the_one_before_closed_with(answers: Answers) -> None:
    closing = debt = 0
    found: dict[str, Any] = {}
    for month in range(1, 8):
        report = found[f"{month}"] = await answers.get(f"/v1/liability?period=2026-{month:02}")
        points, arrears = report["total"]["points"], report["arrears"]
        assert (points["opening"], arrears["opening"]) == (closing, debt)
        for line in (points, *(row["points"] for row in report["rows"])):
            gained = line["issued"] + line["recredited"] + line["adjusted"] + line["transferred"]
            lost = sum(line[name] for name in ("redeemed", "expired", "clawed_back", "repaid", "forfeited"))
            assert line["closing"] == line["opening"] + gained - lost
        assert arrears["closing"] == debt + arrears["shortfalls"] - arrears["repaid"] - arrears["written_off"]
        assert points["closing"] == sum(row["points"]["closing"] for row in report["rows"])
        closing, debt = points["closing"], arrears["closing"]
    march, june = found["3"], found["6"]
    assert [march["total"]["points"][name] for name in ("issued", "redeemed", "recredited", "clawed_back")] == [
        200, 180, 30, 30,
    ]  # fmt: skip
    assert march["arrears"] == {"opening": 0, "shortfalls": 70, "repaid": 0, "written_off": 0, "closing": 70}
    assert june["arrears"] == {"opening": 70, "shortfalls": 0, "repaid": 70, "written_off": 0, "closing": 0}
    assert [june["total"]["points"][name] for name in ("recredited", "expired", "repaid", "redeemed")] == [
        50, 20, 70, 25,
    ]  # fmt: skip
    assert {row["origin"] for row in june["rows"]} == {"purchase", "campaign", "referral"}


async def test_the_statement_says_in_words_what_happened(answers: Answers) -> None:
    lines = (await answers.get("/v1/members/back/statement"))["lines"]
    assert [(line["what"], line["points"], line["about"]) for line in lines] == [
        ("grant", 90, {"grant_id": "back"}),
        ("return", -100, {"order_id": "back", "return_id": "back"}),
        ("cancellation", 30, {"redemption_id": "back", "cancel_id": "back"}),
        ("redemption", -100, {"redemption_id": "back"}),
        ("purchase", 100, {"order_id": "back"}),
    ]
    assert (lines[1]["explanation"]["shortfall"], lines[1]["balance"]["arrears"]) == (70, -70)
    lines = (await answers.get("/v1/members/captured/statement"))["lines"]
    assert [(line["what"], line["points"], line["balance"]["held"]) for line in lines] == [
        ("capture", -25, 0), ("reservation", 0, 60), ("purchase", 100, 0),
    ]  # fmt: skip
    assert lines[1]["explanation"]["held_until"] == "2026-06-16T10:00:00Z"


async def test_a_referral_names_the_event_that_caused_it(answers: Answers) -> None:
    line = (await answers.get("/v1/members/friend/statement"))["lines"][0]
    assert (line["what"], line["points"], line["about"]) == ("referral", 50, {})
    assert line["caused_by"] == {"source": line["source"], "id": line["event_id"]}
