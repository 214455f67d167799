"""Socket Mode: tickets, hello, acks, refreshes, several connections, and connections that break."""

import asyncio
import json

import aiohttp
import pytest

from tests.sandbox.bots import open_bot
from tests.sandbox.calling import client_of

SOCKETS = ("async socket", "sync socket")


@pytest.fixture
async def connect(workspace, server, http):
    """Opens bare connections, as an app that is not Bolt's would."""

    async def connect():
        web = client_of(workspace)
        answer = await web.apps_connections_open(app_token=workspace.app.app_token)
        return await http.ws_connect(answer["url"])

    return connect


async def test_a_connection_is_greeted(workspace, connect):
    line = await connect()

    hello = await line.receive_json()
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": workspace.app.id}
    assert hello["debug_info"]["approximate_connection_time"] == 3600


async def test_an_envelope_waits_for_its_ack_and_the_ack_may_say_something(workspace, connect):
    line = await connect()
    await line.receive_json()

    async def answer():
        envelope = await line.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["command"] == "/echo"
        await line.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hello"}})

    command = workspace.command("ana", "/echo", channel="general")
    reply, _ = await asyncio.gather(command, answer())

    assert (reply.acked, reply.body) == (True, {"text": "Hello"})
    assert workspace.screen("ana", "general")[-1]["text"] == "Hello"


async def test_what_is_no_ack_is_noted_and_does_no_harm(workspace, connect):
    line = await connect()
    await line.receive_json()

    for nonsense in (
        "nonsense",
        "[]",
        "7",
        "{}",
        json.dumps({"envelope_id": "nobody's"}),
        json.dumps({"envelope_id": []}),
    ):
        await line.send_str(nonsense)
    await line.send_bytes(b"\xff")
    await workspace.until(lambda: len(workspace.log.since(kind="socket", name="not_understood")) >= 5)

    assert len(workspace.sockets) == 1


async def test_a_ticket_is_good_once(workspace, server, http):
    url = (await client_of(workspace).apps_connections_open(app_token=workspace.app.app_token))["url"]
    await http.ws_connect(url)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(url)
    assert refused.value.status == 403


async def test_a_ticket_is_good_for_half_a_minute(workspace, server, http):
    url = (await client_of(workspace).apps_connections_open(app_token=workspace.app.app_token))["url"]
    await workspace.advance(seconds=31)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(url)
    assert refused.value.status == 403


async def test_every_connection_can_be_refused(workspace, server, connect):
    await workspace.switch(ticket_seconds=0)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await connect()
    assert [entry.name for entry in workspace.log.since(kind="socket")] == ["refused"]
    await workspace.switch(ticket_seconds=30)
    assert (await (await connect()).receive_json())["type"] == "hello"


async def test_without_a_ticket_nobody_comes_in(workspace, server, http):
    for query in ("", "?ticket=", "?ticket=nonsense"):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(f"{workspace.url}/link{query}")


async def test_connections_share_the_load(workspace, connect):
    lines = [await connect() for _ in range(3)]
    heard = [0, 0, 0]

    async def answer(number):
        async for message in lines[number]:
            envelope = message.json()
            if envelope["type"] != "hello":
                heard[number] += 1
                await lines[number].send_json({"envelope_id": envelope["envelope_id"]})

    answering = [asyncio.ensure_future(answer(number)) for number in range(3)]
    replies = await asyncio.gather(*(workspace.shortcut("ana", "open") for _ in range(60)))
    for line in lines:
        await line.close()
    await asyncio.gather(*answering)

    assert all(reply.acked for reply in replies)
    assert sum(heard) == 60
    assert min(heard) > 0


async def test_the_eleventh_connection_is_told_that_there_are_too_many(workspace, connect):
    lines = [await connect() for _ in range(10)]
    counts = [(await line.receive_json())["num_connections"] for line in lines]

    eleventh = await connect()

    assert counts == list(range(1, 11))
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    assert (await eleventh.receive()).type is aiohttp.WSMsgType.CLOSE
    assert len(workspace.sockets) == 10


async def test_a_refresh_says_so_and_closes_and_a_warning_does_not(workspace, connect):
    line = await connect()
    await line.receive_json()

    await workspace.refresh("warning")
    assert await line.receive_json() == {
        "type": "disconnect",
        "reason": "warning",
        "debug_info": {"host": "sandbox"},
    }
    assert len(workspace.sockets) == 1
    await workspace.refresh()
    assert (await line.receive_json())["reason"] == "refresh_requested"
    assert len(workspace.sockets) == 0
    await workspace.advance(seconds=1)
    assert (await line.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_what_was_under_way_when_a_refresh_came_can_still_be_acked(workspace, connect):
    line = await connect()
    await line.receive_json()
    typed = asyncio.ensure_future(workspace.command("ana", "/echo", channel="general"))
    envelope = await line.receive_json()

    await workspace.refresh()
    await line.send_json({"envelope_id": envelope["envelope_id"]})

    assert (await typed).acked


@pytest.fixture(params=SOCKETS)
async def bot(request, server, workspace):
    bot = await open_bot(request.param, workspace)

    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack("Hello")

    yield bot
    await bot.close()


def tickets(workspace):
    return len(workspace.log.since(kind="call", name="apps.connections.open"))


def opened(workspace):
    return len(workspace.log.since(kind="socket", name="opened"))


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
async def test_bolt_comes_back_by_itself_with_a_new_ticket_when_it_is_asked_to(workspace, bot, reason):
    await workspace.refresh(reason)

    await workspace.until(lambda: opened(workspace) == 2 and len(workspace.sockets) == 1)
    assert tickets(workspace) == 2
    assert (await workspace.command("ana", "/echo", channel="general")).acked


async def test_bolt_comes_back_by_itself_when_its_socket_breaks(workspace, bot):
    await workspace.drop_sockets()

    await workspace.until(lambda: opened(workspace) >= 2 and len(workspace.sockets) == 1)
    assert tickets(workspace) >= 2
    assert (await workspace.command("ana", "/echo", channel="general")).acked


async def test_a_socket_that_breaks_before_the_ack_is_a_failed_delivery(workspace, bot):
    moved = bot.gate()

    @bot.on("command", "/slow")
    def slow(args):
        yield moved.wait()
        yield args.ack()

    typed = asyncio.ensure_future(workspace.command("ana", "/slow", channel="general"))
    await bot.hearing()
    await workspace.drop_sockets()
    reply = await typed
    moved.open()

    assert reply.acked is False
    assert workspace.log.since(kind="acked")[0].detail["failure"] == "connection_failed"


async def test_two_bolt_apps_share_the_load(workspace, bot):
    other = await open_bot("async socket", workspace)

    @other.on("command", "/echo")
    def echo(args):
        yield args.ack("Hello")

    replies = [await workspace.command("ana", "/echo", channel="general") for _ in range(30)]
    await other.close()

    assert all(reply.acked for reply in replies)
    assert len(bot.heard) + len(other.heard) == 30
    assert bot.heard
    assert other.heard


async def test_the_log_tells_when_connections_open_and_close(workspace, connect):
    line = await connect()
    await line.receive_json()
    await line.close()
    await workspace.until(lambda: len(workspace.log.since(kind="socket")) == 2)

    told = [(entry.name, entry.detail["connections"]) for entry in workspace.log.since(kind="socket")]
    assert told == [("opened", 1), ("closed", 0)]
