"""App manifests: what is read from them, and what is said of one that is none."""

import json

import pytest

from sandbox import manifest
from sandbox.manifest import BrokenManifest, Manifest

WHOLE = {
    "display_information": {"name": "Owl", "description": "Sees at night"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": False},
        "bot_user": {"display_name": "owl-bot"},
        "shortcuts": [{"name": "Look", "type": "global", "callback_id": "look", "description": "Looks"}],
        "slash_commands": [{"command": "/owl", "description": "Calls", "should_escape": True}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention"]},
        "interactivity": {"is_enabled": True},
    },
}


def read(tmp_path, text):
    file = tmp_path / "manifest.json"
    file.write_text(text, encoding="utf-8")
    return manifest.read(file)


def test_a_manifest_says_what_the_app_is_called_may_do_and_hears(tmp_path):
    owl = read(tmp_path, json.dumps(WHOLE))

    assert (owl.name, owl.description) == ("owl-bot", "Sees at night")
    assert (owl.home, owl.messages, owl.interactive) == (True, False, True)
    assert (owl.scopes, owl.events) == ({"chat:write", "commands"}, {"app_mention"})
    assert (owl.commands[0].command, owl.commands[0].should_escape) == ("/owl", True)
    assert (owl.shortcuts[0].callback_id, owl.shortcuts[0].type) == ("look", "global")


def test_a_manifest_that_asks_for_nothing_may_do_nothing(tmp_path):
    nothing = read(tmp_path, '{"display_information": {"name": "Owl"}, "features": {"bot_user": null}}')

    assert (nothing.name, nothing.scopes, nothing.events) == ("Owl", frozenset(), frozenset())
    assert nothing.commands == []
    assert nothing.home is False


def test_without_a_manifest_everything_is_allowed():
    assert (Manifest().scopes, Manifest().events) == (None, None)


def without(*path):
    content = json.loads(json.dumps(WHOLE))
    part = content
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return json.dumps(content)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value: line 1 column 1"),
        ("{", "Expecting property name"),
        ("[]", "it is no JSON object, or one of its parts is not"),
        ("7", "it is no JSON object, or one of its parts is not"),
        ("{}", "display_information is missing"),
        ('{"display_information": {}}', "name is missing"),
        ('{"display_information": {"name": "Owl"}, "features": []}', None),
        ('{"display_information": {"name": "Owl"}, "features": "x"}', "it is no JSON object, or one of its parts is"),
        (without("features", "slash_commands", 0, "command"), "commands.0.command: Field required"),
        (without("features", "shortcuts", 0, "callback_id"), "shortcuts.0.callback_id: Field required"),
        (json.dumps(WHOLE).replace('"global"', '"local"'), "shortcuts.0.type: Input should be 'global' or 'message'"),
        (json.dumps(WHOLE).replace('"chat:write"', "7"), "scopes"),
        ("[" * 100_000, ""),
    ],
)
def test_a_file_that_is_no_manifest_is_refused_in_one_sentence(tmp_path, text, reason):
    if reason is None:
        assert read(tmp_path, text).name == "Owl"
        return
    with pytest.raises(BrokenManifest) as broken:
        read(tmp_path, text)

    assert str(broken.value).startswith(f"{tmp_path / 'manifest.json'} is not an app manifest: {reason}")
    assert "\n" not in str(broken.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BrokenManifest, match="No such file"):
        manifest.read(tmp_path / "nowhere.json")
