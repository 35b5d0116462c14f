"""What members have, and how they stand, counted anew the slow way, for the verification of the views. Pure.

It shares no code with the folds. A recount is of one shard, whose records come in order; each of its tables maps a
row's key to the rest of the row.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.events import OF_NO_MEMBER
from services.projector.terms import Known

ENDS_HOLDS = frozenset({"member.closed", "member.erased", "member.merged"})
PARTS = ("pending", "active", "held")
Tables = dict[str, Mapping[Any, tuple[Any, ...]]]
"""A view's rows by table, (the rest of the row) by (its key, without slot and shard)."""


def instant(text: str | None) -> datetime | None:
    """Return the instant that a text names."""
    return None if text is None else datetime.fromisoformat(text)


@dataclass(slots=True)
class BalanceRecount:
    """Members, open lots and holds, and where the records are."""

    members: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lots: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    named: dict[tuple[str, ...], Mapping[str, Any]] = field(default_factory=dict)
    """What the last posting that moved points of a lot said of it."""
    segments: dict[tuple[str, ...], str] = field(default_factory=dict)
    merged: dict[tuple[str, ...], str] = field(default_factory=dict)
    entries: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[tuple[str, ...], tuple[datetime, int]] = field(default_factory=dict)
    """(until when, points), by (programme, member, lot, redemption)."""

    def add(self, body: dict[str, Any], _known: Known) -> None:
        """Count a record."""
        who = (body["programme"], body["member_id"])
        if body["event"]["type"] in OF_NO_MEMBER:
            return
        self.entries[who].append(body["sequence"])
        if body["verdict"] != "accepted":
            return
        self.members[who]["records"] += 1
        self._add_hold(body, who)
        for posting in body["postings"]:
            for account, change in ((posting["source"], -posting["amount"]), (posting["target"], posting["amount"])):
                self.members[who][account.partition(":")[0]] += change
                if account in PARTS:
                    lot = (*who, posting["lot"]["lot_id"])
                    self.lots[lot][account] += change
                    self.named[lot] = posting["lot"]
        if body["event"]["type"] == "member.erased":
            for of_members in (
                self.members, self.lots, self.named, self.segments, self.holds, self.merged, self.entries,
            ):  # fmt: skip
                for gone in [kept for kept in of_members if kept[:2] == who]:
                    del of_members[gone]

    def _add_hold(self, body: dict[str, Any], who: tuple[str, str]) -> None:
        """Take note of what a record says of holds and of the segment. Any record may tell of holds that lapsed."""
        back = {datetime.fromisoformat(p["effective_at"]) for p in body["postings"] if p["source"] == "held"}
        kind, data, why = body["event"]["type"], body["event"]["data"], body.get("explanation") or {}
        if kind in ENDS_HOLDS and "caused_by" not in body:
            self.holds = {hold: what for hold, what in self.holds.items() if hold[:2] != who}
        if kind == "member.merged" and "caused_by" not in body:
            self.merged[who] = why["merged_into"]
        for moved in why.get("holds", ()) if kind == "member.merged" else ():
            for number, points in moved["allocation"]:
                until = datetime.fromisoformat(moved["held_until"])
                self.holds[*who, f"{who[1]}/{number}", moved["redemption_id"]] = (until, points)
        over = data["redemption_id"] if kind in ("redemption.captured", "redemption.released") else None
        for hold, (held_until, _) in list(self.holds.items()) if back or over else ():
            if hold[:2] == who and (held_until in back or hold[3] == over):
                del self.holds[hold]
        if kind == "redemption.reserved":
            until = datetime.fromisoformat(body["explanation"]["held_until"])
            for posting in body["postings"]:
                if posting["target"] == "held":
                    self.holds[*who, posting["lot"]["lot_id"], data["redemption_id"]] = (until, posting["amount"])
        if kind in ("member.enrolled", "member.updated") and "segment" in data:
            self.segments[who] = data["segment"] or self.segments.get(who, "")

    def tables(self) -> Tables:
        """Return what the tables of the view should say."""
        members = {
            who: (
                s["pending"], s["active"], s["held"], s["arrears"], -s["issued"], s["redeemed"], s["expired"],
                self.segments.get(who, ""),
            )
            for who, s in self.members.items()
        }  # fmt: skip
        lots = {}
        for key, parts in self.lots.items():
            if any(parts.values()):
                lot = self.named[key]
                dates = (instant(lot[name]) for name in ("earned_at", "activates_at", "expires_at"))
                lots[key] = (lot["origin"], lot.get("partner_id"), *dates, *(parts[part] for part in PARTS))
        return {
            "balance_member": members,
            "balance_lot": lots,
            "balance_hold": self.holds,
            "balance_alias": {who: (into,) for who, into in self.merged.items()},
            "balance_entry": {(*who, number): () for who, numbers in self.entries.items() for number in numbers},
        }


@dataclass(slots=True)
class TierRecount:
    """How members stand, how they came there, and what counts."""

    members: dict[tuple[str, str], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """The day of joining, and the standings by kind."""
    changes: dict[tuple[str, str, int, str], tuple[Any, ...]] = field(default_factory=dict)
    days: dict[tuple[str, str, date], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, body: dict[str, Any], _known: Known) -> None:
        """Take note of what an accepted record says of tiers."""
        said = body.get("explanation", {}).get("tier", {}) if body["verdict"] == "accepted" else {}
        who = (body["programme"], body["member_id"])
        if "joined" in said:
            self.members[who]["joined"] = date.fromisoformat(said["joined"])
        for counted in [said[word] for word in ("counted",) if word in said] + said.get("inherited", []):
            for day in (date.fromisoformat(counted["day"]), date.min):
                spend = int(Decimal(counted["spend"]) * 10_000)
                self.days[*who, day].update(spend=spend, points=counted["points"], visits=counted["visits"])
        for kind in ("reached", "assigned"):
            if kind in said:
                standing = (said[kind]["tier"], *map(instant, (said[kind]["since"], said[kind]["valid_until"])))
                self.members[who][kind] = self.changes[*who, body["sequence"], kind] = standing

    def tables(self) -> Tables:
        """Return what the tables of the view should say."""
        nothing = (None, None, None)
        members = {
            who: (s.get("joined"), *s.get("reached", nothing), *s.get("assigned", nothing))
            for who, s in self.members.items()
        }
        days = {which: (n["spend"], n["points"], n["visits"]) for which, n in self.days.items()}
        return {"tier_member": members, "tier_change": self.changes, "tier_day": days}
