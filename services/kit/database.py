"""The database: named queries, sessions that announce every call to the kill points, migrations."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
from pogo_core.util.migrate import apply

from services.kit.crash import KillPoints

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

Row = asyncpg.Record
RETRIED = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.UniqueViolationError,
)
"""SQLSTATE 40P01, 40001, 55P03, 23505: another transaction was in the way; gather again and it will do."""

_NAMED = re.compile(r"^-- name: (?P<name>\w+)\n(?P<sql>.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(slots=True, frozen=True)
class Query:
    """One statement from a `.sql` file, with the name its kill points carry."""

    name: str
    sql: str


def load_queries(package: str, file: str) -> Mapping[str, Query]:
    """Return the queries of a package's `.sql` file by name; each begins with `-- name: <name>`."""
    text = (files(package) / "sql" / file).read_text()
    return {match["name"]: Query(match["name"], match["sql"]) for match in _NAMED.finditer(text)}


UNIT_SEPARATOR = "\x1f"
NULL = "\x1e"


def column(values: Iterable[object]) -> str:
    """Return a column of many rows as one text, which `string_to_array(…, E'\\x1f', E'\\x1e')` takes apart again.

    For what holds no control characters: ids, whole numbers, true and false. The driver looks at each element of an
    array through an abstract base class, which costs more than all else that it does for a batch.
    """
    return UNIT_SEPARATOR.join([NULL if value is None else str(value) for value in values])


def columns(rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the columns of rows, of which there is one at least, each as one text: see `column`."""
    return [column(values) for values in zip(*rows, strict=True)]


class Session:
    """One connection. Every call passes its kill points, so the fault tests find a new call by themselves."""

    def __init__(self, connection: "asyncpg.Connection[Row] | PoolConnectionProxy[Row]", points: KillPoints) -> None:
        self._connection = connection
        self._points = points

    async def fetch(self, query: Query, *args: object) -> list[Row]:
        """Return the rows of a query."""
        self._points.reached(f"{query.name}:before")
        rows = await self._connection.fetch(query.sql, *args)
        self._points.reached(f"{query.name}:after")
        return rows

    async def row(self, query: Query, *args: object) -> Row | None:
        """Return the first row of a query, or None."""
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None

    async def execute(self, query: Query, *args: object) -> None:
        """Run a statement that returns nothing."""
        await self.fetch(query, *args)

    async def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table `schema.name` by COPY, the fastest way in."""
        schema, _, name = table.partition(".")
        self._points.reached(f"copy_{name}:before")
        await self._connection.copy_records_to_table(name, schema_name=schema, columns=list(columns), records=rows)
        self._points.reached(f"copy_{name}:after")

    async def chunks(
        self, query: Query, *args: object, read_ahead: bool, rows_max: int = 5_000
    ) -> AsyncIterator[list[Row]]:
        """Yield the rows of a query that may not fit into memory; inside a transaction.

        With `read_ahead` the next chunk is under way while the caller works on this one, and the session may not be
        asked anything else meanwhile.
        """
        cursor = await self._connection.cursor(query.sql, *args)
        rows = await cursor.fetch(rows_max)
        while rows:
            upcoming = asyncio.ensure_future(cursor.fetch(rows_max)) if read_ahead else None
            try:
                await asyncio.sleep(0)  # Lets the request go out before the caller computes.
                yield rows
            finally:
                if upcoming is not None:
                    await asyncio.wait([upcoming])
            rows = await (upcoming or cursor.fetch(rows_max))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        """See everything as of one instant, for reads that must agree with each other; writes are refused."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            yield

    @asynccontextmanager
    async def transaction(self, name: str) -> AsyncIterator[None]:
        """Begin; commit at the end of the block, or roll back if it raises. `name` is that of the kill points."""
        transaction = self._connection.transaction()
        await transaction.start()
        try:
            yield
        except BaseException:
            # A connection that was cut has been rolled back by the server.
            with suppress(asyncpg.InterfaceError, asyncpg.PostgresConnectionError, OSError):
                await transaction.rollback()
            raise
        self._points.reached(f"{name}_commit:before")
        await transaction.commit()
        self._points.reached(f"{name}_commit:after")


async def _nothing_to_reset(_connection: object) -> None:
    """Spare each release a round trip: no session here changes a setting, listens, or takes an advisory lock."""


class Database:
    """A pool of connections under one role; every option that matters is set, none is left to its default."""

    def __init__(self, pool: "asyncpg.Pool[Row]", points: KillPoints) -> None:
        self._pool = pool
        self._points = points

    @classmethod
    async def connect(
        cls, dsn: str, *, role: str, points: KillPoints, size: int, freeze_seconds: float | None, application: str
    ) -> "Database":
        """Open a pool; raise OSError or asyncpg.PostgresError when the server cannot be reached.

        `freeze_seconds` bounds how long a frozen process can keep others from its locks; None is for the long reads
        of verification and rebuild, which lock nothing and look at everything.
        """
        milliseconds = int((freeze_seconds or 0) * 1000)
        by_key = "on" if freeze_seconds is None else "off"
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=size,
            timeout=10,
            command_timeout=None if freeze_seconds is None else 60,
            max_inactive_connection_lifetime=0,
            reset=_nothing_to_reset,
            server_settings={
                "role": role,
                "application_name": application,
                "default_transaction_isolation": "read committed",
                "timezone": "UTC",
                "jit": "off",
                # Statements find rows by key; a planner that saw an empty table must not scan it once it is full.
                "enable_seqscan": by_key,
                "enable_hashjoin": by_key,
                "enable_mergejoin": by_key,
                "lock_timeout": "10s",
                # A process frozen between two statements, and one frozen inside a COPY.
                "idle_in_transaction_session_timeout": f"{milliseconds}ms",
                "transaction_timeout": f"{4 * milliseconds}ms",
                "tcp_keepalives_idle": "5",
                "tcp_keepalives_interval": "2",
                "tcp_keepalives_count": "3",
                "tcp_user_timeout": "15000",
            },
        )
        return cls(pool, points)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """Lend a connection."""
        async with self._pool.acquire() as connection:
            yield Session(connection, self._points)

    async def close(self) -> None:
        """Close every connection; those that do not end within five seconds are cut."""
        try:
            await asyncio.wait_for(self._pool.close(), 5)
        except TimeoutError:
            self._pool.terminate()


async def migrate(dsn: str, directory: Path, schema: str, roles: Sequence[str]) -> None:
    """Create the roles that are missing and apply the migrations that are; one migrator at a time."""
    connection = await asyncpg.connect(dsn, timeout=10)
    try:
        await connection.execute("SELECT pg_advisory_lock(hashtext('points-migrate'))")
        present = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role in roles:
            if role not in present:
                await connection.execute(f'CREATE ROLE "{role}" NOLOGIN')
        await apply(connection, directory, schema_name=schema)
    finally:
        await connection.close()


def columns_of(rows: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    """Turn rows into columns, for `unnest`."""
    return [[row[column] for row in rows] for column in range(width)]
