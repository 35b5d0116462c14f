"""`purchase.completed`: the points of an order are one lot, with the reason for each of them (S10–S15b, L2)."""

from datetime import date, timedelta
from typing import cast

from schemas.calendar import local_date
from schemas.events import PurchaseCompleted
from schemas.tiers import Measures
from schemas.values import scaled
from services.ledger.deferral import deferred
from services.ledger.earning import Earned, capped_tallies, earn, earn_by_rules, expiry_of, is_eligible
from services.ledger.granting import refer
from services.ledger.lots import activate, new_lot, post
from services.ledger.nouns import Case, Decision, Posting
from services.ledger.reach import note_next_activation
from services.ledger.reasons import Reason
from services.ledger.tiers import count_purchase, tier_at
from services.ledger.verdicts import accepted, join, not_open, refused


def purchase(case: Case) -> Decision:
    """`purchase.completed`: its points are one lot, pending or active at once (S10–S15)."""
    event, member, terms = case.event, case.member, case.terms
    bought = cast("PurchaseCompleted", event.data)
    if reason := not_open(member, may_join=terms.version.auto_enrol):
        return refused(event, reason)
    if bought.currency != terms.version.currency:
        return refused(event, Reason.CURRENCY_MISMATCH)
    day, tier = local_date(event.time, terms.zone), tier_at(member, terms, event.time)
    earned = earn(bought, terms) if terms.is_plain else earn_by_rules(bought, terms, member, day, tier)
    # From here on it must succeed.
    join(member, event.time)
    decision = accepted(event, member, event.time)
    decision.explanation = earned.explanation
    if earned.points:
        _add_lot(decision.postings, case, bought.partner_id, earned.points, day)
        _defer(decision, case, bought, earned.points)
    if not terms.is_plain:
        _count(case, earned, day)
    if member.referrer_id is not None and member.purchases == 0:
        refer(decision, case, member.referrer_id)
    if terms.tiers is not None:
        count_purchase(decision, case, tier, day, _measures(bought, case, earned))
    member.purchases += 1
    return decision


def _measures(bought: PurchaseCompleted, case: Case, earned: Earned) -> Measures:
    """Return what a purchase brings towards a tier (S31)."""
    spend = sum(scaled(line.amount) for line in bought.lines if is_eligible(line, case.terms))
    return Measures(spend, earned.points, 1)


def _add_lot(postings: list[Posting], case: Case, partner_id: str | None, points: int, day: date) -> None:
    """Post the points of an order of a local day: pending until `activates_at`, or active at once (S14, S15)."""
    event, member = case.event, case.member
    pending_days = case.terms.version.earning.pending_days
    activates_at = event.time + timedelta(days=pending_days)
    expires_at = expiry_of(case, local_date(activates_at, case.terms.zone) if pending_days else day)
    lot = new_lot(member, "purchase", partner_id, event.time, activates_at, expires_at, points)
    if pending_days:
        post(postings, member, "issued:purchase", "pending", points, lot, event.time)
        note_next_activation(member)
    else:
        activate(postings, member, "issued:purchase", points, lot, event.time)


def _defer(decision: Decision, case: Case, bought: PurchaseCompleted, points: int) -> None:
    """Freeze which part of the price the points defer, by the estimate in force, if there is one (L2)."""
    valued = case.terms.valued_at(decision.effective_at)
    if valued is not None:
        price = sum(scaled(line.amount) for line in bought.lines)
        decision.deferred, decision.estimate = deferred(price, points, valued.worth), valued.number


def _count(case: Case, earned: Earned, day: date) -> None:
    """Count towards the caps of day and month, and for the rules that one member has only so often (S12)."""
    member = case.member
    if earned.points:
        for _, _, tally in capped_tallies(case.terms, day):
            member.count(*tally, earned.points)
    for rule in earned.rules:
        member.count(*rule.tally, 1)
