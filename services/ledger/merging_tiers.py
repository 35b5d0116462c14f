"""What a survivor inherits for tiers from a member that is merged into it: the higher tier, and what counts (S28)."""

from datetime import datetime

from schemas.tiers import FOR_EVER, Measures, decimal_text
from services.ledger.nouns import Decision, Member, Terms
from services.ledger.tier_nouns import Standing
from services.ledger.tiers import place_of, reach, since_when, tiering_of, told, words_of


def inherit(decision: Decision, survivor: Member, closing: Member, terms: Terms) -> None:
    """Give the survivor of a merge the higher tier of both, until its next review, and what the other's orders count.

    `decision` is the survivor's: it says what was inherited. What was reached and what was assigned are compared apart;
    a floor whose date has come is none. The orders are the survivor's from now on, and count on their own days.
    """
    theirs = closing.tiering
    if theirs is None:
        return
    _inherit_days(decision, survivor, closing)
    tiers, at = terms.tiers, decision.effective_at
    if tiers is None:
        return
    tiering = tiering_of(survivor)
    if theirs.reached and place_of(tiers, theirs.reached.tier) > place_of(
        tiers, tiering.reached.tier if tiering.reached else None
    ):
        reach(decision, survivor, theirs.reached.tier, at, theirs.reached.until)
    floor, own = theirs.assigned, tiering.assigned
    if floor is not None and _is_open(floor, at):
        mine = own.tier if own is not None and _is_open(own, at) else None
        if place_of(tiers, floor.tier) > place_of(tiers, mine):
            tiering.assigned = Standing(floor.tier, since_when(tiering, "assigned", own, at), floor.until)
            tiering.changed = survivor.changed = True
            words_of(decision)["assigned"] = told(tiering.assigned)


def _is_open(standing: Standing, at: datetime) -> bool:
    return standing.until is None or at < standing.until


def _inherit_days(decision: Decision, survivor: Member, closing: Member) -> None:
    """Count for the survivor what the other member's days count, those of this batch too."""
    theirs = closing.tiering
    assert theirs is not None  # noqa: S101 - the caller looked
    days = dict(theirs.days)
    for day, measures in theirs.counted.items():
        days[day] = days.get(day, Measures()).plus(measures)
    if not (found := {day: measures for day, measures in sorted(days.items()) if measures != Measures()}):
        return
    tiering = tiering_of(survivor)
    for day, measures in found.items():
        tiering.counted[day] = tiering.counted.get(day, Measures()).plus(measures)
    tiering.changed = survivor.changed = True
    words_of(decision)["inherited"] = [
        {"day": day, "spend": decimal_text(n.spend), "points": n.points, "visits": n.visits}
        for day, n in found.items()
        if day != FOR_EVER
    ]
