"""Finds the blocks and elements inside checked blocks, each with its JSON pointer."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Found = tuple[str, Json]


def each(items: list[Json] | None, pointer: str) -> Iterator[Found]:
    """The objects of a list, with their pointers."""
    return ((f"{pointer}/{index}", item) for index, item in enumerate(items or []))


def blocks_in(blocks: list[Json], pointer: str) -> Iterator[Found]:
    """The blocks, and behind each the blocks that it holds."""
    for at, block in each(blocks, pointer):
        yield at, block
        if block["type"] == "container":
            yield from each(block["child_blocks"], f"{at}/child_blocks")
        if block["type"] == "carousel":
            yield from each(block["elements"], f"{at}/elements")
        if block["type"] == "auth_provider":
            yield from each(block.get("fallback"), f"{at}/fallback")


def elements_in(block: Json, pointer: str) -> Iterator[Found]:
    """The elements that stand directly in one block."""
    for field in ("accessory", "element"):
        if field in block:
            yield f"{pointer}/{field}", block[field]
    if block["type"] in ("actions", "context", "context_actions"):
        yield from each(block["elements"], f"{pointer}/elements")
    if block["type"] == "card":
        yield from each(block.get("actions"), f"{pointer}/actions")
