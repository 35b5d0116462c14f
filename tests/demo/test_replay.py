"""The driver's stream of events: the reference figures, and the rules one by one on small histories."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.demo import cdnow
from deploy.demo.cdnow import Order
from deploy.demo.replay import Event, Month, expected, replay


@pytest.mark.parametrize("redemptions", [True, False])
def test_the_model_alone_reproduces_every_reference_figure(redemptions: bool) -> None:  # noqa: FBT001
    figures = replay(cdnow.history(), redemptions=redemptions).figures
    assert figures == expected(redemptions=redemptions)
    total = (
        Month(0, 2_453_159, 1_161_600, 785_771, 505_788)
        if redemptions
        else Month(0, 2_453_159, 0, 1_403_366, 1_049_793)
    )
    assert figures.total == total
    assert (figures.redemptions, figures.members) == (10_593 if redemptions else 0, 23_570)


def test_the_month_lines_of_the_reference_add_up_to_its_own_totals() -> None:
    for redemptions in (True, False):
        figures = expected(redemptions=redemptions)
        assert [line.closing for line in figures.months.values()][:-1] == [
            line.opening for line in figures.months.values()
        ][1:]
        assert len(figures.months) == 19


def test_a_member_redeems_the_largest_block_before_the_purchase_and_not_from_it() -> None:
    events = run([("1997-01-10", "250.99"), ("1997-01-11", "999.00")])
    assert asked(events) == [("1997-01-11", 200)]
    assert [event.type for event in events[1:3]] == ["redemption.requested", "purchase.completed"]
    assert events[1].time == events[2].time


def test_below_one_block_nothing_is_redeemed() -> None:
    assert asked(run([("1997-01-10", "99.99"), ("1997-01-11", "1.00")])) == []


def test_the_second_order_of_a_day_may_spend_the_points_of_the_first() -> None:
    events = run([("1997-01-10", "100.00"), ("1997-01-10", "5.00")])
    assert asked(events) == [("1997-01-10", 100)]
    assert [f"{event.time:%H:%M:%S}" for event in events[:3]] == ["12:00:00", "12:00:01", "12:00:01"]


def test_points_can_be_spent_on_their_last_day_and_not_on_the_next() -> None:
    assert asked(run([("1997-01-15", "100.00"), ("1998-01-31", "1.00")])) == [("1998-01-31", 100)]
    assert asked(run([("1997-01-15", "100.00"), ("1998-02-01", "1.00")])) == []


def test_the_points_that_expire_first_are_spent_first() -> None:
    events = run([("1997-01-10", "60.00"), ("1997-02-10", "90.00"), ("1997-03-10", "1.00")])
    assert asked(events) == [("1997-03-10", 100)]
    # The sixty of January are used up, fifty of February are left, and the one of March.
    assert due(events) == ["1998-03-01", "1998-04-01"]


def test_expiry_is_asked_for_at_the_months_start_before_the_purchases_of_that_day() -> None:
    events = run([("1997-01-31", "10.00"), ("1998-02-01", "5.00")])
    assert [event.type for event in events[:3]] == ["purchase.completed", "points.expiry_due", "purchase.completed"]
    assert events[1].time == datetime(1998, 2, 1, tzinfo=UTC)
    assert events[1].data == {"as_of": "1998-02-01T00:00:00Z"}


def test_an_order_worth_no_point_is_sent_and_leaves_nothing_to_expire() -> None:
    events = run([("1997-01-10", "0.99")])
    assert [event.type for event in events] == ["purchase.completed"]


def test_a_purchase_carries_money_as_text_exactly_as_it_was_paid() -> None:
    (event, *_) = run([("1997-01-10", "12.00")])
    assert event.subject == "cdnow-00001"
    assert event.data == {
        "order_id": "cdnow-00001/1997-01-10/1",
        "currency": "USD",
        "lines": [{"line_id": "1", "sku": "cd", "quantity": 1, "amount": "12.00"}],
    }


HISTORIES = st.lists(
    st.builds(
        Order,
        customer=st.sampled_from(["00001", "00002", "00003"]),
        day=st.dates(date(1997, 1, 1), date(1998, 6, 30)),
        quantity=st.integers(1, 9),
        amount=st.decimals(0, 500, places=2),
    ),
    min_size=1,
    max_size=40,
).map(lambda orders: sorted(orders, key=lambda order: order.day))


@given(HISTORIES)
def test_sent_again_the_stream_is_the_same_and_every_id_is_its_own(orders: list[Order]) -> None:
    events = replay(orders, redemptions=True).events
    assert events == replay(orders, redemptions=True).events
    assert len({event.id for event in events}) == len(events)
    assert all(len(event.id) <= 128 for event in events)


@given(HISTORIES)
def test_no_member_ever_spends_or_loses_more_than_was_earned(orders: list[Order]) -> None:
    done = replay(orders, redemptions=True)
    total = done.figures.total
    assert total.issued == sum(int(order.amount) for order in orders)
    assert total.closing == total.issued - total.redeemed - total.expired >= 0
    assert all(points % 100 == 0 and points > 0 for _, points in asked(done.events))


@given(HISTORIES)
def test_events_of_a_member_are_in_the_order_of_their_time(orders: list[Order]) -> None:
    events = replay(orders, redemptions=True).events
    for member in {event.subject for event in events}:
        times = [event.time for event in events if event.subject == member]
        assert times == sorted(times)


def run(purchases: list[tuple[str, str]]) -> list[Event]:
    """The events of one customer's purchases, given as (day, amount)."""
    orders = [Order("00001", date.fromisoformat(day), 1, Decimal(amount)) for day, amount in purchases]
    return replay(orders, redemptions=True).events


def asked(events: list[Event]) -> list[tuple[str, int]]:
    """Day and points of the redemptions asked for."""
    return [(f"{e.time:%Y-%m-%d}", int(str(e.data["points"]))) for e in events if e.type == "redemption.requested"]


def due(events: list[Event]) -> list[str]:
    """The days of which expiry was asked for."""
    return [f"{event.time:%Y-%m-%d}" for event in events if event.type == "points.expiry_due"]
