"""Where one writes, and what it offers: the app's commands, people and groups, channels."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sandbox.acts import Reply
from sandbox.page.popover import Item, Overlay
from sandbox.page.tab import Tab
from sandbox.records import Json
from sandbox.words import _


class Composer(Element, component="composer.js"):
    """A text box called *label*; *draft* names what it keeps while it is away."""

    def __init__(self, tab: Tab, label: str, draft: str, *, commands: bool, shortcuts: bool) -> None:
        super().__init__()
        self._commands = commands
        self._known: tuple[int, ...] = ()
        self.props.update(label=label, draft=draft, shortcuts=shortcuts, autofocus=True, words=_composer_words())
        self.keep_up(tab)

    def keep_up(self, tab: Tab) -> None:
        """Offer those who have come since, under the names that they have now."""
        people = tab.workspace.directory.people
        known = (len(people), len(tab.workspace.channels.all), max(one.updated for one in people.values()))
        if known != self._known:
            self._known = known
            self.props["entries"] = entries(tab, commands=self._commands)

    def on_send(self, handler: Callable[[str], Any]) -> None:
        """Call *handler* with what was written."""

        def send(event: GenericEventArguments) -> Any:
            return handler(str(event.args))

        self.on("send", send)


def _composer_words() -> dict[str, str]:
    return {
        "suggestions": _("Suggestions"),
        "formatting": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "strike": _("Strikethrough"),
        "code": _("Code"),
        "shortcuts": _("Shortcuts"),
        "mention": _("Mention someone"),
        "send": _("Send"),
        "help": _("Shift + Enter for a new line"),
    }


def compose(tab: Tab, overlay: Overlay, label: str, *, thread_ts: str | None = None) -> Composer:
    """A composer for the open conversation, or for a thread in it."""
    shortcuts = tab.shortcuts("global")
    draft = f"{tab.person_id} {tab.channel.id} {thread_ts or ''}"
    composer = Composer(tab, label, draft, commands=not thread_ts, shortcuts=bool(shortcuts) and not thread_ts)
    channel = tab.channel.id

    async def send(text: str) -> None:
        if await _sent(tab, channel, text, thread_ts) is None and not composer.is_deleted:
            composer.run_method("restore", text)

    def show_shortcuts() -> None:
        items = [Item(one.name, _user_of(tab, one.callback_id), "bolt", one.description) for one in shortcuts]
        overlay.menu(composer, _("Shortcuts"), items)

    composer.on_send(send)
    composer.on("shortcuts", show_shortcuts, args=[])
    return composer


def _user_of(tab: Tab, callback_id: str) -> Callable[[], Any]:
    return lambda: tab.attempt(tab.workspace.shortcut(tab.person_id, callback_id, channel=tab.channel.id))


async def _sent(tab: Tab, channel: str, text: str, thread_ts: str | None) -> Reply | None:
    """Say *text*, or do what it commands; None if it could not be sent."""
    if not text.startswith("/"):
        return await tab.attempt(tab.workspace.say(tab.person_id, channel, text, thread_ts=thread_ts))
    if thread_ts:
        # What Slack answers to a command in a thread.
        command = text.partition(" ")[0]
        tab.complain(_("{command} is not supported in threads. Sorry!").format(command=command))
        return None
    return await tab.attempt(_commanded(tab, channel, text))


async def _commanded(tab: Tab, channel: str, line: str) -> Reply:
    reply = await tab.workspace.command(tab.person_id, line, channel=channel)
    # A command that failed has said so in the conversation already.
    return reply if reply.acked else Reply(acked=False)


def entries(tab: Tab, *, commands: bool = True) -> list[Json]:
    """All that can be completed, each with its sign: ``/``, ``@`` or ``#``."""
    manifest = tab.workspace.app.manifest
    offered = [
        _entry("/", one.command, one.command, one.command[1:], hint=one.usage_hint, detail=one.description)
        for one in manifest.commands
        if commands and not tab.person.outsider  # docs.slack.dev, "Slack Connect": commands are not shared
    ]
    return [*offered, *_people(tab), *_channels(tab)]


def _people(tab: Tab) -> list[Json]:
    directory = tab.workspace.directory
    people = [*directory.colleagues(), directory.bot]
    found = [
        _entry("@", f"@{one.handle}", one.name, f"{one.handle} {one.name}", hint=one.handle, detail=one.title)
        for one in sorted(people, key=lambda one: one.name)
    ]
    found += [
        _entry("@", f"@{one.handle}", f"@{one.handle}", f"{one.handle} {one.name}", detail=one.name)
        for one in directory.groups.values()
    ]
    broadcasts = {
        "channel": _("Notify everyone in this channel"),
        "here": _("Notify every online member in this channel"),
        "everyone": _("Notify everyone in your workspace"),
    }
    return found + [_entry("@", f"@{name}", f"@{name}", name, detail=text) for name, text in broadcasts.items()]


def _channels(tab: Tab) -> list[Json]:
    there = tab.workspace.channels.all.values()
    return [
        _entry("#", f"#{one.name}", one.name, one.name.replace("-", " ") + f" {one.name}", detail=one.purpose)
        for one in sorted(there, key=lambda one: one.name)
        if not one.direct and not one.archived and tab.may_see(one)
    ]


def _entry(sign: str, insert: str, name: str, search: str, *, hint: str = "", detail: str = "") -> Json:
    return {"sign": sign, "insert": insert, "name": name, "search": search, "hint": hint, "detail": detail}
