"""The chat methods when all is well: post, postEphemeral, update, delete, getPermalink."""

import re

import pytest

from tests.sandbox.block_samples import plain
from tests.sandbox.forms import SECTION

DELIVERY = {"event_type": "delivery", "event_payload": {"id": "7"}}


async def test_a_post_is_answered_with_the_message_as_slack_keeps_it(workspace, web):
    channel = workspace.channels.named("general").id

    answer = await web.chat_postMessage(channel=channel, text="Hello")

    assert answer["channel"] == channel
    assert re.fullmatch(r"\d{10}\.\d{6}", answer["ts"])
    assert answer["message"] == {
        "type": "message",
        "user": workspace.app.bot_user,
        "bot_id": workspace.app.bot_id,
        "app_id": workspace.app.id,
        "bot_profile": {"id": workspace.app.bot_id, "app_id": workspace.app.id, "name": "Your app"},
        "team": workspace.app.team,
        "text": "Hello",
        "ts": answer["ts"],
    }
    assert [post["ts"] for post in workspace.posts()] == [answer["ts"]]


@pytest.mark.parametrize("name", ["general", "#general"])
async def test_a_channel_may_be_called_by_its_name(workspace, web, name):
    answer = await web.chat_postMessage(channel=name, text="Hello")

    assert answer["channel"] == workspace.channels.named("general").id


async def test_a_person_as_channel_opens_the_direct_messages_with_them(workspace, web):
    first = await web.chat_postMessage(channel=workspace.directory.id("mei"), text="Psst")
    again = await web.chat_postMessage(channel=first["channel"], text="Psst!")

    assert first["channel"].startswith("D")
    assert again["channel"] == first["channel"]
    assert [post["text"] for post in workspace.posts(person="mei")] == ["Psst", "Psst!"]
    assert [message["text"] for message in workspace.screen("mei", "app")] == ["Psst", "Psst!"]
    assert workspace.posts("general") == []


async def test_every_message_has_a_timestamp_of_its_own(web):
    stamps = [(await web.chat_postMessage(channel="general", text="Hello"))["ts"] for _ in range(20)]

    assert stamps == sorted(set(stamps))


async def test_blocks_get_the_ids_that_were_left_out(web):
    button = {"type": "button", "text": plain("Go")}
    blocks = [SECTION, {"type": "actions", "elements": [button]}, {"type": "divider", "block_id": "mine"}]

    answer = await web.chat_postMessage(channel="general", text="Hello", blocks=blocks)

    section, actions, divider = answer["message"]["blocks"]
    assert section["block_id"]
    assert actions["elements"][0]["action_id"]
    assert divider["block_id"] == "mine"


async def test_text_is_cut_after_40_000_characters(web):
    exact = await web.chat_postMessage(channel="general", text="x" * 40_000)
    longer = await web.chat_postMessage(channel="general", text="y" * 40_001)

    assert len(exact["message"]["text"]) == 40_000
    assert longer["message"]["text"] == "y" * 40_000


async def test_markdown_text_stands_in_for_text(web):
    answer = await web.chat_postMessage(channel="general", markdown_text="**Hello**")

    assert answer["message"]["text"] == "**Hello**"


async def test_a_thread_holds_its_replies_and_the_channel_only_those_sent_there_too(workspace, web):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    reply = await web.chat_postMessage(channel="general", text="Reply", thread_ts=parent["ts"])
    to_both = await web.chat_postMessage(channel="general", text="Both", thread_ts=parent["ts"], reply_broadcast=True)

    thread = await web.conversations_replies(channel=parent["channel"], ts=parent["ts"])
    history = await web.conversations_history(channel=parent["channel"])

    assert [message["text"] for message in thread["messages"]] == ["Parent", "Reply", "Both"]
    assert [message["text"] for message in history["messages"]] == ["Both", "Parent"]
    assert reply["message"]["thread_ts"] == parent["ts"]
    first = thread["messages"][0]
    assert (first["thread_ts"], first["reply_count"], first["latest_reply"]) == (parent["ts"], 2, to_both["ts"])


async def test_an_answer_to_an_answer_goes_to_the_thread_s_first_message(web):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    reply = await web.chat_postMessage(channel="general", text="Reply", thread_ts=parent["ts"])

    nested = await web.chat_postMessage(channel="general", text="Nested", thread_ts=reply["ts"])

    assert nested["message"]["thread_ts"] == parent["ts"]


async def test_metadata_is_kept_with_the_message(workspace, web):
    answer = await web.chat_postMessage(channel="general", text="Hello", metadata=DELIVERY)

    assert answer["message"]["metadata"] == DELIVERY
    assert workspace.posts()[0]["metadata"] == DELIVERY


@pytest.mark.parametrize(("dedupe", "messages"), [(False, 2), (True, 1)])
async def test_whether_a_repeated_client_msg_id_posts_again_can_be_chosen(workspace, web, dedupe, messages):
    await workspace.switch(client_msg_id_dedupe=dedupe)
    mine = "5f0c9a3e-9d6f-4d3c-8e6e-7a51f24c1ad0"

    first = await web.chat_postMessage(channel="general", text="Hello", client_msg_id=mine)
    again = await web.chat_postMessage(channel="general", text="Hello", client_msg_id=mine)

    assert len(workspace.posts()) == messages
    assert (again["ts"] == first["ts"]) is dedupe


async def test_an_app_may_post_under_another_name_and_icon(web):
    answer = await web.chat_postMessage(channel="general", text="Hi", username="Owl", icon_emoji=":owl:")

    assert answer["message"]["username"] == "Owl"


async def test_an_ephemeral_message_is_seen_by_one_person_and_stands_in_no_history(workspace, web):
    channel, mei = workspace.channels.named("general").id, workspace.directory.id("mei")

    answer = await web.chat_postEphemeral(channel=channel, user=mei, text="Only you")

    assert re.fullmatch(r"\d{10}\.\d{6}", answer["message_ts"])
    assert workspace.screen("mei", "general")[-1]["text"] == "Only you"
    assert workspace.screen("mei", "general")[-1]["is_ephemeral"] is True
    assert workspace.screen("ana", "general") == []
    assert (await web.conversations_history(channel=channel))["messages"] == []
    assert workspace.posts() == []


async def test_an_update_puts_other_content_in_the_message_s_place(workspace, web):
    post = await web.chat_postMessage(channel="general", text="Old")

    answer = await web.chat_update(channel=post["channel"], ts=post["ts"], text="New")

    assert (answer["ts"], answer["channel"], answer["text"]) == (post["ts"], post["channel"], "New")
    assert answer["message"]["text"] == "New"
    assert answer["message"]["edited"]["user"] == workspace.app.bot_user
    assert [message["text"] for message in workspace.posts()] == ["New"]


async def test_an_update_with_text_alone_takes_the_blocks_away(web):
    post = await web.chat_postMessage(channel="general", text="Old", blocks=[SECTION])

    answer = await web.chat_update(channel=post["channel"], ts=post["ts"], text="New")

    assert "blocks" not in answer["message"]


async def test_an_update_with_blocks_does_not_show_as_edited(web):
    post = await web.chat_postMessage(channel="general", text="Old", blocks=[SECTION])

    answer = await web.chat_update(channel=post["channel"], ts=post["ts"], text="New", blocks=[SECTION])

    assert answer["message"]["text"] == "New"
    assert "edited" not in answer["message"]


async def test_what_an_update_does_not_mention_stays(web):
    attachments = [{"text": "Attached"}]
    post = await web.chat_postMessage(
        channel="general", text="Old", blocks=[SECTION], attachments=attachments, metadata=DELIVERY
    )
    where = {"channel": post["channel"], "ts": post["ts"]}

    # Not ``chat_update``: Slack's client would have us give a text each time.
    with_blocks = await web.api_call("chat.update", json={**where, "blocks": [{"type": "divider"}]})
    assert with_blocks["message"]["text"] == "Old"
    assert with_blocks["message"]["attachments"] == attachments
    assert with_blocks["message"]["metadata"] == DELIVERY

    with_attachments = await web.api_call("chat.update", json={**where, "attachments": [{"text": "Other"}]})
    assert [block["type"] for block in with_attachments["message"]["blocks"]] == ["divider"]
    assert with_attachments["message"]["attachments"] == [{"text": "Other"}]

    with_text = await web.chat_update(**where, text="New", attachments=[])
    assert "attachments" not in with_text["message"]


async def test_an_update_changes_metadata_and_an_empty_one_takes_it_away(web):
    post = await web.chat_postMessage(channel="general", text="Old", metadata=DELIVERY)
    where = {"channel": post["channel"], "ts": post["ts"], "text": "New"}
    other = {"event_type": "other", "event_payload": {}}

    assert (await web.chat_update(**where, metadata=other))["message"]["metadata"] == other
    assert "metadata" not in (await web.chat_update(**where, metadata={}))["message"]


async def test_a_deleted_message_is_gone_and_its_replies_stay(workspace, web):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    reply = await web.chat_postMessage(channel="general", text="Reply", thread_ts=parent["ts"])

    answer = await web.chat_delete(channel=parent["channel"], ts=parent["ts"])

    assert (answer["channel"], answer["ts"]) == (parent["channel"], parent["ts"])
    assert [post["ts"] for post in workspace.posts()] == [reply["ts"]]


async def test_a_deleted_reply_no_longer_counts(web):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    reply = await web.chat_postMessage(channel="general", text="Reply", thread_ts=parent["ts"])

    await web.chat_delete(channel=reply["channel"], ts=reply["ts"])

    thread = await web.conversations_replies(channel=parent["channel"], ts=parent["ts"])
    assert [message["text"] for message in thread["messages"]] == ["Parent"]
    assert "reply_count" not in thread["messages"][0]


async def test_a_permalink_names_the_channel_the_message_and_its_thread(web):
    parent = await web.chat_postMessage(channel="general", text="Parent")
    reply = await web.chat_postMessage(channel="general", text="Reply", thread_ts=parent["ts"])
    channel = parent["channel"]

    to_parent = await web.chat_getPermalink(channel=channel, message_ts=parent["ts"])
    to_reply = await web.chat_getPermalink(channel=channel, message_ts=reply["ts"])

    address = f"https://lumen-bikes.slack.com/archives/{channel}/p"
    assert to_parent["permalink"] == address + parent["ts"].replace(".", "")
    assert to_reply["permalink"] == f"{address}{reply['ts'].replace('.', '')}?thread_ts={parent['ts']}&cid={channel}"
