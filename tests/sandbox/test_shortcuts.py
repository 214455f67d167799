"""Shortcuts, global and on a message, and what external selects suggest, in every kind of app."""

import pytest

from tests.sandbox.block_samples import option, plain
from tests.sandbox.calling import pull_trigger
from tests.sandbox.forms import actions, external, home, modal, question


async def test_a_global_shortcut_opens_a_modal(workspace, bot):
    @bot.on("shortcut", "open")
    def open_form(args):
        yield args.ack()
        yield args.client.views_open(trigger_id=args.body["trigger_id"], view=modal())

    reply = await workspace.shortcut("mei", "open")

    assert reply.acked
    [body] = bot.heard
    assert (body["type"], body["callback_id"], body["user"]["id"]) == (
        "shortcut",
        "open",
        workspace.directory.id("mei"),
    )
    assert "channel" not in body
    assert workspace.modal("mei")["title"]["text"] == "Form"


async def test_a_shortcut_on_a_message_brings_the_message_along(workspace, bot):
    bot.hears("message")

    @bot.on("shortcut", {"type": "message_action", "callback_id": "keep"})
    def keep(args):
        yield args.ack()
        yield args.respond(text="Kept", response_type="ephemeral")

    message = await workspace.say("ana", "general", "Remember me")
    await bot.hearing()

    reply = await workspace.message_shortcut("tom", "keep", "general", message.ts)

    assert reply.acked
    body = bot.heard[-1]
    assert (body["type"], body["callback_id"]) == ("message_action", "keep")
    assert (body["message"]["text"], body["message_ts"]) == ("Remember me", message.ts)
    assert body["channel"] == {"id": message.channel, "name": "general"}
    assert workspace.screen("tom", "general")[-1]["text"] == "Kept"
    assert workspace.screen("ana", "general")[-1]["text"] == "Remember me"


async def test_a_message_that_is_not_seen_has_no_shortcuts(workspace):
    message = await workspace.say("ana", "leadership", "Secret")

    with pytest.raises(LookupError, match="Tom Becker is not in #leadership"):
        await workspace.message_shortcut("tom", "keep", "leadership", message.ts)


async def test_somebody_from_another_company_has_no_shortcuts(workspace):
    message = await workspace.say("kenji", "hikari-parts", "Hello")

    with pytest.raises(LookupError, match="Kenji Mori is from another company"):
        await workspace.shortcut("kenji", "open")
    with pytest.raises(LookupError, match="Kenji Mori is from another company"):
        await workspace.message_shortcut("kenji", "keep", "hikari-parts", message.ts)


@pytest.mark.parametrize("grouped", [False, True], ids=["options", "groups"])
@pytest.mark.parametrize("place", ["message", "modal", "home"])
async def test_an_external_select_asks_the_app_for_options(workspace, web, bot, place, grouped):
    @bot.on("options", "search")
    def search(args):
        found = [option(name) for name in ("anchor", "anvil") if name.startswith(args.payload["value"])]
        groups = [{"label": plain("A"), "options": found}, {"label": plain("None"), "options": []}]
        yield args.ack(option_groups=groups) if grouped else args.ack(options=found)

    if place == "message":
        await web.chat_postMessage(channel="general", text="Search", blocks=[actions(external())])
    elif place == "home":
        await web.views_publish(user_id=workspace.directory.id("ana"), view=home(actions(external())))
    else:
        form = modal(question("tool", external()))
        await web.views_open(trigger_id=await pull_trigger(workspace), view=form)

    offered = await workspace.suggest("ana", "search", "anch", home=place == "home")

    assert offered == [option("anchor")]
    [body] = bot.heard
    assert (body["type"], body["action_id"], body["value"]) == ("block_suggestion", "search", "anch")
    assert body["container"]["type"] == ("message" if place == "message" else "view")
    assert ("view" in body) is (place != "message")
    assert "trigger_id" not in body


async def test_what_was_offered_can_be_chosen(workspace, web, bot):
    @bot.on("options", "search")
    def search(args):
        yield args.ack(options=[option("anchor")])

    @bot.on("view", "form")
    def submit(args):
        yield args.ack()

    form = modal(question("tool", external()), callback_id="form")
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)
    [offered] = await workspace.suggest("ana", "search", "anch")
    await workspace.submit("ana", {"tool": offered})

    values = bot.heard[-1]["view"]["state"]["values"]
    assert values["tool"]["search"] == {"type": "external_select", "selected_option": option("anchor")}


@pytest.mark.parametrize(("least", "typed", "asked"), [(None, "an", 0), (None, "anc", 1), (0, "", 1), (1, "", 0)])
async def test_the_app_is_asked_once_enough_was_typed(workspace, web, least, typed, asked):
    fields = {} if least is None else {"min_query_length": least}
    await web.chat_postMessage(channel="general", text="Search", blocks=[actions(external(**fields))])

    assert await workspace.suggest("ana", "search", typed) == []

    assert len(workspace.log.since(kind="sent")) == asked


async def test_two_selects_of_the_same_name_are_told_apart_by_their_blocks(workspace, web):
    form = modal(question("one", external()), question("two", external()))
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)

    await workspace.suggest("ana", "search", "anch", block_id="two")

    assert workspace.log.since(kind="sent")[-1].detail["payload"]["block_id"] == "two"
