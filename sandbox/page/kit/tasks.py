"""What an agent is doing: single tasks and plans of them."""

from nicegui import ui

from sandbox.page.kit import inline, rich_text
from sandbox.page.kit.frames import icon_html
from sandbox.page.kit.places import html
from sandbox.page.kit.reading import reader_of
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _

_STATES = {
    "pending": ("radio_button_unchecked", _("Pending")),
    "in_progress": ("timelapse", _("In progress")),
    "complete": ("check_circle", _("Complete")),
    "error": ("error", _("Error")),
}


def draw_task_card(block: Json, surface: Surface) -> None:
    """One task: what it is and how far it got; details on demand."""
    html(_task(block, surface), "bk-task")


def draw_plan(block: Json, surface: Surface) -> None:
    """A title and the tasks under it."""
    with ui.element("section").classes("bk-plan"):
        html(inline.literal(block["title"]), "bk-plan-title")
        for task in block.get("tasks") or []:
            html(_task(task, surface), "bk-task")


def _task(task: Json, surface: Surface) -> str:
    state = str(task.get("status") or "pending")
    icon, spoken = _STATES.get(state, _STATES["pending"])
    title = (
        f'<i class="material-icons-outlined bk-task-{inline.literal(state)}" aria-hidden="true">{icon}</i>'
        f"{icon_html(task, surface)}<span>{inline.literal(task['title'])}"
        f'<span class="bk-spoken"> ({inline.literal(spoken)})</span></span>'
    )
    reader = reader_of(surface)
    inside = "".join(rich_text.html(task[part], reader) for part in ("details", "output") if task.get(part))
    sources = task.get("sources") or []
    links = "".join(f"<li>{inline.link(one['url'], inline.literal(one['text']))}</li>" for one in sources)
    inside += f'<ul class="bk-task-sources">{links}</ul>' if links else ""
    if not inside:
        return f'<div class="bk-task-title">{title}</div>'
    opened = " open" if task.get("output") else ""
    return (
        f'<details{opened}><summary class="bk-task-title">{title}</summary><div class="mrkdwn">{inside}</div></details>'
    )
