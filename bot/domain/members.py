"""People, channels and user groups as the directory knows them."""

from dataclasses import dataclass

from bot.domain.ids import ChannelId, GroupId, TeamId, UserId


@dataclass(frozen=True, slots=True)
class Member:
    """A person: *zone* is an IANA time zone, *locale* a BCP 47 tag such as ``de-DE``."""

    id: UserId
    team: TeamId
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    department: str = ""
    guest: bool = False
    outsider: bool = False
    bot: bool = False
    left: bool = False

    @property
    def colleague(self) -> bool:
        """Somebody of this company who is here: no bot, nobody who left, no guest, nobody of another company."""
        return not (self.guest or self.outsider or self.bot or self.left)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; *inside* says whether the bot is in it, without which it can neither post nor look up."""

    id: ChannelId
    name: str
    private: bool = False
    archived: bool = False
    shared: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A user group, such as ``@leads``."""

    id: GroupId
    handle: str
    members: frozenset[UserId]
