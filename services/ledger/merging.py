"""Two members become one: all that one has and owes moves to the other, whose alias it is from then on (S28)."""

from dataclasses import replace
from typing import Any, cast

from schemas.member_events import MemberMerged
from services.ledger.lots import lot_like, post, spendable_lots
from services.ledger.merging_tiers import inherit
from services.ledger.nouns import Alias, Case, Decision, Lot, Member, Posting, Redemption
from services.ledger.reach import every_lot, note_next_activation, note_next_lapse
from services.ledger.reasons import Reason
from services.ledger.verdicts import accepted, not_open, receiver_of, refused

PARTS = ("pending", "active", "held")


def merged(case: Case) -> Decision:
    """`member.merged`: two records in one transaction; what moves is in transit between them (S28)."""
    event, member = case.event, case.member
    survivor = receiver_of(case, cast("MemberMerged", event.data).into_member_id)
    if reason := not_open(member):
        return refused(event, reason)
    if survivor is None:
        return refused(event, Reason.RECEIVER_INVALID)
    # From here on it must succeed.
    decision, gained = accepted(event, member, event.time), accepted(event, survivor, event.time)
    parts = _let_go(decision, member)
    debt = -member.arrears
    if debt:
        decision.postings.append(Posting("transit", "arrears", debt, None, event.time))
        member.arrears = 0
    absorbed = _absorb(survivor, member)
    for lot, part, points in parts:
        _take_in(gained, survivor, absorbed.lots_after + lot.number, lot, part, points)
    if debt:
        gained.postings.append(Posting("arrears", "transit", debt, None, event.time))
        survivor.arrears -= debt
    holds = [_move_hold(hold, survivor, absorbed) for hold in _open_holds(member)]
    _pay(gained, survivor)
    inherit(gained, survivor, member, case.terms)
    decision.explanation = {"merged_into": survivor.member_id}
    gained.explanation = {**(gained.explanation or {}), **_explained(member, survivor, holds)}
    for who in (member, survivor):
        who.changed = True
        note_next_activation(who)
        note_next_lapse(who)
    member.status, member.merged_into = "merged", survivor.member_id
    decision.also.append((survivor, gained))
    return decision


def _let_go(decision: Decision, member: Member) -> list[tuple[Lot, str, int]]:
    """Post every part of every lot into transit; return what went: (lot, part, points)."""
    parts = [
        (lot, part, points)
        for lot in sorted(every_lot(member), key=lambda lot: lot.number)
        for part in PARTS
        if (points := getattr(lot, part))
    ]
    for lot, part, points in parts:
        post(decision.postings, member, part, "transit", points, lot, decision.effective_at)
    return parts


def _absorb(survivor: Member, member: Member) -> Alias:
    """Make a member, and those that were merged into it, aliases of the survivor; return the member's own.

    Its lots are numbered on from the survivor's, empty ones too, so that what a cancel gives back years later still
    finds its lot.
    """
    after = survivor.lots_made
    own = Alias(member.shard, member.member_id, after, member.lots_made, 0)
    handed_on = [replace(alias, lots_after=after + alias.lots_after) for alias in member.aliases]
    survivor.aliases = [
        replace(alias, place=place, is_new=True) for place, alias in enumerate([own, *handed_on, *survivor.aliases], 1)
    ]
    survivor.merges = len(survivor.aliases)
    survivor.lots_made += member.lots_made
    survivor.purchases += member.purchases
    survivor.enrolled |= member.enrolled
    return own


def _take_in(gained: Decision, survivor: Member, number: int, given: Lot, part: str, points: int) -> None:
    """Post a part out of transit into the survivor's lot of that number, with the dates it had."""
    lot = next((lot for lot in survivor.lots if lot.number == number), None)
    if lot is None:
        made = survivor.lots_made
        lot = lot_like(survivor, given, 0)
        lot.number, survivor.lots_made = number, made
    lot.granted += points
    post(gained.postings, survivor, "transit", part, points, lot, gained.effective_at)


def _open_holds(member: Member) -> list[Redemption]:
    return sorted(
        (hold for hold in member.redemptions.values() if hold.state == "held"), key=lambda hold: hold.redemption_id
    )


def _move_hold(hold: Redemption, survivor: Member, absorbed: Alias) -> Redemption:
    """Hold for the survivor what was held for the member, until the same instant."""
    allocation = [(absorbed.lots_after + number, points) for number, points in hold.allocation]
    moved = replace(hold, allocation=allocation, changed=True)
    hold.state, hold.changed = "moved", True
    survivor.redemptions[moved.redemption_id] = moved
    return moved


def _pay(gained: Decision, survivor: Member) -> None:
    """Pay the summed debt from what can be spent, in the order of S18 (S15, S28)."""
    if survivor.arrears == 0:
        return
    for lot in spendable_lots(survivor, gained.effective_at):
        if paid := min(-survivor.arrears, lot.active):
            post(gained.postings, survivor, "active", "arrears", paid, lot, gained.effective_at)


def _explained(member: Member, survivor: Member, holds: list[Redemption]) -> dict[str, Any]:
    """Return what the survivor's record says beside its postings: all that a fold of its shard needs to know."""
    return {
        "merged": member.member_id,
        "purchases": member.purchases,
        "enrolled": member.enrolled,
        "aliases": [
            {"shard": alias.shard, "member_id": alias.member_id, "lots_after": alias.lots_after, "lots": alias.lots}
            for alias in survivor.aliases
        ],
        "lots_made": survivor.lots_made,
        "holds": [
            {
                "redemption_id": hold.redemption_id,
                "effective_at": hold.effective_at,
                "day": hold.day,
                "held_until": hold.held_until,
                "allocation": hold.allocation,
            }
            for hold in holds
        ],
    }
