"""Rebuild of views from the first record, while the old versions serve; then the swap, in one transaction for each.

Several views go on in step, so that a record is read and parsed once for all of them. A new version fills the other
slot under a lease of its own, so a rebuild that was killed is resumed where it stood, and a second one is refused. For
the swap the live projector is held still by its lease's row, what it had folded beyond us is folded too, and its epoch
is over: no read goes back, no write goes astray.
"""

import contextlib
import os
import secrets
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.kit.crash import KillPoints
from services.kit.database import RETRIED, Database, Session, load_queries
from services.kit.settings import Settings
from services.projector.project import Fenced, Writer, serving_version, take_lease, together
from services.projector.tail import SQL as PROJECT
from services.projector.tail import Tail
from services.projector.views import VIEWS, View, slot_of

SQL = load_queries("services.projector", "rebuild.sql")
RECORDS_AT_ONCE = 5_000
SWAP_WITHIN_RECORDS = 5_000
"""The live projector may be held still for so many records at most."""

OnProgress = Callable[[int, int], None]
"""Is told (records folded, records there are) after every batch."""


class CannotRebuild(Exception):  # noqa: N818 - it says what happened
    """The view cannot be rebuilt; the message says why, and what to do."""


@dataclass(slots=True, frozen=True)
class Result:
    """What a rebuild did: the version that serves now, the records it folded in this run, and how long it took."""

    view: str
    version: int
    records: int
    seconds: float
    resumed: bool


async def rebuild(settings: Settings, view: str, on_progress: OnProgress) -> Result:
    """Rebuild a view and let the new version serve: see `rebuild_views`."""
    (result,) = await rebuild_views(settings, [view], on_progress)
    return result


async def rebuild_views(settings: Settings, names: Sequence[str], on_progress: OnProgress) -> list[Result]:
    """Rebuild views and let the new version of each serve as soon as it has caught up.

    May be cancelled or killed at any time; the next call goes on where each stood that does not serve yet, and begins
    another version of those that do. Raises CannotRebuild for an unknown view, or one that another process rebuilds;
    Gap when the ledger's records are not complete.
    """
    known = {one.name: one for one in VIEWS}
    if unknown := set(names) - known.keys():
        raise CannotRebuild(f"there is no view {min(unknown)!r}; name one of {', '.join(known)}")
    points = KillPoints(settings.crash_at)
    async with contextlib.AsyncExitStack() as stack:
        sessions = []
        for dsn, size in ((settings.ledger_dsn, 1), (settings.views, len(names))):
            database = await Database.connect(
                dsn, role="points_projector", points=points, size=size, freeze_seconds=settings.lease_seconds,
                application="points-rebuild",
            )  # fmt: skip
            stack.push_async_callback(database.close)
            sessions += [await stack.enter_async_context(database.session()) for _ in range(size)]
        reading, *writing = sessions
        tail, under_way = Tail(reading, RECORDS_AT_ONCE), []
        try:
            for name, session in zip(names, writing, strict=True):
                under_way.append(await _begin(known[name], tail, session, settings.lease_seconds))
            return await _in_step(under_way, tail, await _total(reading), on_progress)
        except BaseException:
            for one in under_way:
                await one.writer.give_back(one.writing)
            raise


@dataclass(slots=True)
class _UnderWay:
    """A rebuild: where it began, and whether the new version serves."""

    writer: Writer
    writing: Session
    resumed: bool
    began: float
    at_first: int
    seconds: float | None = None
    """How long it took until the swap."""

    @property
    def folded(self) -> int:
        return sum(place.sequence for place in self.writer.places.values())

    async def step(self, tail: Tail) -> None:
        """Fold the next records; let the new version serve when it has caught up."""
        batch = await tail.after(self.writer.places)
        if batch.records:
            # Reading goes on while the database writes; the next turn finds the batch there.
            onwards = tail.after({**self.writer.places, **batch.places})
            await together([self.writer.apply(self.writing, batch), onwards])
        if batch.behind <= SWAP_WITHIN_RECORDS and await _swap(self.writer, tail, self.writing):
            self.seconds = time.monotonic() - self.began
            # Only to give the space back: the next rebuild empties the slot too.
            with contextlib.suppress(*RETRIED):
                await self.writing.execute(self.writer.view.clear[slot_of(self.writer.version - 1)])


async def _begin(view: View[Any], tail: Tail, writing: Session, lease_seconds: float) -> _UnderWay:
    """Take the lease of a view's next version. Raises CannotRebuild when another process has it."""
    began = time.monotonic()
    version = await serving_version(view, writing) + 1
    owner = f"rebuild/{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
    writer = await take_lease(view, version, writing, owner, lease_seconds)
    if writer is None:
        raise CannotRebuild(
            f"another process rebuilds {view.name}; wait for it (if it was killed, {lease_seconds:g} s) and try again"
        )
    try:
        resumed = await _prepare(writer, writing)
        await writer.begin(tail, writing)
    except BaseException:
        await writer.give_back(writing)
        raise
    begun = _UnderWay(writer, writing, resumed, began, 0)
    begun.at_first = begun.folded
    return begun


async def _in_step(all_of_them: list[_UnderWay], tail: Tail, total: int, on_progress: OnProgress) -> list[Result]:
    """Fold batch by batch, each view the same ones, until the last one serves."""
    on_progress(sum(one.folded for one in all_of_them), total * len(all_of_them))
    while left := [one for one in all_of_them if one.seconds is None]:
        await together([one.step(tail) for one in left])
        folded = sum(one.folded for one in all_of_them)
        on_progress(folded, max(total * len(all_of_them), folded))
    return [
        Result(one.writer.view.name, one.writer.version, one.folded - one.at_first, one.seconds or 0.0, one.resumed)
        for one in all_of_them
    ]


async def _prepare(writer: Writer, writing: Session) -> bool:
    """Empty the slot, unless a rebuild of this version was begun: then go on with it. Return whether it was."""
    if await writing.row(SQL["rebuild_begun"], writer.view.name, writer.version):
        return True
    async with writing.transaction("rebuild_prepare"):
        await writer.keep(writing)
        await writing.execute(writer.view.clear[slot_of(writer.version)])
    return False


async def _total(reading: Session) -> int:
    row = await reading.row(SQL["heads_total"])
    return int(row["records"]) if row and row["records"] else 0


async def _swap(writer: Writer, tail: Tail, writing: Session) -> bool:
    """Hold the live projector still, fold the rest, and let the new version serve. False: too much had come in."""
    name, version = writer.view.name, writer.version
    folded: dict[int, Any] = {}
    async with writing.transaction("rebuild_swap"):
        await writer.keep(writing)
        await writing.execute(PROJECT["lease_add"], name, version - 1)
        await writing.fetch(SQL["hold_serving"], name, version - 1)
        batch = await tail.after(writer.places)
        if batch.behind > 0:
            return False
        if batch.records:
            await writer.write(writing, batch, await writer.fold(batch))
            folded.update(batch.places)
        await writing.execute(SQL["swap"], name, version)
        if await serving_version(writer.view, writing) != version:
            raise Fenced(f"the view {name} was rebuilt by another process meanwhile")
        await writing.execute(SQL["retire"], name, version)
        await writing.execute(SQL["forget"], name, version)
    writer.places.update(folded)
    return True
