"""The conversations methods: which channels there are, who is in them, what was said."""

import base64

import pytest

from sandbox.manifest import Manifest
from tests.sandbox.calling import by_hand, error

DELIVERY = {"event_type": "delivery", "event_payload": {"id": "7"}}


def texts(answer):
    return [message["text"] for message in answer["messages"]]


async def test_the_list_has_public_channels_and_private_ones_that_the_app_is_in(workspace, web):
    public = await web.conversations_list()
    both = await web.conversations_list(types="public_channel,private_channel")
    await workspace.leave("app", "leadership")
    outside = await web.conversations_list(types="private_channel")

    assert [channel["name"] for channel in public["channels"]] == [
        "general",
        "kudos",
        "engineering",
        "sales",
        "hikari-parts",
    ]
    assert "leadership" in [channel["name"] for channel in both["channels"]]
    assert outside["channels"] == []


async def test_direct_messages_are_listed_if_the_app_is_in_them(workspace, web):
    await workspace.say("ana", "@tom", "Between us")
    opened = await web.conversations_open(users=workspace.directory.id("mei"))

    listed = await web.conversations_list(types="im")

    assert [(one["id"], one["user"]) for one in listed["channels"]] == [
        (opened["channel"]["id"], workspace.directory.id("mei"))
    ]


async def test_an_archived_channel_is_listed_unless_it_is_not_wanted(workspace, web):
    await workspace.archive("kudos")

    everything = await web.conversations_list()
    living = await web.conversations_list(exclude_archived=True)

    assert [one["name"] for one in everything["channels"] if one["is_archived"]] == ["kudos"]
    assert "kudos" not in [one["name"] for one in living["channels"]]


async def test_a_list_comes_in_pages(web):
    pages = [page["channels"] async for page in await web.conversations_list(limit=2)]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({channel["id"] for page in pages for channel in page}) == 5


@pytest.mark.parametrize("cursor", ["nonsense", "bmV4dDo=", base64.b64encode(b"next:-1").decode(), "ä"])
async def test_a_cursor_that_nobody_gave_is_refused(web, cursor):
    assert await error(web.conversations_list(cursor=cursor)) == "invalid_cursor"
    assert await error(web.users_list(cursor=cursor)) == "invalid_cursor"


async def test_a_cursor_is_good_for_its_own_method_only(workspace, web):
    page = await web.conversations_list(limit=1)
    general = workspace.channels.named("general").id
    cursor = page["response_metadata"]["next_cursor"]

    assert await error(web.conversations_history(channel=general, cursor=cursor)) == "invalid_cursor"


@pytest.mark.parametrize("limit", ["many", "-1"])
async def test_a_limit_is_a_number_from_one_on(web, limit):
    assert await error(web.api_call("conversations.list", params={"limit": limit})) == "invalid_arguments"


async def test_kinds_of_conversation_that_are_not_there_are_refused(web):
    assert await error(web.conversations_list(types="public_channel,secret")) == "invalid_types"


async def test_info_tells_what_a_channel_is(workspace, web):
    leadership = workspace.channels.named("leadership")

    shared = await web.conversations_info(channel=workspace.channels.named("hikari-parts").id)
    private = await web.conversations_info(channel=leadership.id, include_num_members=True)

    assert (shared["channel"]["is_ext_shared"], shared["channel"]["is_private"]) == (True, False)
    assert shared["channel"]["is_member"] is False
    assert (private["channel"]["is_private"], private["channel"]["is_member"]) == (True, True)
    assert private["channel"]["num_members"] == len(leadership.members) == 4
    assert private["channel"]["purpose"]["value"] == "The plan before it is public"


async def test_members_come_in_pages_and_the_app_s_bot_is_one_of_them(workspace, web):
    general = workspace.channels.named("general")

    found = [
        member
        async for page in await web.conversations_members(channel=general.id, limit=5)
        for member in page["members"]
    ]

    assert found == general.members
    assert workspace.app.bot_user in found
    assert workspace.directory.id("oskar") not in found


@pytest.mark.parametrize("method", ["info", "members", "history", "replies", "join"])
async def test_a_channel_that_is_not_there_is_not_found(web, method):
    call = web.api_call(f"conversations.{method}", params={"channel": "C0NOWHERE", "ts": "1.0"})

    assert await error(call) == "channel_not_found"


@pytest.mark.parametrize("method", ["info", "members", "history", "replies", "join"])
async def test_a_private_channel_without_the_app_is_not_found_either(workspace, web, method):
    leadership = workspace.channels.named("leadership").id
    await workspace.leave("app", "leadership")
    call = web.api_call(f"conversations.{method}", params={"channel": leadership, "ts": "1.0"})

    assert await error(call) == "channel_not_found"


async def test_direct_messages_are_opened_once(workspace, web):
    mei = workspace.directory.id("mei")

    first = await web.conversations_open(users=[mei], return_im=True)
    again = await web.conversations_open(users=mei)
    by_channel = await web.conversations_open(channel=first["channel"]["id"])

    assert (first["channel"]["is_im"], first["channel"]["user"]) == (True, mei)
    assert "already_open" not in first.data
    assert again["already_open"] is by_channel["already_open"] is True
    assert {answer["channel"]["id"] for answer in (first, again, by_channel)} == {first["channel"]["id"]}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        (["nobody"], "user_not_found"),
        (["ruth"], "user_disabled"),
        (["kenji"], "user_not_visible"),
        (["slackbot"], "cannot_dm_bot"),
        (["mei", "tom"], "invalid_user_combination"),
        ([], "users_list_not_supplied"),
    ],
)
async def test_direct_messages_need_one_person_who_is_there(workspace, web, who, name):
    users = [workspace.directory.id(one) if one != "nobody" else one for one in who]

    assert await error(web.api_call("conversations.open", json={"users": ",".join(users)})) == name


async def test_direct_messages_need_their_scope(workspace, web):
    workspace.app.manifest = Manifest(scopes=frozenset({"mpim:write"}))

    assert await error(web.conversations_open(users=workspace.directory.id("mei"))) == "missing_scope"


async def test_the_app_joins_a_public_channel_and_is_told_if_it_was_there(workspace, web):
    sales = workspace.channels.named("sales").id

    first = await web.conversations_join(channel=sales)
    again = await web.conversations_join(channel=sales)

    assert first["channel"]["is_member"] is True
    assert workspace.app.bot_user in workspace.channels.named("sales").members
    assert "warning" not in first.data
    assert again["warning"] == "already_in_channel"


async def test_the_app_joins_neither_archived_nor_private_channels(workspace, web):
    await workspace.archive("sales")
    leadership = workspace.channels.named("leadership").id

    assert await error(web.conversations_join(channel=workspace.channels.named("sales").id)) == "is_archived"
    assert await error(web.conversations_join(channel=leadership)) == "method_not_supported_for_channel_type"


async def test_history_is_newest_first_and_comes_in_pages(workspace, web):
    for number in range(5):
        await workspace.say("ana", "general", f"{number}")
    general = workspace.channels.named("general").id

    first = await web.conversations_history(channel=general, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await web.conversations_history(channel=general, limit=2, cursor=cursor)
    last = await web.conversations_history(channel=general, limit=2, cursor=second["response_metadata"]["next_cursor"])

    assert (texts(first), first["has_more"]) == (["4", "3"], True)
    assert (texts(second), second["has_more"]) == (["2", "1"], True)
    assert (texts(last), last["has_more"]) == (["0"], False)


async def test_what_is_said_between_two_pages_moves_none_of_them(workspace, web):
    for number in range(4):
        await workspace.say("ana", "general", f"{number}")
    general = workspace.channels.named("general").id

    first = await web.conversations_history(channel=general, limit=2)
    await workspace.say("ana", "general", "meanwhile")
    cursor = first["response_metadata"]["next_cursor"]
    second = await web.conversations_history(channel=general, limit=2, cursor=cursor)

    assert texts(first) + texts(second) == ["3", "2", "1", "0"]


async def test_history_is_cut_at_two_instants_that_belong_to_it_if_wanted(workspace, web):
    stamps = [(await workspace.say("ana", "general", f"{number}")).ts for number in range(5)]
    where = {"channel": workspace.channels.named("general").id, "oldest": stamps[1], "latest": stamps[3]}

    assert texts(await web.conversations_history(**where)) == ["2"]
    assert texts(await web.conversations_history(**where, inclusive=True)) == ["3", "2", "1"]
    assert await error(web.conversations_history(**{**where, "oldest": "yesterday"})) == "invalid_ts_oldest"
    assert await error(web.conversations_history(**{**where, "latest": "today"})) == "invalid_ts_latest"


@pytest.mark.parametrize("where", ["history", "replies"])
async def test_metadata_is_whole_only_if_all_of_it_is_asked_for(web, where):
    post = await web.chat_postMessage(channel="general", text="Hello", metadata=DELIVERY)
    read = web.conversations_history if where == "history" else web.conversations_replies
    asked = {"channel": post["channel"]} | ({"ts": post["ts"]} if where == "replies" else {})

    assert (await read(**asked))["messages"][0]["metadata"] == {"event_type": "delivery"}
    assert (await read(**asked, include_all_metadata=True))["messages"][0]["metadata"] == DELIVERY


@pytest.mark.parametrize("method", ["history", "replies"])
async def test_a_bot_reads_only_where_it_is_a_member(workspace, web, method):
    message = await workspace.say("grace", "sales", "Numbers!")
    call = web.api_call(f"conversations.{method}", params={"channel": message.channel, "ts": message.ts})

    assert await error(call) == "not_in_channel"


async def test_replies_come_in_pages_and_a_reply_leads_to_its_whole_thread(workspace, web):
    parent = await workspace.say("ana", "general", "Parent")
    replies = [await workspace.say("tom", "general", f"{number}", thread_ts=parent.ts) for number in range(3)]
    where = {"channel": parent.channel}

    by_reply = await web.conversations_replies(**where, ts=replies[1].ts)
    pages = [texts(page) async for page in await web.conversations_replies(**where, ts=parent.ts, limit=2)]

    assert texts(by_reply) == ["Parent", "0", "1", "2"]
    assert pages == [["Parent", "0"], ["1", "2"]]


async def test_a_thread_that_is_not_there_is_not_found(workspace, web):
    general = workspace.channels.named("general").id

    assert await error(web.conversations_replies(channel=general, ts="1.0")) == "thread_not_found"


async def test_a_post_can_be_made_to_show_in_history_only_later(workspace, web):
    await workspace.switch(history_seconds=30)
    post = await web.chat_postMessage(channel="general", text="Hello")

    assert texts(await web.conversations_history(channel=post["channel"])) == []
    await workspace.advance(seconds=31)
    assert texts(await web.conversations_history(channel=post["channel"])) == ["Hello"]


async def test_a_page_has_999_messages_at_most(workspace, web):
    for number in range(1001):
        await workspace.say("ana", "general", f"{number}")
    general = workspace.channels.named("general").id

    answer = await by_hand(workspace, "conversations.history", data={"channel": general, "limit": "5000"})

    assert len(answer["messages"]) == 999
