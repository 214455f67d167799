"""Dates and times."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nicegui import events, ui

from sandbox.page.kit import dates, inline
from sandbox.page.kit.menus import Menu
from sandbox.page.kit.places import Place, html, opens, set_attributes
from sandbox.records import Json
from sandbox.words import _

MORNING = "09:00"
_STEP = timedelta(minutes=30)
# Chooses, and says whether it was meant.
Act = Callable[[Any], Awaitable[bool]]

# From the line one types into down to the days, and by arrows among them: Quasar knows Tab only.
_TO_THE_DAYS = """(event) => {
  const days = event.currentTarget.closest('.bk-calendar-popup').querySelector('.q-date__calendar-days-container');
  (days.querySelector('.q-btn--unelevated') ?? days.querySelector('button'))?.focus();
  event.preventDefault();
}"""
_AMONG_THE_DAYS = """(event) => {
  const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7}[event.key];
  const days = [...event.currentTarget.querySelectorAll('.q-date__calendar-item--in button')];
  const here = days.indexOf(document.activeElement);
  if (!step || here < 0) return;
  event.preventDefault();
  days[Math.min(Math.max(here + step, 0), days.length - 1)].focus();
}"""


def datepicker(place: Place) -> str:
    """A date; returns the id of the button that opens the calendar."""
    field = _DateField(place, place.raw, place.act, place.placeholder or _("Select a date"))
    return field.draw(removable=place.block["type"] == "input" and not place.required)


def timepicker(place: Place) -> str:
    """A time of day; returns the id of what one types into."""
    return _time_menu(place, place.raw, place.act, place.placeholder or _("Select a time")).html_id


def datetimepicker(place: Place) -> str:
    """A date and a time of the viewer's; a date alone means the morning. Returns the id of its first part."""
    return _DateAndTime(place).draw()


class _DateAndTime:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._zone = ZoneInfo(place.surface.viewer.tz)
        self._day, self._time = self._parts()

    def _parts(self) -> tuple[str | None, str | None]:
        if self._place.raw is None:
            return None, None
        when = datetime.fromtimestamp(int(self._place.raw), UTC).astimezone(self._zone)
        return f"{when:%Y-%m-%d}", f"{when:%H:%M}"

    def draw(self) -> str:
        with ui.element("div").classes("bk-date-and-time") as group:
            set_attributes(group, role="group", **self._place.names(_("Date and time")))
            parts = Place(self._place.block, {**self._place.element, "type": "timepicker"}, self._place.surface)
            self._date_field = _DateField(parts, self._day, self._set_day, _("Select a date"))
            first = self._date_field.draw(removable=False)
            self._menu = _time_menu(parts, self._time, self._set_time, _("Select a time"))
        return first

    async def _set_day(self, day: Any) -> bool:
        if day is None or self._time is not None:
            return await self._set(day, self._time)
        # A day without a time would be no value at all, and nobody would notice.
        self._menu.hold(_time_option(MORNING))
        return await self._set(day, MORNING)

    async def _set_time(self, chosen: Any) -> bool:
        return await self._set(self._day, chosen)

    async def _set(self, day: str | None, chosen: str | None) -> bool:
        before = self._day, self._time
        self._day, self._time = day, chosen
        if day is None or chosen is None:
            return True
        there = datetime.combine(date.fromisoformat(day), time.fromisoformat(chosen), self._zone)
        if await self._place.act(int(there.timestamp())):
            return True
        self._day, self._time = before
        return False


def _time_menu(place: Place, raw: str | None, act: Act, placeholder: str) -> Menu:
    """Half hours to choose from; any other time can be typed."""
    midnight = datetime(2000, 1, 1, tzinfo=UTC)
    options = [_time_option(f"{midnight + number * _STEP:%H:%M}") for number in range(48)]
    shown = _time_option(raw) if raw else None
    names = {**place.names(placeholder), "placeholder": placeholder, "nothing": _("Type a time, like 9:30 AM or 14:15")}
    menu = Menu(options, shown, times=True, icon="schedule", **names)

    async def chosen(event: events.GenericEventArguments) -> None:
        nonlocal shown
        if await act(event.args):
            shown = _time_option(event.args) if event.args else None
        elif not menu.is_deleted:
            menu.hold(shown)

    menu.on("choose", chosen)
    return menu


def _time_option(value: str) -> Json:
    when = datetime.combine(date.min, time.fromisoformat(value), UTC)
    return {"value": value, "label": dates.clock_time(when), "search": value}


class _DateField:
    """A button that shows the date and opens a calendar, in which the date can be typed as well."""

    def __init__(self, place: Place, day: str | None, act: Act, placeholder: str) -> None:
        self._place = place
        self._day = day
        self._act = act
        self._placeholder = placeholder

    def draw(self, *, removable: bool) -> str:
        self._button = ui.element("button").classes("bk-btn-field")
        with self._button:
            html(
                '<i class="material-icons-outlined" aria-hidden="true">calendar_today</i>', "bk-field-icon", tag="span"
            )
            self._shown = html("", "bk-btn-field-text", tag="span")
            with ui.menu().classes("bk-menu-popup bk-calendar-popup") as self._menu:
                self._draw_calendar(removable=removable)
        opens(self._button, self._menu)
        names = self._place.names()
        # The label and the date together: a label alone would hide from a screen reader what was chosen.
        named_by = f"{self._place.named_by} {self._shown.html_id}".strip()
        names |= {"aria-labelledby": named_by, "type": "button", "aria-haspopup": "dialog"}
        if self._place.element.get("focus_on_load"):
            names["data-autofocus"] = True
        set_attributes(self._button, **names)
        self._show()
        return self._button.html_id

    def _draw_calendar(self, *, removable: bool) -> None:
        self._typed = ui.input(placeholder=_("YYYY-MM-DD"), value=self._day or "").classes("bk-text-field")
        self._typed.props("borderless dense hide-bottom-space no-error-icon autofocus")
        set_attributes(self._typed, **{"aria-label": _("Date, as year-month-day"), "autocomplete": "off"})
        self._typed.on("keydown.enter", self._enter, args=[])
        self._typed.on("keydown.down", js_handler=_TO_THE_DAYS)
        self._mark = html("", "bk-field-error").props("role=alert")
        self._calendar = ui.date(value=self._day, on_change=lambda event: self._choose(event.value))
        self._calendar.props("minimal flat no-unset").on("keydown", js_handler=_AMONG_THE_DAYS)
        # It opens at the workspace's month, which may be ahead of the browser's.
        here = self._place.surface.workspace.clock.now().astimezone(ZoneInfo(self._place.surface.viewer.tz))
        set_attributes(self._calendar, **{"default-year-month": f"{here:%Y/%m}"})
        if removable:
            clear = html(_("Clear"), "btn", tag="button").props("type=button")
            clear.on("click", lambda: self._choose(None), args=[])

    async def _enter(self) -> None:
        typed = (self._typed.value or "").strip()
        try:
            await self._choose(date.fromisoformat(typed).isoformat())
        except ValueError:
            self._mark.set_content(_("Please write a date like 2026-12-24."))

    async def _choose(self, day: str | None) -> None:
        if day == self._day:
            self._menu.close()
            return
        before, self._day = self._day, day
        self._show()
        self._menu.close()
        if not await self._act(day) and not self._button.is_deleted:
            self._day = before
            self._show()

    def _show(self) -> None:
        """Show the date; the calendar and the line to type into follow."""
        self._mark.set_content("")
        there = datetime.fromisoformat(self._day).replace(tzinfo=UTC) if self._day else None
        self._shown.set_content(inline.literal(dates.day(there) if there else self._placeholder))
        self._shown.classes("" if there else "bk-placeholder", remove="bk-placeholder" if there else "")
        self._typed.set_value(self._day or "")
        self._calendar.set_value(self._day)
