"""A fresh workspace for every test, served on a free port, and the clients and apps that talk to it from outside."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Server, Workspace, company
from sandbox.company import Company
from sandbox.manifest import Manifest
from tests.sandbox.bots import TRANSPORTS, Bot, open_bot
from tests.sandbox.calling import client_of

Serve = Callable[[Workspace], Awaitable[Server]]


@pytest.fixture(scope="session")
def lumen() -> Company:
    """The company that ships with the sandbox; read once, for nobody changes it."""
    return company.read()


@pytest.fixture
def manifest() -> Manifest:
    """What the app asked for: nothing in particular, so it may do everything. Parametrize it to say otherwise."""
    return Manifest()


@pytest.fixture
def workspace(lumen: Company, manifest: Manifest) -> Workspace:
    return Workspace(lumen, manifest, seed=1)


@pytest.fixture(scope="session")
async def stopping() -> AsyncIterator[set[asyncio.Task[None]]]:
    """Servers on their way down. That takes uvicorn some tenths of a second, for which no test waits."""
    tasks: set[asyncio.Task[None]] = set()
    yield tasks
    await asyncio.gather(*tasks)


@pytest.fixture
async def serve(stopping: set[asyncio.Task[None]]) -> AsyncIterator[Serve]:
    """Serves further workspaces on free ports until the test is over."""
    servers = []

    async def serve(workspace: Workspace) -> Server:
        server = Server(workspace)
        await server.start()
        servers.append(server)
        return server

    yield serve
    stopping.update(asyncio.create_task(server.stop()) for server in servers)


@pytest.fixture
async def server(serve: Serve, workspace: Workspace) -> Server:
    return await serve(workspace)


@pytest.fixture
def web(server: Server, workspace: Workspace) -> AsyncWebClient:
    """Slack's own client with the bot's token; it tries nothing twice."""
    return client_of(workspace)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Plain HTTP, for what Slack's client would never send."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture(params=TRANSPORTS)
async def bot(request: pytest.FixtureRequest, server: Server, workspace: Workspace) -> AsyncIterator[Bot]:
    """A Bolt app that is connected: sync and async, over Socket Mode and over HTTP."""
    bot = await open_bot(request.param, workspace)
    yield bot
    await bot.close()
