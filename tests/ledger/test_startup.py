"""What can be told in advance is a message a newcomer can act on: exit code 2, no traceback, nothing half started."""

import signal
import socket
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from deploy.processes import free_port
from services.cli import app
from services.kit.kafka import create_topics
from services.kit.startup import CannotStart, read_settings
from tests.conftest import Install
from tests.installation import ROOT, Ended, Installation, Service, purchase, unique


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def installation(install_for_module: Install) -> Installation:
    """A sound ledger; each test starts a process with one setting wrong."""
    return await install_for_module()


async def ended(installation: Installation, **settings: str) -> Ended:
    """Start a ledger that cannot start; return what it said."""
    return await installation.run_to_end(installation.service("ledger", **settings))


async def points(installation: Installation, *arguments: str, **settings: str) -> Ended:
    """Run the operator's command to its end."""
    log = installation.log_dir / f"{unique('points')}.log"
    environment = {**installation.environment(**settings), "COLUMNS": "200", "NO_COLOR": "1"}
    command = Service("points", [sys.executable, "-m", "services.cli", *arguments], log=log, env=environment, cwd=ROOT)
    installation.services.append(command)
    return await installation.run_to_end(command)


def closed_port() -> str:
    """Return an address nobody listens at."""
    return f"127.0.0.1:{free_port()}"


REFUSED_OUTSIDE = "POINTS_CRASH_AT and POINTS_CLOCK are for tests, and refused outside the embedded stack"
WRONG: list[tuple[str, dict[str, str], list[str]]] = [
    ("no database there", {"ledger_dsn": "postgresql://postgres@{closed}/points"},
     ["the database of POINTS_LEDGER_DSN cannot be used", "start PostgreSQL, or put right host and port"]),
    ("no such host", {"ledger_dsn": "postgresql://postgres@no-such-host.invalid/points"},
     ["the database of POINTS_LEDGER_DSN cannot be used", "put right host and port"]),
    ("no such database", {"ledger_dsn": "{dsn}-absent"}, ["does not exist", "create the database, or name another"]),
    ("a DSN that is none", {"ledger_dsn": "beans"},
     ["the database of POINTS_LEDGER_DSN cannot be used", "write it as postgresql://user:password@host:port/database"]),
    ("no broker there", {"kafka_bootstrap": "{closed}"},
     ["Kafka at POINTS_KAFKA_BOOTSTRAP=127.0.0.1:", "does not answer", "start it, or put right the address"]),
    ("no topic", {"topic_prefix": "elsewhere", "ledger_roles": "intake"},
     ["there is no topic 'elsewhere.events'; run `points topics`"]),
    ("no topic to relay to", {"topic_prefix": "elsewhere", "ledger_roles": "relay"},
     ["there is no topic 'elsewhere.entries'; run `points topics`"]),
    ("other shards", {"shards": "8"}, ["created with 16 shards; set POINTS_SHARDS=16"]),
    ("an unknown role", {"ledger_roles": "intake,beans"},
     ["POINTS_LEDGER_ROLES='intake,beans'", "name one or more of api, intake, relay, sweep"]),
    ("no role", {"ledger_roles": " , "}, ["name one or more of api, intake, relay, sweep"]),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
async def test_a_ledger_that_cannot_start_says_why(
    installation: Installation, settings: dict[str, str], said: list[str]
) -> None:
    found = {"closed": closed_port(), "dsn": installation.dsn}
    wrong = await ended(installation, **{name: text.format(**found) for name, text in settings.items()})
    assert wrong.code == 2
    assert "ledger cannot start: " in wrong.said
    assert "Traceback" not in wrong.said
    for words in said:
        assert words in wrong.said


SETTINGS: list[tuple[dict[str, str], str]] = [
    ({"shards": "12"}, "POINTS_SHARDS=12 is not a power of two"),
    ({"shards": "many"}, "POINTS_SHARDS: Input should be a valid integer"),
    ({"shards": "0"}, "POINTS_SHARDS: Input should be greater than or equal to 1"),
    ({"partitions": "32"}, "POINTS_PARTITIONS=32 must divide POINTS_SHARDS=16"),
    ({"lease_seconds": "0"}, "POINTS_LEASE_SECONDS: Input should be greater than 0"),
    ({"auth": "jwt"}, "POINTS_AUTH: Input should be 'off'"),
    ({"embedded": "0", "crash_at": "post_commit:after"}, REFUSED_OUTSIDE),
    ({"embedded": "0", "clock": "2026-03-01T00:00:00Z"}, REFUSED_OUTSIDE),
]


@pytest.mark.parametrize(("settings", "said"), SETTINGS)
def test_a_wrong_setting_is_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
) -> None:
    for name, value in installation.environment(**settings).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as caught:
        read_settings()
    assert said in str(caught.value)


@pytest.mark.parametrize("settings", [{"auth": "jwt"}, {"embedded": "0", "crash_at": "post_commit:after"}])
async def test_a_service_with_a_wrong_setting_does_not_start(
    installation: Installation, settings: dict[str, str]
) -> None:
    wrong = await ended(installation, **settings)
    assert wrong.code == 2
    assert wrong.said.startswith("ledger cannot start: settings are missing or wrong; set these variables:")
    assert "Traceback" not in wrong.said


async def test_settings_that_are_missing_are_named(installation: Installation) -> None:
    service = installation.service("ledger")
    service.env = {name: value for name, value in service.env.items() if not name.startswith("POINTS_")}
    wrong = await installation.run_to_end(service)
    assert wrong.code == 2
    for name in ("POINTS_LEDGER_DSN", "POINTS_KAFKA_BOOTSTRAP", "POINTS_AUTH"):
        assert f"{name}: Field required" in wrong.said


async def test_a_password_is_never_said(installation: Installation) -> None:
    dsn = f"postgresql://postgres:secret-word@{closed_port()}/points"
    assert "secret-word" not in (await ended(installation, ledger_dsn=dsn)).said


async def test_a_database_without_a_ledger_says_to_migrate(install: Install) -> None:
    bare = await install(migrated=False, topics=False)
    wrong = await ended(bare)
    assert wrong.code == 2
    assert "the database holds no ledger; run `points migrate`" in wrong.said


async def test_a_topic_whose_partitions_do_not_divide_the_shards_is_refused(installation: Installation) -> None:
    prefix = unique("odd")
    await create_topics(installation.stack.kafka_bootstrap, [(f"{prefix}.events", 3, {})], 1)
    wrong = await ended(installation, topic_prefix=prefix, ledger_roles="intake")
    assert wrong.code == 2
    assert "has 3 partitions, which do not divide the 16 shards" in wrong.said


async def test_a_taken_port_is_said(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        wrong = await ended(installation, ledger_port=str(port))
    assert wrong.code == 2
    assert f"port {port} of 127.0.0.1 cannot be used" in wrong.said
    assert "end the program that has it, or choose another port" in wrong.said
    assert "Traceback" not in wrong.said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_ledger_ends_clean_when_told_to(installation: Installation, number: signal.Signals) -> None:
    ledger = await installation.start("ledger")
    assert ledger.announcement == {"service": "ledger", "url": ledger.url, "pid": ledger.pid}
    ledger.send(number)
    assert await ledger.wait() == 0
    assert "Traceback" not in ledger.log.read_text()
    held = await installation.fetch("SELECT 1 FROM ledger.inbox WHERE owner IS NOT NULL")
    assert held == [], "every partition is handed back"


async def test_the_register_is_known_before_the_first_batch(install: Install) -> None:
    """Else a process would read all of it with members locked, and be cut off by the database for being slow."""
    installation = await install()
    await installation.publish_programme(time_zone="Europe/Berlin")
    reached = installation.log_dir / "reached"
    await installation.start("ledger", ledger_roles="intake", crash_at=f"list:{reached}")
    await installation.until_read(await installation.publish(purchase("ann", "5.00")))
    points = reached.read_text().splitlines()
    assert "bound_find:after#1" in points, "a batch looks at the register"
    assert points.index("register_since:after#1") < points.index("inbox_lock:before#1")
    assert "register_since:before#2" not in points


# The operator's command.


@pytest_asyncio.fixture(loop_scope="session")
async def bare(install: Install) -> AsyncIterator[Installation]:
    """A database and a broker that hold nothing of ours yet."""
    yield await install(migrated=False, topics=False)


COMMANDS = ("up", "demo", "migrate", "topics", "verify", "rebuild")


def test_points_teaches() -> None:
    taught = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert taught.exit_code == 0
    for words in (*COMMANDS, "POINTS_… variables", "needs none and starts everything"):
        assert words in taught.output
    assert "Usage: " in CliRunner().invoke(app, []).output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(command: str) -> None:
    taught = CliRunner().invoke(app, [command, "--help"])
    assert taught.exit_code == 0
    assert "Usage: " in taught.output


async def test_points_migrate_and_topics_make_a_ledger(bare: Installation) -> None:
    migrated = await points(bare, "migrate")
    assert migrated.code == 0, migrated.said
    first, again = await points(bare, "topics"), await points(bare, "topics")
    assert (first.code, again.code) == (0, 0), first.said
    assert f"created {bare.prefix}.events, {bare.prefix}.entries" in first.said
    assert "all topics are there" in again.said
    bare.sound = True
    await bare.publish_programme()
    await bare.start("ledger")
    await bare.until_read(await bare.publish(purchase("ann")))
    verified = await points(bare, "verify")
    assert verified.code == 0, verified.said
    assert "The chain is valid: 2 records in 17 shards" in verified.said


CANNOT: list[tuple[str, dict[str, str], str]] = [
    ("migrate", {"ledger_dsn": "postgresql://postgres@{closed}/points"}, "the database of POINTS_LEDGER_DSN"),
    ("migrate", {"shards": "8"}, "created with 16 shards; set POINTS_SHARDS=16"),
    ("migrate", {"auth": "jwt"}, "POINTS_AUTH: Input should be 'off'"),
    ("topics", {"kafka_bootstrap": "{closed}"}, "Kafka at POINTS_KAFKA_BOOTSTRAP does not answer"),
    ("verify", {"ledger_dsn": "postgresql://postgres@{closed}/points"}, "the database of POINTS_LEDGER_DSN"),
    ("verify", {"ledger_dsn": "{dsn}-absent"}, "does not exist"),
]


@pytest.mark.parametrize(("command", "settings", "said"), CANNOT)
async def test_a_command_that_cannot_be_done_says_why(
    installation: Installation, command: str, settings: dict[str, str], said: str
) -> None:
    found = {"closed": closed_port(), "dsn": installation.dsn}
    wrong = await points(installation, command, **{name: text.format(**found) for name, text in settings.items()})
    assert wrong.code == 2
    assert wrong.said.startswith("points: ")
    assert said in wrong.said
    assert "Traceback" not in wrong.said


async def test_points_verify_of_no_ledger_says_to_migrate(bare: Installation) -> None:
    wrong = await points(bare, "verify")
    assert wrong.code == 2
    assert "points migrate" in wrong.said
    assert "Traceback" not in wrong.said


async def test_points_verify_ends_with_1_and_names_the_fault(install: Install) -> None:
    ledger = await install(topics=False)
    await ledger.publish_programme()
    ledger.sound = False
    await ledger.fetch("UPDATE ledger.shard SET sequence = 2 WHERE shard = -1")
    wrong = await points(ledger, "verify")
    assert wrong.code == 1
    assert "record -1/1: the chain ends here, but the head is 2" in wrong.said
