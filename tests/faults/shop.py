"""A shop's events of all kinds, and what must come of them by a model that shares no code with the services.

The main part is a replay as the demo has it: two years of purchases, redemptions of what is spendable, sweeps of what
expires, with the figures of its own model of lots. Beside it, as long as it is asked for: enrolments with private
attributes, messages that are not events, and customers at the counter who buy today, and redeem over Kafka and HTTP at
the same time, always less than they have.
"""

import random
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import orjson

from deploy.demo.cdnow import Order
from deploy.demo.replay import SOURCE, Month, replay
from deploy.demo.replay import Event as ReplayEvent
from deploy.demo.stream import wire
from deploy.demo.till import PROGRAMME_VERSION
from services.kit.shards import shard_of
from tests.installation import Installation, Sent

FIRST_DAY, DAYS = date(1997, 1, 1), 540
SEED = 20_261_122
COUNTER_CUSTOMERS = 8
STOCK, BOUGHT, REDEEMED = 100_000, 300, 100
COUNTER = "counter"
"""The line of the roll-forward that holds everything of today; the replay's lines are months of 1997 and 1998."""
NEVER_HOLDS = {"rule_id": "never", "bonus": 1, "when": {"birthday": True, "channels": ["nowhere"]}}
"""A rule that asks when members were born, and gives nothing."""
WHISPERED = "is said of members who are erased afterwards; then it stands nowhere"
WELCOME = 10
"""Points for who enrols, half of which a partner pays."""
PARTNER = "fuel"
WELCOMES = {
    "rule_id": "welcome", "on": "enrolment", "bonus": WELCOME, "funded_by": [{"partner_id": PARTNER, "share": "0.5"}],
}  # fmt: skip
TIERS = {
    "metric": "spend", "window": {"kind": "calendar_year"},
    "levels": [{"tier": "silver", "threshold": "1"}, {"tier": "gold", "threshold": "80"}],
}  # fmt: skip
"""Tiers that give nothing: what members have is the same with them and without."""
TERMS = {
    **PROGRAMME_VERSION,
    "valid_from": "1997-01-01T00:00:00Z",
    "earning": {"rate": {"points": 1, "per": "1"}, "rules": [NEVER_HOLDS, WELCOMES]},
    "tiers": TIERS,
    # Nobody reaches the limit; what was redeemed on a day is asked for where there is one.
    "redemption": {**PROGRAMME_VERSION["redemption"], "points_per_day": 1_000_000_000},
}
PATIENT = "patient"
"""A second programme, whose points are pending for a day."""
Identity = tuple[str, str]


def orders(purchases: int, customers: int) -> list[Order]:
    """Return purchases by day, the same ones every time."""
    chance = random.Random(SEED)
    made = [
        Order(
            str(chance.randrange(customers)), FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            chance.randint(1, 5), Decimal(chance.randint(500, 15_000)) / 100,
        )
        for _ in range(purchases)
    ]  # fmt: skip
    return sorted(made, key=lambda order: order.day)


@dataclass(slots=True)
class Expected:
    """What must be in the ledger once everything that was sent is posted: every event once, and every figure."""

    events: Counter[Identity] = field(default_factory=Counter)
    months: dict[str, Month] = field(default_factory=dict)
    issued: int = 0
    redeemed: int = 0
    set_aside: int = 0


class Shop:
    """Sends, and keeps the books of what it sent."""

    def __init__(self, installation: Installation, *, purchases: int, customers: int) -> None:
        history = replay(orders(purchases, customers), redemptions=True)
        self._installation = installation
        self._replayed = deque(history.events)
        self._today = datetime.now(UTC) - timedelta(days=1)
        self._chunks = 0
        self._later: list[Sent] = []
        self._guest: Sent | None = None
        self.messages: list[Sent] = []
        """What went to Kafka, in order; a till's events come to it by HTTP."""
        self.expected = Expected(months=history.figures.months)
        self.expected.events.update((SOURCE, event.id) for event in history.events)

    async def open(self) -> None:
        """Publish the programme, and sell the counter's customers more than they will ever redeem."""
        await self._installation.publish_programme(**TERMS)
        earning = {**TERMS["earning"], "pending_days": 1}
        await self._installation.publish_programme(**{**TERMS, "programme": PATIENT, "earning": earning})
        await self._send([self._purchase(f"stock-{who}", who, STOCK) for who in range(COUNTER_CUSTOMERS)])

    async def send_chunk(self, events: int) -> None:
        """Send the next events of the replay, while there are any, and one of each other kind."""
        await self._send([_sent(self._replayed.popleft()) for _ in range(min(events, len(self._replayed)))])
        self._chunks += 1
        number, who = self._chunks, self._chunks % COUNTER_CUSTOMERS
        name = f"guest-{number}"
        guest = ReplayEvent(name, name, "member.enrolled", self._today, {"attributes": {"birth_month": 5}})
        self.expected.events[SOURCE, guest.id] += 1
        self.expected.issued += WELCOME
        self.expected.set_aside += 1
        await self._send(
            [
                _sent(guest),
                Sent(f"noise-{number}".encode(), [("content-type", b"application/json")], b"not an event"),
                self._purchase(f"bought-{number}", who, BOUGHT),
                self.redemption(f"redeemed-{number}", who),
                self._booked(f"totals-{number}", SOURCE, "totals.reported",
                             {"business_date": FIRST_DAY.isoformat(), "type": "purchase.completed", "count": number}),
            ]
        )  # fmt: skip
        if self._guest is not None:
            await self._send([self._guest])  # It comes again, with its private attributes.
        self._guest = _sent(guest)
        if events:
            await self._send_what_refers(number, who)
            await self._send_what_moves(number, who)
            await self._send_what_waits(number)
            await self._send_who_climbs(number)

    async def send_rest(self) -> None:
        """Send all that is left of the replay, and of what refers to an event before it."""
        await self._send([_sent(event) for event in self._replayed] + self._later)
        self._replayed.clear()
        self._later = []

    async def _send_what_refers(self, number: int, who: int) -> None:
        """Send events that refer to another, some of which comes with the next chunk only: a return before its purchase
        (of a gift that earned nothing, on the day before whoever buys it came to their tier), a hold and its release,
        and what a partner's customer redeems with it and cancels later.
        """
        early, gift, giver = f"early-{number}", f"gift-{number}", f"giver-{number}"
        line: dict[str, object] = {"line_id": "1", "sku": "cd", "quantity": 1, "amount": "10.00", "earns": False}
        back = [{"line_id": "1", "quantity": 1}]
        came_back: dict[str, object] = {"order_id": gift, "return_id": early, "lines": back}
        held: dict[str, object] = {"redemption_id": f"held-{number}", "points": REDEEMED, "ttl_seconds": 86_400}
        self.expected.issued += REDEEMED
        self.expected.redeemed += REDEEMED
        await self._send(
            [
                *self._later,
                self._booked(early, customer(who), "purchase.returned", came_back),
                self._booked(f"held-{number}", customer(who), "redemption.reserved", held),
                self._booked(f"let-go-{number}", customer(who), "redemption.released",
                             {"redemption_id": f"held-{number}"}),
                self._booked(f"{giver}-buys", giver, "purchase.completed",
                             {**_order(f"{giver}-buys", REDEEMED), "partner_id": PARTNER}),
                self._booked(f"{giver}-redeems", giver, "redemption.requested",
                             {"redemption_id": f"{giver}-redeems", "points": REDEEMED, "partner_id": PARTNER}),
            ]
        )  # fmt: skip
        self._later = [
            self._booked(gift, customer(who), "purchase.completed",
                         {"order_id": gift, "currency": "USD", "lines": [line]}, days_ago=1),
            self._booked(f"{giver}-repents", giver, "redemption.cancelled",
                         {"redemption_id": f"{giver}-redeems", "cancel_id": f"{giver}-repents"}),
            self._booked(f"{giver}-returns", giver, "purchase.returned",
                         {**came_back, "order_id": f"{giver}-buys", "return_id": f"{giver}-returns"}),
        ]  # fmt: skip

    async def _send_what_moves(self, number: int, who: int) -> None:
        """Send a transfer, a closing, and a merge, whose alias cancels in the next chunk what it redeemed before.

        All are of members of one partition, so that each finds the other one there.
        """
        mover, twin = self._neighbour(f"mover-{number}", who), self._neighbour(f"twin-{number}", who)
        self.expected.issued += 4 * REDEEMED
        self.expected.redeemed += REDEEMED
        spent: dict[str, object] = {"redemption_id": f"{twin}-redeems", "points": REDEEMED}
        given: dict[str, object] = {"transfer_id": f"{mover}-gives", "to_member_id": customer(who), "points": 40}
        await self._send(
            [
                *(
                    self._booked(f"{name}-buys", name, "purchase.completed",
                                 _order(f"{name}-buys", 2 * REDEEMED))
                    for name in (mover, twin)
                ),
                self._booked(f"{mover}-gives", mover, "points.transferred", given),
                self._booked(f"{mover}-leaves", mover, "member.closed", {"reason": "moved away"}),
                self._booked(f"{twin}-redeems", twin, "redemption.requested", spent),
                self._booked(f"{twin}-merges", twin, "member.merged", {"into_member_id": customer(who)}),
            ]
        )  # fmt: skip
        # The other member of both has a record of the same event.
        self.expected.events.update([(SOURCE, f"{mover}-gives"), (SOURCE, f"{twin}-merges")])
        self._later.append(
            self._booked(f"{twin}-repents", twin, "redemption.cancelled",
                         {"redemption_id": f"{twin}-redeems", "cancel_id": f"{twin}-repents"})
        )  # fmt: skip

    async def _send_what_waits(self, number: int) -> None:
        """Send a purchase whose points are pending; they are redeemed with the next chunk, when their day is over."""
        waiter = f"waiter-{number}"
        self.expected.issued += REDEEMED
        self.expected.redeemed += REDEEMED
        spent: dict[str, object] = {"redemption_id": f"{waiter}-redeems", "points": REDEEMED}
        await self._send([_of_the_patient(self._booked(f"{waiter}-buys", waiter, "purchase.completed",
                                                       _order(f"{waiter}-buys", REDEEMED), days_ago=3))])  # fmt: skip
        self._later.append(_of_the_patient(self._booked(f"{waiter}-redeems", waiter, "redemption.requested", spent)))

    async def _send_who_climbs(self, number: int) -> None:
        """Send two purchases of somebody new, who comes to one tier with the first and to the next with the second."""
        self.expected.issued += 1 + REDEEMED
        name = f"climber-{number}"
        bought = [
            self._booked(f"{name}-{ago}", name, "purchase.completed", _order(f"{name}-{ago}", points), days_ago=ago)
            for ago, points in ((1, 1), (0, REDEEMED))
        ]
        await self._send(bought)

    async def send_leaver(self, leaver: str) -> None:
        """Send a message that nobody can read under the key of somebody, and their enrolment; both are to be erased."""
        odd = Sent(leaver.encode(), [("content-type", b"application/json")], WHISPERED.encode())
        self.expected.issued += WELCOME
        born: dict[str, object] = {"attributes": {"birth_month": 7}}
        await self._send([odd, self._booked(f"{leaver}-joins", leaver, "member.enrolled", born)])

    def _neighbour(self, name: str, who: int) -> str:
        """Return a name like this whose events go to the partition of a customer at the counter."""
        partitions = self._installation.partitions
        wanted = shard_of(customer(who), partitions)
        names = (f"{name}-{attempt}" for attempt in range(1_000))
        return next(each for each in names if shard_of(each, partitions) == wanted)

    def _booked(
        self, event_id: str, member_id: str, event_type: str, data: dict[str, object], *, days_ago: int = 0
    ) -> Sent:
        self.expected.events[SOURCE, event_id] += 1
        return _sent(ReplayEvent(member_id, event_id, event_type, self._today - timedelta(days=days_ago), data))

    def redemption(self, event_id: str, who: int) -> Sent:
        """Return a redemption of a customer at the counter, booked."""
        self.expected.redeemed += REDEEMED
        self.expected.events[SOURCE, event_id] += 1
        data: dict[str, object] = {"redemption_id": event_id, "points": REDEEMED}
        return _sent(ReplayEvent(customer(who), event_id, "redemption.requested", self._today, data))

    def book_redeemed(self, source: str, event_id: str) -> None:
        """Book a redemption that a till made over HTTP."""
        self.expected.redeemed += REDEEMED
        self.expected.events[source, event_id] += 1

    def book_held(self, source: str, event_ids: Sequence[str]) -> None:
        """Book a hold, and its release, that a till made over HTTP: nothing is gone after them."""
        self.expected.events.update((source, event_id) for event_id in event_ids)

    def book_bought(self, event_id: str, who: int) -> Sent:
        """Book and return a purchase that a till sends over HTTP."""
        return self._purchase(event_id, who, BOUGHT)

    def _purchase(self, event_id: str, who: int, points: int) -> Sent:
        self.expected.issued += points
        self.expected.events[SOURCE, event_id] += 1
        data = _order(event_id, points)
        return _sent(ReplayEvent(customer(who), event_id, "purchase.completed", self._today, data))

    async def _send(self, messages: list[Sent]) -> None:
        await self._installation.publish(*messages)
        self.messages += messages


def customer(number: int) -> str:
    """Return the member id of a customer at the counter."""
    return f"counter-{number}"


def _order(order_id: str, points: int) -> dict[str, object]:
    """Return an order that earns so many points."""
    line = {"line_id": "1", "sku": "cd", "quantity": 1, "amount": f"{points}.00"}
    return {"order_id": order_id, "currency": "USD", "lines": [line]}


def _sent(event: ReplayEvent) -> Sent:
    message = wire(event)
    return Sent(message.key, [*message.headers], message.value, event.id)


def _of_the_patient(sent: Sent) -> Sent:
    headers = [(name, value) for name, value in sent.headers if name != "ce_programme"]
    return replace(sent, headers=[*headers, ("ce_programme", PATIENT.encode())])


def structured(sent: Sent) -> bytes:
    """Return an event as one JSON document, for HTTP."""
    attributes = {name[3:]: value.decode() for name, value in sent.headers if name.startswith("ce_") and value}
    return orjson.dumps({**attributes, "data": orjson.loads(sent.value or b"")})
