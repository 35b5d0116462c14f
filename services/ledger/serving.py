"""What the routes of the ledger's HTTP have in common: the services they work with, problems, bodies read as JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

import orjson
from fastapi import Path, Query

from schemas.faults import InvalidEvent
from schemas.values import ID_PATTERN
from services.kit.clock import Clock
from services.kit.http import Problem
from services.ledger.answers import Answers
from services.ledger.commands import Commands
from services.ledger.member_proposals import MemberProposals
from services.ledger.month_close import FrozenReports
from services.ledger.publishing import Publisher
from services.ledger.quotes import Quotes
from services.ledger.register import Register
from services.ledger.replaying import Quarantine

Programme = Annotated[str, Query(max_length=64, pattern=ID_PATTERN)]
IdInPath = Annotated[str, Path(max_length=128, pattern=ID_PATTERN)]
EventIdPart = Annotated[str, Query(max_length=512, pattern=ID_PATTERN)]
"""A source or an id, also of a command, which is longer than a received one; no table can hold control characters."""
T = TypeVar("T")
STATUS_OF = {
    "EVENT_ID_CONFLICT": 409,
    "UNKNOWN_PROGRAMME": 404,
    "REDEMPTION_UNKNOWN": 404,
    "PROPOSAL_UNKNOWN": 404,
    "PROPOSAL_DECIDED": 409,
    "PROPOSAL_ENDED": 409,
    "PROPOSAL_DUPLICATE": 409,
    "APPROVER_IS_PROPOSER": 403,
    "QUARANTINE_UNKNOWN": 404,
    "QUARANTINE_DECIDED": 409,
    "REPORT_FROZEN": 409,
    "INTERNAL_ERROR": 500,
}
"""Which status a reason has; 422 for the others."""


@dataclass(slots=True, frozen=True)
class Services:
    """What the routes work with; built in `__main__`."""

    answers: Answers
    quotes: Quotes
    commands: Commands
    register: Register
    member_proposals: MemberProposals
    quarantine: Quarantine
    frozen_reports: FrozenReports
    publisher: Publisher
    clock: Clock
    ready: Callable[[], Awaitable[None]]


def problem(reason: str, detail: str, **members: object) -> Problem:
    """Return a problem with the status that its reason has."""
    return Problem(STATUS_OF.get(reason, 422), reason, detail, headers=None, **members)


def parsed(body: bytes, kind: type[T], what: str) -> T:
    """Return a body as JSON of that kind; raise InvalidEvent, which says to send `what`."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidEvent("INVALID_EVENT", f"not JSON: {error}; send {what}") from None
    if not isinstance(value, kind):
        raise InvalidEvent("INVALID_EVENT", f"a JSON {type(value).__name__}; send {what}")
    return value
