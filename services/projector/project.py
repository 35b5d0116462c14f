"""The engine of projections: take the lease of a view, fold the tail of every shard, write view and bookmark as one.

Complete by proof: each record must follow the one before it, else the projection stops. Fenced: every write begins
with the lease's row under its epoch, so a process that was frozen past its lease writes nothing when it wakes.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from math import inf
from time import monotonic
from typing import Any, TypeVar

import asyncpg
import structlog
from prometheus_client import Counter, Gauge

from services.kit.database import RETRIED, Database, Session
from services.kit.settings import Settings
from services.projector.tail import SQL, Batch, Gap, Place, Tail, columns_of_places
from services.projector.views import View, slot_of

FOLDED_AT_ONCE = 250
"""Records folded before the loop may serve a read in between."""

T = TypeVar("T")

log = structlog.get_logger()
records_folded = Counter("points_projection_records", "Records folded into a view.", ["view"])
records_behind = Gauge("points_projection_lag_records", "Records a view has still to fold.", ["view"])


class Fenced(Exception):  # noqa: N818 - it says what happened
    """The lease is another process's by now; nothing was written."""


class Writer:
    """The one writer of one version of a view, for as long as it holds the lease."""

    def __init__(self, view: View[Any], version: int, epoch: int, lease_seconds: float) -> None:
        self.view = view
        self.version = version
        self._epoch = epoch
        self._lease_seconds = lease_seconds
        self._kept_at = monotonic()
        self.places: dict[int, Place] = {}

    async def begin(self, tail: Tail, writing: Session) -> None:
        """Read where the view stands; raise Gap when the ledger does not know these records (it was restored)."""
        await writing.execute(SQL["bookmark_add"], self.view.name, self.version, await tail.shards())
        rows = await writing.fetch(SQL["bookmarks"], self.view.name, self.version)
        self.places = {row["shard"]: Place(row["incarnation"], row["sequence"]) for row in rows}
        try:
            await tail.check_known(self.places)
        except Gap as gap:
            raise Gap(f"{gap} into the view {self.view.name}: run `points rebuild {self.view.name}`") from None

    async def fold(self, batch: Batch) -> object:
        """Fold a batch into a delta, with room for reads in between."""
        delta = self.view.empty()
        for start in range(0, len(batch.records), FOLDED_AT_ONCE):
            self.view.fold(batch.records[start : start + FOLDED_AT_ONCE], delta, batch.known)
            await asyncio.sleep(0)
        return delta

    async def write(self, writing: Session, batch: Batch, delta: object) -> None:
        """Write a batch within a transaction of the caller: the fence, the view, the bookmark. Raises Fenced.

        The caller sets `places` on once the transaction has committed.
        """
        await self.keep(writing)
        await self.view.write(writing, slot_of(self.version), delta)
        await writing.execute(SQL["bookmark_set"], self.view.name, self.version, *columns_of_places(batch.places))

    async def apply(self, writing: Session, batch: Batch) -> None:
        """Fold and write a batch in one transaction, and go on from there. Raises Fenced."""
        delta = await self.fold(batch)
        async with writing.transaction(f"project_{self.view.name}"):
            await self.write(writing, batch, delta)
        self._kept_at = monotonic()
        self.places.update(batch.places)
        records_folded.labels(self.view.name).inc(len(batch.records))

    async def keep(self, writing: Session) -> None:
        """Renew the lease; raise Fenced when it is another's."""
        if await writing.row(SQL["lease_keep"], *self._lease(), self._lease_seconds) is None:
            raise Fenced(f"the view {self.view.name} was taken over; epoch {self._epoch} is over")

    async def keep_awake(self, writing: Session) -> None:
        """Renew the lease when a third of it has passed without a write; raise Fenced when it is another's."""
        if monotonic() - self._kept_at > self._lease_seconds / 3:
            await self.keep(writing)
            self._kept_at = monotonic()

    async def give_back(self, writing: Session) -> None:
        """Let the next process begin at once; nothing happens when the lease is another's, or the database is gone."""
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await writing.execute(SQL["lease_return"], *self._lease())

    def _lease(self) -> tuple[str, int, int]:
        return (self.view.name, self.version, self._epoch)


async def take_lease(
    view: View[Any], version: int, writing: Session, owner: str, lease_seconds: float
) -> Writer | None:
    """Take the lease of a version of a view; None while it is another process's."""
    try:
        await writing.execute(SQL["lease_add"], view.name, version)
        row = await writing.row(SQL["lease_take"], view.name, version, owner, lease_seconds)
    except RETRIED:
        return None  # the row is locked by a process that may be frozen; the server ends its session in time
    return Writer(view, version, row["epoch"], lease_seconds) if row else None


class Engine:
    """Keeps views up with the ledger, in step, so that a record is read and parsed once for all of them."""

    def __init__(self, ledger: Database, views: Database, settings: Settings, owner: str) -> None:
        """`owner` names the process in its leases."""
        self._ledger = ledger
        self._views = views
        self._owner = owner
        self._lease_seconds = settings.lease_seconds
        self._poll_seconds = settings.poll_ms / 1000
        self._records_max = settings.tail_records_max
        self._held: dict[str, Writer] = {}
        self._look_again_at = -inf

    async def run(self, views: Sequence[View[Any]]) -> None:
        """Keep up for ever with every view whose lease this process gets, and stand by for the others.

        Raises Gap when records are missing, whatever fold, database, or network raise: the process then ends, and is
        started again.
        """
        async with contextlib.AsyncExitStack() as sessions:
            tail = Tail(await sessions.enter_async_context(self._ledger.session()), self._records_max)
            writing = {view.name: await sessions.enter_async_context(self._views.session()) for view in views}
            try:
                await self._keep_up(views, tail, writing)
            finally:
                for name, writer in self._held.items():
                    await writer.give_back(writing[name])

    async def _keep_up(self, views: Sequence[View[Any]], tail: Tail, writing: Mapping[str, Session]) -> None:
        while True:
            if monotonic() >= self._look_again_at and len(self._held) < len(views):
                for view in views:
                    if view.name not in self._held:
                        await self._take(view, tail, writing[view.name])
                self._look_again_at = monotonic() + self._lease_seconds / 5
            behind = await together(self._step(writer, tail, writing[name]) for name, writer in self._held.items())
            if not any(behind):
                await asyncio.sleep(self._poll_seconds)

    async def _take(self, view: View[Any], tail: Tail, writing: Session) -> None:
        """Take the lease of what serves, unless another process has it."""
        version = await serving_version(view, writing)
        writer = await take_lease(view, version, writing, self._owner, self._lease_seconds)
        if writer is not None:
            self._held[view.name] = writer
            await writer.begin(tail, writing)
            log.info("projection_taken", view=view.name, version=version)

    async def _step(self, writer: Writer, tail: Tail, writing: Session) -> int:
        """Fold what comes next into one view, and return how many records are behind that."""
        name = writer.view.name
        try:
            batch = await tail.after(writer.places)
            if batch.records:
                await writer.apply(writing, batch)
            else:
                await writer.keep_awake(writing)
        except Fenced as fenced:
            log.warning("projection_fenced", view=name, cause=str(fenced))
            del self._held[name]
            self._look_again_at = -inf  # a rebuild may have made another version serve
            return 0
        records_behind.labels(name).set(batch.behind)
        return batch.behind


async def together(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Do all of it at once, return what each returned; the first failure cancels the rest and is raised ungrouped."""
    tasks: list[asyncio.Task[T]] = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in work]
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    return [task.result() for task in tasks]


async def serving_version(view: View[Any], writing: Session) -> int:
    """Return the version of a view that answers reads; raise Gap when the database does not know the view."""
    row = await writing.row(SQL["serving"], view.name)
    if row is None:
        raise Gap(f"the view {view.name} is unknown to the database: run `points migrate`")
    return int(row["version"])
