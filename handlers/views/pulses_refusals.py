"""What people read when a pulse, or an answer to one, cannot be taken as it is."""

from typing import Any

from bot.domain import pulses, questions
from bot.domain.pulses import State
from bot.domain.results import LEAST
from handlers.views.refusals import says
from handlers.views.texts import cut, escape
from handlers.views.words import _


@says(pulses.TitleMissing)
def _title_missing(_refusal: Any) -> str:
    return _("Please give it a title, such as “How is it going?”")


@says(pulses.TitleTooLong)
def _title_too_long(_refusal: Any) -> str:
    return _("Please keep the title under {n} characters.").format(n=pulses.MOST_TITLE)


@says(pulses.NobodyAsked)
def _nobody(_refusal: Any) -> str:
    return _("Please choose a channel or at least one person to ask.")


@says(pulses.TooManyPeople)
def _too_many(_refusal: Any) -> str:
    return _("At most {n} people can be asked one by one. For more, please ask in a channel.").format(
        n=pulses.MOST_PEOPLE
    )


@says(pulses.CannotBeAsked)
def _cannot_be_asked(refusal: pulses.CannotBeAsked) -> str:
    names = escape(", ".join(refusal.names))
    return _("{names} cannot be asked: a pulse goes to colleagues who work here now, not to guests or apps.").format(
        names=names
    )


@says(pulses.TooFewForAnonymity)
def _too_few(_refusal: Any) -> str:
    told = _("An anonymous pulse shows nothing below {least} answers, so ask at least {least} people, or make it open.")
    return told.format(least=LEAST)


@says(pulses.CannotPostIn)
def _cannot_post(refusal: pulses.CannotPostIn) -> str:
    names = escape(", ".join(f"#{name}" for name in refusal.names))
    return _("I cannot post in {channels}: please type /invite @Fanfare there, or choose another channel.").format(
        channels=names
    )


@says(pulses.OpensInThePast)
def _opens_in_the_past(_refusal: Any) -> str:
    return _("This time is over. Choose a later one, or leave it empty to ask right away.")


@says(pulses.ClosesTooEarly)
def _closes_too_early(_refusal: Any) -> str:
    return _("Nobody could answer before then. Choose a time after it opens, or leave it empty.")


@says(pulses.NotWaiting)
def _not_waiting(refusal: pulses.NotWaiting) -> str:
    if refusal.state is State.OPEN:
        return _("This pulse is open already. You can close it in /pulse list.")
    return _("This pulse is over. Nothing was changed.")


@says(pulses.NotOpen)
def _not_open(refusal: pulses.NotOpen) -> str:
    if refusal.state in (State.DRAFT, State.PLANNED):
        return _("This pulse is not open yet. You will be asked when it is.")
    if refusal.state is State.CANCELLED:
        return _("This pulse was cancelled, so it takes no answers.")
    return _("This pulse is closed, so it takes no more answers. Nothing was changed.")


@says(pulses.NotAsked)
def _not_asked(_refusal: Any) -> str:
    return _("This pulse went to certain people, and you are not one of them. Nothing was changed.")


@says(pulses.KeyGone)
def _key_gone(_refusal: Any) -> str:
    return _("This pulse can take no more answers, for its key is gone. Please tell HR; what came in so far counts.")


@says(questions.NoQuestion)
def _no_question(_refusal: Any) -> str:
    return _("Please ask at least one question, and at most {n}.").format(n=questions.MOST_QUESTIONS)


@says(questions.QuestionEmpty)
def _question_empty(_refusal: Any) -> str:
    return _("Please write what you want to ask.")


@says(questions.QuestionTooLong)
def _question_too_long(_refusal: Any) -> str:
    return _("Please ask in fewer than {n} characters.").format(n=questions.MOST_TEXT)


@says(questions.LabelTooLong)
def _label_too_long(_refusal: Any) -> str:
    return _("Please keep this under {n} characters; it stands beside a number.").format(n=questions.MOST_LABEL)


@says(questions.WrongOptions)
def _wrong_options(_refusal: Any) -> str:
    return _("Please write {least} to {most} different options, one on each line.").format(
        least=questions.LEAST_OPTIONS, most=questions.MOST_OPTIONS
    )


@says(questions.OptionTooLong)
def _option_too_long(refusal: questions.OptionTooLong) -> str:
    return _("“{option}” is too long for a button; please keep each option under {n} characters.").format(
        option=escape(cut(refusal.option, 40)), n=questions.MOST_OPTION
    )


@says(questions.NoSuchAnswer)
def _no_such_answer(_refusal: Any) -> str:
    return _("That is none of the answers to this question, so nothing was counted. Please choose one that is shown.")


@says(questions.NothingAnswered)
def _nothing_answered(_refusal: Any) -> str:
    return _("Please answer at least one question, or close this without sending.")
