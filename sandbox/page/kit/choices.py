"""Checkboxes and radio buttons: the browser's own, so that keys and screen readers find what they know."""

from typing import Any

from nicegui import events, ui

from sandbox.page.kit.places import Place, html, set_attributes
from sandbox.page.kit.reading import text_html
from sandbox.records import Json


def checkboxes(place: Place) -> None:
    """Any number of options."""
    group = _group(place, "group")
    draw = _Options(place, group, "checkbox")
    draw()


def radio_buttons(place: Place) -> None:
    """One option of several."""
    group = _group(place, "radiogroup")
    draw = _Options(place, group, "radio")
    draw()


def _group(place: Place, role: str) -> ui.element:
    group = ui.element("div").classes("bk-choices")
    set_attributes(group, role=role, **place.names())
    return group


class _Options:
    """The options in their group; drawn again if the person chose and then thought better of it."""

    def __init__(self, place: Place, group: ui.element, kind: str) -> None:
        self._place = place
        self._group = group
        self._kind = kind
        self._chosen: list[str] = []

    def __call__(self) -> None:
        raw = self._place.raw
        self._chosen = list(raw) if isinstance(raw, list) else [raw] if raw else []
        self._group.clear()
        with self._group:
            for number, option in enumerate(self._place.element["options"]):
                self._option(option, autofocus=number == 0 and bool(self._place.element.get("focus_on_load")))

    def _option(self, option: Json, *, autofocus: bool) -> None:
        with ui.element("label").classes("bk-choice"):
            box = ui.element("input")
            set_attributes(
                box,
                type=self._kind,
                name=f"{self._kind}-{self._group.id}",
                checked=option["value"] in self._chosen,
                **({"data-autofocus": True} if autofocus else {}),
            )
            with ui.element("span"):
                html(text_html(option["text"], self._place.surface), "bk-choice-text", tag="span")
                if option.get("description"):
                    html(text_html(option["description"], self._place.surface), "bk-choice-description", tag="span")

        async def change(event: events.GenericEventArguments) -> None:
            await self._change(option["value"], checked=bool(event.args))

        box.on("change", change, js_handler="(event) => emit(event.target.checked)")

    async def _change(self, value: str, *, checked: bool) -> None:
        others = [one for one in self._chosen if one != value] if self._kind == "checkbox" else []
        chosen = [*others, value] if checked else others
        order = [option["value"] for option in self._place.element["options"]]
        self._chosen = sorted(chosen, key=order.index)
        raw: Any = self._chosen if self._kind == "checkbox" else value
        if not await self._place.act(raw) and not self._group.is_deleted:
            self()
