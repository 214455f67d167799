"""Reads a company file (YAML): who works there, which channels and user groups there are.

A file that is wrong is refused with one sentence that names the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from sandbox.words import _

SHIPPED = Path(__file__).with_name("company.yaml")

RESERVED = {"slackbot", "app", "here", "channel", "everyone"}

Handle = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(_("there is no time zone “{name}”; write one like Europe/Madrid").format(name=name)) from None
    return name


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TeamPart(_Part):
    """The workspace itself."""

    name: str
    domain: Handle


class PersonPart(_Part):
    """A person as the file has them."""

    handle: Handle
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    email: str = ""
    title: str = ""
    department: str = ""
    tz: Annotated[str, AfterValidator(_zone)] = "UTC"
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = "en-US"
    guest: Literal["", "multi", "single"] = ""
    deactivated: bool = False
    outsider: bool = False
    admin: bool = False
    start_date: str = ""


class ChannelPart(_Part):
    """A channel; its members are handles, or everybody who is neither guest nor outsider; *app* puts the app in it."""

    name: Handle
    purpose: str = ""
    private: bool = False
    shared: bool = False
    members: list[Handle] | Literal["everybody"] = "everybody"
    app: bool = False


class GroupPart(_Part):
    """A user group."""

    handle: Handle
    name: str
    members: list[Handle]
    description: str = ""


class Company(_Part):
    """The whole file."""

    team: TeamPart
    people: list[PersonPart]
    channels: list[ChannelPart]
    groups: list[GroupPart] = []


@dataclass(frozen=True)
class BrokenCompany(Exception):  # reads as what it is, like the house's other refusals
    """A company file that cannot be used: *file*, *line* (from 1) and what is wrong, in words."""

    file: str
    line: int
    reason: str
    args: tuple[object, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return _("{file}, line {line}: {reason}").format(file=self.file, line=self.line, reason=self.reason)


def read(file: Path = SHIPPED) -> Company:
    """The company in *file*. Raises BrokenCompany if it cannot be read or does not make sense."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenCompany(str(file), 1, _("cannot be read ({error})").format(error=error)) from None
    return parse(text, str(file))


def parse(text: str, file: str = "company") -> Company:
    """The company in the YAML *text*; *file* is what errors call it."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = _("is not YAML: {problem}").format(problem=error.problem)
        raise BrokenCompany(file, mark.line + 1 if mark else 1, reason) from None
    except yaml.YAMLError as error:
        problem = str(error).splitlines()[0]
        raise BrokenCompany(file, 1, _("is not YAML: {problem}").format(problem=problem)) from None
    try:
        company = Company.model_validate(content)
    except ValidationError as error:
        raise BrokenCompany(file, _line(node, error.errors()[0]["loc"]), sentence(error)) from None
    for loc, reason in _contradictions(company):
        raise BrokenCompany(file, _line(node, loc), reason)
    return company


def person(fields: dict[str, Any]) -> PersonPart:
    """A person as a company file has them. Raises ValueError with a sentence for a field that is wrong."""
    try:
        return PersonPart.model_validate(fields)
    except ValidationError as error:
        raise ValueError(sentence(error)) from None


def sentence(error: ValidationError) -> str:
    """The first thing that is wrong: where, and what."""
    first = error.errors()[0]
    # Where a list or a word may stand, pydantic names the one that it tried: "list[…]".
    place = ".".join(str(part) for part in first["loc"] if "[" not in str(part)) or _("the file")
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"


def _line(node: yaml.Node | None, loc: Sequence[int | str]) -> int:
    """The line (from 1) of the deepest part of *loc* that the file has."""
    line = node.start_mark.line + 1 if node else 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            match = [(key, value) for key, value in node.value if key.value == part]
            if not match:
                break
            line, node = match[0][0].start_mark.line + 1, match[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _contradictions(company: Company) -> list[tuple[tuple[int | str, ...], str]]:
    """What the single fields cannot know: names used twice, members nobody has heard of."""
    found: list[tuple[tuple[int | str, ...], str]] = []
    kinds: list[tuple[str, Sequence[PersonPart | ChannelPart | GroupPart]]] = [
        ("people", company.people),
        ("channels", company.channels),
        ("groups", company.groups),
    ]
    known = {person.handle for person in company.people}
    for kind, parts in kinds:
        seen: set[str] = set()
        for number, part in enumerate(parts):
            name = part.name if isinstance(part, ChannelPart) else part.handle
            if name in seen:
                found.append(((kind, number), _("“{name}” is there twice").format(name=name)))
            if name in RESERVED and not isinstance(part, ChannelPart):
                found.append(((kind, number), _("“{name}” is a name that Slack or the sandbox uses").format(name=name)))
            seen.add(name)
            members = [] if isinstance(part, PersonPart) or part.members == "everybody" else part.members
            for index, handle in enumerate(members):
                if handle not in known:
                    reason = _("“{name}” has a member “{handle}” who is not among the people")
                    found.append(((kind, number, "members", index), reason.format(name=name, handle=handle)))
    if not any(not person.deactivated and not person.outsider for person in company.people):
        found.append((("people",), _("a company needs at least one person who works there")))
    if not company.channels:
        found.append((("channels",), _("a company needs at least one channel")))
    return found
