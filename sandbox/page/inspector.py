"""The traffic between the workspace and the app, newest first; and the panel that makes the workspace misbehave."""

import json
from collections.abc import Callable
from html import escape
from time import monotonic

from nicegui.element import Element

from sandbox.log import Entry, Kind
from sandbox.page import times
from sandbox.page.misbehave import Misbehave
from sandbox.page.tab import Tab
from sandbox.page.tags import choice, div, field, html, icon_button, on_change, on_press, put, tag
from sandbox.words import _

MOST = 200  # entries that are drawn
SEARCHED = 5000  # of the last entries, when the list is narrowed
LONGEST = 100_000  # characters of an entry's JSON
SHORTEST = 0.3  # seconds between two redraws: nobody reads faster


def names() -> dict[Kind, str]:
    """What the kinds are called."""
    return {
        Kind.CALL: _("Call"),
        Kind.STORED: _("Stored"),
        Kind.SENT: _("Sent"),
        Kind.ACKED: _("Ack"),
        Kind.FAULT: _("Fault"),
        Kind.SOCKET: _("Socket"),
        Kind.CLOCK: _("Clock"),
    }


class Inspector:
    """Drawn into the box where it is made; *close* puts it away."""

    def __init__(self, tab: Tab, close: Callable[[], None]) -> None:
        self._tab = tab
        self._kind = ""
        self._text = ""
        self._rows: dict[int, Element] = {}
        self._seen = ("", "", "", -1)
        self._last = 0.0
        with div("pane-header"):
            tag("h2", _("Inspector"), "pane-title")
            icon_button("close", _("Close inspector"), close, "pane-close")
        self._misbehave = Misbehave(tab)
        self._draw_filter()
        self._empty = tag("p", _("Nothing yet."), "quiet inspector-empty")
        self._list = div("inspector-list", role="list", aria_label=_("Traffic, newest first"), tabindex="0")

    def _draw_filter(self) -> None:
        with div("inspector-filter"):
            kinds = [("", _("Everything")), *((str(kind), name) for kind, name in names().items())]
            choice(_("Kind"), kinds, "", self._by_kind)
            on_change(field(_("Filter"), "search", placeholder=_("Filter by text")), self._by_text, "input")

    def _by_kind(self, kind: str) -> None:
        self._kind = kind
        self.refresh(now=True)

    def _by_text(self, text: str) -> None:
        self._text = text.strip().lower()
        self.refresh(now=True)

    def refresh(self, *, now: bool = False) -> None:
        """Draw what has changed, unless that was a moment ago (then it is drawn a moment later)."""
        self._misbehave.refresh()
        wanted = (self._tab.person_id, self._kind, self._text, len(self._tab.workspace.log))
        if wanted == self._seen or (not now and monotonic() - self._last < SHORTEST):
            return
        if wanted[0] != self._seen[0]:  # times are told in the zone of whoever is acted as
            self._rows.clear()
            self._list.clear()
        self._seen, self._last = wanted, monotonic()
        entries = self._wanted()
        numbers = {entry.number for entry in entries}
        for number in [number for number in self._rows if number not in numbers]:
            self._rows.pop(number).delete()
        with self._list:
            for entry in entries:
                if entry.number not in self._rows:
                    self._rows[entry.number] = self._draw(entry)
        order = [self._rows[entry.number] for entry in entries]
        if self._list.default_slot.children != order:
            self._list.default_slot.children[:] = order
            self._list.update()
        self._empty.set_visibility(not entries)

    def _wanted(self) -> list[Entry]:
        log = self._tab.workspace.log
        found: list[Entry] = []
        for number in range(len(log) - 1, max(-1, len(log) - 1 - SEARCHED), -1):
            if len(found) == MOST:
                break
            entry = log[number]
            if self._kind in ("", entry.kind) and (not self._text or self._text in _haystack(entry)):
                found.append(entry)
        return found

    def _draw(self, entry: Entry) -> Element:
        with div("entry", role="listitem") as box:
            line = html(self._line(entry), "entry-line", "button")
            put(line, type_="button", aria_expanded=False, data_number=str(entry.number))

        def toggle() -> None:
            there = len(box.default_slot.children) == 1
            if there:
                with box:
                    tag("pre", _formatted(entry), "code", tabindex="0")
            else:
                box.remove(1)
            put(line, aria_expanded=there)

        on_press(line, toggle)
        return box

    def _line(self, entry: Entry) -> str:
        clock = f"{times.local(entry.at, self._tab.person):%H:%M:%S}.{entry.at.microsecond // 1000:03d}"
        what, bad = outcome(entry)
        ending = f'<span class="entry-outcome{" bad" if bad else ""}">{escape(what)}</span>'
        return (
            f'<span class="entry-time">{clock}</span>'
            f'<span class="entry-kind kind-{entry.kind}">{escape(names()[entry.kind])}</span>'
            f'<span class="entry-name">{escape(entry.name)}</span>{ending}'
        )


def outcome(entry: Entry) -> tuple[str, bool]:
    """How it went, in a word or two, and whether that is bad."""
    detail = entry.detail
    match entry.kind:
        case Kind.CALL:
            answer = detail.get("answer") or {}
            if not detail.get("status"):
                return _("connection broken"), True
            good = bool(answer.get("ok"))
            said = _("ok") if good else str(answer.get("error", ""))
            return (f"{said} · {detail['fault']}" if detail.get("fault") else said), not good
        case Kind.ACKED:
            seconds = f"{detail.get('seconds', 0):.3f} s"
            failure = str(detail.get("failure") or "")
            return (f"{failure} · {seconds}" if failure else seconds), not detail.get("acked")
        case Kind.SENT:
            attempt = detail.get("attempt")
            return (_("attempt {number}").format(number=attempt + 1), True) if attempt else ("", False)
        case Kind.FAULT:
            return str(detail.get("fault", "")), True
        case _:
            return "", False


def _haystack(entry: Entry) -> str:
    return f"{entry.name} {json.dumps(entry.detail, default=str, ensure_ascii=False)}".lower()


def _formatted(entry: Entry) -> str:
    text = json.dumps(entry.as_json(), indent=2, default=str, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST] + "\n" + _("(the rest is left out)")
