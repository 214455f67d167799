"""Plain HTML elements: the page is drawn with these, so that it looks like Slack and not like a widget library."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments


def tag(name: str, text: str = "", classes: str = "", **attributes: Any) -> TextElement:
    """An element of HTML; ``aria_label="…"`` becomes ``aria-label``, and what is None or False is left out."""
    element = TextElement(tag=name, text=text)
    if classes:
        element.classes(classes)
    put(element, **attributes)
    return element


def put(element: Element, **attributes: Any) -> None:
    """Set attributes; those that are None or False go. ``aria_…`` ones keep a False, as the text that ARIA wants."""
    for name, value in attributes.items():
        key = name.rstrip("_").replace("_", "-")
        if isinstance(value, bool) and key.startswith("aria-"):
            value = "true" if value else "false"
        if element.props.get(key) == value:
            continue
        if value is None or value is False:
            element.props.pop(key, None)
        else:
            element.props[key] = value


def div(classes: str = "", **attributes: Any) -> TextElement:
    """A box."""
    return tag("div", "", classes, **attributes)


def html(content: str, classes: str = "", name: str = "div") -> ui.html:
    """*content* as HTML; it must be safe already, as all that ``inline`` and ``mrkdwn`` make is."""
    return ui.html(content, sanitize=False, tag=name).classes(classes)


def picture(name: str) -> str:
    """A picture from the icon font, as HTML."""
    return f'<span class="icon" aria-hidden="true">{name}</span>'


def icon(name: str, classes: str = "") -> TextElement:
    """A picture from the icon font; a screen reader does not see it."""
    return tag("span", name, f"icon {classes}", aria_hidden=True)


def on_press(element: Element, handler: Callable[[], Any]) -> None:
    """Call *handler* (or await it) when *element* is pressed, by mouse or keyboard."""
    element.on("click", lambda: handler(), args=[])


def button(text: str, handler: Callable[[], Any], classes: str = "", **attributes: Any) -> TextElement:
    """A button that says *text*."""
    element = tag("button", text, classes, type_="button", **attributes)
    on_press(element, handler)
    return element


def icon_button(name: str, label: str, handler: Callable[[], Any], classes: str = "", **attributes: Any) -> TextElement:
    """A button that shows a picture and is called *label*."""
    element = tag("button", "", f"icon-button {classes}", type_="button", aria_label=label, title=label, **attributes)
    with element:
        icon(name)
    on_press(element, handler)
    return element


def on_change(element: Element, handler: Callable[[str], Any], event: str = "change") -> None:
    """Call *handler* with the new value of an input or a select (a checkbox says ``true`` or ``false``)."""

    def changed(event: GenericEventArguments) -> Any:
        return handler(str(event.args))

    js = "(e) => emit(e.target.type === 'checkbox' ? String(e.target.checked) : e.target.value)"
    element.on(event, changed, js_handler=js)


def choice(label: str, options: list[tuple[str, str]], chosen: str, handler: Callable[[str], Any]) -> Element:
    """A drop-down of (value, text) pairs."""
    element = tag("select", "", "field", aria_label=label)
    with element:
        for value, text in options:
            tag("option", text, value=value, selected=value == chosen)
    on_change(element, handler)
    return element


def field(label: str, kind: str = "text", value: str = "", **attributes: Any) -> TextElement:
    """A one-line input. What is typed stays: the value is only what it starts with."""
    # Vue writes a `value` property back on every redraw; the attribute (^) it writes once.
    return tag("input", "", "field", type_=kind, aria_label=label, **{"^value": value}, **attributes)
