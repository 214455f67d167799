"""Redraws that keep up with a busy workspace: ten a second at most, however much changes."""

import asyncio
from collections.abc import Callable

from sandbox.workspace import Workspace

SHORTEST = 0.1  # seconds between two redraws
SHARE = 5  # of so many seconds, one at most is spent on redraws: whoever serves the app comes first
SETTLE = 0.01  # seconds in which what happens together is drawn together


class Redraw:
    """Calls *refresh* soon after a change of the workspace, until it is stopped."""

    def __init__(self, workspace: Workspace, refresh: Callable[[], None]) -> None:
        self._workspace = workspace
        self._refresh = refresh
        self._loop = asyncio.get_running_loop()
        self._due: asyncio.TimerHandle | None = None
        self._next = 0.0
        workspace.listen(self.soon)

    def soon(self) -> None:
        """Refresh in a moment; asking a thousand times is as good as asking once."""
        if self._due is None:
            now = self._loop.time()
            self._due = self._loop.call_at(max(now + SETTLE, self._next), self._run)

    def _run(self) -> None:
        self._due = None
        start = self._loop.time()
        self._refresh()
        now = self._loop.time()
        self._next = now + max(SHORTEST, (SHARE - 1) * (now - start))

    def stop(self) -> None:
        """The tab is gone."""
        self._workspace.unlisten(self.soon)
        if self._due is not None:
            self._due.cancel()
