"""Proposals about one member, such as an adjustment: approved, they are events on the one batch path (S26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from schemas.cloudevents import command
from schemas.events import APPROVED_TYPES, Event
from schemas.faults import InvalidEvent
from services.kit.clock import Clock
from services.kit.database import Session
from services.ledger.delivery import Item, Outcome
from services.ledger.post import Poster
from services.ledger.proposals import Fault, Refused
from services.ledger.register import SQL, Register

SOURCE = "urn:proposal"
EVENT_OF = {
    kind: event_type
    for kind, event_type in {
        "adjustment": "points.adjusted",
        "tier": "tier.assigned",
        "erasure": "member.erased",
    }.items()
    if event_type in APPROVED_TYPES
}
"""By the kind of a proposal, the type of the event that executes it."""


def event_of(kind: str, body: dict[str, Any], proposal_id: str, at: datetime, people: tuple[str, str]) -> Event:
    """Return the event that executes a proposal at the ledger's clock; raise Refused with the path of a fault."""
    data = {name: value for name, value in body.items() if name not in ("member_id", "programme")}
    try:
        return command(
            source=SOURCE, event_id=proposal_id, event_type=EVENT_OF[kind],
            programme=body.get("programme", "default"), member_id=body.get("member_id", ""), body=data,
            at=at, approved=people,
        )  # fmt: skip
    except InvalidEvent as error:
        faults = [Fault(error.path, error.detail)]
        raise Refused("PROPOSAL_INVALID", f"the {kind} has a fault", faults) from None


@dataclass(slots=True)
class Approval:
    """The source of a batch that executes a proposal, and comes by no topic: its fence is the proposal's row."""

    register: Register
    proposal_id: UUID
    approver: str
    at: datetime
    cluster_id: str = ""
    topic: str = ""
    partition: int = 0

    async def begin(self, session: Session, items: list[Item]) -> None:  # noqa: ARG002
        """Lock the proposal before everything else; raise Refused when it is decided, or ended, or one's own."""
        await self.register.undecided(session, self.proposal_id, self.approver)

    async def end(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Decide the proposal with the record it became; raise Refused when it became none."""
        (outcome,) = outcomes
        if outcome.verdict == "duplicate":
            raise Refused("PROPOSAL_DUPLICATE", f"the same was done before: {outcome.shard}/{outcome.sequence}")
        if outcome.body is None:
            raise Refused(outcome.reason or "", outcome.detail)
        await session.execute(
            SQL["proposal_decide"], self.proposal_id, "approved", self.approver, self.at, outcome.shard,
            outcome.sequence,
        )  # fmt: skip


class MemberProposals:
    """Proposes what is about one member, and executes it when a second person approves."""

    def __init__(self, register: Register, poster: Poster, clock: Clock) -> None:
        self._register = register
        self._poster = poster
        self._clock = clock

    async def propose(self, kind: str, body: dict[str, Any], proposer: str) -> dict[str, Any]:
        """Keep a proposal and return it; raise Refused with the path of a fault."""
        event_of(kind, body, "proposed", self._clock(), (proposer, proposer))
        return await self._register.keep(kind, body, proposer)

    async def approve(self, proposal_id: UUID, approver: str) -> bytes:
        """Execute a proposal as its second person; return the text of its record, which may be a refusal.

        Record and decision are one transaction, so it is executed once, whoever asks how often. Raises Refused.
        """
        proposal = await self._register.proposal(proposal_id)
        now = self._clock()
        event = event_of(
            proposal["kind"], orjson.loads(proposal["body"]), str(proposal_id), now,
            (proposal["proposer"], approver),
        )  # fmt: skip
        approval = Approval(self._register, proposal_id, approver, now)
        (outcome,) = await self._poster.post([Item(event)], approval)
        assert outcome.body is not None  # noqa: S101 - the approval would not have ended
        return outcome.body
