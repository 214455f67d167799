"""One call, whole: misbehaviour that was asked for, rate limits, the answer, and the line in the log."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.api import answer
from sandbox.api.calls import METHODS
from sandbox.faults import Fault, Rule
from sandbox.log import Kind
from sandbox.records import Json
from sandbox.refusals import Refusal
from sandbox.workspace import Workspace

# So long that every client gives up first; bounded, so that nothing waits for ever.
HANG_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """An HTTP answer, or (*severed*) a connection that breaks without one."""

    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)
    severed: bool = False


class Answering:
    """Answers calls of the Web API and of response URLs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, name: str, token: str, args: Json) -> Outcome:
        """The answer to a call of method *name*."""
        workspace = self._workspace
        rule = workspace.faults.pick(name)
        place = workspace.channels.key(str(args.get("channel", "")))
        wait = workspace.gate.retry_after(name, place) if name in METHODS else None
        if rule is None and wait is not None:
            outcome = _limited(wait)
        else:
            outcome = await self._misbehaving(name, rule, lambda: self._answered(name, token, args))
        self._log(name, args, outcome, rule)
        return outcome

    async def respond(self, key: str, body: Any) -> Outcome:
        """A POST to a response URL."""

        def respond() -> Outcome:
            try:
                self._workspace.responses.answer(key, body)
            except Refusal as refusal:
                return Outcome(404, {"ok": False, "error": refusal.error, **refusal.fields})
            return Outcome(200, {"ok": True})

        rule = self._workspace.faults.pick("response_url")
        outcome = await self._misbehaving("response_url", rule, respond)
        self._log("response_url", body if isinstance(body, dict) else {}, outcome, rule)
        return outcome

    def _answered(self, name: str, token: str, args: Json) -> Outcome:
        body = answer(self._workspace, name, token, args)
        scopes = self._workspace.app.manifest.scopes
        headers = {"x-slack-req-id": f"{len(self._workspace.log)}"}
        if scopes is not None:
            headers["x-oauth-scopes"] = ",".join(sorted(scopes))
        return Outcome(200, body, headers)

    async def _misbehaving(self, name: str, rule: Rule | None, work: Callable[[], Outcome]) -> Outcome:
        """*work*'s outcome, or what *rule* makes of it."""
        if rule is None:
            return work()
        self._workspace.log.add(Kind.FAULT, name, fault=rule.fault)
        error = Outcome(rule.status, {"ok": False, "error": "internal_error"})
        severed = Outcome(0, {}, severed=True)
        match rule.fault:
            case Fault.RATE_LIMITED:
                return _limited(max(1, round(rule.seconds)))
            case Fault.REFUSE:
                return Outcome(200, {"ok": False, "error": rule.error})
            case Fault.ERROR_BEFORE:
                return error
            case Fault.DROP_BEFORE:
                return severed
            case Fault.ERROR_AFTER:
                work()
                return error
            case Fault.DROP_AFTER:
                work()
                return severed
            case Fault.DROP_LATE:
                self._workspace.courier.spawn(self._later(rule.seconds, work))
                return severed
            case Fault.HANG:
                await self._workspace.clock.sleep(HANG_SECONDS)
                return severed
            case Fault.DELAY:
                await self._workspace.clock.sleep(rule.seconds)
            case Fault.CLOSE_SOCKET:
                await self._workspace.sockets.close()
        return work()

    async def _later(self, seconds: float, work: Callable[[], Outcome]) -> None:
        await self._workspace.clock.sleep(seconds)
        work()

    def _log(self, name: str, args: Json, outcome: Outcome, rule: Rule | None) -> None:
        fault = str(rule.fault) if rule is not None else ""
        detail = {"args": args, "status": outcome.status, "answer": outcome.body, "fault": fault}
        self._workspace.log.add(Kind.CALL, name, **detail)


def _limited(seconds: int) -> Outcome:
    return Outcome(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})
