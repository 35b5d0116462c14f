"""A ledger's history made up of every movement there is, and what the views must say of it, noted as it happens.

The books here are kept by what is done (a redemption, a claw), the views by source and target of postings: two ways to
the same figures.
"""

from datetime import timedelta
from typing import Any

from schemas.record import LotReference
from tests.projector.books import BEGAN, PROGRAMME, STEP, Books, Hold, Lot, Member, text

OPERATIONS = (
    "issue", "issue_pending", "activate", "redeem", "recredit", "hold", "release", "capture", "expire", "claw",
    "write_off", "recredit_by_grace", "refer", "segment", "adjust_up", "adjust_down", "transfer", "merge_debt",
    "forfeit", "reject", "load_money",
)  # fmt: skip
ORIGINS = ("purchase", "campaign", "goodwill")
PARTNERS = (None, "fuel", "books")


class History(Books):
    """Records of a few members, one operation after another; an operation with nothing to move moves nothing."""

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

    def _redeem(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "active", amount):
            self._spend(member, "active", points, lot)

    def _spend(self, member: Member, part: str, points: int, lot: Lot) -> None:
        self._post(part, "redeemed", points, lot, "redeemed")
        lot.redeemed += points
        member.redeemed += points

    def _recredit(self, member: Member, _other: Member, amount: int) -> None:
        for lot, points in self._take(member, "redeemed", amount):
            lot.redeemed -= points
            member.redeemed -= points
            self._give_back(member, "redeemed", points, lot, "recredited")

    def _recredit_by_grace(self, member: Member, _other: Member, amount: int) -> None:
        """What the lot still had expires; what comes back to it, perhaps nothing else, lives for a while (S20)."""
        for lot, points in self._take(member, "redeemed", amount):
            if lot.is_past(self._now):
                member.expired += lot.active
                self._post("active", "expired", lot.active, lot, "expired")
                lot.reference = {**lot.reference, "expires_at": text(self._now + timedelta(days=30))}
            lot.redeemed -= points
            member.redeemed -= points
            self._activate_from(member, "redeemed", points, lot, "recredited")

    def _hold(self, member: Member, _other: Member, amount: int) -> None:
        """The time to live ends in a few days; the instants of two holds may be one."""
        parts, held_until = self._take(member, "active", amount), BEGAN + (self._now - BEGAN) // STEP * STEP
        held_until += (1 + amount % 4) * 2 * STEP
        for lot, points in parts:
            self._post("active", "held", points, lot, None)
        name = f"r-{len(self.records)}"
        member.holds[name] = Hold(held_until, parts)
        self._data = {"redemption_id": name, "points": amount}
        self._explanation = {"held_until": text(held_until), "day": "2026-01-01"}

    def _release(self, member: Member, _other: Member, amount: int) -> None:
        """Of a hold that is open or has lapsed; all of it."""
        self._end_hold(member, amount, 0)

    def _capture(self, member: Member, _other: Member, amount: int) -> None:
        self._end_hold(member, amount, amount)

    def _end_hold(self, member: Member, choice: int, amount: int) -> None:
        name = sorted(member.holds)[choice % len(member.holds)] if member.holds else "r-none"
        self._data = {"redemption_id": name}
        for lot, held in member.holds.pop(name).parts if name in member.holds else ():
            spent = min(amount, held)
            if spent:
                self._spend(member, "held", spent, lot)
            if held > spent:
                self._give_back(member, "held", held - spent, lot, None)
            amount -= spent

    def _refer(self, member: Member, other: Member, amount: int) -> None:
        """Two records: a purchase, and one of whoever referred the buyer, with the same event and without its data."""
        self._data = {"order_id": "o", "segment": "not of an enrolment"}
        self._record(member, "refer", "accepted")
        self._settle(other)
        lot = self._new_lot(other, "referral", None)
        other.earned += amount
        self._activate_from(other, "issued:referral", amount, lot, "issued")
        self._record(other, "refer", "accepted", caused=True)

    def _segment(self, member: Member, _other: Member, amount: int) -> None:
        """An update names a segment, or leaves it."""
        if amount % 3:
            member.segment = f"segment-{amount % 3}"
            self._data = {"segment": member.segment}

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
