"""Where blocks are drawn: what an element there may ask and do."""

from typing import Any, Literal, Protocol

from sandbox.records import Json, Person
from sandbox.workspace import Workspace


class Surface(Protocol):
    """A message, a modal or a Home on the screen of the person who is acted as."""

    workspace: Workspace
    viewer: Person
    kind: Literal["message", "modal", "home"]

    def held(self, block_id: str, action_id: str) -> Json:
        """What the element holds now, as in ``state.values``: ``{"type": …, "selected_option": …}``."""

    def error(self, block_id: str) -> str:
        """The mark on a form's field, or nothing."""

    async def act(self, block: Json, element: Json, raw: Any = None) -> None:
        """The person pressed the element or chose *raw* (see ``sandbox.inputs``); what goes wrong is shown."""

    async def suggest(self, block: Json, element: Json, typed: str) -> list[Json]:
        """The options that the app offers an external select for what was typed."""
