"""Forms in the page: filled by hand, marked, stacked, sent."""

import pytest
from playwright.async_api import expect

pytest_plugins = ["tests.sandbox.screens"]


@pytest.fixture
async def form(screen):
    """Priya's form of /ride, in the page."""
    await screen.be("priya", "kudos")
    await screen.write("/ride")
    form = screen.dialog("New ride")
    await expect(form).to_be_visible()
    yield form
    await screen.workspace.close("priya", whole_stack=True) if await screen.workspace.modal("priya") else None


async def test_every_kind_of_input_is_filled_and_the_app_gets_exactly_that(screen, tmp_path):
    ids = await screen.workspace.ids()
    await screen.be("ana")
    await screen.write("/everything")
    form = screen.dialog("Everything")

    typed = {"Name": "Autumn", "Notes": "One\nTwo", "Mail": "a@b.example", "Page": "https://b.example", "Seats": "12"}
    for label, text in (typed | {"Story": "Once upon a ride"}).items():
        await form.get_by_label(label, exact=True).fill(text)
    await screen.choose(form, "Pace", "Steady")
    await screen.choose(form, "Bikes", "Tandem", "Trike")
    await screen.press("Escape")
    for label, towns in (("Start", ["Lisbon"]), ("Stops", ["London", "Lyon"])):
        for town in towns:
            await form.get_by_label(label, exact=True).fill(town[:2])
            await screen.page.get_by_role("option", name=town).click()
    await screen.press("Escape")
    await screen.choose(form, "Guide", "Mei Tanaka")
    await screen.choose(form, "Helpers", "Sam Okafor", "Noor Haddad")
    await screen.press("Escape")
    await screen.choose(form, "Talk", "kudos")
    await screen.choose(form, "Talks", "general", "sales")
    await screen.press("Escape")
    await screen.choose(form, "Channel", "engineering")
    await screen.choose(form, "Channels", "general", "kudos")
    await screen.press("Escape")
    for label, day in (("Day", "2027-03-01"), ("Moment", "2027-03-02")):
        await form.get_by_label(label).get_by_role("button").or_(form.get_by_label(label)).first.click()
        await screen.page.get_by_label("Date, as year-month-day").fill(day)
        await screen.press("Enter")
    await form.get_by_label("Hour").fill("7:15 am")
    await screen.page.get_by_role("option", name="7:15 AM").click()
    await form.get_by_role("group", name="Moment").get_by_role("combobox").fill("14:30")
    await screen.page.get_by_role("option", name="2:30 PM").click()
    await form.get_by_label("Lights").check()
    await form.get_by_label("Lock").check()
    await form.get_by_label("Any").check()
    async with screen.page.expect_file_chooser() as chooser:
        await form.get_by_role("button", name="Add files").click()
    await (await chooser.value).set_files([{"name": "way.txt", "mimeType": "text/plain", "buffer": b"left"}])
    await expect(form.get_by_text("way.txt")).to_be_visible()
    await screen.picture("everything")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)

    held = (await screen.sent("everything"))["view"]["state"]["values"]
    got = {name: next(iter(fields.values())) for name, fields in held.items()}
    print(got)
