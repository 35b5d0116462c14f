"""Quotes: what a basket would earn and how much could be redeemed, by the same decision; nothing is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas.events import Event
from services.kit.database import Database, Session
from services.kit.shards import shard_of
from services.ledger.answers import SQL, summed_member
from services.ledger.batch import DecisionFailed, decide_batch
from services.ledger.gather import FurtherMembers, gather
from services.ledger.lots import spendable_points
from services.ledger.nouns import Member, SetAside
from services.ledger.programmes import Programmes
from services.ledger.reach import MoreLotsNeeded
from services.ledger.reasons import Quarantined
from services.ledger.redeeming import redeemable
from services.ledger.working import Entry, MemberKey, Working


@dataclass(slots=True, frozen=True)
class Unquotable:
    """Why a basket has no quote: the reason for which the purchase would be refused or set aside."""

    reason: str
    detail: str


class Quotes:
    """Decides purchases on copies, in a snapshot that refuses writes and locks nobody."""

    def __init__(self, database: Database, shards: int, programmes: Programmes) -> None:
        self._database = database
        self._shards = shards
        self._programmes = programmes

    async def quote(self, basket: Event, asking: Event, clock: datetime) -> dict[str, Any] | Unquotable:
        """Return what a purchase would earn, and what a redemption at its time could take before it.

        `asking` is any redemption by the member at that time: what it looks at is read.
        """
        key = (shard_of(basket.member_id, self._shards), basket.programme, basket.member_id)
        first_lots: dict[MemberKey, int] = {}
        async with self._database.session() as session, session.snapshot():
            head, summed = await summed_member(session, key, basket.time)
            while True:
                try:
                    working = await self._gathered(session, [(basket, key), (asking, key)], clock, first_lots)
                    spendable, most = self._redeemable(summed, working.members[key], basket)
                    (result,) = decide_batch([basket], working, [key])
                    break
                except MoreLotsNeeded as needed:
                    first_lots[needed.key] = needed.first  # It only grows, so this ends.
                except DecisionFailed as failure:
                    return Unquotable(Quarantined.INTERNAL_ERROR, f"the decision raised: {failure.__cause__}")
        if isinstance(result, SetAside):
            return Unquotable(result.reason, result.detail)
        assert isinstance(result, Entry)  # noqa: S101 - a basket has an order id of its own, and is never due
        if result.decision.reason is not None:
            return Unquotable(result.decision.reason, "the purchase would be refused")
        return {
            "points": sum(each.amount for each in result.decision.postings if each.source == "issued:purchase"),
            "explanation": result.decision.explanation,
            "spendable": spendable,
            "max_redeemable": most,
            "as_of_sequence": head,
        }

    def _redeemable(self, summed: Member | None, gathered: Member, basket: Event) -> tuple[int, int]:
        """Return what the member can spend before the purchase, and the most that one redemption could take."""
        terms = self._programmes.at(basket.programme, basket.time)
        if summed is None or terms is None:
            return 0, 0
        summed.suspensions, summed.tallies = terms.suspensions, gathered.tallies
        return spendable_points(summed, basket.time), redeemable(summed, terms, basket.time)

    async def _gathered(
        self,
        session: Session,
        events: list[tuple[Event, MemberKey]],
        clock: datetime,
        first_lots: dict[MemberKey, int],
    ) -> Working:
        """Return what the decisions may ask for; a member nobody knows is as new."""
        wanted = {key for _, key in events}
        while True:
            members = {}
            for key in sorted(wanted):
                row = await session.row(SQL["member_columns"], *key)
                members[key] = Member(*key, *(row or ()))
            try:
                return await gather(session, events, members, self._programmes, clock, self._shards, first_lots)
            except FurtherMembers as further:
                wanted |= further.keys  # It only grows, so this ends.
