"""Sends messages when their time has come: plans deliveries, composes them, tells the author what went wrong."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain import messages
from bot.domain.deliveries import Delivery, Plan, Post, State, notice
from bot.domain.ids import UserId
from bot.domain.messages import Content, Kind, Message
from bot.domain.recurrence import Recurrence, UnknownZone
from handlers.house import House
from handlers.views import messages as views
from handlers.views import messages_said as said
from handlers.views.goals import progress
from storage import Store

log = structlog.get_logger()

PLAIN = ":plain"  # behind the slot of a second try, without charts
AGAIN = "sent_again_without_chart"  # why the first one counts as skipped
GATHER = timedelta(seconds=5)  # the author of a message to many hears of its failures in one word, not in many


async def tick(house: House, now: datetime) -> bool:
    """Plan what is due, a slot in a transaction; say whether anything was."""
    filed = False
    while True:
        async with house.database.transaction() as store:
            message = await store.messages.due(now)
            if message is None or not await take(store, message, now):
                return filed
        filed = True


async def take(store: Store, message: Message, now: datetime) -> bool:
    """File a delivery for everybody who gets the next slot of *message*, or note why it is skipped, and move on.

    False if somebody else did so before.
    """
    try:
        step = messages.step(message, now)
    except (UnknownZone, OverflowError):
        await _hold(store, message, now)
        return True
    if not await store.messages.advance(message, messages.moved_on(message, step)):
        return False
    to = await recipients(store, message)
    plan = Plan("message", message.source, step.slot.key, "", step.slot.at, author=message.author)
    plans = [replace(plan, recipient=recipient) for recipient in to or message.audience.groups]
    if step.reason or not to:
        for skipped in plans:
            await store.deliveries.skip(skipped, step.reason or "nobody")
    else:
        await store.deliveries.file(*plans)
    log.info("slot_taken", message=message.id, slot=step.slot.key, recipients=len(to), skipped=step.reason)
    if step.reason == "too_late" or (not step.reason and not to):
        says = said.missed if step.reason else said.nobody
        word = says(message, await titles(store, message), step.slot, step.after)
        await store.deliveries.file(notice(f"{message.source}:{step.slot.key}", message.author, None, word, now))
    return True


async def _hold(store: Store, message: Message, now: datetime) -> None:
    """Pause what has no next moment that could be worked out, lest it stop everything that is due after it."""
    log.exception("slot_unknown", message=message.id)
    await store.messages.keep(messages.paused(message), now)
    word = said.held(message, await titles(store, message))
    await store.deliveries.file(notice(f"{message.source}:{message.version}:held", message.author, None, word, now))


async def recipients(store: Store, message: Message) -> tuple[str, ...]:
    """Everybody who gets *message* now."""
    people = {member.id: member for member in await store.directory.members()} if message.audience.groups else {}
    return messages.recipients(message.audience, await store.directory.groups(), people)


async def titles(store: Store, *some: Message) -> dict[str, str]:
    """The titles of the goals that messages are about, by the goals' ids."""
    found = [await store.goals.find(goal) for goal in {one.content.goal for one in some if one.content.goal}]
    return {goal.id: goal.title for goal in found if goal is not None}


async def composed(house: House, store: Store, content: Content, *, charts: bool = True) -> Post | None:
    """What people get, as it stands now; None if the goal that it is about is closed."""
    if content.kind is Kind.BRAND:
        return views.post(content)
    goal = await store.goals.find(content.goal)
    if goal is None or goal.closed:
        return None
    today = house.now().astimezone(house.zone).date()
    updates = await store.goals.updates(goal.id)
    return views.post(content, progress(goal, updates, today, house.zone, charts=charts))


async def compose(house: House, store: Store, delivery: Delivery) -> Post | None:
    """A message at the moment of sending: as last edited, to whoever is still to get it, with today's progress."""
    message = await store.messages.find(_message_id(delivery))
    if message is None or message.state not in (messages.State.PLANNED, messages.State.DONE):
        return None
    if not await _still_gets(store, message, delivery.plan.recipient):
        return None
    key = f"{message.source}:{_slot(delivery)}"
    if messages.overdue(message, delivery.plan.due, house.now()):
        word = said.overdue(message, await titles(store, message), delivery.plan.due)
        await store.deliveries.file(notice(f"{key}:overdue", message.author, None, word, house.now()))
        return None
    post = await composed(house, store, message.content, charts=_with_charts(delivery))
    if post is None:
        word = said.goal_gone(isinstance(message.schedule, Recurrence))
        await store.deliveries.file(notice(key, message.author, None, word, house.now()))
    return post


async def _still_gets(store: Store, message: Message, recipient: str) -> bool:
    audience = message.audience
    if recipient in (*audience.channels, *audience.people):
        return True
    return not (await store.directory.groups_of(UserId(recipient))).isdisjoint(audience.groups)


async def look(store: Store, message: Message, person: UserId, now: datetime) -> None:
    """Send *message* to *person* alone, at once."""
    plan = Plan("message_look", f"message_look:{message.id}", str(uuid.uuid4()), person, now, author=person)
    await store.deliveries.file(plan)


async def compose_look(house: House, store: Store, delivery: Delivery) -> Post | None:
    """A message as its author sees it beforehand, in whatever state it is."""
    message = await store.messages.find(_message_id(delivery))
    if message is None:
        return None
    post = await composed(house, store, message.content, charts=_with_charts(delivery))
    return views.trial(post or said.goal_gone(isinstance(message.schedule, Recurrence)))


async def follow(house: House, store: Store, delivery: Delivery) -> None:
    """Plan a word to the author about what did not arrive; failures that come soon after one another share it."""
    plan, lost = delivery.plan, (State.FAILED, State.UNCERTAIN)
    if delivery.state not in lost or plan.author is None or await _tried_again(house, store, delivery):
        return
    source = f"message_failure:{plan.source}:{_slot(delivery)}"
    words = await store.deliveries.of(source)
    if any(word.state is State.PENDING for word in words):
        return
    slot = await _filed(store, plan.source, _slot(delivery))
    on_the_way = any(one.state in (State.PENDING, State.LEASED, State.SENDING) for one in slot)
    due = house.now() + (GATHER if on_the_way else timedelta())
    await store.deliveries.file(Plan("message_failure", source, str(len(words)), plan.author, due))


async def _tried_again(house: House, store: Store, delivery: Delivery) -> bool:
    """Send a goal message whose chart Slack refused once more without it: charts are new to Slack (SLACK.md §4).

    The first try then counts as skipped. False if there is nothing to leave out.
    """
    message = await store.messages.find(_message_id(delivery))
    chart = message is not None and message.content.kind is Kind.GOAL and _with_charts(delivery)
    if not chart or delivery.state is not State.FAILED or delivery.reason != "invalid_blocks":
        return False
    await store.deliveries.move(delivery, State.SKIPPED, now=house.now(), reason=AGAIN)
    await store.deliveries.file(replace(delivery.plan, slot=delivery.plan.slot + PLAIN))
    return True


async def compose_failure(store: Store, delivery: Delivery) -> Post | None:
    """All that is known by now of what did not arrive."""
    _failure, kind, message_id, slot = delivery.plan.source.split(":", 3)
    message = await store.messages.find(message_id)
    if message is None:
        return None
    ended = await _filed(store, f"{kind}:{message_id}", slot)
    return said.failure(message, await titles(store, message), ended)


async def _filed(store: Store, source: str, slot: str) -> list[Delivery]:
    """All that was filed for one moment of a message, each place once."""
    first, plain = [await store.deliveries.in_slot(source, one) for one in (slot, slot + PLAIN)]
    return [one for one in first if one.reason != AGAIN] + plain


def _slot(delivery: Delivery) -> str:
    return delivery.plan.slot.removesuffix(PLAIN)


def _with_charts(delivery: Delivery) -> bool:
    return not delivery.plan.slot.endswith(PLAIN)


def _message_id(delivery: Delivery) -> str:
    return delivery.plan.source.partition(":")[2]
