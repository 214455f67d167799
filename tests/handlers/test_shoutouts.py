"""Thanking in public, as people do it."""

from bot.domain.ids import UserId
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
