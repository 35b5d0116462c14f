"""The fold: a shard's working state, made from its records alone, by the words of their postings.

It shares no code with the decisions: what they keep beside the records is proved by being reached another way.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import local_date, zone
from schemas.events import OF_NO_MEMBER
from schemas.record import lot_number
from services.ledger.fold_nouns import Redeemed, Returned, allocation, fold_lot, inherited
from services.ledger.fold_tiers import TierFold, WrongTier

MEMBER_PARTS = ("pending", "active", "held", "arrears")
NEW_MEMBER: dict[str, Any] = {
    **dict.fromkeys((*MEMBER_PARTS, "earned", "redeemed", "expired", "lots"), 0),
    "status": "unknown",
    "enrolled": False,
    "purchases": 0,
    "segment": None,
    "referrer_id": None,
    "joined_at": None,
    "merged_into": None,
    "merges": 0,
}
NO_MEMBER = (*NEW_MEMBER.values(), None, None, None)
NEW_LOT: dict[str, Any] = {
    **dict.fromkeys(("granted", "pending", "active", "held", "expired"), 0),
    **dict.fromkeys(("origin", "partner_id", "earned_at", "activates_at", "expires_at")),
}
"""In the order of the columns they are compared with."""

CLOSING = frozenset({"member.closed", "member.erased"})
Who = tuple[str, str]
"""(programme, member id)."""


class Corrupt(Exception):  # noqa: N818 - it says what happened
    """The ledger is not what its records say: where, and what differs."""

    def __init__(self, shard: int, sequence: int | None, what: str) -> None:
        place = f"shard {shard}" if sequence is None else f"record {shard}/{sequence}"
        super().__init__(f"{place}: {what}")


def _earliest(instants: dict[Who, datetime], who: Who, at: datetime | None) -> None:
    if at is not None:
        instants[who] = min(instants.get(who, at), at)


@dataclass(slots=True)
class Fold:
    """A shard's working state as its records give it; `versions` are the programmes by (name, version)."""

    versions: dict[tuple[str, int], dict[str, Any]]
    zones: dict[str, ZoneInfo] = field(default_factory=dict)
    members: dict[Who, dict[str, Any]] = field(default_factory=dict)
    lots: dict[tuple[str, str, int], dict[str, Any]] = field(default_factory=dict)
    accounts: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    tallies: dict[tuple[str, str, str, date], int] = field(default_factory=lambda: defaultdict(int))
    redemptions: dict[Who, dict[str, Redeemed]] = field(default_factory=lambda: defaultdict(dict))
    returns: dict[tuple[str, str, str, str], Returned] = field(default_factory=lambda: defaultdict(Returned))
    tiers: TierFold = field(default_factory=TierFold)
    aliases: dict[tuple[str, str, str], tuple[int, int, int, int]] = field(default_factory=dict)

    def publish(self, body: dict[str, Any]) -> None:
        """Take note of a programme version."""
        self.versions[body["programme"], body["event"]["data"]["version"]] = body["event"]["data"]

    def day_of(self, programme: str, instant: datetime) -> date:
        """Return the local day of an instant in a programme."""
        if programme not in self.zones:
            self.zones[programme] = zone(
                next(v for (name, _), v in self.versions.items() if name == programme)["time_zone"]
            )
        return local_date(instant, self.zones[programme])

    def add(self, shard: int, sequence: int, body: dict[str, Any]) -> None:
        """Add a record; raise Corrupt where its postings (S8, S9) or its balance do not add up."""
        if body["event"]["type"] in OF_NO_MEMBER:
            if body["postings"] or any(body["balance"].values()):
                raise Corrupt(shard, sequence, "a report of a store or a source moves points")
            return
        who = (body["programme"], body["member_id"])
        member = self.members.setdefault(who, dict(NEW_MEMBER))
        if body["verdict"] == "accepted":
            self._note(member, body)
        for posting in body["postings"]:
            self._post(shard, sequence, who, posting)
        if body["verdict"] == "accepted":
            self._lapse(who, body)
            if "caused_by" not in body:
                self._follow(who, body)
            elif "merged" in body.get("explanation", {}):
                self._absorb(who, body["explanation"])
            self._count_rules(who, body)
        try:
            self.tiers.add(who, body, self.versions)
        except WrongTier as wrong:
            raise Corrupt(shard, sequence, str(wrong)) from None
        if body["balance"] != {part: member[part] for part in MEMBER_PARTS}:
            raise Corrupt(shard, sequence, f"its balance {body['balance']} is not the sum of the postings, {member}")

    def _note(self, member: dict[str, Any], body: dict[str, Any]) -> None:
        """Take what an accepted record says of the member itself (S10)."""
        member["joined_at"] = member["joined_at"] or datetime.fromisoformat(body["effective_at"])
        event, data = body["event"]["type"], body["event"]["data"]
        if "caused_by" in body:
            return  # It was open before, or is erased together with who it was merged into.
        member["status"] = {"member.merged": "merged", "member.closed": "closed", "member.erased": "closed"}.get(
            event, "open"
        )
        if event == "member.merged":
            member["merged_into"] = body["explanation"]["merged_into"]
        member["enrolled"] |= event == "member.enrolled"
        member["purchases"] += event == "purchase.completed"
        if event in ("member.enrolled", "member.updated"):
            member["segment"] = data.get("segment") or member["segment"]
            member["referrer_id"] = data.get("referrer_id") or member["referrer_id"]

    def _post(self, shard: int, sequence: int, who: Who, posting: dict[str, Any]) -> None:
        amount, number, member, lot = posting["amount"], lot_number(posting), self.members[who], None
        if number is not None:
            lot = self.lots.setdefault((*who, number), dict(NEW_LOT))
            fold_lot(lot, posting["lot"])
            member["lots"] = max(member["lots"], number)
        for account, change in ((posting["source"], -amount), (posting["target"], amount)):
            if account in MEMBER_PARTS:
                member[account] += change
                if lot is not None and account != "arrears":
                    lot[account] += change
                    if lot[account] < 0:
                        raise Corrupt(shard, sequence, f"S9: {account} of lot {number} becomes {lot[account]}")
                continue
            self.accounts[who[0], account, posting["unit"]] += change
            if account in ("redeemed", "expired"):
                member[account] += change
                if lot is not None and account == "expired":
                    lot["expired"] += change
            elif account.startswith("issued:"):
                member["earned"] -= change
                if lot is not None:
                    lot["granted"] -= change
            elif account in ("transit", "adjusted") and change < 0 and lot is not None:
                lot["granted"] -= change

    def _lapse(self, who: Who, body: dict[str, Any]) -> None:
        """Find the holds that lapsed with a record: their points came back just when their time ran out (S15a)."""
        came_back = {
            datetime.fromisoformat(posting["effective_at"])
            for posting in body["postings"]
            if posting["source"] == "held" and posting["target"] != "transit"
        }
        if body["event"]["type"] in CLOSING:
            came_back = {at for at in came_back if at <= datetime.fromisoformat(body["effective_at"])}
        for redeemed in self.redemptions[who].values() if came_back else ():
            if redeemed.state == "held" and redeemed.held_until in came_back:
                redeemed.state = "lapsed"
                self.tallies[*who, "redeemed", redeemed.day] -= sum(points for _, points in redeemed.allocation)

    def _follow(self, who: Who, body: dict[str, Any]) -> None:
        """Follow a redemption or a return from record to record (S19–S22)."""
        data, at = body["event"]["data"], datetime.fromisoformat(body["effective_at"])
        redemptions = self.redemptions[who]
        match body["event"]["type"]:
            case "redemption.requested" | "redemption.reserved" as kind:
                target = "held" if kind == "redemption.reserved" else "redeemed"
                day, until = self.day_of(who[0], at), (body.get("explanation") or {}).get("held_until")
                redemptions[data["redemption_id"]] = Redeemed(
                    target, at, day, until and datetime.fromisoformat(until), allocation(body, "active", target)
                )
                self.tallies[*who, "redeemed", day] += data["points"]
            case "redemption.captured":
                redeemed = redemptions[data["redemption_id"]]
                held = sum(points for _, points in redeemed.allocation)
                redeemed.state, redeemed.effective_at = "captured", at
                redeemed.allocation = allocation(body, "held", "redeemed")
                spent = sum(points for _, points in redeemed.allocation)
                self.tallies[*who, "redeemed", redeemed.day] -= held - spent
            case "redemption.released":
                # One that lapsed, here or before a merge, stays as it is.
                if (released := redemptions.get(data["redemption_id"])) and released.state == "held":
                    self._release(who, released, at)
            case "redemption.cancelled":
                if said := (body.get("explanation") or {}).get("inherited"):
                    redemptions[data["redemption_id"]] = inherited(said["state"], said)
                back = sum(p["amount"] for p in body["postings"] if p["source"] == "redeemed")
                redemptions[data["redemption_id"]].cancelled += back
            case "purchase.returned":
                self._follow_return(who, body)
            case "points.transferred":
                self.tallies[*who, "transferred", self.day_of(who[0], at)] += data["points"]
            case "member.closed" | "member.erased":
                for open_one in [each for each in redemptions.values() if each.state == "held"]:
                    self._release(who, open_one, max(at, open_one.effective_at))
            case "member.merged":
                for open_one in [each for each in redemptions.values() if each.state == "held"]:
                    open_one.state = "moved"

    def _release(self, who: Who, redeemed: Redeemed, at: datetime) -> None:
        redeemed.state, redeemed.effective_at = "released", at
        self.tallies[*who, "redeemed", redeemed.day] -= sum(points for _, points in redeemed.allocation)

    def _absorb(self, who: Who, why: dict[str, Any]) -> None:
        """Take what a survivor's record says of the member that was merged into it (S28)."""
        member = self.members[who]
        member["purchases"] += why["purchases"]
        member["enrolled"] |= why["enrolled"]
        member["lots"], member["merges"] = why["lots_made"], len(why["aliases"])
        for place, alias in enumerate(why["aliases"], 1):
            self.aliases[*who, alias["member_id"]] = (alias["shard"], alias["lots_after"], alias["lots"], place)
        for hold in why["holds"]:
            self.redemptions[who][hold["redemption_id"]] = inherited("held", hold)

    def _follow_return(self, who: Who, body: dict[str, Any]) -> None:
        why = body["explanation"]
        returned = self.returns[*who, why["order"]["source"], why["order"]["order_id"]]
        for line in why.get("lines", ()):
            returned.lines[line["line_id"]] = returned.lines.get(line["line_id"], 0) + line["quantity"]
        whole, _, places = why.get("returned_amount", "0").partition(".")
        returned.amount += int(whole + places.ljust(4, "0"))
        returned.clawed += why["clawed"]
        returned.covered += why["covered"]
        returned.reversed -= Decimal(body.get("deferred", 0))

    def _count_rules(self, who: Who, body: dict[str, Any]) -> None:
        """Count what rules and caps of the record's programme version count (S12, S15b)."""
        why = body.get("explanation") or {}
        if (version := self.versions.get((who[0], why.get("version", 0)))) is None:
            return
        for rule in why.get("rules", ()):
            if rule.get("counted"):
                self.tallies[*who, f"rule:{rule['rule_id']}", date.min] += 1
        points = sum(line["points"] for line in why.get("lines", ()))
        if body["event"]["type"] == "purchase.completed" and points:
            day, caps = self.day_of(who[0], datetime.fromisoformat(body["effective_at"])), version["earning"]["caps"]
            if caps["day"] is not None:
                self.tallies[*who, "earned", day] += points
            if caps["month"] is not None:
                self.tallies[*who, "earned_month", day.replace(day=1)] += points

    def working_state(self) -> dict[Who, tuple[Any, ...]]:
        """Return each member as it is kept, with the earliest activation, lapse, and expiry."""
        activations: dict[Who, datetime] = {}
        lapses: dict[Who, datetime] = {}
        expiries: dict[Who, datetime] = {}
        for (programme, member_id, _), lot in self.lots.items():
            who = (programme, member_id)
            if lot["pending"]:
                _earliest(activations, who, lot["activates_at"])
            if lot["pending"] + lot["active"]:
                _earliest(expiries, who, lot["expires_at"])
        for who, redemptions in self.redemptions.items():
            for redeemed in redemptions.values():
                if redeemed.state == "held":
                    _earliest(lapses, who, redeemed.held_until)
        return {
            who: (*member.values(), activations.get(who), lapses.get(who), expiries.get(who))
            for who, member in self.members.items()
        }

    def kept_redemptions(self) -> dict[tuple[str, str, str], tuple[Any, ...]]:
        """Return the redemptions that are kept beside their records: holds, and what was cancelled."""
        return {
            (*who, name): (r.state, r.effective_at, r.day, r.held_until, r.allocation, r.cancelled)
            for who, redemptions in self.redemptions.items()
            for name, r in redemptions.items()
            if r.state != "redeemed" or r.cancelled
        }

    def kept_returns(self) -> dict[tuple[str, str, str, str], tuple[Any, ...]]:
        """Return what came back of orders, as it is kept."""
        return {
            order: (r.lines, r.amount, r.clawed, r.covered, f"{r.reversed:.8f}") for order, r in self.returns.items()
        }
