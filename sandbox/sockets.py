"""Socket Mode: the app's open connections, envelopes out, acks in."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any, Protocol

from sandbox.behaviour import Behaviour
from sandbox.clock import Clock
from sandbox.ids import secret
from sandbox.log import Kind, Log
from sandbox.records import Json

# Slack allows ten sockets for an app, and says disconnect: too_many_websockets to the eleventh.
MOST_SOCKETS = 10
# From disconnect until the connection closes: an app may ack what is under way, and mostly goes by itself.
# Nobody publishes Slack's figure.
LINGER_SECONDS = 0.5


class Line(Protocol):
    """What is needed of a web socket."""

    def send_text(self, data: str) -> Any: ...
    def close(self, code: int = 1000) -> Any: ...
    async def receive_text(self) -> str: ...


class Socket:
    """One connection: what is to be sent, and which envelopes wait for their ack."""

    def __init__(self, line: Line, sever: Callable[[], None]) -> None:
        self.line = line
        self.sever = sever
        self.outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        self.waiting: dict[str, asyncio.Future[Any]] = {}

    def put(self, message: Json) -> None:
        """Queue *message* for sending."""
        self.outgoing.put_nowait(json.dumps(message))

    def lose(self) -> None:
        """Whoever waits for an ack on this connection learns that it is gone."""
        for ack in self.waiting.values():
            if not ack.done():
                ack.set_exception(ConnectionError("the socket closed before the ack"))
                ack.exception()  # nobody may be waiting any more
        self.waiting.clear()


class Sockets:
    """The app's connections. Each envelope goes to any one of them, without a pattern, as in Slack."""

    def __init__(self, app_id: str, clock: Clock, log: Log, behaviour: Behaviour) -> None:
        self._app_id = app_id
        self._clock = clock
        self._log = log
        self._behaviour = behaviour
        self._tickets: dict[str, float] = {}
        self._sockets: list[Socket] = []
        self.ever = False

    @property
    def open(self) -> bool:
        """Whether at least one connection stands."""
        return bool(self._sockets)

    def __len__(self) -> int:
        return len(self._sockets)

    def ticket(self) -> str:
        """A ticket for one connection, good for ``Behaviour.ticket_seconds``."""
        ticket = secret(32)
        self._tickets[ticket] = self._clock.now().timestamp() + self._behaviour.ticket_seconds
        return ticket

    def admit(self, ticket: str) -> bool:
        """Whether *ticket* lets a connection in; a ticket is good once."""
        admitted = self._tickets.pop(ticket, 0) > self._clock.now().timestamp()
        if not admitted:
            self._log.add(Kind.SOCKET, "refused", connections=len(self._sockets))
        return admitted

    async def serve(self, line: Line, sever: Callable[[], None]) -> None:
        """Talk over an accepted connection until it closes; *sever* breaks it off without a word."""
        socket = Socket(line, sever)
        if len(self._sockets) >= MOST_SOCKETS:
            await line.send_text(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            await line.close()
            return
        self._sockets.append(socket)
        self.ever = True
        self._log.add(Kind.SOCKET, "opened", connections=len(self._sockets))
        socket.put(self._hello())
        writer = asyncio.ensure_future(self._write(socket))
        try:
            while True:
                try:
                    text = await line.receive_text()
                except KeyError:
                    text = ""  # bytes: not what Socket Mode speaks
                self._hear(socket, text)
        finally:
            writer.cancel()
            if socket in self._sockets:
                self._sockets.remove(socket)
            socket.lose()
            self._log.add(Kind.SOCKET, "closed", connections=len(self._sockets))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": int(self._behaviour.refresh_seconds),
            },
        }

    async def _write(self, socket: Socket) -> None:
        while (message := await socket.outgoing.get()) is not None:
            await socket.line.send_text(message)
        await self._clock.sleep(LINGER_SECONDS)
        await socket.line.close()

    def _hear(self, socket: Socket, text: str) -> None:
        try:
            message = json.loads(text)
            ack = socket.waiting.pop(message["envelope_id"], None)
        except (ValueError, KeyError, TypeError):
            self._log.add(Kind.SOCKET, "not_understood", text=text[:200])
            return
        if ack is not None and not ack.done():
            ack.set_result(message.get("payload"))

    def send(self, kind: str, payload: Json, attempt: int, reason: str) -> "asyncio.Future[Any] | None":
        """Send an envelope over any one connection; the future brings the ack's payload. None without a connection."""
        if not self._sockets:
            return None
        socket = random.choice(self._sockets)
        envelope: Json = {
            "envelope_id": f"{secret(8)}-{secret(4)}-{secret(4)}-{secret(4)}-{secret(12)}",
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason.removeprefix("http_")}
        ack: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope["envelope_id"]] = ack
        socket.put(envelope)
        return ack

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come again, as Slack does about once an hour; nothing more is sent over it."""
        for socket in list(self._sockets):
            socket.put({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            if reason != "warning":
                self._sockets.remove(socket)
                socket.outgoing.put_nowait(None)

    async def close(self) -> None:
        """Close every connection without a word, as a broken network does."""
        for socket in list(self._sockets):
            self._sockets.remove(socket)
            socket.lose()
            socket.sever()
