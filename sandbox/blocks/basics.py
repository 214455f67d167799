"""The blocks that most messages and forms are made of."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from sandbox.blocks.buttons import Button, FeedbackButtons, IconButton, Overflow, WorkflowButton
from sandbox.blocks.inputs import EmailInput, FileInput, NumberInput, PlainTextInput, RichTextInput, UrlInput
from sandbox.blocks.menus import (
    ChannelsSelect,
    ConversationsSelect,
    ExternalSelect,
    MultiChannelsSelect,
    MultiConversationsSelect,
    MultiExternalSelect,
    MultiStaticSelect,
    MultiUsersSelect,
    StaticSelect,
    UsersSelect,
)
from sandbox.blocks.objects import ImageElement, Mrkdwn, Pictured, PlainText, Text
from sandbox.blocks.pickers import Checkboxes, DatePicker, DatetimePicker, RadioButtons, TimePicker
from sandbox.blocks.schema import BY_TYPE, Id, Maybe, SecureUrl, Shape, UpTo, WebUrl, Words, refuse

Select = (
    StaticSelect
    | ExternalSelect
    | UsersSelect
    | ConversationsSelect
    | ChannelsSelect
    | MultiStaticSelect
    | MultiExternalSelect
    | MultiUsersSelect
    | MultiConversationsSelect
    | MultiChannelsSelect
)
Picker = DatePicker | TimePicker | Checkboxes | RadioButtons

# Who may stand where is told again, as a table, in ``facts.ELEMENTS``.
Accessory = Annotated[Button | WorkflowButton | Overflow | ImageElement | Picker | Select, BY_TYPE]
ActionElement = Annotated[
    Button | WorkflowButton | Overflow | Picker | DatetimePicker | RichTextInput | Select, BY_TYPE
]
InputElement = Annotated[
    PlainTextInput | EmailInput | UrlInput | NumberInput | RichTextInput | FileInput | Picker | DatetimePicker | Select,
    BY_TYPE,
]


class Section(Shape):
    type: Literal["section"]
    block_id: Maybe[Id] = None
    text: Maybe[Annotated[Text, UpTo(3000)]] = None
    fields: Maybe[Annotated[list[Annotated[Text, UpTo(2000)]], Field(min_length=1, max_length=10)]] = None
    accessory: Maybe[Accessory] = None
    expand: Maybe[bool] = None

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if self.text is None and self.fields is None:
            raise refuse("must define either `text` or `fields`", "/type")
        return self


class Divider(Shape):
    type: Literal["divider"]
    block_id: Maybe[Id] = None


class Image(Pictured):
    type: Literal["image"]
    block_id: Maybe[Id] = None
    title: Maybe[Annotated[PlainText, UpTo(2000)]] = None


class Actions(Shape):
    type: Literal["actions"]
    block_id: Maybe[Id] = None
    elements: Annotated[list[ActionElement], Field(min_length=1, max_length=25)]


class Context(Shape):
    type: Literal["context"]
    block_id: Maybe[Id] = None
    elements: Annotated[
        list[Annotated[ImageElement | PlainText | Mrkdwn, BY_TYPE, UpTo(3000)]], Field(min_length=1, max_length=10)
    ]


class ContextActions(Shape):
    type: Literal["context_actions"]
    block_id: Maybe[Id] = None
    elements: Annotated[list[Annotated[FeedbackButtons | IconButton, BY_TYPE]], Field(min_length=1, max_length=5)]


class Input(Shape):
    type: Literal["input"]
    block_id: Maybe[Id] = None
    label: Annotated[PlainText, UpTo(2000)]
    element: InputElement
    hint: Maybe[Annotated[PlainText, UpTo(2000)]] = None
    optional: Maybe[bool] = None
    dispatch_action: Maybe[bool] = None

    @model_validator(mode="after")
    def _files_are_not_dispatched(self) -> "Input":
        if self.dispatch_action and isinstance(self.element, FileInput):
            raise refuse("unsupported type: file_input", "/element/type")
        return self


class File(Shape):
    type: Literal["file"]
    block_id: Maybe[Id] = None
    external_id: Words
    source: Literal["remote"]


class Call(Shape):
    type: Literal["call"]
    block_id: Maybe[Id] = None
    call_id: Words
    api_decoration_available: Maybe[bool] = None
    call: Maybe[dict[str, Any]] = None


class Header(Shape):
    type: Literal["header"]
    block_id: Maybe[Id] = None
    text: Annotated[PlainText, UpTo(150)]
    level: Maybe[Annotated[int, Field(ge=1, le=4)]] = None


class Markdown(Shape):
    type: Literal["markdown"]
    block_id: Maybe[Id] = None
    text: Annotated[str, Field(min_length=1, max_length=12_000)]


class Video(Shape):
    """Its limits are the odd ones out: "must be less than 200 characters", and means it."""

    type: Literal["video"]
    block_id: Maybe[Id] = None
    alt_text: Words
    title: Annotated[PlainText, UpTo(199)]
    title_url: Maybe[SecureUrl] = None
    description: Maybe[Annotated[PlainText, UpTo(199)]] = None
    thumbnail_url: WebUrl
    video_url: SecureUrl
    author_name: Maybe[Annotated[str, Field(min_length=1, max_length=49)]] = None
    provider_name: Maybe[str] = None
    provider_icon_url: Maybe[WebUrl] = None
