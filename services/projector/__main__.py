"""The projector's process, `python -m services.projector`: keeps the views up (`project`), answers reads (`api`)."""

import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg

from services.kit.auth import LOOPBACK
from services.kit.clock import clock_from
from services.kit.crash import KillPoints
from services.kit.database import Database
from services.kit.http import serve
from services.kit.settings import Settings
from services.kit.startup import (
    DATABASE_UNUSABLE,
    CannotStart,
    announce,
    database_down,
    roles_of,
    run_service,
    settle_memory,
    side_by_side,
)
from services.projector.api import Reads, build_api
from services.projector.audit_api import Audit
from services.projector.finance_api import FinanceReads
from services.projector.project import Engine
from services.projector.reports import Reports
from services.projector.tail import SQL, Gap, Tail
from services.projector.views import VIEWS

SERVICE = "projector"
ROLES = ("project", "api")
READS_AT_ONCE = 8


@asynccontextmanager
async def database(
    setting: str, dsn: str, role: str, points: KillPoints, size: int, freeze: float
) -> AsyncIterator[Database]:
    """Lend a pool; raise CannotStart, naming the setting, when the database cannot be used."""
    try:
        opened = await Database.connect(
            dsn, role=role, points=points, size=size, freeze_seconds=freeze, application=f"{SERVICE}/{role}"
        )
    except DATABASE_UNUSABLE as error:
        raise database_down(setting, error) from None
    try:
        yield opened
    finally:
        await opened.close()


async def check_migrated(ledger: Database, views: Database) -> int:
    """Return the ledger's number of shards; raise CannotStart when a schema is missing."""
    try:
        async with ledger.session() as session:
            shards = await Tail(session, 1).shards()
        async with views.session() as session:
            await session.fetch(SQL["serving"], VIEWS[0].name)
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, Gap) as error:
        raise CannotStart(f"the database has no ledger or no views ({error}); run `points migrate`") from None
    return shards


async def main(settings: Settings) -> None:
    """Run the roles of this process until cancelled."""
    roles = roles_of(settings.projector_roles, ROLES, "POINTS_PROJECTOR_ROLES")
    points = KillPoints(settings.crash_at)
    freeze = settings.lease_seconds
    views_setting = "POINTS_VIEW_DSN" if settings.view_dsn else "POINTS_LEDGER_DSN"
    async with AsyncExitStack() as open_pools:
        ledger = await open_pools.enter_async_context(
            database("POINTS_LEDGER_DSN", settings.ledger_dsn, "points_projector", points, READS_AT_ONCE, freeze)
        )
        views = await open_pools.enter_async_context(
            database(views_setting, settings.views, "points_projector", points, len(VIEWS) + 1, freeze)
        )
        shards = await check_migrated(ledger, views)
        work = []
        if "project" in roles:
            owner = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
            work.append(Engine(ledger, views, settings, owner).run(VIEWS))
            work.append(Reports(ledger, views, settings).run())
        if "api" in roles:
            reading = await open_pools.enter_async_context(
                database(views_setting, settings.views, "points_reader", points, READS_AT_ONCE, freeze)
            )
            clock = clock_from(settings.clock)
            reads = Reads(ledger, reading, clock, shards)
            app = build_api(reads, FinanceReads(ledger, reading, clock), Audit(ledger, reading, shards))
            work.append(serve(app, LOOPBACK, settings.projector_port, lambda url: announce(SERVICE, url, os.getpid())))
        else:
            announce(SERVICE, None, os.getpid())
        settle_memory()
        await side_by_side(*work)


if __name__ == "__main__":
    sys.exit(run_service(SERVICE, main))
