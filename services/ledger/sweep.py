"""The sweeper: announces what falls due with time alone, and gives up returns that waited too long.

Holds lapse, pending points become active, points expire (S15a, S25), tiers come to be reviewed (S32), members have
birthdays (S15b): each is an event on `<prefix>.events`, in its member's order with all others, with an id that follows
from what it says, so that sending it again is a duplicate. What is due is found from the members' own state: a sweep
that comes a month late finds more.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime, timedelta
from time import monotonic

import orjson
import structlog
from aiokafka import AIOKafkaProducer

from schemas.calendar import DAY, instant_text, local_date, start_of_day
from services.kit.clock import Clock
from services.kit.crash import KillPoints
from services.kit.database import RETRIED, Database, Query, Row, load_queries
from services.kit.kafka import producer
from services.kit.settings import Settings
from services.ledger.conditions import is_birthday
from services.ledger.delivery import Fenced
from services.ledger.gather import GatherAgain, refresh_programmes
from services.ledger.nouns import Member, Terms
from services.ledger.parking import give_up
from services.ledger.programmes import Programmes
from services.ledger.publishing import Publisher
from services.ledger.reach import FIRST
from services.ledger.sweep_events import SWEEPER, Announcement, due_event, gifts
from services.ledger.tier_rows import tiering_of

SQL = load_queries("services.ledger", "sweep.sql")
PAGE_MEMBERS = 5_000
REMEMBERED_MAX = 1_000_000
CLOCKS_APART = timedelta(seconds=30)
"""A day begins this much later for the sweeper: the intake's clock may be behind, and would say `NOT_DUE`."""
BIRTHDAYS_BACK = timedelta(days=364)
"""So far back no member has two birthdays, and what one gives is counted before the next."""
log = structlog.get_logger()


class Sweeper:
    """Announces what is due, every `POINTS_SWEEP_SECONDS`; stands by while another process does."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, points: KillPoints, owner: str) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._points = points
        self._owner = owner
        self._programmes = Programmes()
        self._sent: dict[tuple[str, str], set[int]] = {}

    async def run(self) -> None:
        """Sweep until cancelled; raises what must end the process."""
        sender = producer(self._settings.kafka_bootstrap, f"sweep-{self._owner}")
        await sender.start()
        epoch = None
        try:
            while True:
                epoch = await self.take()
                if epoch is None:
                    await asyncio.sleep(self._settings.lease_seconds / 2)
                    continue
                try:
                    while True:
                        await self.sweep(sender, epoch)
                        await self._rest(epoch)
                except Fenced as fenced:
                    log.warning("sweep_lost", detail=str(fenced))
        finally:
            await sender.stop()
            if epoch is not None:
                await asyncio.shield(self.release(epoch))

    async def take(self) -> int | None:
        """Become the one who sweeps; None while another process is."""
        async with self._database.session() as session:
            row = await session.row(SQL["sweep_take"], self._owner, self._settings.lease_seconds)
        return None if row is None else int(row["epoch"])

    async def release(self, epoch: int) -> None:
        """Let another process take over at once."""
        async with self._database.session() as session:
            await session.execute(SQL["sweep_release"], epoch)

    async def sweep(self, sender: AIOKafkaProducer, epoch: int) -> int:
        """Announce all that is due by the clock and was not yet; return how many events. Raises Fenced."""
        publisher = Publisher(sender, self._settings.topic("events"), self._points, "produce_sweep")
        now = self._clock()
        async with self._database.session() as session:
            await refresh_programmes(session, self._programmes)
            swept = {row["programme"]: row["birthdays_through"] for row in await session.fetch(SQL["swept_through"])}
        total = 0
        for programme in self._programmes.names():
            terms = self._programmes.at(programme, now)
            if terms is None or terms.version.max_lateness_days is None:
                continue  # Not in force yet, or its history is still being replayed.
            today = local_date(now - CLOCKS_APART, terms.zone)
            for kind, pages in (
                ("lapse", self._lapses(programme, now)),
                ("activation", self._activations(programme, start_of_day(today, terms.zone))),
                ("expiry", self._expiries(programme, terms, today)),
                ("review", self._reviews(programme, terms, today)),
                ("birthday", self._birthdays(programme, swept.get(programme, today), today)),
            ):
                total += await self._announce(publisher, epoch, programme, kind, pages)
            if swept.get(programme) != today:
                async with self._database.session() as session:
                    await session.execute(SQL["swept_set"], programme, today)
        await self._give_up(epoch, now)
        return total

    async def _rest(self, epoch: int) -> None:
        """Wait for the next sweep, and keep the lease meanwhile. Raises Fenced."""
        wakes_at = monotonic() + self._settings.sweep_seconds
        while (left := wakes_at - monotonic()) > 0:
            await asyncio.sleep(min(left, self._settings.lease_seconds / 3))
            await self._fence(epoch)

    async def _fence(self, epoch: int) -> None:
        async with self._database.session() as session:
            if not await session.fetch(SQL["sweep_fence"], epoch, self._settings.lease_seconds):
                raise Fenced("another sweeper has taken over")

    async def _announce(
        self, publisher: Publisher, epoch: int, programme: str, kind: str, pages: AsyncIterator[list[Announcement]]
    ) -> int:
        """Send page by page what was not sent before; what is no longer due is forgotten."""
        before, still = self._sent.get((kind, programme), set()), set[int]()
        total = 0
        async for page in pages:
            await self._fence(epoch)
            marks = [hash(one.mark) for one in page]
            new = [one for one, mark in zip(page, marks, strict=True) if mark not in before]
            acknowledgements = [
                await publisher.publish(
                    source=SWEEPER, event_id=one.event_id, event_type=one.event_type, time=instant_text(one.as_of),
                    programme=programme, member_id=one.member_id, body=one.body,
                )
                for one in new
            ]  # fmt: skip
            await asyncio.gather(*acknowledgements)
            if len(still) < REMEMBERED_MAX:
                still.update(marks)
            total += len(new)
            if new:
                log.info("swept", kind=kind, programme=programme, events=total)
        self._sent[kind, programme] = still
        return total

    async def _lapses(self, programme: str, now: datetime) -> AsyncIterator[list[Announcement]]:
        """Holds whose time to live has run out by the whole minute; once for each date of a member."""
        as_of = now.replace(second=0, microsecond=0)
        async for rows in self._due(SQL["sweep_lapses"], programme, as_of):
            yield [
                due_event("points.activation_due", "lapse", programme, row["member_id"], as_of, mark=row["due"])
                for row in rows
            ]

    async def _activations(self, programme: str, midnight: datetime) -> AsyncIterator[list[Announcement]]:
        """Members with points that became active by the beginning of the day."""
        async for rows in self._due(SQL["sweep_activations"], programme, midnight):
            yield [
                due_event("points.activation_due", "activation", programme, row["member_id"], midnight) for row in rows
            ]

    async def _expiries(self, programme: str, terms: Terms, today: date) -> AsyncIterator[list[Announcement]]:
        """Members with points past their date, late redemptions waited for, suspensions taken into account (S30)."""
        as_of = start_of_day(today, terms.zone) - timedelta(hours=terms.version.lateness_window_hours)
        async for rows in self._due(SQL["sweep_expiries"], programme, as_of):
            expiring = await self._not_suspended(programme, terms, as_of, rows)
            yield [due_event("points.expiry_due", "expiry", programme, member_id, as_of) for member_id in expiring]

    async def _not_suspended(self, programme: str, terms: Terms, as_of: datetime, rows: Sequence[Row]) -> Iterable[str]:
        """Return the members for whom a frozen date of an open lot means an instant that has come."""
        suspensions = terms.suspensions
        if suspensions is None:
            return [row["member_id"] for row in rows]

        def come(segment: str | None, expires_at: datetime) -> bool:
            meant = suspensions.means(segment, expires_at)
            return meant is not None and meant <= as_of

        moved = {row["member_id"]: row for row in rows if not come(row["segment"], row["due"])}
        if not moved:
            return [row["member_id"] for row in rows]
        # The earliest date was moved; another lot's, after the suspension, may have come all the same.
        async with self._database.session() as session:
            dates = await session.fetch(
                SQL["sweep_dates"], [row["shard"] for row in moved.values()], list(moved), programme, as_of
            )
        for lot in dates:
            if lot["member_id"] in moved and come(moved[lot["member_id"]]["segment"], lot["expires_at"]):
                del moved[lot["member_id"]]
        return [row["member_id"] for row in rows if row["member_id"] not in moved]

    async def _reviews(self, programme: str, terms: Terms, today: date) -> AsyncIterator[list[Announcement]]:
        """Members whose tier's time is over, grace and all; of one that is far behind a window each day (S32)."""
        tiers, as_of = terms.version.tiers, start_of_day(today, terms.zone)
        if tiers is None or tiers.window.kind == "lifetime":
            return
        async for rows in self._due(
            SQL["sweep_reviews"], programme, start_of_day(today - tiers.grace_days * DAY, terms.zone)
        ):
            yield [due_event("tier.review_due", "review", programme, row["member_id"], as_of) for row in rows]

    async def _due(self, query: Query, programme: str, as_of: datetime) -> AsyncIterator[list[Row]]:
        after: tuple[datetime, int, str] = (FIRST, -1, "")
        while True:
            async with self._database.session() as session:
                rows = await session.fetch(query, programme, as_of, *after, PAGE_MEMBERS)
            if rows:
                yield rows
            if len(rows) < PAGE_MEMBERS:
                return
            after = (rows[-1]["due"], rows[-1]["shard"], rows[-1]["member_id"])

    async def _birthdays(self, programme: str, since: date, today: date) -> AsyncIterator[list[Announcement]]:
        """Members whose birthday is today, or was since the last day that was swept, by the rules of that day."""
        day = max(since, today - BIRTHDAYS_BACK)
        while day <= today:
            terms = self._programmes.at(programme, self._begin(programme, day))
            if terms is not None and "birthday" in terms.rules:
                async for rows in self._born_on(programme, day):
                    yield [one for row in rows for one in gifts(_born(programme, terms, row, day), terms, day)]
            day += DAY

    def _begin(self, programme: str, day: date) -> datetime:
        """Return when a local day begins; a programme's time zone never changes (S10)."""
        terms = self._programmes.at(programme, self._clock())
        assert terms is not None, "only programmes in force are swept"  # noqa: S101 - a bug otherwise
        return start_of_day(day, terms.zone)

    async def _born_on(self, programme: str, day: date) -> AsyncIterator[list[Row]]:
        days = [day.day, 29] if is_birthday((2, 29), day) else [day.day]
        after: tuple[int, str] = (-1, "")
        while True:
            async with self._database.session() as session:
                rows = await session.fetch(SQL["sweep_birthdays"], programme, day.month, days, *after, PAGE_MEMBERS)
            if rows:
                yield rows
            if len(rows) < PAGE_MEMBERS:
                return
            after = (rows[-1]["shard"], rows[-1]["member_id"])

    async def _give_up(self, epoch: int, now: datetime) -> None:
        """Set aside the returns that waited too long for their purchase (S23). Raises Fenced."""
        while True:
            await self._fence(epoch)
            try:
                async with self._database.session() as session, session.transaction("give_up"):
                    count = await give_up(session, now)
            except (*RETRIED, GatherAgain) as busy:
                log.info("giving_up_later", detail=str(busy))  # The next sweep finds them again.
                return
            if not count:
                return
            log.info("given_up", returns=count)


def _born(programme: str, terms: Terms, row: Row, day: date) -> Member:
    """Return a member whose birthday a day is, as far as rules on it may ask."""
    given = orjson.loads(row["given"] or "{}")
    return Member(
        row["shard"], programme, row["member_id"], segment=row["segment"], purchases=row["purchases"],
        birthday=(day.month, day.day), tiering=tiering_of(row),
        tallies={rule.tally: given.get(rule.tally[0], 0) for rule in terms.rules["birthday"]},
    )  # fmt: skip
