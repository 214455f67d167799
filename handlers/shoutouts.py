"""Listens for thanks: ``/shoutout``, two shortcuts, the form, and the change of mind."""

import uuid
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import shoutouts
from bot.domain.deliveries import Delivery, Plan, Post, State, notice
from bot.domain.ids import ChannelId, UserId
from bot.domain.members import Channel
from bot.domain.refusals import NotFound
from bot.domain.roles import Actor
from bot.domain.shoutouts import Shoutout
from bot.domain.typed import mentioned, quoted
from handlers.house import House, Payload, once, place_of
from handlers.views import shoutouts as views
from storage import Store


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    listeners = Listeners(house)
    app.command("/shoutout")(listeners.command)
    app.shortcut(views.SHORTCUT)(listeners.ask)
    app.shortcut(views.MESSAGE_SHORTCUT)(listeners.ask_about_message)
    app.action(f"home_{views.SHORTCUT}")(listeners.ask)
    app.view(views.FORM)(listeners.submit)
    app.action(views.UNDO)(listeners.undo)


async def follow(store: Store, delivery: Delivery) -> None:
    """A post that left while its shout-out was being undone is taken back too; one that did not arrive is told of."""
    plan = delivery.plan
    shoutout = await store.shoutouts.find(plan.source.removeprefix("shoutout:"))
    if shoutout is None:
        return
    if shoutout.undone:
        if delivery.state is State.SENT:
            await store.deliveries.redraw("withdrawal", delivery.id, plan.due)
    elif delivery.state in (State.FAILED, State.UNCERTAIN) and plan.recipient == shoutout.channel:
        word, key = views.not_posted(shoutout, delivery), f"{delivery.id}:{delivery.state}"
        await store.deliveries.file(notice(key, shoutout.giver, None, word, plan.due))


@dataclass(frozen=True, slots=True)
class Listeners:
    """What people do about thanks."""

    house: House

    async def command(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """``/shoutout @ana for … #value``; without words it opens the form."""
        if not body.get("text", "").strip():
            await self._open(body, client, {}, here=ChannelId(body["channel_id"]))
            await ack()
            return
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            wish = shoutouts.read(body["text"], await _names(store, body["text"]))
            here = await store.directory.channel(ChannelId(body["channel_id"]))
            channel = here if wish.here else await self._usual(store) or here
            value = shoutouts.value_named(wish.value, self.house.values)
            given = await self._give(store, actor, channel, wish.receivers, wish.reason, value)
        self.house.wake()
        confirmation = views.confirmation(given)
        await ack(text=confirmation.text, blocks=list(confirmation.blocks), response_type="ephemeral")

    async def ask(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The global shortcut, and the button in Home."""
        await self._open(body, client, {})
        await ack()

    async def ask_about_message(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The shortcut on a message: its author is thanked, its words are quoted if everybody may read them."""
        message, here = body["message"], ChannelId(body["channel"]["id"])
        wish: dict[str, Any] = {}
        async with self.house.database.transaction() as store:
            channel = await store.directory.channel(here)
            if channel is not None and not channel.private:
                text = message.get("text") or ""
                wish["quote"] = quoted(text, await _names(store, text))
            else:
                wish["kept"] = True
        author = message.get("user")
        if author and "bot_id" not in message and author != body["user"]["id"]:
            wish["receivers"] = (author,)
        await self._open(body, client, wish, here=here)
        await ack()

    async def submit(self, ack: AsyncAck, body: Payload, view: Payload) -> None:
        """The form."""
        wish = views.read_form(view)
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            channel, usual = await store.directory.channel(wish["channel"]), await self._usual(store)
            shoutouts.check_choice(channel, seen=(wish["here"], usual.id if usual else wish["here"]))
            value = shoutouts.value_named(wish["value"], self.house.values)
            given = await self._give(
                store, actor, channel, wish["receivers"], wish["reason"], value, quote=wish["quote"]
            )
            confirmation = views.confirmation(given)
            await store.deliveries.file(notice(given.id, actor.id, given.channel, confirmation, given.given_at))
        await ack()
        self.house.wake()

    async def undo(self, ack: AsyncAck, body: Payload) -> None:
        """The giver takes it back."""
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            shoutout = await store.shoutouts.find(body["actions"][0]["value"])
            if shoutout is None or shoutout.undone:
                raise NotFound("shoutout")
            shoutouts.check_undo(shoutout, actor.id, self.house.now())
            await store.shoutouts.undo(shoutout.id)
            await store.deliveries.withdraw(f"shoutout:{shoutout.id}", self.house.now())
            key, now = f"{shoutout.id}:undone", self.house.now()
            await store.deliveries.file(notice(key, actor.id, place_of(body), views.undone(), now))
        await ack()
        self.house.wake()

    async def _open(
        self, body: Payload, client: AsyncWebClient, wish: dict[str, Any], here: ChannelId | None = None
    ) -> None:
        """Show the form; the one call a listener makes, for it takes the trigger id."""
        async with self.house.database.transaction() as store:
            await self.house.actor(store, body)
            channels = {one.id for one in await store.directory.channels() if one.inside and not one.archived}
            usual = await self._usual(store)
        if not channels:
            raise shoutouts.NowhereToPost
        first = [one for one in (usual.id if usual else None, here) if one in channels]
        form = views.form(self.house.values, first[0] if first else None, here, wish)
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    async def _usual(self, store: Store) -> Channel | None:
        wanted = self.house.recognition_channel
        return await store.directory.channel_named(wanted) if wanted else None

    async def _give(
        self,
        store: Store,
        actor: Actor,
        channel: Channel | None,
        receivers: tuple[UserId, ...],
        reason: str,
        value: str,
        quote: str = "",
    ) -> Shoutout:
        """Check, keep, and file the announcement and a word to each receiver."""
        now = self.house.now()
        where = channel.id if channel else ChannelId("")
        shoutout = Shoutout(str(uuid.uuid4()), actor.id, receivers, reason, value, where, now, quote)
        people = {one: member for one in receivers if (member := await store.directory.member(one)) is not None}
        shoutouts.check(shoutout, people, channel)
        await store.shoutouts.add(shoutout)
        await store.deliveries.file(self._plan(shoutout, where, views.announcement(shoutout)))
        for receiver in receivers:
            total = await store.shoutouts.count_received(receiver)
            await store.deliveries.file(self._plan(shoutout, receiver, views.told(shoutout, total)))
        return shoutout

    def _plan(self, shoutout: Shoutout, recipient: str, post: Post) -> Plan:
        source = f"shoutout:{shoutout.id}"
        return Plan("shoutout", source, "", recipient, shoutout.given_at, post, author=shoutout.giver)


async def _names(store: Store, text: str) -> dict[str, str]:
    """The names of the people whom *text* mentions, by id."""
    found = [await store.directory.member(one) for one in mentioned(text)]
    return {str(member.id): member.name for member in found if member is not None}
