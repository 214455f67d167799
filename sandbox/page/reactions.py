"""Reactions under a message, and the small picker that adds one."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element

from sandbox.page.kit import emojis
from sandbox.page.popover import Overlay
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, field, icon_button, on_change, tag
from sandbox.records import Channel, Message
from sandbox.words import _

USUAL = (
    "+1", "white_check_mark", "eyes", "raised_hands", "tada", "heart", "joy", "pray",
    "clap", "fire", "rocket", "100", "thinking_face", "smile", "wave", "muscle",
    "sunglasses", "cry", "open_mouth", "-1", "x", "star", "bulb", "coffee",
    "seedling", "trophy", "bike", "sparkles", "handshake", "ok_hand", "point_up", "hourglass",
)  # fmt: skip


def draw_reactions(tab: Tab, overlay: Overlay, channel: Channel, message: Message) -> None:
    """A button for each reaction, that adds or takes back one's own; and one for another."""
    for name, people in message.reactions.items():
        _reaction(tab, channel, message, name, people)
    if message.reactions:
        label = _("Add another reaction")
        opener = icon_button("add_reaction", label, lambda: pick(tab, overlay, opener, channel, message), "reaction")


def _reaction(tab: Tab, channel: Channel, message: Message, name: str, people: list[str]) -> None:
    mine = tab.person_id in people
    names = ", ".join(tab.workspace.directory.people[one].name for one in people)
    label = _("{name} reaction, {count}, by {people}").format(name=name, count=len(people), people=names)

    async def toggle() -> None:
        await tab.attempt(tab.workspace.react(tab.person_id, channel.id, message.ts, name, add=not mine))

    classes = "reaction mine" if mine else "reaction"
    title = _("{people} reacted with :{name}:").format(people=names, name=name)
    with button("", toggle, classes, aria_label=label, aria_pressed=mine, title=title):
        short, _colons, tone = name.partition("::skin-tone-")
        tag("span", emojis.character(short, int(tone) if tone.isdigit() else None) or f":{name}:", "emoji")
        tag("span", str(len(people)), "reaction-count")


def pick(tab: Tab, overlay: Overlay, anchor: Element, channel: Channel, message: Message) -> None:
    """Open the picker."""

    async def react(name: str) -> None:
        overlay.close()
        if tab.person_id not in message.reactions.get(name, []):
            await tab.attempt(tab.workspace.react(tab.person_id, channel.id, message.ts, name))

    box = overlay.open(anchor, _("Pick a reaction"), place="end")
    if box is not None:
        with box.classes("popover-emoji"):
            _draw_picker(react)


def _draw_picker(react: Callable[[str], Any]) -> None:
    with div("emoji-grid"):
        for name in USUAL:
            button(emojis.character(name) or name, _chosen(react, name), aria_label=name, title=f":{name}:")

    def by_name(name: str) -> Any:
        name = name.strip().strip(":")
        if emojis.character(name):
            return react(name)
        unknown.set_text(_("There is no emoji called “{name}”.").format(name=name))
        return None

    on_change(field(_("Another emoji, by its name"), placeholder=_("Another one, like snowflake")), by_name)
    unknown = tag("p", "", "quiet", role="status")


def _chosen(react: Callable[[str], Any], name: str) -> Callable[[], Any]:
    return lambda: react(name)
