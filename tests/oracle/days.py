"""Calendar maths of the oracle: local days of a time zone, months that clamp, the last day on which points count."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def instant(text: str) -> datetime:
    """Return an RFC 3339 instant in UTC."""
    return datetime.fromisoformat(text.upper()).astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the local day an instant falls on."""
    return at.astimezone(zone).date()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a local day begins; where midnight is skipped, the first one there is."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def end_of_day_after(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the start of the local day after `at` + so many days: what is good for that long is good until then."""
    return start_of_day(local_day(at, zone) + (days + 1) * DAY, zone)


def clamped(year: int, month: int, day: int) -> date:
    """Return that day, or the last one of its month when the month is too short."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on: 31 January and a month is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    return clamped(day.year + years, month + 1, day.day)


def rounded_up(day: date, rounding: str) -> date:
    """Return the last day of the month, quarter, or year that a day is in; the day itself for `none`."""
    last_month = {"month_end": day.month, "quarter_end": (day.month + 2) // 3 * 3, "year_end": 12}
    return day if rounding == "none" else clamped(day.year, last_month[rounding], 31)


def last_valid_day(policy: dict[str, Any], activated: date) -> date | None:
    """Return the last day on which points count that became active on a local day, None for ever (S14)."""
    match policy["kind"]:
        case "none":
            return None
        case "rolling":
            months = policy.get("months")
            end = activated + policy["days"] * DAY if months is None else add_months(activated, months)
            return rounded_up(end, policy.get("round") or "none")
        case "fixed":
            earliest = add_months(activated, policy.get("min_months") or 0)
            days_of_years = (clamped(earliest.year + n, policy["month"], policy["day"]) for n in (0, 1))
            return next(day for day in days_of_years if day >= earliest)
    raise ValueError(f"no such expiry policy: {policy}")


def is_birthday(day: date, birth_month: int | None, birth_day: int | None) -> bool:
    """Tell whether a member was born on that day of a year; 29 February counts on the 28th in common years."""
    if birth_month is None or birth_day is None:
        return False
    return (day.month, day.day) == (birth_month, min(birth_day, monthrange(day.year, birth_month)[1]))
