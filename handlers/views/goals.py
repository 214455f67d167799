"""Goals as everybody sees them: the goal message, news of a new value, the celebration, the part of Home."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, tzinfo

from bot.domain.deliveries import Post
from bot.domain.goals import Goal, Update
from bot.domain.ids import UserId
from handlers.views.goals_chart import chart, in_words
from handlers.views.goals_words import amount, bar, day, mark, standing, way
from handlers.views.reasons import reason
from handlers.views.texts import (
    Block,
    actions,
    button,
    channel_link,
    context,
    escape,
    header,
    in_bold,
    mention,
    section,
)
from handlers.views.words import _, ngettext

LIST = "goal_list"
NEW = "goal_new"
UPDATE = "goal_update"
EDIT = "goal_edit"
CLOSE = "goal_close"
HOME = "home_goals"

MOST_AT_HOME = 5  # goals on Home; the list has all


def progress(goal: Goal, updates: Sequence[Update], today: date, zone: tzinfo = UTC, *, charts: bool = True) -> Post:
    """A goal message: words, a bar, a chart and its numbers. *updates* are oldest first; *zone* names their days."""
    title, numbers = escape(goal.title), escape(in_words(goal, updates, zone))
    owner = _("Owner: {owner}").format(owner=mention(goal.owner))
    history = _("In numbers: {numbers}.").format(numbers=numbers)
    why = [latest(updates[-1], zone)] if updates else []
    blocks = [
        header(goal.title),
        section(f"{bar(goal)}  *{way(goal)}*\n{mark(goal, today)} {_sentence(standing(goal, today))}"),
        *([chart(goal, updates, zone)] if charts else []),
        section("\n".join([history, *why])),
        context(owner),
    ]
    text = " ".join([f"{title}: {way(goal)}, {standing(goal, today)}.", history, *why, owner])
    return Post(text, tuple(blocks))


def told(goal: Goal, update: Update, today: date) -> Post:
    """The news of a new value, for the goal's channel."""
    line = _("New on our goal “{title}”: {way}").format(title=escape(goal.title), way=way(goal))
    by = _("Updated by {person}; {standing}.").format(person=mention(update.by), standing=standing(goal, today))
    title = _("New on our goal *{title}*").format(title=in_bold(goal.title))
    blocks = (section(f":dart: {title}\n{bar(goal)}  {way(goal)}"), section(_quoted(update.why)), context(by))
    return Post(f"{line}. {escape(update.why)} {by}", blocks)


def celebration(goal: Goal, update: Update, today: date) -> Post:
    """The target is reached: said once."""
    line = _("We did it! Our goal “{title}” is reached").format(title=escape(goal.title))
    thanks = _("Thank you, {owner} and everybody who helped!").format(owner=mention(goal.owner))
    when = _there(goal, today)
    blocks = (
        section(f":tada: *{line}!*\n{bar(goal)}  {way(goal)}"),
        section(_quoted(update.why)),
        section(f"{when} {thanks}"),
    )
    return Post(f"{line}: {way(goal)}. {escape(update.why)} {when} {thanks}", blocks)


def owned(goal: Goal, by: UserId) -> Post:
    """The word to somebody who was made a goal's owner."""
    due = day(goal.due, year=True)
    line = _("{person} made you the owner of the goal “{title}”: {way}, due {day}.").format(
        person=mention(by), title=escape(goal.title), way=way(goal), day=due
    )
    how = _("Keep its value fresh with `/goals`: each new value asks for one line of why.")
    return Post(f"{line} {how}", (section(f":dart: {line}"), context(how)))


def perhaps_posted(goal: Goal, channel: str, error: str) -> Post:
    """The same, where nobody knows whether they were posted."""
    line = _(
        "I do not know whether the news about the goal “{title}” went to {channel}: {why}. Please have a look there."
        " The new value itself is saved."
    )
    return Post(line.format(title=escape(goal.title), channel=channel_link(channel), why=reason(error)))


def too_old(goal: Goal, channel: str) -> Post:
    """The same, where they waited until they were no news any more."""
    line = _(
        "The news about the goal “{title}” did not go to {channel}: I could not send it in time, and by now it is"
        " old. The new value itself is saved."
    )
    return Post(line.format(title=escape(goal.title), channel=channel_link(channel)))


def not_posted(goal: Goal, channel: str, error: str) -> Post:
    """The word to whoever updated a goal whose news could not be posted."""
    line = _("The news about the goal “{title}” did not go to {channel}: {why}. The new value itself is saved.")
    return Post(line.format(title=escape(goal.title), channel=channel_link(channel), why=reason(error)))


def usage() -> str:
    """How ``/goals`` is typed."""
    return _("Try `/goals` to see where the company is going, or `/goals new` to set a goal (that is for HR).")


def home(goals: Sequence[Goal], today: date, mine: Collection[str], hr: bool) -> list[Block]:
    """The part of Home about goals. *mine* are the ids of the goals the reader may update."""
    blocks: list[Block] = [header(_("Goals"))]
    for goal in goals[:MOST_AT_HOME]:
        update = button(_("Update"), UPDATE, goal.id, says=_("Update {title}").format(title=goal.title))
        blocks.append(section(item(goal, today), update if goal.id in mine else None))
    if not goals:
        blocks.append(section(nothing_yet(hr=hr)))
    buttons = [button(_("See all goals"), HOME)] if goals else []
    if hr:
        buttons.append(button(_("New goal"), NEW))
    if len(goals) > MOST_AT_HOME:
        more = len(goals) - MOST_AT_HOME
        blocks.append(context(ngettext("And one more goal.", "And {n} more goals.", more).format(n=more)))
    if buttons:
        blocks.append(actions(*buttons))
    return blocks


def item(goal: Goal, today: date) -> str:
    """A goal in four lines, for lists: title, progress, how it does, and who answers for it."""
    owner = _("Owner: {owner}").format(owner=mention(goal.owner))
    due = _("due {day}").format(day=day(goal.due, year=True))
    how = f"{mark(goal, today)} {_sentence(standing(goal, today))} · {due}"
    return f"*{in_bold(goal.title)}*\n{bar(goal)}  {way(goal)}\n{how}\n{owner}"


def latest(update: Update, zone: tzinfo) -> str:
    """Who updated last, when and why."""
    return _("Latest: {update}").format(update=said(update, zone))


def said(update: Update, zone: tzinfo) -> str:
    """Who updated, when and why."""
    return _("{person} on {day}: “{why}”").format(
        person=mention(update.by), day=day(update.at.astimezone(zone).date()), why=escape(update.why)
    )


def nothing_yet(*, hr: bool) -> str:
    """The empty list."""
    what = _("Goals show everybody where the company is going and how far it has come.")
    if hr:
        return _("{what} There is none yet: set the first one, with a number that can be counted.").format(what=what)
    return _("{what} There is none yet; your HR team can set the first one.").format(what=what)


def _there(goal: Goal, today: date) -> str:
    """From where and since when, and whether in time."""
    days = (goal.due - today).days
    if days > 0:
        end = ngettext("we are there one day early", "we are there {n} days early", days).format(n=days)
    elif days == 0:
        end = _("we are there on the very day it is due")
    else:
        end = ngettext("we are there, one day late", "we are there, {n} days late", -days).format(n=-days)
    start, since = escape(amount(goal, goal.start)), day(goal.since, year=True)
    return _("We began at {start} on {since}, and {end}.").format(start=start, since=since, end=end)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    return f"> {escape(text)}"
