"""The one class: a pretend Slack workspace, what people do in it, and what they see."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sandbox import company as companies
from sandbox.acts import Acts, Reply, find
from sandbox.app import App
from sandbox.behaviour import Behaviour
from sandbox.channels import Channels
from sandbox.clock import Clock
from sandbox.company import Company
from sandbox.courier import Courier
from sandbox.directory import SLACKBOT, Directory
from sandbox.events import Events
from sandbox.faults import Fault, Faults, Rule
from sandbox.files import Files
from sandbox.finding import Finder
from sandbox.ids import id_of
from sandbox.limits import Gate
from sandbox.log import Kind, Log
from sandbox.manifest import Manifest
from sandbox.mentions import written
from sandbox.messages import Messages
from sandbox.payloads import Payloads
from sandbox.records import Channel, File, Json, Message, Person, View
from sandbox.responses import Responses
from sandbox.sockets import Sockets
from sandbox.tickets import ResponseUrls, Triggers
from sandbox.views import Views
from sandbox.webhook import Webhook
from sandbox.words import _


class Workspace:
    """A workspace in memory. People and channels are named by id or by name: ``"ana"``, ``"@ana"``, ``"#general"``.

    Verbs that the app has a say in are coroutines and return its ``Reply``. A person, channel or element that is not
    there raises LookupError with a sentence. It runs in one event loop and is not safe for several threads.
    It is long because it is the list of verbs, the same that ``/_sandbox`` offers; each of them only delegates.
    """

    def __init__(self, company: Company | None = None, manifest: Manifest | None = None, *, seed: int | None = None):
        company = company or companies.read()
        self._listeners: set[Callable[[], None]] = set()
        self.url = ""
        self.shutting = False
        self.clock = Clock()
        self.log = Log(self.clock, self._changed)
        self.behaviour = Behaviour()
        self.faults = Faults(seed)
        self.gate = Gate(self.clock)
        self.app = App(id_of("T", company.team.domain), manifest or Manifest())
        self.directory = Directory(company, self.app, self.clock)
        self.channels = Channels(company, self.directory, self.app, self.clock)
        self.files = Files(self.clock, self.log, self.behaviour)
        self.sockets = Sockets(self.app.id, self.clock, self.log, self.behaviour)
        self.courier = Courier(self.clock, self.log, self.faults, self.behaviour, self.sockets)
        self.events = Events(self.app, self.directory, self.clock, self.courier)
        self.messages = Messages(
            self.app, self.directory, self.files, self.clock, self.log, self.events, self.behaviour
        )
        self.views = Views(self.app, self.clock, self.log)
        self.triggers = Triggers(self.clock, self.behaviour)
        self.response_urls = ResponseUrls(self.clock)
        self.responses = Responses(self.app, self.channels, self.messages, self.response_urls)
        payloads = Payloads(
            self.app,
            self.directory,
            self.channels,
            self.messages,
            self.triggers,
            self.response_urls,
            lambda: self.url,
        )
        self.finder = Finder(self.app, self.directory, self.channels, self.messages, self.views)
        self.acts = Acts(payloads, self.courier, self.messages, self.views, self.responses)

    # What people do

    async def say(self, person: str, channel: str, text: str, *, thread_ts: str | None = None) -> Message:
        """A person posts *text*; ``@ana`` and ``#general`` in it become mentions."""
        who = self.finder.actor(person)
        where = self.finder.own_conversation(channel, who)
        text = written(text, self.directory, self.channels)
        return self.messages.post(where, who.id, text, thread_ts=thread_ts, client_msg_id=str(uuid4()))

    async def command(self, person: str, line: str, *, channel: str = "") -> Reply:
        """A person types a slash command, such as ``/announce now``, in *channel* (else in their first one)."""
        who = self.finder.actor(person)
        where = self.finder.own_conversation(channel, who) if channel else self.finder.first_conversation(who)
        name, _space, text = line.strip().partition(" ")
        known = {command.command: command for command in self.app.manifest.commands}
        # Commands are not shared with other companies.
        if who.outsider or (self.app.manifest.scopes is not None and name not in known):
            sentence = _("{name} is not a valid command.").format(name=name)
            self.messages.post(where, SLACKBOT, sentence, ephemeral_to=who.id)
            return Reply(acked=False, error=sentence)
        if name not in known or known[name].should_escape:
            text = written(text, self.directory, self.channels)
        return await self.acts.command(who, where, name, text.strip())

    async def click(
        self,
        person: str,
        action_id: str,
        value: Any = None,
        *,
        channel: str = "",
        ts: str = "",
        block_id: str | None = None,
        home: bool = False,
    ) -> Reply:
        """A person presses a button or chooses *value* (see ``inputs``) in any element.

        It is looked for in the message *ts* of *channel* if given, in Home if *home*; else in the person's open
        modal, else in the newest message they see that has it.
        """
        who = self.finder.actor(person)
        view = self.finder.home(who) if home else (None if channel else self.views.top(who.id))
        if view is not None:
            block, element = find(view.content["blocks"], action_id, block_id)
            return await self.acts.press_in_view(who, view, block, element, value)
        where, message = self.finder.message_with(action_id, who, channel, ts)
        block, element = find(message.blocks, action_id, block_id)
        return await self.acts.press(who, where, message, block, element, value)

    async def fill(self, person: str, values: dict[str, Any]) -> None:
        """Put raw *values* into the open modal, by action id or block id, without sending it."""
        who = self.finder.actor(person)
        view = self.finder.modal(who)
        for name, raw in values.items():
            block = next((one for one in view.content["blocks"] if one["block_id"] == name), None)
            action_id = block["element"]["action_id"] if block is not None and "element" in block else name
            block_id = block["block_id"] if block is not None else None
            found, element = find(view.content["blocks"], action_id, block_id)
            await self.acts.press_in_view(who, view, found, element, raw)

    async def submit(self, person: str, values: dict[str, Any] | None = None) -> Reply:
        """Fill the open modal in and send it."""
        if values:
            await self.fill(person, values)
        who = self.finder.actor(person)
        return await self.acts.submit(who, self.finder.modal(who))

    async def close(self, person: str, *, whole_stack: bool = False) -> Reply:
        """Close the open modal."""
        who = self.finder.actor(person)
        return await self.acts.close(who, self.finder.modal(who), whole_stack=whole_stack)

    async def shortcut(self, person: str, callback_id: str, *, channel: str = "") -> Reply:
        """Use a global shortcut, while looking at *channel* if one is given."""
        who = self.finder.colleague(person)
        where = self.finder.conversation(channel, who).id if channel else ""
        return await self.acts.shortcut(who, callback_id, where)

    async def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> Reply:
        """Use a shortcut on a message."""
        who = self.finder.colleague(person)
        where = self.finder.own_conversation(channel, who)
        return await self.acts.message_shortcut(who, callback_id, where, self.messages.found(where, ts))

    async def suggest(
        self,
        person: str,
        action_id: str,
        typed: str,
        *,
        channel: str = "",
        ts: str = "",
        block_id: str | None = None,
        home: bool = False,
    ) -> list[Json]:
        """Type into an external select, looked for as by ``click``; return the options that the app offers."""
        who = self.finder.actor(person)
        view = self.finder.home(who) if home else (None if channel else self.views.top(who.id))
        if view is not None:
            place: Json = {"container": {"type": "view", "view_id": view.id}, "view": self.views.as_slack(view)}
            return await self.acts.suggest(who, view.content["blocks"], place, action_id, typed, block_id)
        where, message = self.finder.message_with(action_id, who, channel, ts)
        container = {"type": "message", "message_ts": message.ts, "channel_id": where.id}
        place = {"container": container, "channel": {"id": where.id, "name": where.name}}
        place["message"] = self.messages.as_slack(message)
        return await self.acts.suggest(who, message.blocks, place, action_id, typed, block_id)

    async def open_home(self, person: str, *, tab: str = "home") -> View | None:
        """Look at the app's Home (or its messages): the app hears ``app_home_opened``; return what is shown now."""
        who = self.finder.colleague(person)
        view = self.views.home(who.id)
        event: Json = {"type": "app_home_opened", "user": who.id, "tab": tab}
        event["channel"] = self.channels.direct(who.id, self.app.bot_user).id
        if view is not None and tab == "home":
            event["view"] = self.views.as_slack(view)
        self.events.announce(event)
        return view

    async def react(self, person: str, channel: str, ts: str, emoji: str, *, add: bool = True) -> None:
        """Put a reaction on a message, or take it back."""
        who = self.finder.actor(person)
        where = self.finder.own_conversation(channel, who)
        self.messages.react(where, self.messages.found(where, ts), who.id, emoji.strip(":"), add=add)

    async def upload(self, person: str, name: str, content: bytes) -> File:
        """Upload a file, for a file input."""
        return self.files.upload(name, content, self.finder.actor(person).id)

    # What happens to the company

    async def join(self, person: str, channel: str, *, inviter: str = "") -> None:
        """Somebody (or ``"app"``) comes into a channel."""
        who = self.app.bot_user if person == "app" else self.directory.id(person)
        self.enter(who, self.channels.named(channel), self.directory.id(inviter) if inviter else "")

    def enter(self, user: str, channel: Channel, inviter: str = "") -> None:
        """Put *user* (an id) into *channel* if they are not there yet."""
        if user not in channel.members:
            channel.members.append(user)
            self.log.add(Kind.STORED, "member.joined", channel=channel.id, user=user)
            self.events.moved(joined=True, channel=channel, user=user, inviter=inviter)

    async def leave(self, person: str, channel: str) -> None:
        """Somebody (or ``"app"``) goes out of a channel."""
        who = self.app.bot_user if person == "app" else self.directory.id(person)
        where = self.channels.named(channel)
        if who in where.members:
            self.events.moved(joined=False, channel=where, user=who)
            where.members.remove(who)
            self.log.add(Kind.STORED, "member.left", channel=where.id, user=who)

    async def hire(self, **person: Any) -> Person:
        """Somebody joins the company (fields as in a company file) and its first channel; ``team_join`` is sent."""
        new = self.directory.add(companies.person(person))
        self.log.add(Kind.STORED, "person.joined", user=new.id)
        self.events.person("team_join", new)
        if not new.guest and not new.outsider:
            await self.join(new.id, next(iter(self.channels.all)))
        return new

    async def change_person(self, person: str, **fields: Any) -> Person:
        """Change somebody's fields as in a company file, but for handle and outsider; ``user_change`` is sent."""
        who = self.directory.person(person)
        changed = self.directory.change(who, fields)
        self.log.add(Kind.STORED, "person.changed", user=who.id, fields=fields)
        self.events.person("user_change", changed)
        return changed

    async def archive(self, channel: str, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        where = self.channels.named(channel)
        where.archived = archived
        self.log.add(Kind.STORED, "channel.archived" if archived else "channel.unarchived", channel=where.id)
        event = f"{'group' if where.private else 'channel'}_{'archive' if archived else 'unarchive'}"
        self.events.announce({"type": event, "channel": where.id, "user": where.creator}, channel=where)

    # What the workspace does by itself

    async def advance(self, **duration: float) -> None:
        """Move the clock forward: ``advance(hours=2)``. Raises ValueError for a step back."""
        self.clock.advance(timedelta(**duration))
        self.log.add(Kind.CLOCK, "advanced", **duration)
        await asyncio.sleep(0)  # let those who waited for the time have their turn

    async def misbehave(self, method: str, fault: str, **how: Any) -> None:
        """Do *fault* (a ``faults.Fault``) at the next call of *method*; *how* are further fields of ``faults.Rule``."""
        if fault not in list(Fault):
            raise ValueError(
                _("there is no fault “{fault}”; there are: {all}").format(fault=fault, all=", ".join(Fault))
            )
        self.faults.add(Rule(method, Fault(fault), **how))

    async def behave(self) -> None:
        """Stop misbehaving."""
        self.faults.clear()

    async def switch(self, **switches: Any) -> None:
        """Set switches of ``Behaviour``, or ``rate_limits``. Raises ValueError for one that is not there."""
        for name, value in switches.items():
            if name == "rate_limits":
                self.gate.on = bool(value)
            elif name in Behaviour.__slots__:
                setattr(self.behaviour, name, value)
            else:
                there = ", ".join(["rate_limits", *Behaviour.__slots__])
                raise ValueError(_("there is no switch “{name}”; there are: {there}").format(name=name, there=there))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app's sockets to connect again (``reason="warning"`` leaves them open)."""
        self.sockets.refresh(reason)

    async def drop_sockets(self) -> None:
        """Break the app's sockets without a word."""
        await self.sockets.close()

    async def listen_at(self, request_url: str) -> None:
        """Send to the app by signed HTTP at *request_url*; an empty one turns back to Socket Mode."""
        if self.courier.webhook is not None:
            await self.courier.webhook.close()
        self.courier.webhook = Webhook(request_url, self.app.signing_secret) if request_url else None

    # What can be seen

    def posts(self, channel: str = "", *, person: str = "") -> list[Json]:
        """The app's posts, oldest first, threads included; in one channel, or in a *person*'s direct messages."""
        if person:
            wanted = [self.channels.direct(self.directory.id(person), self.app.bot_user)]
        else:
            wanted = [self.channels.named(channel)] if channel else list(self.channels.all.values())
        found = [one for where in wanted for one in where.messages.values() if one.from_app]
        return [{**self.messages.as_slack(one, metadata=True), "channel": one.channel} for one in _by_time(found)]

    def screen(self, person: str, channel: str) -> list[Json]:
        """What somebody sees in a channel, oldest first, with the ephemeral messages that only they see."""
        who = self.directory.person(person)
        where = self.finder.conversation(channel, who)
        seen = self.messages.seen_by(where, who.id)
        return [{**self.messages.as_slack(one, metadata=True), "channel": one.channel} for one in seen]

    def ids(self) -> dict[str, str]:
        """The ids of all people and groups by handle, and of all channels by name with its ``#``."""
        people = {person.handle: person.id for person in self.directory.people.values()}
        groups = {group.handle: group.id for group in self.directory.groups.values()}
        channels = {f"#{one.name}": one.id for one in self.channels.all.values() if not one.direct}
        return people | groups | channels

    def modal(self, person: str) -> Json | None:
        """The modal that somebody has on the screen, with the marks on its fields under ``errors``."""
        view = self.views.top(self.directory.id(person))
        return None if view is None else {**self.views.as_slack(view), "errors": dict(view.errors)}

    def home(self, person: str) -> Json | None:
        """The app's Home as somebody sees it."""
        view = self.views.home(self.directory.id(person))
        return None if view is None else self.views.as_slack(view)

    async def until(self, true: Callable[[], Any], *, seconds: float = 5) -> Any:
        """Wait until *true* gives something true, looked at whenever anything changes; real seconds.

        Raises TimeoutError once *seconds* have passed.
        """
        changed = asyncio.Event()
        self.listen(changed.set)
        try:
            async with asyncio.timeout(seconds):
                while not (result := true()):
                    changed.clear()
                    await changed.wait()
            return result
        finally:
            self.unlisten(changed.set)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call *listener* whenever anything changes."""
        self._listeners.add(listener)

    def unlisten(self, listener: Callable[[], None]) -> None:
        """Stop calling *listener*."""
        self._listeners.discard(listener)

    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()

    async def shut(self) -> None:
        """Stop what is on its way, let the app's connections go, and answer whoever waits for news."""
        await self.courier.close()
        self.shutting = True
        self.clock.wake()
        self._changed()


def _by_time(messages: list[Message]) -> list[Message]:
    return sorted(messages, key=lambda message: message.ts)
