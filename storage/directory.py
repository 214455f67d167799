"""People, channels and user groups, as Slack last told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.ids import ChannelId, GroupId, TeamId, UserId
from bot.domain.members import Channel, Group, Member
from storage.rows import Row, batched
from storage.types import UtcDateTime


class MemberRow(Row, table=True):
    """A person."""

    __tablename__ = "members"

    id: str = Field(primary_key=True)
    team: str
    name: str
    zone: str
    locale: str
    department: str
    guest: bool
    outsider: bool
    bot: bool
    left: bool


class ChannelRow(Row, table=True):
    """A channel."""

    __tablename__ = "channels"

    id: str = Field(primary_key=True)
    name: str
    private: bool
    archived: bool
    shared: bool
    inside: bool


class GroupRow(Row, table=True):
    """A user group."""

    __tablename__ = "groups"

    id: str = Field(primary_key=True)
    handle: str


class GroupMemberRow(Row, table=True):
    """Somebody in a user group."""

    __tablename__ = "group_members"

    group: str = Field(primary_key=True)
    member: str = Field(primary_key=True, index=True)


class SyncRow(Row, table=True):
    """What of the directory could be read, when, and why not."""

    __tablename__ = "syncs"

    what: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    error: str


class Directory:
    """Reads and keeps the directory."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep_members(self, members: Iterable[Member]) -> None:
        """Store people as they are now."""
        await self._keep(MemberRow, [{name: getattr(one, name) for name in Member.__slots__} for one in members])

    async def keep_channels(self, channels: Sequence[Channel], *, whole: bool = False) -> None:
        """Store channels as they are now; if these are the *whole* list, the bot is in no other any more."""
        if whole:
            gone = update(ChannelRow).where(col(ChannelRow.id).not_in([channel.id for channel in channels]))
            await self._session.exec(gone.values(inside=False))
        await self._keep(ChannelRow, [{name: getattr(one, name) for name in Channel.__slots__} for one in channels])

    async def _keep(self, row: type[Row], values: list[dict[str, Any]]) -> None:
        for some in batched(values):
            query = insert(row).values(some)
            changes = {name: query.excluded[name] for name in some[0] if name != "id"}
            await self._session.exec(query.on_conflict_do_update(index_elements=["id"], set_=changes))

    async def keep_groups(self, groups: Sequence[Group]) -> None:
        """Store user groups with their members, instead of those that were known."""
        await self._session.exec(delete(GroupMemberRow))
        await self._session.exec(delete(GroupRow))
        for some in batched({"id": group.id, "handle": group.handle} for group in groups):
            await self._session.exec(insert(GroupRow).values(some))
        members = ({"group": group.id, "member": member} for group in groups for member in group.members)
        for some in batched(members):
            await self._session.exec(insert(GroupMemberRow).values(some))

    async def member(self, user: UserId) -> Member | None:
        """One person, or None for a stranger."""
        row = await self._session.get(MemberRow, user)
        return None if row is None else _member(row)

    async def members(self) -> list[Member]:
        """Everybody, by name."""
        rows = await self._session.exec(select(MemberRow).order_by(col(MemberRow.name)))
        return [_member(row) for row in rows]

    async def channel(self, channel: ChannelId) -> Channel | None:
        """One channel, or None."""
        row = await self._session.get(ChannelRow, channel)
        return None if row is None else _channel(row)

    async def channel_named(self, name: str) -> Channel | None:
        """The channel called *name* (with or without #) or with that id, or None."""
        wanted = name.removeprefix("#")
        query = select(ChannelRow).where((ChannelRow.name == wanted) | (ChannelRow.id == wanted))
        row = (await self._session.exec(query)).first()
        return None if row is None else _channel(row)

    async def channels(self) -> list[Channel]:
        """Every channel, by name."""
        rows = await self._session.exec(select(ChannelRow).order_by(col(ChannelRow.name)))
        return [_channel(row) for row in rows]

    async def groups(self) -> dict[str, frozenset[UserId]]:
        """The members of each user group, by the group's id."""
        found: dict[str, set[UserId]] = {}
        for row in await self._session.exec(select(GroupMemberRow)):
            found.setdefault(row.group, set()).add(UserId(row.member))
        return {group: frozenset(members) for group, members in found.items()}

    async def groups_of(self, user: UserId) -> frozenset[str]:
        """The ids of the user groups that *user* is in."""
        query = select(GroupMemberRow.group).where(GroupMemberRow.member == user)
        return frozenset(await self._session.exec(query))

    async def known(self) -> bool:
        """Whether anybody is known yet."""
        return (await self._session.exec(select(MemberRow.id).limit(1))).first() is not None

    async def group_handles(self) -> dict[GroupId, str]:
        """The handle of each user group."""
        return {GroupId(row.id): row.handle for row in await self._session.exec(select(GroupRow))}

    async def synced(self, what: str, at: datetime, error: str = "") -> None:
        """Note that *what* ("members", "channels", "groups") was read, or why it could not be."""
        await self._session.merge(SyncRow(what=what, at=at, error=error))

    async def sync_errors(self) -> dict[str, str]:
        """What could not be read last time, and Slack's error for it."""
        return {row.what: row.error for row in await self._session.exec(select(SyncRow)) if row.error}


def _member(row: MemberRow) -> Member:
    flags = {"guest": row.guest, "outsider": row.outsider, "bot": row.bot, "left": row.left}
    return Member(UserId(row.id), TeamId(row.team), row.name, row.zone, row.locale, row.department, **flags)


def _channel(row: ChannelRow) -> Channel:
    return Channel(ChannelId(row.id), row.name, row.private, row.archived, row.shared, row.inside)
