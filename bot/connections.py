"""How the bot hears Slack: Socket Mode over two staggered connections, or HTTP."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from aiohttp import ClientError, web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

log = structlog.get_logger()

SOCKETS = 2  # Slack refreshes each about once an hour, and the old closes before the new opens
STAGGER_SECONDS = 10.0
PING_SECONDS = 5.0  # a connection that answers no ping for four of these is given up; also the pause between tries
WATCH_SECONDS = 15.0
STUCK_SECONDS = 60.0  # so long without a connection: the ticket is refused again and again


class Drain:
    """Knows which listeners are running, so that a stop can wait for them; Bolt does not.

    While it stops, what comes is turned away without an ack: Slack sends it again, or tells the person.
    """

    def __init__(self, app: AsyncApp) -> None:
        self._running: set[asyncio.Task[object]] = set()
        self._stopping = False
        drain = self

        class Started(AsyncListenerStartHandler):
            async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
                if task := asyncio.current_task():
                    drain._running.add(task)

        class Completed(AsyncListenerCompletionHandler):
            async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
                if task := asyncio.current_task():
                    drain._running.discard(task)

        app.listener_runner.listener_start_handler = Started()
        app.listener_runner.listener_completion_handler = Completed()
        app.middleware(self._let_in)

    async def _let_in(self, next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:  # Bolt's name
        return BoltResponse(status=503, body="") if self._stopping else await next()

    async def finish(self, seconds: float) -> None:
        """Take no more, and wait until the listeners that run now have ended, *seconds* at most."""
        self._stopping = True
        running = {task for task in self._running if task is not asyncio.current_task()}
        if running:
            await asyncio.wait(running, timeout=seconds)


class Sockets:
    """Two Socket Mode connections for one app, and a watchdog that fetches a new ticket where one is stuck."""

    def __init__(self, app: AsyncApp, app_token: str, *, count: int = SOCKETS, ping: float = PING_SECONDS) -> None:
        self._handlers = [AsyncSocketModeHandler(app, app_token, ping_interval=ping) for _ in range(count)]
        self._lost: dict[int, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Open the first connection. The second follows a little later, so that their refreshes do not coincide.

        Raises SlackApiError if the app's token is refused.
        """
        self._own(self._watch())
        await self._handlers[0].connect_async()
        log.info("socket_connected", number=0)
        self._own(self._open_rest())

    async def _open_rest(self) -> None:
        for number, handler in enumerate(self._handlers[1:], start=1):
            while True:
                await asyncio.sleep(STAGGER_SECONDS)
                try:
                    await handler.connect_async()
                except (SlackApiError, ClientError, TimeoutError, OSError) as error:
                    log.warning("socket_not_opened", number=number, reason=type(error).__name__)
                    continue
                log.info("socket_connected", number=number)
                break

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self.look(time.monotonic())

    async def look(self, now: float) -> None:
        """Free what is stuck, at *now* in monotonic seconds.

        The client tries a refused ticket for ever (SLACK.md §1); without its address it asks for a new one.
        """
        for number, handler in enumerate(self._handlers):
            if handler.client.wss_uri is None or await handler.client.is_connected():
                self._lost.pop(number, None)
            elif now - self._lost.setdefault(number, now) > STUCK_SECONDS:
                log.warning("socket_stuck", number=number)
                handler.client.wss_uri = None
                self._lost.pop(number, None)

    async def close(self) -> None:
        """Take no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(handler.close_async() for handler in self._handlers), return_exceptions=True)

    def _own(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(ended)


def ended(task: "asyncio.Task[None]") -> None:
    """Log what a task died of."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task_died", task=task.get_name(), exc_info=error)


class Web:
    """``/slack/events`` for Slack, ``/healthz`` and ``/readyz`` for whoever runs the bot."""

    def __init__(self, app: AsyncApp, port: int, ready: Callable[[], bool]) -> None:
        self._port = port
        self._ready = ready
        self._web = app.web_app("/slack/events")
        self._web.router.add_get("/healthz", self._healthz)
        self._web.router.add_get("/readyz", self._readyz)
        self._runner = web.AppRunner(self._web, access_log=None, handle_signals=False)

    async def start(self) -> None:
        """Listen on the port. Raises OSError if it is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, port=self._port, shutdown_timeout=5).start()
        log.info("http_listens", port=self._port)

    async def close(self) -> None:
        """Take no more, finish what runs."""
        await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _readyz(self, _request: web.Request) -> web.Response:
        ready = self._ready()
        return web.json_response({"ready": ready}, status=200 if ready else 503)
