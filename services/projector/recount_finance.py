"""The liability, partners, and sources counted anew the slow way, for the verification of the views. Pure.

It shares no code with the folds. A recount is of one shard, whose records come in order; each of its tables maps a
row's key to the rest of the row.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import period_of
from services.projector.recount_members import Tables
from services.projector.terms import Known

OUTSTANDING = frozenset({"pending", "active", "held"})
LINES = ("issued", "recredited", "adjusted", "redeemed", "expired", "clawed_back", "repaid", "forfeited", "transferred")
COLUMNS = (*LINES, "substituted", "returned", "deferred", "reversed", "reversed_earlier")
WHERE_FROM = {"redeemed": "recredited", "adjusted": "adjusted", "transit": "transferred"}
WHERE_TO = {"arrears": "repaid", "transit": "transferred"}
TAKES = frozenset({"adjusted", "transferred"})
"""Lines that points come and go by: what goes is counted below zero."""
NOTHING = Decimal(0)


def _day(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()


def _booked(body: Mapping[str, Any], zone: ZoneInfo) -> str:
    """Return the month that a sale or a return is booked in."""
    stamped = body.get("period") or (body["postings"][-1]["period"] if body["postings"] else None)
    return stamped or period_of(datetime.fromisoformat(body["effective_at"]), zone)


def _kind(body: Mapping[str, Any]) -> str:
    """Return what happened to whom the record is of: what another record caused has that one's event, but is not it."""
    return "" if "caused_by" in body else str(body["event"]["type"])


def _order(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the order that a return is of."""
    order: Mapping[str, Any] = (body.get("explanation") or {}).get("order", {})
    return order if _kind(body) == "purchase.returned" else {}


@dataclass(slots=True)
class LiabilityRecount:
    """What each month did to cohorts, debts, and sales, and what rules gave."""

    points: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    money: dict[tuple[str, ...], dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    debts: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sales: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    given: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def add(self, body: dict[str, Any], known: Known) -> None:
        """Count an accepted record."""
        if body["verdict"] != "accepted":
            return
        zone, programme = known.zones[body["programme"]], body["programme"]
        for posting in body["postings"]:
            self._add_posting(posting, programme, zone)
        self._add_money(body, zone)
        for posting, version, rule, points in given_by(body):
            self.given[*_cohort(programme, posting["period"], posting["lot"], zone), version, rule] += points

    def _add_posting(self, posting: Mapping[str, Any], programme: str, zone: ZoneInfo) -> None:
        source, target, amount = posting["source"], posting["target"], posting["amount"]
        debt = (programme, posting["period"])
        if target == "clawed_back" and source in ("arrears", "written_off"):
            self.debts[debt]["shortfalls"] += amount
            self.debts[debt]["written_off"] += amount * (source == "written_off")
        if target == "arrears" and source in OUTSTANDING:
            self.debts[debt]["repaid"] += amount
        if (source in OUTSTANDING) == (target in OUTSTANDING):
            return
        cohort = self.points[_cohort(programme, posting["period"], posting["lot"], zone)]
        if target in OUTSTANDING:
            cohort[WHERE_FROM.get(source, source.partition(":")[0])] += amount
        else:
            line = WHERE_TO.get(target, target)
            cohort[line] += -amount if line in TAKES else amount

    def _add_money(self, body: dict[str, Any], zone: ZoneInfo) -> None:
        """Add what the money of cohorts is computed from.

        What L3a calls substitution is, said the other way round: what a cohort's lots gave for debts and claws, less
        what its own purchases had to give back.
        """
        programme, order = body["programme"], _order(body)
        deferred = Decimal(body.get("deferred", "0"))
        if _kind(body) == "purchase.completed":
            month = (programme, _booked(body, zone))
            lines = body["event"]["data"].get("lines", ())
            self.sales[month] = self.sales.get(month, NOTHING) + sum((Decimal(n["amount"]) for n in lines), NOTHING)
        for posting in body["postings"]:
            if posting["source"] in OUTSTANDING and (
                posting["target"] == "arrears" or (posting["target"] == "clawed_back" and "lot" in order)
            ):
                cohort = self.points[_cohort(programme, posting["period"], posting["lot"], zone)]
                cohort["substituted"] += posting["amount"]
            if posting["source"] == "issued:purchase" and "deferred" in body and _kind(body) == "purchase.completed":
                self.money[_cohort(programme, body["period"], posting["lot"], zone)]["deferred"] += deferred
        if "lot" in order:
            why, booked = body["explanation"], _booked(body, zone)
            whose = _cohort(programme, booked, {"origin": "purchase", **order["lot"]}, zone)
            self.points[whose]["returned"] += why["clawed"]
            self.points[whose]["substituted"] -= why["clawed"] - why["covered"]
            self.money[whose]["reversed" if whose[-1] == booked else "reversed_earlier"] -= deferred

    def tables(self) -> Tables:
        """Return what the tables of the view should say."""
        points = {
            key: tuple({**self.points[key], **self.money.get(key, {})}.get(column, 0) for column in COLUMNS)
            for key in self.points
        }
        lines = ("shortfalls", "repaid", "written_off")
        return {
            "liability_points": points,
            "liability_arrears": {key: tuple(n[line] for line in lines) for key, n in self.debts.items()},
            "liability_sales": {key: (amount,) for key, amount in self.sales.items()},
            "liability_given": {key: (points,) for key, points in self.given.items()},
        }


def _cohort(programme: str, period: str, lot: Mapping[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    month = period_of(datetime.fromisoformat(lot["earned_at"]), zone)
    return (programme, period, lot.get("partner_id", ""), lot["origin"], month)


def given_by(body: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], int, str, int]]:
    """Return what rules gave without a sale: (posting of its lot, version, rule, points), one for each rule."""
    why = body.get("explanation") or {}
    made = [posting for posting in body["postings"] if posting["source"].partition(":")[0] == "issued"]
    if not made or made[0]["source"] == "issued:purchase" or "rules" not in why:
        return []
    return [(made[at], why["version"], rule["rule_id"], rule["bonus"]) for at, rule in enumerate(why["rules"])]


@dataclass(slots=True)
class PartnersRecount:
    """What partners did by day; what came of a redemption later, under its id; and with whom redemptions were."""

    days: dict[tuple[Any, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By (programme, period, partner, day, rates)."""
    later: dict[tuple[Any, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By (programme, redemption id, period, day, rates)."""
    redemptions: dict[tuple[str, str], tuple[str]] = field(default_factory=dict)

    def add(self, body: Mapping[str, Any], known: Known) -> None:
        """Count an accepted record."""
        if body["verdict"] != "accepted":
            return
        programme, zone = body["programme"], known.zones[body["programme"]]

        def when(period: str, at: str, earned_at: str) -> tuple[str, str, int]:
            earned = datetime.fromisoformat(earned_at)
            of_then = [
                r for r in known.terms.rates.get(programme, ())
                if r.valid_from <= earned and r.sequence <= body["register"]
            ]  # fmt: skip
            version = max(of_then, key=lambda r: (r.valid_from, r.sequence)).sequence if of_then else 0
            return (period, _day(at, zone), version)

        data = body["event"]["data"] if _kind(body).startswith("redemption.") else {}
        redemption, partner = data.get("redemption_id"), data.get("partner_id")
        if redemption is not None and partner is not None:
            self.redemptions[programme, redemption] = (partner,)
        for posting in body["postings"]:
            lot, amount = posting.get("lot", {}), posting["amount"]
            if posting["source"].startswith("issued:") and posting["unit"] == "points" and "partner_id" in lot:
                period, day, rates = when(posting["period"], posting["effective_at"], lot["earned_at"])
                self.days[programme, period, lot["partner_id"], day, rates]["issued"] += amount
            if redemption is not None and "redeemed" in (posting["source"], posting["target"]):
                period, day, rates = when(posting["period"], posting["effective_at"], lot["earned_at"])
                what = "redeemed" if posting["target"] == "redeemed" else "recredited"
                if partner is not None:
                    self.days[programme, period, partner, day, rates][what] += amount
                elif _kind(body) in ("redemption.captured", "redemption.cancelled"):
                    self.later[programme, redemption, period, day, rates][what] += amount
        bought = _order(body).get("lot", {})
        if "partner_id" in bought and (back := body["explanation"]["covered"] + _clawed(body)):
            period, day, rates = when(_booked(body, zone), body["effective_at"], bought["earned_at"])
            self.days[programme, period, bought["partner_id"], day, rates]["returned"] += back

    def tables(self) -> Tables:
        """Return what the tables of the view should say; no shard has a part in `partners_redemption` of its own."""
        counts = ("issued", "returned", "redeemed", "recredited")
        return {
            "partners_day": {key: tuple(n[count] for count in counts) for key, n in self.days.items()},
            "partners_settlement": {key: (n["redeemed"], n["recredited"]) for key, n in self.later.items()},
            "partners_redemption": self.redemptions,
        }


def _clawed(body: Mapping[str, Any]) -> int:
    return sum(posting["amount"] for posting in body["postings"] if posting["target"] == "clawed_back")


@dataclass(slots=True)
class SourcesRecount:
    """What sources sent and said."""

    received: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    """By (programme, source, type, local day)."""
    late: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    amounts: dict[tuple[str, str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    reported: dict[tuple[str, str, str, str], tuple[int, int, Decimal | None]] = field(default_factory=dict)
    """(sequence, count, amount), of the last report."""

    def add(self, body: Mapping[str, Any], known: Known) -> None:
        """Count a record, whatever its verdict; not one that another one caused."""
        event, data, zone = body["event"], body["event"]["data"], known.zones[body["programme"]]
        if "caused_by" in body:
            return
        if event["type"] == "totals.reported":
            said = (body["programme"], body["member_id"], data["type"], data["business_date"])
            self.reported[said] = (body["sequence"], data["count"], data.get("amount") and Decimal(data["amount"]))
            return
        key = (body["programme"], event["source"], event["type"], _day(event["time"], zone))
        self.received[key] += 1
        self.late[key] += _day(body["recorded_at"], zone) > key[3]
        if event["type"] == "purchase.completed":
            self.amounts[key] += sum((Decimal(line["amount"]) for line in data.get("lines", ())), NOTHING)

    def tables(self) -> Tables:
        """Return what the tables of the view should say."""
        received = {key: (n, self.late[key], self.amounts.get(key, NOTHING)) for key, n in self.received.items()}
        return {"sources_received": received, "sources_reported": self.reported}
