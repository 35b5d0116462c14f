"""PostgreSQL 18 and Apache Kafka on one machine, without containers: for `points up`, the demo, tests and benchmarks.

Both live in one data directory, listen on the loopback address only, and die with the process that started them.
"""

import contextlib
import fcntl
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from deploy.kafka import Kafka
from deploy.postgres import Postgres
from deploy.processes import SetupError, in_thread, say, side_by_side

MARK = "lock"


class EmbeddedStack:
    """An async context manager: the two servers run inside it. `keep` decides whether the data outlive it.

    Entering raises SetupError, with a message for a newcomer, when the directory is in use or not ours, the network is
    needed and cannot be reached, or a server does not start.
    """

    def __init__(self, data_dir: Path, *, keep: bool) -> None:
        """Name the directory; nothing is touched before the stack is entered."""
        self.data_dir = data_dir.resolve()
        self.log_dir = self.data_dir / "logs"
        self.keep = keep
        self._lock: IO[str] | None = None
        self._postgres: Postgres | None = None
        self._kafka: Kafka | None = None

    async def __aenter__(self) -> Self:
        """Start both servers side by side and return when both answer."""
        began = time.monotonic()
        self._lock = take(self.data_dir)
        try:
            say(f"  Starting PostgreSQL and Kafka in {self.data_dir} …")
            self._postgres = await in_thread(lambda: Postgres(self.data_dir, self.log_dir))
            self._kafka = await in_thread(lambda: Kafka(self.data_dir, self.log_dir))
            await side_by_side(self.start_postgres, self.start_kafka)
        except BaseException:
            await self._close()
            raise
        say(f"  PostgreSQL and Kafka are ready after {time.monotonic() - began:.1f} s")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop both in order; throw the data away unless they are to be kept."""
        await self._close()

    @property
    def postgres(self) -> Postgres:
        """Return the database server; RuntimeError outside the `async with`."""
        if self._postgres is None:
            raise RuntimeError("the stack has not been entered")
        return self._postgres

    @property
    def kafka(self) -> Kafka:
        """Return the broker; RuntimeError outside the `async with`."""
        if self._kafka is None:
            raise RuntimeError("the stack has not been entered")
        return self._kafka

    @property
    def postgres_dsn(self) -> str:
        """Return the superuser's connection string of the database."""
        return self.postgres.dsn

    @property
    def kafka_bootstrap(self) -> str:
        """Return the broker's address, `host:port`."""
        return self.kafka.bootstrap

    def environment(self) -> dict[str, str]:
        """Return the settings that point the services at this stack, to be laid over an environment."""
        return environment(self.postgres_dsn, self.kafka_bootstrap)

    async def start_postgres(self) -> None:
        """Start the database on its port and data; returns when it answers, after a crash when it has recovered."""
        began = time.monotonic()
        await self.postgres.start()
        say(f"  PostgreSQL 18 on port {self.postgres.port} after {time.monotonic() - began:.1f} s")

    async def start_kafka(self) -> None:
        """Start the broker on its port and data; returns when it is a live broker again."""
        began = time.monotonic()
        await self.kafka.start()
        say(f"  Apache Kafka on port {self.kafka.port} after {time.monotonic() - began:.1f} s")

    async def kill_postgres(self) -> None:
        """End the database as a power cut would (SIGKILL); `start_postgres` brings it back."""
        await self.postgres.child.kill()

    async def kill_kafka(self) -> None:
        """End the broker as a power cut would (SIGKILL); `start_kafka` brings it back."""
        await self.kafka.child.kill()

    async def _close(self) -> None:
        """Stop what was started, then let go of the directory; a server that was never made is none to stop."""
        await side_by_side(*(server.stop for server in (self._kafka, self._postgres) if server is not None))
        if not self.keep:
            clear(self.data_dir)
            shutil.rmtree(self.data_dir)
        if self._lock is not None:
            self._lock.close()


def environment(postgres_dsn: str, kafka_bootstrap: str) -> dict[str, str]:
    """Return the settings of services on servers that may be broken on purpose: no access control, kill points."""
    return {
        "POINTS_LEDGER_DSN": postgres_dsn,
        "POINTS_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "POINTS_AUTH": "off",
        "POINTS_EMBEDDED": "1",
    }


def clear(data_dir: Path) -> None:
    """Empty a directory that the caller has taken, but for its lock."""
    for path in data_dir.iterdir():
        if path.is_symlink():  # the database's directory, put where its account can reach it
            shutil.rmtree(path.resolve(), ignore_errors=True)
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()


def take(data_dir: Path) -> IO[str]:
    """Lock the directory for this process, making it if needed; the kernel lets go when the process dies.

    Raises SetupError when another stack holds it, when it cannot be written, or when it is somebody else's: a directory
    with files but without our lock file is never touched, because a stack may throw its directory away.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not (data_dir / MARK).exists() and any(data_dir.iterdir()):
            raise SetupError(f"{data_dir} holds other files. Name a new or empty directory for the data.")
        file = (data_dir / MARK).open("a")
    except OSError as error:
        raise SetupError(f"Cannot use {data_dir} for the data: {error.strerror}. Name another directory.") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with contextlib.suppress(OSError):
            file.close()
        raise SetupError(
            f"Another stack is running in {data_dir}. End it first, or name another directory for the data."
        ) from None
    return file
