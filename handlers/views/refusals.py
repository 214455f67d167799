"""What a person reads when a rule said no: kind, plain, and what would have been right."""

from collections.abc import Callable
from typing import Any

from bot.domain.refusals import NotFound, Refused
from bot.domain.roles import NotAColleague, NotAllowed, Role, Stranger
from handlers.views.words import _

Sentence = Callable[[Any], str]

# Each feature's views add their own refusals with ``says``.
_SENTENCES: dict[type[Refused], Sentence] = {}


def says(refusal: type[Refused]) -> Callable[[Sentence], Sentence]:
    """Register the decorated function as the sentence for *refusal*."""

    def register(sentence: Sentence) -> Sentence:
        _SENTENCES[refusal] = sentence
        return sentence

    return register


def sentence(refusal: Refused) -> str:
    """The sentence for *refusal*; a kind of refusal inherits its parent's."""
    for kind in type(refusal).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind](refusal)
    raise LookupError(f"no sentence for {type(refusal).__name__}")


@says(NotAllowed)
def not_allowed(refusal: NotAllowed) -> str:
    """Which role it takes."""
    names = {Role.ADMIN: _("an administrator"), Role.HR: _("HR"), Role.LEADER: _("a leader")}
    needed = _(" or ").join(names[role] for role in refusal.needed)
    line = _("This is for {needed}.").format(needed=needed)
    if refusal.admin:
        return line + " " + _("As an administrator you can give yourself that role in the settings.")
    return line + " " + _("If it should be you, please ask your Fanfare administrator.")


@says(NotAColleague)
def not_a_colleague(_refusal: NotAColleague) -> str:
    """Guests and outsiders."""
    return _("Fanfare is for members of this workspace. You are welcome to read along.")


@says(Stranger)
def stranger(_refusal: Stranger) -> str:
    """Newer than the last look at the directory."""
    return _("I am still getting to know you. Please try again in a minute.")


@says(NotFound)
def not_found(refusal: NotFound) -> str:
    """It is gone."""
    names = {"message": _("message"), "goal": _("goal"), "pulse": _("pulse"), "shoutout": _("shout-out")}
    return _("This {what} is no longer there. Nothing was changed.").format(what=names.get(refusal.what, refusal.what))


def unexpected(reference: str) -> str:
    """Our own fault."""
    return _("Sorry, something went wrong on our side and nothing was saved. Please try again; reference {id}.").format(
        id=reference
    )
