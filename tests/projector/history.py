"""A ledger's history made up of every movement there is, and what the views must say of it, noted as it happens.

The books here are kept by what is done (a redemption, a claw), the views by source and target of postings: two ways to
the same figures.
"""

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
OPERATIONS = (
    "issue", "issue_pending", "activate", "redeem", "recredit", "hold", "release", "capture", "expire", "claw",
    "write_off", "adjust_up", "adjust_down", "transfer", "merge_debt", "forfeit", "reject", "load_money",
)  # fmt: skip
ORIGINS = ("purchase", "campaign", "goodwill")
PARTNERS = (None, "fuel", "books")


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


@dataclass
class Member:
    """A member as the books have them."""

    member_id: str
    lots: list[Lot] = field(default_factory=list)
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


class History:
    """Records of a few members, one operation after another; an operation with nothing to move moves nothing."""

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
        self._now = BEGAN

    def do(self, operation: str, member_id: str, other_id: str, amount: int) -> None:
        """Append the record, or two, of an operation."""
        self._now += STEP
        member = self.members.setdefault(member_id, Member(member_id))
        operate: Callable[[Member, Member, int], None] = getattr(self, f"_{operation}")
        operate(member, self.members.setdefault(other_id, Member(other_id)), amount)
        self._record(member, operation, "rejected" if operation == "reject" else "accepted")

    def month(self, instant: datetime) -> str:
        return instant.astimezone(self.zone).strftime("%Y-%m")

    def _record(self, member: Member, operation: str, verdict: Literal["accepted", "rejected"]) -> None:
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
            "event": {"source": "urn:test", "id": f"{operation}-{len(self.records)}", "type": f"test.{operation}",
                      "time": text(self._now), "data": {}},
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
        self.records.append(body)
        self._postings = []

    def _post(self, source: str, target: str, amount: int, lot: Lot | None, line: str | None, sign: int = 1) -> None:
        """Move points, and note the line of the report they belong to."""
        if amount == 0:
            return
        period = self.month(self._now)
        posting: PostingBody = {
            "source": source, "target": target, "amount": amount, "unit": "points", "effective_at": text(self._now),
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
        # A debt is paid first (S15).
        self._post(source, "active", amount, lot, line)
        repaid = min(member.arrears and -member.arrears, amount)
        self._post("active", "arrears", repaid, lot, "repaid")
        self.debts[self.month(self._now), "repaid"] += repaid
        member.arrears += repaid

    def _new_lot(self, member: Member, origin: str, partner: str | None, earned_at: str | None = None) -> Lot:
        earned_at = earned_at or text(self._now)
        reference: LotReference = {
            "lot_id": f"{member.member_id}/{len(member.lots) + 1}", "origin": origin, "earned_at": earned_at,
            "activates_at": earned_at, "expires_at": text(self._now + timedelta(days=365)),
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

    def _issue(self, member: Member, _other: Member, amount: int) -> None:
        lot = self._new_lot(member, ORIGINS[amount % 3], PARTNERS[amount % 3])
        member.earned += amount
        self._activate_from(member, f"issued:{lot.reference['origin']}", amount, lot, "issued")

    def _issue_pending(self, member: Member, _other: Member, amount: int) -> None:
        lot = self._new_lot(member, "purchase", PARTNERS[amount % 3])
        member.earned += amount
        self._post("issued:purchase", "pending", amount, lot, "issued")

    def _activate(self, member: Member, _other: Member, _amount: int) -> None:
        for lot in member.lots:
            if lot.pending:
                self._activate_from(member, "pending", lot.pending, lot, None)

    def _capture(self, member: Member, other: Member, amount: int) -> None:
        self._redeem(member, other, amount, "held")

    def _redeem(self, member: Member, _other: Member, amount: int, part: str = "active") -> None:
        for lot, points in self._take(member, part, amount):
            self._post(part, "redeemed", points, lot, "redeemed")
            lot.redeemed += points
            member.redeemed += points

    def _recredit(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "redeemed", amount):
            lot.redeemed -= points
            member.redeemed -= points
            self._activate_from(member, "redeemed", points, lot, "recredited")

    def _hold(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "active", amount):
            self._post("active", "held", points, lot, None)

    def _release(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "held", amount):
            self._activate_from(member, "held", points, lot, None)

    def _expire(self, member: Member, _other: Member, _amount: int) -> None:
        for lot in member.lots[:2]:
            for part in ("pending", "active"):
                points = getattr(lot, part)
                member.expired += points
                self._post(part, "expired", points, lot, "expired")

    def _claw(self, member: Member, _other: Member, amount: int) -> None:
        short = self._claw_lots(member, amount)
        self._post("arrears", "clawed_back", short, member.lots[0] if member.lots else None, None)
        member.arrears -= short
        self.debts[self.month(self._now), "shortfalls"] += short

    def _write_off(self, member: Member, _other: Member, amount: int) -> None:
        short = self._claw_lots(member, amount)
        self._post("written_off", "clawed_back", short, member.lots[0] if member.lots else None, None)
        self.debts.update({(self.month(self._now), line): short for line in ("shortfalls", "written_off")})

    def _claw_lots(self, member: Member, amount: int) -> int:
        for part in ("pending", "active"):
            for lot, points in self._take(member, part, amount):
                self._post(part, "clawed_back", points, lot, "clawed_back")
                amount -= points
        return amount

    def _adjust_up(self, member: Member, _other: Member, amount: int) -> None:
        self._activate_from(member, "adjusted", amount, self._new_lot(member, "adjustment", None), "adjusted")

    def _adjust_down(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "active", amount):
            self._post("active", "adjusted", points, lot, "adjusted", -1)

    def _transfer(self, member: Member, other: Member, amount: int) -> None:
        """Two records: the sender's, and the receiver's with new lots of the same origin, partner, and dates (S27)."""
        if member is other:
            return
        given = self._take(member, "active", amount)
        for lot, points in given:
            self._post("active", "transit", points, lot, "transferred", -1)
        self._record(member, "transfer", "accepted")
        for lot, points in given:
            reference = lot.reference
            mine = self._new_lot(other, reference["origin"], reference.get("partner_id"), reference["earned_at"])
            self._activate_from(other, "transit", points, mine, "transferred")
        self._record(other, "transfer", "accepted")

    def _merge_debt(self, member: Member, other: Member, _amount: int) -> None:
        """The debt moves with the member (S28); no lot is named, and the programme's arrears stay what they were."""
        debt = -member.arrears
        if member is other or not debt:
            return
        self._post("transit", "arrears", debt, None, None)
        member.arrears = 0
        self._record(member, "merge", "accepted")
        self._post("arrears", "transit", debt, None, None)
        other.arrears -= debt
        self._record(other, "merge", "accepted")

    def _forfeit(self, member: Member, _other: Member, _amount: int) -> None:
        for lot in member.lots:
            for part in ("pending", "active"):
                self._post(part, "forfeited", getattr(lot, part), lot, "forfeited")

    def _reject(self, _member: Member, _other: Member, _amount: int) -> None:
        """A refusal is a record that moves nothing."""

    def _load_money(self, member: Member, _other: Member, amount: int) -> None:
        """Stored value beside the points: another unit, in none of these figures (S7)."""
        lot: LotReference = {"lot_id": f"{member.member_id}/m", "origin": "load", "earned_at": text(self._now),
                             "activates_at": text(self._now), "expires_at": None}  # fmt: skip
        self._postings.append(
            {"source": "issued:load", "target": "active", "amount": amount, "unit": "money:EUR",
             "effective_at": text(self._now), "period": self.month(self._now), "lot": lot}
        )  # fmt: skip


def history_of(operations: list[tuple[str, int, int, int]], shards: int) -> History:
    """Return the history of operations: (name, member's number, other member's number, amount)."""
    history = History(shards)
    for name, member, other, amount in operations:
        history.do(name, f"m-{member}", f"m-{other}", amount)
    return history


def published(zone: str) -> dict[str, Any]:
    """Return the register's record that makes the programme's zone known."""
    version = {"programme": PROGRAMME, "version": 1, "time_zone": zone}
    return {
        "programme": PROGRAMME, "member_id": "register", "incarnation": 1, "shard": -1, "sequence": 1,
        "event": {"source": "urn:proposal", "id": "p", "type": "programme.published", "time": text(BEGAN),
                  "data": version},
        "recorded_at": text(BEGAN), "effective_at": text(BEGAN), "register": 1, "verdict": "accepted", "postings": [],
        "balance": {"pending": 0, "active": 0, "held": 0, "arrears": 0},
    }  # fmt: skip
