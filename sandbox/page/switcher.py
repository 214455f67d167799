"""Lists to choose from: where to go (Ctrl+K), and whom to be."""

from nicegui.element import Element

from sandbox.page import faces, times
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab
from sandbox.records import Json, Person
from sandbox.words import _


def jump(tab: Tab, overlay: Overlay, anchor: Element) -> None:
    """Choose a conversation: any channel one may see, anybody, the app."""
    overlay.chooser(
        anchor, _("Jump to a channel or person"), _("Nothing is called that."), places(tab), lambda one: go(tab, one)
    )


def go(tab: Tab, place: str) -> None:
    """Open a chosen place."""
    if place == "app":
        tab.open_app(tab.app_tabs[0])
    elif place in tab.workspace.directory.people:
        tab.open(tab.workspace.channels.direct(tab.person_id, place).id)
    else:
        tab.open(place)


def places(tab: Tab) -> list[Json]:
    """All there is to open."""
    channels = [
        {
            "id": one.id,
            "name": one.name,
            "sign": "lock" if one.private else "tag",
            "detail": one.purpose,
            "hint": "" if tab.person_id in one.members else _("not joined"),
            "search": f"{one.name} {one.purpose}",
        }
        for one in sorted(tab.workspace.channels.all.values(), key=lambda one: one.name)
        if not one.direct and not one.archived and tab.may_see(one)
    ]
    app = tab.workspace.app.manifest.name
    robot = [{"id": "app", "name": app, "sign": "smart_toy", "badge": _("APP"), "search": app}] if tab.app_tabs else []
    others = [one for one in tab.workspace.directory.colleagues() if one.id != tab.person_id]
    return [*channels, *robot, *(_face(tab, one) for one in others)]


def act_as(tab: Tab, overlay: Overlay, anchor: Element) -> None:
    """Choose whom to be."""
    people = [_face(tab, one) for one in tab.workspace.directory.colleagues()]
    overlay.chooser(anchor, _("Act as"), _("Nobody is called that."), people, tab.act_as)


def _face(tab: Tab, person: Person) -> Json:
    time = times.time_of_day(tab.workspace.clock.now(), person)
    return {
        "id": person.id,
        "name": person.name,
        "sign": faces.initials(person),
        "color": faces.color(person),
        "detail": person.title,
        "badge": faces.badge(person),
        "hint": time,
        "search": f"{person.name} {person.handle} {person.title} {person.fields.get('department', '')}",
    }
