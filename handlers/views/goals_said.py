"""What the list says on top once something was done."""

from bot.domain.goals import Goal
from handlers.views.goals_words import way
from handlers.views.texts import channel_link, escape
from handlers.views.words import _


def first_why() -> str:
    """The reason of the value that a goal began with, if that is not its start."""
    return _("Where we stood when the goal was set.")


def kept(goal: Goal) -> str:
    """A goal was set or edited."""
    return _("“{title}” is saved.").format(title=escape(goal.title))


def closed(goal: Goal) -> str:
    """A goal was closed."""
    return _("“{title}” is closed and off the list.").format(title=escape(goal.title))


def updated(goal: Goal, *, first: bool, tell: bool) -> str:
    """A goal has a new value, and who hears of it."""
    saved = _("“{title}” is saved: {way}.").format(title=escape(goal.title), way=way(goal))
    if first and goal.channel:
        then = _("The target is reached: {channel} celebrates!").format(channel=channel_link(goal.channel))
    elif first:
        then = _("The target is reached! This goal has no channel, so nothing is posted.")
    elif tell and goal.channel:
        then = _("The news goes to {channel}.").format(channel=channel_link(goal.channel))
    else:
        then = _("Nothing is posted.")
    return f"{saved} {then}"
