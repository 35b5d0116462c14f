"""The broker and the database that the tests run against: given, in containers, or embedded.

`TEST_POSTGRES_DSN` and `TEST_KAFKA_BOOTSTRAP` name running ones; `TEST_STACK=containers` starts containers; otherwise
the embedded stack is started, once for the whole run.
"""

import asyncio
import contextlib
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from docker.errors import DockerException  # type: ignore[import-untyped]  # ships no types
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from deploy.embedded import EmbeddedStack, clear, environment, take
from deploy.processes import SetupError, free_port

POSTGRES_IMAGE = "postgres:18"
KAFKA_IMAGE = "apache/kafka:4.3.1"
STACKS_AT_ONCE_MAX = 20


@dataclass(frozen=True, slots=True)
class Stack:
    """Where the tests find their servers; `embedded` is None when they are not ours to kill."""

    postgres_dsn: str
    kafka_bootstrap: str
    embedded: EmbeddedStack | None = None

    def environment(self) -> dict[str, str]:
        """Return the settings that point the services here. Crash points need the embedded marker on any stack."""
        return environment(self.postgres_dsn, self.kafka_bootstrap)


@contextlib.asynccontextmanager
async def start_stack(choice: Mapping[str, str] = os.environ) -> AsyncIterator[Stack]:
    """Run the servers that `choice` asks for inside the block; raises SetupError when the choice cannot be had."""
    postgres_dsn, kafka_bootstrap = choice.get("TEST_POSTGRES_DSN"), choice.get("TEST_KAFKA_BOOTSTRAP")
    kind = choice.get("TEST_STACK") or "embedded"
    if postgres_dsn and kafka_bootstrap:
        yield Stack(postgres_dsn, kafka_bootstrap)
    elif postgres_dsn or kafka_bootstrap:
        raise SetupError("Set both TEST_POSTGRES_DSN and TEST_KAFKA_BOOTSTRAP, or neither.")
    elif kind == "containers":
        with contextlib.ExitStack() as running:
            postgres_dsn = await asyncio.to_thread(in_container, running, postgres_container)
            kafka_bootstrap = await asyncio.to_thread(in_container, running, kafka_container)
            yield Stack(postgres_dsn, kafka_bootstrap)
    elif kind == "embedded":
        async with EmbeddedStack(scratch_directory(), keep=False) as embedded:
            yield Stack(embedded.postgres_dsn, embedded.kafka_bootstrap, embedded)
    else:
        raise SetupError(f"TEST_STACK={kind} is neither `embedded` nor `containers`.")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack() -> AsyncIterator[Stack]:
    """Give every test of the run the same servers."""
    async with start_stack() as started:
        yield started


def scratch_directory() -> Path:
    """Return the first data directory of this checkout that no running stack holds, emptied.

    The names repeat, so what a killed run left behind is cleared by the next one and does not pile up.
    """
    checkout = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
    for number in range(STACKS_AT_ONCE_MAX):
        directory = Path(tempfile.gettempdir()) / f"points-ledger-tests-{os.geteuid()}-{checkout}-{number}"
        try:
            with take(directory):
                clear(directory)
        except SetupError:
            continue
        return directory
    raise SetupError(f"{STACKS_AT_ONCE_MAX} test stacks run in this checkout already.")


def in_container(running: contextlib.ExitStack, start: Callable[[contextlib.ExitStack], str]) -> str:
    """Start a container that ends with `running`; return the server's address. Raises SetupError without an engine."""
    try:
        return start(running)
    except DockerException as error:
        raise SetupError(
            f"TEST_STACK=containers needs a container engine, and none answers: {error}.\n"
            "  Start Docker (or set DOCKER_HOST), or unset TEST_STACK to use the embedded stack."
        ) from error


def postgres_container(running: contextlib.ExitStack) -> str:
    """Start PostgreSQL; return the superuser's connection string."""
    container = PostgresContainer(POSTGRES_IMAGE, username="postgres", dbname="points", driver=None)
    return str(running.enter_context(container).get_connection_url())


def kafka_container(running: contextlib.ExitStack) -> str:
    """Start the same broker as everywhere else; return its address.

    Not testcontainers' own Kafka class, which only drives the images of another distribution.
    """
    container = DockerContainer(KAFKA_IMAGE)
    address = f"{container.get_container_host_ip()}:{(port := free_port())}"
    container.with_bind_ports(9092, port).waiting_for(LogMessageWaitStrategy("Kafka Server started"))
    for name, value in kafka_settings(address).items():
        container.with_env(f"KAFKA_{name}", value)
    running.enter_context(container)
    return address


def kafka_settings(address: str) -> dict[str, str]:
    """Return the image's settings for one node that clients outside reach at `address`."""
    return {
        "NODE_ID": "1",
        "PROCESS_ROLES": "broker,controller",
        "LISTENERS": "PLAINTEXT://0.0.0.0:9092,CONTROLLER://localhost:9093",
        "ADVERTISED_LISTENERS": f"PLAINTEXT://{address}",
        "CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "AUTO_CREATE_TOPICS_ENABLE": "false",
    }
