"""Draws Block Kit into the page."""

from collections.abc import Callable
from pathlib import Path

from nicegui import ui

from sandbox.page.kit import frames, layout, markdown, rich_text
from sandbox.page.kit.charts import draw_chart
from sandbox.page.kit.fields import draw_input
from sandbox.page.kit.images import draw_call, draw_file, draw_image, draw_video
from sandbox.page.kit.places import html, set_attributes
from sandbox.page.kit.reading import reader_of, text_html
from sandbox.page.kit.surface import Surface
from sandbox.page.kit.tables import draw_data_table, draw_table
from sandbox.page.kit.tasks import draw_plan, draw_task_card
from sandbox.page.kit.unknown import unknown
from sandbox.records import Json

# What a page that draws blocks must load, once: ``ui.add_css(STYLES)``.
STYLES = Path(__file__).with_name("blocks.css")


def draw(blocks: list[Json], surface: Surface) -> None:
    """Draw *blocks* into the current slot."""
    with ui.element("div").classes(f"blocks blocks-{surface.kind}"):
        _draw_each(blocks, surface)


def _draw_each(blocks: list[Json], surface: Surface) -> None:
    for block in blocks:
        with ui.element("div").classes("bk-block") as frame:
            set_attributes(frame, **{"data-block-id": block.get("block_id", ""), "data-block-type": block["type"]})
            if block["type"] in _DRAWN:
                _DRAWN[block["type"]](block, surface)
            else:
                unknown(block["type"])


def _rich_text(block: Json, surface: Surface) -> None:
    html(rich_text.html(block, reader_of(surface)), "mrkdwn")


def _markdown(block: Json, surface: Surface) -> None:
    html(markdown.html(block["text"]), "mrkdwn bk-markdown")


def _container(block: Json, surface: Surface) -> None:
    """A frame around further blocks; one that can be collapsed is a disclosure."""
    collapsible = bool(block.get("is_collapsible"))
    frame = ui.element("details" if collapsible else "section").classes(
        f"bk-container-{block.get('width') or 'standard'}"
    )
    with frame.classes("bk-container"):
        if collapsible:
            set_attributes(frame, open=not block.get("default_collapsed"))
        header = "bk-container-header" + (" bk-container-line" if block.get("has_header_divider") else "")
        html(_container_title(block, surface), header, tag="summary" if collapsible else "div")
        with ui.element("div").classes("bk-container-body"):
            _draw_each(block.get("child_blocks") or [], surface)


def _container_title(block: Json, surface: Surface) -> str:
    rich = block.get("rich_text_title")
    title = rich_text.html(rich, reader_of(surface)) if rich else text_html(block.get("title"), surface)
    return frames.heading(title, text_html(block.get("subtitle"), surface), frames.icon_html(block, surface))


_DRAWN: dict[str, Callable[[Json, Surface], None]] = {
    "section": layout.draw_section,
    "divider": layout.draw_divider,
    "header": layout.draw_header,
    "context": layout.draw_context,
    "actions": layout.draw_actions,
    "context_actions": layout.draw_actions,
    "input": draw_input,
    "image": draw_image,
    "video": draw_video,
    "file": draw_file,
    "call": draw_call,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": draw_table,
    "data_table": draw_data_table,
    "data_visualization": draw_chart,
    "task_card": draw_task_card,
    "plan": draw_plan,
    "alert": frames.draw_alert,
    "card": frames.draw_card,
    "carousel": frames.draw_carousel,
    "container": _container,
    "auth_provider": frames.draw_auth_provider,
}
