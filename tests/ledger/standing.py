"""What a memory keeps for tiers: all standings and all days; a batch gets of it what gathering would have read."""

from collections.abc import Sequence

from schemas.events import Event
from schemas.tiers import Measures, Span
from services.ledger.nouns import Member
from services.ledger.programmes import Programmes
from services.ledger.tier_nouns import Tiering
from services.ledger.wanting import asks_past, wanted_windows


def tiering_for(
    kept: Member, own: Sequence[Event], looked_at: Sequence[Event], programmes: Programmes
) -> Tiering | None:
    """Return what is kept for tiers as far as a batch asks for it."""
    if kept.joined_at is None or not programmes.has_tiers(kept.programme):
        return None
    whole = kept.tiering or Tiering()
    past: set[int] = set()
    for event in looked_at:
        if asks_past(event, kept):
            for kind in ("reached", "assigned"):
                before = [at for at, (of, was) in enumerate(whole.past) if of == kind and was.since <= event.time]
                past |= set(before[-1:])
    return Tiering(
        whole.reached,
        whole.assigned,
        [whole.past[at] for at in sorted(past)],
        sums={span: _total(whole, span) for span in wanted_windows(own, kept, programmes)},
        days=dict(whole.counted) if any(event.type == "member.merged" for event in own) else {},
    )


def _total(tiering: Tiering, span: Span) -> Measures:
    found = Measures()
    for day, measures in tiering.counted.items():
        found = found.plus(measures) if span.first <= day <= span.last else found
    return found


def kept_tiering(kept: Tiering | None, batch: Tiering | None) -> Tiering | None:
    """Return what is kept for tiers after a batch: standings now and before, and in `counted` the measures of days."""
    if batch is None or not batch.changed:
        assert batch is None or not (batch.counted or batch.new_past), "tiering that changed must say so"
        return kept
    kept = kept or Tiering()
    days = dict(kept.counted)
    for day, measures in batch.counted.items():
        days[day] = days.get(day, Measures()).plus(measures)
    return Tiering(batch.reached, batch.assigned, [*kept.past, *batch.new_past], counted=days)
