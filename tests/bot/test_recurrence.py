"""Recurrence against an oracle that knows nothing of folds and gaps: it watches the clock on the wall go by."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import EVERY_DAY, Once, Recurrence, Slot, UnknownZone, zone_named

ZONES = {
    "America/New_York": (2026, 2027),
    "Europe/London": (2026, 2027),
    "Asia/Beirut": (2022, 2023, 2026),
    "America/Havana": (2026, 2027),
    "Australia/Lord_Howe": (2026, 2027),
    "Pacific/Apia": (2010, 2011),  # left out 30 December 2011
    "Africa/Cairo": (2014, 2026),  # four changes in 2014
    "America/Santiago": (2026, 2027),
    "Antarctica/Troll": (2026, 2027),  # two hours at once
    "Africa/Casablanca": (2026, 2027),  # summer time pauses for Ramadan
    "Europe/Madrid": (2026,),
}
TIMES = [
    time(0),
    time(0, 15),
    time(0, 30),
    time(1),
    time(1, 30),
    time(1, 59),
    time(2),
    time(2, 15),
    time(2, 30),
    time(3),
]
MINUTE = timedelta(minutes=1)


@cache
def changes(zone: str, year: int) -> list[datetime]:
    """The hours (UTC) of *year* in which *zone* sets its clock."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(-30, 366 * 24 + 30)]
    offsets = [hour.astimezone(ZoneInfo(zone)).utcoffset() for hour in hours]
    return [hours[n] for n in range(len(hours) - 1) if offsets[n] != offsets[n + 1]]


@cache
def passed(zone: str, start: datetime, end: datetime) -> dict[datetime, datetime]:
    """Every minute of the clock on the wall, with the minute of UTC at which it is shown, or jumped over, first."""
    first: dict[datetime, datetime] = {}
    latest = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    for number in range(1, int((end - start) / MINUTE)):
        minute = start + number * MINUTE
        wall = minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        while latest < wall:
            latest += MINUTE
            first[latest] = minute
    return first


def watched(zone: str, at: time, weekdays: frozenset[int], start: datetime, end: datetime) -> list[datetime]:
    """The instants at which somebody who watches the clock minute by minute would ring, once for several at once."""
    first = passed(zone, start, end)
    days = [start.date() + timedelta(days=number) for number in range(-2, 10)]
    walls = [datetime.combine(day, at) for day in days if day.weekday() in weekdays]
    return sorted({first[wall] for wall in walls if wall in first})


def planned(recurrence: Recurrence, start: datetime, end: datetime) -> list[datetime]:
    found, instant = [], start
    while (slot := recurrence.next_after(instant)).at < end:
        found.append(slot.at)
        instant = slot.at
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_every_change_of_the_clocks_is_met_as_by_somebody_who_watches_them(zone: str) -> None:
    met = 0
    for year in ZONES[zone]:
        for change in changes(zone, year):
            start, end = change - timedelta(days=3), change + timedelta(days=3)
            for at in TIMES:
                for weekdays in (EVERY_DAY, frozenset({5}), frozenset({6, 0})):
                    expected = watched(zone, at, weekdays, start, end)
                    assert planned(Recurrence(at, zone, weekdays), start, end) == expected, (change, at, weekdays)
            met += 1
    assert met >= 2


zones = st.sampled_from(sorted(ZONES))
whole_minutes = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
some_weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@given(zone=zones, change=st.integers(0, 3), at=whole_minutes, weekdays=some_weekdays)
def test_any_time_and_days_are_met_too(zone: str, change: int, at: time, weekdays: frozenset[int]) -> None:
    there = changes(zone, ZONES[zone][-1])
    start = there[change % len(there)] - timedelta(days=3)
    end = start + timedelta(days=6)

    expected = watched(zone, at, weekdays, start, end)
    assert planned(Recurrence(at, zone, weekdays), start, end) == expected


instants = st.integers(0, 42 * 366 * 24 * 60).map(lambda minutes: datetime(1995, 1, 1, tzinfo=UTC) + minutes * MINUTE)
weekly = st.builds(Recurrence, whole_minutes, zones, weekdays=some_weekdays)
monthly = st.builds(Recurrence, whole_minutes, zones, month_day=st.integers(1, 31))
recurrences = weekly | monthly


@given(recurrence=recurrences, instant=instants)
def test_slots_always_move_forward_and_no_two_have_one_name(recurrence: Recurrence, instant: datetime) -> None:
    slots: list[Slot] = []
    for _ in range(6):
        slots.append(recurrence.next_after(slots[-1].at if slots else instant))

    assert slots[0].at > instant
    assert all(one.at < next_one.at for one, next_one in pairwise(slots))
    assert len({slot.key for slot in slots}) == len(slots)


@given(recurrence=recurrences, instant=instants, earlier=st.timedeltas(timedelta(), timedelta(days=3)))
def test_nothing_lies_between_an_instant_and_its_next_slot(
    recurrence: Recurrence, instant: datetime, earlier: timedelta
) -> None:
    slot = recurrence.next_after(instant)

    assert recurrence.next_after(max(instant, slot.at - earlier - timedelta(microseconds=1))) == slot


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),  # the gap ends at 03:00, and then it comes
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),  # the first of two
        ("Asia/Beirut", "2026-03-29T00:30", "2026-03-28T22:00"),  # there is no midnight that day
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # half an hour is left out
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-30T10:00"),  # the day is left out; the next one begins
        ("America/Havana", "2026-11-01T00:30", "2026-11-01T04:30"),
    ],
)
def test_a_time_that_is_left_out_or_comes_twice_has_one_instant(zone: str, wall: str, instant: str) -> None:
    slot = Once(datetime.fromisoformat(wall), zone).next_after(datetime(2000, 1, 1, tzinfo=UTC))

    assert slot is not None
    assert slot.at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert slot.key == f"{wall}[{zone}]"


@pytest.mark.parametrize("zone", ["Europe/Gone", "Europe", "", "../etc", "/etc/localtime"])
def test_a_zone_that_is_none_any_more_is_refused(zone: str) -> None:
    for schedule in (Once(datetime.fromisoformat("2026-05-04T09:00"), zone), Recurrence(time(9), zone, EVERY_DAY)):
        with pytest.raises(UnknownZone):
            schedule.next_after(datetime(2026, 5, 1, tzinfo=UTC))


def test_once_is_over_when_it_is_over() -> None:
    once = Once(datetime.fromisoformat("2026-05-04T09:00"), "Europe/Madrid")

    assert once.next_after(datetime(2026, 5, 4, 6, 59, tzinfo=UTC)) is not None
    assert once.next_after(datetime(2026, 5, 4, 7, tzinfo=UTC)) is None


def test_every_year_has_its_leap_day_where_one_is_asked_for_and_a_last_day_where_it_is_short() -> None:
    last, twenty_ninth = (Recurrence(time(9), "Europe/Madrid", month_day=day) for day in (31, 29))
    start, end = datetime(2027, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)

    days = [instant.astimezone(ZoneInfo("Europe/Madrid")).date() for instant in planned(last, start, end)]
    assert [(day.month, day.day) for day in days[:4]] == [(1, 31), (2, 28), (3, 31), (4, 30)]
    assert len(days) == 24
    assert all((day + timedelta(days=1)).day == 1 for day in days)

    feb = [instant.date() for instant in planned(twenty_ninth, start, end) if instant.month == 2]
    assert feb == [date(2027, 2, 28), date(2028, 2, 29)]


def test_the_day_that_samoa_left_out_makes_no_second_post() -> None:
    midnight = Recurrence(time(0), "Pacific/Apia", EVERY_DAY)
    start = datetime(2011, 12, 29, 9, tzinfo=UTC)

    found = planned(midnight, start, start + timedelta(days=3))

    walls = [f"{instant.astimezone(ZoneInfo('Pacific/Apia')):%d %H:%M}" for instant in found]
    assert walls == ["29 00:00", "31 00:00", "01 00:00"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Madrid", "Europe/Madrid"),
        (" europe/madrid ", "Europe/Madrid"),
        ("America/New york", "America/New_York"),
    ],
)
def test_a_zone_is_found_however_it_is_written(typed: str, meant: str) -> None:
    assert zone_named(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("Madrid", "Europe/Madrid"), ("Europe/Madrd", "Europe/Madrid"), ("Mars", ""), ("CEST", "")]
)
def test_what_is_no_zone_is_refused_with_one_that_was_probably_meant(typed: str, meant: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        zone_named(typed)

    assert refused.value.meant == meant
