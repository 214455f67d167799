"""What shows over a message when the mouse or the focus is on it: react, reply, the app's shortcuts."""

from collections.abc import Callable
from html import escape
from typing import Any

from nicegui.events import GenericEventArguments

from sandbox.page.popover import Item, Overlay
from sandbox.page.reactions import pick
from sandbox.page.tab import Tab
from sandbox.page.tags import html, picture, put
from sandbox.records import Channel, Message
from sandbox.words import _

_PRESSED = "(e) => { const button = e.target.closest('button'); if (button) emit(button.dataset.do); }"


def draw_toolbar(tab: Tab, overlay: Overlay, channel: Channel, message: Message, *, threaded: bool) -> None:
    """The buttons; an ephemeral message has none, as in Slack."""
    if message.ephemeral_to:
        return
    shortcuts = tab.shortcuts("message")
    # One element and not seven: a hundred messages have a hundred of these.
    box = html(_buttons(threaded=threaded, shortcuts=bool(shortcuts)), "message-tools")
    put(box, role="toolbar", aria_label=_("Message actions"))

    def press(event: GenericEventArguments) -> None:
        match str(event.args):
            case "react":
                pick(tab, overlay, box, channel, message)
            case "reply":
                tab.open_thread(message.thread_ts or message.ts)
            case "more":
                items = [
                    Item(one.name, _use(tab, channel, message, one.callback_id), "bolt", one.description)
                    for one in shortcuts
                ]
                overlay.menu(box, _("More actions"), items, place="end")

    box.on("click", press, js_handler=_PRESSED)


def _buttons(*, threaded: bool, shortcuts: bool) -> str:
    # The keys are Slack's: R and T on a message that has the focus.
    there = [_button("react", "add_reaction", _("Add a reaction"), "r", pops=True)]
    if not threaded:
        there.append(_button("reply", "chat_bubble_outline", _("Reply in thread"), "t"))
    if shortcuts:
        there.append(_button("more", "more_vert", _("More actions"), pops=True))
    return "".join(there)


def _button(act: str, icon: str, label: str, key: str = "", *, pops: bool = False) -> str:
    popup = ' aria-haspopup="true"' if pops else ""
    said = escape(label)
    return (
        f'<button type="button" class="icon-button" data-do="{act}" data-key="{key}" aria-label="{said}" '
        f'title="{said}"{popup}>{picture(icon)}</button>'
    )


def _use(tab: Tab, channel: Channel, message: Message, callback_id: str) -> Callable[[], Any]:
    return lambda: tab.attempt(tab.workspace.message_shortcut(tab.person_id, callback_id, channel.id, message.ts))
