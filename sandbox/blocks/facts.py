"""Where every block and every element may be used.

After docs.slack.dev/blocks.json and the reference page of each element.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[Surface, int] = MappingProxyType({"message": 50, "modal": 100, "home": 100})

_EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})
_MESSAGE: frozenset[Surface] = frozenset({"message"})
_MODAL: frozenset[Surface] = frozenset({"modal"})
_MESSAGE_AND_HOME: frozenset[Surface] = frozenset({"message", "home"})
_MESSAGE_AND_MODAL: frozenset[Surface] = frozenset({"message", "modal"})
_MODAL_AND_HOME: frozenset[Surface] = frozenset({"modal", "home"})

BLOCKS: Mapping[str, frozenset[Surface]] = MappingProxyType(
    {
        "actions": _EVERYWHERE,
        "alert": _MODAL,
        "auth_provider": _EVERYWHERE,
        "call": _MESSAGE,
        "card": _EVERYWHERE,
        "carousel": _MESSAGE_AND_HOME,
        "container": _MESSAGE,
        "context": _EVERYWHERE,
        "context_actions": _MESSAGE,
        "data_table": _MESSAGE_AND_HOME,
        "data_visualization": _MESSAGE,
        "divider": _EVERYWHERE,
        # "You can't add this block to app surfaces directly": Slack adds it to messages with remote files.
        "file": frozenset(),
        "header": _EVERYWHERE,
        "image": _EVERYWHERE,
        "input": _EVERYWHERE,
        "markdown": _MESSAGE,
        "plan": _MESSAGE,
        "rich_text": _EVERYWHERE,
        "section": _EVERYWHERE,
        "table": _MESSAGE_AND_HOME,
        "task_card": _MESSAGE,
        "video": _EVERYWHERE,
    }
)


@dataclass(frozen=True, slots=True)
class Usable:
    """Where an element may stand: in which blocks, and on which surfaces these may then be."""

    blocks: frozenset[str]
    surfaces: frozenset[Surface] = _EVERYWHERE


_CHOICE = Usable(frozenset({"section", "actions", "input"}))
_INPUT = frozenset({"input"})

ELEMENTS: Mapping[str, Usable] = MappingProxyType(
    {
        "button": Usable(frozenset({"section", "actions", "card"})),
        "channels_select": _CHOICE,
        "checkboxes": _CHOICE,
        "conversations_select": _CHOICE,
        "datepicker": _CHOICE,
        "datetimepicker": Usable(frozenset({"actions", "input"}), _MESSAGE_AND_MODAL),
        "email_text_input": Usable(_INPUT, _MODAL),
        "external_select": _CHOICE,
        "feedback_buttons": Usable(frozenset({"context_actions"}), _MESSAGE),
        "file_input": Usable(_INPUT, _MODAL),
        "icon_button": Usable(frozenset({"context_actions"}), _MESSAGE),
        "image": Usable(frozenset({"section", "context"})),
        "multi_channels_select": _CHOICE,
        "multi_conversations_select": _CHOICE,
        "multi_external_select": _CHOICE,
        "multi_static_select": _CHOICE,
        "multi_users_select": _CHOICE,
        "number_input": Usable(_INPUT, _MODAL),
        "overflow": Usable(frozenset({"section", "actions", "auth_provider"})),
        "plain_text_input": Usable(_INPUT),
        "radio_buttons": _CHOICE,
        "rich_text_input": Usable(frozenset({"actions", "input"}), _MODAL_AND_HOME),
        "static_select": _CHOICE,
        "timepicker": _CHOICE,
        "url": Usable(frozenset({"task_card"}), _MESSAGE),
        "url_text_input": Usable(_INPUT, _MODAL),
        "users_select": _CHOICE,
        "workflow_button": Usable(frozenset({"section", "actions"}), _MESSAGE),
    }
)

# Elements that send their app actions, and so have an ``action_id``.
INTERACTIVE = frozenset(ELEMENTS) - {"image", "url"}
