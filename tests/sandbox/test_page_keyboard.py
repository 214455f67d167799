"""The page by keyboard alone: nothing here clicks, hovers, or puts the focus anywhere."""

from playwright.async_api import expect

MOST = 60  # steps with Tab from any place to any other


async def tab_to(screen, wanted, key="Tab"):
    """Press Tab until *wanted* has the focus."""
    await expect(wanted).to_be_visible()
    for _ in range(MOST):
        if await wanted.evaluate("element => element === document.activeElement"):
            return
        await screen.page.keyboard.press(key)
    await expect(wanted).to_be_focused()


async def test_a_ride_from_the_form_to_the_thread_by_keyboard_alone(screen):
    await screen.open("/")
    await be_somebody_else(screen, "grace", "Grace Miller")
    await jump_to_kudos(screen)
    await type_a_command(screen)
    await fill_in_the_form(screen)
    await press_the_button(screen)
    await answer_in_the_thread(screen)
    await use_home(screen)


async def be_somebody_else(screen, typed, name):
    """The message box has the focus when the page is there."""
    await expect(screen.box).to_be_focused()
    await tab_to(screen, screen.button("Acting as "), "Shift+Tab")
    await screen.press("Enter")
    await screen.page.keyboard.type(typed)
    await screen.press("Enter")
    await expect(screen.button(f"Acting as {name}")).to_be_visible()


async def jump_to_kudos(screen):
    await screen.press("Control+k")
    await screen.page.keyboard.type("kudos")
    await screen.press("Enter")
    await expect(screen.page.get_by_role("textbox", name="Message #kudos")).to_be_focused()


async def type_a_command(screen):
    await screen.page.keyboard.type("/ri")
    await expect(screen.page.get_by_role("option", name="/ride")).to_be_visible()
    await screen.press("Enter")
    await screen.page.keyboard.type("Night ride")
    await screen.press("Enter")
    await expect(screen.dialog("New ride").get_by_label("Title")).to_be_focused()


async def fill_in_the_form(screen):
    form, keyboard = screen.dialog("New ride"), screen.page.keyboard
    await screen.press("End")
    await keyboard.type(" home")
    await tab_to(screen, form.get_by_label("Pace"))
    await keyboard.type("ste")
    await expect(screen.page.get_by_role("option")).to_have_text(["Steady"])
    await screen.press("Enter")
    await expect(form.get_by_label("Pace")).to_have_value("Steady")
    await tab_to(screen, form.get_by_label("Day").first)
    await screen.press("Enter")
    await expect(screen.page.get_by_label("Date, as year-month-day")).to_be_focused()
    await keyboard.type("2027-03-01")
    await screen.press("Enter")
    await expect(form.get_by_label("Day").first).to_be_focused()
    await tab_to(screen, form.get_by_label("Lights"))
    await screen.press("Space")
    await expect(form.get_by_label("Lights")).to_be_checked()
    await screen.picture("keyboard-form")
    await tab_to(screen, form.get_by_role("button", name="Announce"))
    await screen.press("Enter")
    await expect(form).to_have_count(0)
    values = (await screen.sent("ride"))["view"]["state"]["values"]
    held = {name: list(values[name]["answer"].values())[1] for name in values}
    assert (held["title"], held["pace"]["value"], held["day"]) == ("Night ride home", "steady", "2027-03-01")
    assert [one["value"] for one in held["bring"]] == ["lights"]


async def press_the_button(screen):
    ride = screen.message("Night ride home").filter(has=screen.button("I am in"))
    await expect(screen.box).to_be_focused()
    await tab_to(screen, screen.page.get_by_role("feed"), "Shift+Tab")
    await screen.press("ArrowUp")
    await expect(ride).to_be_focused()
    await tab_to(screen, ride.get_by_role("button", name="I am in"))
    await screen.press("Enter")
    await expect(ride).to_contain_text("Riders: @Grace Miller")
    await expect(ride.get_by_role("button", name="I am in")).to_be_focused()


async def answer_in_the_thread(screen):
    ride = screen.message("Night ride home").filter(has=screen.button("I am in")).first
    await tab_to(screen, screen.page.get_by_role("feed"), "Shift+Tab")
    await screen.press("ArrowUp", "ArrowUp")  # past the answer that only Grace sees
    await expect(ride).to_be_focused()
    await screen.press("t")
    thread = screen.page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    await screen.page.keyboard.type("Bring cake")
    await screen.press("Enter")
    await expect(thread.get_by_role("article").filter(has_text="Bring cake")).to_be_visible()
    await expect(ride.get_by_role("button", name="1 reply")).to_be_visible()
    await screen.picture("keyboard-thread")


async def use_home(screen):
    await screen.press("Control+k")
    await screen.page.keyboard.type("rides")
    await screen.press("Enter")
    home = screen.page.get_by_role("region", name="Home")
    await expect(home).to_contain_text("@Grace Miller, you have counted 0.")
    await tab_to(screen, home.get_by_role("button", name="Count"))
    await screen.press("Enter")
    await expect(home).to_contain_text("@Grace Miller, you have counted 1.")
    await screen.picture("keyboard-home")
