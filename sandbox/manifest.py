"""Reads an app's manifest (Slack's JSON format): what the app is called, and what it may see and do."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from sandbox.company import sentence
from sandbox.words import _


class BrokenManifest(Exception):
    """A manifest that cannot be used; the text says why."""


class Command(BaseModel):
    """A slash command; with *should_escape* mentions in its text arrive as ids."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(BaseModel):
    """A global or message shortcut."""

    name: str
    type: Literal["global", "message"]
    callback_id: str
    description: str = ""


class Manifest(BaseModel):
    """The parts of a manifest that a workspace acts upon; None stands for: no manifest, so everything is allowed."""

    name: str = "Your app"
    description: str = ""
    commands: list[Command] = []
    shortcuts: list[Shortcut] = []
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    home: bool = True
    messages: bool = True
    interactive: bool = True


def read(file: Path) -> Manifest:
    """The manifest in *file*. Raises BrokenManifest with a sentence if it cannot be read."""
    try:
        return parse(json.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        reason = sentence(error)
    except KeyError as error:
        reason = _("{field} is missing").format(field=error.args[0])
    except AttributeError:
        reason = _("it is no JSON object, or one of its parts is not")
    except (OSError, ValueError, TypeError, RecursionError) as error:
        reason = str(error)
    raise BrokenManifest(_("{file} is not an app manifest: {reason}").format(file=file, reason=reason))


def parse(content: dict[str, Any]) -> Manifest:
    """The manifest in Slack's own shape. Raises what Python or pydantic has against it if it is none."""
    features = content.get("features") or {}
    settings = content.get("settings") or {}
    name = (features.get("bot_user") or {}).get("display_name") or content["display_information"]["name"]
    home = features.get("app_home") or {}
    return Manifest(
        name=name,
        description=content.get("display_information", {}).get("description", ""),
        commands=features.get("slash_commands") or [],
        shortcuts=features.get("shortcuts") or [],
        scopes=frozenset(((content.get("oauth_config") or {}).get("scopes") or {}).get("bot") or []),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or []),
        home=bool(home.get("home_tab_enabled", False)),
        messages=bool(home.get("messages_tab_enabled", True)),
        interactive=bool((settings.get("interactivity") or {}).get("is_enabled", True)),
    )
