"""``python -m demo``: what ``make demo`` lets the sandbox run. The same bot as in production, with another clock."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import uvloop

from bot import logs
from bot.__main__ import serve
from bot.bot import Bot
from bot.settings import load
from sandbox.follow import FollowedClock
from sandbox.remote import RemoteWorkspace


async def run(folder: Path) -> int:
    """Start the bot in the company: Priya and the people team are HR, Ana is the admin, the team leads lead."""
    url = os.environ["SANDBOX_URL"]
    async with RemoteWorkspace(url) as workspace:
        ids = await workspace.ids()
    moved = asyncio.Event()
    clock = FollowedClock(url, moved.set)
    settings = load(
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'demo.db'}",
        fanfare_admins=ids["ana"],
        fanfare_hr=f"{ids['people-team']}",
        fanfare_leaders=ids["leads"],
        fanfare_recognition_channel="kudos",
        fanfare_timezone="Europe/Madrid",
        log_level="WARNING",
    )
    logs.set_up(settings.log_number)
    bot = Bot(settings, clock)
    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(clock.follow())
        ticking = tasks.create_task(tick(bot, moved))
        code = await serve(bot)
        following.cancel()
        ticking.cancel()
    return code


async def tick(bot: Bot, moved: asyncio.Event) -> None:
    """Do what became due whenever the sandbox's clock was moved; the table's own tick would be a second late."""
    while True:
        await moved.wait()
        moved.clear()
        await bot.jobs.tick()
        bot.sender.wake()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="fanfare-demo-") as folder:
        sys.exit(uvloop.run(run(Path(folder))))
