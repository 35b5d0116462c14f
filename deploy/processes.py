"""Programs on the leash: started with a deadline, stopped in order, and never left behind."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

LEASH = Path(__file__).with_name("leash.py")
LOG_TAIL_LINES = 20
LOG_TAIL_BYTES = 65_536
POLL_SECONDS = 0.05

T = TypeVar("T")
Probe = Callable[[], Awaitable[bool]]


class SetupError(Exception):
    """The stack cannot start or go on; the message says what, where, and what to do, for a person to read."""


def say(message: str) -> None:
    """Tell the person at the terminal what happens; on stderr, because stdout carries the machine-readable line."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


def free_port() -> int:
    """Return a TCP port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def side_by_side(*work: Callable[[], Awaitable[object]]) -> None:
    """Do all of it at once and wait for all; the first failure cancels the rest and is raised as itself, ungrouped."""

    async def one(task: Callable[[], Awaitable[object]]) -> None:
        await task()

    try:
        async with asyncio.TaskGroup() as together:
            for task in work:
                together.create_task(one(task))
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


async def in_thread(work: Callable[[], T]) -> T:
    """Do blocking work beside the loop, in a thread that the program's end does not wait for (Ctrl-C in a download)."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if outcome.done() else settle())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # carried to the caller, who raises it
            failure = error
            tell(lambda: outcome.set_exception(failure))
        else:
            tell(lambda: outcome.set_result(result))

    threading.Thread(target=run, daemon=True).start()
    return await outcome


def tail(log: Path, since: int) -> str:
    """Return the last lines of a log after byte `since`, indented, or a word in their place when there are none."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - LOG_TAIL_BYTES))
            lines = deque(file.read().decode(errors="replace").splitlines(), maxlen=LOG_TAIL_LINES)
    except FileNotFoundError:
        lines = deque()
    return "\n".join(f"    {line}" for line in lines) or "    (nothing)"


def ending(code: int) -> str:
    """Put an exit code into words: `code 1`, `SIGKILL`."""
    with contextlib.suppress(ValueError):
        if code > 128:
            return signal.Signals(code - 128).name
    return f"code {code}"


class Child:
    """One program on the leash, in a session of its own; it can be started again after it ended.

    `env` is read at every start, so a caller may change it between two. Standard error (and output that is not the
    ready line) goes to `log`, appended.
    """

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        stop_signal: str = "TERM",
        grace_seconds: float = 10.0,
    ) -> None:
        """Describe the program; nothing is started. `env` replaces the environment (default: this process's own)."""
        self.name = name
        self.command = command
        self.log = log
        self.env = dict(os.environ if env is None else env)
        self.cwd = cwd
        self.user = user
        self.stop_signal = stop_signal
        self.grace_seconds = grace_seconds
        self.announcement: dict[str, Any] = {}
        self._log_began = 0  # where this run's part of the log begins
        self._pid: int | None = None
        self._leash: asyncio.subprocess.Process | None = None
        self._output: asyncio.Task[None] | None = None
        self._announced: asyncio.Future[dict[str, Any]] | None = None

    @property
    def pid(self) -> int:
        """Return the id of the program itself, not of its leash; raises RuntimeError before the first start."""
        if self._pid is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._pid

    @property
    def running(self) -> bool:
        """Say whether the program was started and has not ended."""
        return self._leash is not None and self._leash.returncode is None

    @property
    def returncode(self) -> int | None:
        """Return the exit code of the last run (128 + signal for a killed program), None while it runs."""
        return None if self._leash is None else self._leash.returncode

    async def start(self, *, ready: Probe | None = None, deadline_seconds: float = 30.0) -> None:
        """Start the program and return once it is ready: `ready` answers True, or, without one, it printed a JSON line.

        Raises SetupError when it ends before, or is not ready in time (it is stopped then).
        """
        if self.running:
            raise RuntimeError(f"{self.name} is running already (pid {self.pid})")
        began = time.monotonic()
        try:
            await self._spawn()
            async with asyncio.timeout(deadline_seconds):
                await self._until_ready(ready)
        except TimeoutError:
            await self.stop()
            raise SetupError(self._failure(f"was not ready after {time.monotonic() - began:.0f} s")) from None
        except BaseException:
            await self.stop()
            raise

    async def complete(self, *, deadline_seconds: float = 60.0) -> None:
        """Run the program to its end; raises SetupError unless it ends with code 0 within the deadline."""
        try:
            await self._spawn()
            async with asyncio.timeout(deadline_seconds):
                code = await self.wait()
        except TimeoutError:
            raise SetupError(self._failure(f"had not ended after {deadline_seconds:.0f} s")) from None
        finally:
            await self.stop()
        if code != 0:
            raise SetupError(self._failure(f"ended with {ending(code)}"))

    async def wait(self) -> int:
        """Wait for the program to end; return its exit code, 128 + signal when a signal ended it."""
        if self._leash is None:
            raise RuntimeError(f"{self.name} was never started")
        code = await self._leash.wait()
        if code < 0 and self._pid is not None:
            # The leash itself was killed. Linux takes the program with it; elsewhere it is ours to end.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        return code if code >= 0 else 128 - code

    async def stop(self) -> int | None:
        """Ask the program to end, kill it after the grace, and return its exit code; None if it was never started."""
        if self._leash is None:
            return None
        if self._leash.stdin is not None:
            self._leash.stdin.close()
        code = await self.wait()
        if self._output is not None:
            await self._output
        return code

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the program itself; nothing happens when it has ended."""
        if not self.running:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def kill(self) -> None:
        """End the program as a power cut would (SIGKILL) and wait until it is gone."""
        self.send(signal.SIGKILL)
        await self.stop()

    def last_word(self) -> str:
        """Return the last line that this run left in the log, cut to what a terminal shows."""
        return tail(self.log, self._log_began).splitlines()[-1].strip()[:200]

    async def _spawn(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        read_end, write_end = os.pipe()
        leash = [sys.executable, "-I", "-S", str(LEASH), "--signal", self.stop_signal]
        leash += ["--grace", str(self.grace_seconds), "--pid-fd", str(write_end)]
        leash += ["--user", self.user] if self.user else []
        try:
            with self.log.open("ab") as log:
                self._log_began = log.tell()
                self._leash = await asyncio.create_subprocess_exec(
                    *leash, "--", *self.command,
                    stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
                    env=self.env, cwd=self.cwd, pass_fds=(write_end,), start_new_session=True, limit=1 << 20,
                )  # fmt: skip
        finally:
            os.close(write_end)
        self._announced = asyncio.get_running_loop().create_future()
        self._output = asyncio.create_task(self._read_output(self._leash, self._announced))
        with os.fdopen(read_end, "rb") as pipe:
            told = await asyncio.to_thread(pipe.read)
        if not told:
            await self.stop()
            raise SetupError(self._failure("could not be started"))
        self._pid = int(told)

    async def _read_output(self, leash: asyncio.subprocess.Process, announced: asyncio.Future[dict[str, Any]]) -> None:
        """Take the first JSON object as the ready line and log the rest; a pipe left full would stop the program."""
        if leash.stdout is None:
            raise RuntimeError("the leash was started without a pipe")
        with self.log.open("ab") as log:
            async for line in leash.stdout:
                if not announced.done() and line.startswith(b"{"):
                    with contextlib.suppress(json.JSONDecodeError):
                        announced.set_result(json.loads(line))
                        continue
                log.write(line)
                log.flush()

    async def _until_ready(self, ready: Probe | None) -> None:
        if self._leash is None or self._announced is None:
            raise RuntimeError(f"{self.name} was never started")
        while self.running:
            if ready is None and self._announced.done():
                self.announcement = self._announced.result()
                return
            if ready is not None and await ready():
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._leash.wait(), POLL_SECONDS)
        raise SetupError(self._failure(f"ended with {ending(await self.wait())} before it was ready"))

    def _failure(self, what: str) -> str:
        return (
            f"{self.name} {what}.\n  command: {' '.join(self.command)}\n"
            f"  the end of {self.log}:\n{tail(self.log, self._log_began)}\n"
            "  Put right what the log names, and start again."
        )
