"""Keeps the directory fresh: Slack's objects read into values, and the events that tell of changes."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.ids import ChannelId, TeamId, UserId
from bot.domain.members import Channel, Member
from handlers.house import House, Payload, once

PERSON = ("team_join", "user_change")
# What these changed only a new look tells whole; it is taken soon, by the clock's table.
ELSE = (
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "channel_unarchive",
    "channel_created",
    "channel_rename",
    "subteam_created",
    "subteam_updated",
    "subteam_members_changed",
)


def register(app: AsyncApp, house: House, resync: Callable[[], None]) -> None:
    """*resync* asks for a whole new look at the directory."""

    async def person(body: Payload, event: Payload, ack: AsyncAck) -> None:
        async with house.database.transaction(once=once(body)) as store:
            await store.directory.keep_members([member_of(event["user"], house.team)])
        await ack()

    async def changed(ack: AsyncAck) -> None:
        resync()
        await ack()

    for name in PERSON:
        app.event(name)(person)
    for name in ELSE:
        app.event(name)(changed)


def member_of(user: dict[str, Any], own_team: str) -> Member:
    """A person from Slack's user object, any of whose fields may be missing."""
    profile = user.get("profile") or {}
    team = user.get("team_id") or profile.get("team") or own_team
    return Member(
        UserId(user["id"]),
        TeamId(team),
        user.get("real_name") or profile.get("real_name") or user.get("name") or user["id"],
        user.get("tz") or "UTC",
        user.get("locale") or "en-US",
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        outsider=bool(user.get("is_stranger")) or team != own_team,
        bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        left=bool(user.get("deleted")),
    )


def channel_of(channel: dict[str, Any]) -> Channel:
    """A channel from Slack's conversation object."""
    return Channel(
        ChannelId(channel["id"]),
        channel.get("name") or channel["id"],
        private=bool(channel.get("is_private")),
        archived=bool(channel.get("is_archived")),
        shared=bool(channel.get("is_ext_shared")),
        inside=bool(channel.get("is_member")),
    )
