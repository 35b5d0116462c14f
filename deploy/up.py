"""The whole ledger on one machine: embedded servers, migrations, topics, and the services, each restarted if it ends.

`running` is what the demo, the tests, and the benchmark stand on; `up` is the same until Ctrl-C.
"""

import asyncio
import contextlib
import json
import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded import EmbeddedStack
from deploy.processes import Child, SetupError, free_port, say, side_by_side
from deploy.supervised import Supervised

ROOT = Path(__file__).parents[1]
LEDGER_PORT = 8001
PROJECTOR_PORT = 8000
SERVICE_READY_SECONDS = 60.0
PROCESSES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ledger": ("services.ledger", {"POINTS_LEDGER_ROLES": "api"}),
    "intake": ("services.ledger", {"POINTS_LEDGER_ROLES": "intake,relay,sweep", "POINTS_LEDGER_PORT": "0"}),
    "projector": ("services.projector", {}),
}
"""What runs, by name: module and settings. Whoever waits at the counter shares no event loop with the stream
(docs/decisions/0011).
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A running ledger: where to reach it."""

    kafka: str  # host:port
    postgres: str  # superuser's connection string
    ledger: str  # http://host:port
    projector: str  # http://host:port
    environment: Mapping[str, str]  # what `points` commands need to find it, complete
    stack: EmbeddedStack


def chosen_port(wanted: int) -> int:
    """Return `wanted`, or a free port for 0; raises SetupError when somebody already listens on it."""
    if wanted == 0:
        return free_port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise SetupError(
                f"Port {wanted} of 127.0.0.1 cannot be used: {error.strerror}.\n"
                f"  End the program that has it (`lsof -i :{wanted}` names it), or choose another port; 0 takes\n"
                "  a free one."
            ) from error
    return wanted


def command(name: str, *arguments: str, environment: Mapping[str, str], log_dir: Path) -> Child:
    """Describe a run of one of our own modules with this interpreter; its log is `<name>.log`."""
    return Child(
        name, [sys.executable, "-m", *arguments], log=log_dir / f"{name}.log", env=environment, cwd=ROOT
    )  # fmt: skip


@asynccontextmanager
async def running(
    data_dir: Path,
    *,
    auth: str = "off",
    ledger_port: int = LEDGER_PORT,
    projector_port: int = PROJECTOR_PORT,
    keep: bool = True,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[Running]:
    """Run everything in `data_dir` inside the block; port 0 takes a free one, which restarts keep.

    `settings` are further POINTS_… variables. Raises SetupError, with a message to act on, when a port is taken (before
    anything is started), or when a server, the migration, or a service does not start.
    """
    ports = {
        "POINTS_LEDGER_PORT": str(chosen_port(ledger_port)),
        "POINTS_PROJECTOR_PORT": str(chosen_port(projector_port)),
    }
    async with EmbeddedStack(data_dir, keep=keep) as stack, contextlib.AsyncExitStack() as services:
        began = time.monotonic()
        environment = {**os.environ, **stack.environment(), "POINTS_AUTH": auth, **ports, **(settings or {})}
        migrate, topics = (
            command(step, "services.cli", step, environment=environment, log_dir=stack.log_dir)
            for step in ("migrate", "topics")
        )
        await side_by_side(migrate.complete, topics.complete)
        say(f"  Schema and topics are in place after {time.monotonic() - began:.1f} s")
        processes = {
            name: Supervised(
                command(name, module, environment={**environment, **own}, log_dir=stack.log_dir),
                ready_seconds=SERVICE_READY_SECONDS,
            )
            for name, (module, own) in PROCESSES.items()
        }
        services.push_async_callback(side_by_side, *(process.stop for process in processes.values()))
        await side_by_side(*(process.start for process in processes.values()))
        say(f"  Ledger and projector are ready after {time.monotonic() - began:.1f} s")
        yield Running(
            kafka=stack.kafka_bootstrap,
            postgres=stack.postgres_dsn,
            ledger=processes["ledger"].child.announcement["url"],
            projector=processes["projector"].child.announcement["url"],
            environment=environment,
            stack=stack,
        )


async def up(
    data_dir: Path,
    *,
    auth: str = "off",
    ledger_port: int = LEDGER_PORT,
    projector_port: int = PROJECTOR_PORT,
    keep: bool = True,
) -> None:
    """Run everything until SIGINT or SIGTERM; when ready, print one JSON line with the four addresses on stdout.

    Raises SetupError as `running` does.
    """
    with cancelled_by_signals() as asked:
        try:
            async with running(
                data_dir, auth=auth, ledger_port=ledger_port, projector_port=projector_port, keep=keep
            ) as here:
                addresses = {name: getattr(here, name) for name in ("kafka", "postgres", "ledger", "projector")}
                print(json.dumps(addresses), flush=True)  # noqa: T201  # the one line a script reads
                say(f"  For `points` in another shell: . {write_environment(here)}")
                say("  Ctrl-C ends everything" + (f"; the data stay in {here.stack.data_dir}" if keep else ""))
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            if not asked:
                raise
            say("  Stopped.")


def write_environment(here: Running) -> Path:
    """Write the settings that find this ledger as shell exports, for their owner's eyes, and return the file."""
    file = here.stack.data_dir / "environment"
    file.touch(mode=0o600)
    settings = {name: value for name, value in here.environment.items() if name.startswith("POINTS_")}
    file.write_text("".join(f"export {name}={shlex.quote(value)}\n" for name, value in sorted(settings.items())))
    return file


@contextlib.contextmanager
def cancelled_by_signals() -> Iterator[list[signal.Signals]]:
    """Cancel the current task on SIGINT or SIGTERM, at whatever it is, and note which came.

    Cancelling, rather than ending, lets every `finally` on the way out stop what it started, in order. A second signal
    while that happens changes nothing: each child has its own deadline.
    """
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    asked: list[signal.Signals] = []

    def ask(number: signal.Signals) -> None:
        if not asked and task is not None:
            task.cancel()
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask, number)
    try:
        yield asked
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
