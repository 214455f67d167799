"""What came out of a pulse, as people see it: words, bars, Slack's own chart, and the same in plain text."""

from collections.abc import Iterator, Sequence

from bot.domain.deliveries import Post
from bot.domain.pulses import Pulse
from bot.domain.questions import Choice, Choices, Question, Rating, Scale, Text, values
from bot.domain.results import LEAST, LEAST_COMMENTS, Figures, Results
from handlers.views.texts import Block, context, cut, escape, header, in_bold, section
from handlers.views.words import _, ngettext

BAR = 10  # signs
_NO_BREAK = "\u00a0"
_FIGURE_SPACE = "\u2007"  # as wide as a digit
# Slack: docs.slack.dev, "Data visualization block".
MOST_CHARTS = 2  # in one message
MOST_LABEL = 20  # characters
MOST_AXIS = 50  # characters
MOST_TEXT = 3900  # characters; Slack cuts or splits what is much longer than 4,000
MOST_COMMENTS = 10  # in a post, of all questions together; the list of pulses shows HR all of them
MOST_COMMENT = 250  # characters in a post

DIVIDER: Block = {"type": "divider"}


def announcement(pulse: Pulse, found: Results, *, charts: bool = True) -> Post:
    """The results, posted where the pulse was asked. Without *charts* bars stand in for Slack's own."""
    blocks = [header(_("Results: {title}").format(title=pulse.title)), section(turnout(found))]
    lines = [_("Results of “{title}”.").format(title=escape(pulse.title)), turnout(found)]
    left = MOST_CHARTS if charts else 0
    most = MOST_COMMENTS // max(1, sum(isinstance(question, Text) for question in pulse.questions))
    for question, figures in zip(pulse.questions, found.figures, strict=True) if found.n else ():
        charted = bool(left and figures.n and figures.counts)
        left -= charted
        blocks += [DIVIDER, *_answer(question, figures, charted=charted)]
        blocks += _comments(question, figures, most, MOST_COMMENT)
        lines.append(in_words(question, figures))
        lines += [f"– {_oneline(comment)}" for comment in figures.comments[:most]]
    if pulse.anonymous:
        blocks.append(context(_sealed()))
        lines.append(_sealed())
    return Post(cut("\n".join(lines), MOST_TEXT), tuple(blocks))


def details(pulse: Pulse, found: Results) -> list[Block]:
    """The same for a modal, which takes no chart, with every comment."""
    blocks = [header(pulse.title), section(turnout(found))]
    for question, figures in zip(pulse.questions, found.figures, strict=True) if found.n else ():
        blocks += [DIVIDER, *_answer(question, figures, charted=False)]
        blocks += _comments(question, figures, len(figures.comments), MOST_TEXT)
    return blocks


def turnout(found: Results) -> str:
    """How many answered, or that they were too few."""
    if found.n is None:
        return _("Fewer than {least} answers came in, so nothing is shown.").format(least=LEAST)
    if found.n == 0:
        return _("Nobody has answered.")
    return ngettext("*{n} answer*", "*{n} answers*", found.n).format(n=found.n)


def _sealed() -> str:
    return _("The single answers and the key that could have tied them to people are deleted.")


def _answer(question: Question, figures: Figures, *, charted: bool) -> list[Block]:
    """One question's result: the figure in words, then a chart with its numbers, or bars."""
    told = section(f"*{in_bold(question.text)}*\n{summary(question, figures)}")
    if not figures.n or not figures.counts:
        return [told]
    if charted:
        return [told, _chart(question, figures), context(_counts(question, figures))]
    return [told, section("\n".join(bars(question, figures)))]


def summary(question: Question, figures: Figures) -> str:
    """The one figure that matters, with how many it rests on."""
    if figures.n is None:
        return _("Fewer than {least} answers, so nothing is shown.").format(least=LEAST)
    many = ngettext("{n} answer", "{n} answers", figures.n).format(n=figures.n)
    if figures.enps is not None:
        promoters, passives, detractors = _shares(figures.counts)
        told = _("eNPS *{enps}* from {many}: {promoters} recommend us (9–10), {passives} lean neither way (7–8), ") + _(
            "{detractors} do not (0–6)"
        )
        return told.format(
            enps=signed(figures.enps), many=many, promoters=promoters, passives=passives, detractors=detractors
        )
    if figures.mean is not None:
        top = values(question)[-1]
        return _("Mean *{mean}* of {top} from {many}").format(mean=f"{figures.mean:.1f}", top=top, many=many)
    if isinstance(question, Choices):
        return _("{many}; several choices were possible").format(many=many)
    return many


def signed(enps: float) -> str:
    """The figure with its sign, rounded to a whole number."""
    whole = round(enps)
    return f"+{whole}" if whole > 0 else str(whole).replace("-", "\N{MINUS SIGN}")


def _shares(counts: Sequence[int]) -> tuple[str, str, str]:
    n = sum(counts)
    return percent(sum(counts[9:]), n), percent(sum(counts[7:9]), n), percent(sum(counts[:7]), n)


def percent(count: int, n: int) -> str:
    """A share, rounded to a whole number."""
    return f"{round(100 * count / n) if n else 0}{_NO_BREAK}%"


def bar(count: int, n: int) -> str:
    """A share as ten signs."""
    full = round(BAR * count / n) if n else 0
    return "▓" * full + "░" * (BAR - full)


def share(count: int, n: int) -> str:
    """A bar with its numbers."""
    return f"{bar(count, n)} {count} ({percent(count, n)})"


def names(question: Question) -> tuple[str, ...]:
    """What each value of *question* is called, not escaped."""
    match question:
        case Choice() | Choices():
            return question.options
        case _:
            return tuple(str(value) for value in values(question))


def bars(question: Question, figures: Figures) -> Iterator[str]:
    """A line for each value, in mrkdwn."""
    n, digits = figures.n or 0, max(map(len, names(question)), default=0)
    for value, (name, count) in enumerate(_named(question, figures)):
        if isinstance(question, Choice | Choices):
            yield f"{escape(name)}\n{share(count, n)}"
        else:
            yield f"{name.rjust(digits, _FIGURE_SPACE)}  {share(count, n)}{_end(question, value)}"


def _named(question: Question, figures: Figures) -> list[tuple[str, int]]:
    return list(zip(names(question), figures.counts, strict=True))


def _end(question: Question, place: int) -> str:
    """What an end of the scale means, beside its bar."""
    if not isinstance(question, Scale | Rating):
        return ""
    meaning = {0: question.low, len(values(question)) - 1: question.high}.get(place)
    return f"  {escape(meaning)}" if meaning else ""


def _numbers(question: Question, figures: Figures) -> str:
    """The numbers in one line: ``1: 2 (20 %) · 2: 0 (0 %)``, in mrkdwn."""
    n = figures.n or 0
    return " · ".join(f"{escape(name)}: {count} ({percent(count, n)})" for name, count in _named(question, figures))


def _counts(question: Question, figures: Figures) -> str:
    """The chart's numbers: ``1: 2 · 2: 0``, in mrkdwn."""
    return " · ".join(f"{escape(name)}: {count}" for name, count in _named(question, figures))


def in_words(question: Question, figures: Figures) -> str:
    """One question's result as text alone."""
    told = f"{escape(question.text)} {_bare(summary(question, figures))}."
    return f"{told} {_numbers(question, figures)}." if figures.n and figures.counts else told


def _bare(markup: str) -> str:
    return markup.replace("*", "")


def _chart(question: Question, figures: Figures) -> Block:
    labels = _labels(names(question))
    points = [{"label": label, "value": count} for label, count in zip(labels, figures.counts, strict=True)]
    axes: Block = {"categories": labels}
    if isinstance(question, Scale | Rating) and question.low and question.high:
        ends = (values(question)[0], question.low, values(question)[-1], question.high)
        axes["x_label"] = cut("{} = {}, {} = {}".format(*ends), MOST_AXIS)
    plot = {"type": "bar", "series": [{"name": _("Answers"), "data": points}], "axis_config": axes}
    return {"type": "data_visualization", "title": _("How people answered"), "chart": plot}


def _labels(wanted: Sequence[str]) -> list[str]:
    """Short and all different, as a chart wants them: numbered where cutting made two alike."""
    short = [cut(name, MOST_LABEL) for name in wanted]
    if len(set(short)) == len(short):
        return short
    return [cut(f"{number}. {name}", MOST_LABEL) for number, name in enumerate(wanted, start=1)]


def _comments(question: Question, figures: Figures, most: int, length: int) -> list[Block]:
    """What people wrote, in no order; a block for each, so that a long one cuts off no other."""
    if isinstance(question, Text) and figures.n and not figures.comments:
        return [section(_("What people wrote is shown from {least} answers on.").format(least=LEAST_COMMENTS))]
    shown = [section(f"> {_oneline(cut(comment, length))}") for comment in figures.comments[:most]]
    rest = len(figures.comments) - len(shown)
    if rest > 0:
        more = ngettext("… and {n} more, which HR can read.", "… and {n} more, which HR can read.", rest)
        shown.append(context(more.format(n=rest)))
    return shown


def _oneline(text: str) -> str:
    return escape(" ".join(text.split()))
