"""Finding what a person means: a conversation by its name, a message by what is on it."""

from dataclasses import dataclass

from sandbox.app import App
from sandbox.channels import Channels
from sandbox.directory import SLACKBOT, Directory
from sandbox.inputs import elements
from sandbox.messages import Messages
from sandbox.records import Channel, Message, Person, View
from sandbox.views import Views
from sandbox.words import _


@dataclass(frozen=True, slots=True)
class Finder:
    """Everything that is not there raises LookupError with a sentence."""

    app: App
    directory: Directory
    channels: Channels
    messages: Messages
    views: Views

    def actor(self, who: str) -> Person:
        """Somebody who can act: a person, and one who has not left."""
        person = self.directory.person(who)
        if person.deactivated:
            raise LookupError(_("{name} has left the company and cannot act").format(name=person.name))
        if person.bot or person.id == SLACKBOT:
            raise LookupError(_("{name} is nobody to act as").format(name=person.name))
        return person

    def colleague(self, who: str) -> Person:
        """Somebody who sees the app: other companies see neither its Home nor its shortcuts."""
        person = self.actor(who)
        if person.outsider:
            raise LookupError(_("{name} is from another company, where the app is not").format(name=person.name))
        return person

    def conversation(self, which: str, person: Person) -> Channel:
        """A channel; or *person*'s direct messages with somebody (``"@tom"``) or with the app (``"app"``)."""
        if which == "app":
            return self.channels.direct(person.id, self.app.bot_user)
        if which.startswith("@") or which in self.directory.people:
            return self.channels.direct(person.id, self.directory.id(which))
        return self.channels.named(which)

    def own_conversation(self, which: str, person: Person) -> Channel:
        """The same, but only one that *person* is in."""
        channel = self.conversation(which, person)
        if person.id not in channel.members:
            raise LookupError(_("{name} is not in #{channel}").format(name=person.name, channel=channel.name))
        return channel

    def first_conversation(self, person: Person) -> Channel:
        """The first that *person* has in their sidebar."""
        seen = self.channels.seen_by(person.id)
        if not seen:
            raise LookupError(_("{name} is in no channel").format(name=person.name))
        return seen[0]

    def modal(self, person: Person) -> View:
        """The modal that *person* sees."""
        view = self.views.top(person.id)
        if view is None:
            raise LookupError(_("{name} has no modal open").format(name=person.name))
        return view

    def home(self, person: Person) -> View:
        """The Home that the app published for *person*."""
        view = self.views.home(person.id)
        if view is None:
            raise LookupError(_("the app has not published a Home for {name} yet").format(name=person.name))
        return view

    def message_with(self, action_id: str, person: Person, channel: str, ts: str) -> tuple[Channel, Message]:
        """The message *ts*, or the newest that *person* sees and that has the element *action_id*."""
        if channel and ts:
            where = self.own_conversation(channel, person)
            return where, self.messages.found(where, ts)
        places = [self.own_conversation(channel, person)] if channel else self.channels.seen_by(person.id)
        newest: tuple[Channel, Message] | None = None
        for where in places:
            hidden = [
                one for one in self.messages.ephemeral if (one.channel, one.ephemeral_to) == (where.id, person.id)
            ]
            for message in sorted([*where.messages.values(), *hidden], key=lambda one: one.ts, reverse=True):
                if any(element["action_id"] == action_id for _block, element in elements(message.blocks)):
                    if newest is None or message.ts > newest[1].ts:
                        newest = where, message
                    break
        if newest is None:
            raise LookupError(_("{name} sees no {action} anywhere").format(name=person.name, action=action_id))
        return newest
