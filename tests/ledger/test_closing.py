"""Closing a month, and what a sale defers, on the real database: the cut, the stamps, the proof of both (L2–L8, S3)."""

import asyncio
from typing import Any

import asyncpg
import pytest

from schemas.cloudevents import decode
from schemas.finance import Report
from schemas.record import REGISTER_SHARD
from services.kit.clock import system_clock
from services.ledger.delivery import Item, Outcome
from services.ledger.fold import Corrupt
from services.ledger.month_close import FrozenReports, earliest_since, lock_all_heads, look_back
from services.ledger.post import Poster
from services.ledger.proposals import Refused
from tests.conftest import Install
from tests.installation import Installation, Sent, clock_at, event, purchase, unique

ESTIMATE: dict[str, Any] = {
    "valid_from": "2026-01-01T00:00:00Z",
    "value_per_point": "1",
    "cost_per_point": "0.5",
    "redemption_rate": [{"from_age_months": 0, "rate": "0.95"}],
}
CLOCK = clock_at("2026-03-02T12:00:00Z")


async def post(poster: Poster, *sent: Sent) -> list[Outcome]:
    """Post messages in one batch."""
    return await poster.post([Item(decode(one.key, one.headers, one.value or b"")) for one in sent])


def returned(member_id: str, order_id: str, amount: str, time: str) -> Sent:
    """Return a message that an amount of an order was given back."""
    data = {"order_id": order_id, "return_id": unique("ret"), "amount": amount}
    return event("purchase.returned", member_id, data, time=time)


async def heads(ledger: Installation) -> dict[str, int]:
    """Return every shard's head."""
    return {
        str(row["shard"]): row["sequence"] for row in await ledger.fetch("SELECT shard, sequence FROM ledger.shard")
    }


async def test_l2_l4_what_was_deferred_and_reversed_stands_in_body_and_table(ledger: Installation) -> None:
    number = (await ledger.decided("estimate", ESTIMATE))["sequence"]
    poster = await ledger.poster(CLOCK)
    first, half = "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z"
    early = returned("ann", "o-2", "40.00", half)
    await post(poster, purchase("ann", "100.00", order_id="o-1", time=first), early)
    await post(poster, returned("ann", "o-1", "50.00", half))
    await post(await ledger.poster(CLOCK), returned("ann", "o-1", "50.00", half))
    await post(poster, purchase("ann", "40.00", order_id="o-2", time=first))
    await post(poster, purchase("ann", "30.00", order_id="o-3", time="2025-12-31T23:59:59Z"))
    records = await ledger.records("ann")
    said = [(body.get("deferred"), body.get("estimate"), body.get("period")) for body in records]
    assert said == [
        ("48.71794872", number, "2026-03"),
        ("-24.35897436", number, "2026-03"),
        ("-24.35897436", number, "2026-03"),
        ("19.48717949", number, "2026-03"),
        ("-19.48717949", number, "2026-03"),
        (None, None, None),
    ]
    assert records[1]["explanation"]["order"]["lot"] == {"lot_id": "ann/1", "earned_at": first}
    rows = await ledger.fetch(
        "SELECT deferred::text, estimate FROM ledger.record WHERE shard >= 0 ORDER BY shard, sequence"
    )
    assert [tuple(row) for row in rows] == [row[:2] for row in said]
    kept = await ledger.fetch("SELECT order_id, reversed::text FROM ledger.returned ORDER BY order_id")
    assert [tuple(row) for row in kept] == [("o-1", "48.71794872"), ("o-2", "19.48717949")]


async def test_l8_a_close_marks_the_month_and_records_the_cut_of_all_shards(ledger: Installation) -> None:
    poster = await ledger.poster(CLOCK)
    await post(poster, *(purchase(unique("m"), time="2026-01-15T12:00:00Z") for _ in range(40)))
    before = await heads(ledger)
    record = await ledger.decided("close", {"period": "2026-01"})
    assert (record["shard"], record["event"]["type"], record["programme"]) == (-1, "period.closed", "default")
    assert record["event"]["data"] == {"programme": "default", "period": "2026-01", "cut": before}
    assert record["effective_at"] == "2026-02-01T00:00:00Z"
    assert record["sequence"] == before["-1"] + 1
    late = purchase("ann", time="2026-01-15T12:00:00Z")
    await post(poster, late)
    assert [body["postings"][0]["period"] for body in await ledger.records("ann")] == ["2026-02"]


async def test_s3_a_late_sale_without_points_says_into_which_open_month_it_falls(ledger: Installation) -> None:
    await ledger.decided("close", {"period": "2026-01"})
    poster = await ledger.poster(CLOCK)
    await post(poster, purchase("ann", "0.50", order_id="o-1", time="2026-01-15T12:00:00Z"))
    await post(poster, returned("ann", "o-1", "0.50", "2026-01-16T12:00:00Z"))
    assert [body["period"] for body in await ledger.records("ann")] == ["2026-02", "2026-02"]


async def test_l8_months_close_in_order_and_once(ledger: Installation) -> None:
    await post(await ledger.poster(CLOCK), purchase("ann", time="2026-01-15T12:00:00Z"))

    async def refused(period: str) -> str:
        with pytest.raises(Refused) as caught:
            await ledger.decided("close", {"period": period})
        return caught.value.faults[0].detail

    assert "the earliest open one is 2026-01" in await refused("2026-02")
    await ledger.decided("close", {"period": "2025-12"})  # An empty month, and all before it.
    assert "closed, for ever" in await refused("2025-11")
    assert "in order" in await refused("2026-02")
    await ledger.decided("close", {"period": "2026-01"})
    assert "closed, for ever; the earliest open month is 2026-02" in await refused("2026-01")
    rows = await ledger.fetch("SELECT programme, period FROM ledger.closed_through")
    assert [tuple(row) for row in rows] == [("default", "2026-01")]


async def test_l8_a_month_with_a_sale_without_points_is_not_skipped_by_the_first_close(ledger: Installation) -> None:
    poster = await ledger.poster(CLOCK)
    await post(poster, purchase("ann", "0.50", time="2025-12-31T12:00:00Z"))
    await post(poster, purchase("ann", "9.00", time="2025-11-15T12:00:00Z", currency="USD"))  # Refused: no sale.
    await post(poster, purchase("ann", "100.00", time="2026-02-15T12:00:00Z"))
    for period in ("2026-01", "2026-02"):
        with pytest.raises(Refused) as caught:
            await ledger.decided("close", {"period": period})
        assert "the earliest open one is 2025-12" in caught.value.faults[0].detail
    for period in ("2025-12", "2026-01", "2026-02"):
        await ledger.decided("close", {"period": period})


@pytest.mark.parametrize("amount", ["100.00", "0.50"])
async def test_l8_what_comes_while_a_first_close_looks_back_is_seen(ledger: Installation, amount: str) -> None:
    database = await ledger.database()
    async with database.session() as session, session.transaction("looking"):
        seen = await look_back(session, "default")
        assert seen.earliest is None
        poster = await ledger.poster(CLOCK)
        await post(poster, purchase("ann", time="2026-02-15T12:00:00Z"))
        await post(poster, purchase("bob", amount, time="2026-01-15T12:00:00Z"))
        await post(poster, purchase("bob", currency="USD", time="2026-01-14T12:00:00Z"))
        await lock_all_heads(session)
        earliest = await earliest_since(session, "default", seen)
        assert earliest is not None
        assert earliest.isoformat() == "2026-01-15T12:00:00+00:00"
        assert await earliest_since(session, "other", seen) is None


async def test_l8_months_close_under_full_load_without_deadlock(install: Install) -> None:
    ledger = await install(topics=False)
    await ledger.publish_programme(valid_from="2025-10-01T00:00:00Z", max_lateness_days=None)
    await ledger.decided("estimate", {**ESTIMATE, "valid_from": "2025-10-01T00:00:00Z"})
    done, posted = asyncio.Event(), [0, 0, 0]

    async def keep_posting(lane: int) -> None:
        poster = await ledger.poster(CLOCK)
        while not done.is_set():
            sent = [purchase(f"m-{lane}-{n}", time="2025-10-15T12:00:00Z") for n in range(60)]
            assert {outcome.verdict for outcome in await post(poster, *sent)} == {"accepted"}
            posted[lane] += 1

    async def close_all() -> list[dict[str, Any]]:
        closed = []
        for period in ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02"):
            rounds = list(posted)
            while any(now < before + 2 for now, before in zip(posted, rounds, strict=True)):
                await asyncio.wait([asyncio.ensure_future(done.wait())], timeout=0.01)
            closed.append(await ledger.decided("close", {"period": period}))
        done.set()
        return closed

    async with asyncio.timeout(120), asyncio.TaskGroup() as group:
        closing = group.create_task(close_all())
        for lane in range(len(posted)):
            group.create_task(keep_posting(lane))
    cuts = [(body["event"]["data"]["period"], body["event"]["data"]["cut"]) for body in closing.result()]
    for body in await ledger.records():
        if body["shard"] == REGISTER_SHARD:
            continue
        passed = [period for period, cut in cuts if body["sequence"] > cut[str(body["shard"])]]
        expected = {"2025-10": "2025-11", "2025-12": "2026-01", "2025-11": "2025-12", "2026-01": "2026-02",
                    "2026-02": "2026-03"}[passed[-1]] if passed else "2025-10"  # fmt: skip
        assert {posting["period"] for posting in body["postings"]} == {expected}
        assert body["period"] == expected
    errors = await ledger.fetch("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert errors[0]["deadlocks"] == 0


async def test_l8_two_closes_at_once_make_one(ledger: Installation) -> None:
    results = await asyncio.gather(
        *(ledger.decided("close", {"period": "2026-01"}) for _ in range(4)), return_exceptions=True
    )
    assert [type(one) for one in results if isinstance(one, BaseException)] == [Refused] * 3


async def test_l8_the_digest_of_a_closed_month_is_frozen_once(ledger: Installation) -> None:
    reports = FrozenReports(await ledger.database(), system_clock, 1)
    january, other = (Report(period="2026-01", sha256=digit * 64) for digit in "0a")
    with pytest.raises(Refused, match="PERIOD_OPEN"):
        await reports.freeze(january, "fred")
    await ledger.decided("close", {"period": "2026-01"})
    with pytest.raises(Refused, match="PERIOD_EMPTY"):
        await reports.freeze(Report(period="2025-12", sha256="0" * 64), "fred")
    answers = await asyncio.gather(*(reports.freeze(january, "fred") for _ in range(4)))
    assert sorted(is_new for is_new, _ in answers) == [False, False, False, True]
    assert len({text for _, text in answers}) == 1
    with pytest.raises(Refused, match=f"REPORT_FROZEN.*{'0' * 64}"):
        await reports.freeze(other, "fred")
    (record,) = [body for body in await ledger.records() if body["event"]["type"] == "report.frozen"]
    assert record["event"]["data"] == {"programme": "default", "period": "2026-01", "sha256": "0" * 64}
    assert record["explanation"] == {"frozen_by": "fred"}


TAMPERED: list[tuple[str, str, str, str, str]] = [
    ("what a sale defers", "ann", '"deferred":"48.71794872"', '"deferred":"48.71794873"', "record 0/1: L2"),
    ("its estimate", "ann", '"2026-01-15T12:00:00Z","estimate":2', '"2026-01-15T12:00:00Z","estimate":1', "0/1: L2"),
    ("a deferral forgotten", "ann", '"deferred":"48.71794872",', "", "record 0/1: L2"),
    ("what a return reverses", "ann", '"deferred":"-24.35897436"', '"deferred":"-24.35897435"', "record 0/2: L4"),
    ("a reversal forgotten", "ann", '"deferred":"-24.35897436",', "", "record 0/2: L4"),
    ("the month of a sale", "bob", '"period":"2026-02","source"', '"period":"2026-01","source"', "record 0/3: S3"),
    ("the month of a deferral", "bob", '"period":"2026-02","postings"', '"period":"2026-01","postings"', "0/3: S3"),
    ("the cut", "register", '"cut":{"-1":2,"0":2}', '"cut":{"-1":2,"0":3}', "record 0/3: S3"),
    ("a cut that is none", "register", '"cut":{"-1":2,"0":2}', '"cut":{"-1":2}', "record -1/3: L8"),
    ("a cut of what is to come", "register", '"cut":{"-1":2,"0":2}', '"cut":{"-1":2,"0":9}', "record -1/3: L8"),
    ("the closed month", "register", '"period":"2026-01"', '"period":"2026-02"', "record 0/3: S3"),
]
"""What is changed in whose record, so that chain, postings, and sums still hold; and what is found."""


@pytest.mark.parametrize(
    ("who", "was", "becomes", "found"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
async def test_l8_verification_recomputes_deferrals_and_months(
    install: Install, who: str, was: str, becomes: str, found: str
) -> None:
    ledger = await install(shards=1, topics=False)
    ledger.sound = False
    await ledger.publish_programme()
    await ledger.decided("estimate", ESTIMATE)
    poster = await ledger.poster(CLOCK)
    await post(poster, purchase("ann", "100.00", order_id="o-1", time="2026-01-15T12:00:00Z"))
    await post(poster, returned("ann", "o-1", "50.00", "2026-01-16T12:00:00Z"))
    await ledger.decided("close", {"period": "2026-01"})
    await post(poster, purchase("bob", "100.00", time="2026-01-15T12:00:00Z"))
    assert (await ledger.verify()).records == 6
    await rewritten(ledger, who, was, becomes)
    with pytest.raises(Corrupt, match=found):
        await ledger.verify()


async def test_l8_verification_finds_a_month_closed_without_a_record(install: Install) -> None:
    ledger = await install(shards=1, topics=False)
    ledger.sound = False
    await ledger.publish_programme()
    await ledger.fetch("INSERT INTO ledger.closed_through (programme, period) VALUES ('default', '2026-01')")
    with pytest.raises(Corrupt, match="the last closed month of default is kept as 2026-01, its records give None"):
        await ledger.verify()


async def rewritten(ledger: Installation, who: str, was: str, becomes: str) -> None:
    """Change a record and everything that hangs on it, as an administrator could who also knows the chain."""
    connection = await asyncpg.connect(ledger.dsn, server_settings={"session_replication_role": "replica"})
    try:
        changed = await connection.fetch(
            "UPDATE ledger.record SET body = replace(body, $2, $3) WHERE body LIKE '%\"member_id\":\"' || $1 || '\"%' "
            "AND position($2 in body) > 0 RETURNING 1", who, was, becomes,
        )  # fmt: skip
        assert len(changed) == 1
        await connection.execute(
            "UPDATE ledger.record SET deferred = (body::json ->> 'deferred')::numeric, "
            "estimate = (body::json ->> 'estimate')::bigint"
        )
        await connection.execute(
            "UPDATE ledger.returned SET reversed = (SELECT coalesce(-sum(deferred), 0) FROM ledger.record "
            "WHERE deferred < 0)"
        )
        await connection.execute(
            "UPDATE ledger.posting p SET period = r.body::json #>> ARRAY['postings', p.ordinal::text, 'period'] "
            "FROM ledger.record r WHERE r.shard = p.shard AND r.sequence = p.sequence"
        )
        await connection.execute("""
            DO $$ DECLARE r record; h bytea; last smallint := NULL; BEGIN
                FOR r IN SELECT * FROM ledger.record ORDER BY shard, sequence LOOP
                    IF last IS DISTINCT FROM r.shard THEN h := decode(repeat('00', 32), 'hex'); last := r.shard; END IF;
                    h := sha256(h || int4send(r.shard::int) || int8send(r.sequence)
                                || sha256(convert_to(r.body, 'UTF8')));
                    UPDATE ledger.record SET hash = h WHERE shard = r.shard AND sequence = r.sequence;
                    UPDATE ledger.shard SET hash = h WHERE shard = r.shard;
                END LOOP;
            END $$
        """)
    finally:
        await connection.close()
