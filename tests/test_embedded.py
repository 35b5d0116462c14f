"""The embedded stack keeps what it took, dies with its parent, and says what to do when it cannot start."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import psutil
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy import jars
from deploy.embedded import EmbeddedStack, clear
from deploy.processes import Child, SetupError, free_port
from deploy.supervised import Supervised
from deploy.up import running
from tests.stack import start_stack

ROOT = Path(__file__).parents[1]
DEADLINE_SECONDS = 60.0
TOPIC = "kept"

# A stack in a process of its own, so that the process can be killed.
PARENT = """
import asyncio, json, sys
from pathlib import Path
from deploy.embedded import EmbeddedStack

async def main():
    async with EmbeddedStack(Path(sys.argv[1]), keep=True) as stack:
        print(json.dumps({"postgres": stack.postgres_dsn, "kafka": stack.kafka_bootstrap}), flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def python(code: str, *arguments: str, log: Path, grace_seconds: float = 10.0) -> Child:
    """Describe a Python program given as text."""
    return Child("python", [sys.executable, "-c", code, *arguments], log=log, cwd=ROOT, grace_seconds=grace_seconds)


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for the condition; fail, naming it, at the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"not so after {DEADLINE_SECONDS:.0f} s: {what}"
        await asyncio.sleep(0.01)


def gone(processes: list[psutil.Process]) -> bool:
    """Say whether none of these processes runs any more."""
    return not any(map(_runs, processes))


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False  # It ended between the two questions.


def names(directory: Path) -> list[str]:
    """Return what the directory holds."""
    return sorted(path.name for path in directory.iterdir())


async def write(postgres_dsn: str, kafka_bootstrap: str) -> None:
    """Leave one committed row and one acknowledged message."""
    connection = await asyncpg.connect(postgres_dsn)
    await connection.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('row')")
    await connection.close()
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC, num_partitions=1, replication_factor=1)])
    await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, enable_idempotence=True)
    await producer.start()
    await producer.send_and_wait(TOPIC, b"message")
    await producer.stop()


async def read(stack: EmbeddedStack) -> tuple[list[str], list[bytes]]:
    """Return the rows and the messages that are there."""
    connection = await asyncpg.connect(stack.postgres_dsn)
    rows = [row["word"] for row in await connection.fetch("SELECT word FROM kept")]
    await connection.close()
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=stack.kafka_bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    message = await asyncio.wait_for(consumer.getone(), DEADLINE_SECONDS)
    await consumer.stop()
    return rows, [message.value]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def orphaned(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Path, list[psutil.Process]]]:
    """A data directory whose stack lost its parent to kill -9, and the processes that the parent had started."""
    home = tmp_path_factory.mktemp("stack")
    parent = python(PARENT, str(home / "data"), log=home / "parent.log")
    await parent.start(deadline_seconds=120)
    started = psutil.Process(parent.pid).children(recursive=True)
    await write(parent.announcement["postgres"], parent.announcement["kafka"])
    await parent.kill()
    yield home / "data", started
    clear(home / "data")


async def test_kill_9_of_the_parent_leaves_no_process(orphaned: tuple[Path, list[psutil.Process]]) -> None:
    _, started = orphaned
    assert len(started) >= 4, "two leashes, a broker, a database"
    await until(lambda: gone(started), "no process is left")


async def test_data_survive_the_parent_the_broker_and_the_database(
    orphaned: tuple[Path, list[psutil.Process]],
) -> None:
    directory, started = orphaned
    await until(lambda: gone(started), "the first stack has ended")
    others = set(psutil.Process().children(recursive=True))  # the stack of the whole test run, for one
    async with EmbeddedStack(directory, keep=True) as stack:
        assert await read(stack) == (["row"], [b"message"])
        address = stack.postgres_dsn, stack.kafka_bootstrap
        await stack.kill_postgres()
        await stack.kill_kafka()
        await stack.start_postgres()
        await stack.start_kafka()
        assert (stack.postgres_dsn, stack.kafka_bootstrap) == address
        assert await read(stack) == (["row"], [b"message"])
        with pytest.raises(SetupError, match="Another stack is running"):
            await EmbeddedStack(directory, keep=True).__aenter__()
        ours = [child for child in psutil.Process().children(recursive=True) if child not in others]
        database = stack.postgres.child
    assert gone(ours)
    assert database.returncode == 0
    assert database.log.read_text().rstrip().endswith("database system is shut down")


async def test_a_directory_with_other_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    with pytest.raises(SetupError, match="holds other files"):
        await EmbeddedStack(tmp_path, keep=False).__aenter__()
    assert names(tmp_path) == ["thesis.txt"]


async def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} of 127.0.0.1 cannot be used: Address already in use"):
            async with running(tmp_path / "data", ledger_port=port, projector_port=0):
                pass
    assert not (tmp_path / "data").exists()


def test_an_unreachable_network_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    with pytest.raises(SetupError, match=r"could not be fetched from Maven Central: Connection refused") as failure:
        jars.kafka_jars()
    assert "Check the network" in str(failure.value)
    assert not list((tmp_path / "points-ledger").glob("fetching-*")), "nothing half is left"


def test_a_changed_jar_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = jars.kafka_jars()
    cache = tmp_path / "points-ledger" / good.name
    shutil.copytree(good, cache)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert jars.kafka_jars() == cache
    with (cache / f"kafka_2.13-{jars.KAFKA_VERSION}.jar").open("ab") as jar:
        jar.write(b"one byte more")
    (cache / "stranger.jar").write_bytes(b"")
    (cache / "snakeyaml-2.5.jar").unlink()
    with pytest.raises(SetupError) as failure:
        jars.kafka_jars()
    for fault in (
        f"kafka_2.13-{jars.KAFKA_VERSION}.jar has another SHA-256",
        "stranger.jar is not in the list",
        "snakeyaml-2.5.jar is missing",
        "Remove that directory",
    ):
        assert fault in str(failure.value)


async def test_a_program_that_ends_before_it_is_ready_shows_its_log(tmp_path: Path) -> None:
    child = python("import sys; sys.exit('no such broker')", log=tmp_path / "child.log")
    with pytest.raises(SetupError, match=r"ended with code 1 before it was ready(.|\n)*no such broker"):
        await child.start()


async def test_a_program_that_is_never_ready_is_stopped_at_the_deadline(tmp_path: Path) -> None:
    child = python("import signal; signal.pause()", log=tmp_path / "child.log")
    with pytest.raises(SetupError, match="was not ready"):
        await child.start(deadline_seconds=1)
    assert not psutil.pid_exists(child.pid)


async def test_a_program_that_ignores_the_request_to_end_is_killed_with_its_group(tmp_path: Path) -> None:
    code = """
import json, os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
below = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print(json.dumps({"below": below.pid}), flush=True)
signal.pause()
"""
    child = python(code, log=tmp_path / "child.log", grace_seconds=0.2)
    await child.start()
    below = psutil.Process(child.announcement["below"])
    assert await child.stop() == 128 + signal.SIGKILL
    await until(lambda: gone([below]), "the child's child is gone")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux kills a child when its parent dies")
async def test_a_killed_leash_takes_its_program_along(tmp_path: Path) -> None:
    child = python("import signal; print('{}', flush=True); signal.pause()", log=tmp_path / "child.log")
    await child.start()
    program = psutil.Process(child.pid)
    os.kill(program.ppid(), signal.SIGKILL)
    await until(lambda: gone([program]), "the program is gone")
    assert await child.wait() == 128 + signal.SIGKILL
    await child.stop()


async def test_ctrl_c_reaches_neither_leash_nor_program(tmp_path: Path) -> None:
    child = python("import signal; print('{}', flush=True); signal.pause()", log=tmp_path / "child.log")
    await child.start()
    leash = psutil.Process(child.pid).parent()
    assert leash is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        leash.send_signal(number)
    assert os.getpgid(child.pid) == child.pid != os.getpgid(leash.pid) != os.getpgid(0)
    assert child.running
    assert await child.stop() == 128 + signal.SIGTERM


async def test_a_supervised_program_is_started_again_and_stops_when_asked(tmp_path: Path) -> None:
    code = """
import json, os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(json.dumps({"pid": os.getpid(), "word": os.environ["WORD"]}), flush=True)
while True:
    signal.pause()
"""
    child = python(code, log=tmp_path / "child.log")
    child.env["WORD"] = "first"
    supervised = Supervised(child)
    await supervised.start()
    first = child.pid
    assert child.announcement == {"pid": first, "word": "first"}
    child.env["WORD"] = "second"
    child.send(signal.SIGKILL)
    await asyncio.wait_for(supervised.until_up(restarts=1), DEADLINE_SECONDS)
    assert child.announcement == {"pid": child.pid, "word": "second"}
    assert child.pid != first
    assert await supervised.stop() == 0
    assert not psutil.pid_exists(child.pid)


async def test_given_servers_are_taken_as_they_are() -> None:
    given = {"TEST_POSTGRES_DSN": "postgresql://there/points", "TEST_KAFKA_BOOTSTRAP": "there:9092"}
    async with start_stack(given) as stack:
        assert stack.environment()["POINTS_LEDGER_DSN"] == "postgresql://there/points"
        assert stack.embedded is None


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"TEST_POSTGRES_DSN": "postgresql://there/points"}, "Set both"),
        ({"TEST_STACK": "moon"}, "neither `embedded` nor `containers`"),
        ({"TEST_STACK": "containers"}, "needs a container engine"),
    ],
)
async def test_a_choice_that_cannot_be_had_is_explained(
    choice: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"tcp://127.0.0.1:{free_port()}")
    with pytest.raises(SetupError, match=message):
        async with start_stack(choice):
            pass
