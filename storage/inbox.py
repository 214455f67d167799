"""What Slack has sent already: the keys of events, clicks and forms, kept for 48 hours."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Row
from storage.types import UtcDateTime

# With "Delayed Events" Slack tries for a day (SLACK.md); two are safe.
KEPT = timedelta(hours=48)


class InboxRow(Row, table=True):
    """One thing that was received, once."""

    __tablename__ = "inbox"

    key: str = Field(primary_key=True)
    received_at: datetime = Field(sa_type=UtcDateTime, index=True)


class Inbox:
    """Takes each key once."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, key: str, now: datetime) -> bool:
        """Whether *key* is new. It is kept only if the transaction is committed."""
        query = insert(InboxRow).values(key=key, received_at=now).on_conflict_do_nothing()
        result: Any = await self._session.exec(query)
        return bool(result.rowcount)

    async def forget(self, before: datetime) -> None:
        """Drop keys received before *before*."""
        await self._session.exec(delete(InboxRow).where(col(InboxRow.received_at) < before))
