"""Answers ``/fanfare``, and whatever no feature answers."""

import re
import uuid

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.deliveries import notice
from bot.domain.typed import unescaped
from handlers.house import House, Payload, once, place_of, who
from handlers.views import help as views


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt; the one for the rest must come after all features'."""

    async def command(ack: AsyncAck, body: Payload) -> None:
        async with house.database.transaction() as store:
            actor = await house.actor(store, body)
        typed = unescaped(body.get("text", "")).strip()
        post = views.overview(actor.roles) if typed in ("", "help") else views.unknown(typed, actor.roles)
        await ack(text=post.text, blocks=list(post.blocks), response_type="ephemeral")

    async def rest(ack: AsyncAck, body: Payload) -> None:
        """A button with an address needs an ack too; any other one is from a message older than this version."""
        if "url" not in str(body["actions"][0].get("action_id")):
            async with house.database.transaction(once=once(body)) as store:
                user, _team = who(body)
                await store.deliveries.file(notice(str(uuid.uuid4()), user, place_of(body), views.stale(), house.now()))
            house.wake()
        await ack()

    app.command("/fanfare")(command)
    app.action(re.compile(".*"))(rest)
