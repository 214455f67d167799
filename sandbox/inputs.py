"""What a person puts into an element, as Slack writes it into actions and into a view's state.

A *raw* value is what is natural for the element: a text, a date "2026-12-24", a time "09:30", an option's value or a
list of them, an id or a list of ids, seconds since 1970 for a date with time, a rich text block or plain text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.blocks.walk import blocks_in, elements_in
from sandbox.records import Json
from sandbox.words import _

# Elements that hold a value; buttons and overflow menus only act.
_TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_ONE_OPTION = {"static_select", "external_select", "radio_buttons"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_PICKED = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
STATEFUL = _TEXTS | _ONE_OPTION | _MANY_OPTIONS | set(_PICKED) | {"rich_text_input", "file_input"}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element of *blocks* with its block, in the order of reading."""
    for at, block in blocks_in(blocks, ""):
        for _place, element in elements_in(block, at):
            if "action_id" in element:
                yield block, element


def options(element: Json) -> list[Json]:
    """The options of a select, flat."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return [option for group in groups for option in group.get("options", [])]


def chosen(element: Json, raw: Any) -> Json:
    """The fields that *raw* gives an action or a state. Raises ValueError with a sentence for what cannot be chosen."""
    kind = element["type"]
    if kind == "button":
        return {name: element[name] for name in ("text", "value", "style") if name in element}
    if kind in _TEXTS:
        return {"value": None if raw in (None, "") else str(raw)}
    if kind in _ONE_OPTION or kind == "overflow":
        return {"selected_option": None if raw in (None, "") else _option(element, raw)}
    if kind in _MANY_OPTIONS:
        return {"selected_options": [_option(element, one) for one in raw or []]}
    if kind in _PICKED:
        return {_PICKED[kind][0]: raw if raw or not kind.startswith("multi_") else []}
    if kind == "rich_text_input":
        return {"rich_text_value": _rich(raw)}
    if kind == "file_input":
        return {"files": list(raw or [])}
    if kind in ("feedback_buttons", "icon_button", "workflow_button"):
        value = raw if raw is not None else element.get("value")
        return {"value": value} if value is not None else {}
    raise ValueError(_("nothing can be chosen in a {kind}").format(kind=kind))


def _option(element: Json, raw: Any) -> Json:
    if isinstance(raw, dict):
        return raw  # an external select's options are not in the element
    for option in options(element):
        if option.get("value") == raw:
            return dict(option)
    values = ", ".join(str(option.get("value")) for option in options(element))
    raise ValueError(_("there is no option “{raw}”; there are: {values}").format(raw=raw, values=values))


def _rich(raw: Any) -> Json | None:
    if raw in (None, ""):
        return None
    if isinstance(raw, dict):
        return raw
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(raw)}]}
    return {"type": "rich_text", "elements": [section]}


def initial(element: Json) -> Json:
    """What an element holds before anybody touched it."""
    kind = element["type"]
    if kind in _PICKED:
        field, start = _PICKED[kind]
        return {field: element.get(start, [] if kind.startswith("multi_") else None)}
    if kind in _TEXTS:
        return {"value": element.get("initial_value")}
    if kind in _ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    if kind == "rich_text_input":
        return {"rich_text_value": element.get("initial_value")}
    return {"files": []} if kind == "file_input" else {}


def preselect(blocks: list[Json], channel: str) -> None:
    """Choose *channel* in the selects of *blocks* that begin with the conversation the person is in."""
    for _block, element in elements(blocks):
        kind = element["type"]
        if not channel or not element.get("default_to_current_conversation") or kind not in _PICKED:
            continue
        many = kind.startswith("multi_")
        element.setdefault(_PICKED[kind][1], [channel] if many else channel)


def raw_of(element: Json, held: Json) -> Any:
    """The raw value of what an element holds: the way back from ``chosen``."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return (held.get("selected_option") or {}).get("value")
    if kind in _MANY_OPTIONS:
        return [option["value"] for option in held.get("selected_options") or []]
    if kind in _PICKED:
        return held.get(_PICKED[kind][0])
    return held.get({"rich_text_input": "rich_text_value", "file_input": "files"}.get(kind, "value"))


def state_of(blocks: list[Json], values: Json) -> Json:
    """A ``state.values`` object: what was put in, and the initial values of all that was not touched."""
    state: Json = {}
    for block, element in elements(blocks):
        if element["type"] not in STATEFUL:
            continue
        held = values.get(block["block_id"], {}).get(element["action_id"])
        fields = initial(element) if held is None else held
        state.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **fields}
    return state


def mistakes(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack itself marks before it sends a form: block id and sentence."""
    found = {}
    state = state_of(blocks, values)
    for block, element in elements(blocks):
        if block["type"] != "input":
            continue
        held = raw_of(element, state[block["block_id"]][element["action_id"]])
        if held in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = _("Please complete this required field.")
        elif sentence := _wrong(element, held):
            found[block["block_id"]] = sentence
    return found


def _wrong(element: Json, held: Any) -> str:
    """The sentence for a value that the element's own rules refuse, or nothing."""
    check: dict[str, Callable[[Json, Any], str]] = {
        "plain_text_input": _wrong_length,
        "email_text_input": lambda _element, text: (
            "" if _EMAIL.fullmatch(text) else _("Please enter an email address, like ana@company.com.")
        ),
        "url_text_input": lambda _element, text: (
            "" if re.match(r"https?://[^\s/]+", text) else _("Please enter a URL that starts with https://.")
        ),
        "number_input": _wrong_number,
        "multi_static_select": _too_many,
        "multi_external_select": _too_many,
        "multi_users_select": _too_many,
        "multi_conversations_select": _too_many,
        "multi_channels_select": _too_many,
    }
    return check[element["type"]](element, held) if element["type"] in check else ""


def _wrong_length(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < least:
        return _("Please use at least {count} characters.").format(count=least)
    if len(text) > most:
        return _("Please use no more than {count} characters.").format(count=most)
    return ""


def _wrong_number(element: Json, text: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, text):
        if element.get("is_decimal_allowed"):
            return _("Please enter a number.")
        return _("Please enter a whole number.")
    if "min_value" in element and float(text) < float(element["min_value"]):
        return _("Please enter a number of at least {least}.").format(least=element["min_value"])
    if "max_value" in element and float(text) > float(element["max_value"]):
        return _("Please enter a number of at most {most}.").format(most=element["max_value"])
    return ""


def _too_many(element: Json, held: list[Any]) -> str:
    most = element.get("max_selected_items")
    return _("Please choose no more than {count}.").format(count=most) if most and len(held) > most else ""
