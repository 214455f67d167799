"""The page: a workspace as people see it, in a browser."""

from pathlib import Path

from fastapi import FastAPI, Request
from nicegui import app as pages
from nicegui import ui

from sandbox.page.kit.draw import STYLES
from sandbox.page.shell import Shell
from sandbox.page.tab import Memory, Tab
from sandbox.words import _
from sandbox.workspace import Workspace

_HERE = Path(__file__).parent
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#3f0e40"/>'
    '<path d="M13 6 10 26M22 6l-3 20M6 12h21M5 20h21" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
)
RECONNECT_SECONDS = 10.0


def mount(app: FastAPI, workspace: Workspace) -> None:
    """Serve the page of *workspace* at ``/``. A process shows one workspace at a time: the last one mounted."""
    memory = Memory()
    title = _("{name} (sandbox)").format(name=workspace.directory.name)
    style = "\n".join(file.read_text(encoding="utf-8") for file in (_HERE / "page.css", STYLES))
    script = (_HERE / "page.js").read_text(encoding="utf-8")

    @ui.page("/", title=title)
    def page(request: Request) -> None:
        ui.add_head_html(f"<style>{style}</style><script>{script}</script>")
        asked = request.query_params
        if slot := ui.context.client.content.parent_slot:
            slot.parent.props("role=presentation")  # NiceGUI's own <main> around everything: ours is the conversation
        tab = Tab(workspace, memory, asked.get("as", ""), asked.get("in", ""))
        Shell(tab, ui.context.client)

    # NiceGUI is one application for the whole process: a second mount (tests) has to let it take middleware again.
    pages.middleware_stack = None
    pages.user_middleware.clear()
    ui.run_with(
        app,
        title=title,
        favicon=_ICON,
        language="en-US",
        reconnect_timeout=RECONNECT_SECONDS,
        tailwind=False,
        show_welcome_message=False,
    )
