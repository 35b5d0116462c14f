"""Verification of the views: fold the records anew, the slow and obvious way, and compare with what the tables say.

It shares no code with the folds. Each serving view is compared at its own bookmark, whatever is appended meanwhile;
every row of every table, and every column of it: a row that no record explains is as wrong as one that is missing.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import orjson

from schemas.record import REGISTER_SHARD
from services.kit.database import Database, Session, load_queries
from services.projector.recount_finance import LiabilityRecount, PartnersRecount, SourcesRecount
from services.projector.recount_members import BalanceRecount, Tables, TierRecount
from services.projector.tail import TimeZones
from services.projector.terms import Known
from services.projector.views import slot_of

SQL = load_queries("services.projector", "verify.sql")
Progress = Callable[[int, int], None]
"""Called with (records folded, records in all)."""


class Recount(Protocol):
    """A view's tables of one shard, counted anew."""

    def add(self, body: dict[str, Any], known: Known) -> None:
        """Count the shard's next record."""

    def tables(self) -> Tables:
        """Return what the tables should say."""


RECOUNTS: Final[Mapping[str, Callable[[], Recount]]] = {
    "balance": BalanceRecount,
    "liability": LiabilityRecount,
    "partners": PartnersRecount,
    "sources": SourcesRecount,
    "tier": TierRecount,
}
"""How each view is counted anew."""

KEY_COLUMNS: Final[Mapping[str, int]] = {
    "balance_member": 3, "balance_lot": 4, "balance_hold": 5, "balance_alias": 3, "balance_entry": 4,
    "liability_points": 6, "liability_arrears": 3, "liability_sales": 3, "liability_given": 8,
    "partners_day": 6, "partners_settlement": 6, "partners_redemption": 2,
    "sources_received": 5, "sources_reported": 5,
    "tier_member": 3, "tier_change": 5, "tier_day": 4,
}  # fmt: skip
"""How many columns of a query name its row: the key of the table, without the slot."""

SHARD_MIN, SHARD_MAX = -(2**15), 2**15 - 1
OF_ALL_SHARDS: Final = frozenset({"partners_redemption"})
"""Tables whose rows have no shard; they are compared when all shards are counted."""


class WrongView(Exception):  # noqa: N818 - it says what happened
    """A view is not the fold of the records: which, where, and what differs."""


async def verify_views(ledger: Database, views: Database, on_progress: Progress) -> int:
    """Compare every serving view with the records; return how many were folded. Raises WrongView at a difference."""
    done = 0
    async with ledger.session() as reading, views.session() as looking, reading.snapshot(), looking.snapshot():
        marks: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        for row in await looking.fetch(SQL["serving"]):
            if row["shard"] != REGISTER_SHARD:
                marks[row["shard"]][row["name"]] = (slot_of(row["version"]), row["sequence"])
        total = sum(max(sequence for _, sequence in places.values()) for places in marks.values())
        zones, whole = TimeZones(), dict[tuple[str, str, int], dict[Any, tuple[Any, ...]]]()
        known = Known(zones.by_programme, zones.terms)
        first = SHARD_MIN
        for shard, places in marks.items():
            recounts = {view: RECOUNTS[view]() for view in places}
            last = max(sequence for _, sequence in places.values())
            async for rows in reading.chunks(SQL["records"], shard, last, read_ahead=False):
                bodies = [orjson.loads(row["body"]) for row in rows]
                register = max(body["register"] for body in bodies)
                await zones.cover(reading, {body["programme"] for body in bodies}, register)
                for body in bodies:
                    for view, recount in recounts.items():
                        if body["sequence"] <= places[view][1]:
                            recount.add(body, known)
                done += len(rows)
                on_progress(done, total)
            # What stands between this shard and the one before is of no shard, and explained by nothing.
            through = SHARD_MAX if shard == max(marks) else shard
            for view, recount in recounts.items():
                slot = places[view][0]
                for table, counted in recount.tables().items():
                    if table in OF_ALL_SHARDS:
                        whole.setdefault((view, table, slot), {}).update(counted)
                    else:
                        of_shard = {(shard, *key): row for key, row in counted.items()}
                        await _compare(looking, view, table, (slot, first, through), of_shard)
            first = through + 1
        for (view, table, slot), counted in whole.items():
            await _compare(looking, view, table, (slot,), counted)
    return done


async def _compare(
    looking: Session, view: str, table: str, place: tuple[int, ...], counted: Mapping[Any, tuple[Any, ...]]
) -> None:
    """Raise WrongView unless a table says, of a slot and some shards, just what was counted."""
    width = KEY_COLUMNS[table]
    said = {tuple(row)[:width]: tuple(row)[width:] for row in await looking.fetch(SQL[table], *place)}
    if said != counted:
        odd = next(key for key in {**said, **counted} if said.get(key) != counted.get(key))
        raise WrongView(
            f"the view {view}: {table} {odd} is {said.get(odd)}, the records give {counted.get(odd)}; "
            f"`points rebuild {view}` makes it anew"
        )
