"""What the commands of `points` have in common: messages on stderr, and faults an operator can mend told in words."""

import logging
from collections.abc import Awaitable, Callable

import asyncpg
import typer
import uvloop
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.markup import escape

from services.kit.settings import Settings
from services.kit.startup import CannotStart, database_down, read_settings
from services.ledger.schema import WrongLedger

messages = Console(stderr=True)
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
