"""Misbehaviour on request, as Slack's own client sees it."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

from sandbox import Workspace
from sandbox.faults import Fault
from tests.sandbox.bots import open_bot
from tests.sandbox.calling import client_of, error

AT_ONCE = FixedValueRetryIntervalCalculator(fixed_internal=0)


async def post(web):
    return await web.chat_postMessage(channel="general", text="Hello")


def faults(workspace):
    """The fault of each call of chat.postMessage that the log knows of."""
    return [entry.detail["fault"] for entry in workspace.log.since(kind="call", name="chat.postMessage")]


async def test_429_comes_with_the_time_to_wait_and_stores_nothing(workspace, web):
    await workspace.misbehave("chat.postMessage", "429", seconds=7)

    with pytest.raises(SlackApiError) as refused:
        await post(web)

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"
    assert workspace.posts() == []
    assert (await post(web))["ok"], "once was asked for, and it was once"


async def test_a_client_that_waits_when_it_is_told_to_gets_through(workspace, server):
    web = client_of(workspace, retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)])
    await workspace.misbehave("chat.postMessage", "429", seconds=0)

    assert (await post(web))["ok"]

    assert len(workspace.posts()) == 1
    assert faults(workspace) == ["429", ""]


@pytest.mark.parametrize(("fault", "stored"), [("error_before", 0), ("error_after", 1)])
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_error_of_the_server_says_nothing_of_whether_it_was_stored(workspace, web, fault, stored, status):
    await workspace.misbehave("chat.postMessage", fault, status=status)

    with pytest.raises(SlackApiError) as refused:
        await post(web)

    assert refused.value.response.status_code == status
    assert len(workspace.posts()) == stored
    assert faults(workspace) == [fault]


@pytest.mark.parametrize(("fault", "stored"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_connection_breaks_before_or_after_the_post_was_stored(workspace, web, fault, stored):
    await workspace.misbehave("chat.postMessage", fault)

    with pytest.raises(aiohttp.ClientConnectionError):
        await post(web)

    assert len(workspace.posts()) == stored
    assert faults(workspace) == [fault]
    assert (await post(web))["ok"]


async def test_slack_s_client_as_it_comes_posts_twice_over_a_connection_that_breaks(workspace, server):
    """The known trap: by default slack_sdk tries again after a broken connection, whatever the method."""
    await workspace.misbehave("chat.postMessage", "drop_after")

    assert (await post(client_of(workspace, retry_handlers=None)))["ok"]

    assert len(workspace.posts()) == 2


async def test_a_client_that_retries_errors_of_the_server_posts_twice_too(workspace, server):
    web = client_of(workspace, retry_handlers=[AsyncServerErrorRetryHandler(interval_calculator=AT_ONCE)])
    await workspace.misbehave("chat.postMessage", "error_after", status=503)

    assert (await post(web))["ok"]

    assert len(workspace.posts()) == 2


async def test_a_post_can_be_stored_long_after_its_connection_broke(workspace, web):
    await workspace.misbehave("chat.postMessage", "drop_late", seconds=20)

    with pytest.raises(aiohttp.ClientConnectionError):
        await post(web)

    assert workspace.posts() == []
    await workspace.advance(seconds=19)
    assert workspace.posts() == []
    await workspace.advance(seconds=2)
    await workspace.until(workspace.posts)


async def test_an_answer_can_stay_away_until_the_client_gives_up(workspace, server):
    web = client_of(workspace, timeout=0.2)
    await workspace.misbehave("chat.postMessage", "hang")

    with pytest.raises(TimeoutError):
        await post(web)

    assert workspace.posts() == []
    await workspace.advance(seconds=121)
    await workspace.until(lambda: faults(workspace) == ["hang"])
    assert workspace.posts() == []


async def test_an_answer_can_come_late(workspace, web):
    await workspace.misbehave("chat.postMessage", "delay", seconds=30)

    posting = asyncio.ensure_future(post(web))
    await workspace.until(lambda: workspace.log.since(kind="fault", name="chat.postMessage"))
    assert workspace.posts() == []
    await workspace.advance(seconds=31)

    assert (await posting)["ok"]
    assert len(workspace.posts()) == 1


@pytest.mark.parametrize("name", ["internal_error", "fatal_error", "channel_not_found"])
async def test_slack_can_refuse_with_any_error(workspace, web, name):
    await workspace.misbehave("chat.postMessage", "refuse", error=name)

    assert await error(post(web)) == name
    assert workspace.posts() == []


async def test_the_sockets_can_break_while_a_call_goes_well(workspace, web):
    bot = await open_bot("async socket", workspace)
    await workspace.misbehave("chat.postMessage", "close_socket")

    assert (await post(web))["ok"]
    await workspace.until(lambda: workspace.log.since(kind="socket", name="closed"))
    await workspace.until(lambda: len(workspace.sockets) == 1)
    await bot.close()


async def test_an_answer_to_an_act_can_go_wrong_too(workspace, web, http):
    await workspace.shortcut("ana", "open")
    await workspace.command("ana", "/echo", channel="general")
    url = workspace.log.since(kind="sent")[-1].detail["payload"]["response_url"]
    await workspace.misbehave("response_url", "error_after")

    async with http.post(url, json={"text": "Hello"}) as response:
        assert response.status == 500
    assert workspace.screen("ana", "general")[-1]["text"] == "Hello"


async def test_a_fault_strikes_its_own_method_as_often_as_asked(workspace, web):
    await workspace.misbehave("chat.postMessage", "refuse", times=2)

    assert (await web.auth_test())["ok"]
    assert await error(post(web)) == "internal_error"
    assert await error(post(web)) == "internal_error"
    assert (await post(web))["ok"]


async def test_faults_of_one_method_come_in_the_order_in_which_they_were_asked_for(workspace, web):
    await workspace.misbehave("chat.postMessage", "refuse", error="first")
    await workspace.misbehave("chat.postMessage", "refuse", error="second")

    assert [await error(post(web)), await error(post(web))] == ["first", "second"]


async def test_a_fault_of_everything_strikes_everything_until_it_is_over(workspace, web):
    await workspace.misbehave("*", "refuse", times=None)

    assert await error(post(web)) == "internal_error"
    assert await error(web.auth_test()) == "internal_error"
    await workspace.behave()
    assert (await post(web))["ok"]


async def test_a_fault_of_calls_is_not_used_up_by_an_event(workspace, web):
    workspace.sockets.ever = True  # there is somebody to tell of events
    await workspace.misbehave("*", "refuse")

    await workspace.say("ana", "general", "Hello")

    assert await error(post(web)) == "internal_error"


async def test_chances_fall_the_same_for_the_same_seed(lumen, serve):
    async def fallen(seed):
        workspace = Workspace(lumen, seed=seed)
        await serve(workspace)
        await workspace.misbehave("chat.postMessage", "refuse", chance=0.5, times=None)
        for _ in range(20):
            try:
                await post(client_of(workspace))
            except SlackApiError:
                continue
        return faults(workspace)

    first, again, other = await fallen(1), await fallen(1), await fallen(2)

    assert first == again
    assert first != other
    assert {"", "refuse"} == set(first)


@pytest.mark.parametrize(
    ("fault", "how", "sentence"),
    [
        ("explode", {}, "there is no fault “explode”; there are: 429, error_before,"),
        ("refuse", {"chance": 2}, "a chance lies between 0 and 1, not at 2"),
        ("refuse", {"times": 0}, "a fault strikes at least once, not 0 times"),
        ("error_before", {"status": 404}, "a server's error has a status from 500 to 599, not 404"),
        ("delay", {"seconds": -1}, "seconds cannot be negative, as -1 is"),
    ],
)
async def test_misbehaviour_that_makes_no_sense_is_refused(workspace, fault, how, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        await workspace.misbehave("chat.postMessage", fault, **how)

    assert workspace.faults.rules == []


def test_every_fault_is_tried_here():
    with open(__file__) as file:
        here = file.read()

    assert [fault for fault in Fault if f'"{fault}"' not in here] == [Fault.TWICE]  # see test_retries
