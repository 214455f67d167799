"""One call of the Web API: its arguments, who makes it, and the table of methods that answer."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.records import Channel, Json
from sandbox.refusals import Refusal
from sandbox.workspace import Workspace

Answerer = Callable[["Call"], Json]

# Arguments that are JSON inside a form.
_JSON = {"blocks", "attachments", "view", "metadata", "files", "message"}


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API: any one of *scopes* lets it be called; *token* is the kind it takes."""

    name: str
    answer: Answerer
    scopes: tuple[str, ...]
    token: str


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, token: str = "bot") -> Callable[[Answerer], Answerer]:
    """Register the decorated function as the answer to *name*. *token*: ``bot``, ``app`` or ``none``."""

    def register(answer: Answerer) -> Answerer:
        METHODS[name] = Method(name, answer, scopes, token)
        return answer

    return register


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call, read with Slack's refusals for what is missing or malformed."""

    workspace: Workspace
    args: Json

    def text(self, name: str, default: str = "") -> str:
        """A text argument."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """A text that must be there."""
        if self.args.get(name) in (None, ""):
            raise Refusal.because("invalid_arguments", f"[ERROR] missing required field: {name}")
        return self.text(name)

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to *most*; Slack caps larger ones."""
        value = self.args.get(name)
        if value in (None, "", 0, "0"):
            return default
        try:
            number = int(str(value))
        except ValueError:
            raise Refusal.because("invalid_arguments", f"[ERROR] must be an integer [json-pointer:/{name}]") from None
        if number < 1:
            raise Refusal.because("invalid_arguments", f"[ERROR] must be greater than 0 [json-pointer:/{name}]")
        return min(number, most)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth value, however Slack's clients spell it."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def json(self, name: str, error: str) -> Any:
        """A JSON argument (a text in a form), or None. *error* is Slack's name for one that cannot be read."""
        value = self.args.get(name)
        if not isinstance(value, str) or name not in _JSON:
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None

    def require(self, scope: str) -> None:
        """Refuse unless the app has *scope*: for scopes that hang on what is asked for."""
        if not self.workspace.app.may(scope):
            raise missing_scope(self.workspace, (scope,))

    def require_for(self, channel: Channel, what: str) -> None:
        """Refuse unless the app may do *what* (``read``, ``history``) in this kind of conversation."""
        family = "im" if channel.direct else "groups" if channel.private else "channels"
        self.require(f"{family}:{what}")

    def page(self, items: Sequence[Any], *, default: int, most: int) -> tuple[list[Any], Json]:
        """The page of *items* that ``limit`` and ``cursor`` ask for, and the ``response_metadata`` to the next."""
        limit = self.number("limit", default, most=most)
        start = self.cursor("next") or 0
        end = start + limit
        return list(items[start:end]), to_next("next", end if end < len(items) else None)

    def cursor(self, kind: str) -> int | None:
        """The number in ``cursor``, as ``to_next`` wrote it; None for the first page."""
        given = self.text("cursor")
        if not given:
            return None
        try:
            sort, _colon, number = base64.b64decode(given, validate=True).decode().partition(":")
        except (ValueError, binascii.Error):
            raise Refusal("invalid_cursor") from None
        if sort != kind or not number.isdecimal():
            raise Refusal("invalid_cursor")
        return int(number)


def to_next(kind: str, number: int | None) -> Json:
    """The ``response_metadata`` with a cursor to the next page, or with an empty one if *number* is None."""
    cursor = "" if number is None else base64.b64encode(f"{kind}:{number}".encode()).decode()
    return {"response_metadata": {"next_cursor": cursor}}


def missing_scope(workspace: Workspace, needed: tuple[str, ...]) -> Refusal:
    """Slack's refusal for a scope that the app was not given."""
    provided = ",".join(sorted(workspace.app.manifest.scopes or ()))
    return Refusal("missing_scope", needed=",".join(needed), provided=provided)


def answer(workspace: Workspace, name: str, token: str, args: Json) -> Json:
    """The answer to a call: ``ok: true`` with fields, or ``ok: false`` with Slack's error name. Never raises."""
    try:
        known = METHODS.get(name)
        if known is None:
            raise Refusal("unknown_method", req_method=name)
        _admit(workspace, known, token)
        return {"ok": True, **known.answer(Call(workspace, args))}
    except Refusal as refusal:
        return {"ok": False, "error": refusal.error, **refusal.fields}


def _admit(workspace: Workspace, known: Method, token: str) -> None:
    """Check token and scope. Raises Refusal."""
    app = workspace.app
    if known.token == "none":
        return
    if not token:
        raise Refusal("not_authed")
    if token not in (app.bot_token, app.app_token):
        raise Refusal("invalid_auth")
    if token != (app.app_token if known.token == "app" else app.bot_token):
        raise Refusal("not_allowed_token_type")
    # The scopes of an app's own token stand in no manifest: it was made with connections:write, or is good for nothing.
    if known.token == "bot" and known.scopes and not any(app.may(scope) for scope in known.scopes):
        raise missing_scope(workspace, known.scopes)
