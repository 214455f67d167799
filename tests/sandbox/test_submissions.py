"""Sending and closing modals, in every kind of app, and what each answer does to the screen."""

import asyncio

import pytest

from tests.sandbox.block_samples import plain
from tests.sandbox.calling import pull_trigger
from tests.sandbox.forms import modal, question

TROUBLE = "We had some trouble connecting. Try again?"
FORM = modal(question("name"), question("age", optional=True), callback_id="form", private_metadata="7")


@pytest.fixture
async def form(workspace, web):
    """Ana's open form."""
    return (await web.views_open(trigger_id=await pull_trigger(workspace), view=FORM))["view"]


def answering(bot, **ack):
    """Let the app answer the form with *ack*."""

    @bot.on("view", "form")
    def submit(args):
        yield args.ack(**ack)


async def test_a_form_is_sent_with_what_was_put_in(workspace, bot, form):
    answering(bot)

    reply = await workspace.submit("ana", {"name": "Ana"})

    assert (reply.acked, reply.error, reply.errors) == (True, "", None)
    [body] = bot.heard
    assert (body["type"], body["user"]["id"]) == ("view_submission", workspace.directory.id("ana"))
    view = body["view"]
    assert (view["id"], view["callback_id"], view["private_metadata"]) == (form["id"], "form", "7")
    assert view["state"]["values"] == {
        "name": {"answer": {"type": "plain_text_input", "value": "Ana"}},
        "age": {"answer": {"type": "plain_text_input", "value": None}},
    }
    assert body["trigger_id"]
    assert body["response_urls"] == []


async def test_a_plain_ack_closes_the_form_and_shows_the_one_below(workspace, web, bot, form):
    answering(bot)
    await web.views_push(trigger_id=await pull_trigger(workspace), view=FORM)

    await workspace.submit("ana", {"name": "Ana"})
    assert workspace.modal("ana")["id"] == form["id"]
    await workspace.submit("ana", {"name": "Ana"})
    assert workspace.modal("ana") is None


async def test_errors_mark_their_fields_and_keep_the_form(workspace, bot, form):
    answering(bot, response_action="errors", errors={"name": "Not that one"})

    reply = await workspace.submit("ana", {"name": "Ana"})

    assert reply.errors == {"name": "Not that one"}
    shown = workspace.modal("ana")
    assert shown["errors"] == {"name": "Not that one"}
    assert shown["state"]["values"]["name"]["answer"]["value"] == "Ana"


async def test_a_mark_goes_once_the_field_is_changed(workspace, bot, form):
    answering(bot, response_action="errors", errors={"name": "Not that one", "age": "Nor that"})
    await workspace.submit("ana", {"name": "Ana"})

    await workspace.fill("ana", {"name": "Tom"})

    assert workspace.modal("ana")["errors"] == {"age": "Nor that"}


async def test_errors_that_name_no_field_are_trouble(workspace, bot, form):
    answering(bot, response_action="errors", errors={"nowhere": "Wrong"})

    reply = await workspace.submit("ana", {"name": "Ana"})

    assert reply.error == TROUBLE
    assert workspace.modal("ana")["id"] == form["id"]


async def test_an_update_shows_another_view_in_the_form_s_place(workspace, bot, form):
    answering(bot, response_action="update", view=modal(title=plain("Thanks")))

    await workspace.submit("ana", {"name": "Ana"})

    shown = workspace.modal("ana")
    assert (shown["id"], shown["title"]["text"]) == (form["id"], "Thanks")
    assert shown["hash"] != form["hash"]


async def test_a_push_shows_another_view_on_top(workspace, bot, form):
    answering(bot, response_action="push", view=modal(title=plain("Next")))

    await workspace.submit("ana", {"name": "Ana"})

    shown = workspace.modal("ana")
    assert (shown["title"]["text"], shown["previous_view_id"]) == ("Next", form["id"])
    await workspace.close("ana")
    assert workspace.modal("ana")["state"]["values"]["name"]["answer"]["value"] == "Ana"


async def test_a_clear_closes_everything(workspace, web, bot, form):
    answering(bot, response_action="clear")
    await web.views_push(trigger_id=await pull_trigger(workspace), view=FORM)

    await workspace.submit("ana", {"name": "Ana"})

    assert workspace.modal("ana") is None


@pytest.mark.parametrize("action", ["update", "push"])
async def test_a_view_over_a_limit_is_not_shown_and_whoever_tries_the_app_is_told(workspace, bot, form, action):
    answering(bot, response_action=action, view=modal({"type": "glitter"}))

    reply = await workspace.submit("ana", {"name": "Ana"})

    assert reply.error.startswith("The app answered with something that Slack refuses: invalid_arguments")
    assert "unsupported type: glitter [json-pointer:/view/blocks/0/type]" in reply.error
    assert workspace.modal("ana")["id"] == form["id"]


async def test_a_fourth_view_cannot_be_pushed_by_an_answer_either(workspace, web, bot, form):
    answering(bot, response_action="push", view=FORM)
    await workspace.submit("ana", {"name": "Ana"})
    await workspace.submit("ana", {"name": "Ana"})

    reply = await workspace.submit("ana", {"name": "Ana"})

    assert reply.error.startswith("The app answered with something that Slack refuses: push_limit_reached")


async def test_a_form_that_is_not_acked_in_time_stays_and_can_be_sent_again(workspace, bot, form):
    moved = bot.gate()

    @bot.on("view", "form")
    def submit(args):
        yield moved.wait()
        yield args.ack()

    sending = asyncio.ensure_future(workspace.submit("ana", {"name": "Ana"}))
    await bot.hearing()
    await workspace.advance(seconds=3.1)
    late = await sending
    moved.open()

    assert (late.acked, late.error) == (False, TROUBLE)
    assert workspace.modal("ana")["id"] == form["id"]
    assert (await workspace.submit("ana")).acked
    assert workspace.modal("ana") is None


async def test_an_app_that_opens_another_modal_before_it_answers_keeps_that_one(workspace, bot, form):
    @bot.on("view", "form")
    def submit(args):
        yield args.client.views_open(trigger_id=args.body["trigger_id"], view=modal(title=plain("Fresh")))
        yield args.ack()

    await workspace.submit("ana", {"name": "Ana"})

    assert workspace.modal("ana")["title"]["text"] == "Fresh"


async def test_a_form_that_asks_where_to_answer_brings_a_response_url(workspace, web, bot):
    where = {"type": "conversations_select", "response_url_enabled": True}

    @bot.on("view", "form")
    def submit(args):
        yield args.ack()

    view = modal(question("where", where), callback_id="form")
    await web.views_open(trigger_id=await pull_trigger(workspace), view=view)
    kudos = workspace.channels.named("kudos").id
    await workspace.submit("ana", {"where": kudos})

    [url] = bot.heard[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("where", "answer", kudos)
    assert url["response_url"].startswith(f"{workspace.url}/response/")


@pytest.mark.parametrize("notify", [True, False])
async def test_the_app_hears_of_a_closing_if_it_wants_to(workspace, web, bot, notify):
    @bot.on("view", {"type": "view_closed", "callback_id": "form"})
    def closed(args):
        yield args.ack()

    view = modal(question("name"), callback_id="form", notify_on_close=notify)
    await web.views_open(trigger_id=await pull_trigger(workspace), view=view)
    await workspace.fill("ana", {"name": "Ana"})

    reply = await workspace.close("ana")

    assert reply.acked
    assert workspace.modal("ana") is None
    told = [(body["type"], body["is_cleared"]) for body in bot.heard]
    assert told == ([("view_closed", False)] if notify else [])
    if notify:
        assert bot.heard[0]["view"]["state"]["values"]["name"]["answer"]["value"] == "Ana"
        assert "trigger_id" not in bot.heard[0]


@pytest.mark.parametrize("how", ["by hand", "by the view"])
async def test_closing_all_tells_the_app_of_each_from_the_top(workspace, web, bot, how):
    @bot.on("view", {"type": "view_closed", "callback_id": "below"})
    @bot.on("view", {"type": "view_closed", "callback_id": "above"})
    def closed(args):
        yield args.ack()

    whole = {"clear_on_close": True} if how == "by the view" else {}
    below = modal(callback_id="below", notify_on_close=True)
    above = modal(callback_id="above", notify_on_close=True, **whole)
    await web.views_open(trigger_id=await pull_trigger(workspace), view=below)
    await web.views_push(trigger_id=await pull_trigger(workspace), view=above)

    await workspace.close("ana", whole_stack=how == "by hand")

    assert workspace.modal("ana") is None
    told = [(body["view"]["callback_id"], body["is_cleared"]) for body in bot.heard]
    assert told == [("above", True), ("below", True)]


async def test_without_a_modal_there_is_nothing_to_fill_send_or_close(workspace):
    for verb in (workspace.submit("ana"), workspace.close("ana"), workspace.fill("ana", {"name": "Ana"})):
        with pytest.raises(LookupError, match="Ana Souza has no modal open"):
            await verb
