"""Times as a person reads them: in their zone, by the workspace's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.page.kit import dates
from sandbox.records import Person
from sandbox.words import _


def instant_of(ts: str) -> datetime:
    """The instant of a message's timestamp."""
    return datetime.fromtimestamp(float(ts), UTC)


def local(instant: datetime, person: Person) -> datetime:
    """*instant* on *person*'s wall clock."""
    return instant.astimezone(ZoneInfo(person.tz))


def time_of_day(instant: datetime, person: Person) -> str:
    """Hours and minutes: ``2:05 PM``."""
    return dates.clock_time(local(instant, person))


def date(instant: datetime, person: Person) -> str:
    """A short date: ``Fri, Nov 21, 2025``."""
    there = local(instant, person)
    return f"{there:%a}, {there:%b} {there.day}, {there.year}"


def day(instant: datetime, now: datetime, person: Person) -> str:
    """The day as a divider says it: Today, Yesterday, or ``Monday, November 17th``."""
    return dates.written(int(instant.timestamp()), "{day_divider_pretty}", ZoneInfo(person.tz), now)


def ago(instant: datetime, now: datetime, person: Person) -> str:
    """How long ago, as a thread says of its last reply."""
    return dates.written(int(instant.timestamp()), "{ago}", ZoneInfo(person.tz), now)


def exactly(instant: datetime, person: Person) -> str:
    """Date and time to the second, for a tooltip."""
    there = local(instant, person)
    return _("{date} at {time} ({zone})").format(date=date(instant, person), time=f"{there:%H:%M:%S}", zone=person.tz)


def span(length: timedelta) -> str:
    """A length of time by its two largest units: ``2 h``, ``1 d 3 h``, ``3 h 5 min``."""
    minutes = round(length.total_seconds() / 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    parts = [(days, _("{count} d")), (hours % 24, _("{count} h")), (minutes % 60, _("{count} min"))]
    said = [words.format(count=count) for count, words in parts if count]
    return " ".join(said[:2]) or _("{count} s").format(count=round(length.total_seconds()))
