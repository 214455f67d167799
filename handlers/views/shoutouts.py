"""Shout-outs as people see them: the form, the thanks in the channel, the word to each receiver."""

from collections.abc import Sequence
from typing import Any

from bot.domain import shoutouts
from bot.domain.deliveries import Post
from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel
from bot.domain.shoutouts import Shoutout
from handlers.views.refusals import says
from handlers.views.texts import (
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
    section,
)
from handlers.views.words import _, ngettext

FORM = "shoutout_form"
SHORTCUT = "shoutout"
MESSAGE_SHORTCUT = "shoutout_for_message"
UNDO = "shoutout_undo"

MOST_QUOTE = 280  # characters of a quoted message: enough to know which one it was


def form(values: Sequence[str], channels: Sequence[Channel], chosen: ChannelId | None, wish: Block) -> Block:
    """The form. *wish* has what is known already: ``receivers`` (ids), ``reason``, ``value``, ``quote``."""
    people: Block = {"type": "multi_users_select", "max_selected_items": shoutouts.MOST_RECEIVERS}
    if wish.get("receivers"):
        people["initial_users"] = list(wish["receivers"])
    reason: Block = {"type": "plain_text_input", "multiline": True, "max_length": shoutouts.MOST_REASON}
    reason |= {"placeholder": {"type": "plain_text", "text": _("What did they do, and what did it change?")}}
    if wish.get("reason"):
        reason["initial_value"] = wish["reason"]
    where: Block = {"type": "static_select", "options": [option(f"#{one.name}", one.id) for one in channels[:100]]}
    initial = [one for one in where["options"] if one["value"] == chosen]
    if initial:
        where["initial_option"] = initial[0]
    blocks = [
        field("receivers", _("Who do you want to thank?"), people),
        field("reason", _("What for?"), reason, hint=_("At least {n} characters.").format(n=shoutouts.LEAST_REASON)),
    ]
    if values:
        by: Block = {"type": "static_select", "options": [option(value, value) for value in values]}
        blocks.append(field("company_value", _("Which of our values does it show?"), by, optional=True))
    blocks.append(field("channel", _("Where shall everybody see it?"), where))
    if wish.get("quote"):
        blocks.insert(0, section(_quoted(cut(wish["quote"], MOST_QUOTE))))
    return modal(
        FORM,
        _("Give a shout-out"),
        blocks,
        submit=_("Say thank you"),
        close=_("Cancel"),
        metadata=cut(wish.get("quote", ""), MOST_QUOTE),
    )


def read_form(view: Block) -> dict[str, Any]:
    """What the form holds: ``receivers``, ``reason``, ``value``, ``channel``, ``quote``."""
    values = view["state"]["values"]
    by = values.get("company_value", {}).get("value", {}).get("selected_option")
    return {
        "receivers": tuple(UserId(user) for user in values["receivers"]["value"]["selected_users"]),
        "reason": (values["reason"]["value"]["value"] or "").strip(),
        "value": by["value"] if by else "",
        "channel": ChannelId(values["channel"]["value"]["selected_option"]["value"]),
        "quote": view.get("private_metadata", ""),
    }


def announcement(shoutout: Shoutout) -> Post:
    """The thanks that everybody sees."""
    people = _names(shoutout.receivers)
    line = _("{giver} thanks {receivers}").format(giver=mention(shoutout.giver), receivers=people)
    by = _("For our value “{value}”").format(value=escape(shoutout.value)) if shoutout.value else ""
    parts = [f":tada: *{line}*", escape(shoutout.reason)]
    blocks = [section(f":tada: {line}"), section(_quoted(shoutout.reason))]
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
    undo = button(_("Undo"), UNDO, shoutout.id, says=_("Take this shout-out back"))
    undo["confirm"] = confirm(
        _("Take it back?"), _("The post and the messages about it are deleted."), _("Take it back"), _("Keep it")
    )
    return Post(f"{line} {later}", (section(f"{line} {later}"), actions(undo)))


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
    return _("I cannot post in #{channel}: please type /invite @Fanfare there, or choose another channel.").format(
        channel=refusal.channel.name
    )


@says(shoutouts.NotYourShoutout)
def _not_yours(_refusal: Any) -> str:
    return _("Only the person who gave a shout-out can take it back.")


@says(shoutouts.TooLateToUndo)
def _too_late(_refusal: Any) -> str:
    return _("The ten minutes are over, so it stays. If it should go, please ask an administrator to delete the post.")
