"""Verification names the first thing that is not what the records say, whatever was tampered with."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from schemas.cloudevents import decode
from schemas.record import GENESIS, chain_hash
from services.kit.database import Database
from services.ledger.delivery import Item
from services.ledger.fold import Corrupt
from services.ledger.verify import verify
from tests.conftest import Install
from tests.installation import Installation, Sent, clock_at, event, purchase, redemption

HISTORY = [
    purchase("ann", "100.00", time="2026-01-01T12:00:00Z", order_id="o-1"),
    redemption("ann", 30, time="2026-01-02T12:00:00Z", redemption_id="r-1"),
    purchase("bob", "50.00", time="2026-01-03T12:00:00Z", order_id="o-2"),
    redemption("bob", 80, time="2026-01-04T12:00:00Z", redemption_id="r-2"),
    event("member.enrolled", "cyd", {"segment": "student"}, time="2026-01-05T12:00:00Z"),
    purchase("ann", "20.00", time="2026-03-01T12:00:00Z", order_id="o-3", programme="waiting"),
]
"""Six records of one shard: 2 and 4 are redemptions, the fourth refused, the last one's points pending."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(install_for_module: Install) -> Installation:
    """A ledger of one shard, so that every record has its place."""
    return await install_for_module(shards=1, topics=False)


@pytest_asyncio.fixture(loop_scope="session")
async def ledger(shared: Installation) -> AsyncIterator[Installation]:
    """The ledger with its history, before anyone tampers with it."""
    await shared.publish_programme(expiry={"kind": "rolling", "months": 12})
    await shared.publish_programme(programme="waiting", earning={"pending_days": 3_650})
    poster = await shared.poster(clock_at("2026-03-02T12:00:00Z"))
    for sent in HISTORY:
        await poster.post([as_item(sent)])
    shared.sound = False
    yield shared
    await shared.close()
    await shared.empty()


def as_item(sent: Sent) -> Item:
    """Return a message as an item of a batch."""
    return Item(decode(sent.key, sent.headers, sent.value or b""))


async def tamper(ledger: Installation, sql: str, *args: object) -> None:
    """Change what may not be changed, as an administrator could who turns the triggers off."""
    connection = await asyncpg.connect(ledger.dsn, server_settings={"session_replication_role": "replica"})
    try:
        assert (await connection.execute(sql, *args)).split()[-1] == "1", "exactly one row was tampered with"
    finally:
        await connection.close()


TAMPERED: list[tuple[str, str, str]] = [
    ("a body", "UPDATE ledger.record SET body = replace(body, '\"amount\":30', '\"amount\":3') "
     "WHERE shard = 0 AND sequence = 2",
     "record 0/2: its hash is not that of its body and the hash before"),
    ("a hash", "UPDATE ledger.record SET hash = sha256('') WHERE shard = 0 AND sequence = 3",
     "record 0/3: its hash is not that of its body and the hash before"),
    ("a record gone", "DELETE FROM ledger.record WHERE shard = 0 AND sequence = 2",
     "record 0/2: the next record has the sequence 3"),
    ("the last record gone", "DELETE FROM ledger.record WHERE shard = 0 AND sequence = 6",
     "record 0/5: the chain ends here, but the head is 6"),
    ("the register's last gone", "DELETE FROM ledger.record WHERE shard = -1 AND sequence = 2",
     "record -1/1: the chain ends here, but the head is 2"),
    ("a head", "UPDATE ledger.shard SET sequence = 7 WHERE shard = 0",
     "record 0/6: the chain ends here, but the head is 7"),
    ("a head's hash", "UPDATE ledger.shard SET hash = sha256('') WHERE shard = 0",
     "record 0/6: the chain ends here, but the head"),
    ("when it was recorded", "UPDATE ledger.record SET recorded_at = '2020-01-01Z' WHERE shard = 0 AND sequence = 3",
     "record 0/3: its body says"),
    ("a posting", "UPDATE ledger.posting SET amount = 31 WHERE sequence = 2 AND ordinal = 0",
     "record 0/2: its body has other postings than the posting table"),
    ("a posting's period", "UPDATE ledger.posting SET period = '2026-02' WHERE sequence = 3",
     "record 0/3: its body has other postings than the posting table"),
    ("a posting gone", "DELETE FROM ledger.posting WHERE sequence = 3",
     "record 0/3: its body has other postings than the posting table"),
    ("a posting more", "INSERT INTO ledger.posting SELECT shard, 4, ordinal, lot, amount, effective_at, source, "
     "target, unit, period FROM ledger.posting WHERE sequence = 2", "record 0/4: its body has other postings"),
    ("an event's identity gone", "DELETE FROM ledger.seen WHERE shard = 0 AND sequence = 3",
     "record 0/3: its event id points to None: it could be posted twice"),
    ("an event's identity moved", "UPDATE ledger.seen SET sequence = 1 WHERE shard = 0 AND sequence = 3",
     "record 0/3: its event id points to (0, 1)"),
    ("an order's key gone", "DELETE FROM ledger.business_key WHERE shard = 0 AND sequence = 3",
     "record 0/3: its order_id points to None: it could be posted twice"),
    ("a redemption's key moved", "UPDATE ledger.business_key SET sequence = 1 WHERE shard = 0 AND sequence = 2",
     "record 0/2: its redemption_id points to (0, 1)"),
    ("a balance", "UPDATE ledger.member SET active = 71 WHERE member_id = 'ann' AND programme = 'default'",
     "shard 0: member ('default', 'ann') is kept as"),
    ("a lifetime's total", "UPDATE ledger.member SET expired = 1 WHERE member_id = 'bob'",
     "shard 0: member ('default', 'bob') is kept as"),
    ("a member closed", "UPDATE ledger.member SET status = 'closed' WHERE member_id = 'bob'",
     "shard 0: member ('default', 'bob') is kept as"),
    ("an enrolment forgotten", "UPDATE ledger.member SET enrolled = false WHERE member_id = 'cyd'",
     "shard 0: member ('default', 'cyd') is kept as"),
    ("an activation forgotten", "UPDATE ledger.member SET next_activation = NULL WHERE programme = 'waiting'",
     "shard 0: member ('waiting', 'ann') is kept as"),
    ("a member gone", "DELETE FROM ledger.member WHERE member_id = 'bob'",
     "shard 0: member ('default', 'bob') is kept as"),
    ("a member invented", "INSERT INTO ledger.member (shard, programme, member_id, status, active) "
     "VALUES (0, 'default', 'eve', 'open', 500)", "shard 0: members without any record: [('default', 'eve')]"),
    ("a lot", "UPDATE ledger.lot SET active = 71 WHERE member_id = 'ann' AND programme = 'default'",
     "shard 0: lot ('default', 'ann', 1) is kept as"),
    ("a lot's expiry", "UPDATE ledger.lot SET expires_at = '2099-01-01Z' WHERE member_id = 'bob'",
     "shard 0: lot ('default', 'bob', 1) is kept as"),
    ("a lot's partner", "UPDATE ledger.lot SET partner_id = 'eve' WHERE member_id = 'bob'",
     "shard 0: lot ('default', 'bob', 1) is kept as"),
    ("a lot gone", "DELETE FROM ledger.lot WHERE member_id = 'bob'", "shard 0: lot ('default', 'bob', 1) is kept as"),
    ("an account", "UPDATE ledger.account SET balance = balance + 1 WHERE account = 'redeemed'",
     "shard 0: account ('default', 'redeemed', 'points') is kept as"),
    ("an account invented", "INSERT INTO ledger.account VALUES (0, 'default', 'expired', 'points', 0)",
     "shard 0: account ('default', 'expired', 'points') is kept as 0, its records give None"),
    ("a day's limit", "DELETE FROM ledger.tally WHERE member_id = 'ann'",
     "shard 0: what counts towards a limit, ('default', 'ann', 'redeemed', datetime.date(2026, 1, 2)) is kept as None"),
    ("a day moved", "UPDATE ledger.tally SET since = '2026-01-09' WHERE member_id = 'ann'",
     "shard 0: what counts towards a limit, ('default', 'ann', 'redeemed', datetime.date(2026, 1, 2)) is kept as None"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "named"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED])
async def test_the_first_fault_is_named(ledger: Installation, sql: str, named: str) -> None:
    await ledger.verify()
    await tamper(ledger, sql)
    with pytest.raises(Corrupt) as caught:
        await ledger.verify()
    assert str(caught.value).startswith(named)


async def test_a_chain_forged_to_its_end_is_betrayed_by_what_lies_beside_it(ledger: Installation) -> None:
    rows = await ledger.fetch("SELECT sequence, body FROM ledger.record WHERE shard = 0 ORDER BY sequence")
    previous = GENESIS
    for row in rows:
        body = row["body"].replace('"amount":30', '"amount":3')
        previous = chain_hash(previous, 0, row["sequence"], body.encode())
        await tamper(
            ledger, "UPDATE ledger.record SET body = $1, hash = $2 WHERE shard = 0 AND sequence = $3",
            body, previous, row["sequence"],
        )  # fmt: skip
    await tamper(ledger, "UPDATE ledger.shard SET hash = $1 WHERE shard = 0", previous)
    with pytest.raises(Corrupt, match="record 0/2: its body has other postings than the posting table"):
        await ledger.verify()


async def test_what_is_sound_is_counted(ledger: Installation) -> None:
    done: list[tuple[int, int]] = []
    database: Database = await ledger.database("points_reader", 2)
    found = await verify(database, lambda *progress: done.append(progress))
    assert (found.records, found.postings, found.members, found.lots) == (8, 4, 4, 3)
    assert found.heads == {-1: 2, 0: 6}
    assert done[-1] == (8, 8)
    chain = await verify(database, lambda *_: None, chain_only=True)
    assert (chain.records, chain.postings) == (8, 0)


async def test_the_chain_alone_finds_what_was_done_to_records(ledger: Installation) -> None:
    await tamper(
        ledger, "UPDATE ledger.record SET body = replace(body, 'beans', 'peas') WHERE shard = 0 AND sequence = 1"
    )
    with pytest.raises(Corrupt, match="record 0/1"):
        await verify(await ledger.database("points_reader", 2), lambda *_: None, chain_only=True)


async def test_verification_sees_one_instant_while_events_are_posted(ledger: Installation) -> None:
    poster = await ledger.poster()
    database = await ledger.database("points_reader", 2)
    verifying = asyncio.create_task(several(database))
    while not verifying.done():
        await poster.post([as_item(purchase("ann", "1.00"))])
    assert verifying.result() == sorted(verifying.result())


async def several(database: Database) -> list[int]:
    """Verify ten times; return how many records there were each time."""
    return [(await verify(database, lambda *_: None)).records for _ in range(10)]
