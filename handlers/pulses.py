"""Listens for answers to pulses.

Nothing here may tie a person to an answer, or say that a person answered: no key of what Slack sent goes into the inbox
(a ballot under the same token takes the place of the last one, so a repetition changes nothing), no row is written to
confirm, and the answer is taken out of the payload before anything can go wrong and be logged.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import pulses, questions
from bot.domain.ids import UserId
from bot.domain.pulses import Pulse
from bot.domain.questions import Answer, Raw
from bot.domain.refusals import NotFound
from handlers import pulses_clock, pulses_listing, pulses_planning
from handlers.house import House, Payload
from handlers.views import pulses as views
from handlers.views import pulses_ballot as ballots
from storage import Store

log = structlog.get_logger()

COURTESY_SECONDS = 1.5  # for saying thanks: the vote is kept already, and Slack waits three seconds for the ack


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt: votes first, for they come by the thousand and Bolt tries listeners in turn."""
    answering = Answering(house)
    app.action(re.compile(rf"^{views.VOTE}_\d+$"))(answering.press)
    app.action(views.ANSWER)(answering.open)
    app.view(ballots.BALLOT)(answering.submit)
    pulses_planning.register(app, house)
    pulses_listing.register(app, house)


@dataclass(frozen=True, slots=True)
class Answering:
    """What those do who are asked."""

    house: House

    async def press(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """One click is the whole answer. An open pulse shows it in its tally; an anonymous one must show it nowhere."""
        pulse_id, raw = ballots.take_press(body)
        pulse, answers, _before = await self._cast(body, pulse_id, [raw])
        if pulse.anonymous:
            await _thank(client, body, pulse, answers)
        await ack()

    async def open(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The form with all questions, and with what was answered before."""
        async with self.house.database.transaction() as store:
            pulse, token = await self._admit(store, body, body["actions"][0].get("value", ""))
            before = await store.ballots.find(pulse.id, token)
        await client.views_open(trigger_id=body["trigger_id"], view=ballots.ballot(pulse, before))
        await ack()

    async def submit(self, ack: AsyncAck, body: Payload) -> None:
        """The form was sent; it turns into the thanks."""
        pulse_id, raw = ballots.take_ballot(body)
        pulse, _answers, before = await self._cast(body, pulse_id, raw)
        await ack(response_action="update", view=ballots.thanks(pulse, changed=before is not None))

    async def _cast(
        self, body: Payload, pulse_id: str, raw: Sequence[Raw]
    ) -> tuple[Pulse, tuple[Answer, ...], tuple[Answer, ...] | None]:
        """Keep a ballot; return the pulse, the answers, and those that they replace."""
        async with self.house.database.transaction() as store:
            pulse, token = await self._admit(store, body, pulse_id)
            answers = questions.read(pulse.questions, raw)
            before = await store.ballots.cast(pulse.id, token, answers, counted=not pulse.anonymous)
            if not pulse.anonymous:
                await store.deliveries.redraw(pulses_clock.KIND, pulse.id, self.house.now())
        if not pulse.anonymous:
            self.house.wake()
        return pulse, answers, before

    async def _admit(self, store: Store, body: Payload, pulse_id: str) -> tuple[Pulse, bytes]:
        """The pulse and the person's token. Raises the refusal of whoever may not answer it, or not now."""
        person = await self.house.colleague(store, body)
        pulse = await store.pulses.find(pulse_id)
        if pulse is None:
            raise NotFound("pulse")
        pulses.check_answer(pulse, invited=await self._invited(store, pulse, person.id), now=self.house.now())
        token = await store.ballots.token(pulse.id, self.house.team, person.id, self.house.secret)
        if token is None:
            raise pulses.KeyGone
        return pulse, token

    async def _invited(self, store: Store, pulse: Pulse, person: UserId) -> bool:
        return bool(pulse.channels) or await store.pulses.invited(pulse.id, person)


async def _thank(client: AsyncWebClient, body: Payload, pulse: Pulse, answers: Sequence[Answer]) -> None:
    """Say that it was counted, in a form in which it can be changed: it leaves no row, as a message would.

    In a storm Slack lets only some of these through (views.open: about 100 a minute), and that is no reason to fail.
    """
    view = ballots.ballot(pulse, answers, said=ballots.counted(pulse))
    try:
        async with asyncio.timeout(COURTESY_SECONDS):
            await client.views_open(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as refusal:
        log.info("thanks_not_shown", reason=str(refusal.response.get("error", "unknown_error")))
    except (ClientError, TimeoutError, OSError) as error:
        log.info("thanks_not_shown", reason=type(error).__name__)
