"""Small parts of every view: escaping, mentions, dates, and the blocks that are used everywhere."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

Block = dict[str, Any]

# Zero-width and direction marks can make a text look like another one.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

MOST_SECTION = 3000  # Slack: characters in a section's text
MOST_PLAIN = 150  # Slack: characters in a header


def escape(text: str) -> str:
    """User text, safe inside mrkdwn: it can neither mention nor link."""
    return _INVISIBLE.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_bold(text: str) -> str:
    """User text to stand between two asterisks: one of its own would end the bold, so it becomes a look-alike."""
    return escape(text).replace("*", "\u2217")


def mention(user: str) -> str:
    """A person, by id."""
    return f"<@{user}>"


def channel_link(channel: str) -> str:
    """A channel, by id."""
    return f"<#{channel}>"


def place(recipient: str) -> str:
    """A channel or a person, by id."""
    return mention(recipient) if recipient[:1] in "UW" else channel_link(recipient)


def moment(instant: datetime) -> str:
    """An instant, shown by Slack in each reader's own time zone; the fallback says it in UTC."""
    fallback = f"{instant:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def local(instant: datetime, zone: ZoneInfo, locale: str = "en_US") -> str:
    """An instant as the clock on the wall in *zone* shows it, with the zone's name."""
    there = instant.astimezone(zone)
    return f"{format_datetime(there, 'EEE d MMM y, HH:mm', locale=locale)} ({zone.key})"


def plain(text: str) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn (already escaped), cut where Slack would refuse it."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, MOST_SECTION)}}
    return block | ({"accessory": accessory} if accessory else {})


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain(cut(text, MOST_PLAIN))}


def context(text: str) -> Block:
    """A line in small grey: nothing essential belongs here."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, MOST_SECTION)}]}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str, value: str = "", *, style: str = "", says: str = "") -> Block:
    """A button; *says* is what a screen reader reads where the label repeats on the screen.

    It begins with the label, so that somebody who speaks to their machine can say what they see (WCAG 2.5.3).
    """
    block: Block = {"type": "button", "text": plain(label), "action_id": action_id}
    extra = {"value": value, "style": style, "accessibility_label": cut(says, 75)}
    return block | {name: text for name, text in extra.items() if text}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The question that a button asks first."""
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def option(label: str, value: str) -> Block:
    """One choice of a select, a radio group or checkboxes."""
    return {"text": plain(cut(label, 75)), "value": value}


def field(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A form's field; its element's action id is ``value`` unless it has one."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value"} | element,
    }
    if hint:
        block["hint"] = plain(hint)
    return block | ({"optional": True} if optional else {})


def modal(
    callback_id: str, title: str, blocks: list[Block], *, submit: str = "", close: str, metadata: str = ""
) -> Block:
    """A form; *metadata* comes back with it and is no secret."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(cut(title, 24)),
        "blocks": blocks,
        "close": plain(cut(close, 24)),
        "private_metadata": metadata,
    }
    return view | ({"submit": plain(cut(submit, 24))} if submit else {})


def cut(text: str, most: int) -> str:
    """*text*, at most *most* characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
