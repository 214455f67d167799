"""The program as an administrator runs it: it starts, says what is wrong, and stops in time."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox import Server, Workspace
from sandbox import manifest as manifests
from sandbox.control import environment
from tests.fanfare import MANIFEST

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    workspace = Workspace(manifest=manifests.read(MANIFEST))
    server = Server(workspace)
    await server.start()
    yield workspace
    await server.stop()


def variables(workspace: Workspace, folder: Path, **more: str) -> dict[str, str]:
    mine = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{folder / 'fanfare.db'}"}
    return {**mine, **environment(workspace), **more}


async def start(folder: Path, env: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    program = (sys.executable, "-m", "bot", *words)
    return await asyncio.create_subprocess_exec(*program, env=env, cwd=folder, stdout=pipe, stderr=pipe)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_over_socket_mode_it_answers_and_stops_in_under_ten_seconds(workspace: Workspace, tmp_path: Path) -> None:
    bot = await start(tmp_path, variables(workspace, tmp_path))
    await workspace.until(lambda: len(workspace.sockets), seconds=20)

    reply = await workspace.command("tom", "/fanfare help")
    assert "thanks somebody in public" in str(reply.body)

    began = time.monotonic()
    bot.send_signal(signal.SIGTERM)
    assert await bot.wait() == 0
    assert time.monotonic() - began < 10


async def test_over_http_it_answers_signed_requests_and_says_that_it_is_well(
    workspace: Workspace, tmp_path: Path
) -> None:
    port = free_port()
    bot = await start(tmp_path, variables(workspace, tmp_path, SLACK_APP_TOKEN="", PORT=str(port)))
    await workspace.listen_at(f"http://127.0.0.1:{port}/slack/events")
    await answering(f"http://127.0.0.1:{port}/readyz")

    reply = await workspace.command("tom", "/fanfare help")
    assert "thanks somebody in public" in str(reply.body)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as response:
            assert response.status == 200
        async with session.post(f"http://127.0.0.1:{port}/slack/events", data="command=/fanfare") as response:
            assert response.status == 401

    bot.terminate()
    assert await bot.wait() == 0


async def answering(url: str) -> None:
    """Until *url* answers 200; a connection that is refused is the only way to know that nobody listens yet."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        while True:
            try:
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-of-another-house"}, "Slack refused SLACK_BOT_TOKEN (invalid_auth)."),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing"),
        ({"FANFARE_TIMEZONE": "Mars/Olympus"}, "FANFARE_TIMEZONE is wrong"),
        ({"DATABASE_URL": "sqlite:////no/such/folder/f.db"}, "DATABASE_URL cannot be used"),
    ],
)
async def test_a_start_that_cannot_be_ends_with_one_sentence(
    workspace: Workspace, tmp_path: Path, wrong: dict[str, str], sentence: str
) -> None:
    bot = await start(tmp_path, variables(workspace, tmp_path, **wrong))
    _out, err = await bot.communicate()

    assert bot.returncode == 2
    assert sentence in err.decode()
    assert "Traceback" not in err.decode()


async def test_check_says_what_is_well(workspace: Workspace, tmp_path: Path) -> None:
    bot = await start(tmp_path, variables(workspace, tmp_path, FANFARE_RECOGNITION_CHANNEL="kudos"), "check")
    out, _err = await bot.communicate()

    assert bot.returncode == 0, out.decode()
    assert "✓ SLACK_BOT_TOKEN (Lumen Bikes, @fanfare)" in out.decode()
    assert "✓ scope chat:write" in out.decode()


async def test_check_says_what_is_wrong_a_line_each_and_fails(workspace: Workspace, tmp_path: Path) -> None:
    workspace.app.manifest.scopes = frozenset({"commands", "chat:write", "channels:read", "users:read"})
    bot = await start(tmp_path, variables(workspace, tmp_path, FANFARE_RECOGNITION_CHANNEL="sales"), "check")
    out, _err = await bot.communicate()

    assert bot.returncode == 1
    assert "✗ scope im:write" in out.decode()
    assert "usergroups:read is not given; it is optional" in out.decode()
    assert "✗ FANFARE_RECOGNITION_CHANNEL (sales): the bot is not in it" in out.decode()


async def test_without_the_optional_scopes_it_starts_and_says_what_that_costs(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.app.manifest.scopes = frozenset({"commands", "chat:write", "channels:read", "im:write", "users:read"})
    admin = workspace.directory.id("ana")
    bot = await start(tmp_path, variables(workspace, tmp_path, FANFARE_ADMINS=admin))
    await workspace.until(lambda: len(workspace.sockets), seconds=20)

    await workspace.open_home("ana")
    await workspace.until(lambda: workspace.home("ana"))

    assert "user groups: roles given to a group do not work" in str(workspace.home("ana"))
    bot.terminate()
    await bot.wait()


async def test_no_token_and_nothing_that_people_wrote_is_ever_logged(workspace: Workspace, tmp_path: Path) -> None:
    canary = "canary in the coal mine"
    bot = await start(tmp_path, variables(workspace, tmp_path, LOG_LEVEL="DEBUG"))
    await workspace.until(lambda: len(workspace.sockets), seconds=20)

    await workspace.command("tom", f"/shoutout @mei for a {canary}", channel="general")
    await workspace.until(lambda: workspace.posts("general"))
    await workspace.misbehave("chat.postMessage", "drop_before")
    await workspace.command("tom", f"/shoutout @sam for a {canary}", channel="general")
    await workspace.command("tom", f"/fanfare {canary}", channel="general")

    bot.terminate()
    out, err = await bot.communicate()
    written = (out + err).decode()
    assert "delivery_ended" in written
    for secret in (canary, workspace.app.bot_token, workspace.app.app_token, "Mei Tanaka"):
        assert secret not in written


async def test_a_second_bot_on_the_same_file_is_refused_with_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    first = await start(tmp_path, variables(workspace, tmp_path))
    await workspace.until(lambda: len(workspace.sockets), seconds=20)

    second = await start(tmp_path, variables(workspace, tmp_path))
    _out, err = await second.communicate()

    assert second.returncode == 2
    assert "another process works with it" in err.decode()
    first.terminate()
    assert await first.wait() == 0
