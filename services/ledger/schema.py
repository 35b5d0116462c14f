"""Creating the ledger's tables, and reading what was fixed when they were created."""

from dataclasses import dataclass
from importlib.resources import as_file, files

import asyncpg

from services.kit.database import Database, Query, migrate

ROLES = ("points_ledger", "points_projector", "points_reader")
_SHARDS = (
    "INSERT INTO ledger.shard (shard) SELECT generate_series(-1, $1 - 1) ON CONFLICT DO NOTHING",
    "INSERT INTO ledger.relay_position (shard) SELECT generate_series(-1, $1 - 1) ON CONFLICT DO NOTHING",
)
_CONSTANTS = Query("constants", "SELECT shards, incarnation FROM ledger.constants")


@dataclass(slots=True, frozen=True)
class Constants:
    """What never changes in the life of a ledger, or only with a restore."""

    shards: int
    incarnation: int


class WrongLedger(Exception):  # noqa: N818 - it says what happened
    """The database holds another ledger than the settings describe, or none."""


async def migrate_ledger(dsn: str, shards: int) -> None:
    """Apply the ledger's migrations and fix the number of shards; raise WrongLedger when it was fixed otherwise."""
    with as_file(files("services.ledger") / "sql" / "migrations") as directory:
        await migrate(dsn, directory, "ledger", ROLES)
    connection = await asyncpg.connect(dsn, timeout=10)
    try:
        async with connection.transaction():
            await connection.execute("INSERT INTO ledger.constants (shards) VALUES ($1) ON CONFLICT DO NOTHING", shards)
            for statement in _SHARDS:
                await connection.execute(statement, shards)
            fixed = await connection.fetchval("SELECT shards FROM ledger.constants")
            if fixed != shards:
                raise WrongLedger(f"this ledger was created with {fixed} shards; set POINTS_SHARDS={fixed}")
    finally:
        await connection.close()


async def read_constants(database: Database) -> Constants:
    """Return the ledger's constants; raise WrongLedger when the database holds no ledger."""
    try:
        async with database.session() as session:
            row = await session.row(_CONSTANTS)
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, asyncpg.InvalidParameterValueError):
        row = None
    if row is None:
        raise WrongLedger("the database holds no ledger; run `points migrate` with a user who may create it")
    return Constants(row["shards"], row["incarnation"])
