"""Fresh databases for tests, and the removal of their topics."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient

from tests.sending import unique


class Databases:
    """Fresh databases by copying a migrated one: one template for each number of shards, made once a run."""

    def __init__(self, dsn: str, migrate: Callable[[str, int], Awaitable[None]]) -> None:
        self._dsn = dsn
        self._migrate = migrate
        self._run = uuid4().hex[:8]
        self._templates: dict[int, str] = {}

    async def hurry(self) -> None:
        """Let the server not wait for the disk: what a killed process wrote the kernel keeps, and a run is thrown away.

        A database a test costs a third of the time so. Not for a server that is somebody else's.
        """
        for setting in ("fsync", "full_page_writes"):
            await self._do(f"ALTER SYSTEM SET {setting} = off")
        await self._do("SELECT pg_reload_conf()")

    async def _do(self, statement: str) -> None:
        connection = await asyncpg.connect(self._dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _dsn_of(self, name: str) -> str:
        return urlsplit(self._dsn)._replace(path=f"/{name}").geturl()

    @asynccontextmanager
    async def fresh(self, shards: int, *, migrated: bool = True) -> AsyncIterator[str]:
        """Yield the DSN of a database of the caller's own; an empty one unless `migrated`."""
        template = await self._template(shards) if migrated else "template0"
        name = f"points_{self._run}_{unique('db').replace('-', '_')}"
        await self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self._dsn_of(name)
        finally:
            await self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def _template(self, shards: int) -> str:
        if shards not in self._templates:
            name = f"points_{self._run}_template_{shards}"
            await self._do(f'CREATE DATABASE "{name}" TEMPLATE template0')
            self._templates[shards] = name
            await self._migrate(self._dsn_of(name), shards)
        return self._templates[shards]

    async def close(self) -> None:
        """Drop the templates."""
        for name in self._templates.values():
            await self._do(f'DROP DATABASE "{name}" WITH (FORCE)')


async def delete_topics(bootstrap: str, names: list[str]) -> None:
    """Delete topics, so that a run does not leave the broker more and more of them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics(names)
    finally:
        await admin.close()
