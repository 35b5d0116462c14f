"""Quotes: what a basket would earn and how much could be redeemed, by the same decision; nothing is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas.events import Event
from services.kit.database import Database, Session, load_queries
from services.kit.shards import shard_of
from services.ledger.batch import DecisionFailed, decide_batch
from services.ledger.gather import FurtherMembers, gather
from services.ledger.lots import spendable_points
from services.ledger.nouns import Member, SetAside
from services.ledger.programmes import Programmes
from services.ledger.reasons import Quarantined
from services.ledger.redeeming import redeemable
from services.ledger.working import Entry, MemberKey, Working

SQL = load_queries("services.ledger", "answers.sql")


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
        async with self._database.session() as session, session.snapshot():
            working = await self._gathered(session, key, [basket, asking], clock)
            key = working.homes[key[1:]]
            head = await session.row(SQL["head_one"], key[0])
        member, terms = working.members[key], self._programmes.at(basket.programme, basket.time)
        spendable = most = 0
        if terms is not None:
            member.suspensions = terms.suspensions
            spendable, most = spendable_points(member, basket.time), redeemable(member, terms, basket.time)
        try:
            (result,) = decide_batch([basket], working, [key])
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
            "as_of_sequence": head["sequence"] if head else 0,
        }

    async def _gathered(self, session: Session, key: MemberKey, events: list[Event], clock: datetime) -> Working:
        """Return what the decisions may ask for; a member nobody knows is as new."""
        wanted = {key}
        while True:
            members = {}
            for each in sorted(wanted):
                row = await session.row(SQL["member_columns"], *each)
                members[each] = Member(*each, *(row or ()))
            try:
                return await gather(session, events, members, self._programmes, clock, self._shards)
            except FurtherMembers as further:
                wanted |= further.keys  # It only grows, so this ends.
