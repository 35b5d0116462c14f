"""Who calls, and what they may. A handler's parameter type is its permission: `caller: BalancesReader`.

Only `POINTS_AUTH=off` exists until access control is built: the actor is whoever the header `X-Actor` says, with every
scope. Settings refuse anything else, and a service without access control listens on the loopback address only.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from services.kit.http import Problem

LOOPBACK = "127.0.0.1"
ANONYMOUS = "anonymous"
EVERY_SCOPE = frozenset({"*"})

_ACTOR = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,98}[\x21-\x7e])?")
"""A source, `urn:client:<actor>`, has at most 128 characters."""


@dataclass(slots=True, frozen=True)
class Caller:
    """Who sends a request, and the scopes they hold."""

    actor: str
    scopes: frozenset[str]

    def demand(self, scope: str) -> None:
        """Raise Problem (403) unless the caller holds a scope; for those that depend on the body, `propose:<kind>`."""
        if scope not in self.scopes and "*" not in self.scopes:
            raise Problem(403, "SCOPE_MISSING", f"this needs the scope {scope}")


def caller_of(request: Request) -> Caller:
    """Return who sends a request; raise Problem when the header cannot be a name."""
    actor = request.headers.get("x-actor", ANONYMOUS)
    if not _ACTOR.fullmatch(actor):
        raise Problem(400, "ACTOR_INVALID", "X-Actor is 1 to 100 printable ASCII characters")
    return Caller(actor, EVERY_SCOPE)


def _holder_of(scope: str) -> Dependency:
    async def permitted(request: Request) -> Caller:
        caller = caller_of(request)
        caller.demand(scope)
        return caller

    return Dependency(permitted)


async def _anyone(request: Request) -> Caller:
    return caller_of(request)


EventsWriter = Annotated[Caller, _holder_of("events:write")]
EventsReader = Annotated[Caller, _holder_of("events:read")]
RedemptionsWriter = Annotated[Caller, _holder_of("redemptions:write")]
BalancesReader = Annotated[Caller, _holder_of("balances:read")]
ProgrammesReader = Annotated[Caller, _holder_of("programmes:read")]
FinanceReader = Annotated[Caller, _holder_of("finance:read")]
FinanceFreezer = Annotated[Caller, _holder_of("finance:freeze")]
Operator = Annotated[Caller, _holder_of("operations")]
ProposalParty = Annotated[Caller, Depends(_anyone)]
"""Proposes, approves, or lists; the handler demands `propose:<kind>` or `approve:<kind>` once it knows the kind."""
