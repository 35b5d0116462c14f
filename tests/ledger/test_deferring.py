"""Deferral: what a sale defers, what a return reverses of it; figures of the standards, worked by hand (L1, L2, L4)."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ledger.deferral import deferred, text_of, units_of
from services.ledger.orders import Order, OrderLine
from services.ledger.returning import reverse
from services.ledger.working import Entry
from tests.ledger.table import Table, check, earning, instant

EXAMPLES = [
    # IFRS 15, illustrative example 52 (ASC 606-10-55-353 to 356): 100,000 of goods, 10,000 points of 1.00, of which 95
    # per cent are expected to be redeemed: 100,000 × 9,500 ÷ 109,500 = 8,676 to the points, 91,324 to the goods.
    ("IFRS 15 example 52", "100000", 10_000, "1", "0.95", "8675.79908676"),
    # A point for each yuan, a hundred for one yuan, 60 per cent redeemed (CAS 14): 1,000,000 × 6,000 ÷ 1,006,000.
    ("one hundred points a yuan", "1000000", 1_000_000, "0.01", "0.60", "5964.21471173"),
    ("everybody redeems", "100", 100, "1", "1", "50.00000000"),
    ("nobody redeems", "100", 100, "1", "0", "0.00000000"),
    ("a bonus on nothing paid", "0", 100, "1", "1", "0.00000000"),
    ("a half goes to the even", "0.0003", 1, "5.9997", "1", "0.00029998"),
    ("and from below", "0.0001", 1, "1.9999", "1", "0.00010000"),
]


@pytest.mark.parametrize(("price", "points", "value", "rate", "said"), [row[1:] for row in EXAMPLES],
                         ids=[row[0] for row in EXAMPLES])  # fmt: skip
def test_l2_the_price_is_shared_out_by_what_goods_and_points_are_worth_alone(
    price: str, points: int, value: str, rate: str, said: str
) -> None:
    worth = units_of(value) * units_of(rate)
    assert text_of(deferred(int(Decimal(price) * 10_000), points, worth)) == said


MONEY = st.integers(min_value=0, max_value=10**16)
FACTOR = st.integers(min_value=0, max_value=10**8)


@given(price=MONEY, points=st.integers(min_value=1, max_value=10**12), value=FACTOR, rate=FACTOR)
def test_l2_scaled_integers_give_what_decimals_of_200_digits_give(
    price: int, points: int, value: int, rate: int
) -> None:
    with localcontext(prec=200):
        paid, alone = Decimal(price).scaleb(-4), points * Decimal(value).scaleb(-8) * Decimal(rate).scaleb(-8)
        exact = paid * alone / (paid + alone) if paid else Decimal(0)
        rounded = exact.quantize(Decimal("1e-8"), ROUND_HALF_EVEN)
    said = deferred(price, points, value * rate)
    assert Decimal(text_of(said)) == rounded
    assert 0 <= said <= price * 10_000
    assert units_of(text_of(said)) == said


@pytest.mark.parametrize(
    ("currency", "amount", "points", "said"),
    # 10.125 × 9.5 ÷ 19.625; 1,500 × 1,425 ÷ 2,925.
    [("KWD", "10.125", 10, "4.90127389"), ("JPY", "1500", 1_500, "730.76923077")],
)
def test_l2_money_of_three_places_and_of_none_is_exact_on_its_way(
    currency: str, amount: str, points: int, said: str
) -> None:
    check(f"""
        programme currency "{currency}"
        estimate  from 2026-01-01 worth 1 redeemed 0.95
        when  ann buys {amount} at 2026-03-01 as o-1 in {currency}
        then  accepted: issued:purchase → active {points} (lot 1)
        and   the deferral is {said} by 2
    """)


def test_l2_a_sale_defers_by_the_estimate_in_force_when_it_happened() -> None:
    check("""
        programme
        estimate  from 2026-02-01 worth 1 redeemed 0.95
        estimate  from 2026-03-01 worth 2 redeemed 0.50
        when  ann buys 100.00 at 2026-01-31T23:59 as o-1
        then  accepted: issued:purchase → active 100 (lot 1)
        and   the deferral is none
        when  ann buys 100.00 at 2026-02-01T00:00 as o-2
        and   the deferral is 48.71794872 by 2
        when  ann buys 100.00 at 2026-02-28T23:59 as o-3
        and   the deferral is 48.71794872 by 2
        when  ann buys 100.00 at 2026-03-01T00:00 as o-4
        and   the deferral is 50.00000000 by 3
    """)


def test_l2_the_price_is_that_of_all_lines_and_what_makes_no_lot_defers_nothing() -> None:
    check("""
        programme
        estimate  from 2026-01-01 worth 1 redeemed 1
        when  ann buys 50.00 + 30.00 of beans + 20.00 unearning
        then  accepted: issued:purchase → active 80 (lot 1)
        and   the deferral is 44.44444444 by 2
        when  ann buys 30.00 unearning
        then  accepted: nothing
        and   the deferral is none
    """)


def test_l5_an_estimate_of_another_programme_says_nothing_here() -> None:
    table = Table()
    table.programme("")
    table.ledger.estimate(programme="other", valid_from="2020-01-01T00:00:00Z", value_per_point="1")
    table.when("ann buys 100.00 at 2026-03-01")
    assert isinstance(table.result, Entry)
    assert table.result.decision.deferred is None


def test_l5_estimates_that_come_before_or_after_a_version_of_the_programme_hold_all_the_same() -> None:
    check("""
        estimate  from 2026-01-01 worth 1 redeemed 1
        programme
        programme from 2026-02-15
        when  ann buys 100.00 at 2026-02-01
        and   the deferral is 50.00000000 by 1
        when  ann buys 100.00 at 2026-03-01
        and   the deferral is 50.00000000 by 1
    """)


def order(lines: list[tuple[int, int, bool]], deferral: int) -> Order:
    """Return an order of lines (quantity, amount in 1/10,000, eligible) that deferred so much."""
    bought = [OrderLine(str(at), quantity, amount, 0, earns) for at, (quantity, amount, earns) in enumerate(lines)]
    return Order("default", "urn:till:1", "o-1", "ann", instant("2026-03-01"), None, 0, bought, "arrears",
                 deferred=deferral, estimate=1)  # fmt: skip


LINES = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 10**9), st.booleans()), min_size=1, max_size=5)


@given(LINES, st.integers(0, 10**15), st.data())
def test_l4_what_the_parts_reverse_is_what_the_whole_does_and_all_of_it_is_d(
    lines: list[tuple[int, int, bool]], deferral: int, data: st.DataObject
) -> None:
    in_parts, at_once = order(lines, deferral), order(lines, deferral)
    units = [line for line, (quantity, _, _) in enumerate(lines) for _ in range(quantity)]
    reversals = []
    for line in data.draw(st.permutations(units)):
        in_parts.lines[line].returned += 1
        reversals.append(reverse(in_parts))
    for bought in at_once.lines:
        bought.returned = bought.quantity
    eligible = sum(amount for _, amount, earns in lines if earns)
    assert all(reversal <= 0 for reversal in reversals)
    assert sum(reversals) == reverse(at_once) == (-deferral if eligible else 0)


@given(st.integers(1, 10**9), st.integers(0, 10**15), st.data())
def test_l4_amounts_reverse_in_proportion_whatever_the_parts(amount: int, deferral: int, data: st.DataObject) -> None:
    bought, back, total = order([(1, amount, True)], deferral), 0, 0
    while back < amount:
        part = data.draw(st.integers(max(1, amount // 6), max(1, amount)))
        part = min(part, amount - back)
        back += part
        bought.returned_amount += part
        total += reverse(bought)
        assert abs(Fraction(-total) - Fraction(deferral * back, amount)) <= Fraction(1, 2)
    assert total == -deferral


def test_l4_a_return_reverses_its_part_by_the_estimate_of_the_sale() -> None:
    check("""
        programme
        estimate  from 2026-01-01 worth 1 redeemed 0.95
        estimate  from 2026-03-02 worth 2 redeemed 0.50
        when  ann buys 10.00 x3 + 90.00 + 7.00 unearning at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 100 (lot 1)
        and   the deferral is 50.32178218 by 2
        when  ann returns line 1 of o-1 at 2026-03-03
        then  accepted: active → clawed_back 3 (lot 1)
        and   the deferral is -1.67739274 by 2
        when  ann returns line 3 of o-1 at 2026-03-03
        then  accepted: nothing
        and   the deferral is 0.00000000 by 2
        when  ann returns 45.00 of o-1 at 2026-03-03
        and   the deferral is -22.64480198 by 2
        when  ann returns line 1 x2 of o-1 at 2026-03-03
        and   the deferral is -3.35478548 by 2
        when  ann returns 45.00 of o-1 at 2026-03-04
        then  accepted: active → clawed_back 45 (lot 1)
        and   the deferral is -22.64480198 by 2
        and   ann has nothing
    """)


def test_l4_with_nothing_eligible_a_return_reverses_nothing() -> None:
    check(f"""
        {earning({"bonus": 10})}
        estimate  from 2026-01-01 worth 1 redeemed 1
        when  ann buys 0.00 x2 as o-1
        then  accepted: issued:purchase → active 10 (lot 1)
        and   the deferral is 0.00000000 by 2
        when  ann returns line 1 x2 of o-1 at 2026-03-03
        then  accepted: active → clawed_back 10 (lot 1)
        and   the deferral is 0.00000000 by 2
    """)


def test_l4_a_return_of_an_order_that_deferred_nothing_reverses_nothing() -> None:
    check("""
        programme
        estimate  from 2026-03-02 worth 1 redeemed 1
        when  ann buys 100.00 at 2026-03-01 as o-1
        when  ann returns 50.00 of o-1 at 2026-03-03
        then  accepted: active → clawed_back 50 (lot 1)
        and   the deferral is none
        when  ann returns 60.00 of o-1 at 2026-03-03
        then  rejected RETURN_EXCEEDS_PURCHASE
        and   the deferral is none
    """)


def test_l4_a_parked_return_reverses_right_after_its_sale() -> None:
    table = check("""
        programme
        estimate  from 2026-01-01 worth 1 redeemed 1
        when  ann returns 25.00 of o-1 at 2026-03-02 as ret-1
        then  parked
        when  ann returns 75.00 of o-1 at 2026-03-02 as ret-2
        then  parked
        when  ann buys 100.00 at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 100 (lot 1)
        and   the deferral is 50.00000000 by 2
    """)
    assert [text_of(entry.decision.deferred or 0) for entry in table.ledger.records] == [
        "50.00000000", "-12.50000000", "-37.50000000",
    ]  # fmt: skip


def test_l4_the_record_of_a_return_names_the_lot_of_the_sale_whoever_paid() -> None:
    table = check("""
        programme
        estimate  from 2026-01-01 worth 1 redeemed 1
        when  ann buys 100.00 at 2026-03-01 as o-1 partner acme
        when  ann redeems 100 at 2026-03-02
        when  ann returns 40.00 of o-1 at 2026-03-03
        then  accepted: arrears → clawed_back 40 (lot 1)
        and   the deferral is -20.00000000 by 2
    """)
    assert (table.ledger.records[-1].decision.explanation or {})["order"]["lot"] == {
        "lot_id": "ann/1", "partner_id": "acme", "earned_at": instant("2026-03-01")
    }  # fmt: skip


def test_l4_no_more_is_reversed_than_was_deferred_however_much_comes_back() -> None:
    check("""
        programme
        estimate  from 2026-01-01 worth 1 redeemed 1
        when  ann buys 100.00 + 100.00 unearning at 2026-03-01 as o-1
        then  accepted: issued:purchase → active 100 (lot 1)
        and   the deferral is 66.66666667 by 2
        when  ann returns 150.00 of o-1 at 2026-03-03
        then  accepted: active → clawed_back 100 (lot 1)
        and   the deferral is -66.66666667 by 2
        when  ann returns 50.00 of o-1 at 2026-03-03
        then  accepted: nothing
        and   the deferral is 0.00000000 by 2
    """)
