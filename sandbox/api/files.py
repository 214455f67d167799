"""Files: an upload in three steps, and ``files.info``."""

from typing import Any

from sandbox.api.calls import Call, method
from sandbox.blocks import check_blocks, with_ids
from sandbox.records import File, Json
from sandbox.refusals import Refusal


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(call: Call) -> Json:
    """Where to send the bytes."""
    size = call.number("length", 0, most=1 << 30)
    if size == 0:
        raise Refusal.because("invalid_arguments", "[ERROR] missing required field: length")
    workspace = call.workspace
    file = workspace.files.expect(call.required("filename"), size, workspace.app.bot_user, call.text("alt_txt"))
    return {"upload_url": f"{workspace.url}/upload/{file.ticket}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete(call: Call) -> Json:
    """The bytes are there; with ``channel_id`` they are shown in a message."""
    workspace = call.workspace
    wanted = call.json("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise Refusal.because("invalid_arguments", "[ERROR] missing required field: files")
    files = [_uploaded(call, one) for one in wanted]
    where = call.text("channel_id") or call.text("channels")
    channel = workspace.channels.for_app(where) if where else None
    blocks = call.json("blocks", "invalid_blocks_format") or []
    if problems := check_blocks(blocks, "message"):
        raise Refusal.because(problems[0].code, *(str(problem) for problem in problems))
    for file, one in zip(files, wanted, strict=True):
        workspace.files.complete(file, str(one.get("title") or ""))
    if channel is not None:
        for file in files:
            file.channels.append(channel.id)
        workspace.messages.post(
            channel,
            workspace.app.bot_user,
            call.text("initial_comment"),
            from_app=True,
            files=[file.id for file in files],
            blocks=with_ids(blocks),
            thread_ts=call.text("thread_ts") or None,
        )
    return {"files": [workspace.files.as_slack(file) for file in files]}


def _uploaded(call: Call, wanted: Any) -> File:
    file = call.workspace.files.all.get(wanted.get("id", "")) if isinstance(wanted, dict) else None
    if file is None or not file.content:
        raise Refusal("file_not_found")
    return file


@method("files.info", "files:read")
def info(call: Call) -> Json:
    """One file; its ``mimetype`` is empty until the scan is over."""
    file = call.workspace.files.found(call.required("file"))
    return {"file": call.workspace.files.as_slack(file), "comments": [], "response_metadata": {"next_cursor": ""}}
