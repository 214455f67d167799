"""What pulses do by themselves: open, close, draw the tally, publish. Every step may be repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import SystemRandom

import structlog

from bot.domain.deliveries import Delivery, Drawing, Plan, Post, notice
from bot.domain.deliveries import State as Sent
from bot.domain.ids import DeliveryId
from bot.domain.pulses import Pulse, State
from bot.domain.results import Results, results, tallied
from handlers.house import House
from handlers.views import pulses as views
from handlers.views import pulses_preview, pulses_results
from storage import Store

log = structlog.get_logger()

PATIENCE = timedelta(minutes=10)  # in which whatever holds the file should have let go of it

KIND = "pulse"  # of a delivery, and of the redraw of all of a pulse's posts
POST = "pulse_post"  # of the redraw of one of them

# The slots of a pulse's deliveries.
ASK = "ask"
RESULT = "result"
PLAIN_RESULT = "result without charts"


async def tick(house: House, now: datetime) -> bool:
    """Open what is to open, close what is to close, and finish what was closing when the bot stopped."""
    async with house.database.transaction() as store:
        due = await store.pulses.due(now)
    filed = False
    for pulse in due:
        try:
            filed = await _step(house, pulse, now) or filed
        except Exception:  # the others must not wait for one that cannot be helped
            log.exception("pulse_stumbled", pulse=pulse)
    return filed


async def _step(house: House, pulse_id: str, now: datetime) -> bool:
    async with house.database.transaction() as store:
        pulse = await store.pulses.find(pulse_id)
    if pulse is None:
        return False
    if pulse.state is State.PLANNED:
        async with house.database.transaction() as store:
            if pulse.closes_at is not None and pulse.closes_at <= now:
                return await _miss(store, pulse, now)
            return await start(house, store, pulse, now)
    if pulse.state is State.OPEN:
        async with house.database.transaction() as store:
            if not await stop(store, pulse, now):
                return False
        pulse = replace(pulse, state=State.CLOSING, closed_at=now)
    return await _finish(house, pulse, now)


async def start(house: House, store: Store, pulse: Pulse, now: datetime) -> bool:
    """Open *pulse*: draw its key, freeze its list, file its posts. False if somebody else was there first."""
    if not await store.pulses.move(pulse, State.OPEN, opens_at=now):
        return False
    await store.ballots.new_key(pulse.id, house.secret)
    invited = [one for one in pulse.people if (member := await store.directory.member(one)) and member.colleague]
    await store.pulses.invite(pulse.id, invited)
    for recipient in (*pulse.channels, *invited):
        await store.deliveries.file(_plan(pulse, ASK, recipient, now))
    log.info("pulse_opened", pulse=pulse.id, anonymous=pulse.anonymous)
    return True


async def _miss(store: Store, pulse: Pulse, now: datetime) -> bool:
    """Never ask what could no longer be answered, and say so. False if somebody else was there first."""
    if not await store.pulses.move(pulse, State.CANCELLED):
        return False
    word = pulses_preview.missed(pulse)
    await store.deliveries.file(notice(f"{source(pulse)}:missed", pulse.author, None, word, now))
    log.warning("pulse_missed", pulse=pulse.id)
    return True


async def stop(store: Store, pulse: Pulse, now: datetime) -> bool:
    """Take no more answers: from this commit on. False if somebody else was there first."""
    return await store.pulses.move(pulse, State.CLOSING, closed_at=now)


async def _finish(house: House, pulse: Pulse, now: datetime) -> bool:
    """Compute what may be shown, delete what it was computed from, and only then publish.

    A crash leaves the pulse closing, and the next tick goes on from there: results are computed once, in the same
    transaction that deletes ballots and key, and what is filed twice is filed once. So it is while somebody who reads
    the file keeps deleted ballots in its log: nothing is published before they are gone.
    """
    async with house.database.transaction() as store:
        if await store.pulses.results(pulse.id) is None:
            ballots, shuffle = await store.ballots.all(pulse.id), SystemRandom().shuffle
            found = results(pulse.questions, ballots, anonymous=pulse.anonymous, shuffle=shuffle)
            await store.pulses.keep_results(pulse.id, found)
            await store.ballots.destroy(pulse.id)
    if not await house.database.checkpoint():
        _complain(pulse, now)
        return False
    async with house.database.transaction() as store:
        if not await store.pulses.move(pulse, State.CLOSED):
            return False
        await store.deliveries.cancel(source(pulse), "closed")
        for recipient in (*pulse.channels, *await store.pulses.invitations(pulse.id), pulse.author):
            await store.deliveries.file(_plan(pulse, RESULT, recipient, now))
        await store.deliveries.redraw(KIND, pulse.id, now)
    log.info("pulse_closed", pulse=pulse.id)
    return True


def _complain(pulse: Pulse, now: datetime) -> None:
    """Once a minute, by the clock that ticks every second, for no tick remembers the last one."""
    if pulse.closed_at is not None and now - pulse.closed_at >= PATIENCE and now.second == 0:
        log.warning("pulse_cannot_publish", pulse=pulse.id, reason="the database file is held by a reader")


def source(pulse: Pulse) -> str:
    """Under which name the ledger has a pulse's posts."""
    return f"pulse:{pulse.id}"


def _plan(pulse: Pulse, slot: str, recipient: str, now: datetime) -> Plan:
    return Plan(KIND, source(pulse), slot, recipient, now, author=pulse.author)


async def _pulse(store: Store, delivery: Delivery) -> Pulse | None:
    return await store.pulses.find(delivery.plan.source.removeprefix("pulse:"))


async def compose(store: Store, delivery: Delivery) -> Post | None:
    """A pulse's post as it is to look when it leaves."""
    pulse = await _pulse(store, delivery)
    if pulse is None:
        return None
    if delivery.plan.slot == ASK:
        return views.ask(pulse, await _live(store, pulse)) if pulse.state is State.OPEN else None
    found = await store.pulses.results(pulse.id)
    if found is None:
        return None
    return pulses_results.announcement(pulse, found, charts=delivery.plan.slot == RESULT)


async def _live(store: Store, pulse: Pulse) -> Results | None:
    """What everybody may see of an open pulse; nothing of an anonymous one."""
    if pulse.anonymous:
        return None
    return await store.pulses.results(pulse.id) or tallied(pulse.questions, await store.ballots.tally(pulse.id))


@dataclass(frozen=True, slots=True)
class Spreader:
    """Draws all of a pulse's posts anew, each by a redraw of its own.

    A vote asks for one redraw whatever the number of posts; this turns it into one for each, once a second at most.
    """

    house: House

    async def __call__(self, store: Store, key: str) -> Drawing | None:
        """File the redraws of the pulse *key*; there is nothing to call for the pulse itself."""
        for delivery in await store.deliveries.of(f"pulse:{key}"):
            if delivery.plan.slot == ASK and delivery.ts is not None:
                await store.deliveries.redraw(POST, delivery.id, self.house.now())
        return None


async def paint(store: Store, key: str) -> Drawing | None:
    """One post of a pulse, as the pulse stands now."""
    delivery = await store.deliveries.find(DeliveryId(key))
    pulse = None if delivery is None else await _pulse(store, delivery)
    if delivery is None or delivery.ts is None or pulse is None:
        return None
    post = views.ask(pulse, await _live(store, pulse))
    where: Mapping[str, object] = {"channel": delivery.channel, "ts": delivery.ts}
    return Drawing("chat.update", {**where, "text": post.text, "blocks": list(post.blocks)})


async def follow(store: Store, delivery: Delivery) -> None:
    """A post that left while the pulse changed is drawn anew; of one that did not arrive the author is told."""
    pulse = await _pulse(store, delivery)
    if pulse is None:
        return
    plan = delivery.plan
    if delivery.state is Sent.SENT and plan.slot == ASK:
        live = await _live(store, pulse)
        if pulse.state is not State.OPEN or (live is not None and live.n):
            await store.deliveries.redraw(POST, delivery.id, plan.due)
    if delivery.state not in (Sent.FAILED, Sent.UNCERTAIN):
        return
    if delivery.state is Sent.FAILED and plan.slot == RESULT and delivery.reason == "invalid_blocks":
        # Charts are new to Slack (SLACK.md §4): where they are not taken, the bars are.
        await store.deliveries.file(replace(plan, slot=PLAIN_RESULT))
        return
    told = pulses_preview.not_arrived(pulse, delivery)
    await store.deliveries.file(notice(f"{delivery.id}:{delivery.state}", pulse.author, None, told, plan.due))
