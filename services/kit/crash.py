"""Kill points: the code names every moment at which the fault tests kill the process, so that none is forgotten.

A point is `<name>:before` or `<name>:after` around each database call, each commit, and each produce. Reaching the
point chosen by `POINTS_CRASH_AT` (`name`, or `name#n` for the n-th time) ends the process as SIGKILL would; with
`stop:name` it freezes there, as SIGSTOP does, until it is woken. With `list:<file>` nothing happens to it, and each
point that is reached is written to the file, `name#1` and so on for the first three times.
"""

import os
import signal
from collections import Counter
from pathlib import Path

LISTED_HITS_MAX = 3


class KillPoints:
    """The kill points of this process; without a setting, reaching one costs a comparison."""

    def __init__(self, crash_at: str | None) -> None:
        chosen = crash_at or ""
        self._listing = Path(chosen.removeprefix("list:")) if chosen.startswith("list:") else None
        self._signal = signal.SIGSTOP if chosen.startswith("stop:") else signal.SIGKILL
        name, _, count = chosen.removeprefix("stop:").partition("#")
        self._target = None if self._listing else name or None
        self._left = int(count or 1)
        self._hits: Counter[str] = Counter()

    def reached(self, point: str) -> None:
        """Note that the process is at this point; end or freeze it if this is the one, and the time for it."""
        if point == self._target:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), self._signal)
        elif self._listing and self._hits[point] < LISTED_HITS_MAX:
            self._hits[point] += 1
            with self._listing.open("a") as listing:
                listing.write(f"{point}#{self._hits[point]}\n")
