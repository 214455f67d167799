"""``make dst``: recurrence against brute force, over every distinct set of rules in the tz database, 2020 to 2037.

The oracle knows nothing of folds or gaps: it asks at which instant the clock on the wall first shows a time or a later
one. Beside it stands what APScheduler's CronTrigger does when it is given the zone itself.
"""

import sys
import time as stopwatch
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger

from bot.domain.recurrence import EVERY_DAY, Recurrence

FIRST, LAST = date(2020, 1, 1), date(2037, 12, 31)
STEP = timedelta(hours=6)  # no zone changes its offset twice within that
FAR = datetime(9999, 1, 1)  # noqa: DTZ001  # naive, as everything of the oracle's: it stands for UTC
MONDAYS = frozenset({0})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# RELIABILITY.md §1.3 has the same fourteen.
SCHEDULES = (
    *((f"daily {hour:02}:{minute:02}", time(hour, minute), EVERY_DAY, 0)
      for hour, minute in ((0, 0), (0, 30), (1, 30), (2, 0), (2, 30), (3, 0), (9, 0), (17, 0), (23, 30))),
    *((f"Monday {hour:02}:{minute:02}", time(hour, minute), MONDAYS, 0) for hour, minute in ((0, 0), (0, 30), (9, 0))),
    *((f"1st {hour:02}:00", time(hour), frozenset[int](), 1) for hour in (0, 9)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """A zone as brute force sees it: from each instant (UTC, naive) on, the clock is *offsets* ahead."""

    name: str
    starts: tuple[datetime, ...]
    offsets: tuple[timedelta, ...]

    def first_showing(self, wall: datetime) -> datetime:
        """The first instant at which the clock shows *wall* or later."""
        begin = max(bisect_right(self.starts, wall - timedelta(hours=30)) - 1, 0)
        for number in range(begin, len(self.starts)):
            end = self.starts[number + 1] if number + 1 < len(self.starts) else FAR
            instant = max(self.starts[number], wall - self.offsets[number])
            if instant < end:
                return instant
        raise ValueError(wall)


def rules_of(name: str) -> Rules:
    """The changes of a zone's offset, found step by step and then halved down to the second."""
    zone = ZoneInfo(name)
    start, end = datetime(2019, 12, 1, tzinfo=UTC), datetime(2038, 2, 1, tzinfo=UTC)
    starts, offsets, at = [start], [offset(zone, start)], start
    while at < end:
        following = at + STEP
        if offset(zone, following) != offsets[-1]:
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if offset(zone, middle) == offsets[-1] else (low, middle)
            starts.append(high.replace(microsecond=0))
            offsets.append(offset(zone, following))
        at = following
    return Rules(name, tuple(one.replace(tzinfo=None) for one in starts), tuple(offsets))


def offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    """How far the clock is ahead of UTC at *instant*."""
    return instant.astimezone(zone).utcoffset() or timedelta()


def distinct() -> list[Rules]:
    """One zone for each distinct set of rules."""
    found: dict[tuple[object, ...], Rules] = {}
    for name in sorted(available_timezones()):
        if "/" in name or name == "UTC":
            rules = rules_of(name)
            found.setdefault((rules.starts, rules.offsets), rules)
    return list(found.values())


def expected(rules: Rules, at: time, weekdays: frozenset[int], month_day: int) -> set[datetime]:
    """Every instant (UTC, naive) at which the schedule comes, by brute force."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return {
        rules.first_showing(datetime.combine(day, at))
        for day in days
        if (day.weekday() in weekdays if weekdays else day.day == month_day)
    }


def walked(rules: Rules, schedule: Recurrence, until: datetime) -> Iterator[datetime]:
    """What ``next_after`` gives, from slot to slot."""
    instant = rules.first_showing(datetime.combine(FIRST, time())).replace(tzinfo=UTC) - timedelta(seconds=1)
    while (slot := schedule.next_after(instant)).at.replace(tzinfo=None) <= until:
        yield slot.at.replace(tzinfo=None)
        instant = slot.at


def cron(rules: Rules, at: time, weekdays: frozenset[int], month_day: int, until: datetime) -> Iterator[datetime]:
    """What CronTrigger does with the zone."""
    days = {"day_of_week": ",".join(DAYS[day] for day in sorted(weekdays))} if weekdays else {"day": month_day}
    trigger = CronTrigger(timezone=ZoneInfo(rules.name), hour=at.hour, minute=at.minute, **days)
    now, before = rules.first_showing(datetime.combine(FIRST, time())).replace(tzinfo=UTC), None
    while (fire := trigger.get_next_fire_time(before, now)) and fire.astimezone(UTC).replace(tzinfo=None) <= until:
        yield fire.astimezone(UTC).replace(tzinfo=None)
        before, now = fire, fire + timedelta(microseconds=1)


def compare(wanted: set[datetime], came: list[datetime]) -> tuple[int, int]:
    """How many were missed, and how many came twice or at a moment that nobody wanted."""
    return len(wanted - set(came)), len(came) - len(wanted & set(came))


def main() -> int:
    """Print the table; fail if anything of ours was missed or doubled."""
    began = stopwatch.monotonic()
    zones = distinct()
    totals = [0, 0, 0, 0, 0]
    print(f"{len(zones)} distinct sets of rules, {len(SCHEDULES)} schedules, {FIRST.year} to {LAST.year}")
    print(f"{'schedule':14} {'moments':>9} | {'missed':>6} {'extra':>6} | CronTrigger: {'missed':>6} {'extra':>6}")
    for label, at, weekdays, month_day in SCHEDULES:
        row = [0, 0, 0, 0, 0]
        for rules in zones:
            wanted = expected(rules, at, weekdays, month_day)
            until = max(wanted)
            ours = compare(wanted, list(walked(rules, Recurrence(at, rules.name, weekdays, month_day), until)))
            theirs = compare(wanted, list(cron(rules, at, weekdays, month_day, until)))
            row = [one + more for one, more in zip(row, (len(wanted), *ours, *theirs), strict=True)]
        print(f"{label:14} {row[0]:9} | {row[1]:6} {row[2]:6} |              {row[3]:6} {row[4]:6}", flush=True)
        totals = [one + more for one, more in zip(totals, row, strict=True)]
    seconds = stopwatch.monotonic() - began
    print(
        f"zones={len(zones)} schedules={len(SCHEDULES)} moments={totals[0]} missed={totals[1]} doubled={totals[2]} "
        f"crontrigger_missed={totals[3]} crontrigger_extra={totals[4]} seconds={seconds:.0f}"
    )
    return 1 if totals[1] or totals[2] else 0


if __name__ == "__main__":
    sys.exit(main())
