"""Aliases: what a survivor inherits of the members that were merged into it is read where it was written (S28).

Nothing but holds and open lots is copied by a merge. What a merged member redeemed, returned, or counted towards a
limit stays under its own id; these reads add it to what the survivor has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from services.kit.database import Session, columns, load_queries
from services.ledger.nouns import Alias, Lot, Member
from services.ledger.working import MemberKey, Working

SQL = load_queries("services.ledger", "aliases.sql")

Origins = dict[tuple[str, str], tuple[Member, Alias]]
"""By (programme, member id) of a merged member, its survivor, and the alias it is there."""


async def read_aliases(session: Session, working: Working) -> Origins:
    """Read who was merged into the members at hand; none for most."""
    keys = sorted(key for key, member in working.members.items() if member.merges)
    if not keys:
        return {}
    origins: Origins = {}
    for shard, programme, member_id, *alias in await session.fetch(SQL["aliases_find"], *columns(keys)):
        survivor = working.members[shard, programme, member_id]
        if survivor.status != "merged":
            survivor.aliases.append(Alias(*alias))
            origins[programme, survivor.aliases[-1].member_id] = (survivor, survivor.aliases[-1])
    return origins


async def read_inherited_lots(
    session: Session,
    working: Working,
    named: Iterable[tuple[int, str, str, int]],
    found: Mapping[MemberKey, dict[int, Lot]],
) -> None:
    """Add to lots what they were before a merge: what expired of them, and, of those that were empty, their dates.

    `named` are lots of survivors, open or not, by their numbers; `found` those that were read.
    """
    places: dict[tuple[int, str, str, int], tuple[MemberKey, int, int]] = {}
    for shard, programme, member_id, number in sorted(named):
        key = (shard, programme, member_id)
        for alias in working.members[key].aliases:
            if 0 < number - alias.lots_after <= alias.lots:
                there = (alias.shard, key[1], alias.member_id, number - alias.lots_after)
                places[there] = (key, number, alias.place)
    if not places:
        return
    rows = await session.fetch(SQL["lots_before"], *columns(sorted(places)))
    left = {(shard, programme, member_id, lot[0]): Lot(*lot) for shard, programme, member_id, *lot in rows}
    for there in sorted(left, key=lambda there: places[there][2]):
        (key, number, _), before = places[there], left[there]
        if number not in found[key]:
            # It was empty when its member was merged; it appears here when something comes back to it.
            found[key][number] = replace(before, number=number, granted=0, pending=0, active=0, held=0, expired=0,
                                         is_new=True)  # fmt: skip
        found[key][number].expired_before += before.expired
