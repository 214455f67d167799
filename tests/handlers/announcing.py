"""What HR does in the tests about messages."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.deliveries import Delivery, State
from bot.domain.messages import Message
from bot.sync import Sync
from sandbox.acts import Reply
from sandbox.inputs import elements
from tests.fanfare import Fanfare

MADRID = "Europe/Madrid"


def in_time(fanfare: Fanfare, zone: str = MADRID, **ahead: float) -> dict[str, Any]:
    """The fields of the form for once, so far ahead; whole minutes."""
    there = (fanfare.bot.clock.now() + timedelta(**ahead)).astimezone(ZoneInfo(zone))
    return {"when": "once", "date": f"{there:%Y-%m-%d}", "time": f"{there:%H:%M}", "zone": zone}


async def preview(fanfare: Fanfare, by: str = "priya", **values: Any) -> Reply:
    """Fill the form in and ask for the preview; to #general unless *values* say otherwise."""
    await fanfare.workspace.command(by, "/announce")
    if not {"channels", "people", "groups"} & set(values):
        values["channels"] = [fanfare.channel("general")]
    values = {"text": "We build to last"} | values
    # The kind of message and of schedule first: the other fields depend on them.
    ordered = sorted(values, key=lambda name: name not in ("kind", "when"))
    return await fanfare.workspace.submit(by, {name: values[name] for name in ordered})


async def plan(fanfare: Fanfare, by: str = "priya", **values: Any) -> Message:
    """Fill the form in, confirm the preview, close; return what is stored."""
    reply = await preview(fanfare, by, **values)
    assert (reply.error, reply.errors) == ("", None)
    draft = modal(fanfare, by)["private_metadata"]
    await confirm(fanfare, by)
    return await found(fanfare, draft)


async def confirm(fanfare: Fanfare, by: str = "priya") -> None:
    """Confirm the preview and close what it says then."""
    reply = await fanfare.workspace.submit(by)
    assert (reply.error, reply.errors) == ("", None)
    await fanfare.workspace.close(by)
    assert fanfare.workspace.modal(by) is None


async def found(fanfare: Fanfare, message: str) -> Message:
    stored = await fanfare.stored(lambda store: store.messages.find(message))
    assert stored is not None
    return stored


async def ledger(fanfare: Fanfare, message: Message) -> list[Delivery]:
    return await fanfare.stored(lambda store: store.deliveries.of(message.source))


async def texts(fanfare: Fanfare, channel: str = "", *, person: str = "") -> list[str]:
    """What was posted, once everything that is due is sent and noted."""
    await settle(fanfare)
    return [post["text"] for post in fanfare.workspace.posts(channel, person=person)]


async def settle(fanfare: Fanfare) -> None:
    """Let the bot send what is due, and hear what became of it: whoever is told, is told right after it is noted."""
    calm = 0
    for _ in range(500):
        await fanfare.idle()
        async with fanfare.bot.database.transaction() as store:
            on_the_way = await store.deliveries.in_state([State.LEASED, State.SENDING])
            due = await store.deliveries.next_due()
        calm = calm + 1 if not on_the_way and (due is None or due > fanfare.bot.clock.now()) else 0
        if calm == 2:
            return
    raise AssertionError("the bot does not come to rest")


def states(deliveries: list[Delivery]) -> list[tuple[State, str]]:
    return [(one.state, one.reason) for one in deliveries]


def modal(fanfare: Fanfare, person: str = "priya") -> dict[str, Any]:
    view = fanfare.workspace.modal(person)
    assert view is not None
    return view


def shown(fanfare: Fanfare, person: str = "priya") -> str:
    """All that the open modal says."""
    return str(modal(fanfare, person)["blocks"])


def buttons(fanfare: Fanfare, person: str = "priya") -> list[str]:
    return [element["action_id"] for _block, element in elements(modal(fanfare, person)["blocks"])]


def local(fanfare: Fanfare, zone: str, **ahead: float) -> datetime:
    return (fanfare.bot.clock.now() + timedelta(**ahead)).astimezone(ZoneInfo(zone))


async def look_again(fanfare: Fanfare) -> None:
    """Let the bot read the directory anew."""
    bot = fanfare.bot
    await Sync(bot.database, bot.client, bot.clock, fanfare.workspace.app.team).run()
