"""What a workspace is made of: people, groups, channels, messages, views and files, as plain records."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody in the directory: a colleague, a guest, an outsider of a shared channel, or the app's own bot."""

    id: str
    team: str
    handle: str
    name: str
    email: str = ""
    title: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    guest: Literal["", "multi", "single"] = ""
    deactivated: bool = False
    outsider: bool = False
    bot: bool = False
    admin: bool = False
    updated: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    def as_slack(self, now: datetime, *, locale: bool = False, email: bool = True) -> Json:
        """The user object of ``users.info``; the time zone's offset is that of *now*."""
        there = now.astimezone(ZoneInfo(self.tz))
        offset = there.utcoffset()
        profile: Json = {
            "real_name": self.name,
            "real_name_normalized": self.name,
            "display_name": self.handle,
            "display_name_normalized": self.handle,
            "title": self.title,
            "team": self.team,
            "image_48": "",
        }
        if email and self.email and not self.outsider:
            profile["email"] = self.email
        if "start_date" in self.fields and not self.outsider:
            profile["start_date"] = self.fields["start_date"]
        user: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.handle,
            "real_name": self.name,
            "deleted": self.deactivated,
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": self.updated,
            "profile": profile,
        }
        if self.deactivated:
            return user  # Slack leaves time zone and roles out once somebody is gone
        user |= {
            "tz": self.tz,
            "tz_label": there.tzname() or self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": bool(self.guest),
            "is_ultra_restricted": self.guest == "single",
        }
        if self.outsider:
            user["is_stranger"] = True
        elif locale:
            user["locale"] = self.locale
        return user


@dataclass(slots=True)
class UserGroup:
    """A mentionable group of people, ``@leads``."""

    id: str
    handle: str
    name: str
    members: list[str]
    description: str = ""


@dataclass(slots=True)
class Message:
    """A post in a channel; an ephemeral one is seen by one person and is in no history."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    client_msg_id: str | None = None
    from_app: bool = False
    username: str | None = None
    icon: str | None = None
    ephemeral_to: str | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited_ts: str | None = None
    edited_by: str | None = None
    broadcast: bool = False
    visible_from: datetime | None = None
    replies: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A conversation: public, private, or the direct messages between one person and the app or another person."""

    id: str
    name: str
    creator: str
    created: int
    members: list[str]
    private: bool = False
    archived: bool = False
    shared: bool = False
    general: bool = False
    between: tuple[str, str] | None = None
    purpose: str = ""
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def direct(self) -> bool:
        """Whether this is a conversation of two."""
        return self.between is not None


@dataclass(slots=True)
class View:
    """A modal on somebody's stack, or somebody's Home: what the app gave, and what was filled in.

    *origin* is the channel in which the person was when it opened.
    """

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    origin: str = ""
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """``modal`` or ``home``."""
        return str(self.content["type"])


@dataclass(slots=True)
class File:
    """An upload: first an address to send to, then bytes, then (a moment later) a file that messages can show."""

    id: str
    name: str
    size: int
    user: str
    alt_text: str = ""
    title: str = ""
    ticket: str = ""
    content: bytes = b""
    mimetype: str = ""
    ready_from: datetime | None = None
    created: int = 0
    channels: list[str] = field(default_factory=list)
