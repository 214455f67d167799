"""Modals and Home as wholes; their blocks are looked at one by one, like a message's."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from sandbox.blocks.objects import PlainText
from sandbox.blocks.schema import BY_TYPE, Maybe, Shape, UpTo

UpTo255 = Annotated[str, Field(max_length=255)]
Heading = Annotated[PlainText, UpTo(24)]


class View(Shape):
    blocks: Any
    private_metadata: Maybe[Annotated[str, Field(max_length=3000)]] = None
    callback_id: Maybe[UpTo255] = None
    external_id: Maybe[UpTo255] = None


class Modal(View):
    type: Literal["modal"]
    title: Heading
    submit: Maybe[Heading] = None
    close: Maybe[Heading] = None
    clear_on_close: Maybe[bool] = None
    notify_on_close: Maybe[bool] = None


class Home(View):
    type: Literal["home"]
    # Shown nowhere, but Slack's own samples send it.
    title: Maybe[Heading] = None


VIEW: TypeAdapter[View] = TypeAdapter(Annotated[Modal | Home, BY_TYPE])
