"""The clock in the page: it is moved forward, and what was planned comes due."""

import re
from datetime import datetime, timedelta

from playwright.async_api import expect


async def test_what_an_app_that_follows_the_clock_has_planned_comes_when_it_is_moved(screen):
    await screen.be("ana")
    await screen.write("/later tea")
    await expect(screen.message("In an hour, then.")).to_be_visible()
    await expect(screen.message("It is time: tea")).to_have_count(0)

    await screen.button("Clock: ").click()
    await screen.dialog("Move the clock").get_by_role("button", name="+1 hour").click()

    await expect(screen.message("It is time: tea")).to_be_visible()
    await expect(screen.button("Clock: ")).to_have_accessible_name(re.compile(r"ahead by "))
    await screen.picture("clock")


async def test_one_goes_to_an_hour_on_one_s_own_wall_clock_and_never_back(screen):
    await screen.be("mei")
    await screen.button("Clock: ").click()
    clock = screen.dialog("Move the clock")
    await expect(clock).to_contain_text("Mei Tanaka’s time zone (Asia/Tokyo)")
    now = datetime.fromisoformat(str(await clock.get_by_label("Move to").get_attribute("min")))
    before = (await screen.workspace.log(kind="clock"))[-1:]

    await clock.get_by_label("Move to").fill(f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}")
    await clock.get_by_role("button", name="Go there").click()
    await expect(screen.page.get_by_role("alert")).to_contain_text("That time is past. The clock moves forward only.")
    assert (await screen.workspace.log(kind="clock"))[-1:] == before
    await clock.get_by_label("Move to").fill(f"{now + timedelta(days=1):%Y-%m-%d}T23:15")
    await clock.get_by_role("button", name="Go there").click()

    tomorrow = f"{now + timedelta(days=1):%a, %b} {(now + timedelta(days=1)).day}"
    await expect(screen.button("Clock: ")).to_have_accessible_name(re.compile(f"11:15 PM, {tomorrow}, "))
    await expect(clock).to_have_count(0)
