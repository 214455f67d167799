"""The workspace on 127.0.0.1: Web API, Socket Mode, uploads, response URLs, and the verbs for other processes."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox import control
from sandbox.answering import Answering, Outcome
from sandbox.refusals import Refusal
from sandbox.workspace import Workspace


class Severable(HttpToolsProtocol):
    """HTTP whose connection a request can break off: ``request.state.sever()`` leaves the caller without an answer."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "sever": transport.abort}


def create_app(workspace: Workspace) -> FastAPI:
    """The web application that serves *workspace*; it has no page yet (see ``sandbox.page.mount``)."""
    app = FastAPI(title="sandbox", openapi_url=None)
    _serve_api(app, workspace)
    _serve_sockets(app, workspace)
    _serve_files(app, workspace)
    app.include_router(control.router(workspace))
    return app


def _serve_api(app: FastAPI, workspace: Workspace) -> None:
    answering = Answering(workspace)

    @app.api_route("/api/{name}", methods=["GET", "POST"])
    async def api(name: str, request: Request) -> Response:
        token, args = await _arguments(request)
        if isinstance(args, str):
            outcome = Outcome(200, {"ok": False, "error": args})
        else:
            outcome = await answering.answer(name, token, args)
        return _response(request, outcome)

    @app.post("/response/{key}")
    async def response_url(key: str, request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        outcome = await answering.respond(key, body)
        return _response(request, outcome)


def _response(request: Request, outcome: Outcome) -> Response:
    if outcome.severed:
        request.state.sever()
        return Response(status_code=500)  # never leaves: there is no connection any more
    return JSONResponse(outcome.body, outcome.status, headers=outcome.headers)


async def _arguments(request: Request) -> tuple[str, dict[str, Any] | str]:
    """Token and arguments of a call; an error name instead of arguments for a body that cannot be read."""
    args: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except (ValueError, RecursionError):
            return "", "invalid_json"
        if not isinstance(body, dict):
            return "", "json_not_object"
        args |= body
    elif request.method == "POST":
        try:
            async with request.form() as form:
                args |= {name: value for name, value in form.items() if isinstance(value, str)}
        except HTTPException:
            return "", "invalid_form_data"
    header = request.headers.get("authorization", "")
    token = header[len("Bearer ") :] if header.lower().startswith("bearer ") else str(args.get("token", ""))
    args.pop("token", None)
    return token.strip(), args


def _serve_sockets(app: FastAPI, workspace: Workspace) -> None:
    @app.websocket("/link")
    async def link(line: WebSocket, ticket: str = "") -> None:
        if not workspace.sockets.admit(ticket):
            await line.close(1008)  # before accepting: the handshake answers 403
            return
        await line.accept()
        try:
            await workspace.sockets.serve(line, line.state.sever)
        except (WebSocketDisconnect, RuntimeError):
            return  # the app went away, or the sandbox closed the line


def _serve_files(app: FastAPI, workspace: Workspace) -> None:
    @app.post("/upload/{ticket}")
    async def upload(ticket: str, request: Request) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:
                parts = [part for part in form.values() if not isinstance(part, str)]
                content = await parts[0].read() if parts else b""
        else:
            content = await request.body()
        try:
            file = workspace.files.receive(ticket, content)
        except KeyError:
            return PlainTextResponse("not found", status_code=404)
        return PlainTextResponse(f"OK - {len(file.content)}")

    @app.get("/files/{file_id}/{name}")
    async def download(file_id: str, name: str) -> Response:
        try:
            file = workspace.files.found(file_id)
        except Refusal:
            return PlainTextResponse("not found", status_code=404)
        mimetype = workspace.files.as_slack(file)["mimetype"] or "application/octet-stream"
        # An upload is never shown as a page of ours, whatever is in it.
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=mimetype, headers=headers)


class Guest(uvicorn.Server):
    """A uvicorn server inside somebody else's event loop: signals are its host's."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class Server:
    """Serves an application on 127.0.0.1 inside the running event loop."""

    def __init__(self, workspace: Workspace, app: FastAPI | None = None) -> None:
        self._workspace = workspace
        config = uvicorn.Config(
            app or create_app(workspace),
            http=Severable,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = Guest(config)

    async def start(self, port: int = 0) -> str:
        """Listen; return the address, ``http://127.0.0.1:PORT``. Port 0 takes a free one.

        Raises OSError if the port is taken.
        """
        # With its protocol named: asyncio sends small answers at once (TCP_NODELAY) only then.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()
            raise
        self._serving = asyncio.ensure_future(self._server.serve(sockets=[listener]))
        await self._server.ready.wait()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._workspace.url = self._workspace.files.url = url
        return url

    async def stop(self) -> None:
        """Close the app's connections and stop listening."""
        await self._workspace.shut()
        self._server.should_exit = True
        await self._serving
