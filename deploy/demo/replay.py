"""From purchases to events: what a shop with a loyalty programme would have sent, and what must come of it.

The driver has to know what a member can spend, as a till would, to ask for the largest multiple of 100. It keeps its
own small model of lots for that, apart from the ledger's: where the two disagree, the demo's table shows it. Pure:
nothing here reads a clock, a file but the expected figures, or the network.

The programme: one point per whole dollar of an order; points live twelve months, rounded up to the end of the month, so
those of 15 January 1997 can be spent until 31 January 1998 and expire at the midnight that ends it; all times are UTC.
"""

import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from deploy.demo.cdnow import Order

PROGRAMME = "cdnow"
SOURCE = "urn:demo:cdnow"
BLOCK = 100  # members redeem in multiples of this
LIFE_MONTHS = 12
SWEPT_UNTIL = date(1998, 7, 1)  # the day the expected figures are as of
NOON = time(12, tzinfo=UTC)

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Event:
    """One CloudEvent of the programme: `subject` is the member, `data` as the contract wants it."""

    subject: str
    id: str
    type: str
    time: datetime
    data: Json


class Month(NamedTuple):
    """One line of the roll-forward, in points: opening + issued − redeemed − expired = closing."""

    opening: int
    issued: int
    redeemed: int
    expired: int
    closing: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the stream comes to: the roll-forward by month (`YYYY-MM`), and how many redemptions and members."""

    months: dict[str, Month]
    redemptions: int
    members: int

    @property
    def total(self) -> Month:
        """All months as one line."""
        lines = list(self.months.values())
        issued, redeemed, expired = (sum(column) for column in zip(*(line[1:4] for line in lines), strict=True))
        return Month(lines[0].opening, issued, redeemed, expired, lines[-1].closing)


@dataclass(frozen=True, slots=True)
class Replay:
    """The events in the order to send them, and what the driver's own model says they come to."""

    events: list[Event]
    figures: Figures


def expected(*, redemptions: bool) -> Figures:
    """The figures fixed beforehand (`expected.json`), as a roll-forward."""
    case = json.loads(Path(__file__).with_name("expected.json").read_text())["with" if redemptions else "without"]
    return Figures(_roll_forward(case["months"].items()), case["redemptions"], case["members"])


def replay(orders: Sequence[Order], *, redemptions: bool, until: date = SWEPT_UNTIL) -> Replay:
    """The events of `orders` (sorted by day) with the month-start sweeps up to and including `until`."""
    model = _Model()
    events: list[Event] = []
    sweep_on = _next_month(orders[0].day)
    for order in orders:
        while sweep_on <= order.day:
            events += model.sweep(sweep_on)
            sweep_on = _next_month(sweep_on)
        events += model.buy(order, redemptions=redemptions)
    while sweep_on <= until:
        events += model.sweep(sweep_on)
        sweep_on = _next_month(sweep_on)
    return Replay(events, model.figures())


@dataclass(slots=True)
class _Lot:
    expires_on: date  # from the midnight that begins this day the points are gone
    points: int


class _Model:
    """What every member holds, and what the months came to."""

    def __init__(self) -> None:
        # A member's lots in the order they were earned. All live equally long, so this is also the order they expire
        # in, which is the order a redemption takes them in.
        self._lots: defaultdict[str, deque[_Lot]] = defaultdict(deque)
        self._expiring: defaultdict[date, set[str]] = defaultdict(set)
        self._orders_of_day: Counter[tuple[str, date]] = Counter()
        self._months: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._redemptions = 0
        self._members: set[str] = set()

    def buy(self, order: Order, *, redemptions: bool) -> Iterator[Event]:
        """The purchase, and before it the redemption of what can be spent then, if it is a block or more."""
        self._members.add(order.customer)
        self._orders_of_day[order.customer, order.day] += 1
        number = self._orders_of_day[order.customer, order.day]
        # A further order of the day comes a second later: its redemption may spend the points of the one before.
        at = datetime.combine(order.day, NOON) + timedelta(seconds=number - 1)
        order_id = f"{member_id(order.customer)}/{order.day}/{number}"
        if redemptions and (points := self._spendable(order.customer, order.day) // BLOCK * BLOCK):
            self._take(order.customer, order.day, points)
            data: Json = {"redemption_id": order_id, "points": points}
            yield Event(member_id(order.customer), f"{order_id}/redemption", "redemption.requested", at, data)
        self._earn(order.customer, order.day, int(order.amount))
        yield Event(
            member_id(order.customer), f"{order_id}/purchase", "purchase.completed", at, _purchase(order_id, order)
        )

    def sweep(self, day: date) -> Iterator[Event]:
        """One `points.expiry_due`, as of the midnight that begins `day`, for each member who then has something due."""
        at = datetime.combine(day, time(tzinfo=UTC))
        for customer in sorted(self._expiring.pop(day, ())):
            lots = self._lots[customer]
            expired = 0
            while lots and lots[0].expires_on <= day:
                expired += lots.popleft().points
            if expired:
                self._months[_period(day)][2] += expired
                event_id = f"{member_id(customer)}/{day}/expiry"
                yield Event(member_id(customer), event_id, "points.expiry_due", at, {"as_of": rfc3339(at)})

    def figures(self) -> Figures:
        """What all events so far come to."""
        return Figures(_roll_forward(sorted(self._months.items())), self._redemptions, len(self._members))

    def _spendable(self, customer: str, day: date) -> int:
        return sum(lot.points for lot in self._lots[customer] if day < lot.expires_on)

    def _take(self, customer: str, day: date, points: int) -> None:
        self._months[_period(day)][1] += points
        self._redemptions += 1
        for lot in self._lots[customer]:
            if day < lot.expires_on:
                taken = min(points, lot.points)
                lot.points -= taken
                points -= taken

    def _earn(self, customer: str, day: date, points: int) -> None:
        self._months[_period(day)][0] += points
        expires_on = _expiry(day)
        lots = self._lots[customer]
        # Lots used up are of no interest any more; those behind them keep their order.
        for _ in list(takewhile(lambda lot: lot.points == 0, lots)):
            lots.popleft()
        lots.append(_Lot(expires_on, points))
        self._expiring[expires_on].add(customer)


def member_id(customer: str) -> str:
    """The member of a customer number: with letters, since an id of digits alone would look like a card number."""
    return f"cdnow-{customer}"


def rfc3339(at: datetime) -> str:
    """An instant in UTC as the contract writes it, `1997-01-01T12:00:00Z`."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _purchase(order_id: str, order: Order) -> Json:
    # Money is a string: a float would not be what was paid.
    line = {"line_id": "1", "sku": "cd", "quantity": order.quantity, "amount": str(order.amount)}
    return {"order_id": order_id, "currency": "USD", "lines": [line]}


def _roll_forward(months: Iterable[tuple[str, Sequence[int]]]) -> dict[str, Month]:
    """Lines of issued, redeemed, expired, in order of the months, with what each opens and closes with."""
    lines: dict[str, Month] = {}
    balance = 0
    for period, (issued, redeemed, expired) in months:
        closing = balance + issued - redeemed - expired
        lines[period] = Month(balance, issued, redeemed, expired, closing)
        balance = closing
    return lines


def _expiry(day: date) -> date:
    """The first day on which points earned on `day` are gone: the one after the end of the same month, a year on."""
    months = day.year * 12 + day.month - 1 + LIFE_MONTHS
    return _next_month(date(months // 12, months % 12 + 1, 1))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _period(day: date) -> str:
    return f"{day:%Y-%m}"
