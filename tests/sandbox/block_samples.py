"""A small and a full sample of every block and every element, and a block around each element."""

import copy
import json
from pathlib import Path
from typing import Any

from sandbox.blocks import BLOCKS, ELEMENTS, Surface

SAMPLES = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
SURFACES: tuple[Surface, ...] = ("message", "modal", "home")
FORMS = ("small", "full")


def block(kind: str, form: str = "small") -> Any:
    return copy.deepcopy(SAMPLES["blocks"][kind][form])


def element(kind: str, form: str = "small") -> Any:
    return copy.deepcopy(SAMPLES["elements"][kind][form])


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value), "value": value}


# Where each block holds its elements.
PLACES = {
    "section": "accessory",
    "actions": "elements",
    "input": "element",
    "context": "elements",
    "context_actions": "elements",
    "card": "actions",
    "task_card": "sources",
    "auth_provider": "accessory",
}


def around(thing: dict[str, Any], kind: str) -> tuple[dict[str, Any], str]:
    """A block of *kind* that holds *thing*, and the pointer from the block to it."""
    place = PLACES[kind]
    if place in ("accessory", "element"):
        return {**block(kind), place: thing}, f"/{place}"
    return {**block(kind), place: [thing]}, f"/{place}/0"


def hosted(kind: str, form: str = "full") -> tuple[dict[str, Any], str, Surface]:
    """An element in a block that may hold it, its pointer from there, and a surface that shows it."""
    host = min(ELEMENTS[kind].blocks)
    surface = next(surface for surface in SURFACES if surface in ELEMENTS[kind].surfaces & BLOCKS[host])
    return (*around(element(kind, form), host), surface)


def put(thing: Any, pointer: str, value: Any) -> None:
    """Set what is at a JSON pointer."""
    *path, last = pointer.split("/")[1:]
    for step in path:
        thing = thing[int(step) if isinstance(thing, list) else step]
    thing[int(last) if isinstance(thing, list) else last] = value
