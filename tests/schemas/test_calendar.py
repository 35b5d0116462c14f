"""S3, S14, S16: local days, months, expiry dates, in every kind of time zone there is."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.calendar import (
    DAY,
    add_months,
    expires_at,
    is_spendable,
    last_valid_day,
    local_date,
    next_period,
    period_of,
    start_of_day,
)
from schemas.programme import FixedExpiry, NoExpiry, RollingExpiry

Policy = NoExpiry | RollingExpiry | FixedExpiry

BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
ZONES = [
    UTC_ZONE,
    BERLIN,
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Sao_Paulo"),  # skipped midnights until 2018
    ZoneInfo("America/Havana"),  # has midnight twice in autumn
    ZoneInfo("Asia/Beirut"),  # skips midnights
    ZoneInfo("Asia/Kathmandu"),  # 5:45
    ZoneInfo("Australia/Lord_Howe"),  # moves by half an hour
    ZoneInfo("Pacific/Kiritimati"),  # 14 hours ahead
    ZoneInfo("Pacific/Apia"),  # had no 30 December 2011
]
APIA_SKIPPED = date(2011, 12, 30)

DATES = st.dates(date(1997, 1, 1), date(2090, 12, 31))
INSTANTS = st.datetimes(datetime(1997, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
ROUNDINGS = ["none", "month_end", "quarter_end", "year_end"]


def rolling(months: int | None = None, days: int | None = None, rounding: str = "none") -> RollingExpiry:
    return RollingExpiry.model_validate({"kind": "rolling", "months": months, "days": days, "round": rounding})


def fixed(month: int, day: int, min_months: int = 0) -> FixedExpiry:
    return FixedExpiry(kind="fixed", month=month, day=day, min_months=min_months)


def fixed_days(day_of_year: date, min_months: int) -> FixedExpiry:
    return fixed(day_of_year.month, day_of_year.day, min_months)


POLICIES: st.SearchStrategy[Policy] = st.one_of(
    st.builds(rolling, months=st.integers(1, 120), rounding=st.sampled_from(ROUNDINGS)),
    st.builds(rolling, days=st.integers(1, 4_000), rounding=st.sampled_from(ROUNDINGS)),
    st.builds(fixed_days, st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 60)),
)


@pytest.mark.parametrize(
    ("zone", "instant", "period"),
    [
        ("UTC", "2026-01-31T23:59:59+00:00", "2026-01"),
        ("Europe/Berlin", "2026-01-31T22:59:59+00:00", "2026-01"),
        ("Europe/Berlin", "2026-01-31T23:00:00+00:00", "2026-02"),
        ("Europe/Berlin", "2026-06-30T22:00:00+00:00", "2026-07"),
        ("America/New_York", "2026-01-01T04:59:59+00:00", "2025-12"),
        ("Pacific/Kiritimati", "2025-12-31T10:00:00+00:00", "2026-01"),
    ],
)
def test_s3_the_period_is_the_local_month(zone: str, instant: str, period: str) -> None:
    assert period_of(datetime.fromisoformat(instant), ZoneInfo(zone)) == period


@pytest.mark.parametrize(
    ("period", "following"), [("2026-01", "2026-02"), ("2026-02", "2026-03"), ("2026-12", "2027-01")]
)
def test_s3_months_follow_each_other(period: str, following: str) -> None:
    assert next_period(period) == following


@given(DATES)
def test_s3_the_next_period_is_that_of_the_next_months_first_day(day: date) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    assert next_period(f"{day:%Y-%m}") == f"{last + DAY:%Y-%m}"


S14_EXAMPLES: list[tuple[str, Policy, str, str | None]] = [
    ("never", NoExpiry(kind="none"), "2026-03-01", None),
    ("12 months to the month's end", rolling(12, rounding="month_end"), "2020-07-06", "2021-07-31"),
    ("12 months", rolling(12), "2020-07-06", "2021-07-06"),
    ("a month from the 31st", rolling(1), "2026-01-31", "2026-02-28"),
    ("a month from the 31st in a leap year", rolling(1), "2028-01-31", "2028-02-29"),
    ("a month from 28 February", rolling(1), "2026-02-28", "2026-03-28"),
    ("a year from a leap day", rolling(12), "2024-02-29", "2025-02-28"),
    ("four years from a leap day", rolling(48), "2024-02-29", "2028-02-29"),
    ("over a year's end", rolling(3), "2026-11-30", "2027-02-28"),
    ("to December", rolling(11), "2026-01-15", "2026-12-15"),
    ("days over a leap day", rolling(days=366), "2024-01-01", "2025-01-01"),
    ("a day", rolling(days=1), "2026-12-31", "2027-01-01"),
    ("month's end, on it already", rolling(1, rounding="month_end"), "2026-03-31", "2026-04-30"),
    ("month's end of February", rolling(1, rounding="month_end"), "2024-01-05", "2024-02-29"),
    ("quarter's end", rolling(1, rounding="quarter_end"), "2026-01-10", "2026-03-31"),
    ("quarter's end, its first day", rolling(1, rounding="quarter_end"), "2026-03-01", "2026-06-30"),
    ("quarter's end, its last day", rolling(days=1, rounding="quarter_end"), "2026-09-29", "2026-09-30"),
    ("quarter's end, the last", rolling(days=1, rounding="quarter_end"), "2026-10-01", "2026-12-31"),
    ("year's end", rolling(12, rounding="year_end"), "2026-01-01", "2027-12-31"),
    ("year's end, its last day", rolling(days=1, rounding="year_end"), "2026-12-30", "2026-12-31"),
    ("fixed, later this year", fixed(3, 31), "2026-01-10", "2026-03-31"),
    ("fixed, today", fixed(3, 31), "2026-03-31", "2026-03-31"),
    ("fixed, next year", fixed(3, 31), "2026-04-01", "2027-03-31"),
    ("fixed, far enough off by a day", fixed(3, 31, 6), "2025-09-30", "2026-03-31"),
    ("fixed, too soon by a day", fixed(3, 31, 6), "2025-10-01", "2027-03-31"),
    ("fixed, much too soon", fixed(3, 31, 6), "2026-01-10", "2027-03-31"),
    ("fixed, two years and more", fixed(12, 31, 24), "2026-06-30", "2028-12-31"),
    ("fixed on a leap day", fixed(2, 29), "2026-03-01", "2027-02-28"),
    ("fixed on a leap day in a leap year", fixed(2, 29), "2027-03-01", "2028-02-29"),
]


@pytest.mark.parametrize(("policy", "activated", "last"), [pytest.param(*row[1:], id=row[0]) for row in S14_EXAMPLES])
def test_s14_the_last_valid_day(policy: Policy, activated: str, last: str | None) -> None:
    assert last_valid_day(policy, date.fromisoformat(activated)) == (date.fromisoformat(last) if last else None)


def test_s14_points_expire_at_local_midnight_after_their_last_day() -> None:
    policy = rolling(12, rounding="month_end")
    activated, summer, winter = (
        date(2020, 7, 6),
        datetime(2021, 7, 31, 22, tzinfo=UTC),
        datetime(2021, 1, 31, 23, tzinfo=UTC),
    )
    assert expires_at(policy, UTC_ZONE, activated, None, 30) == datetime(2021, 8, 1, tzinfo=UTC)
    assert expires_at(policy, BERLIN, activated, None, 30) == summer
    assert expires_at(policy, BERLIN, date(2020, 1, 6), None, 30) == winter


@pytest.mark.parametrize(
    ("recorded", "min_validity_days", "expiry"),
    [
        ("2026-01-01", 30, "2026-02-16"),  # on time: 45 days are more than was promised
        ("2026-01-16", 30, "2026-02-16"),  # late, but the 30 days are left
        ("2026-01-17", 30, "2026-02-17"),  # a day later: the last day is 30 days after the recording
        ("2026-03-01", 30, "2026-04-01"),
        ("2026-03-01", 0, "2026-03-02"),  # nothing promised, but it is not over when it is booked
        ("2026-03-01", 300, "2026-04-16"),  # no more than the lot would have had in the first place
    ],
)
def test_s14_points_booked_late_are_valid_for_some_days_still(
    recorded: str, min_validity_days: int, expiry: str
) -> None:
    at = expires_at(rolling(days=45), UTC_ZONE, date(2026, 1, 1), date.fromisoformat(recorded), min_validity_days)
    assert at == datetime.fromisoformat(f"{expiry}T00:00:00Z")


def test_s14_history_of_any_age_expires_by_its_own_dates() -> None:
    at = expires_at(rolling(12), UTC_ZONE, date(1997, 1, 1), None, 30)
    assert at == datetime(1998, 1, 2, tzinfo=UTC)


@given(POLICIES, DATES)
def test_s14_a_lot_never_lapses_before_its_promised_day(policy: Policy, activated: date) -> None:
    last = last_valid_day(policy, activated)
    assert last is not None
    match policy:
        case RollingExpiry(months=months, days=days):
            promised = activated + days * DAY if days else add_months(activated, months or 0)
        case FixedExpiry(min_months=min_months):
            promised = add_months(activated, min_months)
        case _:
            raise AssertionError
    assert last >= promised
    assert (last - promised).days <= 366


@given(st.integers(1, 120), st.sampled_from(ROUNDINGS[1:]), DATES)
def test_s14_rounding_ends_the_month_the_quarter_or_the_year(months: int, rounding: str, activated: date) -> None:
    rounded = last_valid_day(rolling(months, rounding=rounding), activated)
    plain = last_valid_day(rolling(months), activated)
    assert rounded is not None
    assert plain is not None
    following = rounded + DAY
    months_a_part = {"month_end": 1, "quarter_end": 3, "year_end": 12}[rounding]
    assert (following.day, (following.month - 1) % months_a_part) == (1, 0)
    assert add_months(following, -months_a_part) <= plain <= rounded


@given(POLICIES, DATES, DATES)
def test_s14_who_was_activated_later_expires_no_earlier(policy: Policy, one: date, other: date) -> None:
    earlier, later = sorted([one, other])
    assert (last_valid_day(policy, earlier) or date.max) <= (last_valid_day(policy, later) or date.max)


@given(POLICIES, st.sampled_from(ZONES), DATES, st.integers(0, 400), st.integers(0, 90))
def test_s14_late_points_are_valid_for_the_least_days(
    policy: Policy, zone: ZoneInfo, activated: date, late: int, min_validity_days: int
) -> None:
    recorded = activated + late * DAY
    own = expires_at(policy, zone, activated, None, min_validity_days)
    moved = expires_at(policy, zone, activated, recorded, min_validity_days)
    last = last_valid_day(policy, activated)
    assert own is not None
    assert moved is not None
    assert last is not None
    assert moved >= own
    assert moved >= start_of_day(recorded + min(min_validity_days * DAY, last - activated) + DAY, zone)
    if late + min_validity_days <= (last - activated).days:
        assert moved == own


@given(st.sampled_from(ZONES), DATES.filter(lambda day: day != APIA_SKIPPED))
def test_a_day_starts_at_its_first_instant(zone: ZoneInfo, day: date) -> None:
    start = start_of_day(day, zone)
    assert start.utcoffset() == timedelta(0)
    assert local_date(start, zone) == day
    assert local_date(start - timedelta(microseconds=1), zone) < day


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"),  # a day of 23 hours
        ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z"),  # a day of 25 hours
        ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),  # began at 01:00
        ("Asia/Beirut", "2024-03-31", "2024-03-30T22:00:00Z"),  # began at 01:00
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),  # had midnight twice: the first
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),  # never was: the instant it was left out at
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
    ],
)
def test_days_start_where_the_clocks_are_moved(zone: str, day: str, start: str) -> None:
    assert start_of_day(date.fromisoformat(day), ZoneInfo(zone)) == datetime.fromisoformat(start)


@given(st.sampled_from(ZONES), INSTANTS)
def test_an_instant_lies_in_its_own_day_and_month(zone: ZoneInfo, instant: datetime) -> None:
    day = local_date(instant, zone)
    assert start_of_day(day, zone) <= instant < start_of_day(day + DAY, zone)
    assert period_of(instant, zone) == f"{day:%Y-%m}"


@given(DATES, st.integers(0, 600), st.integers(0, 600))
def test_months_are_added_from_the_day_one_began_with(day: date, months: int, more: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])
    assert add_months(day.replace(day=1), months + more) == add_months(add_months(day.replace(day=1), months), more)


@pytest.mark.parametrize(
    ("at", "spendable"),
    [("2025-12-31T23:59:59Z", False), ("2026-01-01T00:00:00Z", True), ("2026-01-31T23:59:59Z", True),
     ("2026-02-01T00:00:00Z", False)],
)  # fmt: skip
def test_s16_a_lot_is_spendable_from_its_activation_until_before_its_expiry(at: str, *, spendable: bool) -> None:
    activates, expires = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    assert is_spendable(activates, expires, datetime.fromisoformat(at)) is spendable


def test_s16_a_lot_that_never_expires_stays_spendable() -> None:
    assert is_spendable(datetime(2026, 1, 1, tzinfo=UTC), None, datetime(9000, 1, 1, tzinfo=UTC))
