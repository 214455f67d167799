"""What holds for the whole house: documents, settings, tables and commands say the same."""

import json
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.domain import refusals as domain_refusals
from bot.settings import Settings
from handlers.views import refusals
from storage import Database, tables
from tests.fanfare import MANIFEST, Fanfare

ROOT = Path(__file__).parents[1]
COMMANDS = [one["command"] for one in json.loads(MANIFEST.read_text())["features"]["slash_commands"]]


def settings_named() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


def test_the_example_file_has_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)) == settings_named()


def test_the_readme_explains_every_setting_and_no_other() -> None:
    text = (ROOT / "README.md").read_text()

    assert set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE)) == settings_named()


async def test_the_migrations_make_exactly_the_tables(tmp_path: Path, fanfare: Fanfare) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}", fanfare.bot.clock.now)
    await database.migrate()
    await database.close()

    with create_engine(f"sqlite:///{tmp_path / 'empty.db'}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.METADATA) == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("person", ["ana", "priya", "viktor", "tom", "oskar"])
async def test_every_command_answers_everybody(fanfare: Fanfare, command: str, person: str) -> None:
    channel = "sales" if person == "oskar" else "general"
    for words in ("", "help", "what is this"):
        reply = await fanfare.workspace.command(person, f"{command} {words}", channel=channel)

        assert reply.acked
        assert reply.body or fanfare.workspace.modal(person), f"{command} {words} says nothing to {person}"


def test_every_refusal_has_its_sentence() -> None:
    kinds = list(domain_refusals.Refused.__subclasses__())
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("bot.") and not kind.__subclasses__():
            assert set(kind.__mro__) & set(refusals._SENTENCES), f"{kind.__name__} has no sentence"


def test_the_manifest_asks_for_no_more_than_the_readme_explains() -> None:
    scopes = json.loads(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"]
    text = (ROOT / "README.md").read_text()

    assert set(re.findall(r"^\| `([a-z.]+:[a-z.]+|commands)`", text, re.MULTILINE)) == set(scopes)
