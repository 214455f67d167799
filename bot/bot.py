"""The one place where real things are picked and put together."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Coroutine
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot import features
from bot.clock import Clock, SystemClock
from bot.connections import Drain, Sockets, Web, ended
from bot.domain.ids import TeamId
from bot.jobs import Jobs
from bot.sender import Sender
from bot.settings import Settings, secret_of
from bot.sync import Sync
from handlers.house import House
from storage import Database

log = structlog.get_logger()

CALL_SECONDS = 10  # a call of the Web API that takes longer is given up
DRAIN_SECONDS = 6.0  # SIGTERM to the end in under ten seconds


class Bot:
    """The bot, whole: ``start``, then ``stop``."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.database = Database(settings.database_url, self.clock.now)
        # Nothing is retried by the client: after a dropped connection it would post a second time.
        self.client = AsyncWebClient(
            settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            timeout=CALL_SECONDS,
            retry_handlers=[],
        )
        # What only reads may be asked again: it waits out rate limits and dropped connections.
        self.reader = AsyncWebClient(
            settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            timeout=CALL_SECONDS,
            retry_handlers=[AsyncConnectionErrorRetryHandler(3), AsyncRateLimitErrorRetryHandler(5)],
        )
        self.sender = Sender(self.database, self.client, self.clock)
        self.jobs = Jobs(self.database, clock=self.clock, wake=self.sender.wake, sync=self._read_directory)
        self.sockets: Sockets | None = None
        self._web: Web | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, *, connect: bool = True) -> None:
        """Migrate, read the directory, start the sender and the clock's table, and connect (unless told not to).

        Raises SlackApiError if the token is refused, OSError if the port is taken.
        """
        self.database.lock()
        await self.database.migrate()
        secret = secret_of(self.settings)
        me = await self.reader.auth_test()
        self._sync = Sync(self.database, self.reader, self.clock, me["team_id"])
        if not await self._known():
            await self._sync.run()  # nobody may act unknown; later starts look again while they are at work
        self.app = self._bolt()
        house = House(
            self.database,
            self.clock.now,
            self.sender.wake,
            self.jobs.sync_soon,
            TeamId(me["team_id"]),
            ZoneInfo(self.settings.fanfare_timezone),
            self.settings.roles,
            self.settings.values,
            self.settings.fanfare_recognition_channel,
            secret,
        )
        self._drain = Drain(self.app)  # before the features: it turns away what comes while the bot stops
        features.register(self.app, house, self.sender, self.jobs)
        self._own(self.sender.run())
        self.jobs.start()
        if connect:
            await self._connect()
        facts = {"socket_mode": self.settings.socket_mode, "sqlite": sqlite3.sqlite_version}
        log.info("started", team=me["team_id"], **facts)

    def _bolt(self) -> AsyncApp:
        # Bolt looks into the environment too: a client id there would turn it to OAuth, a token would make it warn.
        for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN"):
            os.environ.pop(name, None)
        return AsyncApp(
            client=self.client,
            # Without one of ours Bolt makes loggers with the root's level, and prints whole payloads at DEBUG.
            logger=logging.getLogger("slack_bolt"),
            signing_secret=self.settings.slack_signing_secret.get_secret_value(),
            process_before_response=True,
            request_verification_enabled=not self.settings.socket_mode,
        )

    async def _connect(self) -> None:
        if not self.settings.socket_mode:
            self._web = Web(self.app, self.settings.port, self.ready)
            await self._web.start()
            return
        self.sockets = Sockets(self.app, self.settings.slack_app_token.get_secret_value())
        await self.sockets.open()

    async def _known(self) -> bool:
        async with self.database.transaction() as store:
            return await store.directory.known()

    async def _read_directory(self) -> None:
        await self._sync.run()

    def ready(self) -> bool:
        """Whether the clock's table ran within the last minute, which takes the database too."""
        last = self.jobs.last_tick
        return last is not None and (self.clock.now() - last).total_seconds() < 60

    async def stop(self) -> None:
        """Take no more, finish what runs, close: under ten seconds."""
        self.jobs.stop()
        await self._drain.finish(DRAIN_SECONDS)
        if self.sockets is not None:
            await self.sockets.close()
        if self._web is not None:
            await self._web.close()
        self.sender.close()
        _done, late = await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS / 3)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self.database.close()
        log.info("stopped")

    def _own(self, work: Coroutine[Any, Any, None]) -> None:
        """Run *work* until the end; if it dies, that is logged with its name."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(ended)
