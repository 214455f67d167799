"""Composition objects: texts, options, dialogs and the other small parts that blocks and elements share."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from sandbox.blocks.schema import BY_TYPE, Id, Maybe, Shape, UpTo, Url, WebUrl, Words, refuse


def _some(value: str) -> str:
    if not value:
        raise refuse("must be more than 0 characters", whole=True)
    return value


# Reported at the text object and at its text, see ``refuse``: hence not a plain minimum.
SomeText = Annotated[str, AfterValidator(_some)]


class PlainText(Shape):
    type: Literal["plain_text"]
    text: SomeText
    emoji: Maybe[bool] = None


class Mrkdwn(Shape):
    type: Literal["mrkdwn"]
    text: SomeText
    verbatim: Maybe[bool] = None


Text = Annotated[PlainText | Mrkdwn, BY_TYPE]


class MenuOption(Shape):
    """An option of a select menu."""

    text: Annotated[PlainText, UpTo(75)]
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Maybe[Annotated[PlainText, UpTo(75)]] = None


class OverflowOption(MenuOption):
    url: Maybe[Url] = None


class ChoiceOption(Shape):
    """An option of checkboxes or radio buttons: these alone may show mrkdwn."""

    text: Annotated[Text, UpTo(75)]
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Maybe[Annotated[Text, UpTo(75)]] = None


Option = MenuOption | ChoiceOption


def same(one: Option, other: Option) -> bool:
    """Whether both are the same choice; flags such as ``emoji`` do not make another one of it."""
    return _looks(one) == _looks(other)


def _looks(option: Option) -> tuple[str, str, str, str | None]:
    return option.value, option.text.type, option.text.text, option.description.text if option.description else None


class OptionGroup(Shape):
    label: Annotated[PlainText, UpTo(75)]
    options: Annotated[list[MenuOption], Field(min_length=1, max_length=100)]


class Confirm(Shape):
    title: Annotated[PlainText, UpTo(100)]
    text: Annotated[Text, UpTo(300)]
    confirm: Annotated[PlainText, UpTo(30)]
    deny: Annotated[PlainText, UpTo(30)]
    style: Maybe[Literal["primary", "danger"]] = None


class DispatchConfig(Shape):
    trigger_actions_on: Maybe[
        Annotated[list[Literal["on_enter_pressed", "on_character_entered"]], Field(min_length=1)]
    ] = None


class ConversationFilter(Shape):
    include: Maybe[Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)]] = None
    exclude_external_shared_channels: Maybe[bool] = None
    exclude_bot_users: Maybe[bool] = None

    @model_validator(mode="after")
    def _filters_something(self) -> "ConversationFilter":
        if not self.model_fields_set:
            raise refuse("must have minimum 1 properties")
        return self


class SlackFile(Shape):
    id: Maybe[Words] = None
    url: Maybe[WebUrl] = None

    @model_validator(mode="after")
    def _one_reference(self) -> "SlackFile":
        if (self.id is None) == (self.url is None):
            raise refuse("failed to match exactly one allowed schema")
        return self


class Pictured(Shape):
    """Whatever shows an image, from the web or from Slack's own files."""

    image_url: Maybe[WebUrl] = None
    slack_file: Maybe[SlackFile] = None
    alt_text: Annotated[str, Field(min_length=1, max_length=2000)]

    @model_validator(mode="after")
    def _one_source(self) -> "Pictured":
        if self.image_url is None and self.slack_file is None:
            raise refuse("missing required field: image_url")
        if self.image_url is not None and self.slack_file is not None:
            raise refuse("failed to match exactly one allowed schema")
        return self


class ImageElement(Pictured):
    type: Literal["image"]


# docs.slack.dev, "Slack icon object": no other name is taken
IconName = Literal[
    "archive", "book", "bookmark", "bot", "bug", "calendar", "call", "caret-left", "caret-right", "check", "clipboard",
    "code", "comment", "compass", "copy", "cube", "download", "edit", "email", "eye-closed", "eye-open", "file", "flag",
    "folder", "gear", "globe", "heart", "help", "image", "info", "key", "lightbulb", "link", "map", "mobile",
    "new-window", "pin", "plus", "refine", "refresh", "rocket", "save", "screen", "share", "sparkle", "star",
    "star-filled", "tag", "thumbs-down", "thumbs-up", "trash", "upload", "user", "warning",
]  # fmt: skip


class SlackIcon(Shape):
    type: Literal["icon"]
    name: IconName


class InputParameter(Shape):
    name: Words
    value: Any  # whatever the workflow's input takes


class Trigger(Shape):
    url: WebUrl
    customizable_input_parameters: Maybe[list[InputParameter]] = None


class Workflow(Shape):
    trigger: Trigger


class UrlSource(Shape):
    type: Literal["url"]
    url: WebUrl
    text: Words


class Interactive(Shape):
    """An element that sends its app an action."""

    action_id: Maybe[Id] = None


class Focusable(Interactive):
    focus_on_load: Maybe[bool] = None
