"""S23: what happens to a return that comes before its purchase; in any order the balance is the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cloudevents import decode
from schemas.events import Event
from tests.ledger.accounts import fold
from tests.ledger.memory import MemoryLedger, version
from tests.ledger.table import check, executed, instant


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


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_s29_what_waits_of_an_erased_member_is_forgotten_however_the_batches_are_cut(in_one_batch: bool) -> None:  # noqa: FBT001
    erasure = executed("p-1", "member.erased", "default", "ann", {}, instant("2026-03-02"))
    story = [sent(8, *bought("o-9", "5"), instant("2026-03-01")), EVENTS[1], erasure, EVENTS[0], EVENTS[1]]
    ledger = MemoryLedger()
    ledger.publish(version())
    for batch in [story] if in_one_batch else [[event] for event in story]:
        ledger.post(batch, instant("2026-03-02"))
    records = [(record.event.id, record.decision.reason) for record in ledger.records]
    assert records == [("e-8", None), ("p-1", None), ("e-0", "MEMBER_CLOSED"), ("e-1", "MEMBER_CLOSED")]
    assert not any(ledger.parked.values())
