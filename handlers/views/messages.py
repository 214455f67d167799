"""Messages as people get them, and the words about them: which one it is, to whom it goes, how often."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_day_names

from bot.domain.deliveries import Post
from bot.domain.ids import ChannelId, GroupId
from bot.domain.messages import Audience, Content, Kind, Message, Now, Schedule
from bot.domain.recurrence import EVERY_DAY, LAST_DAY, Once, UnknownZone, zone_info
from handlers.views.markup import markup, paragraphs
from handlers.views.texts import (
    Block,
    actions,
    button,
    channel_link,
    context,
    cut,
    escape,
    header,
    in_bold,
    local,
    mention,
    moment,
    section,
)
from handlers.views.words import _

HOME_NEW = "home_announce"
HOME_LIST = "home_announced"

MOST_IN_WORDS = 3000 - 1  # characters of a post's text; what is much longer Slack may split
LEAST_GOAL = 300  # characters of it that a goal should have
MOST_EXCERPT = 80  # characters: enough to know which message it is
MOST_COMING = 5  # messages in Home
WORKDAYS = frozenset(range(5))


def post(content: Content, progress: Post | None = None) -> Post:
    """What people get. *progress* is the goal's, for a goal message."""
    blocks = [section(piece) for piece in paragraphs(content.text)]
    if progress is not None:
        blocks += progress.blocks
    if content.image:
        blocks.append({"type": "image", "image_url": content.image, "alt_text": content.alt})
    if content.link:
        blocks.append(section(f":link: <{escape(content.link)}|{escape(shown(content.link))}>"))
    return Post(_in_words(content, progress.text if progress else ""), tuple(blocks))


def _in_words(content: Content, goal: str) -> str:
    """All of it as text. Where that would be too long, the link is shortened and the *goal* cut, never HR's words."""
    words = markup(content.text) if content.text else ""
    image = _("Image: {alt}").format(alt=markup(content.alt)) if content.image else ""
    link = f"<{escape(content.link)}>" if content.link else ""
    if len(words) + len(image) + len(link) > MOST_IN_WORDS - (LEAST_GOAL if goal else 10):
        link = escape(shown(content.link))
    room = MOST_IN_WORDS - sum(len(part) + 1 for part in (words, image, link) if part)
    if len(goal) > room:  # at a blank, for no entity and no mention has one inside
        goal = f"{goal[: room - 1].rpartition(' ')[0]}…" if room > LEAST_GOAL // 2 else ""
    return "\n".join(part for part in (words, goal, image, link) if part)


def trial(message: Post) -> Post:
    """*message* as its author gets it beforehand."""
    line = _("Only you get this one: a look at your message before it is sent.")
    return Post(f"{line}\n{message.text}", (context(f":eyes: {line}"), *message.blocks))


def shown(address: str) -> str:
    """An address as short as it can be told apart."""
    return cut(address.partition("://")[2].removesuffix("/"), 60)


def excerpt(content: Content, goals: Mapping[str, str]) -> str:
    """The first words of a message, without their markup; of a silent goal message, the goal's title. Not escaped."""
    line = next((line.strip() for line in content.text.splitlines() if line.strip()), "")
    line = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", line)
    line = re.sub(r"[*_~`]|^>\s*", "", line)
    return cut(line or goals.get(content.goal, "") or _("(no text)"), MOST_EXCERPT)


def kind(content: Content) -> str:
    """Brand message, or goal message."""
    return _("Goal message") if content.kind is Kind.GOAL else _("Brand message")


def rhythm(schedule: Schedule) -> str:
    """When a message is sent, as it was planned: ``every Monday at 09:00 (Europe/Madrid)``."""
    if isinstance(schedule, Now):
        return _("now")
    if isinstance(schedule, Once):
        return _("once, on {when}").format(when=wall(schedule.wall, schedule.zone))
    at = {"time": f"{schedule.at:%H:%M}", "zone": schedule.zone}
    if schedule.month_day == LAST_DAY:
        return _("on the last day of every month at {time} ({zone})").format(**at)
    if schedule.month_day:
        return _("on day {day} of every month at {time} ({zone})").format(day=schedule.month_day, **at)
    return _("{days} at {time} ({zone})").format(days=_days(schedule.weekdays), **at)


def wall(when: datetime, zone: str) -> str:
    """A naive wall-clock time with its zone."""
    return f"{format_datetime(when, 'EEE d MMM y, HH:mm', locale='en_US')} ({zone})"


def _days(weekdays: frozenset[int]) -> str:
    if weekdays == EVERY_DAY:
        return _("every day")
    if weekdays == WORKDAYS:
        return _("from Monday to Friday")
    names = get_day_names("wide", locale="en_US")
    return _("every {days}").format(days=joined([names[day] for day in sorted(weekdays)]))


def upcoming(message: Message) -> str:
    """The next slot, on the clock of its own zone; only for what is planned."""
    if message.next is None:
        return ""
    return local(message.next.at, _clock(message.schedule))


def _clock(schedule: Schedule) -> ZoneInfo:
    """The zone that *schedule* names, if that is still known."""
    try:
        return zone_info("UTC" if isinstance(schedule, Now) else schedule.zone)
    except UnknownZone:
        return zone_info("UTC")


def to_whom(audience: Audience, handles: Mapping[GroupId, str]) -> str:
    """Everybody who gets it: channels first, then people, then user groups by their handles."""
    places = [channel_link(one) for one in audience.channels] + [mention(one) for one in audience.people]
    places += [
        f"@\u2060{escape(handles[one])}" if one in handles else _("a group that is gone") for one in audience.groups
    ]
    return joined(places)


def joined(names: Sequence[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``."""
    if len(names) < 2:
        return "".join(names)
    return _("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def usage() -> str:
    """How ``/announce`` is typed."""
    return _("Try `/announce` for a new message, or `/announce list` to see, change or cancel what is planned.")


def home(
    messages: Sequence[Message], goals: Mapping[str, str], public: Collection[ChannelId], *, hr: bool
) -> list[Block]:
    """The part of Home about what is coming. What exactly will be said, and where in private, only HR reads before."""
    blocks = []
    for message in messages:
        seen = [one for one in message.audience.channels if hr or one in public]
        if message.next is None or not (seen or hr):
            continue
        what = f"*{in_bold(excerpt(message.content, goals))}*" if hr else kind(message.content)
        where = joined([channel_link(one) for one in seen]) or _("people directly")
        line = _("{when}: {what}, to {where}").format(when=moment(message.next.at), what=what, where=where)
        blocks.append(section(line))
    blocks = blocks[:MOST_COMING]
    if hr:
        blocks = blocks or [section(_("Nothing is planned. What should people hear next?"))]
        blocks.append(actions(button(_("New message"), HOME_NEW), button(_("See what is planned"), HOME_LIST)))
    return [header(_("What is coming")), *blocks] if blocks else []
