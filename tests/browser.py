"""Chromium for the tests: ask for `page`. Without a browser they skip; with FANFARE_BROWSER_REQUIRED set they fail."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

SCREENSHOTS = Path(__file__).parent / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "No browser to drive the page with: install one (`apt install chromium`, `brew install --cask chromium`)"
    " or say where it is (`CHROMIUM=/path/to/chrome make test`)."
)
QUIET = (
    # Chromium refuses its own sandbox to root, and CI is root in a container.
    "--no-sandbox",
    "--disable-gpu",
    # The page under test is on 127.0.0.1; the rest keeps Chromium from calling home.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if HOW_TO_GET_ONE in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests of the page were skipped. {HOW_TO_GET_ONE}", yellow=True)


async def take_screenshot(page: Page, name: str) -> Path:
    path = SCREENSHOTS / f"{name}.png"
    await page.screenshot(path=path)
    return path


def find_chromium() -> str | None:
    """An explicit CHROMIUM is taken at its word: if it is wrong there is no browser, rather than another one."""
    named = os.environ.get("CHROMIUM")
    candidates = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next(filter(None, candidates), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the program."""
    path = find_chromium()
    if path is None and os.environ.get("FANFARE_BROWSER_REQUIRED"):
        pytest.fail(HOW_TO_GET_ONE, pytrace=False)
    if path is None:
        pytest.skip(HOW_TO_GET_ONE)
    return path


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page of its own: no cookies, storage or open tabs of another test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    # Milliseconds: less than pytest's own timeout, so that a test that waits in vain says for what.
    context.set_default_timeout(10_000)
    yield await context.new_page()
    await context.close()
