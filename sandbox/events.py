"""Turns what happens in the workspace into the events that the app subscribed to."""

from typing import Any

from sandbox.app import App
from sandbox.clock import Clock
from sandbox.courier import Courier
from sandbox.directory import Directory
from sandbox.ids import new_id
from sandbox.records import Channel, Json, Message, Person


class Events:
    """Announces. An event about a channel reaches the app only if its bot is in that channel."""

    def __init__(self, app: App, directory: Directory, clock: Clock, courier: Courier) -> None:
        self._app = app
        self._directory = directory
        self._clock = clock
        self._courier = courier

    def announce(self, event: Json, *, name: str = "", channel: Channel | None = None) -> None:
        """Send *event* if the app hears it. *name* is the subscription's, where it is not the event's type."""
        inside = channel is None or self._app.bot_user in channel.members
        if not inside or not self._app.hears(name or event["type"]):
            return
        now = self._clock.now().timestamp()
        payload: Json = {
            "token": self._app.verification_token,
            "team_id": self._app.team,
            "context_team_id": self._app.team,
            "context_enterprise_id": None,
            "api_app_id": self._app.id,
            "event": event | {"event_ts": event.get("event_ts") or f"{now:.6f}"},
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(now),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._app.team,
                    "user_id": self._app.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.shared),
        }
        self._courier.tell(event["type"], payload)

    def said(self, channel: Channel, message: Message, shown: Json) -> None:
        """A message came: ``message``, and ``app_mention`` if it calls the app."""
        event: Json = {**shown, **_place(channel), "event_ts": message.ts}
        self.announce(event, name=f"message.{_word(channel)}", channel=channel)
        if f"<@{self._app.bot_user}>" in message.text and not message.from_app and not channel.direct:
            mention: Json = {key: shown[key] for key in ("user", "ts", "text", "team", "thread_ts") if key in shown}
            event = {"type": "app_mention", **mention, "channel": channel.id, "event_ts": message.ts}
            self.announce(event, channel=channel)

    def changed(self, channel: Channel, subtype: str, **fields: Any) -> None:
        """A message was edited or deleted: ``message`` with the subtype."""
        event = {"type": "message", "subtype": subtype, "hidden": True, **_place(channel), **fields}
        self.announce(event, name=f"message.{_word(channel)}", channel=channel)

    def reacted(self, added: bool, channel: Channel, message: Message, user: str, emoji: str) -> None:
        """``reaction_added`` or ``reaction_removed``."""
        event = {
            "type": "reaction_added" if added else "reaction_removed",
            "user": user,
            "reaction": emoji,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "item_user": message.user,
        }
        self.announce(event, channel=channel)

    def moved(self, joined: bool, channel: Channel, user: str, inviter: str = "") -> None:
        """``member_joined_channel`` or ``member_left_channel``; the app hears of its own bot's comings too."""
        event: Json = {
            "type": "member_joined_channel" if joined else "member_left_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "G" if channel.private else "C",
            "team": self._app.team,
        }
        if inviter:
            event["inviter"] = inviter
        self.announce(event, channel=channel)

    def person(self, event: str, person: Person) -> None:
        """``team_join`` or ``user_change``."""
        user = person.as_slack(self._clock.now(), locale=True, email=self._app.may("users:read.email"))
        self.announce({"type": event, "user": user})


def _word(channel: Channel) -> str:
    if channel.direct:
        return "im"
    return "groups" if channel.private else "channels"


def _place(channel: Channel) -> Json:
    return {"channel": channel.id, "channel_type": {"im": "im", "groups": "group"}.get(_word(channel), "channel")}
