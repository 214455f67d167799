from typing import Any

import pytest

from sandbox.blocks import BLOCKS, ELEMENTS, check_blocks, with_ids
from tests.sandbox.block_samples import PLACES, around, block, element, option, plain


@pytest.mark.parametrize("kind", [kind for kind in BLOCKS if kind != "file"])
def test_filled_in_blocks_have_their_ids_and_are_still_taken(kind):
    blocks = (
        [block(kind), block(kind, "full")] if kind not in ("table", "data_table", "plan") else [block(kind, "full")]
    )
    before = [dict(one) for one in blocks]

    filled = with_ids(blocks)

    assert check_blocks(filled, min(BLOCKS[kind])) == []
    assert all(one["block_id"] for one in filled)
    assert blocks == before


@pytest.mark.parametrize("kind", ELEMENTS)
def test_interactive_elements_get_an_action_id_and_others_do_not(kind):
    bare = element(kind)
    bare.pop("action_id", None)
    host = min(ELEMENTS[kind].blocks)
    place = PLACES[host]

    filled = with_ids([around(bare, host)[0]])[0][place]
    filled = filled[0] if isinstance(filled, list) else filled

    assert ("action_id" in filled) == (kind not in ("image", "url"))


def test_given_ids_are_kept_and_those_of_markdown_are_not():
    button = {**element("button"), "action_id": "a"}
    actions, markdown = with_ids(
        [
            {"type": "actions", "block_id": "b", "elements": [button, element("button")]},
            {"type": "markdown", "block_id": "m", "text": "x"},
        ]
    )

    assert actions["block_id"] == "b"
    assert actions["elements"][0]["action_id"] == "a"
    assert actions["elements"][1]["action_id"] not in ("a", "")
    assert markdown["block_id"] != "m"


def test_filled_in_ids_differ_from_each_other():
    filled = with_ids([{"type": "divider"}] * 50)
    assert len({one["block_id"] for one in filled}) == 50
    assert {len(one["block_id"]) for one in filled} == {5}


def test_what_stands_inside_other_blocks_gets_ids_too():
    container: Any = {
        **block("container", "full"),
        "child_blocks": [{"type": "section", "text": plain("x"), "accessory": element("button")}],
    }
    carousel: Any = {"type": "carousel", "elements": [{**block("card"), "actions": [element("button")]}]}
    plan: Any = {"type": "plan", "title": "p", "tasks": [{"task_id": "t", "title": "t", "output": block("rich_text")}]}

    container, carousel, plan = with_ids([container, carousel, plan])

    assert container["rich_text_title"]["block_id"]
    assert container["child_blocks"][0]["block_id"]
    assert container["child_blocks"][0]["accessory"]["action_id"]
    assert carousel["elements"][0]["block_id"]
    assert carousel["elements"][0]["actions"][0]["action_id"]
    assert plan["tasks"][0]["block_id"]
    assert plan["tasks"][0]["output"]["block_id"]


def test_options_of_a_copy_are_its_own():
    blocks: list[Any] = [{"type": "actions", "elements": [{"type": "overflow", "options": [option("one")]}]}]
    with_ids(blocks)[0]["elements"][0]["options"].clear()
    assert blocks[0]["elements"][0]["options"] == [option("one")]
