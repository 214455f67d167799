"""Rules about a payload as a whole; they are asked once each block by itself is fine."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.blocks.facts import BLOCKS, ELEMENTS, Surface
from sandbox.blocks.problems import Problem
from sandbox.blocks.walk import Found, Json, blocks_in, elements_in

MOST_MARKDOWN = 12_000  # characters in all markdown blocks of a payload
MOST_IN_CELLS = 10_000  # characters in all cells of a payload's tables
MOST_CHARTS = 2
MOST_PLANS = 1


def misplaced(blocks: list[Json], surface: Surface, pointer: str, code: str) -> Iterator[Problem]:
    """The blocks inside blocks, and the elements, that are not for *surface*."""
    for at, block in blocks_in(blocks, pointer):
        if surface not in BLOCKS[block["type"]]:
            yield Problem(f"unsupported type: {block['type']}", f"{at}/type", code)
        for place, element in elements_in(block, at):
            known = ELEMENTS.get(element["type"])  # a context block holds texts too
            if known and surface not in known.surfaces:
                yield Problem(f"unsupported type: {element['type']}", f"{place}/type", code)


def broken_rules(blocks: list[Json], pointer: str, code: str) -> Iterator[Problem]:
    """What is wrong with the blocks together."""
    everything = list(blocks_in(blocks, pointer))
    yield from _repeated_ids(everything, code)
    yield from _too_many(everything, pointer, code)
    yield from _too_much_text(everything, pointer, code)
    yield from _focus_twice(everything, code)


def _repeated_ids(everything: list[Found], code: str) -> Iterator[Problem]:
    # A markdown block's id "is ignored".
    yield from _repeated([found for found in everything if found[1]["type"] != "markdown"], "block_id", code)
    for at, block in everything:
        yield from _repeated(list(elements_in(block, at)), "action_id", code)


def _repeated(things: list[Found], field: str, code: str) -> Iterator[Problem]:
    seen = set()
    for at, thing in things:
        name = thing.get(field)
        if name in seen:
            yield Problem(f'`{field}` "{name}" already exists', f"{at}/{field}", code)
        if name is not None:
            seen.add(name)


def _too_many(everything: list[Found], pointer: str, code: str) -> Iterator[Problem]:
    count = Counter(block["type"] for _, block in everything)
    if count["table"] + count["data_table"] > 1:
        yield Problem("only_one_table_allowed", pointer, "only_one_table_allowed")
    if count["data_visualization"] > MOST_CHARTS:
        yield Problem(f"Cannot have more than {MOST_CHARTS} data_visualization blocks", pointer, code)
    if count["plan"] > MOST_PLANS:
        yield Problem(f"Cannot have more than {MOST_PLANS} plan block", pointer, code)


def _too_much_text(everything: list[Found], pointer: str, code: str) -> Iterator[Problem]:
    markdown = sum(len(block["text"]) for _, block in everything if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        # Without a message for a person: Slack names no block and no number here.
        yield Problem(f"must be less than {MOST_MARKDOWN + 1} characters", pointer, "msg_blocks_too_long")
    cells = sum(_letters(block["rows"]) for _, block in everything if block["type"] in ("table", "data_table"))
    if cells > MOST_IN_CELLS:
        yield Problem(f"must be less than {MOST_IN_CELLS + 1} characters", pointer, code)


def _letters(value: Any) -> int:
    """The characters of every ``text`` in a tree of rows, cells and rich text."""
    if isinstance(value, list):
        return sum(_letters(item) for item in value)
    if isinstance(value, dict):
        return len(value.get("text", "")) + _letters(value.get("elements", []))
    return 0


def _focus_twice(everything: list[Found], code: str) -> Iterator[Problem]:
    focused = [
        place for at, block in everything for place, element in elements_in(block, at) if element.get("focus_on_load")
    ]
    for place in focused[1:]:
        yield Problem("`focus_on_load` already exists", f"{place}/focus_on_load", code)
