"""The page by hand: somebody acts as a person, talks, answers, reacts, and uses what the app shows."""

import re

from playwright.async_api import expect

from tests.sandbox.screens import Screen, open_sandbox


async def test_somebody_else_is_acted_as_and_what_is_said_then_is_theirs(screen):
    await screen.be("ana", "kudos")

    await screen.button("Acting as Ana Souza").click()
    await screen.page.get_by_role("option", name="Tom Becker").click()
    await expect(screen.button("Acting as Tom Becker")).to_be_visible()
    await screen.write("Thanks for the cake!")

    message = screen.message("Thanks for the cake!")
    await expect(message).to_contain_text("Tom Becker")
    await expect(screen.page).to_have_url(re.compile(r"\?as=tom&in=kudos$"))
    await expect(screen.box).to_have_value("")


async def test_whoever_is_acted_as_sees_their_own_conversations_only(screen):
    await screen.be("ana", "leadership")
    await expect(screen.button("leadership, private channel")).to_be_visible()

    await screen.button("Acting as Ana Souza").click()
    await screen.page.get_by_role("option", name="Tom Becker").click()

    await expect(screen.button("Acting as Tom Becker")).to_be_visible()
    await expect(screen.button("leadership")).to_have_count(0)
    await expect(screen.page.get_by_role("textbox", name="Message #general")).to_be_visible()


async def test_a_command_is_completed_as_it_is_typed_and_opens_its_form(screen):
    await screen.be("mei", "engineering")

    await screen.box.press_sequentially("/ri")
    await expect(screen.page.get_by_role("option", name="/ride")).to_contain_text("Announce a ride")
    await screen.picture("suggestions")
    await screen.press("Tab")
    await expect(screen.box).to_have_value("/ride ")
    await screen.page.keyboard.type("Up the hill")
    await screen.press("Enter")

    await expect(screen.dialog("New ride").get_by_label("Title")).to_have_value("Up the hill")
    sent = await screen.sent("/ride")
    assert (sent["command"], sent["text"], sent["channel_name"]) == ("/ride", "Up the hill", "engineering")


async def test_a_command_that_is_not_the_app_s_is_refused_as_slack_does(screen):
    await screen.be("mei", "engineering")

    await screen.write("/rode to work")

    await expect(screen.message("/rode is not a valid command.")).to_contain_text("Only visible to you")
    assert await screen.sent_count("/rode") == 0


async def test_people_are_called_by_name_and_the_message_says_so(screen):
    await screen.be("mei", "engineering")

    await screen.box.press_sequentially("Look, @okaf")
    await expect(screen.page.get_by_role("option", name="Sam Okafor")).to_be_visible()
    await screen.press("Enter")
    await expect(screen.box).to_have_value("Look, @sam ")
    await screen.press("Enter")

    await expect(screen.message("Look,").get_by_text("@Sam Okafor")).to_be_visible()


async def announced(screen, person, title, channel):
    """A ride that *person* announces in *channel* from elsewhere."""
    await screen.workspace.command(person, f"/ride {title}", channel=channel)
    await screen.workspace.submit(person, {"pace": "fast"})
    return screen.message(title).filter(has=screen.button("I am in"))


async def test_a_button_in_a_message_is_pressed_and_answered_for_those_eyes_only(screen, screens):
    await screen.be("grace")
    other = await (await screens()).be("diego")
    ride = await announced(screen, "ana", "Harbour loop", "general")

    await ride.get_by_role("button", name="I am in").click()

    await expect(ride).to_contain_text("Riders: @Grace Miller")
    await expect(other.message("Harbour loop").last).to_contain_text("Riders: @Grace Miller")
    await expect(screen.message("You ride along: Harbour loop")).to_contain_text("Only visible to you")
    await expect(other.message("You ride along: Harbour loop")).to_have_count(0)
    sent = await screen.sent("join")
    assert (sent["user"]["username"], sent["actions"][0]["value"]) == ("grace", "Harbour loop")
    await screen.picture("ride")


async def test_a_button_asks_first_if_the_app_wants_that(screen):
    await screen.be("grace")
    ride = await announced(screen, "grace", "Canal tour", "general")
    await ride.get_by_role("button", name="I am in").click()

    await ride.get_by_role("button", name="Leave").click()
    asked = screen.dialog("Leave the ride?")
    await asked.get_by_role("button", name="Stay").click()
    await expect(asked).to_have_count(0)
    assert await screen.sent_count("leave") == 0
    await ride.get_by_role("button", name="Leave").click()
    await asked.get_by_role("button", name="Leave").click()

    await expect(ride).to_contain_text("Riders: nobody yet")


async def test_a_thread_is_opened_answered_and_counted(screen, screens):
    other = await (await screens()).be("sam", "engineering")
    await screen.be("mei", "engineering")
    await screen.write("Who has the torque wrench?")
    message = screen.message("Who has the torque wrench?")

    await message.hover()
    await message.get_by_role("button", name="Reply in thread").click()
    thread = screen.page.get_by_role("complementary", name="Thread")
    reply = thread.get_by_role("textbox", name="Reply in thread")
    await reply.fill("It is on Jonas' desk")
    await reply.press("Enter", delay=60)
    await expect(thread.get_by_role("article").filter(has_text="It is on Jonas' desk")).to_be_visible()
    await screen.picture("thread")
    await other.message("Who has the torque wrench?").get_by_role("button", name="1 reply").click()
    await expect(other.message("It is on Jonas' desk")).to_be_visible()
    await thread.get_by_role("button", name="Close thread").click()

    await expect(thread).to_be_hidden()
    await expect(screen.message("It is on Jonas' desk")).to_have_count(0)


async def test_reactions_are_picked_joined_and_taken_back(screen, screens):
    await screen.be("sam", "kudos")
    other = await (await screens()).be("noor", "kudos")
    await screen.write("The new frame is lighter than the old bell.")
    message, seen = screen.message("lighter than the old bell"), other.message("lighter than the old bell")

    await message.hover()
    await message.get_by_role("button", name="Add a reaction").click()
    tada = screen.dialog("Pick a reaction").get_by_role("button", name="tada")
    await expect(tada).to_be_visible()
    await screen.picture("reactions")
    await tada.click()
    await expect(message.get_by_role("button", name="tada reaction, 1, by Sam Okafor", pressed=True)).to_be_visible()
    await seen.get_by_role("button", name="tada reaction, 1", pressed=False).click()
    await expect(message.get_by_role("button", name="tada reaction, 2")).to_be_visible()
    await message.get_by_role("button", name="tada reaction, 2").click()

    await expect(seen.get_by_role("button", name="tada reaction, 1, by Noor Haddad", pressed=True)).to_be_visible()


async def test_two_people_read_each_other_at_once_and_elsewhere_it_counts_as_unread(screen, screens):
    await screen.be("chloe", "sales")
    grace = await (await screens()).be("grace", "sales")
    elsewhere = await (await screens()).be("viktor", "general")

    await screen.write("Is the shop in Lyon open on Monday?")
    await expect(grace.message("Is the shop in Lyon open")).to_contain_text("Chloé Martin")
    await grace.write("From ten o'clock.")
    await expect(screen.message("From ten o'clock.")).to_contain_text("Grace Miller")

    await elsewhere.button("sales, 2 unread").click()
    await expect(elsewhere.message("From ten o'clock.")).to_be_visible()
    await expect(elsewhere.button("sales", exact=True)).to_be_visible()


async def test_people_talk_among_themselves(screen, screens):
    other = await (await screens()).be("viktor", "@priya")
    await screen.be("priya", "@viktor")

    await screen.page.get_by_role("textbox", name="Message Viktor Lindqvist").fill("Just between us")
    await screen.button("Send").click()

    await expect(other.message("Just between us")).to_contain_text("Priya Raman")


async def test_home_is_shown_when_it_is_opened_and_can_be_used(screen):
    await screen.be("lucia")

    await screen.page.get_by_role("navigation", name="Conversations").get_by_role("button", name="Rides").click()
    home = screen.page.get_by_role("region", name="Home")
    await expect(home).to_contain_text("@Lucía Ortega, you have counted 0.")
    await home.get_by_role("button", name="Count").click()

    await expect(home).to_contain_text("you have counted 1.")
    assert (await screen.sent("app_home_opened"))["event"]["tab"] == "home"
    await screen.picture("home")
    await screen.page.get_by_role("tab", name="About").click()
    await expect(screen.page.get_by_role("region", name="About")).to_contain_text("Connected by Socket Mode.")
    await screen.picture("about")


async def test_a_shortcut_is_used_on_a_message_and_another_from_the_message_box(screen):
    await screen.be("jonas", "engineering")
    await screen.write("Brakes: passed.")
    message = screen.message("Brakes: passed.")

    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await screen.page.get_by_role("menuitem", name="Save for later").click()
    saved = screen.dialog("Saved")
    await expect(saved).to_contain_text("Saved: Brakes: passed.")
    await saved.get_by_role("button", name="Close", exact=True).click()
    await expect(saved).to_have_count(0)
    await screen.button("Shortcuts").click()
    await screen.page.get_by_role("menuitem", name="Plan a ride").click()

    await expect(screen.dialog("New ride")).to_be_visible()


async def test_a_picture_that_the_app_uploads_is_shown(screen):
    await screen.be("noor", "kudos")

    await screen.write("/picture The new frame")

    shown = screen.page.get_by_role("img", name="A bicycle")
    await expect(shown).to_be_visible()
    await expect(shown).to_have_js_property("naturalWidth", 320)
    await screen.picture("picture")


async def test_a_narrow_window_has_all_of_it_behind_a_menu(screen):
    await screen.page.set_viewport_size({"width": 380, "height": 760})
    await screen.be("diego")
    rows = screen.page.get_by_role("navigation", name="Conversations")
    await expect(rows.get_by_role("button", name="kudos")).not_to_be_in_viewport()
    await screen.picture("narrow")

    await screen.button("Menu").click()
    await expect(rows.get_by_role("button", name="kudos")).to_be_in_viewport(ratio=1)
    await screen.picture("narrow-menu")
    await rows.get_by_role("button", name="kudos").click()
    await expect(rows.get_by_role("button", name="kudos")).not_to_be_in_viewport()
    await expect(screen.page.get_by_role("textbox", name="Message #kudos")).to_be_focused()
    await screen.write("/ride Along the river")
    form = screen.dialog("New ride")
    await expect(form.get_by_role("button", name="Announce")).to_be_in_viewport()
    await screen.picture("narrow-form")
    await screen.choose(form, "Pace", "Steady")
    await form.get_by_role("button", name="Announce").click()

    await expect(screen.message("Along the river").get_by_role("button", name="I am in")).to_be_in_viewport()
    assert await screen.page.evaluate("document.documentElement.scrollWidth") <= 380
    await screen.picture("narrow-ride")


async def test_without_an_app_the_page_says_so_and_how_to_start_one(windows):
    async with open_sandbox() as alone:
        screen = await Screen(await windows.page(), alone, since=0).be("ana")
        banner = screen.page.get_by_role("status").filter(has_text="No app is connected.")
        await expect(banner).to_be_visible()

        await screen.write("/ride alone")
        await expect(screen.message("/ride failed with the error “dispatch_failed”")).to_be_visible()
        await screen.picture("no-app")
        await banner.get_by_role("button", name="Open About").click()
        await expect(screen.page.get_by_text(f"SLACK_API_URL={alone.url}/api/")).to_be_visible()
        await screen.close()
