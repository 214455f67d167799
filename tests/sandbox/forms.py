"""Modals, Homes and messages that the tests show."""

from typing import Any

from tests.sandbox.block_samples import mrkdwn, option, plain

Json = dict[str, Any]

SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}


def modal(*blocks: Json, **fields: Any) -> Json:
    """A modal with a submit button."""
    shown = list(blocks) or [{"type": "section", "block_id": "hello", "text": mrkdwn("Hello")}]
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": shown, **fields}


def home(*blocks: Json, **fields: Any) -> Json:
    shown = list(blocks) or [{"type": "section", "block_id": "hello", "text": mrkdwn("Hello")}]
    return {"type": "home", "blocks": shown, **fields}


def question(name: str, element: Json | None = None, **fields: Any) -> Json:
    """An input block; its block is called *name*, its element ``"answer"``."""
    held = element or {"type": "plain_text_input"}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.capitalize()),
        "element": {"action_id": "answer", **held},
        **fields,
    }


def actions(*elements: Json, block_id: str = "actions") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(action_id: str = "press", **fields: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Press"), "value": "pressed", **fields}


def select(action_id: str = "choose", *values: str) -> Json:
    options = [option(value) for value in values or ("red", "green")]
    return {"type": "static_select", "action_id": action_id, "options": options}


def external(action_id: str = "search", **fields: Any) -> Json:
    return {"type": "external_select", "action_id": action_id, **fields}
