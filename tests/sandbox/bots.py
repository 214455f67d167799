"""Bolt apps, sync and async, over Socket Mode and over HTTP, that take the same listeners.

A listener is written once, as a generator: what it yields, the async app awaits and the sync app has already done.
"""

import asyncio
import functools
import inspect
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import AsyncExitStack, suppress
from http.server import HTTPServer
from typing import Any

from aiohttp import web
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace

Listener = Callable[[Any], Generator[Any, Any, Any]]

TRANSPORTS = ("async socket", "async http", "sync socket", "sync http")
PATH = "/slack/events"
# Seconds: how soon Bolt's client notices that its socket broke without a word. Its own ten are too long for a test.
PING_INTERVAL = 0.2
# Seconds that a test waits for what has to come at once.
PATIENCE = 5


class Bot:
    """A connected Bolt app. *heard* are the payloads that reached its listeners, in order."""

    def __init__(self, app: AsyncApp | App, *, socket: bool) -> None:
        self.app = app
        self.socket = socket
        self.heard: list[dict[str, Any]] = []
        self._loop, self._news = asyncio.get_running_loop(), asyncio.Event()
        self.headers: list[dict[str, Any]] = []
        self.handler: Any = None
        self.exits = AsyncExitStack()

    def on(self, kind: str, *what: Any) -> Callable[[Listener], Listener]:
        """Register a listener: ``@bot.on("command", "/echo")`` is Bolt's ``@app.command("/echo")``."""

        def register(listener: Listener) -> Listener:
            getattr(self.app, kind)(*what)(self._run_by_bolt(listener))
            return listener

        return register

    def _run_by_bolt(self, listener: Listener) -> Callable[..., Any]:
        @functools.wraps(listener)
        def run(args: Any) -> Any:
            self._hear(args)
            return run_now(listener(args))

        @functools.wraps(listener)
        async def run_async(args: Any) -> Any:
            self._hear(args)
            return await run_awaiting(listener(args))

        return run_async if isinstance(self.app, AsyncApp) else run

    def _hear(self, args: Any) -> None:
        self.headers.append(dict(args.request.headers))
        self.heard.append(args.body)
        self._loop.call_soon_threadsafe(self._news.set)

    async def hearing(self, count: int = 1) -> list[dict[str, Any]]:
        """Wait until *count* payloads have come."""
        async with asyncio.timeout(PATIENCE):
            while len(self.heard) < count:
                self._news.clear()
                await self._news.wait()
        return self.heard

    def gate(self) -> "Gate":
        """What a listener can wait for with ``yield gate.wait()`` until the test opens it."""
        return AsyncGate() if isinstance(self.app, AsyncApp) else ThreadGate()

    def hears(self, event: str) -> None:
        """Take an event and do nothing about it."""
        self.on("event", event)(nothing)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of *kind* that were heard."""
        found = [body["event"] for body in self.heard if body.get("type") == "event_callback"]
        return [event for event in found if event["type"] == kind]

    async def close(self) -> None:
        await self.exits.aclose()


class AsyncGate(asyncio.Event):
    """Shut until a test opens it."""

    open = asyncio.Event.set


class ThreadGate(threading.Event):
    """The same for a listener in a thread; after some seconds it opens by itself, so that no failed test hangs."""

    open = threading.Event.set

    def wait(self, timeout: float | None = PATIENCE) -> bool:
        return super().wait(timeout)


Gate = AsyncGate | ThreadGate


def nothing(args: Any) -> Generator[Any, Any, Any]:
    """Takes what came and does nothing about it."""
    yield


def run_now(steps: Generator[Any, Any, Any]) -> Any:
    """Run a listener whose steps are done as soon as they are yielded."""
    step = next(steps, None)
    try:
        while True:
            step = steps.send(step)
    except StopIteration as end:
        return end.value


async def run_awaiting(steps: Generator[Any, Any, Any]) -> Any:
    """Run a listener whose steps are coroutines."""
    step: Any = None
    try:
        while True:
            step = steps.send(step)
            try:
                step = await step if inspect.isawaitable(step) else step
            except Exception as error:
                step = steps.throw(error)
    except StopIteration as end:
        return end.value


async def open_bot(transport: str, workspace: Workspace, **how: Any) -> Bot:
    """A Bolt app that is connected to *workspace*. It acks once its listener is through, as Fanfare does."""
    # Without a name Bolt looks for one in the sources of everything that is running: a test's worth of time.
    how = {"name": "bot", "process_before_response": True, "signing_secret": workspace.app.signing_secret, **how}
    address, token = f"{workspace.url}/api/", workspace.app.bot_token
    app: AsyncApp | App
    if transport.startswith("async"):
        app = AsyncApp(client=AsyncWebClient(token, base_url=address), **how)
    else:
        # A sync app asks for its own identity as it starts, and this thread is the one that has to answer.
        app = await asyncio.to_thread(App, client=WebClient(token, base_url=address), **how)
    bot = Bot(app, socket=transport.endswith("socket"))
    await CONNECT[transport](bot, workspace)
    return bot


async def _async_socket(bot: Bot, workspace: Workspace) -> None:
    assert isinstance(bot.app, AsyncApp)
    bot.handler = AsyncSocketModeHandler(bot.app, workspace.app.app_token, ping_interval=PING_INTERVAL)
    before = len(workspace.sockets)
    await bot.handler.connect_async()
    bot.exits.push_async_callback(bot.handler.close_async)
    await workspace.until(lambda: len(workspace.sockets) > before)


async def _sync_socket(bot: Bot, workspace: Workspace) -> None:
    assert isinstance(bot.app, App)
    bot.handler = SocketModeHandler(bot.app, workspace.app.app_token, ping_interval=PING_INTERVAL)
    before = len(workspace.sockets)
    await asyncio.to_thread(bot.handler.connect)
    bot.exits.push_async_callback(_close_sync_socket, bot, workspace)
    await workspace.until(lambda: len(workspace.sockets) > before)


async def _close_sync_socket(bot: Bot, workspace: Workspace) -> None:
    # Bolt's client waits seconds for a last word on its socket and another in its queue; these are those words.
    client = bot.handler.client
    client.closed, client.auto_reconnect_enabled = True, False
    await workspace.drop_sockets()
    client.enqueue_message("{}")
    # Two of its threads may take leave of the broken socket at once, and the second finds none.
    with suppress(AttributeError):
        await asyncio.to_thread(client.disconnect)
    await asyncio.to_thread(client.close)


async def _async_http(bot: Bot, workspace: Workspace) -> None:
    assert isinstance(bot.app, AsyncApp)
    runner = web.AppRunner(bot.app.web_app(PATH), shutdown_timeout=1)
    await runner.setup()
    bot.exits.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await workspace.listen_at(f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}")
    bot.exits.push_async_callback(workspace.listen_at, "")


async def _sync_http(bot: Bot, workspace: Workspace) -> None:
    assert isinstance(bot.app, App)
    server = SlackAppDevelopmentServer(0, PATH, bot.app, http_server_logger_enabled=False)
    listener: HTTPServer = server._server  # Bolt's server knows no way to stop, and not which port it was given
    serving = asyncio.create_task(asyncio.to_thread(listener.serve_forever, 0.01))

    async def stop() -> None:
        await asyncio.to_thread(listener.shutdown)
        await serving
        listener.server_close()

    bot.exits.push_async_callback(stop)
    await workspace.listen_at(f"http://127.0.0.1:{listener.server_port}{PATH}")
    bot.exits.push_async_callback(workspace.listen_at, "")


CONNECT: dict[str, Callable[[Bot, Workspace], Awaitable[None]]] = {
    "async socket": _async_socket,
    "async http": _async_http,
    "sync socket": _sync_socket,
    "sync http": _sync_http,
}

__all__ = ["PATH", "TRANSPORTS", "BoltResponse", "Bot", "Listener", "nothing", "open_bot"]
