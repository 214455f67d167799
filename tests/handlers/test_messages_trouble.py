"""What does not go as planned: delays, crowds, zones that are given up, charts that Slack refuses, endless input."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.domain.deliveries import State as Sent
from bot.domain.messages import Message, State
from bot.domain.recurrence import EVERY_DAY, Once, Recurrence
from storage import Store
from tests.fanfare import Fanfare
from tests.handlers.announcing import (
    MADRID,
    buttons,
    confirm,
    found,
    in_time,
    ledger,
    look_again,
    modal,
    plan,
    preview,
    settle,
    shown,
    states,
    texts,
)
from tests.handlers.test_goals import set_goal

HOUR = 3600


async def blocked(fanfare: Fanfare, seconds: float, *, times: int = 1) -> None:
    """Let Slack take no posts for so long; it says so to *times* of them, which leave at the same time."""
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=seconds, times=times)


def charts(post: dict[str, Any]) -> list[str]:
    return [block["type"] for block in post["blocks"] if block["type"] == "data_visualization"]


async def keep(message: Message, fanfare: Fanfare) -> None:
    async def write(store: Store) -> None:
        await store.messages.keep(message, fanfare.bot.clock.now())

    await fanfare.stored(write)


async def test_for_now_to_a_group_nothing_is_filed_before_the_clock_ticks(fanfare: Fanfare) -> None:
    fanfare.bot.jobs.stop()
    group = fanfare.workspace.directory.group("people-team")
    message = await plan(fanfare, groups=[group.id], channels=[])

    assert message.state is State.PLANNED
    assert await ledger(fanfare, message) == []
    await fanfare.advance(seconds=1)

    assert await texts(fanfare) == ["We build to last"] * len(group.members)
    assert (await found(fanfare, message.id)).state is State.DONE


async def test_for_now_to_a_channel_does_not_wait_for_the_clock(fanfare: Fanfare) -> None:
    fanfare.bot.jobs.stop()
    await plan(fanfare)

    assert await texts(fanfare, "general") == ["We build to last"]


async def test_what_slack_held_up_for_too_long_is_left_out_and_its_author_told_once(fanfare: Fanfare) -> None:
    channels = [fanfare.channel("general"), fanfare.channel("engineering")]
    message = await plan(fanfare, channels=channels, late="60", **in_time(fanfare, hours=1))
    await blocked(fanfare, 3 * HOUR, times=2)
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")

    await fanfare.advance(hours=3)

    [told] = await texts(fanfare, person="priya")
    assert "“We build to last”" in told
    assert "by now it is too late for it" in told
    assert fanfare.workspace.posts("general") == fanfare.workspace.posts("engineering") == []
    assert set(states(await ledger(fanfare, message))) == {(Sent.SKIPPED, "nothing_to_say")}


async def test_what_slack_held_up_within_its_window_is_sent(fanfare: Fanfare) -> None:
    message = await plan(fanfare, late="60", **in_time(fanfare, hours=1))
    await blocked(fanfare, HOUR / 2)
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")

    await fanfare.advance(minutes=40)

    assert await texts(fanfare) == ["We build to last"]


async def test_a_zone_that_is_given_up_pauses_its_message_and_stops_no_other(fanfare: Fanfare) -> None:
    lost = await plan(fanfare, text="First", **in_time(fanfare, hours=1))
    await plan(fanfare, text="Second", **in_time(fanfare, hours=2))
    gone = Recurrence(time(9), "Europe/Gone", EVERY_DAY)
    await keep(replace(lost, schedule=gone), fanfare)
    await fanfare.workspace.command("priya", "/announce list")
    assert "First" in shown(fanfare)
    await fanfare.workspace.close("priya")

    await fanfare.advance(hours=3)

    assert await texts(fanfare, "general") == ["Second"]
    [told] = await texts(fanfare, person="priya")
    assert "“First” is paused" in told
    assert "Europe/Gone" in told
    assert (await found(fanfare, lost.id)).state is State.PAUSED


async def test_what_was_paused_for_its_zone_goes_on_with_another(fanfare: Fanfare) -> None:
    lost = await plan(fanfare, **in_time(fanfare, hours=1))
    await keep(replace(lost, state=State.PAUSED, next=None, schedule=_gone(lost)), fanfare)
    await fanfare.workspace.command("priya", "/announce list")
    assert "cannot be worked out any more" in shown(fanfare)
    assert "message_resume" not in buttons(fanfare)

    await fanfare.workspace.click("priya", "message_edit")
    await fanfare.workspace.submit("priya", {"zone": MADRID})
    await confirm(fanfare)
    await fanfare.workspace.command("priya", "/announce list")
    await fanfare.workspace.click("priya", "message_resume")
    await fanfare.advance(hours=1)

    assert await texts(fanfare) == ["We build to last"]


def _gone(message: Message) -> Once:
    assert isinstance(message.schedule, Once)
    return replace(message.schedule, zone="Europe/Gone")


async def test_a_chart_that_slack_refuses_is_left_out_and_nobody_bothered(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, channel=None)
    await settle(fanfare)
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks")
    message = await plan(fanfare, kind="goal", goal=goal.id, text="Nearly there!")

    await settle(fanfare)

    [post] = fanfare.workspace.posts("general")
    assert charts(post) == []
    assert post["text"].startswith("Nearly there!\nSell bikes to schools: 0 of 100")
    assert fanfare.workspace.posts(person="priya") == []
    assert set(states(await ledger(fanfare, message))) == {(Sent.SKIPPED, "sent_again_without_chart"), (Sent.SENT, "")}


async def test_a_goal_message_that_is_refused_without_its_chart_too_is_told(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, channel=None)
    await settle(fanfare)
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks", times=2)
    await plan(fanfare, kind="goal", goal=goal.id, text="Nearly there!")

    [told] = await texts(fanfare, person="priya")
    assert "“Nearly there!” did not reach <#" in told
    assert fanfare.workspace.posts("general") == []


async def test_a_look_at_a_goal_message_comes_without_the_chart_that_slack_refuses(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, channel=None)
    await settle(fanfare)
    await preview(fanfare, kind="goal", goal=goal.id, text="Nearly there!")
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks")

    await fanfare.workspace.click("priya", "message_trial")
    await settle(fanfare)

    [post] = fanfare.workspace.posts(person="priya")
    assert post["text"].startswith("Only you get this one")
    assert charts(post) == []


async def test_a_brand_message_that_is_refused_is_not_sent_again(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks")
    message = await plan(fanfare)
    await settle(fanfare)

    assert states(await ledger(fanfare, message)) == [(Sent.FAILED, "invalid_blocks")]


async def test_more_words_after_the_command_than_a_form_holds_are_refused_with_a_sentence(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("priya", "/announce " + "x" * 3200)

    assert "This is 3200 characters long. Please shorten it to 2500" in str(reply.body)
    assert fanfare.workspace.modal("priya") is None


async def test_who_may_not_announce_hears_that_first_however_much_they_type(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("tom", "/announce " + "x" * 3200)

    assert "This is for HR" in str(reply.body)


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("9999-12-31", "The year 9999 is too far away"),
        ("2099-01-01", "within the next five years"),
        ("0001-01-01", "is over"),
    ],
)
async def test_a_day_out_of_reach_is_refused_on_its_field(fanfare: Fanfare, date: str, sentence: str) -> None:
    for zone, at in (("America/New_York", "23:59"), ("Asia/Tokyo", "00:00")):
        reply = await preview(fanfare, when="once", date=date, time=at, zone=zone)

        assert sentence in (reply.errors or {})["date"]
        await fanfare.workspace.close("priya", whole_stack=True)


async def test_the_longest_goal_message_keeps_its_words_and_cuts_the_goal(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, title="Sell & send " * 12, channel=None)
    words, link = "We build to last. " * 138, f"https://lumen.example/{'x' * 1900}"
    picture: dict[str, Any] = {"image": "https://lumen.example/bike.png", "alt": "A bike " * 40}
    await plan(fanfare, kind="goal", goal=goal.id, text=words.strip(), link=link, **picture)

    [text] = await texts(fanfare, "general")
    assert len(text) < 3000
    assert text.startswith(words.strip())
    assert "Image: A bike" in text
    assert "lumen.example/xxx" in text


async def test_a_goal_message_of_usual_length_is_said_whole(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, channel=None)
    await plan(fanfare, kind="goal", goal=goal.id, text="Nearly there!", link="https://lumen.example/values")

    [text] = await texts(fanfare, "general")
    assert f"Owner: <@{fanfare.id('grace')}>\n<https://lumen.example/values>" in text


async def test_the_longest_names_and_texts_open_every_form(fanfare: Fanfare) -> None:
    """Slack refuses a view with one text that is too long."""
    channel = fanfare.workspace.channels.named("general")
    channel.name = "g" * 80
    await look_again(fanfare)
    goal = await set_goal(fanfare, title="&" * 150, unit="%" * 30, channel=channel.id)
    most: dict[str, Any] = {"link": f"https://lumen.example/{'&x' * 300}", "alt": "&" * 300, "text": "&" * 2500}
    most |= {"image": f"https://lumen.example/{'x' * 1900}"}
    await plan(fanfare, kind="goal", goal=goal.id, channels=[channel.id], **most, **in_time(fanfare, hours=1))

    await fanfare.workspace.command("priya", "/announce list")
    assert "message_edit" in buttons(fanfare)
    await fanfare.workspace.click("priya", "message_edit")

    assert modal(fanfare)["callback_id"] == "message_form"


async def test_somebody_in_no_group_any_more_does_not_get_what_waits(fanfare: Fanfare) -> None:
    group = fanfare.workspace.directory.group("people-team")
    message = await plan(fanfare, groups=[group.id], channels=[], **in_time(fanfare, hours=1))
    await blocked(fanfare, 60, times=len(group.members))
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")
    group.members.remove(fanfare.id("lucia"))
    await look_again(fanfare)

    await fanfare.advance(minutes=2)
    await settle(fanfare)

    assert [len(fanfare.workspace.posts(person=one)) for one in ("lucia", "priya")] == [0, 1]
