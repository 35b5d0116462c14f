"""What decisions will ask for beyond the event's own member, so that the shell gathers it before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from schemas.calendar import DAY, local_date
from schemas.events import OF_NO_MEMBER, Due, Event, MemberEnrolled, RedemptionRequested, RedemptionReserved
from schemas.member_events import MemberMerged
from schemas.points_events import PointsTransferred
from schemas.tiers import Span, span_after, span_at, span_ended
from services.ledger.earning import capped_tallies
from services.ledger.nouns import EarningRule, Member, Tally, Terms
from services.ledger.programmes import Programmes
from services.ledger.reach import FIRST, NEVER
from services.ledger.working import MemberKey, Working

TRIGGERS = {"member.enrolled": "enrolment", "purchase.completed": "purchase", "activity.completed": "activity"}
"""By the type of an event, what rules call it when it is their trigger (S11, S15b)."""

TAKE_POINTS = frozenset({"redemption.requested", "redemption.reserved"})
COUNTED_BY_DAY = dict.fromkeys(TAKE_POINTS, "redeemed") | {"points.transferred": "transferred"}
"""By the type of an event that takes points, what the limit of a day counts (S17, S27)."""
SEE_NEW_LOTS = OF_NO_MEMBER | {
    "member.enrolled", "member.updated", "purchase.completed", "points.granted", "activity.completed",
    "tier.review_due", "tier.assigned",
}  # fmt: skip
"""Types that empty no lot that was there before, unless the member has a debt: they see what falls due, no others."""
SEE_FIRST_LOTS = TAKE_POINTS | {
    "redemption.captured", "redemption.released", "redemption.cancelled", "purchase.returned", "points.activation_due",
    "points.expiry_due",
}  # fmt: skip
"""Types that see the first open lots in the order of S18, and raise MoreLotsNeeded for more; all others see all."""
FEW, SOME = 4, 12
"""How many lots are read at first; and for who takes points, beside those in which the points are likely to be: a batch
that is gathered again for one member costs more than some lots of each."""


@dataclass(slots=True, frozen=True)
class LotsWanted:
    """Which lots of a member are read: the first `first` open ones in the order of S18, and those that expire by
    `expired_by`; all pending ones that are active by `active_by`, and the next; none of them where it is None.
    """

    first: int = 0
    expired_by: datetime | None = None
    active_by: datetime | None = None


def latest_instant(events: Iterable[Event]) -> datetime:
    """Return the latest instant at which an event of a batch is decided, unless it refers to something still later."""
    instants = [max(event.time, event.data.as_of) if isinstance(event.data, Due) else event.time for event in events]
    return max(instants, default=FIRST)  # Of a batch that could not be read there are none.


def wanted_lots(member: Member, events: Iterable[Event], horizon: datetime, at_least: int = 0) -> LotsWanted:
    """Return which lots the decisions of a member's events will look at, beside those of orders and redemptions.

    Pending ones are those that are active by `horizon`. `at_least` is how many of the first lots a decision asked for
    that had too few: then all pending ones are read, too.
    """
    first, points, expired_by, sees_pending = 1 if member.arrears < 0 else 0, 0, None, at_least > 0
    for event in events:
        if event.type in SEE_NEW_LOTS:
            continue
        first = max(first, FEW if event.type in SEE_FIRST_LOTS else member.lots_made)
        if event.type in TAKE_POINTS:
            wanted = cast("RedemptionRequested | RedemptionReserved", event.data).points
            if 0 < wanted <= member.pending + member.active + member.held:
                first, points = max(first, SOME), points + wanted
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
        limits = terms.version.redemption if event.type in TAKE_POINTS else terms.version.transfer
        is_limited = limits.points_per_day is not None
        return [(COUNTED_BY_DAY[event.type], local_date(event.time, terms.zone))] if is_limited else []
    wanted = _of_rules(terms.rules.get(TRIGGERS[event.type], ()))
    if event.type == "purchase.completed" and not terms.is_plain:
        wanted += [tally for _, _, tally in capped_tallies(terms, local_date(event.time, terms.zone))]
    return wanted


def _of_rules(rules: Iterable[EarningRule]) -> list[Tally]:
    return [rule.tally for rule in rules if rule.max_per_member is not None]


def counterpart(event: Event) -> str | None:
    """Return the other member that an event names: who receives a transfer, into whom one is merged (S27, S28)."""
    match event.type:
        case "points.transferred":
            return cast("PointsTransferred", event.data).to_member_id
        case "member.merged":
            return cast("MemberMerged", event.data).into_member_id
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


def wanted_windows(events: Iterable[Event], member: Member, programmes: Programmes) -> set[Span]:
    """Return the windows of time whose measures decisions may ask for, of one member's events of a batch (S31, S32).

    A purchase asks for its own window, a review for the one that ended when the tier's time was over: the time it had
    before the batch, or that a purchase or a review of the batch may have given it.
    """
    windows: set[Span] = set()
    if member.joined_at is None:
        return windows  # Nothing was counted before.
    reached = member.tiering.reached if member.tiering else None
    untils: set[date] = set()
    for event in events:
        terms = programmes.at(event.programme, event.time)
        if terms is None or terms.tiers is None:
            continue
        window, joined_on = terms.tiers.tiers.window, local_date(member.joined_at, terms.zone)
        if reached is not None and reached.until is not None:
            untils.add(local_date(reached.until, terms.zone))
        if event.type == "purchase.completed":
            found = {span_at(window, joined_on, local_date(event.time, terms.zone))}
        elif event.type == "tier.review_due" and window.kind != "lifetime":
            found = {span_ended(window, joined_on, until) for until in untils}
        else:
            continue
        windows |= found
        if window.kind != "lifetime":
            untils |= {span_after(window, joined_on, span).last + DAY for span in found}
    return windows


def asks_past(event: Event, member: Member) -> bool:
    """Tell whether an event looks back at how its member stood: it was effective before the present standing (S11)."""
    tiering = member.tiering
    standings = (tiering.reached, tiering.assigned) if tiering else ()
    return event.type in TRIGGERS and any(
        standing is not None and event.time < standing.since for standing in standings
    )
