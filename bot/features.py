"""Every feature, joined to Bolt, to the sender and to the clock's table: the list of what Fanfare can do."""

from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.domain.deliveries import Drawing
from bot.domain.ids import DeliveryId
from bot.jobs import Jobs
from bot.sender import Sender
from handlers import (
    directory,
    errors,
    goals,
    goals_news,
    help,
    home,
    messages,
    messages_clock,
    pulses,
    pulses_clock,
    shoutouts,
)
from handlers.house import House
from storage import Store


def register(app: AsyncApp, house: House, sender: Sender, jobs: Jobs) -> None:
    """Join each feature's listeners, composers, painters and clock steps."""
    errors.register(app, house)
    sender.followers["notice"] = errors.follow
    pulses.register(app, house)  # the first: Bolt asks one listener after another, and votes come by the thousand
    sender.composers[pulses_clock.KIND] = pulses_clock.compose
    sender.painters[pulses_clock.KIND] = pulses_clock.Spreader(house)
    sender.painters[pulses_clock.POST] = pulses_clock.paint
    sender.followers[pulses_clock.KIND] = pulses_clock.follow
    jobs.steps.append(partial(pulses_clock.tick, house))
    directory.register(app, house, jobs.sync_soon)
    sender.painters["withdrawal"] = withdraw
    shoutouts.register(app, house)
    sender.followers["shoutout"] = shoutouts.follow
    goals.register(app, house)
    sender.composers[goals_news.KIND] = partial(goals_news.compose, house)
    sender.followers[goals_news.KIND] = goals_news.follow
    _messages(app, house, sender, jobs)
    home.register(app, house)
    sender.painters["home"] = home.Painter(house)
    help.register(app, house)  # the last: it answers what nobody else does


def _messages(app: AsyncApp, house: House, sender: Sender, jobs: Jobs) -> None:
    messages.register(app, house)
    jobs.steps.append(partial(messages_clock.tick, house))
    sender.composers["message"] = partial(messages_clock.compose, house)
    sender.composers["message_look"] = partial(messages_clock.compose_look, house)
    sender.composers["message_failure"] = messages_clock.compose_failure
    for kind in ("message", "message_look"):
        sender.followers[kind] = partial(messages_clock.follow, house)


async def withdraw(store: Store, key: str) -> Drawing | None:
    """Delete a post that was taken back."""
    delivery = await store.deliveries.find(DeliveryId(key))
    if delivery is None or delivery.ts is None:
        return None
    return Drawing("chat.delete", {"channel": delivery.channel, "ts": delivery.ts})
