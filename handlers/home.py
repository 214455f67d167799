"""Home: opened by a person, drawn by the sender from what the store holds then."""

from dataclasses import dataclass
from datetime import timedelta

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.deliveries import Drawing, State
from bot.domain.goals import may_write
from bot.domain.ids import UserId
from bot.domain.roles import Actor, Role, roles_of
from handlers.house import House, Payload, once
from handlers.views import goals, messages, pulses, shoutouts
from handlers.views import home as views
from handlers.views.texts import Block
from storage import Store

AHEAD = timedelta(days=14)  # how far Home looks into the plan
BACK = timedelta(days=14)  # and back at what did not arrive


def register(app: AsyncApp, house: House) -> None:
    """Join the listener to Bolt."""

    async def opened(ack: AsyncAck, body: Payload, event: Payload) -> None:
        if event.get("tab") == "home":
            async with house.database.transaction(once=once(body)) as store:
                await store.deliveries.redraw("home", event["user"], house.now())
            house.wake()
        await ack()

    app.event("app_home_opened")(opened)


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws anybody's Home."""

    house: House

    async def __call__(self, store: Store, key: str) -> Drawing | None:
        """The call that publishes the Home of the person *key*; None for somebody who has none."""
        user = UserId(key)
        member = await store.directory.member(user)
        if member is None or member.left or member.bot or member.outsider:
            return None
        if member.guest:
            return Drawing("views.publish", {"user_id": user, "view": views.visitor()})
        roles = roles_of(user, self.house.roles, await store.directory.groups_of(user))
        actor = Actor(member, roles)
        parts = [
            await self._pulses(store, actor),
            await self._messages(store, actor),
            await self._goals(store, actor),
            await self._shoutouts(store, actor),
        ]
        if Role.HR in roles:
            since = self.house.now() - BACK
            lost = await store.deliveries.in_state((State.FAILED, State.UNCERTAIN), since=since)
            parts.insert(0, views.failed([one for one in lost if one.plan.kind != "notice"]))
        if Role.ADMIN in roles:
            parts.insert(0, views.missing(await store.directory.sync_errors()))
        return Drawing("views.publish", {"user_id": user, "view": views.page(member, *parts)})

    async def _pulses(self, store: Store, actor: Actor) -> list[Block]:
        there = await store.pulses.open_for(actor.id, self.house.now())
        team, secret = self.house.team, self.house.secret
        answered = {one.id for one in there if await store.ballots.answered(one.id, team, actor.id, secret)}
        return pulses.home(there, answered)

    async def _messages(self, store: Store, actor: Actor) -> list[Block]:
        coming = await store.messages.coming(self.house.now() + AHEAD)
        titles = {goal.id: goal.title for goal in await store.goals.all()}
        public = {channel.id for channel in await store.directory.channels() if not channel.private}
        return messages.home(coming, titles, public, hr=Role.HR in actor.roles)

    async def _goals(self, store: Store, actor: Actor) -> list[Block]:
        there = await store.goals.all()
        mine = {goal.id for goal in there if may_write(goal, actor)}
        today = self.house.now().astimezone(self.house.zone).date()
        return goals.home(there, today, mine=mine, hr=Role.HR in actor.roles)

    async def _shoutouts(self, store: Store, actor: Actor) -> list[Block]:
        received = await store.shoutouts.received(actor.id, most=3)
        counts = await store.shoutouts.count_received(actor.id), await store.shoutouts.count_given(actor.id)
        return shoutouts.home(received, *counts)
