"""Shout-outs as people see them: the form, the thanks in the channel, the word to each receiver."""

import json
from collections.abc import Sequence
from typing import Any

from bot.domain import shoutouts
from bot.domain.deliveries import Delivery, Post, State
from bot.domain.ids import ChannelId, UserId
from bot.domain.shoutouts import Shoutout
from handlers.views.reasons import reason
from handlers.views.refusals import says
from handlers.views.texts import (
    MOST_SECTION,
    Block,
    actions,
    button,
    channel_link,
    confirm,
    context,
    cut,
    escape,
    field,
    header,
    mention,
    modal,
    option,
    plain,
    section,
)
from handlers.views.words import _, ngettext

FORM = "shoutout_form"
SHORTCUT = "shoutout"
MESSAGE_SHORTCUT = "shoutout_for_message"
UNDO = "shoutout_undo"

MOST_VALUES = 100  # Slack: options of a select
MOST_QUOTE = 280  # characters of a quoted message: enough to know which one it was


def form(values: Sequence[str], chosen: ChannelId | None, here: ChannelId | None, wish: Block) -> Block:
    """The form, opened in *here* with the channel *chosen*.

    *wish* has what is known already: ``receivers`` (ids), ``quote``, and ``kept`` if a message must not be quoted.
    """
    people: Block = {"type": "multi_users_select", "max_selected_items": shoutouts.MOST_RECEIVERS}
    if wish.get("receivers"):
        people["initial_users"] = list(wish["receivers"])
    why: Block = {"type": "plain_text_input", "multiline": True, "max_length": shoutouts.MOST_REASON}
    why |= {"placeholder": plain(_("What did they do, and what did it change?"))}
    # A person's own channels only: a list of the bot's would show them the names of private ones.
    where: Block = {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
    if chosen:
        where["initial_conversation"] = chosen
    blocks = [
        field("receivers", _("Who do you want to thank?"), people),
        field("reason", _("What for?"), why, hint=_("At least {n} characters.").format(n=shoutouts.LEAST_REASON)),
    ]
    if values:
        by: Block = {"type": "static_select", "options": [option(value, value) for value in values[:MOST_VALUES]]}
        blocks.append(field("company_value", _("Which of our values does it show?"), by, optional=True))
    blocks.append(field("channel", _("Where shall everybody see it?"), where))
    if wish.get("quote"):
        blocks.insert(0, section(_quoted(cut(wish["quote"], MOST_QUOTE))))
    elif wish.get("kept"):
        blocks.insert(0, context(_("The message is not quoted, for not everybody can read it where it is.")))
    return modal(
        FORM,
        _("Give a shout-out"),
        blocks,
        submit=_("Say thank you"),
        close=_("Cancel"),
        metadata=json.dumps({"quote": cut(wish.get("quote", ""), MOST_QUOTE), "here": here or ""}, ensure_ascii=False),
    )


def read_form(view: Block) -> dict[str, Any]:
    """What the form holds: ``receivers``, ``reason``, ``value``, ``channel``; it carries ``quote`` and ``here``."""
    values, carried = view["state"]["values"], json.loads(view["private_metadata"])
    by = values.get("company_value", {}).get("value", {}).get("selected_option")
    return {
        "receivers": tuple(UserId(user) for user in values["receivers"]["value"]["selected_users"]),
        "reason": (values["reason"]["value"]["value"] or "").strip(),
        "value": by["value"] if by else "",
        "channel": ChannelId(values["channel"]["value"]["selected_conversation"]),
        "quote": carried["quote"],
        "here": ChannelId(carried["here"]),
    }


def announcement(shoutout: Shoutout) -> Post:
    """The thanks that everybody sees."""
    people = _names(shoutout.receivers)
    line = _("{giver} thanks {receivers}").format(giver=mention(shoutout.giver), receivers=people)
    by = _("For our value “{value}”").format(value=escape(shoutout.value)) if shoutout.value else ""
    parts = [f":tada: *{line}*", escape(shoutout.reason)]
    blocks = [section(f":tada: {line}"), *(section(_quoted(piece)) for piece in _pieces(shoutout.reason))]
    if shoutout.quote:
        blocks.append(context(_("About this: {quote}").format(quote=escape(shoutout.quote))))
        parts.append(_("About this: {quote}").format(quote=escape(shoutout.quote)))
    if by:
        blocks.append(context(f":sparkles: {by}"))
        parts.append(by)
    text = "\n".join([f"{line}: {escape(shoutout.reason)}", *parts[2:]])
    return Post(text, tuple(blocks))


def told(shoutout: Shoutout, total: int) -> Post:
    """The word to one receiver, with how often they have been thanked."""
    line = _("{giver} thanked you in {channel}: {reason}").format(
        giver=mention(shoutout.giver), channel=channel_link(shoutout.channel), reason=escape(shoutout.reason)
    )
    count = ngettext("It is your first shout-out.", "You have been thanked {n} times.", total).format(n=total)
    return Post(f"{line}\n{count}", (section(f":tada: {line}"), context(count)))


def confirmation(shoutout: Shoutout) -> Post:
    """What the giver sees: it is done, and can be taken back for a while."""
    where = channel_link(shoutout.channel)
    line = _("Your thanks to {receivers} go to {channel}.").format(receivers=_names(shoutout.receivers), channel=where)
    later = _("You can take them back for ten minutes.")
    undo = button(_("Undo"), UNDO, shoutout.id, says=_("Undo this shout-out"))
    undo["confirm"] = confirm(
        _("Take it back?"), _("The post and the messages about it are deleted."), _("Take it back"), _("Keep it")
    )
    return Post(f"{line} {later}", (section(f"{line} {later}"), actions(undo)))


def not_posted(shoutout: Shoutout, delivery: Delivery) -> Post:
    """The word to the giver about thanks that did not reach the channel, or of which nobody knows."""
    line = _("Your thanks to {receivers} did not reach {channel}: {why}.")
    if delivery.state is State.UNCERTAIN:
        line = _("I do not know whether your thanks to {receivers} reached {channel}: {why}. Please have a look.")
    receivers, channel = _names(shoutout.receivers), channel_link(shoutout.channel)
    return Post(line.format(receivers=receivers, channel=channel, why=reason(delivery.reason)))


def undone() -> Post:
    """It was taken back."""
    return Post(_("Done: the shout-out was taken back."))


def home(received: Sequence[Shoutout], count_received: int, count_given: int) -> list[Block]:
    """The part of Home about thanks: counts for oneself, and no ranking."""
    got = ngettext("You were thanked once", "You were thanked {n} times", count_received).format(n=count_received)
    gave = ngettext("you thanked others once", "you thanked others {n} times", count_given).format(n=count_given)
    give = button(_("Give a shout-out"), f"home_{SHORTCUT}")
    blocks = [header(_("Shout-outs"))]
    if count_received or count_given:
        blocks.append(section(_("{received}, {given}.").format(received=got, given=gave), give))
    else:
        blocks.append(section(_("You have given and received no thanks yet. Would you like to begin?"), give))
    for shoutout in received:
        line = _("{giver}: {reason}").format(giver=mention(shoutout.giver), reason=escape(cut(shoutout.reason, 300)))
        blocks.append(section(_quoted_line(line)))
    return blocks


def _names(people: Sequence[UserId]) -> str:
    names = [mention(one) for one in people]
    return (
        names[0] if len(names) == 1 else _("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(text).splitlines() or [""])


def _pieces(text: str) -> list[str]:
    """*text* in pieces that each fit into a section once they are escaped, parted between words where there are any."""
    pieces = []
    while text:
        end = len(text)
        while len(_quoted(text[:end])) > MOST_SECTION:
            end = end * 9 // 10
        if end < len(text) and (space := text.rfind(" ", 0, end)) > 0:
            end = space
        pieces.append(text[:end])
        text = text[end:].lstrip()
    return pieces


def _quoted_line(markup: str) -> str:
    return "\n".join(f"> {line}" for line in markup.splitlines())


def usage() -> str:
    """How ``/shoutout`` is typed."""
    return _("Try: `/shoutout @ana for fixing the till on a Sunday #Craft`, or `/shoutout` alone for a form.")


@says(shoutouts.NoReceiver)
def _no_receiver(_refusal: Any) -> str:
    return _("Whom do you want to thank? Name at least one person with @.") + " " + usage()


@says(shoutouts.TooManyReceivers)
def _too_many(_refusal: Any) -> str:
    return _("That is more people than one shout-out can carry; please name at most {n}.").format(
        n=shoutouts.MOST_RECEIVERS
    )


@says(shoutouts.SelfShoutout)
def _self(_refusal: Any) -> str:
    return _("A shout-out is for somebody else. Well done all the same!")


@says(shoutouts.CannotReceive)
def _cannot(refusal: shoutouts.CannotReceive) -> str:
    # Names, not mentions: a form shows its errors as plain text.
    names = ", ".join([*refusal.names, *([_("somebody I do not know")] if refusal.strangers else [])])
    return _("A shout-out goes to people who work here now, and not to {names}.").format(names=names)


@says(shoutouts.GroupNamed)
def _group(_refusal: Any) -> str:
    return _("A group cannot be thanked as such. Please name its people one by one.")


@says(shoutouts.ReasonTooShort)
def _short(_refusal: Any) -> str:
    return _("Please say what for, in at least {n} characters, so that it means something.").format(
        n=shoutouts.LEAST_REASON
    )


@says(shoutouts.ReasonTooLong)
def _long(_refusal: Any) -> str:
    return _("Please keep the reason under {n} characters.").format(n=shoutouts.MOST_REASON)


@says(shoutouts.UnknownValue)
def _value(refusal: shoutouts.UnknownValue) -> str:
    known = ", ".join(f"#{value.replace(' ', '')}" for value in refusal.known)
    return _("“{value}” is none of our values. They are: {known}.").format(value=escape(refusal.value), known=known)


@says(shoutouts.NowhereToPost)
def _nowhere(_refusal: Any) -> str:
    return _("There is no channel to post in: say it in a channel, or ask your administrator to set one for thanks.")


@says(shoutouts.BotOutside)
def _outside(refusal: shoutouts.BotOutside) -> str:
    where = f"#{refusal.channel.name}" if refusal.channel else _("this channel")
    return _("I cannot post in {channel}: please type /invite @Fanfare there, or choose another channel.").format(
        channel=where
    )


@says(shoutouts.PrivateElsewhere)
def _private(_refusal: Any) -> str:
    return _("This channel is private. To thank somebody there, type /shoutout in it; or choose a public one here.")


@says(shoutouts.NotYourShoutout)
def _not_yours(_refusal: Any) -> str:
    return _("Only the person who gave a shout-out can take it back.")


@says(shoutouts.TooLateToUndo)
def _too_late(_refusal: Any) -> str:
    return _("The ten minutes are over, so it stays. If it should go, please ask an administrator to delete the post.")
