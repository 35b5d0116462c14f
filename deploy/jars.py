"""Apache Kafka's jars: fetched once from Maven Central, checked against a committed list, kept in the user's cache."""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.processes import SetupError, say

KAFKA_VERSION = "4.3.1"
LIST = Path(__file__).with_name("kafka-jars.sha256")
KAFKA = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}"
# The bridge from slf4j to log4j2, for a readable broker log. An endpoint of its own: resolved together with Kafka, the
# version of kafka-clients that log4j manages would win, and the broker would not start.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"
ATTEMPTS = 3
TIMEOUT_SECONDS = 30
DISK_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS)


def cache_root() -> Path:
    """Return this user's cache directory of the project: below XDG_CACHE_HOME, otherwise below ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "points-ledger"


def expected(listing: Path = LIST) -> dict[str, str]:
    """Return file name → SHA-256 of every jar the broker runs on."""
    rows = [line.split() for line in listing.read_text().splitlines() if line and not line.startswith("#")]
    return {name: digest for digest, name in rows}


def faults(directory: Path, wanted: dict[str, str]) -> list[str]:
    """Return what differs between the jars in `directory` and the list, one phrase each."""
    found = {path.name: path for path in directory.glob("*.jar")}
    missing = [f"{name} is missing" for name in wanted if name not in found]
    extra = [f"{name} is not in the list" for name in found if name not in wanted]
    changed = [
        f"{name} has another SHA-256 than the list"
        for name, path in found.items()
        if name in wanted and hashlib.sha256(path.read_bytes()).hexdigest() != wanted[name]
    ]
    return sorted(missing + extra + changed)


def kafka_jars() -> Path:
    """Return the directory of the checked jars, fetching them the first time; every start checks every file again.

    Raises SetupError when the network cannot be reached, or a file is not the one in the list.
    """
    wanted = expected()
    identity = hashlib.sha256(LIST.read_bytes()).hexdigest()[:12]
    home = cache_root() / f"kafka-{KAFKA_VERSION}-{identity}"
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with only_one(home.with_name(f"{home.name}.lock")):
            if not home.exists():
                fetch(home, wanted)
    except OSError as error:
        raise SetupError(
            f"Cannot keep Kafka's files in {home.parent}: {error.strerror or error}.\n"
            "  Make room there (120 MB), or set XDG_CACHE_HOME to a directory you can write to."
        ) from error
    if found := faults(home, wanted):
        raise SetupError(
            f"Kafka's files in {home} are not the ones this project was tested with: {'; '.join(found)}.\n"
            f"  Remove that directory, and start again to fetch them anew (list: {LIST})."
        )
    return home


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time in; the others wait. The kernel lets go when the holder dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fetch(home: Path, wanted: dict[str, str]) -> None:
    """Resolve and check the jars in a scratch directory, then give it the name `home`: there is never a half one."""
    began = time.monotonic()
    for left in home.parent.glob("fetching-*"):  # by a process that was killed; the lock says none is at work
        shutil.rmtree(left)
    scratch = Path(tempfile.mkdtemp(prefix="fetching-", dir=home.parent))
    try:
        with shown_progress(scratch / "repository", len(wanted)):
            resolved = resolve(scratch)
        flat = scratch / "jars"
        flat.mkdir()
        for jar in resolved:
            shutil.copyfile(jar, flat / jar.name)
        if found := faults(flat, wanted):
            raise SetupError(
                f"What Maven Central sent is not what {LIST} lists: {'; '.join(found)}.\n"
                "  Something between here and there changes files (a proxy, a mirror), or the list is out of date."
            )
        flat.rename(home)
    finally:
        shutil.rmtree(scratch)
    say(f"  Apache Kafka {KAFKA_VERSION}: {len(wanted)} files fetched and checked in {time.monotonic() - began:.0f} s")


def resolve(scratch: Path) -> list[Path]:
    """Return the jars of the broker and its log bridge, downloaded into `scratch`; a retry goes on where it was."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            broker, bridge = download(KAFKA, scratch), download(LOGGING, scratch)
        except (OSError, RuntimeError) as error:
            if isinstance(error, OSError) and error.errno in DISK_FAULTS:
                raise  # ours to say, not the network's
            if attempt == ATTEMPTS:
                raise SetupError(
                    f"Apache Kafka {KAFKA_VERSION} could not be fetched from Maven Central: {reason(error)}.\n"
                    "  This is needed once; afterwards the files are kept. Check the network and, behind a proxy,\n"
                    "  HTTPS_PROXY; then start again. On a machine without a network, copy the directory\n"
                    f"  {cache_root()} from one that has them."
                ) from error
            continue
        return broker + [jar for jar in bridge if jar.name.startswith("log4j-slf4j-impl")]
    raise AssertionError("the loop returns or raises")


def download(endpoint: str, scratch: Path) -> list[Path]:
    """Resolve one Maven endpoint with everything it needs into `scratch`."""
    from jgo.env import EnvironmentBuilder, LinkStrategy  # half a second, needed once in a lifetime
    from jgo.maven import MavenContext

    logging.getLogger("jgo").setLevel(logging.ERROR)
    context = MavenContext(repo_cache=scratch / "repository", timeout=TIMEOUT_SECONDS)
    builder = EnvironmentBuilder(context=context, cache_dir=scratch / "environment", link_strategy=LinkStrategy.COPY)
    return [Path(jar) for jar in builder.from_endpoint(endpoint).all_jars]


def reason(error: BaseException) -> str:
    """Return the innermost cause in one line, without the addresses and object names that the outer ones add."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return str(getattr(error, "strerror", None) or error).split("\n", maxsplit=1)[0][:200]


@contextmanager
def shown_progress(repository: Path, files: int) -> Iterator[None]:
    """Show on stderr how many jars have arrived while the block runs; a bar on a terminal, one line elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        say(f"  Fetching Apache Kafka {KAFKA_VERSION} from Maven Central ({files} files, 44 MB, once) …")
        yield
        return
    columns = TextColumn("  Fetching Apache Kafka (once)"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    done = threading.Event()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=files)

        def count() -> None:
            while not done.wait(0.2):
                progress.update(task, completed=sum(1 for _ in repository.rglob("*.jar")))

        counter = threading.Thread(target=count, daemon=True)
        counter.start()
        try:
            yield
        finally:
            done.set()
            counter.join()
