"""Every kind of element, used in a browser by mouse or keyboard, tells its surface what was chosen."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.sandbox.gallery_blocks import choosers, form, message

GALLERY = Path(__file__).with_name("gallery.py")


@pytest.fixture(scope="module")
async def gallery(browser: Any) -> AsyncIterator[str]:
    """The gallery in a process of its own: NiceGUI has one page tree a process, and that is the sandbox's."""
    process = await asyncio.create_subprocess_exec(sys.executable, str(GALLERY), "0", stdout=PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(30):
        address = (await process.stdout.readline()).decode().strip()
    yield address
    process.terminate()
    await process.wait()


class Gallery:
    """One page of the gallery, open in the browser."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        self._acts = f"{address}/acts/{name}"
        self._seen = 0

    def block(self, block_id: str) -> Any:
        return self.page.locator(f"[data-block-id={block_id}]")

    async def told(self) -> tuple[str, Any]:
        """The next thing that the surface is told."""
        async with asyncio.timeout(5):
            while len(acts := await (await self.page.request.get(self._acts)).json()) <= self._seen:
                await self.page.wait_for_timeout(20)
        self._seen += 1
        act = acts[self._seen - 1]
        return act["action_id"], act["raw"]

    async def skip(self) -> None:
        """Forget what was told so far."""
        self._seen = len(await (await self.page.request.get(self._acts)).json())

    async def press(self, *keys: str) -> None:
        """Press keys as people do: a key comes up a moment after it went down."""
        for key in keys:
            await self.page.keyboard.press(key, delay=60)


@pytest.fixture(scope="module")
async def tab(browser: Browser) -> AsyncIterator[Page]:
    """One tab for all: it has loaded the scripts once, and nothing is kept between the pages."""
    context = await browser.new_context(viewport={"width": 800, "height": 900})
    # Milliseconds: less than pytest's own timeout, so that a test that waits in vain says for what.
    context.set_default_timeout(10_000)
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def shown(tab: Page, gallery: str, request: pytest.FixtureRequest) -> Gallery:
    name, page = request.param, tab
    await page.goto(f"{gallery}/{name}")
    # The buttons are there before the socket is.
    await page.wait_for_function("window.did_handshake === true")
    there = Gallery(page, gallery, name)
    await there.skip()
    return there


def on(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shown", [name], indirect=True)


@on("samples")
async def test_every_block_and_element_is_drawn(shown):
    assert await shown.page.locator(".bk-block").count() > 80
    assert await shown.page.get_by_text("The sandbox cannot draw this").count() == 0


@on("message")
async def test_an_unknown_block_is_named(shown):
    assert await shown.page.get_by_text("The sandbox cannot draw this: hologram").count() == 1


@on("message")
async def test_buttons_are_pressed_by_mouse_and_keyboard(shown):
    await shown.page.get_by_role("button", name="Approve").click()
    assert await shown.told() == ("approve", None)
    await shown.page.get_by_role("button", name="Decide later about the ride").press("Enter")
    assert await shown.told() == ("later", None)


@on("message")
async def test_a_confirmation_is_asked_for_and_escape_says_no(shown):
    await shown.page.get_by_role("button", name="Decline").click()
    dialog = shown.page.get_by_role("dialog", name="Close this pulse?")
    await dialog.wait_for()
    await shown.press("Escape")
    await dialog.wait_for(state="detached")
    await shown.page.get_by_role("button", name="Decline").click()
    await shown.page.get_by_role("button", name="Close it").click()

    assert await shown.told() == ("decline", None)  # once: the first press told nobody


@on("message")
async def test_menus_of_buttons_open_and_close_by_keyboard(shown):
    more = shown.page.get_by_role("button", name="More actions")
    await more.focus()
    await shown.press("Enter")
    item = shown.page.get_by_role("menuitem", name="Edit")
    await shown.page.wait_for_function("document.activeElement.role === 'menuitem'")
    await shown.press("ArrowDown", "Enter")
    assert await shown.told() == ("more", "copy")
    await item.wait_for(state="detached")
    await shown.press("Enter")
    await item.wait_for()
    await shown.press("Escape")
    await item.wait_for(state="detached")


@on("message")
async def test_feedback_says_which_thumb(shown):
    await shown.page.get_by_role("button", name="Good").click()
    assert await shown.told() == ("feedback", "good")
    await shown.page.locator("[aria-pressed=true]").wait_for()


CHOSEN = [
    ("one", "firm", "Firmware", "firmware"),
    ("grouped", "bro", "Broccoli", "broccoli"),
    ("external", "lis", "Lisbon", {"text": {"type": "plain_text", "text": "Lisbon"}, "value": "lisbon"}),
    ("clock", "9:17", "9:17 AM", "09:17"),
    ("clock", "2:30 pm", "2:30 PM", "14:30"),
]


@on("choosers")
async def test_selects_are_searched_and_chosen_by_keyboard(shown):
    for block_id, typed, option, raw in CHOSEN:
        await shown.block(block_id).get_by_role("combobox").click()
        await shown.page.keyboard.type(typed)
        await shown.page.locator(".q-manual-focusable--focused").filter(has_text=option).wait_for()
        await shown.press("Enter")

        assert await shown.told() == (block_id, raw)


@on("choosers")
async def test_several_choices_are_told_once_when_the_menu_closes(shown):
    await shown.block("whom").get_by_role("combobox").click()
    await shown.page.get_by_role("option", name="Mei Tanaka").click()
    await shown.page.get_by_role("option", name="Grace Miller").click()
    await shown.press("Escape")

    action_id, raw = await shown.told()
    assert (action_id, len(raw)) == ("whom", 2)


@on("choosers")
async def test_a_choice_that_is_not_confirmed_is_put_back(shown):
    select = shown.block("surely").get_by_role("combobox")
    await select.click()
    await shown.page.get_by_role("option", name="Gears").click()
    await shown.page.get_by_role("button", name="Not yet").click()
    await shown.page.wait_for_function("[...document.querySelectorAll('input')].at(-1).value === 'Frames'")
    await shown.page.get_by_label("Tell me").check()

    assert await shown.told() == ("boxes", ["tell"])


@on("choosers")
async def test_dates_are_typed_walked_to_and_pressed(shown):
    day = shown.block("day").get_by_role("button").first
    await day.focus()
    await shown.press("Enter")
    line = shown.page.get_by_label("Date, as year-month-day")
    await line.fill("2027-01-05")
    await shown.press("Enter")
    assert await shown.told() == ("day", "2027-01-05")
    await line.wait_for(state="detached")
    await shown.press("Enter")
    await line.press("ArrowDown")
    await shown.press("ArrowDown", "ArrowRight", "Enter")
    assert await shown.told() == ("day", "2027-01-13")
    await line.wait_for(state="detached")
    await day.click()
    await shown.page.locator(".q-date__calendar-item--in button").filter(has_text="20").click()
    assert await shown.told() == ("day", "2027-01-20")


@on("choosers")
async def test_radio_buttons_and_checkboxes_follow_the_keys_they_always_have(shown):
    await shown.block("radio").get_by_label("Firmware").focus()
    await shown.press("ArrowDown")
    assert await shown.told() == ("radio", "shops")
    await shown.block("boxes").get_by_label("Ask me").focus()
    await shown.press("Space")
    assert (await shown.told())[0] == "boxes"


TYPED = [
    ("Title", "Plan"),
    ("Text", "a\nb"),
    ("Email", "a@b.c"),
    ("Address", "https://a.b"),
    ("How many?", "12"),
    ("Story", "Hi"),
]


@on("modal")
async def test_what_is_typed_is_held_at_once(shown):
    for label, text in TYPED:
        await shown.page.get_by_label(label, exact=label == "Text").fill(text)

        assert (await shown.told())[1] == text


@on("modal")
async def test_a_file_is_uploaded_and_taken_back(shown):
    async with shown.page.expect_file_chooser() as chooser:
        await shown.page.get_by_role("button", name="Add files").press("Enter")
    await (await chooser.value).set_files([{"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}])
    assert [file["name"] for file in (await shown.told())[1]] == ["a.txt"]
    await shown.page.get_by_role("button", name="Remove a.txt").click()
    assert (await shown.told())[1] == []


@on("modal")
async def test_fields_are_named_and_mistakes_are_read_with_them(shown):
    for label in ("Title", "Department", "Day", "Time"):
        assert await shown.page.get_by_label(label).first.count() == 1
    for role, label in (("group", "Tell whom"), ("radiogroup", "How"), ("group", "Moment"), ("group", "Pictures")):
        assert await shown.page.get_by_role(role, name=label).count() == 1
    mark = await shown.page.get_by_label("Address").get_attribute("aria-describedby")
    assert "starts with https://" in await shown.page.locator(f"#{mark}").inner_text()


def test_the_gallery_shows_every_kind_there_is():
    written = str([message(), choosers(), form()])
    kinds = [
        "section",
        "divider",
        "image",
        "actions",
        "context",
        "context_actions",
        "file",
        "call",
        "header",
        "markdown",
    ]
    kinds += [
        "video",
        "rich_text",
        "table",
        "data_table",
        "data_visualization",
        "task_card",
        "plan",
        "card",
        "carousel",
    ]

    assert [kind for kind in [*kinds, "alert", "container", "input"] if f"'type': '{kind}'" not in written] == []
