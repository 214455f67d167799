"""Every limit twice: at it, and one past it."""

import pytest

from sandbox.blocks import BLOCKS, check_blocks
from tests.sandbox.block_samples import block, element, hosted, mrkdwn, plain, put

URL = "https://example.com/"
X = "x" * 12_001


def url(length):
    return URL + X[: length - len(URL)]


def more_than(characters):
    return f"must be more than {characters} characters"


def less_than(limit):
    return f"must be less than {limit}"


def said(problems):
    return [str(problem) for problem in problems]


def options(count):
    # The samples start with the second of them.
    return [{"text": plain("Two"), "value": "two"}] * count


def raw(count):
    return [{"type": "raw_text", "text": "x"}] * count


def points(count):
    return [{"label": str(number), "value": number} for number in range(count)]


def series(count, length=1):
    return [{"name": str(number), "data": points(length)} for number in range(count)]


def bars(*, lines=1, length=1, **axes):
    axis = {"categories": [str(number) for number in range(length)], **axes}
    return {"type": "bar", "series": series(lines, length), "axis_config": axis}


def pie(**segment):
    return {"type": "pie", "segments": [{"label": "x", "value": 1, **segment}]}


TEXTS = [  # what holds it, where, and its most characters
    ("section", "/text", 3000),
    ("section", "/fields/0", 2000),
    ("header", "/text", 150),
    ("image", "/title", 2000),
    ("input", "/label", 2000),
    ("input", "/hint", 2000),
    ("context", "/elements/0", 3000),
    ("alert", "/text", 200),
    ("card", "/title", 150),
    ("card", "/subtitle", 150),
    ("card", "/body", 200),
    ("card", "/subtext", 200),
    ("container", "/title", 150),
    ("container", "/subtitle", 150),
    ("video", "/title", 199),
    ("video", "/description", 199),
    ("auth_provider", "/name", 75),
    ("auth_provider", "/description", 150),
    ("auth_provider", "/connected_identity", 75),
    ("auth_provider", "/connected_context", 75),
    ("button", "/text", 75),
    ("button", "/confirm/title", 100),
    ("button", "/confirm/text", 300),
    ("button", "/confirm/confirm", 30),
    ("button", "/confirm/deny", 30),
    ("workflow_button", "/text", 75),
    ("icon_button", "/text", 75),
    ("feedback_buttons", "/positive_button/text", 75),
    ("overflow", "/options/0/text", 75),
    ("overflow", "/options/0/description", 75),
    ("checkboxes", "/options/1/text", 75),
    ("radio_buttons", "/options/0/description", 75),
    ("static_select", "/options/0/description", 75),
    ("multi_static_select", "/option_groups/0/label", 75),
    ("users_select", "/placeholder", 150),
    ("datepicker", "/placeholder", 150),
    ("plain_text_input", "/placeholder", 150),
]

STRINGS = [
    ("divider", "/block_id", 255),
    ("button", "/action_id", 255),
    ("button", "/value", 2000),
    ("button", "/accessibility_label", 75),
    ("button", "/agent_prompt", 4000),
    ("feedback_buttons", "/negative_button/value", 2000),
    ("static_select", "/options/0/value", 150),
    ("image", "/alt_text", 2000),
    ("data_visualization", "/title", 50),
    ("auth_provider", "/value", 150),
    ("markdown", "/text", 12_000),
    ("video", "/author_name", 49),
    ("checkboxes", "/options/1/value", 150),
    ("data_visualization", "/chart/series/0/name", 20),
]

URLS = [
    ("button", "/url"),
    ("overflow", "/options/1/url"),
    ("image", "/image_url"),
    ("video", "/video_url"),
    ("auth_provider", "/icon_url"),
]

COUNTS = [  # what holds it, where, its least and most items, and so many of them
    ("section", "/fields", 1, 10, lambda count: [plain("x")] * count),
    ("actions", "/elements", 1, 25, lambda count: [element("button")] * count),
    ("context", "/elements", 1, 10, lambda count: [mrkdwn("x")] * count),
    ("context_actions", "/elements", 1, 5, lambda count: [element("icon_button")] * count),
    ("carousel", "/elements", 1, 10, lambda count: [block("card")] * count),
    ("card", "/actions", 1, 3, lambda count: [element("button")] * count),
    ("container", "/child_blocks", 1, 10, lambda count: [block("divider")] * count),
    ("overflow", "/options", 1, 5, options),
    ("checkboxes", "/options", 1, 10, lambda count: [element("checkboxes", "full")["options"][0]] * count),
    ("multi_static_select", "/option_groups/0/options", 1, 100, options),
    (
        "multi_static_select",
        "/option_groups",
        1,
        100,
        lambda count: element("multi_static_select")["option_groups"] * count,
    ),
    ("static_select", "/options", 1, 100, options),
    ("table", "/rows", 1, 100, lambda count: [raw(1)] * count),
    ("table", "/rows/0", 1, 20, raw),
    ("data_table", "/rows", 2, 101, lambda count: [raw(2)] * count),
    ("data_visualization", "/chart/series", 1, 6, lambda count: bars(lines=count, length=1)["series"]),
    ("data_visualization", "/chart/segments", 1, 6, lambda count: pie()["segments"] * count),
]

RANGES = [  # what holds it, where, its least and most
    ("header", "/level", 1, 4),
    ("data_table", "/page_size", 1, 100),
    ("plain_text_input", "/max_length", 1, 3000),
    ("plain_text_input", "/min_length", 0, 3000),
    ("rich_text", "/elements/0/elements/7/skin_tone", 1, 6),
    ("rich_text", "/elements/2/border", 0, 1),
    ("data_table", "/row_header_column_index", 0, 1),
    ("rich_text_input", "/min_lines", 1, 100),
    ("file_input", "/max_files", 1, 10),
    ("datetimepicker", "/initial_date_time", 0, 9_999_999_999),
]


def in_block(kind, pointer, value):
    """The problems with a full sample in which the value at *pointer* is another one, and its pointer in the block."""
    whole, place, surface = (block(kind, "full"), "", min(BLOCKS[kind])) if kind in BLOCKS else hosted(kind)
    if kind == "data_visualization":
        whole["chart"] = pie() if pointer == "/chart/segments" else bars()
    put(whole, place + pointer, value)
    return check_blocks([whole], surface), f"/blocks/0{place}{pointer}"


@pytest.mark.parametrize(("kind", "pointer", "most"), TEXTS)
def test_a_text_object_has_its_most_characters_and_at_least_one(kind, pointer, most):
    assert in_block(kind, pointer, plain("x" * most))[0] == []

    for text, reason in ((X[: most + 1], f"{less_than(most + 1)} characters"), ("", more_than(0))):
        problems, at = in_block(kind, pointer, plain(text))
        assert said(problems) == [
            f"[ERROR] failed to match all allowed schemas [json-pointer:{at}]",
            f"[ERROR] {reason} [json-pointer:{at}/text]",
        ]


@pytest.mark.parametrize(("kind", "pointer", "most"), STRINGS)
def test_a_string_has_its_most_characters_and_at_least_one(kind, pointer, most):
    assert in_block(kind, pointer, "x" * most)[0] == []

    for text, reason in ((X[: most + 1], f"{less_than(most + 1)} characters"), ("", more_than(0))):
        problems, at = in_block(kind, pointer, text)
        assert said(problems) == [f"[ERROR] {reason} [json-pointer:{at}]"]


@pytest.mark.parametrize(("kind", "pointer"), URLS)
def test_an_address_is_one_and_has_3000_characters(kind, pointer):
    assert in_block(kind, pointer, url(3000))[0] == []

    for address, reason in (
        (url(3001), f"{less_than(3001)} characters"),
        ("", more_than(0)),
        ("example.com", "invalid url"),
        ("https://", "invalid url"),
    ):
        problems, at = in_block(kind, pointer, address)
        assert said(problems) == [f"[ERROR] {reason} [json-pointer:{at}]"]


def test_a_button_opens_other_programs_and_an_image_comes_from_the_web():
    assert in_block("button", "/url", "mailto:ann@example.com")[0] == []
    assert said(in_block("image", "/image_url", "mailto:ann@example.com")[0]) == [
        "[ERROR] invalid url [json-pointer:/blocks/0/image_url]"
    ]


def test_a_video_comes_over_https():
    assert said(in_block("video", "/video_url", "http://example.com/v")[0]) == [
        "[ERROR] invalid url [json-pointer:/blocks/0/video_url]"
    ]


@pytest.mark.parametrize(("kind", "pointer", "least", "most", "so_many"), COUNTS)
def test_a_list_has_its_least_and_its_most_items(kind, pointer, least, most, so_many):
    assert in_block(kind, pointer, so_many(most))[0] == []

    for count, reason in (
        (most + 1, f"no more than {most} items allowed"),
        (least - 1, f"must provide at least {least} items"),
    ):
        problems, at = in_block(kind, pointer, so_many(count))
        assert said(problems) == [f"[ERROR] {reason} [json-pointer:{at}]"]


@pytest.mark.parametrize(("kind", "pointer", "least", "most"), RANGES)
def test_a_number_has_its_least_and_its_most(kind, pointer, least, most):
    assert in_block(kind, pointer, least)[0] == []
    assert in_block(kind, pointer, most)[0] == []

    for number, reason in ((least - 1, f"must be greater than {least}"), (most + 1, less_than(most))):
        problems, at = in_block(kind, pointer, number)
        assert said(problems) == [f"[ERROR] {reason} [json-pointer:{at}]"]


def test_a_table_has_settings_for_20_columns():
    assert in_block("table", "/column_settings", [None] * 20)[0] == []
    assert said(in_block("table", "/column_settings", [None] * 21)[0]) == [
        "[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/column_settings]"
    ]


def test_a_rich_text_list_is_indented_by_zero_or_more():
    assert in_block("rich_text", "/elements/1/indent", 0)[0] == []
    assert said(in_block("rich_text", "/elements/1/indent", -1)[0]) == [
        "[ERROR] must be greater than 0 [json-pointer:/blocks/0/elements/1/indent]"
    ]


@pytest.mark.parametrize(
    ("chart", "pointer", "reason"),
    [
        (pie(label="x" * 21), "/segments/0/label", "must be less than 21 characters"),
        (pie(value=0), "/segments/0/value", "must be greater than 0"),
        (pie(value="1"), "/segments/0/value", "must provide a number"),
        ({"type": "donut"}, "/type", "unsupported type: donut"),
        (bars(length=21), "/axis_config/categories", "no more than 20 items allowed"),
        (bars(length=21), "/series/0/data", "no more than 20 items allowed"),
        (bars(length=0), "/axis_config/categories", "must provide at least 1 items"),
        (bars(length=0), "/series/0/data", "must provide at least 1 items"),
        (bars(x_label="x" * 51), "/axis_config/x_label", "must be less than 51 characters"),
        (bars(y_label="x" * 51), "/axis_config/y_label", "must be less than 51 characters"),
        (bars(categories=["x" * 21]), "/axis_config/categories/0", "must be less than 21 characters"),
        ({**bars(), "series": series(1) * 2}, "/series", "Input contains duplicate items"),
        ({**bars(), "x_label": "x"}, "", "invalid additional property: x_label"),
        (
            {**bars(length=2), "series": [*series(1, 2), {"name": "short", "data": points(1)}]},
            "/series/1/data",
            "must contain exactly one data point for each of `axis_config.categories`",
        ),
        (
            {**bars(length=2), "series": [{"name": "twice", "data": points(1) * 2}]},
            "/series/0/data",
            "must contain exactly one data point for each of `axis_config.categories`",
        ),
    ],
)
def test_a_chart_keeps_slacks_rules(chart, pointer, reason):
    problems = check_blocks([{"type": "data_visualization", "title": "Chart", "chart": chart}], "message")
    assert f"[ERROR] {reason} [json-pointer:/blocks/0/chart{pointer}]" in said(problems)


def test_a_chart_at_every_limit_is_taken():
    axes = {"x_label": "x" * 50, "y_label": "y" * 50}
    for chart in (bars(lines=6, length=20, **axes), {"type": "pie", "segments": pie(label="x" * 20)["segments"] * 6}):
        assert check_blocks([{"type": "data_visualization", "title": "x" * 50, "chart": chart}], "message") == []
