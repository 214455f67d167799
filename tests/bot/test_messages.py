"""The rules of messages."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.ids import ChannelId, GroupId, TeamId, UserId
from bot.domain.members import Member
from bot.domain.messages import (
    Audience,
    ChangedMeanwhile,
    Content,
    Kind,
    Message,
    Now,
    Schedule,
    State,
    TimePast,
    TooFarAhead,
    cancelled,
    confirmed,
    moved_on,
    overdue,
    paused,
    recipients,
    resumed,
    step,
)
from bot.domain.messages_form import How, Wish, content_of, schedule_of, wish_of
from bot.domain.recurrence import EVERY_DAY, Once, Recurrence, Slot
from bot.domain.refusals import NotFound

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAILY = Recurrence(time(9), "UTC", EVERY_DAY)
TOMORROW = Once(datetime.fromisoformat("2026-05-05T09:00"), "UTC")
YESTERDAY = Once(datetime.fromisoformat("2026-05-03T09:00"), "UTC")


def message(schedule: Schedule = DAILY, **more: Any) -> Message:
    plain = Message("m1", UserId("U1"), Content(Kind.BRAND, "Hi"), Audience((ChannelId("C1"),)), schedule)
    return replace(plain, **more)


def planned(schedule: Schedule = DAILY, at: datetime = NOW, **more: Any) -> Message:
    return message(schedule, state=State.PLANNED, next=schedule.next_after(at), **more)


def test_a_draft_becomes_a_message_whose_next_slot_is_the_first_to_come() -> None:
    done = confirmed(message(), None, NOW)

    assert done.state is State.PLANNED
    assert done.next == Slot("2026-05-05T09:00[UTC]", datetime(2026, 5, 5, 9, tzinfo=UTC))


def test_now_is_a_slot_of_its_own_for_each_version() -> None:
    assert confirmed(message(Now()), None, NOW).next == Slot("now:1", NOW)
    edits = message(Now(), id="d1", edits="m1")
    assert confirmed(edits, planned(), NOW).next == Slot("now:2", NOW)


def test_an_edit_keeps_the_author_and_counts_one_version_up() -> None:
    edit = message(TOMORROW, id="d1", edits="m1", author=UserId("U2"), content=Content(Kind.BRAND, "Ho"))

    done = confirmed(edit, planned(), NOW)

    assert (done.id, done.author, done.version, done.content.text) == ("m1", "U1", 2, "Ho")
    assert done.next == TOMORROW.next_after(NOW)
    assert done.edits == ""


@pytest.mark.parametrize(
    "original", [None, planned(version=2), message(state=State.DONE), message(state=State.CANCELLED), message()]
)
def test_an_edit_of_what_is_no_longer_so_is_refused(original: Message | None) -> None:
    with pytest.raises(ChangedMeanwhile):
        confirmed(message(id="d1", edits="m1"), original, NOW)


def test_what_is_paused_stays_so_when_edited_unless_it_is_sent_now() -> None:
    held = paused(planned())
    edit = message(TOMORROW, id="d1", edits="m1", version=2)

    assert confirmed(edit, held, NOW).state is State.PAUSED
    assert confirmed(edit, held, NOW).next is None
    assert confirmed(replace(edit, schedule=Now()), held, NOW).state is State.PLANNED


def test_a_time_that_is_over_can_be_neither_confirmed_nor_resumed() -> None:
    for attempt in (
        lambda: confirmed(message(YESTERDAY), None, NOW),
        lambda: confirmed(message(YESTERDAY, id="d1", edits="m1", version=2), paused(planned()), NOW),
        lambda: resumed(message(YESTERDAY, state=State.PAUSED), NOW),
    ):
        with pytest.raises(TimePast):
            attempt()


@pytest.mark.parametrize("wall", ["2031-06-01T09:00", "9999-12-31T23:59"])
def test_nothing_is_planned_for_years_from_now(wall: str) -> None:
    with pytest.raises(TooFarAhead):
        confirmed(message(Once(datetime.fromisoformat(wall), "America/New_York")), None, NOW)


@pytest.mark.parametrize(
    ("late", "groups", "waited", "over"),
    [
        (12 * HOUR, (), 12 * HOUR, False),
        (12 * HOUR, (), 13 * HOUR, True),
        (timedelta(), (), timedelta(minutes=5), False),
        (timedelta(), (), timedelta(minutes=6), True),
        (timedelta(), (GroupId("S1"),), timedelta(minutes=59), False),
        (timedelta(), (GroupId("S1"),), timedelta(minutes=61), True),
    ],
)
def test_what_waited_too_long_is_not_sent_and_to_a_crowd_what_was_begun_is_finished(
    late: timedelta, groups: tuple[GroupId, ...], waited: timedelta, over: bool
) -> None:
    assert overdue(planned(late=late, audience=Audience(groups=groups)), NOW, NOW + waited) is over


def test_only_what_is_planned_is_paused_and_only_what_is_paused_goes_on() -> None:
    assert resumed(paused(planned()), NOW).next == DAILY.next_after(NOW)
    with pytest.raises(NotFound):
        paused(paused(planned()))
    with pytest.raises(NotFound):
        resumed(planned(), NOW)
    for state in (State.DRAFT, State.DONE, State.CANCELLED):
        with pytest.raises(NotFound):
            cancelled(message(state=state))


@pytest.mark.parametrize(
    ("late", "minutes", "reason"),
    [
        (12 * HOUR, 0, ""),
        (12 * HOUR, 12 * 60, ""),
        (12 * HOUR, 12 * 60 + 1, "too_late"),
        (timedelta(), 5, ""),
        (timedelta(), 6, "too_late"),
        (24 * HOUR, 24 * 60 - 1, ""),
        (24 * HOUR, 24 * 60, "overtaken"),
    ],
)
def test_a_missed_slot_is_sent_within_its_window_unless_the_next_one_has_come(
    late: timedelta, minutes: int, reason: str
) -> None:
    one = planned(late=late)
    assert one.next is not None

    assert step(one, one.next.at + timedelta(minutes=minutes)).reason == reason


def test_after_a_long_sleep_exactly_the_latest_slot_is_sent() -> None:
    one, reasons = planned(), []
    wake = NOW + timedelta(days=10)
    while one.next is not None and one.next.at <= wake:
        done = step(one, wake)
        reasons.append(done.reason)
        one = moved_on(one, done)

    assert reasons == ["overtaken"] * 9 + [""]
    assert one.next == DAILY.next_after(wake)


def test_what_comes_once_is_done_when_it_came() -> None:
    one = planned(TOMORROW)
    assert one.next is not None

    done = moved_on(one, step(one, one.next.at))

    assert (done.state, done.next) == (State.DONE, None)


def test_everybody_gets_it_once_and_of_a_group_only_those_who_can() -> None:
    def member(name: str, **more: Any) -> Member:
        return Member(UserId(name), TeamId("T1"), name, **more)

    people = [member("U1"), member("U2"), member("U3", left=True), member("U4", bot=True), member("U5", outsider=True)]
    audience = Audience((ChannelId("C1"),), (UserId("U1"), UserId("U3")), (GroupId("S1"), GroupId("S2")))
    groups = {"S1": frozenset(one.id for one in people), "S2": frozenset({UserId("U2"), UserId("U9")})}

    assert recipients(audience, groups, {one.id: one for one in people}) == ("C1", "U1", "U3", "U2")


@pytest.mark.parametrize(
    "schedule",
    [
        Now(),
        TOMORROW,
        Recurrence(time(8, 15), "Asia/Tokyo", frozenset({1, 4})),
        Recurrence(time(9), "UTC", month_day=31),
    ],
)
def test_the_form_of_an_edit_means_the_same_message(schedule: Schedule) -> None:
    content = Content(Kind.GOAL, "Hi", "https://a.example", "https://a.example/b.png", "A bike", "g1")
    wish = wish_of(message(schedule, content=content, late=HOUR))

    assert content_of(wish) == content
    assert schedule_of(wish, NOW) == schedule
    assert wish.late == 60


@pytest.mark.parametrize("typed", ["https://a.example", "https://a.example/b?c=d#e", "HTTPS://münchen.example:8443/x"])
def test_these_are_links(typed: str) -> None:
    assert content_of(Wish(text="Hi", link=typed)).link == typed


def test_a_goal_is_forgotten_by_a_brand_message_and_words_for_no_image_too() -> None:
    content = content_of(Wish(text=" Hi ", goal="g1", alt="A bike"))

    assert content == Content(Kind.BRAND, "Hi")


def test_a_wall_clock_time_in_the_form_is_taken_by_the_zone_of_the_form() -> None:
    wish = Wish(how=How.ONCE, date="2026-05-05", time="09:00", zone="asia/tokyo")

    assert schedule_of(wish, NOW) == Once(datetime.fromisoformat("2026-05-05T09:00"), "Asia/Tokyo")
    with pytest.raises(TimePast):
        schedule_of(replace(wish, date="2026-05-04"), NOW)
