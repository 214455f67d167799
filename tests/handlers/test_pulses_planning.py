"""Asking a pulse: the form, the preview, the list."""

import json
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.domain.pulses import State
from bot.domain.questions import Choice, Rating, Scale, Text
from tests.fanfare import Fanfare
from tests.handlers.asking import STATEMENT, ask, ask_choice, ask_start, close, confirm, contents, form, shown


async def state(fanfare: Fanfare, pulse: str) -> State:
    found = await fanfare.stored(lambda store: store.pulses.find(pulse))
    assert found is not None
    return State(found.state)


def fields(fanfare: Fanfare) -> dict[str, Any]:
    """What Priya's form holds, by block id: what was typed, else what it was opened with."""
    view = fanfare.workspace.modal("priya")
    assert view is not None
    held = {}
    for block, elements in view["state"]["values"].items():
        for element in elements.values():
            one = element.get("selected_option") or {}
            held[block] = element.get("value") or one.get("value")
    return held


def words(fanfare: Fanfare) -> str:
    view = fanfare.workspace.modal("priya")
    assert view is not None
    return str(view["blocks"])


async def test_a_pulse_is_asked_as_it_was_previewed(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await form(fanfare, STATEMENT, closes=2)
    view = fanfare.workspace.modal("priya")
    assert view is not None
    preview = [block["text"]["text"] for block in view["blocks"] if "text" in block]
    assert f"*Goes to:* <#{fanfare.channel('general')}>\n*Opens:* now\n*Closes:* <!date" in preview[0]
    assert fanfare.workspace.posts() == []

    await fanfare.workspace.submit("priya")

    [post] = await fanfare.posts("general")
    for block in post["blocks"]:
        if block["type"] in ("section", "header"):
            assert block["text"]["text"] in preview
    assert "is open" in (await fanfare.posts(person="priya"))[0]["text"]


async def test_the_buttons_of_a_preview_count_nothing(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    previewed = await form(fanfare, STATEMENT)

    await fanfare.workspace.click("priya", "pulse_try_3")
    assert "Only a preview" in words(fanfare)
    await fanfare.workspace.submit("priya", {"q0": "2"})
    assert "This is what people will see" in words(fanfare)

    assert (await contents(fanfare))["ballots"] == []
    await confirm(fanfare, previewed)


async def test_the_form_of_a_preview_counts_nothing(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await fanfare.workspace.click("priya", "pulse_start", "going")
    previewed = await form(fanfare, {})

    await fanfare.workspace.click("priya", "pulse_try_form")
    await fanfare.workspace.submit("priya", {"q0": "1", "q1": "2", "q2": "3", "q3": "4"})

    assert (await contents(fanfare))["ballots"] == []
    await confirm(fanfare, previewed)


async def test_one_can_go_back_from_the_preview_and_change_something(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await form(fanfare, STATEMENT)
    await fanfare.workspace.close("priya")

    await confirm(fanfare, await form(fanfare, {"text_1": "Dinner was good"}))

    [post] = await fanfare.posts("general")
    assert "Dinner was good" in post["text"]
    assert "Lunch was good" not in post["text"]


async def test_questions_can_be_added_and_removed_and_what_was_typed_stays(fanfare: Fanfare) -> None:
    workspace = fanfare.workspace
    await workspace.command("priya", "/pulse")
    await workspace.fill("priya", STATEMENT | {"people": [fanfare.id("sam")]})
    for _more in range(4):
        await workspace.click("priya", "pulse_add")
    assert "pulse_add" not in words(fanfare)  # five are enough
    await workspace.fill("priya", {f"text_{number}": f"Statement {number}" for number in range(2, 6)})
    await workspace.click("priya", "pulse_remove", block_id=remove_of(fanfare, 2))
    await workspace.click("priya", "pulse_kind", "text", block_id="kind_3")

    held = fields(fanfare)
    assert held["title_1"] == "Lunch"
    assert [held.get(f"text_{n}") for n in range(1, 6)] == [
        "Lunch was good",
        None,
        *(f"Statement {n}" for n in (3, 4, 5)),
    ]
    assert "low_3_scale" not in held
    pulse = await confirm(fanfare, await form(fanfare, {}))
    asked = (await fanfare.stored(lambda store: store.pulses.find(pulse))).questions
    assert [one.text for one in asked] == ["Lunch was good", "Statement 3", "Statement 4", "Statement 5"]
    assert isinstance(asked[1], Text)


def remove_of(fanfare: Fanfare, number: int) -> str:
    """The block of the button that removes question *number*."""
    view = fanfare.workspace.modal("priya")
    assert view is not None
    for block in view["blocks"]:
        if block["type"] == "actions" and block["elements"][0].get("value") == str(number):
            return str(block["block_id"])
    raise LookupError(number)


async def test_every_kind_of_question_has_its_own_fields(fanfare: Fanfare) -> None:
    workspace = fanfare.workspace
    await workspace.command("priya", "/pulse")
    assert fields(fanfare)["low_1_scale"] == "Do not agree at all"
    for kind, field in (("rating", "low_1_rating"), ("choice", "options_1_choice"), ("choices", "options_1_choices")):
        await workspace.click("priya", "pulse_kind", kind, block_id="kind_1")
        assert field in fields(fanfare)
    await workspace.click("priya", "pulse_kind", "text", block_id="kind_1")
    assert not [name for name in fields(fanfare) if name.startswith(("low", "high", "options"))]


async def test_a_ready_made_start_fills_the_form_and_leaves_one_s_own_title(fanfare: Fanfare) -> None:
    workspace = fanfare.workspace
    await workspace.command("priya", "/pulse")
    await workspace.click("priya", "pulse_start", "enps")
    assert "Would you recommend us?" in fields(fanfare).values()
    await workspace.click("priya", "pulse_start", "going")
    assert "How is it going?" in fields(fanfare).values()
    title = next(name for name in fields(fanfare) if name.startswith("title"))
    await workspace.fill("priya", {title: "November"})
    await workspace.click("priya", "pulse_start", "enps")
    assert "November" in fields(fanfare).values()

    pulse = await confirm(fanfare, await form(fanfare, {}))

    asked = await fanfare.stored(lambda store: store.pulses.find(pulse))
    assert asked.title == "November"
    [question] = asked.questions
    assert isinstance(question, Rating)
    assert question.recommend


async def test_a_choice_is_posted_with_a_button_for_each_option(fanfare: Fanfare) -> None:
    pulse = await ask_choice(fanfare, "red", "", "green ", how="open")

    [question] = (await fanfare.stored(lambda store: store.pulses.find(pulse))).questions
    assert question == Choice("Which colour?", ("red", "green"))
    [post] = await fanfare.posts("general")
    assert "Which colour? (red, green)" in post["text"]
    assert str(post["blocks"]).count("'text': 'Choose'") == 2


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"people": ["sam", "mei", "noor", "jonas", "oskar"]}, "people", "Oskar Nowak"),
    ({"channel": "", "people": ["sam", "mei", "noor", "jonas"]}, "people", "ask at least 5 people, or make it open"),
    ({"channel": ""}, "people", "choose a channel or at least one person"),
    ({"opens": -1}, "opens", "This time is over"),
    ({"opens": 2, "closes": 1}, "closes", "after it opens"),
    ({"title_1": "   "}, "title_1", "Please give it a title"),
    ({"text_1": "   "}, "text_1", "write what you want to ask"),
)


async def test_what_cannot_be_asked_marks_its_field_and_keeps_nothing(fanfare: Fanfare) -> None:
    for values, field, sentence in WRONG:
        await fanfare.workspace.command("priya", "/pulse")
        own = {name: value for name, value in values.items() if name.endswith("_1")}
        more = {name: value for name, value in values.items() if name not in own}
        reply = await form(fanfare, STATEMENT | own, **more)
        assert sentence in (reply.errors or {})[field]

    assert (await contents(fanfare))["pulses"] == []


async def test_options_that_cannot_be_chosen_from_mark_their_field(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await fanfare.workspace.click("priya", "pulse_kind", "choice", block_id="kind_1")
    for options in ("only one", "twice\ntwice", "\n".join(str(number) for number in range(11))):
        reply = await form(fanfare, {"title_1": "C", "text_1": "Which?", "options_1_choice": options})
        assert "2 to 10 different options" in (reply.errors or {})["options_1_choice"]
    reply = await form(fanfare, {"options_1_choice": "short\n" + "x" * 71})
    assert "too long for a button" in (reply.errors or {})["options_1_choice"]


async def test_only_hr_asks_and_sees_the_list_not_even_an_admin(fanfare: Fanfare) -> None:
    for person in ("sam", "ana", "mei"):
        for line in ("/pulse", "/pulse list"):
            reply = await fanfare.workspace.command(person, line)
            assert "This is for HR" in str(reply.body)
            assert fanfare.workspace.modal(person) is None


async def test_something_else_after_the_command_is_answered_with_what_there_is(fanfare: Fanfare) -> None:
    reply = await fanfare.workspace.command("priya", "/pulse results")

    assert "`/pulse list`" in str(reply.body)


async def test_the_form_offers_the_channels_in_which_the_bot_can_post(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")

    view = fanfare.workspace.modal("priya")
    assert view is not None
    [block] = [block for block in view["blocks"] if block["block_id"] == "channels"]
    names = [option["text"]["text"] for option in block["element"]["options"]]
    assert "#general" in names
    assert "#sales" not in names


# The list


async def test_an_empty_list_says_how_to_begin(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse list")

    assert "`/pulse` asks the first one" in words(fanfare)


async def test_the_list_shows_open_planned_and_closed_ones_and_no_drafts(fanfare: Fanfare) -> None:
    await ask(fanfare, {"title_1": "First", "text_1": "One"})
    await fanfare.posts("general")
    await close(fanfare)
    await ask(fanfare, {"title_1": "Second", "text_1": "Two"}, opens=5)
    await ask(fanfare, {"title_1": "Third", "text_1": "Three"})
    await fanfare.workspace.command("priya", "/pulse")
    await form(fanfare, {"title_1": "Draft", "text_1": "Four"})

    await fanfare.workspace.command("lucia", "/pulse list")

    view = fanfare.workspace.modal("lucia")
    assert view is not None
    listed = shown(view)
    assert "Draft" not in listed
    assert listed.index("Third") < listed.index("Second") < listed.index("First")
    assert [listed.count(action) for action in ("pulse_open", "pulse_close", "pulse_cancel", "pulse_see")] == [1] * 4


async def test_a_planned_one_can_be_opened_at_once(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare, opens=5)
    assert "is planned" in (await fanfare.posts(person="priya"))[0]["text"]

    await fanfare.workspace.command("lucia", "/pulse list")
    await fanfare.workspace.click("lucia", "pulse_open")

    await fanfare.posts("general")
    assert await state(fanfare, pulse) is State.OPEN
    await fanfare.advance(hours=6)
    await fanfare.idle()
    assert len(fanfare.workspace.posts("general")) == 1


async def test_a_planned_one_can_be_cancelled_and_is_never_asked(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare, opens=5)
    await fanfare.workspace.command("lucia", "/pulse list")
    await fanfare.workspace.click("lucia", "pulse_cancel")
    view = fanfare.workspace.modal("lucia")
    assert view is not None
    assert "was cancelled" in str(view["blocks"])
    assert "pulse_cancel" not in str(view["blocks"])

    await fanfare.advance(hours=6)
    await fanfare.idle()

    assert await state(fanfare, pulse) is State.CANCELLED
    assert fanfare.workspace.posts("general") == []


async def test_what_was_closed_meanwhile_cannot_be_closed_again(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await fanfare.workspace.command("lucia", "/pulse list")
    await close(fanfare)

    await fanfare.workspace.click("lucia", "pulse_close")

    assert "This pulse is closed" in (await fanfare.posts(person="lucia"))[0]["text"]
    await fanfare.idle()
    assert len(fanfare.workspace.posts("general")) == 2


async def test_hr_sees_the_results_of_a_closed_one_again(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    for person in ("sam", "mei", "noor", "jonas", "grace"):
        await fanfare.workspace.click(person, "pulse_vote_4", channel="general")
    await close(fanfare)

    await fanfare.workspace.command("lucia", "/pulse list")
    await fanfare.workspace.click("lucia", "pulse_see")

    view = fanfare.workspace.modal("lucia")
    assert view is not None
    assert "Mean *4.0* of 5 from 5 answers" in str(view["blocks"])
    assert "▓▓▓▓▓▓▓▓▓▓ 5 (100\u00a0%)" in shown(view)


async def test_a_pulse_confirmed_twice_is_asked_once(fanfare: Fanfare) -> None:
    """Slack sends a form again if the ack was lost; and a preview may be open in two windows."""
    pulse = await ask_start(fanfare, "enps")
    await fanfare.posts("general")
    sent = [one for one in fanfare.workspace.log if one.kind == "sent" and one.name == "pulse_confirm"]
    again = json.loads(json.dumps(sent[-1].detail["payload"]))
    other_window = json.loads(json.dumps(again))
    other_window["view"]["id"] = "V0OTHER"

    for payload in (again, other_window):
        await fanfare.bot.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
    await fanfare.idle()

    assert len(fanfare.workspace.posts("general")) == 1
    assert len((await contents(fanfare))["pulse_keys"]) == 1
    assert await state(fanfare, pulse) is State.OPEN
    assert "open already" in fanfare.workspace.posts(person="priya")[-1]["text"]


async def test_a_scale_says_what_its_ends_mean(fanfare: Fanfare) -> None:
    ends = {"low_1_scale": "Terrible", "high_1_scale": "Wonderful <3"}
    pulse = await ask(fanfare, STATEMENT | ends)

    [question] = (await fanfare.stored(lambda store: store.pulses.find(pulse))).questions
    assert question == Scale("Lunch was good", "Terrible", "Wonderful <3")
    [post] = await fanfare.posts("general")
    assert "1 = Terrible, 5 = Wonderful &lt;3" in post["text"]
