"""The record: one decided event as it is kept, hashed, and relayed for ever. Plain JSON objects, typed.

Instants are RFC 3339 text in UTC, periods `YYYY-MM`, points and minor units whole numbers.
"""

from hashlib import sha256
from struct import Struct
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict  # pydantic takes the one of `typing` from Python 3.12 on only

REGISTER_SHARD = -1
GENESIS = bytes(32)
"""The hash before the first record of a shard."""

_POSITION = Struct(">iq")


class LotReference(TypedDict):
    """The lot a posting moves points of: one earning, with one expiry. `lot_id` is `<member_id>/<number>`."""

    lot_id: str
    origin: str
    partner_id: NotRequired[str]
    earned_at: str
    activates_at: str
    expires_at: str | None


class PostingBody(TypedDict):
    """An amount > 0 that moves from one account to another (S8)."""

    source: str
    target: str
    amount: int
    unit: str
    effective_at: str
    period: str
    lot: NotRequired[LotReference]


class Balance(TypedDict):
    """A member's accounts after the record, in points; `arrears` is ≤ 0."""

    pending: int
    active: int
    held: int
    arrears: int


class EventBody(TypedDict):
    """The event that was decided; personal data are replaced by salted digests."""

    source: str
    id: str
    type: str
    time: str
    data: dict[str, Any]


class Cause(TypedDict):
    """The event that made the ledger write this record, where that is another one's."""

    source: str
    id: str


class RecordBody(TypedDict):
    """One decided event: verdict and postings, and everything that explains them.

    `admitted_by` is who replayed the event from the quarantine (S2).
    `deferred` is the revenue that a sale defers, or below zero what a return reverses of it, as decimal text of 8
    places, by the estimate whose place in the register is `estimate` (L2, L4). `period` is the accounting month of
    `deferred`, and of a sale or a return that no posting dates.
    """

    programme: str
    member_id: str
    incarnation: int
    shard: int
    sequence: int
    event: EventBody
    caused_by: NotRequired[Cause]
    recorded_at: str
    effective_at: str
    register: int
    verdict: Literal["accepted", "rejected"]
    reason: NotRequired[str]
    explanation: NotRequired[dict[str, Any]]
    deferred: NotRequired[str]
    estimate: NotRequired[int]
    period: NotRequired[str]
    postings: list[PostingBody]
    balance: Balance
    tier: NotRequired[str]
    admitted_by: NotRequired[str]


def lot_number(posting: dict[str, Any]) -> int | None:
    """Return the number of the lot that a recorded posting names, or None."""
    return int(posting["lot"]["lot_id"].rpartition("/")[2]) if "lot" in posting else None


def chain_hash(previous: bytes, shard: int, sequence: int, body: bytes) -> bytes:
    """Return a record's hash: SHA-256 over the one before, its position (big-endian), and the SHA-256 of its body."""
    return sha256(previous + _POSITION.pack(shard, sequence) + sha256(body).digest()).digest()
