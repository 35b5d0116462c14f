"""The read of a member's tier: one look at the view, told by the version of the programme that is in force now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.calendar import zone
from schemas.programme import Level, Tiers
from schemas.tiers import Measures, decimal_text, units_of
from services.kit.clock import Clock
from services.kit.database import Database, Row, load_queries
from services.projector.programmes import Programmes
from services.projector.responses import Answer
from services.projector.tiers import Standing, next_level, present, window_today

SQL = load_queries("services.projector", "tier.sql")
HISTORY_MAX = 50


class BenefitAnswer(Answer):
    """What a tier gives beside points."""

    kind: str
    value: str
    partner_id: str | None


class MetricAnswer(Answer):
    """What counts towards tiers today: the metric, its window in local days (null: all time), and how much there is."""

    metric: Literal["spend", "points_earned", "visits"]
    from_: Annotated[date | None, Field(serialization_alias="from")]
    to: date | None
    value: str


class NextTier(Answer):
    """The next level: what it asks for, and what is missing of the metric; `0` when the next purchase reaches it."""

    tier: str
    threshold: str
    missing: str


class TierChange(Answer):
    """A record that changed the tier, or until when it is kept; no tier where a review took the last one away."""

    sequence: int
    how: Literal["reached", "assigned"]
    tier: str | None
    since: datetime
    valid_until: datetime | None


class TierAnswer(Answer):
    """A member's tier of now: `assigned` by hand or reached; null, and without benefits, for who has none."""

    tier: str | None
    how: Literal["reached", "assigned"] | None
    since: datetime | None
    valid_until: datetime | None
    multiplier: str | None
    benefits: list[BenefitAnswer]
    metric: MetricAnswer | None
    next: NextTier | None
    history: list[TierChange]
    as_of_sequence: int


class TierReads:
    """Reads members' tiers; `programmes` are those that the register has."""

    def __init__(self, views: Database, programmes: Programmes, clock: Clock) -> None:
        self._views = views
        self._programmes = programmes
        self._clock = clock

    async def rows(self, key: tuple[int, str, str]) -> list[Mapping[str, Any]]:
        """Return {as_of_sequence, member_id, register, answer}, of one moment; none when the view has not begun.

        There is no answer for a member who is not there, or when the ledger has not got the register's records.
        """
        async with self._views.session() as session, session.snapshot():
            row = await session.row(SQL["member_tier"], *key)
            if row is None:
                return []
            found = {name: row[name] for name in ("as_of_sequence", "member_id", "register")}
            if row["member_id"] is None or not await self._programmes.reach(row["register"]):
                return [{**found, "answer": None}]
            now, shard = self._clock(), (row["slot"], *key)
            version = self._programmes.version_at(key[1], now)
            changes = await session.fetch(SQL["member_tier_changes"], *shard, HISTORY_MAX)
            tiers = version.tiers if version is not None else None
            metric = None
            if version is not None and tiers is not None:
                span = window_today(tiers, zone(version.time_zone), row["joined_on"], now)
                (sums,) = await session.fetch(SQL["member_tier_window"], *shard, *span)
                units = Measures(sums["spend"], sums["points"], sums["visits"]).of(tiers.metric)
                bounds = (None, None) if tiers.window.kind == "lifetime" else span
                metric = MetricAnswer(metric=tiers.metric, from_=bounds[0], to=bounds[1], value=decimal_text(units))
        reached = _standing(row["reached"], row["since"], row["valid_until"])
        assigned = _standing(row["assigned"], row["assigned_since"], row["assigned_until"])
        held = present(version, reached, assigned, now)
        return [{**found, "answer": _answer(row, tiers, held, assigned, metric, changes)}]


def _standing(tier: str | None, since: datetime | None, until: datetime | None) -> Standing | None:
    return None if since is None else Standing(tier, since, until)


def _answer(
    row: Row,
    tiers: Tiers | None,
    held: tuple[Level, Standing] | None,
    assigned: Standing | None,
    metric: MetricAnswer | None,
    changes: Sequence[Row],
) -> TierAnswer:
    level, standing = held or (None, None)
    how: Literal["reached", "assigned"] = "assigned" if standing is assigned else "reached"
    return TierAnswer(
        tier=level.tier if level else None,
        how=how if level else None,
        since=standing.since if standing else None,
        valid_until=standing.valid_until if standing else None,
        multiplier=level.multiplier if level else None,
        benefits=[
            BenefitAnswer(kind=benefit.kind, value=benefit.value, partner_id=benefit.partner_id)
            for benefit in (level.benefits if level else ())
        ],
        metric=metric,
        next=_next(tiers, level, metric) if tiers is not None and metric is not None else None,
        history=[
            TierChange(sequence=change["sequence"], how=change["kind"], tier=change["tier"], since=change["since"],
                       valid_until=change["valid_until"])
            for change in changes
        ],
        as_of_sequence=row["as_of_sequence"],
    )  # fmt: skip


def _next(tiers: Tiers, level: Level | None, metric: MetricAnswer) -> NextTier | None:
    above = next_level(tiers, level)
    if above is None:
        return None
    missing = max(0, units_of(above.threshold) - units_of(metric.value))
    return NextTier(tier=above.tier, threshold=above.threshold, missing=decimal_text(missing))
