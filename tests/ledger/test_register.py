"""The register: what one person proposes and another approves becomes a record; faults are named with their paths."""

import asyncio
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from schemas.record import REGISTER_SHARD, chain_hash
from tests.conftest import Install
from tests.installation import PROGRAMME, purchase, unique
from tests.ledger.calls import Answer, Counter

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(install_for_module: Install, http: aiohttp.ClientSession) -> Counter:
    """A ledger where people propose and approve; each test has programmes of its own."""
    installation = await install_for_module()
    return Counter(installation, await installation.start("ledger"), http)


def programme(**settings: object) -> dict[str, Any]:
    """Return the body of a programme version, of a new programme unless named."""
    return {**PROGRAMME, "programme": unique("p"), **settings}


async def propose(office: Counter, body: object, *, kind: str = "programme", actor: str = "pat") -> Answer:
    """Propose something."""
    return await office.call("POST", "/v1/proposals", {"kind": kind, "body": body}, actor=actor)


async def decide(office: Counter, proposal_id: str, how: str = "approve", *, actor: str = "alex") -> Answer:
    """Approve or reject a proposal."""
    return await office.call("POST", f"/v1/proposals/{proposal_id}/{how}", actor=actor)


async def published(office: Counter, body: dict[str, Any]) -> dict[str, Any]:
    """Publish a programme version by two people; return the record."""
    return (await decide(office, (await propose(office, body)).body["id"])).body


async def test_what_two_people_decide_is_a_record_of_the_register(office: Counter) -> None:
    body = programme(currency="USD")
    proposal = await propose(office, body)
    assert proposal.status == 201
    assert {name: proposal.body[name] for name in ("kind", "body", "proposer", "status")} == {
        "kind": "programme", "body": body, "proposer": "pat", "status": "open"
    }  # fmt: skip
    approved = await decide(office, proposal.body["id"])
    assert approved.status == 200
    record = approved.body
    assert (record["shard"], record["member_id"], record["verdict"]) == (REGISTER_SHARD, "register", "accepted")
    assert record["event"]["type"] == "programme.published"
    assert record["event"]["data"]["currency"] == "USD"
    assert record["explanation"] == {"proposer": "pat", "approver": "alex"}
    # It is chained like every record, and its verdict can be asked for.
    rows = await office.installation.fetch(
        "SELECT hash, body FROM ledger.record WHERE shard = -1 AND sequence >= $1 - 1 ORDER BY sequence",
        record["sequence"],
    )
    previous = rows[-2]["hash"] if len(rows) > 1 else bytes(32)
    assert rows[-1]["hash"] == chain_hash(previous, -1, record["sequence"], approved.raw)
    verdict = (await office.verdict(proposal.body["id"], source="urn:proposal")).body
    assert (verdict["verdict"], verdict["shard"], verdict["sequence"]) == ("accepted", -1, record["sequence"])
    versions = (await office.get(f"/v1/programmes/{body['programme']}/versions")).body["versions"]
    assert [version["version"] for version in versions] == [1]


FAULTS: list[tuple[str, dict[str, object], str, str]] = [
    ("a name with capitals", {"programme": "P"}, "programme", "match pattern"),
    ("version 0", {"version": 0}, "version", "greater than or equal to 1"),
    ("version 2 first", {"version": 2}, "version", "is 1"),
    ("no such zone", {"time_zone": "Europe/Atlantis"}, "time_zone", "not an IANA time zone"),
    ("NUL in the zone", {"time_zone": "a\0b"}, "time_zone", "not an IANA time zone"),
    ("a date", {"valid_from": "2026-03-01"}, "valid_from", "timezone"),
    ("no offset", {"valid_from": "2026-03-01T00:00:00"}, "valid_from", "timezone"),
    ("no expiry", {"expiry": None}, "expiry", ""),
    ("two lengths", {"expiry": {"kind": "rolling", "months": 1, "days": 1}}, "expiry.rolling", "either"),
    ("30 February", {"expiry": {"kind": "fixed", "month": 2, "day": 30}}, "expiry.fixed", "no day 30"),
    ("an unknown field", {"colour": "red"}, "colour", "not permitted"),
    ("a float", {"earning": {"rate": {"points": 1, "per": 0.5}}}, "earning.rate.per", "string"),
    ("nothing for money", {"earning": {"rate": {"per": "0.00"}}}, "earning.rate.per", "above 0"),
    ("a rule for nothing", {"earning": {"rules": [{"rule_id": "r"}]}}, "earning.rules.0", "gives"),
    ("NUL in a SKU", {"earning": {"excluded_skus": ["a\0b"]}}, "earning.excluded_skus.0", "match pattern"),
    ("points of text", {"redemption": {"min_points": "5"}}, "redemption.min_points", "integer"),
    ("falling tiers", {"tiers": {"metric": "spend", "window": {"kind": "lifetime"}, "levels": [
        {"tier": "a", "threshold": "2"}, {"tier": "b", "threshold": "1"}]}}, "tiers", "must rise"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "said"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
async def test_a_fault_is_refused_with_its_path(
    office: Counter, changes: dict[str, object], path: str, said: str
) -> None:
    answer = await propose(office, programme(**changes))
    assert answer.refusal() == (422, "PROPOSAL_INVALID")
    (fault,) = answer.body["errors"]
    assert fault["path"] == path
    assert said in fault["detail"]


async def test_every_fault_is_named_at_once(office: Counter) -> None:
    answer = await propose(office, programme(version=0, currency="eur", park_days=-1))
    assert sorted(fault["path"] for fault in answer.body["errors"]) == ["currency", "park_days", "version"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{beans", "INVALID_REQUEST"),
        (b"[]", "INVALID_REQUEST"),
        ({"kind": "programme"}, "INVALID_REQUEST"),
        ({"kind": "programme", "body": 7}, "INVALID_REQUEST"),
        ({"kind": "programme", "body": {}, "colour": "red"}, "INVALID_REQUEST"),
        ({"kind": "weather", "body": {}}, "PROPOSAL_KIND_UNKNOWN"),
        ({"kind": "programme", "body": {}}, "PROPOSAL_INVALID"),
    ],
)
async def test_what_is_no_proposal_is_refused(office: Counter, content: object, reason: str) -> None:
    assert (await office.call("POST", "/v1/proposals", content)).refusal() == (422, reason)


async def test_a_second_person_must_approve(office: Counter) -> None:
    proposal_id = (await propose(office, programme())).body["id"]
    assert (await decide(office, proposal_id, actor="pat")).refusal() == (403, "APPROVER_IS_PROPOSER")
    assert (await decide(office, proposal_id)).status == 200


async def test_a_decided_proposal_is_decided(office: Counter) -> None:
    approved, rejected, withdrawn = [(await propose(office, programme())).body["id"] for _ in range(3)]
    assert (await decide(office, approved)).status == 200
    declined = (await decide(office, rejected, "reject")).body
    assert (declined["status"], declined["decided_by"]) == ("rejected", "alex")
    taken_back = (await decide(office, withdrawn, "reject", actor="pat")).body
    assert (taken_back["status"], taken_back["decided_by"]) == ("rejected", None)
    for proposal_id in (approved, rejected, withdrawn):
        for how in ("approve", "reject"):
            assert (await decide(office, proposal_id, how)).refusal() == (409, "PROPOSAL_DECIDED")
    assert (await decide(office, NOBODY)).refusal() == (404, "PROPOSAL_UNKNOWN")
    assert (await decide(office, "beans")).refusal() == (422, "INVALID_REQUEST")


async def test_a_proposal_ends_after_seven_days(office: Counter) -> None:
    proposal = (await propose(office, programme())).body
    await office.installation.fetch(
        "UPDATE ledger.proposal SET created_at = created_at - interval '7 days', ends_at = ends_at - interval '7 days' "
        "WHERE id = $1::uuid", proposal["id"],
    )  # fmt: skip
    assert (await decide(office, proposal["id"])).refusal() == (409, "PROPOSAL_ENDED")
    page = (await office.get("/v1/proposals?limit=200")).body["proposals"]
    assert next(one for one in page if one["id"] == proposal["id"])["status"] == "ended"


async def test_s10_versions_follow_one_another_and_zone_and_currency_never_change(office: Counter) -> None:
    body = programme(time_zone="Europe/Berlin")
    await published(office, body)
    refused: list[tuple[dict[str, object], list[str]]] = [
        ({"version": 1}, ["version"]),
        ({"version": 3}, ["version"]),
        ({"version": 2, "time_zone": "UTC"}, ["time_zone"]),
        ({"version": 2, "currency": "USD", "time_zone": "UTC"}, ["time_zone", "currency"]),
    ]
    for changes, paths in refused:
        answer = await propose(office, {**body, **changes})
        assert answer.refusal() == (422, "PROPOSAL_INVALID")
        assert [fault["path"] for fault in answer.body["errors"]] == paths
    assert (await propose(office, {**body, "version": 2})).status == 201


async def test_s10_a_version_lies_in_the_past_only_while_there_is_no_purchase(office: Counter) -> None:
    body = programme()
    await published(office, body)
    await published(office, {**body, "version": 2, "valid_from": "2020-01-01T00:00:00Z"})
    waiting = (await propose(office, {**body, "version": 3, "valid_from": "2021-01-01T00:00:00Z"})).body
    sent = purchase(unique("ann"), programme=body["programme"])
    await office.installation.publish(sent)
    assert (await office.verdict(sent.id)).body["verdict"] == "accepted"
    # Neither proposing nor approving what was proposed before the first purchase gets past it.
    for answer in (
        await propose(office, {**body, "version": 3, "valid_from": "2022-01-01T00:00:00Z"}),
        await decide(office, waiting["id"]),
    ):
        assert answer.refusal() == (422, "PROPOSAL_INVALID")
        assert [fault["path"] for fault in answer.body["errors"]] == ["valid_from"]
    to_come = await published(office, {**body, "version": 3, "valid_from": "2999-01-01T00:00:00Z"})
    assert to_come["effective_at"] == "2999-01-01T00:00:00Z"


async def test_approvals_at_once_execute_a_proposal_once(office: Counter) -> None:
    proposal_id = (await propose(office, programme())).body["id"]
    answers = await asyncio.gather(*(decide(office, proposal_id, actor=f"alex-{n}") for n in range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7


async def test_two_first_versions_approved_at_once_make_one(office: Counter) -> None:
    body = programme()
    ids = [(await propose(office, {**body, "park_days": days})).body["id"] for days in (1, 2)]
    answers = await asyncio.gather(*(decide(office, proposal_id) for proposal_id in ids))
    assert sorted(answer.status for answer in answers) == [200, 422]
    assert len((await office.get(f"/v1/programmes/{body['programme']}/versions")).body["versions"]) == 1


async def test_proposals_page_newest_first_by_an_opaque_cursor(office: Counter) -> None:
    ids = [(await propose(office, programme())).body["id"] for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while cursor is not None and not set(ids) <= set(seen):
        page = (await office.get(f"/v1/proposals?limit=2{cursor and f'&cursor={cursor}'}")).body
        seen += [proposal["id"] for proposal in page["proposals"]]
        cursor = page["next"]
    assert seen[:5] == ids[::-1]
    assert len(seen) == len(set(seen))
