"""The everyday blocks: sections, headers, dividers, context, actions."""

from nicegui import ui

from sandbox.page.kit.elements import draw_element
from sandbox.page.kit.images import element_html
from sandbox.page.kit.places import Place, html
from sandbox.page.kit.reading import text_html
from sandbox.page.kit.surface import Surface
from sandbox.records import Json


def draw_section(block: Json, surface: Surface) -> None:
    """Text, fields in two columns, and something beside them, which the text names."""
    with ui.element("div").classes("bk-section"):
        with ui.element("div").classes("bk-section-body"):
            shown = html(text_html(block.get("text"), surface), "mrkdwn") if block.get("text") else None
            if fields := block.get("fields"):
                cells = "".join(f"<div>{text_html(field, surface)}</div>" for field in fields)
                html(cells, "mrkdwn bk-section-fields")
        if accessory := block.get("accessory"):
            pressed = accessory["type"] in ("button", "workflow_button", "overflow", "image")
            named_by = shown.html_id if shown and not pressed else ""
            with ui.element("div").classes(f"bk-accessory bk-accessory-{accessory['type'].replace('_', '-')}"):
                draw_element(Place(block, accessory, surface, named_by=named_by))


def draw_divider(block: Json, surface: Surface) -> None:
    """A line."""
    ui.element("hr").classes("bk-divider")


def draw_header(block: Json, surface: Surface) -> None:
    """A heading; ``level`` is 1 to 4 where an app gives it."""
    level = int(block.get("level") or 1)
    html(text_html(block["text"], surface), f"bk-header bk-header-{level}", tag=f"h{min(level + 2, 6)}")


def draw_context(block: Json, surface: Surface) -> None:
    """Small texts and images in a row."""
    shown = "".join(
        element_html(part, surface, "bk-context-image")
        if part["type"] == "image"
        else f'<span class="bk-context-text">{text_html(part, surface)}</span>'
        for part in block.get("elements", [])
    )
    html(shown, "bk-context")


def draw_actions(block: Json, surface: Surface) -> None:
    """Elements in a row."""
    with ui.element("div").classes("bk-actions"):
        for element in block.get("elements", []):
            draw_element(Place(block, element, surface))
