"""Where an element stands: in which block, on which surface, and what names it for somebody who cannot see it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from sandbox import inputs
from sandbox.page.kit.confirm import agreed
from sandbox.page.kit.reading import words
from sandbox.page.kit.surface import Surface
from sandbox.records import Json


@dataclass(frozen=True, slots=True)
class Place:
    """An element where it stands. The ids are those of what names and describes it, separated by spaces."""

    block: Json
    element: Json
    surface: Surface
    named_by: str = ""
    described_by: str = ""
    required: bool = False
    mistaken: bool = False

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def placeholder(self) -> str:
        """The element's own placeholder, or nothing."""
        return words(self.element.get("placeholder"))

    @property
    def quiet(self) -> bool:
        """Whether the app hears of a choice only when the form is sent."""
        return self.block["type"] == "input" and not self.block.get("dispatch_action")

    @property
    def held(self) -> Json:
        """What the element holds, as in ``state.values``."""
        found = self.surface.held(self.block.get("block_id", ""), self.element.get("action_id", ""))
        return found or inputs.initial(self.element)

    @property
    def raw(self) -> Any:
        """What the element holds, as a person put it in."""
        return inputs.raw_of(self.element, self.held)

    async def agreed(self) -> bool:
        """Whether the person says yes, if there is something to confirm."""
        return await agreed(self.element.get("confirm"), self.surface)

    async def act(self, raw: Any = None) -> bool:
        """The person pressed the element or chose *raw*; False if they thought better of it when asked."""
        if not await self.agreed():
            return False
        await self.surface.act(self.block, self.element, raw)
        return True

    async def keep(self, raw: Any) -> None:
        """The person is typing: the surface is to hold *raw*, and the app is not to hear of it yet."""
        await self.surface.act({**self.block, "dispatch_action": False}, self.element, raw)

    def names(self, fallback: str = "") -> dict[str, Any]:
        """The ARIA attributes that name and describe the element; *fallback* names what nothing else does."""
        attributes: dict[str, Any] = {"data-action-id": self.element.get("action_id", "")}
        if self.named_by:
            attributes["aria-labelledby"] = self.named_by
        elif fallback:
            attributes["aria-label"] = fallback
        if self.described_by:
            attributes["aria-describedby"] = self.described_by
        if self.required:
            attributes["aria-required"] = "true"
        if self.mistaken:
            attributes["aria-invalid"] = "true"
        return attributes


def set_attributes(element: ui.element, **attributes: Any) -> None:
    """Set attributes one by one; ``element.props("…")`` would read what an app wrote as further attributes."""
    with element.props.suspend_updates():
        for name, value in attributes.items():
            # A name that begins with a colon is run as JavaScript by NiceGUI; ours never do.
            element.props[name] = value
    element.update()


def html(content: str, classes: str = "", tag: str = "div") -> ui.html:
    """Show *content*, which must be safe already."""
    return ui.html(content, sanitize=False, tag=tag).classes(classes)


def opens(opener: ui.element, menu: ui.menu) -> None:
    """Let *opener* open and close *menu*, which is drawn inside it.

    Quasar's own way listens to keys as they come up: an Enter that chose something in the menu, and so closed it and
    brought the focus back, would open it again.
    """
    menu.props("no-parent-event transition-duration=0")
    opener.on("click", js_handler=f"() => getElement({menu.id}).toggle()")


def presses(
    pressed: ui.element, place: Place, raw: Any = None, then: Callable[[], None] | None = None
) -> Callable[[], Awaitable[None]]:
    """A handler that acts once the person agreed; meanwhile *pressed* looks busy and takes no second press."""
    busy = False

    async def handler() -> None:
        nonlocal busy
        if busy or not await place.agreed():
            return
        busy = True
        pressed.classes("is-waiting")
        try:
            await place.surface.act(place.block, place.element, raw)
        finally:
            busy = False
            if not pressed.is_deleted:
                pressed.classes(remove="is-waiting")
                if then:
                    then()

    return handler
