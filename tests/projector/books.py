"""The books of a few members, kept by what is done to them: what the views must say."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from schemas.record import LotReference, PostingBody, RecordBody
from services.kit.shards import shard_of

BEGAN = datetime(2026, 1, 1, 8, tzinfo=UTC)
STEP = timedelta(hours=31)
PROGRAMME = "default"
TYPES = {
    "hold": "redemption.reserved", "capture": "redemption.captured", "release": "redemption.released",
    "segment": "member.updated", "refer": "purchase.completed",
}  # fmt: skip


def text(instant: datetime) -> str:
    """Write an instant as records do."""
    return instant.isoformat().replace("+00:00", "Z")


@dataclass
class Lot:
    """A lot, with what was redeemed of it, for giving back."""

    reference: LotReference
    pending: int = 0
    active: int = 0
    held: int = 0
    redeemed: int = 0

    def is_past(self, at: datetime) -> bool:
        """Tell whether it is past its expiry."""
        expires_at = self.reference["expires_at"]
        return expires_at is not None and datetime.fromisoformat(expires_at) <= at


@dataclass
class Hold:
    """Points that are held, of which lots, and until when."""

    held_until: datetime
    parts: list[tuple[Lot, int]]


@dataclass
class Member:
    """A member as the books have them."""

    member_id: str
    lots: list[Lot] = field(default_factory=list)
    holds: dict[str, Hold] = field(default_factory=dict)
    segment: str = ""
    arrears: int = 0
    earned: int = 0
    redeemed: int = 0
    expired: int = 0

    def sum(self, part: str) -> int:
        """Return the member's points in one part of all lots."""
        return sum(getattr(lot, part) for lot in self.lots)

    @property
    def sums(self) -> list[int]:
        """Return what the balance view must have."""
        return [*map(self.sum, ("pending", "active", "held")), self.arrears, self.earned, self.redeemed, self.expired]

    @property
    def open_holds(self) -> set[tuple[str, str, datetime, int]]:
        """Return (lot id, redemption id, until when, points) of what is held."""
        return {
            (lot.reference["lot_id"], redemption_id, hold.held_until, points)
            for redemption_id, hold in self.holds.items()
            for lot, points in hold.parts
        }


class Books:
    """Moves points of members: appends records with postings, and notes what they come to, line by line."""

    def __init__(self, shards: int, zone: str = "Europe/Berlin") -> None:
        self.shards = shards
        self.zone = ZoneInfo(zone)
        self.records: list[RecordBody] = []
        self.members: dict[str, Member] = {}
        self.accepted: set[str] = set()
        self.lines: Counter[tuple[str, str, str, str, str]] = Counter()
        """By (period, partner or '', origin, cohort, line)."""
        self.debts: Counter[tuple[str, str]] = Counter()
        """By (period, line)."""
        self._sequences: Counter[int] = Counter()
        self._postings: list[PostingBody] = []
        self._now = self._at = BEGAN
        self._data: dict[str, Any] = {}
        self._explanation: dict[str, Any] | None = None

    def do(self, operation: str, member_id: str, other_id: str, amount: int) -> None:
        """Append the record, or two, of an operation."""
        self._now += STEP
        self._at = self._now
        member = self.members.setdefault(member_id, Member(member_id))
        if operation != "reject":
            self._settle(member)
        operate: Callable[[Member, Member, int], None] = getattr(self, f"_{operation}")
        operate(member, self.members.setdefault(other_id, Member(other_id)), amount)
        self._record(member, operation, "rejected" if operation == "reject" else "accepted")

    def month(self, instant: datetime) -> str:
        return instant.astimezone(self.zone).strftime("%Y-%m")

    def _settle(self, member: Member) -> None:
        """Holds whose time has run out lapse, each at its own instant, before anything else (S15a)."""
        lapsing = sorted((hold.held_until, name) for name, hold in member.holds.items() if hold.held_until <= self._now)
        for self._at, name in lapsing:
            for lot, points in member.holds.pop(name).parts:
                self._give_back(member, "held", points, lot, None)
        self._at = self._now

    def _record(
        self, member: Member, operation: str, verdict: Literal["accepted", "rejected"], *, caused: bool = False
    ) -> None:
        shard = shard_of(member.member_id, self.shards)
        self._sequences[shard] += 1
        if verdict == "accepted":
            self.accepted.add(member.member_id)
        body: RecordBody = {
            "programme": PROGRAMME,
            "member_id": member.member_id,
            "incarnation": 1,
            "shard": shard,
            "sequence": self._sequences[shard],
            "event": {"source": "urn:test", "id": f"{operation}-{len(self.records)}",
                      "type": TYPES.get(operation, f"test.{operation}"), "time": text(self._now), "data": self._data},
            "recorded_at": text(self._now),
            "effective_at": text(self._now),
            "register": 1,
            "verdict": verdict,
            "postings": self._postings,
            "balance": {"pending": member.sum("pending"), "active": member.sum("active"), "held": member.sum("held"),
                        "arrears": member.arrears},
        }  # fmt: skip
        if verdict == "rejected":
            body["reason"] = "INSUFFICIENT_POINTS"
        if self._explanation is not None:
            body["explanation"] = self._explanation
        if caused:
            body["caused_by"] = {"source": "urn:test", "id": self.records[-1]["event"]["id"]}
        self.records.append(body)
        self._postings, self._data, self._explanation = [], {}, None

    def _post(self, source: str, target: str, amount: int, lot: Lot | None, line: str | None, sign: int = 1) -> None:
        """Move points, and note the line of the report they belong to."""
        if amount == 0:
            return
        period = self.month(self._at)
        posting: PostingBody = {
            "source": source, "target": target, "amount": amount, "unit": "points", "effective_at": text(self._at),
            "period": period,
        }  # fmt: skip
        if lot is not None:
            posting["lot"] = lot.reference
            for account, change in ((source, -amount), (target, amount)):
                if account in ("pending", "active", "held"):
                    setattr(lot, account, getattr(lot, account) + change)
        if line is not None and lot is not None:
            reference = lot.reference
            cohort = self.month(datetime.fromisoformat(reference["earned_at"]))
            key = (period, reference.get("partner_id", ""), reference["origin"], cohort, line)
            self.lines[key] += sign * amount
        self._postings.append(posting)

    def _activate_from(self, member: Member, source: str, amount: int, lot: Lot, line: str | None) -> None:
        # A debt is paid first (S15), unless the points expired on arrival.
        self._post(source, "active", amount, lot, line)
        repaid = 0 if lot.is_past(self._at) else min(-member.arrears, amount)
        self._post("active", "arrears", repaid, lot, "repaid")
        self.debts[self.month(self._at), "repaid"] += repaid
        member.arrears += repaid

    def _give_back(self, member: Member, source: str, amount: int, lot: Lot, line: str | None) -> None:
        self._activate_from(member, source, amount, lot, line)
        if lot.is_past(self._at):
            member.expired += amount
            self._post("active", "expired", amount, lot, "expired")

    def _new_lot(self, member: Member, origin: str, partner: str | None, earned_at: str | None = None) -> Lot:
        earned_at = earned_at or text(self._now)
        expires_at = text(self._now + timedelta(days=9 if len(member.lots) % 3 else 365))
        reference: LotReference = {
            "lot_id": f"{member.member_id}/{len(member.lots) + 1}", "origin": origin, "earned_at": earned_at,
            "activates_at": earned_at, "expires_at": expires_at,
        }  # fmt: skip
        if partner is not None:
            reference["partner_id"] = partner
        member.lots.append(Lot(reference))
        return member.lots[-1]

    def _take(self, member: Member, part: str, amount: int) -> list[tuple[Lot, int]]:
        taken = []
        for lot in member.lots:
            if points := min(amount, getattr(lot, part)):
                taken.append((lot, points))
                amount -= points
        return taken
