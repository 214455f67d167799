"""The input block: a label, something to fill in, a hint, and what is wrong with it."""

from nicegui import ui

from sandbox.page.kit import inline
from sandbox.page.kit.elements import draw_element
from sandbox.page.kit.places import Place, html, set_attributes
from sandbox.page.kit.reading import text_html
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _


def draw_input(block: Json, surface: Surface) -> None:
    """A field of a form."""
    mistake = surface.error(block.get("block_id", ""))
    with ui.element("div").classes("bk-field bk-mistaken" if mistake else "bk-field"):
        label = html(_label(block, surface), "bk-field-label", tag="label")
        control = ui.element("div").classes("bk-field-control")
        notes = []
        # The mark stands right under the field, above the hint, as in Slack; both are read with it.
        if mistake:
            icon = '<i class="material-icons-outlined" aria-hidden="true">error_outline</i>'
            notes.append(html(icon + inline.literal(mistake), "bk-field-error").props("role=alert"))
        if hint := text_html(block.get("hint"), surface):
            notes.append(html(hint, "bk-field-hint"))
        place = Place(
            block,
            block["element"],
            surface,
            named_by=label.html_id,
            described_by=" ".join(note.html_id for note in notes),
            required=not block.get("optional"),
            mistaken=bool(mistake),
        )
        with control:
            if named := draw_element(place):
                set_attributes(label, **{"for": named})


def _label(block: Json, surface: Surface) -> str:
    label = text_html(block.get("label"), surface)
    if not block.get("optional"):
        return label
    return f'{label} <span class="bk-field-optional">{inline.literal(_("(optional)"))}</span>'
