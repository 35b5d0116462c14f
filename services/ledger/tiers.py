"""Tiers: what counts towards them, and how a member comes to one, keeps it, and loses it (S31, S32).

A member stands in two ways, which are kept apart: by what was *reached*, which purchases raise and reviews lower, and
by what was *assigned* by hand, which is a floor until its own date. The tier is the higher of the two.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from schemas.calendar import DAY, local_date, start_of_day
from schemas.events import Due, TierAssigned
from schemas.tiers import (
    FOR_EVER,
    Measures,
    Span,
    decimal_text,
    level_at,
    span_after,
    span_at,
    span_ended,
)
from services.ledger.nouns import Case, Decision, Member, Terms, TierTerms
from services.ledger.reasons import Reason
from services.ledger.tier_nouns import Standing, StandingKind, Tiering
from services.ledger.verdicts import accepted, not_open, refused


def tier_at(member: Member, terms: Terms, at: datetime) -> str | None:
    """Return the tier in which an event is decided that is effective at an instant, perhaps a late one (S11)."""
    if terms.tiers is None or member.tiering is None:
        return None
    tiering = member.tiering
    standings = (_then(tiering, "reached", tiering.reached, at), _then(tiering, "assigned", tiering.assigned, at))
    return _highest(terms.tiers, *standings, at)


def tier_after(member: Member, terms: Terms, at: datetime) -> str | None:
    """Return the tier that a member has after a record that is effective at an instant: what its body is stamped with.

    A tier that the version in force does not know counts as none; it is there again when a version knows it.
    """
    if terms.tiers is None or member.tiering is None:
        return None
    return _highest(terms.tiers, member.tiering.reached, member.tiering.assigned, at)


def _then(tiering: Tiering, kind: StandingKind, present: Standing | None, at: datetime) -> Standing | None:
    """Return how a member stood at an instant; of two standings since the same instant, the later record's."""
    if present is None or present.since <= at:
        return present
    past = (standing for of, standing in reversed([*tiering.past, *tiering.new_past]) if of == kind)
    return next((standing for standing in past if standing.since <= at), None)


def _highest(tiers: TierTerms, reached: Standing | None, assigned: Standing | None, at: datetime) -> str | None:
    names: list[str | None] = [reached.tier if reached else None]
    if assigned is not None and (assigned.until is None or at < assigned.until):
        names.append(assigned.tier)
    place = max(place_of(tiers, name) for name in names)
    return tiers.tiers.levels[place].tier if place >= 0 else None


def place_of(tiers: TierTerms, name: str | None) -> int:
    """Return the place of a level, −1 for none and for one that the version does not know."""
    return tiers.places.get(name, -1) if name is not None else -1


def count(decision: Decision, member: Member, day: date, measures: Measures) -> dict[str, Any]:
    """Count towards tiers on the local day of a purchase: what it brings, or what a return takes off (S24, S31).

    Return what the record says of tiers, to be added to.
    """
    tiering = tiering_of(member)
    for since in (day, FOR_EVER):
        tiering.counted[since] = tiering.counted.get(since, Measures()).plus(measures)
    tiering.changed = member.changed = True
    why = words_of(decision)
    why["counted"] = {
        "day": day, "spend": decimal_text(measures.spend), "points": measures.points, "visits": measures.visits
    }  # fmt: skip
    return why


def count_purchase(decision: Decision, case: Case, tier: str | None, day: date, measures: Measures) -> None:
    """Count a purchase that was priced in a tier, and let it reach another one."""
    terms, member = case.terms, case.member
    if terms.tiers is None:
        return
    why = count(decision, member, day, measures)
    why["joined"] = _joined_on(member, terms, day)
    if tier is not None:
        why["held"] = tier
        if multiplier := terms.tiers.tiers.levels[terms.tiers.places[tier]].multiplier:
            why["multiplier"] = multiplier
    _advance(decision, case, terms.tiers, day)


def welcome(decision: Decision, case: Case) -> None:
    """Let who joins reach a lowest level that asks for nothing."""
    tiers, member = case.terms.tiers, case.member
    if tiers is not None and level_at(tiers.tiers, 0) == 0 and place_of(tiers, _reached(member)) < 0:
        day = local_date(decision.effective_at, case.terms.zone)
        span = span_at(tiers.tiers.window, _joined_on(member, case.terms, day), day)
        reach(decision, member, tiers.tiers.levels[0].tier, decision.effective_at, _kept_until(case, span))


def _advance(decision: Decision, case: Case, tiers: TierTerms, day: date) -> None:
    """Let a purchase that was counted on a local day reach what its window is good for (S32).

    A higher level counts from the next purchase on. The same level anew only when its time was over, and no review had
    come yet: within its time, the review will see it.
    """
    member = case.member
    span = span_at(tiers.tiers.window, _joined_on(member, case.terms, day), day)
    units = _measured(member, span).of(tiers.tiers.metric)
    earned, reached = level_at(tiers.tiers, units), tiering_of(member).reached
    present = place_of(tiers, reached.tier if reached else None)
    is_over = reached is not None and reached.until is not None and reached.until <= decision.effective_at
    if earned > present or (earned == present >= 0 and is_over):
        _look(decision, tiers, span, units)
        reach(decision, member, tiers.tiers.levels[earned].tier, decision.effective_at, _kept_until(case, span))


def reviewed(case: Case) -> Decision:
    """`tier.review_due`: a tier whose time is over is kept, or lowered, by one window that ended (S32)."""
    event, member = case.event, case.member
    as_of = cast("Due", event.data).as_of
    if reason := not_open(member):
        return refused(event, reason)
    # From here on it must succeed.
    decision = accepted(event, member, as_of)
    is_due = _review(decision, case, as_of)
    decision.nothing_due = not decision.postings and not is_due
    return decision


def _review(decision: Decision, case: Case, as_of: datetime) -> bool:
    """Review a tier that is due by `as_of`; return whether one was."""
    tiers, member = case.terms.tiers, case.member
    reached = member.tiering.reached if member.tiering else None
    if tiers is None or reached is None or reached.tier is None or reached.until is None:
        return False
    if tiers.tiers.window.kind == "lifetime" or review_at(case.terms, reached.until) > as_of:
        return False
    until = local_date(reached.until, case.terms.zone)
    span = span_ended(tiers.tiers.window, _joined_on(member, case.terms, until), until)
    units = _measured(member, span).of(tiers.tiers.metric)
    earned, present = level_at(tiers.tiers, units), place_of(tiers, reached.tier)
    kept = earned
    if present >= 0:
        kept = present if earned >= present else present - 1 if tiers.tiers.soft_landing else earned
    _look(decision, tiers, span, units)
    if kept < 0:
        reach(decision, member, None, as_of, None)
    else:
        reach(decision, member, tiers.tiers.levels[kept].tier, as_of, _kept_until(case, span))
    return True


def review_at(terms: Terms, until: datetime) -> datetime:
    """Return when a tier that is kept until an instant may be reviewed: `grace_days` local days later (S32)."""
    grace = terms.version.tiers.grace_days if terms.version.tiers else 0
    return start_of_day(local_date(until, terms.zone) + grace * DAY, terms.zone)


def assigned(case: Case) -> Decision:
    """`tier.assigned`: a floor until its own date, in the place of the one before; executes a proposal (S26, S32)."""
    event, member, tiers = case.event, case.member, case.terms.tiers
    wanted = cast("TierAssigned", event.data)
    if reason := not_open(member):
        return refused(event, reason)
    if tiers is None or wanted.tier not in tiers.places:
        return refused(event, Reason.TIER_UNKNOWN)
    # From here on it must succeed.
    decision = accepted(event, member, event.time)
    tiering = tiering_of(member)
    since = since_when(tiering, "assigned", tiering.assigned, event.time)
    tiering.assigned = Standing(wanted.tier, since, wanted.valid_until)
    tiering.changed = member.changed = True
    words_of(decision)["assigned"] = told(tiering.assigned)
    return decision


def tiering_of(member: Member) -> Tiering:
    if member.tiering is None:
        member.tiering = Tiering()
    return member.tiering


def _reached(member: Member) -> str | None:
    return member.tiering.reached.tier if member.tiering and member.tiering.reached else None


def _joined_on(member: Member, terms: Terms, day: date) -> date:
    """Return the local day on which a member joined, by default a day that is looked at."""
    return day if member.joined_at is None else local_date(member.joined_at, terms.zone)


def _kept_until(case: Case, span: Span) -> datetime | None:
    """Return until when a tier is kept that was reached in a window: to the end of the next one; None = for ever."""
    tiers, terms = cast("TierTerms", case.terms.tiers), case.terms
    if tiers.tiers.window.kind == "lifetime":
        return None
    following = span_after(tiers.tiers.window, _joined_on(case.member, terms, span.first), span)
    return start_of_day(following.last + DAY, terms.zone)


def _measured(member: Member, span: Span) -> Measures:
    """Return what a member has done in a window; raise LookupError when that was not gathered."""
    tiering = tiering_of(member)
    before = Measures() if tiering.sums is None else tiering.sums.get(span)
    if before is None:
        raise LookupError(f"what counts from {span.first} to {span.last} was not gathered")
    return _total(before, (added for day, added in tiering.counted.items() if span.first <= day <= span.last))


def _total(before: Measures, added: Iterable[Measures]) -> Measures:
    for measures in added:
        before = before.plus(measures)
    return before


def since_when(tiering: Tiering, kind: StandingKind, present: Standing | None, at: datetime) -> datetime:
    """Return since when a new standing holds: never before the present one, which is kept for late purchases."""
    if present is None:
        return at
    if at > present.since:
        tiering.new_past.append((kind, present))
    return max(at, present.since)


def reach(decision: Decision, member: Member, tier: str | None, at: datetime, until: datetime | None) -> None:
    """Let a member stand by another tier from an instant on, or by the same one until a later date."""
    tiering = tiering_of(member)
    present = tiering.reached
    same = present is not None and present.tier == tier
    since = present.since if present and same else since_when(tiering, "reached", present, at)
    tiering.reached = Standing(tier, since, until)
    tiering.changed = member.changed = True
    words_of(decision)["reached"] = told(tiering.reached)


def words_of(decision: Decision) -> dict[str, Any]:
    """Return what a record's explanation says of tiers, to be added to."""
    if decision.explanation is None:
        decision.explanation = {}
    return cast("dict[str, Any]", decision.explanation.setdefault("tier", {}))


def _look(decision: Decision, tiers: TierTerms, span: Span, units: int) -> None:
    """Say which window was looked at, and how much of the metric was found there."""
    is_bounded = tiers.tiers.window.kind != "lifetime"
    words_of(decision).update(
        metric=tiers.tiers.metric,
        value=decimal_text(units),
        **({"from": span.first, "to": span.last} if is_bounded else {}),
    )


def told(standing: Standing) -> dict[str, Any]:
    return {"tier": standing.tier, "since": standing.since, "valid_until": standing.until}
