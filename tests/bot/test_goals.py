"""What a goal is, how far it has come, and what it may not be."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain import goals
from bot.domain.goals import Goal, Pace, Wish
from bot.domain.ids import UserId
from bot.domain.members import Channel, Member
from bot.domain.refusals import NotFound
from bot.domain.roles import Actor, Role
from tests.goals import INSIDE, MEMBER, NOW, TODAY, a_goal, an_update


def check(
    goal: Goal, before: Goal | None = None, owner: Member | None = MEMBER, channel: Channel | None = INSIDE
) -> None:
    goals.check(goal, before, owner, channel, TODAY)


def test_a_goal_in_order_passes() -> None:
    check(a_goal())
    check(a_goal(channel=""), channel=None)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title": ""}, goals.TitleMissing),
        ({"title": "x" * 151}, goals.TitleTooLong),
        ({"unit": ""}, goals.UnitMissing),
        ({"unit": "x" * 31}, goals.UnitTooLong),
        ({"target": "0"}, goals.TargetIsStart),
        ({"current": "100"}, goals.ReachedAlready),
        ({"start": "12", "target": "5", "current": "4"}, goals.ReachedAlready),
        ({"due": TODAY - timedelta(days=1)}, goals.DueInPast),
    ],
)
def test_a_goal_that_cannot_be_is_refused(fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check(a_goal(**fields))


@pytest.mark.parametrize(
    "owner",
    [
        None,
        replace(MEMBER, guest=True),
        replace(MEMBER, outsider=True),
        replace(MEMBER, bot=True),
        replace(MEMBER, left=True),
    ],
)
def test_only_somebody_who_works_here_can_own_a_goal(owner: Member | None) -> None:
    with pytest.raises(goals.CannotOwn):
        check(a_goal(), owner=owner)


@pytest.mark.parametrize("channel", [None, replace(INSIDE, inside=False), replace(INSIDE, archived=True)])
def test_a_channel_in_which_nothing_can_be_posted_is_refused(channel: Channel | None) -> None:
    with pytest.raises(goals.CannotPostThere):
        check(a_goal(), channel=channel)


def test_an_overdue_goal_can_be_edited_as_long_as_its_due_date_stays() -> None:
    overdue = a_goal(due=TODAY - timedelta(days=3))
    check(replace(overdue, title="Sell bikes"), overdue)

    with pytest.raises(goals.DueInPast):
        check(replace(overdue, due=TODAY - timedelta(days=2)), overdue)


def test_a_target_lowered_below_the_value_is_no_mistake_in_an_edit() -> None:
    before = a_goal(current="90")
    check(replace(before, target=Decimal(80)), before)


def test_hr_and_the_owner_may_write_and_nobody_else() -> None:
    stranger = replace(MEMBER, id=UserId("U2"))
    goals.must_write(a_goal(), Actor(MEMBER))
    goals.must_write(a_goal(), Actor(stranger, frozenset({Role.HR})))
    for roles in (frozenset[Role](), frozenset({Role.LEADER, Role.ADMIN})):
        with pytest.raises(goals.NotYourGoal):
            goals.must_write(a_goal(), Actor(stranger, roles))


def test_a_closed_goal_is_not_there_to_be_written() -> None:
    for goal in (None, a_goal(closed_at=NOW)):
        with pytest.raises(NotFound):
            goals.open_one(goal)


@pytest.mark.parametrize(
    ("start", "target", "current", "percent", "reached"),
    [
        ("0", "100", "62", 62, False),
        ("0", "3", "2.9999", 99, False),
        ("0", "100", "100", 100, True),
        ("0", "100", "120", 120, True),
        ("12", "5", "8.5", 50, False),
        ("12", "5", "5", 100, True),
        ("12", "5", "4", 114, True),
        ("12", "5", "13", 0, False),
        ("-10", "10", "0", 50, False),
    ],
)
def test_progress_works_up_and_down_and_never_rounds_up_to_reached(
    start: str, target: str, current: str, percent: int, reached: bool
) -> None:
    goal = a_goal(start, target, current)
    assert (goal.percent, goal.reached) == (percent, reached)


@pytest.mark.parametrize(
    ("current", "days", "pace"),
    [
        ("0", 0, Pace.ON_TRACK),
        ("50", 50, Pace.ON_TRACK),
        ("46", 50, Pace.ON_TRACK),
        ("44", 50, Pace.BEHIND),
        ("99", 100, Pace.ON_TRACK),
        ("99", 101, Pace.MISSED),
        ("100", 101, Pace.REACHED),
    ],
)
def test_the_pace_is_measured_against_the_straight_line(current: str, days: int, pace: Pace) -> None:
    assert goals.pace(a_goal(current=current), TODAY + timedelta(days=days)) is pace


def test_the_pace_of_a_goal_that_goes_down_is_measured_the_same_way() -> None:
    halfway = TODAY + timedelta(days=50)
    assert goals.pace(a_goal("12", "5", "8.5"), halfway) is Pace.ON_TRACK
    assert goals.pace(a_goal("12", "5", "11"), halfway) is Pace.BEHIND
    assert goals.planned(a_goal("12", "5", "8.5"), halfway) == Decimal("8.5")


def test_a_goal_due_on_the_day_it_is_set_divides_by_no_zero() -> None:
    assert goals.planned_share(a_goal(due=TODAY), TODAY) == 1


@pytest.mark.parametrize(("why", "refusal"), [("", goals.WhyMissing), ("x" * 201, goals.WhyTooLong)])
def test_a_new_value_needs_one_line_of_why(why: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        goals.updated(a_goal(), an_update(why=why))


def test_a_value_that_nothing_moved_follows_a_corrected_start_and_one_that_moved_does_not() -> None:
    wish = Wish("Sell", "bikes", Decimal(10), Decimal(100), TODAY, MEMBER.id, INSIDE.id)
    assert goals.edited(a_goal(), wish).current == 10
    assert goals.edited(a_goal(current="5"), wish).current == 5


def test_a_fingerprint_is_of_what_an_edit_changes_and_not_of_the_value() -> None:
    assert goals.fingerprint(a_goal()) == goals.fingerprint(a_goal(current="62"))
    goals.must_be_as_seen(a_goal(current="62"), goals.fingerprint(a_goal()))
    for changed in (a_goal(target="500"), a_goal(title="Sell more"), a_goal(channel=""), a_goal(due=TODAY)):
        with pytest.raises(goals.ChangedMeanwhile):
            goals.must_be_as_seen(changed, goals.fingerprint(a_goal()))
