"""Reactions: ``reactions.add``, ``reactions.get``."""

import emoji

from sandbox.api.calls import Call, method
from sandbox.records import Json
from sandbox.refusals import Refusal


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    """The app reacts to a message."""
    workspace = call.workspace
    channel = workspace.channels.for_app(call.required("channel"))
    name = call.required("name").strip(":")
    if emoji.emojize(f":{name}:", language="alias") == f":{name}:":
        raise Refusal("invalid_name")
    message = workspace.messages.found(channel, call.required("timestamp"))
    workspace.messages.react(channel, message, workspace.app.bot_user, name)
    return {}


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    """A message with its reactions."""
    workspace = call.workspace
    channel = workspace.channels.for_app(call.required("channel"), anywhere=True)
    message = workspace.messages.found(channel, call.required("timestamp"))
    return {"type": "message", "channel": channel.id, "message": workspace.messages.as_slack(message, metadata=False)}
