import pytest

from sandbox.blocks import check_view
from tests.sandbox.block_samples import block, mrkdwn, plain

MODAL = {"type": "modal", "title": plain("Form"), "blocks": [{"type": "divider"}]}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def said(problems):
    return [str(problem) for problem in problems]


def test_a_modal_and_a_home_with_everything_are_taken():
    whole = {"submit": plain("Send"), "close": plain("Stop"), "clear_on_close": True, "notify_on_close": False}
    named = {"private_metadata": "", "callback_id": "c", "external_id": "e"}

    assert check_view({**MODAL, **whole, **named}) == []
    assert check_view({**HOME, **named, "title": plain("Home")}) == []


def test_a_view_is_refused_with_the_view_named_first():
    problems = check_view({**MODAL, "title": plain("x" * 25), "submit_disabled": True})

    assert said(problems) == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] failed to match all allowed schemas [json-pointer:/view/title]",
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
        "[ERROR] invalid additional property: submit_disabled [json-pointer:/view]",
    ]
    assert {problem.code for problem in problems} == {"invalid_arguments"}


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (None, "must provide an object [json-pointer:/view]"),
        ([], "must provide an object [json-pointer:/view]"),
        ({}, "missing required field: type [json-pointer:/view]"),
        ({**MODAL, "type": "dialog"}, "unsupported type: dialog [json-pointer:/view/type]"),
        ({**MODAL, "type": 1}, "must provide a string [json-pointer:/view/type]"),
        ({"type": "home"}, "missing required field: blocks [json-pointer:/view]"),
        ({"type": "modal", "blocks": MODAL["blocks"]}, "missing required field: title [json-pointer:/view]"),
        ({**MODAL, "title": mrkdwn("Form")}, "must be a valid enum value [json-pointer:/view/title/type]"),
        ({**MODAL, "submit": None}, "must provide an object [json-pointer:/view/submit]"),
        ({**MODAL, "blocks": "[]"}, "must provide an array [json-pointer:/view/blocks]"),
        ({**MODAL, "blocks": []}, "must provide at least 1 items [json-pointer:/view/blocks]"),
        ({**HOME, "submit": plain("Send")}, "invalid additional property: submit [json-pointer:/view]"),
        ({**HOME, "blocks": [{"type": "alert"}]}, "unsupported type: alert [json-pointer:/view/blocks/0/type]"),
        (
            {**MODAL, "blocks": [{"type": "divider"}] * 101},
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
    ],
)
def test_a_view_that_is_none_is_refused(view, reason):
    assert said(check_view(view)) == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        f"[ERROR] {reason}",
    ]


def test_a_modal_with_an_input_can_be_submitted():
    view = {**MODAL, "blocks": [{"type": "divider"}, block("input")]}

    assert said(check_view(view)) == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]
    assert check_view({**view, "submit": plain("Send")}) == []
    assert check_view({**view, "type": "home"}) == []


def test_a_view_weighs_250_kilobytes_and_no_more():
    heavy = {"type": "section", "text": plain("x" * 3000)}

    assert check_view({**HOME, "blocks": [heavy] * 80}) == []
    assert [problem.code for problem in check_view({**HOME, "blocks": [heavy] * 100})] == ["view_too_large"]


@pytest.mark.parametrize(
    ("field", "most", "pointer"),
    [
        ("title", 24, "/title/text"),
        ("submit", 24, "/submit/text"),
        ("close", 24, "/close/text"),
        ("private_metadata", 3000, "/private_metadata"),
        ("callback_id", 255, "/callback_id"),
        ("external_id", 255, "/external_id"),
    ],
)
def test_a_views_texts_have_their_most_characters(field, most, pointer):
    def view(length):
        text = "x" * length
        return {**MODAL, field: text if pointer == f"/{field}" else plain(text)}

    assert check_view(view(most)) == []
    assert said(check_view(view(most + 1)))[-1] == (
        f"[ERROR] must be less than {most + 1} characters [json-pointer:/view{pointer}]"
    )
