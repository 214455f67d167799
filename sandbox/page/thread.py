"""The pane on the right: one message, and what was answered."""

from collections.abc import Callable

from sandbox.page.composer import compose
from sandbox.page.conversation import label
from sandbox.page.messagelist import MessageList, Source
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab
from sandbox.page.tags import div, icon_button, tag
from sandbox.words import _


class Thread:
    """The open thread, drawn into the box where it is made. Another one is another object."""

    def __init__(self, tab: Tab, overlay: Overlay, announce: Callable[[str], None]) -> None:
        channel, ts = tab.channel, str(tab.thread_ts)
        with div("pane-header"):
            with tag("h2", "", "pane-title"):
                tag("span", _("Thread"))
                tag("span", label(tab, channel), "quiet pane-where")
            icon_button("close", _("Close thread"), lambda: tab.open_thread(None), "pane-close")
        self._messages = MessageList(tab, overlay, announce, Source(channel, ts), _("Thread"))
        if tab.person_id in channel.members and not channel.archived:
            with div("pane-foot"):
                compose(tab, overlay, _("Reply in thread"), thread_ts=ts)

    def refresh(self) -> None:
        """Draw what has changed."""
        self._messages.refresh()
