"""What an operator would look at when nothing moves, as text for the message of the test that waited in vain."""

from collections.abc import Awaitable, Sequence

import asyncpg

from services.kit.database import Row
from tests.faults.books import end_offsets
from tests.faults.killing import Lane, posted
from tests.faults.shop import Shop
from tests.installation import Installation

PARTITIONS = """
SELECT partition, next_offset, epoch, owner, to_char(leased_until, 'HH24:MI:SS.MS') AS leased_until
FROM ledger.inbox WHERE topic = $1 ORDER BY partition
"""
WORKERS = """
SELECT owner, to_char(alive_until, 'HH24:MI:SS.MS') AS alive_until
FROM ledger.worker ORDER BY worker.alive_until DESC LIMIT 5
"""
VIEWS = """
SELECT l.name, l.version, l.epoch, l.owner, to_char(l.leased_until, 'HH24:MI:SS.MS') AS leased_until,
       (SELECT sum(b.sequence) FROM view.bookmark b WHERE b.name = l.name AND b.version = l.version) AS folded,
       (SELECT sum(s.sequence) FROM ledger.shard s) AS records
FROM view.lease l ORDER BY l.name
"""
SESSIONS = """
SELECT pid, application_name, state, wait_event_type, wait_event, pg_blocking_pids(pid) AS blocked_by,
       clock_timestamp() - xact_start AS transaction_took, clock_timestamp() - state_change AS for,
       left(regexp_replace(query, '\\s+', ' ', 'g'), 120) AS query
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' ORDER BY xact_start
"""


async def explained(work: Awaitable[None], installation: Installation, shop: Shop, lanes: Sequence[Lane]) -> None:
    """Do the work; when it waits in vain, say with it how everything stood at that moment."""
    try:
        await work
    except AssertionError as failed:
        raise AssertionError(f"{failed}\n{await situation(installation, shop, lanes)}") from failed


async def situation(installation: Installation, shop: Shop, lanes: Sequence[Lane]) -> str:
    """Return how the partitions, the views, the sessions, and the processes stand."""
    try:
        told = [
            f"sent {len(shop.messages)} messages; the ledger has passed {await posted(installation)} of "
            f"{await end_offsets(installation, installation.topic)} in the topic",
            *_lines("partition", await installation.fetch(PARTITIONS, installation.topic)),
            *_lines("worker", await installation.fetch(WORKERS)),
            *_lines("view", await installation.fetch(VIEWS)),
            *_lines("session", await installation.fetch(SESSIONS)),
        ]
    except (OSError, asyncpg.PostgresError) as error:
        told = [f"the servers do not answer: {error!r}"]
    return "\n".join([*told, *(lane.stands() for lane in lanes)])


def _lines(what: str, rows: Sequence[Row]) -> list[str]:
    return [f"{what}: " + ", ".join(f"{name} {value}" for name, value in row.items()) for row in rows] or [
        f"{what}: none"
    ]
