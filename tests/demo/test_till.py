"""The demo's HTTP calls against a small server of its own: what is not as promised stops the demo with the reason."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from deploy.demo import run, till
from deploy.demo.stream import DemoError
from deploy.demo.till import Api

PROBLEM = {"title": "Not your own", "status": 403, "reason": "APPROVER_IS_PROPOSER"}
POSITION = {"-1": 7, "0": 40, "1": 2}


@pytest.fixture
async def service() -> AsyncIterator[Api]:
    """A server with the answers of this module."""
    app = web.Application()
    app.router.add_get("/v1/programmes/cdnow/versions", answer({"versions": [{"version": 1}]}))
    app.router.add_post("/v1/refused", answer(PROBLEM, status=403))
    views = [{"view": "balance", "position": POSITION}, {"view": "liability", "position": {}}]
    app.router.add_get("/v1/projections", answer({"views": views}))
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield Api(session, str(server.make_url("/")).rstrip("/"))


async def test_an_unexpected_status_is_told_with_the_problems_reason(service: Api) -> None:
    with pytest.raises(DemoError, match=r"POST /v1/refused answered 403 instead of 200: .*APPROVER_IS_PROPOSER"):
        await service.post("/v1/refused", {}, actor="marta", due={200})


async def test_a_ledger_that_has_the_history_already_is_refused(service: Api) -> None:
    with pytest.raises(DemoError, match="Give the demo a new data directory"):
        await till.publish_programme(service)


async def test_progress_is_that_of_members_records_not_of_the_registers(service: Api) -> None:
    assert await till.records_in_views(service) == {"balance": 42, "liability": 0}


async def test_views_that_stand_still_end_the_wait_with_where_each_is(
    service: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STALL_SECONDS_MAX", 0.0)
    with pytest.raises(DemoError, match="Of 100 records the views have: balance 42, liability 0"):
        await run.arrived(service, 100, lambda _: None)


def answer(body: dict[str, object], *, status: int = 200) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler that always says the same."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    return handle
