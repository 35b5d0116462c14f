"""The rows of tiers: read how members stand and what counts, and write what a batch changed (S31, S32).

Only for programmes that have tiers, in any version; others never come here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from schemas.events import Event
from schemas.tiers import Measures, Span
from services.kit.database import Row, Session, columns, load_queries
from services.ledger.nouns import Member
from services.ledger.tier_nouns import Standing, Tiering
from services.ledger.wanting import asks_past, wanted_windows
from services.ledger.working import MemberKey, Working

SQL = load_queries("services.ledger", "tiers.sql")


async def read_tiers(
    session: Session,
    events: Iterable[tuple[Event, MemberKey]],
    others: frozenset[MemberKey],
    working: Working,
) -> None:
    """Read how the members of programmes with tiers stand, and the measures of the windows that will be looked at.

    `others` are referrers, who may be rewarded for any purchase of the batch.
    """
    keys = sorted(
        key
        for key, member in working.members.items()
        if member.joined_at is not None and working.programmes.has_tiers(key[1])
    )
    if not keys:
        return
    for key in keys:
        working.members[key].tiering = Tiering(sums={})
    for row in await session.fetch(SQL["tier_find"], *columns(keys)):
        working.members[row["shard"], row["programme"], row["member_id"]].tiering = tiering_of(row)
    own: dict[MemberKey, list[Event]] = defaultdict(list)
    for event, key in events:
        own[key].append(event)
    await _read_sums(session, own, keys, working)
    looked_at = {key: [event for events in own.values() for event in events] if key in others else own[key]
                 for key in keys}  # fmt: skip
    await _read_past(session, looked_at, working)
    await _read_days(
        session, [key for key in keys if any(event.type == "member.merged" for event in own[key])], working
    )


async def _read_sums(
    session: Session, own: dict[MemberKey, list[Event]], keys: Sequence[MemberKey], working: Working
) -> None:
    windows = [
        (*key, *span)
        for key in keys
        for span in sorted(wanted_windows(own.get(key, ()), working.members[key], working.programmes))
    ]
    for *key, first, last in windows:
        _sums(working.members[tuple(key)])[Span(first, last)] = Measures()  # type: ignore[index]
    if windows:
        for *key, first, last, spend, points, visits in await session.fetch(SQL["qualifying_find"], *columns(windows)):
            _sums(working.members[tuple(key)])[Span(first, last)] = Measures(spend, points, visits)  # type: ignore[index]


def _sums(member: Member) -> dict[Span, Measures]:
    assert member.tiering is not None  # noqa: S101 - it was made for all who are looked at
    assert member.tiering.sums is not None  # noqa: S101
    return member.tiering.sums


async def _read_past(session: Session, looked_at: dict[MemberKey, list[Event]], working: Working) -> None:
    """Read how members stood when late purchases happened, and other causes of points; most batches have none."""
    late = [
        (*key, event.time)
        for key, events in looked_at.items()
        for event in events
        if asks_past(event, working.members[key])
    ]
    if not late:
        return
    for row in await session.fetch(SQL["tier_was_find"], *columns(late)):
        tiering = working.members[row["shard"], row["programme"], row["member_id"]].tiering
        assert tiering is not None  # noqa: S101 - whoever stood otherwise stands somehow now
        tiering.past.append((row["kind"], Standing(row["tier"], row["since"], row["valid_until"])))


async def _read_days(session: Session, merged: list[MemberKey], working: Working) -> None:
    """Read all days of members that are merged into another one: their orders will count there (S28)."""
    for *key, day, spend, points, visits in await session.fetch(SQL["days_find"], *columns(merged)) if merged else ():
        tiering = working.members[tuple(key)].tiering
        assert tiering is not None  # noqa: S101 - it was made for all who are looked at
        tiering.days[day] = Measures(spend, points, visits)


async def write_tiers(session: Session, changed: Iterable[tuple[MemberKey, Member]]) -> None:
    """Write how the members of a batch stand now, how they stood before, and what counts."""
    tierings = [
        (key, member.tiering) for key, member in changed if member.tiering is not None and member.tiering.changed
    ]
    if not tierings:
        return
    if standing := [
        (*key, *_written(tiering.reached), *_written(tiering.assigned))
        for key, tiering in tierings
        if tiering.reached or tiering.assigned
    ]:
        await session.execute(SQL["tier_set"], *columns(standing))
    if past := [
        (*key, kind, was.since, was.tier, was.until) for key, tiering in tierings for kind, was in tiering.new_past
    ]:
        await session.execute(SQL["tier_was_add"], *columns(past))
    if counted := [
        (*key, day, *measures) for key, tiering in tierings for day, measures in sorted(tiering.counted.items())
    ]:
        await session.execute(SQL["qualifying_add"], *columns(counted))


def tiering_of(row: Row) -> Tiering:
    """Return how a member stands by a row's columns; nothing was counted as far as it says."""
    return Tiering(
        _standing(row["reached"], row["since"], row["valid_until"]),
        _standing(row["assigned"], row["assigned_since"], row["assigned_until"]),
        sums={},
    )


def _standing(tier: str | None, since: datetime | None, until: datetime | None) -> Standing | None:
    return None if since is None else Standing(tier, since, until)


def _written(standing: Standing | None) -> tuple[str | None, datetime | None, datetime | None]:
    return (None, None, None) if standing is None else (standing.tier, standing.since, standing.until)
