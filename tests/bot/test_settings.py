"""Settings: a wrong or missing one stops the start with one sentence that names it."""

import stat
from pathlib import Path
from typing import Any

import pytest

from bot.domain.roles import Role
from bot.settings import WrongSetting, load, secret_of

GOOD = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}


def given(**settings: Any) -> Any:
    return load(_env_file=None, **{**GOOD, **settings})


@pytest.mark.parametrize(
    ("wrong", "name", "reason"),
    [
        ({"slack_bot_token": "xoxp-1"}, "SLACK_BOT_TOKEN", "starts with xoxb-"),
        ({"slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN", "starts with xapp-"),
        ({"slack_app_token": ""}, "SLACK_APP_TOKEN", "missing"),
        ({"slack_api_url": "slack.com"}, "SLACK_API_URL", "no address"),
        ({"port": "many"}, "PORT", "integer"),
        ({"port": 70000}, "PORT", "65535"),
        ({"database_url": "mysql://here"}, "DATABASE_URL", "SQLite"),
        ({"fanfare_admins": "ana"}, "FANFARE_ADMINS", "neither a user's id"),
        ({"fanfare_timezone": "Europe/Atlantis"}, "FANFARE_TIMEZONE", "no time zone"),
        ({"log_level": "LOUD"}, "LOG_LEVEL", "no log level"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(wrong: dict[str, Any], name: str, reason: str) -> None:
    with pytest.raises(WrongSetting) as refusal:
        given(**wrong)

    assert str(refusal.value).startswith(name)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_token_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    with pytest.raises(WrongSetting, match="SLACK_BOT_TOKEN is missing"):
        load(_env_file=None, slack_app_token="xapp-1")


def test_roles_are_given_to_people_and_to_groups() -> None:
    settings = given(fanfare_hr="U1, S2", fanfare_leaders="U3")

    assert settings.roles[Role.HR] == {"U1", "S2"}
    assert settings.roles[Role.LEADER] == {"U3"}
    assert settings.roles[Role.ADMIN] == frozenset()


def test_without_an_app_token_a_signing_secret_means_http() -> None:
    assert not given(slack_app_token="", slack_signing_secret="s").socket_mode
    assert given().socket_mode


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = given(database_url=f"sqlite:///{tmp_path / 'fanfare.db'}")

    first, again = secret_of(settings), secret_of(settings)

    assert first == again
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "fanfare.secret").stat().st_mode) == 0o600


def test_a_given_secret_is_used_and_none_is_made(tmp_path: Path) -> None:
    settings = given(database_url=f"sqlite:///{tmp_path / 'fanfare.db'}", fanfare_secret="of my own")

    assert secret_of(settings) == b"of my own"
    assert list(tmp_path.iterdir()) == []


def test_no_token_shows_when_settings_are_printed() -> None:
    assert "xoxb-1" not in repr(given())
