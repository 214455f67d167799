"""The panel that asks the workspace to misbehave: faults, switches, sockets."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from nicegui.element import Element

from sandbox.api import METHODS
from sandbox.behaviour import Behaviour
from sandbox.faults import Fault, Rule
from sandbox.page.tab import Tab
from sandbox.page.tags import button, choice, div, field, on_change, tag
from sandbox.words import _


def faults() -> dict[Fault, str]:
    """What each fault does."""
    return {
        Fault.RATE_LIMITED: _("Too many requests (429)"),
        Fault.ERROR_BEFORE: _("Server error, nothing stored"),
        Fault.ERROR_AFTER: _("Server error, but stored"),
        Fault.DROP_BEFORE: _("Connection breaks, nothing stored"),
        Fault.DROP_AFTER: _("Connection breaks, but stored"),
        Fault.DROP_LATE: _("Connection breaks, stored later"),
        Fault.HANG: _("No answer for a long time"),
        Fault.DELAY: _("The right answer, late"),
        Fault.REFUSE: _("ok: false with an error"),
        Fault.TWICE: _("Event delivered twice"),
        Fault.CLOSE_SOCKET: _("Sockets break"),
    }


def switches() -> dict[str, str]:
    """What each switch is."""
    return {
        "rate_limits": _("Enforce rate limits"),
        "ack_seconds": _("Seconds the app has to acknowledge"),
        "trigger_seconds": _("Seconds a trigger_id lives"),
        "file_seconds": _("Seconds an upload is being checked"),
        "history_seconds": _("Seconds until a post is in the history"),
        "ticket_seconds": _("Seconds a socket’s ticket is good"),
        "refresh_seconds": _("Seconds a socket is said to live"),
        "client_msg_id_dedupe": _("A repeated client_msg_id posts nothing"),
    }


# How often, by what the drop-down calls it.
_TIMES: dict[str, dict[str, Any]] = {
    "once": {"times": 1},
    "three": {"times": 3},
    "half": {"times": None, "chance": 0.5},
    "always": {"times": None},
}
_EXTRA = {
    "seconds": (Fault.RATE_LIMITED, Fault.DELAY, Fault.DROP_LATE),
    "status": (Fault.ERROR_BEFORE, Fault.ERROR_AFTER),
    "error": (Fault.REFUSE,),
}


class Misbehave:
    """Drawn into the box where it is made."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._wanted: dict[str, str] = {
            "method": "chat.postMessage",
            "fault": Fault.RATE_LIMITED,
            "how": "once",
            "seconds": "1",
            "status": "500",
            "error": "internal_error",
        }
        self._rules: list[str] = []
        self._extras: dict[str, Element] = {}
        with tag("details", "", "misbehave"):
            tag("summary", _("Misbehave"))
            self._draw_form()
            self._list = div("rules")
            self._draw_switches()

    def _draw_form(self) -> None:
        methods = [(name, name) for name in ("*", *sorted(METHODS), "response_url", "events")]
        kinds = [(str(fault), words) for fault, words in faults().items()]
        often = [("once", _("Once")), ("three", _("3 times")), ("half", _("Half of the time")), ("always", _("Always"))]
        with div("misbehave-form"):
            choice(_("Method"), methods, self._wanted["method"], self._setter("method"))
            choice(_("Fault"), kinds, self._wanted["fault"], self._setter("fault"))
            choice(_("How often"), often, self._wanted["how"], self._setter("how"))
            labels = {"seconds": _("Seconds"), "status": _("Status"), "error": _("Error")}
            for name, label in labels.items():
                with tag("label", label, "misbehave-extra") as self._extras[name]:
                    extra = field(label, "text" if name == "error" else "number", self._wanted[name])
                    on_change(extra, self._setter(name), "input")
            button(_("Add"), self._add, "btn btn-primary")
        self._show_extras()

    def _setter(self, name: str) -> Callable[[str], None]:
        def put(value: str) -> None:
            self._wanted[name] = value
            self._show_extras()

        return put

    def _show_extras(self) -> None:
        for name, box in self._extras.items():
            box.set_visibility(self._wanted["fault"] in _EXTRA[name])

    async def _add(self) -> None:
        wanted = self._wanted
        how = dict(_TIMES[wanted["how"]])
        try:
            how |= {"seconds": float(wanted["seconds"]), "status": int(wanted["status"]), "error": wanted["error"]}
        except ValueError:
            self._tab.complain(_("Seconds and status are numbers."))
            return
        await self._tab.attempt(self._tab.workspace.misbehave(wanted["method"], wanted["fault"], **how))
        self.refresh()

    def refresh(self) -> None:
        """List the rules that are in force."""
        rules = [_said(rule) for rule in self._tab.workspace.faults.rules]
        if rules == self._rules:
            return
        self._rules = rules
        self._list.clear()
        with self._list:
            if rules:
                with tag("ul", "", "rule-list", aria_label=_("Rules in force")):
                    for rule in rules:
                        tag("li", rule)
                button(_("Behave again"), self._behave, "btn")

    async def _behave(self) -> None:
        await self._tab.workspace.behave()
        self.refresh()

    def _draw_switches(self) -> None:
        workspace = self._tab.workspace
        with div("switches"):
            self._switch("rate_limits", workspace.gate.on)
            for one in fields(Behaviour):
                self._switch(one.name, getattr(workspace.behaviour, one.name))
        with div("misbehave-sockets"):
            button(_("Refresh sockets"), self._tab.workspace.refresh, "btn")
            button(_("Drop sockets"), self._tab.workspace.drop_sockets, "btn")

    def _switch(self, name: str, value: bool | float) -> None:
        label = switches().get(name, name)
        with tag("label", "", "switch"):
            if isinstance(value, bool):
                box = tag("input", type_="checkbox", checked=value)
                on_change(box, lambda said: self._set(name, said == "true"))
            else:
                on_change(field(label, "number", f"{value:g}", min="0", step="any"), lambda said: self._set(name, said))
            tag("span", label)

    async def _set(self, name: str, value: str | bool) -> None:
        try:
            number = value if isinstance(value, bool) else float(value)
        except ValueError:
            self._tab.complain(_("“{value}” is not a number.").format(value=value))
            return
        await self._tab.attempt(self._tab.workspace.switch(**{name: number}))


def _said(rule: Rule) -> str:
    """A rule in words."""
    if rule.times is not None:
        often = _("once") if rule.times == 1 else _("{count} times").format(count=rule.times)
    else:
        often = (
            _("always") if rule.chance == 1 else _("in {percent} % of calls").format(percent=round(rule.chance * 100))
        )
    return f"{rule.method}: {faults()[rule.fault]}, {often}"
