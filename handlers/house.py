"""What every feature's listeners are handed: the store, the time, who may what, and a bell for the sender."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.ids import ChannelId, TeamId, UserId
from bot.domain.members import Member
from bot.domain.roles import Actor, NotAColleague, Role, Stranger, roles_of
from storage import Database, Store

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class House:
    """*wake* rings for the sender once rows are committed; *resync* asks for a new look at the directory soon.

    *zone* is the company's own.
    """

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None]
    resync: Callable[[], None]
    team: TeamId
    zone: ZoneInfo
    roles: Mapping[Role, frozenset[str]]
    values: tuple[str, ...]
    recognition_channel: str
    secret: bytes

    async def actor(self, store: Store, body: Payload) -> Actor:
        """Whoever did this, with their roles. Raises NotAColleague for anybody who may not act here."""
        member = await self.colleague(store, body)
        return Actor(member, roles_of(member.id, self.roles, await store.directory.groups_of(member.id)))

    async def colleague(self, store: Store, body: Payload) -> Member:
        """Whoever did this, by user and team, where no role is asked for. Raises NotAColleague."""
        user, team = who(body)
        member = await store.directory.member(user)
        if team and team != self.team:
            raise NotAColleague
        if member is None:
            self.resync()
            raise Stranger
        if not member.colleague:
            raise NotAColleague
        return member


def who(body: Payload) -> tuple[UserId, str]:
    """User id and team id of whoever caused *body*, whatever kind of payload it is."""
    user = body.get("user")
    if isinstance(user, dict):
        return UserId(user["id"]), user.get("team_id") or (body.get("team") or {}).get("id", "")
    if "event" in body:
        event_user = body["event"].get("user")
        return UserId(event_user["id"] if isinstance(event_user, dict) else event_user or ""), body.get("team_id", "")
    return UserId(body.get("user_id", "")), body.get("team_id", "")


def place_of(body: Payload) -> ChannelId | None:
    """The channel in which somebody acted, if it was in one."""
    channel = (body.get("channel") or {}).get("id") or body.get("channel_id")
    return ChannelId(channel) if channel else None


def once(body: Payload) -> str:
    """The key of what Slack may send twice: an event's id, a form's view and what is in it, else the trigger id."""
    if "event_id" in body:
        return f"event:{body['event_id']}"
    if body.get("type") in ("view_submission", "view_closed"):
        # The same form with other words is another wish: its first answer may have come too late for the person to see.
        held = hashlib.sha256(json.dumps(body["view"]["state"], sort_keys=True).encode()).hexdigest()[:16]
        return f"{body['type']}:{body['view']['id']}:{body['view']['hash']}:{held}"
    return f"trigger:{body['trigger_id']}" if body.get("trigger_id") else ""
