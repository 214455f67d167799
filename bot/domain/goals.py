"""Goals: where the company is going, how far it has come, and who answers for it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum, unique
from hashlib import sha256

from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel, Member
from bot.domain.refusals import NotFound, Refused
from bot.domain.roles import Actor, Role

MOST_TITLE = 150  # characters; Slack's headers hold no more
MOST_UNIT = 30  # characters
MOST_WHY = 200  # characters: one line

# As a share of the whole way. Less than this below the straight line is still on track: work comes in steps.
LEEWAY = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Goal:
    """A target and the way to it, which may lead up or down.

    *since* and *due* are days in the company's zone: the first and the last of the straight line from *start* to
    *target*. *reached_at* is when *current* first reached the target; it stays if the value is corrected later.
    """

    id: str
    title: str
    unit: str
    start: Decimal
    target: Decimal
    current: Decimal
    due: date
    owner: UserId
    channel: ChannelId  # "" if it has none
    since: date
    created_by: UserId
    created_at: datetime
    reached_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether it is off the list."""
        return self.closed_at is not None

    @property
    def reached(self) -> bool:
        """Whether the current value is at the target or beyond, now."""
        return self.current >= self.target if self.target > self.start else self.current <= self.target

    @property
    def share(self) -> Decimal:
        """How much of the way is done: 0 at the start, 1 at the target; less and more are possible."""
        return (self.current - self.start) / (self.target - self.start)

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down, so that 100 means reached; not below 0."""
        return max(0, int((self.share * 100).to_integral_value(ROUND_FLOOR)))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody put into a goal's form; *current* is None where they left it as at the start."""

    title: str
    unit: str
    start: Decimal
    target: Decimal
    due: date
    owner: UserId
    channel: ChannelId
    current: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """One new value of a goal, and one line of why. Updates are only ever added."""

    goal: str
    value: Decimal
    why: str
    by: UserId
    at: datetime


@unique
class Pace(StrEnum):
    """How a goal does."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"


class ChangedMeanwhile(Refused):
    """Somebody else edited the goal since it was opened for editing."""


class NotYourGoal(Refused):
    """Only HR and a goal's owner write."""


class TitleMissing(Refused):
    """A goal without a name."""

    field = "title"


class TitleTooLong(Refused):
    """A name that no headline holds."""

    field = "title"


class UnitMissing(Refused):
    """A number of what?"""

    field = "unit"


class UnitTooLong(Refused):
    """More than a unit."""

    field = "unit"


class TargetIsStart(Refused):
    """There is no way to go."""

    field = "target"


class ReachedAlready(Refused):
    """A new goal whose current value is at the target or beyond."""

    field = "current"


class DueInPast(Refused):
    """The due date is over."""

    field = "due"


class CannotOwn(Refused):
    """*person* is a guest, a bot, a stranger, or has left."""

    field = "owner"

    def __init__(self, person: UserId) -> None:
        super().__init__(person)
        self.person = person


class CannotPostThere(Refused):
    """The bot is not in that channel, or it is archived; *channel* is None if it is not even known."""

    field = "channel"

    def __init__(self, channel: Channel | None) -> None:
        super().__init__(channel and channel.id)
        self.channel = channel


class WhyMissing(Refused):
    """A new value without a reason."""

    field = "why"


class WhyTooLong(Refused):
    """More than one line."""

    field = "why"


def may_write(goal: Goal, actor: Actor) -> bool:
    """Whether *actor* is HR or the owner of *goal*."""
    return Role.HR in actor.roles or actor.id == goal.owner


def must_write(goal: Goal, actor: Actor) -> None:
    """Raise NotYourGoal unless *actor* may write."""
    if not may_write(goal, actor):
        raise NotYourGoal


def open_one(goal: Goal | None) -> Goal:
    """*goal*, if it is there and open. Raises NotFound."""
    if goal is None or goal.closed:
        raise NotFound("goal")
    return goal


def check(goal: Goal, before: Goal | None, owner: Member | None, channel: Channel | None, today: date) -> None:
    """Raise the refusal that *goal* deserves, if any. *before* is what it was; None for a new one.

    *owner* and *channel* are what the directory knows of the goal's.
    """
    if not goal.title:
        raise TitleMissing
    if len(goal.title) > MOST_TITLE:
        raise TitleTooLong
    if not goal.unit:
        raise UnitMissing
    if len(goal.unit) > MOST_UNIT:
        raise UnitTooLong
    if goal.target == goal.start:
        raise TargetIsStart
    if before is None and goal.reached:
        raise ReachedAlready
    if goal.due < today and (before is None or goal.due != before.due):
        raise DueInPast
    if owner is None or not owner.colleague:
        raise CannotOwn(goal.owner)
    if goal.channel and (channel is None or channel.archived or not channel.inside):
        raise CannotPostThere(channel)


def drafted(wish: Wish, id_: str, by: UserId, now: datetime, today: date) -> Goal:
    """A new goal, as wished; not checked."""
    current = wish.start if wish.current is None else wish.current
    where = (wish.due, wish.owner, wish.channel)
    return Goal(id_, wish.title, wish.unit, wish.start, wish.target, current, *where, today, by, now)


def edited(goal: Goal, wish: Wish) -> Goal:
    """*goal* as wished; not checked. Its value follows a corrected start as long as nothing has moved."""
    return replace(
        goal,
        title=wish.title,
        unit=wish.unit,
        start=wish.start,
        target=wish.target,
        current=wish.start if goal.current == goal.start else goal.current,
        due=wish.due,
        owner=wish.owner,
        channel=wish.channel,
    )


def fingerprint(goal: Goal) -> str:
    """The same for as long as nobody edits *goal*, whatever becomes of its value."""
    edited_in_form = (goal.title, goal.unit, goal.start, goal.target, goal.due, goal.owner, goal.channel)
    return sha256(repr(edited_in_form).encode()).hexdigest()[:16]


def must_be_as_seen(goal: Goal, seen: str) -> None:
    """Raise ChangedMeanwhile unless *seen* is the fingerprint of *goal*."""
    if fingerprint(goal) != seen:
        raise ChangedMeanwhile


def updated(goal: Goal, update: Update) -> Goal:
    """*goal* with the new value. Raises WhyMissing or WhyTooLong."""
    if not update.why:
        raise WhyMissing
    if len(update.why) > MOST_WHY:
        raise WhyTooLong
    return replace(goal, current=update.value)


def planned_share(goal: Goal, today: date) -> Decimal:
    """How much of the way the straight line from start to target has done by *today*."""
    if today >= goal.due:
        return Decimal(1)
    return Decimal(max(0, (today - goal.since).days)) / (goal.due - goal.since).days


def planned(goal: Goal, today: date) -> Decimal:
    """Where the straight line is *today*, in the goal's unit and as exact as the goal's own numbers."""
    exact = goal.start + (goal.target - goal.start) * planned_share(goal, today)
    finest = min(_exponent(one) for one in (goal.start, goal.target, goal.current))
    return exact.quantize(Decimal(1).scaleb(finest))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def pace(goal: Goal, today: date) -> Pace:
    """How *goal* does *today*, measured against the straight line."""
    if goal.reached:
        return Pace.REACHED
    if today > goal.due:
        return Pace.MISSED
    return Pace.BEHIND if goal.share < planned_share(goal, today) - LEEWAY else Pace.ON_TRACK
