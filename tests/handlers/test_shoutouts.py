"""Thanking in public, as people do it."""

from dataclasses import replace
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.domain.deliveries import State
from bot.domain.ids import UserId
from handlers.shoutouts import follow
from tests.fanfare import Fanfare


async def test_a_shoutout_is_posted_where_everybody_sees_it_and_each_receiver_is_told(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("tom", "/shoutout @mei and @sam for a calm launch night #craft")

    assert reply.acked
    [post] = await fanfare.posts("kudos")
    assert f"<@{fanfare.id('mei')}> and <@{fanfare.id('sam')}>: a calm launch night" in post["text"]
    assert "Craft" in post["text"]
    for receiver in ("mei", "sam"):
        [told] = await fanfare.posts(person=receiver)
        assert "first shout-out" in told["text"]


async def test_the_second_thanks_count_two_and_nobody_else_s_are_counted(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/shoutout @mei for the first good thing")
    await fanfare.workspace.command("sam", "/shoutout @mei for the second good thing")

    assert "thanked 2 times" in (await fanfare.posts(person="mei", count=2))[-1]["text"]


async def test_the_form_thanks_too_and_an_error_marks_its_field(fanfare: Fanfare) -> None:
    await fanfare.workspace.shortcut("tom", "shoutout")
    reply = await fanfare.workspace.submit("tom", {"receivers": [fanfare.id("tom")], "reason": "being so modest"})
    assert "somebody else" in (reply.errors or {})["receivers"]

    await fanfare.workspace.submit("tom", {"receivers": [fanfare.id("noor")], "reason": "drawing all night"})

    assert "drawing all night" in (await fanfare.posts("kudos"))[0]["text"]
    assert fanfare.workspace.modal("tom") is None


async def test_a_message_can_be_what_one_is_thanked_for(fanfare: Fanfare) -> None:
    message = await fanfare.workspace.say("jonas", "general", "The brake test passed, all 400 of them")
    await fanfare.workspace.message_shortcut("grace", "shoutout_for_message", "general", message.ts)
    await fanfare.workspace.submit("grace", {"reason": "patience beyond measure"})

    [post] = await fanfare.posts("kudos")
    assert f"<@{fanfare.id('jonas')}>" in post["text"]
    assert "all 400 of them" in post["text"]


async def test_words_that_cannot_be_a_shoutout_get_a_sentence_and_post_nothing(fanfare: Fanfare) -> None:
    wrong = {
        "/shoutout thanks everybody for everything": "Name at least one person",
        "/shoutout @tom for being so wonderful": "somebody else",
        "/shoutout @ruth for all those years of books": "people who work here now",
        "/shoutout @kenji for parts that are always on time": "and not to Kenji Mori",
        "/shoutout @mei for it": "at least 10 characters",
        "/shoutout @mei for a calm launch night #speed": "none of our values",
        "/shoutout @leads for leading us so well": "one by one",
    }
    for line, sentence in wrong.items():
        reply = await fanfare.workspace.command("tom", line)
        assert sentence in str(reply.body), line
    await fanfare.idle()
    assert fanfare.workspace.posts() == []


async def test_thanks_can_be_taken_back_for_ten_minutes_by_the_giver(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night", channel="general")
    await fanfare.posts("kudos")
    await fanfare.posts(person="mei")

    await fanfare.workspace.click("tom", "shoutout_undo", channel="general")

    await fanfare.workspace.until(lambda: not fanfare.workspace.posts("kudos"))
    await fanfare.workspace.until(lambda: not fanfare.workspace.posts(person="mei"))
    assert await fanfare.stored(lambda store: store.shoutouts.count_received(UserId(fanfare.id("mei")))) == 0


async def test_after_ten_minutes_thanks_stay(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night", channel="general")
    await fanfare.posts("kudos")
    await fanfare.workspace.advance(minutes=11)

    await fanfare.workspace.click("tom", "shoutout_undo", channel="general")

    await fanfare.whisper("tom", "general", "ten minutes are over")
    assert len(fanfare.workspace.posts("kudos")) == 1


async def test_a_guest_is_told_that_fanfare_is_for_members(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("oskar", "/shoutout @mei for a calm launch night", channel="sales")

    assert "for members" in str(reply.body)


async def test_what_a_person_writes_can_neither_mention_nor_link(fanfare: Fanfare) -> None:
    await fanfare.workspace.shortcut("tom", "shoutout")
    nasty = "<!channel> see <https://evil.example|this> & more"
    await fanfare.workspace.submit("tom", {"receivers": [fanfare.id("mei")], "reason": nasty})

    [post] = await fanfare.posts("kudos")
    assert "<!channel>" not in str(post["blocks"]) + post["text"]
    assert "&lt;!channel&gt;" in post["text"]


# Where it may be seen


def channel_field(fanfare: Fanfare, person: str) -> dict[str, Any]:
    view = fanfare.workspace.modal(person)
    assert view is not None
    [block] = [block for block in view["blocks"] if block.get("block_id") == "channel"]
    element: dict[str, Any] = block["element"]
    return element


async def test_the_form_names_no_channel_but_lets_people_choose_among_their_own(fanfare: Fanfare) -> None:
    await fanfare.workspace.shortcut("tom", "shoutout")

    element = channel_field(fanfare, "tom")
    assert element["type"] == "conversations_select"
    assert element["initial_conversation"] == fanfare.channel("kudos")
    assert "leadership" not in str(fanfare.workspace.modal("tom"))


async def test_a_private_channel_can_be_chosen_only_in_a_form_that_was_opened_there(fanfare: Fanfare) -> None:
    filled = {
        "receivers": [fanfare.id("mei")],
        "reason": "a calm launch night",
        "channel": fanfare.channel("leadership"),
    }
    await fanfare.workspace.shortcut("tom", "shoutout")
    reply = await fanfare.workspace.submit("tom", filled)
    assert "This channel is private" in (reply.errors or {})["channel"]
    await fanfare.idle()
    assert fanfare.workspace.posts("leadership") == []

    await fanfare.workspace.command("viktor", "/shoutout", channel="leadership")
    await fanfare.workspace.submit("viktor", filled)

    [post] = await fanfare.posts("leadership")
    assert "a calm launch night" in post["text"]


async def test_thanks_typed_in_a_private_channel_for_here_stay_there(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("viktor", "/shoutout here @mei for a calm launch night", channel="leadership")

    await fanfare.posts("leadership")
    await fanfare.idle()
    assert fanfare.workspace.posts("kudos") == []


async def test_a_channel_that_the_bot_does_not_know_marks_its_field(fanfare: Fanfare) -> None:
    await fanfare.workspace.shortcut("tom", "shoutout")
    filled = {"receivers": [fanfare.id("mei")], "reason": "a calm launch night"}
    secret = fanfare.workspace.channels.create("secret", fanfare.id("tom"), [fanfare.id("tom")], private=True)

    reply = await fanfare.workspace.submit("tom", {**filled, "channel": secret.id})

    assert "/invite @Fanfare" in (reply.errors or {})["channel"]


# What is quoted, and how


async def test_what_was_said_in_private_is_not_quoted(fanfare: Fanfare) -> None:
    message = await fanfare.workspace.say("viktor", "leadership", "We close the Lyon shop in May, tell nobody")
    await fanfare.workspace.message_shortcut("ana", "shoutout_for_message", "leadership", message.ts)
    assert "not quoted" in str(fanfare.workspace.modal("ana"))
    assert "Lyon" not in str(fanfare.workspace.modal("ana"))

    await fanfare.workspace.submit("ana", {"reason": "being so clear with us"})

    [post] = await fanfare.posts("kudos")
    assert f"<@{fanfare.id('viktor')}>" in post["text"]
    assert "Lyon" not in post["text"] + str(post["blocks"])


async def test_a_message_of_nobody_opens_a_form_without_a_receiver(fanfare: Fanfare) -> None:
    """A message of Slack's own, or the place of a deleted one, has no user."""
    team = fanfare.workspace.app.team
    body = {
        "type": "message_action",
        "callback_id": "shoutout_for_message",
        "user": {"id": fanfare.id("tom"), "team_id": team},
        "team": {"id": team},
        "trigger_id": fanfare.workspace.triggers.give(fanfare.id("tom")),
        "channel": {"id": fanfare.channel("general")},
        "message": {"type": "message", "subtype": "tombstone", "text": "This message was deleted.", "ts": "1.1"},
    }
    await fanfare.bot.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))

    view = fanfare.workspace.modal("tom")
    assert view is not None
    assert "initial_users" not in str(view)
    assert "This message was deleted." in str(view)


async def test_people_named_in_the_reason_stand_there_by_name(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/shoutout @mei for helping @sam in #general with a < b & c")

    [post] = await fanfare.posts("kudos")
    for shown in (post["text"], str(post["blocks"])):
        assert "helping @Sam Okafor in #general with a &lt; b &amp; c" in shown
        assert f"<@{fanfare.id('sam')}>" not in shown


# Thanks that do not arrive


async def test_the_giver_hears_that_the_thanks_did_not_reach_the_channel_and_why(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="restricted_action", times=2)
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")

    [told] = await fanfare.posts(person="tom")

    where = fanfare.channel("kudos")
    assert f"did not reach <#{where}>: only certain people may post in this channel." in told["text"]


async def test_the_giver_hears_when_nobody_knows_whether_the_thanks_arrived(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after", times=2)
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")

    assert "I do not know whether your thanks" in (await fanfare.posts(person="tom"))[0]["text"]


async def test_the_giver_is_not_told_of_a_word_to_a_receiver_that_did_not_arrive(fanfare: Fanfare) -> None:
    """It is in the channel; that it should also be in somebody's messages is a courtesy."""
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")
    [delivery] = [
        one
        for one in await fanfare.stored(lambda store: store.deliveries.in_state(State))
        if one.plan.recipient == fanfare.id("mei")
    ]

    await fanfare.stored(lambda store: follow(store, replace(delivery, state=State.FAILED, reason="cannot_dm_bot")))

    await fanfare.idle()
    assert fanfare.workspace.posts(person="tom") == []
