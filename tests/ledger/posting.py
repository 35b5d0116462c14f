"""Posting batches of messages as the intake does, without a process."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.cloudevents import decode
from schemas.events import Event
from schemas.faults import InvalidEvent
from services.ledger.delivery import Item, Message, Outcome
from services.ledger.leases import Slice
from services.ledger.post import Poster
from tests.installation import Installation, Sent

CLUSTER = "tests"
NUMBER = 0


async def post(poster: Poster, *sent: Sent) -> list[Outcome]:
    """Post one batch."""
    return await poster.post([Item(decode(one.key, one.headers, one.value or b"")) for one in sent])


async def verdicts(poster: Poster, *sent: Sent) -> list[str]:
    """Post one batch; return the reason, or else the verdict, of each event."""
    return [outcome.reason or outcome.verdict for outcome in await post(poster, *sent)]


@dataclass(slots=True)
class Partition:
    """A partition as the intake reads it, without a broker: what is set aside of it is kept, as it is in earnest."""

    topic: str
    next_offset: int = 0
    counter_busy: bool = False
    """Whether somebody waited at a counter when the last batch was posted."""

    async def post(self, poster: Poster, *sent: Sent) -> list[str]:
        """Post one batch, the invalid messages too; return the reason, or else the verdict, of each."""
        outcomes = await self.post_events(poster, [(one, _event(one)) for one in sent])
        return [outcome.reason or outcome.verdict for outcome in outcomes]

    async def post_events(
        self, poster: Poster, events: Sequence[tuple[Sent | None, Event | InvalidEvent]]
    ) -> list[Outcome]:
        """Post one batch of events, each with its message; None is an HTTP command's."""
        items = []
        for sent, event in events:
            message = None
            if sent is not None:
                message = Message(self.next_offset, sent.key, sent.headers, sent.value)
                self.next_offset += 1
            items.append(Item(event, message))
        batch = Slice(CLUSTER, self.topic, NUMBER, 0, self.next_offset, b"", 60)
        outcomes = await poster.post(items, batch)
        self.counter_busy = batch.counter_busy
        return outcomes


async def partition(installation: Installation) -> Partition:
    """Return a partition at its beginning, whose lease is the test's."""
    await installation.fetch(
        "INSERT INTO ledger.inbox (cluster_id, topic, partition, next_offset) VALUES ($1, $2, $3, 0) "
        "ON CONFLICT (cluster_id, topic, partition) DO UPDATE SET next_offset = 0",
        CLUSTER, installation.topic, NUMBER,
    )  # fmt: skip
    return Partition(installation.topic)


def _event(sent: Sent) -> Event | InvalidEvent:
    try:
        return decode(sent.key or b"", sent.headers, sent.value)
    except InvalidEvent as fault:
        return fault
