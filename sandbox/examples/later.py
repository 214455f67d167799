"""Later: says something an hour from now, by the sandbox's clock. Try /later tea, then move the clock in the page."""

import asyncio
import os
from contextlib import suppress
from datetime import timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from sandbox.follow import FollowedClock

app = AsyncApp(process_before_response=True)
app.client.base_url = os.environ["SLACK_API_URL"]
moved = asyncio.Event()
clock = FollowedClock(os.environ["SANDBOX_URL"], moved.set)
waiting: list[Any] = []


@app.command("/later")
async def later(ack, command):
    waiting.append((clock.now() + timedelta(hours=1), command["channel_id"], command["text"]))
    await ack("In an hour, then.")


async def say_what_is_due(client):
    while True:
        for due in [one for one in waiting if one[0] <= clock.now()]:
            waiting.remove(due)
            await client.chat_postMessage(channel=due[1], text=f"It is time: {due[2]}")
        with suppress(TimeoutError):
            await asyncio.wait_for(moved.wait(), timeout=1)
        moved.clear()


async def main():
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect_async()
    await asyncio.gather(clock.follow(), say_what_is_due(app.client))


if __name__ == "__main__":
    asyncio.run(main())
