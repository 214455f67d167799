"""Boxes that open over the page, one at a time: menus, lists to choose from, small panels."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sandbox.page.tags import div, icon, on_press, put, tag
from sandbox.records import Json


class Popover(Element, component="popover.js"):
    """A box beside *anchor*; ``place`` is ``start`` or ``end`` (which edges line up) or ``center`` (of the window)."""

    def __init__(self, anchor: Element, role: str, label: str, place: str) -> None:
        super().__init__()
        self.props.update(anchor=anchor.html_id, role=role, label=label, place=place)


class Chooser(Element, component="chooser.js"):
    """A list of *entries* with a field that narrows it; *chosen* is called with an entry's id."""

    def __init__(self, label: str, nothing: str, entries: list[Json], chosen: Callable[[str], Any]) -> None:
        super().__init__()
        self.props.update(label=label, nothing=nothing, entries=entries)

        def choose(event: GenericEventArguments) -> Any:
            return chosen(str(event.args))

        self.on("choose", choose)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu."""

    text: str
    act: Callable[[], Any]
    icon: str = ""
    detail: str = ""


class Overlay:
    """Holds the open box, if there is one."""

    def __init__(self, layer: Element) -> None:
        self._layer = layer
        self._box: Popover | None = None
        self._anchor: Element | None = None

    def open(self, anchor: Element, label: str, *, role: str = "dialog", place: str = "start") -> Popover | None:
        """Open a box at *anchor*, closing another; None if this anchor's own was open: pressed twice, it closes."""
        same = self._anchor is anchor and self._box is not None
        self.close()
        if same:
            return None
        with self._layer:
            self._box = Popover(anchor, role, label, place)
        self._box.on("close", self.close, args=[])
        self._anchor = anchor
        _mark(anchor, open_=True)
        return self._box

    def close(self) -> None:
        """Close what is open."""
        if self._box is not None:
            self._box.delete()
        if self._anchor is not None and not self._anchor.is_deleted:
            _mark(self._anchor, open_=False)
        self._box = self._anchor = None

    def menu(self, anchor: Element, label: str, items: list[Item], *, place: str = "start") -> None:
        """Open a menu; choosing a line closes it."""
        box = self.open(anchor, label, role="menu", place=place)
        if box is None:
            return
        with box:
            for item in items:
                self._line(item)

    def _line(self, item: Item) -> None:
        with tag("button", "", "menu-line", type_="button", role="menuitem") as line:
            if item.icon:
                icon(item.icon)
            with div("menu-words"):
                tag("span", item.text, "menu-text")
                if item.detail:
                    tag("span", item.detail, "menu-detail")
        on_press(line, lambda: self._chosen(item))

    def _chosen(self, item: Item) -> Awaitable[Any] | Any:
        self.close()
        return item.act()

    def chooser(
        self, anchor: Element, label: str, nothing: str, entries: list[Json], chosen: Callable[[str], Any]
    ) -> None:
        """Open a list to choose from, in the middle of the window."""
        box = self.open(anchor, label, place="center")
        if box is None:
            return

        def choose(one: str) -> Any:
            self.close()
            return chosen(one)

        with box.classes("popover-chooser"):
            Chooser(label, nothing, entries, choose)


def _mark(anchor: Element, *, open_: bool) -> None:
    """Say of *anchor* whether its box is open; only a button may say so to a screen reader."""
    put(anchor, data_open=open_)
    if anchor.tag == "button":
        put(anchor, aria_expanded=open_)
