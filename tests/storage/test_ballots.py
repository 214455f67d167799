"""What the store keeps of a ballot, and that it can let go of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import TeamId, UserId
from bot.domain.pulses import Pulse, State
from bot.domain.questions import Choice, Choices, Rating, Scale, Text
from bot.domain.results import Figures, Results
from storage import Database
from storage.sealing import unwrap, wrap

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECRET = b"the house's secret"
TEAM = TeamId("T1")
SAM, MEI = UserId("U1"), UserId("U2")

QUESTIONS = (
    Scale("Fine?", "no", "yes"),
    Rating("How good?", "", ""),
    Rating("Recommend?", "no", "yes", recommend=True),
    Choice("Which?", ("red", "green")),
    Choices("Which of them?", ("red", "green")),
    Text("Why?"),
)
PULSE = Pulse(
    "p1", UserId("U9"), "Lunch", QUESTIONS, ("C1", "U1"), True, State.DRAFT, NOW, NOW, NOW + timedelta(hours=1)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fanfare.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{path}", lambda: NOW)
    await database.migrate()
    yield database
    await database.close()


async def cast(database: Database, person: UserId, *answers: int, pulse: str = "p1", counted: bool = True) -> None:
    async with database.transaction() as store:
        token = await store.ballots.token(pulse, TEAM, person, SECRET)
        assert token is not None
        await store.ballots.cast(pulse, token, answers, counted=counted)


async def test_a_key_comes_out_as_it_went_in_and_under_no_other_secret() -> None:
    key = b"k" * 32

    wrapped = wrap(key, SECRET)

    assert key not in wrapped
    assert unwrap(wrapped, SECRET) == key
    assert unwrap(wrapped, b"another") is None
    assert unwrap(wrapped[:-1] + b"\0", SECRET) is None


async def test_each_pulse_has_a_key_of_its_own(database: Database) -> None:
    async with database.transaction() as store:
        for pulse in ("p1", "p2"):
            await store.ballots.new_key(pulse, SECRET)
        tokens = [await store.ballots.token(pulse, TEAM, SAM, SECRET) for pulse in ("p1", "p2")]

        assert None not in tokens
        assert tokens[0] != tokens[1]
        assert await store.ballots.token("p1", TEAM, SAM, b"another secret") is None


async def test_whether_somebody_answered_is_computed_from_the_key(database: Database) -> None:
    async with database.transaction() as store:
        await store.ballots.new_key("p1", SECRET)
    await cast(database, SAM, 4)

    async with database.transaction() as store:
        assert await store.ballots.answered("p1", TEAM, SAM, SECRET)
        assert not await store.ballots.answered("p1", TEAM, MEI, SECRET)
        assert not await store.ballots.answered("p1", TEAM, SAM, b"another secret")


async def test_a_changed_ballot_takes_its_old_answer_out_of_the_tally(database: Database) -> None:
    async with database.transaction() as store:
        await store.ballots.new_key("p1", SECRET)
    await cast(database, SAM, 4)
    await cast(database, MEI, 4)
    await cast(database, SAM, 2)

    async with database.transaction() as store:
        assert +await store.ballots.tally("p1") == {(-1, -1): 2, (0, -1): 2, (0, 4): 1, (0, 2): 1}
        assert sorted(await store.ballots.all("p1")) == [(2,), (4,)]


async def test_an_anonymous_pulse_has_no_tally(database: Database) -> None:
    async with database.transaction() as store:
        await store.ballots.new_key("p1", SECRET)
    await cast(database, SAM, 4, counted=False)

    async with database.transaction() as store:
        assert not await store.ballots.tally("p1")


async def test_what_is_destroyed_is_in_no_file(database: Database, path: Path) -> None:
    async with database.transaction() as store:
        await store.ballots.new_key("p1", SECRET)
        token = await store.ballots.token("p1", TEAM, SAM, SECRET)
        assert token is not None
        await store.ballots.cast("p1", token, ("what I think of lunch",), counted=True)
    files = [path, path.with_name(path.name + "-wal")]
    assert any(token in file.read_bytes() for file in files)

    async with database.transaction() as store:
        await store.ballots.destroy("p1")
    await database.checkpoint()

    for file in files:
        assert token not in file.read_bytes()
        assert b"what I think of lunch" not in file.read_bytes()
    async with database.transaction() as store:
        assert await store.ballots.token("p1", TEAM, SAM, SECRET) is None


async def test_destroying_one_pulse_s_ballots_leaves_the_others(database: Database) -> None:
    async with database.transaction() as store:
        for pulse in ("p1", "p2"):
            await store.ballots.new_key(pulse, SECRET)
    await cast(database, SAM, 4, pulse="p1")
    await cast(database, SAM, 4, pulse="p2")

    async with database.transaction() as store:
        await store.ballots.destroy("p1")

        assert await store.ballots.all("p1") == []
        assert await store.ballots.all("p2") == [(4,)]
        assert await store.ballots.answered("p2", TEAM, SAM, SECRET)


async def test_a_pulse_comes_back_as_it_was_kept(database: Database) -> None:
    async with database.transaction() as store:
        assert await store.pulses.draft(PULSE)
    async with database.transaction() as store:
        assert await store.pulses.find("p1") == PULSE
        assert await store.pulses.results("p1") is None


async def test_a_draft_is_replaced_by_its_author_alone_and_never_once_it_is_planned(database: Database) -> None:
    async with database.transaction() as store:
        await store.pulses.draft(PULSE)
        assert await store.pulses.draft(replace(PULSE, title="Dinner"))
        assert not await store.pulses.draft(replace(PULSE, title="Mine", author=UserId("U8")))
        assert await store.pulses.move(PULSE, State.PLANNED)
        assert not await store.pulses.draft(replace(PULSE, title="Supper"))
    async with database.transaction() as store:
        found = await store.pulses.find("p1")
        assert found is not None
        assert (found.title, found.state) == ("Dinner", State.PLANNED)


async def test_of_two_who_open_a_pulse_one_succeeds(database: Database) -> None:
    async with database.transaction() as store:
        await store.pulses.draft(PULSE)
    tries = []
    for _try in range(2):
        async with database.transaction() as store:
            tries.append(await store.pulses.move(PULSE, State.OPEN))

    assert tries == [True, False]


async def test_drafts_are_forgotten_and_nothing_else_is(database: Database) -> None:
    async with database.transaction() as store:
        await store.pulses.draft(PULSE)
        await store.pulses.draft(replace(PULSE, id="p2"))
        await store.pulses.move(replace(PULSE, id="p2"), State.PLANNED)
        await store.pulses.draft(replace(PULSE, id="p3", created_at=NOW + timedelta(hours=1)))
        await store.pulses.forget_drafts(NOW + timedelta(minutes=1))
    async with database.transaction() as store:
        assert [bool(await store.pulses.find(pulse)) for pulse in ("p1", "p2", "p3")] == [False, True, True]


async def test_results_come_back_as_they_were_kept(database: Database) -> None:
    whole = Results(
        7, (Figures(7, (0, 1, 2, 3, 1), mean=3.5), Figures(None), Figures(6, enps=-50.0, comments=("a", "b")))
    )
    async with database.transaction() as store:
        await store.pulses.draft(PULSE)
        await store.pulses.keep_results("p1", whole)
    async with database.transaction() as store:
        assert await store.pulses.results("p1") == whole


async def test_what_waits_for_somebody_is_open_meant_for_them_and_not_over(database: Database) -> None:
    async with database.transaction() as store:
        everywhere = replace(PULSE, id="a", closes_at=None)
        for_sam = replace(PULSE, id="b", recipients=("U1",))
        over, planned = replace(PULSE, id="c", closes_at=NOW), replace(PULSE, id="d")
        for pulse in (everywhere, for_sam, over, planned):
            await store.pulses.draft(pulse)
            await store.pulses.move(pulse, State.PLANNED if pulse is planned else State.OPEN)
        await store.pulses.invite("b", [SAM])

    async with database.transaction() as store:
        assert [pulse.id for pulse in await store.pulses.open_for(SAM, NOW)] == ["b", "a"]
        assert [pulse.id for pulse in await store.pulses.open_for(MEI, NOW)] == ["a"]
