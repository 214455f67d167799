"""Elements that are filled in, and only in an input block."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sandbox.blocks.menus import Placeholder
from sandbox.blocks.objects import DispatchConfig, Focusable, Interactive
from sandbox.blocks.rich_text import RichText
from sandbox.blocks.schema import Maybe, Words, refuse

NumberText = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Lines = Annotated[int, Field(ge=1, le=100)]


class Typed(Focusable):
    placeholder: Maybe[Placeholder] = None
    dispatch_action_config: Maybe[DispatchConfig] = None


class PlainTextInput(Typed):
    type: Literal["plain_text_input"]
    initial_value: Maybe[Annotated[str, Field(max_length=3000)]] = None
    multiline: Maybe[bool] = None
    min_length: Maybe[Annotated[int, Field(ge=0, le=3000)]] = None
    max_length: Maybe[Annotated[int, Field(ge=1, le=3000)]] = None

    @model_validator(mode="after")
    def _can_be_filled_in(self) -> "PlainTextInput":
        if self.min_length is not None and self.max_length is not None and self.min_length > self.max_length:
            raise refuse(f"must be less than {self.max_length}", "/min_length")
        return self


class EmailInput(Typed):
    type: Literal["email_text_input"]
    initial_value: Maybe[str] = None


class UrlInput(Typed):
    type: Literal["url_text_input"]
    initial_value: Maybe[str] = None


class NumberInput(Typed):
    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: Maybe[NumberText] = None
    min_value: Maybe[NumberText] = None
    max_value: Maybe[NumberText] = None

    @model_validator(mode="after")
    def _can_be_filled_in(self) -> "NumberInput":
        if self.min_value and self.max_value and Decimal(self.min_value) > Decimal(self.max_value):
            raise refuse(f"must be less than {self.max_value}", "/min_value")
        return self


class RichTextInput(Typed):
    type: Literal["rich_text_input"]
    initial_value: Maybe[RichText] = None
    min_lines: Maybe[Lines] = None
    max_lines: Maybe[Lines] = None


class FileInput(Interactive):
    type: Literal["file_input"]
    filetypes: Maybe[Annotated[list[Words], Field(min_length=1)]] = None
    max_files: Maybe[Annotated[int, Field(ge=1, le=10)]] = None
