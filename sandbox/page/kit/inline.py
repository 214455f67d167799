"""The pieces that texts are made of, as HTML that is safe to show: words, links, mentions, emoji, dates.

Every function takes what an app wrote and returns HTML in which nothing of it can become a tag or an attribute.
"""

import html
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from sandbox.page.kit import dates, emojis
from sandbox.words import _


class Names(Protocol):
    """What the reader calls those who are mentioned; an empty name is somebody they do not know."""

    def person(self, user: str) -> str:
        """Somebody's name."""

    def channel(self, channel: str) -> str:
        """A channel's name, without its sign."""

    def group(self, group: str) -> str:
        """A user group's handle, without its sign."""

    def concerns(self, mentioned: str) -> bool:
        """Whether the reader is who the id *mentioned* stands for, or is one of that group."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever looks at a text: the names they know, their time zone, and what time it is."""

    names: Names
    zone: tzinfo
    now: datetime


EMOJI = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")
# What may be opened from a text. Everything else is shown as it was written.
_ADDRESS = re.compile(r"(?:https?|slack)://[^\s]+|(?:mailto|tel):[^\s]+", re.IGNORECASE)


def unescaped(text: str) -> str:
    """*text* without Slack's three entities; apps write ``&amp;``, ``&lt;`` and ``&gt;``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def literal(text: str) -> str:
    """Words in which Slack's entities mean nothing."""
    return html.escape(text)


def words(text: str) -> str:
    """Words in which ``&amp;``, ``&lt;`` and ``&gt;`` are what they stand for."""
    return html.escape(unescaped(text))


def plain(text: str, *, emoji: bool = True) -> str:
    """A ``plain_text`` object's text: words, line breaks and (unless it says otherwise) emoji."""
    lines = words(text).replace("\n", "<br>")
    return pictures(lines) if emoji else lines


def pictures(shown: str) -> str:
    """HTML without attributes, in which :emoji: names become emoji."""
    return EMOJI.sub(lambda match: picture(match[1], int(match[2]) if match[2] else None), shown)


def picture(name: str, tone: int | None = None) -> str:
    """An emoji by its short name; a name that is not known stays as it is written."""
    character = emojis.character(name, tone)
    written = html.escape(f":{name}:" if tone is None else f":{name}::skin-tone-{tone}:")
    if character is None:
        return written
    spoken = html.escape(_("{name} emoji").format(name=name.replace("_", " ")))
    return f'<span class="emoji" role="img" aria-label="{spoken}" title="{written}">{character}</span>'


def opens(url: str) -> bool:
    """Whether *url* is one that a link may have."""
    return _ADDRESS.fullmatch(url) is not None


def link(url: str, label: str) -> str:
    """A link that opens in a new tab; *label* is HTML already. An address that is not one stays words."""
    if not opens(url):
        return label
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{label}</a>'


def person(user: str, reader: Reader, label: str = "") -> str:
    """A mention of somebody."""
    return _pill("@", user, reader.names.person(user) or label or user, reader)


def group(group_id: str, reader: Reader, label: str = "") -> str:
    """A mention of a user group."""
    return _pill("@", group_id, reader.names.group(group_id) or label.removeprefix("@") or group_id, reader)


def channel(channel_id: str, reader: Reader, label: str = "") -> str:
    """A mention of a channel; one that the reader must not know keeps its name to itself."""
    return _pill("#", channel_id, reader.names.channel(channel_id) or label or _("private channel"), reader)


def broadcast(range_: str) -> str:
    """@here, @channel or @everyone: they always mean the reader too."""
    return f'<span class="mention mention-me">@{html.escape(range_)}</span>'


def _pill(sign: str, mentioned: str, name: str, reader: Reader) -> str:
    kind = "mention mention-me" if reader.names.concerns(mentioned) else "mention"
    return f'<span class="{kind}" data-id="{html.escape(mentioned)}">{sign}{words(name)}</span>'


def date(timestamp: str, template: str, url: str, fallback: str, reader: Reader) -> str:
    """An instant in the reader's time zone, perhaps as a link; *fallback* if it cannot be written."""
    try:
        seconds = int(timestamp)
        text = dates.written(seconds, unescaped(template), reader.zone, reader.now)
    except ValueError:
        return words(fallback)
    hover = dates.written(seconds, "{date_long} {time}", reader.zone, reader.now)
    shown = f'<time title="{html.escape(hover)}">{html.escape(text)}</time>'
    return link(unescaped(url), shown) if url else shown
