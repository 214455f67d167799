"""What a pulse can ask, and what counts as an answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from bot.domain.refusals import Refused

MOST_QUESTIONS = 5
MOST_TEXT = 200  # characters of a question
MOST_LABEL = 40  # characters of what the ends of a scale mean
MOST_OPTION = 70  # characters; Slack takes 75 for an option of a form
LEAST_OPTIONS = 2
MOST_OPTIONS = 10  # Slack: radio buttons and checkboxes
MOST_ANSWER = 500  # characters of free text


@unique
class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    RATING = "rating"
    RECOMMEND = "recommend"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Scale:
    """1 to 5; *low* says what 1 means, *high* what 5 means."""

    text: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Rating:
    """0 to 10. With *recommend* it is the one question that an eNPS is made of."""

    text: str
    low: str
    high: str
    recommend: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of *options*."""

    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Any number of *options*, none included."""

    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Whatever somebody wants to write, or nothing."""

    text: str


Question = Scale | Rating | Choice | Choices | Text

# A number on a scale, the index of an option, the indexes of several, a text; None for a question left out.
Answer = int | tuple[int, ...] | str | None
# What a form or a button sends for one question.
Raw = str | Sequence[str] | None


class NoQuestion(Refused):
    """A pulse that asks nothing."""


class WrongQuestion(Refused):
    """Question *number* (from 1) cannot be asked like this; *part* is "text", "low", "high" or "options"."""

    part = "text"

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class QuestionEmpty(WrongQuestion):
    """It has no words."""


class QuestionTooLong(WrongQuestion):
    """It has too many."""


class LabelTooLong(WrongQuestion):
    """What an end of the scale means takes too many words."""

    def __init__(self, number: int, part: str) -> None:
        super().__init__(number)
        self.part = part


class WrongOptions(WrongQuestion):
    """There are too few options to choose from, too many, or one twice."""

    part = "options"


class OptionTooLong(WrongQuestion):
    """*option* takes too many words."""

    part = "options"

    def __init__(self, number: int, option: str) -> None:
        super().__init__(number)
        self.option = option


class NoSuchAnswer(Refused):
    """What was sent is none of the answers to question *number* (from 1); the form's block is ``q`` and its index."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.field = f"q{number - 1}"


class NothingAnswered(Refused):
    """A ballot on which every question was left out."""

    field = "q0"


def kind_of(question: Question) -> Kind:
    """How *question* is answered."""
    match question:
        case Scale():
            return Kind.SCALE
        case Rating():
            return Kind.RECOMMEND if question.recommend else Kind.RATING
        case Choice():
            return Kind.CHOICE
        case Choices():
            return Kind.CHOICES
        case Text():
            return Kind.TEXT


def values(question: Question) -> range:
    """The numbers that an answer may be, or be made of; none for a text."""
    match question:
        case Scale():
            return range(1, 6)
        case Rating():
            return range(11)
        case Choice() | Choices():
            return range(len(question.options))
        case Text():
            return range(0)


def one_click(questions: Sequence[Question]) -> bool:
    """Whether a single press of a button can be the whole answer."""
    return len(questions) == 1 and isinstance(questions[0], Scale | Rating | Choice)


def check(questions: Sequence[Question]) -> None:
    """Raise NoQuestion, or the WrongQuestion that the first bad one deserves."""
    if not 0 < len(questions) <= MOST_QUESTIONS:
        raise NoQuestion
    for number, question in enumerate(questions, start=1):
        _check(number, question)


def _check(number: int, question: Question) -> None:
    if not question.text:
        raise QuestionEmpty(number)
    if len(question.text) > MOST_TEXT:
        raise QuestionTooLong(number)
    if isinstance(question, Scale | Rating):
        for part in ("low", "high"):
            if len(getattr(question, part)) > MOST_LABEL:
                raise LabelTooLong(number, part)
    if isinstance(question, Choice | Choices):
        options = question.options
        if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS or len(set(options)) < len(options):
            raise WrongOptions(number)
        for option in options:
            if len(option) > MOST_OPTION:
                raise OptionTooLong(number, option)


def read(questions: Sequence[Question], raw: Sequence[Raw]) -> tuple[Answer, ...]:
    """The ballot that *raw* is, question by question. Raises NoSuchAnswer and NothingAnswered."""
    if len(raw) != len(questions):
        raise NoSuchAnswer(len(questions))
    answers = tuple(_read(number, *pair) for number, pair in enumerate(zip(questions, raw, strict=True), start=1))
    if all(answer is None for answer in answers):
        raise NothingAnswered
    return answers


def _read(number: int, question: Question, raw: Raw) -> Answer:
    match question:
        case Text():
            if raw is not None and not isinstance(raw, str):
                raise NoSuchAnswer(number)
            if len(text := (raw or "").strip()) > MOST_ANSWER:
                raise NoSuchAnswer(number)
            return text or None
        case Choices():
            if isinstance(raw, str):
                raise NoSuchAnswer(number)
            return tuple(sorted({_number(number, question, one) for one in raw or ()})) or None
        case _:
            return _number(number, question, raw)


def _number(number: int, question: Question, raw: object) -> int:
    """One of the question's values. What looks like a number to Python alone ("٣", "1_0") is none."""
    known = {str(value): value for value in values(question)}
    if not isinstance(raw, str) or raw not in known:
        raise NoSuchAnswer(number)
    return known[raw]
