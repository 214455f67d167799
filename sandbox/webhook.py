"""Signed HTTP: payloads posted to the app's own address, as Slack does without Socket Mode."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from sandbox.records import Json

# Longer than Slack waits: the courier's deadline is the one that counts, this one frees the connection.
TIMEOUT = aiohttp.ClientTimeout(total=10)


class Webhook:
    """The app's request URL."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self.url = url
        self._signature = SignatureVerifier(signing_secret)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, kind: str, payload: Json, attempt: int, reason: str) -> tuple[int, Any, bool]:
        """Post *payload*; return the HTTP status (0: no connection), the body, and whether a retry is welcome."""
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        elif kind == "slash_commands":
            body, content_type = urlencode(payload), "application/x-www-form-urlencoded"
        else:
            body, content_type = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
        headers = self._headers(body, content_type)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(timeout=TIMEOUT, connector=connector)
        try:
            async with self._session.post(self.url, data=body.encode(), headers=headers) as response:
                again = response.headers.get("X-Slack-No-Retry") != "1"
                return response.status, _read(await response.text(errors="replace"), response.content_type), again
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, None, True

    def _headers(self, body: str, content_type: str) -> dict[str, str]:
        # Real time, not the workspace's: an app refuses signatures that are not of these five minutes.
        now = str(int(time.time()))
        signature = self._signature.generate_signature(timestamp=now, body=body)
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature or "",
            "User-Agent": "Slackbot 1.0 (sandbox)",
        }

    async def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _read(text: str, content_type: str) -> Any:
    if not text:
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
