"""Elements that one types into."""

from nicegui import events, ui

from sandbox.page.kit import rich_text
from sandbox.page.kit.places import Place, html, set_attributes
from sandbox.records import Json
from sandbox.words import _

_KEYBOARDS = {"email_text_input": "email", "url_text_input": "url"}
_EXAMPLES = {"email_text_input": "name@example.com", "url_text_input": "https://example.com"}
# Slack counts down once this many characters are left.
_FEW = 100


def text_input(place: Place) -> str:
    """A line or an area of text; returns the id of what one types into."""
    element = place.element
    area = element["type"] == "rich_text_input" or bool(element.get("multiline"))
    field = (ui.textarea if area else ui.input)(value=_text(place))
    field.classes("bk-text-field").props("borderless dense hide-bottom-space no-error-icon")
    attributes = {**place.names(place.placeholder or _("Text")), "autocomplete": "off"}
    attributes["placeholder"] = place.placeholder or _EXAMPLES.get(element["type"], "")
    if area:
        lines = min(int(element.get("min_lines") or 3), int(element.get("max_lines") or 10))
        attributes |= {"autogrow": True, "input-style": f"min-height: {lines * 22 + 18}px"}
    if element["type"] in _KEYBOARDS:
        attributes["inputmode"] = _KEYBOARDS[element["type"]]
    if element["type"] == "number_input":
        attributes["inputmode"] = "decimal" if element.get("is_decimal_allowed") else "numeric"
    if element.get("focus_on_load"):
        attributes["autofocus"] = True
    set_attributes(field, **attributes)
    _listen(place, field, area=area)
    return field.html_id


def _text(place: Place) -> str:
    raw = place.raw
    return rich_text.words(raw) if isinstance(raw, dict) else str(raw or "")


def _listen(place: Place, field: ui.input, *, area: bool) -> None:
    """Every character is kept at once, so that a form sent right after typing has them all."""
    triggers = _triggers(place.element) if place.block.get("dispatch_action") or place.block["type"] != "input" else []
    left = _countdown(place.element)

    async def typed(event: events.ValueChangeEventArguments[str | None]) -> None:
        text = event.value or ""
        _count(place.element, left, text)
        if "on_character_entered" in triggers:
            await place.act(text)
        else:
            await place.keep(text)

    async def entered() -> None:
        await place.act(field.value or "")

    field.on_value_change(typed)
    if "on_enter_pressed" in triggers:
        field.on("keydown.enter.ctrl" if area else "keydown.enter", entered, args=[])
        html(_("Press Ctrl+Enter to send") if area else _("Press Enter to send"), "bk-field-note")


def _triggers(element: Json) -> list[str]:
    config = element.get("dispatch_action_config") or {}
    return list(config.get("trigger_actions_on") or ["on_enter_pressed"])


def _countdown(element: Json) -> ui.html | None:
    return html("", "bk-field-note").props("aria-live=polite") if element.get("max_length") else None


def _count(element: Json, left: ui.html | None, text: str) -> None:
    """Say how much room is left, once there is little."""
    if left is None or left.is_deleted:
        return
    room = int(element["max_length"]) - len(text)
    few = room <= min(_FEW, int(element["max_length"]) // 5)
    sentence = _("Characters left: {count}") if room >= 0 else _("Characters too many: {count}")
    left.set_content(sentence.format(count=abs(room)) if few else "")
