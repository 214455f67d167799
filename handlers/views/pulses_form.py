"""The form in which a pulse is made. It grows and shrinks while it is filled in, and keeps what was typed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.ids import UserId
from bot.domain.members import Channel
from bot.domain.pulses import MOST_PEOPLE, MOST_TITLE, Pulse, State
from bot.domain.questions import (
    LEAST_OPTIONS,
    MOST_LABEL,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    MOST_TEXT,
    Choice,
    Choices,
    Kind,
    Question,
    Rating,
    Scale,
    Text,
    WrongQuestion,
    kind_of,
)
from bot.domain.refusals import Refused
from bot.domain.results import LEAST
from handlers.views.pulses import kind_name
from handlers.views.pulses_starts import agreement, starts
from handlers.views.texts import Block, actions, button, field, modal, option, plain, section
from handlers.views.words import _

FORM = "pulse_form"
START = "pulse_start"
KIND = "pulse_kind"
ADD = "pulse_add"
REMOVE = "pulse_remove"

MOST_CHANNELS = 100  # Slack: options of a select

ANONYMOUS = "anonymous"
OPEN = "open"
DIVIDER: Block = {"type": "divider"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One question as it stands in the form; *number* is in its block ids and is never used again."""

    number: int
    kind: Kind
    text: str = ""
    low: str = ""
    high: str = ""
    options: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """All of the form. Blocks whose ids stay keep what was typed, so what is to be replaced gets another number."""

    id: str
    slots: tuple[Slot, ...]
    number: int  # the last one given
    title: str = ""
    titled: int = 0
    channels: tuple[str, ...] = ()
    people: tuple[UserId, ...] = ()
    anonymous: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def begun(form_id: str) -> Form:
    """An empty form with one question."""
    return started(Form(form_id, (), 0), "blank")


def started(form: Form, start: str) -> Form:
    """*form* with the questions of a ready-made start, and its title where none of one's own stands."""
    known = starts()
    chosen = known.get(start, known["blank"])
    slots = []
    for number, question in enumerate(chosen.questions, start=form.number + 1):
        slots.append(_slot(number, question))
    form = replace(form, slots=tuple(slots), number=form.number + len(slots))
    if form.title and form.title not in [one.title for one in known.values()]:
        return form
    return replace(form, title=chosen.title, titled=form.number)


def longer(form: Form) -> Form:
    """*form* with one question more."""
    if len(form.slots) >= MOST_QUESTIONS:
        return form
    number = form.number + 1
    return replace(form, slots=(*form.slots, _slot(number, agreement(""))), number=number)


def shorter(form: Form, number: int) -> Form:
    """*form* without one of its questions."""
    slots = tuple(slot for slot in form.slots if slot.number != number)
    return replace(form, slots=slots) if slots else form


def _slot(number: int, question: Question) -> Slot:
    slot = Slot(number, kind_of(question), question.text)
    if isinstance(question, Scale | Rating):
        return replace(slot, low=question.low, high=question.high)
    if isinstance(question, Choice | Choices):
        return replace(slot, options="\n".join(question.options))
    return slot


def view(form: Form, channels: Sequence[Channel]) -> Block:
    """The form as a modal; *channels* are those the bot can post in."""
    offered = [option(start.name, name) for name, start in starts().items()]
    choose: Block = {"type": "static_select", "action_id": START, "options": offered, "placeholder": plain(_("Choose"))}
    title: Block = {"type": "plain_text_input", "max_length": MOST_TITLE}
    title |= {"initial_value": form.title} if form.title else {}
    blocks = [section(_("Start from something ready-made, or write your own below."), choose)]
    blocks.append(field(f"title_{form.titled}", _("Title"), title, hint=_("People see it above the questions.")))
    for place, slot in enumerate(form.slots, start=1):
        blocks += _question(place, slot, alone=len(form.slots) == 1)
    if len(form.slots) < MOST_QUESTIONS:
        blocks.append(actions(button(_("Add a question"), ADD)))
    blocks += [DIVIDER, *_audience(form, channels), *_times(form)]
    kept = {"id": form.id, "titled": form.titled, "number": form.number, "slots": [one.number for one in form.slots]}
    return modal(FORM, _("New pulse"), blocks, submit=_("Preview"), close=_("Cancel"), metadata=json.dumps(kept))


def _question(place: int, slot: Slot, *, alone: bool) -> list[Block]:
    kinds = {kind: option(kind_name(kind), kind) for kind in Kind}
    select: Block = {"type": "static_select", "action_id": KIND, "options": list(kinds.values())}
    select["initial_option"] = kinds[slot.kind]
    top = section(_("*Question {place}*").format(place=place), select) | {"block_id": f"kind_{slot.number}"}
    text = _input(slot.text, MOST_TEXT)
    words = _("Which statement shall people rate?") if slot.kind is Kind.SCALE else _("What do you ask?")
    blocks = [DIVIDER, top, field(f"text_{slot.number}", words, text)]
    if slot.kind in (Kind.SCALE, Kind.RATING, Kind.RECOMMEND):
        first, last = (1, 5) if slot.kind is Kind.SCALE else (0, 10)
        for part, end, held in (("low", first, slot.low), ("high", last, slot.high)):
            meaning = _("What {value} means").format(value=end)
            blocks.append(field(_block(part, slot), meaning, _input(held, MOST_LABEL), optional=True))
    if slot.kind in (Kind.CHOICE, Kind.CHOICES):
        hint = _("One on each line, {least} to {most} of them.").format(least=LEAST_OPTIONS, most=MOST_OPTIONS)
        options = _input(slot.options, 1000) | {"multiline": True}
        blocks.append(field(_block("options", slot), _("What can people choose from?"), options, hint=hint))
    if not alone:
        remove = button(_("Remove"), REMOVE, str(slot.number), says=_("Remove question {place}").format(place=place))
        blocks.append(actions(remove))
    return blocks


def _input(held: str, most: int) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": most}
    return element | ({"initial_value": held} if held else {})


def _block(part: str, slot: Slot) -> str:
    """The block id of a part; the ends of a scale mean something else where the kind is another one."""
    return f"text_{slot.number}" if part == "text" else f"{part}_{slot.number}_{slot.kind}"


def _audience(form: Form, channels: Sequence[Channel]) -> list[Block]:
    blocks = []
    if channels:
        offered = [option(f"#{one.name}", one.id) for one in channels[:MOST_CHANNELS]]
        where: Block = {"type": "multi_static_select", "options": offered, "placeholder": plain(_("Choose channels"))}
        if chosen := [one for one in offered if one["value"] in form.channels]:
            where["initial_options"] = chosen
        hint = _("Every colleague who sees the post may answer. I can post only where I was invited.")
        blocks.append(field("channels", _("Ask in these channels"), where, hint=hint, optional=True))
    people: Block = {"type": "multi_users_select", "max_selected_items": MOST_PEOPLE}
    people |= {"initial_users": list(form.people)} if form.people else {}
    people["placeholder"] = plain(_("Choose people"))
    blocks.append(field("people", _("Ask these people by direct message"), people, optional=True))
    kinds = {
        ANONYMOUS: (_("Anonymous"), _("Nothing is shown before it closes, nor below {n} answers.").format(n=LEAST)),
        OPEN: (_("Open"), _("Everybody sees the counts grow as people answer, without names.")),
    }
    options = {name: option(label, name) | {"description": plain(told)} for name, (label, told) in kinds.items()}
    how: Block = {"type": "radio_buttons", "options": list(options.values())}
    how["initial_option"] = options[ANONYMOUS if form.anonymous else OPEN]
    return [*blocks, field("how", _("How shall people answer?"), how)]


def _times(form: Form) -> list[Block]:
    now, by_hand = _("Leave it empty to ask right away."), _("Leave it empty to close it yourself, in /pulse list.")
    return [
        field("opens", _("Opens"), _picker(form.opens_at), hint=now, optional=True),
        field("closes", _("Closes"), _picker(form.closes_at), hint=by_hand, optional=True),
    ]


def _picker(held: datetime | None) -> Block:
    element: Block = {"type": "datetimepicker"}
    return element | ({"initial_date_time": int(held.timestamp())} if held else {})


def read(shown: Block) -> Form:
    """The form as it stands on somebody's screen."""
    kept, values = json.loads(shown["private_metadata"]), shown["state"]["values"]
    chosen = _held(values, "channels").get("selected_options") or []
    return Form(
        kept["id"],
        tuple(_read_slot(values, number) for number in kept["slots"]),
        kept["number"],
        _typed(values, f"title_{kept['titled']}"),
        kept["titled"],
        tuple(one["value"] for one in chosen),
        tuple(UserId(one) for one in _held(values, "people").get("selected_users") or []),
        (_held(values, "how").get("selected_option") or {}).get("value") != OPEN,
        _instant(values, "opens"),
        _instant(values, "closes"),
    )


def _read_slot(values: dict[str, Any], number: int) -> Slot:
    kind = Kind(values[f"kind_{number}"][KIND]["selected_option"]["value"])
    slot = Slot(number, kind, _typed(values, f"text_{number}"))
    low, high, options = (_typed(values, _block(part, slot)) for part in ("low", "high", "options"))
    if kind is Kind.SCALE and _block("low", slot) not in values:  # it has just become a scale
        usual = agreement("")
        low, high = usual.low, usual.high
    return replace(slot, low=low, high=high, options=options)


def _held(values: dict[str, Any], block_id: str) -> dict[str, Any]:
    held: dict[str, Any] = values.get(block_id, {}).get("value", {})
    return held


def _typed(values: dict[str, Any], block_id: str) -> str:
    return (_held(values, block_id).get("value") or "").strip()


def _instant(values: dict[str, Any], block_id: str) -> datetime | None:
    seconds = _held(values, block_id).get("selected_date_time")
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def pulse_of(form: Form, author: UserId, now: datetime) -> Pulse:
    """The draft that the form describes."""
    questions = tuple(_question_of(slot) for slot in form.slots)
    told = (form.title, questions, (*form.channels, *form.people), form.anonymous)
    return Pulse(form.id, author, *told, State.DRAFT, now, form.opens_at, form.closes_at)


def _question_of(slot: Slot) -> Question:
    options = tuple(line.strip() for line in slot.options.splitlines() if line.strip())
    match slot.kind:
        case Kind.SCALE:
            return Scale(slot.text, slot.low, slot.high)
        case Kind.RATING | Kind.RECOMMEND:
            return Rating(slot.text, slot.low, slot.high, slot.kind is Kind.RECOMMEND)
        case Kind.CHOICE:
            return Choice(slot.text, options)
        case Kind.CHOICES:
            return Choices(slot.text, options)
        case Kind.TEXT:
            return Text(slot.text)


def mark(form: Form, refusal: Refused) -> Refused:
    """*refusal*, pointing at the block of this form that it is about."""
    if isinstance(refusal, WrongQuestion):
        refusal.field = _block(refusal.part, form.slots[refusal.number - 1])
    elif refusal.field == "title":
        refusal.field = f"title_{form.titled}"
    return refusal
