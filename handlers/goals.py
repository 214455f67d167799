"""Listens for goals: ``/goals``, the list, the forms behind its buttons."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import goals
from bot.domain.deliveries import notice
from bot.domain.goals import Goal, Update
from bot.domain.roles import Actor, Role
from handlers import goals_news
from handlers.house import House, Payload, once
from handlers.modals import redraw
from handlers.views import goals as views
from handlers.views import goals_form as forms
from handlers.views import goals_list as lists
from handlers.views import goals_said as said
from storage import Store


def register(app: AsyncApp, house: House) -> None:
    """Join the listeners to Bolt."""
    listeners = Listeners(house)
    app.command("/goals")(listeners.command)
    app.action(views.HOME)(listeners.see)
    app.action(lists.BACK)(listeners.turn)
    app.action(lists.NEXT)(listeners.turn)
    app.action(views.NEW)(listeners.ask_new)
    app.action(views.UPDATE)(listeners.ask_update)
    app.action(views.EDIT)(listeners.ask_edit)
    app.action(views.CLOSE)(listeners.close)
    app.view(forms.NEW_FORM)(listeners.submit_new)
    app.view(forms.EDIT_FORM)(listeners.submit_edit)
    app.view(forms.UPDATE_FORM)(listeners.submit_update)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What people do about goals."""

    house: House

    async def command(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """``/goals`` shows the list, ``/goals new`` the form."""
        match body.get("text", "").strip().casefold():
            case "" | "list":
                await self.see(ack, body, client)
            case "new":
                await self.ask_new(ack, body, client)
            case _:
                async with self.house.database.transaction() as store:
                    await self.house.actor(store, body)
                await ack(text=views.usage(), response_type="ephemeral")

    async def see(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """The list."""
        async with self.house.database.transaction() as store:
            listing = await self._listing(store, await self.house.actor(store, body))
        await client.views_open(trigger_id=body["trigger_id"], view=listing)
        await ack()

    async def turn(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Another page of the list."""
        page = int(body["actions"][0]["value"])
        async with self.house.database.transaction() as store:
            listing = await self._listing(store, await self.house.actor(store, body), page)
        await redraw(client, body["view"]["id"], listing)
        await ack()

    async def ask_new(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """HR wants a new goal."""
        async with self.house.database.transaction() as store:
            (await self.house.actor(store, body)).must_be(Role.HR)
        await _show(client, body, forms.new_form(_page(body)))
        await ack()

    async def ask_edit(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Somebody wants to change what a goal is."""
        async with self.house.database.transaction() as store:
            goal = await self._writable(store, await self.house.actor(store, body), body["actions"][0]["value"])
        await _show(client, body, forms.edit_form(goal, _page(body)))
        await ack()

    async def ask_update(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Somebody has a new value."""
        async with self.house.database.transaction() as store:
            goal = await self._writable(store, await self.house.actor(store, body), body["actions"][0]["value"])
            updates = await store.goals.updates(goal.id)
            channel = await store.directory.channel(goal.channel) if goal.channel else None
        name = channel.name if channel else ""
        form = forms.update_form(goal, updates, name, self._today(), self.house.zone, _page(body))
        await _show(client, body, form)
        await ack()

    async def close(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """Off the list, for everybody."""
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            goal = await self._writable(store, actor, body["actions"][0]["value"])
            await store.goals.keep(replace(goal, closed_at=self.house.now()))
            await store.deliveries.redraw("home", actor.id, self.house.now())
            listing = await self._listing(store, actor, _page(body), said.closed(goal))
        if body.get("view", {}).get("type") == "modal":
            await redraw(client, body["view"]["id"], listing)
        await ack()
        self.house.wake()

    async def submit_new(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A new goal is set."""
        wish, now, today = forms.read_form(body["view"]), self.house.now(), self._today()
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            actor.must_be(Role.HR)
            goal = goals.drafted(wish, str(uuid.uuid4()), actor.id, now, today)
            await self._keep(store, actor, goal, None)
            if goal.current != goal.start:
                await store.goals.record(Update(goal.id, goal.current, said.first_why(), actor.id, now))
            listing = await self._listing(store, actor, _page(body), said.kept(goal))
        await self._answer(ack, body, client, listing)

    async def submit_edit(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A goal is changed."""
        wish = forms.read_form(body["view"])
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            origin = forms.origin_of(body["view"])
            before = await self._writable(store, actor, origin.goal)
            goals.must_be_as_seen(before, origin.seen)
            goal = goals.edited(before, wish)
            await self._keep(store, actor, goal, before)
            listing = await self._listing(store, actor, _page(body), said.kept(goal))
        await self._answer(ack, body, client, listing)

    async def submit_update(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A goal has a new value, with its reason; the channel hears of it as wished, and once if it is reached."""
        now = self.house.now()
        async with self.house.database.transaction(once=once(body)) as store:
            actor = await self.house.actor(store, body)
            before = await self._writable(store, actor, forms.origin_of(body["view"]).goal)
            value, why, tell = forms.read_update(body["view"], before.unit)
            update = Update(before.id, value, why, actor.id, now)
            goal = goals.updated(before, update)
            number = await store.goals.record(update)
            await store.deliveries.redraw("home", actor.id, now)
            first = goal.reached and await store.goals.reach(goal.id, now)
            await goals_news.announce(store, goal, update, number, first=first, tell=tell)
            listing = await self._listing(store, actor, _page(body), said.updated(goal, first=first, tell=tell))
        await self._answer(ack, body, client, listing)

    async def _keep(self, store: Store, actor: Actor, goal: Goal, before: Goal | None) -> None:
        """Check and store; a new owner is told, unless it was they who did it."""
        owner = await store.directory.member(goal.owner)
        channel = await store.directory.channel(goal.channel) if goal.channel else None
        goals.check(goal, before, owner, channel, self._today())
        await store.goals.keep(goal)
        await store.deliveries.redraw("home", actor.id, self.house.now())
        if goal.owner != actor.id and (before is None or before.owner != goal.owner):
            word, key = views.owned(goal, actor.id), f"goal:{goal.id}:owner:{uuid.uuid4()}"
            await store.deliveries.file(notice(key, goal.owner, None, word, self.house.now()))

    async def _writable(self, store: Store, actor: Actor, goal_id: str) -> Goal:
        """An open goal that *actor* may write. Raises NotFound or NotYourGoal."""
        goal = goals.open_one(await store.goals.find(goal_id))
        goals.must_write(goal, actor)
        return goal

    async def _listing(self, store: Store, actor: Actor, page: int = 0, said: str = "") -> Payload:
        return lists.listing(
            await store.goals.all(),
            await store.goals.latest(),
            self._today(),
            self.house.zone,
            writes=lambda goal: goals.may_write(goal, actor),
            hr=Role.HR in actor.roles,
            page=page,
            said=said,
        )

    async def _answer(self, ack: AsyncAck, body: Payload, client: AsyncWebClient, listing: Payload) -> None:
        """Close the form over the list, which shows what was done; without a list below, the form becomes it."""
        below = body["view"].get("previous_view_id")
        if below:
            await redraw(client, below, listing)
            await ack()
        else:
            await ack(response_action="update", view=listing)
        self.house.wake()

    def _today(self) -> date:
        return self.house.now().astimezone(self.house.zone).date()


def _page(body: Payload) -> int:
    """The page of the list from which something was done; the first for what came from elsewhere."""
    view = body.get("view") or {}
    if view.get("type") != "modal":
        return 0
    return lists.page_of(view) if view["callback_id"] == views.LIST else forms.origin_of(view).page


async def _show(client: AsyncWebClient, body: Payload, form: Payload) -> None:
    """Over the list if it was asked for there, else alone."""
    if (body.get("view") or {}).get("type") == "modal":
        await client.views_push(trigger_id=body["trigger_id"], view=form)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=form)
