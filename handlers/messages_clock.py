"""Sends messages when their time has come: plans deliveries, composes them, tells the author what went wrong."""

import uuid
from datetime import datetime, timedelta

import structlog

from bot.domain import messages
from bot.domain.deliveries import Delivery, Plan, Post, State, notice
from bot.domain.ids import UserId
from bot.domain.messages import Content, Kind, Message
from bot.domain.recurrence import Recurrence
from handlers.house import House
from handlers.views import messages as views
from handlers.views import messages_said as said
from handlers.views.goals import progress
from storage import Store

log = structlog.get_logger()

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
    step = messages.step(message, now)
    if not await store.messages.advance(message, messages.moved_on(message, step)):
        return False
    to = await recipients(store, message)
    for recipient in to or message.audience.groups:
        plan = Plan("message", message.source, step.slot.key, recipient, step.slot.at, author=message.author)
        if step.reason or not to:
            await store.deliveries.skip(plan, step.reason or "nobody")
        else:
            await store.deliveries.file(plan)
    log.info("slot_taken", message=message.id, slot=step.slot.key, recipients=len(to), skipped=step.reason)
    if step.reason == "too_late" or (not step.reason and not to):
        word = (said.missed if step.reason else said.nobody)(message, await titles(store, message), step)
        await store.deliveries.file(notice(f"{message.source}:{step.slot.key}", message.author, None, word, now))
    return True


async def recipients(store: Store, message: Message) -> tuple[str, ...]:
    """Everybody who gets *message* now."""
    people = {member.id: member for member in await store.directory.members()} if message.audience.groups else {}
    return messages.recipients(message.audience, await store.directory.groups(), people)


async def titles(store: Store, *some: Message) -> dict[str, str]:
    """The titles of the goals that messages are about, by the goals' ids."""
    found = [await store.goals.find(goal) for goal in {one.content.goal for one in some if one.content.goal}]
    return {goal.id: goal.title for goal in found if goal is not None}


async def composed(house: House, store: Store, content: Content) -> Post | None:
    """What people get, as it stands now; None if the goal that it is about is closed."""
    if content.kind is Kind.BRAND:
        return views.post(content)
    goal = await store.goals.find(content.goal)
    if goal is None or goal.closed:
        return None
    today = house.now().astimezone(house.zone).date()
    return views.post(content, progress(goal, await store.goals.updates(goal.id), today, house.zone))


async def compose(house: House, store: Store, delivery: Delivery) -> Post | None:
    """A message at the moment of sending: as last edited, to whoever is still to get it, with today's progress."""
    message = await store.messages.find(_message_id(delivery))
    if message is None or message.state not in (messages.State.PLANNED, messages.State.DONE):
        return None
    if not await _still_gets(store, message, delivery.plan.recipient):
        return None
    post = await composed(house, store, message.content)
    if post is None:
        word, key = said.goal_gone(isinstance(message.schedule, Recurrence)), f"{message.source}:{delivery.plan.slot}"
        await store.deliveries.file(notice(key, message.author, None, word, house.now()))
    return post


async def _still_gets(store: Store, message: Message, recipient: str) -> bool:
    audience = message.audience
    if recipient in (*audience.channels, *audience.people):
        return True
    groups = await store.directory.groups()
    return any(recipient in groups.get(group, ()) for group in audience.groups)


async def look(store: Store, message: Message, person: UserId, now: datetime) -> None:
    """Send *message* to *person* alone, at once."""
    plan = Plan("message_look", f"message_look:{message.id}", str(uuid.uuid4()), person, now, author=person)
    await store.deliveries.file(plan)


async def compose_look(house: House, store: Store, delivery: Delivery) -> Post | None:
    """A message as its author sees it beforehand, in whatever state it is."""
    message = await store.messages.find(_message_id(delivery))
    if message is None:
        return None
    post = await composed(house, store, message.content)
    return views.trial(post or said.goal_gone(isinstance(message.schedule, Recurrence)))


async def follow(house: House, store: Store, delivery: Delivery) -> None:
    """Plan a word to the author about what did not arrive; failures that come soon after one another share it."""
    plan, lost = delivery.plan, (State.FAILED, State.UNCERTAIN)
    if delivery.state not in lost or plan.author is None:
        return
    source = f"message_failure:{plan.source}:{plan.slot}"
    words = await store.deliveries.of(source)
    if any(word.state is State.PENDING for word in words):
        return
    slot = await store.deliveries.in_slot(plan.source, plan.slot)
    on_the_way = any(one.state in (State.PENDING, State.LEASED, State.SENDING) for one in slot)
    due = house.now() + (GATHER if on_the_way else timedelta())
    await store.deliveries.file(Plan("message_failure", source, str(len(words)), plan.author, due))


async def compose_failure(store: Store, delivery: Delivery) -> Post | None:
    """All that is known by now of what did not arrive."""
    _failure, kind, message_id, slot = delivery.plan.source.split(":", 3)
    message = await store.messages.find(message_id)
    if message is None:
        return None
    ended = await store.deliveries.in_slot(f"{kind}:{message_id}", slot)
    return said.failure(message, await titles(store, message), ended)


def _message_id(delivery: Delivery) -> str:
    return delivery.plan.source.partition(":")[2]
