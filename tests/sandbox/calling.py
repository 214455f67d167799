"""Calls of the Web API: through Slack's own client, and by hand for what it would never send."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from sandbox import Workspace
from sandbox.log import Kind


def client_of(workspace: Workspace, token: str | None = None, **how: Any) -> AsyncWebClient:
    """Slack's client for *workspace*, with the bot's token if none is given. It tries nothing twice."""
    settings: dict[str, Any] = {"base_url": f"{workspace.url}/api/", "retry_handlers": [], **how}
    return AsyncWebClient(workspace.app.bot_token if token is None else token, **settings)


async def refused(call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """The answer to a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: dict[str, Any] = caught.value.response.data
    assert answer["ok"] is False
    return answer


async def error(call: Awaitable[AsyncSlackResponse]) -> str:
    """Slack's name for why a call is refused."""
    return str((await refused(call))["error"])


async def reasons(call: Awaitable[AsyncSlackResponse]) -> list[str]:
    """What Slack says is wrong with the arguments of a call."""
    return list((await refused(call))["response_metadata"]["messages"])


async def by_hand(workspace: Workspace, method: str, token: str | None = None, **request: Any) -> dict[str, Any]:
    """Post to *method* with aiohttp's own arguments (``data=``, ``json=``, ``headers=``); the answer as it came."""
    token = workspace.app.bot_token if token is None else token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= request.pop("headers", {})
    verb = request.pop("verb", "POST")
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, f"{workspace.url}/api/{method}", headers=headers, **request) as response,
    ):
        answer: dict[str, Any] = await response.json()
    return answer


async def pull_trigger(workspace: Workspace, person: str = "ana") -> str:
    """The trigger id of something that *person* just did, of which no app need take notice."""
    before = len(workspace.log)
    act = asyncio.ensure_future(workspace.shortcut(person, "anything"))
    [sent] = await workspace.until(lambda: workspace.log.since(before, Kind.SENT))
    act.cancel()
    return str(sent.detail["payload"]["trigger_id"])
