"""Listens for HR in the list of pulses: open now, close now, cancel, see the results."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import pulses
from bot.domain.pulses import Pulse, State
from bot.domain.refusals import NotFound
from bot.domain.roles import Actor, Role
from handlers import pulses_clock
from handlers.house import House, Payload, once
from handlers.views import pulses_list as lists
from storage import Store

log = structlog.get_logger()


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    listing = Listing(house)
    app.action(lists.OPEN)(listing.open)
    app.action(lists.CLOSE)(listing.close)
    app.action(lists.CANCEL)(listing.cancel)
    app.action(lists.SEE)(listing.see)


async def hr(house: House, store: Store, body: Payload) -> Actor:
    """Whoever did this, if they are HR. Raises NotAllowed, also for admins: results are not theirs to see."""
    actor = await house.actor(store, body)
    actor.must_be(Role.HR)
    return actor


async def found(store: Store, pulse_id: str) -> Pulse:
    """The pulse. Raises NotFound."""
    pulse = await store.pulses.find(pulse_id)
    if pulse is None:
        raise NotFound("pulse")
    return pulse


@dataclass(frozen=True, slots=True)
class Listing:
    """What HR does in the list."""

    house: House

    async def open(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Open a planned one before its time."""
        await self._act(body, client, self._open, lists.opened)
        await ack()

    async def close(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Close an open one; the clock's next tick publishes."""
        await self._act(body, client, self._close, lists.closed)
        await ack()

    async def cancel(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Never open a planned one."""
        await self._act(body, client, self._cancel, lists.cancelled)
        await ack()

    async def see(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A closed one's results, on top of the list."""
        async with self.house.database.transaction() as store:
            await hr(self.house, store, body)
            pulse = await found(store, body["actions"][0]["value"])
            results = await store.pulses.results(pulse.id) if pulse.state is State.CLOSED else None
        if results is None:
            raise NotFound("pulse")
        await client.views_push(trigger_id=body["trigger_id"], view=lists.results(pulse, results))
        await ack()

    async def _open(self, store: Store, pulse: Pulse) -> None:
        if pulse.state is not State.PLANNED:
            raise pulses.NotWaiting(pulse.state)
        await pulses_clock.start(self.house, store, pulse, self.house.now())

    async def _close(self, store: Store, pulse: Pulse) -> None:
        now = self.house.now()
        pulses.check_open(pulse, now)
        await pulses_clock.stop(store, pulse, now)

    async def _cancel(self, store: Store, pulse: Pulse) -> None:
        if pulse.state is not State.PLANNED:
            raise pulses.NotWaiting(pulse.state)
        await store.pulses.move(pulse, State.CANCELLED)

    async def _act(
        self,
        body: Payload,
        client: AsyncWebClient,
        act: Callable[[Store, Pulse], Awaitable[None]],
        said: Callable[[Pulse], str],
    ) -> None:
        """Do *act* with the pulse that the button is about, and show the list as it is then."""
        async with self.house.database.transaction(once=once(body)) as store:
            await hr(self.house, store, body)
            pulse = await found(store, body["actions"][0]["value"])
            await act(store, pulse)
            listed = await store.pulses.in_state(*lists.LISTED, most=lists.MOST)
        self.house.wake()
        try:
            await client.views_update(view_id=body["view"]["id"], view=lists.listing(listed, said=said(pulse)))
        except SlackApiError as refusal:  # the list was closed meanwhile; what was asked for is done
            log.info("list_not_shown", reason=str(refusal.response.get("error", "unknown_error")))
