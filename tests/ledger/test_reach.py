"""How far lots were read, and what follows: what is known is concluded, what is not is asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ledger.lots import can_spend, settle, spendable_lots, spendable_points
from services.ledger.nouns import Lot, LotsRead, Member
from services.ledger.reach import MoreLotsNeeded, every_lot, note_next_activation, note_next_expiry, see_past

START = datetime(2026, 1, 1, tzinfo=UTC)
LATER = START + timedelta(days=400)


def day(number: int) -> datetime:
    """Return a day of the year, from 0."""
    return START + timedelta(days=number)


def member(*read: int, first: int, activation: int | None = None, pending: bool = False) -> Member:
    """Return a member of ten lots of 10 points, earned on days 0 to 9, that expire on days 100 to 109, some read."""
    lots = [
        Lot(n + 1, "purchase", None, day(n), day(n), day(100 + n), 10, 10 * pending, 10 * (not pending))
        for n in sorted(read)
    ]
    made = Member(0, "p", "ann", "open", lots_made=10, active=100 * (not pending), pending=100 * pending, lots=lots)
    made.next_expiry, made.next_activation = day(100), day(0) if pending else None
    last = first - 1
    order = (day(100 + last), day(last), last + 1) if first else None
    made.read = LotsRead(first, order, None if activation is None else day(activation))
    return made


def asks(first: int) -> "pytest.RaisesExc[MoreLotsNeeded]":
    """Expect to be asked for so many lots."""
    return pytest.raises(MoreLotsNeeded, match=f"^{first} lots of 'ann' are needed$")


def test_what_was_read_may_be_enough() -> None:
    ann = member(0, 1, 2, first=3)
    assert can_spend(ann, 30, day(50))
    assert [lot.number for _, lot in zip(range(3), spendable_lots(ann, day(50)), strict=False)] == [1, 2, 3]


def test_what_was_not_read_is_known_in_sum() -> None:
    assert not can_spend(member(0, 1, 2, first=3), 101, day(50))
    with asks(24):
        can_spend(member(0, 1, 2, first=3), 31, day(50))
    with asks(24):
        spendable_points(member(0, 1, 2, first=3), day(50))
    with asks(24):
        every_lot(member(0, 1, 2, first=3))
    assert len(every_lot(member(*range(10), first=10))) == 10


def test_a_lot_that_an_order_names_does_not_go_before_those_that_were_not_read() -> None:
    ann = member(0, 7, first=1)
    assert can_spend(ann, 20, day(50))
    lots = spendable_lots(ann, day(50))
    assert next(lots).number == 1
    with asks(8):
        next(lots)


def test_after_the_last_that_was_read_come_the_others() -> None:
    lots = spendable_lots(member(0, first=1), day(50))
    next(lots)
    with asks(8):
        next(lots)
    assert len(list(spendable_lots(member(*range(10), first=10), day(50)))) == 10


def test_s15a_settling_sees_every_pending_part_that_is_due() -> None:
    with asks(8):
        settle([], member(first=0, pending=True), day(3))
    with asks(8):
        settle([], member(0, 1, 2, first=0, activation=2, pending=True), day(2))
    ann = member(0, 1, 2, first=0, activation=2, pending=True)
    settle([], ann, day(1))
    assert (ann.active, ann.pending, ann.next_activation) == (20, 80, day(2))


def test_the_next_activation_is_not_guessed() -> None:
    ann = member(0, 1, first=0, activation=1, pending=True)
    for lot in ann.lots:
        lot.pending, ann.pending = 0, ann.pending - 10
    with asks(8):
        note_next_activation(ann)
    ann = member(first=0, pending=True)
    note_next_activation(ann)
    assert ann.next_activation == day(0), "nothing was read, so nothing has changed"


def test_the_next_expiry_is_not_guessed() -> None:
    ann = member(0, 1, first=2)
    ann.lots[0].active, ann.active = 0, 90
    note_next_expiry(ann)
    assert ann.next_expiry == day(101)
    ann.lots[1].active, ann.active = 0, 80
    with asks(16):
        note_next_expiry(ann)
    ann = member(7, first=0)
    note_next_expiry(ann)
    assert ann.next_expiry == day(100), "none was read in order, so none that is earlier has changed"


def test_s25_a_sweep_sees_all_that_is_past() -> None:
    see_past(member(0, 1, first=2), day(100))
    with asks(16):
        see_past(member(0, 1, first=2), day(101))
    see_past(member(*range(10), first=10), LATER)


def test_s9_lots_that_do_not_add_up_are_a_fault_and_no_reason_to_ask_for_ever() -> None:
    ann = member(*range(10), first=10)
    ann.active += 1
    with pytest.raises(ArithmeticError, match="S9: the lots of 'ann' do not add up"):
        can_spend(ann, 101, day(50))
