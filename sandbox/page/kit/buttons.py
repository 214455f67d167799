"""Elements that are pressed: buttons of all kinds and the overflow menu."""

from functools import partial

from nicegui import ui

from sandbox.page.kit import inline
from sandbox.page.kit.places import Place, html, opens, presses, set_attributes
from sandbox.page.kit.reading import text_html, words
from sandbox.records import Json
from sandbox.words import _

# Arrow keys walk through a menu's items, as Slack's menus do; Quasar leaves that to Tab.
_WALK = """(event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}"""


def button(place: Place) -> None:
    """A button; one with an address is a link that opens a new tab, and tells the app too."""
    url = str(place.element.get("url") or "")
    follows = inline.opens(url)
    linked = follows and not place.element.get("confirm")
    shown = html(text_html(place.element["text"], place.surface), _classes(place), tag="a" if linked else "button")
    attributes = {**place.names(), **({} if linked else {"type": "button"})}
    if linked:
        attributes |= {"href": url, "target": "_blank", "rel": "noopener noreferrer"}
    if spoken := place.element.get("accessibility_label"):
        attributes["aria-label"] = spoken
    set_attributes(shown, **attributes)

    # A link's own target opens with the click; behind a question the page has to open it.
    then = partial(ui.navigate.to, url, new_tab=True) if follows and not linked else None
    shown.on("click", presses(shown, place, then=then), args=[])


def _classes(place: Place) -> str:
    style = place.element.get("style")
    return f"btn btn-{style}" if style in ("primary", "danger") else "btn"


def icon_button(place: Place) -> None:
    """A button that shows an icon; its text is its name."""
    text = place.element["text"]
    shown = html(_icon({"trash": "delete"}.get(place.element["icon"], "smart_button")), "btn btn-icon", tag="button")
    spoken = place.element.get("accessibility_label") or words(text)
    set_attributes(shown, **place.names(), **{"type": "button", "aria-label": spoken, "title": words(text)})
    shown.on("click", presses(shown, place), args=[])


def feedback_buttons(place: Place) -> None:
    """Thumbs up, thumbs down: the one that was pressed stays pressed."""
    with ui.element("div").classes("bk-feedback") as pair:
        set_attributes(pair, role="group", **{"data-action-id": place.element.get("action_id", "")})
        thumbs = [
            (_thumb(place.element[kind], icon), place.element[kind]["value"])
            for kind, icon in (("positive_button", "thumb_up"), ("negative_button", "thumb_down"))
        ]

    def mark(chosen: ui.element) -> None:
        for thumb, _value in thumbs:
            set_attributes(thumb, **{"aria-pressed": str(thumb is chosen).lower()})

    for thumb, value in thumbs:
        thumb.on("click", presses(thumb, place, value, partial(mark, thumb)), args=[])


def _thumb(part: Json, icon: str) -> ui.html:
    shown = html(_icon(icon), "btn btn-icon", tag="button")
    spoken = part.get("accessibility_label") or words(part["text"])
    set_attributes(shown, **{"type": "button", "aria-label": spoken, "title": words(part["text"])})
    set_attributes(shown, **{"aria-pressed": "false"})
    return shown


def _icon(name: str) -> str:
    return f'<i class="material-icons-outlined" aria-hidden="true">{name}</i>'


def overflow(place: Place) -> None:
    """Three dots that open a menu."""
    opener = ui.element("button").classes("btn btn-icon btn-overflow")
    set_attributes(opener, **place.names(), type="button", **{"aria-label": _("More actions"), "aria-haspopup": "menu"})
    with opener:
        html(_icon("more_horiz"))
        with ui.menu().classes("bk-menu-popup").props("auto-close") as menu:
            items = ui.element("div").props("role=menu").on("keydown", js_handler=_WALK)
            with items:
                for number, option in enumerate(place.element["options"]):
                    _item(place, option, first=number == 0)
    opens(opener, menu)
    menu.on_value_change(lambda event: set_attributes(opener, **{"aria-expanded": str(bool(event.value)).lower()}))


def _item(place: Place, option: Json, *, first: bool) -> None:
    url = str(option.get("url") or "")
    linked = inline.opens(url)
    label = text_html(option["text"], place.surface)
    if option.get("description"):
        label += f'<span class="bk-menu-description">{text_html(option["description"], place.surface)}</span>'
    item = html(label, "bk-menu-item", tag="a" if linked else "button")
    set_attributes(item, role="menuitem", **({"data-autofocus": True} if first else {}))
    if linked:
        set_attributes(item, href=url, target="_blank", rel="noopener noreferrer")
    item.on("click", partial(place.act, option["value"]), args=[])
