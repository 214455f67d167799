"""What HR sees before a pulse is asked: exactly what people will see, and who gets it when."""

from dataclasses import replace

from bot.domain.deliveries import Delivery, Post
from bot.domain.deliveries import State as Sent
from bot.domain.pulses import Pulse, State
from bot.domain.results import tallied
from handlers.views.pulses import PREVIEW, ask
from handlers.views.reasons import reason
from handlers.views.texts import Block, channel_link, escape, mention, modal, moment, place, section
from handlers.views.words import _, ngettext

CONFIRM = "pulse_confirm"

MOST_NAMED = 10  # people; beyond that a number says more
DIVIDER: Block = {"type": "divider"}


def preview(pulse: Pulse) -> Block:
    """The message as it will look, with buttons that count nothing."""
    shown = ask(replace(pulse, state=State.OPEN), None if pulse.anonymous else tallied(pulse.questions, {}), PREVIEW)
    trying = _("This is what people will see. Try the buttons: nothing is counted here.")
    blocks = [section(summary(pulse)), section(trying), DIVIDER, *shown.blocks, DIVIDER]
    submit = _("Ask now") if pulse.opens_at is None else _("Plan it")
    return modal(CONFIRM, _("Is this right?"), blocks[:-1], submit=submit, close=_("Back"), metadata=pulse.id)


def summary(pulse: Pulse) -> str:
    """Who gets it, when it opens and when it closes, a line each."""
    opens = _("now") if pulse.opens_at is None else moment(pulse.opens_at)
    closes = _("when you close it in `/pulse list`") if pulse.closes_at is None else moment(pulse.closes_at)
    return "\n".join(
        [
            _("*Goes to:* {audience}").format(audience=audience(pulse)),
            _("*Opens:* {when}").format(when=opens),
            _("*Closes:* {when}").format(when=closes),
        ]
    )


def audience(pulse: Pulse) -> str:
    """The channels and the people, in mrkdwn."""
    told = [channel_link(one) for one in pulse.channels]
    if len(pulse.people) > MOST_NAMED:
        many = ngettext("{n} person by direct message", "{n} people by direct message", len(pulse.people))
        told.append(many.format(n=len(pulse.people)))
    else:
        told += [mention(one) for one in pulse.people]
    return ", ".join(told)


def not_arrived(pulse: Pulse, delivery: Delivery) -> Post:
    """The word to the author about a post that did not arrive, or of which nobody knows."""
    line = _("Your pulse “{title}” did not arrive at {place}: {why}.")
    if delivery.state is Sent.UNCERTAIN:
        line = _("I do not know whether your pulse “{title}” arrived at {place}: {why}. Please have a look.")
    where, why = place(delivery.plan.recipient), reason(delivery.reason)
    return Post(line.format(title=escape(pulse.title), place=where, why=why))


def missed(pulse: Pulse) -> Post:
    """The word to the author: its whole time passed while the bot was not running."""
    line = _("Your pulse “{title}” was not asked: I was not running between {opens} and {closes}, its whole time.")
    opens, closes = (moment(when) if when else "" for when in (pulse.opens_at, pulse.closes_at))
    again = _("If it still matters, please ask it anew with `/pulse`.")
    return Post(f"{line.format(title=escape(pulse.title), opens=opens, closes=closes)} {again}")


def confirmed(pulse: Pulse) -> Post:
    """The word to the author: it is on its way, or planned."""
    title = escape(pulse.title)
    if pulse.state is State.OPEN:
        line = _("Your pulse “{title}” is open: {audience}.").format(title=title, audience=audience(pulse))
    else:
        when = moment(pulse.opens_at) if pulse.opens_at else ""
        line = _("Your pulse “{title}” is planned. It opens {when}: {audience}.")
        line = line.format(title=title, when=when, audience=audience(pulse))
    if pulse.closes_at is None:
        more = _("Close it in `/pulse list` when you have enough.")
    else:
        more = _("It closes {when}, and the results come to you too.").format(when=moment(pulse.closes_at))
    return Post(f"{line} {more}")
