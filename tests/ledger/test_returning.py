"""S21–S24: what a return claws back, from where, and what happens to a return that comes before its purchase."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from schemas.cloudevents import decode
from schemas.events import Event
from services.ledger.nouns import Order, OrderLine
from services.ledger.returning import claw_of
from tests.ledger.memory import MemoryLedger, fold, version
from tests.ledger.table import check, instant

FORTY_EUROS = "given ann bought 10.00 for 20 + 10.00 for 30 + 20.00 for 20 on 2026-01-01 as o-1"
"""10 on A and 20 on B are bonuses; C earned 1 point per euro."""


def test_s21_the_forty_euro_order_by_lines_claws_20() -> None:
    check(f"""
        {FORTY_EUROS}
        when  ann returns line 3 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 20 (lot 1)
        and   the claw is 20, covered 0, shortfall 0
        and   ann has active 50
    """)


def test_s21_the_forty_euro_order_by_amount_claws_35() -> None:
    table = check(f"""
        {FORTY_EUROS}
        when  ann returns 20.00 of o-1 at 2026-03-01 as ret-1
        then  accepted: active → clawed_back 35 (lot 1)
        and   ann has active 35
    """)
    assert table.ledger.records[-1].decision.explanation == {
        "order": {"source": "urn:till:1", "order_id": "o-1"},
        "clawed": 35,
        "covered": 0,
        "shortfall": 0,
        "returned_amount": "20.00",
    }


def test_s21_lines_and_amounts_add_up_and_all_that_was_eligible_claws_all() -> None:
    check(f"""
        {FORTY_EUROS}
        when  ann returns line 3 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 20 (lot 1)
        when  ann returns 10.00 of o-1
        then  accepted: active → clawed_back 17 (lot 1)
        when  ann returns 9.99 of o-1
        then  accepted: active → clawed_back 17 (lot 1)
        and   ann has active 16
        when  ann returns 0.01 of o-1
        then  accepted: active → clawed_back 16 (lot 1)
        and   ann has nothing
    """)


def test_s21_parts_of_a_line_claw_what_the_whole_line_does() -> None:
    check("""
        given ann bought 10.00 for 10 of 3 on 2026-01-01 as o-1
        when  ann returns line 1 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 3 (lot 1)
        when  ann returns line 1 of o-1
        then  accepted: active → clawed_back 3 (lot 1)
        when  ann returns line 1 of o-1
        then  accepted: active → clawed_back 4 (lot 1)
        when  ann returns line 1 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
    """)


def test_s21_lines_that_earned_nothing_claw_nothing() -> None:
    check("""
        given ann bought 10.00 for 10 + 30.00 for 0 unearning on 2026-01-01 as o-1
        when  ann returns line 2 of o-1 at 2026-03-01
        then  accepted: nothing
        when  ann returns 5.00 of o-1
        then  accepted: active → clawed_back 5 (lot 1)
        when  ann returns 5.01 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns 5.00 of o-1
        then  accepted: active → clawed_back 5 (lot 1)
    """)


def test_s21_of_a_bonus_alone_only_lines_count() -> None:
    check("""
        given ann bought 0.00 for 10 + 5.00 for 0 unearning on 2026-01-01 as o-1
        when  ann returns 5.00 of o-1 at 2026-03-01
        then  accepted: nothing
        when  ann returns line 1 of o-1
        then  accepted: active → clawed_back 10 (lot 1)
    """)


def test_s21_an_order_without_points_can_be_returned_all_the_same() -> None:
    check("""
        when  ann buys 0.50 at 2026-03-01 as o-1
        then  accepted: nothing
        when  ann returns 0.30 of o-1
        then  accepted: nothing
        when  ann returns 0.30 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
    """)


def test_s21_more_than_was_bought_does_not_come_back() -> None:
    check("""
        when  ann buys 10.00 x2 + 5.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 15 (lot 1)
        when  ann returns line 1 x3 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns 15.01 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns line 1 of o-1
        then  accepted: active → clawed_back 5 (lot 1)
        when  ann returns 10.01 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns 10.00 of o-1
        then  accepted: active → clawed_back 10 (lot 1)
        when  ann returns line 2 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
    """)


def test_s21_the_guards_of_a_return_stand_in_order() -> None:
    check("""
        given bob is open
        given closed is closed
        when  ann buys 10.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 10 (lot 1)
        when  closed returns line 9 x99 of o-9
        then  rejected MEMBER_CLOSED
        when  bob returns line 9 x99 of o-9
        then  parked
        when  nobody returns line 9 x99 of o-1
        then  rejected MEMBER_UNKNOWN
        when  bob returns line 9 x99 of o-1
        then  rejected ORDER_OF_OTHER_MEMBER
        when  ann returns line 9 x99 of o-1
        then  rejected LINE_UNKNOWN
        when  ann returns line 1 x99 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns line 1 of o-1 as ret-1 id first
        then  accepted: active → clawed_back 10 (lot 1)
        when  ann returns line 1 of o-1 as ret-1
        then  duplicate of first
        when  ann returns 1.00 of o-1 as ret-1
        then  rejected DUPLICATE_RETURN_ID
    """)


def test_s21_a_return_is_never_priced_by_todays_rate() -> None:
    check("""
        programme from 2026-01-01 earning {"rate": {"points": 1}}
        programme from 2026-03-01 earning {"rate": {"points": 2}}; return_policy "write_off"
        clock     2026-03-02
        when      ann buys 50.00 at 2026-02-28 as o-1
        then      accepted: issued:purchase → active 50 (lot 1)
        when      ann buys 50.00 at 2026-03-01 as o-2
        then      accepted: issued:purchase → active 100 (lot 2)
        when      ann returns 50.00 of o-1
        then      accepted: active → clawed_back 50 (lot 1)
        and       ann has active 100
    """)


ORDERS = st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 12), st.integers(0, 500)), min_size=1, max_size=6)


def an_order(lines: Sequence[tuple[int, int, int]]) -> Order:
    """Return an order of lines of (amount, quantity, points)."""
    made = [OrderLine(str(at), quantity, amount, points, eligible=True)
            for at, (amount, quantity, points) in enumerate(lines)]  # fmt: skip
    points = sum(line.points for line in made)
    return Order("default", "urn:till:1", "o-1", "ann", instant("2026-03-01"), 1, points, made, "arrears")


@given(ORDERS, st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=30))
def test_s21_returns_in_pieces_claw_what_one_whole_return_does(
    lines: list[tuple[int, int, int]], pieces: list[tuple[int, int]]
) -> None:
    in_pieces, whole, last = an_order(lines), an_order(lines), 0
    for at, quantity in pieces:
        line = in_pieces.lines[at % len(lines)]
        line.returned = min(line.quantity, line.returned + quantity)
        assert last <= claw_of(in_pieces) <= in_pieces.points, "what came back is never given again"
        last = claw_of(in_pieces)
    for line, same in zip(whole.lines, in_pieces.lines, strict=True):
        line.returned = same.returned
    assert claw_of(whole) == last
    for line in in_pieces.lines:
        line.returned = line.quantity
    assert claw_of(in_pieces) == in_pieces.points


@given(ORDERS, st.lists(st.integers(1, 10**7), min_size=1, max_size=10))
def test_s21_amounts_in_pieces_claw_what_one_whole_amount_does(
    lines: list[tuple[int, int, int]], pieces: list[int]
) -> None:
    order = an_order(lines)
    total = sum(line.amount for line in order.lines)
    last = 0
    for piece in pieces:
        order.returned_amount = min(total, order.returned_amount + piece)
        assert last <= (last := claw_of(order)) <= order.points
    expected = order.points * order.returned_amount // total if total else 0
    assert last == expected
    if total:
        order.returned_amount = total
        assert claw_of(order) == order.points


def test_s22_expired_points_count_as_clawed_each_once() -> None:
    check("""
        given ann bought 30.00 for 30 on 2026-01-01 expiring 2026-03-01 as o-1
        given ann has 100 active earned 2026-01-01
        when  ann redeems 10 at 2026-02-01 as r-1
        then  accepted: active → redeemed 10 (lot 1)
        when  expiry is due for ann as of 2026-03-01
        then  accepted: active → expired 20 (lot 1)
        when  ann returns 15.00 of o-1 at 2026-03-02
        then  accepted: nothing
        and   the claw is 15, covered 15, shortfall 0
        when  ann returns 15.00 of o-1
        then  accepted: active → clawed_back 10 (lot 2)
        and   the claw is 15, covered 5, shortfall 0
        and   ann has active 90
    """)


def test_s22_points_that_a_cancel_gave_back_and_expired_cover_too() -> None:
    check("""
        given ann bought 30.00 for 30 on 2026-01-01 expiring 2026-03-01 as o-1
        when  ann redeems 30 at 2026-02-01 as r-1
        then  accepted: active → redeemed 30 (lot 1)
        when  ann cancels r-1 at 2026-03-02 as c-1
        then  accepted: redeemed → active 30 (lot 1); active → expired 30 (lot 1)
        when  ann returns 30.00 of o-1
        then  accepted: nothing
        and   the claw is 30, covered 30, shortfall 0
    """)


def test_s22_the_own_lot_gives_first_even_past_its_date_then_the_others_in_order() -> None:
    check("""
        given ann has 5 active earned 2026-01-01 expiring 2026-03-02
        given ann has 5 active earned 2026-01-01 expiring 2026-02-20
        given ann bought 30.00 for 30 on 2026-01-02 expiring 2026-02-25 as o-1
        given ann has 100 active earned 2026-01-01
        when  ann redeems 20 at 2026-01-10
        then  accepted: active → redeemed 5 (lot 2); active → redeemed 15 (lot 3)
        when  ann returns 30.00 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 15 (lot 3); active → clawed_back 5 (lot 1); active → clawed_back 10 (lot 4)
        and   ann has active 90
    """)


def test_s22_what_is_pending_goes_before_what_is_active() -> None:
    check("""
        programme earning {"pending_days": 14}
        when      ann buys 30.00 at 2026-03-01 as o-1
        then      accepted: issued:purchase → pending 30 (lot 1)
        when      ann returns 10.00 of o-1 at 2026-03-02
        then      accepted: pending → clawed_back 10 (lot 1)
        when      ann returns 10.00 of o-1 at 2026-03-15
        then      accepted: pending → active 20 (lot 1); active → clawed_back 10 (lot 1)
        and       ann has active 10
    """)


def test_s22_a_shortfall_is_a_debt_that_later_points_pay() -> None:
    check("""
        when  ann buys 50.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 50 (lot 1)
        when  ann redeems 50
        then  accepted: active → redeemed 50 (lot 1)
        when  ann returns 50.00 of o-1
        then  accepted: arrears → clawed_back 50 (lot 1)
        and   the claw is 50, covered 0, shortfall 50
        and   ann has arrears -50
        when  ann buys 80.00
        then  accepted: issued:purchase → active 80 (lot 2); active → arrears 50 (lot 2)
        and   ann has active 30
    """)


def test_s22_or_it_is_written_off_as_the_purchase_froze_it() -> None:
    check("""
        programme from 2026-01-01 return_policy "write_off"
        programme from 2026-03-02 return_policy "arrears"
        when      ann buys 50.00 at 2026-03-01 as o-1
        then      accepted: issued:purchase → active 50 (lot 1)
        when      ann redeems 20
        then      accepted: active → redeemed 20 (lot 1)
        when      ann returns 50.00 of o-1 at 2026-03-03
        then      accepted: active → clawed_back 30 (lot 1); written_off → clawed_back 20 (lot 1)
        and       ann has nothing
    """)


def test_s22_holds_are_not_broken() -> None:
    check("""
        given ann bought 50.00 for 50 on 2026-01-01 as o-1
        when  ann reserves 40 for 60 at 2026-03-01 as r-1
        then  accepted: active → held 40 (lot 1)
        when  ann returns 50.00 of o-1
        then  accepted: active → clawed_back 10 (lot 1); arrears → clawed_back 40 (lot 1)
        when  ann captures r-1
        then  accepted: held → redeemed 40 (lot 1)
        and   ann has arrears -40
    """)


def test_s23_a_return_waits_for_its_purchase_and_is_decided_right_after_it() -> None:
    table = check("""
        when  ann returns 20.00 of o-1 at 2026-03-01 id early
        then  parked
        when  ann returns 31.00 of o-1 id second
        then  parked
        when  ann returns 10.00 of o-1 id third
        then  parked
        when  ann buys 50.00 at 2026-03-01T12:00 as o-1 id purchase
        then  accepted: issued:purchase → active 50 (lot 1)
        and   the records are purchase, early, second, third
        and   ann has active 20
    """)
    early, second, third = [record.decision for record in table.ledger.records[1:]]
    assert early.effective_at == instant("2026-03-01T12:00"), "no earlier than the purchase"
    assert [second.reason, third.reason] == ["RETURN_EXCEEDS_PURCHASE", None]


def test_s23_a_return_of_a_refused_purchase_is_refused_and_one_that_comes_later_waits() -> None:
    table = check("""
        when  ann returns 20.00 of o-1 at 2026-03-01 id early
        then  parked
        when  ann buys 50.00 in CHF as o-1 id wrong
        then  rejected CURRENCY_MISMATCH
        and   the records are wrong, early
        when  ann returns 20.00 of o-1 at 2026-03-01 id late
        then  parked
        when  ann buys 50.00 as o-1 id right
        then  accepted: issued:purchase → active 50 (lot 1)
        and   the records are wrong, early, right, late
        and   ann has active 30
    """)
    assert table.ledger.records[1].decision.reason == "ORDER_REJECTED"


def test_s23_somebody_elses_return_waits_too_and_is_refused() -> None:
    table = check("""
        given bob is open
        when  bob returns 20.00 of o-1 at 2026-03-01 id early
        then  parked
        when  ann buys 50.00 as o-1
        then  accepted: issued:purchase → active 50 (lot 1)
        and   ann has active 50
    """)
    assert table.ledger.records[1].decision.reason == "ORDER_OF_OTHER_MEMBER"


def test_s23_orders_of_two_sources_are_two_orders() -> None:
    check("""
        when  ann buys 50.00 at 2026-03-01 as o-1 from urn:till:2
        then  accepted: issued:purchase → active 50 (lot 1)
        when  ann returns 20.00 of o-1 from urn:till:3
        then  parked
        when  ann returns 20.00 of o-1 from urn:till:2
        then  accepted: active → clawed_back 20 (lot 1)
    """)


def test_s24_a_return_leaves_what_other_purchases_and_lines_earned_as_it_is() -> None:
    check("""
        when  ann buys 1.50 + 1.50 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 3 (lot 1)
        and   the lines earn 2, 1
        when  ann buys 9.00 as o-2
        then  accepted: issued:purchase → active 9 (lot 2)
        when  ann returns line 1 of o-1
        then  accepted: active → clawed_back 2 (lot 1)
        and   ann has active 10
        and   lot 2 of ann has active 9
    """)


def sent(number: int, event_type: str, data: dict[str, Any], at: datetime) -> Event:
    """Return an event of ann as it comes off the wire."""
    attributes = {"specversion": "1.0", "id": f"e-{number}", "source": "urn:till:1", "type": event_type,
                  "time": at.isoformat(), "subject": "ann"}  # fmt: skip
    return decode(None, [(f"ce_{name}", text.encode()) for name, text in attributes.items()], orjson.dumps(data))


def bought(order: str, amount: str) -> tuple[str, dict[str, Any]]:
    """Return a purchase of one line."""
    line = {"line_id": "1", "sku": "sku", "quantity": 1, "amount": amount}
    return "purchase.completed", {"order_id": order, "currency": "EUR", "lines": [line]}


STORY = [
    bought("o-1", "50"),
    ("purchase.returned", {"order_id": "o-1", "return_id": "ret-1", "amount": "50"}),
    bought("o-2", "21"),
    ("purchase.returned", {"order_id": "o-2", "return_id": "ret-2", "lines": [{"line_id": "1", "quantity": 1}]}),
    bought("o-3", "50"),
]
EVENTS = [sent(number, *what, instant("2026-03-01") + timedelta(minutes=number)) for number, what in enumerate(STORY)]


def balance_after(batches: Sequence[Sequence[Event]]) -> tuple[int, int, int]:
    """Return active, arrears, and records of ann after batches."""
    ledger = MemoryLedger()
    ledger.publish(version())
    for batch in batches:
        ledger.post(batch, instant("2026-03-02"))
    assert sum(fold(ledger.records).total.values()) == 0
    ann = ledger.member("ann")
    return ann.active, ann.arrears, len(ledger.records)


def test_s23_in_any_order_the_balance_is_50() -> None:
    for order in permutations(EVENTS):
        assert balance_after([[event] for event in order]) == (50, 0, 5)
        assert balance_after([order]) == (50, 0, 5), "in one batch"


@given(st.permutations(EVENTS * 2), st.integers(0, 10))
def test_s23_in_any_order_and_delivered_twice_the_balance_is_50(order: list[Event], cut: int) -> None:
    assert balance_after([order[:cut], order[cut:]]) == (50, 0, 5)
