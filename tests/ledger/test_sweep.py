"""The sweeper: what falls due with time alone is found, announced once, and posted, however late the sweep comes."""

import signal
from collections import Counter
from datetime import date, datetime, timedelta

import orjson
import pytest

from services.ledger.delivery import Fenced
from services.ledger.sweep_events import SWEEPER
from tests.installation import Installation, event, unique, until
from tests.ledger.sweeping import JUNE, PROGRAMME, announced, balance, bought, broom, deliver, past


async def test_s25_expiry_is_found_announced_by_local_day_and_posted(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME)
    # Ten days after 6 June the last valid day is the 16th, and late redemptions are waited for until the 20th begins.
    await past(installation, "2026-06-07T12:00:00Z", bought("due", "2026-06-06T12:00:00Z"),
               bought("not-yet", "2026-06-07T12:00:00Z"))  # fmt: skip
    assert await (await broom(installation)).sweep() == 1
    as_of = "2026-06-16T22:00:00Z"
    assert await announced(installation) == [(f"live/expiry/due/{as_of}", orjson.dumps({"as_of": as_of}))]
    assert await deliver(installation) == {"accepted": 1}
    assert await balance(installation, "due") == (0, 0, 0, 50)
    assert await balance(installation, "not-yet") == (0, 50, 0, 0)
    (record,) = [body for body in await installation.records("due") if body["event"]["source"] == SWEEPER]
    assert record["event"]["time"] == as_of


async def test_sweeping_again_sends_nothing_and_sweeping_anew_changes_nothing(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME)
    await past(installation, "2026-06-01T12:00:00Z", *(bought(f"m-{n}", "2026-06-01T12:00:00Z") for n in range(5)))
    first = await broom(installation)
    assert [await first.sweep(), await first.sweep()] == [5, 0]
    second = await broom(installation, after=first)
    assert await second.sweep() == 5
    with pytest.raises(Fenced):
        await first.sweep()
    assert await deliver(installation) == {"accepted": 5, "duplicate": 5}
    assert [await second.sweep(), await (await broom(installation, after=second)).sweep()] == [0, 0]
    assert [await balance(installation, f"m-{n}") for n in range(5)] == [(0, 0, 0, 50)] * 5


async def test_off_for_a_month_one_sweep_catches_up_with_all(installation: Installation) -> None:
    rules = [{"rule_id": "cake", "on": "birthday", "bonus": 100}]
    await installation.publish_programme(**{**PROGRAMME, "earning": {"pending_days": 5, "rules": rules}})
    born = event("member.enrolled", "born", {"attributes": {"birth_month": 6, "birth_day": 3}},
                 time="2026-05-20T12:00:00Z", programme="live")  # fmt: skip
    days = [f"2026-05-{day:02}T12:00:00Z" for day in range(21, 31)]
    await past(installation, "2026-05-31T12:00:00Z", born, *(bought(f"m{day[8:10]}", day) for day in days))
    assert await (last := await broom(installation, "2026-05-20T12:30:00+00:00")).sweep() == 0
    assert await (await broom(installation, after=last)).sweep() == 21
    assert await deliver(installation) == {"accepted": 21}
    assert [await balance(installation, f"m{day[8:10]}") for day in days] == [(0, 0, 0, 50)] * len(days)
    assert (await balance(installation, "born"))[1] == 100
    (swept,) = await installation.fetch("SELECT * FROM ledger.swept")
    assert tuple(swept) == ("live", date(2026, 6, 20))


async def test_s15a_holds_lapse_and_pending_points_become_active(installation: Installation) -> None:
    await installation.publish_programme(**{**PROGRAMME, "expiry": {"kind": "none"}, "earning": {"pending_days": 1}})
    await past(installation, "2026-06-19T12:00:00Z", bought("ann", "2026-06-17T12:00:00Z"),
               bought("bob", "2026-06-18T12:00:00Z"), bought("cyd", "2026-06-19T12:00:00Z"))  # fmt: skip
    hold = {"redemption_id": "r-1", "points": 20, "ttl_seconds": 60}
    await past(
        installation, "2026-06-20T09:59:00Z",
        event("redemption.reserved", "ann", hold, time="2026-06-20T09:58:59Z", programme="live"),
    )  # fmt: skip
    assert await balance(installation, "ann") == (0, 30, 20, 0)
    sweeper = await broom(installation)
    assert [await sweeper.sweep(), await sweeper.sweep()] == [2, 0]
    assert dict(await announced(installation)).keys() == {
        "live/lapse/ann/2026-06-20T10:00:00Z", "live/activation/bob/2026-06-19T22:00:00Z",
    }  # fmt: skip
    assert await deliver(installation) == {"accepted": 2}
    assert await balance(installation, "ann") == (0, 50, 0, 0)
    assert await balance(installation, "bob") == (0, 50, 0, 0)
    assert await balance(installation, "cyd") == (50, 0, 0, 0)


async def test_s25_a_programme_that_takes_history_of_any_age_is_left_alone(installation: Installation) -> None:
    await installation.publish_programme(**{**PROGRAMME, "programme": "replay", "max_lateness_days": None})
    await past(installation, "2026-06-01T12:00:00Z", bought("ann", "2020-06-01T12:00:00Z", programme="replay"))
    assert await (await broom(installation)).sweep() == 0


async def test_s30_who_is_suspended_is_left_alone_unless_another_lot_is_due(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME)
    await installation.publish_programme(
        **{**PROGRAMME, "version": 2, "valid_from": "2026-06-10T00:00:00Z", "expiry_suspended": ["storm"]}
    )
    await installation.publish_programme(
        **{**PROGRAMME, "version": 3, "valid_from": "2026-06-13T00:00:00Z", "min_validity_days": 30}
    )
    grants = [("calm", "calm", "11"), ("safe", "storm", "11"), ("both", "storm", "11"), ("both", "storm", "14")]
    enrolled = {name: segment for name, segment, _ in grants}
    await past(installation, "2026-06-02T12:00:00Z", *(
        event("member.enrolled", name, {"segment": segment}, time="2026-06-01T12:00:00Z", programme="live")
        for name, segment in enrolled.items()
    ), *(
        event("points.granted", name, {"grant_id": unique("g"), "points": 7, "origin": "goodwill",
                                       "expires_at": f"2026-06-{day}T00:00:00Z"},
              time="2026-06-02T12:00:00Z", programme="live") for name, _, day in grants
    ))  # fmt: skip
    assert await (await broom(installation)).sweep() == 2
    assert await deliver(installation) == {"accepted": 2}
    assert {name: (await balance(installation, name))[1] for name in enrolled} == {"calm": 0, "safe": 7, "both": 7}


async def test_s23_a_return_that_waited_too_long_is_set_aside_whole(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME)
    service = await installation.start("ledger", ledger_roles="intake", clock="2026-06-10T12:00:00Z")
    lost = event("purchase.returned", "ann", {"return_id": "x-1", "order_id": "o-1", "amount": "5.00"},
                 source="urn:shop", time="2026-06-10T11:00:00Z", programme="live")  # fmt: skip
    await installation.until_read(await installation.publish(lost))
    await service.stop()
    assert len(await installation.fetch("SELECT FROM ledger.parked")) == 1
    early = await broom(installation, "2026-06-17T11:59:00+00:00")
    await early.sweep()
    assert not await installation.quarantined()
    await (await broom(installation, after=early)).sweep()
    (kept,) = await installation.quarantined()
    assert (kept["reason"], kept["event_id"], kept["value"]) == ("PARKED_TOO_LONG", lost.id, lost.value)
    assert not await installation.fetch("SELECT FROM ledger.parked")


async def test_pages_follow_each_other(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ledger.sweep.PAGE_MEMBERS", 3)
    rules = [{"rule_id": "cake", "on": "birthday", "bonus": 100}]
    await installation.publish_programme(**{**PROGRAMME, "earning": {"rules": rules}})
    born = {"attributes": {"birth_month": 6, "birth_day": 20}}
    names = [f"m-{n}" for n in range(9)]
    await past(
        installation, "2026-06-02T12:00:00Z",
        *(event("member.enrolled", name, born, time="2026-06-01T12:00:00Z", programme="live") for name in names),
        *(bought(name, f"2026-06-0{1 + n % 2}T12:00:00Z") for n, name in enumerate(names)),
    )  # fmt: skip
    assert await (await broom(installation)).sweep() == 18
    assert len({one for one, _ in await announced(installation)}) == 18


POINTS = ["sweep_expiries:after", "produce_sweep:before#3", "produce_sweep:after#9", "swept_set:after",
          "give_up_commit:before"]  # fmt: skip


async def test_killed_anywhere_the_next_one_takes_over_and_all_is_the_same(installation: Installation) -> None:
    rules = [{"rule_id": "cake", "on": "birthday", "bonus": 100}]
    await installation.publish_programme(**{**PROGRAMME, "earning": {"rules": rules}})
    born = {"attributes": {"birth_month": 6, "birth_day": 20}}
    names = [f"m-{n}" for n in range(6)]
    await past(
        installation, "2026-06-02T12:00:00Z",
        *(event("member.enrolled", name, born, time="2026-06-01T12:00:00Z", programme="live") for name in names),
        *(bought(name, "2026-06-01T12:00:00Z") for name in names),
    )  # fmt: skip
    now = datetime.fromisoformat(JUNE)
    settings = {"ledger_roles": "sweep", "lease_seconds": "0.5", "clock": now.isoformat()}
    for point in POINTS:
        service = installation.service("ledger", crash_at=point, **settings)
        ended = await installation.run_to_end(service)
        assert ended.code in (137, -signal.SIGKILL), f"{point}: {ended.code} {ended.said[-2_000:]}"

    later = (now + timedelta(minutes=5)).isoformat()
    await installation.start("ledger", ledger_roles="intake,sweep", clock=later)

    async def posted() -> bool:
        stands = [await balance(installation, name) for name in names]
        return stands == [(0, 100, 0, 50)] * len(names)

    await until(posted, "points expired and birthdays were given, each once")
    verdicts = Counter(
        body["event"]["type"] for body in await installation.records() if body["event"]["source"] == SWEEPER
    )
    assert verdicts == {"points.expiry_due": 6, "points.granted": 6}
    assert not await installation.quarantined()
