"""``reactions.add``, ``reactions.get`` and ``blocks.validate``."""

import pytest

from tests.sandbox.calling import error, refused
from tests.sandbox.forms import home, modal

DIVIDER = {"type": "divider"}


async def test_the_app_reacts_and_reads_reactions(workspace, web):
    message = await workspace.say("ana", "general", "Hello")
    where = {"channel": message.channel, "timestamp": message.ts}
    await workspace.react("tom", "general", message.ts, ":tada:")

    await web.reactions_add(**where, name="tada")
    await web.reactions_add(**where, name=":eyes:")

    told = (await web.reactions_get(**where))["message"]
    tom, bot = workspace.directory.id("tom"), workspace.app.bot_user
    assert told["reactions"] == [
        {"name": "tada", "users": [tom, bot], "count": 2},
        {"name": "eyes", "users": [bot], "count": 1},
    ]
    assert workspace.screen("ana", "general")[0]["reactions"] == told["reactions"]


async def test_a_reaction_is_made_once_and_with_an_emoji_that_there_is(workspace, web):
    message = await workspace.say("ana", "general", "Hello")
    where = {"channel": message.channel, "timestamp": message.ts}
    await web.reactions_add(**where, name="tada")

    assert await error(web.reactions_add(**where, name="tada")) == "already_reacted"
    assert await error(web.reactions_add(**where, name="no_such_emoji")) == "invalid_name"
    assert await error(web.reactions_add(channel=message.channel, timestamp="1.0", name="tada")) == "message_not_found"
    assert await error(web.reactions_get(channel=message.channel, timestamp="1.0")) == "message_not_found"
    assert await error(web.reactions_add(channel="C0NOWHERE", timestamp="1.0", name="tada")) == "channel_not_found"


async def test_the_app_reacts_where_it_is_a_member(workspace, web):
    message = await workspace.say("grace", "sales", "Hello")

    call = web.reactions_add(channel=message.channel, timestamp=message.ts, name="tada")

    assert await error(call) == "not_in_channel"


async def test_a_person_takes_a_reaction_back(workspace, web):
    message = await workspace.say("ana", "general", "Hello")
    await workspace.react("tom", "general", message.ts, "tada")

    await workspace.react("tom", "general", message.ts, "tada", add=False)

    told = await web.reactions_get(channel=message.channel, timestamp=message.ts)
    assert "reactions" not in told["message"]


@pytest.mark.parametrize(
    "arguments", [{"blocks": [DIVIDER]}, {"message": {"blocks": [DIVIDER]}}, {"view": modal()}, {"view": home()}]
)
async def test_blocks_messages_and_views_can_be_checked_without_being_sent(workspace, web, arguments):
    answer = await web.api_call("blocks.validate", json=arguments)

    assert answer["ok"]
    assert workspace.posts() == []


@pytest.mark.parametrize(
    ("arguments", "name", "pointer"),
    [
        ({"blocks": [{"type": "glitter"}]}, "invalid_blocks", "/blocks/0/type"),
        ({"message": {"blocks": [{"type": "glitter"}]}}, "invalid_message", "/blocks/0/type"),
        ({"view": modal({"type": "glitter"})}, "invalid_view", "/view/blocks/0/type"),
    ],
)
async def test_what_is_wrong_is_told_with_its_place(web, arguments, name, pointer):
    answer = await refused(web.api_call("blocks.validate", json=arguments))

    assert answer["error"] == name
    assert {"pointer": pointer, "code": "failed_constraint", "message": "unsupported type: glitter"} in answer["errors"]


@pytest.mark.parametrize("arguments", [{}, {"blocks": [DIVIDER], "view": modal()}])
async def test_exactly_one_thing_is_checked(web, arguments):
    assert await error(web.api_call("blocks.validate", json=arguments)) == "invalid_arguments"
