"""What is planned: a list in which messages are edited, held back, cancelled, or looked at."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.ids import GroupId
from bot.domain.messages import Message, State
from bot.domain.recurrence import Once, UnknownZone
from handlers.views.messages import excerpt, kind, rhythm, to_whom, upcoming
from handlers.views.texts import Block, actions, button, confirm, cut, escape, in_bold, mention, modal, section
from handlers.views.words import _

PLANNED = "message_planned"
NEW = "message_new"
EDIT = "message_edit"
PAUSE = "message_pause"
RESUME = "message_resume"
CANCEL = "message_cancel"
LOOK = "message_look"
BACK = "message_list_back"
NEXT = "message_list_next"

PAGE = 20  # messages: with buttons and a line between them they come to 60 of the 100 blocks of a modal

DIVIDER: Block = {"type": "divider"}


def listing(
    messages: Sequence[Message],
    goals: Mapping[str, str],
    handles: Mapping[GroupId, str],
    now: datetime,
    *,
    page: int = 0,
    said: str = "",
) -> Block:
    """The modal. *goals* are titles by id, *handles* those of user groups; *said* is what was just done."""
    page = max(0, min(page, (len(messages) - 1) // PAGE))
    blocks = [section(said), DIVIDER] if said else []
    if not messages:
        blocks.append(section(_("Nothing is planned. What should people hear next?")))
    blocks.append(actions(button(_("New message"), NEW, style="" if messages else "primary")))
    for message in messages[page * PAGE : (page + 1) * PAGE]:
        blocks += [DIVIDER, *_entry(message, goals, handles, now)]
    blocks += _pages(len(messages), page)
    return modal(PLANNED, _("Planned messages"), blocks, close=_("Close"), metadata=str(page))


def page_of(view: Block) -> int:
    """The page that a list shows."""
    return int(view.get("private_metadata") or 0)


def _entry(message: Message, goals: Mapping[str, str], handles: Mapping[GroupId, str], now: datetime) -> list[Block]:
    title = excerpt(message.content, goals)
    line = _("{kind} to {who}, by {author}").format(
        kind=kind(message.content), who=to_whom(message.audience, handles), author=mention(message.author)
    )
    text = f"*{in_bold(title)}*\n{_when(message, now)}\n{line}"
    return [section(text), actions(*_buttons(message, cut(title, 50), now))]


def _when(message: Message, now: datetime) -> str:
    how = rhythm(message.schedule)
    how = how[:1].upper() + how[1:]
    if message.state is State.PAUSED:
        return " ".join([_(":double_vertical_bar: *Paused.* {how}").format(how=how), *_stuck(message, now)])
    return (
        how if isinstance(message.schedule, Once) else f"{how}\n" + _("*Next:* {when}").format(when=upcoming(message))
    )


def _stuck(message: Message, now: datetime) -> list[str]:
    """Why resuming would be in vain, and what helps; empty if it would not."""
    try:
        over = message.schedule.next_after(now) is None and isinstance(message.schedule, Once)
    except (UnknownZone, OverflowError):
        return [_("That time cannot be worked out any more: Edit gives it another one.")]
    return [_("That is over: Edit gives it a new time.")] if over else []


def _buttons(message: Message, title: str, now: datetime) -> list[Block]:
    buttons = [button(_("Edit"), EDIT, message.id, says=_("Edit {title}").format(title=title))]
    if message.state is State.PLANNED:
        buttons.append(button(_("Pause"), PAUSE, message.id, says=_("Pause {title}").format(title=title)))
    elif not _stuck(message, now):
        buttons.append(button(_("Resume"), RESUME, message.id, says=_("Resume {title}").format(title=title)))
    look = _("Send to me now: {title}").format(title=title)
    buttons.append(button(_("Send to me now"), LOOK, message.id, says=look))
    cancel = button(_("Cancel"), CANCEL, message.id, says=_("Cancel {title}").format(title=title))
    cancel["confirm"] = confirm(
        _("Cancel this message?"),
        _("It is not sent any more, and leaves this list. What was sent stays."),
        _("Cancel it"),
        _("Keep it"),
    )
    return [*buttons, cancel]


def _pages(count: int, page: int) -> list[Block]:
    """Where in a long list this is, and the ways on."""
    if count <= PAGE:
        return []
    first, last = page * PAGE + 1, min(count, (page + 1) * PAGE)
    words = _("Messages {first} to {last} of {count}, the next ones first.").format(first=first, last=last, count=count)
    ways = [button(_("Earlier"), BACK, str(page - 1))] if page else []
    if last < count:
        ways.append(button(_("Later"), NEXT, str(page + 1)))
    return [DIVIDER, section(words), actions(*ways)]


def paused(title: str) -> str:
    """A message is held back."""
    return _(":white_check_mark: “{title}” is paused: nothing is sent until you resume it.").format(title=escape(title))


def resumed(message: Message, title: str) -> str:
    """A message goes on."""
    return _(":white_check_mark: “{title}” goes on. Next: {when}").format(title=escape(title), when=upcoming(message))


def cancelled(title: str) -> str:
    """A message is given up."""
    return _(":white_check_mark: “{title}” is cancelled.").format(title=escape(title))


def refused(sentence: str) -> str:
    """Something could not be done."""
    return f":warning: {sentence}"
