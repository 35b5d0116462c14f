"""Redemptions at the counter, over HTTP: decided now, answered again the same, and refused with a reason."""

import asyncio

import aiohttp
import pytest

from tests.conftest import Install
from tests.installation import purchase, redemption, unique, until
from tests.ledger.calls import Counter
from tests.ledger.posting import partition


async def test_a_redemption_is_201_and_the_same_again_200_with_the_same_body(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 30)
    await counter.earned(member_id, 40)
    first = await counter.redeem(member_id, 50, redemption_id)
    assert first.status == 201
    assert first.body["status"] == "redeemed"
    assert first.body["allocation"] == [
        {"lot_id": f"{member_id}/1", "points": 30, "expires_at": None},
        {"lot_id": f"{member_id}/2", "points": 20, "expires_at": None},
    ]
    assert first.body["balance"] == {"active": 20, "pending": 0, "held": 0, "arrears": 0}
    again = await counter.redeem(member_id, 50, redemption_id)
    assert (again.status, again.raw) == (200, first.raw)
    # Another client that asks for the very same is told of the record that took the key.
    other = await counter.redeem(member_id, 50, redemption_id, actor="till-2")
    assert (other.status, other.raw) == (200, first.raw)
    assert len(await counter.installation.records(member_id)) == 3


async def test_s5_a_redemption_over_http_and_then_through_kafka_is_a_duplicate(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 30)
    first = await counter.redeem(member_id, 10, redemption_id, store_id=None)
    sent = redemption(member_id, 10, redemption_id=redemption_id)
    await counter.installation.publish(sent)
    verdict = (await counter.verdict(sent.id)).body
    assert verdict["verdict"] == "duplicate"
    assert verdict["duplicate_of"] == {"source": "urn:client:anonymous", "id": f"default/{redemption_id}/redeem"}
    assert (verdict["shard"], verdict["sequence"]) == (first.body["shard"], first.body["sequence"])
    assert len(await counter.installation.records(member_id)) == 2


async def test_s5_a_redemption_through_kafka_and_then_over_http_is_answered_with_it(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 30)
    sent = redemption(member_id, 10, redemption_id=redemption_id)
    await counter.installation.publish(sent)
    await counter.verdict(sent.id)
    answer = await counter.redeem(member_id, 10, redemption_id)
    assert answer.status == 200
    assert answer.body["balance"]["active"] == 20
    assert len(await counter.installation.records(member_id)) == 2


async def test_s5_another_redemption_under_a_taken_key_is_refused(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 30)
    await counter.redeem(member_id, 10, redemption_id)
    # By the same client it is the same event id with other content, by another one a taken key.
    assert (await counter.redeem(member_id, 11, redemption_id)).refusal() == (409, "EVENT_ID_CONFLICT")
    other = await counter.redeem(member_id, 11, redemption_id, actor="till-2")
    assert other.refusal() == (422, "DUPLICATE_REDEMPTION_ID")
    assert (await counter.redeem(unique("bob"), 10, redemption_id, actor="till-3")).refusal() == (
        422,
        "DUPLICATE_REDEMPTION_ID",
    )


async def test_s6_a_refusal_stays_when_the_member_could_pay_by_now(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 5)
    assert (await counter.redeem(member_id, 10, redemption_id)).refusal() == (422, "INSUFFICIENT_POINTS")
    await counter.earned(member_id, 50)
    assert (await counter.redeem(member_id, 10, redemption_id)).refusal() == (422, "INSUFFICIENT_POINTS")
    assert (await counter.redeem(member_id, 10, unique("r"))).status == 201
    # A refusal takes no key: through another channel the same redemption is new.
    assert (await counter.redeem(member_id, 10, redemption_id, actor="till-2")).status == 201


async def test_the_same_redemption_32_times_at_once_is_posted_once(counter: Counter) -> None:
    member_id, redemption_id = unique("ann"), unique("r")
    await counter.earned(member_id, 100)
    answers = await asyncio.gather(*(counter.redeem(member_id, 60, redemption_id) for _ in range(32)))
    assert sorted(answer.status for answer in answers) == [200] * 31 + [201]
    assert len({answer.raw for answer in answers}) == 1
    assert [record["balance"]["active"] for record in await counter.installation.records(member_id)] == [100, 40]


async def test_32_redemptions_at_once_never_spend_more_than_there_is(counter: Counter) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 100)
    answers = await asyncio.gather(*(counter.redeem(member_id, 10, unique("r")) for _ in range(32)))
    assert sorted(answer.status for answer in answers) == [201] * 10 + [422] * 22
    assert {answer.refusal()[1] for answer in answers if answer.status == 422} == {"INSUFFICIENT_POINTS"}


@pytest.mark.parametrize(
    ("points", "reward", "reason"),
    [
        (0, None, "POINTS_OUT_OF_RANGE"),
        (-5, None, "POINTS_OUT_OF_RANGE"),
        (5, None, "POINTS_OUT_OF_RANGE"),
        (12, None, "POINTS_OUT_OF_RANGE"),
        (20, {"kind": "cash", "value": "9.00"}, "REWARD_PRICE_MISMATCH"),
        (105, None, "INSUFFICIENT_POINTS"),
        (55, None, "LIMIT_EXCEEDED"),
    ],
)
async def test_s17_each_refusal_is_422_with_its_reason(
    counter: Counter, points: int, reward: dict[str, str] | None, reason: str
) -> None:
    member_id = unique("ann")
    await counter.earned(member_id, 100, "limited")
    body = {"member_id": member_id, "redemption_id": unique("r"), "points": points, "reward": reward}
    answer = await counter.call("POST", "/v1/redemptions?programme=limited", body)
    assert answer.refusal() == (422, reason)


async def test_s17_a_member_nobody_knows_and_a_programme_nobody_knows(counter: Counter) -> None:
    assert (await counter.redeem(unique("nobody"), 10, unique("r"))).refusal() == (422, "MEMBER_UNKNOWN")
    body = {"member_id": "ann", "redemption_id": unique("r"), "points": 10}
    answer = await counter.call("POST", "/v1/redemptions?programme=elsewhere", body)
    assert answer.refusal() == (404, "UNKNOWN_PROGRAMME")


async def test_s17_a_closed_member_and_one_in_arrears_are_refused(
    install: Install, http: aiohttp.ClientSession
) -> None:
    installation = await install()
    await installation.publish_programme()
    counter = Counter(installation, await installation.start("ledger", ledger_roles="api,intake"), http)
    for member_id in ("closed", "owing"):
        await counter.earned(member_id, 50)
    # No event of the narrow way closes a member or leaves a debt; so that the answer is tested, the state is set.
    installation.sound = False
    await installation.fetch("UPDATE ledger.member SET status = 'closed' WHERE member_id = 'closed'")
    await installation.fetch("UPDATE ledger.member SET arrears = -5 WHERE member_id = 'owing'")
    assert (await counter.redeem("closed", 10, "r-1")).refusal() == (422, "MEMBER_CLOSED")
    assert (await counter.redeem("owing", 10, "r-2")).refusal() == (422, "ARREARS_OUTSTANDING")


BAD_REDEMPTIONS: list[tuple[str, object, str]] = [
    ("not JSON", b"{beans", ""),
    ("not an object", b"[]", ""),
    ("nothing", b"", ""),
    ("no member", {"redemption_id": "r", "points": 5}, "member_id"),
    ("a number as the member", {"member_id": 7, "redemption_id": "r", "points": 5}, "member_id"),
    ("an e-mail address", {"member_id": "a@b.org", "redemption_id": "r", "points": 5}, "member_id"),
    ("no redemption_id", {"member_id": "ann", "points": 5}, "redemption_id"),
    ("NUL in it", {"member_id": "ann", "redemption_id": "a\0b", "points": 5}, "redemption_id"),
    ("an object as it", {"member_id": "ann", "redemption_id": {}, "points": 5}, "redemption_id"),
    ("10 KB of it", {"member_id": "ann", "redemption_id": "x" * 10_240, "points": 5}, "redemption_id"),
    ("no points", {"member_id": "ann", "redemption_id": "r"}, "points"),
    ("half a point", {"member_id": "ann", "redemption_id": "r", "points": 0.5}, "points"),
    ("points as text", {"member_id": "ann", "redemption_id": "r", "points": "5"}, "points"),
    ("10^30 points", b'{"member_id": "ann", "redemption_id": "r", "points": 1' + b"0" * 30 + b"}", "points"),
    ("NaN points", b'{"member_id": "ann", "redemption_id": "r", "points": NaN}', ""),
    ("unknown field", {"member_id": "ann", "redemption_id": "r", "points": 5, "colour": "red"}, "colour"),
    ("hold as text", {"member_id": "ann", "redemption_id": "r", "points": 5, "hold": "yes"}, "hold"),
    ("hold as a number", {"member_id": "ann", "redemption_id": "r", "points": 5, "hold": 1}, "hold"),
    ("a hold without end", {"member_id": "ann", "redemption_id": "r", "points": 5, "hold": True}, "ttl_seconds"),
    (
        "a time to live, no hold",
        {"member_id": "ann", "redemption_id": "r", "points": 5, "ttl_seconds": 5},
        "ttl_seconds",
    ),
    (
        "a time to live as text",
        {"member_id": "ann", "redemption_id": "r", "points": 5, "hold": True, "ttl_seconds": "5"},
        "ttl_seconds",
    ),
]


@pytest.mark.parametrize(("content", "path"), [bad[1:] for bad in BAD_REDEMPTIONS],
                         ids=[bad[0] for bad in BAD_REDEMPTIONS])  # fmt: skip
async def test_a_bad_redemption_is_refused_where_it_is_bad(counter: Counter, content: object, path: str) -> None:
    records = len(await counter.installation.records())
    answer = await counter.call("POST", "/v1/redemptions", content)
    assert answer.refusal() == (422, "INVALID_EVENT")
    assert answer.body["path"] == path
    assert len(await counter.installation.records()) == records


async def test_every_intake_sees_while_somebody_waits_at_a_counter(
    install: Install, http: aiohttp.ClientSession
) -> None:
    installation = await install()
    await installation.publish_programme()
    poster, stream = await installation.poster(), await partition(installation)

    async def seen() -> bool:
        await stream.post(poster, purchase("ann"))
        return stream.counter_busy

    async def asked_and_seen() -> bool:
        await counter.redeem("nobody", 10, unique("r"))
        return await seen()

    async def unseen() -> bool:
        return not await seen()

    assert await unseen()
    # A process without the role of the intake: what it says comes to others by the database alone.
    counter = Counter(installation, await installation.start("ledger", ledger_roles="api"), http)
    await until(asked_and_seen, "the batch after a redemption sees it")
    await until(unseen, "nobody waits any more")
