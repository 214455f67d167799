"""Messages: what HR says, to whom, and when."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, delete, update
from sqlmodel import Column, Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.ids import ChannelId, GroupId, UserId
from bot.domain.messages import Audience, Content, Kind, Message, Now, Schedule, State
from bot.domain.recurrence import Once, Recurrence, Slot
from storage.rows import Row
from storage.types import UtcDateTime


class MessageRow(Row, table=True):
    """A message with its plan. The slot that comes next is kept as its local key and as the instant it means."""

    __tablename__ = "messages"

    id: str = Field(primary_key=True)
    author: str
    kind: str
    text: str
    link: str
    image: str
    alt: str
    goal: str
    channels: list[str] = Field(sa_column=Column(JSON, nullable=False))
    people: list[str] = Field(sa_column=Column(JSON, nullable=False))
    groups: list[str] = Field(sa_column=Column(JSON, nullable=False))
    schedule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    late_minutes: int
    state: str
    version: int
    next_slot: str | None = None
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    edits: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Messages:
    """Keeps them, and finds those whose time has come."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, message: Message, now: datetime) -> None:
        """Store *message* as it is now, new or not."""
        await self._session.merge(_row(message, now))
        await self._session.flush()

    async def find(self, message: str) -> Message | None:
        """One, in whatever state."""
        row = await self._session.get(MessageRow, message)
        return None if row is None else _message(row)

    async def advance(self, message: Message, moved: Message) -> bool:
        """Take *message* on to the slot and state of *moved*; False if somebody else did so, or changed it, before."""
        query = (
            update(MessageRow)
            .where(
                col(MessageRow.id) == message.id,
                col(MessageRow.version) == message.version,
                col(MessageRow.next_slot) == (message.next.key if message.next else None),
            )
            .values(
                state=moved.state,
                next_slot=moved.next.key if moved.next else None,
                next_at=moved.next.at if moved.next else None,
            )
        )
        result: Any = await self._session.exec(query)
        return bool(result.rowcount)

    async def forget(self, message: str) -> None:
        """Drop a draft."""
        await self._session.exec(_drafts().where(col(MessageRow.id) == message))

    async def forget_drafts(self, before: datetime) -> None:
        """Drop the drafts that nobody has touched since *before*."""
        await self._session.exec(_drafts().where(col(MessageRow.changed_at) < before))

    async def due(self, now: datetime) -> Message | None:
        """A planned message whose next slot has come, the one that waits longest first."""
        query = (
            select(MessageRow)
            .where(MessageRow.state == State.PLANNED, col(MessageRow.next_at) <= now)
            .order_by(col(MessageRow.next_at), col(MessageRow.id))
        )
        row = (await self._session.exec(query)).first()
        return None if row is None else _message(row)

    async def planned(self) -> list[Message]:
        """Everything planned, the next one first, then what is paused."""
        query = select(MessageRow).where(col(MessageRow.state).in_([State.PLANNED, State.PAUSED]))
        order = (col(MessageRow.next_at).is_(None), col(MessageRow.next_at), col(MessageRow.id))
        return [_message(row) for row in await self._session.exec(query.order_by(*order))]

    async def coming(self, until: datetime, *, most: int = 20) -> list[Message]:
        """What is planned for the time before *until*, the next one first."""
        query = select(MessageRow).where(MessageRow.state == State.PLANNED, col(MessageRow.next_at) < until)
        rows = await self._session.exec(query.order_by(col(MessageRow.next_at), col(MessageRow.id)).limit(most))
        return [_message(row) for row in rows]


def _drafts() -> Any:
    return delete(MessageRow).where(col(MessageRow.state) == State.DRAFT)


def _row(message: Message, now: datetime) -> MessageRow:
    content, audience = message.content, message.audience
    said = {name: getattr(content, name) for name in Content.__slots__}
    return MessageRow(
        id=message.id,
        author=message.author,
        **said,
        channels=list(audience.channels),
        people=list(audience.people),
        groups=list(audience.groups),
        schedule=_written(message.schedule),
        late_minutes=int(message.late / timedelta(minutes=1)),
        state=message.state,
        version=message.version,
        next_slot=message.next.key if message.next else None,
        next_at=message.next.at if message.next else None,
        edits=message.edits,
        changed_at=now,
    )


def _message(row: MessageRow) -> Message:
    return Message(
        row.id,
        UserId(row.author),
        Content(Kind(row.kind), row.text, row.link, row.image, row.alt, row.goal),
        Audience(
            tuple(ChannelId(one) for one in row.channels),
            tuple(UserId(one) for one in row.people),
            tuple(GroupId(one) for one in row.groups),
        ),
        _read(row.schedule),
        timedelta(minutes=row.late_minutes),
        State(row.state),
        row.version,
        Slot(row.next_slot, row.next_at) if row.next_slot and row.next_at else None,
        row.edits,
    )


def _written(schedule: Schedule) -> dict[str, Any]:
    """The schedule as a person chose it: wall-clock time and zone."""
    if isinstance(schedule, Once):
        return {"wall": schedule.wall.isoformat(timespec="minutes"), "zone": schedule.zone}
    if isinstance(schedule, Recurrence):
        days = {"weekdays": sorted(schedule.weekdays), "month_day": schedule.month_day}
        return {"at": schedule.at.isoformat(timespec="minutes"), "zone": schedule.zone, **days}
    return {}


def _read(written: dict[str, Any]) -> Schedule:
    if "wall" in written:
        return Once(datetime.fromisoformat(written["wall"]), written["zone"])
    if "at" in written:
        at = time.fromisoformat(written["at"])
        return Recurrence(at, written["zone"], frozenset(written["weekdays"]), written["month_day"])
    return Now()
