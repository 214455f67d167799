"""Who there is: people and user groups."""

from dataclasses import replace
from typing import Any

from sandbox import company as companies
from sandbox.app import App
from sandbox.clock import Clock
from sandbox.company import Company, PersonPart
from sandbox.ids import id_of
from sandbox.records import Json, Person, UserGroup
from sandbox.refusals import Refusal
from sandbox.words import _

SLACKBOT = "USLACKBOT"


class Directory:
    """People and user groups by id, and by the handles that people know them by."""

    def __init__(self, company: Company, app: App, clock: Clock) -> None:
        self._clock = clock
        self.team = app.team
        self.name = company.team.name
        self.domain = company.team.domain
        self.other_team = id_of("T", f"{app.team}:other")
        self.people: dict[str, Person] = {}
        self.groups: dict[str, UserGroup] = {}
        self._add(Person(SLACKBOT, app.team, "slackbot", "Slackbot"))
        handle = app.manifest.name.lower().replace(" ", "-")
        if any(part.handle == handle for part in company.people):
            handle = f"{handle}-app"
        self.bot = self._add(Person(app.bot_user, app.team, handle, app.manifest.name, bot=True))
        for part in company.people:
            self.add(part)
        for group in company.groups:
            members = [self.id(handle) for handle in group.members]
            self.groups[id_of("S", group.handle)] = UserGroup(
                id_of("S", group.handle), group.handle, group.name, members, group.description
            )

    def add(self, part: PersonPart) -> Person:
        """Bring in a person. Raises ValueError if the handle is taken."""
        if any(person.handle == part.handle for person in self.people.values()):
            raise ValueError(f"there is somebody called {part.handle} already")
        fields = {"department": part.department, "start_date": part.start_date}
        return self._add(
            Person(
                id_of("U", part.handle),
                self.other_team if part.outsider else self.team,
                part.handle,
                part.name,
                email=part.email,
                title=part.title,
                tz=part.tz,
                locale=part.locale,
                guest=part.guest,
                deactivated=part.deactivated,
                outsider=part.outsider,
                admin=part.admin,
                fields={name: value for name, value in fields.items() if value},
            )
        )

    def change(self, person: Person, fields: dict[str, Any]) -> Person:
        """Somebody with other *fields*, as in a company file. Raises ValueError with a sentence for a wrong one."""
        for fixed in ("handle", "outsider"):
            if fixed in fields:
                raise ValueError(_("{field} stays as it is").format(field=fixed))
        part = companies.person({"handle": person.handle, "name": person.name, **fields})
        given = {name: getattr(part, name) for name in fields}
        profile = {name: given.pop(name) for name in ("department", "start_date") if name in given}
        return self._add(replace(person, **given, fields=person.fields | profile))

    def _add(self, person: Person) -> Person:
        person.updated = int(self._clock.now().timestamp())
        self.people[person.id] = person
        return person

    def id(self, who: str) -> str:
        """The id of somebody named by id, by handle or by @handle. Raises KeyError for a stranger."""
        if who in self.people:
            return who
        handle = who.removeprefix("@")
        for person in self.people.values():
            if person.handle == handle:
                return person.id
        raise KeyError(f"nobody here is called {who}")

    def person(self, who: str) -> Person:
        """Somebody named by id, by handle or by @handle. Raises KeyError for a stranger."""
        return self.people[self.id(who)]

    def group(self, which: str) -> UserGroup:
        """A group named by id, by handle or by @handle. Raises KeyError if there is none."""
        for group in self.groups.values():
            if which.removeprefix("@") in (group.id, group.handle):
                return group
        raise KeyError(f"there is no user group {which}")

    def known(self, user: str) -> Person:
        """The person with the id *user*, or Slack's ``user_not_found``."""
        if user not in self.people:
            raise Refusal("user_not_found")
        return self.people[user]

    def colleagues(self) -> list[Person]:
        """Everybody a person can act as: no bots, nobody who left."""
        return [one for one in self.people.values() if not one.bot and not one.deactivated and one.id != SLACKBOT]

    def group_as_slack(self, group: UserGroup, *, users: bool) -> Json:
        """The user group object of ``usergroups.list``."""
        shown: Json = {
            "id": group.id,
            "team_id": self.team,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "description": group.description,
            "is_external": False,
            "date_delete": 0,
            "user_count": len(group.members),
        }
        return shown | {"users": list(group.members)} if users else shown
