"""The surfaces of the page: blocks in a message, and blocks in a modal or Home, with what their elements do."""

from typing import Any, Literal

from sandbox.acts import Reply
from sandbox.inputs import state_of
from sandbox.page.tab import Tab
from sandbox.records import Channel, Json, Message, Person, View


class MessageSurface:
    """A message as the person who is acted as sees it."""

    kind: Literal["message", "modal", "home"] = "message"

    def __init__(self, tab: Tab, channel: Channel, message: Message) -> None:
        self.workspace = tab.workspace
        self.viewer: Person = tab.person
        self._tab = tab
        self._channel = channel
        self._message = message

    def held(self, block_id: str, action_id: str) -> Json:
        """What the person put into the element so far."""
        state = self.workspace.acts.held(self.viewer, self._channel, self._message)
        return dict(state.get(block_id, {}).get(action_id, {}))

    def error(self, block_id: str) -> str:
        """Messages have no marks on fields."""
        return ""

    async def act(self, block: Json, element: Json, raw: Any = None) -> None:
        """Tell the app."""
        acts = self.workspace.acts
        await self._tab.attempt(acts.press(self.viewer, self._channel, self._message, block, element, raw))

    async def suggest(self, block: Json, element: Json, typed: str) -> list[Json]:
        """Ask the app for options."""
        container = {"type": "message", "message_ts": self._message.ts, "channel_id": self._channel.id}
        place: Json = {
            "container": container,
            "channel": {"id": self._channel.id, "name": self._channel.name},
            "message": self.workspace.messages.as_slack(self._message),
        }
        blocks, acts = self._message.blocks, self.workspace.acts
        return await acts.suggest(self.viewer, blocks, place, element["action_id"], typed, block["block_id"])


class ViewSurface:
    """A modal or Home."""

    def __init__(self, tab: Tab, view: View) -> None:
        self.workspace = tab.workspace
        self.viewer: Person = tab.person
        self.kind: Literal["message", "modal", "home"] = "modal" if view.kind == "modal" else "home"
        self._tab = tab
        self._view = view

    def held(self, block_id: str, action_id: str) -> Json:
        """What was put in so far, or what the app put in to begin with."""
        state = state_of(self._view.content["blocks"], self._view.values)
        return dict(state.get(block_id, {}).get(action_id, {}))

    def error(self, block_id: str) -> str:
        """What is wrong with the field."""
        return self._view.errors.get(block_id, "")

    async def act(self, block: Json, element: Json, raw: Any = None) -> None:
        """Keep what was put in, and tell the app if the element does that."""
        marked = dict(self._view.errors)
        reply = await self._tab.attempt(self._press(block, element, raw))
        if reply is None or marked != self._view.errors:
            self._tab.redraw()

    async def _press(self, block: Json, element: Json, raw: Any) -> Reply:
        return await self.workspace.acts.press_in_view(self.viewer, self._view, block, element, raw)

    async def suggest(self, block: Json, element: Json, typed: str) -> list[Json]:
        """Ask the app for options."""
        container = {"type": "view", "view_id": self._view.id}
        place: Json = {"container": container, "view": self.workspace.views.as_slack(self._view)}
        blocks, acts = self._view.content["blocks"], self.workspace.acts
        return await acts.suggest(self.viewer, blocks, place, element["action_id"], typed, block["block_id"])
