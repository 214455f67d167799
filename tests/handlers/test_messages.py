"""Saying something: the form, the preview, and what arrives."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deliveries import State as Sent
from bot.domain.messages import State
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
from tests.handlers.test_goals import move, set_goal


async def test_a_message_for_now_reaches_its_channels_and_people_and_nobody_else(fanfare: Fanfare) -> None:
    channels = [fanfare.channel("general"), fanfare.channel("engineering")]
    await plan(fanfare, text="*We build to last*", channels=channels, people=[fanfare.id("grace")])

    assert await texts(fanfare) == ["*We build to last*"] * 3
    assert {post["channel"] for post in fanfare.workspace.posts()} >= set(channels)
    assert len(fanfare.workspace.posts(person="grace")) == 1
    assert fanfare.workspace.posts(person="priya") == []


async def test_nothing_is_sent_or_planned_before_the_preview_is_confirmed(fanfare: Fanfare) -> None:
    await preview(fanfare)
    await fanfare.advance(hours=1)

    assert await texts(fanfare) == []
    assert await fanfare.stored(lambda store: store.messages.planned()) == []


async def test_the_preview_shows_exactly_what_is_posted(fanfare: Fanfare) -> None:
    picture: dict[str, Any] = {"image": "https://lumen.example/bike.png", "alt": "A bike on a roof"}
    await preview(fanfare, text="We build\n> to last", link="https://lumen.example/values?a=1&b=2", **picture)
    seen = modal(fanfare)["blocks"]
    await confirm(fanfare)

    [post] = await fanfare.posts("general")
    without_ids = [{name: part for name, part in block.items() if name != "block_id"} for block in seen]
    for block in post["blocks"]:
        assert {name: part for name, part in block.items() if name != "block_id"} in without_ids
    assert [block["type"] for block in post["blocks"]] == ["section", "image", "section"]


async def test_a_screen_reader_hears_the_text_the_image_and_the_link(fanfare: Fanfare) -> None:
    picture: dict[str, Any] = {"image": "https://lumen.example/bike.png", "alt": "A bike on a roof"}
    await plan(fanfare, text="We build to last", link="https://lumen.example/values", **picture)

    [text] = await texts(fanfare, "general")
    assert text == "We build to last\nImage: A bike on a roof\n<https://lumen.example/values>"


async def test_the_preview_says_who_gets_it_and_what_their_clocks_show(fanfare: Fanfare) -> None:
    await preview(fanfare, channels=[], people=[fanfare.id("mei"), fanfare.id("diego")], **in_time(fanfare, days=2))

    text = shown(fanfare)
    assert f"<@{fanfare.id('mei')}> and <@{fanfare.id('diego')}>" in text
    tokyo, mexico = local(fanfare, "Asia/Tokyo", days=2), local(fanfare, "America/Mexico_City", days=2)
    assert f"{tokyo:%a} {tokyo.day} {tokyo:%b, %H:%M}*" in text
    assert f"{mexico:%a} {mexico.day} {mexico:%b, %H:%M}*" in text
    assert "Mei Tanaka" in text
    assert "Grace Miller" not in text


async def test_a_message_for_later_comes_at_its_time_and_not_before(fanfare: Fanfare) -> None:
    message = await plan(fanfare, **in_time(fanfare, hours=30))
    assert message.state is State.PLANNED

    await fanfare.advance(hours=29)
    assert await texts(fanfare) == []
    await fanfare.advance(hours=1)

    assert await texts(fanfare, "general") == ["We build to last"]
    assert (await found(fanfare, message.id)).state is State.DONE
    await fanfare.advance(days=3)
    assert len(await texts(fanfare)) == 1


async def test_what_recurs_comes_on_each_of_its_days_by_the_clock_of_its_zone(fanfare: Fanfare) -> None:
    soon = local(fanfare, "Asia/Tokyo", hours=2)
    days = [str(soon.weekday()), str((soon.weekday() + 2) % 7)]
    await plan(fanfare, when="weekly", weekdays=days, time=f"{soon:%H:%M}", zone="Asia/Tokyo")

    counts = []
    for quarter in range(4 * 9):
        if quarter % 4 == 0:
            counts.append(len(await texts(fanfare, "general")))
        await fanfare.advance(hours=6)
        await settle(fanfare)  # whatever waits longer than its window would be left out, and rightly
    assert counts == [0, 1, 1, 2, 2, 2, 2, 2, 3]


async def test_once_a_month_comes_on_the_last_day_of_every_month(fanfare: Fanfare) -> None:
    await plan(fanfare, when="monthly", month_day="31", time="12:00", zone="UTC")

    start = fanfare.bot.clock.now()
    for _half_day in range(2 * 91):
        await fanfare.advance(hours=12)
        await settle(fanfare)
    noons = [start.replace(hour=12, minute=0) + timedelta(days=day) for day in range(92)]
    passed = [noon for noon in noons if start < noon <= fanfare.bot.clock.now()]
    last = [noon for noon in passed if (noon + timedelta(days=1)).day == 1]
    assert len(await texts(fanfare, "general")) == len(last) >= 2


async def test_a_goal_message_shows_the_progress_of_the_moment_it_is_sent(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, channel=None)
    await plan(fanfare, kind="goal", goal=goal.id, text="Nearly there!", **in_time(fanfare, hours=2))
    await move(fanfare, "62")

    await fanfare.advance(hours=2)

    [post] = await fanfare.posts("general")
    assert post["text"].startswith("Nearly there!\nSell bikes to schools: 62 of 100")
    assert "data_visualization" in [block["type"] for block in post["blocks"]]


async def test_the_preview_of_a_goal_message_stands_in_for_the_chart_and_needs_no_text(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    reply = await preview(fanfare, kind="goal", goal=goal.id, text="")

    assert (reply.error, reply.errors) == ("", None)
    assert "Here follows the chart" in shown(fanfare)


async def test_without_a_goal_a_goal_message_says_how_to_get_one(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/announce")
    await fanfare.workspace.fill("priya", {"kind": "goal"})
    assert "/goals new" in shown(fanfare)

    reply = await fanfare.workspace.submit("priya", {"channels": [fanfare.channel("general")]})
    assert "/goals new" in str(reply.errors or shown(fanfare))


async def test_the_author_of_a_message_about_a_closed_goal_is_told_and_nothing_is_posted(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    message = await plan(fanfare, kind="goal", goal=goal.id, **in_time(fanfare, hours=2))
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.click("priya", "goal_close")
    await fanfare.workspace.close("priya")

    await fanfare.advance(hours=2)

    assert "its goal is closed" in (await texts(fanfare, person="priya"))[-1]
    assert fanfare.workspace.posts("general") == []
    assert states(await ledger(fanfare, message)) == [(Sent.SKIPPED, "nothing_to_say")]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"text": "x" * 2501}, "text", "2501 characters long. Please shorten it to 2500"),
    ({"link": "http://lumen.example"}, "link", "begins with https://"),
    ({"link": "lumen.example/values"}, "link", "begins with https://"),
    ({"image": "http://lumen.example/bike.png", "alt": "A bike"}, "image", "begins with https://"),
    ({"image": "https://lumen.example/bike.png"}, "alt", "what the image shows"),
    ({"channels": []}, "channels", "at least one channel, person or user group"),
    ({"channels": ["sales"]}, "channels", "I am not in #sales. Please type /invite @Fanfare there"),
    ({"people": ["ruth"]}, "people", "Ruth Adler cannot get direct messages"),
    ({"people": ["kenji"]}, "people", "Kenji Mori cannot get direct messages"),
    ({"when": "once", "date": "2020-01-01", "zone": "Europe/Madrid"}, "date", "is over. Please choose a time to come"),
    ({"when": "weekly", "weekdays": ["0"], "zone": "Europe/Madrd"}, "zone", "Did you mean Europe/Madrid?"),
    ({"when": "weekly", "weekdays": ["0"], "zone": "Mars"}, "zone", "Please write one like Europe/Madrid"),
    ({"when": "weekly"}, "weekdays", "complete this required field"),
]


@pytest.mark.parametrize(("values", "field", "sentence"), WRONG)
async def test_what_is_wrong_is_marked_on_its_field_with_what_would_be_right(
    fanfare: Fanfare, values: dict[str, Any], field: str, sentence: str
) -> None:
    ids: dict[str, Any] = {"channels": fanfare.channel, "people": fanfare.id}
    meant: dict[str, Any] = {
        name: [ids[name](one) for one in value] if name in ids else value for name, value in values.items()
    }

    reply = await preview(fanfare, **meant)

    assert sentence in (reply.errors or {}).get(field, ""), reply
    assert modal(fanfare)["callback_id"] == "message_form"
    assert await fanfare.stored(lambda store: store.messages.planned()) == []


async def test_what_was_marked_can_be_set_right(fanfare: Fanfare) -> None:
    await preview(fanfare, channels=[fanfare.channel("sales")])
    await fanfare.workspace.join("app", "sales")
    await look_again(fanfare)
    reply = await fanfare.workspace.submit("priya")
    assert reply.errors is None
    await confirm(fanfare)

    assert await texts(fanfare, "sales") == ["We build to last"]


async def test_a_private_channel_that_the_bot_cannot_see_is_refused_without_its_name(fanfare: Fanfare) -> None:
    secret = fanfare.workspace.channels.create("merger", fanfare.id("ana"), [fanfare.id("priya")], private=True)

    reply = await preview(fanfare, channels=[secret.id])

    assert "I am not in every private channel" in (reply.errors or {})["channels"]


async def test_a_crowd_is_never_pinged_and_the_preview_says_so(fanfare: Fanfare) -> None:
    text = "<!channel> <!here|here> <!everyone> @channel *bold* <https://lumen.example|see> <!subteam^S1|@leads>"
    await preview(fanfare, text=text)
    assert "never ping a crowd" in shown(fanfare)
    await confirm(fanfare)

    [post] = await fanfare.posts("general")
    for said in (post["text"], str(post["blocks"])):
        assert "<!" not in said
        assert "@channel" not in said
        assert "*bold* <https://lumen.example|see>" in said


async def test_a_text_without_crowds_gets_no_warning(fanfare: Fanfare) -> None:
    await preview(fanfare, text="Write to office@here.example")

    assert "ping" not in shown(fanfare)


async def test_the_longest_text_arrives_whole_even_if_escaping_makes_it_longer(fanfare: Fanfare) -> None:
    await plan(fanfare, text="&" * 2499 + "!")

    [post] = await fanfare.posts("general")
    whole = "".join(block["text"]["text"] for block in post["blocks"])
    assert whole == "&amp;" * 2499 + "!" == post["text"]


async def test_a_shared_channel_is_pointed_out(fanfare: Fanfare) -> None:
    await fanfare.workspace.join("app", "hikari-parts")
    await look_again(fanfare)

    await preview(fanfare, channels=[fanfare.channel("hikari-parts")])

    assert "shared with another company" in shown(fanfare)


async def test_choosing_another_schedule_keeps_what_was_typed(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/announce We build & we last")
    await fanfare.workspace.fill("priya", {"link": "https://lumen.example"})
    for when, there in (("once", "date"), ("weekly", "weekdays"), ("monthly", "month_day")):
        await fanfare.workspace.fill("priya", {"when": when})
        view = modal(fanfare)
        assert {there, "time", "zone"} <= {block["block_id"] for block in view["blocks"]}
    held = view["state"]["values"]
    assert held["text"]["value"]["value"] == "We build & we last"
    assert held["link"]["value"]["value"] == "https://lumen.example"
    assert held["zone"]["value"]["value"] == "Europe/London"  # Priya's own


async def test_back_from_the_preview_one_changes_the_text_and_that_is_sent_once(fanfare: Fanfare) -> None:
    await preview(fanfare, text="We bild to last")
    await fanfare.workspace.close("priya")
    await fanfare.workspace.submit("priya", {"text": "We build to last"})
    await confirm(fanfare)

    assert await texts(fanfare) == ["We build to last"]


async def test_a_look_at_the_draft_goes_to_its_author_alone(fanfare: Fanfare) -> None:
    await preview(fanfare)
    await fanfare.workspace.click("priya", "message_trial")

    assert "on its way to you" in shown(fanfare)
    [text] = await texts(fanfare)
    assert text.startswith("Only you get this one")
    assert text.endswith("We build to last")
    assert len(fanfare.workspace.posts(person="priya")) == 1


async def test_everybody_who_is_in_the_group_when_it_is_sent_gets_it_once(fanfare: Fanfare) -> None:
    group = fanfare.workspace.directory.group("people-team")
    people = [fanfare.id("tom")]
    await plan(fanfare, groups=[group.id], channels=[], people=people, **in_time(fanfare, hours=2))
    group.members += [fanfare.id("sam"), fanfare.id("ruth")]
    group.members.remove(fanfare.id("lucia"))
    await look_again(fanfare)

    await fanfare.advance(hours=2)

    assert len(await texts(fanfare)) == 3
    assert [len(fanfare.workspace.posts(person=one)) for one in ("tom", "priya", "sam", "lucia")] == [1, 1, 1, 0]


async def test_only_hr_announces(fanfare: Fanfare) -> None:
    for person in ("ana", "viktor", "tom"):
        for line in ("/announce", "/announce list", "/announce help"):
            reply = await fanfare.workspace.command(person, line)
            assert "This is for HR" in str(reply.body)
            assert fanfare.workspace.modal(person) is None


async def test_help_says_how_it_is_typed(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("priya", "/announce help")

    assert "/announce list" in str(reply.body)


async def test_a_form_that_is_sent_before_it_asked_for_the_time_says_so(fanfare: Fanfare) -> None:
    """Slack's own rules do not help here: the fields were not there yet."""
    await fanfare.workspace.command("priya", "/announce")
    await fanfare.workspace.misbehave("views.update", "refuse", error="internal_error")
    await fanfare.workspace.fill("priya", {"when": "once"})
    reply = await fanfare.workspace.submit("priya", {"text": "Hi", "channels": [fanfare.channel("general")]})

    assert "choose the day and the time" in (reply.errors or {})["when"]


async def test_a_time_that_passed_while_one_looked_at_the_preview_is_refused_and_nothing_sent(fanfare: Fanfare) -> None:
    await preview(fanfare, **in_time(fanfare, minutes=5))
    await fanfare.workspace.advance(minutes=6)

    await fanfare.workspace.submit("priya")

    assert modal(fanfare)["callback_id"] == "message_form"
    [told] = await texts(fanfare)
    assert "is over" in told


async def test_the_form_leads_to_the_list_and_keeps_what_was_typed(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/announce Half a thought")
    await fanfare.workspace.click("priya", "message_list")
    assert "Nothing is planned" in shown(fanfare)
    assert buttons(fanfare) == ["message_new"]

    await fanfare.workspace.close("priya")

    assert modal(fanfare)["state"]["values"]["text"]["value"]["value"] == "Half a thought"
