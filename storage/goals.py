"""Goals and their updates. Updates are only ever added."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update as change
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.goals import Goal, Update
from bot.domain.ids import ChannelId, UserId
from storage.rows import Row
from storage.types import UtcDateTime

# Kept as text: SQLite has no decimals, and 0.1 must come back as 0.1.
NUMBERS = ("start", "target", "current")


class GoalRow(Row, table=True):
    """A goal as it stands."""

    __tablename__ = "goals"

    id: str = Field(primary_key=True)
    title: str
    unit: str
    start: str
    target: str
    current: str
    due: date
    owner: str
    channel: str
    since: date
    created_by: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    reached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class UpdateRow(Row, table=True):
    """One new value; *id* keeps the order in which they came."""

    __tablename__ = "goal_updates"

    id: int | None = Field(default=None, primary_key=True)
    goal: str = Field(foreign_key="goals.id", index=True)
    value: str
    why: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class Goals:
    """Keeps goals and what became of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, goal: Goal) -> None:
        """Store a goal as it is now, new or edited; when it was reached is left alone, for that is ``reach``'s."""
        fields = {name: getattr(goal, name) for name in Goal.__slots__ if name != "reached_at"}
        fields |= {name: str(fields[name]) for name in NUMBERS}
        row = await self._session.get(GoalRow, goal.id)
        if row is None:
            row = GoalRow(**fields)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.add(row)
        await self._session.flush()

    async def record(self, update: Update) -> int:
        """Add a new value, which is the current one from now on; return the number by which ``update`` finds it."""
        fields = {name: getattr(update, name) for name in Update.__slots__}
        added = UpdateRow(**fields | {"value": str(update.value)})
        self._session.add(added)
        row = await self._session.get_one(GoalRow, update.goal)
        row.current = str(update.value)
        self._session.add(row)
        await self._session.flush()
        return added.id or 0  # never 0: the flush gave it one

    async def reach(self, goal: str, at: datetime) -> bool:
        """Note that the target is reached; False if it was once already."""
        query = change(GoalRow).where(col(GoalRow.id) == goal, col(GoalRow.reached_at).is_(None)).values(reached_at=at)
        result: Any = await self._session.exec(query)
        return bool(result.rowcount)

    async def find(self, goal_id: str) -> Goal | None:
        """One goal, closed or not."""
        row = await self._session.get(GoalRow, goal_id, populate_existing=True)
        return None if row is None else _goal(row)

    async def all(self) -> list[Goal]:
        """The open goals, by due date."""
        query = select(GoalRow).where(col(GoalRow.closed_at).is_(None))
        rows = await self._session.exec(query.order_by(col(GoalRow.due), col(GoalRow.created_at), col(GoalRow.id)))
        return [_goal(row) for row in rows]

    async def update(self, number: int) -> Update | None:
        """One new value, by its number."""
        row = await self._session.get(UpdateRow, number)
        return None if row is None else _update(row)

    async def updates(self, goal_id: str) -> list[Update]:
        """Everything that became of a goal, oldest first."""
        query = select(UpdateRow).where(UpdateRow.goal == goal_id).order_by(col(UpdateRow.id))
        return [_update(row) for row in await self._session.exec(query)]

    async def latest(self) -> dict[str, Update]:
        """The last update of each goal that has one, by the goal's id."""
        newest = select(func.max(UpdateRow.id)).group_by(col(UpdateRow.goal))
        rows = await self._session.exec(select(UpdateRow).where(col(UpdateRow.id).in_(newest)))
        return {row.goal: _update(row) for row in rows}


def _goal(row: GoalRow) -> Goal:
    fields = {name: getattr(row, name) for name in Goal.__slots__}
    fields |= {name: Decimal(fields[name]) for name in NUMBERS}
    fields |= {"owner": UserId(row.owner), "channel": ChannelId(row.channel), "created_by": UserId(row.created_by)}
    return Goal(**fields)


def _update(row: UpdateRow) -> Update:
    return Update(row.goal, Decimal(row.value), row.why, UserId(row.by), row.at)
