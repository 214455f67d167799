"""The dialog that asks "Are you sure?" before an element acts."""

from nicegui import context, ui

from sandbox.page.kit.reading import text_html
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _


async def agreed(confirm: Json | None, surface: Surface) -> bool:
    """Ask what *confirm* asks; True if the person says yes, or if there is nothing to ask."""
    if not confirm:
        return True
    # On the page itself: where the element stands may be drawn anew while the question is open.
    with context.client.content:
        dialog = ui.dialog().classes("bk-blocks-dialog").props("transition-duration=0")
    with dialog, ui.element("div").classes("blocks bk-dialog"):
        title = ui.html(text_html(confirm["title"], surface), sanitize=False, tag="h2")
        ui.html(text_html(confirm["text"], surface), sanitize=False).classes("bk-dialog-text")
        with ui.element("div").classes("bk-dialog-buttons"):
            _answer(dialog, confirm["deny"], surface, agrees=False, classes="btn btn-medium")
            style = "btn-danger" if confirm.get("style") == "danger" else "btn-primary"
            _answer(dialog, confirm["confirm"], surface, agrees=True, classes=f"btn btn-medium {style}")
        _close(dialog)
    dialog.props["aria-labelledby"] = title.html_id
    dialog.on("hide", dialog.delete)
    return bool(await dialog)


def _answer(dialog: ui.dialog, text: Json, surface: Surface, *, agrees: bool, classes: str) -> None:
    button = ui.html(text_html(text, surface), sanitize=False, tag="button").classes(classes)
    button.props("type=button" + (" data-autofocus" if agrees else ""))
    button.on("click", lambda: dialog.submit(agrees))


def _close(dialog: ui.dialog) -> None:
    cross = ui.html('<i class="material-icons" aria-hidden="true">close</i>', sanitize=False, tag="button")
    cross.classes("bk-dialog-close")
    cross.props["aria-label"] = _("Close")
    cross.on("click", lambda: dialog.submit(False))
