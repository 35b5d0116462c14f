"""What falls due with time alone: points become active, holds lapse, points expire (S15a, S25)."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from schemas.events import Due
from services.ledger.lots import ends_at, post
from services.ledger.nouns import Case, Decision, Member, Posting
from services.ledger.reach import note_next_activation, see_past
from services.ledger.verdicts import accepted, not_open, refused


def activation_due(case: Case) -> Decision:
    """`points.activation_due`: settling is all it does (S15a)."""
    return _due(case, lambda _postings, _member, _as_of: None)


def expiry_due(case: Case) -> Decision:
    """`points.expiry_due`: what is past its date by `as_of` expires (S25)."""
    return _due(case, _expire)


def _due(case: Case, apply: Callable[[list[Posting], Member, datetime], None]) -> Decision:
    """Post what time has done by `as_of`; with nothing due there is no record (S15a, S25)."""
    event, member = case.event, case.member
    as_of = cast("Due", event.data).as_of
    if reason := not_open(member):
        return refused(event, reason)
    # From here on it must succeed.
    decision = accepted(event, member, as_of)
    apply(decision.postings, member, as_of)
    decision.nothing_due = not decision.postings
    return decision


def _expire(postings: list[Posting], member: Member, as_of: datetime) -> None:
    """Expire the pending and active parts of lots past their date, each effective when that came (S25, S30)."""
    see_past(member, as_of)
    for lot in sorted(member.lots, key=lambda lot: lot.number):
        expires_at = ends_at(member, lot)
        if expires_at is not None and expires_at <= as_of:
            for part, points in (("pending", lot.pending), ("active", lot.active)):
                if points:
                    post(postings, member, part, "expired", points, lot, expires_at)
    note_next_activation(member)
