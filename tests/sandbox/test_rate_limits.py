"""Slack's rate limits, once they are switched on."""

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.api import METHODS
from sandbox.limits import TIER_OF
from tests.sandbox.calling import client_of


async def waiting(call):
    """Seconds that Slack tells the caller to wait, or 0 if the call goes well or is refused otherwise."""
    try:
        await call
    except SlackApiError as refused:
        if (refused.response.status_code, refused.response["error"]) == (429, "ratelimited"):
            return int(refused.response.headers["Retry-After"])
    return 0


async def test_limits_are_off_until_they_are_switched_on(workspace, web):
    for _ in range(25):
        await web.users_list(limit=1)

    await workspace.switch(rate_limits=True)
    assert [await waiting(web.users_list(limit=1)) for _ in range(21)][-1] > 0
    await workspace.switch(rate_limits=False)
    assert await waiting(web.users_list(limit=1)) == 0


async def test_a_channel_takes_one_post_a_second(workspace, web):
    await workspace.switch(rate_limits=True)

    assert await waiting(web.chat_postMessage(channel="general", text="1")) == 0
    assert await waiting(web.chat_postMessage(channel="general", text="2")) == 1
    assert await waiting(web.chat_postMessage(channel="kudos", text="3")) == 0
    await workspace.advance(seconds=1)
    assert await waiting(web.chat_postMessage(channel="general", text="4")) == 0
    assert [post["text"] for post in workspace.posts()] == ["1", "3", "4"]


async def test_a_channel_is_one_channel_whatever_it_is_called(workspace, web):
    await workspace.switch(rate_limits=True)
    general, mei = workspace.channels.named("general").id, workspace.directory.id("mei")

    await web.chat_postMessage(channel=general, text="1")
    direct = (await web.chat_postMessage(channel=mei, text="2"))["channel"]

    assert await waiting(web.chat_postMessage(channel="#general", text="3")) == 1
    assert await waiting(web.chat_postMessage(channel=direct, text="4")) == 1


async def test_a_workspace_takes_some_hundred_posts_a_minute(workspace, web):
    await workspace.switch(rate_limits=True)
    channels = [workspace.channels.create(f"room-{number}", "", []) for number in range(301)]

    waits = [await waiting(web.chat_postMessage(channel=channel.id, text="Hello")) for channel in channels]

    assert waits[:300] == [0] * 300
    assert waits[300] > 0


@pytest.mark.parametrize(
    ("method", "most"),
    [
        ("apps.connections.open", 10),
        ("users.list", 20),
        ("conversations.info", 50),
        ("users.info", 100),
        ("auth.test", 300),
    ],
)
async def test_each_tier_has_its_own_number_of_calls_a_minute(workspace, web, method, most):
    await workspace.switch(rate_limits=True)
    if method.startswith("apps"):
        web = client_of(workspace, workspace.app.app_token)

    waits = [await waiting(web.api_call(method)) for _ in range(most + 1)]

    assert waits[:most] == [0] * most
    assert 58 <= waits[most] <= 60
    await workspace.advance(seconds=waits[most])
    assert await waiting(web.api_call(method)) == 0


async def test_a_method_at_its_limit_leaves_the_others_alone(workspace, web):
    await workspace.switch(rate_limits=True)
    for _ in range(21):
        await waiting(web.users_list(limit=1))

    assert await waiting(web.conversations_list()) == 0


def test_every_method_with_a_tier_is_there():
    assert set(TIER_OF) <= set(METHODS)


async def test_an_unknown_switch_is_refused(workspace):
    with pytest.raises(ValueError, match="there is no switch “warp”; there are: rate_limits, ack_seconds,"):
        await workspace.switch(warp=9)
