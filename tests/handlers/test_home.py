"""Home and help: what each person finds there."""

from tests.fanfare import Fanfare


async def opened(fanfare: Fanfare, person: str) -> str:
    await fanfare.workspace.open_home(person)
    return str(await fanfare.workspace.until(lambda: fanfare.workspace.home(person)))


async def test_home_greets_by_name_and_shows_one_s_own_thanks(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")
    await fanfare.idle()

    home = await opened(fanfare, "mei")

    assert "Hello Mei Tanaka" in home
    assert "thanked once" in home
    assert "a calm launch night" in home


async def test_somebody_new_to_it_is_offered_a_first_step(fanfare: Fanfare) -> None:
    assert "Would you like to begin?" in await opened(fanfare, "noor")


async def test_the_button_in_home_opens_the_form(fanfare: Fanfare) -> None:
    await opened(fanfare, "noor")

    await fanfare.workspace.click("noor", "home_shoutout", home=True)

    assert "Give a shout-out" in str(fanfare.workspace.modal("noor"))


async def test_hr_sees_what_did_not_arrive_and_others_do_not(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="restricted_action", times=2)
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")
    await fanfare.idle()

    assert "did not arrive" in await opened(fanfare, "priya")
    assert "did not arrive" not in await opened(fanfare, "tom")


async def test_a_guest_s_home_says_that_they_may_read_along(fanfare: Fanfare) -> None:
    assert "welcome to read along" in await opened(fanfare, "oskar")


async def test_hr_reads_whose_post_is_lost_and_whose_is_only_in_doubt(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after", times=1)
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="restricted_action", times=1)
    await fanfare.workspace.command("tom", "/shoutout @mei for a calm launch night")
    await fanfare.idle()

    home = await opened(fanfare, "priya")

    assert "One post did not arrive" in home
    assert "One post may or may not be there" in home
    assert f"by <@{fanfare.id('tom')}>" in home


async def test_an_admin_without_the_role_is_told_how_to_get_it(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("ana", "/announce")

    assert "give yourself that role" in str(reply.body)


async def test_help_lists_what_one_may_do(fanfare: Fanfare) -> None:
    hr = await fanfare.workspace.command("priya", "/fanfare")
    employee = await fanfare.workspace.command("tom", "/fanfare help")

    assert "/announce" in str(hr.body)
    assert "/announce" not in str(employee.body)


async def test_a_word_that_is_not_known_is_answered_with_what_is(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("tom", "/fanfare <make> tea")

    assert "I do not know “&lt;make&gt; tea”" in str(reply.body)
    assert "/shoutout" in str(reply.body)


async def test_a_button_that_nothing_answers_any_more_says_so(fanfare: Fanfare) -> None:
    old = [
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "x", "text": {"type": "plain_text", "text": "Old"}}],
        }
    ]
    await fanfare.bot.client.chat_postMessage(channel=fanfare.channel("general"), text="old", blocks=old)

    reply = await fanfare.workspace.click("tom", "x", channel="general")

    assert reply.acked
    await fanfare.whisper("tom", "general", "earlier version")
