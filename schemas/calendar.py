"""The calendar that the ledger and its readers must agree on: local days, periods, expiry dates, what is spendable.

Instants are aware datetimes in UTC; local days and months are those of the programme's time zone.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Protocol
from zoneinfo import ZoneInfo

from schemas.programme import FixedExpiry, NoExpiry, ProgrammeVersion, RollingExpiry

RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
DAY = timedelta(days=1)
SOME_DAY_OF_NEXT_MONTH = timedelta(days=31)


def parse_instant(text: object) -> datetime:
    """Read an RFC 3339 instant with an offset; raise ValueError for anything else, a missing offset first of all.

    The first and the last year that a datetime can hold are refused: an instant there has no local day in some zones.
    """
    if not isinstance(text, str) or not RFC3339.fullmatch(text):
        raise ValueError("an instant is RFC 3339 text with an offset, such as 2026-03-01T12:00:00Z")
    try:
        instant = datetime.fromisoformat(text.upper())
    except ValueError:
        raise ValueError("there is no such day, time of day, or offset; check its parts") from None
    if not MINYEAR < instant.year < MAXYEAR:
        raise ValueError(f"an instant lies after the year {MINYEAR} and before {MAXYEAR}")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def instant_text(instant: datetime) -> str:
    """Return an instant as people and events read it: in UTC, with a Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name; raise ZoneInfoNotFoundError or ValueError when there is none."""
    return ZoneInfo(name)


@lru_cache(maxsize=65_536)
def local_day(instant: str, tz: ZoneInfo) -> str:
    """Return the local day `YYYY-MM-DD` of an instant as records write it."""
    return local_date(datetime.fromisoformat(instant), tz).isoformat()


def local_date(instant: datetime, tz: ZoneInfo) -> date:
    """Return the local day an instant falls on."""
    return instant.astimezone(tz).date()


def start_of_day(day: date, tz: ZoneInfo) -> datetime:
    """Return the UTC instant at which a local day begins (the first one that exists, where midnight is skipped)."""
    return datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC)


def period_of(instant: datetime, tz: ZoneInfo) -> str:
    """Return the accounting period `YYYY-MM`, the local month, of an instant (S3)."""
    local = instant.astimezone(tz)
    return _period(local.year, local.month)


@lru_cache(maxsize=1_024)
def _period(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def next_period(period: str) -> str:
    """Return the period after `YYYY-MM`."""
    following = date(int(period[:4]), int(period[5:]), 1) + SOME_DAY_OF_NEXT_MONTH
    return f"{following.year:04}-{following.month:02}"


def previous_period(period: str) -> str:
    """Return the period before `YYYY-MM`."""
    year, month = divmod(12 * int(period[:4]) + int(period[5:]) - 2, 12)
    return f"{year:04}-{month + 1:02}"


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day: 31 January + 1 month = 28 February (S14)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rounded_up(day: date, rounding: str) -> date:
    """Return the end of the month, quarter, or year that holds the day; a lot never lapses before its promised date."""
    match rounding:
        case "month_end":
            month = day.month
        case "quarter_end":
            month = (day.month + 2) // 3 * 3
        case "year_end":
            month = 12
        case _:
            return day
    return date(day.year, month, monthrange(day.year, month)[1])


def last_valid_day(policy: NoExpiry | RollingExpiry | FixedExpiry, activated_on: date) -> date | None:
    """Return the last local day on which points activated on that local day may be spent; None = for ever (S14)."""
    match policy:
        case NoExpiry():
            return None
        case RollingExpiry(months=months, days=days, round=rounding):
            day = add_months(activated_on, months) if months is not None else activated_on + (days or 0) * DAY
            return _rounded_up(day, rounding)
        case FixedExpiry(month=month, day=day_of_month, min_months=min_months):
            earliest = add_months(activated_on, min_months)
            for year in (earliest.year, earliest.year + 1):
                candidate = date(year, month, min(day_of_month, monthrange(year, month)[1]))
                if candidate >= earliest:
                    return candidate
            raise AssertionError("a day of the year comes round within two years")


def expires_at(
    policy: NoExpiry | RollingExpiry | FixedExpiry,
    tz: ZoneInfo,
    activated_on: date,
    recorded_on: date | None,
    min_validity_days: int,
) -> datetime | None:
    """Return the instant at which points activated on that local day expire: midnight after the last valid day (S14).

    `recorded_on` is the local day the ledger recorded them, for the promise that points booked late are usable for at
    least `min_validity_days`; None where the programme takes history of any age, and no such promise is made.
    """
    last = last_valid_day(policy, activated_on)
    if last is None:
        return None
    if recorded_on is not None:
        last = max(last, recorded_on + min(min_validity_days * DAY, last - activated_on))
    return start_of_day(last + DAY, tz)


def is_spendable(activates_at: datetime, expires_at: datetime | None, at: datetime) -> bool:
    """Tell whether a lot may be spent at an instant: `activates_at ≤ t < expires_at`, swept or not (S16)."""
    return activates_at <= at and (expires_at is None or at < expires_at)


class Dated(Protocol):
    """A lot as far as time is concerned; points pending and active, the latter already so."""

    @property
    def activates_at(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime | None: ...
    @property
    def pending(self) -> int: ...
    @property
    def active(self) -> int: ...


Meaning = Callable[[datetime], datetime | None]
"""What a frozen `expires_at` means, given that expiry may be suspended (S30); None = it never comes."""


def settled(
    lots: Iterable[Dated],
    arrears: int,
    at: datetime,
    lapsing: Iterable[tuple[datetime, Dated, int]] = (),
    means: Meaning | None = None,
) -> tuple[int, int]:
    """Return what can be spent at an instant, and the debt (≤ 0) that is left, as if settled (S15, S15a, S16).

    `lots` are in order of their numbers. What is pending and due is active by then, and so are `lapsing` points of
    holds: (until when they were held, lot, points), in order of time and lot. Each pays the debt as it arrives, unless
    it expired on arrival; a lot past its expiry gives nothing, swept or not.
    """
    debt, total = -arrears, 0
    ends: dict[int, datetime | None] = {}
    arrivals = [(held_until, lot, points) for held_until, lot, points in lapsing]
    for lot in lots:
        ends[id(lot)] = lot.expires_at if lot.expires_at is None or means is None else means(lot.expires_at)
        if lot.pending and lot.activates_at <= at:
            arrivals.append((lot.activates_at, lot, lot.pending))
        if lot.active and is_spendable(lot.activates_at, ends[id(lot)], at):
            total += lot.active
    for instant, lot, points in sorted(arrivals, key=itemgetter(0)):  # Holds come first on a tie, then by lot.
        end = ends[id(lot)]
        left = points
        if end is None or instant < end:
            repaid = min(debt, points)
            debt -= repaid
            left -= repaid
        if is_spendable(lot.activates_at, end, at):
            total += left
    return total, -debt


def spendable(lots: Iterable[Dated], arrears: int, at: datetime) -> int:
    """Return the points that can be spent at an instant, as if settled (S16); `lots` in order of their numbers."""
    return settled(lots, arrears, at)[0]


@dataclass(slots=True, frozen=True)
class Suspension:
    """A time without expiry, and the instant that a date inside it means; no end, and none, while it is open."""

    begins: datetime
    ends: datetime | None
    moved_to: datetime | None


EVERYBODY = "*"


class Suspensions:
    """When a programme suspends expiry for whom (S30): a fold of its versions, in order of `valid_from`.

    A suspension of a segment begins with the first version that names it (or `*`), and ends with the next that does
    not; dates inside it mean the start of the day after that + the `min_validity_days` of the version that ends it.
    """

    def __init__(self, versions: Sequence[ProgrammeVersion]) -> None:
        named = {segment for version in versions for segment in version.expiry_suspended}
        self._by_segment = {segment: _suspensions_of(segment, versions) for segment in {EVERYBODY, *named}}
        self._begins = {
            segment: [suspension.begins for suspension in suspensions]
            for segment, suspensions in self._by_segment.items()
        }

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return any(self._by_segment.values())

    def means(self, segment: str | None, expires_at: datetime) -> datetime | None:
        """Return when points of a member of that segment expire whose lots say `expires_at`; None = not yet known."""
        known = segment if segment is not None and segment in self._by_segment else EVERYBODY
        suspensions, moved = self._by_segment[known], expires_at
        while position := bisect_right(self._begins[known], moved):
            suspension = suspensions[position - 1]
            if suspension.ends is None or suspension.moved_to is None:
                return None
            if moved >= suspension.ends:
                break
            moved = suspension.moved_to
        return moved


def _suspensions_of(segment: str, versions: Sequence[ProgrammeVersion]) -> list[Suspension]:
    """Return the suspensions of a segment in order of time; one that is over as it begins is none."""
    suspensions: list[Suspension] = []
    begins: datetime | None = None
    for version in versions:
        suspended = segment in version.expiry_suspended or EVERYBODY in version.expiry_suspended
        if suspended and begins is None:
            begins = version.valid_from
        elif not suspended and begins is not None:
            tz, ends = zone(version.time_zone), version.valid_from
            if begins < ends:
                last = local_date(ends, tz) + version.min_validity_days * DAY
                suspensions.append(Suspension(begins, ends, start_of_day(last + DAY, tz)))
            begins = None
    if begins is not None:
        suspensions.append(Suspension(begins, None, None))
    return suspensions
