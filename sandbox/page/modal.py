"""The app's modals: a dialog that opens when the app opens one for the person who is acted as."""

import json

from nicegui import ui
from nicegui.element import Element
from nicegui.events import ValueChangeEventArguments

from sandbox.page.blocklist import BlockList
from sandbox.page.kit.reading import words
from sandbox.page.surfaces import ViewSurface
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, icon_button, put, tag
from sandbox.records import View
from sandbox.words import _


class Modals:
    """Shows the top of the person's stack, or nothing."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._shown: Modal | None = None

    def refresh(self) -> None:
        """Open, redraw or close."""
        view = self._tab.workspace.views.top(self._tab.person_id)
        if self._shown is not None and (view is None or self._shown.view is not view):
            self._shown.remove()
            self._shown = None
        if view is not None:
            if self._shown is None:
                self._shown = Modal(self._tab, view)
            self._shown.refresh()


class Modal:
    """One view on the screen."""

    def __init__(self, tab: Tab, view: View) -> None:
        self.view = view
        self._tab = tab
        self._drawn = ""
        self._busy = False
        self._send: Element | None = None
        self._dialog = ui.dialog(value=True).classes("modal-layer")
        self._dialog.props("no-backdrop-dismiss no-refocus transition-duration=0")
        self._dialog.on_value_change(self._dismissed)
        with self._dialog, div("modal") as self._box:
            self._head = div("modal-head")
            with div("modal-body"):
                self._note = div("modal-note", role="alert")
                self._blocks = BlockList(div("block-list"), view.id)
            self._foot = div("modal-foot")
        self._focus("")

    def remove(self) -> None:
        """Take it off the screen."""
        client = self._dialog.client
        self._dialog.delete()
        client.run_javascript("sandboxPage.back()")

    async def _dismissed(self, event: ValueChangeEventArguments[bool]) -> None:
        if not event.value:
            await self._close(whole_stack=False)

    async def _close(self, *, whole_stack: bool) -> None:
        if self._tab.workspace.views.top(self._tab.person_id) is self.view:
            await self._tab.attempt(self._tab.workspace.close(self._tab.person_id, whole_stack=whole_stack))
            self._tab.redraw()

    def refresh(self) -> None:
        """Draw what has changed."""
        self._blocks.show(self.view.content["blocks"], ViewSurface(self._tab, self.view))
        stacked = len(self._tab.workspace.views.stack(self.view.user)) > 1
        content = {name: self.view.content.get(name) for name in ("title", "submit", "close", "submit_disabled")}
        drawn = json.dumps([content, stacked])
        if drawn != self._drawn:
            self._drawn = drawn
            self._say("")
            self._draw_head(stacked)
            self._draw_foot()

    def _draw_head(self, stacked: bool) -> None:
        self._head.clear()
        with self._head:
            if stacked:
                icon_button("arrow_back", _("Back"), lambda: self._close(whole_stack=False), data_keep="modal back")
            title = tag("h2", words(self.view.content["title"]), "modal-title")
            label = _("Close this window")
            icon_button("close", label, lambda: self._close(whole_stack=True), "modal-close", data_keep="modal close")
        put(self._dialog, aria_labelledby=title.html_id)

    def _draw_foot(self) -> None:
        content = self.view.content
        self._send = None
        self._foot.clear()
        with self._foot:
            close = words(content.get("close")) or (_("Cancel") if content.get("submit") else _("Close"))
            button(close, lambda: self._close(whole_stack=False), "btn btn-medium", data_keep="modal cancel")
            if content.get("submit"):
                classes = "btn btn-medium btn-primary modal-submit"
                self._send = button("", self._submit, classes, data_keep="modal submit")
                with self._send:
                    div("spinner", aria_hidden=True)
                    tag("span", words(content["submit"]))
                self._mark_busy(self._busy)

    def _mark_busy(self, busy: bool) -> None:
        self._busy = busy
        if self._send is not None and not self._send.is_deleted:
            # Not `disabled`: that would take the focus away from whoever pressed it by keyboard.
            put(
                self._send,
                aria_disabled=busy or bool(self.view.content.get("submit_disabled")) or None,
                aria_busy=busy or None,
            )

    async def _submit(self) -> None:
        if self._busy or self.view.content.get("submit_disabled"):
            return
        self._mark_busy(True)
        self._say("")
        try:
            submission = self._tab.workspace.acts.submit(self._tab.person, self.view)
            reply = await self._tab.attempt(submission, self._say)
        finally:
            self._mark_busy(False)
        if not self._dialog.is_deleted:
            self.refresh()
            if reply is not None and reply.errors:
                self._focus(next((one for one in self._block_ids() if one in reply.errors), ""))
        self._tab.redraw()

    def _block_ids(self) -> list[str]:
        return [block["block_id"] for block in self.view.content["blocks"] if "block_id" in block]

    def _say(self, sentence: str) -> None:
        if not self._note.is_deleted:
            self._note.set_text(sentence)

    def _focus(self, block_id: str) -> None:
        """Put the caret into a block's first field, or into the first field there is."""
        place = f"{self.view.id} {block_id}" if block_id else ""
        code = f"sandboxPage.focusIn({json.dumps(self._box.html_id)}, {json.dumps(place)})"
        self._box.client.run_javascript(code)
