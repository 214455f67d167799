"""Answering pulses, as people do it."""

import json
import logging
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import text

from bot import logs
from tests.fanfare import Fanfare
from tests.handlers.asking import EVERYBODY, ask, ask_choice, ask_start, close, contents, invite, shown


def modal(fanfare: Fanfare, person: str) -> dict[str, Any]:
    view = fanfare.workspace.modal(person)
    assert view is not None
    return view


def held(view: dict[str, Any], field: str) -> Any:
    """What a field of a form was opened with."""
    element = next(block["element"] for block in view["blocks"] if block["block_id"] == field)
    one = element.get("initial_option") or {}
    several = [option["value"] for option in element.get("initial_options", [])]
    return one.get("value") or several or element.get("initial_value")


async def test_one_click_answers_and_the_person_alone_is_told(fanfare: Fanfare) -> None:
    await ask(fanfare)
    [post] = await fanfare.posts("general")

    await fanfare.workspace.click("sam", "pulse_vote_4", channel="general")

    view = modal(fanfare, "sam")
    assert "Your answer is in" in str(view["blocks"])
    assert held(view, "q0") == "4"
    await fanfare.idle()
    assert fanfare.workspace.posts("general") == [post]
    assert fanfare.workspace.posts(person="sam") == []


async def test_the_message_says_what_happens_to_an_answer_and_until_when(fanfare: Fanfare) -> None:
    await ask(fanfare, closes=48)
    [post] = await fanfare.posts("general")

    for told in (post["text"], str(post["blocks"])):
        assert "Lunch was good" in told
        assert "Anonymous" in told
        assert "Nothing is shown before the pulse closes" in told
        assert "until <!date^" in told
    assert "1 = Do not agree at all, 5 = Agree completely" in post["text"]


async def test_an_anonymous_answer_leaves_one_ballot_and_no_other_trace(fanfare: Fanfare) -> None:
    """RELIABILITY.md §6.3: no inbox key, no confirmation, no tally, no redraw: nothing says who answered, or when."""
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    await fanfare.idle()
    before = await contents(fanfare)

    await fanfare.workspace.click("sam", "pulse_vote_4", channel="general")
    await fanfare.workspace.submit("sam", {"q0": "2"})

    after = await contents(fanfare)
    [ballot] = after.pop("ballots")
    assert before.pop("ballots") == []
    assert ballot[0] == pulse
    assert ballot[2] == [2]
    assert after == before
    assert fanfare.id("sam").encode() not in ballot[1]


async def test_ballots_lie_in_no_order_of_voting(fanfare: Fanfare) -> None:
    """A table with SQLite's hidden row number would tell who voted first."""
    await ask(fanfare)
    await fanfare.posts("general")
    for number, person in enumerate(EVERYBODY):
        await fanfare.workspace.click(person, f"pulse_vote_{number % 5 + 1}", channel="general")

    tokens = [row[1] for row in (await contents(fanfare))["ballots"]]

    assert len(tokens) == len(EVERYBODY)
    assert tokens == sorted(tokens)


async def test_another_click_changes_the_one_ballot(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")

    for vote in (1, 5, 5, 3):
        await fanfare.workspace.click("sam", f"pulse_vote_{vote}", channel="general")

    [ballot] = (await contents(fanfare))["ballots"]
    assert ballot[2] == [3]


async def test_the_same_vote_delivered_twice_is_one_ballot(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_vote_4", channel="general")
    sent = [one for one in fanfare.workspace.log if one.kind == "sent" and one.name == "pulse_vote_4"]
    payload = json.loads(json.dumps(sent[-1].detail["payload"]))

    response = await fanfare.bot.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))

    assert response.status == 200
    assert len((await contents(fanfare))["ballots"]) == 1


async def test_a_pulse_of_several_questions_is_answered_in_a_form_and_changed_there(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    view = modal(fanfare, "sam")
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [f"q{n}" for n in range(5)]
    assert "once 10 people have written something" in str(view["blocks"])  # the warning before one writes

    await fanfare.workspace.submit("sam", {"q0": "1", "q1": "2", "q2": "3", "q3": "4", "q4": "More fruit"})
    assert "Your answer is in" in str(modal(fanfare, "sam")["blocks"])
    await fanfare.workspace.close("sam")

    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    again = modal(fanfare, "sam")
    assert [held(again, f"q{n}") for n in range(5)] == ["1", "2", "3", "4", "More fruit"]
    await fanfare.workspace.submit("sam", {"q0": "5"})
    assert "changed" in str(modal(fanfare, "sam")["blocks"])

    [ballot] = (await contents(fanfare))["ballots"]
    assert ballot[2] == [5, 2, 3, 4, "More fruit"]


async def test_the_answers_of_others_are_not_in_one_s_form(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    await fanfare.workspace.submit("sam", {"q0": "1", "q1": "2", "q2": "3", "q3": "4", "q4": "More fruit"})

    await fanfare.workspace.click("mei", "pulse_answer", channel="general")

    view = modal(fanfare, "mei")
    assert [held(view, f"q{n}") for n in range(5)] == [None] * 5
    assert "fruit" not in str(view)


async def test_several_choices_may_be_none_but_an_empty_ballot_is_refused(fanfare: Fanfare) -> None:
    await ask_choice(fanfare, "red", "green", kind="choices")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")

    reply = await fanfare.workspace.submit("sam", {"q0": []})
    assert "at least one question" in (reply.errors or {})["q0"]
    assert (await contents(fanfare))["ballots"] == []

    await fanfare.workspace.submit("sam", {"q0": ["1", "0"]})
    [ballot] = (await contents(fanfare))["ballots"]
    assert ballot[2] == [[0, 1]]


async def test_an_open_pulse_shows_its_tally_in_every_place_and_counts_each_person_once(fanfare: Fanfare) -> None:
    await ask_choice(fanfare, "red", "green", "blue", how="open", people=["sam"])
    await fanfare.posts("general")
    await fanfare.posts(person="sam")

    await fanfare.workspace.click("mei", "pulse_vote_0", channel="general")
    await fanfare.workspace.click("mei", "pulse_vote_1", channel="general")
    await fanfare.workspace.click("sam", "pulse_vote_1")
    await fanfare.idle()

    for post in (*fanfare.workspace.posts("general"), *fanfare.workspace.posts(person="sam")):
        assert "red: 0, green: 2, blue: 0" in post["text"]
        assert "2 (100\u00a0%)" in shown(post)
    assert fanfare.workspace.modal("sam") is None


async def test_a_hundred_votes_in_a_second_are_a_few_drawings_and_the_last_one_is_right(fanfare: Fanfare) -> None:
    await ask(fanfare, how="open")
    await fanfare.posts("general")
    await fanfare.idle()
    for number in range(100):
        person = EVERYBODY[number % len(EVERYBODY)]
        await fanfare.workspace.click(person, f"pulse_vote_{number % 5 + 1}", channel="general")
    began = fanfare.bot.clock.now()
    last = [number % 5 for number in range(88, 100)]
    tally = ", ".join(f"{value}: {last.count(value - 1)}" for value in range(1, 6))
    await fanfare.workspace.until(lambda: tally in fanfare.workspace.posts("general")[0]["text"])

    drawn = [one for one in fanfare.workspace.log if one.kind == "call" and one.name == "chat.update"]
    seconds = (fanfare.bot.clock.now() - drawn[0].at).total_seconds()
    assert len(drawn) <= seconds + 2
    assert (fanfare.bot.clock.now() - began).total_seconds() < 5
    [post] = fanfare.workspace.posts("general")
    assert "12 answers" in post["text"]


async def test_an_open_pulse_of_several_questions_shows_its_tally_and_no_texts(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going", how="open")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    await fanfare.workspace.submit("sam", {"q0": "1", "q1": "2", "q2": "3", "q3": "4", "q4": "More fruit"})
    await fanfare.idle()

    [post] = fanfare.workspace.posts("general")
    assert "Mean *1.0* of 5 from 1 answer" in shown(post)
    assert "fruit" not in shown(post)
    assert "pulse_answer" in shown(post)


async def test_an_anonymous_pulse_draws_nothing_while_people_answer(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    for person in EVERYBODY:
        await fanfare.workspace.click(person, "pulse_vote_5", channel="general")
    await fanfare.idle()

    assert not [one for one in fanfare.workspace.log if one.kind == "call" and one.name == "chat.update"]
    assert len(fanfare.workspace.posts("general")) == 1


# What must change nothing


async def test_a_guest_and_somebody_of_another_company_cannot_answer(fanfare: Fanfare) -> None:
    for channel in ("hikari-parts", "sales"):
        await invite(fanfare, channel)
        await ask(fanfare, channel=channel)
        await fanfare.posts(channel)

    await fanfare.workspace.click("kenji", "pulse_vote_1", channel="hikari-parts")
    await fanfare.workspace.click("oskar", "pulse_vote_1", channel="sales")

    await fanfare.whisper("kenji", "hikari-parts", "for members of this workspace")
    await fanfare.whisper("oskar", "sales", "for members of this workspace")
    assert (await contents(fanfare))["ballots"] == []


async def press(fanfare: Fanfare, person: str, value: str, channel: str = "general") -> None:
    """A press as somebody could send it by hand: with any value under a button that exists."""
    await fanfare.workspace.click(person, "pulse_vote_1", channel=channel)
    sent = [one for one in fanfare.workspace.log if one.kind == "sent" and one.name == "pulse_vote_1"]
    payload = json.loads(json.dumps(sent[-1].detail["payload"]))
    payload["actions"][0]["value"] = value
    await fanfare.bot.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))


async def test_a_forged_answer_gets_a_sentence_and_changes_nothing(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    people = iter(EVERYBODY)
    for forged in (":6", ":0", ":", "", ":1:2", ":٣", ":[1]"):
        person = next(people)
        await press(fanfare, person, f"{pulse}{forged}")
        await fanfare.whisper(person, "general", "none of the answers")

    assert {tuple(ballot[2]) for ballot in (await contents(fanfare))["ballots"]} == {(1,)}


async def test_an_answer_to_a_pulse_that_is_gone_gets_a_sentence(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await press(fanfare, "sam", "0000000000:1")

    await fanfare.whisper("sam", "general", "This pulse is no longer there")


async def test_a_pulse_by_direct_message_is_for_those_who_got_it(fanfare: Fanfare) -> None:
    asked = ["sam", "mei", "noor", "jonas", "grace"]
    pulse = await ask(fanfare, channel="", people=asked)
    for person in asked:
        await fanfare.posts(person=person)
    assert fanfare.workspace.posts("general") == []
    await fanfare.workspace.click("sam", "pulse_vote_2")
    assert len((await contents(fanfare))["ballots"]) == 1

    await ask(fanfare)  # another one, to have a button to press
    await fanfare.posts("general")
    await press(fanfare, "tom", f"{pulse}:2")

    await fanfare.whisper("tom", "general", "went to certain people")
    assert [row[0] for row in (await contents(fanfare))["ballots"]].count(pulse) == 1


async def test_an_answer_after_the_end_gets_a_sentence_and_changes_nothing(fanfare: Fanfare) -> None:
    await ask(fanfare, closes=1)
    await fanfare.posts("general")
    await fanfare.workspace.advance(hours=1)  # the time is over, though nobody has looked at the clock yet

    await fanfare.workspace.click("sam", "pulse_vote_2", channel="general")

    await fanfare.whisper("sam", "general", "takes no more answers")
    assert (await contents(fanfare))["ballots"] == []


async def test_a_form_sent_after_the_end_marks_its_field(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    await close(fanfare)

    reply = await fanfare.workspace.submit("sam", {"q0": "1", "q1": "2", "q2": "3", "q3": "4"})

    assert "takes no more answers" in (reply.errors or {})["q0"]
    assert (await contents(fanfare))["ballots"] == []


async def test_without_its_key_a_pulse_takes_no_answers(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    await fanfare.stored(lambda store: store.ballots.destroy(pulse))

    await fanfare.workspace.click("sam", "pulse_vote_2", channel="general")

    await fanfare.whisper("sam", "general", "its key is gone")
    assert (await contents(fanfare))["ballots"] == []


async def test_no_line_of_the_log_says_who_chose_what(fanfare: Fanfare, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused vote is logged, but neither whose it was nor what they chose: that they vote is theirs to tell."""
    logs.set_up(logging.DEBUG)
    pulse = await ask(fanfare, closes=1)
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_vote_5", channel="general")
    await fanfare.workspace.advance(hours=1)
    await fanfare.workspace.click("sam", "pulse_vote_5", channel="general")
    await fanfare.whisper("sam", "general", "takes no more answers")

    lines = capsys.readouterr().err.splitlines()

    [refused] = [line for line in lines if "NotOpen" in line]
    assert "pulse_vote" in refused
    assert fanfare.id("sam") not in refused
    assert not [line for line in lines if "pulse_vote_5" in line or f"{pulse}:5" in line]


async def test_a_vote_that_the_database_refuses_is_logged_without_the_answer(
    fanfare: Fanfare, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(logging.INFO)
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    await fanfare.workspace.click("sam", "pulse_answer", channel="general")
    full = "CREATE TRIGGER full BEFORE INSERT ON ballots BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"

    async def fill_the_disk(store: Any) -> None:
        await store.ballots._session.exec(text(full))

    await fanfare.stored(fill_the_disk)

    answers = {"q0": "1", "q1": "2", "q2": "3", "q3": "4", "q4": "My secret thought"}
    reply = await fanfare.workspace.submit("sam", answers)

    assert "nothing was saved" in (reply.errors or {})["q0"]
    logged = capsys.readouterr().err
    assert "the disk is full" in logged
    assert "My secret thought" not in logged


async def test_a_slow_slack_costs_the_thanks_and_not_the_vote(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await fanfare.workspace.misbehave("views.open", "429")

    reply = await fanfare.workspace.click("sam", "pulse_vote_5", channel="general")

    assert reply.acked
    assert fanfare.workspace.modal("sam") is None
    assert len((await contents(fanfare))["ballots"]) == 1
