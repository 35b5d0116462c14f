"""`points up` says in one JSON line where everything is, ends clean when asked, and leaves nothing when killed."""

import signal
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from deploy.embedded import clear
from deploy.processes import Child
from tests.test_embedded import ROOT, gone, until


@asynccontextmanager
async def points_up(home: Path) -> AsyncIterator[Child]:
    """Run `points up` on free ports; whatever the test does, it is asked to end (Ctrl-C) at the end of the block."""
    arguments = ["up", "--data", str(home / "data"), "--ledger-port", "0", "--projector-port", "0"]
    command = [sys.executable, "-m", "services.cli", *arguments]
    up = Child("up", command, log=home / "up.log", cwd=ROOT, stop_signal="INT", grace_seconds=30)
    await up.start(deadline_seconds=120)
    try:
        yield up
    finally:
        await up.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Path]:
    """One data directory for the tests of this module, so that the second start finds what the first one left."""
    directory = tmp_path_factory.mktemp("up")
    yield directory
    clear(directory / "data")


def ready(url: str) -> bool:
    """Say whether the service answers that it is ready."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except OSError:  # refused, or 503: an HTTPError is an OSError
        return False


async def test_up_says_where_everything_is_and_ends_clean_on_ctrl_c(home: Path) -> None:
    async with points_up(home) as up:
        assert set(up.announcement) == {"kafka", "postgres", "ledger", "projector"}
        for service in ("ledger", "projector"):
            url = up.announcement[service]
            await until(partial(ready, url), f"the {service} is ready")
        started = psutil.Process(up.pid).children(recursive=True)
    assert up.returncode == 0
    assert gone(started)


async def test_up_restarts_a_service_and_leaves_no_process_when_killed(home: Path) -> None:
    async with points_up(home) as up:
        started = psutil.Process(up.pid).children(recursive=True)
        ledgers = [process for process in started if process.cmdline()[1:] == ["-m", "services.ledger"]]
        assert len(ledgers) == 2, "the counter and the intake"
        for ledger in ledgers:
            ledger.send_signal(signal.SIGKILL)
        await until(lambda: gone(ledgers), "the killed ledgers are gone")
        await until(lambda: ready(up.announcement["ledger"]), "the ledger is ready again at the same address")
        started = psutil.Process(up.pid).children(recursive=True)
        await up.kill()
        await until(lambda: gone(started), "no process is left")
