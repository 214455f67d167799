"""The workspace's time: it flows like real time and can be moved forward."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any


class Clock:
    """Real time plus an offset that only grows. Everything the sandbox times, it times by this clock."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._moved: asyncio.Future[None] | None = None
        self.moves = 0

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of real time."""
        return self._offset

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> None:
        """Move forward; whoever waits for an instant that has now passed wakes up.

        Raises ValueError for a step back, OverflowError for one beyond the year 9999.
        """
        if by < timedelta():
            raise ValueError("the clock moves forward only")
        _ = self.now() + by
        self._offset += by
        self.moves += 1
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look at the time again."""
        if self._moved is not None and not self._moved.done():
            self._moved.set_result(None)
        self._moved = None

    def next_move(self) -> asyncio.Future[None]:
        """Done when the clock is moved the next time."""
        if self._moved is None:
            self._moved = asyncio.get_running_loop().create_future()
        return self._moved

    async def within(self, work: "asyncio.Future[Any]", seconds: float) -> bool:
        """Wait for *work* until it is done or *seconds* have passed on this clock; say whether it is done."""
        deadline = self.now() + timedelta(seconds=seconds)
        while not work.done():
            left = (deadline - self.now()).total_seconds()
            if left <= 0:
                return False
            await asyncio.wait({work, self.next_move()}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        return True

    async def sleep(self, seconds: float) -> None:
        """Sleep *seconds* on this clock: moving it forward shortens the wait."""
        deadline = self.now() + timedelta(seconds=seconds)
        while (left := (deadline - self.now()).total_seconds()) > 0:
            await asyncio.wait({self.next_move()}, timeout=left)
