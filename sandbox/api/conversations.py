"""Conversations: list, info, members, open, join, history, replies."""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from sandbox.api.calls import Call, method, missing_scope, to_next
from sandbox.records import Channel, Json, Message
from sandbox.refusals import Refusal

_READS = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORIES = ("channels:history", "groups:history", "im:history", "mpim:history")
_SCOPE_OF_TYPE = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


@method("conversations.list", *_READS)
def list_channels(call: Call) -> Json:
    """The conversations of the types asked for that the app may know of."""
    types = call.text("types", "public_channel").replace(" ", "").split(",")
    unknown = [kind for kind in types if kind not in _SCOPE_OF_TYPE]
    if unknown:
        raise Refusal("invalid_types")
    for kind in types:
        call.require(_SCOPE_OF_TYPE[kind])
    found = [one for one in call.workspace.channels.all.values() if _kind(one) in types and _known(call, one)]
    if call.flag("exclude_archived"):
        found = [one for one in found if not one.archived]
    page, paging = call.page(found, default=100, most=1000)
    return {"channels": [call.workspace.channels.as_slack(one, num_members=True) for one in page], **paging}


def _kind(channel: Channel) -> str:
    return "im" if channel.direct else "private_channel" if channel.private else "public_channel"


def _known(call: Call, channel: Channel) -> bool:
    return _kind(channel) == "public_channel" or call.workspace.app.bot_user in channel.members


@method("conversations.info", *_READS)
def info(call: Call) -> Json:
    """One conversation."""
    channel = _channel(call)
    call.require_for(channel, "read")
    return {"channel": call.workspace.channels.as_slack(channel, num_members=call.flag("include_num_members"))}


@method("conversations.members", *_READS)
def members(call: Call) -> Json:
    """The ids of who is in it."""
    channel = _channel(call)
    call.require_for(channel, "read")
    page, paging = call.page(channel.members, default=100, most=1000)
    return {"members": page, **paging}


@method("conversations.open", "im:write", "mpim:write")
def open_conversation(call: Call) -> Json:
    """The direct messages with one person."""
    workspace = call.workspace
    if call.text("channel"):
        channel = workspace.channels.for_app(call.text("channel"))
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = [user for user in call.text("users").replace(" ", "").split(",") if user]
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > 1:
        raise Refusal("invalid_user_combination")  # group direct messages are not part of this workspace
    call.require("im:write")
    workspace.directory.known(users[0])
    before = len(workspace.channels.all)
    channel = workspace.channels.for_app(users[0])
    shown = workspace.channels.as_slack(channel) if call.flag("return_im") else {"id": channel.id}
    opened = len(workspace.channels.all) == before
    return {"channel": shown, **({"no_op": True, "already_open": True} if opened else {})}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """The app's bot comes into a public channel."""
    workspace = call.workspace
    channel = workspace.channels.for_app(call.required("channel"), anywhere=True)
    if channel.private or channel.direct:
        raise Refusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refusal("is_archived")
    if workspace.app.bot_user in channel.members:
        extra: Json = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": workspace.channels.as_slack(channel), **extra}
    workspace.enter(workspace.app.bot_user, channel)
    return {"channel": workspace.channels.as_slack(channel)}


@method("conversations.history", *_HISTORIES)
def history(call: Call) -> Json:
    """A conversation's messages, newest first. A cursor names a message: what is said meanwhile moves no page."""
    channel = _own_channel(call)
    first = call.cursor("next_ts")
    oldest, limit = _instant(call, "oldest", 0), call.number("limit", 100, most=999)
    newest_first = takewhile(lambda one: float(one.ts) >= oldest, call.workspace.messages.history(channel))
    wanted = (one for one in _between(call, newest_first) if first is None or _number(one) <= first)
    page = list(islice(wanted, limit + 1))
    shown: Json = {"messages": _shown(call, page[:limit]), "has_more": len(page) > limit, "pin_count": 0}
    return shown | (to_next("next_ts", _number(page[limit])) if len(page) > limit else {})


def _number(message: Message) -> int:
    return int(message.ts.replace(".", ""))


@method("conversations.replies", *_HISTORIES)
def replies(call: Call) -> Json:
    """A thread, oldest first, its first message included."""
    channel = _own_channel(call)
    ts = call.required("ts")
    if ts not in channel.messages:
        raise Refusal("thread_not_found")
    parent = channel.messages[ts]
    thread = call.workspace.messages.thread(channel, parent.thread_ts or ts)
    page, paging = call.page(list(_between(call, thread, keep_first=True)), default=1000, most=1000)
    more = bool(paging["response_metadata"]["next_cursor"])
    return {"messages": _shown(call, page), "has_more": more, **(paging if more else {})}


def _channel(call: Call) -> Channel:
    """The channel asked for, public ones also from outside; people's ids do not count as channels here."""
    wanted = call.required("channel")
    if wanted not in call.workspace.channels.all:
        raise Refusal("channel_not_found")
    return call.workspace.channels.for_app(wanted, anywhere=True)


def _own_channel(call: Call) -> Channel:
    """The channel asked for, with the right to read it: a bot reads only where it is a member."""
    channel = _channel(call)
    if not any(call.workspace.app.may(scope) for scope in _HISTORIES):
        raise missing_scope(call.workspace, _HISTORIES)
    call.require_for(channel, "history")
    if call.workspace.app.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _between(call: Call, messages: Iterable[Message], *, keep_first: bool = False) -> Iterator[Message]:
    """The messages from ``oldest`` to ``latest``; the ends belong to it only if ``inclusive``."""
    oldest, latest = _instant(call, "oldest", 0), _instant(call, "latest", float("inf"))
    inclusive = call.flag("inclusive")
    return (
        one
        for number, one in enumerate(messages)
        if (oldest < float(one.ts) < latest)
        or (inclusive and float(one.ts) in (oldest, latest))
        or (keep_first and number == 0)
    )


def _instant(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise Refusal(f"invalid_ts_{name}") from None


def _shown(call: Call, messages: list[Message]) -> list[Json]:
    whole = call.flag("include_all_metadata")
    return [call.workspace.messages.as_slack(one, metadata=whole) for one in messages]
