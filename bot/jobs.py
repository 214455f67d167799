"""The clock's table: a handful of jobs in memory. Each claims rows; none carries state."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from storage import Database
from storage.inbox import KEPT

log = structlog.get_logger()

TICK_SECONDS = 1
SOON_SECONDS = 30  # after the start, when what had piled up is done
SYNC_SECONDS = 15 * 60

# Does what is due at an instant; returns whether rows were filed for the sender.
Step = Callable[[datetime], Awaitable[bool]]


class Jobs:
    """Ticks, and tells the sender when a tick filed something."""

    def __init__(self, database: Database, clock: Clock, wake: Callable[[], None], sync: Callable[[], Awaitable[None]]):
        self._database = database
        self._clock = clock
        self._wake = wake
        self._sync = sync
        self.steps: list[Step] = []
        self.last_tick: datetime | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Put the table up."""
        self._scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS)
        soon = {"next_run_time": datetime.now(UTC) + timedelta(seconds=SOON_SECONDS)}
        self._scheduler.add_job(self._guarded, "interval", [self._sync], seconds=SYNC_SECONDS, id="sync", **soon)
        self._scheduler.add_job(self._guarded, "interval", [self._tidy], hours=24, **soon)
        self._scheduler.start()

    def stop(self) -> None:
        """Take it down."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def sync_soon(self) -> None:
        """Look at the directory anew in a moment; several wishes are one."""
        if self._scheduler.running:
            self._scheduler.modify_job("sync", next_run_time=datetime.now(UTC) + timedelta(seconds=1))

    async def tick(self) -> None:
        """Everything that is due, by the bot's clock."""
        done = [await self._guarded(partial(step, self._clock.now())) for step in self.steps]
        if None not in done:
            self.last_tick = self._clock.now()
        if any(done):
            self._wake()

    async def _guarded(self, work: Callable[[], Awaitable[bool | None]]) -> bool | None:
        """Run *work*; what goes wrong is logged, tried again at the next tick, and None."""
        try:
            return bool(await work())
        except Exception:  # one step's trouble must not stop the others, nor the clock
            log.exception("job_stumbled")
            return None

    async def _tidy(self) -> None:
        async with self._database.transaction() as store:
            await store.inbox.forget(self._clock.now() - KEPT)
            await store.deliveries.tidy(self._clock.now())
