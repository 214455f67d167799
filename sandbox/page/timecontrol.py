"""The clock in the page's head: what time it is in the workspace, and moving it forward."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from nicegui.element import Element

from sandbox.page import times
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, field, icon, on_change, put, tag
from sandbox.words import _


class ClockControl:
    """Drawn into the box where it is made."""

    def __init__(self, tab: Tab, overlay: Overlay) -> None:
        self._tab = tab
        self._overlay = overlay
        self._wanted = ""
        self._button = button("", self._open, "head-button clock", aria_haspopup="dialog", aria_expanded=False)
        with self._button:
            icon("schedule")
            self._time = tag("span", "", "clock-time")
            self._date = tag("span", "", "clock-date")
            self._ahead = tag("span", "", "clock-ahead")
        self.refresh()

    def refresh(self) -> None:
        """Show the time."""
        clock, person = self._tab.workspace.clock, self._tab.person
        now = clock.now()
        time, date = times.time_of_day(now, person), times.date(now, person)
        ahead = _("ahead by {span}").format(span=times.span(clock.offset)) if clock.offset else ""
        if (time, date, ahead) == (self._time.text, self._date.text, self._ahead.text):
            return
        for element, text in ((self._time, time), (self._date, date), (self._ahead, ahead)):
            element.set_text(text)
        self._ahead.set_visibility(bool(ahead))
        words = _("Clock: {time}, {date}").format(time=time, date=date)
        put(self._button, aria_label=f"{words}, {ahead}" if ahead else words, title=_("Move the clock"))

    def _open(self) -> None:
        box = self._overlay.open(self._button, _("Move the clock"))
        if box is not None:
            self._draw_panel(box.classes("popover-clock"))

    def _draw_panel(self, box: Element) -> None:
        person, now = self._tab.person, self._tab.workspace.clock.now()
        steps = [(_("+1 min"), 60), (_("+1 hour"), 3600), (_("+1 day"), 86400)]
        box.clear()
        with box:
            tag("h2", _("Move the clock"), "popover-title")
            where = _("The workspace’s time, in {name}’s time zone ({zone}). It only moves forward.")
            tag("p", where.format(name=person.name, zone=person.tz), "quiet")
            with div("clock-steps"):
                for label, seconds in steps:
                    button(label, self._mover(seconds, box), "btn", data_keep=f"clock {seconds}")
            with div("clock-to"):
                there = times.local(now, person)
                self._wanted = f"{there + timedelta(hours=1):%Y-%m-%dT%H:%M}"
                pick = field(_("Move to"), "datetime-local", self._wanted, min=f"{there:%Y-%m-%dT%H:%M}")
                on_change(pick, self._choose, "input")
                button(_("Go there"), self._go, "btn btn-primary")

    def _mover(self, seconds: int, box: Element) -> Callable[[], Awaitable[None]]:
        async def move() -> None:
            await self._tab.attempt(self._tab.workspace.advance(seconds=seconds))
            if not box.is_deleted:
                self._draw_panel(box)

        return move

    def _choose(self, wanted: str) -> None:
        self._wanted = wanted

    async def _go(self) -> None:
        """To the chosen time on the person's wall clock."""
        try:
            there = datetime.fromisoformat(self._wanted).replace(tzinfo=ZoneInfo(self._tab.person.tz))
        except ValueError:
            self._tab.complain(_("Choose a date and a time."))
            return
        seconds = (there - self._tab.workspace.clock.now()).total_seconds()
        if seconds <= 0:
            self._tab.complain(_("That time is past. The clock moves forward only."))
            return
        self._overlay.close()
        await self._tab.attempt(self._tab.workspace.advance(seconds=seconds))
