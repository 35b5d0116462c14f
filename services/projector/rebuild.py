"""Rebuild of one view from the first record, while the old version serves; then the swap, in one transaction.

The new version fills the other slot under a lease of its own, so a rebuild that was killed is resumed where it stood,
and a second one is refused. For the swap the live projector is held still by its lease's row, what it had folded
beyond us is folded too, and its epoch is over: no read goes back, no write goes astray.
"""

import contextlib
import os
import secrets
import socket
import time
from collections.abc import Callable
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
    """Rebuild a view and let the new version serve.

    May be cancelled or killed at any time; the next call goes on where it stood. Raises CannotRebuild for an unknown
    view, or one that another process rebuilds; Gap when the ledger's records are not complete.
    """
    known = {one.name: one for one in VIEWS}
    if view not in known:
        raise CannotRebuild(f"there is no view {view!r}; name one of {', '.join(known)}")
    points = KillPoints(settings.crash_at)
    async with contextlib.AsyncExitStack() as stack:
        sessions = []
        for dsn in (settings.ledger_dsn, settings.views):
            database = await Database.connect(
                dsn, role="points_projector", points=points, size=1, freeze_seconds=settings.lease_seconds,
                application="points-rebuild",
            )  # fmt: skip
            stack.push_async_callback(database.close)
            sessions.append(await stack.enter_async_context(database.session()))
        reading, writing = sessions
        return await _rebuild(known[view], reading, writing, settings.lease_seconds, on_progress)


async def _rebuild(
    view: View[Any], reading: Session, writing: Session, lease_seconds: float, on_progress: OnProgress
) -> Result:
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
        tail = Tail(reading, RECORDS_AT_ONCE)
        await writer.begin(tail, writing)
        total = await _total(reading)
        at_first = folded = sum(place.sequence for place in writer.places.values())
        on_progress(folded, total)
        swapped = False
        while not swapped:
            batch = await tail.after(writer.places)
            if batch.records:
                # Reading goes on while the database writes; the next turn finds the batch there.
                onwards = tail.after({**writer.places, **batch.places})
                await together([writer.apply(writing, batch), onwards])
                folded += len(batch.records)
            if batch.behind <= SWAP_WITHIN_RECORDS:
                swapped = await _swap(writer, tail, writing)
                folded = sum(place.sequence for place in writer.places.values())
            on_progress(folded, max(total, folded))
    except BaseException:
        await writer.give_back(writing)
        raise
    # Only to give the space back: the next rebuild empties the slot too.
    with contextlib.suppress(*RETRIED):
        await writing.execute(view.clear[slot_of(version - 1)])
    return Result(view.name, version, folded - at_first, time.monotonic() - began, resumed)


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
