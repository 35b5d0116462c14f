"""What the sweeper sends: due events, and what the rules on a birthday give.

Their ids follow from what they say, so that sending one again is a duplicate (S25).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from schemas.calendar import instant_text, start_of_day
from schemas.values import ID_CHARACTERS_MAX
from services.ledger.conditions import Occasion, holding
from services.ledger.nouns import Member, Terms
from services.ledger.tiers import tier_after

SWEEPER = "urn:points:sweep"
"""The source of all that the sweeper sends."""


def sweep_id(text: str) -> str:
    """Return the text, or for one too long for an id what follows from it and nothing else."""
    return text if len(text) <= ID_CHARACTERS_MAX else f"sweep/{sha256(text.encode()).hexdigest()}"


def birthday_id(programme: str, rule_id: str, member_id: str, year: int) -> str:
    """Return the `grant_id` of what a rule gives a member for the birthday of a year (S15b)."""
    return sweep_id(f"{programme}/birthday/{rule_id}/{member_id}/{year}")


@dataclass(slots=True, frozen=True)
class Announcement:
    """One event to send; `mark` tells it from what was sent for this member before."""

    mark: str
    event_id: str
    event_type: str
    as_of: datetime
    member_id: str
    body: dict[str, Any]


def due_event(
    event_type: str, kind: str, programme: str, member_id: str, as_of: datetime, mark: datetime | None = None
) -> Announcement:
    """Return the event that says what is due by `as_of`; by default it is sent once for each id."""
    text = instant_text(as_of)
    event_id = sweep_id(f"{programme}/{kind}/{member_id}/{text}")
    marked = event_id if mark is None else f"{member_id} {mark}"
    return Announcement(marked, event_id, event_type, as_of, member_id, {"as_of": text})


def gifts(member: Member, terms: Terms, day: date) -> Iterable[Announcement]:
    """Return what the rules on a birthday give a member, as of the beginning of the day (S15b)."""
    as_of = start_of_day(day, terms.zone)
    occasion = Occasion(member, day, tier=tier_after(member, terms, as_of))
    for rule in holding(terms, "birthday", occasion):
        grant_id = birthday_id(member.programme, rule.rule_id, member.member_id, day.year)
        body = {"grant_id": grant_id, "points": rule.bonus, "origin": "birthday"}
        yield Announcement(grant_id, grant_id, "points.granted", as_of, member.member_id, body)
