"""Append: under the shards' locks give each record its sequence, instant, period, and hash, and write it for ever."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from schemas.calendar import local_date, next_period, period_of
from schemas.digests import PRIVATE_FIELD, private_part, salted, without_private
from schemas.record import chain_hash
from services.kit.database import Session, column
from services.ledger.deferral import PLACES, text_of
from services.ledger.gather import SQL
from services.ledger.lots import lot_id
from services.ledger.nouns import MEMBER_ACCOUNTS, Lot, Posting
from services.ledger.working import Entry, Working

JSON = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
SALES = frozenset({"purchase.completed", "purchase.returned", "sales.reported"})


class ClockBehind(Exception):  # noqa: N818 - it says what happened
    """A shard's last record is of a later local day than the batch's clock: decide again at that instant (S2)."""

    def __init__(self, recorded_at: datetime) -> None:
        super().__init__(f"the shard's last record is of {recorded_at.isoformat()}")
        self.recorded_at = recorded_at


@dataclass(slots=True)
class Head:
    """The end of a shard's chain."""

    sequence: int
    hash: bytes
    recorded_at: datetime


async def lock_heads(session: Session, shards: Iterable[int]) -> dict[int, Head]:
    """Lock the shards' rows, ascending; from here to the commit nobody else appends to them."""
    rows = await session.fetch(SQL["heads_lock"], sorted(shards))
    return {row["shard"]: Head(row["sequence"], row["hash"], row["recorded_at"]) for row in rows}


def chain(head: Head, shard: int, body: dict[str, Any]) -> tuple[int, bytes, bytes]:
    """Return (sequence, hash, text) of the next record of a shard, and move the head."""
    sequence = head.sequence + 1
    text = orjson.dumps(body, option=JSON)
    head.sequence, head.hash = sequence, chain_hash(head.hash, shard, sequence, text)
    return sequence, head.hash, text


async def set_heads(
    session: Session, heads: Mapping[int, Head], accounts: Sequence[tuple[int, str, str, str, int]] = ()
) -> None:
    """Write the heads as they are now; add to balances of the programme's accounts: (shard, …, unit, change)."""
    ends = sorted(heads.items())
    await session.execute(
        SQL["heads_set"],
        column(shard for shard, _ in ends),
        column(head.sequence for _, head in ends),
        b"".join(head.hash for _, head in ends),
        column(head.recorded_at for _, head in ends),
        *(column(row[at] for row in accounts) for at in range(5)),
    )


def _lot_body(member_id: str, lot: Lot, expires_at: datetime | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "lot_id": lot_id(member_id, lot),
        "origin": lot.origin,
        "earned_at": lot.earned_at,
        "activates_at": lot.activates_at,
        "expires_at": expires_at,
    }
    if lot.partner_id is not None:
        body["partner_id"] = lot.partner_id
    return body


def _posting_body(entry: Entry, posting: Posting, period: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "source": posting.source,
        "target": posting.target,
        "amount": posting.amount,
        "unit": posting.unit,
        "effective_at": posting.effective_at,
        "period": period,
    }
    if posting.lot is not None:
        body["lot"] = _lot_body(entry.member.member_id, posting.lot, posting.expires_at)
    return body


def stamped_period(entry: Entry, effective_at: datetime, closed: dict[str, str]) -> str:
    """Return the month of an effect, or the earliest open one when that month is closed (S3)."""
    period = period_of(effective_at, entry.programme_zone)
    closed_through = closed.get(entry.event.programme)
    return next_period(closed_through) if closed_through and period <= closed_through else period


def _needs_period(entry: Entry) -> bool:
    """Tell whether a record says itself in which month its money counts: deferred revenue, and sales of no points.

    Of other sales the last posting says it, which is effective when the sale is.
    """
    decision = entry.decision
    if decision.deferred is not None:
        return True
    if entry.event.type not in SALES or decision.reason is not None or entry.cause is not None:
        return False
    return not decision.postings or decision.postings[-1].effective_at != decision.effective_at


class Appender:
    """The records of one batch on their way into the tables."""

    def __init__(self, heads: dict[int, Head], closed: dict[str, str], incarnation: int, working: Working) -> None:
        self._heads = heads
        self._closed = closed
        self._incarnation = incarnation
        self._working = working
        self.records: list[tuple[object, ...]] = []
        self.postings: list[tuple[object, ...]] = []
        self.private: list[tuple[object, ...]] = []
        self.accounts: dict[tuple[int, str, str, str], int] = {}

    def append(self, entry: Entry) -> None:
        """Stamp one entry: sequence, recorded_at, periods, hash. Raises ClockBehind."""
        shard = entry.position.shard
        head = self._heads[shard]
        clock, zone = self._working.clock, entry.programme_zone
        recorded_at = max(clock, head.recorded_at)
        if recorded_at > clock and local_date(recorded_at, zone) != local_date(clock, zone):
            raise ClockBehind(recorded_at)
        head.recorded_at = recorded_at
        postings = [
            (posting, stamped_period(entry, posting.effective_at, self._closed)) for posting in entry.decision.postings
        ]
        sequence, digest, text = chain(head, shard, self._body(entry, recorded_at, postings))
        entry.position.sequence, entry.body = sequence, text
        deferred, estimate = entry.decision.deferred, entry.decision.estimate
        amount = None if deferred is None else Decimal(deferred).scaleb(-PLACES)
        self.records.append((shard, self._incarnation, sequence, recorded_at, digest, amount, estimate, text.decode()))
        for ordinal, (posting, period) in enumerate(postings):
            self._add_posting(entry, sequence, ordinal, posting, period)

    def _add_posting(self, entry: Entry, sequence: int, ordinal: int, posting: Posting, period: str) -> None:
        shard = entry.position.shard
        lot = posting.lot.number if posting.lot else None
        self.postings.append(
            (
                shard,
                sequence,
                ordinal,
                lot,
                posting.amount,
                posting.effective_at,
                posting.source,
                posting.target,
                posting.unit,
                period,
            )
        )
        for account, change in ((posting.source, -posting.amount), (posting.target, posting.amount)):
            if account not in MEMBER_ACCOUNTS:
                key = (shard, entry.event.programme, account, posting.unit)
                self.accounts[key] = self.accounts.get(key, 0) + change

    def _without_private(self, entry: Entry) -> dict[str, Any]:
        """Return the event's data with a salted digest for what says who somebody is, which is kept apart (S29)."""
        event, member = entry.event, entry.member
        private = private_part(event.type, event.raw)
        if private is None:
            return event.raw
        key = (member.shard, member.programme, member.member_id)
        if entry.decision.reason is not None:
            # A refused event leaves nothing of a person: the salt of its digest is forgotten at once.
            return without_private(event.type, event.raw, {"sha256": salted(os.urandom(16), private)})
        salt = self._working.salts.setdefault(key, os.urandom(16))
        name = PRIVATE_FIELD[event.type]
        attributes = private.decode() if name == "attributes" else None
        sequence = self._heads[member.shard].sequence + 1
        texts = orjson.dumps({str(sequence): event.raw[name]} if attributes is None else {}).decode()
        self.private.append((*key, salt, attributes, texts))
        return without_private(event.type, event.raw, {"sha256": salted(salt, private)})

    def _body(self, entry: Entry, recorded_at: datetime, postings: list[tuple[Posting, str]]) -> dict[str, Any]:
        event, decision = entry.event, entry.decision
        # A record that another one caused says why it is there; what else that event holds is not of this member.
        data = self._without_private(entry) if entry.cause is None else {}
        body: dict[str, Any] = {
            "programme": event.programme,
            "member_id": entry.member.member_id,
            "incarnation": self._incarnation,
            "shard": entry.position.shard,
            "sequence": self._heads[entry.position.shard].sequence + 1,
            "event": {
                "source": event.source,
                "id": event.id,
                "type": event.type,
                "time": event.time_text,
                "data": data,
            },
            "recorded_at": recorded_at,
            "effective_at": decision.effective_at,
            "register": self._working.register,
            "verdict": "accepted" if decision.reason is None else "rejected",
            "postings": [_posting_body(entry, posting, period) for posting, period in postings],
            "balance": entry.balance,
        }
        if entry.tier is not None:
            body["tier"] = entry.tier
        if decision.reason is not None:
            body["reason"] = decision.reason
        if decision.explanation is not None:
            body["explanation"] = decision.explanation
        if event.admitted_by is not None and entry.cause is None:
            body["admitted_by"] = event.admitted_by
        if decision.deferred is not None:
            body["deferred"], body["estimate"] = text_of(decision.deferred), decision.estimate
        if _needs_period(entry):
            body["period"] = stamped_period(entry, decision.effective_at, self._closed)
        if event.approved is not None and entry.cause is None:
            proposer, approver = event.approved
            body["explanation"] = (decision.explanation or {}) | {"proposer": proposer, "approver": approver}
        if entry.alias is not None:
            body["alias"] = entry.alias
        if entry.cause is not None:
            body["caused_by"] = {"source": entry.cause.source, "id": entry.cause.id}
        return body

    async def write(self, session: Session) -> None:
        """Write everything, one statement a table, rows sorted by key."""
        await session.copy(
            "ledger.record",
            ("shard", "incarnation", "sequence", "recorded_at", "hash", "deferred", "estimate", "body"),
            self.records,
        )
        if self.postings:
            await session.copy(
                "ledger.posting",
                ("shard", "sequence", "ordinal", "lot", "amount", "effective_at", "source", "target", "unit", "period"),
                self.postings,
            )
        for row in self.private:  # Few, and in order: two updates of one member replace one another.
            await session.execute(SQL["private_add"], *row)
        await set_heads(session, self._heads, sorted((*key, balance) for key, balance in self.accounts.items()))
