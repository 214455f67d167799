"""``python -m bot check``: what is wrong with tokens, scopes, channels and database, a line each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bot import CALL_SECONDS
from bot.clock import SystemClock
from bot.settings import Settings
from handlers.views.words import _
from storage import Database, Unusable

MANIFEST = Path(__file__).parents[1] / "manifest.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: *problem* is empty if it is well."""

    what: str
    problem: str = ""

    def __str__(self) -> str:
        return f"{'✗' if self.problem else '✓'} {self.what}" + (f": {self.problem}" if self.problem else "")


async def run(settings: Settings) -> int:
    """Print every finding; return 1 if anything is wrong, else 0."""
    found = await look(settings)
    for finding in found:
        print(finding)
    return 1 if any(finding.problem for finding in found) else 0


async def look(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed but the database's schema."""
    client = AsyncWebClient(
        settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, timeout=CALL_SECONDS
    )
    findings = [await _database(settings)]
    try:
        me = await client.auth_test()
    except SlackApiError as refusal:
        return [*findings, Finding("SLACK_BOT_TOKEN", _refusal(refusal))]
    except (ClientError, TimeoutError, OSError) as error:
        return [*findings, Finding("SLACK_API_URL", _("cannot be reached ({error})").format(error=error))]
    findings.append(Finding(f"SLACK_BOT_TOKEN ({me['team']}, @{me['user']})"))
    findings += _scopes(me.headers)
    if settings.socket_mode:
        findings.append(await _app_token(client, settings))
    if settings.fanfare_recognition_channel:
        findings.append(await _channel(client, settings.fanfare_recognition_channel))
    return findings


async def _database(settings: Settings) -> Finding:
    database = Database(settings.database_url, SystemClock().now)
    try:
        await database.migrate()
    except Unusable as error:
        return Finding("DATABASE_URL", _("cannot be used ({error})").format(error=error))
    finally:
        await database.close()
    return Finding("DATABASE_URL")


def _scopes(headers: Any) -> Iterator[Finding]:
    """What the manifest asks for and the token lacks; Slack tells what a token may in a header."""
    told = headers.get("x-oauth-scopes") or headers.get("X-OAuth-Scopes")
    if told is None:
        return
    given = {scope.strip() for scope in told.split(",")}
    scopes = json.loads(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    for scope in scopes["bot"]:
        if scope in given:
            yield Finding(_("scope {scope}").format(scope=scope))
        elif scope in scopes.get("bot_optional", []):
            yield Finding(_("scope {scope}").format(scope=scope) + _(" is not given; it is optional"))
        else:
            problem = _("is not given: install the app again from manifest.json")
            yield Finding(_("scope {scope}").format(scope=scope), problem)


async def _app_token(client: AsyncWebClient, settings: Settings) -> Finding:
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as refusal:
        return Finding("SLACK_APP_TOKEN", _refusal(refusal))
    return Finding("SLACK_APP_TOKEN")


async def _channel(client: AsyncWebClient, wanted: str) -> Finding:
    """Whether the bot is in the channel that shout-outs go to."""
    what = f"FANFARE_RECOGNITION_CHANNEL ({wanted})"
    try:
        cursor = ""
        while True:
            page = await client.conversations_list(limit=200, cursor=cursor, exclude_archived=True)
            for channel in page["channels"]:
                if wanted.removeprefix("#") in (channel["id"], channel["name"]):
                    inside = channel.get("is_member")
                    return Finding(what, "" if inside else _("the bot is not in it: type /invite @Fanfare there"))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return Finding(what, _("there is no such channel that the bot can see"))
    except SlackApiError as refusal:
        return Finding(what, _refusal(refusal))


def _refusal(refusal: SlackApiError) -> str:
    return _("Slack says “{error}”").format(error=refusal.response.get("error", "unknown_error"))
