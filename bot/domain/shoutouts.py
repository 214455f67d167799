"""Thanking people in public, for a reason, by one of the company's values."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel, Member
from bot.domain.refusals import Refused
from bot.domain.typed import quoted

LEAST_REASON = 10  # characters; below that nobody learns what was done
MOST_REASON = 2000  # characters; a section holds 3,000 and the names want room
MOST_RECEIVERS = 20
UNDO = timedelta(minutes=10)

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_GROUP = re.compile(r"<!subteam\^[^>]*>")
_VALUE = re.compile(r"(?:^|\s)#([\w-]+)\s*$")
_FILLER = re.compile(r"^(?:[\s,&+]|and\b|for\b)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shoutout:
    """Thanks, as given. *quote* is the message that moved the giver, if it was one; *given_at* is aware, UTC."""

    id: str
    giver: UserId
    receivers: tuple[UserId, ...]
    reason: str
    value: str
    channel: ChannelId
    given_at: datetime
    quote: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed after ``/shoutout``: *value* as typed, *here* if it began with that word."""

    receivers: tuple[UserId, ...]
    reason: str
    value: str
    here: bool


class NoReceiver(Refused):
    """Nobody is named."""

    field = "receivers"


class TooManyReceivers(Refused):
    """More people than one shout-out can name."""

    field = "receivers"


class SelfShoutout(Refused):
    """Nobody thanks themselves."""

    field = "receivers"


class CannotReceive(Refused):
    """Those called *names* are bots, have left, or are of another company; *strangers* are not known at all."""

    field = "receivers"

    def __init__(self, names: Sequence[str], strangers: bool = False) -> None:
        super().__init__(*names)
        self.names = tuple(names)
        self.strangers = strangers


class GroupNamed(Refused):
    """A user group cannot be thanked, only its people."""

    field = "receivers"


class ReasonTooShort(Refused):
    """The reason says too little."""

    field = "reason"


class ReasonTooLong(Refused):
    """The reason says too much."""

    field = "reason"


class UnknownValue(Refused):
    """*value* is none of the company's values, which are *known*."""

    field = "company_value"

    def __init__(self, value: str, known: Sequence[str]) -> None:
        super().__init__(value)
        self.value = value
        self.known = tuple(known)


class NowhereToPost(Refused):
    """There is no channel to thank in: none is set, and this is no channel."""

    field = "channel"


class BotOutside(Refused):
    """The bot is not in *channel*, or it is archived, so nothing can be posted there; None if it is not even known."""

    field = "channel"

    def __init__(self, channel: Channel | None) -> None:
        super().__init__(channel and channel.id)
        self.channel = channel


class PrivateElsewhere(Refused):
    """A private channel, and nothing says that the giver is in it."""

    field = "channel"


class NotYourShoutout(Refused):
    """Only the giver takes thanks back."""


class TooLateToUndo(Refused):
    """The ten minutes are over."""


def read(text: str, names: Mapping[str, str]) -> Wish:
    """What ``/shoutout`` was given: ``[here] @person [@person …] [for] reason [#value]``. Raises GroupNamed.

    *names* are those of the people mentioned, by id: within the reason they stand as words.
    """
    if _GROUP.search(text):
        raise GroupNamed
    here = bool(re.match(r"\s*here\b", text, re.IGNORECASE))
    rest = re.sub(r"^\s*here\b", "", text, flags=re.IGNORECASE) if here else text
    receivers: list[UserId] = []
    while match := _MENTION.match(rest := _FILLER.sub("", rest)):
        receivers.append(UserId(match[1]))
        rest = rest[match.end() :]
    value = ""
    if found := _VALUE.search(rest):
        value, rest = found[1], rest[: found.start()]
    return Wish(tuple(dict.fromkeys(receivers)), quoted(rest, names).strip(), value, here)


def value_named(typed: str, known: Sequence[str]) -> str:
    """The company's value that *typed* means: its letters, whatever their case, without spaces. Raises UnknownValue."""
    if not typed:
        return ""
    for value in known:
        if _bare(value) == _bare(typed):
            return value
    raise UnknownValue(typed, known)


def _bare(value: str) -> str:
    return re.sub(r"[\W_]", "", value).casefold()


def check(shoutout: Shoutout, people: Mapping[UserId, Member], channel: Channel | None) -> None:
    """Raise the refusal that *shoutout* deserves, if any; *people* are the members its receivers are."""
    if not shoutout.receivers:
        raise NoReceiver
    if len(shoutout.receivers) > MOST_RECEIVERS:
        raise TooManyReceivers
    if shoutout.giver in shoutout.receivers:
        raise SelfShoutout
    if wrong := [one for one in shoutout.receivers if not _can_receive(people.get(one))]:
        names = [people[one].name for one in wrong if one in people]
        raise CannotReceive(names, strangers=len(names) < len(wrong))
    if len(shoutout.reason) < LEAST_REASON:
        raise ReasonTooShort
    if len(shoutout.reason) > MOST_REASON:
        raise ReasonTooLong
    if channel is None:
        raise NowhereToPost
    if channel.archived or not channel.inside:
        raise BotOutside(channel)


def check_choice(channel: Channel | None, seen: Collection[ChannelId]) -> None:
    """Raise BotOutside or PrivateElsewhere for a *channel* chosen in a form.

    Of the private ones only those in *seen* can be thanked in: that the giver is in one of the others, nobody knows.
    """
    if channel is None:
        raise BotOutside(None)
    if channel.private and channel.id not in seen:
        raise PrivateElsewhere


def _can_receive(member: Member | None) -> bool:
    return member is not None and not (member.bot or member.left or member.outsider)


def check_undo(shoutout: Shoutout, by: UserId, now: datetime) -> None:
    """Raise NotYourShoutout or TooLateToUndo."""
    if shoutout.giver != by:
        raise NotYourShoutout
    if now - shoutout.given_at > UNDO:
        raise TooLateToUndo
