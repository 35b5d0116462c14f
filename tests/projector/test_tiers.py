"""The tier view: its fold, what it answers over HTTP, that it is verified, and that a rebuild makes the same of it."""

from datetime import UTC, date, datetime
from typing import Any

import aiohttp
import pytest
from yarl import URL

from schemas.cloudevents import decode
from schemas.programme import ProgrammeVersion
from schemas.tiers import FOR_EVER, Measures
from services.ledger.delivery import Item
from services.projector.rebuild import rebuild
from services.projector.tiers import Standing, TierDelta, fold, present
from services.projector.verify import WrongView, verify_views
from tests.conftest import Install
from tests.installation import Installation, Service, clock_at, event, purchase
from tests.ledger.table import executed
from tests.projector.ground import pool, settings_of, until_caught_up, view_tables

TIERS: dict[str, Any] = {
    "metric": "spend", "window": {"kind": "calendar_year"}, "grace_days": 5,
    "levels": [
        {"tier": "silver", "threshold": "100", "benefits": [{"kind": "parking", "value": "free", "partner_id": "p"}]},
        {"tier": "gold", "threshold": "250.50", "multiplier": "2"},
    ],
}  # fmt: skip


def body(sequence: int, **said: Any) -> Any:
    """Return a record that says something of tiers."""
    return {"shard": 0, "programme": "p", "member_id": "ann", "sequence": sequence, "verdict": "accepted",
            "explanation": {"tier": said}}  # fmt: skip


BODIES = [
    body(1, joined="2026-03-01", counted={"day": "2026-03-01", "spend": "100.5", "points": 7, "visits": 1},
         reached={"tier": "silver", "since": "2026-03-01T10:00:00Z", "valid_until": "2028-01-01T00:00:00Z"}),
    body(2, counted={"day": "2026-03-01", "spend": "-0.0001", "points": -2, "visits": 0}),
    body(3, assigned={"tier": "gold", "since": "2026-03-02T00:00:00Z", "valid_until": None}),
    body(4, reached={"tier": None, "since": "2028-01-01T00:00:00Z", "valid_until": None}),
    {**body(5), "explanation": {"clawed": 1}},
    {"shard": 0, "programme": "p", "member_id": "bob", "sequence": 6, "verdict": "accepted"},
]  # fmt: skip
KEY = (0, "p", "ann")


def test_the_fold_sums_days_and_keeps_the_last_standing() -> None:
    delta = TierDelta()
    fold(BODIES, delta)
    counted = Measures(1_004_999, 5, 1)
    assert delta.days == {(KEY, date(2026, 3, 1)): counted, (KEY, FOR_EVER): counted}
    assert delta.joined == {KEY: date(2026, 3, 1)}
    assert delta.standings == {KEY: {
        "reached": Standing(None, datetime(2028, 1, 1, tzinfo=UTC), None),
        "assigned": Standing("gold", datetime(2026, 3, 2, tzinfo=UTC), None),
    }}  # fmt: skip
    assert [change[3:6] for change in delta.changes] == [
        (1, "reached", "silver"), (3, "assigned", "gold"), (4, "reached", None)
    ]  # fmt: skip


def test_s32_the_tier_is_the_higher_of_what_was_reached_and_a_floor_whose_date_has_not_come() -> None:
    version = ProgrammeVersion.model_validate(
        {"programme": "p", "version": 1, "valid_from": "2020-01-01T00:00:00Z", "expiry": {"kind": "none"},
         "tiers": TIERS}
    )  # fmt: skip
    at = datetime(2026, 6, 1, tzinfo=UTC)
    silver, gold = Standing("silver", at, None), Standing("gold", at, None)
    until_now, unknown = Standing("gold", at, at), Standing("tin", at, None)
    for reached, assigned, expected in (
        (silver, gold, gold), (gold, silver, gold), (silver, until_now, silver), (unknown, silver, silver),
        (None, until_now, None), (unknown, None, None), (silver, Standing("silver", at, at), silver),
    ):  # fmt: skip
        found = present(version, reached, assigned, at)
        assert (found and found[1]) == expected
    assert present(None, silver, None, at) is None


@pytest.fixture(scope="module")
async def club(install_for_module: Install) -> tuple[Installation, Service]:
    """Ann is in gold by hand and in silver by spend; Bob spent some; Cleo did nothing but join."""
    installation = await install_for_module(shards=4)
    await installation.publish_programme(tiers=TIERS)
    await installation.publish_programme(programme="plain")
    poster = await installation.poster(clock_at("2026-06-15T12:00:00Z"))
    sent = [
        purchase("ann", "100.00", time="2025-03-10T10:00:00Z"),
        purchase("ann", "60.25", time="2026-02-10T10:00:00Z"),
        purchase("bob", "99.99", time="2026-06-01T10:00:00Z"),
        purchase("dan", "300.00", time="2024-06-01T10:00:00Z"),
        event("member.enrolled", "cleo", {}, time="2026-03-10T10:00:00Z"),
        purchase("cleo", "900.00", time="2026-03-10T10:00:00Z", programme="plain"),
        event("tier.review_due", "dan", {"as_of": "2026-01-06T00:00:00Z"}, time="2026-01-06T00:00:00Z"),
    ]
    await poster.post([Item(decode(one.key, one.headers, one.value or b"")) for one in sent])
    at = datetime(2026, 6, 1, tzinfo=UTC)
    until = {"valid_until": "2026-07-01T00:00:00Z"}
    await poster.post([Item(executed("p-1", "tier.assigned", "default", "ann", {"tier": "gold", **until}, at))])
    projector = await installation.start("projector", clock="2026-06-15T12:00:00Z")
    await until_caught_up(installation)
    return installation, projector


async def asked(http: aiohttp.ClientSession, projector: Service, path: str) -> tuple[int, dict[str, Any]]:
    """Return status and body of a GET."""
    async with http.get(URL(projector.url + path, encoded=True)) as response:
        return response.status, await response.json(content_type=None)


async def test_s32_a_members_tier_is_told_with_all_that_makes_it(
    club: tuple[Installation, Service], http: aiohttp.ClientSession
) -> None:
    installation, projector = club
    status, ann = await asked(http, projector, "/v1/members/ann/tier")
    reached, _, assigned = [record["sequence"] for record in await installation.records("ann")]
    assert (status, ann) == (200, {
        "tier": "gold", "how": "assigned", "since": "2026-06-01T00:00:00Z", "valid_until": "2026-07-01T00:00:00Z",
        "multiplier": "2", "benefits": [],
        "metric": {"metric": "spend", "from": "2026-01-01", "to": "2026-12-31", "value": "60.25"},
        "next": None,
        "history": [
            {"sequence": assigned, "how": "assigned", "tier": "gold", "since": "2026-06-01T00:00:00Z",
             "valid_until": "2026-07-01T00:00:00Z"},
            {"sequence": reached, "how": "reached", "tier": "silver", "since": "2025-03-10T10:00:00Z",
             "valid_until": "2027-01-01T00:00:00Z"},
        ],
        "as_of_sequence": ann["as_of_sequence"],
    })  # fmt: skip
    assert ann["as_of_sequence"] >= assigned


async def test_s32_what_is_missing_to_the_next_level(
    club: tuple[Installation, Service], http: aiohttp.ClientSession
) -> None:
    _, projector = club
    _, bob = await asked(http, projector, "/v1/members/bob/tier")
    assert (bob["tier"], bob["how"], bob["benefits"], bob["history"]) == (None, None, [], [])
    assert bob["next"] == {"tier": "silver", "threshold": "100", "missing": "0.01"}
    _, cleo = await asked(http, projector, "/v1/members/cleo/tier")
    assert (cleo["tier"], cleo["metric"]["value"], cleo["next"]["missing"]) == (None, "0", "100")
    _, dan = await asked(http, projector, "/v1/members/dan/tier")
    assert (dan["tier"], dan["since"], dan["valid_until"]) == (
        "silver", "2026-01-06T00:00:00Z", "2027-01-01T00:00:00Z"
    )  # fmt: skip
    assert dan["benefits"] == [{"kind": "parking", "value": "free", "partner_id": "p"}]
    assert dan["next"] == {"tier": "gold", "threshold": "250.50", "missing": "250.5"}


async def test_s31_a_programme_without_tiers_has_none_to_tell(
    club: tuple[Installation, Service], http: aiohttp.ClientSession
) -> None:
    _, projector = club
    status, cleo = await asked(http, projector, "/v1/members/cleo/tier?programme=plain")
    assert (status, cleo["tier"], cleo["metric"], cleo["next"]) == (200, None, None, None)
    status, problem = await asked(http, projector, "/v1/members/nobody/tier")
    assert (status, problem["reason"]) == (404, "MEMBER_UNKNOWN")
    status, problem = await asked(http, projector, "/v1/members/ann/tier?min_sequence=999999")
    assert (status, problem["reason"]) == (503, "POSITION_NOT_REACHED")


async def test_the_view_is_verified_and_a_rebuild_makes_the_same_of_it(club: tuple[Installation, Service]) -> None:
    installation, _ = club
    database = await pool(installation)
    before = await view_tables(installation)
    assert all(before[table] for table in ("tier_member", "tier_change", "tier_day"))
    await verify_views(database, database, lambda _done, _total: None)
    await rebuild(settings_of(installation), "tier", lambda _done, _total: None)
    await until_caught_up(installation)
    assert await view_tables(installation) == before
    for damage in (
        "UPDATE view.tier_member SET since = since + interval '1 s'",
        "UPDATE view.tier_day SET spend = spend + 1",
        "DELETE FROM view.tier_change",
    ):
        await installation.fetch(damage)
        with pytest.raises(WrongView, match="the view tier"):
            await verify_views(database, database, lambda _done, _total: None)
        await rebuild(settings_of(installation), "tier", lambda _done, _total: None)
        await until_caught_up(installation)
    await verify_views(database, database, lambda _done, _total: None)
