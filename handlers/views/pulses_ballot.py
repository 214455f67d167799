"""The ballot as a form, and what was answered, read once and taken out of the payload."""

from collections.abc import Sequence
from typing import Any

from bot.domain.pulses import Pulse
from bot.domain.questions import MOST_ANSWER, Answer, Choice, Choices, Question, Rating, Raw, Scale, Text, values
from bot.domain.results import LEAST, LEAST_COMMENTS
from handlers.views.pulses import VOTE, ends
from handlers.views.pulses_results import names
from handlers.views.texts import Block, field, modal, moment, option, plain, section
from handlers.views.words import _

BALLOT = "pulse_ballot"
TRIAL_BALLOT = "pulse_trial_ballot"
THANKS = "pulse_thanks"

MOST_OPTION = 75  # Slack: characters of an option


def ballot(pulse: Pulse, answers: Sequence[Answer] | None, *, said: str = "", trial: bool = False) -> Block:
    """The form. *answers* are those given before, *said* is what has just happened, in mrkdwn."""
    blocks = [section(said)] if said else []
    blocks.append(section(_explained(pulse)))
    for index, question in enumerate(pulse.questions):
        blocks.append(_asked(index, question, answers[index] if answers else None))
    return modal(
        TRIAL_BALLOT if trial else BALLOT,
        pulse.title,
        blocks,
        submit=_("Change answer") if answers else _("Send"),
        close=_("Done") if said else _("Cancel"),
        metadata=pulse.id,
    )


def thanks(pulse: Pulse, *, changed: bool) -> Block:
    """What the form turns into once it was sent: no message says so, for that would be a list of who answered."""
    done = _("Your answer was changed.") if changed else _("Your answer is in. Thank you!")
    again = _("You can change it {until}: just answer again.").format(until=until(pulse))
    blocks = [section(f":white_check_mark: *{done}*"), section(f"{again} {_later(pulse)}")]
    return modal(THANKS, pulse.title, blocks, close=_("Close"))


def counted(pulse: Pulse) -> str:
    """The line above the form that one click opens, to say that it was counted."""
    done = _("Your answer is in. Thank you!")
    again = _("You can change it below, {until}.").format(until=until(pulse))
    return f":white_check_mark: *{done}* {again}"


def tried() -> str:
    """The same in a preview."""
    return _(":mag: *Only a preview:* nothing is counted here.")


def until(pulse: Pulse) -> str:
    """Until when an answer can be changed."""
    if pulse.closes_at is None:
        return _("until the pulse closes")
    return _("until {moment}").format(moment=moment(pulse.closes_at))


def _later(pulse: Pulse) -> str:
    if not pulse.anonymous:
        return _("The counts are in the message.")
    return _("Results are shown once it has closed, if at least {least} people answered.").format(least=LEAST)


def _explained(pulse: Pulse) -> str:
    """What one should know before answering."""
    if pulse.anonymous:
        told = _(":lock: *Anonymous:* your answer is kept without your name, and results are shown after the end only.")
        comments = _("What you write is shown word for word, in no order, once {least} people have written something: ")
        comments = comments.format(least=LEAST_COMMENTS) + _("leave out what would give you away.")
    else:
        told = _(":eyes: *Open:* everybody sees the counts grow as people answer. No names are shown.")
        comments = _("What you write is shown word for word, without your name, when the pulse closes.")
    wrote = any(isinstance(question, Text) for question in pulse.questions)
    return f"{told}\n{comments}" if wrote else told


def _asked(index: int, question: Question, answer: Answer) -> Block:
    """One question as a field; a text or several choices may be left out."""
    element: Block
    match question:
        case Text():
            element = {"type": "plain_text_input", "multiline": True, "max_length": MOST_ANSWER}
            if isinstance(answer, str):
                element["initial_value"] = answer
        case Choices():
            element = {"type": "checkboxes", "options": _options(question)}
            if isinstance(answer, tuple):
                element["initial_options"] = [element["options"][value] for value in answer]
        case Rating():
            element = {"type": "static_select", "options": _options(question), "placeholder": plain(_("0 to 10"))}
        case Scale() | Choice():
            element = {"type": "radio_buttons", "options": _options(question)}
    if isinstance(answer, int):
        element["initial_option"] = element["options"][list(values(question)).index(answer)]
    optional = isinstance(question, Text | Choices)
    hint = ends(question) if isinstance(question, Rating) else ""
    return field(f"q{index}", question.text, element, hint=hint, optional=optional)


def _options(question: Question) -> list[Block]:
    return [option(name, str(value)) for value, name in zip(values(question), _told(question), strict=True)]


def _told(question: Question) -> Sequence[str]:
    """What each value is called; the ends of a scale with what they mean."""
    if not isinstance(question, Scale | Rating):
        return names(question)
    first, *between, last = names(question)
    told = [f"{first} – {question.low}" if question.low else first, *between]
    return [*told, f"{last} – {question.high}" if question.high else last]


def take_press(body: dict[str, Any]) -> tuple[str, str]:
    """The pulse and the answer that a press means.

    The answer is taken out of the payload, so that whatever logs it later cannot tell who chose what.
    """
    action = body["actions"][0]
    pulse, _colon, raw = str(action.pop("value", "")).partition(":")
    action["action_id"] = VOTE
    body.pop("state", None)
    return pulse, raw


def take_ballot(body: dict[str, Any]) -> tuple[str, list[Raw]]:
    """The pulse and the answers that a form holds, taken out of the payload like those of a press."""
    view = body["view"]
    held, view["state"] = view["state"]["values"], {"values": {}}
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return view["private_metadata"], [_raw(held.get(name, {}).get("value", {})) for name in fields]


def _raw(element: dict[str, Any]) -> Raw:
    if "selected_options" in element:
        return [chosen["value"] for chosen in element["selected_options"] or []]
    if "selected_option" in element:
        chosen = element["selected_option"]
        return chosen["value"] if chosen else None
    value = element.get("value")
    return None if value is None else str(value)
