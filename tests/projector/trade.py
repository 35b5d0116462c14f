"""A programme's trade with money in it: sales that defer revenue, returns, redemptions, re-estimates, closed months.

It writes records as the ledger would, and keeps no figures of its own: what they come to is for others to say.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from services.kit.shards import shard_of

BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
PARTNERS = (None, "fuel", "books")
RULES: list[list[dict[str, Any]]] = [
    [{"rule_id": "survey", "on": "activity", "bonus": 30, "funded_by": [
        {"partner_id": "fuel", "share": "0.5"}, {"partner_id": "books", "share": "0.3333"}]},
     {"rule_id": "app", "on": "activity", "bonus": 20}],
    [{"rule_id": "survey", "on": "activity", "bonus": 35, "funded_by": [{"partner_id": "books", "share": "1"}]},
     {"rule_id": "app", "on": "activity", "bonus": 25, "funded_by": [{"partner_id": "fuel", "share": "0.25"}]}],
]  # fmt: skip
"""What is given without a sale, by the version of the programme, and who pays for it."""
EIGHT = Decimal("1e-8")


def text(instant: datetime) -> str:
    """Write an instant as records do."""
    return instant.isoformat().replace("+00:00", "Z")


@dataclass(eq=False)
class Lot:
    """A lot: its reference, and where its points are."""

    reference: dict[str, Any]
    active: int = 0
    redeemed: int = 0
    expired: int = 0


@dataclass(eq=False)
class Order:
    """What was bought, and what has come back of it."""

    member_id: str
    order_id: str
    at: datetime
    amount: int
    deferred: Decimal | None
    estimate: int | None
    lot: Lot | None
    returned: int = 0
    clawed: int = 0
    covered: int = 0
    reversed: Decimal = Decimal(0)


@dataclass(eq=False)
class Trade:
    """One programme with a few members."""

    shards: int = 4
    zone: str = "Europe/Berlin"
    programme: str = "default"
    policy: str = "arrears"
    records: list[dict[str, Any]] = field(default_factory=list)
    lots: dict[str, list[Lot]] = field(default_factory=dict)
    debts: Counter[str] = field(default_factory=Counter)
    orders: list[Order] = field(default_factory=list)
    redemptions: list[str] = field(default_factory=list)
    estimates: list[tuple[datetime, dict[str, Any], int]] = field(default_factory=list)
    closed: str = ""
    now: datetime = BEGAN
    sequences: Counter[int] = field(default_factory=Counter)
    postings: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Publish the programme."""
        self.tz = ZoneInfo(self.zone)
        for number, rules in enumerate(RULES, 1):
            version = {"programme": self.programme, "version": number, "valid_from": text(BEGAN),
                       "time_zone": self.zone, "expiry": {"kind": "none"}, "earning": {"rules": rules}}  # fmt: skip
            self.decide("programme.published", version)

    def month(self, instant: datetime) -> str:
        """Return the local month of an instant."""
        return instant.astimezone(self.tz).strftime("%Y-%m")

    def period(self, instant: datetime) -> str:
        """Return the month an instant is booked in."""
        month = self.month(instant)
        if self.closed and month <= self.closed:
            year, number = map(int, self.closed.split("-"))
            return f"{year + number // 12}-{number % 12 + 1:02}"
        return month

    def decide(self, kind: str, data: dict[str, Any]) -> int:
        """Append a record of the register; return its place there."""
        self.write("register", -1, kind, data, self.now, {})
        return self.sequences[-1]

    def write(
        self, member_id: str, shard: int, kind: str, data: dict[str, Any], at: datetime, more: dict[str, Any]
    ) -> None:
        """Append a record with the postings made since the last."""
        self.sequences[shard] += 1
        self.records.append(
            {
                "programme": self.programme, "member_id": member_id, "incarnation": 1, "shard": shard,
                "sequence": self.sequences[shard], "recorded_at": text(self.now), "effective_at": text(at),
                "event": {"source": "urn:test", "id": f"e-{len(self.records)}", "type": kind, "time": text(at),
                          "data": data},
                "register": self.sequences[-1], "verdict": "accepted", "postings": self.postings,
                "balance": {"pending": 0, "active": 0, "held": 0, "arrears": 0}, **more,
            }
        )  # fmt: skip
        self.postings = []

    def record(self, member_id: str, kind: str, data: dict[str, Any], at: datetime, **more: Any) -> None:
        """Append a member's record."""
        self.write(member_id, shard_of(member_id, self.shards), kind, data, at, more)

    def post(self, source: str, target: str, amount: int, lot: Lot, at: datetime) -> None:
        """Move points of a lot."""
        if amount == 0:
            return
        self.postings.append({"source": source, "target": target, "amount": amount, "unit": "points",
                              "effective_at": text(at), "period": self.period(at), "lot": lot.reference})  # fmt: skip
        lot.active += amount * ((target == "active") - (source == "active"))

    def activate(self, member_id: str, source: str, amount: int, lot: Lot, at: datetime) -> None:
        """Move points to `active`; a debt is paid first (S15)."""
        self.post(source, "active", amount, lot, at)
        repaid = min(self.debts[member_id], amount)
        self.debts[member_id] -= repaid
        self.post("active", "arrears", repaid, lot, at)

    def new_lot(self, member_id: str, origin: str, partner: str | None, at: datetime) -> Lot:
        """Make an empty lot."""
        mine = self.lots.setdefault(member_id, [])
        reference = {"lot_id": f"{member_id}/{len(mine) + 1}", "origin": origin, "earned_at": text(at),
                     "activates_at": text(at), "expires_at": None}  # fmt: skip
        if partner:
            reference["partner_id"] = partner
        mine.append(Lot(reference))
        return mine[-1]

    def buy(self, member_id: str, amount: int, partner: str | None = None, at: datetime | None = None) -> Order:
        """Sell for so many cents; 1 point a unit, and its price shared with the points (L2)."""
        at = at or self.now
        points, price = amount // 100, Decimal(amount) / 100
        order = Order(member_id, f"o-{len(self.orders)}", at, amount, None, None, None)
        self.orders.append(order)
        more: dict[str, Any] = {"period": self.period(at)}
        if points:
            order.lot = self.new_lot(member_id, "purchase", partner, at)
            self.activate(member_id, "issued:purchase", points, order.lot, at)
            in_force = [one for one in self.estimates if one[0] <= at]
            if in_force:
                _, data, order.estimate = max(in_force, key=lambda one: (one[0], one[2]))
                alone = points * Decimal(data["value_per_point"]) * Decimal(data["redemption_rate"][0]["rate"])
                order.deferred = (price * alone / (price + alone)).quantize(EIGHT, ROUND_HALF_EVEN)
                more |= {"deferred": f"{order.deferred:f}", "estimate": order.estimate}
        data = {"order_id": order.order_id, "currency": "EUR",
                "lines": [{"line_id": "1", "sku": "s", "quantity": 1, "amount": f"{price:f}"}]}  # fmt: skip
        self.record(member_id, "purchase.completed", data, at, **more)
        return order

    def bring_back(self, order: Order, amount: int) -> None:
        """Return a part of an order: its points first of its own lot, then of others, then as a debt (S21, S22)."""
        order.returned += amount
        points = order.amount // 100
        whole = order.returned == order.amount
        claw = (points if whole else points * order.returned // order.amount) - order.clawed
        order.clawed += claw
        own, at = order.lot, max(self.now, order.at)
        left = claw
        explanation: dict[str, Any] = {"order": {"source": "urn:test", "order_id": order.order_id}, "clawed": claw}
        more: dict[str, Any] = {"explanation": explanation, "period": self.period(at)}
        if own is not None:
            covered = min(left, own.expired - order.covered)
            order.covered += covered
            left -= covered
            for lot in [own, *(lot for lot in self.lots[order.member_id] if lot is not own)]:
                taken = min(left, lot.active)
                self.post("active", "clawed_back", taken, lot, at)
                left -= taken
            self.post("arrears" if self.policy == "arrears" else "written_off", "clawed_back", left, own, at)
            if self.policy == "arrears":
                self.debts[order.member_id] += left
            names = ("lot_id", "partner_id", "earned_at")
            explanation["order"]["lot"] = {name: own.reference[name] for name in names if name in own.reference}
            explanation |= {"covered": covered, "shortfall": left}
        if order.deferred is not None:
            share = Fraction(order.deferred) * order.returned / order.amount
            back = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(EIGHT, ROUND_HALF_EVEN)
            more |= {"deferred": f"{-(back - order.reversed) or Decimal('0E-8'):f}", "estimate": order.estimate}
            order.reversed = back
        data = {"order_id": order.order_id, "return_id": f"r-{len(self.records)}", "amount": f"{amount / 100:.2f}"}
        self.record(order.member_id, "purchase.returned", data, at, **more)

    def take(
        self, member_id: str, target: str, points: int, kind: str, data: dict[str, Any] | None = None
    ) -> list[tuple[Lot, int]]:
        """Move points of a member's lots in turn to an account; return what each gave."""
        taken = []
        for lot in self.lots.get(member_id, []):
            if part := min(points, lot.active):
                self.post("active", target, part, lot, self.now)
                taken.append((lot, part))
                points -= part
        self.record(member_id, kind, data or {}, self.now)
        return taken

    def redeem(self, member_id: str, points: int) -> None:
        """Redeem what there is, up to so many points."""
        data: dict[str, Any] = {"redemption_id": f"of-{member_id}-{len(self.records)}", "points": points}
        if points % 3:
            data["partner_id"] = PARTNERS[points % 3]
        for lot, part in self.take(member_id, "redeemed", points, "redemption.requested", data):
            lot.redeemed += part
        self.redemptions.append(data["redemption_id"])

    def cancel(self, member_id: str, points: int) -> None:
        """Give back what was redeemed, up to so many points."""
        for lot in self.lots.get(member_id, []):
            part = min(points, lot.redeemed)
            self.activate(member_id, "redeemed", part, lot, self.now)
            lot.redeemed -= part
            points -= part
        mine = [name for name in self.redemptions if name.startswith(f"of-{member_id}-")] or ["of-nobody"]
        self.record(member_id, "redemption.cancelled", {"redemption_id": mine[points % len(mine)]}, self.now)

    def expire(self, member_id: str) -> None:
        """Let all that a member's oldest lot has expire."""
        for lot in self.lots.get(member_id, [])[:1]:
            lot.expired += lot.active
            self.post("active", "expired", lot.active, lot, self.now)
        self.record(member_id, "points.expiry_due", {}, self.now)

    def grant(self, member_id: str, points: int, partner: str | None) -> None:
        """Give points without a sale."""
        lot = self.new_lot(member_id, "campaign", partner, self.now)
        self.activate(member_id, "issued:campaign", points, lot, self.now)
        self.record(member_id, "points.granted", {"origin": "campaign"}, self.now)

    def reward(self, member_id: str, version: int, *rule_ids: str) -> None:
        """Give what rules give for an activity: a lot each (S15b)."""
        rules = [rule for rule in RULES[version - 1] if rule["rule_id"] in rule_ids]
        for rule in rules:
            lot = self.new_lot(member_id, "engagement", None, self.now)
            self.activate(member_id, "issued:engagement", rule["bonus"], lot, self.now)
        names = [{"rule_id": rule["rule_id"], "bonus": rule["bonus"]} for rule in rules]
        self.record(member_id, "activity.completed", {}, self.now, explanation={"version": version, "rules": names})

    def give(self, member_id: str, other_id: str, points: int) -> None:
        """Transfer points: the other's lots have the same origin, partner, and dates (S27)."""
        if member_id == other_id:
            return
        for lot, part in self.take(member_id, "transit", points, "points.transferred"):
            mine = self.new_lot(other_id, lot.reference["origin"], lot.reference.get("partner_id"), BEGAN)
            mine.reference |= {"earned_at": lot.reference["earned_at"]}
            self.activate(other_id, "transit", part, mine, self.now)
        self.record(other_id, "points.transferred", {}, self.now)

    def estimate(self, rate: str, later: str | None = None, valid_from: datetime | None = None) -> None:
        """Set an estimate: a rate, and another one from the age of a month on."""
        steps = [{"from_age_months": 0, "rate": rate}, {"from_age_months": 1, "rate": later or rate}]
        valid_from = valid_from or self.now
        data = {"programme": self.programme, "valid_from": text(valid_from), "value_per_point": "0.01",
                "cost_per_point": "0.008", "redemption_rate": steps, "operating_share": "0.20"}  # fmt: skip
        self.estimates.append((valid_from, data, self.decide("estimate.set", data)))

    def close(self) -> None:
        """Close the month before this one, if it is open."""
        before = self.month(self.now.astimezone(self.tz).replace(day=1) - timedelta(days=1))
        if before > self.closed and before >= self.month(BEGAN):
            cut = {str(shard): self.sequences[shard] for shard in range(-1, self.shards)}
            self.decide("period.closed", {"programme": self.programme, "period": before, "cut": cut})
            self.closed = before
