"""What the chat methods refuse, and by which name."""

import json

import pytest

from sandbox.manifest import Manifest
from tests.sandbox.block_samples import plain
from tests.sandbox.calling import by_hand, error, reasons, refused
from tests.sandbox.forms import SECTION

DIVIDER = {"type": "divider"}


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("C0NOWHERE00", "channel_not_found"),
        ("nowhere", "channel_not_found"),
        ("sales", "not_in_channel"),
    ],
)
async def test_a_channel_that_is_not_there_or_not_the_app_s_is_refused(workspace, web, channel, name):
    workspace.app.manifest = Manifest(scopes=frozenset({"chat:write"}))

    assert await error(web.chat_postMessage(channel=channel, text="Hello")) == name
    assert workspace.posts() == []


async def test_a_private_channel_without_the_app_is_as_good_as_not_there(workspace, web):
    leadership = workspace.channels.named("leadership").id
    await workspace.leave("app", "leadership")

    assert await error(web.chat_postMessage(channel=leadership, text="Hello")) == "channel_not_found"


async def test_other_people_s_direct_messages_are_not_there_for_the_app(workspace, web):
    message = await workspace.say("ana", "@tom", "Between us")

    assert await error(web.chat_postMessage(channel=message.channel, text="Hello")) == "channel_not_found"


async def test_chat_write_public_posts_where_the_app_is_not_but_cannot_read_there(workspace, web):
    workspace.app.manifest = Manifest(scopes=frozenset({"chat:write", "chat:write.public", "channels:history"}))
    sales = workspace.channels.named("sales").id

    assert (await web.chat_postMessage(channel=sales, text="Hello"))["ok"]
    assert await error(web.conversations_history(channel=sales)) == "not_in_channel"


async def test_nobody_posts_to_an_archived_channel_or_changes_what_is_there(workspace, web):
    post = await web.chat_postMessage(channel="kudos", text="Hello")
    mei = workspace.directory.id("mei")
    await workspace.archive("kudos")

    assert await error(web.chat_postMessage(channel="kudos", text="Hello")) == "is_archived"
    assert await error(web.chat_postEphemeral(channel="kudos", user=mei, text="Hello")) == "is_archived"
    assert await error(web.chat_update(channel=post["channel"], ts=post["ts"], text="New")) == "is_inactive"

    await workspace.archive("kudos", archived=False)
    assert (await web.chat_postMessage(channel="kudos", text="Hello"))["ok"]


@pytest.mark.parametrize(
    ("who", "name"),
    [("ruth", "user_disabled"), ("kenji", "user_not_visible"), ("slackbot", "cannot_dm_bot")],
)
async def test_some_people_cannot_be_written_to(workspace, web, who, name):
    assert await error(web.chat_postMessage(channel=workspace.directory.id(who), text="Hello")) == name


async def test_without_a_messages_tab_nobody_can_be_written_to(workspace, web):
    workspace.app.manifest = Manifest(messages=False)

    assert (
        await error(web.chat_postMessage(channel=workspace.directory.id("mei"), text="Hi")) == "messages_tab_disabled"
    )


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"blocks": []}, "no_text"),
        ({"blocks": "nonsense"}, "invalid_blocks_format"),
        ({"blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"attachments": "nonsense"}, "invalid_attachments"),
        ({"attachments": {}, "text": "Hello", "blocks": "[{]"}, "invalid_blocks_format"),
        ({"attachments": ["nonsense"]}, "invalid_attachments"),
        ({"attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
        ({"text": "Hello", "markdown_text": "Hello"}, "markdown_text_conflict"),
        ({"blocks": [DIVIDER], "markdown_text": "Hello"}, "markdown_text_conflict"),
        ({"text": "Hello", "thread_ts": "1.0"}, "thread_not_found"),
    ],
)
async def test_a_message_without_content_or_with_broken_content_is_refused(workspace, server, arguments, name):
    answer = await by_hand(workspace, "chat.postMessage", json={"channel": "general", **arguments})

    assert (answer["ok"], answer["error"]) == (False, name)
    assert workspace.posts() == []


async def test_a_channel_must_be_named(workspace, server):
    answer = await by_hand(workspace, "chat.postMessage", json={"text": "Hello"})

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_fifty_blocks_are_taken_and_one_more_is_not(web):
    assert (await web.chat_postMessage(channel="general", text="Hello", blocks=[DIVIDER] * 50))["ok"]

    answer = await refused(web.chat_postMessage(channel="general", text="Hello", blocks=[DIVIDER] * 51))

    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert answer["response_metadata"] == {"messages": ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]}


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([{"type": "glitter"}], "unsupported type: glitter [json-pointer:/blocks/0/type]"),
        ([{"type": "alert", "text": plain("x")}], "unsupported type: alert [json-pointer:/blocks/0/type]"),
        ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
        (
            [{"type": "section", "text": plain("x" * 3001)}],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ([{**DIVIDER, "block_id": "a"}, {**DIVIDER, "block_id": "a"}], '`block_id` "a" already exists'),
        ([DIVIDER, {"type": "actions", "elements": []}], "[json-pointer:/blocks/1/elements]"),
    ],
)
async def test_blocks_over_a_limit_are_refused_with_the_place(workspace, web, blocks, reason):
    for call in (web.chat_postMessage, web.chat_postEphemeral):
        who = {"user": workspace.directory.id("mei")} if call == web.chat_postEphemeral else {}
        told = await reasons(call(channel="general", text="Hello", blocks=blocks, **who))
        assert any(reason in one for one in told), told

    assert workspace.posts() == []


async def test_blocks_in_attachments_are_looked_at_too(web):
    attachments = [{"blocks": [DIVIDER]}, {"blocks": [{"type": "glitter"}]}]

    told = await reasons(web.chat_postMessage(channel="general", text="Hello", attachments=attachments))

    assert told == ["[ERROR] unsupported type: glitter [json-pointer:/attachments/1/blocks/0/type]"]


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        ("nonsense", "invalid_metadata_format"),
        ([], "invalid_metadata_format"),
        ({}, "invalid_metadata_schema"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": 1, "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": []}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"text": "x" * 8000}}, "metadata_too_large"),
    ],
)
async def test_metadata_has_an_event_type_and_a_payload_of_some_size(workspace, server, metadata, name):
    given = metadata if isinstance(metadata, str) else json.dumps(metadata)

    answer = await by_hand(
        workspace, "chat.postMessage", data={"channel": "general", "text": "Hello", "metadata": given}
    )

    assert answer["error"] == name
    assert workspace.posts() == []


async def test_an_ephemeral_message_is_for_members_of_the_channel(workspace, web):
    oskar = workspace.directory.id("oskar")

    assert await error(web.chat_postEphemeral(channel="general", user=oskar, text="Hi")) == "user_not_in_channel"
    assert await error(web.chat_postEphemeral(channel="general", user="U0NOBODY", text="Hi")) == "user_not_found"


async def test_an_app_changes_its_own_messages_only(workspace, web):
    message = await workspace.say("ana", "general", "Mine")
    where = {"channel": message.channel, "ts": message.ts}

    assert await error(web.chat_update(**where, text="Yours")) == "cant_update_message"
    assert await error(web.chat_delete(**where)) == "cant_delete_message"
    assert workspace.screen("ana", "general")[0]["text"] == "Mine"


@pytest.mark.parametrize("method", ["chat_update", "chat_delete"])
async def test_a_message_is_changed_by_its_channel_s_id_and_its_timestamp(workspace, web, method):
    post = await web.chat_postMessage(channel=workspace.directory.id("mei"), text="Hello")
    general = workspace.channels.named("general").id
    change = getattr(web, method)
    new = {"text": "New"} if method == "chat_update" else {}

    assert await error(change(channel=workspace.directory.id("mei"), ts=post["ts"], **new)) == "channel_not_found"
    assert await error(change(channel=general, ts=post["ts"], **new)) == "message_not_found"
    assert (await change(channel=post["channel"], ts=post["ts"], **new))["ok"]


async def test_an_ephemeral_message_cannot_be_updated(workspace, web):
    general = workspace.channels.named("general").id
    post = await web.chat_postEphemeral(channel=general, user=workspace.directory.id("mei"), text="Only you")

    assert await error(web.chat_update(channel=general, ts=post["message_ts"], text="All")) == "message_not_found"


async def test_an_update_takes_4_000_characters_and_no_more(web):
    post = await web.chat_postMessage(channel="general", text="Hello")
    where = {"channel": post["channel"], "ts": post["ts"]}

    assert (await web.chat_update(**where, text="x" * 4000))["ok"]
    assert await error(web.chat_update(**where, text="x" * 4001)) == "msg_too_long"


async def test_an_update_without_content_or_with_broken_content_is_refused(web):
    post = await web.chat_postMessage(channel="general", text="Hello", blocks=[SECTION])
    where = {"channel": post["channel"], "ts": post["ts"]}

    assert await error(web.api_call("chat.update", json=where)) == "no_text"
    assert await error(web.chat_update(**where, text="x", blocks=[{"type": "glitter"}])) == "invalid_blocks"
    assert await error(web.chat_update(**where, text="x", metadata={"event_type": "x"})) == "invalid_metadata_schema"


async def test_a_permalink_to_nothing_is_refused(workspace, web):
    general = workspace.channels.named("general").id

    assert await error(web.chat_getPermalink(channel=general, message_ts="1.0")) == "message_not_found"
    assert await error(web.chat_getPermalink(channel="C0NOWHERE", message_ts="1.0")) == "channel_not_found"
