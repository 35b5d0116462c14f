"""What decisions will ask for beyond the event's own member, so that the shell gathers it before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from schemas.calendar import local_date
from schemas.events import OF_NO_MEMBER, Due, Event, MemberEnrolled, RedemptionRequested, RedemptionReserved
from schemas.moves import MemberMerged, PointsTransferred
from services.ledger.earning import capped_tallies
from services.ledger.nouns import EarningRule, Member, Tally, Terms
from services.ledger.programmes import Programmes
from services.ledger.reach import NEVER
from services.ledger.working import MemberKey, Working

TRIGGERS = {"member.enrolled": "enrolment", "purchase.completed": "purchase", "activity.completed": "activity"}
"""By the type of an event, what rules call it when it is their trigger (S11, S15b)."""

TAKE_POINTS = frozenset({"redemption.requested", "redemption.reserved"})
COUNTED_BY_DAY = dict.fromkeys(TAKE_POINTS, "redeemed") | {"points.transferred": "transferred"}
"""By the type of an event that takes points, what the limit of a day counts (S17, S27)."""
SEE_NEW_LOTS = OF_NO_MEMBER | {
    "member.enrolled", "member.updated", "purchase.completed", "points.granted", "activity.completed"
}  # fmt: skip
"""Types that empty no lot that was there before, unless the member has a debt: they see what falls due, no others."""
SEE_FIRST_LOTS = TAKE_POINTS | {
    "redemption.captured", "redemption.released", "redemption.cancelled", "purchase.returned", "points.activation_due",
    "points.expiry_due",
}  # fmt: skip
"""Types that see the first open lots in the order of S18, and raise MoreLotsNeeded for more; all others see all."""
FEW = 4
"""How many lots are read at first, beside those in which the points are likely to be."""


@dataclass(slots=True, frozen=True)
class LotsWanted:
    """Which lots of a member are read: the first `first` open ones in the order of S18, and those that expire by
    `expired_by`; all pending ones that are active by `active_by`, and the next; none of them where it is None.
    """

    first: int = 0
    expired_by: datetime | None = None
    active_by: datetime | None = None


def wanted_lots(member: Member, events: Iterable[Event], horizon: datetime, at_least: int = 0) -> LotsWanted:
    """Return which lots the decisions of a member's events will look at, beside those of orders and redemptions.

    `horizon` is later than every deciding instant. `at_least` is how many of the first lots a decision asked for that
    had too few: then all pending ones are read, too.
    """
    first, points, expired_by, sees_pending = 1 if member.arrears < 0 else 0, 0, None, at_least > 0
    for event in events:
        if event.type in SEE_NEW_LOTS:
            continue
        first = max(first, FEW if event.type in SEE_FIRST_LOTS else member.lots_made)
        if event.type in TAKE_POINTS:
            wanted = cast("RedemptionRequested | RedemptionReserved", event.data).points
            points += wanted if 0 < wanted <= member.pending + member.active + member.held else 0
        elif event.type == "points.expiry_due":
            as_of = cast("Due", event.data).as_of
            expired_by, sees_pending = max(as_of, expired_by or as_of), True
        elif event.type not in SEE_FIRST_LOTS or event.type == "purchase.returned":
            sees_pending = True
    first += 2 * points * member.lots_made // max(member.earned, 1)
    active_by = None
    if member.next_activation is not None and (sees_pending or member.next_activation <= horizon):
        active_by = NEVER if at_least else horizon
    return LotsWanted(min(max(first, at_least), member.lots_made), expired_by, active_by)


def wanted_tallies(event: Event, programmes: Programmes) -> list[Tally]:
    """Return what counts towards the limits that the decision will keep, of the event's own member (S12, S15b, S17)."""
    if event.type not in COUNTED_BY_DAY and event.type not in TRIGGERS:
        return []
    terms = programmes.at(event.programme, event.time)
    if terms is None:
        return []
    if event.type in COUNTED_BY_DAY:
        return [(COUNTED_BY_DAY[event.type], local_date(event.time, terms.zone))]
    wanted = _of_rules(terms.rules.get(TRIGGERS[event.type], ()))
    if event.type == "purchase.completed" and not terms.is_plain:
        wanted += [tally for _, _, tally in capped_tallies(terms, local_date(event.time, terms.zone))]
    return wanted


def _of_rules(rules: Iterable[EarningRule]) -> list[Tally]:
    return [rule.tally for rule in rules if rule.max_per_member is not None]


def counterpart(event: Event) -> str | None:
    """Return the other member that an event names: who receives a transfer, into whom one is merged (S27, S28)."""
    match event.data:
        case PointsTransferred(to_member_id=named) | MemberMerged(into_member_id=named):
            return named
    return None


def aliases_of(event: Event, member: Member) -> list[MemberKey]:
    """Return the aliases of who is erased, each of which gets a record too (S29)."""
    if event.type != "member.erased":
        return []
    return [(alias.shard, member.programme, alias.member_id) for alias in member.aliases]


def wanted_others(
    events: Iterable[tuple[Event, Member]], programmes: Programmes
) -> dict[tuple[str, str], frozenset[Tally]]:
    """Return the other members that decisions look at: (programme, member id), and what is read of their limits.

    `events` are those of a batch, in order, each with its member as it was before the batch. A referrer is wanted for
    a purchase that may be the member's first, named by the member's enrolment, be it in this batch (S15b); so is the
    counterpart of an event. Their rows are locked like the members' own, known to the
    ledger or not, and gathered into `Working.members`.
    """
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    wanted: dict[tuple[str, str], frozenset[Tally]] = {}
    for event, member in events:
        own = (event.programme, member.member_id)
        if event.type == "member.enrolled" and not member.enrolled:
            if referrer_id := cast("MemberEnrolled", event.data).referrer_id:
                named[own].add(referrer_id)
        elif event.type == "purchase.completed" and member.purchases == 0:
            referrers = named.get(own, set()) | ({member.referrer_id} if member.referrer_id else set())
            terms = programmes.at(event.programme, event.time) if referrers else None
            for referrer_id in referrers - {member.member_id}:
                if terms is not None and "referral" in terms.rules:
                    other = (event.programme, referrer_id)
                    wanted[other] = wanted.get(other, frozenset()).union(_of_rules(terms.rules["referral"]))
        elif (other_id := counterpart(event)) is not None:
            wanted.setdefault((event.programme, other_id), frozenset())
    return wanted


def others_of(event: Event, member: Member, terms: Terms, working: Working) -> dict[str, Member]:
    """Return the other members that a decision looks at, among those of the batch, by the ids that name them.

    Raises LookupError when one was not gathered whom a rule would reward, or to whom points would go: points must not
    get lost in silence.
    """
    if event.type == "member.erased":
        return {key[2]: working.members[key] for key in aliases_of(event, member)}
    name = counterpart(event)
    if event.type == "purchase.completed" and not member.purchases:
        name = member.referrer_id
    if name is None:
        return {}
    found = working.named(event.programme, name)
    if found is None and (event.type != "purchase.completed" or "referral" in terms.rules):
        raise LookupError(f"the member {name!r} was not gathered")
    return {} if found is None else {name: found}
