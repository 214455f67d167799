"""Shows every block and element in a browser: ``python tests/sandbox/gallery.py``, then look at http://127.0.0.1:8099.

The pages: /message, /choosers, /modal, /home; /samples has the samples that the blocks' checks are tested with.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from typing import Any, Literal

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import uvicorn
from fastapi import FastAPI, Response
from nicegui import ui

from sandbox.ids import id_of
from sandbox.inputs import STATEFUL, chosen
from sandbox.page.kit.draw import STYLES, draw
from sandbox.records import Json
from sandbox.workspace import Workspace
from tests.sandbox import block_samples, gallery_blocks

PORT = 8099
SHOPS = ["Porto", "Lisbon", "Lyon", "London", "Łódź"]


class FakeSurface:
    """A surface that keeps what is chosen, and writes down what it was told."""

    def __init__(self, workspace: Workspace, kind: Literal["message", "modal", "home"], marks: dict[str, str]) -> None:
        self.workspace = workspace
        self.viewer = workspace.directory.person("ana")
        self.kind: Literal["message", "modal", "home"] = kind
        self.acts: list[Json] = []
        self._values: dict[tuple[str, str], Json] = {}
        self._marks = marks

    def held(self, block_id: str, action_id: str) -> Json:
        return dict(self._values.get((block_id, action_id), {}))

    def error(self, block_id: str) -> str:
        return self._marks.get(block_id, "")

    async def act(self, block: Json, element: Json, raw: Any = None) -> None:
        fields = chosen(element, raw)
        if element["type"] in STATEFUL:
            self._values[block.get("block_id", ""), element["action_id"]] = fields
        heard = block["type"] != "input" or bool(block.get("dispatch_action"))
        self.acts.append({"action_id": element["action_id"], "raw": raw, "fields": fields, "heard": heard})

    async def suggest(self, block: Json, element: Json, typed: str) -> list[Json]:
        if len(typed) < element.get("min_query_length", 3):
            return []
        return [gallery_blocks.option(shop) for shop in SHOPS if typed.lower() in shop.lower()]


def filled(blocks: list[Json], workspace: Workspace) -> list[Json]:
    """The blocks with the ids of people and channels put in."""
    ids = {name: id_of("U", name) for name in ("ana", "sam")} | {"leads": id_of("S", "leads")}
    ids |= {name: workspace.channels.named(name).id for name in ("general", "leadership")}
    ids["picture"] = next(iter(workspace.files.all))
    written = json.dumps(blocks)
    for name, one in ids.items():
        written = written.replace(f"%{name}%", one)
    found: list[Json] = json.loads(written)
    return found


def samples() -> Iterator[Json]:
    """Every block and every element that there is, with as little and with as much as they can have."""
    for form in block_samples.FORMS:
        yield from (block_samples.block(kind, form) for kind in block_samples.SAMPLES["blocks"])
        yield from (block_samples.hosted(kind, form)[0] for kind in block_samples.SAMPLES["elements"])


PAGES = {
    "message": gallery_blocks.message(),
    "choosers": gallery_blocks.choosers(),
    "modal": gallery_blocks.form(),
    "home": [*gallery_blocks.message()[:12], *gallery_blocks.form()[2:6]],
    "samples": list(samples()),
}


def app() -> FastAPI:
    """The gallery as a program, with what was done in it under /acts."""
    application = FastAPI()
    workspace = Workspace()
    workspace.files.upload("bicycle.svg", gallery_blocks.BICYCLE, workspace.directory.id("sam"))
    marks = {"url": "Please enter a URL that starts with https://.", "tell": "Please complete this required field."}
    surfaces = {
        "message": FakeSurface(workspace, "message", {}),
        "choosers": FakeSurface(workspace, "message", {}),
        "modal": FakeSurface(workspace, "modal", marks),
        "home": FakeSurface(workspace, "home", {}),
        "samples": FakeSurface(workspace, "message", {}),
    }

    @ui.page("/{name}", title="Gallery")
    def page(name: str = "message") -> None:
        ui.add_css(STYLES)
        with ui.element("main").style("width: 100%; max-width: 640px; margin: 0 auto"):
            draw(filled(PAGES[name], workspace), surfaces[name])

    @application.get("/acts/{name}")
    def acts(name: str) -> Response:
        return Response(json.dumps(surfaces[name].acts), media_type="application/json")

    @application.get("/files/{file_id}/{name}")
    def file(file_id: str, name: str) -> Response:
        return Response(workspace.files.all[file_id].content, media_type="image/svg+xml")

    ui.run_with(application, tailwind=False, show_welcome_message=False)  # as the sandbox's own page does
    return application


class Announced(uvicorn.Server):
    """Says where it is, once it is there."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(f"http://127.0.0.1:{port}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    port = int(sys.argv[1]) if sys.argv[1:] else PORT
    Announced(uvicorn.Config(app(), host="127.0.0.1", port=port, log_level="warning")).run()
