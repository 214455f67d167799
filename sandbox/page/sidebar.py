"""The left side: channels, direct messages, the app; bold and counted where something is unread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from nicegui.element import Element

from sandbox.page import faces
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, icon, put, tag
from sandbox.records import Channel
from sandbox.words import _


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it opens, how it looks."""

    kind: Literal["channel", "private", "person", "app"]
    id: str
    name: str
    unread: int = 0
    open: bool = False


class Sidebar:
    """Drawn into the box where it is made. *jump* opens the quick switcher, *chosen* hears that a line was pressed."""

    def __init__(self, tab: Tab, jump: Callable[[], None], chosen: Callable[[], None]) -> None:
        self._tab = tab
        self._jump = jump
        self._chosen = chosen
        self._shown: list[list[Row]] = []
        with div("sidebar-head"):
            tag("span", tab.workspace.directory.name, "sidebar-name")
        self._box = div("sidebar-rows")

    def refresh(self) -> None:
        """Draw what has changed."""
        wanted = [self._channels(), self._people(), self._app()]
        if wanted == self._shown:
            return
        self._shown = wanted
        self._box.clear()
        channels, people, app = wanted
        with self._box:
            self._section(_("Channels"), channels)
            self._section(_("Direct messages"), people)
            label = _("New message")
            with button("", self._jump, "side-row row-new", aria_label=label, data_keep="new", data_chooser=True):
                icon("add", "row-sign")
                tag("span", label)
            if app:
                self._section(_("Apps"), app)

    def _section(self, title: str, rows: list[Row]) -> None:
        with tag("section", "", "section", aria_label=title):
            tag("h2", title, "section-title")
            with tag("ul"):
                for row in rows:
                    with tag("li"):
                        self._line(row)

    def _line(self, row: Row) -> None:
        classes = " ".join(["side-row", *(["open"] if row.open else []), *(["unread"] if row.unread else [])])
        spoken = _("{name}, {count} unread").format(name=row.name, count=row.unread) if row.unread else row.name
        if row.kind == "private":
            spoken = _("{name}, private channel").format(name=spoken)
        with button("", self._opener(row), classes, aria_label=spoken, data_keep=f"row {row.id}") as line:
            put(line, aria_current="page" if row.open else None)
            self._sign(row)
            tag("span", row.name, "row-name")
            if row.unread:
                tag("span", "99+" if row.unread > 99 else str(row.unread), "row-count")

    def _sign(self, row: Row) -> Element:
        if row.kind in ("channel", "private"):
            return icon("lock" if row.kind == "private" else "tag", "row-sign")
        people = self._tab.workspace.directory.people
        return faces.avatar(
            people[row.id] if row.kind == "person" else people[self._tab.workspace.app.bot_user], "avatar-row"
        )

    def _opener(self, row: Row) -> Callable[[], Any]:
        def press() -> None:
            self._chosen()
            tab = self._tab
            if row.kind == "app":
                tab.open_app(tab.app_tabs[1] if row.unread and "messages" in tab.app_tabs[1:] else tab.app_tabs[0])
            elif row.kind == "person":
                tab.open(tab.workspace.channels.direct(tab.person_id, row.id).id)
            else:
                tab.open(row.id)

        return press

    def _channels(self) -> list[Row]:
        tab = self._tab
        mine = [one for one in tab.workspace.channels.seen_by(tab.person_id) if not one.direct]
        if not tab.app_tab and not tab.channel.direct and tab.channel not in mine:
            mine.append(tab.channel)  # somebody looks in without having joined
        return [
            Row("private" if one.private else "channel", one.id, one.name, self._unread(one), self._open(one))
            for one in sorted(mine, key=lambda one: one.name)
        ]

    def _people(self) -> list[Row]:
        tab = self._tab
        talks = [
            one for one in tab.workspace.channels.seen_by(tab.person_id) if one.direct and one is not tab.app_channel
        ]
        rows = [
            Row("person", tab.other(one).id, tab.other(one).name, self._unread(one), self._open(one))
            for one in talks
            if one.messages or self._open(one)
        ]
        return sorted(rows, key=lambda row: row.name)

    def _app(self) -> list[Row]:
        tab = self._tab
        if not tab.app_tabs:
            return []
        name = tab.workspace.app.manifest.name
        looking = tab.app_tab == "messages"
        unread = 0 if looking else tab.memory.unread(tab.person_id, tab.app_channel)
        return [Row("app", tab.app_channel.id, name, unread, tab.app_tab is not None)]

    def _open(self, channel: Channel) -> bool:
        return self._tab.app_tab is None and self._tab.channel is channel

    def _unread(self, channel: Channel) -> int:
        return 0 if self._open(channel) else self._tab.memory.unread(self._tab.person_id, channel)
