"""Forms in the page: filled by hand, marked where they are wrong, stacked, sent."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from sandbox.inputs import STATEFUL


def options(*words):
    return [{"text": {"type": "plain_text", "text": word}, "value": word.lower()} for word in words]


async def type_texts(form):
    texts = {"Name": "Autumn", "Notes": "One\nTwo", "Mail": "a@b.example", "Page": "https://b.example", "Seats": "12"}
    for label, text in {**texts, "Story": "Once upon a ride"}.items():
        await form.get_by_label(label, exact=True).fill(text)
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Once upon a ride"}]}
    expected = {label.lower(): {"value": text} for label, text in texts.items()}
    return expected | {"story": {"rich_text_value": {"type": "rich_text", "elements": [section]}}}


async def choose_options(screen, form):
    await screen.choose(form, "Pace", "Steady")
    await screen.choose(form, "Bikes", "Tandem", "Trike")
    await screen.press("Escape")
    for label, town in (("Start", "Lisbon"), ("Stops", "London"), ("Stops", "Lyon")):
        await form.get_by_label(label, exact=True).fill(town[:2])
        await screen.page.get_by_role("option", name=town).click()
    await screen.press("Escape")
    return {
        "pace": {"selected_option": options("Steady")[0]},
        "bikes": {"selected_options": options("Tandem", "Trike")},
        "start": {"selected_option": options("Lisbon")[0]},
        "stops": {"selected_options": options("London", "Lyon")},
    }


async def choose_people_and_places(screen, form):
    await screen.choose(form, "Guide", "Mei Tanaka")
    await screen.choose(form, "Talk", "kudos")
    await screen.choose(form, "Channel", "engineering")
    several = {
        "Helpers": ("Sam Okafor", "Noor Haddad"),
        "Talks": ("general", "sales"),
        "Channels": ("general", "kudos"),
    }
    for label, names in several.items():
        await screen.choose(form, label, *names)
        await screen.press("Escape")
    ids = await screen.workspace.ids()
    return {
        "guide": {"selected_user": ids["mei"]},
        "helpers": {"selected_users": [ids["sam"], ids["noor"]]},
        "talk": {"selected_conversation": ids["#kudos"]},
        "talks": {"selected_conversations": [ids["#general"], ids["#sales"]]},
        "channel": {"selected_channel": ids["#engineering"]},
        "channels": {"selected_channels": [ids["#general"], ids["#kudos"]]},
    }


async def pick_days_and_times(screen, form):
    moment = form.get_by_role("group", name="Moment")
    days = {"2027-03-01": form.get_by_label("Day").first, "2027-03-02": moment.get_by_role("button").first}
    for day, button in days.items():
        await button.click()
        typed = screen.page.get_by_label("Date, as year-month-day")
        await typed.fill(day)
        await screen.press("Enter")
        await expect(typed).to_have_count(0)
    times = {"7:15 AM": form.get_by_label("Hour"), "2:30 PM": moment.get_by_role("combobox")}
    for time, box in times.items():
        await box.fill(time)
        await screen.page.get_by_role("option", name=time, exact=True).click()
    instant = datetime(2027, 3, 2, 14, 30, tzinfo=ZoneInfo("America/Mexico_City"))  # where Diego is
    return {
        "day": {"selected_date": "2027-03-01"},
        "hour": {"selected_time": "07:15"},
        "moment": {"selected_date_time": int(instant.timestamp())},
    }


async def tick_boxes(form):
    for label in ("Lights", "Lock", "Any"):
        await form.get_by_label(label).check()
    return {"bring": {"selected_options": options("Lights", "Lock")}, "weather": {"selected_option": options("Any")[0]}}


async def upload(screen, form, name, content):
    async with screen.page.expect_file_chooser() as chooser:
        await form.get_by_role("button", name="Add files").click()
    await (await chooser.value).set_files([{"name": name, "mimeType": "text/plain", "buffer": content}])
    await expect(form.get_by_role("button", name=f"Remove {name}")).to_be_visible()


async def test_every_kind_of_input_is_filled_and_the_app_gets_exactly_that(screen):
    await screen.be("diego")
    await screen.write("/everything")
    form = screen.dialog("Everything")

    expected = await type_texts(form)
    expected |= await choose_options(screen, form)
    expected |= await choose_people_and_places(screen, form)
    expected |= await pick_days_and_times(screen, form)
    expected |= await tick_boxes(form)
    await upload(screen, form, "way.txt", b"left, then right")
    await screen.picture("everything")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)

    held = (await screen.sent("everything"))["view"]["state"]["values"]
    got = {name: dict(held[name]["answer"]) for name in held}
    assert {field.pop("type") for field in got.values()} == STATEFUL
    [file] = got.pop("pictures")["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("way.txt", "text/plain", 16)
    assert got == expected


@pytest.fixture
async def form(screen):
    """Priya's form of /ride, in the page."""
    await screen.be("priya", "kudos")
    await screen.write("/ride")
    form = screen.dialog("New ride")
    await expect(form.get_by_label("Title")).to_be_focused()
    return form


async def test_what_is_missing_is_marked_at_once_and_the_app_hears_nothing_of_it(screen, form):
    await form.get_by_role("button", name="Announce").click()

    marks = form.get_by_role("alert").filter(has_text="Please complete this required field.")
    await expect(marks).to_have_count(2)
    await expect(form.get_by_label("Title")).to_be_focused()
    await expect(form.get_by_label("Title")).to_have_accessible_description("Please complete this required field.")
    assert await screen.sent_count("ride") == 0
    await screen.picture("missing")
    await form.get_by_label("Title").fill("To the lake")
    await expect(marks).to_have_count(1)


async def test_what_the_app_will_not_take_is_marked_at_its_field_and_can_be_mended(screen, form):
    await form.get_by_label("Title").fill("Into the storm")
    await screen.choose(form, "Pace", "Fast")
    await form.get_by_label("Lunch").check()

    await form.get_by_role("button", name="Announce").click()

    mark = form.get_by_role("alert").filter(has_text="Nobody rides in a storm.")
    await expect(mark).to_be_visible()
    title = form.get_by_label("Title")
    await expect(title).to_be_focused()
    await expect(title).to_have_accessible_description("Nobody rides in a storm.")
    await expect(title).to_have_value("Into the storm")
    await expect(form.get_by_label("Lunch")).to_be_checked()
    await screen.picture("mistake")
    await title.fill("Into the sun")
    await expect(mark).to_have_count(0)
    await form.get_by_role("button", name="Announce").click()
    await expect(form).to_have_count(0)
    await expect(screen.message("Into the sun")).to_be_visible()


async def test_a_form_on_top_of_a_form_gives_back_what_was_typed_below(screen, form):
    await form.get_by_label("Title").fill("Over the bridge")
    rules = screen.dialog("Rules")

    await form.get_by_role("button", name="Rules").click()
    await expect(rules).to_contain_text("Helmets on. Nobody is left behind.")
    await screen.picture("stack")
    await rules.get_by_role("button", name="Back").click()
    await expect(form.get_by_label("Title")).to_have_value("Over the bridge")
    await form.get_by_role("button", name="Rules").click()
    await rules.get_by_label("I promise").check()
    await rules.get_by_role("button", name="Agreed").click()
    await expect(form.get_by_label("Title")).to_have_value("Over the bridge")
    await form.get_by_role("button", name="Rules").click()
    await rules.get_by_role("button", name="Close this window").click()

    await expect(screen.page.get_by_role("dialog")).to_have_count(0)
    assert await screen.workspace.modal("priya") is None


async def test_escape_closes_a_form_and_one_is_back_where_one_wrote(screen, form):
    await screen.press("Escape")

    await expect(form).to_have_count(0)
    await expect(screen.box).to_be_focused()
