"""Every block there is, those that hold other blocks among them."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from sandbox.blocks.basics import (
    Actions,
    Call,
    Context,
    ContextActions,
    Divider,
    File,
    Header,
    Image,
    Input,
    Markdown,
    Section,
    Video,
)
from sandbox.blocks.buttons import Overflow
from sandbox.blocks.cards import Alert, Card, Carousel, Plan, TaskCard
from sandbox.blocks.charts import DataVisualization
from sandbox.blocks.objects import ImageElement, PlainText, Text
from sandbox.blocks.rich_text import RichText
from sandbox.blocks.schema import BY_TYPE, Id, Maybe, SecureUrl, Shape, UpTo, refuse
from sandbox.blocks.tables import DataTable, Table

# docs.slack.dev, "Container block": no other block may stand in one
Child = Annotated[
    Actions | Context | Divider | File | Header | Image | Input | RichText | Section | Table | Video, BY_TYPE
]


class Container(Shape):
    type: Literal["container"]
    block_id: Maybe[Id] = None
    title: Maybe[Annotated[PlainText, UpTo(150)]] = None
    rich_text_title: Maybe[RichText] = None
    subtitle: Maybe[Annotated[Text, UpTo(150)]] = None
    icon: Maybe[ImageElement] = None
    child_blocks: Annotated[list[Child], Field(min_length=1, max_length=10)]
    width: Maybe[Literal["narrow", "standard", "wide", "full"]] = None
    is_collapsible: Maybe[bool] = None
    default_collapsed: Maybe[bool] = None
    has_header_divider: Maybe[bool] = None

    @model_validator(mode="after")
    def _has_a_title(self) -> "Container":
        if self.title is None and self.rich_text_title is None:
            raise refuse("must define either `title` or `rich_text_title`", "/type")
        return self


class AuthProvider(Shape):
    type: Literal["auth_provider"]
    block_id: Maybe[Id] = None
    value: Annotated[str, Field(min_length=1, max_length=150)]
    name: Annotated[PlainText, UpTo(75)]
    is_connected: bool
    description: Maybe[Annotated[PlainText, UpTo(150)]] = None
    icon_url: Maybe[SecureUrl] = None
    auth_url: Maybe[SecureUrl] = None
    disconnect_url: Maybe[SecureUrl] = None
    connected_identity: Maybe[Annotated[PlainText, UpTo(75)]] = None
    connected_context: Maybe[Annotated[PlainText, UpTo(75)]] = None
    accessory: Maybe[Overflow] = None
    fallback: Maybe[list[Child]] = None


BLOCK: TypeAdapter[Shape] = TypeAdapter(
    Annotated[
        Section
        | Divider
        | Image
        | Actions
        | Context
        | ContextActions
        | Input
        | File
        | Call
        | Header
        | Markdown
        | Video
        | RichText
        | Table
        | DataTable
        | DataVisualization
        | Alert
        | Card
        | Carousel
        | TaskCard
        | Plan
        | Container
        | AuthProvider,
        BY_TYPE,
    ]
)
