"""Who may do what: roles are given in the settings, to people or to whole user groups."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum, unique

from bot.domain.ids import UserId
from bot.domain.members import Member
from bot.domain.refusals import Refused


@unique
class Role(StrEnum):
    """What somebody may do beyond what every employee may."""

    ADMIN = "admin"
    HR = "hr"
    LEADER = "leader"


class NotAllowed(Refused):
    """This takes one of *needed*, and the person has none of them; an *admin* could change that."""

    def __init__(self, *needed: Role, admin: bool = False) -> None:
        super().__init__(*needed)
        self.needed = needed
        self.admin = admin


class NotAColleague(Refused):
    """Guests, outsiders of shared channels, bots and people who left can look on, but not act."""


class Stranger(NotAColleague):
    """Somebody whom the directory does not know (yet): nobody may act unknown."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something now, with their roles."""

    member: Member
    roles: frozenset[Role] = frozenset()

    @property
    def id(self) -> UserId:
        """Their user id."""
        return self.member.id

    def must_be(self, *needed: Role) -> None:
        """Raise NotAllowed unless they have one of the roles *needed*."""
        if not self.roles & set(needed):
            raise NotAllowed(*needed, admin=Role.ADMIN in self.roles)


def roles_of(user: UserId, given: Mapping[Role, Set[str]], groups: Set[str]) -> frozenset[Role]:
    """The roles that *given* (role to user ids and group ids) gives *user*, who is in *groups*."""
    return frozenset(role for role, holders in given.items() if user in holders or holders & groups)
