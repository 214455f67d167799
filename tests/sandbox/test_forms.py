"""What Slack itself refuses before an app sees a form, and how each kind of input holds its value."""

import pytest

from tests.sandbox.block_samples import option
from tests.sandbox.calling import pull_trigger
from tests.sandbox.forms import modal, question

OPTIONS = [option("a"), option("b"), option("c")]
REQUIRED = "Please complete this required field."


async def opened(workspace, web, element, **fields):
    form = modal(question("field", element, **fields), callback_id="form")
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)


async def marked(workspace, raw):
    """The sentence with which the field is marked when *raw* is put into it and the form is sent."""
    before = len(workspace.log.since(kind="sent"))
    reply = await workspace.submit("ana", {"field": raw})
    gone = len(workspace.log.since(kind="sent")) > before
    assert gone is not bool(reply.errors), "a form goes to the app exactly if nothing is marked"
    return (reply.errors or {}).get("field", "")


@pytest.mark.parametrize(
    "element",
    [
        {"type": "plain_text_input"},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
        {"type": "number_input", "is_decimal_allowed": True},
        {"type": "rich_text_input"},
        {"type": "static_select", "options": OPTIONS},
        {"type": "multi_static_select", "options": OPTIONS},
        {"type": "checkboxes", "options": OPTIONS},
        {"type": "radio_buttons", "options": OPTIONS},
        {"type": "external_select"},
        {"type": "multi_external_select"},
        {"type": "users_select"},
        {"type": "multi_users_select"},
        {"type": "conversations_select"},
        {"type": "multi_conversations_select"},
        {"type": "channels_select"},
        {"type": "multi_channels_select"},
        {"type": "datepicker"},
        {"type": "timepicker"},
        {"type": "datetimepicker"},
        {"type": "file_input"},
    ],
    ids=lambda element: element["type"],
)
async def test_a_required_field_must_be_filled_in_and_an_optional_one_need_not(workspace, web, element):
    await opened(workspace, web, element)
    assert (await workspace.submit("ana")).errors == {"field": REQUIRED}
    assert workspace.modal("ana")["errors"] == {"field": REQUIRED}
    assert workspace.log.since(kind="sent", name="form") == []

    await opened(workspace, web, element, optional=True)
    assert (await workspace.submit("ana")).errors is None
    assert len(workspace.log.since(kind="sent", name="form")) == 1


@pytest.mark.parametrize(
    ("element", "raw", "sentence"),
    [
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please use at least 3 characters."),
        ({"type": "plain_text_input", "min_length": 3}, "abc", ""),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please use no more than 3 characters."),
        ({"type": "plain_text_input"}, "x" * 3000, ""),
        ({"type": "plain_text_input"}, "x" * 3001, "Please use no more than 3000 characters."),
        ({"type": "email_text_input"}, "ana", "Please enter an email address, like ana@company.com."),
        ({"type": "email_text_input"}, "ana@lumen.example", ""),
        ({"type": "url_text_input"}, "lumen.example", "Please enter a URL that starts with https://."),
        ({"type": "url_text_input"}, "https://lumen.example/x", ""),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", ""),
        ({"type": "number_input", "is_decimal_allowed": True}, "many", "Please enter a number."),
        (
            {"type": "number_input", "is_decimal_allowed": False, "min_value": "2"},
            "1",
            "Please enter a number of at least 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "2"},
            "3",
            "Please enter a number of at most 2.",
        ),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "-2", "max_value": "2"}, "-2", ""),
        (
            {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 2},
            ["a", "b", "c"],
            "Please choose no more than 2.",
        ),
        ({"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 2}, ["a", "b"], ""),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"], "Please choose no more than 1."),
    ],
)
async def test_a_value_against_the_field_s_own_rules_is_marked(workspace, web, element, raw, sentence):
    await opened(workspace, web, element)

    assert await marked(workspace, raw) == sentence


RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hello"}]}],
}


@pytest.mark.parametrize(
    ("element", "raw", "held"),
    [
        ({"type": "plain_text_input"}, "Hello", {"value": "Hello"}),
        ({"type": "email_text_input"}, "a@b.example", {"value": "a@b.example"}),
        ({"type": "url_text_input"}, "https://b.example", {"value": "https://b.example"}),
        ({"type": "number_input", "is_decimal_allowed": False}, 7, {"value": "7"}),
        ({"type": "rich_text_input"}, "Hello", {"rich_text_value": RICH}),
        ({"type": "rich_text_input"}, RICH, {"rich_text_value": RICH}),
        ({"type": "static_select", "options": OPTIONS}, "b", {"selected_option": OPTIONS[1]}),
        ({"type": "radio_buttons", "options": OPTIONS}, "b", {"selected_option": OPTIONS[1]}),
        ({"type": "multi_static_select", "options": OPTIONS}, ["a", "c"], {"selected_options": OPTIONS[::2]}),
        ({"type": "checkboxes", "options": OPTIONS}, ["a"], {"selected_options": OPTIONS[:1]}),
        ({"type": "multi_external_select"}, [OPTIONS[0]], {"selected_options": OPTIONS[:1]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "multi_conversations_select"}, ["C1"], {"selected_conversations": ["C1"]}),
        ({"type": "channels_select"}, "C1", {"selected_channel": "C1"}),
        ({"type": "multi_channels_select"}, ["C1"], {"selected_channels": ["C1"]}),
        ({"type": "datepicker"}, "2026-12-24", {"selected_date": "2026-12-24"}),
        ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
        ({"type": "datetimepicker"}, 1800000000, {"selected_date_time": 1800000000}),
    ],
    ids=lambda value: value.get("type", "") if isinstance(value, dict) else "",
)
async def test_what_was_put_in_arrives_in_slack_s_shape(workspace, web, element, raw, held):
    await opened(workspace, web, element)

    assert await marked(workspace, raw) == ""

    view = workspace.log.since(kind="sent", name="form")[0].detail["payload"]["view"]
    assert view["state"]["values"]["field"]["answer"] == {"type": element["type"], **held}


@pytest.mark.parametrize(
    ("element", "held"),
    [
        ({"type": "plain_text_input", "initial_value": "Hi"}, {"value": "Hi"}),
        ({"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0]}, {"selected_option": OPTIONS[0]}),
        ({"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]}, {"selected_options": OPTIONS[:1]}),
        ({"type": "datepicker", "initial_date": "2026-12-24"}, {"selected_date": "2026-12-24"}),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, {"selected_users": ["U1"]}),
    ],
    ids=lambda value: value.get("type", ""),
)
async def test_a_field_that_was_not_touched_holds_what_the_app_put_in(workspace, web, element, held):
    await opened(workspace, web, element)

    assert (await workspace.submit("ana")).errors is None

    view = workspace.log.since(kind="sent", name="form")[0].detail["payload"]["view"]
    assert view["state"]["values"]["field"]["answer"] == {"type": element["type"], **held}


@pytest.mark.parametrize(
    ("kind", "field"),
    [("conversations_select", "selected_conversation"), ("multi_conversations_select", "selected_conversations")],
)
async def test_a_field_can_begin_with_the_conversation_that_the_person_is_in(workspace, web, kind, field):
    form = modal(question("field", {"type": kind, "default_to_current_conversation": True}), callback_id="form")
    await workspace.command("ana", "/form", channel="kudos")
    trigger = workspace.log.since(kind="sent")[-1].detail["payload"]["trigger_id"]
    await web.views_open(trigger_id=trigger, view=form)

    assert (await workspace.submit("ana")).errors is None

    kudos = workspace.channels.named("kudos").id
    view = workspace.log.since(kind="sent", name="form")[0].detail["payload"]["view"]
    assert view["state"]["values"]["field"]["answer"][field] == ([kudos] if kind.startswith("multi") else kudos)


async def test_two_fields_of_the_same_name_are_filled_in_by_their_blocks(workspace, web):
    form = modal(question("one"), question("two"), callback_id="form")
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)

    await workspace.submit("ana", {"one": "1", "two": "2"})

    values = workspace.log.since(kind="sent", name="form")[0].detail["payload"]["view"]["state"]["values"]
    assert {name: value["answer"]["value"] for name, value in values.items()} == {"one": "1", "two": "2"}


async def test_an_uploaded_file_is_what_a_file_input_holds(workspace, web):
    await opened(workspace, web, {"type": "file_input"})
    file = await workspace.upload("ana", "notes.txt", b"Hello")

    assert await marked(workspace, [workspace.files.as_slack(file)]) == ""
    view = workspace.log.since(kind="sent", name="form")[0].detail["payload"]["view"]
    assert view["state"]["values"]["field"]["answer"]["files"][0]["id"] == file.id
    assert (await web.files_info(file=file.id))["file"]["mimetype"] == "text/plain"


async def test_an_option_that_is_not_there_cannot_be_chosen(workspace, web):
    await opened(workspace, web, {"type": "static_select", "options": OPTIONS})

    with pytest.raises(ValueError, match="there is no option “d”; there are: a, b, c"):
        await workspace.fill("ana", {"field": "d"})
