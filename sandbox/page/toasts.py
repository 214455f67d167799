"""Short messages in the corner, for what went wrong."""

from nicegui import ui

from sandbox.page.tags import div, icon, icon_button, tag
from sandbox.words import _

SECONDS = 8.0  # long enough to be read
MOST = 3


class Toasts:
    """Drawn into the box where it is made."""

    def __init__(self) -> None:
        self._box = div("toasts")

    def show(self, sentence: str) -> None:
        """Say *sentence*; a screen reader says it at once."""
        if self._box.is_deleted:
            return
        while len(self._box.default_slot.children) >= MOST:
            self._box.default_slot.children[0].delete()
        with self._box, div("toast", role="alert") as toast:
            icon("error_outline")
            tag("span", sentence, "toast-words")
            icon_button("close", _("Dismiss"), toast.delete)
            ui.timer(SECONDS, toast.delete, once=True)
