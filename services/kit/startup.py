"""Starting and ending a service's process: what can be told in advance is a message, not a traceback."""

import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

import asyncpg
import orjson
import uvloop
from pydantic import ValidationError

from services.kit.settings import Settings
from services.kit.telemetry import configure_logging

EXIT_CANNOT_START = 2
DATABASE_UNUSABLE = (OSError, asyncpg.PostgresError, asyncpg.ClientConfigurationError)
"""What connecting raises when a setting's database cannot be used; `database_down` has the words."""
COLLECT_AFTER_ALLOCATIONS = 50_000
COLLECT_SECONDS = 3


class CannotStart(Exception):  # noqa: N818 - it says what happened
    """The service cannot start; the message says what, where, and what to do."""


def read_settings() -> Settings:
    """Return the settings of this process; raise CannotStart with the name of each variable that is wrong."""
    try:
        return Settings()  # the environment has its fields
    except ValidationError as error:
        faults = [
            f"{''.join(f'POINTS_{str(part).upper()}: ' for part in fault['loc'][:1])}{fault['msg']}"
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise CannotStart("settings are missing or wrong; set these variables:\n  " + "\n  ".join(faults)) from None


def roles_of(text: str, known: Iterable[str], variable: str) -> frozenset[str]:
    """Return the roles named in a setting, separated by commas; raise CannotStart for an unknown one, or none."""
    roles = frozenset(role.strip() for role in text.split(",") if role.strip())
    known = frozenset(known)
    if not roles or roles - known:
        raise CannotStart(f"{variable}={text!r}: name one or more of {', '.join(sorted(known))}")
    return roles


def announce(service: str, url: str | None, pid: int) -> None:
    """Print the line that says the service is ready; whoever started it waits for it."""
    sys.stdout.write(orjson.dumps({"service": service, "url": url, "pid": pid}).decode() + "\n")
    sys.stdout.flush()


def settle_memory() -> None:
    """Keep the collector away from what lives as long as the process, and let it look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER_ALLOCATIONS, 20, 20)


async def collect_regularly() -> None:
    """Collect garbage by the clock too, until cancelled.

    The Kafka client leaves a few objects in cycles that hold a fetch of a megabyte: too few to be noticed by their
    number, and 1.5 KB an event by their size. A collection takes some milliseconds, since what lives long is frozen.
    """
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        gc.collect()


async def side_by_side(*work: Coroutine[Any, Any, None]) -> None:
    """Do all of it at once; the first failure cancels the rest and is raised as itself, not in a group."""
    try:
        async with asyncio.TaskGroup() as together:
            for task in work:
                together.create_task(task)
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


def run_service(service: str, main: Callable[[Settings], Awaitable[None]]) -> int:
    """Run a service until SIGTERM or SIGINT, and return the exit code: 0 ended when told to, 2 cannot start.

    Anything unexpected is raised, so that the process ends with a traceback and code 1, to be started again.
    """
    configure_logging(service)
    try:
        settings = read_settings()
        uvloop.run(_until_told(main, settings))
    except CannotStart as error:
        sys.stderr.write(f"{service} cannot start: {error}\n")
        return EXIT_CANNOT_START
    return 0


async def _until_told(main: Callable[[Settings], Awaitable[None]], settings: Settings) -> None:
    """Run `main` until it ends or a signal cancels it."""
    working = asyncio.ensure_future(main(settings))
    tidying = asyncio.create_task(collect_regularly())
    told = asyncio.Event()

    def stop() -> None:
        told.set()
        working.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        await working
    except asyncio.CancelledError:
        if not told.is_set():
            raise
    finally:
        tidying.cancel()


def database_down(dsn_setting: str, error: Exception) -> CannotStart:
    """Return what to tell a person when a setting's database cannot be used. The DSN may hold a password: unsaid."""
    match error:
        case asyncpg.ClientConfigurationError():
            advice = "write it as postgresql://user:password@host:port/database"
        case asyncpg.InvalidCatalogNameError():
            advice = "create the database, or name another"
        case asyncpg.InvalidAuthorizationSpecificationError():
            advice = "put right the user or password in the setting"
        case asyncpg.InvalidParameterValueError():
            advice = "run `points migrate` with a user who may create roles and tables"
        case _:
            advice = "start PostgreSQL, or put right host and port in the setting"
    return CannotStart(f"the database of {dsn_setting} cannot be used ({type(error).__name__}: {error}); {advice}")
