import pytest

from sandbox.blocks import BLOCKS, ELEMENTS, Problem, check_blocks
from tests.sandbox.block_samples import FORMS, PLACES, SURFACES, around, block, element, hosted


def said(problems):
    return [str(problem) for problem in problems]


def test_a_problem_reads_as_in_slacks_response_metadata():
    problem = Problem("must be less than 3001 characters", "/blocks/0/text/text")
    assert str(problem) == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


# Where things may stand


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_taken_on_its_surfaces_and_refused_on_the_others(kind, form, surface):
    problems = check_blocks([block(kind, form)], surface)

    if surface in BLOCKS[kind]:
        assert problems == []
    else:
        assert said(problems) == [f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/0/type]"]


@pytest.mark.parametrize("host", PLACES)
@pytest.mark.parametrize("kind", ELEMENTS)
def test_an_element_is_taken_in_its_blocks_and_refused_in_the_others(kind, host):
    whole, place = around(element(kind), host)
    fitting = [surface for surface in SURFACES if surface in ELEMENTS[kind].surfaces & BLOCKS[host]]
    problems = check_blocks([whole], fitting[0] if fitting else min(BLOCKS[host]))

    if host in ELEMENTS[kind].blocks:
        assert problems == []
    else:
        # Only where several types may stand is the type itself reported.
        assert problems
        assert all(problem.pointer.startswith(f"/blocks/0{place}") for problem in problems)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ELEMENTS)
def test_an_element_is_refused_on_surfaces_that_do_not_show_it(kind, form):
    whole, place, _ = hosted(kind, form)

    for surface in SURFACES:
        problems = check_blocks([whole], surface)
        if surface in ELEMENTS[kind].surfaces & BLOCKS[whole["type"]]:
            assert problems == []
        elif surface in BLOCKS[whole["type"]]:
            assert said(problems) == [f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/0{place}/type]"]


def test_a_container_holds_no_container_and_no_file():
    container = block("container")
    for inner in ("container", "file", "card", "markdown"):
        container["child_blocks"] = [block(inner)]
        assert said(check_blocks([container], "message")) == [
            f"[ERROR] unsupported type: {inner} [json-pointer:/blocks/0/child_blocks/0/type]"
        ]


def test_surfaces_hold_inside_containers_too():
    container = {**block("container"), "child_blocks": [{**block("input"), "element": element("file_input")}]}
    assert said(check_blocks([container], "message")) == [
        "[ERROR] unsupported type: file_input [json-pointer:/blocks/0/child_blocks/0/element/type]"
    ]


# Payloads as a whole


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_payload_has_so_many_blocks_and_no_more(surface, most):
    assert check_blocks([{"type": "divider"}] * most, surface) == []
    assert said(check_blocks([{"type": "divider"}] * (most + 1), surface)) == [
        f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"
    ]


def test_a_message_may_be_without_blocks_and_a_view_may_not():
    assert check_blocks([], "message") == []
    assert said(check_blocks([], "home")) == ["[ERROR] must provide at least 1 items [json-pointer:/blocks]"]


def test_blocks_that_are_no_list_are_malformed():
    assert check_blocks('[{"type": "divider"}]', "message") == [
        Problem("must provide an array", "/blocks", "invalid_blocks_format")
    ]


def test_the_pointer_starts_where_the_caller_says():
    problems = check_blocks([{"type": "sections"}], "message", "/attachments/0/blocks")
    assert said(problems) == ["[ERROR] unsupported type: sections [json-pointer:/attachments/0/blocks/0/type]"]


def test_a_block_id_is_used_once():
    twice = [{"type": "divider", "block_id": "b"}, block("section"), {"type": "divider", "block_id": "b"}]
    assert said(check_blocks(twice, "home")) == [
        '[ERROR] `block_id` "b" already exists [json-pointer:/blocks/2/block_id]'
    ]


def test_a_block_id_is_not_used_again_inside_a_carousel_or_a_container():
    inner = {"type": "divider", "block_id": "b"}
    for outer in (
        {**block("container"), "child_blocks": [inner]},
        {"type": "carousel", "elements": [{**block("card"), "block_id": "b"}]},
    ):
        assert [problem.message for problem in check_blocks([inner, outer], "message")] == [
            '`block_id` "b" already exists'
        ]


def test_an_action_id_is_used_once_in_a_block_and_again_in_the_next():
    button = {**element("button"), "action_id": "a"}
    once = {"type": "actions", "elements": [button]}
    twice = {"type": "actions", "elements": [button, button]}

    assert check_blocks([once, once], "message") == []
    assert said(check_blocks([once, twice], "message")) == [
        '[ERROR] `action_id` "a" already exists [json-pointer:/blocks/1/elements/1/action_id]'
    ]


@pytest.mark.parametrize("second", ["table", "data_table"])
def test_a_message_has_one_table(second):
    assert check_blocks([block("table"), block(second)], "message") == [
        Problem("only_one_table_allowed", "/blocks", "only_one_table_allowed")
    ]


def test_a_table_in_a_container_counts():
    container = {**block("container"), "child_blocks": [block("table")]}
    assert [problem.code for problem in check_blocks([block("table"), container], "message")] == [
        "only_one_table_allowed"
    ]


@pytest.mark.parametrize(("kind", "most"), [("data_visualization", 2), ("plan", 1)])
def test_a_message_has_few_charts_and_one_plan(kind, most):
    assert check_blocks([block(kind)] * most, "message") == []
    problem = check_blocks([block(kind)] * (most + 1), "message")[0]
    assert problem.message.startswith(f"Cannot have more than {most} {kind} block")


def test_all_markdown_of_a_message_has_12000_characters():
    half, more = ({"type": "markdown", "text": "x" * length} for length in (6_000, 6_001))

    assert check_blocks([half, half], "message") == []
    assert [problem.code for problem in check_blocks([half, more], "message")] == ["msg_blocks_too_long"]


def test_all_cells_of_a_table_have_10000_characters():
    def table(letters):
        rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x" * 5_000}]}
        cells = [{"type": "raw_text", "text": "x" * letters}, {"type": "rich_text", "elements": [rich]}]
        return [{"type": "table", "rows": [cells]}]

    assert check_blocks(table(5_000), "message") == []
    assert said(check_blocks(table(5_001), "message")) == [
        "[ERROR] must be less than 10001 characters [json-pointer:/blocks]"
    ]


def test_one_element_takes_the_focus():
    focused = {**block("input"), "element": {"type": "plain_text_input", "focus_on_load": True}}
    assert check_blocks([focused, block("input")], "modal") == []
    assert [problem.pointer for problem in check_blocks([focused, focused], "modal")] == [
        "/blocks/1/element/focus_on_load"
    ]
