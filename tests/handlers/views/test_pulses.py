"""What people see of pulses fits into Slack, also where everything is as long as it may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel
from bot.domain.pulses import MOST_TITLE, Pulse, State
from bot.domain.questions import (
    MOST_ANSWER,
    MOST_LABEL,
    MOST_OPTION,
    MOST_TEXT,
    Choice,
    Choices,
    Question,
    Rating,
    Scale,
    Text,
    kind_of,
)
from bot.domain.results import Results, results, tallied
from handlers.views import pulses, pulses_ballot, pulses_form, pulses_list, pulses_preview, pulses_results
from sandbox.blocks import check_blocks, check_view

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG, LABEL = "&" * MOST_TEXT, "&" * MOST_LABEL
OPTIONS = tuple(f"{number}{'&' * (MOST_OPTION - 1)}" for number in range(10))
KINDS: tuple[Question, ...] = (
    Scale(LONG, LABEL, LABEL),
    Rating(LONG, LABEL, LABEL),
    Rating(LONG, LABEL, LABEL, recommend=True),
    Choice(LONG, OPTIONS),
    Choices(LONG, OPTIONS),
    Text(LONG),
)
ANSWERS = (3, 7, 9, 2, (0, 1), "&" * MOST_ANSWER)
SETS = [*((kind,) * count for kind in KINDS for count in (1, 5)), KINDS[1:]]
PEOPLE = tuple(f"U{number:010}" for number in range(100))


def pulse(questions: tuple[Question, ...], *, anonymous: bool = True, state: State = State.OPEN) -> Pulse:
    told = ("&" * MOST_TITLE, questions, ("C0000000001", *PEOPLE), anonymous, state, NOW)
    return Pulse("0123456789", UserId("U1"), *told, NOW, NOW + timedelta(days=1), NOW + timedelta(days=1))


def found(one: Pulse) -> Results:
    ballot = tuple(ANSWERS[KINDS.index(question)] for question in one.questions)
    return results(one.questions, [ballot] * 40, anonymous=one.anonymous, shuffle=lambda texts: None)


@pytest.mark.parametrize("questions", SETS, ids=lambda asked: " ".join(kind_of(one) for one in asked))
def test_the_longest_pulse_fits_everywhere(questions: tuple[Question, ...]) -> None:
    for anonymous in (True, False):
        one = pulse(questions, anonymous=anonymous)
        posts = [
            pulses.ask(one, None),
            pulses.ask(one, tallied(questions, {})),
            pulses.ask(one, found(one)),
            pulses.ask(replace(one, state=State.CLOSED, closed_at=NOW), found(one)),
            pulses_results.announcement(one, found(one)),
            pulses_results.announcement(one, found(one), charts=False),
        ]
        for post in posts:
            assert check_blocks(list(post.blocks), "message") == []
            assert len(post.text) <= 4000
        ballot = tuple(ANSWERS[KINDS.index(question)] for question in questions)
        views = [
            pulses_ballot.ballot(one, None),
            pulses_ballot.ballot(one, ballot, said=pulses_ballot.counted(one)),
            pulses_ballot.thanks(one, changed=True),
            pulses_preview.preview(one),
            pulses_list.results(one, found(one)),
        ]
        for view in views:
            assert check_view(view) == []


def test_however_long_a_pulse_is_its_text_ends_with_the_promise() -> None:
    text = pulses.ask(pulse((KINDS[3],) * 5), None).text

    assert "Anonymous: your answer is kept without your name" in text
    assert text.endswith("UTC>.")


def test_options_that_look_alike_when_cut_stay_different_in_a_chart() -> None:
    alike = Choice("Which?", tuple(f"The very same beginning {number}" for number in range(3)))
    post = pulses_results.announcement(
        pulse((alike,)), results((alike,), [(0,)] * 5, anonymous=True, shuffle=list.sort)
    )

    [chart] = [block for block in post.blocks if block["type"] == "data_visualization"]
    assert len(set(chart["chart"]["axis_config"]["categories"])) == 3


def test_the_form_fits_with_five_questions_and_many_channels() -> None:
    channels = [Channel(ChannelId(f"C{number}"), "x" * 80, inside=True) for number in range(150)]
    form = pulses_form.begun("0123456789")
    for _more in range(9):
        form = pulses_form.longer(form)
    for start in ("blank", "enps", "going", "unknown"):
        assert check_view(pulses_form.view(pulses_form.started(form, start), channels)) == []

    assert len(form.slots) == 5
    assert check_view(pulses_form.view(form, channels)) == []
    assert check_view(pulses_form.view(form, [])) == []


def test_the_last_question_cannot_be_removed() -> None:
    form = pulses_form.begun("0123456789")

    assert pulses_form.shorter(form, form.slots[0].number) == form


def test_a_full_list_fits() -> None:
    states = list(pulses_list.LISTED)
    many = [replace(pulse(KINDS[:5], state=states[number % 4]), closed_at=NOW) for number in range(60)]

    assert check_view(pulses_list.listing(many, said="Done")) == []
    assert check_view(pulses_list.listing([])) == []


def test_home_shows_what_is_not_answered_first_and_nothing_if_there_is_nothing() -> None:
    done, waiting = replace(pulse(KINDS[:1]), id="done", title="Done"), replace(pulse(KINDS[:1]), title="Waiting")
    blocks = pulses.home([done, waiting], {"done"})

    assert check_blocks(blocks, "home") == []
    told = [block["text"]["text"] for block in blocks[1:]]
    assert ["Waiting" in told[0], "Done" in told[1], "answered" in told[1]] == [True] * 3
    assert [block["accessory"]["text"]["text"] for block in blocks[1:]] == ["Answer", "Change my answer"]
    assert pulses.home([], set()) == []
