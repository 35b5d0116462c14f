"""S21 and S24: what a return claws back."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from services.ledger.orders import Order, OrderLine
from services.ledger.returning import claw_of
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
        "order": {
            "source": "urn:till:1",
            "order_id": "o-1",
            "lot": {"lot_id": "ann/1", "earned_at": instant("2026-01-01")},
        },
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


def test_s21_a_third_of_a_line_is_exactly_a_third_of_its_amount() -> None:
    check("""
        given ann bought 10.00 for 10 of 3 on 2026-01-01 as o-1
        when  ann returns line 1 of o-1 at 2026-03-01
        then  accepted: active → clawed_back 3 (lot 1)
        when  ann returns 6.6667 of o-1
        then  rejected RETURN_EXCEEDS_PURCHASE
        when  ann returns 6.6666 of o-1
        then  accepted: active → clawed_back 6 (lot 1)
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
