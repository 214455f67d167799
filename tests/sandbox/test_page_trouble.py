"""What a person sees when the app does not answer, or when the sandbox is told to misbehave."""

from dataclasses import fields

from playwright.async_api import expect

from sandbox.behaviour import Behaviour
from sandbox.faults import Fault
from sandbox.page.misbehave import faults, switches


async def wait_in_vain(screen, name):
    """Once the app has *name*, the seconds that it has for an answer pass."""
    await screen.sent(name)
    await screen.workspace.advance(seconds=4)


async def test_a_command_that_is_not_answered_in_three_seconds_says_so(screen):
    await screen.be("tom")

    await screen.write("/silent")
    await wait_in_vain(screen, "/silent")

    failure = screen.message("/silent failed with the error “operation_timeout”")
    await expect(failure).to_contain_text("Only visible to you")
    await expect(failure).to_contain_text("Slackbot")
    await screen.picture("timeout")


async def test_a_button_that_is_not_answered_says_so_and_can_be_pressed_again(screen):
    await screen.be("tom", "engineering")
    await screen.button("Join channel").click()
    await screen.write("/quiet")
    hello = screen.message("Hello?").get_by_role("button", name="Hello?")

    await hello.click()
    await wait_in_vain(screen, "silent")
    trouble = screen.page.get_by_role("alert")
    await expect(trouble).to_contain_text("Operation timed out. Apps need to respond within 3 seconds.")
    await screen.picture("timeout-button")
    await trouble.get_by_role("button", name="Dismiss").click()
    await expect(trouble).to_have_count(0)
    await hello.click()

    await screen.sent("silent", count=2)


async def test_a_form_that_is_not_answered_stays_with_all_that_was_typed(screen):
    await screen.be("tom", "kudos")
    await screen.write("/quiet form")
    form = screen.dialog("Quiet")
    await form.get_by_label("Name").fill("Anybody there?")

    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_role("button", name="Send")).to_have_attribute("aria-busy", "true")
    await wait_in_vain(screen, "silent")

    await expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    await expect(form.get_by_label("Name")).to_have_value("Anybody there?")
    await expect(form.get_by_role("button", name="Send")).not_to_have_attribute("aria-busy", "true")
    await screen.picture("timeout-form")


async def test_the_sandbox_misbehaves_as_it_is_told_and_behaves_again(screen):
    await screen.be("viktor")
    await screen.button("Inspector", exact=True).click()
    inspector = screen.page.get_by_role("complementary", name="Inspector")
    await inspector.get_by_text("Misbehave", exact=True).click()

    await inspector.get_by_label("Method").select_option("chat.postMessage")
    await inspector.get_by_label("Fault").select_option(label="ok: false with an error")
    await inspector.get_by_label("How often").select_option("Always")
    await inspector.get_by_label("Error").fill("fatal_error")
    await inspector.get_by_role("button", name="Add", exact=True).click()
    rules = inspector.get_by_role("list", name="Rules in force")
    await expect(rules).to_have_text("chat.postMessage: ok: false with an error, always")
    await screen.write("/say Hello, bikes")
    await expect(screen.message("Slack said fatal_error.")).to_contain_text("Only visible to you")
    await screen.picture("misbehave")

    await inspector.get_by_role("button", name="Behave again").click()
    await expect(rules).to_have_count(0)
    await screen.write("/say Hello, bikes")
    await expect(screen.message("Hello, bikes")).to_be_visible()


async def test_the_inspector_shows_what_went_between_the_app_and_the_workspace(screen):
    await screen.be("viktor", "kudos")
    await screen.button("Inspector", exact=True).click()
    inspector = screen.page.get_by_role("complementary", name="Inspector")
    await screen.write("/say Well done, painters")
    await expect(screen.message("Well done, painters")).to_be_visible()

    await inspector.get_by_label("Filter").fill("well done, painters")
    traffic = inspector.get_by_role("list", name="Traffic, newest first").get_by_role("listitem")
    await expect(traffic.filter(has_text="Sent").filter(has_text="/say")).to_have_count(1)
    await expect(traffic.filter(has_text="message.posted")).to_have_count(1)
    call = traffic.filter(has_text="chat.postMessage")
    await call.get_by_role("button").click()

    await expect(call).to_contain_text('"text": "Well done, painters"')
    await screen.picture("inspector")
    await inspector.get_by_role("button", name="Close inspector").click()
    await expect(inspector).to_be_hidden()


def test_every_fault_and_every_switch_has_words_in_the_panel():
    assert set(faults()) == set(Fault)
    assert set(switches()) == {"rate_limits", *(field.name for field in fields(Behaviour))}
