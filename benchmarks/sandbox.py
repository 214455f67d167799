"""How much the sandbox bears: acks from an app in its own process, and messages stored. Prints its figures.

.venv/bin/python benchmarks/sandbox.py
"""

import argparse
import asyncio
import os
import platform
import socket
import statistics
import sys
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import aiohttp
from aiohttp import web as aio

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by its path, this script's own folder is all that is looked in

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Server, Workspace
from sandbox.control import environment

PATH = "/slack/events"
BUTTON = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
BLOCKS = [{"type": "actions", "elements": [BUTTON]}]
PAGE = 1_000  # messages whose rate is told, at the start and at the end
LOOKS = 50  # how often history is read for its figure


def main() -> None:
    """Measure, or (``--app``) be the app that is measured against."""
    parser = argparse.ArgumentParser(description="Measure the sandbox.")
    parser.add_argument("--actions", type=int, default=2_000, help="block actions over each transport (2000)")
    parser.add_argument("--in-flight", type=int, default=50, help="how many at once (50)")
    parser.add_argument("--messages", type=int, default=10_000, help="messages to store (10000)")
    parser.add_argument("--app", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.app:
        asyncio.run(run_app())
        return
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    for transport in ("signed HTTP", "Socket Mode"):
        asyncio.run(measure_actions(transport, args.actions, args.in_flight))
    asyncio.run(measure_messages(args.messages))


async def run_app() -> None:
    """A Bolt app that acks every press; over Socket Mode if it has a token for it, else over HTTP."""
    app = AsyncApp(
        client=AsyncWebClient(os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    )

    @app.action("press")
    async def press(ack: AsyncAck) -> None:
        await ack()

    if "SLACK_APP_TOKEN" in os.environ:
        await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect_async()
    else:
        runner = aio.AppRunner(app.web_app(PATH), access_log=None)
        await runner.setup()
        await aio.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


@asynccontextmanager
async def served(workspace: Workspace) -> Any:
    server = Server(workspace)
    await server.start()
    yield
    await server.stop()


async def measure_actions(transport: str, count: int, in_flight: int) -> None:
    """Presses of one button by one person, *in_flight* of them at once."""
    workspace = Workspace()
    async with served(workspace):
        variables = environment(workspace)
        if transport == "signed HTTP":
            del variables["SLACK_APP_TOKEN"]
            variables["PORT"] = str(free_port())
            await workspace.listen_at(f"http://127.0.0.1:{variables['PORT']}{PATH}")
        app = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--app", env={**os.environ, **variables}, stdout=asyncio.subprocess.PIPE
        )
        web = AsyncWebClient(workspace.app.bot_token, base_url=f"{workspace.url}/api/")
        post = await web.chat_postMessage(channel="general", text="Press", blocks=BLOCKS)

        async def press() -> bool:
            return (await workspace.click("ana", "press", channel="general", ts=post["ts"])).acked

        assert app.stdout is not None
        await app.stdout.readline()  # it says when it is ready
        await press()  # the first one has it ask who it is
        acked, took, seconds = await many(press, count, in_flight)
        app.terminate()
        await app.communicate()
    print(
        f"{count} block actions, {in_flight} in flight, {transport}: {sum(acked)} acked, {count / seconds:.0f} acks/s,"
        f" p50 {quantile(took, 50):.1f} ms, p99 {quantile(took, 99):.1f} ms"
    )


async def measure_messages(count: int) -> None:
    """Posts over one connection, one after the other, and how long reading a page of history takes."""
    workspace = Workspace()
    async with served(workspace), aiohttp.ClientSession() as session:
        web = AsyncWebClient(workspace.app.bot_token, base_url=f"{workspace.url}/api/", session=session)
        general = workspace.channels.named("general").id

        async def look() -> None:
            await web.conversations_history(channel=general, limit=100)

        async def post() -> None:
            await web.chat_postMessage(channel=general, text="Hello, everybody")

        _, _, first = await many(post, min(PAGE, count), 1)
        _, early, _ = await many(look, LOOKS, 1)
        await many(post, max(count - 2 * PAGE, 0), 1)
        _, _, last = await many(post, min(PAGE, count), 1)
        _, late, _ = await many(look, LOOKS, 1)
    print(
        f"{count} messages stored: {PAGE / first:.0f} messages/s for the first {PAGE},"
        f" {PAGE / last:.0f} for the last {PAGE};"
        f" conversations.history p50 {quantile(early, 50):.1f} ms before, {quantile(late, 50):.1f} ms after"
    )


async def many(work: Callable[[], Awaitable[Any]], count: int, in_flight: int) -> tuple[list[Any], list[float], float]:
    """Do *work* *count* times, *in_flight* at once: the results, how long each took, and all of it (seconds)."""
    results, took, left = [], [], iter(range(count))

    async def worker() -> None:
        for _ in left:
            begun = perf_counter()
            results.append(await work())
            took.append(perf_counter() - begun)

    begun = perf_counter()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return results, took, perf_counter() - begun


def quantile(took: list[float], percent: int) -> float:
    """Milliseconds within which *percent* of what *took* so many seconds was done."""
    return statistics.quantiles(took, n=100, method="inclusive")[percent - 1] * 1000


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
