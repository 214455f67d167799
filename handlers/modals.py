"""Drawing an open modal anew."""

from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

log = structlog.get_logger()


async def redraw(client: AsyncWebClient, view_id: str, view: dict[str, Any]) -> None:
    """Show *view* instead. What it shows is committed: a modal that is closed by now is no reason to say no."""
    try:
        await client.views_update(view_id=view_id, view=view)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.info("modal_not_redrawn", error=type(error).__name__)
