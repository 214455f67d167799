"""Messages: post, update, delete, postEphemeral, getPermalink."""

import json
from typing import Any

from sandbox.api.calls import Call, method
from sandbox.blocks import check_blocks, with_ids
from sandbox.blocks.walk import blocks_in, elements_in
from sandbox.records import Channel, Json, Message
from sandbox.refusals import Refusal

MOST_TEXT = 40_000  # docs.slack.dev, chat.postMessage: longer text is truncated
MOST_UPDATED_TEXT = 4_000  # docs.slack.dev, chat.update: longer text is refused
MOST_ATTACHMENTS = 100
MOST_METADATA = 8_000  # bytes of JSON; Slack documents metadata_too_large but not from where on


@method("chat.postMessage", "chat:write")
def post(call: Call) -> Json:
    """A message of the app's; a person's id as channel opens the direct messages with them."""
    workspace = call.workspace
    channel = _open_channel(call)
    content = _content(call)
    thread_ts = _thread(call, channel)
    client_msg_id = call.text("client_msg_id") or None
    if client_msg_id and workspace.behaviour.client_msg_id_dedupe:
        for earlier in channel.messages.values():
            if earlier.client_msg_id == client_msg_id:
                return _shown(call, channel, earlier)
    custom = workspace.app.may("chat:write.customize")
    message = workspace.messages.post(
        channel,
        workspace.app.bot_user,
        from_app=True,
        metadata=_metadata(call),
        thread_ts=thread_ts,
        broadcast=call.flag("reply_broadcast"),
        client_msg_id=client_msg_id,
        username=(call.text("username") or None) if custom else None,
        icon=(call.text("icon_emoji") or None) if custom else None,
        **content,
    )
    return _shown(call, channel, message)


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(call: Call) -> Json:
    """A message that one member of the channel sees."""
    workspace = call.workspace
    channel = _open_channel(call)
    user = workspace.directory.known(call.required("user")).id
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    thread_ts = _thread(call, channel)
    message = workspace.messages.post(
        channel, workspace.app.bot_user, from_app=True, ephemeral_to=user, thread_ts=thread_ts, **_content(call)
    )
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    """Other content for an own message. What is not given stays; but text without blocks takes the blocks away."""
    channel, message = _own_message(call, "cant_update_message")
    if channel.archived:
        raise Refusal("is_inactive")
    content = _content(call)
    if len(content["text"]) > MOST_UPDATED_TEXT:
        raise Refusal("msg_too_long")
    if not content["text"]:
        del content["text"]
        if call.args.get("blocks") is None:
            del content["blocks"]
    if call.args.get("attachments") is None:
        del content["attachments"]
    if call.args.get("metadata") is not None:
        content["metadata"] = _metadata(call) if call.json("metadata", "invalid_metadata_format") else None
    call.workspace.messages.edit(channel, message, call.workspace.app.bot_user, **content)
    return {**_shown(call, channel, message), "text": message.text}


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    """Take an own message away."""
    channel, message = _own_message(call, "cant_delete_message")
    call.workspace.messages.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(call: Call) -> Json:
    """The address of a message."""
    channel = call.workspace.channels.for_app(call.required("channel"), anywhere=True)
    message = call.workspace.messages.found(channel, call.required("message_ts"))
    address = (
        f"https://{call.workspace.directory.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    )
    if message.thread_ts and message.thread_ts != message.ts:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def _open_channel(call: Call) -> Channel:
    """The channel to post to. Public ones need membership or ``chat:write.public``; nobody posts to an archived one."""
    channel = call.workspace.channels.for_app(
        call.required("channel"), anywhere=call.workspace.app.may("chat:write.public")
    )
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def _own_message(call: Call, otherwise: str) -> tuple[Channel, Message]:
    """The message that ``channel`` (an id, no person's) and ``ts`` name, if the app wrote it."""
    wanted = call.required("channel")
    if wanted not in call.workspace.channels.all:
        raise Refusal("channel_not_found")
    channel = call.workspace.channels.for_app(wanted, anywhere=True)
    message = channel.messages.get(call.required("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if not message.from_app:
        raise Refusal(otherwise)
    return channel, message


def _content(call: Call) -> Json:
    """Text, blocks and attachments, checked. Raises ``no_text``, ``invalid_blocks`` and their kin."""
    text = call.text("text") or call.text("markdown_text")
    blocks = call.json("blocks", "invalid_blocks_format") or []
    attachments = call.json("attachments", "invalid_attachments") or []
    if not text and not blocks and not attachments:
        raise Refusal("no_text")
    if call.text("markdown_text") and (call.text("text") or blocks):
        raise Refusal("markdown_text_conflict")
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refusal("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    problems = check_blocks(blocks, "message")
    for number, attachment in enumerate(attachments):
        if "blocks" in attachment:
            problems += check_blocks(attachment["blocks"], "message", f"/attachments/{number}/blocks")
    if problems:
        messages = [str(problem) for problem in problems]
        raise Refusal.because(problems[0].code, *messages, errors=[one.removeprefix("[ERROR] ") for one in messages])
    _check_files(call, blocks)
    shown = [one | ({"blocks": with_ids(one["blocks"])} if one.get("blocks") else {}) for one in attachments]
    return {"text": text[:MOST_TEXT], "blocks": with_ids(blocks), "attachments": shown}


def _check_files(call: Call, blocks: list[Json]) -> None:
    """A file that is not there, or not yet scanned, cannot be shown."""
    files = call.workspace.files
    for at, block in blocks_in(blocks, "/blocks"):
        for place, shown in [(at, block), *elements_in(block, at)]:
            if "slack_file" not in shown:
                continue
            file = files.called(shown["slack_file"])
            if file is None or not files.ready(file):
                pointer = f"[ERROR] invalid slack file [json-pointer:{place}/slack_file]"
                raise Refusal.because("invalid_blocks", pointer)


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in; an answer to an answer goes to the thread's first message."""
    thread_ts = call.text("thread_ts") or None
    if thread_ts is None:
        return None
    if thread_ts not in channel.messages:
        raise Refusal("thread_not_found")
    return channel.messages[thread_ts].thread_ts or thread_ts


def _metadata(call: Call) -> Json | None:
    """The message's metadata: an event type and an object."""
    metadata: Any = call.json("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_schema")
    if len(json.dumps(metadata)) > MOST_METADATA:
        raise Refusal("metadata_too_large")
    return metadata


def _shown(call: Call, channel: Channel, message: Message) -> Json:
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": call.workspace.messages.as_slack(message, metadata=True),
    }
