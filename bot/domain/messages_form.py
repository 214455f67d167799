"""What the form of a message holds, and the message that it means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum, unique

from bot.domain.ids import ChannelId, GroupId, UserId
from bot.domain.members import Channel, Member
from bot.domain.messages import LATE, Audience, Content, Kind, Message, Now, Schedule, can_receive, must_be_ahead
from bot.domain.recurrence import Once, Recurrence, zone_named
from bot.domain.refusals import Refused

MOST_TEXT = 2500  # characters, as typed; Slack may split what is much longer into several posts
MOST_ALT = 300  # characters; a screen reader reads it aloud
MOST_ADDRESS = 2000  # characters as Slack counts them: escaped

_HTTPS = re.compile(r"https://[^\s<>|\"/?#@]+\.[^\s<>|\"/?#@]+(?:[/?#][^\s<>|\"]*)?", re.IGNORECASE)


@unique
class How(StrEnum):
    """The kinds of schedule that the form offers."""

    NOW = "now"
    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form holds, as typed and chosen. *late* is in minutes, *date* and *time* are in ISO format."""

    kind: Kind = Kind.BRAND
    goal: str = ""
    text: str = ""
    link: str = ""
    image: str = ""
    alt: str = ""
    channels: tuple[ChannelId, ...] = ()
    people: tuple[UserId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    how: How = How.NOW
    date: str = ""
    time: str = ""
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    zone: str = ""
    late: int = int(LATE / timedelta(minutes=1))


class TextMissing(Refused):
    """A brand message that says nothing."""

    field = "text"


class TextTooLong(Refused):
    """*length* characters are more than fit."""

    field = "text"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class GoalMissing(Refused):
    """A goal message without a goal that is still open."""

    field = "goal"


class NotALink(Refused):
    """*typed* is no address that begins with https://."""

    field = "link"

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class NotAnImage(NotALink):
    """*typed* is no image's address that begins with https://."""

    field = "image"


class AltMissing(Refused):
    """An image without words for those who do not see it."""

    field = "alt"


class AltTooLong(Refused):
    """More words than describe an image."""

    field = "alt"


class NoAudience(Refused):
    """Nobody would get it."""

    field = "channels"


class BotOutside(Refused):
    """The bot is not in *channels*, or they are archived. A channel that it cannot even see is not among them."""

    field = "channels"

    def __init__(self, channels: Sequence[Channel]) -> None:
        super().__init__(*(channel.id for channel in channels))
        self.channels = tuple(channels)


class CannotReceive(Refused):
    """*people* are bots, strangers, from another company, or have left; whom the directory knows are *members*."""

    field = "people"

    def __init__(self, people: Sequence[UserId], members: Sequence[Member]) -> None:
        super().__init__(*people)
        self.people = tuple(people)
        self.members = tuple(members)


class MomentMissing(Refused):
    """It was sent off before the form had asked for its time."""

    field = "when"


class NoDays(Refused):
    """It recurs on no day."""

    field = "weekdays"


def content_of(wish: Wish) -> Content:
    """What *wish* says. Raises the refusal that it deserves."""
    text = wish.text.strip()
    if not text and wish.kind is Kind.BRAND:
        raise TextMissing
    if len(text) > MOST_TEXT:
        raise TextTooLong(len(text))
    if wish.kind is Kind.GOAL and not wish.goal:
        raise GoalMissing
    if wish.link and not _is_https(wish.link):
        raise NotALink(wish.link)
    if wish.image and not _is_https(wish.image):
        raise NotAnImage(wish.image)
    if wish.image and not wish.alt:
        raise AltMissing
    if len(wish.alt) > MOST_ALT:
        raise AltTooLong
    goal = wish.goal if wish.kind is Kind.GOAL else ""
    return Content(wish.kind, text, wish.link, wish.image, wish.alt if wish.image else "", goal)


def _is_https(typed: str) -> bool:
    return len(typed.replace("&", "&amp;")) <= MOST_ADDRESS and _HTTPS.fullmatch(typed) is not None


def audience_of(wish: Wish, channels: Mapping[ChannelId, Channel], people: Mapping[UserId, Member]) -> Audience:
    """Whom *wish* reaches; *channels* and *people* are what the directory knows. Raises the refusal it deserves."""
    audience = Audience(wish.channels, wish.people, wish.groups)
    if audience == Audience():
        raise NoAudience
    known = [channels[one] for one in audience.channels if one in channels]
    closed = [channel for channel in known if channel.archived or not channel.inside]
    if closed or len(known) < len(audience.channels):
        raise BotOutside(closed)
    if wrong := [one for one in audience.people if one not in people or not can_receive(people[one])]:
        raise CannotReceive(wrong, [people[one] for one in wrong if one in people])
    return audience


def schedule_of(wish: Wish, now: datetime) -> Schedule:
    """When *wish* is sent. Raises UnknownZone, NoDays, MomentMissing, TimePast or TooFarAhead."""
    if wish.how is How.NOW:
        return Now()
    if not wish.time or (wish.how is How.ONCE and not wish.date) or (wish.how is How.MONTHLY and not wish.month_day):
        raise MomentMissing
    zone = zone_named(wish.zone)
    if wish.how is How.ONCE:
        once = Once(datetime.combine(date.fromisoformat(wish.date), time.fromisoformat(wish.time)), zone)
        must_be_ahead(once, now)
        return once
    if wish.how is How.WEEKLY and not wish.weekdays:
        raise NoDays
    at = time.fromisoformat(wish.time)
    if wish.how is How.WEEKLY:
        return Recurrence(at, zone, weekdays=frozenset(wish.weekdays))
    return Recurrence(at, zone, month_day=wish.month_day)


def wish_of(message: Message) -> Wish:
    """What the form holds when *message* is edited: the way back from ``content_of`` and its kin."""
    content, audience, schedule = message.content, message.audience, message.schedule
    said = (content.kind, content.goal, content.text, content.link, content.image, content.alt)
    wish = Wish(*said, audience.channels, audience.people, audience.groups)
    wish = replace(wish, late=int(message.late / timedelta(minutes=1)))
    if isinstance(schedule, Once):
        day, at = f"{schedule.wall:%Y-%m-%d}", f"{schedule.wall:%H:%M}"
        return replace(wish, how=How.ONCE, date=day, time=at, zone=schedule.zone)
    if isinstance(schedule, Recurrence):
        how = How.WEEKLY if schedule.weekdays else How.MONTHLY
        wish = replace(wish, how=how, time=f"{schedule.at:%H:%M}", zone=schedule.zone)
        return replace(wish, weekdays=tuple(sorted(schedule.weekdays)), month_day=schedule.month_day)
    return wish
