"""The form of a message: its fields follow what is chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from babel.dates import get_day_names

from bot.domain import messages_form
from bot.domain.goals import Goal
from bot.domain.ids import ChannelId, GroupId, UserId
from bot.domain.messages import Kind
from bot.domain.messages_form import How, Wish
from bot.domain.recurrence import LAST_DAY
from handlers.views import messages_refusals
from handlers.views.texts import Block, button, field, modal, option, plain, section
from handlers.views.words import _

__all__ = ["FORM", "KIND", "LIST", "WHEN", "Draft", "draft_of", "form", "messages_refusals", "read_form"]

FORM = "message_form"
KIND = "message_kind"
WHEN = "message_when"
LIST = "message_list"  # the button that leads to what is planned

DIVIDER: Block = {"type": "divider"}

LATEST = (0, 60, 4 * 60, 12 * 60, 24 * 60)  # minutes for which a missed message may still be sent
MOST_TYPED = 3000  # Slack: characters in a text input; ours are counted by the rules, which say what is right


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form carries along: the draft it makes, and the message (in a version) that it edits."""

    id: str
    edits: str = ""
    version: int = 1


def draft_of(view: Block) -> Draft:
    """What a form carries along."""
    return Draft(**json.loads(view["private_metadata"]))


def form(wish: Wish, draft: Draft, goals: Sequence[Goal], handles: Mapping[GroupId, str]) -> Block:
    """The form as *wish* fills it; which fields there are depends on it."""
    steps = _("Write it, choose who gets it and when, and look at the preview before anything is sent.")
    blocks = [] if draft.edits else [section(steps, button(_("See what is planned"), LIST))]
    blocks += [_kind(wish), *_goal(wish, goals), _text(wish), *_audience(wish, handles), _when(wish)]
    blocks += [*_moment(wish), DIVIDER, *_extras(wish)]
    title = _("Edit message") if draft.edits else _("New message")
    return modal(FORM, title, blocks, submit=_("Preview"), close=_("Cancel"), metadata=json.dumps(asdict(draft)))


def _kind(wish: Wish) -> Block:
    labels = {Kind.BRAND: _("What we stand for (brand message)"), Kind.GOAL: _("Where we are going (goal message)")}
    return _choice("kind", _("What is it about?"), KIND, labels, wish.kind)


def _goal(wish: Wish, goals: Sequence[Goal]) -> list[Block]:
    if wish.kind is not Kind.GOAL:
        return []
    if not goals:
        return [section(_("There is no goal yet. Please set one with `/goals new` first, or write a brand message."))]
    options = [option(goal.title, goal.id) for goal in goals[:100]]
    chosen = [one for one in options if one["value"] == wish.goal]
    element: Block = {"type": "static_select", "options": options, "placeholder": plain(_("Choose a goal"))}
    hint = _("Its progress follows your words, as it stands when the message is sent.")
    return [field("goal", _("Which goal?"), element | ({"initial_option": chosen[0]} if chosen else {}), hint=hint)]


def _text(wish: Wish) -> Block:
    hint = _("*bold*, _italic_, > quote, and <https://intranet.example|words as a link> work. {n} characters at most.")
    hint = hint.format(n=messages_form.MOST_TEXT)
    element = _input(wish.text, multiline=True, max_length=MOST_TYPED)
    goal = wish.kind is Kind.GOAL
    label = _("Your words about it") if goal else _("What do you want to say?")
    return field("text", label, element, hint=hint, optional=goal)


def _extras(wish: Wish) -> list[Block]:
    link = _input(wish.link, placeholder=plain("https://"))
    image = _input(wish.image, placeholder=plain("https://"))
    public = _("Slack fetches it, so it must be open to the internet: no intranet, no sign-in.")
    seen = _("For those who cannot see it, and for notifications. Needed with an image.")
    return [
        field("link", _("Link"), link, optional=True),
        field("image", _("Address of an image"), image, hint=public, optional=True),
        field("alt", _("What does the image show?"), _input(wish.alt), hint=seen, optional=True),
    ]


def _audience(wish: Wish, handles: Mapping[GroupId, str]) -> list[Block]:
    channels: Block = {"type": "multi_conversations_select", "filter": {"include": ["public", "private"]}}
    people: Block = {"type": "multi_users_select"}
    if wish.channels:
        channels["initial_conversations"] = list(wish.channels)
    if wish.people:
        people["initial_users"] = list(wish.people)
    inside = _("I must be in them: type /invite @Fanfare there.")
    blocks = [
        field("channels", _("To which channels?"), channels, hint=inside, optional=True),
        field("people", _("To which people directly?"), people, optional=True),
    ]
    options = [option(f"@{handle}", group) for group, handle in sorted(handles.items(), key=lambda item: item[1])]
    if options:
        groups: Block = {"type": "multi_static_select", "options": options[:100]}
        if chosen := [one for one in groups["options"] if one["value"] in wish.groups]:
            groups["initial_options"] = chosen
        each = _("Everybody who is in the group when it is sent gets it directly.")
        blocks.append(field("groups", _("To the people of which user groups?"), groups, hint=each, optional=True))
    return blocks


def _when(wish: Wish) -> Block:
    labels = {
        How.NOW: _("Now"),
        How.ONCE: _("Once, at a date and time"),
        How.WEEKLY: _("Every week, on the days you choose"),
        How.MONTHLY: _("Every month, on the day you choose"),
    }
    return _choice("when", _("When?"), WHEN, labels, wish.how)


def _moment(wish: Wish) -> list[Block]:
    """The fields that the kind of schedule asks for."""
    if wish.how is How.NOW:
        return []
    at: Block = {"type": "timepicker"} | ({"initial_time": wish.time} if wish.time else {})
    blocks = [_day(wish), field("time", _("At what time?"), at)]
    example = _("As in Europe/Madrid or America/New_York. The hour stays when the clocks change.")
    blocks.append(field("zone", _("In which time zone?"), _input(wish.zone), hint=example))
    late: Block = {"type": "static_select", "options": [option(_late(minutes), str(minutes)) for minutes in LATEST]}
    late["initial_option"] = next(one for one in late["options"] if one["value"] == str(wish.late))
    blocks.append(field("late", _("If I cannot send it on time?"), late))
    return blocks


def _late(minutes: int) -> str:
    if not minutes:
        return _("Leave it out")
    hours = minutes // 60
    return _("Send it up to one hour late") if hours == 1 else _("Send it up to {n} hours late").format(n=hours)


def _day(wish: Wish) -> Block:
    """A date, days of the week, or a day of the month."""
    if wish.how is How.ONCE:
        date: Block = {"type": "datepicker"} | ({"initial_date": wish.date} if wish.date else {})
        return field("date", _("On which day?"), date)
    if wish.how is How.WEEKLY:
        names = get_day_names("wide", locale="en_US")
        days: Block = {"type": "checkboxes", "options": [option(names[day], str(day)) for day in range(7)]}
        if wish.weekdays:
            days["initial_options"] = [option(names[day], str(day)) for day in wish.weekdays]
        return field("weekdays", _("On which days?"), days)
    labels = {day: str(day) for day in range(1, LAST_DAY)} | {LAST_DAY: _("Last day of the month")}
    day: Block = {"type": "static_select", "options": [option(label, str(one)) for one, label in labels.items()]}
    day["initial_option"] = option(labels[wish.month_day or 1], str(wish.month_day or 1))
    short = _("In a month that is shorter it comes on the last day.")
    return field("month_day", _("On which day of the month?"), day, hint=short)


def _choice(block_id: str, label: str, action_id: str, labels: Mapping[Any, str], chosen: str) -> Block:
    """Radio buttons that change which fields there are."""
    options = [option(text, value) for value, text in labels.items()]
    initial = next(one for one in options if one["value"] == chosen)
    element = {"type": "radio_buttons", "action_id": action_id, "options": options, "initial_option": initial}
    return field(block_id, label, element) | {"dispatch_action": True}


def _input(value: str, **more: Any) -> Block:
    return {"type": "plain_text_input", **more} | ({"initial_value": value} if value else {})


def read_form(view: Block) -> Wish:
    """What the form holds, also while it is being filled in; fields that it does not have are as in an empty one."""
    empty, month_day, late = Wish(), _chosen(view, "month_day"), _chosen(view, "late")
    return Wish(
        Kind(_chosen(view, "kind", KIND) or empty.kind),
        _chosen(view, "goal"),
        _typed(view, "text"),
        _typed(view, "link"),
        _typed(view, "image"),
        _typed(view, "alt"),
        tuple(ChannelId(one) for one in _held(view, "channels").get("selected_conversations") or []),
        tuple(UserId(one) for one in _held(view, "people").get("selected_users") or []),
        tuple(GroupId(one["value"]) for one in _held(view, "groups").get("selected_options") or []),
        How(_chosen(view, "when", WHEN) or empty.how),
        _held(view, "date").get("selected_date") or "",
        _held(view, "time").get("selected_time") or "",
        tuple(sorted(int(one["value"]) for one in _held(view, "weekdays").get("selected_options") or [])),
        int(month_day) if month_day else empty.month_day,
        _typed(view, "zone"),
        int(late) if late else empty.late,
    )


def _held(view: Block, block_id: str, action_id: str = "value") -> Block:
    held: Block = view["state"]["values"].get(block_id, {}).get(action_id, {})
    return held


def _typed(view: Block, block_id: str) -> str:
    return (_held(view, block_id).get("value") or "").strip()


def _chosen(view: Block, block_id: str, action_id: str = "value") -> str:
    return str((_held(view, block_id, action_id).get("selected_option") or {}).get("value", ""))
