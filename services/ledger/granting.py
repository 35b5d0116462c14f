"""Points with another cause than a purchase: enrolment, activity, referral, a grant; and what is known of a member."""

from datetime import datetime
from typing import cast

from schemas.calendar import local_date
from schemas.events import ActivityCompleted, Attributes, MemberEnrolled, MemberUpdated, PointsGranted
from services.ledger.conditions import Occasion, holding
from services.ledger.earning import expiry_of
from services.ledger.lots import activate, new_lot
from services.ledger.nouns import Case, Decision, EarningRule, Member
from services.ledger.reasons import Reason
from services.ledger.sweep_events import SWEEPER, birthday_id
from services.ledger.tiers import tier_at, welcome
from services.ledger.verdicts import accepted, join, not_open, refused


def enrolled(case: Case) -> Decision:
    """`member.enrolled`: the first is accepted, also after a silent enrolment; the next is not (S10)."""
    event, member = case.event, case.member
    enrolment = cast("MemberEnrolled", event.data)
    if member.status == "closed":
        return refused(event, Reason.MEMBER_CLOSED)
    if member.enrolled:
        return refused(event, Reason.ALREADY_ENROLLED)
    # From here on it must succeed.
    join(member, event.time)
    member.enrolled = True
    _note(member, enrolment.segment, enrolment.attributes)
    if enrolment.referrer_id is not None:
        member.referrer_id = enrolment.referrer_id
    decision = accepted(event, member, event.time)
    tier = tier_at(member, case.terms, event.time)
    occasion = Occasion(member, local_date(event.time, case.terms.zone), enrolment.partner_id, tier=tier)
    _give(decision, case, list(holding(case.terms, "enrolment", occasion)), occasion, "signup")
    welcome(decision, case)
    return decision


def updated(case: Case) -> Decision:
    """`member.updated`: each field that is given replaces what was (S10)."""
    event, member = case.event, case.member
    update = cast("MemberUpdated", event.data)
    if reason := not_open(member):
        return refused(event, reason)
    # From here on it must succeed.
    member.changed = True
    _note(member, update.segment, update.attributes)
    return accepted(event, member, event.time)


def _note(member: Member, segment: str | None, attributes: Attributes | None) -> None:
    """Keep what rules may ask of a member; attributes are replaced as a whole."""
    if segment is not None:
        member.segment = segment
    if attributes is not None:
        member.birthday = (attributes.birth_month, attributes.birth_day)


def granted(case: Case) -> Decision:
    """`points.granted`: a lot of the given origin, active at once; its date is given, or by the policy (S26)."""
    event, member = case.event, case.member
    grant = cast("PointsGranted", event.data)
    if reason := not_open(member, may_join=case.terms.version.auto_enrol):
        return refused(event, reason)
    if grant.points <= 0:
        return refused(event, Reason.POINTS_OUT_OF_RANGE)
    if grant.expires_at is not None and grant.expires_at <= event.time:
        return refused(event, Reason.ALREADY_EXPIRED)
    # From here on it must succeed.
    join(member, event.time)
    decision = accepted(event, member, event.time)
    expires_at = (
        grant.expires_at if grant.expires_at is not None else expiry_of(case, local_date(event.time, case.terms.zone))
    )
    _add_lot(decision, member, event.time, grant.origin, grant.partner_id, expires_at, grant.points)
    if event.source == SWEEPER and grant.origin == "birthday":
        _explain_birthday(decision, case, grant)
    welcome(decision, case)
    return decision


def _explain_birthday(decision: Decision, case: Case, grant: PointsGranted) -> None:
    """Say which rule a birthday's points are from, and count it: the sweeper sends no more than it may (S15b)."""
    member, year = case.member, local_date(case.event.time, case.terms.zone).year
    for rule in case.terms.rules.get("birthday", ()):
        if grant.grant_id == birthday_id(member.programme, rule.rule_id, case.event.member_id, year):
            _explain(decision, case, [rule], member)


def done(case: Case) -> Decision:
    """`activity.completed`: a survey, an app's use; a lot for each rule that holds, perhaps none (S15b)."""
    event, member = case.event, case.member
    if reason := not_open(member):
        return refused(event, reason)
    # From here on it must succeed.
    member.changed = True
    decision = accepted(event, member, event.time)
    activity = cast("ActivityCompleted", event.data).activity
    tier = tier_at(member, case.terms, event.time)
    occasion = Occasion(member, local_date(event.time, case.terms.zone), activity=activity, tier=tier)
    _give(decision, case, list(holding(case.terms, "activity", occasion)), occasion, "engagement")
    return decision


def refer(decision: Decision, case: Case, referrer_id: str) -> None:
    """Reward who referred a member that buys for the first time: a record of the referrer's own (S15b).

    The rules' conditions are the referrer's. Who is unknown, closed, or the member itself gets nothing and no record,
    nor does one for whom no rule holds.
    """
    referrer = case.others.get(referrer_id)
    if referrer is None or referrer is case.member or referrer.status != "open":
        return
    tier = tier_at(referrer, case.terms, case.event.time)
    occasion = Occasion(referrer, local_date(case.event.time, case.terms.zone), tier=tier)
    if rules := list(holding(case.terms, "referral", occasion)):
        consequence = accepted(case.event, referrer, case.event.time)
        _give(consequence, case, rules, occasion, "referral")
        decision.also.append((referrer, consequence))


def _give(decision: Decision, case: Case, rules: list[EarningRule], occasion: Occasion, origin: str) -> None:
    """Make one lot for each rule, and say why (S15b)."""
    member, at = occasion.member, case.event.time
    for rule in rules:
        _add_lot(decision, member, at, origin, occasion.partner_id, expiry_of(case, occasion.day), rule.bonus)
    if rules:
        _explain(decision, case, rules, member)


def _explain(decision: Decision, case: Case, rules: list[EarningRule], member: Member) -> None:
    """Say which rules gave something, and count those that have a limit."""
    for rule in rules:
        if rule.max_per_member is not None:
            member.count(*rule.tally, 1)
    decision.explanation = {
        "version": case.terms.version.version,
        "rules": [
            {"rule_id": rule.rule_id, "bonus": rule.bonus} | ({"counted": True} if rule.max_per_member else {})
            for rule in rules
        ],
    }


def _add_lot(
    decision: Decision,
    member: Member,
    at: datetime,
    origin: str,
    partner_id: str | None,
    expires_at: datetime | None,
    points: int,
) -> None:
    """Post the points of a lot that is active at once: only purchases wait (S14)."""
    lot = new_lot(member, origin, partner_id, at, at, expires_at, points)
    activate(decision.postings, member, f"issued:{origin}", points, lot, at)
