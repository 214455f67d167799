"""The list of goals: what everybody sees, with buttons for those who may write."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo

from bot.domain.goals import Goal, Update
from handlers.views.goals import CLOSE, EDIT, LIST, NEW, UPDATE, item, latest, nothing_yet
from handlers.views.texts import Block, actions, button, confirm, context, cut, modal, section
from handlers.views.words import _

PAGE = 20  # goals: with buttons, a reason and a line between them they come to 80 of the 100 blocks of a modal
BACK = "goal_list_back"
NEXT = "goal_list_next"

DIVIDER: Block = {"type": "divider"}


def listing(
    goals: Sequence[Goal],
    updates: Mapping[str, Update],
    today: date,
    zone: tzinfo,
    *,
    writes: Callable[[Goal], bool],
    hr: bool,
    page: int = 0,
    said: str = "",
) -> Block:
    """The modal. *updates* has the last one of each goal by its id, *said* is what was just done, in mrkdwn."""
    page = max(0, min(page, (len(goals) - 1) // PAGE))
    shown = goals[page * PAGE : (page + 1) * PAGE]
    blocks = [section(f":white_check_mark: {said}"), DIVIDER] if said else []
    if hr:
        blocks.append(actions(button(_("New goal"), NEW, style="" if goals else "primary")))
        blocks += [DIVIDER] if goals else []
    if not goals:
        blocks.insert(0, section(nothing_yet(hr=hr)))
    for place, goal in enumerate(shown):
        blocks += [DIVIDER] if place else []
        blocks += _entry(goal, updates.get(goal.id), today, zone, writes=writes(goal))
    blocks += _pages(len(goals), page)
    return modal(LIST, _("Goals"), blocks, close=_("Done"), metadata=str(page))


def page_of(view: Block) -> int:
    """The page that a list shows."""
    return int(view.get("private_metadata") or 0)


def _entry(goal: Goal, update: Update | None, today: date, zone: tzinfo, *, writes: bool) -> list[Block]:
    blocks = [section(item(goal, today))]
    if update is not None:
        blocks.append(context(latest(update, zone)))
    if writes:
        name = cut(goal.title, 60)
        close = button(_("Close"), CLOSE, goal.id, says=_("Close {title}").format(title=name))
        close["confirm"] = confirm(
            _("Close this goal?"),
            _("“{title}” leaves the list and Home for everybody. Its updates are kept.").format(title=goal.title),
            _("Close goal"),
            _("Keep it"),
        )
        update_it = button(_("Update"), UPDATE, goal.id, says=_("Update {title}").format(title=name))
        blocks.append(
            actions(update_it, button(_("Edit"), EDIT, goal.id, says=_("Edit {title}").format(title=name)), close)
        )
    return blocks


def _pages(count: int, page: int) -> list[Block]:
    """Where in a long list this is, and the ways on."""
    if count <= PAGE:
        return []
    first, last = page * PAGE + 1, min(count, (page + 1) * PAGE)
    words = _("Goals {first} to {last} of {count}, by due date.").format(first=first, last=last, count=count)
    ways = [button(_("Earlier due"), BACK, str(page - 1))] if page else []
    if last < count:
        ways.append(button(_("Later due"), NEXT, str(page + 1)))
    return [DIVIDER, section(words), actions(*ways)]
