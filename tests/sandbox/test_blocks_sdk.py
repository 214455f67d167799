"""What slack_sdk's own models write is taken, and nothing that JSON can say is an exception."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.block_elements import FileInputElement, RichTextElementParts, WorkflowButtonElement
from slack_sdk.models.views import View

from sandbox.blocks import BLOCKS, ELEMENTS, check_blocks, check_view
from tests.sandbox.block_samples import SAMPLES, SURFACES, around

OPTIONS = [sdk.Option(value="a", text="A", description="First"), sdk.Option(value="b", text="B")]
CONFIRM = sdk.ConfirmObject(title="Sure?", text="*Really*?", confirm="Yes", deny="No", style="danger")
IMAGE = sdk.ImageElement(image_url="https://example.com/cat.png", alt_text="A cat")
BUTTON = sdk.ButtonElement(text="Go", action_id="go", value="v", style="primary", confirm=CONFIRM)
FEEDBACK = sdk.FeedbackButtonObject(text="Good", value="good", accessibility_label="It was good")
PARTS = RichTextElementParts
STYLE = PARTS.TextStyle(bold=True, italic=False).to_dict()
RICH_TEXT = sdk.RichTextBlock(
    elements=[
        sdk.RichTextSectionElement(
            elements=[
                PARTS.Text(text="x", style=STYLE),
                PARTS.Channel(channel_id="C1", style=STYLE),
                PARTS.User(user_id="U1"),
                PARTS.Emoji(name="wave", skin_tone=2),
                PARTS.Link(url="https://example.com", text="here"),
                PARTS.Team(team_id="T1"),
                PARTS.UserGroup(usergroup_id="S1"),
                PARTS.Date(timestamp=1720710212, format="{date_num}", fallback="then"),
                PARTS.Broadcast(range="here"),
                PARTS.Color(value="#F405B3"),
            ]
        ),
        sdk.RichTextListElement(style="bullet", elements=[sdk.RichTextSectionElement(elements=[])]),
        sdk.RichTextPreformattedElement(elements=[PARTS.Text(text="x = 1")]),
        sdk.RichTextQuoteElement(elements=[PARTS.Text(text="x")]),
    ]
)
CARD = sdk.CardBlock(title="*Ann*", subtitle="Paris", body="Hello", hero_image=IMAGE, icon=IMAGE, actions=[BUTTON])
SECTION = sdk.SectionBlock(text="*x*", fields=["a", "b"], accessory=BUTTON, expand=True)
TABLE = sdk.TableBlock(
    rows=[[sdk.RawTextObject(text="x"), RICH_TEXT], [sdk.RawNumberObject(value=1.5, text="1.5"), RICH_TEXT]],
    column_settings=[sdk.TableBlockColumnSettings(align="right", is_wrapped=True)],
)

WRITTEN_BLOCKS: list[Any] = [
    SECTION,
    sdk.DividerBlock(block_id="b"),
    sdk.ImageBlock(alt_text="A cat", image_url="https://example.com/cat.png", title="Cat"),
    sdk.ActionsBlock(elements=[BUTTON]),
    sdk.ContextBlock(elements=[IMAGE, sdk.MarkdownTextObject(text="x", verbatim=True), sdk.PlainTextObject(text="y")]),
    sdk.CallBlock(call_id="R1", api_decoration_available=False),
    sdk.HeaderBlock(text="News"),
    sdk.MarkdownBlock(text="**x**"),
    sdk.VideoBlock(
        alt_text="v", title="Tour", thumbnail_url="https://example.com/t.png", video_url="https://example.com/v"
    ),
    RICH_TEXT,
    TABLE,
    sdk.TaskCardBlock(
        task_id="t",
        title="Look it up",
        status="complete",
        details=RICH_TEXT,
        sources=[sdk.UrlSourceElement(url="https://example.com", text="example.com")],
    ),
    sdk.PlanBlock(title="Thinking", tasks=[sdk.TaskCardBlock(task_id="t", title="Look", status="pending")]),
    sdk.AlertBlock(text="Careful", level="warning"),
    CARD,
    sdk.CarouselBlock(elements=[CARD]),
    sdk.ContainerBlock(child_blocks=[SECTION, TABLE], title="x", subtitle="y", icon=IMAGE, width="full"),
    sdk.AuthProviderBlock(
        value="github", name="GitHub", is_connected=True, accessory=sdk.OverflowMenuElement(options=OPTIONS)
    ),
    sdk.InputBlock(label="x", hint="y", optional=True, element=sdk.PlainTextInputElement(action_id="a")),
    sdk.ContextActionsBlock(
        elements=[
            sdk.FeedbackButtonsElement(positive_button=FEEDBACK, negative_button=FEEDBACK, action_id="f"),
            sdk.IconButtonElement(icon="trash", text="Delete", action_id="i"),
        ]
    ),
]

MENU: dict[str, Any] = {"action_id": "a", "placeholder": "Choose", "confirm": CONFIRM, "focus_on_load": True}
TYPED: dict[str, Any] = {"action_id": "a", "placeholder": "Type", "focus_on_load": True}
FILTER = sdk.ConversationFilter(include=["im"], exclude_bot_users=True)

WRITTEN_ELEMENTS: list[Any] = [
    BUTTON,
    sdk.LinkButtonElement(text="Go", url="https://example.com", action_id="a"),
    WorkflowButtonElement(text="Run", action_id="a", workflow={"trigger": {"url": "https://slack.com/shortcuts/Ft1"}}),
    sdk.OverflowMenuElement(action_id="a", options=OPTIONS, confirm=CONFIRM),
    sdk.ImageElement(slack_file={"id": "F1"}, alt_text="A cat"),
    sdk.CheckboxesElement(action_id="a", options=OPTIONS, initial_options=OPTIONS[:1], confirm=CONFIRM),
    sdk.RadioButtonsElement(action_id="a", options=OPTIONS, initial_option=OPTIONS[0]),
    sdk.DatePickerElement(initial_date="2024-02-29", **MENU),
    sdk.TimePickerElement(initial_time="09:30", timezone="Europe/Paris", **MENU),
    sdk.DateTimePickerElement(action_id="a", initial_date_time=1628633820, confirm=CONFIRM),
    sdk.StaticSelectElement(options=OPTIONS, initial_option=OPTIONS[1], **MENU),
    sdk.SelectElement(options=OPTIONS, action_id="a", placeholder="Choose"),
    sdk.StaticMultiSelectElement(
        option_groups=[sdk.OptionGroup(label="All", options=OPTIONS)], initial_options=OPTIONS, **MENU
    ),
    sdk.ExternalDataSelectElement(initial_option=OPTIONS[0], min_query_length=1, **MENU),
    sdk.ExternalDataMultiSelectElement(initial_options=OPTIONS, max_selected_items=2, **MENU),
    sdk.UserSelectElement(initial_user="U1", **MENU),
    sdk.UserMultiSelectElement(initial_users=["U1"], **MENU),
    sdk.ConversationSelectElement(initial_conversation="C1", filter=FILTER, response_url_enabled=True, **MENU),
    sdk.ConversationMultiSelectElement(initial_conversations=["C1"], filter=FILTER, **MENU),
    sdk.ChannelSelectElement(initial_channel="C1", response_url_enabled=True, **MENU),
    sdk.ChannelMultiSelectElement(initial_channels=["C1"], **MENU),
    sdk.PlainTextInputElement(multiline=True, min_length=1, max_length=10, **TYPED),
    sdk.EmailInputElement(initial_value="a@example.com", **TYPED),
    sdk.UrlInputElement(initial_value="https://example.com", **TYPED),
    sdk.NumberInputElement(is_decimal_allowed=True, min_value="0", max_value="1", **TYPED),
    sdk.RichTextInputElement(initial_value=RICH_TEXT, **TYPED),
    FileInputElement(action_id="a", filetypes=["png"], max_files=1),
]


@pytest.mark.parametrize("model", WRITTEN_BLOCKS, ids=lambda model: type(model).__name__)
def test_a_block_of_slack_sdk_is_taken(model):
    assert check_blocks([model.to_dict()], min(BLOCKS[model.type])) == []


@pytest.mark.parametrize("model", WRITTEN_ELEMENTS, ids=lambda model: type(model).__name__)
def test_an_element_of_slack_sdk_is_taken(model):
    host = min(ELEMENTS[model.type].blocks - {"card"})
    surface = min(ELEMENTS[model.type].surfaces)
    assert check_blocks([around(model.to_dict(), host)[0]], surface) == []


def test_every_block_that_slack_sdk_knows_is_tried():
    known = {thing.type for name, thing in vars(sdk).items() if name.endswith("Block") and hasattr(thing, "type")}
    assert {model.type for model in WRITTEN_BLOCKS} | {"file"} == known


def test_a_view_of_slack_sdk_is_taken():
    view = View(
        type="modal",
        title="Form",
        submit="Send",
        close="Stop",
        callback_id="c",
        private_metadata="{}",
        clear_on_close=True,
        blocks=[sdk.InputBlock(label="x", element=sdk.PlainTextInputElement(action_id="a"))],
    )
    assert check_view(view.to_dict()) == []
    assert check_view(View(type="home", blocks=[sdk.DividerBlock()]).to_dict()) == []


# Nothing that JSON can say is an exception

WORDS = sorted({"type", "blocks", "text", "elements", "title", "submit", "rows", "chart", *BLOCKS, *ELEMENTS})
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=5),
    max_leaves=25,
)
SOUND = st.sampled_from([form for samples in SAMPLES["blocks"].values() for form in samples.values()])


@st.composite
def spoiled(draw):
    """A sound block in which one value, at any depth, is another one."""

    def spoil(value):
        if isinstance(value, dict) and value and draw(st.booleans()):
            key = draw(st.sampled_from(sorted(value)))
            return {**value, key: spoil(value[key])}
        if isinstance(value, list) and value and draw(st.booleans()):
            return [spoil(value[0]), *value[1:]]
        return draw(JSON)

    return spoil(draw(SOUND))


@given(JSON, st.sampled_from(SURFACES))
def test_no_json_whatever_raises(junk, surface):
    check_blocks(junk, surface)
    check_view(junk)


@given(st.lists(SOUND | spoiled() | JSON, max_size=4), st.sampled_from(SURFACES))
def test_spoiled_blocks_are_told_and_do_not_raise(blocks, surface):
    for problem in check_blocks(blocks, surface):
        assert problem.pointer.startswith("/blocks")
        assert "type:" not in problem.pointer
    check_view({"type": surface, "title": {"type": "plain_text", "text": "x"}, "blocks": blocks})


def test_junk_deeper_than_python_can_recurse_does_not_raise():
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    parameters = {"customizable_input_parameters": [{"name": "x", "value": deep}], "url": "https://slack.com/x"}
    button = {
        "type": "workflow_button",
        "text": {"type": "plain_text", "text": "x"},
        "workflow": {"trigger": parameters},
    }

    for blocks in (deep, [{"type": "divider", "x": deep}], [{"type": "actions", "elements": [button]}]):
        for surface in SURFACES:
            check_blocks(blocks, surface)
            check_view({"type": surface, "title": {"type": "plain_text", "text": "x"}, "blocks": blocks})
    check_view(deep)


def test_a_message_that_is_not_quite_unicode_does_not_raise():
    heavy = {"type": "section", "text": {"type": "mrkdwn", "text": "\ud800"}}
    check_blocks([heavy], "message")
    check_view({"type": "home", "blocks": [heavy]})
