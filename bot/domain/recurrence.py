"""Moments on the clock on the wall, once or again and again, and the instants at which they come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.refusals import Refused

EVERY_DAY = frozenset(range(7))
LAST_DAY = 31  # as a day of the month: the last one, whichever it is

_SECOND = timedelta(seconds=1)


class UnknownZone(Refused):
    """*typed* is no time zone; *meant* is one that is written much like it, or empty."""

    field = "zone"

    def __init__(self, typed: str, meant: str = "") -> None:
        super().__init__(typed)
        self.typed = typed
        self.meant = meant


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned moment: *key* is the wall-clock time with its zone (RFC 9557), *at* the instant in UTC."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Once:
    """One moment: *wall* is naive, *zone* an IANA time zone."""

    wall: datetime
    zone: str

    def next_after(self, instant: datetime) -> Slot | None:
        """Its slot, if that comes after *instant*. Raises UnknownZone."""
        slot = _slot(self.wall, zone_info(self.zone))
        return slot if slot.at > instant else None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A wall-clock time on some days in a zone, for ever: on *weekdays* (0 is Monday), or on *month_day* (1 to 31).

    A month that is too short for *month_day* has it on its last day, so that nothing monthly leaves out a month.
    """

    at: time
    zone: str
    weekdays: frozenset[int] = frozenset()
    month_day: int = 0

    def __post_init__(self) -> None:
        if bool(self.weekdays) == bool(self.month_day):
            raise ValueError("a recurrence has either days of the week or a day of the month")

    def next_after(self, instant: datetime) -> Slot:
        """The first slot after *instant*. Raises UnknownZone.

        A wall-clock time that does not exist on its day comes at the first instant that does, one that exists twice
        comes the first time only. Days that a zone left out whole share one slot with the moment that followed them.
        """
        zone = zone_info(self.zone)
        today = instant.astimezone(zone).date()  # whatever the clock shows by now has had its slot
        slots = (_slot(datetime.combine(day, self.at), zone) for day in self._days(today))
        return next(slot for slot in slots if slot.at > instant)

    def _days(self, start: date) -> Iterator[date]:
        """The days on which it comes, from *start*."""
        if self.weekdays:
            day = start
            while True:
                if day.weekday() in self.weekdays:
                    yield day
                day += timedelta(days=1)
        month = start.replace(day=1)
        while True:
            following = (month + timedelta(days=31)).replace(day=1)
            last = (following - timedelta(days=1)).day
            day = month.replace(day=min(self.month_day, last))
            if day >= start:
                yield day
            month = following


def zone_named(typed: str) -> str:
    """The IANA name of the time zone that *typed* means, whatever its case and blanks. Raises UnknownZone."""
    known, cities = _zones()
    wanted = "_".join(typed.split()).casefold()
    if wanted in known:
        return known[wanted]
    city = get_close_matches(wanted.rpartition("/")[2], cities, n=1, cutoff=0.8)
    raise UnknownZone(typed, cities[city[0]] if city else "")


def zone_info(name: str) -> ZoneInfo:
    """The clock of the zone *name*. Raises UnknownZone: zones are given up, and then a new tzdata lacks them."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # each is ZoneInfo's way to say so for some kind of name
        raise UnknownZone(name) from None


@cache
def _zones() -> tuple[dict[str, str], dict[str, str]]:
    """Every zone by its name in small letters, and by its city's."""
    names = sorted(available_timezones())
    cities = {name.rpartition("/")[2].casefold(): name for name in names if "/" in name and name[:4] != "Etc/"}
    return {name.casefold(): name for name in names}, cities


def resolve(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clock on the wall in *zone* first shows the naive *wall*, or passes it by."""
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall(first, zone) == wall:
        return first
    # The clock was set forward past it (PEP 495): before the leap is the instant that *wall* would be by the offset
    # after it, and at or after the leap the one that it would be by the offset before it.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        before, after = (middle, after) if _wall(middle, zone) < wall else (before, middle)
    return after


def _slot(wall: datetime, zone: ZoneInfo) -> Slot:
    return Slot(f"{wall:%Y-%m-%dT%H:%M}[{zone.key}]", resolve(wall, zone))


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
