"""Select menus: five sources of options, each for one choice or for several."""

from typing import Any

from nicegui import events, ui

from sandbox.page.kit.menu_options import as_option, offered
from sandbox.page.kit.places import Place, set_attributes
from sandbox.records import Json
from sandbox.words import _

_LEAST_TYPED = 3  # Slack asks an app for options once three characters are there, if it does not say otherwise


class Menu(ui.element, component="menu.js"):
    """A menu as such. It emits ``choose`` with a value or a list of them, and ``ask`` with what is typed."""

    def __init__(self, options: list[Json], value: Any, **switches: Any) -> None:
        super().__init__()
        # ``for`` gives the id to what one types into, so that a label can name it.
        set_attributes(self, options=options, value=value, **{"for": self.html_id}, **switches)
        self.classes("bk-menu-field")

    def hold(self, value: Any) -> None:
        """Show *value* (an option or a list of them) as chosen."""
        self.run_method("hold", value)

    def offer(self, typed: str, options: list[Json]) -> None:
        """Offer *options* for *typed*."""
        self.run_method("offer", typed, options)


def select(place: Place) -> str:
    """A select of any kind; returns the id of what one types into."""
    return _Select(place).draw()


class _Select:
    """A select and the options it knows: an external one learns of more as one types."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._several = place.kind.startswith("multi_")
        self._external = place.kind.endswith("external_select")
        self._from_app: dict[str, Any] = {}
        self._known = {option["value"]: option for option in offered(place.element, place.surface)}

    def draw(self) -> str:
        element = self._place.element
        placeholder = self._place.placeholder or (_("Select options") if self._several else _("Select an option"))
        switches: dict[str, Any] = {
            **self._place.names(placeholder),
            "placeholder": placeholder,
            "nothing": _("No results"),
            "remove": _("Remove {name}"),
            "multiple": self._several,
            "patient": self._several and not self._place.quiet,
            # One can change one's mind about what need not be chosen.
            "clearable": not self._several and self._place.block["type"] == "input" and not self._place.required,
        }
        if self._external:
            least = int(element.get("min_query_length", _LEAST_TYPED))
            sentence = _("Type {count} or more characters").format(count=least)
            switches |= {"remote": True, "least": least, "tooShort": sentence}
        if element.get("max_selected_items"):
            switches["max-values"] = element["max_selected_items"]
        if element.get("focus_on_load"):
            switches["autofocus"] = True
        self._menu = Menu(list(self._known.values()), self._value(), **switches)
        self._menu.on("choose", self._chosen)
        self._menu.on("ask", self._asked)
        return self._menu.html_id

    def _value(self) -> Any:
        """What is held, as options of the menu."""
        raw = self._place.raw
        self._remember_held()
        if self._several:
            return [self._option(one) for one in raw or []]
        return self._option(raw) if raw else None

    def _remember_held(self) -> None:
        held = self._place.held
        options = [*(held.get("selected_options") or []), held.get("selected_option")]
        if self._external:
            self._from_app |= {option["value"]: option for option in options if option}
            self._known |= {option["value"]: option for option in map(as_option, self._from_app.values())}

    def _option(self, value: str) -> Json:
        # Somebody who cannot be chosen here can still be held: an app may say so.
        return self._known.get(value) or {"value": value, "label": value}

    async def _asked(self, event: events.GenericEventArguments) -> None:
        typed = str(event.args)
        found = await self._place.surface.suggest(self._place.block, self._place.element, typed)
        self._from_app |= {option["value"]: option for option in found}
        shown = [as_option(option) for option in found]
        self._known |= {option["value"]: option for option in shown}
        if not self._menu.is_deleted:
            self._menu.offer(typed, shown)

    async def _chosen(self, event: events.GenericEventArguments) -> None:
        raw = event.args
        if self._external:
            raw = [self._from_app[one] for one in raw] if self._several else self._from_app.get(raw)
        if not await self._place.act(raw) and not self._menu.is_deleted:
            self._menu.hold(self._value())
