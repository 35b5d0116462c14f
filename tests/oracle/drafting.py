"""How the events of a history are drawn, one after the other: each knows what came before, and often refers to it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tests.oracle.days import DAY, local_day, start_of_day
from tests.oracle.ledger import Oracle
from tests.oracle.offers import Version
from tests.oracle.state import Redemption

T = TypeVar("T")
Given = dict[str, Any]

MEMBERS = ["ann", "bob", "cleo"]
MORE_MEMBERS = [*MEMBERS, "dan", "eve"]
TILL, WEB, SWEEP, CLIENT = "urn:till:1", "urn:web", "urn:points:sweep", "urn:client:app"
PROPOSAL = "urn:proposal"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
STEPS = [timedelta(0), MINUTE, MINUTE, HOUR, HOUR, 7 * HOUR, DAY, DAY, 2 * DAY, 5 * DAY, 17 * DAY]
LATENESS = [timedelta(0)] * 9 + [5 * MINUTE, 5 * HOUR, DAY, 3 * DAY, 12 * DAY, 30 * DAY, 40 * DAY]
AHEAD = [3 * MINUTE, 5 * MINUTE, 6 * MINUTE, 2 * DAY]


class Draft:
    """A history as it is drawn: the clock, what was sent, and the chance that decides.

    An oracle goes along, so that most wishes can be ones that may come true: what is spendable is redeemed, what is
    held is captured, what was redeemed is cancelled.
    """

    def __init__(
        self, chances: Random, versions: list[Version], start: datetime, oracle: Oracle, names: Sequence[str] = MEMBERS
    ) -> None:
        self._chances = chances
        self.names = list(names)
        self.oracle = oracle
        self.programme = versions[0]["programme"]
        self.zone = ZoneInfo(versions[0]["time_zone"])
        self.window = timedelta(hours=versions[0]["lateness_window_hours"])
        self.clock = start
        self.sent: list[Given] = []
        self.promised: list[Given] = []
        self.numbers = 0

    # Draws.

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of these."""
        return self._chances.choice(choices)

    def chance(self, percent: int) -> bool:
        """Draw yes so often."""
        return self._chances.randrange(100) < percent

    def number(self, least: int, most: int) -> int:
        """Draw a whole number."""
        return self._chances.randint(least, most)

    def new_id(self, kind: str) -> str:
        """Return an id that was not used before."""
        self.numbers += 1
        return f"{kind}-{self.numbers}"

    def advance(self) -> None:
        """Let time go on, or not."""
        self.clock += self.pick(STEPS)

    def last(self, *types: str) -> list[Given]:
        """Return the latest events of these types, the last one first."""
        return [event for event in reversed(self.sent) if event["type"] in types][:6]

    # Instants.

    def time(self) -> datetime:
        """Draw when something happened: as a rule now, at times late, at the edge of a local day, or ahead."""
        if self.chance(4):
            return self.clock + self.pick(AHEAD)
        if self.chance(6) and (edges := self.edges()):
            return self.pick(edges)
        if self.chance(15):
            midnight = self.midnight(self.number(0, 3))
            return midnight - timedelta(seconds=1) if self.chance(40) else midnight
        return self.clock - self.pick(LATENESS)

    def edges(self) -> list[datetime]:
        """Return the latest instants by now at which something began or ended: a lot, a hold, a tier."""
        instants: set[datetime | None] = set()
        for name in self.known():
            member = self.oracle.members[self.programme, name]
            instants.update(at for lot in member.lots for at in (lot.activates_at, lot.expires_at))
            instants.update(one.held_until for one in member.redemptions.values())
            instants.update(at for one in member.reached + member.assigned for at in (one.since, one.valid_until))
        return sorted(at for at in instants if at and at <= self.clock)[-8:]

    def midnight(self, days_ago: int = 0) -> datetime:
        """Return the start of a local day, today's or an earlier one's."""
        return start_of_day(local_day(self.clock, self.zone) - days_ago * DAY, self.zone)

    def written(self, at: datetime) -> str:
        """Write an instant in one of the ways RFC 3339 allows."""
        match self.pick(["Z", "local", "fraction"]):
            case "local":
                return at.astimezone(self.zone).isoformat()
            case "fraction":
                return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"
            case _:
                return at.astimezone(UTC).isoformat().replace("+00:00", "Z")

    # Events.

    def event(self, event_type: str, member: str, data: Given, **attributes: Any) -> Given:
        """Return an event that happened at a drawn time, with a new id, unless the attributes say otherwise."""
        drawn: Given = {
            "source": TILL,
            "id": self.new_id("e"),
            "type": event_type,
            "programme": self.programme,
            "subject": member,
            "data": data,
            "is_command": False,
        }
        drawn |= attributes
        drawn["time"] = self.written(attributes.get("time") or self.time())
        return drawn

    def command(self, event_type: str, member: str, data: Given, act: str) -> Given:
        """Return a command over HTTP, whose id says what is wanted."""
        event_id = f"{self.programme}/{data['redemption_id']}/{act}"
        return self.event(event_type, member, data, source=CLIENT, id=event_id, time=self.clock, is_command=True)

    def proposal(self, event_type: str, member: str, data: Given) -> Given:
        """Return the execution of a proposal that a second person approved."""
        return self.event(event_type, member, data, source=PROPOSAL, id=self.new_id("p"), time=self.clock,
                          is_command=True)  # fmt: skip

    def member(self) -> str:
        """Draw who it is about: mostly somebody who is known already, most of all ann."""
        known = self.known()
        others = ["ann", "ann", "ann", "bob", "bob", *self.names[2:]]
        return self.pick(known if known and self.chance(80) else others)

    def known(self) -> list[str]:
        """Return the members that the ledger knows."""
        return [name for name in self.names if (self.programme, name) in self.oracle.members]

    def spendable(self, member: str) -> int:
        """Return what a member can spend now."""
        if self.oracle.named(self.programme, member) is None:
            return 0
        return self.oracle.spendable(self.programme, member, self.clock)

    def past(self, as_of: datetime) -> list[str]:
        """Return the members with points of lots past their frozen date."""
        members = [self.oracle.members[self.programme, name] for name in self.known()]
        return [
            member.member_id
            for member in members
            if any(lot.active and lot.expires_at and lot.expires_at <= as_of for lot in member.lots)
        ]

    def redemptions(self) -> list[tuple[str, Redemption]]:
        """Return all accepted redemptions with their members, the latest first."""
        return [
            (member.member_id, redemption)
            for (programme, _), member in self.oracle.members.items()
            if programme == self.programme
            for redemption in reversed(member.redemptions.values())
        ]

    def orders(self) -> list[Given]:
        """Return the latest purchases that were accepted, the last one first."""
        accepted = {
            (order.source, order.order_id, member.member_id)
            for member in self.oracle.members.values()
            for order in member.orders.values()
        }
        return [
            event
            for event in reversed(self.sent)
            if event["type"] == "purchase.completed"
            and (event["source"], event["data"]["order_id"], event["subject"]) in accepted
        ][:6]
