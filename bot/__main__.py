"""``python -m bot`` starts the bot; ``python -m bot check`` says what is wrong."""

import argparse
import asyncio
import signal
import sys

import uvloop
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot import checks, logs, settings
from bot.bot import Bot
from handlers.views.words import _
from storage import Unusable


def main(given: list[str] | None = None) -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=_("Fanfare, the bot."))
    parser.add_argument("command", nargs="?", choices=("run", "check"), default="run")
    command = parser.parse_args(sys.argv[1:] if given is None else given).command
    try:
        loaded = settings.load()
    except settings.WrongSetting as wrong:
        print(wrong, file=sys.stderr)
        return 2
    logs.set_up(loaded.log_number)
    if command == "check":
        return uvloop.run(checks.run(loaded))
    try:
        return uvloop.run(serve(Bot(loaded)))
    except settings.WrongSetting as wrong:
        print(wrong, file=sys.stderr)
    except SlackApiError as refusal:
        error = refusal.response.get("error", "unknown_error")
        print(_("Slack refused SLACK_BOT_TOKEN ({error}).").format(error=error), file=sys.stderr)
    except Unusable as error:
        print(_("DATABASE_URL cannot be used ({error}).").format(error=error), file=sys.stderr)
    except (ClientError, TimeoutError) as error:
        print(_("Slack cannot be reached ({error}).").format(error=type(error).__name__), file=sys.stderr)
    except OSError as error:
        print(_("The bot cannot start: {error}.").format(error=error), file=sys.stderr)
    return 2


async def serve(bot: Bot) -> int:
    """Run *bot* until SIGTERM or Ctrl+C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await bot.start()
    await stop.wait()
    await bot.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
