"""What a message's author is told when it did not go as planned."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.deliveries import Delivery, Post, State
from bot.domain.messages import Message
from bot.domain.recurrence import Slot
from handlers.views.messages import excerpt, rhythm
from handlers.views.reasons import reason
from handlers.views.texts import escape, moment, place
from handlers.views.words import _, ngettext

MOST_PLACES = 10  # named in one word to the author


def failure(message: Message, goals: Mapping[str, str], slot: Sequence[Delivery]) -> Post:
    """Where a message did not arrive, and why. *slot* is all that was filed for that moment."""
    lost = [one for one in slot if one.state in (State.FAILED, State.UNCERTAIN)]
    title = escape(excerpt(message.content, goals))
    if len(lost) == 1:
        where, why = place(lost[0].plan.recipient), _why(message, lost[0])
        line = _("Your message “{title}” did not reach {where}: {why}.")
        if lost[0].state is State.UNCERTAIN:
            line = _("I do not know whether your message “{title}” reached {where}: {why}. Please have a look.")
        return Post(line.format(title=title, where=where, why=why))
    line = _("Your message “{title}” did not reach {n} of {all} places:")
    if any(one.state is State.UNCERTAIN for one in lost):
        line = _("Your message “{title}” may not have reached {n} of {all} places:")
    lines = [line.format(title=title, n=len(lost), all=len(slot))]
    lines += [f"• {place(one.plan.recipient)}: {_why(message, one)}" for one in lost[:MOST_PLACES]]
    if len(lost) > MOST_PLACES:
        more = len(lost) - MOST_PLACES
        lines.append(ngettext("• and one more", "• and {n} more", more).format(n=more))
    return Post("\n".join(lines))


def _why(message: Message, delivery: Delivery) -> str:
    """Slack's reason; of an image that it could not fetch, Slack says no more than this."""
    if delivery.reason == "invalid_blocks" and message.content.image:
        return _("Slack could not show it, most likely because it cannot open the image’s address from the internet")
    return reason(delivery.reason)


def missed(message: Message, goals: Mapping[str, str], slot: Slot, after: Slot | None) -> Post:
    """A moment came and went while the bot was not running."""
    line = _(
        "Your message “{title}” for {when} was not sent: I was not running then, and by now it is too late for it."
    )
    line = line.format(title=escape(excerpt(message.content, goals)), when=moment(slot.at))
    return Post(f"{line} {_what_next(after)}")


def overdue(message: Message, goals: Mapping[str, str], due: datetime) -> Post:
    """It was planned in time, but could not be sent for so long that it is too late."""
    line = _(
        "Your message “{title}” for {when} could not be sent for a while, and by now it is too late for it: where it"
        " has not arrived yet, I leave it out."
    )
    line = line.format(title=escape(excerpt(message.content, goals)), when=moment(due))
    return Post(f"{line} {_what_next(message.next)}")


def held(message: Message, goals: Mapping[str, str]) -> Post:
    """Nobody can say any more when it comes."""
    line = _(
        "Your message “{title}” is paused, and nothing of it is sent: I cannot work out its time any more ({rhythm})."
        " Perhaps its time zone is no longer in use. `/announce list` has it, and Edit gives it another."
    )
    return Post(line.format(title=escape(excerpt(message.content, goals)), rhythm=rhythm(message.schedule)))


def nobody(message: Message, goals: Mapping[str, str], _slot: Slot, after: Slot | None) -> Post:
    """The user groups have no members."""
    line = _("Your message “{title}” was not sent: there is nobody in its user groups.")
    return Post(f"{line.format(title=escape(excerpt(message.content, goals)))} {_what_next(after)}")


def goal_gone(recurs: bool) -> Post:
    """The goal of a goal message was closed."""
    line = _("Your goal message was not sent: its goal is closed.")
    if recurs:
        return Post(line + " " + _("Please choose another goal for it, or cancel it: `/announce list` has it."))
    return Post(line + " " + _("`/announce` plans a new one."))


def _what_next(slot: Slot | None) -> str:
    if slot is None:
        return _("If it still matters, please plan it anew with `/announce`.")
    return _("The next one is planned for {when}.").format(when=moment(slot.at))
