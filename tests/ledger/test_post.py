"""The batch path against a real database: serial, stamped, identified, final, with 1, 4, and 16 shards alike."""

import asyncio
from datetime import date
from hashlib import sha256
from typing import Any

import asyncpg
import orjson
import pytest

from services.kit.shards import shard_of
from services.ledger.post import Poster
from tests.conftest import Install
from tests.installation import Installation, clock_at, event, purchase, redemption, unique
from tests.ledger.posting import post, verdicts

NOON = "2026-03-02T12:00:00Z"


# S1: one member's decisions are serial.


async def test_s1_two_processes_decide_one_member_in_turn(ledger: Installation) -> None:
    posters = [await ledger.poster(), await ledger.poster()]
    await post(posters[0], purchase("ann", "1000.00"))

    async def spend(poster: Poster) -> list[str]:
        return [v for _ in range(20) for v in await verdicts(poster, redemption("ann", 25), purchase("ann", "5.00"))]

    both = await asyncio.gather(*(spend(poster) for poster in posters))
    assert {verdict for each in both for verdict in each} == {"accepted"}, "each could pay, whoever came first"
    assert (await ledger.records("ann"))[-1]["balance"]["active"] == 1000 - 40 * 25 + 40 * 5


async def test_s1_batches_of_the_same_members_in_any_order_do_not_deadlock(ledger: Installation) -> None:
    posters = [await ledger.poster() for _ in range(3)]
    members = [f"member-{number}" for number in range(30)]

    async def buy(poster: Poster, step: int) -> None:
        for turn in range(8):
            order = members[turn:] + members[:turn]
            await post(poster, *(purchase(member, "1.00") for member in (order if step % 2 else reversed(order))))

    await asyncio.gather(*(buy(poster, step) for step, poster in enumerate(posters)))
    (total,) = await ledger.fetch("SELECT count(*), min(active), max(active) FROM ledger.member")
    assert tuple(total) == (30, 24, 24)


async def test_s1_events_of_a_batch_see_what_those_before_them_did(ledger: Installation) -> None:
    poster = await ledger.poster()
    batch = [redemption("ann", 5), purchase("ann", "10.00"), redemption("ann", 8), redemption("ann", 3)]
    assert await verdicts(poster, *batch) == ["MEMBER_UNKNOWN", "accepted", "accepted", "INSUFFICIENT_POINTS"]


# S2: the clock of a shard never goes back.


async def test_s2_recorded_at_is_never_before_the_last_of_the_shard(ledger: Installation) -> None:
    members = [unique("m") for _ in range(8)]
    for clock in ("2026-03-02T12:00:00Z", "2026-03-02T11:59:00Z", "2026-02-20T00:00:00Z", "2026-03-02T12:01:00Z"):
        await post(await ledger.poster(clock_at(clock)), *(purchase(m, time="2026-01-01T12:00:00Z") for m in members))
    written = [(body["shard"], body["recorded_at"]) for body in await ledger.records() if body["shard"] >= 0]
    assert written == sorted(written)
    instants = [at for member in members for at in (body["recorded_at"] for body in await ledger.records(member))]
    assert instants == [*(3 * [NOON]), "2026-03-02T12:01:00Z"] * len(members)


async def test_s2_a_clock_behind_by_a_day_decides_again_at_the_shards_instant(install: Install) -> None:
    ledger = await install(shards=1, topics=False)
    # Points booked late are usable for 30 days from the day of the record, whatever the slow clock says.
    await ledger.publish_programme(max_lateness_days=3650, expiry={"kind": "rolling", "days": 40})
    await post(await ledger.poster(clock_at("2026-06-10T12:00:00Z")), purchase("ann", time="2026-05-01T12:00:00Z"))
    await post(await ledger.poster(clock_at("2026-06-01T12:00:00Z")), purchase("ann", time="2026-05-01T12:00:00Z"))
    lots = [body["postings"][0]["lot"]["expires_at"] for body in await ledger.records("ann")]
    assert lots == ["2026-07-11T00:00:00Z"] * 2


async def test_s2_a_service_whose_clock_was_set_back_goes_on_from_the_last_instant(installation: Installation) -> None:
    await installation.publish_programme()
    for clock in ("2035-03-02T12:00:00Z", "2035-03-01T12:00:00Z"):
        service = await installation.start("ledger", ledger_roles="intake", clock=clock)
        await installation.until_read(await installation.publish(purchase("ann")))
        assert await service.stop() == 0
    first, second = (body["recorded_at"] for body in await installation.records("ann"))
    assert first == second > "2035-03-02T12:00:00"


# S3: a closed month never changes.


async def test_s3_what_belongs_to_a_closed_month_is_posted_in_the_earliest_open_one(ledger: Installation) -> None:
    await ledger.publish_programme(programme="berlin", time_zone="Europe/Berlin")
    await ledger.publish_programme(programme="open")
    for name, period in (("default", "2026-01"), ("berlin", "2025-12")):
        await ledger.decided("close", {"programme": name, "period": period})
    poster = await ledger.poster()
    cases = [
        ("default", "2025-11-30T12:00:00Z", "2026-02"),
        ("default", "2026-01-31T23:59:59Z", "2026-02"),
        ("default", "2026-03-01T00:00:00Z", "2026-03"),
        ("berlin", "2025-12-31T22:59:59Z", "2026-01"),
        ("berlin", "2026-01-31T23:00:00Z", "2026-02"),
        ("open", "2025-11-30T12:00:00Z", "2025-11"),
    ]
    await post(poster, *(purchase("ann", programme=name, time=at) for name, at, _ in cases))
    records = sorted(await ledger.records("ann"), key=lambda body: body["sequence"])
    assert [body["postings"][0]["period"] for body in records] == [period for _, _, period in cases]
    # The date of effect stays what it was; only the period it is counted in moves.
    assert [body["postings"][0]["effective_at"] for body in records] == [at for _, at, _ in cases]


async def test_s3_the_period_is_stamped_when_the_record_is_appended(ledger: Installation) -> None:
    poster = await ledger.poster()
    await post(poster, purchase("ann", time="2026-01-15T12:00:00Z"))
    for period in ("2026-01", "2026-02"):
        await ledger.decided("close", {"period": period})
    await post(poster, purchase("ann", time="2026-01-15T12:00:00Z"))
    assert [b["postings"][0]["period"] for b in await ledger.records("ann")] == ["2026-01", "2026-03"]


# S10, S17: what the working state is kept for.


async def test_s10_an_event_earns_by_the_version_in_force_when_it_happened(ledger: Installation) -> None:
    double = {"rate": {"points": 2}}
    await ledger.publish_programme(version=2, valid_from="2026-02-01T00:00:00Z", earning=double)
    poster = await ledger.poster()
    await post(poster, *(purchase("ann", "10.00", time=f"2026-0{n}-01T00:00:00Z") for n in (2, 1)))
    assert [body["postings"][0]["amount"] for body in await ledger.records("ann")] == [20, 10]
    assert [body["explanation"]["version"] for body in await ledger.records("ann")] == [2, 1]


async def test_s10_a_process_decides_by_a_version_published_meanwhile(ledger: Installation) -> None:
    poster = await ledger.poster()
    assert await verdicts(poster, purchase("ann", programme="new")) == ["UNKNOWN_PROGRAMME"]
    await ledger.publish_programme(programme="new")
    assert await verdicts(poster, purchase("ann", programme="new")) == ["accepted"]
    (record,) = await ledger.records("ann")
    assert record["register"] == 2


async def test_s17_the_limit_of_a_local_day_holds_over_batches_and_processes(ledger: Installation) -> None:
    await ledger.publish_programme(programme="p", time_zone="Europe/Berlin", redemption={"points_per_day": 50})
    poster = await ledger.poster()
    await post(poster, purchase("ann", "500.00", programme="p", time="2026-01-01T00:00:00Z"))
    times = ["2026-03-01T22:00:00Z", "2026-03-01T22:59:59Z", "2026-03-01T23:00:00Z"]
    found = [await verdicts(await ledger.poster(), redemption("ann", 30, programme="p", time=time)) for time in times]
    assert found == [["accepted"], ["LIMIT_EXCEEDED"], ["accepted"]]
    days = await ledger.fetch("SELECT since AS day, amount AS points FROM ledger.tally ORDER BY since")
    assert [tuple(row) for row in days] == [(date(2026, 3, 1), 30), (date(2026, 3, 2), 30)]


async def test_s15a_what_became_due_is_settled_by_a_later_process(ledger: Installation) -> None:
    await ledger.publish_programme(programme="p", earning={"pending_days": 14})
    await post(await ledger.poster(), purchase("ann", "40.00", programme="p", time="2026-01-01T12:00:00Z"))
    early = redemption("ann", 40, programme="p", time="2026-01-15T11:59:59Z")
    due = redemption("ann", 40, programme="p", time="2026-01-15T12:00:00Z")
    assert await verdicts(await ledger.poster(), early) == ["INSUFFICIENT_POINTS"]
    assert await verdicts(await ledger.poster(), due) == ["accepted"]
    settled = (await ledger.records("ann"))[-1]["postings"]
    assert [(p["source"], p["target"], p["effective_at"]) for p in settled] == [
        ("pending", "active", "2026-01-15T12:00:00Z"),
        ("active", "redeemed", "2026-01-15T12:00:00Z"),
    ]


async def test_s25_expiry_empties_the_lots_past_their_date_and_twice_does_nothing(ledger: Installation) -> None:
    await ledger.publish_programme(programme="p", expiry={"kind": "rolling", "days": 10})
    poster = await ledger.poster()
    bought = [purchase("ann", "40.00", programme="p", time=f"2026-01-{day}T12:00:00Z") for day in ("01", "20")]
    await post(poster, *bought)
    sweeps = [
        event("points.expiry_due", "ann", {"as_of": "2026-01-15T00:00:00Z"}, programme="p", time="2026-01-15T00:00:00Z")
        for _ in range(2)
    ]
    assert [outcome.verdict for outcome in await post(poster, *sweeps)] == ["accepted", "nothing_due"]
    (expired,) = (await ledger.records("ann"))[-1]["postings"]
    assert (expired["amount"], expired["effective_at"]) == (40, "2026-01-12T00:00:00Z")


# S29: what says who a member is.


async def test_s29_attributes_are_kept_apart_and_records_hold_a_salted_digest(ledger: Installation) -> None:
    poster = await ledger.poster()
    attributes = {"birth_month": 11, "birth_day": 23}
    enrolled = [
        event("member.enrolled", member, {"segment": "student", "attributes": attributes}) for member in ("ann", "bob")
    ]
    assert await verdicts(poster, *enrolled) == ["accepted"] * 2
    kept: dict[str, Any] = {row["member_id"]: row for row in await ledger.fetch("SELECT * FROM ledger.member_private")}
    digests = []
    for member in ("ann", "bob"):
        assert orjson.loads(kept[member]["attributes"]) == attributes
        (record,) = await ledger.records(member)
        assert "birth" not in str(record)
        assert record["event"]["data"]["segment"] == "student"
        salted = kept[member]["salt"] + orjson.dumps(attributes, option=orjson.OPT_SORT_KEYS)
        assert record["event"]["data"]["attributes"] == {"sha256": sha256(salted).hexdigest()}
        digests.append(record["event"]["data"]["attributes"]["sha256"])
    assert digests[0] != digests[1], "the same birthday does not show as the same"
    # A refused enrolment leaves nothing private behind, and its digest tells nothing either.
    again = event("member.enrolled", "ann", {"attributes": {"birth_month": 5}})
    assert await verdicts(poster, again) == ["ALREADY_ENROLLED"]
    assert [row["member_id"] for row in await ledger.fetch("SELECT member_id FROM ledger.member_private")] == [
        "ann",
        "bob",
    ]


async def test_members_lie_in_the_shard_of_their_partition(ledger: Installation) -> None:
    members = [unique("m") for _ in range(40)]
    await post(await ledger.poster(), *(purchase(member) for member in members))
    placed = {body["member_id"]: body["shard"] for body in await ledger.records() if body["shard"] >= 0}
    assert placed == {member: shard_of(member, ledger.shards) for member in members}


async def test_a_batch_that_cannot_be_written_leaves_nothing(ledger: Installation) -> None:
    poster = await ledger.poster()
    await post(poster, purchase("ann"))
    before = await ledger.fetch("SELECT shard, sequence, hash FROM ledger.shard ORDER BY shard")
    await ledger.fetch("ALTER TABLE ledger.lot ADD CONSTRAINT refused CHECK (granted < 0) NOT VALID")
    with pytest.raises(asyncpg.CheckViolationError, match="refused"):
        await post(poster, purchase("ann"))
    await ledger.fetch("ALTER TABLE ledger.lot DROP CONSTRAINT refused")
    assert await ledger.fetch("SELECT shard, sequence, hash FROM ledger.shard ORDER BY shard") == before
    assert len(await ledger.records("ann")) == 1
