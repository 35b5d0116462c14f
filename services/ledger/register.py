"""The register: what one person proposes and another approves, appended and chained like everything else.

A programme version, an estimate, rates of partners, or the close of a month is proposed, approved by somebody else
within seven days, and then a record of shard -1.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from schemas.finance import Close
from schemas.record import REGISTER_SHARD
from services.kit.clock import Clock
from services.kit.database import Database, Row, Session, load_queries
from services.ledger.append import lock_heads
from services.ledger.gather import refresh_programmes
from services.ledger.month_close import Seen, close_month, earliest_since, lock_all_heads, look_back
from services.ledger.programmes import Programmes
from services.ledger.proposals import KINDS, Known, Refused, check, validated
from services.ledger.register_append import RegisterEntry, append_entry

SQL = load_queries("services.ledger", "register.sql")
PROPOSAL_LIVES = timedelta(days=7)


class Register:
    """Proposals and the records they become."""

    def __init__(self, database: Database, clock: Clock, incarnation: int) -> None:
        self._database = database
        self._clock = clock
        self._incarnation = incarnation

    async def propose(self, kind: str, body: dict[str, Any], proposer: str) -> dict[str, Any]:
        """Keep a proposal and return it; raise Refused with the path of each fault."""
        if kind not in KINDS:
            raise Refused("PROPOSAL_KIND_UNKNOWN", f"{kind!r} is not one of {', '.join(KINDS)}")
        wanted = validated(kind, body)
        now = self._clock()
        async with self._database.session() as session, session.transaction("propose"):
            seen = await look_back(session, wanted.programme) if isinstance(wanted, Close) else None
            check(kind, wanted, await _known(session, wanted.programme, now, seen))
            return await _keep(session, kind, body, proposer, now)

    async def keep(self, kind: str, body: dict[str, Any], proposer: str) -> dict[str, Any]:
        """Keep a proposal that is found to be without fault, and return it."""
        async with self._database.session() as session, session.transaction("propose"):
            return await _keep(session, kind, body, proposer, self._clock())

    async def kind_of(self, proposal_id: UUID) -> str:
        """Return the kind of a proposal, which says who may decide on it; raise Refused when there is none."""
        return str((await self.proposal(proposal_id))["kind"])

    async def proposal(self, proposal_id: UUID) -> Row:
        """Return (kind, programme, body, proposer) of a proposal; raise Refused when there is none."""
        async with self._database.session() as session:
            row = await session.row(SQL["proposal_kind"], proposal_id)
        if row is None:
            raise Refused("PROPOSAL_UNKNOWN", f"there is no proposal {proposal_id}")
        return row

    async def approve(self, proposal_id: UUID, approver: str) -> bytes:
        """Execute a proposal as its second person; return the text of the record it became; raise Refused."""
        async with self._database.session() as session, session.transaction("approve"):
            asked = await session.row(SQL["proposal_kind"], proposal_id)
            seen = await look_back(session, asked["programme"]) if asked and asked["kind"] == "close" else None
            # The heads first: approvals, and what decides by the register, stand in one line.
            heads = await (lock_all_heads(session) if seen else lock_heads(session, [REGISTER_SHARD]))
            proposal = await self.undecided(session, proposal_id, approver)
            kind, wanted = proposal["kind"], validated(proposal["kind"], orjson.loads(proposal["body"]))
            now = self._clock()
            known = await _known(session, wanted.programme, now, seen)
            check(kind, wanted, known)
            data, effective_at = wanted.model_dump(mode="json", by_alias=True), KINDS[kind].effective_at(wanted, known)
            if isinstance(wanted, Close):
                data["cut"] = await close_month(session, wanted.programme, wanted.period, heads)
            entry = RegisterEntry(
                wanted.programme, "urn:proposal", str(proposal_id), KINDS[kind].event_type, data,
                {"proposer": proposal["proposer"], "approver": approver}, effective_at.astimezone(UTC),
            )  # fmt: skip
            head = heads[REGISTER_SHARD]
            recorded_at, text = await append_entry(session, head, self._incarnation, now, entry)
            await session.execute(
                SQL["proposal_decide"], proposal_id, "approved", approver, recorded_at, REGISTER_SHARD, head.sequence
            )
        return text

    async def reject(self, proposal_id: UUID, approver: str) -> dict[str, Any]:
        """Decline a proposal; the proposer may withdraw it so too. Raises Refused."""
        now = self._clock()
        async with self._database.session() as session, session.transaction("reject"):
            proposal = await self.undecided(session, proposal_id, None)
            decided_by = approver if approver != proposal["proposer"] else None
            await session.execute(SQL["proposal_decide"], proposal_id, "rejected", decided_by, now, None, None)
            return shown({**proposal, "status": "rejected", "decided_by": decided_by, "decided_at": now}, now)

    async def page(self, after: tuple[datetime, UUID] | None, limit: int) -> list[dict[str, Any]]:
        """Return proposals, newest first."""
        now = self._clock()
        async with self._database.session() as session:
            rows = await session.fetch(SQL["proposals_page"], *(after or (None, None)), limit)
        return [shown(dict(row), now) for row in rows]

    async def programmes(self) -> Programmes:
        """Return the programmes as the register has them now."""
        programmes = Programmes()
        async with self._database.session() as session:
            await refresh_programmes(session, programmes)
        return programmes

    async def undecided(self, session: Session, proposal_id: UUID, approver: str | None) -> Row:
        """Lock a proposal and return it; raise Refused unless it can be decided, by this approver if one is named."""
        proposal = await session.row(SQL["proposal_lock"], proposal_id)
        if proposal is None:
            raise Refused("PROPOSAL_UNKNOWN", f"there is no proposal {proposal_id}")
        if proposal["status"] != "open":
            raise Refused("PROPOSAL_DECIDED", f"it was {proposal['status']} before; propose anew")
        if proposal["ends_at"] <= self._clock():
            raise Refused("PROPOSAL_ENDED", f"it ended at {proposal['ends_at'].isoformat()}; propose anew")
        if proposal["proposer"] == approver:
            raise Refused("APPROVER_IS_PROPOSER", "a second person must approve what one person proposed")
        return proposal


async def _keep(session: Session, kind: str, body: dict[str, Any], proposer: str, now: datetime) -> dict[str, Any]:
    proposal = {"id": uuid4(), "kind": kind, "body": body, "proposer": proposer, "status": "open", "created_at": now,
                "ends_at": now + PROPOSAL_LIVES}  # fmt: skip
    await session.execute(
        SQL["proposal_add"], proposal["id"], kind, orjson.dumps(body).decode(), proposer, now, proposal["ends_at"]
    )
    return proposal


async def _known(session: Session, programme: str, now: datetime, seen: Seen | None) -> Known:
    """Read what a proposal about a programme is checked against; `seen` is of a close."""
    programmes = Programmes()
    await refresh_programmes(session, programmes)
    done = await session.row(SQL["programme_done"], programme)
    assert done is not None  # noqa: S101 - it asks for values, not for rows
    earliest = None
    if seen is not None and done["closed_through"] is None:
        earliest = await earliest_since(session, programme, seen)
    return Known(programmes, now, done["sold"], done["issued"], done["closed_through"], earliest)


def shown(proposal: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return a proposal as the API shows it: its body as JSON, and `ended` once its seven days are over."""
    body = proposal["body"]
    status = "ended" if proposal["status"] == "open" and proposal["ends_at"] <= now else proposal["status"]
    # The driver's own kind of UUID, read back from the table, is none that JSON knows.
    return {
        **proposal,
        "id": str(proposal["id"]),
        "body": orjson.loads(body) if isinstance(body, str) else body,
        "status": status,
    }
