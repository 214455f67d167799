"""``python -m sandbox``, as a program of its own: what it says, what it starts and stops, and how it ends."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from sandbox import Workspace
from sandbox.__main__ import main
from sandbox.manifest import Manifest
from sandbox.remote import RemoteWorkspace

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds; the page's library alone takes some to load on a busy machine

# Apps that connect to nothing: they say what they were given; one then waits until it is told to go, one ends.
TELLING = """
import os, signal, sys, time
def gone(*_):
    print("the app goes", flush=True)
    sys.exit()
signal.signal(signal.SIGTERM, gone)
names = ("PORT", "SANDBOX_URL")
given = sorted(name for name in os.environ if name.startswith("SLACK_") or name in names)
print("the app has", *given, os.environ.get("PORT"), flush=True)
"""


class Program:
    """``python -m sandbox`` with some arguments, and everything that it has said."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.lines: list[str] = []

    async def start(self) -> "Program":
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sandbox",
            *self.arguments,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return self

    async def says(self, words: str) -> str:
        """Wait for a line with *words* in it."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                for line in self.lines:
                    if words in line:
                        return line
                read = await self.process.stdout.readline()
                assert read, f"it ended, and said {self.lines}"
                self.lines.append(read.decode().rstrip())

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal; its exit code, once it has said its last word."""
        self.process.send_signal(number)
        return await self.end()

    async def end(self) -> int:
        """Its exit code, once it has said its last word by itself."""
        async with asyncio.timeout(PATIENCE):
            rest, _ = await self.process.communicate()
        self.lines += rest.decode().splitlines()
        assert self.process.returncode is not None
        return self.process.returncode


@pytest.fixture(scope="module")
async def programs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Program]]:
    """All the programs of this file, started together: most of their time goes by while they load."""
    folder = tmp_path_factory.mktemp("apps")
    (folder / "waiting.py").write_text(f"{TELLING}\ntime.sleep(60)\n")
    (folder / "ending.py").write_text(f"{TELLING}\nsys.exit(3)\n")
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(socket.socket())
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        request_url = f"http://127.0.0.1:{port}/slack/events"
        free = ("--port", "0")
        found = {
            "taken": Program(folder, "--port", port),
            "alone": Program(folder, *free),
            "waiting": Program(folder, *free, "--run", "python waiting.py"),
            "ending": Program(folder, *free, "--run", "python ending.py", "--request-url", request_url),
            "nothing": Program(folder, *free, "--run", "no-such-program at all"),
        }
        for program in found.values():
            await program.start()
        yield found
        for program in found.values():
            if program.process.returncode is None:
                program.process.kill()
            await program.process.communicate()


async def test_a_port_that_is_taken_ends_the_start_with_one_sentence(programs):
    program = programs["taken"]

    line = await program.says("Port")
    assert line.startswith(f"Port {program.arguments[1]} cannot be used (Address already in use)")
    assert await program.end() == 2
    assert program.lines == [line]


async def test_it_says_where_it_is_open_and_how_to_connect_an_app(programs):
    program = programs["alone"]

    address = (await program.says("is open: ")).rpartition(" ")[2]
    await program.says("SANDBOX_URL=")
    async with RemoteWorkspace(address) as remote:
        environment = (await remote.app())["environment"]
    assert await program.stop(signal.SIGINT) == 0

    assert program.lines[0] == f"Lumen Bikes is open: {address}"
    assert [line.strip() for line in program.lines[2:]] == [f"{name}={value}" for name, value in environment.items()]


async def test_it_runs_an_app_with_what_it_needs_and_stops_it_again(programs):
    program = programs["waiting"]

    assert await program.says("the app has") == (
        "the app has SANDBOX_URL SLACK_API_URL SLACK_APP_TOKEN SLACK_BOT_TOKEN SLACK_SIGNING_SECRET None"
    )
    assert await program.stop() == 0
    assert program.lines[-1] == "the app goes"


async def test_an_app_that_listens_itself_is_told_where_and_has_no_token_for_sockets(programs):
    program = programs["ending"]

    port = program.arguments[-1].split(":")[2].partition("/")[0]
    assert await program.says("the app has") == (
        f"the app has PORT SANDBOX_URL SLACK_API_URL SLACK_BOT_TOKEN SLACK_SIGNING_SECRET {port}"
    )


async def test_an_app_that_ends_is_told_and_the_workspace_stays_open(programs):
    program = programs["ending"]

    await program.says("The app ended with exit code 3. The workspace stays open until Ctrl+C.")
    address = (await program.says("is open: ")).rpartition(" ")[2]
    async with RemoteWorkspace(address) as remote:
        assert await remote.posts() == []
    assert await program.stop() == 0


async def test_an_app_that_cannot_be_started_is_told(programs):
    program = programs["nothing"]

    await program.says("“no-such-program at all” cannot be started (No such file or directory).")
    assert await program.stop() == 0


# What goes wrong before anything is served needs no program of its own.


def test_a_broken_company_file_ends_the_start_with_a_sentence_that_names_the_line(tmp_path, capsys):
    file = tmp_path / "acme.yaml"
    file.write_text("team: {name: Acme, domain: acme}\npeople:\n  - {handle: ana}\n")

    assert main(["--company", str(file)]) == 2

    assert capsys.readouterr().err == f"{file}, line 3: people.0.name: Field required\n"


def test_a_broken_manifest_ends_the_start_with_a_sentence(tmp_path, capsys):
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "app.py").write_text("")

    for arguments in (["--manifest", str(tmp_path / "manifest.json")], ["--run", f"python {tmp_path / 'app.py'}"]):
        assert main(arguments) == 2
        told = capsys.readouterr().err
        assert told == f"{tmp_path / 'manifest.json'} is not an app manifest: display_information is missing\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "99999"], "a port is a number from 0 to 65535, not 99999"),
        (["--port", "-1"], "a port is a number from 0 to 65535, not -1"),
        (["--port", "http"], "a port is a number from 0 to 65535, not http"),
        (["--run", "python 'app.py"], "“python 'app.py” is no command (No closing quotation)"),
        (["--request-url", "localhost:3000"], "“localhost:3000” is no http address"),
        (["--request-url", "http://127.0.0.1:port/"], "“http://127.0.0.1:port/” is no http address"),
    ],
)
def test_arguments_that_make_no_sense_are_told(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err.rstrip().endswith(sentence)


def test_an_app_may_be_called_like_a_person(lumen):
    workspace = Workspace(lumen, Manifest(name="Ana"))

    assert workspace.directory.bot.handle == "ana-app"
    assert workspace.directory.person("ana").name == "Ana Souza"
