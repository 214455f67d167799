"""Home: what one person sees of everything, in the order in which it matters to them."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deliveries import Delivery
from bot.domain.members import Member
from handlers.views.reasons import reason
from handlers.views.texts import Block, context, cut, escape, header, moment, place, section
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
    """For HR: what did not arrive, and why."""
    if not deliveries:
        return []
    count = ngettext("One post did not arrive", "{n} posts did not arrive", len(deliveries)).format(n=len(deliveries))
    blocks = [header(count)]
    for delivery in deliveries[:MOST_FAILED]:
        where, when = place(delivery.plan.recipient), moment(delivery.plan.due)
        blocks.append(section(_("{where}, {when}: {why}").format(where=where, when=when, why=reason(delivery.reason))))
    return blocks


def missing(errors: dict[str, str]) -> list[Block]:
    """For admins: what Slack does not let the bot read, and what that costs."""
    names = {
        "members": _("people: roles by user group, guests and time zones are not known"),
        "channels": _("channels: nothing can be planned for one"),
        "groups": _("user groups: roles given to a group do not work"),
    }
    if not errors:
        return []
    lines = [f"• {names.get(what, what)} ({escape(cut(error, 80))})" for what, error in sorted(errors.items())]
    text = _("Slack does not let me read everything:") + "\n" + "\n".join(lines)
    return [header(_("To set right")), section(text), context(_("`python -m bot check` says more."))]
