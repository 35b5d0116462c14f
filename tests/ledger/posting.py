"""Posting batches of messages as the intake does, without a process."""

from schemas.cloudevents import decode
from services.ledger.post import Item, Outcome, Poster
from tests.installation import Sent


async def post(poster: Poster, *sent: Sent) -> list[Outcome]:
    """Post one batch."""
    return await poster.post([Item(decode(one.key, one.headers, one.value or b"")) for one in sent])


async def verdicts(poster: Poster, *sent: Sent) -> list[str]:
    """Post one batch; return the reason, or else the verdict, of each event."""
    return [outcome.reason or outcome.verdict for outcome in await post(poster, *sent)]
