"""Goals as people set them, move them, reach them and close them."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deliveries import State
from bot.domain.goals import Goal, Update
from bot.domain.ids import UserId
from handlers.views.goals_form import new_form
from sandbox.acts import Reply
from sandbox.inputs import elements
from storage import Store
from tests.fanfare import Fanfare
from tests.handlers.announcing import look_again


def due(fanfare: Fanfare, days: int = 100) -> str:
    """A day after today, which is the company's own."""
    today = fanfare.bot.clock.now().astimezone(ZoneInfo("Europe/Madrid")).date()
    return (today + timedelta(days=days)).isoformat()


def filled_in(fanfare: Fanfare, **values: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "title": "Sell bikes to schools",
        "unit": "bikes",
        "start": "0",
        "target": "100",
        "due": due(fanfare),
        "owner": fanfare.id("grace"),
    }
    return form | values if "channel" in values else form | {"channel": fanfare.channel("general")} | values


async def set_goal(fanfare: Fanfare, **values: Any) -> Goal:
    before = {goal.id for goal in await all_goals(fanfare)}
    await fanfare.workspace.command("priya", "/goals new")
    reply = await fanfare.workspace.submit("priya", filled_in(fanfare, **values))
    assert (reply.error, reply.errors) == ("", None)
    await fanfare.workspace.close("priya")
    [goal] = [goal for goal in await all_goals(fanfare) if goal.id not in before]
    return goal


async def all_goals(fanfare: Fanfare) -> list[Goal]:
    return await fanfare.stored(lambda store: store.goals.all())


async def updates(fanfare: Fanfare, goal: Goal) -> list[Update]:
    return await fanfare.stored(lambda store: store.goals.updates(goal.id))


async def move(fanfare: Fanfare, value: str, why: str = "A school ordered", *, by: str = "grace", **more: Any) -> Reply:
    await fanfare.workspace.command(by, "/goals")
    await fanfare.workspace.click(by, "goal_update")
    reply = await fanfare.workspace.submit(by, {"number": value, "why": why} | more)
    if reply.errors is None:
        await fanfare.workspace.close(by)
    return reply


def shown(fanfare: Fanfare, person: str) -> str:
    modal = fanfare.workspace.modal(person)
    return "" if modal is None else str(modal["blocks"])


def buttons(fanfare: Fanfare, person: str) -> list[str]:
    modal = fanfare.workspace.modal(person)
    return [] if modal is None else [element["action_id"] for _block, element in elements(modal["blocks"])]


async def test_hr_sets_a_goal_and_everybody_sees_it_in_words_and_as_a_bar(fanfare: Fanfare) -> None:
    await set_goal(fanfare, current="62")

    await fanfare.workspace.command("tom", "/goals")

    for words in ("Sell bikes to schools", "62 of 100\\xa0bikes (62\\xa0%)", "▓▓▓▓▓▓░░░░", "100 days left; on track"):
        assert words in shown(fanfare, "tom")
    assert f"<@{fanfare.id('grace')}>" in shown(fanfare, "tom")
    assert buttons(fanfare, "tom") == []


async def test_the_form_becomes_the_list_which_shows_the_new_goal(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/goals new")
    await fanfare.workspace.submit("priya", filled_in(fanfare))

    assert "“Sell bikes to schools” is saved." in shown(fanfare, "priya")
    assert buttons(fanfare, "priya") == ["goal_new", "goal_update", "goal_edit", "goal_close"]


async def test_an_empty_list_says_what_goals_are_for_and_only_hr_can_set_the_first(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("tom", "/goals")
    await fanfare.workspace.command("priya", "/goals")

    assert "where the company is going" in shown(fanfare, "tom")
    assert buttons(fanfare, "tom") == []
    assert buttons(fanfare, "priya") == ["goal_new"]

    await fanfare.workspace.click("priya", "goal_new")
    await fanfare.workspace.submit("priya", filled_in(fanfare))

    assert "Sell bikes to schools" in shown(fanfare, "priya")
    assert "where the company is going" not in shown(fanfare, "priya")


async def test_whoever_is_made_the_owner_is_told_and_whoever_does_it_themselves_is_not(fanfare: Fanfare) -> None:
    await set_goal(fanfare, owner=fanfare.id("priya"))
    await set_goal(fanfare, owner=fanfare.id("grace"))

    [told] = await fanfare.posts(person="grace")
    await fanfare.idle()

    assert "made you the owner of the goal “Sell bikes to schools”" in told["text"]
    assert fanfare.workspace.posts(person="priya") == []


async def test_the_owner_updates_the_value_and_the_channel_reads_why(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)

    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.click("grace", "goal_update")
    await fanfare.workspace.submit("grace", {"number": "12,5", "why": "Lisbon's <!channel> schools   came\n\nback"})

    [post] = await fanfare.posts("general")
    assert "12.5 of 100\u00a0bikes (12\u00a0%)" in post["text"]
    assert "Lisbon's &lt;!channel&gt; schools came back" in post["text"]
    assert "<!channel>" not in str(post["blocks"])
    assert "12.5 of 100" in shown(fanfare, "grace")
    assert "The news goes to" in shown(fanfare, "grace")
    [update] = await updates(fanfare, goal)
    assert (update.value, update.by) == (Decimal("12.5"), fanfare.id("grace"))
    assert fanfare.bot.clock.now() - update.at < timedelta(minutes=1)


async def test_without_the_tick_nothing_is_posted_and_the_value_is_kept(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)

    await move(fanfare, "30", tell=[])
    await fanfare.idle()

    assert fanfare.workspace.posts("general") == []
    assert [update.value for update in await updates(fanfare, goal)] == [30]


async def test_a_goal_without_a_channel_is_updated_in_silence(fanfare: Fanfare) -> None:
    await set_goal(fanfare, channel=None)

    await move(fanfare, "100")
    await fanfare.idle()

    assert [post for post in fanfare.workspace.posts() if not post["channel"].startswith("D")] == []
    assert (await all_goals(fanfare))[0].reached_at is not None


async def test_reaching_the_target_is_celebrated_once_for_ever(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)

    await move(fanfare, "100", why="The last school ordered", tell=[])
    [post] = await fanfare.posts("general")
    assert "We did it!" in post["text"]
    assert "The last school ordered" in post["text"]
    assert "we are there 100 days early" in post["text"]

    await fanfare.advance(hours=1)
    await move(fanfare, "90", why="One was sent back", tell=[])
    await move(fanfare, "101", why="And two more came", tell=[])
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.click("priya", "goal_edit")
    await fanfare.workspace.submit("priya", {"channel": fanfare.channel("kudos"), "target": "120"})
    await fanfare.workspace.close("priya")
    await move(fanfare, "120", why="Up we go", tell=[])
    await fanfare.idle()

    assert len([one for one in fanfare.workspace.posts() if "We did it!" in one["text"]]) == 1
    assert [update.value for update in await updates(fanfare, goal)] == [100, 90, 101, 120]


async def test_a_goal_that_goes_down_is_reached_at_the_bottom(fanfare: Fanfare) -> None:
    await set_goal(fanfare, title="Less churn", unit="%", start="12", target="5")

    await move(fanfare, "8.5 %")
    assert "8.5\u00a0% now, from 12 to 5" in (await fanfare.posts("general"))[0]["text"]
    await fanfare.advance(seconds=2)
    await move(fanfare, "4.9 %")

    assert (
        "“Less churn” is reached: 4.9\u00a0% now, from 12; the target is 5"
        in (await fanfare.posts("general", count=2))[1]["text"]
    )


async def test_a_celebration_that_cannot_be_posted_is_told_to_whoever_updated(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    await fanfare.idle()
    await fanfare.workspace.archive("general")

    await move(fanfare, "100", by="priya")

    [told] = await fanfare.posts(person="priya")
    assert "is archived" in told["text"]
    assert [update.value for update in await updates(fanfare, goal)] == [100]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title": "   "}, "title", "what the goal is"),
        ({"title": "x" * 151}, "title", "no more than 150"),
        ({"unit": " "}, "unit", "what is counted"),
        ({"target": "many"}, "target", "not a number"),
        ({"start": "1,250"}, "start", "Please write 1250 or 1.25,"),
        ({"target": "0"}, "target", "same as the start"),
        ({"current": "130"}, "current", "at the target already"),
        ({"current": "0.00001"}, "current", "4 after it"),
        ({"due": "2020-01-01"}, "due", "This day is over"),
    ],
)
async def test_bad_input_marks_its_field_and_keeps_nothing(
    fanfare: Fanfare, values: dict[str, str], field: str, sentence: str
) -> None:
    await fanfare.workspace.command("priya", "/goals new")

    reply = await fanfare.workspace.submit("priya", filled_in(fanfare, **values))

    assert sentence in (reply.errors or {})[field]
    assert await all_goals(fanfare) == []


@pytest.mark.parametrize("person", ["ruth", "oskar", "kenji"])
async def test_nobody_who_does_not_work_here_can_own_a_goal(fanfare: Fanfare, person: str) -> None:
    await fanfare.workspace.command("priya", "/goals new")

    reply = await fanfare.workspace.submit("priya", filled_in(fanfare, owner=fanfare.id(person)))

    assert "works here now" in (reply.errors or {})["owner"]
    assert await all_goals(fanfare) == []


async def test_a_channel_the_bot_is_not_in_is_refused_with_the_way_out(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/goals new")

    reply = await fanfare.workspace.submit("priya", filled_in(fanfare, channel=fanfare.channel("sales")))

    assert "/invite @Fanfare" in (reply.errors or {})["channel"]


@pytest.mark.parametrize(
    ("value", "why", "field"), [("soon", "A school ordered", "number"), ("5", " ", "why"), ("5", "x" * 201, "why")]
)
async def test_a_wrong_value_or_no_reason_marks_its_field_and_changes_nothing(
    fanfare: Fanfare, value: str, why: str, field: str
) -> None:
    goal = await set_goal(fanfare)

    reply = await move(fanfare, value, why)

    assert list(reply.errors or {}) == [field]
    assert await updates(fanfare, goal) == []
    assert (await all_goals(fanfare))[0].current == 0


async def test_editing_changes_what_the_goal_is_and_not_its_value(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    await move(fanfare, "62")

    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.click("grace", "goal_edit")
    await fanfare.workspace.submit("grace", {"title": "Sell bikes to 80 schools", "target": "80"})

    [after] = await all_goals(fanfare)
    assert (after.id, after.title) == (goal.id, "Sell bikes to 80 schools")
    assert [after.target, after.current] == [Decimal(80), Decimal(62)]
    assert after.channel == fanfare.channel("general")
    assert "62 of 80" in shown(fanfare, "grace")


async def test_two_who_edit_the_same_goal_do_not_undo_one_another(fanfare: Fanfare) -> None:
    await set_goal(fanfare)
    for person in ("priya", "lucia"):
        await fanfare.workspace.command(person, "/goals")
        await fanfare.workspace.click(person, "goal_edit")
    await fanfare.workspace.submit("lucia", {"target": "500"})

    reply = await fanfare.workspace.submit("priya", {"title": "Sell bikes to all schools"})

    assert "Somebody changed this goal" in (reply.errors or {})["title"]
    [goal] = await all_goals(fanfare)
    assert (goal.title, goal.target) == ("Sell bikes to schools", Decimal(500))


async def test_a_new_value_meanwhile_is_no_reason_to_refuse_an_edit(fanfare: Fanfare) -> None:
    await set_goal(fanfare)
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.click("priya", "goal_edit")
    await move(fanfare, "62")

    reply = await fanfare.workspace.submit("priya", {"title": "Sell bikes to all schools"})

    assert reply.errors is None
    [goal] = await all_goals(fanfare)
    assert (goal.title, goal.current) == ("Sell bikes to all schools", Decimal(62))


async def test_news_that_nobody_knows_to_have_arrived_are_told_as_just_that(fanfare: Fanfare) -> None:
    await set_goal(fanfare, owner=fanfare.id("priya"))
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after")

    await move(fanfare, "62", by="priya")

    [told] = await fanfare.posts(person="priya")
    assert told["text"].startswith("I do not know whether the news about the goal “Sell bikes to schools”")
    assert len(fanfare.workspace.posts("general")) == 1


@pytest.mark.parametrize(("value", "hours"), [("62", 13), ("100", 13)])
async def test_news_that_waited_half_a_day_are_none_and_whoever_updated_is_told(
    fanfare: Fanfare, value: str, hours: int
) -> None:
    await set_goal(fanfare, owner=fanfare.id("priya"))
    await held_up(fanfare, value, hours)

    [told] = await fanfare.posts(person="priya")
    assert "did not go to" in told["text"]
    assert "by now it is old" in told["text"]
    assert fanfare.workspace.posts("general") == []


async def test_news_that_waited_say_what_was_so_on_their_own_day(fanfare: Fanfare) -> None:
    await set_goal(fanfare, owner=fanfare.id("priya"))
    await held_up(fanfare, "62", 11)
    await move(fanfare, "63", by="priya", tell=[])

    [post] = await fanfare.posts("general")
    assert "62 of 100" in post["text"]
    assert fanfare.workspace.posts(person="priya") == []


async def held_up(fanfare: Fanfare, value: str, hours: int) -> None:
    """A new value whose news Slack does not take for so long."""
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=hours * 3600 - 60)
    await move(fanfare, value, by="priya")
    [goal] = await all_goals(fanfare)
    what = "reached" if goal.reached else "update"
    await fanfare.noted(f"goal:{goal.id}:{what}", State.PENDING, "ratelimited")
    await fanfare.advance(hours=hours)


async def test_the_longest_channel_name_fits_the_form_of_a_new_value(fanfare: Fanfare) -> None:
    channel = fanfare.workspace.channels.named("general")
    channel.name = "g" * 80
    await look_again(fanfare)
    await set_goal(fanfare, channel=channel.id)

    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.click("grace", "goal_update")

    assert (fanfare.workspace.modal("grace") or {})["callback_id"] == "goal_update_form"


async def test_a_list_that_cannot_be_redrawn_is_no_reason_to_say_no(fanfare: Fanfare) -> None:
    await set_goal(fanfare)
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.misbehave("views.update", "drop_after")

    await fanfare.workspace.click("priya", "goal_close")
    await fanfare.idle()

    assert await all_goals(fanfare) == []
    assert fanfare.workspace.posts(person="priya") == []


async def test_a_closed_goal_leaves_the_list_and_keeps_its_updates(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    await move(fanfare, "62")

    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.click("grace", "goal_close")

    assert "is closed and off the list" in shown(fanfare, "grace")
    assert await all_goals(fanfare) == []
    assert len(await updates(fanfare, goal)) == 1
    assert (await fanfare.stored(lambda store: store.goals.find(goal.id))).closed


async def test_setting_a_goal_is_for_hr(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("mei", "/goals new")

    assert "This is for HR" in str(reply.body)
    assert fanfare.workspace.modal("mei") is None


async def test_a_form_on_the_screen_of_somebody_who_is_not_hr_sets_nothing(fanfare: Fanfare) -> None:
    fanfare.workspace.views.open(fanfare.id("mei"), new_form())

    reply = await fanfare.workspace.submit("mei", filled_in(fanfare))

    assert "This is for HR" in (reply.errors or {})["title"]
    assert await all_goals(fanfare) == []


async def test_who_is_no_longer_owner_is_refused_on_old_screens_and_changes_nothing(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    await fanfare.idle()
    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.click("priya", "goal_edit")
    await fanfare.workspace.submit("priya", {"owner": fanfare.id("diego")})

    for old in ("goal_update", "goal_edit", "goal_close"):
        told = len(fanfare.workspace.posts(person="grace"))
        await fanfare.workspace.click("grace", old)
        await fanfare.advance(seconds=2)
        posts = await fanfare.posts(person="grace", count=told + 1)
        assert "Only HR and the goal's owner" in posts[-1]["text"]

    assert (fanfare.workspace.modal("grace") or {})["callback_id"] == "goal_list"
    assert [one.id for one in await all_goals(fanfare)] == [goal.id]


async def test_a_form_sent_after_the_goal_was_closed_or_given_away_is_refused_where_one_looks(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    await fanfare.workspace.command("grace", "/goals")
    await fanfare.workspace.click("grace", "goal_update")
    await fanfare.workspace.command("priya", "/goals")
    await fanfare.workspace.click("priya", "goal_edit")
    await fanfare.workspace.submit("priya", {"owner": fanfare.id("diego")})

    reply = await fanfare.workspace.submit("grace", {"number": "5", "why": "A school ordered"})
    assert "Only HR and the goal's owner" in (reply.errors or {})["number"]

    await fanfare.workspace.click("priya", "goal_close")
    reply = await fanfare.workspace.submit("grace", {"number": "5", "why": "A school ordered"})
    assert "no longer there" in (reply.errors or {})["number"]
    assert await updates(fanfare, goal) == []


async def test_what_is_typed_wrong_gets_a_sentence_and_guests_read_along(fanfare: Fanfare) -> None:
    for line in ("/goals help", "/goals please"):
        assert "Try `/goals`" in str((await fanfare.workspace.command("tom", line)).body)
    reply = await fanfare.workspace.command("oskar", "/goals", channel="sales")

    assert "for members" in str(reply.body)
    assert fanfare.workspace.modal("tom") is None
    assert fanfare.workspace.modal("oskar") is None


async def test_a_long_list_is_turned_page_by_page_and_an_update_stays_on_its_page(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare)
    copies = [Goal(**{**fields(goal), "id": f"g{one:02}", "title": f"Goal number {one:02}"}) for one in range(45)]
    for copy in copies:
        await fanfare.stored(partial(keep, copy))

    await fanfare.workspace.command("priya", "/goals")
    assert "Goals 1 to 20 of 46" in shown(fanfare, "priya")
    assert "Goal number 25" not in shown(fanfare, "priya")

    await fanfare.workspace.click("priya", "goal_list_next")
    assert "Goals 21 to 40 of 46" in shown(fanfare, "priya")
    await fanfare.workspace.click("priya", "goal_update")
    await fanfare.workspace.submit("priya", {"number": "7", "why": "A school ordered"})
    assert "Goals 21 to 40 of 46" in shown(fanfare, "priya")

    await fanfare.workspace.click("priya", "goal_list_next")
    assert "Goals 41 to 46 of 46" in shown(fanfare, "priya")
    assert "goal_list_next" not in buttons(fanfare, "priya")
    await fanfare.workspace.click("priya", "goal_list_back")
    assert "Goals 21 to 40 of 46" in shown(fanfare, "priya")


async def keep(goal: Goal, store: Store) -> None:
    await store.goals.keep(goal)


def fields(goal: Goal) -> dict[str, Any]:
    return {name: getattr(goal, name) for name in Goal.__slots__}


async def test_what_the_store_keeps_comes_back_as_it_was(fanfare: Fanfare) -> None:
    goal = await set_goal(fanfare, start="0.1", target="0.3", current="0,2", owner=fanfare.id("grace"))

    assert (goal.start, goal.target, goal.current) == (Decimal("0.1"), Decimal("0.3"), Decimal("0.2"))
    assert goal.owner == UserId(fanfare.id("grace"))
    [first] = await updates(fanfare, goal)
    assert (first.value, first.why) == (Decimal("0.2"), "Where we stood when the goal was set.")
