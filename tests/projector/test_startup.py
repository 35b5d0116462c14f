"""The projector's process: what it says when it cannot start, and how it ends."""

import aiohttp
import pytest

from services.projector.views import VIEWS
from tests.conftest import Install
from tests.installation import until

SHARDS = 4


async def test_a_projector_without_views_to_show_is_not_ready(install: Install, http: aiohttp.ClientSession) -> None:
    installation = await install(shards=SHARDS, topics=False)
    only_api = await installation.start("projector", projector_roles="api")
    for path in ("/readyz", "/v1/members/ann/balance", "/v1/liability?period=2026-01"):
        async with http.get(only_api.url + path) as response:
            assert (response.status, (await response.json(content_type=None))["reason"]) == (503, "VIEW_NOT_READY")


async def test_it_ends_cleanly_when_told_to_and_gives_its_leases_back(install: Install) -> None:
    installation = await install(shards=SHARDS, topics=False)
    projector = await installation.start("projector")

    async def leases() -> int:
        (row,) = await installation.fetch("SELECT count(*) AS held FROM view.lease WHERE leased_until > now()")
        return int(row["held"])

    async def all_held() -> bool:
        return await leases() == len(VIEWS)

    await until(all_held, "the projector holds every lease")
    assert await projector.stop() == 0
    assert await leases() == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ledger_dsn": "postgresql://nobody@127.0.0.1:1/none"}, "the database of POINTS_LEDGER_DSN cannot be used"),
        ({"projector_roles": "project,cook"}, "name one or more of api, project"),
        ({"lease_seconds": "soon"}, "POINTS_LEASE_SECONDS"),
    ],
)
async def test_what_is_wrong_at_the_start_is_said_without_a_traceback(
    install: Install, settings: dict[str, str], said: str
) -> None:
    installation = await install(shards=SHARDS, topics=False)
    ended = await installation.run_to_end(installation.service("projector", **settings))
    assert ended.code == 2
    assert said in ended.said
    assert "Traceback" not in ended.said


async def test_a_database_that_was_not_migrated_says_what_to_run(install: Install) -> None:
    installation = await install(shards=SHARDS, topics=False, migrated=False)
    ended = await installation.run_to_end(installation.service("projector"))
    assert (ended.code, "run `points migrate`" in ended.said, "Traceback" in ended.said) == (2, True, False)


async def test_a_taken_port_is_named(install: Install) -> None:
    installation = await install(shards=SHARDS, topics=False)
    port = (await installation.start("projector")).url.rpartition(":")[2]
    ended = await installation.run_to_end(installation.service("projector", projector_port=port))
    assert (ended.code, f"port {port} of 127.0.0.1 cannot be used" in ended.said) == (2, True)
