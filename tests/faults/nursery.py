"""A service forked again and again from a process that has its modules loaded: a start costs 0.1 s instead of two.

What runs is what `python -m services.<name>` runs, in a process of its own with an environment of its own. Without this
a test could not afford to kill it some hundred times. One connection is one life: it sends the request, and hears the
process's id when it begins and its exit code when it has ended.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from deploy.processes import Child
from services.kit.startup import run_service

ROOT = Path(__file__).parents[2]
MODULES = {
    "ledger": "services.ledger.__main__",
    "projector": "services.projector.__main__",
    "circling": "tests.faults.circling",
}
"""What may be begun: each has a `main` that takes the settings."""


@dataclass(slots=True)
class Life:
    """One run of a service."""

    pid: int
    log: Path
    _reader: asyncio.StreamReader
    code: int | None = None

    async def ended(self, seconds: float | None = 30.0) -> int:
        """Wait for the end, for ever with None; return the exit code, -9 when it was killed. Raises TimeoutError."""
        if self.code is None:
            async with asyncio.timeout(seconds):
                self.code = int(await self._reader.readline())
        return self.code

    def lives(self) -> bool:
        """Tell whether it goes on, without waiting."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return self.code is None

    def send(self, number: signal.Signals) -> None:
        """Send a signal, unless it is over."""
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """Begins lives of services; all of them end with it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: list[asyncio.StreamWriter] = []

    async def begin(self, service: str, environment: Mapping[str, str], log: Path) -> Life:
        """Begin a life; it may be over before this returns."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        request = {"service": service, "environment": dict(environment), "log": str(log)}
        writer.write(json.dumps(request).encode() + b"\n")
        self._writers.append(writer)
        return Life(int(await reader.readline()), log, reader)

    async def close(self) -> None:
        """Hang up; the lives themselves end with the nursery's process."""
        for writer in self._writers:
            writer.close()


@contextlib.asynccontextmanager
async def nursery_of(log_dir: Path, *services: str) -> AsyncIterator[Nursery]:
    """Run a nursery for these services inside the block."""
    child = Child(
        "nursery", [sys.executable, "-m", "tests.faults.nursery", *services], log=log_dir / "nursery.log", cwd=ROOT
    )
    await child.start(deadline_seconds=60)
    nursery = Nursery(child.announcement["port"])
    try:
        yield nursery
    finally:
        await child.stop()
        await nursery.close()


def _become(module: ModuleType, request: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Be the service, from here to the end of the process."""
    os.environ.clear()
    os.environ.update(environment)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 1
    try:
        code = run_service(request["service"], module.main)
    except BaseException:  # noqa: BLE001  # what the interpreter itself would do at the end of a program
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _keep(connection: socket.socket, modules: Mapping[str, ModuleType]) -> None:
    """Begin the life that a connection asks for, wait for its end, and tell both."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request = json.loads(connection.makefile().readline())
    pid = os.fork()
    if pid == 0:
        connection.close()
        _become(modules[request["service"]], request, request["environment"])
    connection.sendall(b"%d\n" % pid)
    _, status = os.waitpid(pid, 0)
    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def main(services: list[str]) -> None:
    """Load the services, announce the port, and begin lives until killed."""
    modules = {service: import_module(MODULES[service]) for service in services}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Nobody waits for the keepers.
    with socket.create_server(("127.0.0.1", 0)) as server:
        sys.stdout.write(json.dumps({"port": server.getsockname()[1]}) + "\n")
        sys.stdout.flush()
        while True:
            connection, _ = server.accept()
            if os.fork() == 0:
                server.close()
                with connection:
                    _keep(connection, modules)
                os._exit(0)
            connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
