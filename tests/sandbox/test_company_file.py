"""Company files: the one that ships, and every kind of mistake, named with its line."""

import pytest

from sandbox import Workspace, company
from sandbox.company import BrokenCompany

RIGHT = """\
team: {name: Acme, domain: acme}
people:
  - handle: ana
    name: Ana
    tz: Europe/Lisbon
  - {handle: tom, name: Tom}
channels:
  - {name: general, app: true}
  - name: plans
    private: true
    members: [ana]
groups:
  - handle: leads
    name: Leads
    members: [ana, tom]
"""


def test_the_company_that_ships_is_what_the_issue_asks_for(lumen):
    colleagues = [one for one in lumen.people if not (one.guest or one.outsider or one.deactivated)]

    assert len(colleagues) == 12
    assert len({one.department for one in colleagues}) == 4
    assert len({one.tz for one in colleagues}) > 5
    assert len({one.locale for one in colleagues}) > 5
    assert [sum(bool(getattr(one, kind)) for one in lumen.people) for kind in ("guest", "deactivated", "outsider")] == [
        1,
        1,
        1,
    ]
    assert [channel.private for channel in lumen.channels].count(True) == 1
    assert len(lumen.channels) == 6
    assert len(lumen.groups) == 2


def test_a_right_file_makes_a_workspace():
    workspace = Workspace(company.parse(RIGHT))

    assert workspace.directory.name == "Acme"
    general, plans = workspace.channels.named("general"), workspace.channels.named("plans")
    assert workspace.directory.id("tom") in general.members
    assert workspace.app.bot_user in general.members
    assert plans.members == [workspace.directory.id("ana")]
    assert workspace.directory.group("@leads").members == [workspace.directory.id("ana"), workspace.directory.id("tom")]


def changed(old, new):
    assert old in RIGHT
    return RIGHT.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the file: Input should be a valid dictionary"),
        ("- ana", 1, "the file: Input should be a valid dictionary"),
        ("team: {", 1, "is not YAML: "),
        (changed("    tz: Europe/Lisbon", "   tz: Europe/Lisbon"), 5, "is not YAML: "),
        (changed("name: Leads", "name: *leads"), 14, "is not YAML: found undefined alias"),
        (changed("name: Leads", "name: !leads x"), 14, "is not YAML: "),
        ("team: \x00", 1, "is not YAML: "),
        (changed("team: {name: Acme, domain: acme}\n", ""), 1, "team: Field required"),
        (changed("team: {name: Acme, domain: acme}", "team: {name: Acme}"), 1, "team.domain: Field required"),
        (changed("  - {handle: tom, name: Tom}", "  - {handle: tom}"), 6, "people.1.name: Field required"),
        (changed("    name: Ana", "    nane: Ana"), 3, "people.0.name: Field required"),
        (changed("    name: Ana", "    name: Ana\n    shoe: 41"), 5, "people.0.shoe: Extra inputs are not permitted"),
        (changed("Europe/Lisbon", "Lisbon"), 5, "people.0.tz: there is no time zone “Lisbon”; write one like"),
        (changed("tz: Europe/Lisbon", "tz: ../etc/passwd"), 5, "people.0.tz: there is no time zone “../etc/passwd”"),
        (changed("tz: Europe/Lisbon", "locale: portuguese"), 5, "people.0.locale: String should match pattern"),
        (
            changed("tz: Europe/Lisbon", "guest: sometimes"),
            5,
            "people.0.guest: Input should be '', 'multi' or 'single'",
        ),
        (
            changed("tz: Europe/Lisbon", "start_date: 2016-03-01"),
            5,
            "people.0.start_date: Input should be a valid string",
        ),
        (changed("handle: ana\n", "handle: Ana Souza\n"), 3, "people.0.handle: String should match pattern"),
        (changed("handle: tom", "handle: ana"), 6, "“ana” is there twice"),
        (changed("handle: tom", "handle: slackbot"), 6, "“slackbot” is a name that Slack or the sandbox uses"),
        (changed("handle: tom", "handle: app"), 6, "“app” is a name that Slack or the sandbox uses"),
        (changed("name: plans", "name: general"), 9, "“general” is there twice"),
        (changed("handle: leads", "handle: here"), 13, "“here” is a name that Slack or the sandbox uses"),
        (
            changed("members: [ana]", "members: [ana, bob]"),
            11,
            "“plans” has a member “bob” who is not among the people",
        ),
        (changed("members: [ana]", "members: everyone"), 11, "channels.1.members: Input should be a valid list"),
        (changed("members: [ana]", "members: [Ana B]"), 11, "channels.1.members.0: String should match pattern"),
        (changed("[ana, tom]", "[ana, bob]"), 15, "“leads” has a member “bob” who is not among the people"),
        ("team: {name: A, domain: a}\npeople: []\nchannels: [{name: x}]", 2, "a company needs at least one person"),
        (
            "team: {name: A, domain: a}\npeople: [{handle: a, name: A, deactivated: true}]\nchannels: [{name: x}]",
            2,
            "a company needs at least one person who works there",
        ),
        ("team: {name: A, domain: a}\npeople: [{handle: a, name: A}]\nchannels: []", 3, "a company needs at least one"),
    ],
)
def test_a_mistake_is_named_with_its_line_in_one_sentence(text, line, reason):
    with pytest.raises(BrokenCompany) as broken:
        company.parse(text, "acme.yaml")

    assert (broken.value.file, broken.value.line) == ("acme.yaml", line)
    assert broken.value.reason.startswith(reason)
    assert str(broken.value) == f"acme.yaml, line {line}: {broken.value.reason}"
    assert "\n" not in str(broken.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "latin.yaml").write_bytes("people: [José]".encode("latin-1"))

    for name, reason in (("nowhere.yaml", "No such file"), ("latin.yaml", "can't decode"), (".", "Is a directory")):
        with pytest.raises(BrokenCompany, match=reason):
            company.read(tmp_path / name)
