"""Slash commands, to every kind of app: what it is told, and what the person is shown."""

import asyncio

import pytest

from sandbox.manifest import Command, Manifest
from tests.sandbox.forms import SECTION, modal


def shown(workspace, person="ana", channel="general"):
    return [message["text"] for message in workspace.screen(person, channel)]


async def test_a_command_tells_who_said_what_where(workspace, bot):
    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack()

    reply = await workspace.command("ana", "/echo  some words ", channel="kudos")

    assert reply.acked
    [body] = bot.heard
    assert (body["command"], body["text"]) == ("/echo", "some words")
    assert (body["user_id"], body["user_name"]) == (workspace.directory.id("ana"), "ana")
    assert (body["channel_id"], body["channel_name"]) == (workspace.channels.named("kudos").id, "kudos")
    assert (body["team_id"], body["api_app_id"]) == (workspace.app.team, workspace.app.id)
    assert body["trigger_id"]
    assert body["response_url"].startswith(workspace.url)


async def test_a_text_ack_is_shown_to_the_person_alone(workspace, bot):
    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack("Hello")

    await workspace.command("ana", "/echo", channel="general")

    assert shown(workspace) == ["Hello"]
    assert shown(workspace, "tom") == []
    assert workspace.posts() == []


@pytest.mark.parametrize(("where", "posts"), [("ephemeral", 0), ("in_channel", 1)])
async def test_a_json_ack_is_shown_to_the_person_or_to_the_channel(workspace, bot, where, posts):
    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack(text="Hello", blocks=[SECTION], response_type=where)

    await workspace.command("ana", "/echo", channel="general")

    assert workspace.screen("ana", "general")[-1]["blocks"][0]["text"] == SECTION["text"]
    assert len(shown(workspace, "tom")) == len(workspace.posts()) == posts


async def test_a_bare_ack_shows_nothing(workspace, bot):
    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack()

    reply = await workspace.command("ana", "/echo", channel="general")

    assert (reply.acked, reply.error) == (True, "")
    assert shown(workspace) == []


async def test_a_command_opens_a_modal(workspace, bot):
    @bot.on("command", "/form")
    def ask(args):
        yield args.client.views_open(trigger_id=args.body["trigger_id"], view=modal())
        yield args.ack()

    await workspace.command("ana", "/form")

    assert workspace.modal("ana")["title"]["text"] == "Form"
    assert workspace.modal("tom") is None


async def test_a_command_that_posts_does_so_where_it_was_typed(workspace, bot):
    bot.hears("message")

    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack()
        yield args.say("Hello, everybody")

    await workspace.command("ana", "/echo", channel="kudos")

    assert [post["text"] for post in workspace.posts("kudos")] == ["Hello, everybody"]


async def test_an_ack_that_comes_too_late_is_shown_as_a_timeout(workspace, bot):
    moved = bot.gate()

    @bot.on("command", "/slow")
    def slow(args):
        yield moved.wait()
        yield args.ack("At last")

    typed = asyncio.ensure_future(workspace.command("ana", "/slow", channel="general"))
    await bot.hearing()
    await workspace.advance(seconds=3.1)
    reply = await typed
    moved.open()

    assert reply.acked is False
    assert shown(workspace) == ["/slow failed with the error “operation_timeout”"]
    assert workspace.screen("ana", "general")[0]["user"] == "USLACKBOT"
    assert shown(workspace, "tom") == []


async def test_the_deadline_of_an_ack_can_be_moved(workspace, bot):
    await workspace.switch(ack_seconds=60)
    moved = bot.gate()

    @bot.on("command", "/slow")
    def slow(args):
        yield moved.wait()
        yield args.ack("At last")

    typed = asyncio.ensure_future(workspace.command("ana", "/slow", channel="general"))
    await bot.hearing()
    await workspace.advance(seconds=50)
    moved.open()

    assert (await typed).acked
    assert shown(workspace) == ["At last"]


async def test_an_app_that_fails_is_shown_as_a_failure(workspace, bot):
    @bot.on("command", "/broken")
    def broken(args):
        yield
        raise RuntimeError("on purpose")

    typed = asyncio.ensure_future(workspace.command("ana", "/broken", channel="general"))
    await bot.hearing()
    if bot.socket:  # over a socket there is no way to say "failed": the ack just does not come
        await workspace.advance(seconds=3.1)
    await typed

    error = "operation_timeout" if bot.socket else "http_service_error"
    assert shown(workspace) == [f"/broken failed with the error “{error}”"]


async def test_a_command_that_the_app_does_not_know_is_shown_as_a_failure(workspace, bot):
    typed = asyncio.ensure_future(workspace.command("ana", "/unknown", channel="general"))
    await workspace.until(lambda: workspace.log.since(kind="sent"))
    if bot.socket:
        await workspace.until(lambda: workspace.log.since(kind="call", name="auth.test"))
        await workspace.advance(seconds=3.1)
    await typed

    error = "operation_timeout" if bot.socket else "http_client_error"
    assert shown(workspace) == [f"/unknown failed with the error “{error}”"]


async def test_an_answer_that_slack_would_not_show_is_told_to_whoever_tries_the_app(workspace, bot):
    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack(blocks=[{"type": "glitter"}], text="Hello")

    reply = await workspace.command("ana", "/echo", channel="general")

    assert reply.error == (
        "The app answered with something that Slack refuses: invalid_blocks"
        " [ERROR] unsupported type: glitter [json-pointer:/blocks/0/type]"
    )
    assert shown(workspace) == []


async def test_without_an_app_the_person_is_told_so(workspace):
    reply = await workspace.command("ana", "/echo", channel="general")

    assert reply.acked is False
    assert shown(workspace) == ["/echo failed with the error “dispatch_failed”"]


async def test_a_command_that_the_manifest_does_not_have_goes_nowhere(workspace):
    workspace.app.manifest = Manifest(scopes=frozenset({"commands"}), commands=[Command(command="/echo")])

    reply = await workspace.command("ana", "/shout", channel="general")

    assert (reply.acked, reply.error) == (False, "/shout is not a valid command.")
    assert shown(workspace) == ["/shout is not a valid command."]
    assert workspace.log.since(kind="sent") == []


def told(workspace):
    return workspace.log.since(kind="sent")[-1].detail["payload"]["text"]


@pytest.mark.parametrize("escape", [True, False])
async def test_mentions_in_a_command_are_ids_only_if_the_manifest_says_so(workspace, escape):
    workspace.app.manifest = Manifest(commands=[Command(command="/echo", should_escape=escape)])
    mei, general = workspace.directory.id("mei"), workspace.channels.named("general").id
    leadership, leads = workspace.channels.named("leadership").id, workspace.directory.group("leads").id

    await workspace.command("ana", "/echo @mei #general #leadership @leads @here @nobody a<b>&c mei@x.example")

    assert told(workspace) == (
        f"<@{mei}> <#{general}|general> <#{leadership}|> <!subteam^{leads}> <!here>"
        " @nobody a&lt;b&gt;&amp;c mei@x.example"
        if escape
        else "@mei #general #leadership @leads @here @nobody a<b>&c mei@x.example"
    )


async def test_a_command_is_typed_where_the_person_is(workspace):
    with pytest.raises(LookupError, match="Oskar Nowak is not in #general"):
        await workspace.command("oskar", "/echo", channel="general")

    await workspace.command("oskar", "/echo")
    sent = workspace.log.since(kind="sent")[-1].detail["payload"]
    assert sent["channel_name"] == "sales"


async def test_a_command_in_direct_messages_with_the_app_names_no_person(workspace):
    await workspace.command("mei", "/echo", channel="app")

    sent = workspace.log.since(kind="sent")[-1].detail["payload"]
    assert sent["channel_name"] == "directmessage"
    assert sent["channel_id"].startswith("D")


async def test_somebody_from_another_company_has_none_of_the_app_s_commands(workspace):
    reply = await workspace.command("kenji", "/echo", channel="hikari-parts")

    assert reply.error == "/echo is not a valid command."
    assert workspace.log.since(kind="sent") == []


async def test_somebody_who_left_types_nothing(workspace):
    with pytest.raises(LookupError, match="Ruth Adler has left the company"):
        await workspace.command("ruth", "/echo")
