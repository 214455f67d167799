"""News of goals on their way to a channel: put together when they leave; whoever updated hears what went wrong."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.deliveries import Delivery, Plan, Post, State, notice
from bot.domain.goals import Goal, Update
from handlers.house import House
from handlers.views import goals as views
from storage import Store

KIND = "goal"  # of a delivery
LATE = timedelta(hours=12)  # older news is none

REACHED = "reached"
TOLD = "update"


async def announce(store: Store, goal: Goal, update: Update, number: int, *, first: bool, tell: bool) -> None:
    """File what the goal's channel hears of *update*, which has that *number*: the celebration, or else the news."""
    if goal.channel and (first or tell):
        source = f"goal:{goal.id}:{REACHED if first else TOLD}"
        await store.deliveries.file(Plan(KIND, source, str(number), goal.channel, update.at, author=update.by))


async def compose(house: House, store: Store, delivery: Delivery) -> Post | None:
    """The news as of its own day, even if it leaves later; None if it has waited too long."""
    goal, update = await _goal(store, delivery), await store.goals.update(int(delivery.plan.slot))
    if goal is None or update is None:
        return None
    if house.now() - delivery.plan.due > LATE:
        word = views.too_old(goal, delivery.plan.recipient)
        await store.deliveries.file(notice(f"{delivery.id}:too_old", update.by, None, word, house.now()))
        return None
    reached = delivery.plan.source.endswith(f":{REACHED}")
    day = update.at.astimezone(house.zone).date()
    return (views.celebration if reached else views.told)(replace(goal, current=update.value), update, day)


async def follow(store: Store, delivery: Delivery) -> None:
    """Whoever updated a goal is told that its news could not be posted, or that nobody knows whether they were."""
    goal, author = await _goal(store, delivery), delivery.plan.author
    if delivery.state in (State.FAILED, State.UNCERTAIN) and goal is not None and author is not None:
        says = views.not_posted if delivery.state is State.FAILED else views.perhaps_posted
        word = says(goal, delivery.plan.recipient, delivery.reason)
        await store.deliveries.file(notice(f"{delivery.id}:{delivery.state}", author, None, word, delivery.plan.due))


async def _goal(store: Store, delivery: Delivery) -> Goal | None:
    return await store.goals.find(delivery.plan.source.split(":")[1])
