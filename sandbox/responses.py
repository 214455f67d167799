"""Answers that come through a response_url or in a command's ack: shown, replaced or taken away."""

from typing import Any

from sandbox.app import App
from sandbox.blocks import check_blocks, with_ids
from sandbox.channels import Channels
from sandbox.messages import Messages
from sandbox.records import Channel, Json
from sandbox.refusals import Refusal
from sandbox.tickets import ResponseUrls


class Responses:
    """Shows an app's answers to an act."""

    def __init__(self, app: App, channels: Channels, messages: Messages, urls: ResponseUrls) -> None:
        self._app = app
        self._channels = channels
        self._messages = messages
        self._urls = urls

    def answer(self, key: str, body: Any) -> None:
        """A POST to a response URL. Raises Slack's refusals for a used-up address or a broken message."""
        if not isinstance(body, dict):
            raise Refusal("invalid_payload")
        url = self._urls.spend(key)
        self.show(body, self._channels.all[url.channel], url.user, url.message_ts)

    def show(self, body: Json, channel: Channel, user: str, message_ts: str | None = None) -> None:
        """Show *body* to *user*, or to the channel if it says ``response_type: in_channel``.

        Raises Refusal ``no_text``, ``invalid_blocks``, ``invalid_attachments`` or ``message_not_found``.
        """
        if body.get("delete_original"):
            if message_ts is not None:
                self._messages.delete(channel, self._messages.found(channel, message_ts))
            return
        blocks = body.get("blocks") or []
        problems = check_blocks(blocks, "message")
        if problems:
            raise Refusal.because(problems[0].code, *(str(problem) for problem in problems))
        attachments = body.get("attachments") or []
        if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
            raise Refusal("invalid_attachments")
        text = str(body.get("text") or "")
        if not text and not blocks and not attachments:
            raise Refusal("no_text")
        content: Json = {"blocks": with_ids(blocks), "attachments": attachments}
        if body.get("replace_original") and message_ts is not None:
            message = self._messages.found(channel, message_ts)
            self._messages.edit(channel, message, self._app.bot_user, text=text, **content)
            return
        hidden = user if body.get("response_type", "ephemeral") != "in_channel" else None
        thread_ts = body.get("thread_ts")
        self._messages.post(
            channel,
            self._app.bot_user,
            text,
            from_app=True,
            ephemeral_to=hidden,
            thread_ts=thread_ts,
            metadata=None if hidden else body.get("metadata"),
            **content,
        )
