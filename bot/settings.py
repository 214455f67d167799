"""Settings from the environment and ``.env``, read once at the start and handed on as values."""

import logging
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.roles import Role
from handlers.views.words import _

SLACK = "https://slack.com/api/"
SECRET_CHARACTERS = 64  # 256 bits in hexadecimal digits


class WrongSetting(Exception):
    """A setting that is wrong or missing: the text is one sentence that names it."""


def _ids(value: Any) -> Any:
    return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value


def _known_ids(ids: frozenset[str]) -> frozenset[str]:
    for one in ids:
        if one[:1] not in "UWS" or not one.isalnum():
            raise ValueError(_("“{id}” is neither a user's id (U…) nor a user group's (S…)").format(id=one))
    return ids


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(_("“{name}” is no time zone; write one like Europe/Berlin").format(name=name)) from None
    return name


def _level(name: str) -> str:
    if name.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(_("“{name}” is no log level; there are DEBUG, INFO, WARNING and ERROR").format(name=name))
    return name.upper()


def _url(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise ValueError(
            _("“{address}” is no address; write one like {example}").format(address=address, example=SLACK)
        )
    return address.rstrip("/") + "/"


def _token(prefix: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not value.get_secret_value().startswith(prefix):
            raise ValueError(_("a token of this kind starts with {prefix}").format(prefix=prefix))
        return value

    return AfterValidator(check)


Ids = Annotated[frozenset[str], NoDecode, BeforeValidator(_ids), AfterValidator(_known_ids)]
NOTHING = SecretStr("")


class Settings(BaseSettings):
    """Every setting; ``.env.example`` and the README list the same ones, and a test holds them together."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: Annotated[SecretStr, _token("xoxb-")]
    slack_app_token: Annotated[SecretStr, _token("xapp-")] = NOTHING
    slack_signing_secret: SecretStr = NOTHING
    slack_api_url: Annotated[str, AfterValidator(_url)] = SLACK
    port: Annotated[int, Field(ge=1, le=65535)] = 3000
    database_url: str = "sqlite:///fanfare.db"
    fanfare_secret: SecretStr = NOTHING
    fanfare_admins: Ids = frozenset()
    fanfare_hr: Ids = frozenset()
    fanfare_leaders: Ids = frozenset()
    fanfare_recognition_channel: str = ""
    fanfare_values: str = "Customers first, Courage, Craft, Care, Together"
    fanfare_timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"

    @property
    def socket_mode(self) -> bool:
        """Whether the bot calls Slack (Socket Mode) rather than being called (HTTP)."""
        return bool(self.slack_app_token.get_secret_value())

    @property
    def roles(self) -> Mapping[Role, frozenset[str]]:
        """Who has which role: user ids and user group ids."""
        return {Role.ADMIN: self.fanfare_admins, Role.HR: self.fanfare_hr, Role.LEADER: self.fanfare_leaders}

    @property
    def values(self) -> tuple[str, ...]:
        """The company's values, by which people are thanked."""
        return tuple(value.strip() for value in self.fanfare_values.split(",") if value.strip())

    @property
    def log_number(self) -> int:
        """The log level as ``logging`` has it."""
        return logging.getLevelNamesMapping()[self.log_level]


def load(**given: Any) -> Settings:
    """The settings; *given* ones stand before the environment. Raises WrongSetting."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        if first["type"] == "missing":
            raise WrongSetting(
                _("{name} is missing: put it into .env, as the README says.").format(name=name)
            ) from None
        reason = first["msg"].removeprefix("Value error, ")
        raise WrongSetting(_("{name} is wrong: {reason}.").format(name=name, reason=reason)) from None
    if not settings.socket_mode and not settings.slack_signing_secret.get_secret_value():
        raise WrongSetting(
            _("SLACK_APP_TOKEN is missing: set it for Socket Mode, or SLACK_SIGNING_SECRET to be called over HTTP.")
        )
    if not settings.database_url.startswith("sqlite:///"):
        raise WrongSetting(_("DATABASE_URL is wrong: so far it names a SQLite file, like sqlite:///fanfare.db."))
    return settings


def secret_of(settings: Settings) -> bytes:
    """The secret that keys are wrapped with: FANFARE_SECRET, else one made once and kept beside the database.

    The file is readable by its owner only. Raises WrongSetting if it can be neither read nor made.
    """
    if given := settings.fanfare_secret.get_secret_value():
        return given.encode()
    file = Path(settings.database_url.removeprefix("sqlite:///")).with_suffix(".secret")
    try:
        if not file.exists():
            _make_secret(file)
        kept = file.read_bytes().strip()
    except OSError as error:
        sentence = _("FANFARE_SECRET is missing, and {file} cannot be made or read ({error}).")
        raise WrongSetting(sentence.format(file=file, error=error.strerror)) from None
    if len(kept) < SECRET_CHARACTERS:
        raise WrongSetting(_("{file} is damaged: restore it, or set FANFARE_SECRET.").format(file=file))
    return kept


def _make_secret(file: Path) -> None:
    """Whole or not at all: a crash in between must not leave half a secret."""
    half = file.with_suffix(".secret-new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(secrets.token_hex(SECRET_CHARACTERS // 2))
        handle.flush()
        os.fsync(handle.fileno())
    half.rename(file)
