"""The routes of the register: proposals and who decides on them, what they became, and the digests of reports."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import FastAPI, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter
from starlette.responses import Response

from schemas.finance import Period, Report, Sha256
from schemas.values import ID_PATTERN
from services.kit.auth import FinanceFreezer, ProgrammesReader, ProposalParty
from services.kit.cursors import cursor_of, read_cursor
from services.kit.http import json_response
from services.ledger.member_proposals import EVENT_OF
from services.ledger.proposals import Fault, Refused
from services.ledger.serving import Programme, Services

PROPOSED: TypeAdapter[tuple[AwareDatetime, UUID]] = TypeAdapter(tuple[AwareDatetime, UUID])
"""A place in the list of proposals: when one was made, and its id."""
ProgrammeIfGiven = Annotated[str | None, Query(max_length=64, pattern=ID_PATTERN)]


class Proposed(BaseModel):
    """A proposal as it comes."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: str
    body: dict[str, Any]


class Digest(BaseModel):
    """The digest of a report as it comes."""

    model_config = ConfigDict(extra="forbid", strict=True)
    period: Period
    sha256: Sha256


def proposals(app: FastAPI, services: Services) -> None:
    """Add the routes by which two people decide."""

    @app.post("/v1/proposals", status_code=201)
    async def propose(proposed: Proposed, caller: ProposalParty, programme: ProgrammeIfGiven = None) -> Response:
        """Propose something that another person must approve within seven days."""
        caller.demand(f"propose:{proposed.kind}")
        body, kind = _of_programme(proposed.body, programme), proposed.kind
        office = services.member_proposals if kind in EVENT_OF else services.register
        return json_response(await office.propose(kind, body, caller.actor), 201)

    @app.post("/v1/proposals/{proposal_id}/approve")
    async def approve(proposal_id: UUID, caller: ProposalParty) -> Response:
        """Approve and execute: the answer is the record it became, whose verdict may be a refusal."""
        kind = await services.register.kind_of(proposal_id)
        caller.demand(f"approve:{kind}")
        office = services.member_proposals if kind in EVENT_OF else services.register
        return Response(await office.approve(proposal_id, caller.actor), media_type="application/json")

    @app.post("/v1/proposals/{proposal_id}/reject")
    async def reject(proposal_id: UUID, caller: ProposalParty) -> Response:
        """Decline a proposal, or withdraw one's own."""
        caller.demand(f"approve:{await services.register.kind_of(proposal_id)}")
        return json_response(await services.register.reject(proposal_id, caller.actor))

    @app.get("/v1/proposals")
    async def page(
        caller: ProposalParty,  # noqa: ARG001
        cursor: str | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        """Return proposals, newest first."""
        before = None if cursor is None else read_cursor(cursor, PROPOSED)
        proposals = await services.register.page(before, limit)
        last = proposals[-1] if len(proposals) == limit else None
        following = cursor_of((last["created_at"], last["id"])) if last else None
        return json_response({"proposals": proposals, "next": following})


def finance(app: FastAPI, services: Services) -> None:
    """Add the routes that read the register, and the one that freezes a report."""

    @app.get("/v1/programmes/{programme}/versions")
    async def versions(programme: str, caller: ProgrammesReader) -> Response:  # noqa: ARG001
        """Return the published versions, earliest in force first."""
        known = (await services.register.programmes()).versions(programme)
        return json_response({"versions": [version.model_dump(mode="json", by_alias=True) for version in known]})

    @app.get("/v1/programmes/{programme}/estimates")
    async def estimates(programme: str, caller: ProgrammesReader) -> Response:  # noqa: ARG001
        """Return the estimates, each with its number, its place in the register; earliest in force first."""
        known = (await services.register.programmes()).estimates(programme)
        return json_response(
            {"estimates": [{"estimate": number, **each.model_dump(mode="json")} for number, each in known]}
        )

    @app.get("/v1/programmes/{programme}/rates")
    async def rates(programme: str, caller: ProgrammesReader) -> Response:  # noqa: ARG001
        """Return the rates of partners, each with its number, its place in the register; earliest in force first."""
        known = (await services.register.programmes()).rates(programme)
        return json_response({"rates": [{"rates": number, **each.model_dump(mode="json")} for number, each in known]})

    @app.post("/v1/reports", status_code=201)
    async def freeze(digest: Digest, caller: FinanceFreezer, programme: Programme = "default") -> Response:
        """Put the digest of a closed month's report into the register: 201 once, 200 for the same again."""
        report = Report.model_construct(programme=programme, period=digest.period, sha256=digest.sha256)
        is_new, text = await services.frozen_reports.freeze(report, caller.actor)
        return Response(text, 201 if is_new else 200, media_type="application/json")


def _of_programme(body: dict[str, Any], programme: str | None) -> dict[str, Any]:
    """Return a proposal's body with the programme that the path names; raise Refused when it names another itself."""
    if programme is None:
        return body
    if body.get("programme", programme) != programme:
        detail = f"the path says {programme!r}; name the programme once, or the same"
        raise Refused("PROPOSAL_INVALID", "the proposal has faults", [Fault("programme", detail)])
    return {**body, "programme": programme}
