"""Kill points: the code names every moment at which the fault tests kill the process, so that none is forgotten.

A point is `<name>:before` or `<name>:after` around each database call, each commit, and each produce. Reaching the
point chosen by `POINTS_CRASH_AT` (`name`, or `name#n` for the n-th time) ends the process as SIGKILL would. With
`list:<file>` nothing is killed and each point that is reached is written to the file once.
"""

import os
import signal
from pathlib import Path


class KillPoints:
    """The kill points of this process; without a setting, reaching one costs a comparison."""

    def __init__(self, crash_at: str | None) -> None:
        self._listing = Path(crash_at.removeprefix("list:")) if crash_at and crash_at.startswith("list:") else None
        name, _, count = (crash_at or "").partition("#")
        self._target = None if self._listing else name or None
        self._left = int(count or 1)
        self._listed: set[str] = set()
        self.armed = crash_at is not None

    def reached(self, point: str) -> None:
        """Note that the process is at this point; end it if this is the one, and the time for it."""
        if point == self._target:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        elif self._listing and point not in self._listed:
            self._listed.add(point)
            with self._listing.open("a") as listing:
                listing.write(f"{point}\n")
