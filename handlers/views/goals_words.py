"""A goal in words: its numbers, how far it has come, how it does. Everything that shows a goal says it the same way."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.domain import goals
from bot.domain.goals import Goal, Pace
from handlers.views.texts import escape
from handlers.views.words import _, ngettext

BAR = 10  # signs in a bar
_NO_BREAK = "\u00a0"


def number(value: Decimal) -> str:
    """A number as it is read: thousands grouped, no more digits than it has."""
    return format_decimal(value, format="#,##0.####", locale="en_US")


def amount(goal: Goal, value: Decimal) -> str:
    """A number with its unit: ``62 bikes``; not escaped."""
    return f"{number(value)}{_NO_BREAK}{goal.unit}"


def day(when: date, *, year: bool = False) -> str:
    """A day: ``12 Mar``, or ``12 Mar 2027``."""
    return format_date(when, "d MMM y" if year else "d MMM", locale="en_US")


def bar(goal: Goal) -> str:
    """The way as a row of ten signs, full only when the target is reached; words always stand beside it."""
    full = BAR if goal.reached else min(BAR - 1, (goal.percent * BAR + 50) // 100)
    return "▓" * full + "░" * (BAR - full)


def way(goal: Goal) -> str:
    """How far it has come: ``62 of 100 bikes (62 %)``, or from where to where if it does not begin at zero."""
    now, percent = amount(goal, goal.current), f"{goal.percent}{_NO_BREAK}%"
    if goal.start == 0 and goal.unit != "%" and goal.share >= 0:
        words = _("{now} of {target} ({percent})").format(
            now=number(goal.current), target=amount(goal, goal.target), percent=percent
        )
    elif goal.reached:
        words = _("{now} now, from {start}; the target is {target}").format(
            now=now, start=number(goal.start), target=number(goal.target)
        )
    else:
        away = goal.share < 0
        done = _("further away than at the start") if away else _("{percent} of the way").format(percent=percent)
        words = _("{now} now, from {start} to {target} ({done})").format(
            now=now, start=number(goal.start), target=number(goal.target), done=done
        )
    return escape(words)


def left(goal: Goal, today: date) -> str:
    """How many days are left, or since when it is over."""
    days = (goal.due - today).days
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("one day over", "{n} days over", -days).format(n=-days)
    return ngettext("one day left", "{n} days left", days).format(n=days)


def standing(goal: Goal, today: date) -> str:
    """How it does: ``34 days left; on track``."""
    pace = goals.pace(goal, today)
    if pace is Pace.REACHED:
        return _("target reached")
    if pace is Pace.MISSED:
        return _("{left}; not reached").format(left=left(goal, today))
    if pace is Pace.ON_TRACK:
        return _("{left}; on track").format(left=left(goal, today))
    line = escape(amount(goal, goals.planned(goal, today)))
    return _("{left}; behind (an even pace would be at {line} by now)").format(left=left(goal, today), line=line)


def mark(goal: Goal, today: date) -> str:
    """An emoji beside the words for how it does."""
    marks = {
        Pace.REACHED: ":white_check_mark:",
        Pace.ON_TRACK: ":large_green_circle:",
        Pace.BEHIND: ":large_orange_circle:",
        Pace.MISSED: ":red_circle:",
    }
    return marks[goals.pace(goal, today)]
