"""The file input."""

from functools import partial
from typing import Any

from nicegui import events, ui

from sandbox.page.kit import inline
from sandbox.page.kit.places import Place, html, set_attributes
from sandbox.words import _

_MOST_FILES = 10  # Slack's limit for one file input


def file_input(place: Place) -> None:
    """A button that chooses files, and the files that were chosen."""
    _FileInput(place).draw()


class _FileInput:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._most = int(place.element.get("max_files") or _MOST_FILES)
        self._files: list[Any] = list(place.raw or [])

    def draw(self) -> None:
        """The uploader itself is out of sight; a button of ours opens its dialog."""
        with ui.element("div").classes("bk-files") as group:
            set_attributes(group, role="group", **self._place.names(_("Files")))
            self._list = ui.element("ul").classes("bk-file-list")
            self._uploader = ui.upload(multiple=self._most > 1, auto_upload=True, on_upload=self._received)
            self._uploader.classes("bk-file-uploader")
            types = ",".join(f".{one}" for one in self._place.element.get("filetypes") or [])
            set_attributes(self._uploader, **{"aria-hidden": "true", **({"accept": types} if types else {})})
            self._button = html(_("Add files") if self._most > 1 else _("Add a file"), "btn btn-medium", tag="button")
            set_attributes(self._button, type="button")
            # In the browser: it opens a file dialog only for as long as the click lasts.
            pick = f"() => document.querySelector('#{self._uploader.html_id} input[type=file]').click()"
            self._button.on("click", js_handler=pick)
        self._show()

    async def _received(self, event: events.UploadEventArguments) -> None:
        workspace = self._place.surface.workspace
        content = await event.file.read()
        file = await workspace.upload(self._place.surface.viewer.id, event.file.name, content)
        if len(self._files) < self._most:
            await self._change([*self._files, workspace.files.as_slack(file)])

    async def _remove(self, file_id: str) -> None:
        await self._change([file for file in self._files if file["id"] != file_id])

    async def _change(self, files: list[Any]) -> None:
        self._files = files
        await self._place.act(files)
        if not self._list.is_deleted:
            self._show()

    def _show(self) -> None:
        self._button.set_visibility(len(self._files) < self._most)
        self._list.clear()
        with self._list:
            for file in self._files:
                with ui.element("li").classes("bk-file-card"):
                    html('<i class="material-icons-outlined" aria-hidden="true">description</i>', "bk-file-icon")
                    html(inline.literal(file["name"]), "bk-file-name")
                    cross = html('<i class="material-icons" aria-hidden="true">close</i>', "btn btn-icon", tag="button")
                    spoken = _("Remove {name}").format(name=file["name"])
                    set_attributes(cross, type="button", **{"aria-label": spoken})
                    cross.on("click", partial(self._remove, file["id"]), args=[])
