"""The rules of pulses: what can be asked, what is an answer, how answers are counted, and what may be shown."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ballots, pulses, questions, results
from bot.domain.ids import ChannelId, TeamId, UserId
from bot.domain.members import Channel, Member
from bot.domain.pulses import Pulse, State
from bot.domain.questions import Answer, Choice, Choices, Kind, Question, Rating, Scale, Text

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
T1 = TeamId("T1")
SCALE = Scale("My week leaves me satisfied", "never", "always")
RATING = Rating("How good is lunch?", "", "")
RECOMMEND = Rating("Would you recommend us?", "no", "yes", recommend=True)
COLOUR = Choice("Which colour?", ("red", "green", "blue"))
DAYS = Choices("Which days?", ("Mon", "Tue", "Wed"))
WHY = Text("Why?")
ALL: tuple[Question, ...] = (SCALE, RECOMMEND, COLOUR, DAYS, WHY)

A_BALLOT = st.tuples(
    st.none() | st.integers(1, 5),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 2),
    st.none() | st.sets(st.integers(0, 2), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    st.none() | st.text(min_size=1),
)


def pulse(**fields: Any) -> Pulse:
    usual = Pulse("p1", UserId("U1"), "Lunch", (SCALE,), ("C1",), True, State.OPEN, NOW)
    return replace(usual, **fields)


def keep_order(_texts: list[str]) -> None:
    """Not shuffled, so that a test can name what it sees."""


# Answers


def test_every_kind_of_question_reads_its_own_answers() -> None:
    read = questions.read(ALL, ["5", "10", "0", ["2", "0"], "  because  "])

    assert read == (5, 10, 0, (0, 2), "because")


def test_several_choices_and_a_text_may_be_left_out_but_not_everything() -> None:
    assert questions.read((COLOUR, DAYS, WHY), ["1", [], "  "]) == (1, None, None)
    with pytest.raises(questions.NothingAnswered):
        questions.read((DAYS, WHY), [[], ""])


@pytest.mark.parametrize(
    ("question", "forged"),
    [
        (SCALE, "0"),
        (SCALE, "6"),
        (SCALE, None),
        (SCALE, "٣"),
        (SCALE, " 3"),
        (SCALE, ["3"]),
        (RATING, "11"),
        (RATING, "-1"),
        (COLOUR, "3"),
        (COLOUR, "red"),
        (DAYS, ["0", "3"]),
        (DAYS, "0"),
        (WHY, "x" * (questions.MOST_ANSWER + 1)),
        (WHY, ["x"]),
    ],
)
def test_a_forged_answer_is_refused(question: Question, forged: questions.Raw) -> None:
    with pytest.raises(questions.NoSuchAnswer):
        questions.read((question,), [forged])


def test_a_ballot_with_more_answers_than_questions_is_refused() -> None:
    with pytest.raises(questions.NoSuchAnswer):
        questions.read((SCALE,), ["3", "3"])


def test_one_click_is_for_a_single_question_that_has_one_answer() -> None:
    assert [questions.one_click((one,)) for one in ALL] == [True, True, True, False, False]
    assert not questions.one_click((SCALE, SCALE))


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        (Scale("", "a", "b"), questions.QuestionEmpty),
        (Text("x" * 201), questions.QuestionTooLong),
        (Rating("How?", "a" * 41, ""), questions.LabelTooLong),
        (Choice("Which?", ("one",)), questions.WrongOptions),
        (Choice("Which?", ("one", "one")), questions.WrongOptions),
        (Choices("Which?", tuple(str(number) for number in range(11))), questions.WrongOptions),
        (Choices("Which?", ("one", "x" * 71)), questions.OptionTooLong),
    ],
)
def test_a_question_that_cannot_be_asked_names_its_number(
    question: Question, refusal: type[questions.WrongQuestion]
) -> None:
    with pytest.raises(refusal) as caught:
        questions.check((SCALE, question))

    assert caught.value.number == 2


def test_a_pulse_asks_one_to_five_questions() -> None:
    for wrong in ((), (SCALE,) * 6):
        with pytest.raises(questions.NoQuestion):
            questions.check(wrong)
    questions.check((SCALE,) * 5)


def test_every_kind_has_its_name() -> None:
    assert {questions.kind_of(one) for one in (*ALL, RATING)} == set(Kind)


# Ballots


def test_a_token_is_the_same_for_one_person_and_says_nothing_without_the_key() -> None:
    key, other = b"k" * 32, b"o" * 32
    mine = ballots.token(key, T1, UserId("U1"), "p1")

    assert mine == ballots.token(key, T1, UserId("U1"), "p1")
    others = [
        ballots.token(other, T1, UserId("U1"), "p1"),
        ballots.token(key, T1, UserId("U2"), "p1"),
        ballots.token(key, T1, UserId("U1"), "p2"),
        ballots.token(key, TeamId("T2"), UserId("U1"), "p1"),
    ]
    assert mine not in others
    assert len(mine) == 32


@given(st.lists(st.tuples(st.integers(0, 5), A_BALLOT), max_size=40))
def test_the_counts_that_every_vote_moves_are_those_of_a_recount(votes: list[tuple[int, tuple[Answer, ...]]]) -> None:
    kept: dict[int, tuple[Answer, ...]] = {}
    tally: Counter[ballots.Mark] = Counter()
    for person, answers in votes:
        for mark, moved in ballots.change(kept.get(person), answers).items():
            tally[mark] += moved
        kept[person] = answers

    assert +tally == ballots.recount(kept.values())
    assert min(tally.values(), default=0) >= 0
    assert tally[ballots.WHOLE, ballots.ANSWERED] == len(kept)


@given(A_BALLOT)
def test_the_same_answer_again_moves_nothing(answers: tuple[Answer, ...]) -> None:
    assert ballots.change(answers, answers) == {}


# Results


def test_the_mean_is_that_of_the_answers() -> None:
    found = results.tallied((SCALE,), ballots.recount([(1,), (4,), (4,)]))

    assert found.figures[0].mean == 3
    assert found.figures[0].counts == (1, 0, 0, 2, 0)


def test_the_enps_is_promoters_less_detractors_of_all_who_answered() -> None:
    answers = [9] * 100 + [10] * 62 + [7] * 58 + [8] * 50 + [0] * 4 + [6] * 50
    assert len(answers) == 324  # the worked example of FIELD.md (c): p = 1/2, d = 1/6

    found = results.tallied((RECOMMEND,), ballots.recount([(one,) for one in answers]))

    assert found.figures[0].enps == pytest.approx(100 / 3)
    assert found.figures[0].mean is None


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_enps_stays_between_minus_and_plus_one_hundred(answers: list[int]) -> None:
    enps = results.tallied((RECOMMEND,), ballots.recount([(one,) for one in answers])).figures[0].enps

    assert enps is not None
    assert -100 <= enps <= 100


@given(st.lists(A_BALLOT, max_size=12))
def test_an_anonymous_pulse_shows_nothing_below_five_answers(votes: list[tuple[Answer, ...]]) -> None:
    found = results.results(ALL, votes, anonymous=True, shuffle=keep_order)

    assert (found.n is None) == (len(votes) < 5)
    for index, figures in enumerate(found.figures):
        answered = sum(ballot[index] is not None for ballot in votes)
        if answered < 5:
            assert figures == results.Figures(None)
        else:
            assert figures.n == answered


@given(st.lists(A_BALLOT, max_size=15))
def test_comments_of_an_anonymous_pulse_are_shown_from_ten_on(votes: list[tuple[Answer, ...]]) -> None:
    found = results.results(ALL, votes, anonymous=True, shuffle=keep_order)
    written = [ballot[4] for ballot in votes if ballot[4] is not None]

    assert list(found.figures[4].comments) == (written if len(written) >= 10 else [])


def test_comments_of_two_questions_are_shuffled_apart() -> None:
    shuffled: list[list[str]] = []
    votes = [(f"a{number}", f"b{number}") for number in range(10)]

    results.results((WHY, WHY), votes, anonymous=True, shuffle=shuffled.append)

    assert [texts[0] for texts in shuffled] == ["a0", "b0"]


def test_an_open_pulse_holds_nothing_back() -> None:
    found = results.results((COLOUR, WHY), [(0, "mine")], anonymous=False, shuffle=keep_order)

    assert found.n == 1
    assert found.figures[0].counts == (1, 0, 0)
    assert found.figures[1].comments == ("mine",)


# Who may ask whom, and who may answer when


def member(user: str, **flags: Any) -> Member:
    return Member(UserId(user), T1, f"Name of {user}", **flags)


def check(one: Pulse, *people: Member, inside: bool = True, archived: bool = False) -> None:
    channel = Channel(ChannelId("C1"), "general", inside=inside, archived=archived)
    pulses.check(one, {person.id: person for person in people}, {channel.id: channel}, NOW)


FIVE = tuple(f"U{number}" for number in range(1, 6))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": ""}, pulses.TitleMissing),
        ({"title": "x" * 101}, pulses.TitleTooLong),
        ({"recipients": ()}, pulses.NobodyAsked),
        ({"recipients": ("C9",)}, pulses.CannotPostIn),
        ({"recipients": FIVE[:4]}, pulses.TooFewForAnonymity),
        ({"recipients": (*FIVE, "U9")}, pulses.CannotBeAsked),
        ({"recipients": tuple(f"W{number}" for number in range(101))}, pulses.TooManyPeople),
        ({"opens_at": NOW}, pulses.OpensInThePast),
        ({"closes_at": NOW}, pulses.ClosesTooEarly),
        ({"opens_at": NOW + timedelta(hours=2), "closes_at": NOW + timedelta(hours=1)}, pulses.ClosesTooEarly),
    ],
)
def test_a_pulse_that_cannot_be_asked_is_refused(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check(pulse(**wrong), *map(member, FIVE))


def test_what_can_be_asked_passes() -> None:
    check(pulse())
    check(pulse(recipients=FIVE), *map(member, FIVE))
    check(pulse(recipients=("U1",), anonymous=False), member("U1"))
    check(pulse(opens_at=NOW + timedelta(hours=1), closes_at=NOW + timedelta(hours=2)))


def test_guests_outsiders_bots_and_leavers_are_not_asked() -> None:
    for flag in ("guest", "outsider", "bot", "left"):
        with pytest.raises(pulses.CannotBeAsked) as caught:
            check(pulse(recipients=FIVE), *map(member, FIVE[:4]), member("U5", **{flag: True}))
        assert caught.value.names == ("Name of U5",)


def test_a_channel_that_the_bot_is_not_in_is_refused_by_its_name() -> None:
    for how in ({"inside": False}, {"archived": True}):
        with pytest.raises(pulses.CannotPostIn) as caught:
            check(pulse(), **how)
        assert caught.value.names == ("general",)


def test_only_an_open_pulse_takes_answers_and_not_from_its_closing_time_on() -> None:
    for state in State:
        if state is not State.OPEN:
            with pytest.raises(pulses.NotOpen):
                pulses.check_answer(pulse(state=state), invited=True, now=NOW)
    closing = pulse(closes_at=NOW)
    pulses.check_answer(closing, invited=True, now=NOW - timedelta(seconds=1))
    with pytest.raises(pulses.NotOpen):
        pulses.check_answer(closing, invited=True, now=NOW)


def test_a_pulse_to_certain_people_is_theirs_alone() -> None:
    private = pulse(recipients=FIVE)
    with pytest.raises(pulses.NotAsked):
        pulses.check_answer(private, invited=False, now=NOW)
    pulses.check_answer(private, invited=True, now=NOW)
    pulses.check_answer(pulse(), invited=False, now=NOW)
