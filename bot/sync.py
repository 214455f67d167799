"""Reads people, channels and user groups from Slack into the directory."""

from collections.abc import AsyncIterator
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.ids import GroupId, UserId
from bot.domain.members import Group
from handlers.directory import channel_of, member_of
from storage import Database

log = structlog.get_logger()

PAGE = 200  # Slack's advice for lists


class Sync:
    """Each part is read by itself: what Slack refuses is noted and costs only what needs it."""

    def __init__(self, database: Database, client: AsyncWebClient, clock: Clock, team: str) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._team = team

    async def run(self) -> None:
        """Read everything anew."""
        for what, read in (("members", self._members), ("channels", self._channels), ("groups", self._groups)):
            error = ""
            try:
                await read()
            except SlackApiError as refusal:
                error = str(refusal.response.get("error", "unknown_error"))
                log.warning("sync_refused", what=what, error=error)
            except (ClientError, TimeoutError, OSError) as failure:
                error = type(failure).__name__
                log.warning("sync_failed", what=what, error=error)
            async with self._database.transaction() as store:
                await store.directory.synced(what, self._clock.now(), error)

    async def _members(self) -> None:
        async for page in self._pages("users.list", "members", {"include_locale": True}):
            async with self._database.transaction() as store:
                await store.directory.keep_members([member_of(user, self._team) for user in page])

    async def _channels(self) -> None:
        found: list[dict[str, Any]] = []
        for kind in ("public_channel", "private_channel"):
            try:
                async for page in self._pages("conversations.list", "channels", {"types": kind}):
                    found += page
            except SlackApiError as refusal:
                if kind == "public_channel" or refusal.response.get("error") != "missing_scope":
                    raise  # private channels are optional
        async with self._database.transaction() as store:
            await store.directory.keep_channels([channel_of(channel) for channel in found], whole=True)

    async def _groups(self) -> None:
        response = await self._client.usergroups_list(include_users=True)
        groups = [
            Group(GroupId(group["id"]), group["handle"], frozenset(UserId(user) for user in group.get("users", [])))
            for group in response["usergroups"]
        ]
        async with self._database.transaction() as store:
            await store.directory.keep_groups(groups)

    async def _pages(self, method: str, key: str, arguments: dict[str, Any]) -> AsyncIterator[list[dict[str, Any]]]:
        cursor = ""
        while True:
            response = await self._client.api_call(method, params={**arguments, "limit": PAGE, "cursor": cursor})
            yield response[key]
            cursor = (response.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
