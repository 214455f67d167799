"""Goals as people read them: in words, as a bar, as a chart."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.domain import goals
from handlers.views import goals as views
from handlers.views.goals_chart import MOST_POINTS, points
from sandbox.blocks import check_blocks
from sandbox.inputs import elements
from tests.goals import TODAY, a_goal, an_update


def test_a_goal_message_says_it_all_in_words_and_shows_a_bar_and_a_chart() -> None:
    goal = a_goal(current="62")
    post = views.progress(goal, [an_update("40", days=20), an_update("62", days=60)], TODAY + timedelta(days=66))

    assert check_blocks(list(post.blocks), "message") == []
    for words in ("62 of 100\u00a0bikes (62\u00a0%)", "34 days left; on track", "A school ordered", "<@U1>"):
        assert words in post.text
    assert "0 on 1 Jan, 40 on 21 Jan, 62 on 2 Mar; the target is 100\u00a0bikes by 11 Apr 2027" in post.text
    assert "▓▓▓▓▓▓░░░░" in str(post.blocks)
    assert "▓" not in post.text
    [chart] = [block for block in post.blocks if block["type"] == "data_visualization"]
    actual, straight = chart["chart"]["series"]
    assert [point["value"] for point in actual["data"]] == [0, 40, 62]
    assert [point["value"] for point in straight["data"]] == [0, 20, 60]


def test_a_goal_without_updates_has_bars_for_its_chart() -> None:
    post = views.progress(a_goal(), [], TODAY)

    assert check_blocks(list(post.blocks), "message") == []
    assert "'type': 'bar'" in str(post.blocks)


def test_a_goal_that_goes_down_says_from_where_to_where() -> None:
    goal = a_goal("12", "5", "8.5", unit="%")
    assert "8.5\u00a0% now, from 12 to 5 (50\u00a0% of the way)" in views.progress(goal, [], TODAY).text


def test_a_goal_that_went_the_wrong_way_is_told_in_words_and_its_bar_is_empty() -> None:
    post = views.progress(a_goal("12", "5", "13"), [], TODAY)

    assert "further away than at the start" in post.text
    assert "░" * 10 in str(post.blocks)


@pytest.mark.parametrize("count", [1, 2, 20, 21, 500])
def test_a_chart_holds_its_first_and_its_last_value_however_many_there_are(count: int) -> None:
    updates = [an_update(str(number), days=number) for number in range(1, count + 1)]
    goal = a_goal(due=TODAY + timedelta(days=600))

    way = points(goal, updates)

    assert 2 <= len(way) <= MOST_POINTS
    assert [way[0][1], way[-1][1]] == [Decimal(0), Decimal(count)]
    assert check_blocks(list(views.progress(goal, updates, TODAY).blocks), "message") == []


def test_of_several_values_in_a_day_the_last_counts() -> None:
    assert points(a_goal(), [an_update("40"), an_update("30")])[1:] == [(date(2027, 2, 20), Decimal(30))]


@pytest.mark.parametrize("length", [1, 150])
def test_the_longest_names_fit_into_what_slack_takes(length: int) -> None:
    goal = a_goal("-999999999999", "999999999999.9999", title="&" * length, unit="<" * min(length, 30), current="62")
    updates = [an_update(f"{day}.1234", "&" * goals.MOST_WHY, day * 20) for day in range(1, 30)]
    for post in (
        views.progress(goal, updates, TODAY),
        views.told(goal, updates[-1], TODAY),
        views.celebration(goal, updates[-1], TODAY),
    ):
        assert check_blocks(list(post.blocks), "message") == []
        assert "<<" not in post.text


def test_home_shows_the_first_goals_to_all_and_buttons_to_those_who_may_write() -> None:
    several = [a_goal(id=f"g{number}") for number in range(8)]

    blocks = views.home(several, TODAY, mine={"g1"}, hr=False)

    assert check_blocks(blocks, "home") == []
    assert "And 3 more goals." in str(blocks)
    pressed = [(element["action_id"], element.get("value")) for _block, element in elements(blocks)]
    assert pressed == [("goal_update", "g1"), ("home_goals", None)]


def test_an_empty_home_offers_hr_alone_to_set_the_first_goal() -> None:
    for hr, buttons in ((True, ["goal_new"]), (False, [])):
        blocks = views.home([], TODAY, mine=(), hr=hr)
        assert check_blocks(blocks, "home") == []
        assert [element["action_id"] for _block, element in elements(blocks)] == buttons
