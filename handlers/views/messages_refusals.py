"""What HR reads when a message cannot be."""

from typing import Any

from bot.domain import messages, messages_form
from bot.domain.recurrence import UnknownZone
from handlers.views.messages import joined, wall
from handlers.views.refusals import says
from handlers.views.texts import cut
from handlers.views.words import _

MOST_NAMES = 300  # characters, however many people or channels are meant


@says(messages_form.TextMissing)
def _no_text(_refusal: Any) -> str:
    return _("Please write what you want to say.")


@says(messages_form.TextTooLong)
def _long_text(refusal: messages_form.TextTooLong) -> str:
    return _("This is {length} characters long. Please shorten it to {most}, or put the rest behind a link.").format(
        length=refusal.length, most=messages_form.MOST_TEXT
    )


@says(messages_form.GoalMissing)
def _no_goal(_refusal: Any) -> str:
    return _("Please choose a goal. If there is none yet, `/goals new` sets one.")


@says(messages_form.NotALink)
def _no_link(refusal: messages_form.NotALink) -> str:
    return _("“{typed}” is no safe address. Please write one that begins with https://, like {example}.").format(
        typed=cut(refusal.typed, 80), example="https://intranet.example/values"
    )


@says(messages_form.NotAnImage)
def _no_image(refusal: messages_form.NotAnImage) -> str:
    return _("“{typed}” is no safe address of an image. Please write one that begins with https://.").format(
        typed=cut(refusal.typed, 80)
    )


@says(messages_form.AltMissing)
def _no_alt(_refusal: Any) -> str:
    return _("Please say in a few words what the image shows, for those who cannot see it.")


@says(messages_form.AltTooLong)
def _long_alt(_refusal: Any) -> str:
    return _("Please describe the image in at most {n} characters.").format(n=messages_form.MOST_ALT)


@says(messages_form.NoAudience)
def _no_audience(_refusal: Any) -> str:
    return _("Who shall get it? Please choose at least one channel, person or user group.")


@says(messages_form.BotOutside)
def _outside(refusal: messages_form.BotOutside) -> str:
    archived = cut(joined([f"#{one.name}" for one in refusal.channels if one.archived]), MOST_NAMES)
    outside = cut(joined([f"#{one.name}" for one in refusal.channels if not one.archived]), MOST_NAMES)
    if archived:
        return _("{names}: archived, so nothing can be posted there. Please choose another channel.").format(
            names=archived
        )
    return _(
        "I am not in {names}. Please type /invite @Fanfare there and try again, or choose another channel."
    ).format(names=outside or _("every private channel you chose"))


@says(messages_form.CannotReceive)
def _cannot_receive(refusal: messages_form.CannotReceive) -> str:
    names = cut(joined([one.name for one in refusal.members]), MOST_NAMES) or _("Somebody you chose")
    return _("{names} cannot get direct messages from me: please choose people who work here now.").format(names=names)


@says(messages_form.MomentMissing)
def _no_moment(_refusal: Any) -> str:
    return _("Please choose the day and the time below, then press Preview again.")


@says(messages_form.NoDays)
def _no_days(_refusal: Any) -> str:
    return _("Please choose at least one day.")


@says(messages.TimePast)
def _past(refusal: messages.TimePast) -> str:
    return _("{when} is over. Please choose a time to come, or send it now.").format(
        when=wall(refusal.wall, refusal.zone)
    )


@says(messages.TooFarAhead)
def _far(refusal: messages.TooFarAhead) -> str:
    return _("The year {year} is too far away. Please choose a day within the next five years.").format(
        year=refusal.wall.year
    )


@says(messages.ChangedMeanwhile)
def _changed(_refusal: Any) -> str:
    return _(
        "Somebody else has changed this message, or it was sent, since you opened it. Nothing was changed now:"
        " please look at `/announce list` and try again."
    )


@says(UnknownZone)
def _no_zone(refusal: UnknownZone) -> str:
    if refusal.meant:
        return _("There is no time zone “{typed}”. Did you mean {meant}?").format(
            typed=cut(refusal.typed, 60), meant=refusal.meant
        )
    return _("There is no time zone “{typed}”. Please write one like Europe/Madrid or America/New_York.").format(
        typed=cut(refusal.typed, 60)
    )
