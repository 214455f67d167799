"""Listens for HR who ask something: ``/pulse`` with its form, its preview and the confirmation."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import pulses
from bot.domain.deliveries import notice
from bot.domain.ids import ChannelId
from bot.domain.members import Channel
from bot.domain.pulses import Pulse, State
from bot.domain.refusals import NotFound, Refused
from bot.domain.roles import Actor
from handlers import pulses_clock
from handlers.house import House, Payload, once
from handlers.pulses_listing import found, hr
from handlers.views import pulses as views
from handlers.views import pulses_ballot as ballots
from handlers.views import pulses_form as forms
from handlers.views import pulses_list as lists
from handlers.views import pulses_preview as previews
from handlers.views.pulses_form import Form
from storage import Store

DRAFT_KEPT = timedelta(days=1)


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    planning = Planning(house)
    app.command("/pulse")(planning.command)
    for action in (forms.START, forms.KIND, forms.ADD, forms.REMOVE):
        app.action(action)(planning.reshape)
    app.view(forms.FORM)(planning.preview)
    app.action(re.compile(rf"^{views.PREVIEW.vote}_\d+$"))(planning.try_press)
    app.action(views.PREVIEW.answer)(planning.try_form)
    app.view(ballots.TRIAL_BALLOT)(planning.try_send)
    app.view(previews.CONFIRM)(planning.confirm)


@dataclass(frozen=True, slots=True)
class Planning:
    """From ``/pulse`` to the confirmation."""

    house: House

    async def command(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """``/pulse`` opens the form, ``/pulse list`` the list."""
        typed = body.get("text", "").strip().lower()
        async with self.house.database.transaction() as store:
            await hr(self.house, store, body)
            channels = await _channels(store)
            listed = await store.pulses.in_state(*lists.LISTED, most=lists.MOST)
        if typed == "list":
            await client.views_open(trigger_id=body["trigger_id"], view=lists.listing(listed))
        elif not typed or typed == "new":
            form = forms.view(forms.begun(secrets.token_hex(5)), channels)
            await client.views_open(trigger_id=body["trigger_id"], view=form)
        else:
            await ack(text=lists.usage(), response_type="ephemeral")
            return
        await ack()

    async def reshape(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The form changes while it is filled in: another start, another kind, a question more or less."""
        async with self.house.database.transaction() as store:
            await hr(self.house, store, body)
            channels = await _channels(store)
        view = forms.view(_reshaped(forms.read(body["view"]), body["actions"][0]), channels)
        await client.views_update(view_id=body["view"]["id"], view=view)
        await ack()

    async def preview(self, ack: AsyncAck, body: Payload, view: Payload) -> None:
        """The form is checked and kept as a draft. Sending it twice keeps it once, so no key goes into the inbox."""
        form, now = forms.read(view), self.house.now()
        async with self.house.database.transaction() as store:
            actor = await hr(self.house, store, body)
            pulse = forms.pulse_of(form, actor.id, now)
            try:
                await self._check(store, pulse)
            except Refused as refusal:
                raise forms.mark(form, refusal) from None
            if not await store.pulses.draft(pulse):
                raise pulses.NotWaiting((await found(store, pulse.id)).state)
            await store.pulses.forget_drafts(now - DRAFT_KEPT)
        await ack(response_action="push", view=previews.preview(pulse))

    async def confirm(self, ack: AsyncAck, body: Payload, view: Payload) -> None:
        """It is opened now, or planned."""
        now = self.house.now()
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await hr(self.house, store, body)
            pulse = await _own(store, actor, view["private_metadata"])
            if pulse.state is not State.DRAFT:
                raise pulses.NotWaiting(pulse.state)
            if pulse.opens_at is not None and pulse.opens_at <= now:
                pulse = replace(pulse, opens_at=None)  # its time came while the preview was looked at
            await self._check(store, pulse)
            planned = pulse.opens_at is not None
            if planned:
                await store.pulses.move(pulse, State.PLANNED)
            else:
                await pulses_clock.start(self.house, store, pulse, now)
            told = previews.confirmed(replace(pulse, state=State.PLANNED if planned else State.OPEN))
            await store.deliveries.file(notice(f"pulse:{pulse.id}:confirmed", actor.id, None, told, now))
        await ack(response_action="clear")
        self.house.wake()

    async def _check(self, store: Store, pulse: Pulse) -> None:
        people = {one: member for one in pulse.people if (member := await store.directory.member(one))}
        channels: dict[ChannelId, Channel] = {}
        for one in pulse.channels:
            if channel := await store.directory.channel(one):
                channels[one] = channel
        pulses.check(pulse, people, channels, self.house.now())

    async def try_press(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A button of the preview: it shows what the real one would show."""
        pulse_id, _colon, raw = body["actions"][0]["value"].partition(":")
        pulse = await self._draft(body, pulse_id)
        if pulse.anonymous:
            view = ballots.ballot(pulse, (int(raw),), said=ballots.tried(), trial=True)
            await client.views_push(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def try_form(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The form, to look at."""
        pulse = await self._draft(body, body["actions"][0]["value"])
        view = ballots.ballot(pulse, None, said=ballots.tried(), trial=True)
        await client.views_push(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def try_send(self, ack: AsyncAck) -> None:
        """The form of the preview was sent: back to the preview."""
        await ack()

    async def _draft(self, body: Payload, pulse_id: str) -> Pulse:
        async with self.house.database.transaction() as store:
            return await _own(store, await hr(self.house, store, body), pulse_id)


async def _own(store: Store, actor: Actor, pulse_id: str) -> Pulse:
    """The pulse that *actor* is making. Raises NotFound, also for what is somebody else's."""
    pulse = await found(store, pulse_id)
    if pulse.author != actor.id:
        raise NotFound("pulse")
    return pulse


async def _channels(store: Store) -> list[Channel]:
    return [one for one in await store.directory.channels() if one.inside and not one.archived]


def _reshaped(form: Form, action: Payload) -> Form:
    match action["action_id"]:
        case forms.START:
            return forms.started(form, action["selected_option"]["value"])
        case forms.ADD:
            return forms.longer(form)
        case forms.REMOVE:
            return forms.shorter(form, int(action["value"]))
        case _:
            return form  # another kind is in the form already
