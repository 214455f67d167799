"""Fanfare in a pretend company: ask for `fanfare` to have the bot at work in a sandbox."""

import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.bot import Bot
from bot.domain.deliveries import Delivery, State
from bot.settings import load
from bot.sync import Sync
from sandbox import Server, Workspace
from sandbox import manifest as manifests
from storage import Store

MANIFEST = Path(__file__).parents[1] / "manifest.json"


class Fanfare:
    """The bot and the workspace it works in. Priya and Lucía are HR, Ana is the admin, Viktor and Mei lead."""

    def __init__(self, workspace: Workspace, bot: Bot) -> None:
        self.workspace = workspace
        self.bot = bot

    def id(self, person: str) -> str:
        return self.workspace.directory.id(person)

    def channel(self, name: str) -> str:
        return self.workspace.channels.named(name).id

    async def advance(self, **duration: float) -> None:
        """Move the clock that both live by, and let the bot do what became due."""
        await self.workspace.advance(**duration)
        await self.bot.jobs.tick()
        self.bot.sender.wake()

    async def posts(self, channel: str = "", *, person: str = "", count: int = 1) -> list[dict[str, Any]]:
        """The bot's posts in a channel, or in a person's direct messages, once there are *count* of them."""
        await self.workspace.until(lambda: len(self.workspace.posts(channel, person=person)) >= count)
        return self.workspace.posts(channel, person=person)

    async def whisper(self, person: str, channel: str, containing: str) -> dict[str, Any]:
        """The ephemeral message in *channel* for *person* that contains a text, once it is there."""

        def seen() -> list[dict[str, Any]]:
            screen = self.workspace.screen(person, channel)
            return [one for one in screen if one.get("is_ephemeral") and containing in one["text"]]

        return (await self.workspace.until(seen))[-1]

    async def idle(self) -> None:
        """Let the bot send everything that is due (pacing is by the clock, which is moved as far as it takes)."""
        for _ in range(50):
            async with self.bot.database.transaction() as store:
                now = self.bot.clock.now()
                due, redraw = await store.deliveries.next_due(), await store.deliveries.next_redraw()
            if not any(one is not None and (one - now).total_seconds() < 2 for one in (due, redraw)):
                return
            await self.workspace.advance(seconds=1)
            await self.bot.sender.step()

    async def noted(self, source: str, state: State, reason: str = "") -> Delivery:
        """The delivery of *source* once the ledger says *state*, for *reason* if it is given."""
        found: list[Delivery] = []
        for _ in range(2000):  # each look is a trip to the database: seconds, in all
            found = await self.stored(lambda store: store.deliveries.of(source))
            for one in found:
                if one.state is state and reason in ("", one.reason):
                    return one
        raise AssertionError(f"{source} is {found}, not {state} {reason}")

    async def read_directory(self) -> None:
        """Let the bot look at the directory anew, as it does every quarter of an hour."""
        await Sync(self.bot.database, self.bot.reader, self.bot.clock, self.workspace.app.team).run()

    async def stored(self, read: Callable[[Store], Any]) -> Any:
        """What *read* finds in the store."""
        async with self.bot.database.transaction() as store:
            return await read(store)


@pytest.fixture
async def fanfare(tmp_path: Path) -> AsyncIterator[Fanfare]:
    logs.set_up(logging.WARNING)
    workspace = Workspace(manifest=manifests.read(MANIFEST), seed=1)
    server = Server(workspace)
    url = await server.start()
    people = workspace.directory.id
    bot = Bot(
        load(
            _env_file=None,
            slack_bot_token=workspace.app.bot_token,
            slack_app_token=workspace.app.app_token,
            slack_api_url=f"{url}/api/",
            database_url=f"sqlite:///{tmp_path / 'fanfare.db'}",
            fanfare_admins=people("ana"),
            fanfare_hr=f"{people('priya')},{people('lucia')}",
            fanfare_leaders=workspace.directory.group("leads").id,
            fanfare_recognition_channel="kudos",
            fanfare_timezone="Europe/Madrid",
        ),
        clock=workspace.clock,
    )
    await bot.start()
    await workspace.until(lambda: len(workspace.sockets))
    yield Fanfare(workspace, bot)
    await bot.stop()
    await server.stop()
