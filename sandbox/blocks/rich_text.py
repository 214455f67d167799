"""The rich text block: what a composer writes, as a tree of known depth."""

from typing import Annotated, Literal

from pydantic import Field

from sandbox.blocks.schema import BY_TYPE, Id, Maybe, Shape, Url, Words

Count = Annotated[int, Field(ge=0)]
Border = Annotated[int, Field(ge=0, le=1)]


class Style(Shape):
    bold: Maybe[bool] = None
    italic: Maybe[bool] = None
    strike: Maybe[bool] = None
    underline: Maybe[bool] = None


class TextStyle(Style):
    code: Maybe[bool] = None


class MentionStyle(Style):
    """Mentions cannot be code: Slack answers "invalid additional property: code"."""

    highlight: Maybe[bool] = None
    client_highlight: Maybe[bool] = None
    unlink: Maybe[bool] = None


class TextPart(Shape):
    type: Literal["text"]
    text: Words
    style: Maybe[TextStyle] = None


class LinkPart(Shape):
    type: Literal["link"]
    url: Url
    text: Maybe[str] = None
    unsafe: Maybe[bool] = None
    style: Maybe[TextStyle] = None


class EmojiPart(Shape):
    type: Literal["emoji"]
    name: Words
    unicode: Maybe[str] = None
    skin_tone: Maybe[Annotated[int, Field(ge=1, le=6)]] = None
    style: Maybe[TextStyle] = None


class DatePart(Shape):
    type: Literal["date"]
    timestamp: Count
    format: Words
    url: Maybe[Url] = None
    fallback: Maybe[str] = None
    style: Maybe[TextStyle] = None


class Mention(Shape):
    style: Maybe[MentionStyle] = None


class UserPart(Mention):
    type: Literal["user"]
    user_id: Words


class UsergroupPart(Mention):
    type: Literal["usergroup"]
    usergroup_id: Words


class ChannelPart(Mention):
    type: Literal["channel"]
    channel_id: Words


class TeamPart(Mention):
    type: Literal["team"]
    team_id: Words


class BroadcastPart(Mention):
    type: Literal["broadcast"]
    range: Literal["here", "channel", "everyone"]


class ColorPart(Mention):
    type: Literal["color"]
    value: Words


Part = Annotated[
    TextPart
    | LinkPart
    | EmojiPart
    | DatePart
    | UserPart
    | UsergroupPart
    | ChannelPart
    | TeamPart
    | BroadcastPart
    | ColorPart,
    BY_TYPE,
]


# ``elements`` may be empty in all of these, unlike anywhere else in Block Kit.
class Section(Shape):
    type: Literal["rich_text_section"]
    elements: list[Part]


class List(Shape):
    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: list[Section]
    indent: Maybe[Count] = None
    offset: Maybe[Count] = None
    border: Maybe[Border] = None


class Preformatted(Shape):
    type: Literal["rich_text_preformatted"]
    elements: list[Part]
    border: Maybe[Border] = None
    language: Maybe[Words] = None


class Quote(Shape):
    type: Literal["rich_text_quote"]
    elements: list[Part]
    border: Maybe[Border] = None


class RichText(Shape):
    type: Literal["rich_text"]
    block_id: Maybe[Id] = None
    elements: list[Annotated[Section | List | Preformatted | Quote, BY_TYPE]]
