"""What is wrong with a payload, in Slack's words.

The words are those of Slack's own schema library (github.com/slackhq/hack-json-schema) and of errors seen in the wild.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sandbox.blocks.schema import TAG

MISMATCH = "failed to match all allowed schemas"

_PLAIN = {
    "string_type": "must provide a string",
    "string_unicode": "must provide a string",
    "bool_type": "must be a boolean",
    "int_type": "must provide an integer",
    "float_type": "must provide a number",
    "finite_number": "must provide a number",
    "list_type": "must provide an array",
    "dict_type": "must provide an object",
    "model_type": "must provide an object",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that Slack would refuse."""

    message: str
    pointer: str
    # What a chat method answers as its ``error``; the views methods answer "invalid_arguments" to all.
    code: str = "invalid_blocks"

    def __str__(self) -> str:
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


def schema_problems(adapter: TypeAdapter[Any], value: object, pointer: str, code: str) -> list[Problem]:
    """What *adapter* has against *value*, which stands at *pointer*."""
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return [
            Problem(message, pointer + at, code)
            for details in error.errors(include_url=False)
            for at, message in _told(details)
        ]
    return []


def _told(error: ErrorDetails) -> Iterator[tuple[str, str]]:
    """The pointer and the words of one error of pydantic's; of two, where Slack says it twice."""
    path = [part for part in error["loc"][:-1] if not str(part).startswith(TAG)]
    last = error["loc"][-1] if error["loc"] else ""
    parent = _pointer(path)
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        yield parent, f"missing required field: {last}"
        return
    if kind == "extra_forbidden":
        yield parent, f"invalid additional property: {last}"
        return
    here = parent if not error["loc"] or str(last).startswith(TAG) else _pointer([*path, last])
    if kind == "slack":
        if context["whole"]:
            # The text of a text object: the object is named first.
            yield (here if context["at"] else parent), MISMATCH
        yield here + context["at"], context["message"]
    elif kind.startswith("union_tag"):
        yield _mistyped(here, error["input"])
    else:
        yield here, _PLAIN.get(kind) or _worded(kind, context, error["input"])


def _mistyped(here: str, value: object) -> tuple[str, str]:
    if not isinstance(value, dict):
        return here, "must provide an object"
    if "type" not in value:
        return here, "missing required field: type"
    if not isinstance(value["type"], str):
        return f"{here}/type", "must provide a string"
    return f"{here}/type", f"unsupported type: {value['type']}"


def _worded(kind: str, context: dict[str, Any], value: object) -> str:
    match kind:
        case "string_too_long":
            return f"must be less than {context['max_length'] + 1} characters"
        case "string_too_short":
            return f"must be more than {context['min_length'] - 1} characters"
        case "too_long":
            return f"no more than {context['max_length']} items allowed"
        case "too_short":
            return f"must provide at least {context['min_length']} items"
        case "literal_error":
            return "must be a valid enum value" if isinstance(value, str) else "must provide a string"
        case "string_pattern_mismatch":
            return f"input must match regex pattern: {context['pattern']}"
        case "greater_than":
            return f"must be greater than {context['gt']:g}"
        case "greater_than_equal":
            return f"must be greater than {context['ge']}"
        case "less_than_equal":
            return f"must be less than {context['le']}"
        case _:
            return "failed to match schema"


def _pointer(path: list[int | str]) -> str:
    # RFC 6901: "~" and "/" are escaped
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
