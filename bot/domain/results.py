"""What comes out of a pulse: numbers for each question, and nothing where too few answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.ballots import ANSWERED, WHOLE, Mark, recount
from bot.domain.questions import Answer, Question, Rating, Scale, Text, values

LEAST = 5  # answers below which an anonymous pulse shows nothing (RELIABILITY.md §6.4, R1)
LEAST_COMMENTS = 10  # texts below which none of them is shown (R7)


@dataclass(frozen=True, slots=True)
class Figures:
    """One question's result. *n* is how many answered it, None if they were too few to show anything.

    *counts* are in the order of the question's values. *comments* are in no order.
    """

    n: int | None
    counts: tuple[int, ...] = ()
    mean: float | None = None
    enps: float | None = None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A whole pulse's. *n* is the number of ballots, None if they were too few."""

    n: int | None
    figures: tuple[Figures, ...]


Shuffle = Callable[[list[str]], None]


def tallied(questions: Sequence[Question], tally: Mapping[Mark, int]) -> Results:
    """What a tally says, with nothing held back: for open pulses."""
    figures = tuple(_figures(index, question, tally) for index, question in enumerate(questions))
    return Results(tally.get((WHOLE, ANSWERED), 0), figures)


def results(
    questions: Sequence[Question], ballots: Sequence[Sequence[Answer]], *, anonymous: bool, shuffle: Shuffle
) -> Results:
    """What may be published once a pulse is closed.

    Each question's texts are shuffled by themselves: one order for all would say which were written by the same hand.
    """
    found = tallied(questions, recount(ballots))
    figures = []
    for index, (question, one) in enumerate(zip(questions, found.figures, strict=True)):
        if isinstance(question, Text) and ((one.n or 0) >= LEAST_COMMENTS or not anonymous):
            texts = [answer for answers in ballots if isinstance(answer := answers[index], str)]
            shuffle(texts)
            one = replace(one, comments=tuple(texts))
        figures.append(one)
    whole = Results(found.n, tuple(figures))
    return _held_back(whole) if anonymous else whole


def _held_back(found: Results) -> Results:
    """Without what fewer than five answered: neither the numbers nor how many they were."""
    if (found.n or 0) < LEAST:
        return Results(None, tuple(Figures(None) for _ in found.figures))
    return Results(found.n, tuple(one if (one.n or 0) >= LEAST else Figures(None) for one in found.figures))


def _figures(index: int, question: Question, tally: Mapping[Mark, int]) -> Figures:
    scale = values(question)
    counts = tuple(tally.get((index, value), 0) for value in scale)
    n = tally.get((index, ANSWERED), 0)
    if isinstance(question, Rating) and question.recommend:
        return Figures(n, counts, enps=enps(counts))
    if isinstance(question, Scale | Rating):
        return Figures(n, counts, mean=mean(scale, counts))
    return Figures(n, counts)


def mean(scale: Sequence[int], counts: Sequence[int]) -> float | None:
    """The mean of the answers: the sum of value times count, divided by n. None if nobody answered."""
    n = sum(counts)
    return sum(value * count for value, count in zip(scale, counts, strict=True)) / n if n else None


def enps(counts: Sequence[int]) -> float | None:
    """100 × (promoters - detractors) / n, from -100 to 100; *counts* are those of 0 to 10.

    Promoters answered 9 or 10, detractors 0 to 6; those of 7 and 8 stay in n (FIELD.md (c), "Formulas").
    None if nobody answered.
    """
    n = sum(counts)
    return 100 * (sum(counts[9:]) - sum(counts[:7])) / n if n else None
