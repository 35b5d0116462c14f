"""A ledger killed (SIGKILL) at every point of closing a month and freezing its report: it is done, or it is not."""

import asyncio
import contextlib
import signal
from typing import Any

import aiohttp
import orjson

from deploy.processes import free_port
from tests.conftest import Install
from tests.faults.killing import begin, listed
from tests.faults.nursery import Life, Nursery
from tests.installation import Installation, until

PERIOD, DIGEST = "2026-01", "5" * 64
OF_A_CLOSE = {
    "proposal_add", "look_back_heads", "closed_through", "earliest", "heads_lock", "proposal_lock",
    "programme_done", "earliest_since", "close_through", "copy_record", "copy_seen", "heads_set", "proposal_decide",
    "approve_commit", "period_closed", "freeze_commit",
}  # fmt: skip


class Office:
    """Two people of finance, who call a ledger as long as it lives."""

    def __init__(self, installation: Installation, nursery: Nursery, http: aiohttp.ClientSession) -> None:
        self.installation = installation
        self._nursery = nursery
        self._http = http
        self._port = str(free_port())
        self._end: asyncio.Task[int] | None = None

    async def begin(self, point: str | None) -> Life:
        """Begin a life of the ledger that is to end at a point, if one is given; return when it answers or is over."""
        settings = {"crash_at": point} if point else {}
        life = await begin(
            self.installation, self._nursery, "office", ledger_roles="api", ledger_port=self._port, **settings
        )
        self._end = asyncio.create_task(life.ended(120))
        await self._answered("GET", "/healthz")
        return life

    async def ended(self) -> int:
        """Wait for the end of the life; return the exit code, -9 when it was killed."""
        assert self._end is not None
        return await self._end

    async def _answered(
        self, method: str, path: str, body: object = None, actor: str = "fay"
    ) -> tuple[int, Any] | None:
        """Return the answer to a call; None when the ledger has ended before it answered."""
        headers = {"X-Actor": actor, "content-type": "application/json"}

        async def once() -> bool | tuple[int, Any]:
            assert self._end is not None
            over = self._end.done()
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                url = f"http://127.0.0.1:{self._port}{path}"
                data = None if body is None else orjson.dumps(body)
                async with self._http.request(method, url, data=data, headers=headers) as answer:
                    if answer.status < 500:  # Who cannot now is asked again.
                        return answer.status, orjson.loads(await answer.read())
            return over

        found = await until(once, f"{path} is answered, or nobody is there any more", 60)
        return None if isinstance(found, bool) else found

    async def close(self, programme: str) -> bool:
        """Close a month and freeze its report, as far as the ledger lives; return whether all of it was answered."""
        wanted = {"kind": "close", "body": {"programme": programme, "period": PERIOD}}
        proposed = await self._answered("POST", "/v1/proposals", wanted)
        if proposed is None:
            return False
        if proposed[0] == 201:
            approved = await self._answered("POST", f"/v1/proposals/{proposed[1]['id']}/approve", {}, "gus")
            if approved is None:
                return False
            assert approved[0] in (200, 409), approved
        else:
            assert "closed, for ever" in proposed[1]["errors"][0]["detail"], proposed
        report = {"period": PERIOD, "sha256": DIGEST}
        frozen = await self._answered("POST", f"/v1/reports?programme={programme}", report)
        assert frozen is None or frozen[0] in (200, 201), frozen
        return frozen is not None

    async def done(self, programme: str) -> tuple[bool, bool]:
        """Return whether the month is closed, and whether its report is frozen; fail when either is half done."""
        rows = await self.installation.fetch("SELECT period FROM ledger.closed_through WHERE programme = $1", programme)
        approved = await self.installation.fetch(
            "SELECT sequence FROM ledger.proposal WHERE body ->> 'programme' = $1 AND kind = 'close' "
            "AND status = 'approved'", programme,
        )  # fmt: skip
        records = [body for body in await self.installation.records("register") if body["programme"] == programme]
        types = [body["event"]["type"] for body in records if body["event"]["type"] != "programme.published"]
        assert types in ([], ["period.closed"], ["period.closed", "report.frozen"])
        assert len(rows) == len(approved) == types.count("period.closed")
        return bool(rows), "report.frozen" in types


async def test_l8_a_close_killed_at_every_point_is_done_or_is_not(
    install: Install, nursery: Nursery, http: aiohttp.ClientSession
) -> None:
    ledger = await install(topics=False)
    await ledger.publish_programme(programme="calm")
    office = Office(ledger, nursery, http)
    points = await points_of_a_close(office)
    assert {point.partition(":")[0] for point in points} >= OF_A_CLOSE
    outcomes = set()
    for number, point in enumerate(points):
        programme = f"p-{number}"
        await ledger.publish_programme(programme=programme)
        life = await office.begin(point)
        assert not await office.close(programme), f"{point} was not reached"
        assert await office.ended() == -signal.SIGKILL
        outcomes.add(await office.done(programme))
        life = await office.begin(None)
        assert await office.close(programme)
        assert await office.done(programme) == (True, True)
        life.send(signal.SIGKILL)
        await office.ended()
    assert outcomes == {(False, False), (True, False), (True, True)}


async def points_of_a_close(office: Office) -> list[str]:
    """Return the points that a close and its report pass in peace, without those of starting and being there.

    Between the end of a statement and the beginning of the next one nothing changes: the ends will do.
    """
    listing = office.installation.log_dir / "office.points"
    life = await office.begin(f"list:{listing}")
    idle = set(listed(listing))
    assert await office.close("calm")
    life.send(signal.SIGTERM)
    await office.ended()
    points = [point for point in listed(listing) if point not in idle]
    return sorted(point for point in points if point.endswith((":after", "_commit:before")))
