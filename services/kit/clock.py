"""The clock. Decisions are handed its reading; only the shell looks at it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime | None) -> Clock:
    """Return the system's clock, or for tests one that reads `start` now and runs on from there."""
    if start is None:
        return system_clock
    began = monotonic()
    return lambda: start.astimezone(UTC) + timedelta(seconds=monotonic() - began)
