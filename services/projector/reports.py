"""Reports of closed months: waited for, stored once, and their digests sent to the ledger for the register (L8)."""

import asyncio
import hashlib
from dataclasses import dataclass, replace

import httpx
import orjson
import stamina
import structlog

from services.kit.database import Database, load_queries
from services.kit.settings import Settings
from services.projector.month import Sums, report_of
from services.projector.programmes import Programmes
from services.projector.report import Report, read_report
from services.projector.tail import Gap
from services.projector.terms import Close

SQL = load_queries("services.projector", "reads.sql")
REPORTS = load_queries("services.projector", "reports.sql")
LOOK_AGAIN_SECONDS = 0.5
SEND_ATTEMPTS = 3
ACTOR = "points-projector"

log = structlog.get_logger()


class Unanswered(Exception):  # noqa: N818 - it says what happened
    """The ledger did not take a digest for now: it is down, or says try again."""


@dataclass(slots=True, frozen=True)
class Stored:
    """A report as it was stored."""

    body: str
    sha256: str


async def read_sums(views: Database, programme: str, period: str) -> Sums | None:
    """Return what the view says of a period, all of one moment; None before the view began."""
    async with views.session() as session, session.snapshot():
        beside = await session.row(REPORTS["liability_beside"], programme, period)
        if beside is None or beside["as_of"] is None:
            return None
        return Sums(
            as_of=orjson.loads(beside["as_of"]),
            standings=[tuple(row) for row in await session.fetch(REPORTS["liability_standings"], programme)],
            month=[tuple(row) for row in await session.fetch(REPORTS["liability_month"], programme, period)],
            later=[tuple(row) for row in await session.fetch(REPORTS["liability_later"], programme, period)],
            given=orjson.loads(beside["given"] or "[]"),
            arrears=orjson.loads(beside["arrears"]),
            sales=int(beside["sales"]),
        )


async def read_stored(views: Database, programme: str, period: str) -> Stored | None:
    """Return the report of a closed month as it was stored, if it was."""
    async with views.session() as session:
        row = await session.row(SQL["report"], programme, period)
    return Stored(row["body"], row["sha256"]) if row else None


def at_the_cut(found: Sums, close: Close) -> Sums | None:
    """Return a closed month's sums as of its cut; None while a bookmark of the view has still to pass it.

    All that a report is made of stands in the liability view, so its bookmarks are the ones to wait for, that of the
    register among them. What was recorded after the cut is booked in later months (S3), so the sums of this one are
    what they were there.
    """
    if any(found.as_of.get(str(shard), 0) < head for shard, head in close.cut.items()):
        return None
    return replace(found, as_of={str(shard): head for shard, head in sorted(close.cut.items())})


@dataclass(slots=True, frozen=True)
class Checked:
    """A month's report as it is read, and every way in which what was kept of it does not agree; none is best."""

    report: Report
    faults: list[str]


async def check_report(ledger: Database, views: Database, programme: str, period: str) -> Checked:
    """Return a month's report, computed anew and held against what was stored and what was frozen (L8).

    What is returned of a closed month is what was stored. Raises Gap for an unknown programme, or an empty view.
    """
    programmes = Programmes(ledger)
    found = await read_sums(views, programme, period)
    await programmes.read_on()
    place = programmes.place_of(programme)
    if found is None or place is None:
        raise Gap(f"there is no programme {programme!r}, or no view of it yet: start a projector")
    close = programmes.terms.closes.get((programme, period))
    cut = at_the_cut(found, close) if close else None
    anew = report_of(programme, period, cut or found, programmes.terms, *place)
    stored = await read_stored(views, programme, period)
    frozen = programmes.terms.frozen.get((programme, period))
    if stored is None:
        lost = [f"the register froze {frozen}, but no report is stored"] if frozen else []
        return Checked(anew, lost)
    faults = []
    if hashlib.sha256(stored.body.encode()).hexdigest() != stored.sha256:
        faults.append("the stored report is not the text that its digest was taken of")
    if frozen not in (None, stored.sha256):
        faults.append(f"the register froze {frozen}, stored is {stored.sha256}")
    if anew.canonical() != stored.body.encode():
        faults.append("the records give other figures now than were stored")
    return Checked(read_report(stored.body), faults)


class Reports:
    """Stores the report of every closed month once the liability view has passed its cut, and has its digest frozen."""

    def __init__(self, ledger: Database, views: Database, settings: Settings) -> None:
        self._views = views
        self._programmes = Programmes(ledger)
        self._ledger_url = settings.ledger_address
        self._stored: dict[tuple[str, str], str] = {}
        self._settled: set[tuple[str, str]] = set()

    async def run(self) -> None:
        """Look for closed months for ever. Raises what the databases raise: the process ends, and is started again."""
        async with httpx.AsyncClient(base_url=self._ledger_url, headers={"X-Actor": ACTOR}, timeout=10.0) as ledger:
            while True:
                await self._programmes.read_on()
                await self._store_due()
                try:
                    await self._send_due(ledger)
                except (Unanswered, httpx.TransportError) as error:
                    log.warning("report_not_sent", cause=repr(error))
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _store_due(self) -> None:
        """Store the report of every month whose cut is passed."""
        for (programme, period), close in self._programmes.terms.closes.items():
            if (programme, period) in self._stored:
                continue
            stored = await read_stored(self._views, programme, period)
            if stored is None:
                report = await self.compute(programme, period, close)
                if report is None:
                    continue
                await self._store(programme, period, report.canonical())
                stored = await read_stored(self._views, programme, period)
            if stored is not None:
                self._stored[programme, period] = stored.sha256

    async def _send_due(self, ledger: httpx.AsyncClient) -> None:
        """Send the digests that the register does not have; say where it has another one. Raises what `_send` does."""
        for (programme, period), sha256 in self._stored.items():
            frozen = self._programmes.terms.frozen.get((programme, period))
            if (programme, period) in self._settled:
                continue
            if frozen is None:
                await self._send(programme, period, sha256, ledger)
            elif frozen != sha256:
                log.error("report_differs", programme=programme, period=period, frozen=frozen, stored=sha256)
            self._settled.add((programme, period))

    async def compute(self, programme: str, period: str, close: Close) -> Report | None:
        """Return a closed month's report from the view as it is now; None while the view has not passed the cut."""
        found = await read_sums(self._views, programme, period)
        cut = at_the_cut(found, close) if found is not None else None
        place = self._programmes.place_of(programme)
        if cut is None or place is None:
            return None
        return report_of(programme, period, cut, self._programmes.terms, *place)

    async def _store(self, programme: str, period: str, body: bytes) -> None:
        """Store a report; whoever comes second changes nothing."""
        async with self._views.session() as session, session.transaction("store_report"):
            digest = hashlib.sha256(body).digest()
            await session.execute(REPORTS["report_add"], programme, period, digest, body.decode())
        log.info("report_stored", programme=programme, period=period, sha256=digest.hex())

    async def _send(self, programme: str, period: str, sha256: str, ledger: httpx.AsyncClient) -> None:
        """Send a digest, a few times if need be; raise Unanswered, or what the client raises, when it was not taken."""
        async for attempt in stamina.retry_context(on=(Unanswered, httpx.TransportError), attempts=SEND_ATTEMPTS):
            with attempt:
                answer = await ledger.post(
                    "/v1/reports", params={"programme": programme}, json={"period": period, "sha256": sha256}
                )
                if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    raise Unanswered(f"status {answer.status_code}")
        if answer.is_error:
            log.error("report_refused", programme=programme, period=period, sha256=sha256, answer=answer.text)
