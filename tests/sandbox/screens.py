"""The page of the real program, in Chromium: ask for `screen`, a tab in which somebody can be acted as."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from sandbox.remote import RemoteWorkspace
from tests.browser import take_screenshot

ROOT = Path(__file__).parents[2]
MANIFEST = "tests/sandbox/rides_manifest.json"
APP = "python -m tests.sandbox.rides_app"
PATIENCE = 30  # seconds; the page's library alone takes some to load on a busy machine
# Milliseconds: less than pytest's own timeout, so that a test that waits in vain says for what.
TIMEOUT = 10_000
SIZE: ViewportSize = {"width": 1280, "height": 800}


class Sandbox:
    """A running program, and its workspace from outside."""

    def __init__(self, url: str, workspace: RemoteWorkspace) -> None:
        self.url = url
        self.workspace = workspace
        self._seen = 0

    async def now(self) -> int:
        """The number of the log's next entry."""
        self._seen += len(await self.workspace.log(self._seen))
        return self._seen


@asynccontextmanager
async def open_sandbox(*arguments: str) -> AsyncIterator[Sandbox]:
    """``python -m sandbox`` until the end of the block."""
    program = (sys.executable, "-m", "sandbox", "--port", "0", "--manifest", MANIFEST, *arguments)
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdout=PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while not (found := re.search(rb"http://127\.0\.0\.1:\d+", await process.stdout.readline())):
            pass
    url = found[0].decode()
    async with RemoteWorkspace(url) as workspace:
        yield Sandbox(url, workspace)
    process.terminate()
    await process.communicate()


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """The sandbox with the rides app in it; one for all tests: each has people, channels and words of its own."""
    async with open_sandbox("--run", APP) as sandbox:

        async def connected() -> Any:
            return (await sandbox.workspace.app())["sockets"]

        await sandbox.workspace.until(connected, seconds=PATIENCE)
        yield sandbox


class Windows:
    """Browser windows that stay open, so that the scripts are loaded once. Each has one tab: hidden ones are slow."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: list[Page] = []

    async def page(self, number: int = 0) -> Page:
        """The tab in window *number*."""
        while len(self._pages) <= number:
            page = await self._browser.new_page()
            page.set_default_timeout(TIMEOUT)
            self._pages.append(page)
        await self._pages[number].set_viewport_size(SIZE)
        return self._pages[number]

    async def close(self) -> None:
        for page in self._pages:
            await page.close()


@pytest.fixture(scope="session")
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    expect.set_options(timeout=TIMEOUT)
    windows = Windows(browser)
    yield windows
    await windows.close()


class Screen:
    """One tab of the page."""

    def __init__(self, page: Page, sandbox: Sandbox, since: int) -> None:
        self.page = page
        self.sandbox = sandbox
        self.workspace = sandbox.workspace
        self._since = since
        self._people: set[str] = set()

    async def be(self, person: str, place: str = "general") -> "Screen":
        """Open the page as *person*, in a channel, with somebody, or in the app's view."""
        self._people.add(person)
        await self.open(f"/?as={person}&in={place}")
        return self

    async def close(self) -> None:
        """Leave the page, and no form open: it would open again for the next who acts as the same person."""
        await self.page.goto("about:blank")
        for person in self._people:
            if await self.workspace.modal(person):
                await self.workspace.close(person, whole_stack=True)

    async def open(self, address: str) -> None:
        await self.page.goto(f"{self.sandbox.url}{address}")
        # The buttons are there before the socket is.
        await self.page.wait_for_function("window.did_handshake === true")

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Message #")

    async def write(self, line: str) -> None:
        """Write *line* and send it, once no dialog lies over the box."""
        await expect(self.page.get_by_role("dialog")).to_have_count(0)
        await self.box.fill(line)
        await self.press("Enter")

    async def press(self, *keys: str) -> None:
        """Press keys as people do: a key comes up a moment after it went down."""
        for key in keys:
            await self.page.keyboard.press(key, delay=60)

    def message(self, words: str) -> Locator:
        return self.page.get_by_role("article").filter(has_text=words)

    def button(self, name: str, *, exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)

    async def choose(self, dialog: Locator, label: str, *names: str) -> None:
        """Choose in the select that *label* names."""
        await dialog.get_by_label(label, exact=True).click()
        for name in names:
            await self.page.get_by_role("option", name=name).click()

    async def sent(self, name: str, count: int = 1) -> dict[str, Any]:
        """The newest payload called *name* that the app got in this test, once there are *count*."""

        async def enough() -> list[dict[str, Any]]:
            found = await self.workspace.log(self._since, kind="sent", name=name)
            return found if len(found) >= count else []

        return dict((await self.workspace.until(enough))[-1]["detail"]["payload"])

    async def sent_count(self, name: str) -> int:
        """How many payloads called *name* the app got in this test."""
        return len(await self.workspace.log(self._since, kind="sent", name=name))

    async def picture(self, name: str) -> None:
        """Save a screenshot, for somebody to look at."""
        await take_screenshot(self.page, f"page-{name}")


OpenScreen = Callable[[], Awaitable[Screen]]


@pytest.fixture
async def screens(windows: Windows, sandbox: Sandbox) -> AsyncIterator[OpenScreen]:
    """Opens tabs."""
    since = await sandbox.now()
    opened: list[Screen] = []

    async def another() -> Screen:
        opened.append(Screen(await windows.page(len(opened)), sandbox, since))
        return opened[-1]

    yield another
    for screen in opened:
        await screen.close()


@pytest.fixture
async def screen(screens: OpenScreen) -> Screen:
    return await screens()
