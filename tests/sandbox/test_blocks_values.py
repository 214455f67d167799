"""What is refused for what it says rather than for its length."""

import pytest

from sandbox.blocks import check_blocks
from tests.sandbox.block_samples import around, block, element, hosted, mrkdwn, option, plain


def said(problems):
    return [str(problem) for problem in problems]


def with_(kind, **changes):
    return {**block(kind), **changes}


def without(kind, field):
    whole = block(kind)
    del whole[field]
    return whole


IMAGE = {"type": "image", "alt_text": "A cat"}
RICH = {"type": "rich_text", "elements": []}


@pytest.mark.parametrize(
    ("broken", "pointer", "reason"),
    [
        (None, "", "must provide an object"),
        ([], "", "must provide an object"),
        ({}, "", "missing required field: type"),
        ({"type": None}, "/type", "must provide a string"),
        ({"type": "sections"}, "/type", "unsupported type: sections"),
        (with_("divider", text="x"), "", "invalid additional property: text"),
        (with_("divider", block_id=None), "/block_id", "must provide a string"),
        ({"type": "section"}, "/type", "must define either `text` or `fields`"),
        ({"type": "header"}, "", "missing required field: text"),
        (with_("section", text="x"), "/text", "must provide an object"),
        (with_("section", text={"text": "x"}), "/text", "missing required field: type"),
        (with_("section", text={"type": "markdown", "text": "x"}), "/text/type", "unsupported type: markdown"),
        (with_("section", text={"type": "mrkdwn"}), "/text", "missing required field: text"),
        (with_("section", text={"type": "mrkdwn", "text": None}), "/text/text", "must provide a string"),
        (with_("section", text={**mrkdwn("x"), "emoji": True}), "/text", "invalid additional property: emoji"),
        (with_("section", text={**plain("x"), "verbatim": True}), "/text", "invalid additional property: verbatim"),
        (with_("section", text={**plain("x"), "emoji": 1}), "/text/emoji", "must be a boolean"),
        (with_("section", fields="x"), "/fields", "must provide an array"),
        (with_("header", text=mrkdwn("x")), "/text/type", "must be a valid enum value"),
        (with_("header", level=1.0), "/level", "must provide an integer"),
        (IMAGE, "", "missing required field: image_url"),
        ({**IMAGE, "slack_file": {}}, "/slack_file", "failed to match exactly one allowed schema"),
        (
            {**IMAGE, "slack_file": {"id": "F1"}, "image_url": "https://example.com"},
            "",
            "failed to match exactly one allowed schema",
        ),
        ({"type": "image", "image_url": "https://example.com"}, "", "missing required field: alt_text"),
        ({"type": "card"}, "/type", "must define at least one of `hero_image`, `title`, `actions` or `body`"),
        (with_("card", title="x"), "/title", "must provide an object"),
        (
            {**block("card", "full"), "slack_icon": {"type": "icon", "name": "bug"}},
            "/slack_icon",
            "must define only one of `icon` or `slack_icon`",
        ),
        (with_("card", slack_icon={"type": "icon", "name": "cat"}), "/slack_icon/name", "must be a valid enum value"),
        (with_("carousel", elements=[block("section")]), "/elements/0/type", "must be a valid enum value"),
        (without("container", "title"), "/type", "must define either `title` or `rich_text_title`"),
        (with_("plan", title=plain("x")), "/title", "must provide a string"),
        (with_("task_card", status="pending"), "/status", "must be a valid enum value"),
        (with_("table", rows=[[{"type": "raw_number", "text": "1"}]]), "/rows/0/0", "missing required field: value"),
        (with_("table", rows=[[{"type": "raw_text", "text": ""}]]), "/rows/0/0/text", "must be more than 0 characters"),
        (without("data_table", "caption"), "", "missing required field: caption"),
        (with_("data_table", rows=[[RICH], [RICH]]), "/rows/0/0/type", "unsupported type: rich_text"),
        (
            with_("data_table", rows=[[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x"}] * 2]),
            "/rows/1",
            "must have the same number of cells as the header",
        ),
        (with_("data_table", row_header_column_index=1), "/row_header_column_index", "must be less than 0"),
        (
            {**block("input"), "dispatch_action": True, "element": element("file_input")},
            "/element/type",
            "unsupported type: file_input",
        ),
        (with_("input", element="x"), "/element", "must provide an object"),
    ],
)
def test_a_broken_block_is_refused_with_its_reason(broken, pointer, reason):
    in_modal = isinstance(broken, dict) and broken.get("type") == "input"
    assert said(check_blocks([broken], "modal" if in_modal else "message"))[0].replace("/blocks/0", "", 1) == (
        f"[ERROR] {reason} [json-pointer:{pointer}]"
    )


OFFERED = "must be one of the provided options"


@pytest.mark.parametrize(
    ("kind", "changes", "pointer", "reason"),
    [
        ("button", {"style": "default"}, "/style", "must be a valid enum value"),
        ("button", {"style": None}, "/style", "must provide a string"),
        ("button", {"block_id": "b"}, "", "invalid additional property: block_id"),
        ("button", {"text": mrkdwn("x")}, "/text/type", "must be a valid enum value"),
        ("button", {"confirm": {}}, "/confirm", "missing required field: title"),
        ("static_select", {"options": None}, "/options", "must provide an array"),
        ("static_select", {"initial_option": None}, "/initial_option", "must provide an object"),
        ("static_select", {"initial_option": option("three")}, "/initial_option", OFFERED),
        (
            "static_select",
            {"options": [{**option("one"), "type": "x"}]},
            "/options/0",
            "invalid additional property: type",
        ),
        (
            "static_select",
            {"option_groups": [{"label": plain("x"), "options": [option("one")]}]},
            "",
            "failed to match exactly one allowed schema",
        ),
        (
            "static_select",
            {"options": [{"text": mrkdwn("x"), "value": "x"}]},
            "/options/0/text/type",
            "must be a valid enum value",
        ),
        ("multi_static_select", {"initial_options": [option("three")]}, "/initial_options", OFFERED),
        ("multi_static_select", {"initial_options": []}, "/initial_options", OFFERED),
        ("multi_static_select", {"max_selected_items": 0}, "/max_selected_items", "must be greater than 1"),
        ("checkboxes", {"initial_options": [option("one"), option("three")]}, "/initial_options", OFFERED),
        ("checkboxes", {"initial_options": []}, "/initial_options", OFFERED),
        ("radio_buttons", {"initial_option": option("three")}, "/initial_option", OFFERED),
        ("conversations_select", {"filter": {}}, "/filter", "must have minimum 1 properties"),
        ("conversations_select", {"filter": {"include": []}}, "/filter/include", "must provide at least 1 items"),
        ("conversations_select", {"filter": {"include": ["dm"]}}, "/filter/include/0", "must be a valid enum value"),
        ("external_select", {"min_query_length": -1}, "/min_query_length", "must be greater than 0"),
        ("number_input", {"min_value": "1.5", "max_value": "1"}, "/min_value", "must be less than 1"),
        ("number_input", {"min_value": 1}, "/min_value", "must provide a string"),
        ("plain_text_input", {"min_length": 2, "max_length": 1}, "/min_length", "must be less than 1"),
        ("plain_text_input", {"initial_value": "x" * 3001}, "/initial_value", "must be less than 3001 characters"),
        ("plain_text_input", {"min_length": 3001}, "/min_length", "must be less than 3000"),
        (
            "plain_text_input",
            {"dispatch_action_config": {"trigger_actions_on": ["on_click"]}},
            "/dispatch_action_config/trigger_actions_on/0",
            "must be a valid enum value",
        ),
        ("datepicker", {"initial_date": "2023-02-29"}, "/initial_date", "input must be a valid: date"),
        ("datepicker", {"initial_date": "20240229"}, "/initial_date", "input must be a valid: date"),
        ("datepicker", {"initial_date": ""}, "/initial_date", "input must be a valid: date"),
        ("icon_button", {"icon": "pencil"}, "/icon", "must be a valid enum value"),
        ("file_input", {"filetypes": []}, "/filetypes", "must provide at least 1 items"),
        ("multi_external_select", {"initial_options": []}, "/initial_options", "must provide at least 1 items"),
        (
            "plain_text_input",
            {"dispatch_action_config": {"trigger_actions_on": []}},
            "/dispatch_action_config/trigger_actions_on",
            "must provide at least 1 items",
        ),
        ("rich_text_input", {"initial_value": "x"}, "/initial_value", "must provide an object"),
    ],
)
def test_a_broken_element_is_refused_with_its_reason(kind, changes, pointer, reason):
    whole, place, surface = hosted(kind)
    changed, _ = around({**element(kind, "full"), **changes}, whole["type"])

    assert said(check_blocks([changed], surface))[0] == f"[ERROR] {reason} [json-pointer:/blocks/0{place}{pointer}]"


def test_a_menu_without_options_is_refused():
    menu, place = around({"type": "static_select"}, "actions")
    assert said(check_blocks([menu], "message")) == [
        f"[ERROR] must define either `options` or `option_groups` [json-pointer:/blocks/0{place}/type]"
    ]


def test_typing_may_be_sent_for_one_reason():
    one = {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    assert check_blocks([around(one, "input")[0]], "modal") == []


def test_an_initial_option_may_differ_in_its_flags():
    chosen = {"text": {**plain("one"), "emoji": True}, "value": "one"}
    menu = {"type": "static_select", "options": [option("one")], "initial_option": chosen}
    assert check_blocks([around(menu, "actions")[0]], "message") == []


@pytest.mark.parametrize("time", ["24:00", "9:30", "09:60", "09:30:00", "09:30\n", ""])
def test_a_time_is_hours_and_minutes(time):
    whole, place, surface = hosted("timepicker")
    changed, _ = around({"type": "timepicker", "initial_time": time}, whole["type"])

    assert [problem.pointer for problem in check_blocks([changed], surface)] == [f"/blocks/0{place}/initial_time"]


@pytest.mark.parametrize("number", ["x", "", "1,5", "1e3", ".5"])
def test_a_number_is_digits(number):
    changed, _ = around({"type": "number_input", "is_decimal_allowed": True, "max_value": number}, "input")
    assert [problem.pointer for problem in check_blocks([changed], "modal")] == ["/blocks/0/element/max_value"]


@pytest.mark.parametrize(
    ("part", "pointer", "reason"),
    [
        ({"type": "text", "text": ""}, "/text", "must be more than 0 characters"),
        ({"type": "bold", "text": "x"}, "/type", "unsupported type: bold"),
        ({"type": "user", "user_id": "U1", "style": {"code": True}}, "/style", "invalid additional property: code"),
        ({"type": "broadcast", "range": "all"}, "/range", "must be a valid enum value"),
        ({"type": "emoji"}, "", "missing required field: name"),
    ],
)
def test_a_broken_part_of_rich_text_is_refused_with_its_reason(part, pointer, reason):
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [part]}]}
    assert said(check_blocks([rich], "message")) == [
        f"[ERROR] {reason} [json-pointer:/blocks/0/elements/0/elements/0{pointer}]"
    ]


def test_a_list_in_a_list_is_refused():
    inner = {"type": "rich_text_list", "style": "bullet", "elements": []}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [inner]}]}

    assert "[ERROR] invalid additional property: style [json-pointer:/blocks/0/elements/0/elements/0]" in said(
        check_blocks([rich], "message")
    )


def test_every_problem_of_a_payload_is_told():
    broken = [{"type": "divider", "a": 1, "b": 2}, {"type": "divider"}, {"type": "nothing"}]
    assert [problem.pointer for problem in check_blocks(broken, "message")] == [
        "/blocks/0",
        "/blocks/0",
        "/blocks/2/type",
    ]


def test_a_pointer_escapes_what_pointers_are_made_of():
    assert check_blocks([{"type": "divider", "type:x": 1}], "message")[0].message == (
        "invalid additional property: type:x"
    )
