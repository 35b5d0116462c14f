"""Members as reads find them. Those asked for at the same time are read in one statement: one round trip for all."""

import asyncio
from collections import deque
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from services.kit.database import Database, Row, Session, load_queries

SQL = load_queries("services.projector", "reads.sql")
STATEMENTS_AT_ONCE = 2
MEMBERS_MAX = 256

MemberKey = tuple[int, str, str]
"""(shard, programme, member id)"""
Asked = tuple[MemberKey, asyncio.Future[list[Row]]]


class Members:
    """Reads balances and lots. Nobody waits for company: what comes while statements run makes up the next one."""

    def __init__(self, views: Database) -> None:
        self._views = views
        self._waiting: deque[Asked] = deque()
        self._readers: set[asyncio.Task[None]] = set()
        self._reading = 0

    async def rows(self, key: MemberKey) -> list[Row]:
        """Return a member's rows, one for each open lot, of one moment; none when the view has not begun.

        Raises what the database raises.
        """
        answer: asyncio.Future[list[Row]] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, answer))
        if self._reading < STATEMENTS_AT_ONCE:
            self._reading += 1
            reader = asyncio.create_task(self._read())
            self._readers.add(reader)
            reader.add_done_callback(self._readers.discard)
        return await answer

    async def _read(self) -> None:
        """Answer all who wait until nobody does. Between the last look and the end nothing else runs: none is left."""
        try:
            while self._waiting:
                async with self._views.session() as session:
                    while self._waiting and await self._answer(session):
                        pass
        except Exception as error:  # noqa: BLE001 - no connection is to be had; carried to those who wait for one
            waiting, self._waiting = self._waiting, deque()
            self._fail(waiting, error)
        finally:
            self._reading -= 1

    async def _answer(self, session: Session) -> bool:
        """Read and answer the next who wait in one statement; return whether the session is good for more."""
        asked = [self._waiting.popleft() for _ in range(min(len(self._waiting), MEMBERS_MAX))]
        try:
            columns = ([key[column] for key, _ in asked] for column in range(3))
            rows = await session.fetch(SQL["member_balances"], *columns)
        except Exception as error:  # noqa: BLE001 - carried to those who asked
            self._fail(asked, error)
            return False
        found = {place: list(mine) for place, mine in groupby(rows, key=itemgetter(0))}
        for place, (_, answer) in enumerate(asked, 1):
            if not answer.done():  # whoever asked may have gone
                answer.set_result(found.get(place, []))
        return True

    @staticmethod
    def _fail(asked: Iterable[Asked], error: Exception) -> None:
        for _, answer in asked:
            if not answer.done():
                answer.set_exception(error)
