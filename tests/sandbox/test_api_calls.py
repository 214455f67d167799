"""A call of the Web API as such: how its arguments may be sent, whose token it needs, and what it may do."""

import itertools
import json
from typing import Any

import pytest

from sandbox.api import METHODS, answer
from sandbox.manifest import Manifest
from tests.sandbox.calling import by_hand, client_of, error, refused
from tests.sandbox.forms import SECTION

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
JSON = {"Content-Type": "application/json; charset=utf-8"}


async def test_arguments_may_come_as_a_form_as_json_or_in_the_address(workspace, server):
    channel = workspace.channels.named("general").id
    arguments = {"channel": channel, "text": "Hello"}

    answers = [
        await by_hand(workspace, "chat.postMessage", data=arguments),
        await by_hand(workspace, "chat.postMessage", json=arguments),
        await by_hand(workspace, "chat.postMessage", params=arguments),
        await by_hand(workspace, "chat.postMessage", params=arguments, verb="GET"),
    ]

    assert [answer["ok"] for answer in answers] == [True] * 4
    assert [post["text"] for post in workspace.posts("general")] == ["Hello"] * 4


async def test_arguments_may_come_as_parts_of_a_multipart_form(workspace, server):
    arguments = b'--x\r\nContent-Disposition: form-data; name="channel"\r\n\r\ngeneral\r\n--x\r\n'
    arguments += b'Content-Disposition: form-data; name="text"\r\n\r\nHello\r\n--x--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = await by_hand(workspace, "chat.postMessage", data=arguments, headers=headers)

    assert answer["message"]["text"] == "Hello"


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "array"])
async def test_blocks_may_be_a_text_of_json_in_a_form_and_in_json(workspace, server, as_text):
    arguments = {"channel": "general", "blocks": json.dumps([SECTION]) if as_text else [SECTION]}

    answer = await by_hand(workspace, "chat.postMessage", json=arguments)

    assert answer["message"]["blocks"][0]["text"] == SECTION["text"]


async def test_the_token_may_come_in_the_header_or_among_the_arguments(workspace, server):
    token = workspace.app.bot_token

    for request in ({"data": {"token": token}}, {"params": {"token": token}}, {"json": {"token": token}}):
        answer = await by_hand(workspace, "auth.test", token="", **request)
        assert answer["user_id"] == workspace.app.bot_user

    assert token not in json.dumps([entry.as_json() for entry in workspace.log])


@pytest.mark.parametrize(
    ("body", "name"),
    [(b"{", "invalid_json"), (b'"text"', "json_not_object"), (b"[]", "json_not_object"), (b"\xff", "invalid_json")],
)
async def test_a_body_that_is_no_json_object_is_refused(workspace, server, body, name):
    answer = await by_hand(workspace, "chat.postMessage", data=body, headers=JSON)

    assert answer == {"ok": False, "error": name}


async def test_json_too_deep_to_be_read_is_refused(workspace, server):
    answer = await by_hand(workspace, "chat.postMessage", data=b"[" * 100_000, headers=JSON)

    assert answer == {"ok": False, "error": "invalid_json"}


async def test_a_broken_multipart_form_is_refused(workspace, server):
    headers = {"Content-Type": "multipart/form-data"}

    answer = await by_hand(workspace, "chat.postMessage", data=b"--x", headers=headers)

    assert answer == {"ok": False, "error": "invalid_form_data"}


@pytest.mark.parametrize("name", ["chat.shout", "chat", "chat.postmessage", "conversations.archive"])
async def test_a_method_that_is_not_there_is_unknown(web, name):
    answer = await refused(web.api_call(name))

    assert answer == {"ok": False, "error": "unknown_method", "req_method": name}


@pytest.mark.parametrize(
    ("token", "name"),
    [("", "not_authed"), ("xoxb-somebody-else", "invalid_auth"), ("nonsense", "invalid_auth")],
)
async def test_every_method_but_two_wants_the_bot_s_own_token(workspace, server, token, name):
    for method in METHODS:
        answer = await by_hand(workspace, method, token=token, data={"blocks": json.dumps([SECTION])})
        assert answer == ({"ok": True} if METHODS[method].token == "none" else {"ok": False, "error": name}) or (
            method == "api.test"
        ), method


async def test_the_app_s_token_opens_connections_and_nothing_else(workspace, server):
    app, bot = client_of(workspace, workspace.app.app_token), client_of(workspace)

    assert (await app.apps_connections_open(app_token=workspace.app.app_token))["url"].startswith("ws://127.0.0.1:")
    assert await error(app.auth_test()) == "not_allowed_token_type"
    assert await error(app.chat_postMessage(channel="general", text="Hello")) == "not_allowed_token_type"
    assert await error(bot.api_call("apps.connections.open")) == "not_allowed_token_type"


async def test_the_bot_s_scopes_have_no_say_in_opening_connections(workspace, server):
    workspace.app.manifest = Manifest(scopes=frozenset({"chat:write"}))

    answer = await client_of(workspace).apps_connections_open(app_token=workspace.app.app_token)

    assert answer["ok"]


# What each method asks for; methods that are not here need no scope.
SCOPES = {
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history,groups:history,im:history,mpim:history",
    "conversations.info": "channels:read,groups:read,im:read,mpim:read",
    "conversations.join": "channels:join",
    "conversations.list": "channels:read,groups:read,im:read,mpim:read",
    "conversations.members": "channels:read,groups:read,im:read,mpim:read",
    "conversations.open": "im:write,mpim:write",
    "conversations.replies": "channels:history,groups:history,im:history,mpim:history",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "reactions.add": "reactions:write",
    "reactions.get": "reactions:read",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
}
WITHOUT = {"api.test", "auth.test", "apps.connections.open", "blocks.validate", "chat.getPermalink"}
WITHOUT |= {"views.open", "views.push", "views.update", "views.publish"}


def test_every_method_is_known_to_need_a_scope_or_to_need_none():
    assert set(METHODS) == set(SCOPES) | WITHOUT


async def test_a_method_whose_scope_is_missing_says_what_it_needs_and_what_there_is(workspace, web):
    workspace.app.manifest = Manifest(scopes=frozenset({"commands", "app_mentions:read"}))

    for method, needed in SCOPES.items():
        answer = await refused(web.api_call(method))
        assert answer == {
            "ok": False,
            "error": "missing_scope",
            "needed": needed,
            "provided": "app_mentions:read,commands",
        }


@pytest.mark.parametrize(
    ("channel", "method", "scopes", "needed"),
    [
        ("leadership", "conversations.info", {"channels:read"}, "groups:read"),
        ("general", "conversations.members", {"groups:read", "im:read"}, "channels:read"),
        ("leadership", "conversations.history", {"channels:history"}, "groups:history"),
        ("general", "conversations.replies", {"groups:history"}, "channels:history"),
    ],
)
async def test_each_kind_of_conversation_has_its_own_scopes(workspace, web, channel, method, scopes, needed):
    workspace.app.manifest = Manifest(scopes=frozenset(scopes))
    message = await workspace.say("ana", channel, "Hello")

    answer = await refused(web.api_call(method, params={"channel": message.channel, "ts": message.ts}))

    assert (answer["error"], answer["needed"]) == ("missing_scope", needed)


async def test_the_scopes_stand_in_the_answer_s_head(workspace, web):
    workspace.app.manifest = Manifest(scopes=frozenset({"commands", "chat:write"}))

    answer = await web.auth_test()

    assert answer.headers["x-oauth-scopes"] == "chat:write,commands"


NONSENSE: list[Any] = [
    "",
    "nonsense",
    "[]",
    "[1]",
    '{"a": 1}',
    "null",
    7,
    [],
    {},
    [[]],
    {"id": []},
    True,
    "\x00",
    "-1",
    "nan",
]
ARGUMENTS = (
    "attachments", "blocks", "bot", "channel", "channel_id", "cursor", "email", "error", "external_id", "file",
    "filename", "files", "hash", "latest", "length", "limit", "markdown_text", "message", "message_ts",
    "metadata", "name", "oldest", "team", "text", "thread_ts", "timestamp", "trigger_id", "ts", "types", "user",
    "user_id", "usergroup", "users", "view", "view_id",
)  # fmt: skip


async def test_nothing_that_is_sent_makes_a_method_fall_over(workspace, web):
    """Whatever comes, the answer is ``ok`` or Slack's name for what is wrong with it."""
    post = await web.chat_postMessage(channel="general", text="Hello")
    right = {"channel": post["channel"], "ts": post["ts"], "message_ts": post["ts"], "timestamp": post["ts"]}
    right |= {"user": workspace.directory.id("ana"), "user_id": workspace.directory.id("ana"), "length": 1}

    for method, name, value in itertools.product(METHODS, ARGUMENTS, NONSENSE):
        token = workspace.app.app_token if METHODS[method].token == "app" else workspace.app.bot_token
        given = answer(workspace, method, token, {"text": "Hello", **right, name: value})
        assert given["ok"] is True or isinstance(given["error"], str), (method, name, value)
        json.dumps(given)
