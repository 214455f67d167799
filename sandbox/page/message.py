"""One message on the screen. When it changes, only the part that changed is drawn anew."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from nicegui import ui
from nicegui.element import Element

from sandbox.page import faces, times
from sandbox.page.attachments import draw_attachments, draw_files
from sandbox.page.blocklist import BlockList
from sandbox.page.kit import mrkdwn
from sandbox.page.kit.reading import reader
from sandbox.page.popover import Overlay
from sandbox.page.reactions import draw_reactions
from sandbox.page.surfaces import MessageSurface
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, html, picture, put, tag
from sandbox.page.toolbar import draw_toolbar
from sandbox.records import Channel, Json, Message, Person
from sandbox.words import _

ORDER = ("head", "text", "blocks", "more", "reactions", "thread")


class MessageItem:
    """A message drawn into the box where it is made; *threaded* if that is a thread's pane."""

    def __init__(self, tab: Tab, overlay: Overlay, channel: Channel, message: Message, *, threaded: bool) -> None:
        self._tab = tab
        self._overlay = overlay
        self._channel = channel
        self._message = message
        self._threaded = threaded
        self.waits = False  # whether a file of the message could not be shown when it was drawn
        self._shown: dict[str, str] = {}
        self._parts: dict[str, Element] = {}
        self._blocks: BlockList | None = None
        self._key = f"{'reply' if threaded else 'message'} {message.ts}"
        classes = "message ephemeral" if message.ephemeral_to else "message"
        self.box = tag("article", "", classes, tabindex="-1", data_ts=message.ts, data_keep=self._key)
        with self.box:
            self._side = html("", "message-side")
            self._body = div("message-body")
            draw_toolbar(tab, overlay, channel, message, threaded=threaded)

    def update(self, *, compact: bool) -> None:
        """Show the message as it is now; *compact* leaves the author out, who is the one of the message above."""
        message = self._message
        people = self._tab.workspace.directory.people
        files = [self._tab.workspace.files.ready(self._tab.workspace.files.all[one]) for one in message.files]
        self.waits = not all(files)
        author = [people[message.user].name, message.username, message.icon]
        self._part("head", [compact, author], lambda: self._draw_head(compact))
        self._part("text", [message.text, bool(message.blocks), message.edited_ts], self._draw_text)
        self._part("blocks", message.blocks, self._draw_blocks)
        self._part("more", [message.attachments, message.files, files], self._draw_more)
        self._part("reactions", message.reactions, self._draw_reactions)
        self._part("thread", [message.replies, message.broadcast, self._minute()], self._draw_thread)

    def _part(self, name: str, content: Any, draw: Callable[[], None]) -> None:
        as_text = json.dumps(content)
        if self._shown.get(name) != as_text:
            self._shown[name] = as_text
            draw()

    def _say(self, name: str, content: str) -> None:
        """Put HTML into a part; an empty one goes."""
        part = self._parts.get(name)
        if part is not None and not content:
            self._parts.pop(name).delete()
        elif isinstance(part, ui.html):
            part.content = content
        elif content:
            classes = f"message-{name} mrkdwn" if name == "text" else f"message-{name}"
            self._add(name, lambda: html(content, classes))

    def _room(self, name: str, *, needed: bool) -> Element | None:
        """The emptied box of a part, made when it is needed."""
        box = self._parts.get(name)
        if box is not None:
            box.clear()
        elif needed:
            box = self._add(name, lambda: div(f"message-{name}"))
        return box if needed else None

    def _add(self, name: str, make: Callable[[], Element]) -> Element:
        """A part more; they stand in the order of reading."""
        with self._body:
            self._parts[name] = part = make()
        place = sum(one in self._parts for one in ORDER[: ORDER.index(name)])
        if place < len(self._parts) - 1:
            part.move(target_index=place)
        return part

    def _minute(self) -> int:
        """Changes with the text that says how long ago the last reply was."""
        return int(self._tab.workspace.clock.now().timestamp() // 60) if self._message.replies else 0

    def _draw_head(self, compact: bool) -> None:
        message, person = self._message, self._tab.person
        instant = times.instant_of(message.ts)
        name, clock = faces.author(self._tab.workspace, message), times.time_of_day(instant, person)
        exact = escape(times.exactly(instant, person))
        self.box.classes(add="compact" if compact else "", remove="" if compact else "compact")
        put(self.box, aria_label=_("{name} at {time}").format(name=name, time=clock))
        short = f'<time class="message-time" title="{exact}">{clock[:-3]}</time>'
        self._side.content = short if compact else faces.avatar_html(self._author, custom=message.icon)
        full = f'<time class="message-time" title="{exact}">{clock}</time>'
        self._say("head", "" if compact else self._names(name, full))

    @property
    def _author(self) -> Person:
        return self._tab.workspace.directory.people[self._message.user]

    def _names(self, name: str, clock: str) -> str:
        """Who, what kind of member, when; as HTML."""
        kind = _("APP") if self._author.bot else faces.badge(self._author)
        seen = f'<div class="message-ephemeral">{picture("visibility")} {escape(_("Only visible to you"))}</div>'
        return (
            (seen if self._message.ephemeral_to else "")
            + f'<span class="message-author">{escape(name)}</span>'
            + (f'<span class="tag">{escape(kind)}</span>' if kind else "")
            + clock
        )

    def _draw_text(self) -> None:
        message = self._message
        words = ""
        if message.text and not message.blocks:
            words = mrkdwn.html(message.text, reader(self._tab.workspace, self._tab.person))
        if message.edited_ts:
            words += f' <span class="message-edited">{escape(_("(edited)"))}</span>'
        self._say("text", words)

    def _draw_blocks(self) -> None:
        if self._blocks is None and self._message.blocks:
            room = self._room("blocks", needed=True)
            self._blocks = BlockList(room, self._key) if room is not None else None
        if self._blocks is not None:
            self._blocks.show(self._message.blocks, MessageSurface(self._tab, self._channel, self._message))

    def _draw_more(self) -> None:
        message = self._message
        if (more := self._room("more", needed=bool(message.attachments or message.files))) is not None:
            surface = MessageSurface(self._tab, self._channel, message)
            with more:
                draw_attachments(message.attachments, surface)
                draw_files(message.files, surface)

    def _draw_reactions(self) -> None:
        if (room := self._room("reactions", needed=bool(self._message.reactions))) is not None:
            with room:
                draw_reactions(self._tab, self._overlay, self._channel, self._message)

    def _draw_thread(self) -> None:
        message = self._message
        replied = message.thread_ts not in (None, message.ts)
        needed = not self._threaded and (bool(message.replies) or replied)
        if (room := self._room("thread", needed=needed)) is not None:
            with room:
                if message.replies:
                    self._draw_replies()
                else:
                    button(_("View thread"), lambda: self._tab.open_thread(message.thread_ts), "thread-link")

    def _draw_replies(self) -> None:
        workspace, message = self._tab.workspace, self._message
        count = len(message.replies)
        words = _("1 reply") if count == 1 else _("{count} replies").format(count=count)
        replies = [self._channel.messages[ts] for ts in message.replies if ts in self._channel.messages]
        with button("", lambda: self._tab.open_thread(message.ts), "thread-link"):
            for user in list(dict.fromkeys(reply.user for reply in replies))[:5]:
                faces.avatar(workspace.directory.people[user], "avatar-tiny")
            tag("span", words, "thread-count")
            last = times.ago(times.instant_of(message.replies[-1]), workspace.clock.now(), self._tab.person)
            tag("span", _("Last reply {when}").format(when=last), "thread-last")


def summary(tab: Tab, message: Message) -> str:
    """Who says what, in one line: for a screen reader, and for a toast."""
    said = message.text or _("a message with blocks")
    return f"{faces.author(tab.workspace, message)}: {said}"


def fits(before: Message | None, message: Message, tab: Tab) -> bool:
    """Whether a message follows *before* so closely that it needs no author of its own."""
    if before is None or before.ephemeral_to or message.ephemeral_to or message.broadcast or before.replies:
        return False
    same = (before.user, before.username, before.icon) == (message.user, message.username, message.icon)
    return same and float(message.ts) - float(before.ts) < 300 and _day(tab, before) == _day(tab, message)


def _day(tab: Tab, message: Message) -> str:
    return times.local(times.instant_of(message.ts), tab.person).date().isoformat()


def day_of(tab: Tab, message: Message) -> Json:
    """The day of a message, for a divider: its key and its words."""
    words = times.day(times.instant_of(message.ts), tab.workspace.clock.now(), tab.person)
    return {"key": _day(tab, message), "words": words}
