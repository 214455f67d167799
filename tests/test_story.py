"""The whole story, told by hand in the page: what a newcomer does after ``make demo``.

With PICTURES=1 (``make pictures``) it also makes the README's pictures anew.
"""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from sandbox.remote import RemoteWorkspace
from tests.browser import take_screenshot

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


class Demo:
    """The demo's page, and whoever is acted as in it."""

    def __init__(self, page: Page, url: str, workspace: RemoteWorkspace) -> None:
        self.page = page
        self.url = url
        self.workspace = workspace

    async def be(self, person: str, channel: str = "general") -> None:
        await self.page.goto(f"{self.url}/?as={person}&in={channel}")
        await self.page.wait_for_function("window.did_handshake === true")

    async def type(self, line: str) -> None:
        """Write *line* into the message box and send it, once no dialog lies over it."""
        await expect(self.page.get_by_role("dialog")).to_have_count(0)
        box = self.page.get_by_role("textbox", name="Message #")
        await box.fill(line)
        await box.press("Enter", delay=60)

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)

    async def choose(self, dialog: Locator, label: str, option: str, *, several: bool = False) -> None:
        """Choose *option* in the select that *label* names; one for *several* stays open until it is left."""
        field = dialog.get_by_label(label)
        await field.click()
        await self.page.get_by_role("option", name=option).first.click()
        if several:
            await self.page.keyboard.press("Escape", delay=60)

    async def day(self, dialog: Locator, label: str, day: datetime) -> None:
        """Type *day* into the date field that *label* names."""
        await dialog.get_by_label(label).first.click()
        typed = self.page.get_by_label("Date, as year-month-day")
        await typed.fill(f"{day:%Y-%m-%d}")
        await typed.press("Enter", delay=60)
        await typed.wait_for(state="detached")

    async def picture(self, name: str) -> None:
        await self.page.wait_for_load_state("networkidle")
        taken = await take_screenshot(self.page, f"story-{name}")
        if os.environ.get("PICTURES") and name in ("message", "result"):
            DOCS.mkdir(exist_ok=True)
            (DOCS / f"{name}.png").write_bytes(taken.read_bytes())


@pytest.fixture
async def demo(page: Page) -> AsyncIterator[Demo]:
    program = (sys.executable, "-m", "sandbox", "--port", "0", "--manifest", "manifest.json", "--run", "python -m demo")
    sandbox = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdout=PIPE)
    assert sandbox.stdout is not None
    async with asyncio.timeout(30):
        while not (found := re.search(rb"http://127\.0\.0\.1:\d+", await sandbox.stdout.readline())):
            pass
    url = found[0].decode()
    async with RemoteWorkspace(url) as workspace:
        async with asyncio.timeout(30):
            seen = 0
            while not (await workspace.app())["sockets"]:
                seen += len(await workspace.log(seen, wait=1))
        yield Demo(page, url, workspace)
    sandbox.terminate()
    await sandbox.wait()


@pytest.mark.timeout(180)
async def test_the_story_from_a_message_to_a_pulse_s_result(demo: Demo) -> None:
    await a_brand_message_now(demo)
    await a_goal_and_a_message_about_it(demo)
    await a_pulse_from_question_to_result(demo)
    await thanks_in_public(demo)
    await home(demo)


async def a_brand_message_now(demo: Demo) -> None:
    await demo.be("priya")
    await demo.type("/announce")
    form = demo.dialog("New message")
    await form.get_by_label("What do you want to say?").fill("We build bikes that *last a lifetime*.")
    await demo.choose(form, "To which channels?", "general", several=True)
    await demo.picture("announce")
    await form.get_by_role("button", name="Preview").click()
    preview = demo.dialog("Preview")
    await expect(preview).to_contain_text("last a lifetime")
    await demo.picture("announce-preview")
    await preview.get_by_role("button", name="Send now").click()
    await demo.page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    await expect(demo.page.get_by_role("feed")).to_contain_text("We build bikes that last a lifetime.")


async def a_goal_and_a_message_about_it(demo: Demo) -> None:
    await demo.type("/goals new")
    form = demo.dialog("New goal")
    for label, value in (("What is the goal?", "Bikes on the road"), ("What is counted?", "bikes")):
        await form.get_by_label(label).fill(value)
    await form.get_by_label("Where does it start?").fill("0")
    await form.get_by_label("What is the target?").fill("100")
    await form.get_by_label("Where are we now?").fill("62")
    await demo.day(form, "By when?", datetime.now(UTC) + timedelta(days=40))
    await demo.choose(form, "Who owns it?", "Viktor Lindqvist")
    await demo.picture("goal-form")
    await form.get_by_role("button", name="Set goal").click()
    await form.wait_for(state="detached")
    if await demo.page.get_by_role("dialog").count():
        await demo.page.get_by_role("dialog").get_by_role("button", name="Done").click()

    await demo.type("/announce")
    form = demo.dialog("New message")
    await form.get_by_label("Where we are going (goal message)").check()
    await demo.choose(form, "Which goal?", "Bikes on the road")
    await form.get_by_label("Your words about it").fill("More than half way. Thank you all!")
    await demo.choose(form, "To which channels?", "general", several=True)
    await form.get_by_label("Once, at a date and time").check()
    tomorrow = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)  # by Priya's clock
    await demo.day(form, "On which day?", tomorrow)
    await demo.choose(form, "At what time?", "9:00 AM")
    await demo.picture("announce-goal")
    await form.get_by_role("button", name="Preview").click()
    preview = demo.dialog("Preview")
    await expect(preview).to_contain_text("62 of 100 bikes")
    await demo.picture("announce-goal-preview")
    await preview.get_by_role("button", name="Plan it").click()
    await demo.page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    feed = demo.page.get_by_role("feed")
    await expect(feed).not_to_contain_text("More than half way")

    await demo.page.get_by_role("button", name="Clock:").click()
    clock = demo.dialog("Move the clock")
    await clock.get_by_label("Move to").fill(f"{tomorrow:%Y-%m-%d}T09:01")
    await clock.get_by_role("button", name="Go there").click()
    await expect(feed).to_contain_text("More than half way")
    await expect(feed).to_contain_text("62 of 100 bikes")
    await demo.picture("message")


async def a_pulse_from_question_to_result(demo: Demo) -> None:
    await demo.be("lucia")
    await demo.type("/pulse")
    form = demo.dialog("New pulse")
    await form.get_by_label("Title").fill("How is it going?")
    await form.get_by_label("Which statement shall people rate?").fill("I know what my team is working towards.")
    await demo.choose(form, "Ask in these channels", "general", several=True)
    await form.get_by_label("Anonymous").check()
    await demo.picture("pulse-form")
    await form.get_by_role("button", name="Preview").click()
    preview = demo.dialog("Is this right?")
    await expect(preview).to_contain_text("I know what my team is working towards.")
    await demo.picture("pulse-preview")
    await preview.get_by_role("button", name="Ask now").click()
    await demo.page.get_by_role("dialog").wait_for(state="detached")

    for person, answer in (("mei", 5), ("sam", 4), ("tom", 4), ("grace", 5), ("chloe", 3), ("ana", 4)):
        await demo.be(person)
        choice = demo.page.get_by_role("feed").get_by_role("button", name=f"{answer} on a scale from 1 to 5")
        await choice.last.click()
        await expect(demo.page.get_by_role("dialog")).to_contain_text("Your answer is in")
        if person == "mei":
            await demo.picture("ballot")
        await demo.page.get_by_role("dialog").get_by_role("button", name="Close").last.click()

    await demo.be("lucia")
    await demo.type("/pulse list")
    await demo.page.get_by_role("dialog").get_by_role("button", name="Close now: How is it going?").click()
    await demo.dialog("Close it now?").get_by_role("button", name="Close now").click()
    feed = demo.page.get_by_role("feed")
    await expect(feed).to_contain_text("4.2 of 5")
    await demo.page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    await expect(demo.page.get_by_role("dialog")).to_have_count(0)
    await demo.picture("result")


async def thanks_in_public(demo: Demo) -> None:
    await demo.be("tom")
    await demo.type("/shoutout @mei and @sam for a calm launch night #care")
    await expect(demo.page.get_by_role("feed")).to_contain_text("You can take them back")
    await demo.picture("shoutout-given")
    await demo.be("tom", "kudos")
    await expect(demo.page.get_by_role("feed")).to_contain_text("a calm launch night")
    await demo.picture("shoutout")


async def home(demo: Demo) -> None:
    await demo.be("mei", "app.home")
    page = demo.page.get_by_role("region", name="Home")
    await expect(page).to_contain_text("a calm launch night")
    await expect(page).to_contain_text("Bikes on the road")
    await demo.picture("home")
