"""How a verdict begins: a refusal settles nothing, an accepted record begins with what time has done (S15a)."""

from datetime import datetime

from schemas.events import Event
from services.ledger.lots import settle
from services.ledger.nouns import Decision, Member
from services.ledger.reasons import Reason


def refused(event: Event, reason: Reason) -> Decision:
    """Return the refusal of an event: no postings, nothing settled."""
    return Decision(event.time, [], reason)


def accepted(event: Event, member: Member, at: datetime) -> Decision:
    """Begin an accepted record with what time has done by the deciding instant (S15a)."""
    decision = Decision(event.time, [])
    settle(decision.postings, member, at)
    return decision
