"""Carries payloads to the app, over Socket Mode or signed HTTP, and brings back its answer."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.behaviour import Behaviour
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.log import Kind, Log
from sandbox.records import Json
from sandbox.sockets import Sockets
from sandbox.webhook import Webhook

Envelope = Literal["events_api", "slash_commands", "interactive"]

# Slack tries an event again at once, after a minute and after five (SLACK.md's "Ack and dispatch").
RETRY_AFTER_SECONDS = (0, 60, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: *acked* in time with *body* (a dict, a text or nothing), or why it was not."""

    acked: bool
    body: Any = None
    failure: str = ""  # "timeout", "http_error", "connection_failed" or "no_app"
    status: int = 0
    retry: bool = True


class Courier:
    """Chooses the transport: the app's web address if it has one, else any one of its open sockets, as Slack does."""

    def __init__(self, clock: Clock, log: Log, faults: Faults, behaviour: Behaviour, sockets: Sockets) -> None:
        self._clock = clock
        self._log = log
        self._faults = faults
        self._behaviour = behaviour
        self._tasks: set[asyncio.Task[Any]] = set()
        self.sockets = sockets
        self.webhook: Webhook | None = None

    @property
    def known(self) -> bool:
        """Whether there is, or ever was, an app to carry anything to."""
        return self.webhook is not None or self.sockets.ever

    async def carry(self, kind: Envelope, name: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Answer:
        """Bring *payload* to the app and wait for its ack, three seconds at most on the workspace's clock."""
        entry = self._log.add(Kind.SENT, name, envelope=kind, attempt=attempt, payload=payload)
        sent = asyncio.ensure_future(self._send(kind, payload, attempt, reason))
        try:
            in_time = await self._clock.within(sent, self._behaviour.ack_seconds)
        finally:
            sent.cancel()  # nothing to one that is done
        answer = sent.result() if in_time else Answer(acked=False, failure="timeout")
        took = (self._clock.now() - entry.at).total_seconds()
        detail = {"acked": answer.acked, "failure": answer.failure, "status": answer.status, "body": answer.body}
        self._log.add(Kind.ACKED, name, to=entry.number, seconds=round(took, 4), **detail)
        return answer

    async def _send(self, kind: Envelope, payload: Json, attempt: int, reason: str) -> Answer:
        if self.webhook is not None:
            status, body, again = await self.webhook.post(kind, payload, attempt, reason)
            if status == 0:
                return Answer(acked=False, failure="connection_failed")
            acked = 200 <= status < 300
            return Answer(acked, body, "" if acked else "http_error", status, retry=again)
        ack = self.sockets.send(kind, payload, attempt, reason)
        if ack is None:
            return Answer(acked=False, failure="no_app")
        try:
            return Answer(acked=True, body=await ack, status=200)
        except ConnectionError:
            return Answer(acked=False, failure="connection_failed")

    def tell(self, event: str, payload: Json) -> None:
        """Send an event in the background, and again as Slack does if it is not acked."""
        if self.known:
            self.spawn(self._tell(event, payload))

    async def _tell(self, event: str, payload: Json) -> None:
        twice = self._faults.pick_event(event)
        answer = await self.carry("events_api", event, payload)
        if twice is not None and answer.acked:
            self._log.add(Kind.FAULT, event, fault=twice.fault)
            await self.carry("events_api", event, payload, attempt=1, reason="http_timeout")
        for attempt, seconds in enumerate(RETRY_AFTER_SECONDS, start=1):
            if answer.acked or not answer.retry:
                return
            await self._clock.sleep(seconds)
            answer = await self.carry("events_api", event, payload, attempt=attempt, reason=_reason(answer))

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run *work* in the background; it belongs to the courier until it ends or the workspace closes."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop whatever is on its way and close the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        if self.webhook is not None:
            await self.webhook.close()


def _reason(answer: Answer) -> str:
    """The retry reason that Slack gives for a failure (docs.slack.dev, Events API, "Retries")."""
    return {"timeout": "http_timeout", "no_app": "connection_failed"}.get(answer.failure, answer.failure)
