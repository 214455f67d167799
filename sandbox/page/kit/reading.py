"""Who reads on a surface, and a text object as they see it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.page.kit import emojis, inline, mrkdwn
from sandbox.page.kit.inline import Reader
from sandbox.page.kit.surface import Surface
from sandbox.records import Json, Person
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that *viewer* knows: everybody's, and those of the channels that they may know of."""

    workspace: Workspace
    viewer: Person

    def person(self, user: str) -> str:
        """Somebody's name, or nothing."""
        found = self.workspace.directory.people.get(user)
        return found.name if found else ""

    def channel(self, channel: str) -> str:
        """A channel's name, or nothing if the viewer may not know it."""
        found = self.workspace.channels.all.get(channel)
        if found is None or (found.private and self.viewer.id not in found.members):
            return ""
        return self.workspace.channels.label(found, self.viewer.id)

    def group(self, group: str) -> str:
        """A user group's handle, or nothing."""
        found = self.workspace.directory.groups.get(group)
        return found.handle if found else ""

    def concerns(self, mentioned: str) -> bool:
        """Whether the viewer is meant, alone or in a group."""
        group = self.workspace.directory.groups.get(mentioned)
        return mentioned == self.viewer.id or (group is not None and self.viewer.id in group.members)


def reader(workspace: Workspace, viewer: Person) -> Reader:
    """*viewer* as somebody who reads texts now."""
    return Reader(KnownNames(workspace, viewer), ZoneInfo(viewer.tz), workspace.clock.now())


def reader_of(surface: Surface) -> Reader:
    """Whoever looks at *surface*."""
    return reader(surface.workspace, surface.viewer)


def text_html(text: Json | None, surface: Surface) -> str:
    """A text object as safe HTML; nothing for none."""
    if not text:
        return ""
    if text["type"] == "mrkdwn":
        return mrkdwn.html(text["text"], reader_of(surface), verbatim=bool(text.get("verbatim")))
    return inline.plain(text["text"], emoji=text.get("emoji") is not False)


def words(text: Json | None) -> str:
    """A plain text object as words, for where no HTML goes: a placeholder, an option, what a screen reader says."""
    if not text:
        return ""
    said = inline.unescaped(str(text["text"]))
    if text.get("emoji") is False:
        return said
    return inline.EMOJI.sub(
        lambda match: emojis.character(match[1], int(match[2]) if match[2] else None) or match[0], said
    )
