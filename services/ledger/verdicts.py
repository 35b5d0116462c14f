"""How a decision begins: guards that many rules share; then refused, or accepted, with what time has done (S15a)."""

from datetime import datetime

from schemas.events import Event
from services.ledger.lots import settle
from services.ledger.nouns import Case, Decision, Member
from services.ledger.reasons import Reason


def join(member: Member, at: datetime) -> None:
    """Make a member known, or open as before; the day of the first time is that of its anniversaries (S10, S31)."""
    member.status, member.changed = "open", True
    if member.joined_at is None:
        member.joined_at = at


def not_open(member: Member, *, may_join: bool = False) -> Reason | None:
    """Return why nothing is decided for a member, or None: nobody knows it and it may not join now, or it has left."""
    if member.status == "unknown" and not may_join:
        return Reason.MEMBER_UNKNOWN
    if member.status == "closed":
        return Reason.MEMBER_CLOSED
    return None


def receiver_of(case: Case, member_id: str) -> Member | None:
    """Return the other member that an event names, None unless points can go there: somebody else, open (S27, S28)."""
    other = case.others.get(member_id)
    return None if other is None or other is case.member or other.status != "open" else other


def refused(event: Event, reason: Reason) -> Decision:
    """Return a refusal: no posting, and nothing is settled."""
    return Decision(event.time, [], reason)


def accepted(event: Event, member: Member, at: datetime, effective_at: datetime | None = None) -> Decision:
    """Begin an accepted record with what time has done by the deciding instant `at` (S15a)."""
    decision = Decision(effective_at or event.time, [])
    settle(decision.postings, member, at)
    return decision


def effective_after(event: Event, earlier: datetime) -> datetime:
    """Return when an event is effective that refers to an earlier one: no earlier than that (S2)."""
    return max(event.time, earlier)


def deciding_instant(event: Event, effective_at: datetime) -> datetime:
    """Return the instant t of a decision: the ledger's clock for a command, else when it is effective (S2)."""
    return event.time if event.is_command else effective_at
