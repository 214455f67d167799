"""The preview: who gets a message and when, in their time, and the message exactly as it will look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.domain.deliveries import Post
from bot.domain.ids import GroupId
from bot.domain.members import Channel, Member
from bot.domain.messages import Content, Message, Now
from bot.domain.recurrence import Recurrence
from handlers.views.markup import crowds
from handlers.views.messages import joined, rhythm, to_whom
from handlers.views.texts import Block, actions, button, context, cut, escape, local, modal, section
from handlers.views.words import _, ngettext

PREVIEW = "message_preview"
TRIAL = "message_trial"

MOST_CLOCKS = 8  # lines of local times
MOST_OBVIOUS = 5  # posts, below which nobody needs their number
MOST_NAMES = 3  # people named in one of them
NIGHT = (22, 7)  # from and until which hour few people want to be reached

# Slack shows these in messages only (docs.slack.dev/blocks.json).
NOT_IN_MODALS = frozenset({"data_visualization", "table", "data_table", "markdown", "container", "carousel"})

DIVIDER: Block = {"type": "divider"}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a message reaches, as far as the directory knows.

    *people* get it directly; *readers* are the colleagues who may read it in *channels*.
    """

    channels: Sequence[Channel]
    people: Sequence[Member]
    readers: Sequence[Member]
    handles: Mapping[GroupId, str]


def preview(draft: Message, post: Post, reach: Reach, at: Sequence[datetime], *, paused: bool, said: str = "") -> Block:
    """The modal. *at* are the first moments at which it is sent; *paused* if it edits a message that is held back."""
    blocks = [section(said)] if said else []
    blocks += [section(_("*Who gets it*\n{who}").format(who=_who(draft, reach)))]
    blocks += [section(_("*When*\n{when}").format(when=_when(draft, at, paused=paused)))]
    blocks += [section(f":warning: {warning}") for warning in _warnings(draft.content, reach)]
    blocks += [DIVIDER, context(_("This is how it will look:")), *_looks(post), DIVIDER]
    blocks += [section(_("*In their time*\n{clocks}").format(clocks="\n".join(_clocks(reach, at[0]))))]
    first = button(_("Send it to me first"), TRIAL, draft.id, says=_("Send it to me first, as a look at it"))
    blocks.append(actions(first))
    now = isinstance(draft.schedule, Now)
    submit = _("Send now") if now else (_("Save changes") if draft.edits else _("Plan it"))
    return modal(PREVIEW, _("Preview"), blocks, submit=submit, close=_("Back"), metadata=draft.id)


def trial_sent() -> str:
    """The word on top of a view from which a look was asked for."""
    return _(":white_check_mark: It is on its way to you: look at the messages from Fanfare.")


def done(message: Message, who: str) -> Block:
    """The last view: it is confirmed. *who* is everybody who gets it, in mrkdwn."""
    if isinstance(message.schedule, Now):
        title, line = _("Sent"), _("Your message is on its way to {who}.").format(who=who)
    elif message.next is None:
        title, line = _("Saved"), _("Your changes are saved. The message stays paused until you resume it.")
    else:
        title = _("Planned")
        line = _("Your message is planned for {who}: {rhythm}.").format(who=who, rhythm=rhythm(message.schedule))
        if isinstance(message.schedule, Recurrence):
            first = local(message.next.at, ZoneInfo(message.schedule.zone))
            line += " " + _("It comes first on {first}.").format(first=first)
    told = _("If it does not arrive somewhere, I will tell you. `/announce list` shows what is planned.")
    blocks = [section(f":white_check_mark: {line}"), section(told)]
    return modal("message_done", title, blocks, close=_("Close")) | {"clear_on_close": True}


def _who(draft: Message, reach: Reach) -> str:
    """Everybody, and how many posts that makes."""
    posts = len(reach.channels) + len(reach.people)
    who = to_whom(draft.audience, reach.handles)
    if draft.audience.groups:
        count = ngettext("{n} person directly", "{n} people directly", len(reach.people)).format(n=len(reach.people))
        who += "\n" + _("With the groups as they are now, that is {count}.").format(count=count)
    if posts > MOST_OBVIOUS:
        who += "\n" + _("{n} posts in all.").format(n=posts)
    return who


def _when(draft: Message, at: Sequence[datetime], *, paused: bool) -> str:
    schedule = draft.schedule
    if isinstance(schedule, Now):
        return _("As soon as you press “Send now”")
    line = rhythm(schedule)
    lines = [line[:1].upper() + line[1:]]
    if isinstance(schedule, Recurrence):
        zone = ZoneInfo(schedule.zone)
        several = "; ".join(format_datetime(one.astimezone(zone), "EEE d MMM y, HH:mm", locale="en_US") for one in at)
        lines.append(_("First: {several}").format(several=several))
    elif at[0].astimezone(ZoneInfo(schedule.zone)).replace(tzinfo=None) != schedule.wall:
        there = local(at[0], ZoneInfo(schedule.zone))
        lines.append(_("The clocks leave out that time on this day: it comes at {there}.").format(there=there))
    if paused:
        lines.append(_("It is paused, and stays so until you resume it."))
    return "\n".join(lines)


def _clocks(reach: Reach, at: datetime) -> list[str]:
    """What the clocks of those who get it show at *at*, earliest first; the busiest lines if there are many."""
    direct = {member.id for member in reach.people}
    found: dict[tuple[datetime, str], list[Member]] = {}
    for member in [*reach.people, *(one for one in reach.readers if one.id not in direct)]:
        there = at.astimezone(zone_of(member))
        found.setdefault(
            (there.replace(tzinfo=None), format_datetime(there, "EEE d MMM, HH:mm", locale="en_US")), []
        ).append(member)
    busiest = sorted(found, key=lambda clock: -len(found[clock]))[:MOST_CLOCKS]
    lines = [f"• *{words}*{_at_night(wall)}: {_names(found[wall, words])}" for wall, words in sorted(busiest)]
    if reach.channels:
        lines.append(_("For the channels these are all colleagues; who reads which channel I do not look up."))
    left = sum(len(found[clock]) for clock in found if clock not in busiest)
    if left:
        lines.insert(len(busiest), ngettext("• and {n} more", "• and {n} more", left).format(n=left))
    return lines


def zone_of(member: Member) -> ZoneInfo:
    """The zone of *member*; Slack's may be newer than ours."""
    try:
        return ZoneInfo(member.zone)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _at_night(wall: datetime) -> str:
    late = wall.hour >= NIGHT[0] or wall.hour < NIGHT[1]
    return " " + _(":crescent_moon: at night") if late else ""


def _names(members: Sequence[Member]) -> str:
    names = [escape(member.name) for member in members]
    if len(names) <= MOST_NAMES + 1:
        return joined(names)
    more = len(names) - MOST_NAMES
    return _("{names} and {n} more").format(names=", ".join(names[:MOST_NAMES]), n=more)


def _warnings(content: Content, reach: Reach) -> list[str]:
    """What HR should know before it is sent."""
    found = []
    if names := crowds(content.text):
        signs = joined([f"@\u2060{escape(name)}" for name in names])
        found.append(_("{signs} is shown as plain words: messages from me never ping a crowd.").format(signs=signs))
    if shared := joined([f"#{escape(one.name)}" for one in reach.channels if one.shared]):
        found.append(_("{names} is shared with another company, whose people will read it too.").format(names=shared))
    return found


def _looks(post: Post) -> list[Block]:
    """The message's own blocks, but for what Slack shows in messages only."""
    blocks: list[Block] = []
    for block in post.blocks:
        if block["type"] in NOT_IN_MODALS:
            words = _(
                ":bar_chart: Here follows the chart “{title}”: a form cannot show it, “Send it to me first” does."
            )
            blocks.append(context(words.format(title=escape(cut(str(block.get("title", "")), 60)))))
        else:
            blocks.append(block)
    return blocks
