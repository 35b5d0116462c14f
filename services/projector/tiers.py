"""The tier view as a pure fold: how members stand, how they came there, and what they did by local day (S31, S32).

It folds what the ledger stamped on its records; which window counts today, and what is missing, is told by reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from schemas.calendar import local_date
from schemas.programme import Level, ProgrammeVersion, Tiers
from schemas.record import RecordBody
from schemas.tiers import FOR_EVER, Measures, Span, span_at, units_of

KINDS = ("reached", "assigned")
MemberKey = tuple[int, str, str]
"""(shard, programme, member id)"""


@dataclass(slots=True, frozen=True)
class Standing:
    """A tier, since when, and until when; no tier where it was lost, no end where it is kept for ever."""

    tier: str | None
    since: datetime
    valid_until: datetime | None


@dataclass(slots=True)
class TierDelta:
    """What records change: how members stand by kind, the changes themselves, days that count, when members joined."""

    standings: dict[MemberKey, dict[str, Standing]] = field(default_factory=dict)
    changes: list[tuple[int, str, str, int, str, str | None, datetime, datetime | None]] = field(default_factory=list)
    days: dict[tuple[MemberKey, date], Measures] = field(default_factory=dict)
    joined: dict[MemberKey, date] = field(default_factory=dict)


def fold(records: Iterable[RecordBody], delta: TierDelta) -> None:
    """Add what records say of tiers to `delta`; days are sums, and of standings the last one stays."""
    for body in records:
        said = body.get("explanation", {}).get("tier")
        if not said or body["verdict"] != "accepted":
            continue
        key = (body["shard"], body["programme"], body["member_id"])
        if "joined" in said:
            delta.joined[key] = date.fromisoformat(said["joined"])
        for counted in (*([said["counted"]] if "counted" in said else ()), *said.get("inherited", ())):
            measures = Measures(units_of(counted["spend"]), counted["points"], counted["visits"])
            for day in (date.fromisoformat(counted["day"]), FOR_EVER):
                delta.days[key, day] = delta.days.get((key, day), Measures()).plus(measures)
        for kind in KINDS:
            if kind in said:
                tier, until = said[kind]["tier"], said[kind]["valid_until"]
                standing = Standing(
                    tier, datetime.fromisoformat(said[kind]["since"]), until and datetime.fromisoformat(until)
                )
                delta.standings.setdefault(key, {})[kind] = standing
                delta.changes.append((*key, body["sequence"], kind, tier, standing.since, standing.valid_until))


def level_of(version: ProgrammeVersion | None, standing: Standing | None) -> Level | None:
    """Return the level of a standing as a version of the programme has it; None where it has none of that name."""
    levels = version.tiers.levels if version is not None and version.tiers is not None else []
    return next((level for level in levels if standing is not None and level.tier == standing.tier), None)


def present(
    version: ProgrammeVersion | None, reached: Standing | None, assigned: Standing | None, at: datetime
) -> tuple[Level, Standing] | None:
    """Return the tier that a member has at an instant: the higher of what was reached and what was assigned (S32)."""
    if assigned is not None and assigned.valid_until is not None and assigned.valid_until <= at:
        assigned = None
    found = [
        (level, standing)
        for standing in (reached, assigned)
        if standing is not None and (level := level_of(version, standing)) is not None
    ]
    return max(found, key=lambda one: Decimal(one[0].threshold)) if found else None


def window_today(tiers: Tiers, tz: ZoneInfo, joined_on: date | None, at: datetime) -> Span:
    """Return the window that a purchase at an instant would count in; that of who never bought begins today."""
    today = local_date(at, tz)
    return span_at(tiers.window, joined_on or today, today)


def next_level(tiers: Tiers, above: Level | None) -> Level | None:
    """Return the level after one, the first after none; None after the highest."""
    place = -1 if above is None else tiers.levels.index(above)
    return tiers.levels[place + 1] if place + 1 < len(tiers.levels) else None
