"""A short way to tell the oracle a story: one programme, events with ids of their own, answers as lines of text."""

from datetime import UTC, datetime
from typing import Any

from tests.oracle.days import instant
from tests.oracle.ledger import Oracle
from tests.oracle.state import Member, OracleResult


def at(text: str) -> datetime:
    """Return an instant, UTC unless it says otherwise; a date is its midnight."""
    return instant(text) if text.endswith("Z") else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Story:
    """What happens in a programme whose version 1 has these settings. Without a clock, everything arrives at once."""

    def __init__(self, **settings: Any) -> None:
        self.oracle = Oracle([])
        self.events = 0
        self.versions = 0
        self.publish("2020-01-01", **settings)

    def publish(self, valid_from: str, **settings: Any) -> None:
        """Bring the next version into the register."""
        self.versions += 1
        begins = at(valid_from).isoformat()
        self.oracle.publish({"programme": "default", "version": self.versions, "valid_from": begins, **settings})

    def send(self, what: str, when: str, data: dict[str, Any], **how: Any) -> list[OracleResult]:
        """Post an event of ann's, unless it says whose, with a new id, unless it says which."""
        self.events += 1
        event = {
            "source": "urn:till:1",
            "id": how.get("id", f"e-{self.events}"),
            "type": what,
            "time": at(when).isoformat(),
            "programme": "default",
            "subject": how.get("member", "ann"),
            "data": data,
            "is_command": how.get("is_command", False),
        }
        results = self.oracle.post(event, at(how.get("clock", when)))
        self.oracle.check()
        return results

    def buys(self, order_id: str, amount: str, when: str, **how: Any) -> list[OracleResult]:
        """Post a purchase of one line."""
        lines = [{"line_id": "1", "sku": "s", "quantity": 1, "amount": amount}]
        return self.send("purchase.completed", when, {"order_id": order_id, "currency": "EUR", "lines": lines}, **how)

    def returns(self, order_id: str, amount: str, when: str, **how: Any) -> list[OracleResult]:
        """Post a return by amount, whose id is the order's with an R."""
        data = {"order_id": order_id, "return_id": f"R-{order_id}", "amount": amount}
        return self.send("purchase.returned", when, data, **how)

    def redeems(self, redemption_id: str, points: int, when: str, **how: Any) -> list[OracleResult]:
        """Post a redemption in one phase."""
        return self.send("redemption.requested", when, {"redemption_id": redemption_id, "points": points}, **how)

    def reserves(self, redemption_id: str, points: int, when: str, ttl: int, **how: Any) -> list[OracleResult]:
        """Post a hold for so many seconds."""
        data = {"redemption_id": redemption_id, "points": points, "ttl_seconds": ttl}
        return self.send("redemption.reserved", when, data, **how)

    def captures(self, redemption_id: str, when: str, points: int | None = None, **how: Any) -> list[OracleResult]:
        """Post a capture."""
        return self.send("redemption.captured", when, {"redemption_id": redemption_id, "points": points}, **how)

    def releases(self, redemption_id: str, when: str, **how: Any) -> list[OracleResult]:
        """Post a release."""
        return self.send("redemption.released", when, {"redemption_id": redemption_id}, **how)

    def expires(self, as_of: str, clock: str) -> list[OracleResult]:
        """Post a sweep of ann's points."""
        return self.send("points.expiry_due", as_of, {"as_of": at(as_of).isoformat()}, clock=clock)

    def reviews(self, as_of: str) -> list[OracleResult]:
        """Post a review of ann's tier."""
        return self.send("tier.review_due", as_of, {"as_of": at(as_of).isoformat()})

    def transfers(self, transfer_id: str, points: int, when: str, to: str = "bob") -> list[OracleResult]:
        """Post a transfer of ann's."""
        data = {"transfer_id": transfer_id, "to_member_id": to, "points": points}
        return self.send("points.transferred", when, data)

    def merges(self, member: str, into: str, when: str) -> list[OracleResult]:
        """Post a merge."""
        return self.send("member.merged", when, {"into_member_id": into}, member=member)

    @property
    def ann(self) -> Member:
        """Her state."""
        return self.oracle.members["default", "ann"]


def told(results: list[OracleResult]) -> list[str]:
    """Return what results say: verdict and reason, then the postings with their lots, each on a line."""
    lines = []
    for result in results:
        lines.append(result.verdict + (f" {result.reason}" if result.reason else ""))
        lines += [f"{one.source} → {one.target} {one.amount} ({one.lot_number})" for one in result.postings]
    return lines
