"""A member leaves: holds are released, points forfeited; erasure leaves nothing that says who it was (S29)."""

from services.ledger.lots import post
from services.ledger.nouns import Case, Decision, Member
from services.ledger.reach import every_lot, note_next_activation, note_next_lapse
from services.ledger.reasons import Reason
from services.ledger.redeeming import give_up_hold
from services.ledger.verdicts import accepted, effective_after, not_open, refused


def closed(case: Case) -> Decision:
    """`member.closed`: from here on everything but erasure is refused; a debt stays (S29)."""
    event, member = case.event, case.member
    if reason := not_open(member):
        return refused(event, reason)
    # From here on it must succeed.
    return _close(case)


def erased(case: Case) -> Decision:
    """`member.erased`: closes whoever is not, and tells the shell, by being accepted, what to delete (S29).

    Who was merged into the member is the same person: a record of each alias says that its views go too.
    """
    event, member = case.event, case.member
    if member.status == "unknown":
        return refused(event, Reason.MEMBER_UNKNOWN)
    # From here on it must succeed.
    decision = _close(case) if member.status == "open" else Decision(event.time, [])
    named = sorted(member.aliases, key=lambda alias: alias.place)
    decision.also = [(case.others[alias.member_id], Decision(event.time, [])) for alias in named]
    return decision


def _close(case: Case) -> Decision:
    """Release holds, earliest end first, then forfeit what is left of each lot, in the order of their numbers."""
    event, member = case.event, case.member
    decision = accepted(event, member, event.time)
    for hold in sorted(
        (hold for hold in member.redemptions.values() if hold.state == "held"),
        key=lambda hold: (hold.held_until, hold.redemption_id),
    ):
        give_up_hold(decision.postings, member, hold, effective_after(event, hold.effective_at))
    _forfeit(decision, member)
    note_next_lapse(member)
    note_next_activation(member)
    member.status, member.changed = "closed", True
    return decision


def _forfeit(decision: Decision, member: Member) -> None:
    for lot in sorted(every_lot(member), key=lambda lot: lot.number):
        for part, points in (("pending", lot.pending), ("active", lot.active)):
            if points:
                post(decision.postings, member, part, "forfeited", points, lot, decision.effective_at)
