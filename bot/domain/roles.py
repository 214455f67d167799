"""Who may do what: roles are given in the settings, to people or to whole user groups."""

from collections.abc import Iterable, Mapping
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
    """This takes one of *needed*, and the person has none of them."""

    def __init__(self, *needed: Role) -> None:
        super().__init__(*needed)
        self.needed = needed


class NotAColleague(Refused):
    """Guests, outsiders of shared channels, bots and people who left can look on, but not act."""


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
            raise NotAllowed(*needed)


def roles_of(
    user: UserId, given: Mapping[Role, Iterable[str]], groups: Mapping[str, frozenset[UserId]]
) -> frozenset[Role]:
    """The roles that *given* (role to user ids and group ids) gives *user*; *groups* are the members of each group."""
    return frozenset(
        role
        for role, holders in given.items()
        if any(user == holder or user in groups.get(holder, frozenset()) for holder in holders)
    )
