"""Home: what one person sees of everything, in the order in which it matters to them."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deliveries import Delivery, State
from bot.domain.members import Member
from handlers.views.reasons import reason
from handlers.views.texts import Block, context, cut, escape, header, mention, moment, place, section
from handlers.views.words import _, ngettext

MOST_BLOCKS = 100  # Slack: blocks in a Home
MOST_FAILED = 5

DIVIDER: Block = {"type": "divider"}


def page(member: Member, *parts: Sequence[Block]) -> dict[str, Any]:
    """The whole view, made of each feature's part; empty parts leave no gap."""
    hello = _("Hello {name}").format(name=member.name) if member.name else _("Hello")
    blocks = [header(hello)]
    for part in parts:
        if part:
            blocks += [*part, DIVIDER]
    blocks.append(context(_("`/fanfare help` says what else there is.")))
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def failed(deliveries: Sequence[Delivery]) -> list[Block]:
    """For HR: what did not arrive, whose it was, and why."""
    if not deliveries:
        return []
    lost = [one for one in deliveries if one.state is State.FAILED]
    unclear = [one for one in deliveries if one.state is State.UNCERTAIN]
    gone = ngettext("One post did not arrive", "{n} posts did not arrive", len(lost)).format(n=len(lost))
    maybe = ngettext("One post may or may not be there", "{n} posts may or may not be there", len(unclear))
    blocks = []
    for title, some in ((gone, lost), (maybe.format(n=len(unclear)), unclear)):
        if some:
            blocks += [header(title), *(section(_lost(one)) for one in some[:MOST_FAILED])]
    return blocks


def _lost(delivery: Delivery) -> str:
    plan = delivery.plan
    kinds = {
        "message": _("A message"),
        "shoutout": _("A shout-out"),
        "goal": _("News on a goal"),
        "pulse": _("A pulse"),
    }
    what = kinds.get(plan.kind, _("A post"))
    if plan.author:
        what = _("{what} by {author}").format(what=what, author=mention(plan.author))
    line = _("{what} for {where}, {when}: {why}.")
    return line.format(what=what, where=place(plan.recipient), when=moment(plan.due), why=reason(delivery.reason))


def visitor() -> dict[str, Any]:
    """Home for those who may look on: guests, and people from another company."""
    lines = _(
        "Fanfare tells people here where the company is going, asks how it is going, and thanks people in public."
    )
    welcome = _("It is for members of this workspace; you are welcome to read along in your channels.")
    return {"type": "home", "blocks": [header(_("Hello")), section(lines), section(welcome)]}


def missing(errors: dict[str, str]) -> list[Block]:
    """For admins: what Slack does not let the bot read, and what that costs."""
    names = {
        "members": _("people: roles by user group, guests and time zones are not known"),
        "channels": _("channels: nothing can be planned for one"),
        "groups": _("user groups: roles given to a group do not work"),
    }
    if not errors:
        return [context(_(":white_check_mark: For admins: Slack lets me read everything I need."))]
    lines = [f"• {names.get(what, what)} ({escape(cut(error, 80))})" for what, error in sorted(errors.items())]
    text = _("Slack does not let me read everything:") + "\n" + "\n".join(lines)
    return [header(_("To set right")), section(text), context(_("`python -m bot check` says more."))]
