"""Draws an element where it stands."""

from collections.abc import Callable

from sandbox.page.kit.buttons import button, feedback_buttons, icon_button, overflow
from sandbox.page.kit.choices import checkboxes, radio_buttons
from sandbox.page.kit.images import element_html
from sandbox.page.kit.menus import select
from sandbox.page.kit.pickers import datepicker, datetimepicker, timepicker
from sandbox.page.kit.places import Place, html
from sandbox.page.kit.typed import text_input
from sandbox.page.kit.unknown import unknown
from sandbox.page.kit.uploads import file_input

# Those that return an id return that of what a label names.
_SELECTS: dict[str, Callable[[Place], str | None]] = {
    f"{several}{kind}_select": select
    for kind in ("static", "external", "users", "conversations", "channels")
    for several in ("", "multi_")
}
_DRAWN: dict[str, Callable[[Place], str | None]] = {
    "button": button,
    "workflow_button": button,
    "icon_button": icon_button,
    "feedback_buttons": feedback_buttons,
    "overflow": overflow,
    "checkboxes": checkboxes,
    "radio_buttons": radio_buttons,
    "datepicker": datepicker,
    "timepicker": timepicker,
    "datetimepicker": datetimepicker,
    "plain_text_input": text_input,
    "email_text_input": text_input,
    "url_text_input": text_input,
    "number_input": text_input,
    "rich_text_input": text_input,
    "file_input": file_input,
    **_SELECTS,
}


def draw_element(place: Place) -> str | None:
    """Draw the element; returns the id of what a label can name, if there is one such thing."""
    shown_to = place.element.get("visible_to_user_ids")
    if shown_to and place.surface.viewer.id not in shown_to:
        return None
    if place.kind == "image":
        html(element_html(place.element, place.surface, "bk-accessory-image"))
        return None
    if place.kind not in _DRAWN:
        unknown(place.kind)
        return None
    return _DRAWN[place.kind](place)
