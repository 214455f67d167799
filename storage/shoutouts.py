"""Shout-outs: who thanked whom, for what."""

from datetime import datetime

from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.ids import ChannelId, UserId
from bot.domain.shoutouts import Shoutout
from storage.rows import Row
from storage.types import UtcDateTime


class ShoutoutRow(Row, table=True):
    """Thanks, as given."""

    __tablename__ = "shoutouts"

    id: str = Field(primary_key=True)
    giver: str = Field(index=True)
    reason: str
    value: str
    channel: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    quote: str
    undone: bool


class ReceiverRow(Row, table=True):
    """One person who was thanked; *place* keeps the order in which they were named."""

    __tablename__ = "shoutout_receivers"

    shoutout: str = Field(primary_key=True, foreign_key="shoutouts.id")
    receiver: str = Field(primary_key=True, index=True)
    place: int


class Shoutouts:
    """Keeps and counts them. Those that were undone count for nobody."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, shoutout: Shoutout) -> None:
        """Keep a new one."""
        fields = {name: getattr(shoutout, name) for name in Shoutout.__slots__ if name != "receivers"}
        self._session.add(ShoutoutRow(**fields))
        await self._session.flush()
        for place, receiver in enumerate(shoutout.receivers):
            self._session.add(ReceiverRow(shoutout=shoutout.id, receiver=receiver, place=place))
        await self._session.flush()

    async def find(self, shoutout: str) -> Shoutout | None:
        """One, undone or not."""
        row = await self._session.get(ShoutoutRow, shoutout)
        return None if row is None else await self._value(row)

    async def undo(self, shoutout: str) -> None:
        """Take it back."""
        row = await self._session.get_one(ShoutoutRow, shoutout)
        row.undone = True
        self._session.add(row)

    async def count_received(self, user: UserId) -> int:
        """How often *user* was thanked."""
        query = (
            select(func.count())
            .select_from(ReceiverRow)
            .join(ShoutoutRow, col(ShoutoutRow.id) == col(ReceiverRow.shoutout))
            .where(ReceiverRow.receiver == user, col(ShoutoutRow.undone).is_(False))
        )
        return (await self._session.exec(query)).one()

    async def received(self, user: UserId, *, most: int = 5) -> list[Shoutout]:
        """The newest that *user* received."""
        query = (
            select(ShoutoutRow)
            .join(ReceiverRow, col(ShoutoutRow.id) == col(ReceiverRow.shoutout))
            .where(ReceiverRow.receiver == user, col(ShoutoutRow.undone).is_(False))
            .order_by(col(ShoutoutRow.given_at).desc())
            .limit(most)
        )
        return [await self._value(row) for row in await self._session.exec(query)]

    async def count_given(self, user: UserId) -> int:
        """How often *user* thanked somebody."""
        query = select(func.count()).where(ShoutoutRow.giver == user, col(ShoutoutRow.undone).is_(False))
        return (await self._session.exec(query)).one()

    async def _value(self, row: ShoutoutRow) -> Shoutout:
        query = select(ReceiverRow.receiver).where(ReceiverRow.shoutout == row.id).order_by(col(ReceiverRow.place))
        receivers = tuple(UserId(receiver) for receiver in await self._session.exec(query))
        channel, giver = ChannelId(row.channel), UserId(row.giver)
        told = (row.reason, row.value, channel, row.given_at, row.quote, row.undone)
        return Shoutout(row.id, giver, receivers, *told)
