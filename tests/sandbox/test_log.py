"""The log, and the clock that it is written by; and following both from another process."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Server, Workspace
from sandbox.follow import FollowedClock
from sandbox.log import Kind
from sandbox.remote import RemoteWorkspace
from tests.sandbox.forms import home


async def test_entries_are_numbered_from_zero_without_a_gap_and_their_times_only_grow(workspace, web):
    for number in range(5):
        await web.chat_postMessage(channel="general", text=f"{number}")
        await workspace.advance(seconds=number)

    assert [entry.number for entry in workspace.log] == list(range(len(workspace.log)))
    assert workspace.log[3].number == 3
    times = [entry.at for entry in workspace.log]
    assert times == sorted(times)


async def test_an_entry_has_the_workspace_s_time_and_the_machine_s(workspace):
    await workspace.advance(days=3)
    await workspace.say("ana", "general", "Hello")

    entry = workspace.log[-1]
    assert entry.at - entry.real == timedelta(days=3)
    assert abs(datetime.now(UTC) - entry.real) < timedelta(seconds=5)


async def test_what_is_stored_is_told_with_all_of_it(workspace, web):
    delivery = {"event_type": "delivery", "event_payload": {"id": "7"}}
    post = await web.chat_postMessage(channel="general", text="Hello", metadata=delivery)
    where = {"channel": post["channel"], "ts": post["ts"]}
    await web.chat_update(**where, text="Hello!")
    await web.reactions_add(channel=post["channel"], timestamp=post["ts"], name="tada")
    await web.chat_delete(**where)
    await web.views_publish(user_id=workspace.directory.id("mei"), view=home())
    await web.conversations_join(channel=workspace.channels.named("sales").id)
    await web.files_upload_v2(file=b"x", filename="x.txt")

    stored = workspace.log.since(kind=Kind.STORED)
    assert [entry.name for entry in stored] == [
        "message.posted",
        "message.edited",
        "reaction.added",
        "message.deleted",
        "view.published",
        "member.joined",
        "file.stored",
    ]
    assert stored[0].detail["message"]["metadata"] == delivery
    assert stored[0].detail["message"]["text"] == "Hello", "what was said stays as it was said then"


async def test_a_call_is_told_with_its_arguments_and_its_answer_and_without_its_token(workspace, web):
    await web.chat_postMessage(channel="general", text="Hello")

    [call] = workspace.log.since(kind=Kind.CALL)
    assert (call.name, call.detail["status"], call.detail["fault"]) == ("chat.postMessage", 200, "")
    assert call.detail["args"]["text"] == "Hello"
    assert call.detail["answer"]["ok"] is True
    assert "token" not in call.detail["args"]


async def test_a_delivery_and_its_ack_belong_together(workspace):
    await workspace.command("ana", "/echo", channel="general")

    sent, acked = workspace.log.since(kind=Kind.SENT)[0], workspace.log.since(kind=Kind.ACKED)[0]
    assert (sent.name, sent.detail["envelope"], sent.detail["payload"]["command"]) == (
        "/echo",
        "slash_commands",
        "/echo",
    )
    assert (acked.detail["to"], acked.detail["acked"], acked.detail["failure"]) == (sent.number, False, "no_app")


async def test_the_log_is_read_from_a_number_on_by_kind_and_by_name(workspace):
    for word in ("one", "two", "three"):
        await workspace.say("ana", "general", word)
    await workspace.advance(seconds=1)

    assert [entry.number for entry in workspace.log.since(2)] == [2, 3]
    assert [entry.name for entry in workspace.log.since(0, Kind.CLOCK)] == ["advanced"]
    assert len(workspace.log.since(1, name="message.posted")) == 2


@pytest.fixture
async def remote(workspace, server):
    async with RemoteWorkspace(workspace.url) as remote:
        yield remote


async def test_the_log_reads_the_same_from_elsewhere(workspace, remote):
    await workspace.say("ana", "general", "Hello")
    await workspace.advance(hours=1)

    told = await remote.log()
    assert told == [entry.as_json() for entry in workspace.log]
    assert [entry["kind"] for entry in await remote.log(kind="clock")] == ["clock"]
    assert [entry["number"] for entry in await remote.log(1)] == [1]
    assert await remote.log(name="nothing") == []


async def test_a_question_for_news_is_answered_as_soon_as_there_is_some(workspace, remote):
    asking = asyncio.ensure_future(remote.log(kind="stored", wait=20))
    await remote.log()
    await workspace.say("ana", "general", "Hello")

    assert [entry["name"] for entry in await asking] == ["message.posted"]


async def test_a_question_for_news_ends_without_any(remote):
    assert await remote.log(wait=0.05) == []


async def test_a_kind_that_is_none_gets_a_sentence(workspace, server, http):
    async with http.get(f"{workspace.url}/_sandbox/log", params={"kind": "gossip"}) as response:
        assert response.status == 400
        assert "gossip" in (await response.json())["error"]


async def test_a_followed_clock_goes_with_the_workspace_s(workspace, server):
    moved = asyncio.Event()
    clock = FollowedClock(workspace.url, moved.set)
    following = asyncio.ensure_future(clock.follow())

    for hours in (0, 48, 1):
        if hours:
            await workspace.advance(hours=hours)
        await asyncio.wait_for(moved.wait(), 5)
        moved.clear()
        assert abs(clock.now() - workspace.clock.now()) < timedelta(seconds=1)

    following.cancel()
    with suppress(asyncio.CancelledError):
        await following


async def test_a_followed_clock_waits_for_a_workspace_that_is_not_there_yet(workspace, unused_tcp_port, stopping):
    moved = asyncio.Event()
    clock = FollowedClock(f"http://127.0.0.1:{unused_tcp_port}", moved.set)
    following = asyncio.ensure_future(clock.follow())
    await asyncio.sleep(0)
    await workspace.advance(days=2)
    server = Server(workspace)
    await server.start(unused_tcp_port)

    await asyncio.wait_for(moved.wait(), 5)
    assert abs(clock.now() - workspace.clock.now()) < timedelta(seconds=1)

    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    stopping.add(asyncio.create_task(server.stop()))


async def test_whoever_waits_for_news_does_not_hold_up_the_end(lumen):
    workspace = Workspace(lumen)
    server = Server(workspace)
    await server.start()
    async with RemoteWorkspace(workspace.url) as remote:
        waiting = asyncio.ensure_future(remote.log(wait=20))
        clock = FollowedClock(workspace.url)
        following = asyncio.ensure_future(clock.follow())
        await workspace.say("ana", "general", "Hello")
        await waiting
        waiting = asyncio.ensure_future(remote.log(len(workspace.log), wait=20))
        await remote.app()

        async with asyncio.timeout(1.5):  # less than uvicorn would give a question to end by itself
            await server.stop()

        assert await waiting == []
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


async def test_the_clock_does_not_go_back(workspace):
    before = workspace.clock.now()

    with pytest.raises(ValueError, match="the clock moves forward only"):
        await workspace.advance(seconds=-1)

    assert workspace.clock.now() >= before
    assert workspace.clock.moves == 0
