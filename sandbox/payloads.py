"""The payloads of slash commands and interactions, in Slack's shapes."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.app import App
from sandbox.channels import Channels
from sandbox.directory import Directory
from sandbox.messages import Messages
from sandbox.records import Channel, Json, Message
from sandbox.tickets import ResponseUrls, Triggers


@dataclass(frozen=True, slots=True)
class Payloads:
    """Builds payloads; each gets a fresh trigger id, and a response URL where Slack gives one."""

    app: App
    directory: Directory
    channels: Channels
    messages: Messages
    triggers: Triggers
    response_urls: ResponseUrls
    base_url: Callable[[], str]  # asked each time: the address is known once the server listens

    def command(self, user: str, channel: Channel, command: str, text: str) -> Json:
        """A slash command, form fields."""
        return {
            "token": self.app.verification_token,
            "team_id": self.app.team,
            "team_domain": self.directory.domain,
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.direct else channel.name,
            "user_id": user,
            "user_name": self.directory.people[user].handle,
            "command": command,
            "text": text,
            "api_app_id": self.app.id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(channel, user),
            "trigger_id": self.triggers.give(user, channel.id),
        }

    def on_message(self, user: str, channel: Channel, message: Message, state: Json, action: Json) -> Json:
        """``block_actions`` from a message."""
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral_to is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        return {
            **self._base("block_actions", user, channel.id),
            "container": container,
            "channel": self._channel(channel),
            "message": self.messages.as_slack(message, metadata=True),
            "state": {"values": state},
            "response_url": self._response_url(channel, user, message.ts),
            "actions": [action],
        }

    def on_view(self, user: str, view: Json, action: Json) -> Json:
        """``block_actions`` from a modal or from Home."""
        return {
            **self._base("block_actions", user),
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "actions": [action],
        }

    def submission(self, user: str, view: Json) -> Json:
        """``view_submission``; a response URL for each input that asks for one."""
        payload = {**self._base("view_submission", user), "view": view, "response_urls": []}
        for block in view["blocks"]:
            element = block.get("element", {})
            if not element.get("response_url_enabled"):
                continue
            held = view["state"]["values"][block["block_id"]][element["action_id"]]
            channel_id = held.get("selected_conversation") or held.get("selected_channel")
            if channel_id in self.channels.all:
                url = {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel_id,
                    "response_url": self._response_url(self.channels.all[channel_id], user),
                }
                payload["response_urls"].append(url)
        return payload

    def closed(self, user: str, view: Json, *, cleared: bool) -> Json:
        """``view_closed``; it has no trigger id."""
        payload = {**self._base("view_closed", user), "view": view, "is_cleared": cleared}
        del payload["trigger_id"]
        return payload

    def suggestion(self, user: str, place: Json, element: Json, block_id: str, typed: str) -> Json:
        """``block_suggestion``: an external select asks for options."""
        payload = {
            **self._base("block_suggestion", user),
            **place,
            "action_id": element["action_id"],
            "block_id": block_id,
            "value": typed,
        }
        del payload["trigger_id"]
        return payload

    def shortcut(self, user: str, callback_id: str, channel: str = "") -> Json:
        """A global shortcut; *channel* is what the person looks at, and not in the payload."""
        payload = {**self._base("shortcut", user, channel), "callback_id": callback_id, "action_ts": self._now()}
        del payload["api_app_id"]
        return payload

    def message_shortcut(self, user: str, callback_id: str, channel: Channel, message: Message) -> Json:
        """A message shortcut (``message_action``)."""
        return {
            **self._base("message_action", user, channel.id),
            "callback_id": callback_id,
            "action_ts": self._now(),
            "message_ts": message.ts,
            "channel": self._channel(channel),
            "message": self.messages.as_slack(message, metadata=True),
            "response_url": self._response_url(channel, user, message.ts),
        }

    def action(self, block: Json, element: Json, fields: Json) -> Json:
        """One entry of ``actions``."""
        return {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._now(),
            **fields,
        }

    def _base(self, kind: str, user: str, channel: str = "") -> Json:
        person = self.directory.people[user]
        return {
            "type": kind,
            "user": {"id": user, "username": person.handle, "name": person.handle, "team_id": person.team},
            "api_app_id": self.app.id,
            "token": self.app.verification_token,
            "trigger_id": self.triggers.give(user, channel),
            "team": {"id": self.app.team, "domain": self.directory.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _channel(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": "directmessage" if channel.direct else channel.name}

    def _response_url(self, channel: Channel, user: str, message_ts: str | None = None) -> str:
        return f"{self.base_url()}/response/{self.response_urls.give(channel.id, user, message_ts)}"

    def _now(self) -> str:
        return f"{self.messages.now():.6f}"
