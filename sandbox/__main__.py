"""``python -m sandbox``: serve a pretend workspace, and run an app against it."""

import argparse
import asyncio
import os
import shlex
import signal
import sys
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

from sandbox import company as companies
from sandbox import manifest as manifests
from sandbox.control import environment
from sandbox.manifest import Manifest
from sandbox.server import Server, create_app
from sandbox.words import _
from sandbox.workspace import Workspace

STOP_SECONDS = 10  # how long an app may take to stop before it is killed


def arguments(given: list[str]) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=_("A pretend Slack workspace in a browser."))
    parser.add_argument("--port", type=_port, default=8080, help=_("where to listen on 127.0.0.1 (8080)"))
    parser.add_argument("--company", type=Path, default=companies.SHIPPED, help=_("who works there: a YAML file"))
    parser.add_argument(
        "--run", type=_command, metavar="COMMAND", default="", help=_("start this app against the workspace")
    )
    parser.add_argument(
        "--manifest",
        type=Path,
        help=_("the app's manifest (else manifest.json beside the script that --run names, or in this folder)"),
    )
    parser.add_argument(
        "--request-url",
        type=_address,
        default="",
        metavar="URL",
        help=_("send to the app by signed HTTP, not Socket Mode"),
    )
    parser.add_argument("--open", action="store_true", help=_("open the page in the browser, where there is one"))
    return parser.parse_args(given)


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65535:
        raise argparse.ArgumentTypeError(_("a port is a number from 0 to 65535, not {given}").format(given=given))
    return int(given)


def _command(given: str) -> str:
    try:
        words = shlex.split(given)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{given}” is no command ({error})").format(given=given, error=error)
        ) from None
    return given if words else ""


def _address(given: str) -> str:
    try:
        parts = urlsplit(given)
        if given and (parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0):
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{given}” is no http address").format(given=given)) from None
    return given


def main(given: list[str] | None = None) -> int:
    """Run until Ctrl+C; return the exit code. A start that cannot be ends with one sentence."""
    args = arguments(sys.argv[1:] if given is None else given)
    try:
        company = companies.read(args.company)
        manifest, file = _manifest(args)
    except (companies.BrokenCompany, manifests.BrokenManifest) as error:
        print(error, file=sys.stderr)
        return 2
    if file is not None:
        print(_("The app's manifest is {file}.").format(file=file))
    workspace = Workspace(company, manifest)
    try:
        return asyncio.run(_serve(workspace, args))
    except OSError as error:
        sentence = _("Port {port} cannot be used ({error}); choose another with --port.")
        print(sentence.format(port=args.port, error=error.strerror), file=sys.stderr)
        return 2


def _manifest(args: argparse.Namespace) -> tuple[Manifest, Path | None]:
    """The manifest that was named or lies beside the app; without one the app may do everything."""
    if args.manifest is not None:
        return manifests.read(args.manifest), args.manifest
    scripts = [Path(word) for word in shlex.split(args.run) if word.endswith(".py")]
    for folder in [*(script.parent for script in scripts), Path()]:
        file = folder / "manifest.json"
        if file.is_file():
            return manifests.read(file), file
    return Manifest(), None


async def _serve(workspace: Workspace, args: argparse.Namespace) -> int:
    from sandbox import (
        page,
    )  # late: the page's library takes a second to load, and a wrong company file needs none of it

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    app = create_app(workspace)
    page.mount(app, workspace)
    server = Server(workspace, app)
    url = await server.start(args.port)
    await workspace.listen_at(args.request_url)
    print(_("{name} is open: {url}").format(name=workspace.directory.name, url=url), flush=True)
    if args.open and _has_screen():
        webbrowser.open(url)
    try:
        if args.run:
            await _run(workspace, args, stop)
        else:
            _tell_how(workspace)
        await stop.wait()
    finally:
        await server.stop()
    return 0


def _has_screen() -> bool:
    """Whether a browser has somewhere to show itself; without, one for terminals would take this one over."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell_how(workspace: Workspace) -> None:
    print(_("To connect an app, start it with:"))
    for name, value in environment(workspace).items():
        print(f"  {name}={value}")
    sys.stdout.flush()


async def _run(workspace: Workspace, args: argparse.Namespace, stop: asyncio.Event) -> None:
    """Run the app until it ends or *stop* is set; then it gets SIGTERM, and SIGKILL if it does not listen."""
    words = shlex.split(args.run)
    if words[0] in ("python", "python3"):
        words[0] = sys.executable  # the one that has the sandbox has the app's libraries too
    variables = environment(workspace)
    if args.request_url:
        del variables["SLACK_APP_TOKEN"]  # its presence tells an app to use Socket Mode
        variables["PORT"] = str(urlsplit(args.request_url).port or 80)
    try:
        app = await asyncio.create_subprocess_exec(*words, env={**os.environ, **variables})
    except OSError as error:
        sentence = _("“{command}” cannot be started ({error}).")
        print(sentence.format(command=args.run, error=error.strerror), file=sys.stderr)
        return
    ended, stopping = asyncio.ensure_future(app.wait()), asyncio.ensure_future(stop.wait())
    await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        sentence = _("The app ended with exit code {code}. The workspace stays open until Ctrl+C.")
        print(sentence.format(code=ended.result()), file=sys.stderr)
        stopping.cancel()
        return
    app.terminate()
    try:
        await asyncio.wait_for(ended, STOP_SECONDS)
    except TimeoutError:
        app.kill()
        await app.wait()


if __name__ == "__main__":
    sys.exit(main())
