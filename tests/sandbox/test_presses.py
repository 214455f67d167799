"""Block actions in messages, modals and Home, in every kind of app."""

import asyncio

import pytest

from tests.sandbox.block_samples import mrkdwn, option, plain
from tests.sandbox.calling import pull_trigger
from tests.sandbox.forms import actions, button, home, modal, question, select


@pytest.fixture
async def pressed(bot):
    """The actions that the app heard of, acked."""

    @bot.on("action", {"type": "block_actions", "action_id": "press"})
    @bot.on("action", {"type": "block_actions", "action_id": "choose"})
    def press(args):
        yield args.ack()

    return bot.heard


async def test_a_press_in_a_message_tells_who_pressed_what_where(workspace, web, pressed):
    post = await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button(style="primary"))])

    reply = await workspace.click("ana", "press")

    assert (reply.acked, reply.error) == (True, "")
    [body] = pressed
    assert body["type"] == "block_actions"
    assert body["user"]["id"] == workspace.directory.id("ana")
    assert body["team"] == {"id": workspace.app.team, "domain": "lumen-bikes"}
    assert body["channel"] == {"id": post["channel"], "name": "general"}
    assert body["container"] == {
        "type": "message",
        "message_ts": post["ts"],
        "channel_id": post["channel"],
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Press"
    assert body["response_url"].startswith(workspace.url)
    [action] = body["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == ("button", "press", "actions")
    assert (action["value"], action["style"], action["text"]) == ("pressed", "primary", plain("Press"))


async def test_what_is_chosen_in_a_message_is_in_its_state_from_then_on(workspace, web, pressed):
    await web.chat_postMessage(channel="general", text="Choose", blocks=[actions(select(), button())])

    await workspace.click("ana", "choose", "green")
    await workspace.click("ana", "press")
    await workspace.click("tom", "press")

    chosen, after, of_tom = pressed
    assert chosen["actions"][0]["selected_option"] == option("green")
    assert after["state"]["values"]["actions"]["choose"]["selected_option"] == option("green")
    assert of_tom["state"]["values"]["actions"]["choose"]["selected_option"] is None


async def test_a_press_in_a_thread_names_the_thread(workspace, web, pressed):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    blocks = [actions(button())]
    await web.chat_postMessage(channel="general", text="Press", blocks=blocks, thread_ts=parent["ts"])

    await workspace.click("ana", "press")

    assert pressed[0]["container"]["thread_ts"] == parent["ts"]


async def test_a_press_in_an_ephemeral_message_says_that_it_is_one(workspace, web, pressed):
    mei = workspace.directory.id("mei")
    await web.chat_postEphemeral(channel="general", user=mei, text="Press", blocks=[actions(button())])

    await workspace.click("mei", "press")

    assert pressed[0]["container"]["is_ephemeral"] is True
    with pytest.raises(LookupError, match="Ana Souza sees no press anywhere"):
        await workspace.click("ana", "press")


async def test_a_press_in_a_modal_carries_the_view_and_what_was_put_in(workspace, web, pressed):
    form = modal(question("name"), actions(button()), private_metadata="7")
    view = (await web.views_open(trigger_id=await pull_trigger(workspace), view=form))["view"]
    await workspace.fill("ana", {"name": "Ana"})

    await workspace.click("ana", "press")

    [body] = pressed
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["private_metadata"] == "7"
    assert body["view"]["state"]["values"]["name"]["answer"]["value"] == "Ana"
    assert "response_url" not in body
    assert "channel" not in body


async def test_a_press_in_home_carries_the_home(workspace, web, pressed):
    mei = workspace.directory.id("mei")
    view = (await web.views_publish(user_id=mei, view=home(actions(button()))))["view"]

    await workspace.click("mei", "press", home=True)

    [body] = pressed
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert (body["view"]["type"], body["view"]["id"], body["user"]["id"]) == ("home", view["id"], mei)


async def test_a_press_opens_pushes_and_updates_modals(workspace, web, bot):
    @bot.on("action", "press")
    def press(args):
        act = {"trigger_id": args.body["trigger_id"], "view": modal(title=plain("Deeper"))}
        yield args.client.views_push(**act)
        below = modal(title=plain("Below"), external_id="below")
        yield args.client.views_update(view_id=args.body["view"]["id"], view=below)
        yield args.ack()

    form = modal(actions(button()))
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)

    await workspace.click("ana", "press")

    assert workspace.modal("ana")["title"]["text"] == "Deeper"
    await workspace.close("ana")
    assert workspace.modal("ana")["title"]["text"] == "Below"


async def test_a_press_updates_its_own_message(workspace, web, bot):
    bot.hears("message")

    @bot.on("action", "press")
    def press(args):
        yield args.ack()
        yield args.client.chat_update(channel=args.body["channel"]["id"], ts=args.body["message"]["ts"], text="Pressed")

    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    await workspace.click("ana", "press")

    assert [post["text"] for post in workspace.posts()] == ["Pressed"]


async def test_a_press_without_an_ack_is_shown_as_an_error(workspace, web, bot):
    moved = bot.gate()

    @bot.on("action", "press")
    def press(args):
        yield moved.wait()
        yield args.ack()

    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    pressing = asyncio.ensure_future(workspace.click("ana", "press"))
    await bot.hearing()
    await workspace.advance(seconds=3.1)
    reply = await pressing
    moved.open()

    assert (reply.acked, reply.error) == (False, "Operation timed out. Apps need to respond within 3 seconds.")


async def test_a_press_that_the_app_fails_at_is_shown_as_an_error(workspace, web, bot):
    @bot.on("action", "press")
    def press(args):
        yield
        raise RuntimeError("on purpose")

    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    pressing = asyncio.ensure_future(workspace.click("ana", "press"))
    await bot.hearing()
    if bot.socket:
        await workspace.advance(seconds=3.1)

    timeout = "Operation timed out. Apps need to respond within 3 seconds."
    assert (await pressing).error == (timeout if bot.socket else "The app responded with an error.")


async def test_without_an_app_a_press_is_told_to_go_nowhere(workspace, web):
    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])

    reply = await workspace.click("ana", "press")

    assert (reply.acked, reply.error) == (False, "The app is not running, so it could not respond.")


async def test_a_press_goes_to_the_newest_message_that_has_the_button_or_to_the_one_that_is_named(workspace, web):
    blocks = [actions(button())]
    old = await web.chat_postMessage(channel="general", text="Old", blocks=blocks)
    new = await web.chat_postMessage(channel="kudos", text="New", blocks=blocks)

    def last():
        return workspace.log.since(kind="sent")[-1].detail["payload"]["container"]["message_ts"]

    await workspace.click("ana", "press")
    assert last() == new["ts"]
    await workspace.click("ana", "press", channel="general")
    assert last() == old["ts"]
    await workspace.click("ana", "press", channel="kudos", ts=new["ts"])
    assert last() == new["ts"]


async def test_buttons_of_the_same_name_are_told_apart_by_their_blocks(workspace, web):
    blocks = [actions(button(value="a"), block_id="a"), actions(button(value="b"), block_id="b")]
    await web.chat_postMessage(channel="general", text="Press", blocks=blocks)

    await workspace.click("ana", "press", block_id="b")

    assert workspace.log.since(kind="sent")[-1].detail["payload"]["actions"][0]["value"] == "b"


async def test_a_button_in_a_card_of_a_carousel_can_be_pressed(workspace, web):
    card = {"type": "card", "title": mrkdwn("A"), "body": mrkdwn("B"), "actions": [button()]}
    blocks = [{"type": "carousel", "elements": [card]}]
    await web.chat_postMessage(channel="general", text="Press", blocks=blocks)

    await workspace.click("ana", "press")

    assert workspace.log.since(kind="sent")[-1].detail["payload"]["actions"][0]["action_id"] == "press"


async def test_an_input_in_a_modal_tells_the_app_only_if_it_dispatches(workspace, web):
    silent, loud = question("silent"), question("loud", dispatch_action=True)
    await web.views_open(trigger_id=await pull_trigger(workspace), view=modal(silent, loud))
    before = len(workspace.log.since(kind="sent"))

    await workspace.fill("ana", {"silent": "Psst"})
    assert len(workspace.log.since(kind="sent")) == before
    await workspace.fill("ana", {"loud": "Hey"})
    action = workspace.log.since(kind="sent")[-1].detail["payload"]["actions"][0]
    assert (action["block_id"], action["value"]) == ("loud", "Hey")


async def test_somebody_presses_only_what_they_can_see(workspace, web):
    leadership = workspace.channels.named("leadership").id
    post = await web.chat_postMessage(channel=leadership, text="Press", blocks=[actions(button())])

    with pytest.raises(LookupError, match="Tom Becker is not in #leadership"):
        await workspace.click("tom", "press", channel="leadership", ts=post["ts"])
    with pytest.raises(LookupError, match="Tom Becker sees no press anywhere"):
        await workspace.click("tom", "press")
    with pytest.raises(LookupError, match="Ruth Adler has left the company"):
        await workspace.click("ruth", "press")
    assert workspace.log.since(kind="sent") == []


async def test_an_outsider_presses_buttons_of_a_shared_channel(workspace, web):
    await workspace.join("app", "hikari-parts")
    await web.chat_postMessage(channel="hikari-parts", text="Press", blocks=[actions(button())])

    await workspace.click("kenji", "press")

    user = workspace.log.since(kind="sent")[-1].detail["payload"]["user"]
    assert user["team_id"] == workspace.directory.person("kenji").team != workspace.app.team


async def test_what_is_not_there_cannot_be_pressed(workspace, web):
    await web.chat_postMessage(channel="general", text="Press", blocks=[actions(button())])
    await web.views_open(trigger_id=await pull_trigger(workspace, "tom"), view=modal(actions(button("other"))))

    with pytest.raises(LookupError, match="there is no press here; there are: other"):
        await workspace.click("tom", "press")
    with pytest.raises(LookupError, match="the app has not published a Home for Ana Souza yet"):
        await workspace.click("ana", "press", home=True)
    with pytest.raises(KeyError, match="nobody here is called bob"):
        await workspace.click("bob", "press")
