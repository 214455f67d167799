"""Pulses to start from, in our own words.

eNPS as a method is free; the names of other scores are registered marks, so they are not used. No published instrument
is quoted or near-quoted here (FIELD.md (c) says which may not be shipped).
"""

from dataclasses import dataclass

from bot.domain.questions import Question, Rating, Scale, Text
from handlers.views.words import _


@dataclass(frozen=True, slots=True)
class Start:
    """A pulse that somebody only has to send: *name* is how it is offered."""

    name: str
    title: str
    questions: tuple[Question, ...]


def blank() -> Question:
    """What an empty form begins with."""
    return agreement("")


def agreement(text: str) -> Scale:
    """A statement that people agree with more or less."""
    return Scale(text, _("Do not agree at all"), _("Agree completely"))


def starts() -> dict[str, Start]:
    """Every one of them, by the value under which it is offered."""
    recommend = Rating(
        _("How likely are you to recommend us as a place to work?"), _("Not likely at all"), _("Very likely"), True
    )
    going = (
        agreement(_("A year from now I would still like to be working here.")),
        agreement(_("All in all, my working week leaves me satisfied.")),
        agreement(_("The rules we work by make sense to me.")),
        agreement(_("I could tell a new colleague what we want to reach this quarter.")),
        Text(_("What is the one thing we should change first?")),
    )
    return {
        "blank": Start(_("A blank pulse"), "", (blank(),)),
        "enps": Start(_("eNPS: one question"), _("Would you recommend us?"), (recommend,)),
        "going": Start(_("How is it going: five questions"), _("How is it going?"), going),
    }
