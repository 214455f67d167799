"""How tests ask a pulse and look at what it leaves behind."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sandbox import Reply
from storage import tables
from storage.deliveries import DeliveryRow
from tests.fanfare import Fanfare

EVERYBODY = ("ana", "viktor", "priya", "tom", "lucia", "mei", "sam", "noor", "jonas", "grace", "diego", "chloe")

STATEMENT = {"title_1": "Lunch", "text_1": "Lunch was good"}


async def form(fanfare: Fanfare, values: dict[str, Any], **more: Any) -> Reply:
    """Priya fills the open form in and sends it; keywords are ``channel``, ``people``, ``how``, ``opens``, ``closes``.

    Times are given as hours from now.
    """
    channel = more.pop("channel", "general")
    filled = {**values, **({"channels": [fanfare.channel(channel)]} if channel else {})}
    if "people" in more:
        filled["people"] = [fanfare.id(person) for person in more.pop("people")]
    for name in ("opens", "closes"):
        if name in more:
            at = fanfare.bot.clock.now() + timedelta(hours=more.pop(name))
            filled[name] = int(at.timestamp())
    return await fanfare.workspace.submit("priya", {**filled, **more})


async def ask(fanfare: Fanfare, values: dict[str, Any] | None = None, **more: Any) -> str:
    """Priya asks a pulse, with one statement to rate if nothing else is given; its id is returned."""
    await fanfare.workspace.command("priya", "/pulse")
    return await confirm(fanfare, await form(fanfare, values or STATEMENT, **more))


async def ask_choice(fanfare: Fanfare, *options: str, kind: str = "choice", **more: Any) -> str:
    """Priya asks what people choose."""
    await fanfare.workspace.command("priya", "/pulse")
    await fanfare.workspace.click("priya", "pulse_kind", kind, block_id="kind_1")
    values = {"title_1": "Colours", "text_1": "Which colour?", f"options_1_{kind}": "\n".join(options)}
    return await confirm(fanfare, await form(fanfare, values, **more))


async def ask_start(fanfare: Fanfare, start: str, **more: Any) -> str:
    """Priya asks a ready-made pulse as it is."""
    await fanfare.workspace.command("priya", "/pulse")
    await fanfare.workspace.click("priya", "pulse_start", start)
    return await confirm(fanfare, await form(fanfare, {}, **more))


async def confirm(fanfare: Fanfare, previewed: Reply) -> str:
    """Priya finds the preview right; the pulse's id is returned."""
    assert previewed.body["response_action"] == "push", previewed
    confirmed = await fanfare.workspace.submit("priya")
    assert confirmed.body == {"response_action": "clear"}, confirmed
    return str(previewed.body["view"]["private_metadata"])


async def invite(fanfare: Fanfare, name: str) -> None:
    """The bot is invited to a channel, and knows it."""
    await fanfare.workspace.join("app", name)

    async def know(store: Any) -> None:
        channel = await store.directory.channel_named(name)
        await store.directory.keep_channels([replace(channel, inside=True)])

    await fanfare.stored(know)


async def close(fanfare: Fanfare) -> None:
    """Priya closes the open pulse by hand, and the clock does the rest."""
    await fanfare.workspace.command("priya", "/pulse list")
    await fanfare.workspace.click("priya", "pulse_close")
    await fanfare.workspace.close("priya")
    await fanfare.advance(seconds=1)


def shown(post: dict[str, Any]) -> str:
    """Everything that a post or a form says, in its text and in its blocks."""
    return str(post.get("text", "")) + json.dumps(post["blocks"], ensure_ascii=False)


async def contents(fanfare: Fanfare) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as an attacker with the file would have them."""

    async def read(store: Any) -> dict[str, list[tuple[Any, ...]]]:
        session = store.ballots._session
        found = {}
        for name, table in tables.METADATA.tables.items():
            found[name] = [tuple(row) for row in await session.exec(table.select())]
        return found

    rows: dict[str, list[tuple[Any, ...]]] = await fanfare.stored(read)
    assert DeliveryRow.__tablename__ in rows
    return rows
