"""Conversations: who is in them, and finding them as people and apps name them."""

from sandbox.app import App
from sandbox.clock import Clock
from sandbox.company import Company
from sandbox.directory import Directory
from sandbox.ids import id_of, new_id
from sandbox.records import Channel, Json
from sandbox.refusals import Refusal


class Channels:
    """Channels and direct messages by id."""

    def __init__(self, company: Company, directory: Directory, app: App, clock: Clock) -> None:
        self._directory = directory
        self._app = app
        self._clock = clock
        self.all: dict[str, Channel] = {}
        creator = next(iter(directory.colleagues()))
        everybody = [one.id for one in directory.colleagues() if not one.guest and not one.outsider]
        for number, part in enumerate(company.channels):
            members = everybody if part.members == "everybody" else [directory.id(handle) for handle in part.members]
            self._add(
                Channel(
                    id_of("C", part.name),
                    part.name,
                    creator.id,
                    int(clock.now().timestamp()),
                    [*members, app.bot_user] if part.app else list(members),
                    private=part.private,
                    shared=part.shared,
                    general=number == 0,
                    purpose=part.purpose,
                )
            )

    def _add(self, channel: Channel) -> Channel:
        self.all[channel.id] = channel
        return channel

    def named(self, which: str) -> Channel:
        """A channel named by id, by name or by #name. Raises KeyError if there is none."""
        if which in self.all:
            return self.all[which]
        for channel in self.all.values():
            if not channel.direct and channel.name == which.removeprefix("#"):
                return channel
        raise KeyError(f"there is no channel {which}")

    def create(self, name: str, creator: str, members: list[str], *, private: bool = False) -> Channel:
        """A new channel. Raises ValueError if the name is taken."""
        if any(channel.name == name for channel in self.all.values() if not channel.direct):
            raise ValueError(f"there is a channel {name} already")
        created = int(self._clock.now().timestamp())
        return self._add(Channel(new_id("C"), name, creator, created, list(members), private=private))

    def direct(self, one: str, other: str) -> Channel:
        """The direct messages between two people (or a person and the app's bot), opened if need be."""
        pair = (one, other) if one < other else (other, one)
        for channel in self.all.values():
            if channel.between == pair:
                return channel
        created = int(self._clock.now().timestamp())
        return self._add(Channel(_direct_id(*pair), "", one, created, list(pair), between=pair))

    def key(self, which: str) -> str:
        """One name for a conversation, whatever the app calls it: its id, if there is such a one."""
        if which in self._directory.people:
            return _direct_id(*sorted([which, self._app.bot_user]))
        try:
            return self.named(which).id
        except KeyError:
            return which

    def seen_by(self, user: str) -> list[Channel]:
        """What somebody has in their sidebar: the channels they are in, then their direct messages."""
        mine = [channel for channel in self.all.values() if user in channel.members and not channel.archived]
        return sorted(mine, key=lambda channel: (channel.direct, channel.name))

    def for_app(self, which: str, *, anywhere: bool = False) -> Channel:
        """The channel that the app calls *which*: an id, a name, or a person's id (their direct messages).

        Raises Slack's refusals: ``channel_not_found`` also for private channels that the app is not in.
        With *anywhere* a public channel need not have the app among its members.
        """
        bot = self._app.bot_user
        if which in self._directory.people:
            return self._direct_for_app(which)
        try:
            channel = self.named(which)
        except KeyError:
            raise Refusal("channel_not_found") from None
        if bot not in channel.members:
            if channel.private or channel.direct:
                raise Refusal("channel_not_found")
            if not anywhere:
                raise Refusal("not_in_channel")
        return channel

    def _direct_for_app(self, user: str) -> Channel:
        person = self._directory.people[user]
        if person.bot or user == "USLACKBOT":
            raise Refusal("cannot_dm_bot")
        if person.deactivated:
            raise Refusal("user_disabled")
        if person.outsider:
            raise Refusal("user_not_visible")
        if not self._app.manifest.messages:
            raise Refusal("messages_tab_disabled")
        return self.direct(user, self._app.bot_user)

    def label(self, channel: Channel, viewer: str) -> str:
        """What *viewer* calls a conversation: its name, or the other person's."""
        if channel.between is None:
            return channel.name
        other = channel.between[0] if channel.between[1] == viewer else channel.between[1]
        return self._directory.people[other].name

    def as_slack(self, channel: Channel, *, num_members: bool = False) -> Json:
        """The conversation object, as the app sees it."""
        shown: Json = {
            "id": channel.id,
            "created": channel.created,
            "updated": channel.created * 1000,
            "is_im": channel.direct,
            "is_mpim": False,
            "is_archived": channel.archived,
            "is_org_shared": False,
            "is_ext_shared": channel.shared,
            "is_shared": channel.shared,
            "is_private": channel.private or channel.direct,
        }
        if channel.between is not None:
            return shown | {"user": next(one for one in channel.between if one != self._app.bot_user)}
        shown |= {
            "name": channel.name,
            "name_normalized": channel.name,
            "is_channel": not channel.private,
            "is_group": channel.private,
            "is_general": channel.general,
            "is_member": self._app.bot_user in channel.members,
            "creator": channel.creator,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": channel.purpose, "creator": channel.creator, "last_set": channel.created},
        }
        return shown | {"num_members": len(channel.members)} if num_members else shown


def _direct_id(one: str, other: str) -> str:
    return id_of("D", f"{one}+{other}")
