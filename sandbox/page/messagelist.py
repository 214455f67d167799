"""A list of messages that grows at the bottom. Ten thousand are no slower than a hundred: the last ones are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from nicegui import ui
from nicegui.element import Element

from sandbox.page.message import MessageItem, day_of, fits, summary
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab, in_channel
from sandbox.page.tags import button, div, html, put
from sandbox.records import Channel, Message
from sandbox.refusals import Refusal
from sandbox.words import _

PAGE = 100  # messages that are drawn at first, and further ones that "Show earlier" brings


@dataclass(frozen=True, slots=True)
class Source:
    """Where the messages come from: a conversation, or the thread under one of its messages."""

    channel: Channel
    thread_ts: str | None = None

    def latest(self, tab: Tab, most: int) -> tuple[list[Message], bool]:
        """The last *most* messages that the person sees, oldest first; and whether there are earlier ones."""
        found = self._thread(tab) if self.thread_ts else self._newest(most + 1)
        wanted = self.thread_ts
        hidden = [
            one
            for one in tab.workspace.messages.ephemeral
            if (one.channel, one.ephemeral_to, one.thread_ts) == (self.channel.id, tab.person_id, wanted)
        ]
        if hidden:
            found = sorted([*found, *hidden], key=lambda one: one.ts)
        return found[-most:], len(found) > most

    def _newest(self, most: int) -> list[Message]:
        found: list[Message] = []
        for message in reversed(self.channel.messages.values()):
            if len(found) == most:
                break
            if in_channel(message):
                found.append(message)
        return found[::-1]

    def _thread(self, tab: Tab) -> list[Message]:
        try:
            return tab.workspace.messages.thread(self.channel, str(self.thread_ts))
        except Refusal:  # the first message was deleted; what was answered stays
            return [one for one in self.channel.messages.values() if one.thread_ts == self.thread_ts]


class MessageList:
    """Draws a source's messages; *announce* says new ones to a screen reader."""

    def __init__(self, tab: Tab, overlay: Overlay, announce: Callable[[str], None], source: Source, label: str) -> None:
        self._tab = tab
        self._overlay = overlay
        self._announce = announce
        self._source = source
        self._most = PAGE
        self._items: dict[str, MessageItem] = {}
        self._dividers: dict[str, ui.html] = {}
        self._newest = ""
        self._minute = 0
        with div("messages"), div("messages-inner"):
            self._top = div("messages-top")
            self._box = div("messages-list", role="feed", tabindex="0", aria_label=label)
        with self._top:
            self._earlier = button(_("Show earlier messages"), self._show_earlier, "btn show-earlier")
            self.intro = div("messages-intro")

    def _show_earlier(self) -> None:
        self._most += PAGE
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed."""
        messages, more = self._source.latest(self._tab, self._most)
        self._earlier.set_visibility(more)
        self.intro.set_visibility(not more)
        self._forget({message.ts for message in messages})
        order: list[Element] = []
        days: set[str] = set()
        before: Message | None = None
        for message in messages:
            day = day_of(self._tab, message)
            if day["key"] not in days and not self._source.thread_ts:
                days.add(day["key"])
                order.append(self._divider(day["key"], day["words"]))
            item = self._item(message)
            item.update(compact=fits(before, message, self._tab))
            order.append(item.box)
            before = message
            if message.ts == self._source.thread_ts and message.replies:
                key, words = _count(len(message.replies))
                days.add(key)
                order.append(self._divider(key, words))
        for key in [key for key in self._dividers if key not in days]:
            self._dividers.pop(key).delete()
        self._arrange(order)
        self._tell(messages)

    def tick(self) -> None:
        """Draw what time alone changes: an upload that can be shown now, how long ago the last reply was."""
        minute = int(self._tab.workspace.clock.now().timestamp() // 60)
        if minute != self._minute or any(item.waits for item in self._items.values()):
            self._minute = minute
            self.refresh()

    def _forget(self, wanted: set[str]) -> None:
        for ts in [ts for ts in self._items if ts not in wanted]:
            self._items.pop(ts).box.delete()

    def _item(self, message: Message) -> MessageItem:
        item = self._items.get(message.ts)
        if item is None:
            threaded = self._source.thread_ts is not None
            with self._box:
                item = MessageItem(self._tab, self._overlay, self._source.channel, message, threaded=threaded)
            self._items[message.ts] = item
        return item

    def _divider(self, key: str, words: str) -> Element:
        if key not in self._dividers:
            with self._box:
                self._dividers[key] = html("", "day")
        divider = self._dividers[key]
        put(divider, role="separator", aria_label=words)
        divider.content = f"<span>{escape(words)}</span>"  # Today becomes Yesterday when the clock is moved
        return divider

    def _arrange(self, order: list[Element]) -> None:
        children = self._box.default_slot.children
        if children == order:
            return
        children[:] = order
        self._box.update()

    def _tell(self, messages: list[Message]) -> None:
        """Say what came since the last redraw; not what was there before."""
        newest = messages[-1].ts if messages else ""
        fresh = [one for one in messages if one.ts > self._newest and one.user != self._tab.person_id]
        if self._newest and fresh:
            self._announce(". ".join(summary(self._tab, one) for one in fresh[-3:]))
        self._newest = max(self._newest, newest) or "0"


def _count(replies: int) -> tuple[str, str]:
    """The divider under a thread's first message: its key and its words."""
    words = _("1 reply") if replies == 1 else _("{count} replies").format(count=replies)
    return f"replies {replies}", words
