"""Commands over HTTP: those that arrive within 2 ms share a batch and its transaction, on the same path as Kafka's."""

import asyncio
from dataclasses import dataclass

from schemas.events import Event
from services.kit.database import Database
from services.kit.settings import Settings
from services.ledger.delivery import Item, Outcome
from services.ledger.gather import SQL
from services.ledger.post import Poster

BATCHES_AT_ONCE = 2
BUSY_SECONDS = 0.25
"""How long a counter counts as busy after somebody asked there; said again when it is over, if somebody asked since."""


@dataclass(slots=True, frozen=True)
class Waiting:
    """A command, and where its caller waits for the outcome."""

    event: Event
    outcome: "asyncio.Future[Outcome]"


class Commands:
    """Gathers commands into batches; each caller gets the outcome of their own."""

    def __init__(self, settings: Settings, database: Database, poster: Poster) -> None:
        self._database = database
        self._poster = poster
        self._commands_max = settings.commands_max
        self._wait_seconds = settings.commands_wait_ms / 1_000
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._asked = asyncio.Event()
        self._turn = asyncio.Lock()

    async def submit(self, event: Event) -> Outcome:
        """Return what became of a command, once it is committed; raise what the database raised."""
        waiting = Waiting(event, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        self._asked.set()
        return await waiting.outcome

    async def run(self) -> None:
        """Post batches until cancelled: while one commits, the next is gathered."""
        async with asyncio.TaskGroup() as lanes:
            for _ in range(BATCHES_AT_ONCE):
                lanes.create_task(self._lane())
            lanes.create_task(self._say_busy())

    async def _say_busy(self) -> None:
        """Tell the intakes, of whatever process, while somebody waits here: they make way."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            async with self._database.session() as session:
                await session.execute(SQL["counter_busy"], 2 * BUSY_SECONDS)
            await asyncio.sleep(BUSY_SECONDS)

    async def _lane(self) -> None:
        while True:
            batch = await self._batch()
            try:
                outcomes = await self._poster.post([Item(waiting.event) for waiting in batch])
            except BaseException as error:
                # The callers learn that nothing was decided; what it was ends the process.
                for waiting in batch:
                    if not waiting.outcome.done():
                        waiting.outcome.set_exception(ConnectionError(f"not decided: {error!r}"))
                raise
            for waiting, outcome in zip(batch, outcomes, strict=True):
                if not waiting.outcome.done():
                    waiting.outcome.set_result(outcome)

    async def _batch(self) -> list[Waiting]:
        """Return what came within the wait; one lane at a time, or a second one would leave with a command alone."""
        async with self._turn:
            batch = [await self._queue.get()]
            await asyncio.sleep(self._wait_seconds)
            while len(batch) < self._commands_max and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            return batch
