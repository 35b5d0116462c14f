"""What was set aside may be replayed, which decides it as if it came now, or discarded; one of the two, and once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from services.ledger.parking import give_up
from services.ledger.post import Poster
from services.ledger.proposals import Refused
from services.ledger.quarantine import SQL, received_headers
from services.ledger.replaying import Quarantine, Wanted
from tests.conftest import Install
from tests.installation import Installation, Sent, clock_at, event, purchase, unique
from tests.ledger.posting import Partition, partition, verdicts

NOON = "2026-03-02T12:00:00Z"
LATE = "2026-01-01T12:00:00Z"
SOON = "2026-03-02T13:00:00Z"


class Desk:
    """The batch path at a clock, a partition that is read into it, and the quarantine."""

    def __init__(self, ledger: Installation, poster: Poster, quarantine: Quarantine, topic: Partition) -> None:
        self.ledger = ledger
        self.poster = poster
        self.quarantine = quarantine
        self.topic = topic

    async def post(self, *sent: Sent) -> list[str]:
        """Post a batch; return the reason, or else the verdict, of each."""
        return await self.topic.post(self.poster, *sent)

    async def newest(self) -> int:
        """Return the number of what was set aside last."""
        (item,) = await self.quarantine.page(Wanted("all"), None, 1)
        return int(item["id"])

    async def replay(self, actor: str = "olga") -> dict[str, Any]:
        """Replay what was set aside last; return what was decided."""
        return dict((await self.quarantine.replay(await self.newest(), actor))["decision"])


async def desk_at(ledger: Installation, clock: str, topic: Partition | None = None) -> Desk:
    """Return a desk whose ledger's clock stands at an instant."""
    database = await ledger.database()
    poster = Poster(database, clock_at(clock), ledger.shards, 1)
    return Desk(ledger, poster, Quarantine(database, poster), topic or await partition(ledger))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def of_some_shards(install_for_module: Install) -> Installation:
    """A ledger without topics and processes; a replay takes the path whose tests run with every number of shards."""
    return await install_for_module(shards=4, topics=False)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(ledger: Installation) -> Desk:
    """A ledger whose programme takes 30 days of lateness, at noon of 2 March 2026."""
    await ledger.publish_programme(programme="strict", max_lateness_days=30)
    return await desk_at(ledger, NOON)


def strict(member_id: str, amount: str = "10.00", **attributes: str) -> Sent:
    """Return a purchase in the programme that does not take everything."""
    return purchase(member_id, amount, programme="strict", **attributes)


def refund(member_id: str, order_id: str, **attributes: str) -> Sent:
    """Return the return of 10.00 of an order."""
    data = {"return_id": unique("ret"), "order_id": order_id, "amount": "10.00"}
    return event("purchase.returned", member_id, data, programme="strict", **attributes)


@pytest.mark.parametrize(("time", "reason"), [(LATE, "TOO_LATE"), (SOON, "IN_FUTURE")])
async def test_s2_a_replay_waives_what_the_clock_forbids_and_names_who_admitted_it(
    desk: Desk, time: str, reason: str
) -> None:
    sent = strict("ann", time=time)
    assert await desk.post(sent) == [reason]
    decision = await desk.replay("olga")
    assert (decision["by"], decision["verdict"]) == ("olga", "accepted")
    (record,) = await desk.ledger.records("ann")
    assert (record["event"]["id"], record["event"]["time"], record["admitted_by"]) == (sent.id, time, "olga")
    assert (record["recorded_at"], record["effective_at"]) == (NOON, time)
    assert (decision["shard"], decision["sequence"]) == (record["shard"], record["sequence"])
    assert await desk.post(sent) == ["duplicate"], "its id and payload are those it came with"


async def test_s2_what_nobody_replayed_names_nobody(desk: Desk) -> None:
    assert await desk.post(strict("ann", time=NOON)) == ["accepted"]
    assert "admitted_by" not in (await desk.ledger.records("ann"))[0]


async def test_s2_a_replay_waives_nothing_else_and_says_what_is_still_wrong(desk: Desk) -> None:
    cases = [
        (purchase("ann", programme="unheard", time=NOON), "UNKNOWN_PROGRAMME"),
        (purchase("ann", time="1989-03-01T12:00:00Z"), "NO_PROGRAMME_VERSION"),
        (event("points.expiry_due", "ann", {"as_of": NOON}, time=NOON, programme="strict"), "NOT_DUE"),
        (event("points.adjusted", "ann", {}, time=NOON), "NOT_PERMITTED"),
        (event("purchase.dreamt", "ann", {}, time=NOON), "UNKNOWN_TYPE"),
        (event("purchase.completed", "ann", {}, time=NOON), "INVALID_EVENT"),
        (Sent(b"bob", strict("ann", time=NOON).headers, strict("ann").value), "KEY_MISMATCH"),
    ]
    for sent, reason in cases:
        assert await desk.post(sent) == [reason]
        first = await desk.newest()
        decision = await desk.replay()
        assert (decision["verdict"], decision["reason"]) == ("quarantined", reason)
        again = await desk.quarantine.show(decision["quarantined_as"])
        assert (again["state"], again["replay_of"], again["detail"]) == ("open", first, decision["detail"])
        assert again["message"] == (await desk.quarantine.show(first))["message"]
    assert await desk.ledger.records("ann") == []


async def test_a_replay_of_what_was_accepted_meanwhile_is_a_duplicate(desk: Desk) -> None:
    sent = strict("ann", time=LATE)
    assert await desk.post(sent, sent) == ["TOO_LATE", "TOO_LATE"]
    first, second = await desk.newest() - 1, await desk.newest()
    assert (await desk.quarantine.replay(first, "olga"))["decision"]["verdict"] == "accepted"
    decision = (await desk.quarantine.replay(second, "olga"))["decision"]
    (record,) = await desk.ledger.records("ann")
    assert decision["verdict"] == "duplicate"
    assert (decision["shard"], decision["sequence"]) == (record["shard"], record["sequence"])


async def test_s4_a_replay_under_an_id_that_is_bound_to_something_else_is_set_aside_again(desk: Desk) -> None:
    sent = strict("ann", time=LATE)
    assert await desk.post(sent, purchase("ann", "7.00", id=sent.id, time=NOON)) == ["TOO_LATE", "accepted"]
    decision = await desk.replay()
    assert (decision["verdict"], decision["reason"]) == ("quarantined", "EVENT_ID_CONFLICT")
    assert len(await desk.ledger.records("ann")) == 1


async def test_a_refusal_is_a_verdict_of_a_replay_too(desk: Desk) -> None:
    await desk.post(event("redemption.requested", "ann", {"redemption_id": unique("r"), "points": 5},
                          programme="strict", time=LATE))  # fmt: skip
    decision = await desk.replay()
    assert (decision["verdict"], decision["reason"]) == ("rejected", "MEMBER_UNKNOWN")
    assert (await desk.ledger.records("ann"))[0]["admitted_by"] == "olga"


async def test_what_comes_to_nothing_is_decided_all_the_same(desk: Desk) -> None:
    await desk.post(strict("ann", time=NOON))
    due = event("points.activation_due", "ann", {"as_of": LATE}, programme="strict", time=LATE)
    assert await desk.post(due) == ["TOO_LATE"]
    assert (await desk.replay())["verdict"] == "nothing_due"


async def test_replayed_a_second_time_it_answers_the_first(desk: Desk) -> None:
    await desk.post(strict("ann", time=LATE))
    first = await desk.replay("olga")
    assert await desk.replay("oskar") == first
    assert len(await desk.ledger.records("ann")) == 1


async def test_replayed_by_many_at_once_it_is_decided_once(desk: Desk) -> None:
    await desk.post(strict("ann", time=LATE), event("purchase.dreamt", "ann", {}, time=NOON))
    desks = [desk, *[await desk_at(desk.ledger, NOON, desk.topic) for _ in range(3)]]
    newest = await desk.newest()
    for number in (newest - 1, newest):
        answers = await asyncio.gather(*(one.quarantine.replay(number, f"o-{n}") for n, one in enumerate(desks * 2)))
        assert all(answer == answers[0] for answer in answers)
    assert len(await desk.ledger.records("ann")) == 1
    assert len(await desk.quarantine.page(Wanted("all"), None, 10)) == 3, "the second was set aside again, once"


async def test_replayed_and_discarded_at_once_it_is_one_of_the_two(desk: Desk) -> None:
    for turn in range(6):
        await desk.post(strict("ann", time=LATE))
        number = await desk.newest()
        other = await desk_at(desk.ledger, NOON, desk.topic)
        both = [desk.quarantine.replay(number, "olga"), other.quarantine.discard(number, "oskar", "a test")]
        answers = await asyncio.gather(*(both if turn % 2 else reversed(both)), return_exceptions=True)
        (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
        assert refused.reason == "QUARANTINE_DECIDED"
    shown = await desk.quarantine.page(Wanted("all"), None, 10)
    assert len(await desk.ledger.records("ann")) == sum(item["state"] == "replayed" for item in shown)


async def test_what_is_discarded_is_kept_with_who_and_why_and_stays_so(desk: Desk) -> None:
    sent = strict("ann", time=LATE)
    await desk.post(sent)
    number = await desk.newest()
    first = await desk.quarantine.discard(number, "olga", "a test of the till")
    assert (first["state"], first["decision"]["by"], first["decision"]["why"]) == (
        "discarded", "olga", "a test of the till",
    )  # fmt: skip
    assert await desk.quarantine.discard(number, "oskar", "another reason") == first
    with pytest.raises(Refused, match=r"QUARANTINE_DECIDED: number \d+ was discarded by olga"):
        await desk.quarantine.replay(number, "olga")
    assert (await desk.quarantine.show(number))["message"]["value"] == (sent.value or b"").decode()
    assert await desk.quarantine.page(Wanted("open"), None, 10) == []


async def test_what_is_not_there_cannot_be_decided(desk: Desk) -> None:
    for work in (desk.quarantine.show(99), desk.quarantine.replay(99, "o"), desk.quarantine.discard(99, "o", "why")):
        with pytest.raises(Refused, match="QUARANTINE_UNKNOWN"):
            await work


async def wait_out(desk: Desk, days: int = 8) -> int:
    """Let returns wait too long; return how many were given up."""
    database = await desk.ledger.database()
    async with database.session() as session, session.transaction("give_up"):
        return await give_up(session, clock_at(NOON)() + timedelta(days=days))


async def test_s23_what_waited_too_long_is_replayed_once_its_purchase_is_there(desk: Desk) -> None:
    order = unique("o")
    plain = refund("ann", order, time=NOON)
    sent = Sent(plain.key, [*plain.headers, ("trace", b"\xff\0")], plain.value)
    assert await desk.post(sent) == ["parked"]
    assert await wait_out(desk) == 1
    shown = await desk.quarantine.show(await desk.newest())
    assert (shown["reason"], shown["path"]) == ("PARKED_TOO_LONG", "data.order_id")
    assert received_headers(shown["message"]["headers"]) == list(sent.headers), "not a byte is lost on the way"

    # Too early: it waits again, and is given up again, as a new one that names the first.
    assert (await desk.replay())["verdict"] == "parked"
    assert await wait_out(desk) == 1
    again = await desk.quarantine.show(await desk.newest())
    assert (again["reason"], again["replay_of"]) == ("PARKED_TOO_LONG", shown["id"])
    assert again["message"] == shown["message"]

    assert await desk.post(strict("ann", order_id=order, time=NOON)) == ["accepted"]
    assert (await desk.replay())["verdict"] == "accepted"
    assert (await desk.ledger.records("ann"))[-1]["balance"]["active"] == 0


async def test_s23_what_a_replay_parked_is_decided_with_its_purchase_and_still_names_who_admitted_it(
    desk: Desk,
) -> None:
    order = unique("o")
    await desk.post(refund("ann", order, time=LATE))
    assert (await desk.replay("olga"))["verdict"] == "parked"
    await desk.post(strict("ann", order_id=order, time=NOON))
    bought, returned = await desk.ledger.records("ann")
    assert "admitted_by" not in bought
    assert (returned["verdict"], returned["admitted_by"]) == ("accepted", "olga")


async def test_s23_what_was_parked_without_its_message_stays_rather_than_vanish(desk: Desk) -> None:
    sent = refund("ann", unique("o"), time=NOON)
    assert await verdicts(desk.poster, sent) == ["parked"]
    assert await wait_out(desk) == 0
    assert len(await desk.ledger.fetch("SELECT FROM ledger.parked")) == 1


async def test_a_page_is_of_what_was_asked_for(desk: Desk) -> None:
    await desk.post(
        strict("ann", time=LATE, source="urn:a"), strict("ann", time=SOON, source="urn:a"),
        strict("bob", time=LATE, source="urn:b"), event("points.granted", "ann", {}, source="urn:b", time=NOON),
    )  # fmt: skip
    first, second, third, fourth = range(await desk.newest() - 3, await desk.newest() + 1)
    await desk.quarantine.discard(third, "olga", "a test")

    async def found(wanted: Wanted, before: int | None = None, limit: int = 10) -> list[int]:
        return [item["id"] for item in await desk.quarantine.page(wanted, before, limit)]

    assert await found(Wanted()) == [fourth, second, first]
    assert await found(Wanted("all")) == [fourth, third, second, first]
    assert await found(Wanted("discarded")) == [third]
    assert await found(Wanted("all", reason="TOO_LATE")) == [third, first]
    assert await found(Wanted(source="urn:a")) == [second, first]
    assert await found(Wanted(type="points.granted")) == [fourth]
    assert await found(Wanted("all"), limit=2) == [fourth, third]
    assert await found(Wanted("all"), before=third, limit=2) == [second, first]
    middle = (await desk.quarantine.show(second))["quarantined_at"]
    assert first not in await found(Wanted("all", since=middle + timedelta(microseconds=1)))
    assert await found(Wanted("all", until=middle - timedelta(days=1))) == []


async def test_numbers_follow_the_commits_so_that_the_relay_skips_nothing(ledger: Installation) -> None:
    database = await ledger.database(size=2)
    topic = await partition(ledger)
    poster = await ledger.poster(clock_at(NOON))
    await topic.post(poster, event("purchase.dreamt", "ann", {}))
    begun, held = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with database.session() as session, session.transaction("slow"):
            await session.fetch(SQL["quarantine_number"], 1)
            begun.set()
            await held.wait()
            raise asyncio.CancelledError

    slowly = asyncio.create_task(slow())
    await begun.wait()
    after = asyncio.create_task(topic.post(poster, event("purchase.dreamt", "ann", {})))
    done, _ = await asyncio.wait([after], timeout=0.3)
    assert not done, "a later one waits until the one before it is committed, or is not to be"
    held.set()
    await after
    await asyncio.wait([slowly])
    numbers = [row["id"] for row in await ledger.quarantined()]
    assert numbers == list(range(numbers[0], numbers[0] + 2)), "without a gap"
