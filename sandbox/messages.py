"""Messages: posted, edited, deleted, reacted to, and read back. Everything stored is in the log."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sandbox.app import App
from sandbox.behaviour import Behaviour
from sandbox.clock import Clock
from sandbox.directory import Directory
from sandbox.events import Events
from sandbox.files import Files
from sandbox.ids import Timestamps
from sandbox.log import Kind, Log
from sandbox.records import Channel, Json, Message
from sandbox.refusals import Refusal


class Messages:
    """The workspace's messages, ephemeral ones included."""

    def __init__(
        self,
        app: App,
        directory: Directory,
        files: Files,
        clock: Clock,
        log: Log,
        events: Events,
        behaviour: Behaviour,
    ) -> None:
        self._app = app
        self._directory = directory
        self._files = files
        self._clock = clock
        self._log = log
        self._events = events
        self._behaviour = behaviour
        self._timestamps = Timestamps()
        self.ephemeral: list[Message] = []

    def now(self) -> float:
        """Seconds since 1970 by the workspace's clock."""
        return self._clock.now().timestamp()

    def post(self, channel: Channel, user: str, text: str, **fields: Any) -> Message:
        """Store a message, log it and tell the app. *fields* are further ones of ``Message``."""
        now = self._clock.now()
        seen = now + timedelta(seconds=self._behaviour.history_seconds)
        message = Message(self._timestamps.at(now), channel.id, user, text, visible_from=seen, **fields)
        if message.ephemeral_to is not None:
            self.ephemeral.append(message)
            self._log.add(Kind.STORED, "message.ephemeral", message=self.as_slack(message), to=message.ephemeral_to)
            return message
        if message.thread_ts is not None and message.thread_ts in channel.messages:
            channel.messages[message.thread_ts].replies.append(message.ts)
        channel.messages[message.ts] = message
        shown = self.as_slack(message, metadata=True)
        self._log.add(Kind.STORED, "message.posted", channel=channel.id, message=shown)
        self._events.said(channel, message, self.as_slack(message, metadata=False))
        return message

    def edit(self, channel: Channel, message: Message, by: str, **fields: Any) -> None:
        """Change *fields* of a message; that it was edited shows if its text is another and no blocks were given."""
        before = self.as_slack(message)
        if fields.get("text", message.text) != message.text and not fields.get("blocks"):
            message.edited_ts, message.edited_by = self._timestamps.at(self._clock.now()), by
        for name, value in fields.items():
            setattr(message, name, value)
        shown = self.as_slack(message, metadata=True)
        self._log.add(Kind.STORED, "message.edited", channel=channel.id, message=shown)
        if message.ephemeral_to is not None:
            return  # no app hears of what one person sees
        after = self.as_slack(message)
        self._events.changed(channel, "message_changed", message=after, previous_message=before, ts=message.ts)

    def delete(self, channel: Channel, message: Message) -> None:
        """Take a message out of its channel; a thread's replies stay."""
        if message.ephemeral_to is not None:
            self.ephemeral.remove(message)
            self._log.add(Kind.STORED, "message.hidden", channel=channel.id, ts=message.ts)
            return
        del channel.messages[message.ts]
        parent = channel.messages.get(message.thread_ts or "")
        if parent is not None and message.ts in parent.replies:
            parent.replies.remove(message.ts)
        self._log.add(Kind.STORED, "message.deleted", channel=channel.id, ts=message.ts)
        shown = self.as_slack(message)
        self._events.changed(channel, "message_deleted", deleted_ts=message.ts, previous_message=shown, ts=message.ts)

    def react(self, channel: Channel, message: Message, user: str, emoji: str, *, add: bool = True) -> None:
        """Add or take back a reaction. Refuses what is there already, or is not there, as Slack does."""
        people = message.reactions.setdefault(emoji, [])
        if add == (user in people):
            raise Refusal("already_reacted" if add else "no_reaction")
        if add:
            people.append(user)
        else:
            people.remove(user)
        if not people:
            del message.reactions[emoji]
        name = "reaction.added" if add else "reaction.removed"
        self._log.add(Kind.STORED, name, channel=channel.id, ts=message.ts, user=user, reaction=emoji)
        self._events.reacted(add, channel, message, user, emoji)

    def found(self, channel: Channel, ts: str) -> Message:
        """The message *ts*, ephemeral ones included, or Slack's ``message_not_found``."""
        if ts in channel.messages:
            return channel.messages[ts]
        for message in self.ephemeral:
            if message.channel == channel.id and message.ts == ts:
                return message
        raise Refusal("message_not_found")

    def history(self, channel: Channel) -> Iterator[Message]:
        """What ``conversations.history`` may show now, newest first: no replies but those sent to the channel too."""
        now = self._clock.now()
        for message in reversed(channel.messages.values()):
            if (message.thread_ts in (None, message.ts) or message.broadcast) and (
                message.visible_from is None or message.visible_from <= now
            ):
                yield message

    def thread(self, channel: Channel, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        parent = self.found(channel, ts)
        return [parent, *(channel.messages[reply] for reply in parent.replies if reply in channel.messages)]

    def seen_by(self, channel: Channel, user: str) -> list[Message]:
        """What *user* has on the screen in a channel, oldest first: with the ephemeral messages meant for them."""
        posted = [one for one in channel.messages.values() if one.thread_ts in (None, one.ts) or one.broadcast]
        mine = [one for one in self.ephemeral if one.channel == channel.id and one.ephemeral_to == user]
        return sorted([*posted, *mine], key=lambda message: message.ts) if mine else posted

    def as_slack(self, message: Message, *, metadata: bool | None = None) -> Json:
        """The message object; *metadata* whole (True), only its type (False), or none of it (None)."""
        team = self._directory.people[message.user].team
        shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": team}
        if message.from_app:
            shown |= {"bot_id": self._app.bot_id, "app_id": self._app.id}
            shown["bot_profile"] = {"id": self._app.bot_id, "app_id": self._app.id, "name": self._app.manifest.name}
        optional: Json = {
            "subtype": message.subtype,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "client_msg_id": message.client_msg_id,
            "thread_ts": message.thread_ts,
            "username": message.username,
            "files": [self._files.as_slack(self._files.all[one]) for one in message.files],
            "reactions": [
                {"name": name, "users": list(people), "count": len(people)}
                for name, people in message.reactions.items()
            ],
        }
        shown |= {name: value for name, value in optional.items() if value}
        if message.ephemeral_to:
            shown["is_ephemeral"] = True
        if message.edited_ts:
            shown["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
        if message.replies:
            shown |= {"thread_ts": message.ts, "reply_count": len(message.replies), "latest_reply": message.replies[-1]}
        if message.metadata is not None and metadata is not None:
            shown["metadata"] = message.metadata if metadata else {"event_type": message.metadata["event_type"]}
        return shown
