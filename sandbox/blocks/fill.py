"""Fills in the ids that an app left out, as Slack does."""

import random
from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Any

from sandbox.blocks.facts import INTERACTIVE
from sandbox.blocks.walk import Json, blocks_in, elements_in

ID_LENGTH = 5


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy of checked blocks in which every block has a ``block_id``, every interactive element an ``action_id``."""
    filled = [_copy(block) for block in blocks]
    everything = [block for _, block in blocks_in(filled, "")]
    taken = {block["block_id"] for block in everything if "block_id" in block}
    for block in everything:
        if block["type"] == "markdown":
            block.pop("block_id", None)  # "ignored … and will not be retained"
        for named in (block, *_inner(block)):
            if "block_id" not in named:
                named["block_id"] = _new_id(taken)
        _fill_actions(block)
    return filled


def _copy(value: Any) -> Any:
    # Unlike ``copy.deepcopy`` this makes two things of one that stands in two places, as JSON would.
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _inner(block: Json) -> Iterator[Json]:
    """The parts of a block that are blocks themselves but stand in no list of blocks."""
    for task in block.get("tasks", []):
        yield task
        yield from _inner(task)
    for field in ("details", "output", "rich_text_title"):
        if field in block:
            yield block[field]


def _fill_actions(block: Json) -> None:
    elements = [element for _, element in elements_in(block, "") if element["type"] in INTERACTIVE]
    taken = {element["action_id"] for element in elements if "action_id" in element}
    for element in elements:
        if "action_id" not in element:
            element["action_id"] = _new_id(taken)


def _new_id(taken: set[str]) -> str:
    """Five letters and digits, as Slack's are, unlike any in *taken*, to which it is added."""
    while (name := "".join(random.choices(ascii_letters + digits, k=ID_LENGTH))) in taken:
        pass
    taken.add(name)
    return name
