"""Listens in the list of planned messages: pause, resume, cancel, look, turn the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import messages
from bot.domain.messages import Message
from bot.domain.refusals import NotFound, Refused
from bot.domain.roles import Actor, NotAColleague, NotAllowed, Role
from handlers import messages_clock
from handlers.house import House, Payload, once
from handlers.modals import redraw
from handlers.views import messages as views
from handlers.views import messages_form as forms
from handlers.views import messages_list as lists
from handlers.views import messages_preview as previews
from handlers.views import refusals
from storage import Store

# What a button does to a message: the sentence that says so is the list's next first line.
Act = Callable[[Store, Actor, Message, str], Awaitable[str]]


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    listeners = Listeners(house)
    app.action(views.HOME_LIST)(listeners.open)
    app.action(forms.LIST)(listeners.push)
    app.action(lists.BACK)(listeners.turn)
    app.action(lists.NEXT)(listeners.turn)
    app.action(lists.PAUSE)(listeners.pause)
    app.action(lists.RESUME)(listeners.resume)
    app.action(lists.CANCEL)(listeners.cancel)
    app.action(lists.LOOK)(listeners.look)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What HR does with what is planned."""

    house: House

    async def open(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The list, by itself."""
        await client.views_open(trigger_id=body["trigger_id"], view=await self._shown(body))
        await ack()

    async def push(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The list, over a form that keeps what was typed."""
        await client.views_push(trigger_id=body["trigger_id"], view=await self._shown(body))
        await ack()

    async def turn(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Another page."""
        page = int(body["actions"][0]["value"])
        await redraw(client, body["view"]["id"], await self._shown(body, page))
        await ack()

    async def pause(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Hold a message back, with what of it is not sent yet."""
        await self._act(ack, body, client, self._pause)

    async def resume(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Let it go on."""
        await self._act(ack, body, client, self._resume)

    async def cancel(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Give it up, with what of it is not sent yet."""
        await self._act(ack, body, client, self._cancel)

    async def look(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Send it to whoever asks, now."""
        await self._act(ack, body, client, self._look)

    async def _pause(self, store: Store, _actor: Actor, message: Message, title: str) -> str:
        await store.messages.keep(messages.paused(message), self.house.now())
        await store.deliveries.cancel(message.source, "paused")
        return lists.paused(title)

    async def _resume(self, store: Store, _actor: Actor, message: Message, title: str) -> str:
        resumed = messages.resumed(message, self.house.now())
        await store.messages.keep(resumed, self.house.now())
        return lists.resumed(resumed, title)

    async def _cancel(self, store: Store, _actor: Actor, message: Message, title: str) -> str:
        await store.messages.keep(messages.cancelled(message), self.house.now())
        await store.deliveries.cancel(message.source, "cancelled")
        return lists.cancelled(title)

    async def _look(self, store: Store, actor: Actor, message: Message, _title: str) -> str:
        await messages_clock.look(store, message, actor.id, self.house.now())
        return previews.trial_sent()

    async def _act(self, ack: AsyncAck, body: Payload, client: AsyncWebClient, act: Act) -> None:
        """Do *act* to the message that a button names; the list then shows what became of it, or why nothing did."""
        page = lists.page_of(body["view"])
        try:
            async with self.house.database.transaction(once=once(body)) as store:
                actor = await self._hr(store, body)
                message = await store.messages.find(body["actions"][0]["value"])
                if message is None:
                    raise NotFound("message")
                title = views.excerpt(message.content, await messages_clock.titles(store, message))
                said = await act(store, actor, message, title)
                await store.deliveries.redraw("home", actor.id, self.house.now())
        except (NotAllowed, NotAColleague):
            raise
        except Refused as refusal:
            said = lists.refused(refusals.sentence(refusal))
        self.house.wake()
        await redraw(client, body["view"]["id"], await self._shown(body, page, said))
        await ack()

    async def _hr(self, store: Store, body: Payload) -> Actor:
        actor = await self.house.actor(store, body)
        actor.must_be(Role.HR)
        return actor

    async def _shown(self, body: Payload, page: int = 0, said: str = "") -> Payload:
        async with self.house.database.transaction() as store:
            await self._hr(store, body)
            planned = await store.messages.planned()
            titles, handles = await messages_clock.titles(store, *planned), await store.directory.group_handles()
        return lists.listing(planned, titles, handles, self.house.now(), page=page, said=said)
