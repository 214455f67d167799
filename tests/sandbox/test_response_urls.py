"""Answers through a response_url, in every kind of app."""

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.sandbox.calling import by_hand
from tests.sandbox.forms import SECTION, actions, button


@pytest.fixture
async def url(workspace, web):
    """The response_url of a press on Ana's side of the app's message in #general."""
    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])
    await workspace.click("ana", "press")
    return workspace.log.since(kind="sent")[-1].detail["payload"]["response_url"]


def shown(workspace, person="ana"):
    return [message["text"] for message in workspace.screen(person, "general")]


async def test_an_answer_is_for_the_person_or_for_the_channel(workspace, bot):
    bot.hears("message")

    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack()
        yield args.respond("For you")
        yield args.respond(text="For all", blocks=[SECTION], response_type="in_channel")

    await workspace.command("ana", "/echo", channel="general")

    assert shown(workspace) == ["For you", "For all"]
    assert shown(workspace, "tom") == ["For all"]
    assert workspace.posts()[0]["blocks"][0]["text"] == SECTION["text"]


async def test_an_answer_takes_the_place_of_the_message_that_was_pressed(workspace, web, bot):
    bot.hears("message")

    @bot.on("action", "press")
    def press(args):
        yield args.ack()
        yield args.respond(text="Pressed", replace_original=True)

    post = await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    await workspace.click("ana", "press")

    [left] = workspace.posts()
    assert (left["ts"], left["text"], "blocks" in left) == (post["ts"], "Pressed", False)


async def test_an_answer_takes_the_message_that_was_pressed_away(workspace, web, bot):
    bot.hears("message")

    @bot.on("action", "press")
    def press(args):
        yield args.ack()
        yield args.respond(delete_original=True)

    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    await workspace.click("ana", "press")

    assert workspace.posts() == []


@pytest.mark.parametrize("answer", [{"text": "Pressed", "replace_original": True}, {"delete_original": True}])
async def test_an_ephemeral_message_is_replaced_and_taken_away_without_an_event(workspace, web, bot, answer):
    bot.hears("message")

    @bot.on("action", "press")
    def press(args):
        yield args.ack()
        yield args.respond(**answer)

    ana = workspace.directory.id("ana")
    await web.chat_postEphemeral(channel="general", user=ana, text="Press", blocks=[actions(button())])

    await workspace.click("ana", "press")

    assert shown(workspace) == ([answer["text"]] if "text" in answer else [])
    assert [entry.name for entry in workspace.log.since(kind="sent")] == ["press"]


async def test_five_answers_and_no_sixth(workspace, url):
    webhook = AsyncWebhookClient(url, retry_handlers=[])

    statuses = [(await webhook.send(text=f"{number}")).status_code for number in range(6)]
    last = await webhook.send(text="again")

    assert statuses == [200] * 5 + [404]
    assert (last.status_code, "used_url" in last.body) == (404, True)
    assert shown(workspace) == ["Press", "0", "1", "2", "3", "4"]


async def test_an_answer_is_taken_for_half_an_hour(workspace, url):
    webhook = AsyncWebhookClient(url, retry_handlers=[])

    await workspace.advance(minutes=29)
    assert (await webhook.send(text="In time")).status_code == 200
    await workspace.advance(minutes=1, seconds=1)
    late = await webhook.send(text="Late")

    assert (late.status_code, "expired_url" in late.body) == (404, True)
    assert shown(workspace) == ["Press", "In time"]


async def test_an_address_that_nobody_gave_answers_nothing(workspace, server):
    answer = await AsyncWebhookClient(f"{workspace.url}/response/nonsense", retry_handlers=[]).send(text="Hello")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "no_text"),
        ({"blocks": [{"type": "glitter"}]}, "invalid_blocks"),
        ({"blocks": "nonsense"}, "invalid_blocks_format"),
        ({"text": "x", "attachments": ["nonsense"]}, "invalid_attachments"),
        ([], "invalid_payload"),
    ],
)
async def test_a_broken_answer_is_refused(workspace, url, http, body, name):
    async with http.post(url, json=body) as response:
        assert (response.status, (await response.json())["error"]) == (404, name)
    assert shown(workspace) == ["Press"]


async def test_an_answer_that_is_no_json_is_refused(url, http):
    async with http.post(url, data=b"payload") as response:
        assert response.status == 400


async def test_an_answer_can_go_to_the_thread(workspace, url):
    parent = workspace.posts()[0]["ts"]

    answer = {"text": "In the thread", "response_type": "in_channel", "thread_ts": parent}
    await AsyncWebhookClient(url, retry_handlers=[]).send_dict(answer)

    told = await by_hand(
        workspace,
        "conversations.replies",
        data={"channel": workspace.channels.named("general").id, "ts": parent},
    )
    assert [message["text"] for message in told["messages"]] == ["Press", "In the thread"]


async def test_an_answer_to_a_message_that_is_gone_is_refused(workspace, web, url):
    post = workspace.posts()[0]
    await web.chat_delete(channel=post["channel"], ts=post["ts"])

    answer = await AsyncWebhookClient(url, retry_handlers=[]).send(text="Pressed", replace_original=True)

    assert (answer.status_code, "message_not_found" in answer.body) == (404, True)
