"""The workspace from another process: the same verbs, over HTTP."""

import asyncio
import base64
import inspect
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any

import aiohttp

from sandbox.workspace import Workspace

TIMEOUT = aiohttp.ClientTimeout(total=60)


class RemoteWorkspace:
    """Every verb of ``Workspace`` as a coroutine; records come back as plain objects.

    What the workspace refuses raises ValueError with its sentence. Use it as ``async with RemoteWorkspace(url) as w:``.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "RemoteWorkspace":
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        if verb.startswith("_"):
            raise AttributeError(verb)

        async def act(*args: Any, **named: Any) -> Any:
            return await self._post(verb, _arguments(verb, args, named))

        return act

    async def log(self, since: int = 0, *, kind: str = "", name: str = "", wait: float = 0) -> list[dict[str, Any]]:
        """The log's entries from number *since* on; with *wait*, up to so many seconds until there is one."""
        params = {"since": str(since), "kind": kind, "name": name, "wait": str(wait)}
        return list(await self._get("log", params))

    async def app(self) -> dict[str, Any]:
        """The variables an app needs, under ``environment``, and how many ``sockets`` it has open."""
        return dict(await self._get("app", {}))

    async def until(self, true: Callable[[], Any], *, seconds: float = 5) -> Any:
        """Ask the coroutine function *true* again whenever the log grows, until it gives something true."""
        async with asyncio.timeout(seconds):
            seen = 0
            while not (result := await true()):
                seen += len(await self.log(seen, wait=1))
        return result

    async def _post(self, verb: str, args: dict[str, Any]) -> Any:
        assert self._session is not None, "use it with: async with"
        async with self._session.post(f"{self._url}/_sandbox/{verb}", data=json.dumps(args)) as response:
            told = await response.json()
        if not told["ok"]:
            raise ValueError(told["error"])
        return told["result"]

    async def _get(self, what: str, params: dict[str, str]) -> Any:
        assert self._session is not None, "use it with: async with"
        async with self._session.get(f"{self._url}/_sandbox/{what}", params=params) as response:
            return await response.json()


def _arguments(verb: str, args: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """Arguments by name, as JSON can carry them."""
    names = list(inspect.signature(getattr(Workspace, verb)).parameters)[1:]
    given = dict(zip(names, args, strict=False)) | named
    if isinstance(given.get("content"), bytes):
        given["content"] = base64.b64encode(given["content"]).decode()
    return given
