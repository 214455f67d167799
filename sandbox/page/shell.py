"""The page's frame: head, sidebar, conversation, thread, inspector; and the redraw that keeps them true."""

from collections.abc import Callable

from nicegui import Client, background_tasks, ui

from sandbox.page import faces, switcher
from sandbox.page.appview import AppView, banner
from sandbox.page.conversation import Conversation
from sandbox.page.inspector import Inspector
from sandbox.page.modal import Modals
from sandbox.page.popover import Overlay
from sandbox.page.redraw import Redraw
from sandbox.page.sidebar import Sidebar
from sandbox.page.tab import Tab
from sandbox.page.tags import button, div, icon, icon_button, put, tag
from sandbox.page.thread import Thread
from sandbox.page.timecontrol import ClockControl
from sandbox.page.toasts import Toasts
from sandbox.words import _

TICK = 1.0  # seconds; what changes by itself as time goes by is looked at that often


class Shell:
    """One browser tab."""

    def __init__(self, tab: Tab, client: Client) -> None:
        self._tab = tab
        self._client = client
        self._main: Conversation | AppView | None = None
        self._main_key = ""
        self._thread: Thread | None = None
        self._thread_key = ""
        self._inspector: Inspector | None = None
        self._address = ""
        with div("shell"):
            self._skip_link()
            self._layer = div("layer")
            self._overlay = Overlay(self._layer)
            self._head = div("head", role="banner")
            self._draw_head()
            with div("body"):
                self._draw_sides()
        with self._layer:
            self._toasts = Toasts()
            self._live = div("unseen", role="status", aria_live="polite")
        self._modals = Modals(tab)
        self._redraw = Redraw(tab.workspace, self.refresh)
        tab.redraw, tab.complain = self._redraw.soon, self._toasts.show
        client.on_delete(self._redraw.stop)
        ui.timer(TICK, self._tick, immediate=False)
        self.refresh()

    def _skip_link(self) -> None:
        link = tag("a", _("Skip to the message box"), "skip", href="#")
        link.on("click", js_handler="(e) => { e.preventDefault(); sandboxPage.compose(); }")

    def _draw_head(self) -> None:
        with self._head:
            self._menu = icon_button(
                "menu", _("Menu"), self._toggle_sidebar, "head-button head-menu", aria_expanded=False
            )
            self._clock = ClockControl(self._tab, self._overlay)
            self._jumper = button("", self._jump, "head-search", aria_haspopup="dialog")
            put(self._jumper, data_jump=True, data_chooser=True)
            put(self._jumper, aria_label=_("Jump to a channel or person"), title=_("Jump to … (Ctrl+K)"))
            with self._jumper:
                icon("search")
                tag("span", _("Jump to a channel or person"), "head-words")
                tag("kbd", "Ctrl K")
            with div("head-tools"):
                self._inspect = button("", self._toggle_inspector, "head-button", aria_expanded=False)
                put(self._inspect, aria_label=_("Inspector"), title=_("What goes between the workspace and the app"))
                with self._inspect:
                    icon("troubleshoot")
                    tag("span", _("Inspector"), "head-words")
                self._me = button("", self._switch, "head-button me", aria_haspopup="dialog", data_chooser=True)
                put(self._me, aria_expanded=False)

    def _draw_sides(self) -> None:
        self._shade = div("shade")
        self._shade.on("click", self._close_sidebar, args=[])
        with tag("nav", "", "sidebar", aria_label=_("Conversations")) as self._nav:
            self._sidebar = Sidebar(self._tab, self._jump, self._close_sidebar)
        self._nav.on("keydown.escape", self._close_sidebar, args=[])
        with tag("main", "", "main", data_pane="main"):
            self._banner = div("banner", role="status")
            self._pane = div("pane")
        self._thread_box = tag("aside", "", "side thread", aria_label=_("Thread"), data_pane="thread")
        self._inspector_box = tag("aside", "", "side inspector", aria_label=_("Inspector"))
        self._inspector_box.set_visibility(False)

    # What the head's buttons do

    def _toggle_sidebar(self) -> None:
        there = "is-open" not in self._nav.classes
        self._show_sidebar(there)

    def _close_sidebar(self) -> None:
        self._show_sidebar(False)

    def _show_sidebar(self, there: bool) -> None:
        for element in (self._nav, self._shade):
            element.classes(add="is-open" if there else "", remove="" if there else "is-open")
        put(self._menu, aria_expanded=there)
        if there:
            self._client.run_javascript(f"sandboxPage.enter({self._nav.html_id!r})")

    def _jump(self) -> None:
        switcher.jump(self._tab, self._overlay, self._jumper)

    def _switch(self) -> None:
        switcher.act_as(self._tab, self._overlay, self._me)

    def _toggle_inspector(self) -> None:
        there = self._inspector is None
        self._inspector_box.clear()
        self._inspector = None
        if there:
            with self._inspector_box:
                self._inspector = Inspector(self._tab, self._toggle_inspector)
                self._inspector.refresh(now=True)
        self._inspector_box.set_visibility(there)
        put(self._inspect, aria_expanded=there)
        if not there:
            self._client.run_javascript("sandboxPage.back()")

    def announce(self, sentence: str) -> None:
        """Let a screen reader say *sentence*."""
        self._live.set_text(sentence)

    # Redraws

    def refresh(self) -> None:
        """Draw everything that has changed."""
        if self._client.is_deleted:
            return
        with self._client:
            self._tab.settle()
            banner(self._tab, self._banner)
            self._refresh_main()
            self._refresh_thread()
            self._sidebar.refresh()
            self._refresh_me()
            self._clock.refresh()
            self._modals.refresh()
            if self._inspector is not None:
                self._inspector.refresh()
            self._keep_address()

    def _refresh_main(self) -> None:
        tab = self._tab
        key = f"{tab.person_id} {tab.app_tab or tab.channel_id}"
        if self._main is None or key != self._main_key:
            self._main_key = key
            self._overlay.close()
            self._pane.clear()
            with self._pane:
                view: Callable[..., Conversation | AppView] = AppView if tab.app_tab else Conversation
                self._main = view(tab, self._overlay, self.announce)
            if tab.app_tab in ("home", "messages"):
                opened = tab.workspace.open_home(tab.person_id, tab=tab.app_tab)
                background_tasks.create(opened, name="app_home_opened")
        self._main.refresh()

    def _refresh_thread(self) -> None:
        tab = self._tab
        key = f"{tab.person_id} {tab.channel.id} {tab.thread_ts}" if tab.thread_ts else ""
        if key != self._thread_key:
            self._thread_key = key
            self._thread_box.clear()
            self._thread = None
            if key:
                with self._thread_box:
                    self._thread = Thread(tab, self._overlay, self.announce)
            else:
                self._client.run_javascript("sandboxPage.back()")
        self._thread_box.set_visibility(bool(key))
        if self._thread is not None:
            self._thread.refresh()

    def _refresh_me(self) -> None:
        person = self._tab.person
        label = _("Acting as {name}").format(name=person.name)
        if self._me.props.get("aria-label") == label:
            return
        put(self._me, aria_label=label, title=_("Act as somebody else"))
        self._me.clear()
        with self._me:
            tag("span", _("Acting as"), "me-words")
            tag("strong", person.name, "me-name")
            faces.avatar(person, "avatar-small")
            icon("expand_more", "me-more")

    def _keep_address(self) -> None:
        if self._tab.address != self._address:
            self._address = self._tab.address
            ui.navigate.history.replace(self._address)

    def _tick(self) -> None:
        self._clock.refresh()
        if self._inspector is not None:
            self._inspector.refresh()
        if self._main is not None:
            self._main.tick()
