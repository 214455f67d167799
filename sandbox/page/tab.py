"""What one browser tab looks at, and what all tabs remember of who has read what."""

from collections.abc import Awaitable, Callable
from typing import Literal
from urllib.parse import urlencode

from sandbox.acts import Reply
from sandbox.manifest import Shortcut
from sandbox.records import Channel, Message, Person
from sandbox.refusals import Refusal
from sandbox.words import _
from sandbox.workspace import Workspace

AppTab = Literal["home", "messages", "about"]


class Memory:
    """Up to where each person has read each conversation; one for all tabs of a workspace."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], str] = {}

    def mark(self, person: str, channel: Channel) -> None:
        """*person* has seen all that is in *channel* now."""
        newest = next(reversed(channel.messages), "")
        if newest:
            self._read[person, channel.id] = newest

    def unread(self, person: str, channel: Channel) -> int:
        """How many messages of others came since *person* last looked; threads' replies do not count."""
        read = self._read.get((person, channel.id), "")
        count = 0
        for ts, message in reversed(channel.messages.items()):
            if ts <= read or count > 99:
                break
            count += message.user != person and in_channel(message)
        return count


def in_channel(message: Message) -> bool:
    """Whether a message stands in its channel, and not only in a thread."""
    return message.thread_ts in (None, message.ts) or message.broadcast


class Tab:
    """Who is acted as, which conversation is open, which thread; *redraw* shows a change, *complain* an error."""

    def __init__(self, workspace: Workspace, memory: Memory, person: str = "", place: str = "") -> None:
        self.workspace = workspace
        self.memory = memory
        self.person_id = self._known(person)
        self.app_tab: AppTab | None = None
        self.thread_ts: str | None = None
        self.channel_id = self._first()
        self.redraw: Callable[[], None] = lambda: None
        self.complain: Callable[[str], None] = lambda sentence: None
        if place:
            self._go(place)

    def _known(self, person: str) -> str:
        try:
            return self.workspace.directory.id(person)
        except KeyError:
            return self.workspace.directory.colleagues()[0].id

    def _first(self) -> str:
        mine = self.workspace.channels.seen_by(self.person_id)
        general = [channel for channel in mine if channel.general]
        return [*general, *mine, self.app_channel][0].id

    def _go(self, place: str) -> None:
        """Open what the address names; somebody who may not see it stays where they are."""
        view, _dot, wanted = place.partition(".")
        if view == "app":
            if tabs := self.app_tabs:
                self.open_app(next((tab for tab in tabs if tab == wanted), tabs[0]))
            return
        try:
            channel = self.workspace.finder.conversation(place, self.person)
        except (LookupError, ValueError):
            return
        if self.may_see(channel):
            self.channel_id = channel.id

    @property
    def person(self) -> Person:
        """Who is acted as."""
        return self.workspace.directory.people[self.person_id]

    @property
    def channel(self) -> Channel:
        """The open conversation; the direct messages with the app if its view is open."""
        return self.app_channel if self.app_tab else self.workspace.channels.all[self.channel_id]

    @property
    def app_channel(self) -> Channel:
        """The direct messages with the app."""
        return self.workspace.channels.direct(self.person_id, self.workspace.app.bot_user)

    @property
    def app_tabs(self) -> list[AppTab]:
        """The tabs that the app's view has; somebody from another company does not see the app."""
        if self.person.outsider:
            return []
        manifest = self.workspace.app.manifest
        tabs: list[tuple[AppTab, bool]] = [("home", manifest.home), ("messages", manifest.messages), ("about", True)]
        return [tab for tab, there in tabs if there]

    def shortcuts(self, kind: Literal["global", "message"]) -> list[Shortcut]:
        """The app's shortcuts; they are not shared with other companies."""
        return [one for one in self.workspace.app.manifest.shortcuts if one.type == kind and not self.person.outsider]

    @property
    def address(self) -> str:
        """The page's address that opens what this tab shows."""
        handle = self.person.handle
        if self.app_tab:
            place = f"app.{self.app_tab}"
        elif self.channel.direct:
            place = f"@{self.other(self.channel).handle}"
        else:
            place = self.channel.name
        return f"/?{urlencode({'as': handle, 'in': place}, safe='@')}"

    def other(self, channel: Channel) -> Person:
        """The other one of a conversation of two."""
        one, two = channel.between or (self.person_id, self.person_id)
        return self.workspace.directory.people[two if one == self.person_id else one]

    def may_see(self, channel: Channel) -> bool:
        """Whether the person is in *channel*, or could look into it before joining."""
        person = self.person
        open_to_all = not channel.private and not channel.direct and not person.guest and not person.outsider
        return person.id in channel.members or open_to_all

    def act_as(self, person: str) -> None:
        """Be somebody else; stay in the conversation if they see it."""
        self.person_id = person
        self.thread_ts = None
        if self.app_tab not in self.app_tabs:
            self.app_tab = None
        self.settle()
        self.redraw()

    def settle(self) -> None:
        """Leave a conversation that the person may not see any more."""
        if not self.app_tab and not self.may_see(self.channel):
            self.thread_ts = None
            self.channel_id = self._first()

    def open(self, channel: str) -> None:
        """Show a conversation; that with the app is in the app's view."""
        self.thread_ts = None
        if channel == self.app_channel.id and "messages" in self.app_tabs:
            self.open_app("messages")
            return
        self.channel_id, self.app_tab = channel, None
        self.redraw()

    def open_app(self, tab: AppTab) -> None:
        """Show the app's Home, the messages with it, or what it says about itself."""
        if tab != "messages":
            self.thread_ts = None
        self.app_tab = tab
        self.redraw()

    def open_thread(self, ts: str | None) -> None:
        """Show the thread under a message, or none."""
        self.thread_ts = ts
        self.redraw()

    async def attempt(self, work: Awaitable[object], complain: Callable[[str], None] | None = None) -> Reply | None:
        """Do *work*; what goes wrong is shown. Returns its reply, or None if it was refused."""
        complain = complain or self.complain
        try:
            done = await work
        except Refusal as refusal:
            complain(_("That did not work: {error}").format(error=refusal.error))
            return None
        except (LookupError, ValueError) as error:
            complain(str(error.args[0]) if error.args else str(error))
            return None
        reply = done if isinstance(done, Reply) else Reply(acked=True)
        if reply.error:
            complain(reply.error)
        return reply
