"""The forms of goals: a new one, an edited one, a new value; and the sentences for what cannot be."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from bot.domain import goals, numbers
from bot.domain.goals import Goal, Update, Wish
from bot.domain.ids import ChannelId, UserId
from handlers.views.goals import said
from handlers.views.goals_words import amount, standing, way
from handlers.views.refusals import says
from handlers.views.texts import Block, context, escape, field, in_bold, modal, option, plain, section
from handlers.views.words import _

NEW_FORM = "goal_new_form"
EDIT_FORM = "goal_edit_form"
UPDATE_FORM = "goal_update_form"

MOST_EARLIER = 5  # updates shown above the form for the next one
MOST_NUMBER = 30  # characters typed for a number; whoever needs more has slipped


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form came from: its goal ("" for a new one) as it was *seen* then, and the page of the list below it."""

    goal: str = ""
    page: int = 0
    seen: str = ""


def origin_of(view: Block) -> Origin:
    """What a form carries along."""
    return Origin(**json.loads(view["private_metadata"]))


def _carried(origin: Origin) -> str:
    return json.dumps(asdict(origin))


def new_form(page: int = 0) -> Block:
    """The form of a new goal."""
    start = field("start", _("Where does it start?"), _number("0"))
    now = field(
        "current",
        _("Where are we now?"),
        _number(""),
        hint=_("Leave it empty if we are still at the start."),
        optional=True,
    )
    blocks = [_title(), _unit(), start, _target(), now, _due(), _owner(), _channel()]
    return modal(
        NEW_FORM, _("New goal"), blocks, submit=_("Set goal"), close=_("Cancel"), metadata=_carried(Origin("", page))
    )


def edit_form(goal: Goal, page: int = 0) -> Block:
    """The form with what a goal is; its value is changed by updates alone."""
    start = field("start", _("Where does it start?"), _number(numbers.typed(goal.start)))
    once = _("That it was reached has been celebrated, which happens once.") if goal.reached_at else ""
    blocks = [
        _title(goal.title),
        _unit(goal.unit),
        start,
        _target(numbers.typed(goal.target), once),
        _due(goal.due),
        _owner(goal.owner),
        _channel(goal.channel),
        context(_("For a new value choose Update in the list: it asks why.")),
    ]
    metadata = _carried(Origin(goal.id, page, goals.fingerprint(goal)))
    return modal(EDIT_FORM, _("Edit goal"), blocks, submit=_("Save"), close=_("Cancel"), metadata=metadata)


def update_form(goal: Goal, updates: Sequence[Update], channel: str, today: date, zone: tzinfo, page: int = 0) -> Block:
    """The form for a new value. *channel* is the name of the goal's channel, or "" if it has none."""
    blocks = [section(f"*{in_bold(goal.title)}*\n{way(goal)}; {standing(goal, today)}")]
    if updates:
        lines = [f"{escape(amount(goal, one.value))} · {said(one, zone)}" for one in updates[: -MOST_EARLIER - 1 : -1]]
        blocks.append(context("\n".join(lines)))
    value = field("number", _("New value, in {unit}").format(unit=goal.unit), _number(""))
    why: Block = {"type": "plain_text_input", "max_length": goals.MOST_WHY}
    why["placeholder"] = plain(_("What moved it?"))
    blocks += [value, field("why", _("Why, in one line?"), why, hint=_("Everybody can read it beside the value."))]
    if channel:
        blocks.append(_tell(goal, channel))
    else:
        blocks.append(context(_("This goal has no channel, so nothing is posted. Edit can give it one.")))
    metadata = _carried(Origin(goal.id, page))
    return modal(UPDATE_FORM, _("Update goal"), blocks, submit=_("Save"), close=_("Cancel"), metadata=metadata)


def _tell(goal: Goal, channel: str) -> Block:
    yes = option(_("Tell #{channel}").format(channel=channel), "tell")
    tick = {"type": "checkboxes", "options": [yes], "initial_options": [yes]}
    hint = ""
    if goal.reached_at is None:
        target = amount(goal, goal.target)
        hint = _("Reaching {target} is celebrated there in any case, once.").format(target=target)
    return field("tell", _("News"), tick, hint=hint, optional=True)


def _title(value: str = "") -> Block:
    element = _text(value, goals.MOST_TITLE, _("Sell 100 bikes to schools"))
    return field("title", _("What is the goal?"), element)


def _unit(value: str = "") -> Block:
    element = _text(value, goals.MOST_UNIT, _("bikes"))
    return field("unit", _("What is counted?"), element, hint=_("It stands behind each number: bikes, %, €, points …"))


def _target(value: str = "", hint: str = "") -> Block:
    hint = hint or _("It may be lower than the start: from 12 % down to 5 %, say.")
    return field("target", _("What is the target?"), _number(value), hint=hint)


def _due(value: date | None = None) -> Block:
    element: Block = {"type": "datepicker"}
    return field("due", _("By when?"), element | ({"initial_date": value.isoformat()} if value else {}))


def _owner(value: str = "") -> Block:
    element: Block = {"type": "users_select"}
    hint = _("They keep its value fresh, and may edit it as HR may.")
    return field("owner", _("Who owns it?"), element | ({"initial_user": value} if value else {}), hint=hint)


def _channel(value: str = "") -> Block:
    # A person's own channels only: a list of the bot's would show them the names of private ones.
    element: Block = {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
    return field(
        "channel",
        _("Where is it celebrated?"),
        element | ({"initial_conversation": value} if value else {}),
        hint=_("New values can be told there too. I must be in the channel: /invite @Fanfare."),
        optional=True,
    )


def _text(value: str, most: int, example: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": most, "placeholder": plain(example)}
    return element | ({"initial_value": value} if value else {})


def _number(value: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": MOST_NUMBER}
    return element | ({"initial_value": value} if value else {})


def read_form(view: Block) -> Wish:
    """What a goal's form holds. Raises NotANumber and its kin."""
    unit = _line(view, "unit")
    current = _line(view, "current")
    return Wish(
        _line(view, "title"),
        unit,
        numbers.read(_line(view, "start"), "start", unit),
        numbers.read(_line(view, "target"), "target", unit),
        date.fromisoformat(_held(view, "due")["selected_date"]),
        UserId(_held(view, "owner")["selected_user"]),
        ChannelId(_held(view, "channel").get("selected_conversation") or ""),
        numbers.read(current, "current", unit) if current else None,
    )


def read_update(view: Block, unit: str) -> tuple[Decimal, str, bool]:
    """The new value, why, and whether the channel is told. Raises NotANumber and its kin."""
    value = numbers.read(_line(view, "number"), "number", unit)
    return value, _line(view, "why"), bool(_held(view, "tell").get("selected_options"))


def _held(view: Block, block_id: str) -> Block:
    held: Block = view["state"]["values"].get(block_id, {}).get("value", {})
    return held


def _line(view: Block, block_id: str) -> str:
    """A text as one line, whatever blanks were put into it."""
    return " ".join((_held(view, block_id).get("value") or "").split())


@says(goals.NotYourGoal)
def _not_yours(_refusal: Any) -> str:
    return _("Only HR and the goal's owner can change it. Nothing was changed.")


@says(goals.ChangedMeanwhile)
def _changed(_refusal: Any) -> str:
    return _(
        "Somebody changed this goal while you had it open. Nothing of yours was saved: please close this form,"
        " open the goal again and have another look."
    )


@says(goals.TitleMissing)
def _no_title(_refusal: Any) -> str:
    return _("Please say in a few words what the goal is.")


@says(goals.TitleTooLong)
def _long_title(_refusal: Any) -> str:
    return _("Please keep the title under {n} characters, so that it fits a headline.").format(n=goals.MOST_TITLE + 1)


@says(goals.UnitMissing)
def _no_unit(_refusal: Any) -> str:
    return _("Please say what is counted: bikes, %, € or points, for example.")


@says(goals.UnitTooLong)
def _long_unit(_refusal: Any) -> str:
    return _("Please keep it under {n} characters: bikes, %, € or points, for example.").format(n=goals.MOST_UNIT + 1)


@says(goals.TargetIsStart)
def _no_way(_refusal: Any) -> str:
    return _("The target is the same as the start. Please give a target that is higher or lower.")


@says(goals.ReachedAlready)
def _there_already(_refusal: Any) -> str:
    return _("This value is at the target already. Please give where we are before it is reached, or a new target.")


@says(goals.DueInPast)
def _past(_refusal: Any) -> str:
    return _("This day is over. Please choose today or a day to come.")


@says(goals.CannotOwn)
def _cannot_own(_refusal: Any) -> str:
    return _("Please choose somebody who works here now: guests, bots and people who left cannot own a goal.")


@says(goals.CannotPostThere)
def _cannot_post(refusal: goals.CannotPostThere) -> str:
    if refusal.channel is not None and refusal.channel.archived:
        return _("#{channel} is archived. Please choose another channel.").format(channel=refusal.channel.name)
    where = f"#{refusal.channel.name}" if refusal.channel else _("this channel")
    return _("I cannot post in {channel}: please type /invite @Fanfare there, or choose another channel.").format(
        channel=where
    )


@says(goals.WhyMissing)
def _no_why(_refusal: Any) -> str:
    return _("Please say in one line what moved the value.")


@says(goals.WhyTooLong)
def _long_why(_refusal: Any) -> str:
    return _("Please keep it to one line of at most {n} characters.").format(n=goals.MOST_WHY)


@says(numbers.NotANumber)
def _not_a_number(refusal: numbers.NotANumber) -> str:
    return _("“{typed}” is not a number I can read. Please write it like 62, 12.5 or -3.").format(typed=refusal.typed)


@says(numbers.TwoWaysToRead)
def _two_ways(refusal: numbers.TwoWaysToRead) -> str:
    whole = refusal.typed.replace(",", "").replace(".", "")
    fraction = numbers.typed(Decimal(refusal.typed.replace(",", ".")))
    return _("“{typed}” can be read in two ways. Please write {whole} or {fraction}, whichever you mean.").format(
        typed=refusal.typed, whole=whole, fraction=fraction
    )


@says(numbers.NumberTooLong)
def _long_number(_refusal: Any) -> str:
    return _("Please use at most {whole} digits before the decimal point and {fraction} after it.").format(
        whole=numbers.MOST_WHOLE, fraction=numbers.MOST_FRACTION
    )
