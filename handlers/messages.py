"""Listens for messages: ``/announce``, the form, the preview."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import messages, messages_form, recurrence
from bot.domain.ids import UserId
from bot.domain.messages import Message, Now, State
from bot.domain.messages_form import Wish
from bot.domain.recurrence import Once, UnknownZone
from bot.domain.refusals import NotFound
from bot.domain.roles import Actor, Role
from bot.domain.typed import unescaped
from handlers import messages_clock, messages_list
from handlers.house import House, Payload, once
from handlers.modals import redraw
from handlers.views import messages as views
from handlers.views import messages_form as forms
from handlers.views import messages_list as lists
from handlers.views import messages_preview as previews
from storage import Store

DRAFTS = timedelta(days=1)  # how long a preview can lie on somebody's screen
NEXT_SLOTS = 3  # shown of what recurs


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    listeners = Listeners(house)
    app.command("/announce")(listeners.command)
    app.action(views.HOME_NEW)(listeners.ask)
    app.action(lists.NEW)(listeners.ask)
    app.action(lists.EDIT)(listeners.edit)
    app.action(forms.KIND)(listeners.refresh)
    app.action(forms.WHEN)(listeners.refresh)
    app.view(forms.FORM)(listeners.submit)
    app.view(previews.PREVIEW)(listeners.confirm)
    app.action(previews.TRIAL)(listeners.look)
    messages_list.register(app, house)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What HR does to say something."""

    house: House

    async def command(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """``/announce`` and the first words of a message open the form, ``/announce list`` what is planned."""
        typed = unescaped(body.get("text", "")).strip()
        match typed.casefold():
            case "list":
                await messages_list.Listeners(self.house).open(ack, body, client)
            case "help":
                async with self.house.database.transaction() as store:
                    (await self.house.actor(store, body)).must_be(Role.HR)
                await ack(text=views.usage(), response_type="ephemeral")
            case _:
                await self._show(ack, body, client, Wish(text=typed))

    async def ask(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A button asks for an empty form."""
        await self._show(ack, body, client, Wish())

    async def edit(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A planned message is opened in the form, in place of the list."""
        async with self.house.database.transaction() as store:
            actor = await self._hr(store, body)
            message = await store.messages.find(body["actions"][0]["value"])
            if message is None or message.state not in (State.PLANNED, State.PAUSED):
                raise NotFound("message")
            wish = self._filled(messages_form.wish_of(message), actor)
            draft = forms.Draft(str(uuid.uuid4()), message.id, message.version)
            view = await self._form(store, wish, draft)
        await redraw(client, body["view"]["id"], view)
        await ack()

    async def refresh(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Another kind or schedule is chosen, which takes other fields."""
        async with self.house.database.transaction() as store:
            wish = self._filled(forms.read_form(body["view"]), await self._hr(store, body))
            view = await self._form(store, wish, forms.draft_of(body["view"]))
        await redraw(client, body["view"]["id"], view)
        await ack()

    async def submit(self, ack: AsyncAck, body: Payload, view: Payload) -> None:
        """The form is filled in: what it means is kept as a draft and shown. Sending it again makes the same draft."""
        now = self.house.now()
        async with self.house.database.transaction() as store:
            actor = await self._hr(store, body)
            draft = await self._draft(store, actor, forms.draft_of(view), forms.read_form(view))
            await store.messages.forget_drafts(now - DRAFTS)
            await store.messages.keep(draft, now)
            preview = await self._preview(store, draft)
        await ack(response_action="push", view=preview)

    async def look(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The author wants to see the draft as a message first."""
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self._hr(store, body)
            draft = await self._kept(store, actor, body["actions"][0]["value"])
            await messages_clock.look(store, draft, actor.id, self.house.now())
            preview = await self._preview(store, draft, previews.trial_sent())
        self.house.wake()
        await redraw(client, body["view"]["id"], preview)
        await ack()

    async def confirm(self, ack: AsyncAck, body: Payload, view: Payload) -> None:
        """The preview is confirmed: the draft becomes the message, or takes the place of what it edits."""
        now = self.house.now()
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self._hr(store, body)
            draft = await self._kept(store, actor, view["private_metadata"])
            original = await store.messages.find(draft.edits) if draft.edits else None
            message = messages.confirmed(draft, original, now)
            if original is not None:
                await store.messages.forget(draft.id)
                if original.schedule != message.schedule:
                    await store.deliveries.cancel(message.source, "edited")
            await store.messages.keep(message, now)
            # To thousands it takes its time: groups wait for the clock's next tick, Slack does not wait for us.
            if isinstance(message.schedule, Now) and not message.audience.groups:
                await messages_clock.take(store, message, now)
            await store.deliveries.redraw("home", actor.id, now)
            who = views.to_whom(message.audience, await store.directory.group_handles())
        self.house.wake()
        await ack(response_action="update", view=previews.done(message, who))

    async def _show(self, ack: AsyncAck, body: Payload, client: AsyncWebClient, wish: Wish) -> None:
        """The form for a new message; it takes the list's place, for there may be three modals at most."""
        async with self.house.database.transaction() as store:
            wish = self._filled(wish, await self._hr(store, body))
            if len(wish.text) > forms.MOST_TYPED:
                raise messages_form.TextTooLong(len(wish.text))
            view = await self._form(store, wish, forms.Draft(str(uuid.uuid4())))
        if (body.get("view") or {}).get("type") == "modal":
            await redraw(client, body["view"]["id"], view)
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def _hr(self, store: Store, body: Payload) -> Actor:
        actor = await self.house.actor(store, body)
        actor.must_be(Role.HR)
        return actor

    def _filled(self, wish: Wish, actor: Actor) -> Wish:
        """*wish* with the author's zone and a usual hour where they are still empty."""
        try:
            zone = recurrence.zone_named(actor.member.zone)
        except UnknownZone:
            zone = self.house.zone.key
        return replace(wish, zone=wish.zone or zone, time=wish.time or "09:00")

    async def _form(self, store: Store, wish: Wish, draft: forms.Draft) -> Payload:
        return forms.form(wish, draft, await store.goals.all(), await store.directory.group_handles())

    async def _draft(self, store: Store, actor: Actor, carried: forms.Draft, wish: Wish) -> Message:
        """The draft that *wish* makes. Raises the refusal that it deserves."""
        content = messages_form.content_of(wish)
        channels = {channel.id: channel for channel in await store.directory.channels()}
        people = {member.id: member for member in await store.directory.members()}
        audience = messages_form.audience_of(wish, channels, people)
        schedule = messages_form.schedule_of(wish, self.house.now())
        late = timedelta(minutes=wish.late)
        before = await store.messages.find(carried.id)
        if before is not None and (before.state is not State.DRAFT or before.author != actor.id):
            raise messages.ChangedMeanwhile
        draft = Message(carried.id, actor.id, content, audience, schedule, late)
        return replace(draft, version=carried.version, edits=carried.edits)

    async def _kept(self, store: Store, actor: Actor, draft_id: str) -> Message:
        """The draft on the screen of its author. Raises NotFound."""
        draft = await store.messages.find(draft_id)
        if draft is None or draft.state is not State.DRAFT or draft.author != actor.id:
            raise NotFound("message")
        return draft

    async def _preview(self, store: Store, draft: Message, said: str = "") -> Payload:
        post = await messages_clock.composed(self.house, store, draft.content)
        if post is None:
            raise messages_form.GoalMissing
        original = await store.messages.find(draft.edits) if draft.edits else None
        held = original is not None and original.state is State.PAUSED
        reach, at = await self._reach(store, draft), self._moments(draft)
        return previews.preview(draft, post, reach, at, paused=held, said=said)

    async def _reach(self, store: Store, draft: Message) -> previews.Reach:
        members = {member.id: member for member in await store.directory.members()}
        directly = [
            members[one] for one in map(UserId, await messages_clock.recipients(store, draft)) if one in members
        ]
        found = [await store.directory.channel(one) for one in draft.audience.channels]
        channels = [channel for channel in found if channel is not None]
        readers = [member for member in members.values() if member.colleague] if channels else []
        return previews.Reach(channels, directly, readers, await store.directory.group_handles())

    def _moments(self, draft: Message) -> list[datetime]:
        """The first instants at which *draft* is sent, if it is confirmed now."""
        now, schedule = self.house.now(), draft.schedule
        if isinstance(schedule, Now):
            return [now]
        if isinstance(schedule, Once):
            slot = schedule.next_after(now)
            return [slot.at if slot else now]
        found = [now]
        for _number in range(NEXT_SLOTS):
            found.append(schedule.next_after(found[-1]).at)
        return found[1:]
