"""What the models are made of: strict shapes, unions told apart by ``type``, and refusals in Slack's words."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")

# Marks the names that a union adds to an error's path: pydantic writes its choice there, a JSON pointer has none.
TAG = "type:"


def refuse(message: str, at: str = "", *, whole: bool = False) -> PydanticCustomError:
    """An error to raise in a validator: *at* is a JSON pointer from the value being checked.

    With *whole*, the value itself is reported too, as Slack does where a text object has a limit of its own.
    """
    return PydanticCustomError("slack", "{message}", {"message": message, "at": at, "whole": whole})


class Shape(BaseModel):
    """Anything in Block Kit: no property that is not listed, no value read as something it is not."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class NotNull:
    """May be left out, may not be ``null``: Slack answers "must provide a string" (or object, …) to a null."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        return schema["schema"] if schema["type"] == "nullable" else schema


Maybe = Annotated[T | None, NotNull()]


def kind_of(value: object) -> str | None:
    """The tag of a JSON object by its ``type``; None where there is no type to go by."""
    kind = value.get("type") if isinstance(value, dict) else None
    return f"{TAG}{kind}" if isinstance(kind, str) else None


class ByType:
    """Tells the members of a union of shapes apart by their ``type``, so that only one of them explains itself."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {
            f"{TAG}{kind}": handler.generate_schema(shape)
            for shape in get_args(source)
            for kind in get_args(shape.model_fields["type"].annotation)
        }
        return core_schema.tagged_union_schema(choices, discriminator=kind_of)


BY_TYPE = ByType()


@dataclass(frozen=True, slots=True)
class UpTo:
    """A text object of at most so many characters: each place in Block Kit has its own limit."""

    characters: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: Any) -> Any:
        # An image may stand among texts, and has none.
        if len(getattr(value, "text", "")) > self.characters:
            raise refuse(f"must be less than {self.characters + 1} characters", "/text", whole=True)
        return value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^\s/?#]", value, re.IGNORECASE):
        raise refuse("invalid url")
    return value


def _secure_address(value: str) -> str:
    if not value.lower().startswith("https://"):
        raise refuse("invalid url")
    return value


def _address(value: str) -> str:
    # A button may open other programs too: mailto:, slack://, zoommtg://
    if not re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:\S", value, re.IGNORECASE):
        _web_address(value)
    return value


Id = Annotated[str, Field(min_length=1, max_length=255)]
Words = Annotated[str, Field(min_length=1)]
Url = Annotated[str, Field(min_length=1, max_length=3000), AfterValidator(_address)]
WebUrl = Annotated[str, Field(min_length=1, max_length=3000), AfterValidator(_web_address)]
SecureUrl = Annotated[WebUrl, AfterValidator(_secure_address)]
