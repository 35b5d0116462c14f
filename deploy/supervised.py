"""A program that is started again whenever it ends. For one machine; on many, the scheduler does this."""

import asyncio
import contextlib
import time

from deploy.processes import Child, SetupError, ending, say

BACKOFF_FIRST_SECONDS = 0.1
BACKOFF_MAX_SECONDS = 5.0
STEADY_SECONDS = 10.0


class Supervised:
    """A child that is started again whenever it ends: after 0.1 s, doubling up to 5 s until it stays up 10 s."""

    def __init__(self, child: Child, *, ready_seconds: float = 30.0) -> None:
        """Watch over `child`, which must announce itself with a JSON line within `ready_seconds` of each start."""
        self.child = child
        self.restarts = 0
        self._ready_seconds = ready_seconds
        self._watch: asyncio.Task[None] | None = None
        self._up = False
        self._changed = asyncio.Condition()

    async def start(self) -> None:
        """Start the child and the watch; raises SetupError when the first start fails, for that is a wrong set-up."""
        await self.child.start(deadline_seconds=self._ready_seconds)
        await self._tell(up=True)
        self._watch = asyncio.create_task(self._keep_running())

    async def until_up(self, *, restarts: int = 0) -> None:
        """Wait until the child is ready and was started again at least `restarts` times, counted from the beginning."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._up and self.restarts >= restarts)

    async def stop(self) -> int | None:
        """End the watch, then the child; return the child's exit code."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        return await self.child.stop()

    async def _keep_running(self) -> None:
        pause = BACKOFF_FIRST_SECONDS
        while True:
            began = time.monotonic()
            code = await self.child.wait()
            await self._tell(up=False)
            if time.monotonic() - began >= STEADY_SECONDS:
                pause = BACKOFF_FIRST_SECONDS
            say(f"{self.child.name} ended ({ending(code)}): {self.child.last_word()}")
            say(f"  starting it again in {pause:.1f} s; its log is {self.child.log}")
            await asyncio.sleep(pause)
            pause = min(2 * pause, BACKOFF_MAX_SECONDS)
            self.restarts += 1
            try:
                await self.child.start(deadline_seconds=self._ready_seconds)
            except (SetupError, OSError) as error:
                say(str(error))
            else:
                await self._tell(up=True)

    async def _tell(self, *, up: bool) -> None:
        async with self._changed:
            self._up = up
            self._changed.notify_all()
