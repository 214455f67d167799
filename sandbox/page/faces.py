"""How those who speak look: coloured initials for people, a robot for the app."""

import zlib
from html import escape

from nicegui.element import Element

from sandbox.directory import SLACKBOT
from sandbox.page.kit import emojis
from sandbox.page.tags import html, picture
from sandbox.records import Message, Person
from sandbox.words import _
from sandbox.workspace import Workspace

# Dark enough for white letters (at least 4.5 to 1).
_COLORS = ("#1264a3", "#7c3085", "#1d7a5a", "#b3261e", "#8a5a00", "#4a5a78", "#a3306a", "#2f6b2f", "#5b4bb5", "#8b4513")


def color(person: Person) -> str:
    """A person's colour, the same on every day."""
    return _COLORS[zlib.crc32(person.id.encode()) % len(_COLORS)]


def initials(person: Person) -> str:
    """Up to two letters."""
    words = person.name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def avatar_html(person: Person, classes: str = "", *, custom: str | None = None) -> str:
    """A square that stands for somebody, as HTML; *custom* is an emoji name that the app chose for itself."""
    character = emojis.character(custom.strip(":")) if custom else None
    style = ""
    if character:
        inside, kind = escape(character), "avatar-emoji"
    elif person.bot:
        inside, kind = picture("smart_toy"), "avatar-app"
    elif person.id == SLACKBOT:
        inside, kind = picture("favorite"), "avatar-slackbot"
    else:
        inside, kind, style = escape(initials(person)), "", f' style="background: {color(person)}"'
    return f'<span class="avatar {kind} {classes}"{style} aria-hidden="true">{inside}</span>'


def avatar(person: Person, classes: str = "") -> Element:
    """The same, drawn."""
    return html(avatar_html(person, classes), "face")


def author(workspace: Workspace, message: Message) -> str:
    """Who a message says it is from."""
    return message.username or workspace.directory.people[message.user].name


def badge(person: Person) -> str:
    """What kind of member somebody is, where it is not a plain one."""
    if person.outsider:
        return _("External")
    return _("Guest") if person.guest else ""
