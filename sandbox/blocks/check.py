"""Asks whether Slack would take a payload."""

import json
from collections.abc import Iterator
from math import inf
from typing import Any

from sandbox.blocks.blocks import BLOCK
from sandbox.blocks.facts import BLOCKS, MOST_BLOCKS, Surface
from sandbox.blocks.problems import MISMATCH, Problem, schema_problems
from sandbox.blocks.rules import broken_rules, misplaced
from sandbox.blocks.views import VIEW
from sandbox.blocks.walk import each

ANSWERS: dict[Surface, str] = {"message": "invalid_blocks", "modal": "invalid_arguments", "home": "invalid_arguments"}
LARGEST_VIEW = 250 * 1024  # bytes as JSON


def check_blocks(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[Problem]:
    """Everything that Slack would refuse in a list of blocks; an empty list if it would take them."""
    problems = _malformed(blocks, surface, pointer)
    if problems or not isinstance(blocks, list):
        return problems
    return list(broken_rules(blocks, pointer, ANSWERS[surface]))


def check_view(view: object) -> list[Problem]:
    """Everything that Slack would refuse in a modal or a Home, as ``views.open`` and its kin say it."""
    code = ANSWERS["modal"]
    surface = view.get("type") if isinstance(view, dict) else None
    problems = schema_problems(VIEW, view, "/view", code)
    if isinstance(view, dict) and surface in ("modal", "home") and "blocks" in view:
        problems += _malformed(view["blocks"], surface, "/view/blocks")
    if problems or not isinstance(view, dict):
        return [Problem(MISMATCH, "/view", code), *problems]
    return [*broken_rules(view["blocks"], "/view/blocks", code), *_view_rules(view, code)]


def _malformed(blocks: object, surface: Surface, pointer: str) -> list[Problem]:
    """What is wrong with the blocks one by one."""
    code = ANSWERS[surface]
    if not isinstance(blocks, list):
        wrong = "invalid_blocks_format" if surface == "message" else code
        return [Problem("must provide an array", pointer, wrong)]
    if len(blocks) > MOST_BLOCKS[surface]:
        return [Problem(f"no more than {MOST_BLOCKS[surface]} items allowed", pointer, code)]
    if not blocks and surface != "message":  # to a message, no blocks are as good as none given
        return [Problem("must provide at least 1 items", pointer, code)]
    found = [problem for at, block in each(blocks, pointer) for problem in _malformed_block(block, surface, at, code)]
    return found or list(misplaced(blocks, surface, pointer, code))


def _malformed_block(block: object, surface: Surface, pointer: str, code: str) -> list[Problem]:
    kind = block.get("type") if isinstance(block, dict) else None
    if isinstance(kind, str) and surface not in BLOCKS.get(kind, ()):
        return [Problem(f"unsupported type: {kind}", f"{pointer}/type", code)]
    return schema_problems(BLOCK, block, pointer, code)


def _size(view: dict[str, Any]) -> float:
    """Bytes as JSON; infinite for a value so deep that it cannot be written."""
    try:
        return len(json.dumps(view, ensure_ascii=False).encode(errors="replace"))
    except RecursionError:
        return inf


def _view_rules(view: dict[str, Any], code: str) -> Iterator[Problem]:
    if view["type"] == "modal" and "submit" not in view:
        for at, block in each(view["blocks"], "/view/blocks"):
            if block["type"] == "input":
                yield Problem("must define `submit` to use an `input` block in modals", f"{at}/input", code)
    if _size(view) > LARGEST_VIEW:
        yield Problem("view_too_large", "/view", "view_too_large")
