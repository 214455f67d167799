"""What is planned: changed, held back, cancelled, missed, or refused by Slack."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deliveries import State as Sent
from bot.domain.ids import ChannelId
from bot.domain.messages import State, moved_on, step
from handlers.views import messages as views
from tests.fanfare import Fanfare
from tests.handlers.announcing import (
    buttons,
    confirm,
    found,
    in_time,
    ledger,
    local,
    look_again,
    modal,
    plan,
    preview,
    settle,
    shown,
    states,
    texts,
)


async def act(fanfare: Fanfare, button: str, by: str = "priya") -> None:
    """Press a button in the list."""
    await fanfare.workspace.command(by, "/announce list")
    await fanfare.workspace.click(by, button)


async def edit(fanfare: Fanfare, by: str = "priya", **values: Any) -> None:
    await act(fanfare, "message_edit", by)
    reply = await fanfare.workspace.submit(by, values)
    assert (reply.error, reply.errors) == ("", None)
    await confirm(fanfare, by)


async def test_the_list_shows_what_is_planned_the_next_one_first(fanfare: Fanfare) -> None:
    await plan(fanfare, text="*Second* thing", **in_time(fanfare, hours=5))
    await plan(fanfare, by="lucia", text="First thing", **in_time(fanfare, hours=4))
    await plan(fanfare, text="Sent already")

    await fanfare.workspace.command("priya", "/announce list")

    text = shown(fanfare)
    assert text.index("First thing") < text.index("Second thing")
    assert "Sent already" not in text
    assert f"by <@{fanfare.id('lucia')}>" in text
    assert f"{local(fanfare, 'Europe/Madrid', hours=4):%H:%M} (Europe/Madrid)" in text


async def test_a_long_list_has_pages(fanfare: Fanfare) -> None:
    for number in range(21):
        await plan(fanfare, text=f"Number {number:02}", **in_time(fanfare, hours=number + 1))
    await fanfare.workspace.command("priya", "/announce list")
    assert "Number 19" in shown(fanfare)
    assert "Number 20" not in shown(fanfare)

    await fanfare.workspace.click("priya", "message_list_next")
    assert "Number 20" in shown(fanfare)
    assert "Number 19" not in shown(fanfare)

    await fanfare.workspace.click("priya", "message_list_back")
    assert "Number 00" in shown(fanfare)


async def test_what_is_edited_before_it_is_sent_is_sent_as_edited_and_once(fanfare: Fanfare) -> None:
    message = await plan(fanfare, text="We bild to last", **in_time(fanfare, hours=2))

    await edit(fanfare, by="lucia", text="We build to last")
    await fanfare.advance(hours=2)

    assert await texts(fanfare) == ["We build to last"]
    assert (await found(fanfare, message.id)).author == fanfare.id("priya")


async def test_the_form_opens_with_everything_that_was_planned(fanfare: Fanfare) -> None:
    group = fanfare.workspace.directory.group("leads").id
    filled: dict[str, Any] = {
        "link": "https://lumen.example",
        "image": "https://lumen.example/a.png",
        "alt": "A bike",
        "groups": [group],
    }
    filled |= {"people": [fanfare.id("mei")], "when": "weekly", "weekdays": ["1", "4"], "time": "08:15", "late": "60"}
    await plan(fanfare, zone="Asia/Tokyo", **filled)

    await act(fanfare, "message_edit")

    values = modal(fanfare)["state"]["values"]
    held = {block: next(iter(fields.values())) for block, fields in values.items()}
    assert [held[name]["value"] for name in ("text", "link", "image", "alt", "zone")] == [
        "We build to last",
        "https://lumen.example",
        "https://lumen.example/a.png",
        "A bike",
        "Asia/Tokyo",
    ]
    assert held["people"]["selected_users"] == [fanfare.id("mei")]
    assert [one["value"] for one in held["groups"]["selected_options"]] == [group]
    assert [one["value"] for one in held["weekdays"]["selected_options"]] == ["1", "4"]
    assert (held["time"]["selected_time"], held["late"]["selected_option"]["value"]) == ("08:15", "60")


async def test_another_time_takes_the_place_of_the_old_one(fanfare: Fanfare) -> None:
    await plan(fanfare, **in_time(fanfare, hours=2))

    await edit(fanfare, **in_time(fanfare, hours=9))
    await fanfare.advance(hours=3)
    assert await texts(fanfare) == []

    await fanfare.advance(hours=6)
    assert len(await texts(fanfare)) == 1


async def test_two_who_edit_the_same_message_do_not_undo_one_another(fanfare: Fanfare) -> None:
    await plan(fanfare, **in_time(fanfare, hours=2))
    await act(fanfare, "message_edit", by="lucia")
    await edit(fanfare, text="Priya was faster")

    await fanfare.workspace.submit("lucia", {"text": "Lucía was slower"})
    await fanfare.workspace.submit("lucia")

    assert "Somebody else has changed" in (await texts(fanfare, person="lucia"))[0]
    await fanfare.advance(hours=2)
    assert await texts(fanfare, "general") == ["Priya was faster"]


async def test_what_was_sent_meanwhile_is_not_sent_again_by_an_edit(fanfare: Fanfare) -> None:
    await plan(fanfare, **in_time(fanfare, hours=2))
    await act(fanfare, "message_edit")
    await fanfare.advance(hours=2)

    await fanfare.workspace.submit("priya", {"text": "Too late", "when": "now"})
    await fanfare.workspace.submit("priya")

    assert await texts(fanfare, "general") == ["We build to last"]


async def test_paused_nothing_is_sent_and_resumed_it_goes_on_with_what_is_to_come(fanfare: Fanfare) -> None:
    soon = local(fanfare, "UTC", hours=2)
    message = await plan(fanfare, when="weekly", weekdays=list("0123456"), time=f"{soon:%H:%M}", zone="UTC")
    await act(fanfare, "message_pause")
    assert "is paused" in shown(fanfare)
    assert "message_resume" in buttons(fanfare)
    await fanfare.advance(hours=5)
    assert await texts(fanfare) == []

    await fanfare.workspace.click("priya", "message_resume")
    assert "goes on" in shown(fanfare)
    assert await texts(fanfare) == []
    await fanfare.advance(hours=21)

    assert len(await texts(fanfare)) == 1
    assert states(await ledger(fanfare, message)) == [(Sent.SENT, "")]


async def test_what_was_paused_until_its_time_was_over_can_only_be_given_a_new_one(fanfare: Fanfare) -> None:
    await plan(fanfare, **in_time(fanfare, hours=2))
    await act(fanfare, "message_pause")
    await fanfare.workspace.close("priya")
    await fanfare.advance(hours=3)

    await fanfare.workspace.command("priya", "/announce list")

    assert "That is over" in shown(fanfare)
    assert "message_resume" not in buttons(fanfare)


async def test_an_edit_of_what_is_paused_leaves_it_paused(fanfare: Fanfare) -> None:
    message = await plan(fanfare, **in_time(fanfare, hours=2))
    await act(fanfare, "message_pause")
    await fanfare.workspace.close("priya")

    await edit(fanfare, text="Not yet")
    await fanfare.advance(hours=2)

    assert await texts(fanfare) == []
    assert (await found(fanfare, message.id)).state is State.PAUSED


async def test_cancelled_it_is_never_sent_and_off_the_list(fanfare: Fanfare) -> None:
    message = await plan(fanfare, **in_time(fanfare, hours=2))
    await act(fanfare, "message_cancel")
    assert "is cancelled" in shown(fanfare)
    assert "message_edit" not in buttons(fanfare)

    await fanfare.advance(hours=2)

    assert await texts(fanfare) == []
    assert await ledger(fanfare, message) == []


@pytest.mark.parametrize(("button", "reason"), [("message_pause", "paused"), ("message_cancel", "cancelled")])
async def test_what_waits_to_be_sent_is_taken_along(fanfare: Fanfare, button: str, reason: str) -> None:
    soon = local(fanfare, "UTC", hours=1)
    message = await plan(fanfare, when="weekly", weekdays=list("0123456"), time=f"{soon:%H:%M}", zone="UTC")
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=60)
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")

    await act(fanfare, button)
    await fanfare.advance(minutes=5)

    assert await texts(fanfare) == []
    assert states(await ledger(fanfare, message)) == [(Sent.SKIPPED, reason)]


async def test_what_waits_to_be_sent_is_sent_as_edited(fanfare: Fanfare) -> None:
    soon = local(fanfare, "UTC", hours=1)
    days: dict[str, Any] = {"when": "weekly", "weekdays": list("0123456"), "time": f"{soon:%H:%M}", "zone": "UTC"}
    message = await plan(fanfare, text="We bild to last", **days)
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=60)
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")

    await edit(fanfare, text="We build to last")
    await fanfare.advance(minutes=5)

    assert await texts(fanfare) == ["We build to last"]


async def test_who_is_taken_off_before_it_is_sent_does_not_get_it(fanfare: Fanfare) -> None:
    soon = local(fanfare, "UTC", hours=1)
    days: dict[str, Any] = {"when": "weekly", "weekdays": list("0123456"), "time": f"{soon:%H:%M}", "zone": "UTC"}
    message = await plan(fanfare, people=[fanfare.id("mei")], channels=[fanfare.channel("general")], **days)
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=60, times=2)
    await fanfare.advance(hours=1)
    await fanfare.noted(message.source, Sent.PENDING, "ratelimited")

    await edit(fanfare, people=[])
    await fanfare.advance(minutes=5)

    assert await texts(fanfare) == ["We build to last"]
    assert fanfare.workspace.posts(person="mei") == []
    assert set(states(await ledger(fanfare, message))) == {(Sent.SENT, ""), (Sent.SKIPPED, "nothing_to_say")}


async def test_what_was_cancelled_meanwhile_says_so_in_the_list(fanfare: Fanfare) -> None:
    await plan(fanfare, **in_time(fanfare, hours=2))
    await fanfare.workspace.command("lucia", "/announce list")
    await act(fanfare, "message_cancel")

    await fanfare.workspace.click("lucia", "message_pause")

    assert "no longer there" in shown(fanfare, "lucia")
    assert "Nothing is planned" in shown(fanfare, "lucia")


async def test_send_to_me_now_goes_to_whoever_asks_and_changes_nothing(fanfare: Fanfare) -> None:
    message = await plan(fanfare, **in_time(fanfare, hours=2))

    await act(fanfare, "message_look", by="lucia")
    await fanfare.workspace.click("lucia", "message_look")

    assert len(await texts(fanfare, person="lucia")) == 2
    assert len(fanfare.workspace.posts()) == 2
    assert await ledger(fanfare, message) == []
    await fanfare.advance(hours=2)
    assert await texts(fanfare, "general") == ["We build to last"]


async def test_the_author_is_told_where_it_did_not_arrive_and_why(fanfare: Fanfare) -> None:
    channels = [fanfare.channel("general"), fanfare.channel("engineering")]
    people = [fanfare.id("mei"), fanfare.id("sam")]
    message = await plan(fanfare, channels=channels, people=people, **in_time(fanfare, hours=2))
    await fanfare.workspace.archive("engineering")
    await fanfare.workspace.change_person("mei", deactivated=True)

    await fanfare.advance(hours=2)
    await settle(fanfare)
    assert {reason for _state, reason in states(await ledger(fanfare, message))} == {"", "is_archived", "user_disabled"}
    await fanfare.advance(seconds=10)

    [told] = await texts(fanfare, person="priya")
    assert f"<#{fanfare.channel('engineering')}>: the channel is archived" in told
    assert f"<@{fanfare.id('mei')}>: this person has left the company" in told
    assert "did not reach 2 of 4 places" in told
    assert len(fanfare.workspace.posts("general")) == len(fanfare.workspace.posts(person="sam")) == 1


async def test_one_failure_is_told_in_one_sentence(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="restricted_action")
    await plan(fanfare)

    [told] = await texts(fanfare)
    where = f"<#{fanfare.channel('general')}>"
    assert (
        told == f"Your message “We build to last” did not reach {where}: only certain people may post in this channel."
    )


async def test_when_nobody_knows_whether_it_arrived_the_author_is_told_just_that(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after")
    await plan(fanfare)

    [told] = await texts(fanfare, person="priya")
    assert told.startswith("I do not know whether your message “We build to last” reached")
    assert len(fanfare.workspace.posts("general")) == 1


async def test_an_image_that_slack_cannot_fetch_is_named_as_the_cause(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks")
    await plan(fanfare, image="https://intranet.example/a.png", alt="A bike")

    [told] = await texts(fanfare, person="priya")
    assert "cannot open the image’s address" in told


async def test_who_looks_at_a_draft_that_slack_refuses_is_told_why(fanfare: Fanfare) -> None:
    await preview(fanfare, by="lucia")
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="msg_too_long")
    await fanfare.workspace.click("lucia", "message_trial")

    [told] = await texts(fanfare, person="lucia")
    assert "the text is too long for Slack" in told


async def test_a_group_with_nobody_in_it_is_told_to_the_author(fanfare: Fanfare) -> None:
    group = fanfare.workspace.directory.group("leads")
    message = await plan(fanfare, channels=[], groups=[group.id], **in_time(fanfare, hours=2))
    group.members.clear()
    await look_again(fanfare)

    await fanfare.advance(hours=2)

    assert "there is nobody in its user groups" in (await texts(fanfare, person="priya"))[0]
    assert states(await ledger(fanfare, message)) == [(Sent.SKIPPED, "nobody")]


async def test_a_little_late_it_is_sent_and_too_late_the_author_is_told(fanfare: Fanfare) -> None:
    late = await plan(fanfare, text="Late", **in_time(fanfare, hours=2))
    too_late = await plan(fanfare, text="Too late", late="60", **in_time(fanfare, hours=2))

    await fanfare.advance(hours=5)

    assert await texts(fanfare, "general") == ["Late"]
    assert states(await ledger(fanfare, late)) == [(Sent.SENT, "")]
    assert states(await ledger(fanfare, too_late)) == [(Sent.SKIPPED, "too_late")]
    [told] = await texts(fanfare, person="priya")
    assert "“Too late”" in told
    assert "was not sent" in told


async def test_what_is_not_to_be_late_survives_a_restart_of_minutes(fanfare: Fanfare) -> None:
    await plan(fanfare, late="0", **in_time(fanfare, hours=2))

    await fanfare.advance(hours=2, minutes=3)

    assert len(await texts(fanfare, "general")) == 1


async def test_of_several_missed_moments_the_latest_is_sent_and_each_other_has_its_row(fanfare: Fanfare) -> None:
    soon = local(fanfare, "UTC", hours=2)
    message = await plan(fanfare, when="weekly", weekdays=list("0123456"), time=f"{soon:%H:%M}", zone="UTC")

    await fanfare.advance(days=4, hours=3)

    assert len(await texts(fanfare)) == 1
    expected = [(Sent.SKIPPED, "overtaken")] * 4 + [(Sent.SENT, "")]
    assert states(await ledger(fanfare, message)) == expected
    assert len({delivery.plan.slot for delivery in await ledger(fanfare, message)}) == 5


async def test_planning_twice_at_the_same_time_sends_once(fanfare: Fanfare) -> None:
    message = await plan(fanfare, people=[fanfare.id("mei")], **in_time(fanfare, hours=2))
    await fanfare.workspace.advance(hours=2)

    await asyncio.gather(*(fanfare.bot.jobs.tick() for _ in range(5)))

    assert len(await texts(fanfare)) == 1
    assert len(await ledger(fanfare, message)) == 1


async def test_of_two_who_take_the_same_moment_only_one_succeeds(fanfare: Fanfare) -> None:
    message = await plan(fanfare, **in_time(fanfare, hours=2))
    assert message.next is not None
    moved = moved_on(message, step(message, message.next.at))

    assert await fanfare.stored(lambda store: store.messages.advance(message, moved))
    assert not await fanfare.stored(lambda store: store.messages.advance(message, moved))


async def test_home_says_what_is_coming_but_only_hr_reads_it_beforehand(fanfare: Fanfare) -> None:
    await plan(fanfare, text="The secret is out", **in_time(fanfare, hours=5))
    leadership: dict[str, Any] = {"channels": [fanfare.channel("leadership")]}
    await plan(fanfare, text="The plan for leaders", **leadership, **in_time(fanfare, hours=6))
    await plan(fanfare, text="Far ahead", **in_time(fanfare, days=20))

    until = fanfare.bot.clock.now() + timedelta(days=14)
    coming = await fanfare.stored(lambda store: store.messages.coming(until))
    public = {ChannelId(fanfare.channel("general"))}
    hr, others = (str(views.home(coming, {}, public, hr=hr)) for hr in (True, False))

    assert "The secret is out" in hr
    assert "The plan for leaders" in hr
    assert "Far ahead" not in hr
    assert f"Brand message, to <#{fanfare.channel('general')}>" in others
    assert "secret" not in others
    assert fanfare.channel("leadership") not in others


def test_home_is_silent_where_nothing_comes_and_offers_hr_a_first_step() -> None:
    assert views.home([], {}, set(), hr=False) == []
    assert "What should people hear next?" in str(views.home([], {}, set(), hr=True))
