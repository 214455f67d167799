"""How an app that the sandbox runs follows the sandbox's clock.

The app reads the time from a clock that was handed to it, as it should anyway; in the sandbox it is handed this one.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp

POLL = aiohttp.ClientTimeout(total=40)  # longer than the sandbox lets a question wait
RETRY_SECONDS = 1.0


class FollowedClock:
    """Real time plus the sandbox's offset; *moved* is called whenever the sandbox's clock was moved forward."""

    def __init__(self, url: str, moved: Callable[[], None] = lambda: None) -> None:
        self._url = url
        self._moved = moved
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The sandbox's present instant, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    async def follow(self) -> None:
        """Keep up with the sandbox until cancelled; asks again after a second if it cannot be reached."""
        moves = -1
        async with aiohttp.ClientSession(timeout=POLL) as session:
            while True:
                try:
                    async with session.get(f"{self._url}/_sandbox/clock", params={"moves": str(moves)}) as response:
                        told = await response.json()
                except (aiohttp.ClientError, TimeoutError, OSError):
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                if told["moves"] != moves:
                    moves = told["moves"]
                    self._ahead = timedelta(seconds=told["ahead_seconds"])
                    self._moved()
