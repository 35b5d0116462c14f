"""The sweeper and tiers: reviews are found by their date, announced, and posted; birthdays may be for a tier."""

from typing import Any

import orjson

from tests.installation import Installation, event, purchase
from tests.ledger.sweeping import announced, broom, deliver, past

TIERS: dict[str, Any] = {
    "metric": "spend", "window": {"kind": "rolling", "months": 1}, "grace_days": 2,
    "levels": [{"tier": "silver", "threshold": "50"}, {"tier": "gold", "threshold": "100"}],
}  # fmt: skip
PROGRAMME: dict[str, Any] = {
    "programme": "live", "max_lateness_days": 365, "time_zone": "Europe/Berlin", "tiers": TIERS,
}  # fmt: skip


async def tier(installation: Installation, member_id: str) -> tuple[Any, ...]:
    """Return what a member has reached, and until which instant."""
    (row,) = await installation.fetch("SELECT reached, valid_until FROM ledger.tier WHERE member_id = $1", member_id)
    return row["reached"], row["valid_until"] and row["valid_until"].isoformat()


async def test_s32_reviews_are_announced_when_grace_is_over_one_window_each_day(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME)
    # Reached on 17 and 18 May: kept to the end of 17 and 18 June, and for two days of grace.
    for member, day in (("due", "17"), ("not-yet", "18"), ("behind", "17")):
        at = f"2026-0{4 if member == 'behind' else 5}-{day}T12:00:00Z"
        await past(installation, at, purchase(member, "100.00", time=at, programme="live"))
    await past(installation, "2026-05-17T12:00:00Z", purchase("lowly", "49.99", programme="live",
                                                              time="2026-05-17T12:00:00Z"))  # fmt: skip
    first = await broom(installation)
    assert [await first.sweep(), await first.sweep()] == [2, 0]
    as_of = "2026-06-19T22:00:00Z"
    assert sorted(await announced(installation)) == [
        (f"live/review/{member}/{as_of}", orjson.dumps({"as_of": as_of})) for member in ("behind", "due")
    ]
    assert await deliver(installation) == {"accepted": 2}
    assert await tier(installation, "due") == ("silver", "2026-07-17T22:00:00+00:00")
    assert await tier(installation, "behind") == ("silver", "2026-06-17T22:00:00+00:00")
    second = await broom(installation, "2026-06-21T10:00:00+00:00", after=first)
    assert await second.sweep() == 2
    assert await deliver(installation, "2026-06-21T10:00:00+00:00") == {"accepted": 2, "duplicate": 2}
    assert await tier(installation, "not-yet") == ("silver", "2026-07-18T22:00:00+00:00")
    assert await tier(installation, "behind") == (None, None)
    (record,) = [body for body in await installation.records("not-yet") if body["event"]["type"] == "tier.review_due"]
    assert record["tier"] == "silver"
    assert record["explanation"]["tier"]["metric"] == "spend"


async def test_s32_what_is_kept_for_ever_is_not_announced(installation: Installation) -> None:
    await installation.publish_programme(**PROGRAMME | {"tiers": TIERS | {"window": {"kind": "lifetime"}}})
    at = "2025-07-01T12:00:00Z"
    await past(installation, at, purchase("ann", "100.00", time=at, programme="live"))
    assert await (await broom(installation)).sweep() == 0
    assert await tier(installation, "ann") == ("gold", None)


async def test_s15b_a_rule_on_a_birthday_may_be_for_a_tier(installation: Installation) -> None:
    rule = {"rule_id": "cake", "on": "birthday", "bonus": 7, "when": {"tiers": ["gold"]}}
    await installation.publish_programme(**PROGRAMME, earning={"rules": [rule]})
    at = "2026-06-10T12:00:00Z"
    born = {"attributes": {"birth_month": 6, "birth_day": 20}}
    for member, amount in (("ann", "100.00"), ("bob", "99.99")):
        await past(installation, at, event("member.enrolled", member, born, time=at, programme="live"),
                   purchase(member, amount, time=at, programme="live"))  # fmt: skip
    assert await (await broom(installation)).sweep() == 1
    assert [name for name, _ in await announced(installation)] == ["live/birthday/cake/ann/2026"]
