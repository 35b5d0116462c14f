"""S30: a programme can suspend expiry, for a segment or for all; lots keep their dates, which then mean later ones."""

from datetime import datetime

import pytest

from schemas.calendar import Suspensions
from services.ledger.programmes import Programmes
from tests.ledger.memory import version
from tests.ledger.table import check, instant

SUSPENDED = """
        programme from 2026-01-01 min_validity_days 10
        programme from 2026-03-01 expiry_suspended ["storm"]
        programme from 2026-04-01 min_validity_days 10
"""


def suspensions(*versions: tuple[str, list[str], int], time_zone: str = "UTC") -> Suspensions:
    """Return the suspensions of versions of (valid from, suspended segments, minimal validity)."""
    return Suspensions([
        version(version=number, valid_from=f"{valid_from}T00:00:00Z", expiry_suspended=segments,
                min_validity_days=days, time_zone=time_zone)
        for number, (valid_from, segments, days) in enumerate(versions, 1)
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("expires_at", "means"),
    [
        ("2026-02-28T23:59:59", "2026-02-28T23:59:59"),
        ("2026-03-01", "2026-04-12"),
        ("2026-03-31T23:59:59", "2026-04-12"),
        ("2026-04-01", "2026-04-01"),
        ("2026-06-01", None),
    ],
)
def test_s30_a_date_inside_means_the_day_after_the_end_and_the_minimal_validity(
    expires_at: str, means: str | None
) -> None:
    known = suspensions(
        ("2026-01-01", [], 30), ("2026-03-01", ["storm"], 30), ("2026-04-01", [], 10), ("2026-05-01", ["storm"], 10)
    )
    expected = instant(means) if means else None
    assert known.means("storm", instant(expires_at)) == expected
    assert known.means("calm", instant(expires_at)) == instant(expires_at)
    assert known.means(None, instant(expires_at)) == instant(expires_at)


def test_s30_a_date_that_moves_into_a_later_suspension_moves_again() -> None:
    known = suspensions(
        ("2026-03-01", ["*"], 0), ("2026-04-01", [], 10), ("2026-04-12", ["storm"], 0), ("2026-05-01", [], 5)
    )
    assert known.means(None, instant("2026-03-05")) == instant("2026-04-12")
    assert known.means("storm", instant("2026-03-05")) == instant("2026-05-07")


def test_s30_a_suspension_lasts_over_versions_that_name_the_segment_or_all() -> None:
    known = suspensions(
        ("2026-03-01", ["storm"], 0), ("2026-04-01", ["*"], 10), ("2026-05-01", ["storm"], 0), ("2026-06-01", [], 0)
    )
    assert known.means("storm", instant("2026-03-05")) == instant("2026-06-02")
    assert known.means("calm", instant("2026-03-05")) == instant("2026-03-05")
    assert known.means("calm", instant("2026-04-05")) == instant("2026-05-02")


def test_s30_the_days_are_those_of_the_programme() -> None:
    known = suspensions(("2026-03-01", ["*"], 0), ("2026-04-01", [], 0), time_zone="America/New_York")
    assert known.means(None, instant("2026-03-05")) == instant("2026-04-01T04:00")


def test_s30_every_version_of_a_programme_knows_its_suspensions_and_those_of_none_know_none() -> None:
    programmes = Programmes()
    first, second = version(), version(version=2, valid_from="2026-03-01T00:00:00Z", expiry_suspended=["*"])
    bodies = [{"event": {"type": "programme.published", "data": v.model_dump(mode="json", by_alias=True)}}
              for v in (first, second)]  # fmt: skip

    def known(at: datetime) -> Suspensions | None:
        terms = programmes.at("default", at)
        assert terms is not None
        return terms.suspensions

    programmes.fold([(1, bodies[0])])
    assert known(instant("2026-01-01")) is None
    programmes.fold([(2, bodies[1])])
    assert known(instant("2026-01-01")) is known(instant("2026-04-01")) is not None


def test_s30_points_stay_spendable_while_expiry_is_suspended_and_keep_their_frozen_date() -> None:
    check(f"""{SUSPENDED}
        given ann is of segment storm
        given ann has 10 active earned 2026-01-01 expiring 2026-03-10
        given bob has 10 active earned 2026-01-01 expiring 2026-03-10
        when  bob redeems 4 at 2026-03-20
        then  rejected INSUFFICIENT_POINTS
        when  ann redeems 4 at 2026-03-20
        then  accepted: active → redeemed 4 (lot 1)
        when  ann redeems 4 at 2026-04-11T23:59:59
        then  accepted: active → redeemed 4 (lot 1)
        and   lot 1 of ann expires 2026-03-10
        when  ann redeems 2 at 2026-04-12
        then  rejected INSUFFICIENT_POINTS
    """)


def test_s30_expiry_is_posted_when_the_moved_date_has_come() -> None:
    check(f"""{SUSPENDED}
        given ann is of segment storm
        given ann has 10 active earned 2026-01-01 expiring 2026-03-10
        given ann has 20 active earned 2026-01-01 expiring 2026-02-28
        when  expiry is due for ann as of 2026-04-01
        then  accepted: active → expired 20 (lot 2) at 2026-02-28
        when  expiry is due for ann as of 2026-04-11
        then  nothing due
        when  expiry is due for ann as of 2026-04-15
        then  accepted: active → expired 10 (lot 1) at 2026-04-12
        when  expiry is due for ann as of 2026-04-16
        then  nothing due
    """)


def test_s30_without_an_end_nothing_expires() -> None:
    check("""
        programme from 2026-01-01
        programme from 2026-03-01 expiry_suspended ["*"]
        given     ann has 10 active earned 2026-01-01 expiring 2026-03-10
        when      expiry is due for ann as of 2030-01-01
        then      nothing due
        when      ann redeems 10
        then      accepted: active → redeemed 10 (lot 1)
    """)


def test_s18_points_are_taken_in_the_order_of_their_frozen_dates_suspended_or_not() -> None:
    check(f"""{SUSPENDED}
        given ann is of segment storm
        given ann has 10 active earned 2026-01-01 expiring 2026-03-10
        given ann has 10 active earned 2026-01-01 expiring 2026-04-05
        when  ann redeems 15 at 2026-02-01
        then  accepted: active → redeemed 10 (lot 1); active → redeemed 5 (lot 2)
    """)


def test_s30_released_and_cancelled_points_live_on_in_a_suspension() -> None:
    check(f"""{SUSPENDED}
        given ann is of segment storm
        given ann has 30 active earned 2026-01-01 expiring 2026-03-10
        when  ann redeems 10 at 2026-03-08 as r-1
        then  accepted: active → redeemed 10 (lot 1)
        when  ann reserves 10 for 604800 at 2026-03-08 as r-2
        then  accepted: active → held 10 (lot 1)
        when  ann reserves 10 for 604800 at 2026-03-08 as r-3
        then  accepted: active → held 10 (lot 1)
        when  ann releases r-2 at 2026-03-12
        then  accepted: held → active 10 (lot 1)
        when  ann cancels r-1 4 by merchant at 2026-03-12 as c-1
        then  accepted: redeemed → active 4 (lot 1)
        and   lot 1 of ann expires 2026-03-10
        and   ann has active 14, held 10
        when  ann redeems 24 at 2026-03-20
        then  accepted: held → active 10 (lot 1) at 2026-03-15; active → redeemed 24 (lot 1)
        when  ann cancels r-1 at 2026-04-12 as c-2
        then  accepted: redeemed → active 6 (lot 1); active → expired 6 (lot 1)
    """)


def test_s30_points_that_arrive_in_a_suspension_pay_debts() -> None:
    check(f"""{SUSPENDED}
        given ann is of segment storm
        given ann has 10 pending earned 2026-01-01 activating 2026-03-20 expiring 2026-03-10
        given ann owes 4
        when  ann redeems 6 at 2026-03-21
        then  accepted: pending → active 10 (lot 1) at 2026-03-20; active → arrears 4 (lot 1) at 2026-03-20; \
active → redeemed 6 (lot 1)
    """)
