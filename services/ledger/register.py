"""The register: what one person proposes and another approves, appended and chained like everything else.

A programme version is proposed, approved by somebody else within seven days, and then a record of shard -1.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from pydantic import ValidationError

from schemas.digests import identity
from schemas.programme import ProgrammeVersion
from schemas.record import REGISTER_SHARD
from services.kit.clock import Clock
from services.kit.database import Database, Row, Session, load_queries
from services.ledger.append import chain, lock_heads
from services.ledger.gather import SQL as POST_SQL
from services.ledger.gather import refresh_programmes
from services.ledger.programmes import Programmes

SQL = load_queries("services.ledger", "register.sql")
PROPOSAL_LIVES = timedelta(days=7)
KINDS = ("programme",)


@dataclass(slots=True, frozen=True)
class Fault:
    """What is wrong with a proposal, and where in its body."""

    path: str
    detail: str


class Refused(Exception):  # noqa: N818 - it says what happened
    """A proposal, or a decision on one, that is not accepted: a stable reason, and the faults with their paths."""

    def __init__(self, reason: str, detail: str, faults: list[Fault] | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.faults = faults or []


class Register:
    """Proposals and the records they become."""

    def __init__(self, database: Database, clock: Clock, incarnation: int) -> None:
        self._database = database
        self._clock = clock
        self._incarnation = incarnation

    async def propose(self, kind: str, body: dict[str, Any], proposer: str) -> dict[str, Any]:
        """Keep a proposal and return it; raise Refused with the path of each fault."""
        if kind not in KINDS:
            raise Refused("PROPOSAL_KIND_UNKNOWN", f"{kind!r} is nothing that people propose, or not built yet")
        version = _validated(body)
        async with self._database.session() as session:
            await self._check_succession(session, version, self._clock())
        return await self.keep(kind, body, proposer)

    async def keep(self, kind: str, body: dict[str, Any], proposer: str, programme: str = "default") -> dict[str, Any]:
        """Keep a proposal that has no fault, and return it. `programme` is that of a member it is about."""
        now = self._clock()
        proposal = {"id": uuid4(), "kind": kind, "body": body, "proposer": proposer, "status": "open",
                    "created_at": now, "ends_at": now + PROPOSAL_LIVES}  # fmt: skip
        async with self._database.session() as session, session.transaction("propose"):
            await session.execute(
                SQL["proposal_add"], proposal["id"], kind, orjson.dumps(body).decode(), proposer, now,
                proposal["ends_at"], programme,
            )  # fmt: skip
        return proposal

    async def proposal(self, proposal_id: UUID) -> Row:
        """Return a proposal as it stands now; raise Refused when there is none."""
        async with self._database.session() as session:
            proposal = await session.row(SQL["proposal_one"], proposal_id)
        if proposal is None:
            raise Refused("PROPOSAL_UNKNOWN", f"there is no proposal {proposal_id}")
        return proposal

    async def approve(self, proposal_id: UUID, approver: str) -> bytes:
        """Execute a proposal as its second person; return the text of the record it became; raise Refused."""
        async with self._database.session() as session, session.transaction("approve"):
            # The head first: approvals, and what decides by the register, stand in one line.
            heads = await lock_heads(session, [REGISTER_SHARD])
            proposal = await self.undecided(session, proposal_id, approver)
            version = _validated(orjson.loads(proposal["body"]))
            now = self._clock()
            await self._check_succession(session, version, now)
            head = heads[REGISTER_SHARD]
            recorded_at = head.recorded_at = max(now, head.recorded_at)
            body = self._record(proposal, version, approver, recorded_at, head.sequence + 1)
            sequence, digest, text = chain(head, REGISTER_SHARD, body)
            await session.copy(
                "ledger.record",
                ("shard", "incarnation", "sequence", "recorded_at", "hash", "body"),
                [(REGISTER_SHARD, self._incarnation, sequence, recorded_at, digest, text.decode())],
            )
            await session.copy(
                "ledger.seen",
                ("key", "digest", "shard", "sequence"),
                [(identity("urn:proposal", str(proposal_id)), bytes(16), REGISTER_SHARD, sequence)],
            )
            await session.execute(POST_SQL["heads_set"], [REGISTER_SHARD], [sequence], [digest], [recorded_at])
            await session.execute(
                SQL["proposal_decide"], proposal_id, "approved", approver, recorded_at, REGISTER_SHARD, sequence
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

    async def _check_succession(self, session: Session, version: ProgrammeVersion, now: datetime) -> None:
        """Raise Refused unless the version may follow those there are (S10)."""
        programmes = Programmes()
        await refresh_programmes(session, programmes)
        earlier = programmes.versions(version.programme)
        row = await session.row(SQL["programme_has_purchases"], version.programme)
        faults = []
        expected = max((known.version for known in earlier), default=0) + 1
        if version.version != expected:
            faults.append(Fault("version", f"the next version of {version.programme!r} is {expected}"))
        faults += [
            Fault(field, f"it is {kept!r} and never changes; start another programme")
            for field in ("time_zone", "currency")
            if earlier and getattr(version, field) != (kept := getattr(earlier[0], field))
        ]
        if row and row["found"] and version.valid_from < now:
            faults.append(Fault("valid_from", "it may lie in the past only while the programme has no purchase"))
        if faults:
            raise Refused("PROPOSAL_INVALID", "the version cannot follow the ones there are", faults)

    def _record(
        self, proposal: Row, version: ProgrammeVersion, approver: str, recorded_at: datetime, sequence: int
    ) -> dict[str, Any]:
        return {
            "programme": version.programme,
            "member_id": "register",
            "incarnation": self._incarnation,
            "shard": REGISTER_SHARD,
            "sequence": sequence,
            "event": {
                "source": "urn:proposal",
                "id": str(proposal["id"]),
                "type": "programme.published",
                "time": recorded_at,
                "data": version.model_dump(mode="json", by_alias=True),
            },
            "explanation": {"proposer": proposal["proposer"], "approver": approver},
            "recorded_at": recorded_at,
            "effective_at": version.valid_from.astimezone(UTC),
            "register": sequence,
            "verdict": "accepted",
            "postings": [],
            "balance": {"pending": 0, "active": 0, "held": 0, "arrears": 0},
        }


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


def _validated(body: dict[str, Any]) -> ProgrammeVersion:
    """Return the programme version a body describes; raise Refused with the path of each fault."""
    try:
        version = ProgrammeVersion.model_validate(body)
    except ValidationError as error:
        faults = [
            Fault(".".join(map(str, fault["loc"])), fault["msg"])
            for fault in error.errors(include_input=False, include_url=False)
        ]
        raise Refused("PROPOSAL_INVALID", "the programme version has faults", faults) from None
    if faults := _not_built(version):
        raise Refused("PROPOSAL_INVALID", "the programme version asks for what is not built yet", faults)
    return version


def _not_built(version: ProgrammeVersion) -> list[Fault]:
    """Return the settings that nothing keeps yet: better refused than accepted and silently not kept."""
    asked = {
        "tiers": version.tiers,
    }
    return [Fault(path, "not built yet; leave it out") for path, value in asked.items() if value]
