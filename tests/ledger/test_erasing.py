"""Proposals that execute an event, and erasure: nothing is left that says who a member was (S26, S29)."""

import asyncio
import re
from hashlib import sha256
from typing import Any

import orjson
import pytest
import pytest_asyncio

from schemas.cloudevents import payload_digest
from services.ledger.post import Poster
from tests.conftest import Install
from tests.installation import Installation, Sent, clock_at, event, purchase, unique
from tests.ledger.calls import Answer, Counter
from tests.ledger.posting import post, verdicts

BIRTHDAY = {"birth_month": 2, "birth_day": 29}
AT = "2026-03-02T12:00:00Z"
BORN = re.compile(r"birth_month\W+7")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(install_for_module: Install, http: Any) -> Counter:
    """A ledger where people propose and approve; each test has members of its own."""
    installation = await install_for_module(shards=4)
    await installation.publish_programme()
    return Counter(installation, await installation.start("ledger"), http)


async def propose(office: Counter, kind: str, body: object, actor: str = "pat") -> Answer:
    """Propose something."""
    return await office.call("POST", "/v1/proposals", {"kind": kind, "body": body}, actor=actor)


async def approve(office: Counter, proposal_id: str, actor: str = "alex") -> Answer:
    """Approve a proposal."""
    return await office.call("POST", f"/v1/proposals/{proposal_id}/approve", actor=actor)


def adjustment(member_id: str, points: int, adjustment_id: str, reason: str = "a mistake") -> dict[str, object]:
    """Return the body of an adjustment."""
    return {"member_id": member_id, "adjustment_id": adjustment_id, "points": points, "reason": reason}


async def test_s26_an_adjustment_is_executed_when_a_second_person_approves(office: Counter) -> None:
    member_id, adjustment_id = unique("ann"), unique("a")
    await office.earned(member_id, 50)
    proposal = (await propose(office, "adjustment", adjustment(member_id, -20, adjustment_id, "Xavi of Lisbon"))).body
    assert (await approve(office, proposal["id"], "pat")).refusal() == (403, "APPROVER_IS_PROPOSER")
    approved = await approve(office, proposal["id"])
    assert approved.status == 200
    record = approved.body
    assert (record["verdict"], record["balance"]["active"]) == ("accepted", 30)
    assert (record["event"]["source"], record["event"]["id"]) == ("urn:proposal", proposal["id"])
    assert record["explanation"] == {"proposer": "pat", "approver": "alex"}
    assert b"Lisbon" not in approved.raw
    (kept,) = await office.installation.fetch(
        "SELECT salt, texts::text FROM ledger.member_private WHERE member_id = $1", member_id
    )
    assert orjson.loads(kept["texts"]) == {str(record["sequence"]): "Xavi of Lisbon"}
    digest = sha256(kept["salt"] + orjson.dumps("Xavi of Lisbon")).hexdigest()
    assert record["event"]["data"]["reason"] == {"sha256": digest}


async def test_s26_approvals_at_once_or_again_execute_once_and_a_refusal_is_an_answer_too(office: Counter) -> None:
    member_id, adjustment_id = unique("ann"), unique("a")
    await office.earned(member_id, 50)
    ids = [(await propose(office, "adjustment", adjustment(member_id, 7, adjustment_id))).body["id"] for _ in range(2)]
    answers = await asyncio.gather(*(approve(office, ids[0], f"alex-{n}") for n in range(6)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 5
    assert (await approve(office, ids[1])).refusal() == (409, "PROPOSAL_DUPLICATE")
    other = (await propose(office, "adjustment", adjustment(member_id, 8, adjustment_id))).body["id"]
    refused = await approve(office, other)
    assert (refused.status, refused.body["verdict"], refused.body["reason"]) == (
        200, "rejected", "DUPLICATE_ADJUSTMENT_ID"
    )  # fmt: skip
    assert (await office.get(f"/v1/members/{member_id}/balance")).body["active"] == 57


@pytest.mark.parametrize(
    ("kind", "body", "path"),
    [
        ("adjustment", {}, "member_id"),
        ("adjustment", {"member_id": "ann@example.org"}, "member_id"),
        ("adjustment", adjustment("ann", 1, "a") | {"colour": "red"}, "colour"),
        ("adjustment", adjustment("ann", 1, "a") | {"points": "1"}, "points"),
        ("adjustment", adjustment("ann", 1, "a", ""), "reason"),
        ("erasure", {"member_id": "ann", "reason": "asked"}, "reason"),
    ],
)
async def test_a_proposal_about_a_member_is_refused_with_its_fault(
    office: Counter, kind: str, body: object, path: str
) -> None:
    answer = await propose(office, kind, body)
    assert answer.refusal() == (422, "PROPOSAL_INVALID")
    assert [fault["path"] for fault in answer.body["errors"]] == [path]


async def test_s26_from_a_topic_an_adjustment_and_an_erasure_are_not_permitted(office: Counter) -> None:
    for event_type in ("points.adjusted", "member.erased", "tier.assigned"):
        sent = event(event_type, unique("ann"), {})
        await office.installation.publish(sent)
        answer = (await office.verdict(sent.id)).body
        assert (answer["verdict"], answer["reason"]) == ("quarantined", "NOT_PERMITTED")


async def everything(installation: Installation) -> str:
    """Return every row of every table, as text; bytes both as hex and as they are."""
    tables = await installation.fetch(
        "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables "
        "WHERE table_schema IN ('ledger', 'view') AND table_type = 'BASE TABLE'"
    )
    said = []
    for (name,) in tables:
        rows = await installation.fetch("SELECT t::text FROM " + name + " t")  # noqa: S608 - names of our own tables
        said += [row["t"] for row in rows]
    return "\n".join(said)


async def erase(office: Counter, member_id: str) -> dict[str, Any]:
    """Erase a member by two people; return the record."""
    proposal = (await propose(office, "erasure", {"member_id": member_id})).body
    approved = await approve(office, proposal["id"])
    assert approved.status == 200, approved
    return approved.body


async def test_s29_erasure_leaves_no_byte_of_who_it_was_in_any_table(office: Counter) -> None:
    installation, ann, bob = office.installation, unique("ann"), unique("bob")
    secret = {"birth_month": 7, "birth_day": 23}
    enrolled = event("member.enrolled", ann, {"attributes": secret})
    odd = event("member.updated", ann, {"attributes": secret, "colour": "Zqxvred"})
    structured = {"specversion": "1.0", "id": unique("e"), "source": "urn:x", "type": "member.updated", "time": AT,
                  "subject": ann, "data": {"colour": "Zqxvblue"}}  # fmt: skip
    other_key = Sent(b"zoe", [("content-type", b"application/cloudevents+json")], orjson.dumps(structured))
    early = event("purchase.returned", ann, {"order_id": unique("o"), "return_id": unique("b"), "amount": "1.00"})
    await installation.until_read(await installation.publish(enrolled, odd, other_key, early, purchase(bob, "5.00")))
    for points in (5, 6):
        proposal = (await propose(office, "adjustment", adjustment(ann, points, unique("a"), "Zqxv at home"))).body
        if points == 5:
            assert (await approve(office, proposal["id"])).status == 200
    set_aside = await installation.fetch("SELECT id FROM ledger.quarantine WHERE event_id = $1", odd.id)
    let_go = {"reason": "Zqxv called about it"}
    assert (await office.call("POST", f"/v1/quarantine/{set_aside[0]['id']}/discard", let_go)).status == 200
    merged = event("member.merged", ann, {"into_member_id": bob})
    await installation.publish(merged)
    assert (await office.verdict(merged.id)).body["verdict"] == "accepted"
    before = await everything(installation)
    assert "Zqxv" in before
    assert BORN.search(before)
    record = await erase(office, ann)
    assert (record["member_id"], record["alias"]) == (bob, ann)
    after = await everything(installation)
    assert not BORN.search(after)
    for word in ("Zqxv", b"Zqxv".hex(), b"birth_month".hex()):
        assert word not in after, word
    # What is kept for ever cannot be asked whether it was this birthday either.
    (kept,) = await installation.fetch("SELECT count(*) AS n FROM ledger.seen WHERE digest = $1", _digest(enrolled))
    assert kept["n"] == 0
    # The ids are never used again, and the chain still verifies.
    later = [event("member.enrolled", ann, {"attributes": secret}), purchase(bob, "5.00")]
    await installation.publish(*later)
    for sent in later:
        assert (await office.verdict(sent.id)).body["reason"] == "MEMBER_CLOSED"
    assert not BORN.search(await everything(installation))
    await installation.verify()


def _digest(enrolled: Sent) -> bytes:
    """Return the digest of a whole payload, its attributes with it, as a guesser would make it."""
    attributes = {name: (value or b"").decode() for name, value in enrolled.headers}
    payload = {"type": attributes["ce_type"], "programme": attributes.get("ce_programme", "default"),
               "subject": attributes["ce_subject"], "data": orjson.loads(enrolled.value or b""),
               "time": attributes["ce_time"]}  # fmt: skip
    return sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).digest()[:16]


async def _one(poster: Poster, sent: Sent) -> str:
    (verdict,) = await verdicts(poster, sent)
    return verdict


async def test_s4_the_same_id_with_another_birthday_conflicts_while_it_is_known(ledger: Installation) -> None:
    poster = await ledger.poster(clock_at(AT))

    def born(day: int) -> Sent:
        return event("member.enrolled", "ann", {"attributes": {**BIRTHDAY, "birth_day": day}}, id="e-1", time=AT)

    assert await verdicts(poster, born(28), born(28), born(29)) == ["accepted", "duplicate", "EVENT_ID_CONFLICT"]
    assert await _one(poster, born(28)) == "duplicate"
    assert await _one(poster, born(29)) == "EVENT_ID_CONFLICT"
    updated = event("member.updated", "ann", {"attributes": BIRTHDAY}, time=AT)
    assert await _one(poster, updated) == "accepted"
    assert await _one(poster, born(29)) == "EVENT_ID_CONFLICT"
    assert await _one(poster, born(28)) == "duplicate"
    (outcome,) = await post(poster, updated)
    assert outcome.verdict == "duplicate"
    assert payload_digest("member.enrolled", "d", "ann", {"attributes": {"birth_day": 1}}, AT) == payload_digest(
        "member.enrolled", "d", "ann", {"attributes": {"birth_day": 2}}, AT
    )
