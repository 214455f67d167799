"""The verbs for other processes: ``POST /_sandbox/VERB`` with JSON arguments does what ``workspace.VERB(...)`` does."""

import asyncio
import base64
import dataclasses
import inspect
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from sandbox.log import Entry, Kind
from sandbox.refusals import Refusal
from sandbox.workspace import Workspace

VERBS = (
    "say", "command", "click", "fill", "submit", "close", "shortcut", "message_shortcut", "suggest", "open_home",
    "react", "upload", "join", "leave", "hire", "change_person", "archive", "advance", "misbehave", "behave", "switch",
    "refresh", "drop_sockets", "listen_at", "posts", "screen", "modal", "home", "ids",
)  # fmt: skip

LONGEST_POLL = 25.0  # seconds that a question for news waits for an answer


def router(workspace: Workspace) -> APIRouter:
    """The routes below ``/_sandbox``."""
    routes = APIRouter(prefix="/_sandbox")

    @routes.post("/{verb}")
    async def act(verb: str, request: Request) -> JSONResponse:
        try:
            args = await request.json() if await request.body() else {}
            return JSONResponse({"ok": True, "result": await _do(workspace, verb, args)})
        except Refusal as refusal:
            return JSONResponse({"ok": False, "error": refusal.error}, 400)
        except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            return _no(error)

    @routes.get("/log")
    async def log(since: int = 0, kind: str = "", name: str = "", wait: float = 0) -> JSONResponse:
        """Entries from number *since* on; with *wait*, up to so many seconds until there is one."""
        try:
            wanted = Kind(kind) if kind else None
        except ValueError as error:
            return _no(error)

        def news() -> list[Entry]:
            return workspace.log.since(max(since, 0), wanted, name or None)

        if not news() and wait:
            with suppress(TimeoutError):
                await workspace.until(lambda: news() or workspace.shutting, seconds=min(wait, LONGEST_POLL))
        return JSONResponse([entry.as_json() for entry in news()])

    @routes.get("/clock")
    async def clock(moves: int = -1) -> JSONResponse:
        """The clock; with *moves* (what this said last), once it has been moved again or after a while."""
        if moves == workspace.clock.moves and not workspace.shutting:
            await asyncio.wait({workspace.clock.next_move()}, timeout=LONGEST_POLL)
        return JSONResponse(
            {
                "now": workspace.clock.now().isoformat(),
                "ahead_seconds": workspace.clock.offset.total_seconds(),
                "moves": workspace.clock.moves,
            }
        )

    @routes.get("/app")
    async def app() -> JSONResponse:
        """What an app needs to connect, and whether it is."""
        return JSONResponse({"environment": environment(workspace), "sockets": len(workspace.sockets)})

    return routes


def _no(error: Exception) -> JSONResponse:
    """The answer to what cannot be done: its sentence."""
    return JSONResponse({"ok": False, "error": str(error.args[0]) if error.args else str(error)}, 400)


def environment(workspace: Workspace) -> dict[str, str]:
    """The variables with which an app finds this workspace instead of Slack."""
    return {
        "SLACK_API_URL": f"{workspace.url}/api/",
        "SLACK_BOT_TOKEN": workspace.app.bot_token,
        "SLACK_APP_TOKEN": workspace.app.app_token,
        "SLACK_SIGNING_SECRET": workspace.app.signing_secret,
        "SANDBOX_URL": workspace.url,
    }


async def _do(workspace: Workspace, verb: str, args: Any) -> Any:
    """Call *verb*. Raises LookupError, ValueError, TypeError or Refusal with a sentence for what cannot be done."""
    if verb not in VERBS:
        raise LookupError(f"there is no verb {verb}; there are: {', '.join(VERBS)}")
    if not isinstance(args, dict):
        raise TypeError("the arguments of a verb are a JSON object")
    if verb == "upload":
        args = {**args, "content": base64.b64decode(args.get("content", ""))}
    result = getattr(workspace, verb)(**args)
    return _plain(await result if inspect.isawaitable(result) else result)


def _plain(result: Any) -> Any:
    """*result* as JSON: records become objects, bytes become their number."""
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return _plain(dataclasses.asdict(result))
    if isinstance(result, dict):
        return {key: _plain(value) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return [_plain(one) for one in result]
    if isinstance(result, bytes):
        return len(result)
    return result if isinstance(result, str | int | float | bool | None) else str(result)
