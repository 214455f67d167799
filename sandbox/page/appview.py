"""The app's own view: Home, the messages with it, and what it says about itself."""

from collections.abc import Callable

from nicegui.element import Element

from sandbox.control import environment
from sandbox.page import faces
from sandbox.page.blocklist import BlockList
from sandbox.page.conversation import Conversation
from sandbox.page.popover import Overlay
from sandbox.page.surfaces import ViewSurface
from sandbox.page.tab import AppTab, Tab
from sandbox.page.tags import button, div, put, tag
from sandbox.words import _


def titles() -> dict[AppTab, str]:
    """What the tabs are called."""
    return {"home": _("Home"), "messages": _("Messages"), "about": _("About")}


class AppView:
    """Drawn into the box where it is made, for the person and the tab of that moment."""

    def __init__(self, tab: Tab, overlay: Overlay, announce: Callable[[str], None]) -> None:
        self._tab = tab
        app = tab.workspace.directory.people[tab.workspace.app.bot_user]
        with div("pane-header pane-header-app"), tag("h1", "", "pane-title"):
            faces.avatar(app, "avatar-small")
            tag("span", app.name)
            tag("span", _("APP"), "tag")
        with div("tabs", role="tablist", aria_label=app.name):
            for one in tab.app_tabs:
                self._draw_tab(one)
        with div("tab-panel", role="tabpanel", aria_label=titles()[tab.app_tab or "about"]):
            self._panel = self._make(overlay, announce)

    def _draw_tab(self, one: AppTab) -> None:
        tab = self._tab
        chosen = tab.app_tab == one
        with button("", lambda: tab.open_app(one), "tab", role="tab", data_keep=f"tab {one}") as opener:
            tag("span", titles()[one])
            unread = tab.memory.unread(tab.person_id, tab.app_channel) if one == "messages" and not chosen else 0
            if unread:
                tag("span", str(unread), "row-count")
        put(opener, aria_selected=chosen)

    def _make(self, overlay: Overlay, announce: Callable[[str], None]) -> "Conversation | Home | About":
        if self._tab.app_tab == "messages":
            return Conversation(self._tab, overlay, announce, header=False)
        return Home(self._tab) if self._tab.app_tab == "home" else About(self._tab)

    def refresh(self) -> None:
        """Draw what has changed."""
        self._panel.refresh()

    def tick(self) -> None:
        """Time went by."""
        if isinstance(self._panel, Conversation):
            self._panel.tick()


class Home:
    """The Home that the app published for the person."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with div("home", tabindex="0", role="region", aria_label=_("Home")):
            self._empty = div("home-empty")
            with self._empty:
                tag("h2", _("This app has not published its Home for you yet."))
                tag("p", _("It can do so whenever you look here, or at any other time."), "quiet")
            self._blocks = BlockList(div("block-list"), "home")

    def refresh(self) -> None:
        """Draw what has changed."""
        view = self._tab.workspace.views.home(self._tab.person_id)
        self._empty.set_visibility(view is None)
        if view is not None:
            self._blocks.show(view.content["blocks"], ViewSurface(self._tab, view))


class About:
    """What the manifest says, and how to connect an app."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._connected = ""
        manifest = tab.workspace.app.manifest
        with div("about", tabindex="0", role="region", aria_label=_("About")):
            tag("h2", manifest.name)
            tag("p", manifest.description or _("This app has no description."))
            self._state = tag("p", "", "about-state", role="status")
            self._commands()
            self._shortcuts()
            self._scopes()
            self._environment()

    def refresh(self) -> None:
        """Say whether the app is there."""
        said = connection(self._tab)
        if said != self._connected:
            self._connected = said
            self._state.set_text(said)

    def _commands(self) -> None:
        tag("h3", _("Slash commands"))
        commands = self._tab.workspace.app.manifest.commands
        if not commands:
            open_ = self._tab.workspace.app.manifest.scopes is None
            anything = _("The app has no manifest here, so everything is allowed and any command is sent to it.")
            tag("p", anything if open_ else _("It has no commands."), "quiet")
            return
        with tag("dl"):
            for one in commands:
                tag("dt", f"{one.command} {one.usage_hint}".strip())
                tag("dd", one.description)

    def _shortcuts(self) -> None:
        shortcuts = self._tab.workspace.app.manifest.shortcuts
        if not shortcuts:
            return
        tag("h3", _("Shortcuts"))
        with tag("dl"):
            for one in shortcuts:
                tag("dt", one.name)
                where = _("on a message") if one.type == "message" else _("anywhere")
                tag("dd", f"{one.description} ({where})".strip())

    def _scopes(self) -> None:
        scopes = self._tab.workspace.app.manifest.scopes
        if scopes is None:
            return  # said already, of the commands
        tag("h3", _("What it may do"))
        if not scopes:
            tag("p", _("Nothing: it has no scopes."), "quiet")
        with tag("ul", "", "scopes"):
            for scope in sorted(scopes):
                tag("li", scope)

    def _environment(self) -> None:
        tag("h3", _("How an app connects"))
        tag("p", _("Start it with these variables. They open nothing but this sandbox."), "quiet")
        lines = [f"{name}={value}" for name, value in environment(self._tab.workspace).items()]
        tag("pre", "\n".join(lines), "code", tabindex="0")


def connected(tab: Tab) -> bool:
    """Whether there is an app that would hear of anything."""
    return tab.workspace.sockets.open or tab.workspace.courier.webhook is not None


def connection(tab: Tab) -> str:
    """How the app is connected, in a sentence."""
    if tab.workspace.courier.webhook is not None:
        return _("Connected by signed HTTP.")
    count = len(tab.workspace.sockets)
    if count == 0:
        return _("Not connected.")
    return _("Connected by Socket Mode.") if count == 1 else _("Connected by {count} sockets.").format(count=count)


def banner(tab: Tab, box: Element) -> None:
    """Say in *box* that no app is there, and what to do about it."""
    there = connected(tab)
    box.set_visibility(not there)
    if there or box.default_slot.children:
        return
    with box:
        tag("strong", _("No app is connected."))
        words = _(
            "Start the sandbox with --run “python your_app.py”, or start your app with SLACK_API_URL={url}/api/ "
            "and the tokens that About shows."
        )
        tag("span", words.format(url=tab.workspace.url))
        button(_("Open About"), lambda: tab.open_app("about"), "link")
