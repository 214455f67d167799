"""What HR says: brand and goal messages, now, once, or again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum, unique

from bot.domain.ids import ChannelId, GroupId, UserId
from bot.domain.members import Member
from bot.domain.recurrence import Once, Recurrence, Slot
from bot.domain.refusals import NotFound, Refused

LATE = timedelta(hours=12)  # how late a missed slot is still sent, unless its schedule says otherwise
GRACE = timedelta(minutes=5)  # a restart of the bot makes nothing late
CROWD = timedelta(hours=1)  # thousands of posts take their time: to a group what was begun is finished
MOST_AHEAD = timedelta(days=5 * 366)  # nobody plans further; who does has mistyped the year


@unique
class Kind(StrEnum):
    """What a message is about."""

    BRAND = "brand"
    GOAL = "goal"


@unique
class State(StrEnum):
    """Where a message stands. A draft is what somebody looks at in the preview."""

    DRAFT = "draft"
    PLANNED = "planned"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Content:
    """What is said. *text* is mrkdwn as HR typed it; *alt* says what the *image* shows; *goal* is a goal's id."""

    kind: Kind
    text: str
    link: str = ""
    image: str = ""
    alt: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets it: channels, people, and whoever is in the user groups when it is sent."""

    channels: tuple[ChannelId, ...] = ()
    people: tuple[UserId, ...] = ()
    groups: tuple[GroupId, ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    """At once."""

    def next_after(self, _instant: datetime) -> None:
        """There is no next time."""


Schedule = Now | Once | Recurrence


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its plan.

    *next* is the slot that comes next while it is planned; *late* is how late that may be sent if it was missed.
    *version* grows with every change by a person. A draft with *edits* is to replace that message in *version*.
    """

    id: str
    author: UserId
    content: Content
    audience: Audience
    schedule: Schedule
    late: timedelta = LATE
    state: State = State.DRAFT
    version: int = 1
    next: Slot | None = None
    edits: str = ""

    @property
    def source(self) -> str:
        """What its deliveries are filed under."""
        return f"message:{self.id}"

    @property
    def window(self) -> timedelta:
        """How late its slots are still begun."""
        return max(self.late, GRACE)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a slot: it is sent, or skipped for *reason* if there is one; *after* is the slot after it."""

    slot: Slot
    after: Slot | None
    reason: str = ""


class TimePast(Refused):
    """*wall* (naive) is over in *zone*."""

    field = "date"

    def __init__(self, wall: datetime, zone: str) -> None:
        super().__init__(wall)
        self.wall = wall
        self.zone = zone


class TooFarAhead(Refused):
    """*wall* (naive) is further away than anybody plans."""

    field = "date"

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


class ChangedMeanwhile(Refused):
    """Somebody else changed the message, or it was sent, since it was opened for editing."""


def must_be_ahead(once: Once, now: datetime) -> None:
    """Raise TimePast unless *once* is still to come, TooFarAhead if that is years from now."""
    wall = once.wall.replace(tzinfo=UTC)  # off by the zone's hours, which matters to neither end of the calendar
    if wall > now + MOST_AHEAD:
        raise TooFarAhead(once.wall)
    if wall < now - timedelta(days=2) or once.next_after(now) is None:
        raise TimePast(once.wall, once.zone)


def confirmed(draft: Message, original: Message | None, now: datetime) -> Message:
    """The message that *draft* becomes, planned; *original* is what it edits. Raises ChangedMeanwhile or TimePast.

    What was paused stays paused, unless it is to be sent at once.
    """
    if not draft.edits:
        return _planned(draft, now)
    if original is None or original.state not in (State.PLANNED, State.PAUSED) or original.version != draft.version:
        raise ChangedMeanwhile
    edited = replace(draft, id=original.id, author=original.author, version=original.version + 1, edits="")
    if original.state is State.PAUSED and not isinstance(draft.schedule, Now):
        if isinstance(draft.schedule, Once):
            must_be_ahead(draft.schedule, now)
        return replace(edited, state=State.PAUSED, next=None)
    return _planned(edited, now)


def _planned(message: Message, now: datetime) -> Message:
    if isinstance(message.schedule, Now):
        return replace(message, state=State.PLANNED, next=Slot(f"now:{message.version}", now))
    if isinstance(message.schedule, Once):
        must_be_ahead(message.schedule, now)
    return replace(message, state=State.PLANNED, next=message.schedule.next_after(now))


def paused(message: Message) -> Message:
    """*message*, held back. Raises NotFound if it is not planned."""
    if message.state is not State.PLANNED:
        raise NotFound("message")
    return replace(message, state=State.PAUSED, version=message.version + 1, next=None)


def resumed(message: Message, now: datetime) -> Message:
    """*message*, planned again from now on. Raises NotFound if it is not paused, TimePast if its time is over."""
    if message.state is not State.PAUSED:
        raise NotFound("message")
    return _planned(replace(message, version=message.version + 1), now)


def cancelled(message: Message) -> Message:
    """*message*, for ever. Raises NotFound if it is neither planned nor paused."""
    if message.state not in (State.PLANNED, State.PAUSED):
        raise NotFound("message")
    return replace(message, state=State.CANCELLED, version=message.version + 1, next=None)


def step(message: Message, now: datetime) -> Step:
    """What becomes of the next slot of *message*, which is due.

    Of several that were missed only the latest is sent, and that only within the schedule's window.
    """
    if message.next is None:
        raise ValueError("nothing is planned")
    slot, after = message.next, message.schedule.next_after(message.next.at)
    if after is not None and after.at <= now:
        return Step(slot, after, "overtaken")
    late = now - slot.at > message.window
    return Step(slot, after, "too_late" if late else "")


def overdue(message: Message, due: datetime, now: datetime) -> bool:
    """Whether what of *message* was due at *due*, and has waited since, is sent no more."""
    return now - due > (max(message.window, CROWD) if message.audience.groups else message.window)


def moved_on(message: Message, done: Step) -> Message:
    """*message* after *done*; without a slot to come it is done itself."""
    return replace(message, next=done.after, state=State.PLANNED if done.after else State.DONE)


def can_receive(member: Member) -> bool:
    """Whether a direct message can reach them."""
    return not (member.bot or member.left or member.outsider)


def recipients(
    audience: Audience, groups: Mapping[str, frozenset[UserId]], people: Mapping[UserId, Member]
) -> tuple[str, ...]:
    """The ids that *audience* comes to now, each once. Whoever was named stays; of a group, those who can receive."""
    grouped = [one for group in audience.groups for one in sorted(groups.get(group, ()))]
    present = [one for one in grouped if one in people and can_receive(people[one])]
    return tuple(dict.fromkeys((*audience.channels, *audience.people, *present)))
