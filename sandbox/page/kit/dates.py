"""Instants as Slack writes them for the person who reads: ``{date_short} at {time}``, in their own time zone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from sandbox.words import _

_TOKEN = re.compile(r"\{([a-z_]+)\}")


def written(timestamp: int, template: str, zone: tzinfo, now: datetime) -> str:
    """*template* with its tokens replaced; *timestamp* is seconds since 1970.

    Raises ValueError for a token that does not exist or a time that is out of range.
    """
    try:
        when = datetime.fromtimestamp(timestamp, UTC).astimezone(zone)
    except (OverflowError, OSError) as error:
        raise ValueError(timestamp) from error
    here = now.astimezone(zone)
    return _TOKEN.sub(lambda token: _one(token[1], when, here), template)


def _one(token: str, when: datetime, now: datetime) -> str:
    if token == "ago":
        return _distance(int((when - now).total_seconds()))
    if token == "day_divider_pretty":
        return _relative_day(when, now) or (_weekday(when) if when.year == now.year else _FORMATS["date_long"](when))
    name = token.removesuffix("_pretty")
    if name not in _FORMATS:
        raise ValueError(token)
    return (_relative_day(when, now) if name != token else "") or _FORMATS[name](when)


def day(when: datetime) -> str:
    """December 24th, 2026."""
    return f"{when:%B} {_ordinal(when.day)}, {when.year}"


def clock_time(when: datetime) -> str:
    """9:30 AM."""
    return f"{when:%I:%M %p}".removeprefix("0")


def _weekday(when: datetime) -> str:
    return f"{when:%A, %B} {_ordinal(when.day)}"


# docs.slack.dev, "Formatting message text" and "Date element"; the two pages differ over {date}, the first one counts.
_FORMATS: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda when: f"{when:%Y-%m-%d}",
    "date_slash": lambda when: f"{when:%d/%m/%Y}",
    "date": day,
    "date_short": lambda when: f"{when:%b} {when.day}, {when.year}",
    "date_long": lambda when: f"{_weekday(when)}, {when.year}",
    "date_long_full": lambda when: f"{when:%B} {when.day}, {when.year}",
    "time": clock_time,
    "time_secs": lambda when: f"{when:%I:%M:%S %p}".removeprefix("0"),
}


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number < 20 else endings.get(number % 10, 'th')}"


def _relative_day(when: datetime, now: datetime) -> str:
    days = (when.date() - now.date()).days
    return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get(days, "")


def _distance(seconds: int) -> str:
    """How far away an instant is, in its largest unit."""
    units = ((86400, _("day"), _("days")), (3600, _("hour"), _("hours")), (60, _("minute"), _("minutes")))
    for size, one, many in units:
        if count := abs(seconds) // size:
            unit = one if count == 1 else many
            template = _("{count} {unit} ago") if seconds < 0 else _("in {count} {unit}")
            return template.format(count=count, unit=unit)
    return _("just now")
