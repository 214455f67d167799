"""Signed HTTP: what Slack's requests look like, and what Bolt and Slack do when something is wrong with them."""

from urllib.parse import parse_qs

import pytest
from aiohttp import web as aio
from slack_sdk.signature import SignatureVerifier

from sandbox.app import App
from tests.sandbox.bots import nothing, open_bot


@pytest.fixture
async def requests(workspace):
    """What a bare web server at the app's address is sent; it acks everything."""
    received = []

    async def take(request):
        received.append((dict(request.headers), await request.text()))
        return aio.Response(headers={"Content-Type": "text/plain"})

    app = aio.Application()
    app.router.add_post("/here", take)
    runner = aio.AppRunner(app)
    await runner.setup()
    await aio.TCPSite(runner, "127.0.0.1", 0).start()
    await workspace.listen_at(f"http://127.0.0.1:{runner.addresses[0][1]}/here")
    yield received
    await workspace.listen_at("")
    await runner.cleanup()


async def test_a_request_is_signed_with_the_app_s_secret(workspace, requests):
    await workspace.command("ana", "/echo Hello", channel="general")

    headers, body = requests[0]
    assert SignatureVerifier(workspace.app.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)


async def test_signatures_bear_real_time_whatever_the_workspace_s_clock_says(workspace, requests):
    await workspace.advance(days=3)
    await workspace.command("ana", "/echo Hello", channel="general")

    headers, body = requests[0]
    assert SignatureVerifier(workspace.app.signing_secret).is_valid_request(body, headers)


async def test_each_kind_of_payload_has_its_own_form(workspace, requests):
    await workspace.command("ana", "/echo two words", channel="general")
    await workspace.shortcut("ana", "open")
    await workspace.say("ana", "general", "Hello")
    await workspace.until(lambda: workspace.log.since(kind="acked", name="message"))

    (form, command), (_, shortcut), (json_form, event) = requests
    assert form["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(command)["text"] == ["two words"]
    assert list(parse_qs(shortcut)) == ["payload"]
    assert json_form["Content-Type"] == "application/json"
    assert event.startswith("{")


@pytest.mark.parametrize("transport", ["async http", "sync http"])
async def test_bolt_refuses_a_request_that_is_signed_with_another_secret(workspace, server, transport):
    bot = await open_bot(transport, workspace, signing_secret="another secret")
    bot.on("command", "/echo")(nothing)

    reply = await workspace.command("ana", "/echo", channel="general")
    await bot.close()

    assert reply.acked is False
    [acked] = workspace.log.since(kind="acked")
    assert (acked.detail["status"], acked.detail["failure"]) == (401, "http_error")
    assert bot.heard == []
    assert workspace.screen("ana", "general")[0]["text"] == "/echo failed with the error “http_client_error”"


async def test_an_address_where_nobody_listens_is_told_as_unreachable(workspace, server, unused_tcp_port):
    await workspace.listen_at(f"http://127.0.0.1:{unused_tcp_port}/here")

    await workspace.command("ana", "/echo", channel="general")

    [acked] = workspace.log.since(kind="acked")
    assert acked.detail["failure"] == "connection_failed"
    assert workspace.screen("ana", "general")[0]["text"] == "/echo failed with the error “dispatch_failed”"


async def test_an_event_to_nobody_is_tried_again_with_the_reason(workspace, server, unused_tcp_port):
    await workspace.listen_at(f"http://127.0.0.1:{unused_tcp_port}/here")

    await workspace.say("ana", "general", "Hello")
    await workspace.until(lambda: len(workspace.log.since(kind="acked")) == 2)

    assert [entry.detail["attempt"] for entry in workspace.log.since(kind="sent")] == [0, 1]


async def test_an_answer_that_is_no_text_of_any_charset_does_no_harm(workspace, server, unused_tcp_port):
    async def take(request):
        return aio.Response(body=b"\xff\xfe\xff", headers={"Content-Type": "text/plain; charset=utf-8"})

    app = aio.Application()
    app.router.add_post("/here", take)
    runner = aio.AppRunner(app)
    await runner.setup()
    await aio.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    await workspace.listen_at(f"http://127.0.0.1:{unused_tcp_port}/here")

    reply = await workspace.command("ana", "/echo", channel="general")
    await workspace.listen_at("")
    await runner.cleanup()

    assert reply.acked


async def test_back_to_socket_mode_and_the_address_hears_nothing_more(workspace, requests):
    await workspace.listen_at("")

    reply = await workspace.command("ana", "/echo", channel="general")

    assert reply.acked is False
    assert requests == []


def test_the_secrets_are_the_same_in_every_run_and_long_enough():
    assert App("T1").signing_secret == App("T1").signing_secret != App("T2").signing_secret
    assert len(App("T1").signing_secret) >= 32
