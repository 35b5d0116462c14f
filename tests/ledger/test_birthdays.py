"""S15b: birthdays are found by local days, announced once a year, and no more often than their rule may give."""

import pytest

from tests.installation import Installation, event
from tests.ledger.sweeping import PROGRAMME, announced, balance, broom, deliver, past


@pytest.mark.parametrize(
    ("clock", "ids"),
    [
        ("2026-02-27T23:30:00+00:00", {"leap", "eve"}),
        ("2026-02-27T22:30:00+00:00", set()),
        ("2028-02-28T12:00:00+00:00", {"eve"}),
        ("2028-02-29T12:00:00+00:00", {"leap"}),
    ],
    ids=["common year, local day", "the local day before", "the 28th of a leap year", "the 29th"],
)
async def test_s15b_birthdays_are_of_local_days_and_29_february_counts_on_the_28th(
    installation: Installation, clock: str, ids: set[str]
) -> None:
    rules = [{"rule_id": "cake", "on": "birthday", "bonus": 100, "when": {"segments": ["sweet"]}},
             {"rule_id": "survey", "on": "activity", "bonus": 5}]  # fmt: skip
    await installation.publish_programme(**{**PROGRAMME, "earning": {"rules": rules}})
    members = [("leap", 29, "sweet"), ("eve", 28, "sweet"), ("other", 28, "sour"), ("march", 1, "sweet")]
    await past(installation, "2026-02-01T12:00:00Z", *(
        event("member.enrolled", name, {"segment": segment, "attributes": {"birth_month": 2, "birth_day": day}},
              time="2026-02-01T12:00:00Z", programme="live") for name, day, segment in members
    ))  # fmt: skip
    assert await (await broom(installation, clock)).sweep() == len(ids)
    year = clock[:4]
    assert {one for one, _ in await announced(installation)} == {f"live/birthday/cake/{name}/{year}" for name in ids}
    assert await deliver(installation, clock) == ({"accepted": len(ids)} if ids else {})
    assert {name: (await balance(installation, name))[1] for name in ids} == dict.fromkeys(ids, 100)


async def test_s15b_a_birthday_rule_gives_a_member_no_more_often_than_its_limit(installation: Installation) -> None:
    rules = [{"rule_id": "once", "on": "birthday", "bonus": 100, "max_per_member": 1},
             {"rule_id": "cake", "on": "birthday", "bonus": 1}]  # fmt: skip
    await installation.publish_programme(**{**PROGRAMME, "expiry": {"kind": "none"}, "earning": {"rules": rules}})
    born = event("member.enrolled", "ann", {"attributes": {"birth_month": 6, "birth_day": 20}},
                 time="2026-06-01T12:00:00Z", programme="live")  # fmt: skip
    await past(installation, "2026-06-01T12:00:00Z", born)
    sweeper = await broom(installation, "2026-06-20T12:00:00+00:00")
    assert await sweeper.sweep() == 2
    assert await deliver(installation, "2026-06-20T12:00:00+00:00") == {"accepted": 2}
    next_year = await broom(installation, "2027-06-20T12:00:00+00:00", after=sweeper)
    assert await next_year.sweep() == 1
    await deliver(installation, "2027-06-20T12:00:00+00:00")
    assert (await balance(installation, "ann"))[1] == 102
    why = [body["explanation"]["rules"] for body in await installation.records("ann") if body.get("explanation")]
    assert why[0] == [{"rule_id": "once", "bonus": 100, "counted": True}]
