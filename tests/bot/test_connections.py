"""Socket Mode that comes back by itself, whatever becomes of a ticket."""

from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.connections import STUCK_SECONDS, Sockets
from sandbox import Server, Workspace
from tests.fanfare import Fanfare


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    workspace = Workspace()
    server = Server(workspace)
    await server.start()
    yield workspace
    await server.stop()


@pytest.fixture
async def sockets(workspace: Workspace) -> AsyncIterator[Sockets]:
    """One connection, that looks for life more often than in earnest."""
    client = AsyncWebClient(workspace.app.bot_token, base_url=f"{workspace.url}/api/", retry_handlers=[])
    sockets = Sockets(AsyncApp(client=client), workspace.app.app_token, count=1, ping=0.2)
    await sockets.open()
    yield sockets
    await sockets.close()


async def stuck(workspace: Workspace) -> None:
    """The connection breaks, and the ticket for the next one is refused, more than once."""
    await workspace.switch(ticket_seconds=0)
    await workspace.drop_sockets()
    await workspace.until(lambda: len(workspace.log.since(name="refused")) > 1)
    await workspace.switch(ticket_seconds=30)


async def test_after_a_refresh_it_comes_back_with_a_new_ticket(fanfare: Fanfare) -> None:
    await fanfare.workspace.refresh()
    await fanfare.workspace.until(lambda: len(fanfare.workspace.sockets), seconds=15)

    assert (await fanfare.workspace.command("tom", "/fanfare help")).acked


async def test_a_ticket_that_is_refused_again_and_again_is_given_up_for_a_new_one(
    workspace: Workspace, sockets: Sockets
) -> None:
    await stuck(workspace)

    await sockets.look(0)
    await sockets.look(STUCK_SECONDS + 1)

    await workspace.until(lambda: len(workspace.sockets))


async def test_a_ticket_that_was_refused_only_a_moment_ago_is_left_alone(
    workspace: Workspace, sockets: Sockets
) -> None:
    await stuck(workspace)

    await sockets.look(0)
    await sockets.look(STUCK_SECONDS - 1)

    with pytest.raises(TimeoutError):
        await workspace.until(lambda: len(workspace.sockets), seconds=1)
