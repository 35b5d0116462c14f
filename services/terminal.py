"""What the commands of `points` have in common: messages and progress on stderr, faults in words, long reads."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import asyncpg
import typer
import uvloop
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.kit.crash import KillPoints
from services.kit.database import Database
from services.kit.settings import Settings
from services.kit.startup import CannotStart, database_down, read_settings
from services.ledger.schema import WrongLedger

messages = Console(stderr=True)
LONG_READS = 2
DATABASE_DOWN = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidParameterValueError,
    asyncpg.ClientConfigurationError,
)
"""What an operator can mend; any other error of the database is a bug, and shows its traceback."""


def fail(message: str) -> "typer.Exit":
    """Say on stderr what is wrong and what to do; return the exit to raise."""
    messages.print(f"[bold red]points:[/] {escape(message)}", highlight=False)
    return typer.Exit(2)


def run(work: Callable[[Settings], Awaitable[None]]) -> None:
    """Run an operator's work with the settings; what an operator can mend is a message, not a traceback."""
    # A client that cannot connect says so in its log too; here it is said once, with what to do.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        settings = read_settings()
        uvloop.run(_work(work, settings))
    except (CannotStart, WrongLedger) as error:
        raise fail(str(error)) from None
    except DATABASE_DOWN as error:
        raise fail(str(database_down("POINTS_LEDGER_DSN", error))) from None
    except KafkaError as error:
        raise fail(
            f"Kafka at POINTS_KAFKA_BOOTSTRAP does not answer: {error}; start it, or put right the address"
        ) from None


async def _work(work: Callable[[Settings], Awaitable[None]], settings: Settings) -> None:
    await work(settings)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr; yield what moves it: (done, in all)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


async def long_reads(dsn: str, role: str) -> Database:
    """Open a database for verification: no time limits, and the planner free to scan."""
    return await Database.connect(
        dsn, role=role, points=KillPoints(None), size=LONG_READS, freeze_seconds=None,
        application="points",
    )  # fmt: skip
