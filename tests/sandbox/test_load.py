"""Many things at once, and many things stored: nothing is lost, and nothing gets out of order."""

import asyncio

import pytest

from tests.sandbox.bots import open_bot
from tests.sandbox.calling import client_of
from tests.sandbox.forms import actions, button

ACTIONS, IN_FLIGHT, MESSAGES = 200, 50, 2_000


@pytest.mark.parametrize("transport", ["async http", "async socket"])
async def test_fifty_presses_in_flight_are_all_acked_and_each_is_heard_once(workspace, web, transport):
    bot = await open_bot(transport, workspace)

    @bot.on("action", "press")
    def press(args):
        yield args.ack()

    post = await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])
    room = asyncio.Semaphore(IN_FLIGHT)

    async def one(number):
        async with room:
            return await workspace.click("ana", "press", channel="general", ts=post["ts"])

    replies = await asyncio.gather(*(one(number) for number in range(ACTIONS)))
    await bot.close()

    assert all(reply.acked for reply in replies)
    triggers = [body["trigger_id"] for body in bot.heard]
    assert len(triggers) == len(set(triggers)) == ACTIONS
    assert len(workspace.log.since(kind="acked", name="press")) == ACTIONS


async def test_two_thousand_messages_are_read_back_whole_and_in_order(workspace, server, http):
    web = client_of(workspace, session=http)
    general = workspace.channels.named("general").id

    async def writer(number):
        for message in range(number, MESSAGES, 10):
            await web.chat_postMessage(channel=general, text=f"{message}")

    await asyncio.gather(*(writer(number) for number in range(10)))
    read = [
        message
        async for page in await web.conversations_history(channel=general, limit=200)
        for message in page["messages"]
    ]

    assert {message["text"] for message in read} == {f"{number}" for number in range(MESSAGES)}
    assert len(read) == MESSAGES
    stamps = [message["ts"] for message in read]
    assert stamps == sorted(set(stamps), reverse=True)
    middle = read[MESSAGES // 2]
    [found] = (
        await web.conversations_history(channel=general, oldest=middle["ts"], latest=middle["ts"], inclusive=True)
    )["messages"]
    assert found["text"] == middle["text"]
