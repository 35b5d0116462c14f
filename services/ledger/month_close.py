"""A month is closed for ever, with a cut through all shards, and its report's digest is frozen (L8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from schemas.digests import identity
from schemas.finance import Report
from schemas.record import REGISTER_SHARD
from services.kit.clock import Clock
from services.kit.database import Database, Session, load_queries
from services.ledger.append import Head, lock_heads
from services.ledger.proposals import Refused
from services.ledger.register_append import RegisterEntry, append_entry

SQL = load_queries("services.ledger", "month_close.sql")


@dataclass(slots=True, frozen=True)
class Seen:
    """How far a first close has looked back before it locks anything, and the instant of the first sale, or of the
    first points; looking back may take long, and appending must not wait for it.
    """

    heads: dict[int, int]
    earliest: datetime | None


async def look_back(session: Session, programme: str) -> Seen:
    """Look for a programme's first sale, or first points, before its first close; locks nothing."""
    heads = await _heads(session)
    if await session.row(SQL["closed_through"], programme):
        return Seen(heads, None)  # The month after the last closed one is the next, whatever there was.
    row = await session.row(SQL["earliest"], programme)
    return Seen(heads, row["earliest"] if row else None)


async def earliest_since(session: Session, programme: str, seen: Seen) -> datetime | None:
    """Return the instant of the first sale or points, also of what came while looking back; under the locks."""
    since = await session.row(SQL["earliest_since"], list(seen.heads), list(seen.heads.values()), programme)
    found: list[datetime | None] = [seen.earliest, since["earliest"] if since else None]
    return min((at for at in found if at is not None), default=None)


async def lock_all_heads(session: Session) -> dict[int, Head]:
    """Lock the register and every shard, ascending like whoever appends: nobody appends until the commit."""
    return await lock_heads(session, list(await _heads(session)))


async def close_month(session: Session, programme: str, period: str, heads: dict[int, Head]) -> dict[str, int]:
    """Mark a month closed; return the cut: by shard, the last record that may be of it. All heads are locked."""
    await session.execute(SQL["close_through"], programme, period)
    return {str(shard): head.sequence for shard, head in sorted(heads.items())}


async def _heads(session: Session) -> dict[int, int]:
    return {row["shard"]: row["sequence"] for row in await session.fetch(SQL["look_back_heads"])}


class FrozenReports:
    """The digests of the reports of closed months."""

    def __init__(self, database: Database, clock: Clock, incarnation: int) -> None:
        self._database = database
        self._clock = clock
        self._incarnation = incarnation

    async def freeze(self, report: Report, actor: str) -> tuple[bool, bytes]:
        """Record the digest of a closed month's report; return whether it is new, and the text of the record.

        The same digest again has the same answer. Raises Refused for another digest, for an open month, and for a
        programme without a version.
        """
        named = f"{report.programme}/{report.period}"
        async with self._database.session() as session, session.transaction("freeze"):
            heads = await lock_heads(session, [REGISTER_SHARD])
            if known := await session.row(SQL["record_of_identity"], identity("urn:report", named)):
                return False, _unless_another(known["body"], report)
            closed = await session.row(SQL["closed_through"], report.programme)
            if closed is None or report.period > closed["period"]:
                raise Refused("PERIOD_OPEN", f"{report.period} of {report.programme!r} is not closed; close it first")
            closing = await session.row(SQL["period_closed"], report.programme, report.period)
            if closing is None:
                raise Refused("PERIOD_EMPTY", f"{report.period} was closed with a later month, before the first sale")
            entry = RegisterEntry(
                report.programme, "urn:report", named, "report.frozen", report.model_dump(mode="json"),
                {"frozen_by": actor}, datetime.fromisoformat(orjson.loads(closing["body"])["effective_at"]),
            )  # fmt: skip
            _, text = await append_entry(session, heads[REGISTER_SHARD], self._incarnation, self._clock(), entry)
        return True, text


def _unless_another(body: str, report: Report) -> bytes:
    frozen: dict[str, Any] = orjson.loads(body)["event"]["data"]
    if frozen["sha256"] != report.sha256:
        raise Refused(
            "REPORT_FROZEN",
            f"the report of {report.period} is frozen with another digest, {frozen['sha256']}; what is closed does not "
            "change: look for what made it differ",
        )
    return body.encode()
