"""Pulses when something is in the way: a downtime, a lost answer of Slack's, a reader of the file, a broken row."""

import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import update
from sqlmodel import col

from bot import logs
from bot.domain.deliveries import State as Sent
from bot.domain.pulses import State
from storage.pulses import PulseRow
from tests.fanfare import Fanfare
from tests.handlers.asking import STATEMENT, ask, close, contents, form

FIVE = {"sam": 5, "mei": 4, "noor": 4, "jonas": 2, "grace": 5}


async def state(fanfare: Fanfare, pulse: str) -> State:
    return State((await fanfare.stored(lambda store: store.pulses.find(pulse))).state)


async def told(fanfare: Fanfare, person: str, containing: str) -> str:
    """What the bot told somebody, once it did."""

    def seen() -> list[str]:
        return [post["text"] for post in fanfare.workspace.posts(person=person) if containing in post["text"]]

    found: list[str] = await fanfare.workspace.until(seen)
    return found[0]


def ballots_in(path: Path, tokens: list[bytes]) -> int:
    """How many of *tokens* are still somewhere in the file or its log."""
    files = [Path(f"{path}{end}") for end in ("", "-wal")]
    written = b"".join(file.read_bytes() for file in files if file.exists())
    return sum(token in written for token in tokens)


# Somebody reads the file while a pulse closes


async def test_nothing_is_published_while_deleted_ballots_are_still_in_the_log(
    fanfare: Fanfare, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(logging.WARNING)  # anew: into what capsys reads
    pulse = await ask(fanfare)
    await fanfare.posts("general")
    for person, value in FIVE.items():
        await fanfare.workspace.click(person, f"pulse_vote_{value}", channel="general")
    tokens = [row[1] for row in (await contents(fanfare))["ballots"]]
    path = tmp_path / "fanfare.db"
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ballots").fetchall()
        await close(fanfare)
        await fanfare.idle()
        assert ballots_in(path, tokens)
        assert await state(fanfare, pulse) is State.CLOSING
        assert len(fanfare.workspace.posts("general")) == 1
        assert "pulse_cannot_publish" not in capsys.readouterr().err  # not yet: a backup may take a moment

        await fanfare.advance(minutes=11, seconds=60 - fanfare.bot.clock.now().second)
        assert "pulse_cannot_publish" in capsys.readouterr().err
    await fanfare.advance(seconds=1)

    assert "Mean 4.0 of 5 from 5 answers" in (await fanfare.posts("general", count=2))[-1]["text"]
    assert not ballots_in(path, tokens)


# A downtime


async def test_a_pulse_whose_whole_time_passed_unnoticed_is_not_asked_and_its_author_is_told(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare, opens=1, closes=2)

    await fanfare.advance(hours=8)

    assert "was not asked: I was not running" in await told(fanfare, "priya", "not asked")
    await fanfare.advance(hours=1)
    await fanfare.idle()
    assert fanfare.workspace.posts("general") == []
    assert await state(fanfare, pulse) is State.CANCELLED
    assert (await contents(fanfare))["pulse_keys"] == []


async def test_a_pulse_that_is_late_but_not_over_is_asked_all_the_same(fanfare: Fanfare) -> None:
    await ask(fanfare, opens=1, closes=9)

    await fanfare.advance(hours=8)

    await fanfare.posts("general")


# A question of which nobody knows whether it arrived


async def test_the_author_hears_when_nobody_knows_whether_a_pulse_arrived(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await form(fanfare, STATEMENT)
    await uncertain(fanfare)

    said = await told(fanfare, "priya", "I do not know")

    assert f"whether your pulse “Lunch” arrived at <#{fanfare.channel('general')}>" in said


async def uncertain(fanfare: Fanfare) -> None:
    """Priya confirms; the post is there, and so is the word to her, but Slack's answers to both are lost."""
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after", times=2)
    await fanfare.workspace.submit("priya")
    await fanfare.posts("general")


async def test_a_question_found_again_loses_its_buttons_when_the_pulse_closes(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    previewed = await form(fanfare, STATEMENT)
    await uncertain(fanfare)
    source = f"pulse:{previewed.body['view']['private_metadata']}"
    asked = await fanfare.noted(source, Sent.UNCERTAIN)
    [post] = fanfare.workspace.posts("general")
    now = fanfare.bot.clock.now()
    changes = {"channel": fanfare.channel("general"), "ts": post["ts"]}
    await fanfare.stored(lambda store: store.deliveries.move(asked, Sent.UNCERTAIN, now=now, **changes))

    await close(fanfare)
    await fanfare.idle()

    assert "pulse_vote" not in str(fanfare.workspace.posts("general")[0]["blocks"])


async def test_a_question_that_was_never_found_is_left_alone_when_the_pulse_closes(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    await form(fanfare, STATEMENT)
    await uncertain(fanfare)
    await close(fanfare)
    await fanfare.idle()

    assert not [one for one in fanfare.workspace.log if one.kind == "call" and one.name == "chat.update"]
    assert "Results" in (await fanfare.posts("general", count=2))[-1]["text"]


# A row that cannot be read


async def test_a_pulse_that_cannot_be_helped_does_not_stop_the_others(fanfare: Fanfare) -> None:
    pulses = [
        await ask(fanfare, {"title_1": title, "text_1": title}, opens=1, channel=channel)
        for title, channel in (("First", "general"), ("Second", "engineering"))
    ]
    broken = min(pulses)  # the one whose turn comes first
    spoiled = update(PulseRow).where(col(PulseRow.id) == broken).values(questions=[{"kind": "gone"}])
    await fanfare.stored(lambda store: store.pulses._session.exec(spoiled))

    await fanfare.advance(hours=1)

    await fanfare.posts("general" if broken == pulses[1] else "engineering")
    assert await state(fanfare, max(pulses)) is State.OPEN


# The list


async def test_what_runs_stays_on_the_list_however_many_came_after_it(fanfare: Fanfare) -> None:
    pulse = await ask(fanfare)
    found = await fanfare.stored(lambda store: store.pulses.find(pulse))

    async def more(store: Any) -> None:
        for day in range(1, 40):
            at = found.created_at + timedelta(days=day)
            await store.pulses.draft(replace(found, id=f"later{day}", state=State.CLOSED, created_at=at, closed_at=at))

    await fanfare.stored(more)
    await fanfare.workspace.command("lucia", "/pulse list")

    listed = json.dumps(fanfare.workspace.modal("lucia"))
    assert listed.count("pulse_close") == 1
    assert listed.index("pulse_close") < listed.index("pulse_see")


# Somebody else's draft


async def test_nobody_confirms_the_draft_of_another(fanfare: Fanfare) -> None:
    await fanfare.workspace.command("priya", "/pulse")
    pulse = str((await form(fanfare, STATEMENT)).body["view"]["private_metadata"])
    team = fanfare.workspace.app.team
    view = {"type": "modal", "id": "V0OTHER", "hash": "1", "callback_id": "pulse_confirm", "private_metadata": pulse}
    body = {
        "type": "view_submission",
        "user": {"id": fanfare.id("lucia"), "team_id": team},
        "team": {"id": team},
        "view": view | {"blocks": [], "state": {"values": {}}},
    }

    await fanfare.bot.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))

    assert "no longer there" in await told(fanfare, "lucia", "pulse")
    assert await state(fanfare, pulse) is State.DRAFT
    assert fanfare.workspace.posts("general") == []
