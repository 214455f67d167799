"""The end of a pulse: results that may be shown, and nothing left of what they were made from."""

from typing import Any

from bot.domain.pulses import State
from bot.domain.results import Figures, Results
from tests.fanfare import Fanfare
from tests.handlers.asking import EVERYBODY, ask, ask_choice, ask_start, close, contents, shown


async def vote(fanfare: Fanfare, votes: dict[str, int], channel: str = "general") -> None:
    for person, value in votes.items():
        await fanfare.workspace.click(person, f"pulse_vote_{value}", channel=channel)


async def test_five_answers_are_enough_for_a_result_where_it_was_asked_and_for_the_author(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 5, "mei": 4, "noor": 4, "jonas": 2, "grace": 5})
    await close(fanfare)

    result = (await fanfare.posts("general", count=2))[-1]
    told = (await fanfare.posts(person="priya", count=2))[-1]  # the first says that it is open
    for post in (result, told):
        assert "Mean 4.0 of 5 from 5 answers" in post["text"]
        assert (
            "1: 0 (0\u00a0%) · 2: 1 (20\u00a0%) · 3: 0 (0\u00a0%) · 4: 2 (40\u00a0%) · 5: 2 (40\u00a0%)" in post["text"]
        )
        [chart] = [block for block in post["blocks"] if block["type"] == "data_visualization"]
        assert [point["value"] for point in chart["chart"]["series"][0]["data"]] == [0, 1, 0, 2, 2]
    found = await fanfare.stored(lambda store: store.pulses.find(pulse))
    assert found.state is State.CLOSED


async def test_below_five_answers_nothing_is_shown_and_not_how_many_they_were(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 5, "mei": 4, "noor": 4, "jonas": 2})
    await close(fanfare)

    result = (await fanfare.posts("general", count=2))[-1]
    assert "Fewer than 5 answers came in" in result["text"]
    assert not [block for block in result["blocks"] if block["type"] == "data_visualization"]
    for said in ("4 answers", "Mean", "%"):
        assert said not in shown(result)
    kept = await fanfare.stored(lambda store: store.pulses.results(pulse))
    assert kept == Results(None, (Figures(None),))


async def test_nobody_answered_looks_like_too_few(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await close(fanfare)

    assert "Fewer than 5 answers came in" in (await fanfare.posts("general", count=2))[-1]["text"]


async def test_the_enps_is_shown_with_what_it_is_made_of(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "enps")
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 10, "mei": 9, "noor": 7, "jonas": 2, "grace": 9})
    await close(fanfare)

    text = (await fanfare.posts("general", count=2))[-1]["text"]
    assert "eNPS +40 from 5 answers" in text
    assert "60\u00a0% recommend us (9–10), 20\u00a0% lean neither way (7–8), 20\u00a0% do not (0–6)" in text


async def test_ballots_key_and_tally_are_gone_once_the_results_are_there(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await vote(fanfare, dict.fromkeys(EVERYBODY, 3))
    tokens = [row[1] for row in (await contents(fanfare))["ballots"]]
    assert len(tokens) == len(EVERYBODY)
    await close(fanfare)

    rows = await contents(fanfare)

    assert [rows[name] for name in ("ballots", "tallies", "pulse_keys")] == [[], [], []]
    file = fanfare.bot.settings.database_url.removeprefix("sqlite:///")
    for name in (file, f"{file}-wal"):
        with open(name, "rb") as handle:
            written = handle.read()
        assert not [token for token in tokens if token in written]


async def test_the_message_loses_its_buttons_and_says_that_it_is_over(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await close(fanfare)
    await fanfare.idle()

    post = fanfare.workspace.posts("general")[0]
    assert "Closed" in post["text"]
    assert "pulse_vote" not in str(post["blocks"])


async def test_an_open_pulse_keeps_its_tally_and_shows_results_of_any_size(fanfare: Fanfare) -> None:
    await ask_choice(fanfare, "red", "green", how="open")
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 1})
    await close(fanfare)
    await fanfare.idle()

    [asked, result] = fanfare.workspace.posts("general")
    assert "red: 0, green: 1" in asked["text"]
    assert "pulse_vote" not in str(asked["blocks"])
    assert "red: 0 (0\u00a0%) · green: 1 (100\u00a0%)" in result["text"]


async def test_a_pulse_by_direct_message_tells_its_results_to_those_who_were_asked(fanfare: Fanfare) -> None:
    asked = ["sam", "mei", "noor", "jonas", "grace"]
    await ask(fanfare, channel="", people=asked)
    for person in asked:
        await fanfare.posts(person=person)
        await fanfare.workspace.click(person, "pulse_vote_3")
    await close(fanfare)

    for person in asked:
        assert "Mean 3.0" in (await fanfare.posts(person=person, count=2))[-1]["text"]
    assert fanfare.workspace.posts("general") == []
    assert fanfare.workspace.posts(person="tom") == []


async def test_it_opens_and_closes_by_the_clock(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare, opens=1, closes=3)
    await fanfare.idle()
    assert fanfare.workspace.posts("general") == []

    await fanfare.advance(hours=1)
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 5, "mei": 4, "noor": 4, "jonas": 2, "grace": 5})
    await fanfare.advance(hours=1)
    assert (await fanfare.stored(lambda store: store.pulses.find(pulse))).state is State.OPEN

    await fanfare.advance(hours=1)

    assert "Mean 4.0" in (await fanfare.posts("general", count=2))[-1]["text"]


async def test_comments_are_shown_from_ten_on_without_names_and_unable_to_mention(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    written = []
    for number, person in enumerate(EVERYBODY[:10]):
        written.append(f"Thought {number} <!channel>")
        await fanfare.workspace.click(person, "pulse_answer", channel="general")
        scale = {f"q{question}": "3" for question in range(4)}
        await fanfare.workspace.submit(person, {**scale, "q4": written[-1]})
        await fanfare.workspace.close(person)
    await close(fanfare)

    result = (await fanfare.posts("general", count=2))[-1]
    for number in range(10):
        assert f"Thought {number} &lt;!channel&gt;" in shown(result)
    assert "<!channel>" not in shown(result)
    assert not [person for person in EVERYBODY if fanfare.id(person) in shown(result)]
    assert len([block for block in result["blocks"] if block["type"] == "data_visualization"]) == 2


async def test_below_ten_texts_none_is_shown(fanfare: Fanfare) -> None:
    await ask_start(fanfare, "going")
    await fanfare.posts("general")
    for person in EVERYBODY[:9]:
        await fanfare.workspace.click(person, "pulse_answer", channel="general")
        scale = {f"q{question}": "3" for question in range(4)}
        await fanfare.workspace.submit(person, {**scale, "q4": "More fruit"})
        await fanfare.workspace.close(person)
    await close(fanfare)

    result = (await fanfare.posts("general", count=2))[-1]
    assert "shown from 10 answers on" in shown(result)
    assert "fruit" not in shown(result)


async def test_where_charts_are_not_taken_the_bars_are(fanfare: Fanfare) -> None:
    await ask(fanfare)
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 5, "mei": 4, "noor": 4, "jonas": 2, "grace": 5})
    await fanfare.idle()
    await fanfare.workspace.misbehave("chat.postMessage", "refuse", error="invalid_blocks", times=2)
    await close(fanfare)

    result = (await fanfare.posts("general", count=2))[-1]
    assert "Mean 4.0" in result["text"]
    assert "▓▓▓▓░░░░░░ 2 (40\u00a0%)" in shown(result)


async def test_the_author_is_told_where_it_did_not_arrive(fanfare: Fanfare) -> None:
    await ask(fanfare, opens=1)
    await fanfare.workspace.archive("general")
    await fanfare.advance(hours=1)

    def told() -> list[dict[str, Any]]:
        return [one for one in fanfare.workspace.posts(person="priya") if "did not arrive" in one["text"]]

    [post] = await fanfare.workspace.until(told)
    assert "the channel is archived" in post["text"]


# A crash at any point of closing


async def test_a_crash_before_the_results_is_made_good_by_the_next_tick(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    await vote(fanfare, {"sam": 5, "mei": 4, "noor": 4, "jonas": 2, "grace": 5})

    async def stop(store: Any) -> None:
        found = await store.pulses.find(pulse)
        assert await store.pulses.move(found, State.CLOSING, closed_at=fanfare.bot.clock.now())

    await fanfare.stored(stop)
    await fanfare.advance(seconds=1)

    assert "Mean 4.0" in (await fanfare.posts("general", count=2))[-1]["text"]


async def test_a_crash_after_the_results_publishes_those_and_computes_nothing_anew(fanfare: Fanfare) -> None:
    """The ballots are gone by then: results computed again would be empty ones."""
    pulse = await ask(fanfare)
    await fanfare.posts("general")

    async def crash(store: Any) -> None:
        found = await store.pulses.find(pulse)
        await store.pulses.keep_results(pulse, Results(6, (Figures(6, (0, 0, 0, 6, 0), mean=4.0),)))
        await store.ballots.destroy(pulse)
        await store.pulses.move(found, State.CLOSING, closed_at=fanfare.bot.clock.now())

    await fanfare.stored(crash)
    await fanfare.advance(seconds=1)

    assert "Mean 4.0 of 5 from 6 answers" in (await fanfare.posts("general", count=2))[-1]["text"]


async def test_it_is_published_once_however_often_the_clock_ticks(fanfare: Fanfare) -> None:
    await ask(fanfare, closes=1)
    await fanfare.posts("general")
    for _tick in range(4):
        await fanfare.advance(hours=1)
    await fanfare.idle()

    assert len(fanfare.workspace.posts("general")) == 2
