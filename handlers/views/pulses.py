"""A pulse as those see it who are asked: the message with its buttons, and the part of Home."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from bot.domain import questions
from bot.domain.deliveries import Post
from bot.domain.pulses import Pulse, State
from bot.domain.questions import Choice, Choices, Kind, Question, Rating, Scale, values
from bot.domain.results import LEAST, Figures, Results
from handlers.views import pulses_refusals
from handlers.views.pulses_results import bars, names, share, summary, turnout
from handlers.views.texts import Block, actions, button, cut, escape, header, in_bold, moment, section
from handlers.views.words import _, ngettext

__all__ = ["ANSWER", "VOTE", "ask", "home", "pulses_refusals"]

VOTE = "pulse_vote"
ANSWER = "pulse_answer"

MOST_UPDATED = 3900  # characters: Slack refuses to update a message with more than 4,000


class Buttons(NamedTuple):
    """The action ids of the buttons: those that count, or those of a preview, which do not."""

    vote: str
    answer: str


REAL = Buttons(VOTE, ANSWER)
PREVIEW = Buttons("pulse_try", "pulse_try_form")


def ask(pulse: Pulse, live: Results | None, buttons: Buttons = REAL) -> Post:
    """The message with which people are asked. *live* is the tally of an open pulse, or its last one."""
    closed = pulse.state in (State.CLOSING, State.CLOSED)
    over = _over(pulse) if closed else ""
    blocks = [header(pulse.title)]
    if questions.one_click(pulse.questions):
        blocks += _one_click(pulse, live, None if closed else buttons)
    else:
        blocks += _several(pulse, live, None if closed else buttons)
    if live is not None and live.n:
        blocks.append(section(turnout(live)))
    blocks.append(section(over or _promise(pulse)))
    return Post(_text(pulse, live, over), tuple(blocks))


def _one_click(pulse: Pulse, live: Results | None, buttons: Buttons | None) -> list[Block]:
    """The question, with a button for each answer and, once there are answers to show, a bar."""
    [question] = pulse.questions
    blocks = [section(f"*{in_bold(question.text)}*" + _ends(question))]
    figures = live.figures[0] if live is not None else None
    if isinstance(question, Choice):
        for value, option in enumerate(question.options):
            line = escape(option)
            if figures is not None and figures.n:
                line += f"\n{share(figures.counts[value], figures.n)}"
            says = _("Choose {option}").format(option=option)
            choose = _vote(pulse, value, _("Choose"), says, buttons) if buttons else None
            blocks.append(section(line, choose))
        return blocks
    if buttons:
        of = _("{value} on a scale from {first} to {last}")
        scale = values(question)
        presses = [
            _vote(pulse, value, str(value), of.format(value=value, first=scale[0], last=scale[-1]), buttons)
            for value in scale
        ]
        blocks.append(actions(*presses))
    if figures is not None and figures.n:
        blocks.append(section(f"{summary(question, figures)}\n" + "\n".join(bars(question, figures))))
    return blocks


def _vote(pulse: Pulse, value: int, label: str, says: str, buttons: Buttons) -> Block:
    return button(label, f"{buttons.vote}_{value}", f"{pulse.id}:{value}", says=says)


def _several(pulse: Pulse, live: Results | None, buttons: Buttons | None) -> list[Block]:
    """The questions by name, and one button that opens them all."""
    count = len(pulse.questions)
    named = [escape(question.text) for question in pulse.questions]
    if count > 1:
        named = [f"{number}. {name}" for number, name in enumerate(named, start=1)]
    if live is not None and live.n:
        told = zip(named, pulse.questions, live.figures, strict=True)
        blocks = [section("\n".join(_tally(name, question, figures))) for name, question, figures in told]
    elif count > 1:
        many = ngettext("{n} question:", "{n} questions:", count).format(n=count)
        blocks = [section("\n".join([many, *named]))]
    else:
        blocks = [section(f"*{named[0]}*")]
    if buttons:
        says = _("Answer {title}").format(title=pulse.title)
        blocks.append(actions(button(_("Answer"), buttons.answer, pulse.id, style="primary", says=says)))
    return blocks


def _tally(name: str, question: Question, figures: Figures) -> list[str]:
    """The lines of one question among several; *name* is escaped already."""
    shown = bars(question, figures) if figures.n else ()
    return [f"*{name}*", summary(question, figures), *shown]


def _ends(question: Question) -> str:
    """What the ends of a scale mean: ``1 = Never, 5 = Always``, on a line of its own."""
    told = ends(question)
    return f"\n{escape(told)}" if told else ""


def ends(question: Question) -> str:
    """What the ends of a scale mean, not escaped; nothing for a question without a scale."""
    if not isinstance(question, Scale | Rating):
        return ""
    first, last = values(question)[0], values(question)[-1]
    told = [f"{value} = {label}" for value, label in ((first, question.low), (last, question.high)) if label]
    return ", ".join(told)


def _until(pulse: Pulse) -> str:
    if pulse.closes_at is None:
        return _("until HR closes it")
    return _("until {moment}").format(moment=moment(pulse.closes_at))


def _promise(pulse: Pulse) -> str:
    """Whether it is anonymous, until when, and what is shown when: the plain truth, on every ballot."""
    change = _("You can answer, and change your answer, {until}.").format(until=_until(pulse))
    if not pulse.anonymous:
        told = _("*Open:* everybody sees the counts grow as people answer. No names are shown, but people may guess.")
        return f":eyes: {told} {change}"
    kept = _("*Anonymous:* your answer is kept without your name.")
    shown = _("Nothing is shown before the pulse closes, and nothing at all if fewer than {least} people answer.")
    sealed = _("When it closes, the key that could tie your answer to you is destroyed.")
    return f":lock: {kept} {shown.format(least=LEAST)} {sealed} {change}"


def _over(pulse: Pulse) -> str:
    when = moment(pulse.closed_at) if pulse.closed_at else ""
    return _("*Closed* {when}. The results are posted here.").format(when=when)


def _text(pulse: Pulse, live: Results | None, over: str) -> str:
    """All of the message in words."""
    lines = [f"{escape(pulse.title)}:"]
    for question in pulse.questions:
        told = ends(question) or ", ".join(names(question) if isinstance(question, Choice | Choices) else ())
        lines.append(escape(f"{question.text} ({told})" if told else question.text))
    if live is not None:
        lines.append(_so_far(pulse, live))
    promise = _bare(over or _promise(pulse))
    return cut("\n".join(lines), MOST_UPDATED - len(promise)) + f"\n{promise}"


def _so_far(pulse: Pulse, live: Results) -> str:
    """The tally in words."""
    told = [_bare(turnout(live)).rstrip(".") + "."]
    for question, figures in zip(pulse.questions, live.figures, strict=True):
        if figures.n and figures.counts:
            named = zip(names(question), figures.counts, strict=True)
            told.append(", ".join(f"{escape(name)}: {count}" for name, count in named) + ".")
    return " ".join(told)


def _bare(markup: str) -> str:
    return markup.replace("*", "")


def home(pulses: Sequence[Pulse], answered: Set[str]) -> list[Block]:
    """The part of Home about what waits for an answer; *answered* are the ids of those that have one already."""
    if not pulses:
        return []
    blocks = [header(_("Questions for you"))]
    for pulse in sorted(pulses, key=lambda one: one.id in answered):
        done = pulse.id in answered
        label = _("Change my answer") if done else _("Answer")
        says = _("{label}: {title}").format(label=label, title=pulse.title)
        press = button(label, ANSWER, pulse.id, style="" if done else "primary", says=says)
        kind = _("anonymous") if pulse.anonymous else _("open")
        state = _(":white_check_mark: answered, ") if done else ""
        line = _("*{title}*\n{state}{kind}, {until}")
        told = line.format(title=in_bold(pulse.title), state=state, kind=kind, until=_until(pulse))
        blocks.append(section(told, press))
    return blocks


def kind_name(kind: Kind) -> str:
    """How a kind of question is called where one is chosen."""
    return {
        Kind.SCALE: _("Scale from 1 to 5"),
        Kind.RATING: _("Scale from 0 to 10"),
        Kind.RECOMMEND: _("Recommendation, 0 to 10 (eNPS)"),
        Kind.CHOICE: _("One choice"),
        Kind.CHOICES: _("Several choices"),
        Kind.TEXT: _("Free text"),
    }[kind]
