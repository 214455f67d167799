"""A conversation: its header, its messages, and where one writes, or why one cannot."""

from collections.abc import Callable
from typing import Any

from sandbox.page import faces, times
from sandbox.page.composer import Composer, compose
from sandbox.page.messagelist import MessageList, Source
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, icon, tag
from sandbox.records import Channel, Person
from sandbox.words import _


class Conversation:
    """The open conversation, drawn into the box where it is made. Another one is another object."""

    def __init__(self, tab: Tab, overlay: Overlay, announce: Callable[[str], None], *, header: bool = True) -> None:
        self._tab = tab
        self._overlay = overlay
        self.channel = channel = tab.channel
        self._said: tuple[str, str, int] | None = None
        self._open_to: tuple[bool, bool] | None = None
        self._composer: Composer | None = None
        self._header = div("pane-header")
        self._header.set_visibility(header)
        name = label(tab, channel)
        self._messages = MessageList(tab, overlay, announce, Source(channel), _("Messages in {name}").format(name=name))
        with self._messages.intro:
            self._draw_intro(name)
        self._foot = div("pane-foot")

    def refresh(self) -> None:
        """Draw what has changed, and remember that it has been read."""
        tab, channel = self._tab, self.channel
        self._messages.refresh()
        tab.memory.mark(tab.person_id, channel)
        said = (channel.name, channel.purpose, len(channel.members))
        if said != self._said:
            self._said = said
            self._header.clear()
            with self._header:
                self._draw_header()
        open_to = (channel.archived, tab.person_id in channel.members)
        if open_to != self._open_to:
            self._open_to = open_to
            self._draw_foot(label(tab, channel))
        if self._composer is not None:
            self._composer.keep_up(tab)

    def tick(self) -> None:
        """Time went by."""
        self._messages.tick()

    def _draw_header(self) -> None:
        tab, channel = self._tab, self.channel
        with tag("h1", "", "pane-title"):
            if channel.direct:
                faces.avatar(tab.other(channel), "avatar-small")
            else:
                icon("lock" if channel.private else "tag", "pane-sign")
            tag("span", label(tab, channel).removeprefix("#"))
            if channel.shared:
                tag("span", _("Shared"), "tag")
        tag("p", tab.other(channel).title if channel.direct else channel.purpose, "pane-purpose")
        if not channel.direct:
            count = len(channel.members)
            words = _("1 member") if count == 1 else _("{count} members").format(count=count)
            opener = button("", lambda: self._show_members(opener), "members", aria_label=words, aria_haspopup="dialog")
            with opener:
                icon("group")
                tag("span", str(count))

    def _show_members(self, opener: Any) -> None:
        box = self._overlay.open(opener, _("Members"), place="end")
        if box is None:
            return
        people = [self._tab.workspace.directory.people[one] for one in self.channel.members]
        with box.classes("popover-members"):
            tag("h2", _("Members"), "popover-title")
            with tag("ul", "", "people"):
                for person in sorted(people, key=lambda one: (one.bot, one.name)):
                    self._draw_member(person)

    def _draw_member(self, person: Person) -> None:
        now = self._tab.workspace.clock.now()
        with tag("li"):
            faces.avatar(person, "avatar-small")
            tag("span", person.name, "people-name")
            if faces.badge(person) or person.bot:
                tag("span", _("APP") if person.bot else faces.badge(person), "tag")
            tag("span", person.title, "quiet people-title")
            if not person.bot:
                tag("span", times.time_of_day(now, person), "quiet")

    def _draw_intro(self, name: str) -> None:
        tab, channel = self._tab, self.channel
        if channel.direct:
            other = tab.other(channel)
            faces.avatar(other, "avatar-large")
            tag("h2", other.name)
            tag("p", _("This conversation is just between {name} and you.").format(name=other.name))
            return
        with tag("h2"):
            icon("lock" if channel.private else "tag")
            tag("span", name.removeprefix("#"))
        tag("p", _("This is the very beginning of the {name} channel.").format(name=name))
        if channel.purpose:
            tag("p", channel.purpose, "quiet")

    def _draw_foot(self, name: str) -> None:
        tab, channel = self._tab, self.channel
        self._composer = None
        self._foot.clear()
        with self._foot:
            if channel.archived:
                tag("p", _("This channel is archived. Nobody can write in it."), "pane-note")
            elif tab.person_id not in channel.members:
                with div("pane-note"):
                    tag("p", _("You are looking at {name}.").format(name=name))
                    button(_("Join channel"), self._join, "btn btn-primary")
            else:
                self._composer = compose(tab, self._overlay, _("Message {name}").format(name=name))

    async def _join(self) -> None:
        await self._tab.attempt(self._tab.workspace.join(self._tab.person_id, self.channel.id))


def label(tab: Tab, channel: Channel) -> str:
    """What the person calls a conversation: ``#general``, or somebody's name."""
    name = tab.workspace.channels.label(channel, tab.person_id)
    return name if channel.direct else f"#{name}"
