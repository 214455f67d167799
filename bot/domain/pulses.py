"""A pulse: a few questions, asked at one time to one audience; who may answer, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from bot.domain import questions
from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel, Member
from bot.domain.questions import Question
from bot.domain.refusals import Refused
from bot.domain.results import LEAST

MOST_TITLE = 100  # characters
MOST_PEOPLE = 100  # asked one by one


@unique
class State(StrEnum):
    """A pulse's life: draft, planned, open, closing, closed. What is closed never opens again."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Pulse:
    """*recipients* are ids of channels and of people. Times are aware, UTC.

    *opens_at* None: as soon as it is confirmed. *closes_at* None: when somebody closes it.
    """

    id: str
    author: UserId
    title: str
    questions: tuple[Question, ...]
    recipients: tuple[str, ...]
    anonymous: bool
    state: State
    created_at: datetime
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def people(self) -> tuple[UserId, ...]:
        """Those who are asked by direct message."""
        return tuple(UserId(one) for one in self.recipients if is_person(one))

    @property
    def channels(self) -> tuple[ChannelId, ...]:
        """Where it is posted. Every colleague may answer a pulse that is in a channel."""
        return tuple(ChannelId(one) for one in self.recipients if not is_person(one))


def is_person(recipient: str) -> bool:
    """Whether an id is a person's rather than a channel's."""
    return recipient[:1] in "UW"


class TitleMissing(Refused):
    """A pulse needs a name, by which people speak of it."""

    field = "title"


class TitleTooLong(Refused):
    """The title does not fit."""

    field = "title"


class NobodyAsked(Refused):
    """Neither a channel nor a person is chosen."""

    field = "people"


class TooManyPeople(Refused):
    """More than can be asked one by one."""

    field = "people"


class CannotBeAsked(Refused):
    """Those called *names* are guests, bots, strangers, or have left."""

    field = "people"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


class TooFewForAnonymity(Refused):
    """An anonymous pulse to so few people could never show a result."""

    field = "people"


class CannotPostIn(Refused):
    """The bot is not in the channels called *names*, or they are archived."""

    field = "channels"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


class OpensInThePast(Refused):
    """The time at which it is to open is over."""

    field = "opens"


class ClosesTooEarly(Refused):
    """It would close before anybody could answer."""

    field = "closes"


class NotWaiting(Refused):
    """Only a planned pulse can be opened or cancelled, and this one is *state*."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class NotOpen(Refused):
    """Only an open pulse can be answered or closed, and this one is *state*."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class NotAsked(Refused):
    """It went to certain people, and this is none of them."""


class KeyGone(Refused):
    """The pulse's key is not there, or the house's secret is another one: no ballot can be found or added."""


def check(pulse: Pulse, people: Mapping[UserId, Member], channels: Mapping[ChannelId, Channel], now: datetime) -> None:
    """Raise the refusal that *pulse* deserves; *people* and *channels* are its recipients as the directory has them."""
    if not pulse.title:
        raise TitleMissing
    if len(pulse.title) > MOST_TITLE:
        raise TitleTooLong
    questions.check(pulse.questions)
    _check_audience(pulse, people, channels)
    if pulse.opens_at is not None and pulse.opens_at <= now:
        raise OpensInThePast
    if pulse.closes_at is not None and pulse.closes_at <= (pulse.opens_at or now):
        raise ClosesTooEarly


def _check_audience(pulse: Pulse, people: Mapping[UserId, Member], channels: Mapping[ChannelId, Channel]) -> None:
    if not pulse.recipients:
        raise NobodyAsked
    if wrong := [one for one in pulse.channels if not _can_be_posted_in(channels.get(one))]:
        raise CannotPostIn([channels[one].name if one in channels else one for one in wrong])
    if len(pulse.people) > MOST_PEOPLE:
        raise TooManyPeople
    if strangers := [one for one in pulse.people if not (one in people and people[one].colleague)]:
        raise CannotBeAsked([people[one].name if one in people else one for one in strangers])
    if pulse.anonymous and not pulse.channels and len(pulse.people) < LEAST:
        raise TooFewForAnonymity


def _can_be_posted_in(channel: Channel | None) -> bool:
    return channel is not None and channel.inside and not channel.archived


def check_open(pulse: Pulse, now: datetime) -> None:
    """Raise NotOpen unless *pulse* takes answers at *now*: at its closing time no more, whoever looks at the clock."""
    if pulse.state is not State.OPEN:
        raise NotOpen(pulse.state)
    if pulse.closes_at is not None and pulse.closes_at <= now:
        raise NotOpen(State.CLOSED)


def check_answer(pulse: Pulse, *, invited: bool, now: datetime) -> None:
    """Raise NotOpen or NotAsked; *invited* says whether the person is on its list."""
    check_open(pulse, now)
    if not (pulse.channels or invited):
        raise NotAsked
