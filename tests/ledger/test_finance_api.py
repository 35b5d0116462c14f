"""Finance over HTTP: two people set estimates and rates, and close a month; its report is frozen once (L5, L8)."""

from typing import Any

import aiohttp
import orjson
import pytest
import pytest_asyncio

from tests.conftest import Install
from tests.installation import PROGRAMME, purchase, unique
from tests.ledger.calls import Answer, Counter
from tests.ledger.test_proposals import ESTIMATE, RATES

LATER = "2999-01-01T00:00:00Z"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(install_for_module: Install, http: aiohttp.ClientSession) -> Counter:
    """A ledger where people decide; each test has programmes of its own."""
    installation = await install_for_module()
    return Counter(installation, await installation.start("ledger"), http)


async def programme(office: Counter) -> str:
    """Publish a programme of a test's own."""
    name = unique("p")
    await office.installation.publish_programme(**{**PROGRAMME, "programme": name})
    return name


async def propose(office: Counter, kind: str, body: object, query: str = "") -> Answer:
    """Propose something."""
    return await office.call("POST", f"/v1/proposals{query}", {"kind": kind, "body": body}, actor="fay")


async def approve(office: Counter, proposed: Answer, actor: str = "gus") -> Answer:
    """Approve a proposal."""
    assert proposed.status == 201, proposed
    return await office.call("POST", f"/v1/proposals/{proposed.body['id']}/approve", actor=actor)


@pytest.mark.parametrize(
    ("kind", "body", "type_"), [("estimate", ESTIMATE, "estimate.set"), ("rates", RATES, "rates.set")]
)
async def test_l5_what_two_people_set_is_a_dated_version_in_the_register(
    office: Counter, kind: str, body: dict[str, Any], type_: str
) -> None:
    name = await programme(office)
    proposed = await propose(office, kind, body, f"?programme={name}")
    assert (await approve(office, proposed, "fay")).refusal() == (403, "APPROVER_IS_PROPOSER")
    record = (await approve(office, proposed)).body
    assert (record["shard"], record["programme"], record["event"]["type"]) == (-1, name, type_)
    assert record["effective_at"] == body["valid_from"]
    assert record["explanation"] == {"proposer": "fay", "approver": "gus"}
    share = {"operating_share": "0.20"} if kind == "estimate" else {}
    assert record["event"]["data"] == {"programme": name, **body, **share}
    plural = "estimates" if kind == "estimate" else "rates"
    earlier = {**body, "valid_from": "2026-01-01T00:00:00Z"}
    await approve(office, await propose(office, kind, earlier, f"?programme={name}"))
    listed = (await office.get(f"/v1/programmes/{name}/{plural}")).body[plural]
    assert [each["valid_from"] for each in listed] == ["2026-01-01T00:00:00Z", body["valid_from"]]
    assert listed[1][kind] == record["sequence"]
    assert (await office.get(f"/v1/programmes/{unique('nobody')}/{plural}")).body == {plural: []}


async def test_l5_a_fault_is_refused_with_its_path_and_leaves_nothing(office: Counter) -> None:
    name = await programme(office)
    before = await office.installation.fetch("SELECT count(*) FROM ledger.proposal")
    two = {"value_per_point": "-1", "redemption_rate": [{"from_age_months": 0, "rate": "1.5"}]}
    answer = await propose(office, "estimate", {**ESTIMATE, **two}, f"?programme={name}")
    assert answer.refusal() == (422, "PROPOSAL_INVALID")
    assert [fault["path"] for fault in answer.body["errors"]] == ["value_per_point", "redemption_rate.0.rate"]
    answer = await propose(office, "estimate", {**ESTIMATE, "programme": "other"}, f"?programme={name}")
    assert [fault["path"] for fault in answer.body["errors"]] == ["programme"]
    assert await office.installation.fetch("SELECT count(*) FROM ledger.proposal") == before


async def test_l5_what_was_sold_meanwhile_is_not_valued_by_an_estimate_that_waited(office: Counter) -> None:
    name = await programme(office)
    waiting = await propose(office, "estimate", {**ESTIMATE, "programme": name, "valid_from": "2026-01-01T00:00:00Z"})
    sent = purchase(unique("ann"), programme=name)
    await office.installation.publish(sent)
    assert (await office.verdict(sent.id)).body["verdict"] == "accepted"
    for answer in (
        await approve(office, waiting),
        await propose(office, "estimate", {**ESTIMATE, "programme": name, "valid_from": "2026-02-01T00:00:00Z"}),
    ):
        assert answer.refusal() == (422, "PROPOSAL_INVALID")
        (fault,) = answer.body["errors"]
        assert fault["path"] == "valid_from"
        assert "not valued again" in fault["detail"]
    assert (await office.get(f"/v1/programmes/{name}/estimates")).body == {"estimates": []}
    accepted = await propose(office, "estimate", {**ESTIMATE, "programme": name, "valid_from": LATER})
    assert (await approve(office, accepted)).status == 200


async def test_l2_a_sale_over_the_topic_defers_by_an_estimate_just_set(office: Counter) -> None:
    name = await programme(office)
    early = {**ESTIMATE, "programme": name, "valid_from": "2026-01-01T00:00:00Z", "value_per_point": "1"}
    number = (await approve(office, await propose(office, "estimate", early))).body["sequence"]
    member = unique("ann")
    sent = purchase(member, "100.00", programme=name)
    await office.installation.publish(sent)
    assert (await office.verdict(sent.id)).body["verdict"] == "accepted"
    (record,) = await office.installation.records(member)
    assert (record["deferred"], record["estimate"]) == ("37.50000000", number)


async def test_l8_a_month_is_closed_by_two_people_and_its_report_frozen_once(office: Counter) -> None:
    name = await programme(office)
    query, digest = f"?programme={name}", "c0ffee" + "0" * 58

    async def freeze(period: str = "2026-01", sha256: str = digest) -> Answer:
        return await office.call("POST", f"/v1/reports{query}", {"period": period, "sha256": sha256}, actor="fay")

    assert (await freeze()).refusal() == (422, "PERIOD_OPEN")
    proposed = await propose(office, "close", {"period": "2026-01"}, query)
    assert (await approve(office, proposed, "fay")).refusal() == (403, "APPROVER_IS_PROPOSER")
    record = (await approve(office, proposed)).body
    assert record["event"]["data"]["period"] == "2026-01"
    assert set(record["event"]["data"]["cut"]) == {str(shard) for shard in range(-1, office.installation.shards)}
    assert (await approve(office, proposed)).refusal() == (409, "PROPOSAL_DECIDED")
    for period in ("2026-01", "2026-03", "2999-01"):
        answer = await propose(office, "close", {"period": period}, query)
        assert answer.refusal() == (422, "PROPOSAL_INVALID")
        assert [fault["path"] for fault in answer.body["errors"]] == ["period"]
    first, again = await freeze(), await freeze()
    assert (first.status, again.status, first.raw == again.raw) == (201, 200, True)
    assert first.body["event"]["data"] == {"programme": name, "period": "2026-01", "sha256": digest}
    assert (await freeze(sha256="0" * 64)).refusal() == (409, "REPORT_FROZEN")
    assert (await freeze("2026-02")).refusal() == (422, "PERIOD_OPEN")
    for body in ({"period": "2026-1", "sha256": digest}, {"period": "2026-01", "sha256": "C0FFEE"}, {}):
        answer = await office.call("POST", f"/v1/reports{query}", orjson.dumps(body), actor="fay")
        assert answer.refusal() == (422, "INVALID_REQUEST")
