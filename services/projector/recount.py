"""Partners, sources, and what rules gave, counted anew the slow way, for the verification of the views. Pure.

It shares no code with the folds. Records come one at a time, those of a shard in order, the shards in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import period_of
from services.projector.terms import Rates


def _day(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()


@dataclass(slots=True)
class PartnersRecount:
    """All that partners did, of all shards: whose a redemption is may stand in another one."""

    counts: dict[tuple[Any, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By (programme, redemption id, or none, partner where it is named, period, day, rates)."""
    redemptions: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, body: Mapping[str, Any], zone: ZoneInfo, rates: list[Rates]) -> None:
        """Count an accepted record. `rates` are all that the programme ever had."""

        def note(redemption: str, partner: str, period: str, at: str, earned_at: str, what: str, points: int) -> None:
            earned = datetime.fromisoformat(earned_at)
            of_then = [r for r in rates if r.valid_from <= earned and r.sequence <= body["register"]]
            version = max(of_then, key=lambda r: (r.valid_from, r.sequence)).sequence if of_then else 0
            key = (body["programme"], redemption, partner, period, _day(at, zone), version)
            self.counts[key][what] += points

        data, order = body["event"]["data"], (body.get("explanation") or {}).get("order", {})
        is_its_own = "caused_by" not in body
        redemption, named = (data.get("redemption_id", ""), data.get("partner_id", "")) if is_its_own else ("", "")
        if redemption and named:
            self.redemptions[body["programme"], redemption] = named
        for posting in body["postings"]:
            lot, when = posting.get("lot", {}), (posting["period"], posting["effective_at"])
            if posting["source"].startswith("issued:") and posting["unit"] == "points" and "partner_id" in lot:
                note("", lot["partner_id"], *when, lot["earned_at"], "issued", posting["amount"])
            if "redeemed" in (posting["source"], posting["target"]) and redemption:
                what = "redeemed" if posting["target"] == "redeemed" else "recredited"
                note(redemption, named, *when, lot["earned_at"], what, posting["amount"])
        bought = order.get("lot", {}) if is_its_own and body["event"]["type"] == "purchase.returned" else {}
        if "partner_id" in bought:
            back = body["explanation"]["covered"] + sum(
                posting["amount"] for posting in body["postings"] if posting["target"] == "clawed_back"
            )
            booked = body.get("period") or (body["postings"][-1]["period"] if body["postings"] else "")
            booked = booked or period_of(datetime.fromisoformat(body["effective_at"]), zone)
            note("", bought["partner_id"], booked, body["effective_at"], bought["earned_at"], "returned", back)

    def by_day(self) -> dict[tuple[Any, ...], tuple[int, ...]]:
        """Return (issued, returned, redeemed, recredited) by (programme, period, partner, day, rates), none of zeros.

        No partner is ''.
        """
        found: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
        for (programme, redemption, named, period, day, rates), counts in self.counts.items():
            partner = named or self.redemptions.get((programme, redemption), "")
            found[programme, period, partner, day, rates].update(counts)
        whole = {
            key: (n["issued"], n["returned"], n["redeemed"], n["recredited"])
            for key, n in found.items() if key[2]
        }  # fmt: skip
        return {key: counts for key, counts in whole.items() if any(counts)}


@dataclass(slots=True)
class SourcesRecount:
    """What sources sent and said, of one shard."""

    received: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    """By (programme, source, type, local day)."""
    late: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    amounts: dict[tuple[str, str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    reported: dict[tuple[str, str, str, str], tuple[int, int, Decimal | None]] = field(default_factory=dict)
    """(sequence, count, amount), of the last report."""

    def add(self, body: Mapping[str, Any], zone: ZoneInfo) -> None:
        """Count a record, whatever its verdict; not one that another one caused."""
        event, data = body["event"], body["event"]["data"]
        if "caused_by" in body:
            return
        if event["type"] == "totals.reported":
            said = (body["programme"], body["member_id"], data["type"], data["business_date"])
            self.reported[said] = (body["sequence"], data["count"], data.get("amount") and Decimal(data["amount"]))
            return
        key = (body["programme"], event["source"], event["type"], _day(event["time"], zone))
        self.received[key] += 1
        self.late[key] += date.fromisoformat(_day(body["recorded_at"], zone)) > date.fromisoformat(key[3])
        if event["type"] == "purchase.completed":
            self.amounts[key] += sum((Decimal(line["amount"]) for line in data.get("lines", ())), Decimal(0))

    def by_day(self) -> dict[tuple[str, str, str, str], tuple[int, int, Decimal]]:
        """Return (received, late, amount) by (programme, source, type, local day)."""
        return {key: (n, self.late[key], self.amounts.get(key, Decimal(0))) for key, n in self.received.items()}


def given_by(body: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], int, str, int]]:
    """Return what rules gave without a sale: (posting of its lot, version, rule, points), one for each rule."""
    why = body.get("explanation") or {}
    made = [posting for posting in body["postings"] if posting["source"].partition(":")[0] == "issued"]
    if not made or made[0]["source"] == "issued:purchase" or "rules" not in why:
        return []
    return [(made[at], why["version"], rule["rule_id"], rule["bonus"]) for at, rule in enumerate(why["rules"])]
